"""Ranges, and values that go from one to another: «بين 20 و30 ألف شخص», «ارتفع من 100 إلى 300 ريال»."""

from __future__ import annotations

from musnad.find.counted import counted_noun
from musnad.find.counts import read_count
from musnad.find.figure_sheet import Found, Sheet
from musnad.find.measured import read_age, read_measure, read_money, read_percent
from musnad.text.numbers import Number


def read_range(sheet: Sheet, number: Number) -> Found | None:
    """«بين 20 و30 ألف شخص», «من 20 إلى 30 دولارا», «20-30 شخصا», «ثلاثة أو أربعة أيام»."""
    if number.ordinal or number.value is None:
        return None
    opener, second = _second_of_range(sheet, number)
    if second is None or second.value is None or second.ordinal:
        return None
    low: int | float = number.value
    if second.scale > 1 and number.scale == 1 and low < 1000:
        low = low * second.scale
    if low >= second.value:
        return None
    whole = _measured(sheet, second) or _listed(sheet, second)
    if whole.last == second.last and opener is None and sheet.norm(number.last + 1) in ("-", "–"):
        return None
    first = number.first if opener is None else opener
    skip = number.skip if opener is None else int(sheet.norm(opener)[1:] in sheet.table.phrases)
    return whole._replace(kind="range", first=first, skip=skip, value=None, low=low, high=second.value)


def read_from_to(sheet: Sheet, number: Number) -> Found | None:
    """«ارتفع من 100 ألف إلى 300 ألف ريال»: the first of two values has the unit of the second."""
    to = sheet.phrase(number.last + 1, "to")
    second = sheet.numbers.get(to[1]) if to else None
    if second is None or number.ordinal or number.value is None or not sheet.phrase(number.first - 1, "from"):
        return None
    whole = _measured(sheet, second)
    if whole is None or (second.scale > 1 and number.scale == 1) or second.first in sheet.covered:
        return None
    return whole._replace(first=number.first, last=number.last, skip=number.skip, value=number.value)


def _second_of_range(sheet: Sheet, number: Number) -> tuple[int | None, Number | None]:
    """Where the range opens with a word of its own, and its second number."""
    after = number.last + 1
    between = sheet.phrase(number.first - 1, "between") is not None
    if between or sheet.phrase(number.first - 1, "from"):
        own = _measured(sheet, number)
        after = own.last + 1 if own else after
    if between and sheet.norm(after) not in ("-", "–"):
        to = sheet.phrase(after, "to")
        second = sheet.numbers.get(to[1] if to else after + (sheet.norm(after) == "و"))
        joined = second is not None and (second.conjoined or to is not None or sheet.norm(after) == "و")
        return (number.first - 1, second) if joined else (None, None)
    if between and sheet.norm(after) in ("-", "–") and number.form == "digits":
        return number.first - 1, sheet.numbers.get(after + 1)
    if to := sheet.phrase(after, "to", "or"):
        opened = sheet.phrase(number.first - 1, "from") is not None and to[0] == "to"
        if to[0] == "to" and not opened and not _is_bare_range(sheet, number, to[1]):
            return None, None
        if to[0] == "to" and _is_change(sheet, number.first):
            return None, None
        return (number.first - 1 if opened else None), sheet.numbers.get(to[1])
    if sheet.norm(after) in ("-", "–") and number.form == "digits":
        return None, sheet.numbers.get(after + 1)
    return None, None


def _is_bare_range(sheet: Sheet, number: Number, at: int) -> bool:
    """Whether «20 إلى 25 شخصا» is a range without «من»: what is counted follows the second number at once."""
    second = sheet.numbers.get(at)
    if second is None or number.skip or number.first - 1 in sheet.ends:
        return False
    own = _measured(sheet, second)
    return own is not None and own.last > second.last and not sheet.ends_phrase(number.first, "label", "rank")


def _listed(sheet: Sheet, number: Number) -> Found:
    """The second number of a range with the noun after it, if one does («20-30 نائبا»)."""
    noun = counted_noun(sheet, number.last + 1, number)
    last = number.last + (noun is not None)
    unit = noun.singular if noun else None
    return Found("count", number.first, last, number.value, unit=unit, counted=unit, person=bool(noun and noun.person))


def _is_change(sheet: Sheet, index: int) -> bool:
    """Whether «من … إلى …» tells a change («ارتفع السعر من 20 إلى 30») and not a range."""
    return any(sheet.phrase(place, "change") for place in range(max(index - 9, 0), index))


def _measured(sheet: Sheet, number: Number) -> Found | None:
    """The figure of a number with what follows it: percent, money, measure or counted noun."""
    for rule in (read_percent, read_money, read_measure, read_age, read_count):
        if found := rule(sheet, number):
            return found
    return None


__all__ = ["read_from_to", "read_range"]
