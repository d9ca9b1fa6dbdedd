"""Edges between articles of one story: terms that both have propose a pair, a learned check says how likely it is.

The check is a logistic regression on measures of likeness in words of title, lead and beginning, rare words and
numbers, and on the time between the two (after Miranda et al. 2018, who weigh the same kinds of
likeness for clusters); its weights stand in ``data/models/story_edges.tsv`` with how they were learned.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from musnad.compare.keys import When, gap_hours
from musnad.compare.templates import one_form
from musnad.compare.terms import Rareness, Terms, TopicKey, weigh
from musnad.text.lexicon import table

#: Measures of a pair, in the order in which `likeness` gives them.
MEASURES = ("head", "lead", "title", "rare", "number", "named_more", "named_less", "days")
#: An article proposes pairs by so many of its heaviest stems.
PROPOSING = 32
#: A pair is checked where it shares at least so many of these …
SHARED = 2
#: … and a pair less likely than this is no edge.
LEAST = 0.02
#: Articles of which one has no date count as so many days apart.
UNDATED_DAYS = 1 / 3


class Edge(NamedTuple):
    """Two articles, by place in the given list, and how likely they are of one story."""

    first: int
    second: int
    likely: float


def likeness(one: Terms, other: Terms) -> tuple[float, ...]:
    """The measures of a pair, named in `MEASURES`; cosines from 0 to 1, and days between the two."""
    head = lead = title = rare = number = named = named_other = 0.0
    stems, others = one.stems, other.stems
    for stem in stems.keys() & others.keys():
        a, b = stems[stem], others[stem]
        head += a[0] * b[0]
        lead += a[1] * b[1]
        title += a[2] * b[2]
        rare += a[3] * b[3]
        number += a[4] * b[4]
        named += a[5] * b[6]
        named_other += b[5] * a[6]
    days = _days_apart(one.when, other.when)
    return head, lead, title, rare, number, max(named, named_other), min(named, named_other), days


def _days_apart(one: When | None, other: When | None) -> float:
    """Days between two articles; of what days leave open a sixth is expected: 8 hours between two of one day."""
    hours = gap_hours(one, other)
    if hours is None or one is None or other is None:
        return UNDATED_DAYS
    open_hours = (one.last - one.first + (other.last - other.first)).total_seconds() / 3600
    return max(hours, open_hours / 6) / 24


@cache
def learned() -> tuple[float, tuple[float, ...]]:
    """The learned check: its constant and the weight of each measure."""
    rows = {row["measure"]: float(row["weight"]) for row in table("models/story_edges")}
    return rows["constant"], tuple(rows[name] for name in MEASURES)


def likely(measures: Sequence[float]) -> float:
    """How likely a pair with these measures is of one story, from 0 to 1."""
    constant, weights = learned()
    score = constant + sum(weight * value for weight, value in zip(weights, measures))
    return 1 / (1 + exp(-max(min(score, 40.0), -40.0)))


def propose(
    keys: Iterable[TopicKey], rareness: Rareness, hours: float, own: Sequence[bool] | None = None
) -> Iterator[tuple[int, int, Terms, Terms]]:
    """Pairs of articles that share terms and stand no more than `hours` apart; keys in order, undated ones first. Where
    `own` is given, only pairs whose second article is marked in it.

    Only the articles of the last `hours` are held, and those without a date, so that memory does not grow with time.
    """
    window = _Window(hours)
    for at, key in enumerate(keys):
        terms = weigh(key, rareness)
        heaviest = heaviest_stems(terms)
        proposed = window.alike(terms, heaviest) if own is None or own[at] else ()
        for other in proposed:
            if (gap_hours(window.held[other].when, terms.when) or 0) <= hours:
                yield other, at, window.held[other], terms
        window.add(at, terms, heaviest)


def heaviest_stems(terms: Terms) -> list[str]:
    """The stems by which an article proposes pairs."""
    return sorted(terms.stems, key=lambda stem: (-terms.stems[stem].head, stem))[:PROPOSING]


class _Window:
    """The articles that a next one may be compared with, by their heaviest stems."""

    def __init__(self, hours: float) -> None:
        self._hours = hours
        self.held: dict[int, Terms] = {}
        self._stems: dict[int, Sequence[str]] = {}
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._dated: deque[int] = deque()

    def alike(self, terms: Terms, heaviest: Sequence[str]) -> list[int]:
        """Places of the held articles that share enough heavy stems."""
        self._forget(terms)
        shared: Counter[int] = Counter()
        for stem in heaviest:
            shared.update(self._holders.get(stem, ()))
        return sorted(other for other, count in shared.items() if count >= SHARED)

    def add(self, at: int, terms: Terms, heaviest: Sequence[str]) -> None:
        """Hold an article."""
        self.held[at], self._stems[at] = terms, heaviest
        for stem in heaviest:
            self._holders[stem].append(at)
        if terms.when is not None:
            self._dated.append(at)

    def _forget(self, now: Terms) -> None:
        while self._dated and (gap_hours(self.held[self._dated[0]].when, now.when) or 0) > self._hours:
            old = self._dated.popleft()
            for stem in self._stems.pop(old):
                self._holders[stem].remove(old)
            del self.held[old]


def find_edges(
    keys: Iterable[TopicKey], rareness: Rareness, hours: float, own: Sequence[bool] | None = None
) -> list[Edge]:
    """Edges between articles whose keys stand in order of publication, undated ones first; with `own` only those whose
    second article is marked in it."""
    edges = []
    for first, second, one, other in propose(keys, rareness, hours, own):
        chance = likely(likeness(one, other))
        if chance >= LEAST and not one_form(one.key, other.key):
            edges.append(Edge(first, second, chance))
    return edges


__all__ = [
    "LEAST", "MEASURES", "SHARED", "Edge", "find_edges", "heaviest_stems", "learned", "likely", "likeness", "propose",
]  # fmt: skip
