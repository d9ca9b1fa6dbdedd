"""The words and digits of numbers: what each may mean, with all that Arabic writes onto it, and the record of a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import NamedTuple, TypeAlias

from musnad.text.fold import fold_key
from musnad.text.lexicon import table

Value: TypeAlias = int | float | Fraction
#: Digits past this many give no value: nothing that news counts needs them.
LONGEST_DIGITS = 24
#: Between the forms of one table cell.
FORMS = "،"


class NumberWord(NamedTuple):
    """What a folded word is among numbers: its role and value, and the letters written onto it."""

    role: str
    value: int | Fraction
    skip: int = 0
    conjoined: bool = False
    preposition: str = ""
    definite: bool = False

    def is_bare(self) -> bool:
        """Whether nothing is attached."""
        return not (self.conjoined or self.preposition or self.definite)


class Number(NamedTuple):
    """A number of a text, from word `first` to word `last`; `skip` attached letters of the first word stay outside.

    `value` is None where it is vague (then `low` and `high` bound it) or has a `reason` not to be read. `scale` is the
    last scale word's value; `decimal` tells that digits with one point may stand for thousands (1.500).
    """

    first: int
    last: int
    value: int | float | None
    skip: int = 0
    low: int | float | None = None
    high: int | float | None = None
    scale: int = 1
    form: str = "words"
    conjoined: bool = False
    preposition: str = ""
    definite: bool = False
    ordinal: bool = False
    grouped: int | None = None
    reason: str | None = None


def forms_of(cell: str) -> tuple[str, ...]:
    """The folded forms of a table cell."""
    return tuple(fold_key(form) for form in cell.split(FORMS) if form.strip())


class Attached(NamedTuple):
    """Letters written onto the front of a word: the conjunction, a preposition, the article; `skip` is outside spans."""

    letters: str
    skip: int
    conjoined: bool
    preposition: str
    definite: bool


def _attachments() -> tuple[Attached, ...]:
    found = []
    for conjunction, preposition, article in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال")):
        letters = conjunction + preposition + article
        if preposition == "ل" and article:
            letters = conjunction + "لل"
        skip = len(conjunction + preposition)
        found.append(Attached(letters, skip, bool(conjunction), preposition, bool(article)))
    return tuple(found)


#: Every way to write the conjunction, a one-letter preposition and the article onto a word.
ATTACHED = _attachments()


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words of numbers by their folded form, attached letters and all.

    `joined` has the second reading of a form: «واحد» is one, and in «ألفان وأحد عشر» the conjunction with a part of eleven.
    `units` are the first words of measures and currencies, which make digits before them a quantity; `inner` are forms that
    are numbers only behind another one («مئة وست», but «وست هام»); `nouns`
    are forms of countable nouns, some of which begin as if the conjunction were written onto them («وظيفة»).
    """

    surfaces: Mapping[str, NumberWord]
    joined: Mapping[str, NumberWord]
    units: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()

    @staticmethod
    @cache
    def load() -> NumberWords:
        """The table ``data/numbers.tsv``, each form with every attachment."""
        surfaces: dict[str, NumberWord] = {}
        joined: dict[str, NumberWord] = {}
        stops = frozenset(form for row in table("not_numbers") for form in forms_of(row["forms"]))
        for plain in (True, False):  # a word that is a number by itself wins over one with letters attached
            for row in table("numbers"):
                for form in forms_of(row["forms"]):
                    _enter(surfaces, joined, form, NumberWord(row["role"], _number(row["value"])), plain)
        units = (form for name in ("measures", "currencies") for row in table(name) for form in forms_of(row["forms"]))
        first = frozenset(form.split()[0] for form in units)
        stopped = ((form, surfaces[form]) for form in stops if form in surfaces)
        inner = frozenset(form for form, word in stopped if word.conjoined and not word.preposition)
        kept = {form: word for form, word in surfaces.items() if form not in stops or form in inner}
        return NumberWords(kept, joined, first, inner, frozenset(_nouns()))


def _nouns() -> Iterator[str]:
    """Countable nouns after a number."""
    for row in table("countable"):
        for form in forms_of(f"{row['singular']}{FORMS}{row['plurals']}"):
            yield from (form, form + "ا")


def _number(cell: str) -> int | Fraction:
    value = Fraction(cell)
    return int(value) if value.denominator == 1 else value


def _enter(
    surfaces: dict[str, NumberWord], joined: dict[str, NumberWord], form: str, bare: NumberWord, plain: bool
) -> None:
    for one in ATTACHED:
        if bool(one.letters) != plain:
            word = NumberWord(bare.role, bare.value, *one[1:])
            if surfaces.setdefault(one.letters + form, word) != word and one.conjoined and not one.preposition:
                joined[one.letters + form] = word


def digits_value(norm: str) -> int | float | None:
    """Value of folded digits with separators; None where they are too many to mean a quantity.

    A comma before groups of three, or several points, separate thousands; else comma and point are decimal.

    >>> digits_value("1,234,567"), digits_value("3.5"), digits_value("12,5"), digits_value("1.234.567")
    (1234567, 3.5, 12.5, 1234567)
    """
    if len(norm) > LONGEST_DIGITS:
        return None
    if norm.isdigit():
        return int(norm)
    groups = norm.replace(",", ".").split(".")
    thirds = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and not groups[0].startswith("0")
    if thirds and ("." not in norm or ("," not in norm and len(groups) > 2)):
        return int("".join(groups))
    if "." in norm and "," in norm:
        whole, _, rest = norm.rpartition("." if norm.rindex(".") > norm.rindex(",") else ",")
        return float(whole.replace(",", "").replace(".", "") + "." + rest)
    if len(groups) == 2:
        return float(".".join(groups))
    return None


def grouped_value(norm: str) -> int | None:
    """The other value of digits with one point before three digits, if it separates thousands (1.500)."""
    whole, point, rest = norm.partition(".")
    if point and len(rest) == 3 and rest.isdigit() and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return int(whole + rest) if whole.isdigit() else None
    return None


def plain_value(value: Value) -> int | float:
    """An int where the value is whole, else a float without the noise of binary fractions."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, float):
        tidy = round(value, 6)
        return int(tidy) if tidy.is_integer() else tidy
    return value


__all__ = [
    "ATTACHED",
    "FORMS",
    "Attached",
    "Number",
    "NumberWord",
    "NumberWords",
    "Value",
    "digits_value",
    "forms_of",
    "grouped_value",
    "plain_value",
]
