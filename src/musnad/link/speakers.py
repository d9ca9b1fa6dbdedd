"""Who speaks in each statement: the noun phrase at the cue, the subject of the sentence, or whoever spoke before."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.find.drafts import Draft
from musnad.records import Mention, Speaker
from musnad.text.fold import fold_key

_AND = fold_key("و")
_FOR, _FOR_THE, _ALEF, _THE = fold_key("ل"), fold_key("لل"), fold_key("ا"), fold_key("ال")
#: So many statements back a speaker may still be carried over.
MEMORY = 6


@dataclass(frozen=True, slots=True)
class Spoken:
    """A draft with its speakers resolved.

    `issuer` is who issued the document that somebody else is quoted from («وبحسب البيان، ذكر بوتين»).
    """

    draft: Draft
    speakers: tuple[Speaker, ...]
    issuer: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """All drafts with their speakers, and the mentions that were seen."""

    spoken: tuple[Spoken, ...]
    mentions: tuple[Mention, ...]
