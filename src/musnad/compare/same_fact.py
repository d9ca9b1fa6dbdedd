"""How sure it is that two counts, sums or shares of two articles are of one fact, from all but the values themselves.

A logistic regression on what stands around both. It was learned from nothing marked by hand: two articles of a story that
give the same telling value give one fact, and values that each have their like in the other article are of two facts
(``data/models/same_fact.tsv``, made by ``tools/train_same_fact.py``).
"""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import OSA

from musnad.compare.claims import Claim
from musnad.compare.likeness import likeness_of
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

#: The measures of a pair, in order.
MEASURES = (
    "near", "whole", "product", "very near", "very whole", "shared figure", "no shared figure", "same noun", "behind",
    "same event", "one event", "other event", "leads", "part", "alone", "here", "elsewhere", "other kind",
)  # fmt: skip
#: From here on a likeness counts twice.
_VERY_NEAR, _VERY_WHOLE = 0.5, 0.6
_PEOPLE = "people"
#: Shorter nouns with turned letters are two words.
_LONG = 4


def measures(one: Claim, other: Claim, alone: bool) -> tuple[float, ...]:
    """The measures of a pair of claims, named in `MEASURES`; `alone`: each article gives this thing one value only."""
    near, whole = likeness_of(one.near, other.near), likeness_of(one.whole, other.whole)
    shared = len(one.others & other.others)
    counts = one.kind == other.kind == "count"
    mine, theirs = (one.what[1], other.what[1]) if counts else ("", "")
    return (
        near, whole, near * whole, max(near - _VERY_NEAR, 0.0), max(whole - _VERY_WHOLE, 0.0),
        min(shared, 2), bool(one.others and other.others and not shared),
        counts and is_same_noun(one, other), bool(set(one.behind) & set(other.behind)),
        mine == theirs != "", bool(mine) != bool(theirs), bool(mine and theirs and mine != theirs),
        one.lead and other.lead, one.part != other.part, alone,
        bool(one.here & other.here), bool(one.here and other.here and not one.here & other.here), not counts,
    )  # fmt: skip


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
def learned() -> tuple[float, tuple[float, ...]]:
    """The constant and the weight of each measure."""
    rows = {row["measure"]: float(row["weight"]) for row in table("models/same_fact")}
    return rows["constant"], tuple(rows[name] for name in MEASURES)


def odds(one: Claim, other: Claim, alone: bool) -> float:
    """The logarithm of the odds that two claims are of one fact, with as many of one fact as of two."""
    constant, weights = learned()
    return constant + sum(weight * value for weight, value in zip(weights, measures(one, other, alone)))


__all__ = ["MEASURES", "is_same_noun", "learned", "measures", "odds"]
