"""Templates: texts that are alike because a form was filled in twice, not because one was taken from the other.

Prices, times of prayer, telegrams of congratulation, notices of courts and of the weather share most of their words
with the last of their kind. They are told by two things: their numbers differ, or what they share is formulaic, that is
it recurs on occasions days apart, and what else they say differs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from musnad.compare.keys import gap_hours
from musnad.compare.terms import TopicKey

#: Two texts with so many numbers each and fewer than half of them in common are one template filled twice.
NUMBERS, NUMBERS_SHARE = 4, 0.5
#: Words that recur on so many occasions, each more than a day from the next, are a formula.
OCCASIONS, APART = 3, 2
#: Where this part of what two texts share is formulaic, the rest decides.
FORMULAIC = 0.3
#: Forms share so much of their words, beside numbers; a column comes again after so many hours.
SAME_WORDS, NEXT_DAY = 0.5, 18
#: Least share of the rest, in the whole of both texts, and in a part.
# swept 0.05–0.45 on 25,000 Saudi articles, 2026-11
REST, REST_OF_PART = 0.1, 0.4


def number_key(words: Iterable[str]) -> Counter[str]:
    """The numbers among folded words, each by its sorted digits, so that 1,084.80 and 80.1084 (turned round) are one.

    >>> number_key(["1,084.80", "دولار", "80.1084"])
    Counter({'001488': 2})
    """
    return Counter("".join(sorted(filter(str.isdigit, word))) for word in words if word[0].isdigit())


def numbers_differ(one: Counter[str], other: Counter[str]) -> bool:
    """Whether two like texts have numbers, and most of them differ."""
    fewer = min(one.total(), other.total())
    return fewer >= NUMBERS and (one & other).total() < NUMBERS_SHARE * fewer


def one_form(one: TopicKey, other: TopicKey) -> bool:
    """Whether two articles are one form filled in twice, and so not of one story: nearly the same words around other
    numbers, or an outlet's column that comes under one title on different days."""
    if one.body == other.body:
        return False
    if one.outlet == other.outlet and one.title == other.title:
        return (gap_hours(one.when, other.when) or 0) >= NEXT_DAY
    words, others = ({word for word in (*key.title, *key.body) if not word[0].isdigit()} for key in (one, other))
    if len(words & others) < SAME_WORDS * len(words | others):
        return False
    return numbers_differ(number_key((*one.title, *one.body)), number_key((*other.title, *other.body)))


class Formulas:
    """Shingles that recur on occasions days apart."""

    def __init__(self, formulas: AbstractSet[int]) -> None:
        """`formulas` are those for which `recurs` holds."""
        self._formulas = formulas

    @staticmethod
    def among(samples: Sequence[Iterable[int]], days: Sequence[int | None]) -> Formulas:
        """Those among the sampled shingles of dated articles; `days` are the ordinals of the days of publication."""
        several = in_several(samples)
        seen: dict[int, set[int]] = defaultdict(set)
        for sample, day in zip(samples, days):
            if day is not None:
                for one in several.intersection(sample):
                    seen[one].add(day)
        return Formulas({one for one, on in seen.items() if recurs(on)})

    def explain(self, one: Iterable[int], other: Iterable[int], *, part: bool) -> bool:
        """Whether formulas are why two samples are alike; for `part` the first is asked to stand in the second."""
        first, second = set(one), set(other)
        shared = first & second
        if not shared or len(shared & self._formulas) < FORMULAIC * len(shared):
            return False
        first -= self._formulas
        second -= self._formulas
        whole = first if part else first | second
        return len(first & second) < (REST_OF_PART if part else REST) * max(len(whole), 1)


def in_several(samples: Iterable[Iterable[int]]) -> set[int]:
    """What stands in more than one sample: a tenth of what stands in any, so that only that is looked at closely.

    >>> in_several([[1, 2], [2, 3]])
    {2}
    """
    once: set[int] = set()
    again: set[int] = set()
    for sample in samples:
        here = set(sample)
        again |= here & once
        once |= here
    return again


def recurs(days: Collection[int]) -> bool:
    """Whether what stood in articles of these days (ordinals, each once) recurs on occasions days apart."""
    if len(days) < OCCASIONS:
        return False
    return 1 + sum(later - earlier >= APART for earlier, later in pairwise(sorted(days))) >= OCCASIONS


__all__ = ["Formulas", "in_several", "number_key", "numbers_differ", "one_form", "recurs"]
