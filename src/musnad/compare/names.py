"""Names that differ between articles of a story where one person seems to be meant («Omar» here, «Ammar» there).

The persons that a reading names are looked for in the other article with one word changed for one that looks alike, both
of them given names of Arabic, in which a letter more or less makes another, while neither article has both. Foreign names
are left alone: they are spelt in too many ways to tell a slip from a spelling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA

from musnad.compare.claims import STUB
from musnad.compare.keys import own_spans
from musnad.compare.likeness import likeness_of
from musnad.compare.terms import LEAST_IDF, plain_rareness
from musnad.link.same_name import same_name
from musnad.records import FOREIGN_BLOCKS, Article, Reading, Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table
from musnad.text.view import View
from musnad.text.words import bases

#: Words that differ must be at least this alike (optimal string alignment, 0 to 1), and so long.
ALIKE, SHORTEST = 0.5, 3
#: A name of two to so many words is looked for.
LONGEST = 4
#: The words around both must be this alike; from the second on it is a conflict.  # read on samples of dev, 2026-11
CONTEXT, SURE = 0.2, 0.4
#: How many words around a name are compared.
AROUND = 12


class Named(NamedTuple):
    """A place where an article names a person: folded words, and the telling words around."""

    article: str
    words: tuple[str, ...]
    span: Span
    around: Mapping[str, float]
    spelt: Mapping[str, str]


class NameMatch(NamedTuple):
    """Two places that seem to name one person differently: how alike what stands around them is, the words in common."""

    one: Named
    other: Named
    score: float
    shared: str


class NameIndex:
    """The words of one article's own text, and the persons that its reading names."""

    def __init__(self, article: Article, reading: Reading, view: View) -> None:
        """`view` is a look at the article's text."""
        self.article = article
        self.view = view
        self.persons = tuple(self._persons(reading))

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where in the article's own text each word stands, by every reading of its clitics."""
        found: dict[str, list[int]] = {}
        for span in own_spans(self.article):
            for at in self.view.words_in(span):
                if self.view.words[at].kind == "arabic":
                    for _, base in bases(self.view.words[at].norm):
                        found.setdefault(base, []).append(at)
        return found

    def _persons(self, reading: Reading) -> Iterator[Named]:
        people = {one.key for one in reading.entities if one.kind == "person"}
        for mention in reading.mentions:
            own = mention.of == "text" and mention.block not in FOREIGN_BLOCKS
            if own and mention.entity in people and mention.how == "name":
                words = tuple(fold_key(self.article.text[mention.span[0] : mention.span[1]]).split())
                whole = not self._is_cut(self.view.words_in(mention.span)[:1]) and words[-1] not in _links()
                if 1 < len(words) <= LONGEST and whole and not _given_names().isdisjoint(words):
                    yield self.named(words, mention.span)

    def _is_cut(self, places: Sequence[int]) -> bool:
        """Whether the word before belongs to the name too: another given name, or «son of»."""
        before = self.view.words[places[0] - 1].norm if places and places[0] else ""
        return before in _given_names() or before in _links()

    def named(self, words: tuple[str, ...], span: Span) -> Named:
        """A place with what stands around it."""
        inside = self.view.words_in(span)
        first, last = (inside[0], inside[-1]) if inside else (0, 0)
        rareness = plain_rareness()
        around: dict[str, float] = {}
        spelt: dict[str, str] = {}
        for at in range(max(first - AROUND, 0), min(last + AROUND + 1, len(self.view.words))):
            word = self.view.words[at]
            weight = rareness.idf(rareness.stem(word.norm)) if word.kind == "arabic" and at not in inside else 0.0
            if weight >= LEAST_IDF:
                stub = rareness.stem(word.norm)[:STUB]
                around[stub] = weight
                spelt[stub] = self.article.text[word[0] : word[1]]
        return Named(self.article.id, words, span, around, spelt)

    def has(self, words: Sequence[str]) -> bool:
        """Whether the words stand here one after the other, clitics aside."""
        return self.first(words) is not None

    def first(self, words: Sequence[str]) -> Span | None:
        """Where the words stand first, one after the other, clitics aside."""
        for at in self.places.get(words[0], ()):
            if self._stand(words, at, skip=None):
                return self.view.cover(at, at + len(words) - 1)
        return None

    def variants(self, words: Sequence[str]) -> Iterator[Named]:
        """Places where all words but one stand, and in the place of that one another that looks alike."""
        for changed in range(len(words)):
            anchor = 0 if changed else 1
            for at in self.places.get(words[anchor], ()):
                start = at - anchor
                if start >= 0 and self._stand(words, start, skip=changed) and not self._is_cut([start]):
                    found = self.view.words[start + changed]
                    if found.kind == "arabic" and _differs(words[changed], found.norm):
                        here = tuple(self.view.words[start + n].norm for n in range(len(words)))
                        yield self.named(here, self.view.cover(start, start + len(words) - 1))

    def _stand(self, words: Sequence[str], start: int, skip: int | None) -> bool:
        tokens = self.view.words[start : start + len(words)]
        if len(tokens) < len(words):
            return False
        return all(
            place == skip or token.norm == word or (place == 0 and any(base == word for _, base in bases(token.norm)))
            for place, (token, word) in enumerate(zip(tokens, words))
        )


@cache
def _differs(word: str, found: str) -> bool:
    """Whether two words are given names that look alike and are not the same."""
    if min(len(word), len(found)) < SHORTEST or not {word, found} <= _given_names():
        return False
    return word != found and OSA.normalized_similarity(word, found) >= ALIKE


@cache
def _links() -> frozenset[str]:
    """Words between the parts of a name; a name that ends with one goes on."""
    return frozenset(forms("function_words", "name-link"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold_key(name) for row in table("native_names") for name in row["names"].split(" "))


def match_names(one: NameIndex, other: NameIndex) -> list[NameMatch]:
    """Persons of two articles who seem to be one and are named differently; each pair of names once."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], NameMatch] = {}
    for first, second, turned in ((one, other, False), (other, one, True)):
        for person in first.persons:
            if second.has(person.words):
                continue
            for variant in second.variants(person.words):
                if first.has(variant.words) or same_name(" ".join(person.words), " ".join(variant.words)):
                    continue
                match = _match(variant, person) if turned else _match(person, variant)
                key = (match.one.words, match.other.words)
                if match.score >= CONTEXT and (key not in found or found[key].score < match.score):
                    found[key] = match
    return [found[key] for key in sorted(found)]


def _match(one: Named, other: Named) -> NameMatch:
    shared = " ".join(word for word in one.words if word in other.words)
    return NameMatch(one, other, likeness_of(one.around, other.around), shared)


__all__ = ["SURE", "NameIndex", "NameMatch", "Named", "match_names"]
