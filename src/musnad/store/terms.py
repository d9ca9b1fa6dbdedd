"""From the words of a search to the written forms that the index holds: clitics are expanded here, when the query
comes.

Which clitics a form has is decided by how many articles its words stand in (`vocabulary`): a form that takes the
article itself is a word of its own, not a clitic and a shorter word.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from musnad.store.query import Term
from musnad.store.variants import name_variants
from musnad.store.vocabulary import word_counts
from musnad.store.words import stem, word_list
from musnad.text.words import PROCLITICS

_AL = "ال"
#: Proclitics that are expanded; the interrogative alif, next to unknown in news, would make a word of every other.
_CLITICS = tuple(c for c in PROCLITICS if c and (not c.startswith("ا") or c == _AL))
_WITH_ARTICLE = tuple(c for c in _CLITICS if c.endswith((_AL, "لل")))
_CONJUNCTIONS = ("و", "ف")
_LONGEST_CLITIC = max(map(len, _CLITICS))
_IMPERFECT = frozenset(("ي", "ت", "ن", "ا"))
#: A form is a word of its own where it stands with the article in at least this many articles, and in this share of its
#: own.
_OWN_ARTICLES, _OWN_SHARE = 2, 0.04
#: A clitic and a word together are not used more often than the word by this factor; below this many articles nobody
#: can tell.
_MORE_OFTEN, _FEW = 3, 5
#: A phrase whose words have several spellings is looked for in so many ways at most.
_MOST_PHRASES = 64
_ARABIC = "\u0621-\u064a\u0671-\u06d3"
_LATIN = "a-z\u00df-\u024f\u0370-\u052f"
_TOKEN_CHARS = {"arabic": _ARABIC, "latin": _LATIN + "0-9'’", "number": "0-9"}
#: What may stand between two words of a phrase: anything that begins no word.
_GAP = f"[^{_ARABIC}{_LATIN}0-9]{{0,200}}"


@dataclass(frozen=True, slots=True)
class WordForms:
    """The written forms of one word of a search, all folded: `forms` as the index has them, `bases` without clitics.

    A prefix has the beginnings of forms here, and `open_end` set.
    """

    forms: frozenset[str]
    bases: frozenset[str]
    kind: str
    open_end: bool = False

    def pattern(self) -> str:
        """A pattern that finds candidates in folded text, one group around the whole word."""
        chars = _TOKEN_CHARS[self.kind]
        bases = "|".join(map(re.escape, sorted(self.bases, key=len, reverse=True)))
        clitics = "(?:[وف]?[بلكس]?(?:ال)?|[وف]?لل)" if self.kind == "arabic" else ""
        tail = f"[{chars}]*" if self.open_end else f"(?![{chars}])"
        return f"(?<![{chars}])({clitics}(?:{bases}){tail})"

    def may_be_in(self, folded: str) -> bool:
        """Whether a folded text has any of the bases at all, be it inside another word."""
        return any(base in folded for base in self.bases)

    def holds(self, word: str) -> bool:
        """Whether a folded word is one of the forms."""
        if self.open_end:
            return any(word.startswith(form) for form in self.forms)
        return word in self.forms


@dataclass(frozen=True, slots=True)
class Wanted:
    """One term of a search with the forms of its words (several in a phrase)."""

    words: tuple[WordForms, ...]
    without: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether words must stand side by side: the index alone cannot tell, the text has to be looked at."""
        return len(self.words) > 1

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where a folded text has this term: spans into the folded text, in order."""
        if not all(word.may_be_in(folded) for word in self.words):
            return iter(())
        if len(self.words) == 1 and self.words[0].kind == "arabic" and not self.words[0].open_end:
            return iter(sorted(_find_word(folded, self.words[0])))
        return self._find_pattern(folded)

    def _find_pattern(self, folded: str) -> Iterator[tuple[int, int]]:
        pattern = _compiled(self.words)
        start = 0
        while (match := pattern.search(folded, start)) is not None:
            if all(word.holds(match[i]) for i, word in enumerate(self.words, 1)):
                yield match.span()
                start = match.end()
            else:
                start = match.start() + 1


def _find_word(folded: str, word: WordForms) -> set[tuple[int, int]]:
    """Where a text has one of a word's forms: bases are found as plain strings, which is far quicker than a pattern."""
    found = set()
    for base in word.bases:
        at = folded.find(base)
        while at >= 0:
            stop, start = at + len(base), at
            while start > 0 and _is_arabic(folded[start - 1]) and at - start <= _LONGEST_CLITIC:
                start -= 1
            if folded[start:stop] in word.forms and not (stop < len(folded) and _is_arabic(folded[stop])):
                found.add((start, stop))
            at = folded.find(base, at + 1)
    return found


def _is_arabic(char: str) -> bool:
    """Whether a character is a letter of the index's Arabic words."""
    return "\u0621" <= char <= "\u064a" or "\u0671" <= char <= "\u06d3"


@lru_cache(maxsize=512)
def _compiled(words: tuple[WordForms, ...]) -> re.Pattern[str]:
    return re.compile(_GAP.join(word.pattern() for word in words))


def want(connection: sqlite3.Connection, term: Term) -> Wanted | None:
    """The forms of a term's words, or None where it holds no word."""
    words = word_list(term.text)
    if not words:
        return None
    found = []
    for i, word in enumerate(words):
        if word.kind != "arabic":
            found.append(WordForms(frozenset({word.norm}), frozenset({word.norm}), word.kind, _is_open(term, i, len(words))))
        elif _is_open(term, i, len(words)):
            found.append(_prefix_forms(word.norm))
        else:
            plain_alif = term.text[word.start] not in "أإآ"
            found.append(word_forms(connection, word.norm, may_strip_article=plain_alif))
    return Wanted(tuple(found), term.without)


def _is_open(term: Term, place: int, count: int) -> bool:
    return term.kind == "prefix" and place == count - 1


def word_forms(connection: sqlite3.Connection, norm: str, *, may_strip_article: bool = True) -> WordForms:
    """The forms of a folded Arabic word: with and without clitics."""
    candidates = [base for base in _strippable(norm) if may_strip_article or not norm.startswith(_AL)]
    counts = _counts(connection, [norm, *candidates])
    bases = [norm, *(base for base in candidates if _is_clitic_form(norm, base, counts))]
    spellings = [other for base in bases for other in name_variants(connection, base)]
    if spellings:
        bases = list(dict.fromkeys(bases + spellings))
        counts |= _counts(connection, spellings)
    forms = set(bases)
    for base in bases:
        forms |= _forms_of(base, counts)
    return WordForms(frozenset(forms), frozenset(bases), "arabic")


def _prefix_forms(norm: str) -> WordForms:
    """The beginnings of words that begin so, behind the article and, where long enough to be safe, behind single
    clitics."""
    single = tuple(c for c in _CLITICS if c not in _WITH_ARTICLE and len(c) == 1 and c != "س")
    clitics = _WITH_ARTICLE + (single if len(norm) >= 4 else ())
    return WordForms(frozenset({norm, *(c + norm for c in clitics)}), frozenset({norm}), "arabic", True)


def _strippable(norm: str) -> list[str]:
    """What a word of a search may be without clitics, by its letters alone: three letters or more are left, or two
    behind a conjunction."""
    found = []
    for clitic in _CLITICS:
        base = norm[len(clitic) :]
        if norm.startswith(clitic) and len(base) >= (2 if clitic in _CONJUNCTIONS else 3):
            found += [base] if not clitic.endswith("س") or _may_be_imperfect(base) else []
    if norm.startswith("لل") and len(norm) >= 5:
        found.append(norm[2:])
    return list(dict.fromkeys(found))


def _may_be_imperfect(base: str) -> bool:
    return base[0] in _IMPERFECT and len(base) > 3


def _forms_of(base: str, counts: Mapping[str, int]) -> set[str]:
    return {form for clitic, form in _written(base) if _is_form(clitic, form, base, counts)}


def _written(base: str) -> Iterable[tuple[str, str]]:
    """Every (clitic, form) that a base may be written with."""
    for clitic in _CLITICS:
        if clitic.endswith("س") and not _may_be_imperfect(base):
            continue
        if len(base) < 3 and clitic not in _WITH_ARTICLE and clitic not in (*_CONJUNCTIONS, "ب", "ل"):
            continue
        yield clitic, clitic + base


def _is_form(clitic: str, form: str, base: str, counts: Mapping[str, int]) -> bool:
    """Whether a written form is clitic and base, rather than a word of its own."""
    if clitic in _WITH_ARTICLE:
        return True
    return not _is_own_word(form, base, counts)


def _is_own_word(form: str, base: str, counts: Mapping[str, int]) -> bool:
    have = counts.get(form, 0)
    with_article = counts.get(_AL + form, 0) + counts.get("و" + _AL + form, 0)
    if with_article >= max(_OWN_ARTICLES, _OWN_SHARE * have):
        return True
    return have > _FEW and have > _MORE_OFTEN * (counts.get(base, 0) + counts.get(_AL + base, 0))


def _is_clitic_form(norm: str, base: str, counts: Mapping[str, int]) -> bool:
    """Whether a word of a search is clitic and base, so that the base is wanted too."""
    clitic = norm[: len(norm) - len(base)]
    if clitic in _WITH_ARTICLE:
        return counts.get(base, 0) > 0
    others = sum(counts.get(form, 0) for _, form in _written(base) if form != norm) + counts.get(base, 0)
    return others >= counts.get(norm, 0) and counts.get(base, 0) > 0 and not _is_own_word(norm, base, counts)


def _counts(connection: sqlite3.Connection, bases: Iterable[str]) -> dict[str, int]:
    """How many articles the words stand in that decisions about these bases need."""
    words: set[str] = set()
    for base in bases:
        forms = [base, *(form for _, form in _written(base))]
        words.update(forms)
        words.update(article + form for form in forms for article in (_AL, "و" + _AL))
    return word_counts(connection, words)


def match_words(wanted: Sequence[Wanted]) -> str:
    """The FTS5 query over the words: exact, for terms of one word each."""
    with_them = " AND ".join(f"({_any(one.words[0])})" for one in wanted if not one.without)
    without = " OR ".join(_any(one.words[0]) for one in wanted if one.without)
    return f"({with_them}) NOT ({without})" if without and with_them else with_them


def match_stems(wanted: Sequence[Wanted]) -> str:
    """The FTS5 query over the stems: gives everything that has the terms, and some things that have not."""
    phrases = (_stem_phrase(one) for one in wanted if not one.without)
    return " AND ".join(f"({phrase})" for phrase in phrases if phrase)


def _any(word: WordForms) -> str:
    star = " *" if word.open_end else ""
    return " OR ".join(f'"{form}"{star}' for form in sorted(word.forms))


def _stem_phrase(one: Wanted) -> str:
    """Phrases of stems (a name of several spellings has several), without a prefix at the end: the stem of a beginning
    is no beginning of the stem."""
    rows = [sorted({stem(base) for base in word.bases}) for word in one.words if not word.open_end]
    return " OR ".join(f'"{" ".join(parts)}"' for parts in islice(product(*rows), _MOST_PHRASES) if parts)


__all__ = ["Wanted", "WordForms", "match_stems", "match_words", "want", "word_forms"]
