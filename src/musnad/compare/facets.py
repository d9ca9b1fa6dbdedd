"""Facets: what an article says of an event without a number: which prayer, which court, where the bullet hit, how somebody died,
why it burnt, where it was heading, whom somebody speaks for. Each answers a question (its slot), so that two articles can be
compared.

The answers are words of ``facets.tsv``; places behind «heading for» and the like, and what stands behind the head of a
person's role, are taken as the text has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from rapidfuzz.distance import OSA

from musnad.compare.claims import Scene, fact_words
from musnad.compare.likeness import heaviest, likeness_of
from musnad.compare.terms import plain_rareness
from musnad.records import FOREIGN_BLOCKS, Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.words import bases

FacetKind: TypeAlias = Literal["time", "place", "name", "role", "wording"]
#: A phrase has so many words at most.
LONGEST = 3
#: A place stands within so many words behind «heading for».
REACH = 4
#: Words around both must be this alike together with what else speaks for one fact, to be unsure, and to be a conflict.
PERHAPS, SURE = 0.2, 0.6
#: What else speaks for it: each article gives one answer only; both give it at their beginning.
ALONE, LEADING = 0.1, 0.15
#: «On a trip from … to»: so many words further at most; what a model is called has so many words; makes this alike are one.
LEG, MODEL, SAME_MAKE = 8, 5, 0.7
_PAUSE = re.compile("[.,;:\u060c()\n\"»«]\\s")
#: Minutes of a match; the words that tell whose they are stand so many before; more apart than this they are of two goals.
LAST_MINUTE, BEFORE, MINUTES = 130, 12, 3
#: The slot of every minute, whatever happened in it: what both articles have is not told otherwise.
MINUTE = "minute"
#: What somebody speaks for has so many words at most; words that tell so much are as rare as names.
SPEAKS, RARE = 5, 5.5
#: Names that are words as well are less rare than that.
NAMED = 4.5
#: Endings that say whose a part of the body is.
_WHOSE = ("\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER HEH}\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER HEH}\N{ARABIC LETTER MEEM}")


class Facet(NamedTuple):
    """An answer that an article gives: to which question, the values (any of them may be meant), where, and what stands around,
    as in a `Claim`."""

    article: str
    kind: FacetKind
    slot: str
    values: frozenset[str]
    span: Span
    near: Mapping[str, float]
    whole: Mapping[str, float]
    spelt: Mapping[str, str]
    lead: bool
    said_by: str


class FacetMatch(NamedTuple):
    """Two answers to one question that differ, how sure it is that it is one question, and the words they share."""

    one: Facet
    other: Facet
    score: float
    shared: tuple[str, ...]
    alone: bool

    @property
    def sure(self) -> bool:
        """Whether it is a conflict and not only worth a look."""
        return self.alone and (self.score >= SURE or self.one.slot.startswith(MINUTE))


def find_facets(scene: Scene) -> list[Facet]:
    """The facets of an article, in order of their places; only its own running text counts."""
    found = [*_of_words(scene), *_of_ways(scene), *_of_models(scene), *_of_spokesmen(scene), *_of_minutes(scene)]
    return sorted((one for one in found if _is_own(scene, one.span)), key=lambda one: one.span)


def _is_own(scene: Scene, span: Span) -> bool:
    foreign = (block.span for block in scene.article.blocks if block.kind in FOREIGN_BLOCKS)
    return not any(block[0] <= span[0] < block[1] for block in foreign)


def _of_words(scene: Scene) -> Iterator[Facet]:
    """Answers that words of the table give, the longest phrase first."""
    words = scene.view.words
    stop = 0
    for at, word in enumerate(words):
        firsts = _firsts(word.norm)
        if not firsts or at < stop:
            continue
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            rows = _phrase(firsts, " ".join(token.norm for token in words[at + 1 : at + size]))
            if rows:
                stop = at + size
                for row in rows:
                    if row["needs"] == "-" or _sentence_has(scene, at, row["needs"]):
                        yield from make_facet(scene, (row["kind"], row["slot"]), frozenset({row["value"]}), (at, stop - 1))
                break


def _phrase(firsts: Sequence[str], rest: str) -> Sequence[Mapping[str, str]]:
    """The rows of the table that have a form of one of these first words and the words behind it."""
    return next((rows for first in firsts if (rows := _rows().get(f"{first} {rest}".rstrip()))), ())


@lru_cache(maxsize=50_000)
def _firsts(norm: str) -> tuple[str, ...]:
    """The first words of forms that a word may be: without clitics before it, without an ending that says whose it is."""
    known = _first_words()
    found = [norm, *(base for _, base in bases(norm)[1:] if len(base) > 2)]
    found += [one[: -len(end)] for one in found for end in _WHOSE if one.endswith(end) and len(one) > len(end) + 2]
    return tuple(one for one in found if one in known)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form in _rows())


@cache
def _rows() -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Rows of the table by folded form."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in table("facets"):
        for form in row["forms"].split("\N{ARABIC COMMA}"):
            found.setdefault(fold_key(form), []).append(row)
    return found


def _sentence_has(scene: Scene, at: int, wanted: str) -> bool:
    sentence = scene.sentence(scene.view.cover(at, at))
    words = scene.view.words_in(sentence) if sentence else ()
    return any(base in fact_words(wanted) for word in words for _, base in bases(scene.view.words[word].norm))


def _of_ways(scene: Scene) -> Iterator[Facet]:
    """Where something was heading for."""
    words = scene.view.words
    mentions = {scene.view.words_in(span)[0]: (span, name) for span, name in scene.places if scene.view.words_in(span)}
    for at in range(len(words) - 1):
        to = _to(scene, at)
        if to is not None:
            place = next((mentions[n] for n in range(to + 1, to + 1 + REACH) if n in mentions), None)
            if place is not None:
                last = scene.view.words_in(place[0])[-1]
                yield from make_facet(scene, ("place", "heading"), frozenset(place[1]), (at, last))


def _to(scene: Scene, at: int) -> int | None:
    """The word right before where something was heading for, where a word begins to tell it; None where it does not."""
    words = scene.view.words
    if f"{words[at].norm} {words[at + 1].norm}" in fact_words("heading"):
        return at + 1
    if words[at].norm not in fact_words("trip") or words[at + 1].norm not in fact_words("from"):
        return None
    return next((n for n in range(at + 3, min(at + 3 + LEG, len(words))) if words[n].norm in fact_words("toward")), None)


def _of_models(scene: Scene) -> Iterator[Facet]:
    """Of what make and model something is («of the make Boeing 737»)."""
    words, text = scene.view.words, scene.article.text
    for at in range(len(words) - 1):
        if words[at].norm not in fact_words("model"):
            continue
        stop = at + 1
        while stop < min(at + 1 + MODEL, len(words)) and not _PAUSE.search(text[words[stop - 1].stop : words[stop].start]):
            stop += 1
            if words[stop - 1].norm.isdigit():
                told = frozenset(words[n].norm for n in range(at + 1, stop))
                yield from make_facet(scene, ("name", "model"), told, (at, stop - 1))
                break


def _of_spokesmen(scene: Scene) -> Iterator[Facet]:
    """Whom a person speaks for: the rare words behind «spokesman of», with the name that stands before or behind them."""
    words = scene.view.words
    people = {one.key for one in scene.reading.entities if one.kind == "person"}
    named = {
        found[0]: found for one in scene.reading.mentions
        if one.entity in people and one.how == "name" and one.of == "text" and len(found := scene.view.words_in(one.span)) > 1
    }  # fmt: skip
    ends = {found[-1] + 1: found for found in named.values()}
    for at in range(1, len(words) - 2):
        if words[at].norm not in fact_words("spokesman") or words[at + 1].norm not in fact_words("on_behalf"):
            continue
        stop = next((n for n in range(at + 2, min(at + 3 + SPEAKS, len(words))) if n in named or not scene.weights[n]), at + 2)
        name = named.get(stop) or ends.get(at) or (ends.get(at - 1) if words[at - 1].kind != "arabic" else None)
        if name is not None and stop > at + 2:
            slot = "speaks for " + "".join(words[n].norm for n in name)
            yield from make_facet(scene, ("role", slot), frozenset(words[n].norm for n in range(at + 2, stop)), (at, stop - 1))


def _of_minutes(scene: Scene) -> Iterator[Facet]:
    """The minute of a match in which something happened («in minute 63», «Salem (63)»), once for each rare word that stands
    between the minute before it and this one."""
    words = scene.view.words
    start = 0
    for at in range(1, len(words)):
        sentence = scene.sentence(scene.view.cover(at, at))
        if sentence is None or not _is_minute(scene, at):
            continue
        around = scene.view.words_in(sentence)
        first = max(start, around[0] if around else 0, at - BEFORE)
        yield from make_facet(scene, ("time", MINUTE), frozenset({words[at].norm}), (at, at))
        before = {words[n].norm for n in range(max(at - 2 * BEFORE, 0), at)}
        missed = any(words[n].norm in fact_words("no_goal") for n in range(first, at))
        if not missed and not before.isdisjoint(fact_words("goal")):
            for stub in sorted({scene.stubs[n] for n in range(first, at) if scene.weights[n] >= RARE}):
                yield from make_facet(scene, ("time", f"minute of {stub}"), frozenset({words[at].norm}), (at, at))
        start = at + 1


def _is_minute(scene: Scene, at: int) -> bool:
    """Whether a number is a minute: behind the word, or alone in brackets behind a word."""
    word, text = scene.view.words[at], scene.article.text
    if not (word.norm.isdigit() and 0 < int(word.norm) <= LAST_MINUTE):
        return False
    behind_word = scene.view.words[at - 1].norm in fact_words("minute")
    return behind_word or (text[word.start - 1 : word.start] == "(" and text[word.stop : word.stop + 1] == ")")


def make_facet(scene: Scene, what: tuple[str, str], values: frozenset[str], at: tuple[int, int]) -> Iterator[Facet]:
    """A facet from its kind and slot, its values and its first and last word."""
    span = scene.view.cover(*at)
    sentence = scene.sentence(span)
    around = scene.view.words_in(sentence) if sentence else range(0)
    if sentence and at[0] in around:
        words = range(at[0], min(at[1], around[-1]) + 1)
        yield Facet(
            scene.article.id, what[0], what[1], values, span,  # type: ignore[arg-type]
            near=scene.near(words, around), whole=scene.weighed(around, words), spelt=scene.spelt(around),
            lead=sentence in scene.leads, said_by=scene.said_by(span),
        )  # fmt: skip


def match_facets(first: Sequence[Facet], second: Sequence[Facet]) -> list[FacetMatch]:
    """Answers of two articles to one question that differ, the likest of each pair of values."""
    found = []
    minutes = [frozenset(value for one in facets if one.slot == MINUTE for value in one.values) for facets in (second, first)]
    for slot in sorted({one.slot for one in first} & {one.slot for one in second} - {MINUTE}):
        mine, theirs = (
            [one for one in facets if one.slot == slot and not (one.slot.startswith(MINUTE) and one.values <= others)]
            for facets, others in zip((first, second), minutes)
        )
        if not mine or not theirs:
            continue
        left = [one for one in mine if not any(_agree(one, other) for other in theirs)]
        others = [other for other in theirs if not any(_agree(one, other) for one in mine)]
        alone = all(len({one.values for one in facets}) == 1 for facets in (mine, theirs))
        found += _best(left, others, alone)
    return found


def _agree(one: Facet, other: Facet) -> bool:
    """Whether two answers can both be true; of two that a person speaks for, each must have a rare word of its own."""
    if one.slot.startswith(MINUTE):
        return one.values == other.values or abs(int(*one.values) - int(*other.values)) > MINUTES
    if one.slot == "model":
        return _are_of_one_model(one.values, other.values)
    if one.kind != "role":
        return bool(one.values & other.values)
    mine, theirs = one.values - other.values, other.values - one.values
    return not (one.values & other.values and any(map(_is_rare, mine)) and any(map(_is_rare, theirs)))


def _are_of_one_model(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two models are one, one more exactly told, or of two makes, which tell of two things."""
    mine, theirs = ({word for word in values if word.isdigit()} for values in (one, other))
    makes = any(
        OSA.normalized_similarity(a, b) >= SAME_MAKE for a in one - mine for b in other - theirs if min(len(a), len(b)) > 2
    )
    return not makes or any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)


def _is_rare(word: str) -> bool:
    rareness = plain_rareness()
    return rareness.idf(rareness.stem(word)) >= RARE


def _best(left: Sequence[Facet], others: Sequence[Facet], alone: bool) -> list[FacetMatch]:
    """The best match of each two values, where it is good enough."""
    best: dict[tuple[frozenset[str], frozenset[str]], FacetMatch] = {}
    for one in left:
        for other in others:
            match = FacetMatch(one, other, _score(one, other, alone), tuple(heaviest(one.whole, other.whole)), alone)
            key = (one.values, other.values)
            enough = match.score >= PERHAPS or _names_its_thing(one, alone) or (alone and _is_one_way(one, other))
            if enough and _shares_name(one, other) and (key not in best or best[key].score < match.score):
                best[key] = match
    return list(best.values())


def _names_its_thing(one: Facet, alone: bool) -> bool:
    """Whether the question itself holds a name, so that the words around tell little more."""
    return one.slot.startswith(MINUTE) or (one.kind == "role" and alone) or one.slot == "model"


def _is_one_way(one: Facet, other: Facet) -> bool:
    """Whether what two articles tell to be heading somewhere has the same words beside it."""
    return one.slot == "heading" and bool(one.near.keys() & other.near.keys())


def _shares_name(one: Facet, other: Facet) -> bool:
    """Whether sentences about somebody's body or death share a word as rare as many a name."""
    needs = one.slot in ("wound", "manner")
    return not needs or any(one.whole[word] >= NAMED for word in one.whole.keys() & other.whole.keys())


def _score(one: Facet, other: Facet, alone: bool) -> float:
    score = (likeness_of(one.near, other.near) + likeness_of(one.whole, other.whole)) / 2
    return score + (ALONE if alone else 0.0) + (LEADING if one.lead and other.lead else 0.0)


__all__ = ["Facet", "FacetKind", "FacetMatch", "find_facets", "make_facet", "match_facets"]
