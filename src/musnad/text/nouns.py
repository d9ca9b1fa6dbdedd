"""Nouns that are counted: their singular from a plural, a dual or an accusative, and their forms after each number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.numbers import FORMS
from musnad.text.vocabulary import vocabulary

Number: TypeAlias = Literal["singular", "dual", "plural"]
_FEMININE = "ة"
_ACCUSATIVE = "ا"
_DUALS = ("ان", "ين")
_PLURALS = ("ين", "ون")
_FEMININE_PLURAL = "ات"
#: Letters of a broken plural with alif before and in the middle of its three letters.
_BROKEN = 5
_SOUND = (*_PLURALS, _FEMININE_PLURAL)
#: A plural in ات has a masculine singular where the bare stem is so many times as frequent as the one with teh marbuta.
MASCULINE = 4
#: Letters after which the accusative is written without an alif of its own.
_NO_ALIF = ("ة", "اء", "ى", "ا")


class Noun(NamedTuple):
    """A countable noun in normal spelling, its first plural, its gender, and whether it names people."""

    singular: str
    plural: str
    gender: str
    person: bool


class Form(NamedTuple):
    """A form of a noun; `sure` is False where sound plural and dual are written alike (مدنيين)."""

    noun: Noun
    number: Number
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Nouns:
    """Forms of the known countable nouns by folded spelling, without article and attached letters."""

    forms: Mapping[str, Form]
    plurals: Mapping[str, Noun]
    by_singular: Mapping[str, Noun]
    counts: Mapping[str, int]

    @staticmethod
    @cache
    def load() -> Nouns:
        """The table ``data/countable.tsv``."""
        forms: dict[str, Form] = {}
        by_plural: dict[str, Noun] = {}
        nouns: dict[str, Noun] = {}
        for row in table("countable"):
            plurals = [form.strip() for form in row["plurals"].split(FORMS)]
            noun = Noun(row["singular"], plurals[0], row["gender"], row["class"] == "person")
            nouns.setdefault(fold_key(noun.singular), noun)
            _enter(forms, noun, plurals)
            for plural in plurals:
                by_plural.setdefault(fold_key(plural), noun)
        for noun in tuple(nouns.values()):
            _enter_feminine(forms, noun)
        counts = {word: seen.bare + seen.article for word, seen in vocabulary().items()}
        return Nouns(forms, by_plural, nouns, counts)


def _enter(forms: dict[str, Form], noun: Noun, plurals: list[str]) -> None:
    sound = any(plural.endswith(_PLURALS) for plural in plurals)
    forms.setdefault(fold_key(noun.singular), Form(noun, "singular"))
    forms.setdefault(fold_key(accusative(noun.singular)), Form(noun, "singular"))
    for plural in plurals:
        forms.setdefault(fold_key(plural), Form(noun, "plural", not plural.endswith("ين")))
        forms.setdefault(fold_key(accusative(plural)), Form(noun, "plural"))
    for ending in _DUALS:
        forms.setdefault(fold_key(dual(noun.singular, ending)), Form(noun, "dual", not (sound and ending == "ين")))


def _enter_feminine(forms: dict[str, Form], noun: Noun) -> None:
    """Two women of a noun that names men («وزيرتين»); of nouns in ي the feminine is an adjective first («مدنية»)."""
    if noun.person and noun.gender == "m" and not noun.singular.endswith((_FEMININE, "ي", "ى", "ن", "ء")):
        female = Noun(noun.singular + _FEMININE, noun.singular + _FEMININE_PLURAL, "f", True)
        for ending in _DUALS:
            forms.setdefault(fold_key(dual(female.singular, ending)), Form(female, "dual"))


def accusative(singular: str) -> str:
    """The indefinite accusative: طفلا, حالة, مستشفى."""
    return singular if singular.endswith(_NO_ALIF) else singular + _ACCUSATIVE


def dual(singular: str, ending: str = _DUALS[0]) -> str:
    """The indefinite dual: تقريران, حالتان, مستشفيان."""
    if singular.endswith(_FEMININE):
        return singular[:-1] + "ت" + ending
    return singular[:-1] + "ي" + ending if singular.endswith("ى") else singular + ending


def singular_of(norm: str, plain: str, nouns: Nouns, last_two: int | None) -> str:
    """Singular of a counted noun in normal spelling.

    `norm` is its folded form and `plain` the word as written (without marks), both without attached letters and article;
    `last_two` are the last two digits of the number before it (None where it has no value): 3–10 take a plural, 11–99 an
    accusative.
    """
    known = nouns.forms.get(norm)
    if last_two == 0 and known and known.number == "plural" and norm[:1] == "م" and not norm.endswith(_SOUND):
        return plain  # after hundreds and millions it is singular: «مليون مشاهد» are no scenes
    if last_two is not None and 3 <= last_two <= 10 and (noun := nouns.plurals.get(norm)):
        return noun.singular
    if known and (last_two is None or known.number == "plural" or not 3 <= last_two <= 10):
        return known.noun.singular
    if last_two is not None and plain.endswith(_ACCUSATIVE) and len(plain) > 3:
        bare = nouns.counts.get(norm[:-1], 0)
        if 11 <= last_two <= 99 or (last_two != 1 and bare > nouns.counts.get(norm, 0)):
            return plain[:-1]
    if norm.startswith("ا") and plain.endswith(_FEMININE_PLURAL) and len(plain) == _BROKEN:
        return plain[1:3] + plain[4]  # أبيات, أوقات: the broken plural of بيت, وقت
    if plain.endswith(_FEMININE_PLURAL) and len(plain) > 4:
        stem = fold_key(plain[:-2])
        masculine = nouns.counts.get(stem, 0) > MASCULINE * nouns.counts.get(fold_key(stem + _FEMININE), 0)
        return plain[:-2] if masculine else plain[:-2] + _FEMININE
    if (last_two is None or 3 <= last_two <= 10) and plain.endswith(_PLURALS) and len(plain) > 4:
        return plain[:-2]
    return known.noun.singular if known else plain


__all__ = ["Form", "Noun", "Nouns", "accusative", "dual", "singular_of"]
