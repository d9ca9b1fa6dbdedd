"""Sayings: one statement as several articles report it, in the same or in other words.

Key, join, check, as everywhere across articles: what each statement alone tells (its speaker's names, its weighted
words, figures and polarity), pairs of one speaker close in time, and a check of each pair. Agreement and denial look
alike to every likeness of words, so statements of different polarity are never one saying.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from musnad.compare.foreign import speaks_foreign
from musnad.compare.keys import When, gap_hours, moment, stable_id
from musnad.compare.partition import partition
from musnad.compare.polarity import denies
from musnad.compare.terms import LEAST_IDF, Rareness, plain_rareness
from musnad.compare.wordings import in_order_share, words_of
from musnad.link.same_name import same_name
from musnad.records import FOREIGN_BLOCKS, Article, CopyGroup, Entity, Reading, Saying, Speaker, Statement
from musnad.text.fold import fold_key

#: Statements of fewer telling words are no wording that could be recognised elsewhere.
FEWEST = 3
#: Statements further apart than so many hours are said twice.
HOURS = 72
#: The telling words of the shorter wording that the longer one has (by what they tell), and the likeness of both; a wording
#: that stands in the other word for word needs no more.
CARRIED, ALIKE = 0.6, 0.4
#: Where nobody is named, or only a body for its spokesman, the wordings themselves must show that they are one.
SURELY_CARRIED, SURELY_ALIKE = 0.8, 0.6
#: So many of a statement's most telling words propose others: two wordings of one saying nearly always share one of them.
PROPOSING = 6
#: Groups of statements are one saying while their pairs are this likely on average.
COHESION = 0.4


class SayingKey(NamedTuple):
    """What one statement alone gives to the search for sayings."""

    statement: Statement
    article: str
    outlet: str | None
    text: str
    words: tuple[str, ...]
    weights: Mapping[str, float]
    numbers: frozenset[str]
    denying: bool
    when: When | None
    names: frozenset[str]
    roles: frozenset[str]
    named: bool


def saying_keys(article: Article, reading: Reading, rareness: Rareness) -> list[SayingKey]:
    """The keys of an article's own statements; its title's short forms of others, and what is too short, are left out."""
    entities = {one.key: one for one in reading.entities}
    own = (one for one in reading.statements if one.block not in FOREIGN_BLOCKS and one.shortens is None)
    keys = (_key(article, one, entities, rareness) for one in own)
    return [key for key in keys if len(key.weights) >= FEWEST]


def _key(article: Article, one: Statement, entities: Mapping[str, Entity], rareness: Rareness) -> SayingKey:
    source = article.source(one.of)
    text = " … ".join(source[piece.start : piece.stop] for piece in one.content)
    words = words_of(text).norms
    names, roles = _called(one.speakers, entities)
    return SayingKey(
        statement=one, article=article.id, outlet=article.outlet, text=text, words=words,
        weights=weights_of(words, rareness), numbers=frozenset(word for word in words if word[0].isdigit()),
        denying=denies(one, words), when=moment(one.said or article.published),
        names=names, roles=roles, named=bool(one.speakers) and not _is_unnamed(one.speakers, entities),
    )  # fmt: skip


def _called(speakers: Iterable[Speaker], entities: Mapping[str, Entity]) -> tuple[frozenset[str], frozenset[str]]:
    """Names and roles of the first speaker, folded."""
    for speaker in speakers:
        entity = entities.get(speaker.entity or "")
        names = {speaker.name, *(entity.aliases if entity else ()), *((entity.name,) if entity else ())}
        roles = {speaker.role or "", *(entity.roles if entity else ())}
        return frozenset(filter(None, map(fold_key, names))), frozenset(filter(None, map(fold_key, roles)))
    return frozenset(), frozenset()


def _is_unnamed(speakers: Sequence[Speaker], entities: Mapping[str, Entity]) -> bool:
    entity = entities.get(speakers[0].entity or "")
    return entity is not None and entity.kind == "unnamed"


def weights_of(words: Sequence[str], rareness: Rareness) -> Mapping[str, float]:
    """What each telling word of some folded words, without its clitics, tells."""
    stems = Counter(rareness.stem(word) for word in words)
    return {stem: weight for stem in stems if (weight := rareness.idf(stem)) > LEAST_IDF}


# ---- pairs -----------------------------------------------------------------------------------------------------------


def pair_likeness(one: SayingKey, other: SayingKey) -> float:
    """How likely two statements are one saying, 0 to 1; 0 where they cannot be."""
    if one.denying != other.denying or _too_far(one.when, other.when) or _numbers_clash(one, other):
        return 0.0
    tie = _tie(one, other)
    carried, alike = _shares(one.weights, other.weights)
    least_carried, least_alike = (CARRIED, ALIKE) if tie == "same" else (SURELY_CARRIED, SURELY_ALIKE)
    if tie == "" or carried < least_carried:
        return 0.0
    ordered = in_order_share(one.words, other.words)
    if alike < least_alike and ordered < 1.0:
        return 0.0
    return (carried + max(alike, ordered)) / 2


def _too_far(one: When | None, other: When | None) -> bool:
    hours = gap_hours(one, other)
    return hours is not None and hours > HOURS


def _numbers_clash(one: SayingKey, other: SayingKey) -> bool:
    """Whether both give figures and neither has all of the other's: then they tell of different things, or differ."""
    return bool(one.numbers and other.numbers) and not (one.numbers <= other.numbers or other.numbers <= one.numbers)


def _tie(one: SayingKey, other: SayingKey) -> str:
    """How two speakers belong together: "same", "of" (a body and its spokesman, or nobody told), or not ("")."""
    if not one.named or not other.named:
        return "of" if not (one.named or other.named) or not (one.names and other.names) else ""
    if one.roles & other.roles or any(_is_one(a, b) for a in one.names for b in other.names):
        return "same"
    if one.names & other.roles or other.names & one.roles:
        return "same"
    behind = any(f" {name}" in role for a, b in ((one, other), (other, one)) for name in a.names for role in b.roles | b.names)
    return "of" if behind else ""


def _is_one(one: str, other: str) -> bool:
    """Whether two names are of one: the same, or one the end of the other («بيسكوف», «دميتري بيسكوف»)."""
    shorter, longer = sorted((one.split(), other.split()), key=len)
    return longer[-len(shorter) :] == shorter or same_name(one, other)


def _shares(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[float, float]:
    """What the shorter wording has in common with the longer one, and both of all that they have, by what words tell."""
    common = sum(one[stem] for stem in one.keys() & other.keys())
    sums = sum(one.values()), sum(other.values())
    return common / min(sums), common / (sum(sums) - common)


# ---- sayings ---------------------------------------------------------------------------------------------------------


def find_sayings(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    copies: Sequence[CopyGroup] = (),
    apart: Iterable[frozenset[str]] = (),
) -> list[Saying]:
    """The statements of some articles (of one story) that more than one of them report, by who spoke first.

    Copies count as one text. `apart` holds pairs of statement ids that a person told apart.
    """
    rareness = plain_rareness()  # of the background alone: a saying hangs on nothing else that a library holds
    keys = [key for one in articles if one.id in readings for key in saying_keys(one, readings[one.id], rareness)]
    parted = set(apart)
    edges = ((i, j, value) for i, j in _proposed(keys) if (value := pair_likeness(keys[i], keys[j])))
    groups = partition(len(keys), edges, COHESION, lambda one, other: _may_be_one(keys, one, other, parted))
    found = [[keys[at] for at in group] for group in groups]
    texts = {article: group.articles[0] for group in copies if group.kind != "part" for article in group.articles}
    return [_saying(group, texts) for group in found if len({key.article for key in group}) > 1]


def _proposed(keys: Sequence[SayingKey]) -> Iterator[tuple[int, int]]:
    """Pairs of different articles of which one has one of the other's most telling words."""
    holders: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        for stem in key.weights:
            holders.setdefault(stem, []).append(at)
    seen: set[tuple[int, int]] = set()
    for at, key in enumerate(keys):
        for stem in sorted(key.weights, key=lambda one: (-key.weights[one], one))[:PROPOSING]:
            for other in holders[stem]:
                pair = (min(at, other), max(at, other))
                if keys[other].article != key.article and pair not in seen:
                    seen.add(pair)
                    yield pair


def _may_be_one(keys: Sequence[SayingKey], one: Iterable[int], other: Iterable[int], apart: set[frozenset[str]]) -> bool:
    """Whether two groups have no article in common (what one article tells twice is as often two things), and no pair that
    a person told apart."""
    if not {keys[at].article for at in one}.isdisjoint(keys[at].article for at in other):
        return False
    return not apart or all(frozenset((keys[a].statement.id, keys[b].statement.id)) not in apart for a in one for b in other)


def _saying(group: Sequence[SayingKey], texts: Mapping[str, str]) -> Saying:
    ordered = sorted(group, key=lambda key: (key.when is None, key.when or (), key.article, key.statement.content))
    wordings = {key.words: (key.statement.id, key.text) for key in reversed(ordered)}
    return Saying(
        id=stable_id("saying", ordered[0].statement.id),
        speaker=_fullest(_speaker(key) for key in ordered),
        statements=tuple(key.statement.id for key in ordered),
        outlets=tuple(dict.fromkeys(key.outlet for key in ordered if key.outlet)),
        texts=len({texts.get(key.article, key.article) for key in ordered}),
        origins=tuple(dict.fromkeys(link.name for key in ordered for link in key.statement.chain if link.kind == "agency")),
        wordings=tuple(wordings[words] for words in dict.fromkeys(key.words for key in ordered)),
        translation=any(key.statement.form != "indirect" and speaks_foreign(sorted(key.roles | key.names)) for key in ordered),
    )  # fmt: skip


def _speaker(key: SayingKey) -> str:
    return key.statement.speakers[0].name if key.statement.speakers else ""


def _fullest(names: Iterable[str]) -> str:
    """The name of the most words, of several that which most articles have."""
    counts = Counter(names)
    return max(counts, key=lambda name: (len(name.split()), counts[name], name))


__all__ = ["SayingKey", "find_sayings", "pair_likeness", "saying_keys", "weights_of"]
