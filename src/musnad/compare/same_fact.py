"""How sure it is that two values of two articles are of one fact, from all but the values themselves.

Two logistic regressions, one for numbers and one for times, on what stands around both. They were learned from nothing marked
by hand: two articles of a story that give the same telling value give one fact, and values that each have their like in the
other article are of two facts (``data/models/same_fact.tsv``, made by ``tools/train_same_fact.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from rapidfuzz.distance import OSA

from musnad.compare.claims import Claim
from musnad.compare.likeness import carried, likeness_of
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

Family: TypeAlias = Literal["numbers", "times"]
#: The measures of a pair, in order.
MEASURES = (
    "near", "whole", "around", "rare", "words", "shared figure", "no shared figure", "same noun", "behind", "before",
    "same event", "one event", "other event", "leads", "part", "alone", "elsewhere", "apart", "best sentence", "best words",
    "money", "percent", "measure", "age", "relative", "time", "duration",
)  # fmt: skip
#: Kinds of claims whose facts are counted, and those that are told in time.
NUMBERS = frozenset({"count", "money", "percent", "measure", "age"})
TIMES = frozenset({"date", "time", "duration"})
#: Words that tell so much are as rare as many a name; more of them together, and more words, add nothing.
NAMED, MOST_RARE, MOST_WORDS = 4.5, 30.0, 10
_PEOPLE = "people"
#: Shorter nouns with turned letters are two words.
_LONG = 4


class Pair(NamedTuple):
    """Two claims that can be held against each other, and how they stand among the others of their articles: `alone`, each
    article gives this thing one value only; their sentences and the words near to them are the likest of both."""

    one: Claim
    other: Claim
    alone: bool
    whole: float
    near: float
    best_sentence: bool
    best_words: bool


def pairs_of(first: Sequence[Claim], second: Sequence[Claim]) -> Iterator[tuple[int, int, Pair]]:
    """The pairs of two articles' claims that are of one kind, with the numbers of both."""
    alike = {
        (i, j): (likeness_of(a.whole, b.whole), carried(a.near, b.near))
        for i, a in enumerate(first) for j, b in enumerate(second) if _is_one_kind(a, b)
    }  # fmt: skip
    mine: dict[int, tuple[float, float]] = {}
    theirs: dict[int, tuple[float, float]] = {}
    for (i, j), (whole, near) in alike.items():
        for best, at in ((mine, i), (theirs, j)):
            known = best.get(at, (0.0, 0.0))
            best[at] = max(known[0], whole), max(known[1], near)
    for (i, j), (whole, near) in alike.items():
        most = max(mine[i][0], theirs[j][0]), max(mine[i][1], theirs[j][1])
        one, other = first[i], second[j]
        alone = one.what == other.what and all(sum(c.what == one.what for c in claims) == 1 for claims in (first, second))
        yield i, j, Pair(one, other, alone, whole, near, 0.0 < whole == most[0], 0.0 < near == most[1])


def _is_one_kind(one: Claim, other: Claim) -> bool:
    return one.kind == other.kind and (one.kind == "count" or one.what == other.what)


def measures(pair: Pair) -> tuple[float, ...]:
    """The measures of a pair of claims, named in `MEASURES`."""
    one, other = pair.one, pair.other
    common = one.whole.keys() & other.whole.keys()
    shared = len(one.others & other.others)
    counts = one.kind == "count"
    mine, theirs = (one.what[1], other.what[1]) if counts else ("", "")
    return (
        pair.near, pair.whole, likeness_of(one.around, other.around),
        min(sum(one.whole[word] for word in common if one.whole[word] >= NAMED), MOST_RARE) / MOST_RARE,
        min(len(common), MOST_WORDS) / MOST_WORDS,
        min(shared, 2), bool(one.others and other.others and not shared),
        counts and is_same_noun(one, other), bool(set(one.behind) & set(other.behind)), bool(set(one.before) & set(other.before)),
        mine == theirs != "", bool(mine) != bool(theirs), bool(mine and theirs and mine != theirs),
        one.lead and other.lead, one.part != other.part, pair.alone,
        bool(one.here and other.here and not one.here & other.here), abs(one.at - other.at),
        pair.whole if pair.best_sentence else 0.0, pair.near if pair.best_words else 0.0,
        one.kind == "money", one.kind == "percent", one.kind == "measure", one.kind == "age",
        one.relative or other.relative, one.kind == "time", one.kind == "duration",
    )  # fmt: skip


def swapped(one: Claim, other: Claim) -> int:
    """How often a telling word near to both (of measures, in both sentences) is followed by two others that are each in one
    article's sentences only («the party of justice» here, «the party of the people» there); 2 at most."""
    mine, theirs = (dict(pairwise(claim.whole if claim.kind == "measure" else claim.near)) for claim in (one, other))
    return min(
        sum(mine[word] not in other.around and theirs[word] not in one.around for word in mine.keys() & theirs.keys()), 2
    )


def is_same_noun(one: Claim, other: Claim) -> bool:
    """Whether two counts are of things of one name; people in general are of none."""
    mine, theirs = one.what[2], other.what[2]
    if _PEOPLE in (mine, theirs):
        return False
    turned = min(len(mine), len(theirs)) >= _LONG and sorted(mine) == sorted(theirs) and OSA.distance(mine, theirs) == 1
    return mine == theirs or turned or bool(_kin(mine) and _kin(mine) == _kin(theirs))


@cache
def _kin(noun: str) -> str:
    """The class of nouns that are counted for each other, if it has one."""
    return _kins().get(noun, "")


@cache
def _kins() -> dict[str, str]:
    rows = (row for row in table("fact_words") if row["class"] == "kin")
    return {fold_key(form): row["id"] for row in rows for form in row["forms"].split("\N{ARABIC COMMA}")}


@cache
def learned(family: Family) -> tuple[float, tuple[float, ...]]:
    """The constant and the weight of each measure."""
    rows = {row["measure"]: float(row[family]) for row in table("models/same_fact")}
    return rows["constant"], tuple(rows[name] for name in MEASURES)


def odds(pair: Pair) -> float:
    """The logarithm of the odds that two claims are of one fact, with as many of one fact as of two."""
    constant, weights = learned("numbers" if pair.one.kind in NUMBERS else "times")
    return constant + sum(weight * value for weight, value in zip(weights, measures(pair)))


def all_odds(first: Sequence[Claim], second: Sequence[Claim]) -> Mapping[tuple[int, int], tuple[Pair, float]]:
    """The pairs of two articles' claims, by their numbers, with their odds."""
    return {(i, j): (pair, odds(pair)) for i, j, pair in pairs_of(first, second)}


__all__ = [
    "MEASURES", "NAMED", "NUMBERS", "TIMES", "Family", "Pair", "all_odds", "is_same_noun", "learned", "measures", "odds",
    "pairs_of", "swapped",
]  # fmt: skip
