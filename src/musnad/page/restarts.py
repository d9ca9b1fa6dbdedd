"""Texts that begin twice: a digest, or the whole article, glued in front of itself without a sentence's end between them.

Repeats of whole sentences are found by comparing sentences; here the first words of the text come again further down, and
what stands before them is said again behind them word for word: a standfirst that says it otherwise is no repeat.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from musnad.page.layout import Sheet

_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[^\w\n]*")
#: The first words that come again are so many, and begin within so many words of the text's beginning.
_OPENING, _WITHIN = 5, 3
#: A first copy has at least so many words, of which at least this share stands in runs that come again behind it.
_LEAST_WORDS, _COVERED, _RUN = 30, 0.85, 3
#: The first copy is the less whole one where it has a smaller share of the second one's words than this.
_EQUAL = 0.97


class _Place(NamedTuple):
    """A word of the text that has no label yet."""

    word: str
    start: int
    stop: int


def label_restart(sheet: Sheet) -> None:
    """Label the less whole copy of a text that begins twice, the later where both are equally whole."""
    if not _may_begin_again(sheet):
        return
    places = [
        _Place(match.group(), *match.span()) for gap in sheet.gaps() for match in _WORD.finditer(sheet.text, gap.start, gap.stop)
    ]
    again = _second_beginning(places)
    if again is None or not _is_said_again(places, again):
        return
    last = _last_of_second(places, again)
    if again < (len(places) - again) * _EQUAL:
        sheet.put("repeat", places[0].start, places[again].start)
    else:
        end = _MARKS.match(sheet.text, places[last - 1].stop)
        sheet.put("repeat", places[again].start, end.end() if end else places[last - 1].stop)


def _may_begin_again(sheet: Sheet) -> bool:
    """Whether two of the first words stand side by side again further down: the common text has none, and is done here."""
    gap = next(iter(sheet.gaps()), None)
    found = list(itertools.islice(_WORD.finditer(sheet.text, gap.start, gap.stop), _WITHIN + 1)) if gap else []
    pairs = (sheet.text[one.start() : other.end()] for one, other in itertools.pairwise(found))
    return any(sheet.text.find(pair, found[-1].end()) >= 0 for pair in pairs)


def _second_beginning(places: list[_Place]) -> int | None:
    """The number of the word at which the text begins again."""
    found = [place.word for place in places]
    for shift in range(min(_WITHIN, len(found))):
        opening = found[shift : shift + _OPENING]
        for at in range(_LEAST_WORDS, len(found) - _OPENING):
            if found[at] == opening[0] and found[at : at + _OPENING] == opening:
                return at - shift
    return None


def _is_said_again(places: list[_Place], again: int) -> bool:
    """Whether most of what stands before the second beginning stands behind it, in runs of words."""
    found = [place.word for place in places]
    behind = _runs(found[again:])
    covered: set[int] = set()
    for at in range(again - _RUN + 1):
        if tuple(found[at : at + _RUN]) in behind:
            covered.update(range(at, at + _RUN))
    return again >= _LEAST_WORDS and len(covered) >= _COVERED * again


def _last_of_second(places: list[_Place], again: int) -> int:
    """The number of words up to the last one that the second copy has in common with the first."""
    found = [place.word for place in places]
    before = _runs(found[:again])
    ends = [at + _RUN for at in range(again, len(found) - _RUN + 1) if tuple(found[at : at + _RUN]) in before]
    return max(ends, default=again)


def _runs(found: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(found[shift:] for shift in range(_RUN))))


__all__ = ["label_restart"]
