"""Disagreements inside a story: values of one fact that differ between its articles, with grounds for and against.

Claims of every two articles are matched (`align`), and names of one person (`names`); matches that share a claim, or a
value of one thing, make one fact.
A fact whose values cannot all be true is a conflict, or unsure where it may not be one fact; values that are told
otherwise and agree (about, at least, rounded, grown) are compatible. Who copied whom stands on one side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, TypeAlias

from musnad.compare.align import AGREEING, Match, is_telling, match_claims, settles
from musnad.compare.claims import Claim, Scene
from musnad.compare.facets import FacetMatch, find_facets, match_facets
from musnad.compare.keys import Unions, in_order, stable_id
from musnad.compare.likeness import heaviest
from musnad.compare.names import SURE, NameIndex, NameMatch, match_names
from musnad.compare.posts import find_posts, match_posts
from musnad.compare.values import equal
from musnad.records import Article, CopyGroup, Disagreement, Reading, Side, Span, Story
from musnad.text.lexicon import table
from musnad.text.view import look

Place: TypeAlias = tuple[str, tuple[int, int], str]
Kind: TypeAlias = Literal["number", "money", "duration", "date", "time"]
_KINDS: Mapping[str, Kind] = {"money": "money", "duration": "duration", "date": "date", "time": "time"}
#: The order in which disagreements are told.
_ORDER: Mapping[str, int] = {"conflict": 0, "unsure": 1, "compatible": 2}
#: Words that name a fact.
NAMING = 3
#: Stories of more articles are compared between neighbours in time only, so many on each side.
WHOLE, NEIGHBOURS = 80, 40


def find_disagreements(
    story: Story, articles: Mapping[str, Article], readings: Mapping[str, Reading]
) -> list[Disagreement]:
    """The disagreements of a story, conflicts first; `articles` and `readings` by id, those that are missing are left out."""
    repeats = _repeats(story)
    wanted = (articles[one] for one in story.articles if one in articles and one in readings and one not in repeats)
    held = in_order(wanted)
    if len(held) < 2:
        return []
    views = {article.id: look(article.text) for article in held}
    scenes = {article.id: Scene(article, readings[article.id], views[article.id]) for article in held}
    claims = {one: scene.all_claims() for one, scene in scenes.items()}
    matches = [match for one, other in _pairs(held) for match in match_claims(claims[one.id], claims[other.id])]
    found = [fact.record() for fact in _facts(story, matches) if fact.told_otherwise()]
    facets = {one: find_facets(scene) for one, scene in scenes.items()}
    posts = {one: find_posts(scene) for one, scene in scenes.items()}
    told = [match for one, other in _pairs(held) for match in match_facets(facets[one.id], facets[other.id])]
    told += [match for one, other in _pairs(held) for match in match_posts(posts[one.id], posts[other.id])]
    found += _answers(story, told)
    found += _names(story, [NameIndex(article, readings[article.id], views[article.id]) for article in held])
    return sorted(found, key=lambda one: (_ORDER[one.verdict], one.kind, one.sides[0].article, one.sides[0].span))


def _repeats(story: Story) -> frozenset[str]:
    """Articles whose text another of the story has word for word: they are read once."""
    same = [group.articles for group in story.copies if group.kind == "same"]
    return frozenset(one for group in same for one in [id_ for id_ in story.articles if id_ in group][1:])


def _pairs(articles: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """Pairs to compare: all of a story of usual size, of a bigger one each with its neighbours in time."""
    for at, one in enumerate(articles):
        reach = len(articles) if len(articles) <= WHOLE else NEIGHBOURS
        for other in articles[at + 1 : at + 1 + reach]:
            yield one, other


def _names(story: Story, indexes: Sequence[NameIndex]) -> list[Disagreement]:
    """Persons who are named differently, one disagreement for each two names."""
    found: dict[frozenset[tuple[str, ...]], list[NameMatch]] = defaultdict(list)
    at = {index.article.id: index for index in indexes}
    for one, other in _pairs([index.article for index in indexes]):
        for match in match_names(at[one.id], at[other.id]):
            found[frozenset((match.one.words, match.other.words))].append(match)
    kept = [names for names in found if not any(other != names and _hold(names, other) for other in found)]
    return [_name_record(story, found[names], indexes) for names in kept]


def _hold(names: frozenset[tuple[str, ...]], shorter: frozenset[tuple[str, ...]]) -> bool:
    """Whether a pair of names is another with more words."""
    return all(any(" ".join(part) in " ".join(name) for name in names) for part in shorter)


def _answers(story: Story, matches: Sequence[FacetMatch]) -> list[Disagreement]:
    """What is told otherwise without a number, one disagreement for each question and two answers."""
    found: dict[tuple[str, frozenset[frozenset[str]]], list[FacetMatch]] = defaultdict(list)
    for match in matches:
        found[match.one.slot, frozenset((match.one.values, match.other.values))].append(match)
    kept: dict[frozenset[tuple[str, Span]], Disagreement] = {}
    for (slot, _), group in found.items():
        record = _answer_record(story, slot, group)
        kept.setdefault(frozenset((side.article, side.span) for side in record.sides), record)  # one for a first and a last name
    return list(kept.values())


def _answer_record(story: Story, slot: str, matches: Sequence[FacetMatch]) -> Disagreement:
    """Both answers with the articles that give them."""
    best = max(matches, key=lambda match: match.score)
    facets = {(one.article, one.span): one for match in matches for one in (match.one, match.other)}
    sides = tuple(
        Side(article=one.article, span=one.span, value=" ".join(sorted(one.values)), asserted_by=one.said_by)
        for _, one in sorted(facets.items(), key=lambda item: (story.articles.index(item[0][0]), item[0][1]))
    )
    reasons = [("same-words", ", ".join(best.one.spelt[word] for word in best.shared))] if best.shared else []
    reasons += [("leading", "")] if best.one.lead and best.other.lead else []
    return Disagreement(
        id=stable_id("disagreement", story.id, slot, sides[0].article, str(sides[0].span)),
        story=story.id,
        kind=best.one.kind,
        fact=slot,
        verdict="conflict" if best.sure else "unsure",
        sides=sides,
        for_=_grounds([*reasons, *([("one-answer", "")] if best.alone else [])]),
        against=(ground("two-questions"),),
    )


def _name_record(story: Story, matches: Sequence[NameMatch], indexes: Sequence[NameIndex]) -> Disagreement:
    """Both names with every article that has one of them."""
    best = max(matches, key=lambda match: match.score)
    sides = tuple(
        Side(article=index.article.id, span=span, value=index.article.text[span[0] : span[1]])
        for index in indexes
        for words in (best.one.words, best.other.words)
        if (span := index.first(words)) is not None
    )
    words = ", ".join(best.one.spelt[word] for word in heaviest(best.one.around, best.other.around))
    return Disagreement(
        id=stable_id("disagreement", story.id, "name", sides[0].article, str(sides[0].span)),
        story=story.id,
        kind="name",
        fact=f"name: {best.shared}",
        verdict="conflict" if best.score >= SURE else "unsure",
        sides=sides,
        for_=(ground("same-part", best.shared), ground("alike-names"), ground("same-words", words)),
        against=(ground("two-people"),),
    )


def _facts(story: Story, matches: Sequence[Match]) -> list[_Fact]:
    """Matches put together fact by fact: those that differ, with those that agree with their claims."""
    claims = sorted({place for match in matches for place in (_place(match.one), _place(match.other))})
    at = {place: number for number, place in enumerate(claims)}
    unions = _joined(claims, [match for match in matches if _binds(match)])
    groups: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        lead = unions.find(at[_place(match.one)])
        if lead == unions.find(at[_place(match.other)]):
            groups[lead].append(match)
    return [_Fact(story, group) for _, group in sorted(groups.items())]


def _joined(places: Sequence[Place], matches: Sequence[Match]) -> Unions:
    """Matches joined, those that differ first, then the likest; never two claims of one article that contradict."""
    at = {place: number for number, place in enumerate(places)}
    unions = Unions(len(places))
    members: dict[int, dict[str, list[Claim]]] = {}
    for match in sorted(matches, key=lambda one: (one.verdict == "compatible", -one.score)):
        for claim in (match.one, match.other):
            members.setdefault(at[_place(claim)], {claim.article: [claim]})
        one, other = (unions.find(at[_place(claim)]) for claim in (match.one, match.other))
        if one != other and _can_be_one(members[one], members[other]):
            unions.join(one, other)
            joined = {article: [*members[one].get(article, []), *members[other].get(article, [])]
                      for article in members[one].keys() | members[other].keys()}  # fmt: skip
            members[unions.find(one)] = joined
    return unions


def _can_be_one(one: Mapping[str, Sequence[Claim]], other: Mapping[str, Sequence[Claim]]) -> bool:
    return all(settles(a.value, b.value) for article in one.keys() & other.keys() for a in one[article] for b in other[article])


def _place(claim: Claim) -> Place:
    return claim.article, claim.span, claim.kind


def _binds(match: Match) -> bool:
    """Whether a match is sure enough to put what hangs on its two claims together."""
    sure = match.verdict != "compatible" or match.score >= AGREEING or bool(match.grounds_for)
    return sure or is_telling(match.one, match.other)


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
        repeats = _repeats(self._story)
        for claim in self._claims:
            lead = next((entry for entry in kept if self._goes_with(entry[0], claim)), None)
            if lead is None:
                kept.append((claim, [one for one in repeats if _are_copies(self._story.copies, claim.article, one, "same")]))
            elif claim.article != lead[0].article and claim.article not in lead[1]:
                lead[1].append(claim.article)
        return tuple(
            Side(
                article=claim.article, span=claim.span, value=claim.value.shown, asserted_by=claim.said_by,
                copies=tuple(sorted(copies)),
            )
            for claim, copies in sorted(kept, key=lambda entry: self._order(entry[0]))
        )

    def _goes_with(self, lead: Claim, claim: Claim) -> bool:
        """Whether a claim only repeats another: in the same article, or in a copy of it."""
        if not equal(lead.value, claim.value):
            return False
        return lead.article == claim.article or _are_copies(self._story.copies, lead.article, claim.article)

    def _order(self, claim: Claim) -> tuple[int, tuple[int, int]]:
        return self._story.articles.index(claim.article), claim.span


def _are_copies(groups: Iterable[CopyGroup], one: str, other: str, kind: str = "") -> bool:
    return any(one in group.articles and other in group.articles and kind in ("", group.kind) for group in groups)


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
