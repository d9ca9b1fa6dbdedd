"""What the finders know about words: classes of function words, verbs, verbal nouns, and how words behave in news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table
from musnad.text.memo import Memo
from musnad.text.vocabulary import UNSEEN, Counts, vocabulary

ARTICLE = fold_key("ال")


#: A word that takes the article in a larger share of its occurrences is no proper name (read off train, 2026-11).
NAME_ARTICLE_SHARE = 0.08
#: Words seen less often than this are judged more mildly: many Arabic family names take the article.
RARE, RARE_ARTICLE_SHARE = 60, 0.45
#: Words that are remembered with what was found of them: more than any day's news has.
REMEMBERED = 100_000
#: A given name stands beside a title or «بن» in at least this share of its occurrences (read off the corpus, 2026-11).
GIVEN_SHARE = 0.06
_AND, _OBLIQUE, _FOR_THE = fold_key("و"), fold_key("ين"), fold_key("لل")
#: Classes that hold parts of names.
_NOT_CLOSED = frozenset({"name-particle", "name-middle", "issued", "name-link", "god", "ali"})
_FOR = fold_key("ل")
#: Behind «ل» a noun that is seen so often with the article is no part of a name.
_NOUN = 100
_FUTURE = forms("clitics", "future-verb")
_ALEF = "\N{ARABIC LETTER ALEF}"
_POSSESSIVES, _TEH, _HEH = forms("clitics", "possessive"), fold_key("ت"), fold_key("ه")
_YEH, _YA = fold_key("ي"), fold_key("يا")


@dataclass(frozen=True, slots=True)
class NewsWords:
    """Classes of words in folded spelling; `counts` come from a corpus of news."""

    classes: Mapping[str, frozenset[str]]
    counts: Mapping[str, Counts]
    verbs: Mapping[str, str]
    verbal_nouns: frozenset[str]
    proposition_nouns: frozenset[str]
    nationalities: frozenset[str]
    #: Classes of function words that a word is of, in the order of the table.
    kinds: Memo[str, tuple[str, ...]] = field(init=False, compare=False, repr=False)
    #: The words of one of some classes.
    any_of: Memo[tuple[str, ...], frozenset[str]] = field(init=False, compare=False, repr=False)
    _given: Memo[str, bool] = field(init=False, compare=False, repr=False)
    _classes_of: Mapping[str, tuple[str, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Remember what is asked of words."""
        object.__setattr__(self, "kinds", Memo(self._kinds_of, REMEMBERED))
        object.__setattr__(self, "any_of", Memo(self._words_of, REMEMBERED))
        object.__setattr__(self, "_given", Memo(self._reads_as_given, REMEMBERED))
        object.__setattr__(self, "_classes_of", _turned(self.classes))

    @staticmethod
    @cache
    def load() -> NewsWords:
        """The shipped tables."""
        classes: dict[str, set[str]] = defaultdict(set)
        for row in table("function_words"):
            classes[row["class"]].update(fold_key(form) for form in row["forms"].split(" "))
        return NewsWords(
            classes={name: frozenset(_joined(name, found)) for name, found in classes.items()},
            counts=vocabulary(),
            verbs={row["form"]: row["slots"] for row in table("generated/verbs")},
            verbal_nouns=frozenset(row["form"] for row in table("generated/verbal_nouns")),
            proposition_nouns=frozenset(
                fold_key(form) for row in table("proposition_nouns") for form in row["forms"].split(" ")
            ),
            nationalities=frozenset(_nationalities()),
        )

    def of(self, norm: str) -> Counts:
        """Counts of a word, its article left out."""
        if norm.startswith(ARTICLE) and len(norm) > 4:
            return self.counts.get(norm[2:], UNSEEN)
        return self.counts.get(norm, UNSEEN)

    def _kinds_of(self, norm: str) -> tuple[str, ...]:
        return self._classes_of.get(norm, ())

    def _words_of(self, names: tuple[str, ...]) -> frozenset[str]:
        return frozenset().union(*(self.classes[name] for name in names))

    def is_name(self, norm: str) -> bool:
        """Whether a word behaves like a part of a proper name: without the article, and hardly ever seen with it."""
        if norm in self.classes["role"] or norm in self.classes["title"] or norm in self.classes["outlet"]:
            return False
        if norm.startswith(ARTICLE) and len(norm) > 4:
            found = self.counts.get(norm[2:], UNSEEN)
            return found == UNSEEN
        found = self.counts.get(norm, UNSEEN)
        share = NAME_ARTICLE_SHARE if found.bare + found.article >= RARE else RARE_ARTICLE_SHARE
        return found.article <= share * (found.bare + found.article)

    def is_given_name(self, norm: str) -> bool:
        """Whether a word is seen beside titles and «بن» so often that it is a name whatever else it may be."""
        return self._given[norm]

    def _reads_as_given(self, norm: str) -> bool:
        if self.is_definite(norm) or norm.startswith((*_FUTURE, _FOR_THE)):
            return False
        found = self.counts.get(norm, UNSEEN)
        if norm.startswith(_FOR) and self.counts.get(norm[1:], UNSEEN).article >= _NOUN:  # «لشؤون» before any name
            return False
        if norm.startswith(_AND) and (self.of(norm[1:]).bare >= found.bare or norm[1:] in self.classes["role"]):
            return False
        share = GIVEN_SHARE if norm not in self.verbs else 3 * GIVEN_SHARE
        return found.named >= max(3, share * found.bare)

    def is_family_name(self, norm: str) -> bool:
        """Whether a word is seen as a speaker on its own rather than behind a title: a last name that news uses alone."""
        found = self.counts.get(norm, UNSEEN)
        return found.after_m + found.after_f >= max(10, found.named)

    def is_everyday(self, norm: str) -> bool:
        """Whether a frequent word is hardly ever seen beside titles or as a speaker: no name («عدد», «نحو»)."""
        found = self.counts.get(norm, UNSEEN)
        return (
            found.bare > 400 and found.named < 0.01 * found.bare and found.after_m + found.after_f < 0.02 * found.bare
        )

    def is_function(self, norm: str) -> bool:
        """Whether a word is of any class of function words, so that it is no part of a name."""
        return bool(self.kinds[norm]) and not _NOT_CLOSED.issuperset(self.kinds[norm])

    def is_definite(self, norm: str) -> bool:
        """Whether a word carries the article."""
        return norm.startswith(ARTICLE) and len(norm) > 4

    def is_construct_plural(self, norm: str) -> bool:
        """Whether a word is a masculine plural before another noun («منظمو المهرجان»)."""
        return len(norm) > 4 and norm.endswith(_AND) and norm[:-1] + _OBLIQUE in self.counts and not self.of(norm).article

    def can_speak(self, norm: str) -> bool:
        """Whether a word was seen as the subject of a verb of saying, or is unknown (as fresh names are)."""
        found = self.of(norm)
        return found == UNSEEN or found.after_m + found.after_f > 0 or self.is_name(norm)

    def is_proposition(self, norm: str) -> bool:
        """Whether a word is a verbal noun, or another noun, that carries a proposition («ضرورة», «تعليق»)."""
        return norm in self.verbal_nouns or norm in self.proposition_nouns

    def is_own_proposition(self, norm: str) -> bool:
        """The same with a possessive («سعيه», «رغبته»: a feminine noun is written with «ت» before it), as an indefinite
        object («ارتفاعا»), or plain."""
        if self.is_proposition(norm) or (norm[-1:] == _ALEF and self.is_proposition(norm[:-1])):
            return True
        stems = (norm.removesuffix(end) for end in _POSSESSIVES if norm.endswith(end))
        return any(self.is_proposition(stem) or (stem[-1:] == _TEH and self.is_proposition(stem[:-1] + _HEH)) for stem in stems)


def _turned(classes: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """The classes of each word, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, words in classes.items():
        for word in words:
            found[word].append(name)
    return {word: tuple(names) for word, names in found.items()}


#: Classes whose words are the same with a conjunction before them: «وفي», «فخلال».
_JOINABLE = frozenset({"prep", "cut", "relative"})


def _joined(name: str, found: set[str]) -> set[str]:
    if name not in _JOINABLE:
        return found
    return found | {conjunction + form for conjunction in fold_key("و ف").split() for form in found}


def _nationalities() -> Iterator[str]:
    """Adjectives of nationality, made from the names of countries."""
    countries = [
        row["form"] for row in table("generated/places") if row["kind"] == "country" and " " not in row["form"]
    ]
    for name in (*countries, *listed_countries()):
        yield from nationalities_of(name)


@cache
def listed_countries() -> tuple[str, ...]:
    """The folded names of countries in the table of bodies, with those that no table of places has («روسيا الاتحادية»)."""
    return tuple(fold_key(name) for row in table("bodies") if row["kind"] == "country" for name in row["names"].split("|"))


def nationalities_of(country: str) -> frozenset[str]:
    """The adjectives that a country's folded name may make: «روسيا» gives «روسي» and «روسية»."""
    stem = country.removeprefix(ARTICLE)
    bases = {stem, stem[:-1], stem.removesuffix(_YA)}
    return frozenset(base + end for base in bases for end in (_YEH, _YEH + _HEH))


__all__ = ["ARTICLE", "Counts", "NewsWords", "listed_countries", "nationalities_of"]
