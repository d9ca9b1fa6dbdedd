"""Two wordings side by side: which words are common, left out, added or other; as spans into both.

The words are compared folded, so that marks, vowels and spellings count for nothing; spans go into the wordings as they
were given. Alignment is difflib's (Ratcliff and Obershelp's longest matching blocks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeAlias

from musnad.records import Span
from musnad.text.fold import fold

Fate: TypeAlias = Literal["same", "other", "left-out", "added"]
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


class Words(NamedTuple):
    """The folded words of a text and where each stands in it."""

    norms: tuple[str, ...]
    spans: tuple[Span, ...]

    def span(self, start: int, stop: int) -> Span:
        """The span of the words from `start` up to, without, `stop`; an empty one where there are none."""
        if start < stop:
            return Span(self.spans[start].start, self.spans[stop - 1].stop)
        at = self.spans[start].start if start < len(self.spans) else (self.spans[-1].stop if self.spans else 0)
        return Span(at, at)


class Difference(NamedTuple):
    """A stretch that two wordings have alike, or not; empty in one where the other left it out or added it."""

    fate: Fate
    one: Span
    other: Span


def words_of(text: str) -> Words:
    """The words of a text, folded, with their spans.

    >>> words_of("«لن نغادرَ»").norms
    ('لن', 'نغادر')
    """
    folded = fold(text)
    found = list(_WORD.finditer(folded.text))
    return Words(tuple(match.group() for match in found), tuple(Span(*folded.span(*match.span())) for match in found))


def differences(one: str, other: str) -> tuple[Difference, ...]:
    """How the second text differs from the first, word by word, in order.

    >>> [(found.fate, "لن نغادر الآن"[slice(*found.one)]) for found in differences("لن نغادر الآن", "لن نغادر غدا أبدا")]
    [('same', 'لن نغادر'), ('other', 'الآن')]
    """
    first, second = words_of(one), words_of(other)
    return tuple(_differences(first, second))


def _differences(one: Words, other: Words) -> Iterator[Difference]:
    fates: dict[str, Fate] = {"equal": "same", "replace": "other", "delete": "left-out", "insert": "added"}
    for tag, a, b, c, d in SequenceMatcher(None, one.norms, other.norms, autojunk=False).get_opcodes():
        yield Difference(fates[tag], one.span(a, b), other.span(c, d))


def in_order_share(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter row of words that stands in the longer one in the same order, 0 to 1."""
    from rapidfuzz.distance import LCSseq

    shorter = min(len(one), len(other))
    return LCSseq.similarity(one, other) / shorter if shorter else 0.0


__all__ = ["Difference", "Fate", "Words", "differences", "in_order_share", "words_of"]
