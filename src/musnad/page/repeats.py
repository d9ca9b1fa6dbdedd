"""Stretches that say a part of the body again, near word for word: found by comparing sentences, in linear time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from musnad.page.layout import Sheet
from musnad.text.sentences import split_sentences

_WORD = re.compile(r"\w+")
#: Shorter sentences say nothing by coming twice.
_LEAST_WORDS = 4
#: One sentence alone must have so many words to be a repeat, several together so many.
_ALONE_WORDS = 14
_TOGETHER_WORDS = 18
#: Words in a row that are compared, and the share of them that two wordings of one sentence have in common.
_SHINGLE = 3
_ALIKE = 0.75
#: Runs that come again in the smallest repeat there can be.
_LEAST_RUNS = 9
#: A copy may leave out, or add, so many sentences in a row and stay one copy.
_SKIP = 4
#: At least this share of the words of a repeat has its double in the whole copy.
_COVERED = 0.7
#: The earlier copy is less whole where it has a smaller share of the later one's words than this.
_EQUAL = 0.97
#: Places that are remembered for one wording; a text that repeats itself endlessly is not searched further.
_MOST_PLACES = 8


class Unit(NamedTuple):
    """A sentence: span in the folded text, its words, and where they end."""

    start: int
    stop: int
    words: tuple[str, ...]
    stops: tuple[int, ...]


def label_repeats(sheet: Sheet) -> None:
    """Label what is said twice: the less whole copy, or the later one where both are equally whole."""
    if not _may_repeat(sheet.text):
        return
    units = _units(sheet)
    for pairs in _chains(_pairs(units)):
        for side, other in _lesser(pairs, units):
            sheet.put("repeat", units[side[0]].start, _further(side[-1], other[-1], units))


def _may_repeat(text: str) -> bool:
    """Whether so many runs of words come again that a repeat is possible: the common text has none, and is done here.

    A pair of fourteen words that are alike has nine runs in common; eighteen words in pairs of four that are the same too.
    """
    words = _WORD.findall(text)
    return len(words) - 2 - len(set(zip(words, words[1:], words[2:]))) >= _LEAST_RUNS


def _units(sheet: Sheet) -> list[Unit]:
    """Sentences of what has no label yet."""
    units = []
    for gap in sheet.gaps():
        text = sheet.of(gap)
        for span in split_sentences(text):
            found = list(_WORD.finditer(text, span.start, span.stop))
            if found:
                words = tuple(match.group() for match in found)
                stops = tuple(gap.start + match.end() for match in found)
                units.append(Unit(gap.start + span.start, gap.start + span.stop, words, stops))
    return units


def _pairs(units: list[Unit]) -> list[tuple[int, int]]:
    """For each unit the earlier one that it says again, preferring the one that goes on with the pair before."""
    wordings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    shingles: dict[tuple[str, ...], list[int]] = defaultdict(list)
    pairs: list[tuple[int, int]] = []
    expected = -1
    for later, unit in enumerate(units):
        if len(unit.words) >= _LEAST_WORDS:
            earlier = _nearest(wordings.get(unit.words, []), expected)
            if earlier is None:
                earlier = _alike(later, units, shingles)
            if earlier is not None:
                pairs.append((earlier, later))
                expected = earlier + 1
            _remember(later, unit, wordings, shingles)
    return pairs


def _nearest(places: list[int], expected: int) -> int | None:
    return min(places, key=lambda place: abs(place - expected)) if places else None


def _alike(at: int, units: list[Unit], shingles: dict[tuple[str, ...], list[int]]) -> int | None:
    """The earlier unit that has most of a unit's runs of words in common with it."""
    unit = units[at]
    own = _runs(unit.words)
    if len(own) < 2 * _SHINGLE:
        return None
    hits: Counter[int] = Counter()
    for run in own:
        if run in shingles:
            hits.update(shingles[run])
    for place, count in hits.most_common(1):
        other = units[place].words
        # items of a list stand close, and differ in their first words: «the first share …», «the second share …»
        listed = at - place <= _SKIP and other[:2] != unit.words[:2]
        if not listed and count >= _ALIKE * max(len(own), len(other) - _SHINGLE + 1):
            return place
    return None


def _remember(
    at: int, unit: Unit, wordings: dict[tuple[str, ...], list[int]], shingles: dict[tuple[str, ...], list[int]]
) -> None:
    if len(wordings[unit.words]) < _MOST_PLACES:
        wordings[unit.words].append(at)
        for run in set(_runs(unit.words)):
            if len(shingles[run]) < _MOST_PLACES:
                shingles[run].append(at)


def _runs(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(zip(*(words[shift:] for shift in range(_SHINGLE))))


def _chains(pairs: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs that run on in both copies, with few sentences skipped."""
    chains: list[list[tuple[int, int]]] = []
    for earlier, later in pairs:
        if chains:
            last_earlier, last_later = chains[-1][-1]
            if 0 < earlier - last_earlier <= _SKIP and 0 < later - last_later <= _SKIP:
                chains[-1].append((earlier, later))
                continue
        chains.append([(earlier, later)])
    return chains


def _lesser(pairs: list[tuple[int, int]], units: list[Unit]) -> list[tuple[list[int], list[int]]]:
    """Units to label, with their doubles: the less whole side in one piece, or in pieces where much is its own."""
    same = sum(len(units[later].words) for _, later in pairs)
    if same < (_ALONE_WORDS if len(pairs) == 1 else _TOGETHER_WORDS):
        return []
    earlier, later = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if earlier[-1] >= later[0]:  # the copies run into each other: a refrain, not a copy
        return []
    first_size, second_size = _size(earlier, units), _size(later, units)
    side, other = (earlier, later) if first_size < second_size * _EQUAL else (later, earlier)
    if same >= _COVERED * _size(side, units):
        return [(side, other)]
    return [piece for piece in _pieces(side, other) if _size(piece[0], units) >= _ALONE_WORDS]


def _size(side: list[int], units: list[Unit]) -> int:
    """Words from the first to the last unit of a side."""
    return sum(len(unit.words) for unit in units[side[0] : side[-1] + 1])


def _pieces(side: list[int], other: list[int]) -> list[tuple[list[int], list[int]]]:
    """Runs of neighbouring units, with their doubles."""
    runs: list[tuple[list[int], list[int]]] = []
    for unit, double in zip(side, other):
        if not runs or unit != runs[-1][0][-1] + 1:
            runs.append(([], []))
        runs[-1][0].append(unit)
        runs[-1][1].append(double)
    return runs


def _further(last: int, double: int, units: list[Unit]) -> int:
    """Where a repeat ends whose sentences are cut otherwise in its double: it goes on while the words are the same."""
    stop, reach = units[last].stop, 2 * _SKIP
    own = [(word, end) for unit in units[last + 1 : last + reach] for word, end in zip(unit.words, unit.stops)]
    others = [word for unit in units[double + 1 : double + reach] for word in unit.words]
    same = 0
    for (word, _), other in zip(own, others):
        if word != other:
            break
        same += 1
    if same < _LEAST_WORDS:
        return stop
    end = own[same - 1][1]
    return next((unit.stop for unit in units[last + 1 : last + reach] if unit.stops[-1] == end), end)


__all__ = ["label_repeats"]
