"""Measures back into Arabic words, unit and attribute agreeing: «كيلومتران مربعان», «3 كيلومترات مربعة», «12 كيلومترا مربعا»."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from musnad.find.formatting_numbers import DUAL_ENDINGS, digits, one
from musnad.text.lexicon import Row, table
from musnad.text.nouns import accusative, dual
from musnad.text.numbers import FORMS

_FEMININE = "ة"


class _Unit(NamedTuple):
    """The words of a unit: singular, plural (the singular where it has none), what stands behind it, whether that agrees."""

    singular: str
    plural: str
    behind: str
    agrees: bool

    @property
    def construct(self) -> bool:
        """Whether a noun stands behind the unit that its dual would lose its ending before («نقطة أساس»)."""
        return bool(self.behind) and not self.agrees and " " not in self.behind


def measure_in_words(value: int | float, symbol: str) -> str:
    """A measure in the words of its unit; the symbol where the table of measures does not know it.

    >>> [measure_in_words(value, "km2") for value in (1, 2, 3, 12)]
    ['كيلومتر مربع واحد', 'كيلومتران مربعان', '3 كيلومترات مربعة', '12 كيلومترا مربعا']
    >>> measure_in_words(120, "km/h"), measure_in_words(3.5, "t"), measure_in_words(5, "parsec")
    ('120 كيلومترا في الساعة', '3.5 طن', '5 parsec')
    """
    unit = _units().get(symbol)
    if unit is None:
        return f"{digits(value)} {symbol}"
    whole = float(value).is_integer()
    last = int(abs(value)) % 100 if whole else 0
    if value == 1:
        single = one(unit.singular.endswith(_FEMININE))
        return _joined(unit.singular, *((single, unit.behind) if " " in unit.behind else (unit.behind, single)))
    if value == 2 and unit.plural != unit.singular and not unit.construct:
        ending = DUAL_ENDINGS["nominative"]
        return _joined(dual(unit.singular, ending), dual(unit.behind, ending) if unit.agrees else unit.behind)
    if unit.plural == unit.singular:
        return _joined(digits(value), unit.singular, unit.behind)  # «12 ميغاوات»
    if 3 <= last <= 10:
        return _joined(digits(value), unit.plural, _feminine(unit.behind) if unit.agrees else unit.behind)
    if last >= 11:
        return _joined(digits(value), accusative(unit.singular), accusative(unit.behind) if unit.agrees else unit.behind)
    return _joined(digits(value), unit.singular, unit.behind)


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def _feminine(attribute: str) -> str:
    """Plurals of things take a feminine attribute."""
    return attribute if attribute.endswith(_FEMININE) else attribute + _FEMININE


@cache
def _units() -> dict[str, _Unit]:
    """Units by symbol, the first row of each; those told by signs alone are left out."""
    found: dict[str, _Unit] = {}
    for row in table("measures"):
        unit = _unit(row)
        if unit and row["symbol"] not in found:
            found[row["symbol"]] = unit
    return found


def _unit(row: Row) -> _Unit | None:
    forms = [form.strip() for form in row["forms"].split(FORMS)]
    after = [form.strip() for form in row["after"].split(FORMS) if form.strip()]
    singular, _, more = forms[0].partition(" ")
    if not singular.isalpha() or singular.isascii():
        return None
    if more and not row["plural"]:
        return _Unit(forms[0], forms[0], "", False)  # foreign words: «كيلو متر» changes as one
    behind = after[0] if after else more
    return _Unit(singular, row["plural"] or singular, behind, _agrees(behind, after))


def _agrees(behind: str, after: list[str]) -> bool:
    """Whether what stands behind a unit is its attribute («مربع», «مئوية») and not «في الساعة»."""
    return " " not in behind and (behind.endswith(_RELATIVE) or behind + _ALIF in after)


_RELATIVE, _ALIF = "ية", "ا"


__all__ = ["measure_in_words"]
