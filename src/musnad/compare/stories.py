"""Stories: articles about one event or one running matter, of all outlets, with copies counted once.

Keys of all articles, edges between those that are alike, one partition over (published, id): batch and cluster give the
same. An article of no story stays alone and makes no story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import msgspec

from musnad.compare.copies import copy_order
from musnad.compare.edges import Edge, find_edges
from musnad.compare.facts import Facts, facts_of
from musnad.compare.keys import Unions, When, gap_hours, in_order, moment, stable_id, when
from musnad.compare.partition import partition
from musnad.compare.terms import HEAD, Rareness, TopicKey, plain_rareness, topic_key
from musnad.records import Article, CopyGroup, Reading, Story
from musnad.settings import Settings
from musnad.text.fold import fold_key

#: Groups of articles are one story while their pairs are this likely on average; a pair that stands alone is less sure than
#: the edges say, and must be likelier.
# of 53 least sure members of stories of other days than dev 30 were of two events, most of them such lone pairs; where
# several pairs had to reach more as well, one of the first five articles fell out of its story; 2026-11
COHESION, PAIR = 0.3, 0.6
#: Words that name a story.
KEYWORDS = 6
#: A word that tells more than this is as likely a chance word of two reports as a name.
TELLING = 6.0
#: How they are spelt is looked up in so many articles.
SPELT_BY = 6
_DEFAULT = Settings()
#: A word with its vowel marks.
_FORM = re.compile(r"(?:[^\W\d_]|[\u064b-\u0652\u0670])+")
#: Hours in which all times lie.
_ANY_TIME = 1e9
#: One bare form outweighs so many with clitics.
_BARE = 1000


def find_stories(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    copies: Sequence[CopyGroup],
    settings: Settings = _DEFAULT,
    rareness: Rareness | None = None,
) -> list[Story]:
    """Stories of at least two articles, by their first; the order in which articles come changes nothing.

    `rareness` of words is counted from the given articles and the background; a few articles alone do without counting.
    """
    ordered = sorted(in_order(articles), key=lambda article: when(article) is not None)
    keys = [topic_key(article) for article in ordered]
    counted = rareness or Rareness(keys)
    return group_stories(keys, copies, lambda at: facts_of(ordered[at], readings.get(ordered[at].id)), settings, counted)


def make_story(articles: Sequence[Article], readings: Mapping[str, Reading], copies: Sequence[CopyGroup]) -> Story:
    """The story of just these articles, as a person put them together, however alike they are."""
    ordered = sorted(in_order(articles), key=lambda article: when(article) is not None)
    keys = [topic_key(article) for article in ordered]
    rareness = plain_rareness()
    edges = find_edges(keys, rareness, _ANY_TIME)
    (cluster,) = _clusters([[at] for at in range(len(keys))], [range(len(keys))], edges)
    members = {at: (key, facts_of(ordered[at], readings.get(key.id))) for at, key in enumerate(keys)}
    return StoryMaker(rareness, copies).make(cluster, members)


def group_stories(
    keys: Sequence[TopicKey],
    copies: Sequence[CopyGroup],
    facts: Callable[[int], Facts],
    settings: Settings = _DEFAULT,
    rareness: Rareness | None = None,
) -> list[Story]:
    """The same from what was taken from the articles, in order of (published, id), undated ones first; `facts` gives those
    of a place."""
    rareness = rareness or Rareness(keys)
    clusters = story_clusters(keys, copies, rareness, settings.story_hours)
    maker = StoryMaker(rareness, copies)
    made = (maker.make(one, {at: (keys[at], facts(at)) for at in one.places}) for one in clusters if len(one.places) > 1)
    return in_story_order(made)


def in_story_order(stories: Iterable[Story]) -> list[Story]:
    """Stories in the order in which they are told: by their first article."""
    return sorted(stories, key=lambda story: (story.first or "", story.id))


class Cluster(NamedTuple):
    """Places of the articles of one story, and how strongly each place is tied to the others."""

    places: tuple[int, ...]
    ties: Mapping[int, float]
    edges: int


def story_clusters(
    keys: Sequence[TopicKey], copies: Sequence[CopyGroup], rareness: Rareness, hours: float
) -> list[Cluster]:
    """The partition of articles that stand in order, undated ones first; single articles are clusters too."""
    units = copy_units(keys, copies, hours)
    edges = find_edges((keys[unit[0]] for unit in units), rareness, hours)
    return cluster_units(units, [key.when for key in keys], edges, hours)


def cluster_units(
    units: Sequence[Sequence[int]], whens: Sequence[When | None], edges: Sequence[Edge], hours: float
) -> list[Cluster]:
    """The partition of units (places of copies) by the edges between them; `whens` are the times of places."""
    spans = [[stretch for at in unit if (stretch := whens[at])] for unit in units]
    groups = partition(len(units), edges, COHESION, lambda one, other: _within(spans, one + other, hours), PAIR)
    return _clusters(units, groups, edges)


def copy_units(keys: Sequence[TopicKey], copies: Sequence[CopyGroup], hours: float) -> list[list[int]]:
    """Places of articles, copies of each other together where they stand close enough; each in order."""
    copied = {one for group in copies if group.kind != "part" for one in group.articles}
    at = {key.id: (key.when, place) for place, key in enumerate(keys) if key.id in copied}
    unions = Unions(len(keys))
    for group in copies:
        if group.kind != "part":
            for run in _runs([at[one] for one in group.articles if one in at], hours):
                for one, other in pairwise(run):
                    unions.join(one, other)
    return unions.groups()


def _runs(stamped: Sequence[tuple[When | None, int]], hours: float) -> list[list[int]]:
    """Places of copies, cut where one stands too long after the first of its run; undated ones go with the first run."""
    runs: list[list[int]] = [[place for stretch, place in stamped if stretch is None]]
    first: When | None = None
    for stretch, place in sorted((stretch, place) for stretch, place in stamped if stretch is not None):
        if first is None or (gap_hours(first, stretch) or 0) <= hours:
            runs[-1].append(place)
            first = first or stretch
        else:
            runs.append([place])
            first = stretch
    return runs


def _within(spans: Sequence[Sequence[When]], units: Sequence[int], hours: float) -> bool:
    """Whether the articles of some units stand within so many hours; undated ones do."""
    stretches = sorted(stretch for unit in units for stretch in spans[unit])
    return not stretches or (gap_hours(stretches[0], stretches[-1]) or 0) <= hours


def _clusters(units: Sequence[Sequence[int]], groups: Sequence[Sequence[int]], edges: Sequence[Edge]) -> list[Cluster]:
    home = {unit: number for number, group in enumerate(groups) for unit in group}
    ties: Counter[int] = Counter()
    inside: Counter[int] = Counter()
    for first, second, likely in edges:
        if home[first] == home[second]:
            ties[first] += likely  # type: ignore[assignment]
            ties[second] += likely  # type: ignore[assignment]
            inside[home[first]] += 1
    return [
        Cluster(
            tuple(sorted(at for unit in group for at in units[unit])),
            {units[unit][0]: float(ties[unit]) for unit in group},
            inside[number],
        )
        for number, group in enumerate(groups)
    ]


Members: TypeAlias = Mapping[int, tuple[TopicKey, Facts]]


class StoryMaker:
    """Makes the records of stories."""

    def __init__(self, rareness: Rareness, copies: Sequence[CopyGroup]) -> None:
        self._rareness = rareness
        self._groups_of: dict[str, list[CopyGroup]] = {}
        for group in copies:
            for one in group.articles:
                self._groups_of.setdefault(one, []).append(group)

    def make(self, cluster: Cluster, members: Members) -> Story:
        """The record of one story, from the keys and facts of its articles by their places."""
        keys = {key.id: key for key, _ in members.values()}
        articles = sorted((facts for _, facts in members.values()), key=lambda one: one.place)
        central = max(cluster.ties, key=lambda at: (cluster.ties[at], -at))
        copies = self._copies_of(articles)
        shared = self._keywords(articles, keys)
        dated = [article.published for article in articles if article.published]
        return Story(
            id=stable_id("story", articles[0].id),
            title=members[central][1].title,
            articles=tuple(article.id for article in articles),
            first=dated[0] if dated else None,
            last=dated[-1] if dated else None,
            copies=copies,
            outlets=tuple(dict.fromkeys(article.outlet for article in articles if article.outlet)),
            texts=count_texts([article.id for article in articles], copies),
            origins=_origins(articles, copies),
            why=_why(articles, shared, copies),
            keywords=shared,
        )

    def _copies_of(self, articles: Sequence[Facts]) -> tuple[CopyGroup, ...]:
        """Groups of copies as they stand in the story: of at least two of its articles, with these alone."""
        here: dict[str, list[Facts]] = {}
        groups = {}
        for article in articles:
            for group in self._groups_of.get(article.id, ()):
                here.setdefault(group.id, []).append(article)
                groups[group.id] = group
        return tuple(_only(groups[key], some) for key, some in here.items() if len(some) > 1)

    def _keywords(self, articles: Sequence[Facts], keys: Mapping[str, TopicKey]) -> tuple[str, ...]:
        """Words that most of the articles share and few others have, as they are written most often."""
        stem, idf = self._rareness.stem, self._rareness.idf
        holders: Counter[str] = Counter()
        named: Counter[str] = Counter()
        for article in articles:
            key = keys[article.id]
            holders.update({stem(word) for word in (*key.title, *key.body[:HEAD])})
            named.update({stem(word) for word in key.title})
        shared = [one for one in holders if holders[one] * 2 >= len(articles) and holders[one] > 1 and one[0].isalpha()]
        best = sorted(shared, key=lambda one: (-(holders[one] + 3 * named[one]) * min(idf(one), TELLING), one))[:KEYWORDS]
        spellings = self._spellings(articles[:SPELT_BY], set(best))
        return tuple(spellings[one] for one in best if one in spellings)

    def _spellings(self, articles: Sequence[Facts], stems: set[str]) -> dict[str, str]:
        """How some stems are mostly written in the articles, without clitics where they ever stand so."""
        found: dict[str, Counter[str]] = {}
        for article in articles:
            for form in _FORM.findall(article.head):
                folded = fold_key(form)
                stem = self._rareness.stem(folded) if folded else ""
                if stem in stems:
                    found.setdefault(stem, Counter())[form] += _BARE if folded == stem else 1
        return {stem: min(counts, key=lambda form: (-counts[form], form)) for stem, counts in found.items()}


def _only(group: CopyGroup, members: Sequence[Facts]) -> CopyGroup:
    """A group of copies without those that are of another story, or of none."""
    if len(members) == len(group.articles):
        return group
    return msgspec.structs.replace(group, articles=tuple(one.id for one in members), order=copy_order(members))


def _origins(articles: Sequence[Facts], copies: Sequence[CopyGroup]) -> tuple[str, ...]:
    """Agencies that copies, the articles themselves and their chains name, in order, each by its full name."""
    named = [name for article in articles for name in article.agencies]
    chained = [name for article in articles for name in article.chained]
    found = list(dict.fromkeys([*(group.origin for group in copies if group.origin), *named, *chained]))
    return tuple(one for one in found if not any(other != one and other.startswith(one) for other in found))


def count_texts(articles: Sequence[str], copies: Sequence[CopyGroup]) -> int:
    """How many distinct texts some articles are: copies, and a part with what carries it, count once.

    >>> group = CopyGroup(id="c", articles=("1", "2"), kind="same", order="unknown", share=1.0)
    >>> count_texts(["1", "2", "3"], [group])
    2
    """
    at = {one: place for place, one in enumerate(articles)}
    unions = Unions(len(at))
    for group in copies:
        places = [at[one] for one in group.articles if one in at]
        for one, other in pairwise(places):
            unions.join(one, other)
    return len(unions.groups())


def _why(articles: Sequence[Facts], shared: Sequence[str], copies: Sequence[CopyGroup]) -> tuple[str, ...]:
    """What holds a story together, as `code: what`."""
    stretches = [stretch for article in articles if (stretch := moment(article.published))]
    reasons = [f"shared words: {', '.join(shared)}"] if shared else []
    if len(stretches) > 1:
        reasons.append(f"hours between first and last: {round(gap_hours(min(stretches), max(stretches)) or 0)}")
    if copies:
        reasons.append(f"copies: {len(copies)}")
    return tuple(reasons)


__all__ = [
    "COHESION", "PAIR", "Cluster", "StoryMaker", "cluster_units", "copy_units", "count_texts", "find_stories", "group_stories",
    "in_story_order", "make_story", "story_clusters",
]  # fmt: skip
