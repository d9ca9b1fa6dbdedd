"""A statement as marked stretches and relations between them, as annotation tools have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from musnad.records import Reading, Span, Speaker, Statement
from musnad.store.answers import Said
from musnad.store.exporting import Exported

#: What a stretch is: the words said, more of them, who speaks, what shows it, who passed it on, to whom.
Label: TypeAlias = Literal["statement", "continued", "speaker", "cue", "relay", "addressee"]
LABELS: tuple[Label, ...] = ("statement", "continued", "speaker", "cue", "relay", "addressee")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text under its label; all but the first of a statement are related to that one, by their label."""

    id: str
    label: Label
    span: Span


def parts_of(one: Statement, reading: Reading) -> Iterator[Part]:
    """The parts of a statement, its first words before all others. Where only a verb or a pronoun tells who speaks, the place
    before it that names them last is the part of the speaker."""
    first, *more = sorted(one.content)
    named = [speaker.span or _named(speaker, one, reading) for speaker in one.speakers]
    found: list[tuple[Label, Span | None]] = [
        ("statement", first), *(("continued", span) for span in more), *(("speaker", span) for span in named),
        ("cue", one.cue.span), *(("relay", span) for span in one.via), ("addressee", one.to),
    ]  # fmt: skip
    for number, (label, span) in enumerate(found):
        if span is not None and span.start < span.stop:
            yield Part(f"{one.id}-{number}" if number else one.id, label, span)


def _named(speaker: Speaker, one: Statement, reading: Reading) -> Span | None:
    places = [mention.span for mention in reading.mentions
              if mention.entity == speaker.entity and mention.of == one.of and mention.how != "pronoun"]  # fmt: skip
    start = min(one.content).start
    return max((span for span in places if span.stop <= start), default=min(places, default=None))


def standing(one: Exported) -> tuple[Said, ...]:
    """The statements of an article that no person judged wrong."""
    return tuple(said for said in one.statements if said.checked != "wrong")


def asserted(one: Exported) -> tuple[Said, ...]:
    """Those of them that the article tells to have been said; what it tells not to have been said is nobody's words."""
    return tuple(said for said in standing(one) if not said.statement.negated)


__all__ = ["LABELS", "Label", "Part", "asserted", "parts_of", "standing"]
