"""Durations: numbers with units, duals, halves and sums («ساعتين و45 دقيقة»), and the points in time counted by them."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from musnad.find.hits import Hit
from musnad.find.time_words import ARTICLE, Scan, Sense
from musnad.text.numbers import Number, plain_value

#: Units from the longest to the shortest; the ISO letter, and how many of the next it has where a half is counted so.
_ORDER = ("century", "decade", "year", "season", "month", "week", "night", "day", "hour", "minute", "second")
_LETTER = {"year": "Y", "season": "Y", "month": "M", "week": "W", "day": "D", "night": "D"}
_CLOCK = {"hour": "H", "minute": "M", "second": "S"}
#: How a fraction of a unit is told in smaller units.
_SMALLER = {
    "year": (12, "month"), "day": (24, "hour"), "hour": (60, "minute"), "minute": (60, "second"), "month": (30, "day"),
    "century": (100, "year"), "decade": (10, "year"),
}  # fmt: skip
_UNITS = ("unit_singular", "unit_plural")


class Length(NamedTuple):
    """A stretch of time: amounts by unit (None is vague), from word `first` to word `last`."""

    first: int
    last: int
    amounts: tuple[tuple[str, Fraction | None], ...]
    skip: int = 0
    definite: bool = False
    conjoined: bool = False
    preposition: str = ""

    @property
    def unit(self) -> str:
        """The first and longest unit."""
        return self.amounts[0][0]

    @property
    def vague(self) -> bool:
        return any(amount is None for _, amount in self.amounts)


def read_length(scan: Scan, index: int, *, bare: bool = False) -> Length | None:
    """The length that begins at a word; `bare` lets a unit without a number stand for one («قبل يوم»)."""
    length = _item(scan, index, bare)
    if length is None:
        return None
    length = _with_share(scan, length)
    while not length.vague and (more := _added(scan, length)) is not None:
        length = more
    return length


def _item(scan: Scan, index: int, bare: bool) -> Length | None:
    if fraction := _fraction(scan, index):
        return fraction
    if number := scan.number(index):
        return _counted(scan, number)
    if few := _few(scan, index):
        return few
    if dual := scan.sense(index, "unit_dual", "unit_pair"):
        if dual.entry.definite and (scan.number(dual.last + 1) or is_public(scan, dual)):
            return None  # «في الدقيقتين 17 و71»
        if dual.entry.kind == "unit_pair" and not scan.sense(dual.last + 1, "unit_singular"):
            return None
        return _length(dual, Fraction(2))
    if unit := scan.sense(index, "unit_plural"):
        return _length(unit, None) if bare and not unit.entry.definite else None
    unit = scan.sense(index, "unit_singular")
    if unit is None or unit.entry.definite:
        return None
    one = scan.number(index + 1)
    alike = one is not None and scan.norm(one.last).endswith("ه") == scan.norm(index).endswith("ه")  # «كيلووات ساعة واحد»
    if one and alike and one.value == 1 and one.form == "words" and not one.definite and not one.ordinal and not one.skip:
        return Length(index, one.last, ((unit.key, Fraction(1)),), *_attached(unit))
    if bare or scan.sense(index + 1, "whole", "share", "lack") or _is_summed(scan, unit):
        return _length(unit, Fraction(1))
    return None


def is_public(scan: Scan, unit: Sense) -> bool:
    """Whether «العامين» are those of public office («المدعين العامين»): a definite plural or dual stands right before."""
    before = scan.norm(unit.first - 1)
    return unit.key == "year" and before.startswith(ARTICLE) and before.endswith(("ين", "ون", "ان"))


def _is_summed(scan: Scan, unit: Sense) -> bool:
    """Whether a shorter length is added at once («سنة وثلاثة أشهر»)."""
    after = unit.last + 1
    dual = scan.sense(after, "unit_dual")
    if dual and dual.entry.conjoined:
        return _ORDER.index(dual.key) > _ORDER.index(unit.key)  # «عام وشهران»
    number = scan.number(after + (scan.norm(after) == "و"))
    if number is None or not (number.conjoined or number.first > after) or number.ordinal:
        return False
    added = scan.sense(number.last + 1, *_UNITS)
    return added is not None and _ORDER.index(added.key) > _ORDER.index(unit.key)


def _attached(sense: Sense) -> tuple[int, bool, bool, str]:
    entry = sense.entry
    return entry.skip, entry.definite, entry.conjoined, entry.preposition


def _length(sense: Sense, amount: Fraction | None) -> Length:
    return Length(sense.first, sense.last, ((sense.key, amount),), *_attached(sense))


def _counted(scan: Scan, number: Number) -> Length | None:
    """A number and its unit: «3 ساعات», «عشرين عاما», «الـ24 ساعة»."""
    unit = scan.sense(number.last + 1, *_UNITS)
    if unit is None or number.ordinal or number.reason or number.value == 0 or unit.entry.preposition or unit.entry.conjoined:
        return None
    both = number.definite and number.form == "words" and unit.entry.kind == "unit_plural"
    if unit.entry.definite and not (number.form == "vague" or both):
        return None
    amount = None if number.value is None else _exact(number.value)
    return Length(
        number.first, unit.last, ((unit.key, amount),), number.skip, number.definite, number.conjoined, number.preposition
    )


def _exact(value: int | float) -> Fraction:
    return Fraction(value) if isinstance(value, int) else Fraction(str(value))


def _few(scan: Scan, index: int) -> Length | None:
    """Some hours, a few days: a vague word before a plural."""
    vague = scan.sense(index, "several")
    unit = scan.sense(vague.last + 1, "unit_plural") if vague else None
    if vague is None or unit is None or unit.entry.skip:
        return None
    if unit.entry.definite and not vague.entry.definite and vague.value != "of":
        return None
    return Length(index, unit.last, ((unit.key, None),), *_attached(vague))


def _fraction(scan: Scan, index: int) -> Length | None:
    """Half an hour, a quarter of a century, two thirds of a year, three quarters of an hour."""
    words = scan.table.numbers.surfaces
    word = words.get(scan.norm(index))
    if word is None:
        return None
    share, after = Fraction(word.value), index + 1
    if word.role == "unit" and (following := words.get(scan.norm(after))) and following.role == "fraction_pl":
        share, after = share * Fraction(following.value), after + 1
    elif word.role != "fraction" or word.definite:
        return None
    unit = scan.sense(after, "unit_singular")
    if unit is None or unit.entry.skip:
        return None
    return Length(index, unit.last, ((unit.key, share),), word.skip, False, word.conjoined, word.preposition)


def _with_share(scan: Scan, length: Length) -> Length:
    """Add «ونصف (الساعة)», «وربع», take away «إلا ربعا»."""
    share = scan.sense(length.last + 1, "share", "lack")
    unit, amount = length.amounts[-1]
    if share is None or amount is None:
        return length
    last = share.last
    again = scan.sense(last + 1, "unit_singular")
    if again and not again.entry.skip:
        if again.key != unit:  # another unit: «سنة ونصف شهر» is a sum
            return length
        last = again.last
    elif scan.norm(last + 1) and scan.number(last + 1):
        return length
    part = Fraction(share.value) * (-1 if share.entry.kind == "lack" else 1)
    return Length(length.first, last, (*length.amounts[:-1], (unit, amount + part)), *_rest(length))


def _rest(length: Length) -> tuple[int, bool, bool, str]:
    return length.skip, length.definite, length.conjoined, length.preposition


def _added(scan: Scan, length: Length) -> Length | None:
    """Add «و45 دقيقة»: a length in a smaller unit, joined by the conjunction."""
    index = length.last + 1
    if scan.norm(index) == "و":
        index += 1
        joined = True
    else:
        joined = False
    more = _item(scan, index, True)
    if more is None or more.vague or not (joined or more.conjoined) or more.preposition or more.definite:
        return None
    if _ORDER.index(more.unit) <= _ORDER.index(length.amounts[-1][0]):
        return None
    if more.first == more.last and scan.sense(index, "unit_singular") and not joined and scan.number(index + 1):
        return None
    added = _with_share(scan, more)
    return Length(length.first, added.last, length.amounts + added.amounts, *_rest(length))


def iso_duration(length: Length) -> str:
    """ISO 8601 value of a length; X stands for a vague amount.

    Decades and centuries become years; fractions are told in the next smaller unit.
    """
    sums: dict[str, Fraction | None] = {}
    for unit, amount in length.amounts:
        _spread(sums, unit, amount)
    days = "".join(_piece(sums, unit, letter) for unit, letter in _LETTER.items() if unit not in ("season", "night"))
    clock = "".join(_piece(sums, unit, letter) for unit, letter in _CLOCK.items())
    return "P" + days + ("T" + clock if clock else "")


def _spread(sums: dict[str, Fraction | None], unit: str, amount: Fraction | None) -> None:
    unit = {"season": "year", "night": "day"}.get(unit, unit)
    if amount is None:
        sums["year" if unit in ("decade", "century") else unit] = None
        return
    if unit in ("decade", "century"):
        unit, amount = "year", amount * (10 if unit == "decade" else 100)
    whole = int(amount)
    if whole or amount == whole:
        sums[unit] = (sums.get(unit) or Fraction(0)) + whole
    if amount > whole:
        smaller = _SMALLER.get(unit)
        if smaller is None:
            sums[unit] = (sums.get(unit) or Fraction(0)) + (amount - whole)
        else:
            _spread(sums, smaller[1], (amount - whole) * smaller[0])


def _piece(sums: dict[str, Fraction | None], unit: str, letter: str) -> str:
    if unit not in sums:
        return ""
    amount = sums[unit]
    return f"X{letter}" if amount is None else f"{plain_value(amount)}{letter}"


def offset_of(length: Length, sign: int) -> str | None:
    """The relative that a length before or after the anchor means, in its own unit; None for hours and vague lengths."""
    if length.vague or length.unit in _CLOCK:
        return None
    unit, amount = length.amounts[0]
    unit = {"season": "year", "night": "day"}.get(unit, unit)
    months = {"year": 12, "month": 1}
    if len(length.amounts) > 1 or (amount is not None and amount.denominator > 1):
        if unit not in months:
            unit, amount = _in_years(unit, amount)
        if unit not in months or any(other not in months for other, _ in length.amounts[1:]):
            return f"{unit}{sign * round(amount or 0):+d}"
        rest = sum(((part or Fraction(0)) * months[other] for other, part in length.amounts[1:]), Fraction(0))
        total = (amount or Fraction(0)) * months[unit] + rest
        unit, amount = ("year", total / 12) if total % 12 == 0 else ("month", Fraction(round(total)))
    return None if amount is None else f"{unit}{sign * round(amount):+d}"


_MINUTES = {"hour": Fraction(60), "minute": Fraction(1), "second": Fraction(1, 60)}


def clock_offset_of(length: Length, sign: int) -> str | None:
    """The relative ``minute-120`` that hours and minutes before or after a moment mean; None for other or vague lengths."""
    total = Fraction(0)
    for unit, amount in length.amounts:
        if unit not in _MINUTES or amount is None:
            return None
        total += amount * _MINUTES[unit]
    return f"minute{sign * round(total):+d}"


def _in_years(unit: str, amount: Fraction | None) -> tuple[str, Fraction | None]:
    factor = {"decade": 10, "century": 100}.get(unit)
    return ("year", amount * factor) if factor and amount is not None else (unit, amount)


def hit_of(length: Length, rule: str) -> Hit:
    """The hit of a plain duration."""
    return Hit(length.first, length.last, "duration", iso_duration(length), skip=length.skip, rule=rule)


__all__ = ["Length", "clock_offset_of", "hit_of", "is_public", "iso_duration", "offset_of", "read_length"]
