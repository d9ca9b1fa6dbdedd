"""Measures: ratios of counts over documents, with intervals, and the matching of what was found with what was marked.

Every measure is a ratio of two sums over documents (precision, recall, F1, accuracy, B³ …), so that one seeded
bootstrap over documents gives an interval for each (Efron & Tibshirani 1993, percentile intervals): documents are what
varies from day to day and outlet to outlet, statements of one document go together.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import sqrt
from typing import Literal, NamedTuple, TypeAlias

from musnad.records import Record, Span

#: Two spans are of the same thing where they share at least this part of their words (the gold's guideline).
SAME = 0.5
RESAMPLES = 1000
SEED = 20180214
#: Ends of the intervals: 95 in 100.
_LOW, _HIGH = 0.025, 0.975
_WORD = re.compile("(?:\\w|[\u064b-\u065f\u0670\u200c\u200d])+")

Tally: TypeAlias = Mapping[str, float]
_Picks: TypeAlias = Sequence[Sequence[int]]
Better: TypeAlias = Literal["higher", "lower"]


class Measure(Record, frozen=True):
    """A figure between 0 and 1 with its interval; `of` is the count that it stands on, `value` None where that is 0."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    of: float = 0
    better: Better = "higher"
    #: Whether `eval/floors.json` keeps a floor for it.
    floor: bool = True


class Ratio(NamedTuple):
    """A measure to be taken: sum of `top` counts over sum of `bottom` counts, each count with its weight."""

    name: str
    top: Mapping[str, float]
    bottom: Mapping[str, float]
    better: Better = "higher"
    floor: bool = True


class Harmonic(NamedTuple):
    """The harmonic mean of two ratios, for measures whose F1 is no ratio of sums (B³)."""

    name: str
    first: Ratio
    second: Ratio


def share(name: str, top: str, bottom: str, better: Better = "higher", floor: bool = True) -> Ratio:
    """The ratio of one count to another."""
    return Ratio(name, {top: 1}, {bottom: 1}, better, floor)


def f1(name: str, matched: str, found: str, gold: str) -> Ratio:
    """F1 of three counts: twice the matched over found and marked together."""
    return Ratio(name, {matched: 2}, {found: 1, gold: 1})


def prf(name: str, matched: str, found: str, gold: str) -> tuple[Ratio, Ratio, Ratio]:
    """F1, precision and recall of three counts; the floor is kept on F1 alone."""
    return (
        f1(f"{name} F1", matched, found, gold),
        share(f"{name} precision", matched, found, floor=False),
        share(f"{name} recall", matched, gold, floor=False),
    )


def measure(
    wanted: Iterable[Ratio | Harmonic], tallies: Sequence[Tally], *, intervals: bool = True
) -> tuple[Measure, ...]:
    """Take measures over the tallies of documents, with bootstrap intervals by document unless they are not wanted.

    >>> one, = measure([share("right", "right", "all")], [{"right": 3, "all": 4}, {"all": 2, "right": 0}])
    >>> one.value, one.of, one.low <= one.value <= one.high
    (0.5, 6, True)
    """
    picks = _picks(len(tallies)) if intervals else ()
    return tuple(_measure(one, tallies, picks) for one in wanted)


def _measure(wanted: Ratio | Harmonic, tallies: Sequence[Tally], picks: _Picks) -> Measure:
    if isinstance(wanted, Harmonic):
        first, second = (_columns(one, tallies) for one in (wanted.first, wanted.second))
        value = _mean(_quotient(*map(sum, first)), _quotient(*map(sum, second)))
        values = [_mean(a, b) for a, b in zip(_resampled(*first, picks), _resampled(*second, picks))]
        return _with_interval(Measure(name=wanted.name, value=value, of=sum(second[1])), values)
    tops, bottoms = _columns(wanted, tallies)
    whole = Measure(
        name=wanted.name, value=_quotient(sum(tops), sum(bottoms)), of=sum(bottoms),
        better=wanted.better, floor=wanted.floor,
    )  # fmt: skip
    return _with_interval(whole, _resampled(tops, bottoms, picks))


def _columns(ratio: Ratio, tallies: Sequence[Tally]) -> tuple[list[float], list[float]]:
    tops = [sum(weight * tally.get(name, 0) for name, weight in ratio.top.items()) for tally in tallies]
    bottoms = [sum(weight * tally.get(name, 0) for name, weight in ratio.bottom.items()) for tally in tallies]
    return tops, bottoms


def _quotient(top: float, bottom: float) -> float | None:
    return top / bottom if bottom else None


def _mean(first: float | None, second: float | None) -> float | None:
    if first is None or second is None:
        return None
    return 2 * first * second / (first + second) if first + second else 0.0


def _resampled(tops: Sequence[float], bottoms: Sequence[float], picks: _Picks) -> list[float | None]:
    return [_quotient(sum([tops[i] for i in those]), sum([bottoms[i] for i in those])) for those in picks]


@cache
def _picks(documents: int) -> _Picks:
    """Which documents each resample holds; the same ones for every measure of a run."""
    drawn = random.Random(SEED)
    return tuple(tuple(drawn.choices(range(documents), k=documents)) for _ in range(RESAMPLES)) if documents else ()


def _with_interval(one: Measure, values: Sequence[float | None]) -> Measure:
    told = sorted(value for value in values if value is not None)
    if one.value is None or not told:
        return one
    low, high = (told[min(int(len(told) * at), len(told) - 1)] for at in (_LOW, _HIGH))
    return Measure(
        name=one.name, value=one.value, low=min(low, one.value), high=max(high, one.value), of=one.of,
        better=one.better, floor=one.floor,
    )  # fmt: skip


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval for a share (Wilson 1927); 0 to 1 where nothing was counted.

    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not of:
        return 0.0, 1.0
    middle = (right + z * z / 2) / (of + z * z)
    half = z * sqrt(right * (of - right) / of + z * z / 4) / (of + z * z)
    return max(middle - half, 0.0), min(middle + half, 1.0)


class WordSpans:
    """Where the words of a text stand, so that spans can be compared by the words that they touch."""

    def __init__(self, text: str) -> None:
        """Find the words: runs of letters and digits with their vowel marks; marks of punctuation are none."""
        spans = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._stops = [stop for _, stop in spans]

    def touched(self, pieces: Iterable[Span]) -> frozenset[int]:
        """Indices of the words that a span, or one of the pieces, touches.

        >>> sorted(WordSpans("قال إنه، سيسافر").touched([Span(4, 15)]))
        [1, 2]
        """
        found: set[int] = set()
        for start, stop in pieces:
            if start < stop:
                found.update(range(bisect_right(self._stops, start), bisect_left(self._starts, stop)))
        return frozenset(found)


def overlap(first: frozenset[int], second: frozenset[int]) -> float:
    """Words in common over words in either (intersection over union)."""
    common = len(first & second)
    return common / (len(first) + len(second) - common) if common else 0.0


class Pair(NamedTuple):
    """What was found and what was marked, by their indices, and how much they overlap."""

    found: int
    gold: int
    share: float


def match(
    found: Sequence[frozenset[int]],
    gold: Sequence[frozenset[int]],
    *,
    least: float = SAME,
    prefer: Callable[[int, int], float] = lambda _found, _gold: 0.0,
) -> list[Pair]:
    """Match one to one by overlap of words, the greatest overlap first; `prefer(found, gold)` breaks ties.

    >>> match([frozenset({1, 2, 3})], [frozenset({9}), frozenset({2, 3})])
    [Pair(found=0, gold=1, share=0.6666666666666666)]
    """
    near = [(overlap(a, b), prefer(i, j), i, j) for i, a in enumerate(found) for j, b in enumerate(gold) if a & b]
    near.sort(key=lambda one: (-one[0], -one[1], one[2], one[3]))
    pairs: list[Pair] = []
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for value, _, i, j in near:
        if value >= least and i not in used_found and j not in used_gold:
            pairs.append(Pair(i, j, value))
            used_found.add(i)
            used_gold.add(j)
    return sorted(pairs, key=lambda pair: pair.gold)


def bcubed(found: Mapping[object, object], gold: Mapping[object, object]) -> tuple[float, float, int]:
    """Sums of the B³ precision and recall of the items that both cluster, and how many those are.

    The measure is Bagga & Baldwin's (1998). Both map items to the names of their clusters. Sums, not means, so that
    documents can be added up.

    >>> bcubed({1: "x", 2: "x", 3: "y"}, {1: "a", 2: "a", 3: "a"})[::2]
    (3.0, 3)
    """
    items = found.keys() & gold.keys()
    found_sets, gold_sets = _clusters(found, items), _clusters(gold, items)
    precision = recall = 0.0
    for item in items:
        mine, theirs = found_sets[found[item]], gold_sets[gold[item]]
        common = len(mine & theirs)
        precision += common / len(mine)
        recall += common / len(theirs)
    return precision, recall, len(items)


def _clusters(of: Mapping[object, object], items: Iterable[object]) -> dict[object, set[object]]:
    clusters: dict[object, set[object]] = {}
    for item in items:
        clusters.setdefault(of[item], set()).add(item)
    return clusters


__all__ = [
    "RESAMPLES", "SAME", "SEED", "Harmonic", "Measure", "Pair", "Ratio", "Tally", "WordSpans", "bcubed", "f1", "match",
    "measure", "overlap", "prf", "share", "wilson",
]  # fmt: skip
