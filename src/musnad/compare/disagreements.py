"""Disagreements inside a story: values of one fact that differ between its articles, with grounds for and against.

Claims of every two articles are matched (`align`); matches that share a claim, or a value of one thing, make one fact.
A fact whose values cannot all be true is a conflict, or unsure where it may not be one fact; values that are told
otherwise and agree (about, at least, rounded, grown) are compatible. Who copied whom stands on one side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Literal, TypeAlias

from musnad.compare.align import AGREEING, Match, heaviest, match_claims
from musnad.compare.claims import Claim, find_claims
from musnad.compare.keys import Unions, in_order, stable_id
from musnad.compare.values import equal
from musnad.records import Article, CopyGroup, Disagreement, Reading, Side, Story
from musnad.text.lexicon import table

Kind: TypeAlias = Literal["number", "money", "duration", "date", "time"]
_KINDS: Mapping[str, Kind] = {"money": "money", "duration": "duration", "date": "date", "time": "time"}
#: The order in which disagreements are told.
_ORDER: Mapping[str, int] = {"conflict": 0, "unsure": 1, "compatible": 2}
#: Words that name a fact.
NAMING = 3


def find_disagreements(
    story: Story, articles: Mapping[str, Article], readings: Mapping[str, Reading]
) -> list[Disagreement]:
    """The disagreements of a story, conflicts first; `articles` and `readings` by id, those that are missing are left out."""
    held = in_order(articles[one] for one in story.articles if one in articles and one in readings)
    claims = {article.id: find_claims(article, readings[article.id]) for article in held}
    matches = [
        match for one, other in combinations(held, 2) for match in match_claims(claims[one.id], claims[other.id])
    ]
    found = [fact.record() for fact in _facts(story, matches) if fact.told_otherwise()]
    return sorted(found, key=lambda one: (_ORDER[one.verdict], one.kind, one.sides[0].article, one.sides[0].span))


def _facts(story: Story, matches: Sequence[Match]) -> list[_Fact]:
    """Matches put together fact by fact: those that differ, with those that agree with their claims."""
    claims = sorted({claim for match in matches for claim in (_place(match.one), _place(match.other))})
    at = {place: number for number, place in enumerate(claims)}
    unions = Unions(len(claims))
    for match in matches:
        if _binds(match):
            unions.join(at[_place(match.one)], at[_place(match.other)])
    groups: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        lead = unions.find(at[_place(match.one)])
        if lead == unions.find(at[_place(match.other)]):
            groups[lead].append(match)
    return [_Fact(story, group) for _, group in sorted(groups.items())]


def _place(claim: Claim) -> tuple[str, tuple[int, int], str]:
    return claim.article, claim.span, claim.kind


def _binds(match: Match) -> bool:
    """Whether a match is sure enough to put what hangs on its two claims together."""
    return match.verdict != "compatible" or match.score >= AGREEING or bool(match.grounds_for)


class _Fact:
    """One fact: the claims about it, side by side."""

    def __init__(self, story: Story, matches: Sequence[Match]) -> None:
        self._story, self._matches = story, matches
        claims = {_place(claim): claim for match in matches for claim in (match.one, match.other)}
        self._claims = [claims[place] for place in sorted(claims)]

    def told_otherwise(self) -> bool:
        """Whether the fact is told with more than one value by more than one article."""
        return any(not equal(match.one.value, match.other.value) for match in self._matches)

    def record(self) -> Disagreement:
        """The record, with one side for each article and value; copies stand with the first of theirs."""
        first = self._claims[0]
        verdict = min((match.verdict for match in self._matches), key=_ORDER.__getitem__)
        told = [match for match in self._matches if match.verdict == verdict]
        deciding = [match for match in told if not equal(match.one.value, match.other.value)]
        best = max(deciding, key=lambda match: match.score)
        sides = self._sides()
        fact = _name(first, best)
        return Disagreement(
            id=stable_id("disagreement", self._story.id, first.kind, sides[0].article, str(sides[0].span)),
            story=self._story.id,
            kind=_KINDS.get(first.kind, "number"),
            fact=fact,
            verdict=verdict,
            sides=sides,
            for_=_grounds(ground for match in deciding for ground in match.grounds_for),
            against=_grounds(ground for match in self._matches for ground in match.grounds_against),
            slip=next((ground(match.slip) for match in deciding if match.slip), None),
        )

    def _sides(self) -> tuple[Side, ...]:
        """Sides by article and value; an article that copies another and says the same stands with it."""
        kept: list[tuple[Claim, list[str]]] = []
        for claim in self._claims:
            lead = next((entry for entry in kept if self._goes_with(entry[0], claim)), None)
            if lead is None:
                kept.append((claim, []))
            elif claim.article != lead[0].article and claim.article not in lead[1]:
                lead[1].append(claim.article)
        return tuple(
            Side(article=claim.article, span=claim.span, value=claim.value.shown, asserted_by=claim.said_by, copies=tuple(copies))
            for claim, copies in sorted(kept, key=lambda entry: self._order(entry[0]))
        )

    def _goes_with(self, lead: Claim, claim: Claim) -> bool:
        """Whether a claim only repeats another: in the same article, or in a copy of it."""
        if not equal(lead.value, claim.value):
            return False
        return lead.article == claim.article or _are_copies(self._story.copies, lead.article, claim.article)

    def _order(self, claim: Claim) -> tuple[int, tuple[int, int]]:
        return self._story.articles.index(claim.article), claim.span


def _are_copies(groups: Iterable[CopyGroup], one: str, other: str) -> bool:
    return any(one in group.articles and other in group.articles for group in groups)


def _name(claim: Claim, match: Match) -> str:
    """What the fact is: event or unit, what is counted, and the words that stand around it on both sides."""
    what = [part for part in claim.what if part and part != "count"]
    shared = [match.one.spelt[word] for word in heaviest(match.one.near, match.other.near, NAMING)]
    if not shared:
        shared = [match.one.spelt[word] for word in heaviest(match.one.whole, match.other.whole, NAMING)]
    return f"{' '.join(dict.fromkeys(what))}: {', '.join(shared)}" if shared else " ".join(dict.fromkeys(what))


def _grounds(codes: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Grounds as sentences, each code once, with the words that it was first found with."""
    first: dict[str, str] = {}
    for code, words in codes:
        first.setdefault(code, words)
    return tuple(ground(code, words) for code, words in first.items())


def ground(code: str, words: str = "") -> str:
    """The English sentence of a ground.

    >>> ground("same-names", "القاعدة")
    'both name القاعدة'
    """
    return _sentences()[code].format(words=words)


@cache
def _sentences() -> Mapping[str, str]:
    return {row["id"]: row["english"] for row in table("grounds")}


__all__ = ["find_disagreements", "ground"]
