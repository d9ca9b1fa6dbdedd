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

from musnad.compare.keys import Unions, folded_words, in_order, own_text, stable_id, when
from musnad.compare.origins import likely_origin
from musnad.compare.templates import Formulas, number_key, numbers_differ
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
    return _key(article.id, words, _hashes(words))


def _key(name: str, words: Sequence[str], hashes: list[int]) -> CopyKey:
    if not hashes:
        return CopyKey(name, len(words), "", array("q"), array("Q"))
    rows = RMinHash.digest_matrix_from_token_hash_sets([hashes], BANDS * ROWS, _SEED).to_rows()[0]
    bands = array("q", (hash((at, *rows[at * ROWS : at * ROWS + ROWS])) for at in range(BANDS)))
    return CopyKey(name, len(words), stable_id(*words), bands, array("Q", {one for one in hashes if one % SAMPLE == 0}))


def _hashes(words: Sequence[str]) -> list[int]:
    """64-bit hashes of the shingles of a text, the same in every process; none for short texts."""
    if len(words) < LEAST_WORDS:
        return []
    shingles = [" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]
    return list(RMinHash.hash_token_sets([shingles])[0])


class _Texts:
    """Keys, shingles and numbers of articles, read once: 8 bytes a word are held for the checks."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.keys: list[CopyKey] = []
        self.numbers: list[Counter[str]] = []
        self._packed: list[array[int]] = []
        for article in articles:
            words = folded_words(own_text(article))
            hashes = _hashes(words)
            self.keys.append(_key(article.id, words, hashes))
            self.numbers.append(number_key(words))
            self._packed.append(array("Q", hashes))
        self.shingles = lru_cache(maxsize=8192)(self._shingles)
        days = [stretch.first.toordinal() if (stretch := when(article)) else None for article in articles]
        self.formulas = Formulas([key.sample for key in self.keys], days)

    def _shingles(self, at: int) -> frozenset[int]:
        return frozenset(self._packed[at])

    def one_template(self, one: int, other: int, *, part: bool = False) -> bool:
        """Whether two like texts are a form filled in twice."""
        if numbers_differ(self.numbers[one], self.numbers[other]):
            return True
        return self.formulas.explain(self.keys[one].sample, self.keys[other].sample, part=part)


def copy_pairs(articles: Sequence[Article], share: float = _DEFAULT.copy_share) -> list[CopyPair]:
    """All pairs of copies among articles that stand in order; of exact copies only the pair with the first of them.

    `share` is the least part of the one that the other carries for a pair of the kind "part".
    """
    return _pairs(_Texts(articles), share)


def _pairs(texts: _Texts, share: float) -> list[CopyPair]:
    alike = _by_exact(texts.keys)
    pairs = [CopyPair(group[0], other, "same", 1.0) for group in alike for other in group[1:]]
    leaders = [group[0] for group in alike]
    pairs += _near(texts, leaders)
    unions = Unions(len(texts.keys))
    for pair in pairs:
        unions.join(pair.first, pair.second)
    return sorted([*pairs, *_parts(texts, leaders, _PartRule(share, unions.find))])


def _by_exact(keys: Sequence[CopyKey]) -> list[list[int]]:
    """Places of articles with equal words, grouped; short texts are left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        if key.exact:
            found[key.exact].append(at)
    return list(found.values())


def _near(texts: _Texts, places: Sequence[int]) -> Iterator[CopyPair]:
    """Pairs that share a band, and half of their shingles."""
    seen: set[tuple[int, int]] = set()
    for band in range(BANDS):
        buckets: dict[int, list[int]] = defaultdict(list)
        for at in places:
            buckets[texts.keys[at].bands[band]].append(at)
        for bucket in buckets.values():
            for pair in _neighbours(bucket):
                if pair not in seen:
                    seen.add(pair)
                    yield from _check_near(pair, texts)


def _neighbours(bucket: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs within a bucket: all of a small one; of a big one each with its next neighbours and with the first."""
    if len(bucket) <= NEIGHBOURS:
        yield from combinations(bucket, 2)
        return
    for here, one in enumerate(bucket):
        for other in bucket[here + 1 : here + 1 + NEIGHBOURS]:
            yield one, other
        if here > NEIGHBOURS:
            yield bucket[0], one


def _check_near(pair: tuple[int, int], texts: _Texts) -> Iterator[CopyPair]:
    one, other = texts.shingles(pair[0]), texts.shingles(pair[1])
    shared = len(one & other)
    share = shared / (len(one) + len(other) - shared)
    if share >= NEAR and not texts.one_template(*pair):
        yield CopyPair(*pair, "edited", share)


class _PartRule(NamedTuple):
    """The least share of a part, and a function that names the group of near-copies of a place."""

    share: float
    group_of: Callable[[int], int]


def _parts(texts: _Texts, places: Sequence[int], rule: _PartRule) -> Iterator[CopyPair]:
    """Pairs of which one carries most of the other, though they are no near-copies."""
    holders = _holders(texts.keys, places)
    for at in places:
        sample = texts.keys[at].sample
        if texts.keys[at].words < LEAST_PART:
            continue
        hits = Counter(other for one in sample for other in holders.get(one, ()) if other != at)
        for other, count in sorted(hits.items()):
            if count * 2 >= rule.share * len(sample) and rule.group_of(at) != rule.group_of(other):
                yield from _check_part(at, other, texts, rule.share)


def _holders(keys: Sequence[CopyKey], places: Sequence[int]) -> Mapping[int, list[int]]:
    """Which articles carry a sampled shingle; what everybody carries is left out."""
    found: dict[int, list[int]] = defaultdict(list)
    for at in places:
        for one in keys[at].sample:
            found[one].append(at)
    return {one: held for one, held in found.items() if 1 < len(held) <= COMMON}


def _check_part(at: int, other: int, texts: _Texts, least: float) -> Iterator[CopyPair]:
    part, whole = texts.shingles(at), texts.shingles(other)
    if (len(part), at) > (len(whole), other):
        return
    share = len(part & whole) / len(part)
    if share >= least and not texts.one_template(at, other, part=True):
        yield CopyPair(at, other, "part", share)


def find_copies(articles: Sequence[Article], settings: Settings = _DEFAULT) -> list[CopyGroup]:
    """Groups of articles that carry the same text, each in order of (published, id), whatever order they come in.

    Near-copies are joined in groups of their own ("same" or "edited"); a text that is part of longer ones makes a group
    "part" of itself and all that carry it, so that a digest of many parts joins none of them together.
    """
    ordered = in_order(articles)
    texts = _Texts(ordered)
    pairs = _pairs(texts, settings.copy_share)
    unions = Unions(len(ordered))
    for pair in pairs:
        if pair.kind != "part":
            unions.join(pair.first, pair.second)
    groups = [group for group in unions.groups() if len(group) > 1]
    found = [_group([ordered[at] for at in group], _kind(group, texts), _least(group, texts)) for group in groups]
    for group in _carried(pairs, unions):
        found.append(_group([ordered[at] for at in group], "part", _least(group, texts)))
    return sorted(found, key=lambda group: (group.articles, group.kind))


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


def _kind(places: Sequence[int], texts: _Texts) -> PairKind:
    return "same" if len({texts.keys[at].exact for at in places}) == 1 else "edited"


def _least(places: Sequence[int], texts: _Texts) -> float:
    """The lowest share of the shingles of the shorter text that a member has in common with the first."""
    first = texts.shingles(places[0])
    others = (texts.shingles(at) for at in places[1:])
    return min(len(first & other) / (min(len(first), len(other)) or 1) for other in others)


def _group(articles: Sequence[Article], kind: PairKind, share: float) -> CopyGroup:
    ids = tuple(article.id for article in articles)
    return CopyGroup(
        id=stable_id("copies", kind, *(ids if kind == "part" else ids[:1])),
        articles=ids,
        kind=kind,
        order=copy_order(articles),
        share=round(share, 3),
        origin=likely_origin(articles),
    )


def copy_order(articles: Sequence[Article]) -> Literal["by stamp", "by fetch", "unknown"]:
    """By what the first of some copies can be told: stamps that leave no doubt, else times of fetching, else nothing.

    A day holds all its hours, so two articles of one day without an hour have no first.
    """
    stamps = [stretch for article in articles if (stretch := when(article))]
    if len(stamps) == len(articles):
        first, *others = sorted(stamps, key=lambda stretch: (stretch.last, stretch.first))
        if all(first.last < other.first for other in others):
            return "by stamp"
    fetched = sorted(article.fetched or "" for article in articles)
    if fetched[0] and fetched[0] != fetched[1]:
        return "by fetch"
    return "unknown"


__all__ = ["CopyKey", "CopyPair", "copy_key", "copy_order", "copy_pairs", "find_copies"]
