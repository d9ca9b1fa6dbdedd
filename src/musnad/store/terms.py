"""From the words of a search to the written forms that the index holds: clitics are expanded here, when the query
comes.

Which clitics a form has is decided by how many articles its words stand in (`vocabulary`): a form that takes the
article itself is a word of its own, not a clitic and a shorter word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from musnad.store.answers import Unit
from musnad.store.connection import Connection, numbers_of
from musnad.store.query import Term
from musnad.store.variants import name_variants
from musnad.store.vocabulary import word_counts
from musnad.store.wanted import Wanted, WordForms
from musnad.store.words import word_list
from musnad.text.words import PROCLITICS

_AL = "ال"
#: Proclitics that are expanded; the interrogative alif, next to unknown in news, would make a word of every other. The future
#: particle stands before no article, and the preposition «ل» makes one word of both: those are no forms.
_CLITICS = tuple(
    c for c in PROCLITICS
    if c and (not c.startswith("ا") or c == _AL) and not (c.endswith(_AL) and c.removesuffix(_AL).endswith(("س", "ل")))
)  # fmt: skip
_WITH_ARTICLE = tuple(c for c in _CLITICS if c.endswith((_AL, "لل")))
_CONJUNCTIONS = ("و", "ف")
_IMPERFECT = frozenset(("ي", "ت", "ن", "ا"))
#: A form is a word of its own where it stands with the article in at least this many articles, and in this share of its
#: own.
_OWN_ARTICLES, _OWN_SHARE = 2, 0.04
#: A clitic and a word together are not used more often than the word by this factor; below this many articles nobody
#: can tell.
_MORE_OFTEN, _FEW = 3, 5


def want(connection: Connection, term: Term) -> Wanted | None:
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


def numbers_with(connection: Connection, unit: Unit, one: Wanted) -> tuple[str, str] | None:
    """A query for the numbers of what has a term, with its parameter, or None where the term leaves nothing to ask for.
    Phrases are asked for by stems: some of what is found may not have them."""
    found = connection.index.lookup(connection, unit, "stem" if one.is_phrase else "word", (one,))
    return None if found is None else (numbers_of(found), found.asked)


def exactly(word: str) -> Wanted:
    """A folded word as a term, without any other form of it."""
    return Wanted((WordForms(frozenset({word}), frozenset({word}), "arabic"),))


def word_forms(connection: Connection, norm: str, *, may_strip_article: bool = True) -> WordForms:
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
        if not _has_its_article(base, bases, counts):
            forms |= _forms_of(base, counts)
    return WordForms(frozenset(forms), frozenset(bases), "arabic")


def _has_its_article(base: str, bases: Iterable[str], counts: Mapping[str, int]) -> bool:
    """Whether what a word begins with is the article, so that it takes no other: its forms are those of the word without it.
    «الباني» may be «ألباني», and then «الألباني» is in the library."""
    return base.startswith(_AL) and base[2:] in bases and not counts.get(_AL + base) and not counts.get("و" + _AL + base)


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


def _counts(connection: Connection, bases: Iterable[str]) -> dict[str, int]:
    """How many articles the words stand in that decisions about these bases need."""
    words: set[str] = set()
    for base in bases:
        forms = [base, *(form for _, form in _written(base))]
        words.update(forms)
        words.update(article + form for form in forms for article in (_AL, "و" + _AL))
    return word_counts(connection, words)


__all__ = ["Wanted", "WordForms", "exactly", "numbers_with", "want", "word_forms"]
