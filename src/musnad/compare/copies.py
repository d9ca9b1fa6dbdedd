"""Copies: articles that carry the same text, exactly, edited, or as a part of a longer one.

Key, join, check: a MinHash signature of each article (rensa) and a sample of its word shingles; pairs that share a band
of the signature (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3) or enough of the sample (shingles
chosen by value, after Broder 1997); an exact check on five-word shingles of the article's own folded words.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias

from rensa import RMinHash

from musnad.compare.facts import Facts, facts_of
from musnad.compare.keys import Unions, folded_words, in_order, moment, own_text, stable_id, when
from musnad.compare.origins import likely_origin
from musnad.compare.templates import Formulas, in_several, number_key, numbers_differ
from musnad.records import Article, CopyGroup
from musnad.settings import Settings

#: Words of a shingle.
SHINGLE = 5
#: 42 bands of 3 rows: a pair with half of its shingles in common is proposed with probability .996.
BANDS, ROWS = 42, 3
_SEED = 2018
#: Of the shingles, one in so many is chosen by its value for finding parts and formulas.
SAMPLE = 4
#: Pairs with at least this share of their shingles in common (Jaccard) are edited copies.
NEAR = 0.5
#: Texts of fewer words are nobody's copy: captions, «watch the video», one-line notices.
LEAST_WORDS = 12
#: A part has at least this many words: a shorter one may be a phrase that everybody writes.
LEAST_PART = 25
#: Of two reports of one outlet one is no part of the other where fewer of its first shingles than this share stand there, and
#: fewer of all than the last.  # of 14 such pairs 12 were other news with the same background, pan-Arab, 2026-11
BEGINNING, OWN_BEGINNING, MOST_BACKGROUND = 20, 0.2, 0.75
#: A shingle in more texts than this is furniture and proposes no part.
COMMON = 60
#: Within one bucket an article is compared with so many of its neighbours (in order of publication) and the first.
NEIGHBOURS = 40

_DEFAULT = Settings()

PairKind: TypeAlias = Literal["same", "edited", "part"]


class CopyKey(NamedTuple):
    """What the search for copies needs of one article: `bands` propose near-copies, `sample` proposes parts."""

    id: str
    words: int
    exact: str
    bands: array[int]
    sample: array[int]


class CopyPair(NamedTuple):
    """Two articles with the same text, by place in the list; for a "part", `second` carries most of `first`.

    `share` is the Jaccard share of shingles for "same" and "edited", for "part" the share of `first` found in `second`.
    """

    first: int
    second: int
    kind: PairKind
    share: float


def copy_key(article: Article) -> CopyKey:
    """The key of one article, from its own running text alone."""
    words = folded_words(own_text(article))
    return key_of(article.id, words, hashes_of(words))


def key_of(name: str, words: Sequence[str], hashes: list[int]) -> CopyKey:
    """The key of a text from its folded words and the hashes of its shingles (`hashes_of`)."""
    if not hashes:
        return CopyKey(name, len(words), "", array("q"), array("Q"))
    rows = RMinHash.digest_matrix_from_token_hash_sets([hashes], BANDS * ROWS, _SEED).to_rows()[0]
    bands = array("q", (hash((at, *rows[at * ROWS : at * ROWS + ROWS])) for at in range(BANDS)))
    return CopyKey(name, len(words), stable_id(*words), bands, array("Q", {one for one in hashes if one % SAMPLE == 0}))


def hashes_of(words: Sequence[str]) -> list[int]:
    """64-bit hashes of the shingles of a text, the same in every process; none for short texts."""
    if len(words) < LEAST_WORDS:
        return []
    shingles = [" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]
    return list(RMinHash.hash_token_sets([shingles])[0])


class CopyText(NamedTuple):
    """What the search for copies takes from one article: its key, its shingles in order (8 bytes a word), its numbers,
    the ordinal of the day on which it was published, and its outlet."""

    key: CopyKey
    shingles: array[int]
    numbers: Counter[str]
    day: int | None
    outlet: str | None = None


def copy_text(article: Article) -> CopyText:
    """What the search for copies takes from an article."""
    words = folded_words(own_text(article))
    hashes, stretch = hashes_of(words), when(article)
    day = stretch.first.toordinal() if stretch else None
    return CopyText(key_of(article.id, words, hashes), array("Q", hashes), number_key(words), day, article.outlet)


class CopyTexts:
    """Texts that are compared; formulas are those of `formulas`, or are found among the texts themselves."""

    def __init__(self, texts: Sequence[CopyText], formulas: Formulas | None = None) -> None:
        self.texts = texts
        self.keys = [one.key for one in texts]
        self.shingles = lru_cache(maxsize=8192)(self._shingles)
        self.formulas = formulas or Formulas.among([key.sample for key in self.keys], [one.day for one in texts])

    def _shingles(self, at: int) -> frozenset[int]:
        return frozenset(self.texts[at].shingles)

    def one_template(self, one: int, other: int, *, part: bool = False) -> bool:
        """Whether two like texts are a form filled in twice."""
        if numbers_differ(self.texts[one].numbers, self.texts[other].numbers):
            return True
        return self.formulas.explain(self.keys[one].sample, self.keys[other].sample, part=part)

    def near(self, one: int, other: int) -> CopyPair | None:
        """The pair, where both have half of their shingles in common and are no form filled in twice."""
        first, second = self.shingles(one), self.shingles(other)
        shared = len(first & second)
        share = shared / (len(first) + len(second) - shared)
        return CopyPair(one, other, "edited", share) if share >= NEAR and not self.one_template(one, other) else None

    def part(self, at: int, other: int, least: float) -> CopyPair | None:
        """The pair, where the second carries at least such a share of the first, which is not the longer one."""
        part, whole = self.shingles(at), self.shingles(other)
        if (len(part), at) > (len(whole), other):
            return None
        share = len(part & whole) / len(part)
        if share < least or self._background(at, other, share) or self.one_template(at, other, part=True):
            return None
        return CopyPair(at, other, "part", share)

    def _background(self, at: int, other: int, share: float) -> bool:
        """Whether an outlet took from its other report what is behind the news, under a beginning of its own."""
        if share >= MOST_BACKGROUND or self.texts[at].outlet is None or self.texts[at].outlet != self.texts[other].outlet:
            return False
        beginning = self.texts[at].shingles[:BEGINNING]
        return sum(one in self.shingles(other) for one in beginning) < OWN_BEGINNING * len(beginning)

    def kind(self, places: Sequence[int]) -> PairKind:
        """What a group of near-copies is: the same words, or edited."""
        return "same" if len({self.keys[at].exact for at in places}) == 1 else "edited"

    def least(self, places: Sequence[int]) -> float:
        """The lowest share of the shingles of the shorter text that a member has in common with the first."""
        first = self.shingles(places[0])
        others = (self.shingles(at) for at in places[1:])
        return min(len(first & other) / (min(len(first), len(other)) or 1) for other in others)


def copy_pairs(articles: Sequence[Article], share: float = _DEFAULT.copy_share) -> list[CopyPair]:
    """All pairs of copies among articles that stand in order; of exact copies only the pair with the first of them.

    `share` is the least part of the one that the other carries for a pair of the kind "part".
    """
    return _pairs(CopyTexts([copy_text(one) for one in articles]), share)


def _pairs(texts: CopyTexts, share: float) -> list[CopyPair]:
    alike = by_exact(texts.keys)
    pairs = [CopyPair(group[0], other, "same", 1.0) for group in alike for other in group[1:]]
    leaders = [group[0] for group in alike]
    pairs += _near(texts, leaders)
    unions = joined(len(texts.keys), pairs)
    return sorted([*pairs, *_parts(texts, leaders, _PartRule(share, unions.find))])


def by_exact(keys: Sequence[CopyKey]) -> list[list[int]]:
    """Places of articles with equal words, grouped; short texts are left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        if key.exact:
            found[key.exact].append(at)
    return list(found.values())


def joined(size: int, pairs: Iterable[CopyPair]) -> Unions:
    """Groups of near-copies: what pairs that are no parts join."""
    unions = Unions(size)
    for pair in pairs:
        if pair.kind != "part":
            unions.join(pair.first, pair.second)
    return unions


def _near(texts: CopyTexts, places: Sequence[int]) -> Iterator[CopyPair]:
    """Pairs that share a band, and half of their shingles."""
    seen: set[tuple[int, int]] = set()
    for band in range(BANDS):
        buckets: dict[int, list[int]] = defaultdict(list)
        for at in places:
            buckets[texts.keys[at].bands[band]].append(at)
        for bucket in buckets.values():
            for pair in neighbours(bucket):
                if pair not in seen:
                    seen.add(pair)
                    if found := texts.near(*pair):
                        yield found


def neighbours(bucket: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs within a bucket, whose places are in order: all of a small one; of a big one each with its next neighbours
    and with the first."""
    if len(bucket) <= NEIGHBOURS:
        yield from combinations(bucket, 2)
        return
    for here, one in enumerate(bucket):
        for other in bucket[here + 1 : here + 1 + NEIGHBOURS]:
            yield one, other
        if here > NEIGHBOURS:
            yield bucket[0], one


class _PartRule(NamedTuple):
    """The least share of a part, and a function that names the group of near-copies of a place."""

    share: float
    group_of: Callable[[int], int]


def _parts(texts: CopyTexts, places: Sequence[int], rule: _PartRule) -> Iterator[CopyPair]:
    """Pairs of which one carries most of the other, though they are no near-copies."""
    holders = _holders(texts.keys, places)
    for at in places:
        key = texts.keys[at]
        hits = Counter(other for one in key.sample for other in holders.get(one, ()) if other != at)
        for other, count in sorted(hits.items()):
            if not may_be_part(key, count, rule.share) or rule.group_of(at) == rule.group_of(other):
                continue
            if found := texts.part(at, other, rule.share):
                yield found


def may_be_part(key: CopyKey, shared: int, share: float) -> bool:
    """Whether a text that has so many sampled shingles in common with another may be a part of it."""
    return key.words >= LEAST_PART and shared * 2 >= share * len(key.sample)


def _holders(keys: Sequence[CopyKey], places: Sequence[int]) -> Mapping[int, list[int]]:
    """Which articles carry a sampled shingle; what everybody carries is left out."""
    several = in_several(keys[at].sample for at in places)
    found: dict[int, list[int]] = defaultdict(list)
    for at in places:
        for one in several.intersection(keys[at].sample):
            found[one].append(at)
    return {one: held for one, held in found.items() if len(held) <= COMMON}


def find_copies(articles: Sequence[Article], settings: Settings = _DEFAULT) -> list[CopyGroup]:
    """Groups of articles that carry the same text, each in order of (published, id), whatever order they come in.

    Near-copies are joined in groups of their own ("same" or "edited"); a text that is part of longer ones makes a group
    "part" of itself and all that carry it, so that a digest of many parts joins none of them together.
    """
    ordered = in_order(articles)
    return group_copies([copy_text(one) for one in ordered], lambda at: facts_of(ordered[at]), settings)


def group_copies(texts: Sequence[CopyText], facts: Callable[[int], Facts], settings: Settings = _DEFAULT) -> list[CopyGroup]:
    """The same from what was taken from the articles, in order of (published, id); `facts` gives those of a place."""
    those = CopyTexts(texts)
    plans = copy_plans(len(texts), _pairs(those, settings.copy_share))
    found = [make_group([facts(at) for at in places], kind or those.kind(places), those.least(places)) for kind, places in plans]
    return in_copy_order(found)


def in_copy_order(groups: Iterable[CopyGroup]) -> list[CopyGroup]:
    """Groups in the order in which they are told."""
    return sorted(groups, key=lambda group: (group.articles, group.kind))


def copy_plans(size: int, pairs: Sequence[CopyPair]) -> list[tuple[Literal["part"] | None, list[int]]]:
    """Which places make groups: those of near-copies, and for each text that is part of others itself and its carriers."""
    unions = joined(size, pairs)
    near = [group for group in unions.groups() if len(group) > 1]
    return [*((None, group) for group in near), *(("part", group) for group in _carried(pairs, unions))]


def _carried(pairs: Iterable[CopyPair], unions: Unions) -> list[list[int]]:
    """For each text (with its near-copies) that is part of others: the places of all articles that carry it."""
    same: dict[int, list[int]] = defaultdict(list)
    found: dict[int, set[int]] = defaultdict(set)
    for pair in sorted(pairs, key=lambda pair: pair.kind != "same"):
        if pair.kind == "same":
            same[pair.first].append(pair.second)
        elif pair.kind == "part":
            carriers = (pair.first, pair.second, *same[pair.first], *same[pair.second])
            found[unions.find(pair.first)].update(carriers)
    return [sorted(places) for _, places in sorted(found.items())]


def make_group(members: Sequence[Facts], kind: PairKind, share: float) -> CopyGroup:
    """The record of a group, whose members stand in order."""
    ids = tuple(one.id for one in members)
    return CopyGroup(
        id=stable_id("copies", kind, *(ids if kind == "part" else ids[:1])),
        articles=ids,
        kind=kind,
        order=copy_order(members),
        share=round(share, 3),
        origin=likely_origin(one.agencies for one in members),
    )


def copy_order(articles: Sequence[Article | Facts]) -> Literal["by stamp", "by fetch", "unknown"]:
    """By what the first of some copies can be told: stamps that leave no doubt, else times of fetching, else nothing.

    A day holds all its hours, so two articles of one day without an hour have no first.
    """
    stamps = [stretch for article in articles if (stretch := moment(article.published))]
    if len(stamps) == len(articles):
        first, *others = sorted(stamps, key=lambda stretch: (stretch.last, stretch.first))
        if all(first.last < other.first for other in others):
            return "by stamp"
    fetched = sorted(article.fetched or "" for article in articles)
    if fetched[0] and fetched[0] != fetched[1]:
        return "by fetch"
    return "unknown"


__all__ = [
    "COMMON", "CopyKey", "CopyPair", "CopyText", "CopyTexts", "by_exact", "copy_key", "copy_order", "copy_pairs", "copy_plans",
    "copy_text", "find_copies", "group_copies", "in_copy_order", "joined", "make_group", "may_be_part", "neighbours",
]  # fmt: skip
