"""A statement as the finder sees it, before its speakers are resolved to entities."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.find.cues import CueForm
from musnad.records import Complement, Form, Span, SpeakerHow


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement by word indices and spans.

    `cue` is the cue's word index (None where only a colon tells it), `subject` the word range of the noun phrase that
    speaks, None where the verb alone tells it; `first` to before `stop` are the content's words. `how` says where the
    speaker comes from; `document` marks a subject that is a document, with `issuer` as the word range of who issued it. `margin`
    is how much likelier than none its noun phrase was taken to be (log-odds), None where nothing was chosen.
    `cue_words` is how many words the cue has.
    """

    content: tuple[Span, ...]
    form: Form
    complement: Complement
    rule: str
    unit: int
    first: int
    stop: int
    cue: int | None = None
    cue_form: CueForm | None = None
    subject: tuple[int, int] | None = None
    how: SpeakerHow | None = None
    via: tuple[Span, ...] = ()
    to: Span | None = None
    at: Span | None = None
    negated: bool = False
    inside: int | None = None
    document: bool = False
    issuer: tuple[int, int] | None = None
    margin: float | None = None
    cue_words: int = 1


__all__ = ["Draft"]
