"""Dates written with numbers: «15/8/2025», «15 أغسطس/آب 2015», «25 شوال 1436 هـ», «عام 2014», and months by themselves."""

from __future__ import annotations

import re

from musnad.find.calendar import is_day
from musnad.find.date_draft import Draft
from musnad.find.time_words import Scan, Sense
from musnad.text.numbers import Number

#: Years written in four digits without the word year are taken for years within these.
YEARS = range(1800, 2101)
#: Numbers after the word year that are Hijri without saying so.
HIJRI_YEARS = range(1340, 1501)


def read_numeric(scan: Scan, draft: Draft, at: int) -> int | None:
    number = scan.number(at)
    if number is None or draft.day or draft.month or number.form != "digits":
        return None
    read = numeric_at(scan, number)
    if read is None:
        return _month_of_year(scan, draft, number) or _day_of_month(scan, draft, number)
    first, second, third, after = read
    if not _enter_numeric(draft, first, second, third):
        return None
    return _iso_clock(scan, draft, _over_era(scan, after))


_ISO_HOUR = re.compile(r"t([01]\d|2[0-4])")


def _iso_clock(scan: Scan, draft: Draft, at: int) -> int:
    """Over the time of «2015-08-08T14:30:00Z» or «…+03:00», if the date has one glued to it."""
    hour = _ISO_HOUR.fullmatch(scan.norm(at))
    minute = scan.norm(at + 2)
    if not hour or draft.clock or not (scan.glued(at) and scan.is_mark(at + 1, ":") and minute[:2].isdigit()):
        return at
    draft.clock, after = f"T{hour[1]}:{minute[:2]}", at + 3
    if scan.is_mark(after, ":") and scan.norm(after + 1)[:2].isdigit():
        after += 2
    last = scan.norm(after - 1)
    if last.endswith("z") or (scan.norm(after) == "z" and scan.glued(after)):
        draft.clock += "Z"
        return after + (not last.endswith("z"))
    if scan.is_mark(after, "+-") and scan.is_mark(after + 2, ":") and scan.glued(after + 1):
        draft.clock += f"{scan.norm(after)}{scan.norm(after + 1)}:{scan.norm(after + 3)}"
        return after + 4
    return after


def _month_of_year(scan: Scan, draft: Draft, number: Number) -> int | None:
    """«2/2013», «2013/02»: a month and a year, nothing more."""
    mark, second = number.last + 1, scan.number(number.last + 2)
    if draft.year or second is None or not scan.is_mark(mark, "/") or not (scan.glued(mark) and scan.glued(mark + 1)):
        return None
    one, other = scan.norm(number.last), scan.norm(second.last)
    month, year = (one, other) if len(other) == 4 else (other, one)
    if not (month.isdigit() and year.isdigit() and len(year) == 4) or int(year) not in YEARS or not 1 <= int(month) <= 12:
        return None
    if len(month) > 2 or scan.is_mark(second.last + 1, "/-"):
        return None
    draft.month, draft.year = int(month), int(year)
    return second.last + 1


def _day_of_month(scan: Scan, draft: Draft, number: Number) -> int | None:
    """«الجمعة 15/8», «يوم 15/8», «بتاريخ 15/8»: a day and a month, where a word for days leads to them."""
    mark, second = number.last + 1, scan.number(number.last + 2)
    led = draft.weekday or scan.sense(number.first - 1, "equals") or _is_day_word(scan, number.first - 1)
    if not led or second is None or not scan.is_mark(mark, "/") or not (scan.glued(mark) and scan.glued(mark + 1)):
        return None
    day, month = scan.norm(number.last), scan.norm(second.last)
    if not (day.isdigit() and month.isdigit()) or max(len(day), len(month)) > 2 or scan.is_mark(second.last + 1, "/-"):
        return None
    if not is_day(LEAP, int(month), int(day)):
        return None
    draft.day, draft.month = int(day), int(month)
    return second.last + 1


#: A year that has every day.
LEAP = 2024


def _is_day_word(scan: Scan, index: int) -> bool:
    unit = scan.sense(index, "unit_singular")
    return unit is not None and unit.key == "day" and not unit.entry.definite


def numeric_at(scan: Scan, number: Number) -> tuple[str, str, str, int] | None:
    """Three numbers of a date and the index after them: 15/8/2025, 2025-08-15, 15.8.2025."""
    at = number.last
    groups = scan.words[at].norm.split(".")
    if len(groups) == 3:
        return (*groups, at + 1) if _fits(groups) else None  # type: ignore[return-value]
    mark, other = scan.norm(at + 1), scan.norm(at + 3)
    dashes = mark in _DASHES and other in _DASHES
    if mark not in ("/", "-", "–", "\\") or not (other == mark or dashes) or at + 4 >= scan.size:
        return None
    three = [scan.norm(place) for place in (at, at + 2, at + 4)]
    loose = scan.words[at + 4].stop - scan.words[at].start > sum(map(len, three)) + 2
    if mark != "/" and (loose or other != mark) and not (len(three[2]) == 4 and scan.sense(at + 5, "era")):
        return None  # «24- 10 - 1436هـ» is one
    return (*three, at + 5) if _fits(three) else None  # type: ignore[return-value]


_DASHES = frozenset("-–")


def _fits(groups: list[str]) -> bool:
    if not all(group.isdigit() for group in groups):
        return False
    lengths = [len(group) for group in groups]
    return (lengths[0] == 4 and max(lengths[1:]) <= 2) or (max(lengths[:2]) <= 2 and lengths[2] in (2, 4))


def _enter_numeric(draft: Draft, first: str, second: str, third: str) -> bool:
    """Fill the slots from three numbers; a day that is none is kept with its reason."""
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        day, month, year = int(first), int(second), int(third)
        year += 2000 if len(third) == 2 else 0
        if month > 12 >= day:
            day, month = month, day
        elif day <= 12 and day != month and year not in HIJRI_YEARS and is_day(year, day, month):
            draft.alternatives = (f"{year:04}-{day:02}-{month:02}",)
    if year in HIJRI_YEARS:
        draft.hijri_day, draft.hijri_month, draft.hijri_year = day, month, year
        return True
    if not 1000 <= year <= 2999:
        return False
    if not is_day(year, month, day):
        draft.reason = "no such month" if not 1 <= month <= 12 else "no such day"
    draft.day, draft.month, draft.year = day, month, year
    return True


def _over_era(scan: Scan, at: int) -> int:
    era = scan.sense(at, "era")
    return era.last + 1 if era else at


def is_day_number(number: Number) -> bool:
    return isinstance(number.value, int) and 1 <= number.value <= 99 and number.scale == 1 and number.form != "vague"


def read_day_month(scan: Scan, draft: Draft, at: int) -> int | None:
    """«15 أغسطس/ آب 2015», «الأول من مايو», «الخامس والعشرين من شهر رمضان», «6th, May»."""
    number = scan.number(at)
    if number is None or not is_day_number(number) or number.reason:
        return None
    before = scan.sense(number.first - 1, "unit_singular") if number.ordinal and number.definite else None
    if before and before.entry.definite and before.key != "day":
        return None  # «الأسبوع الأول من يناير»
    if scan.sense(number.first - 1, "half_year", "quarter_year"):
        return None  # «النصف الأول من الشهر»
    at = number.last + 1
    if draft.part and scan.is_mark(at, "-–/") and (second := scan.number(at + 1)) and is_day_number(second):
        at = second.last + 1  # «ليل 15-16 يوليو»: the night belongs to the first day
    if scan.norm(at) in ("st", "nd", "rd", "th") and scan.glued(at):
        at += 1
        at += scan.is_mark(at, ",")
    this = scan.sense(at, "dir") if number.form == "digits" and (number.value or 0) <= 31 and draft.is_empty() else None
    if this and this.value == "this" and this.entry.definite and scan.sense(number.first - 1, "in"):
        draft.day, draft.unit, draft.direction = int(number.value or 0), "month", "this"
        return this.last + 1  # «في 25 الجاري»
    linked = scan.sense(at, "of") is not None
    if linked or (scan.is_mark(at, "/-") and scan.sense(at + 1, "month")):
        at += 1
    return _month_with_day(scan, draft, at, int(number.value or 0), linked)


def _month_with_day(scan: Scan, draft: Draft, at: int, day: int, linked: bool) -> int | None:
    this = scan.sense(at, "this", "that") if linked else None
    unit = scan.sense(this.last + 1 if this else at, "unit_singular")
    if unit and unit.key == "month" and not unit.entry.skip:
        at = unit.last + 1
        if unit.entry.definite:
            if not linked:
                return None
            return _day_of_relative_month(scan, draft, at, day)
    month = scan.sense(at, "month", "hijri_month")
    if month is None or month.entry.skip:
        return None
    hijri = month.entry.kind == "hijri_month"
    if (draft.hijri_day or draft.hijri_month) if hijri else (draft.day or draft.month):
        return None
    if hijri:
        draft.hijri_day, draft.hijri_month = day, int(month.value)
        draft.doubtful = unit is None and month.entry.form in scan.table.numbers.surfaces  # «صفر» is also zero
    else:
        draft.day, draft.month = day, int(month.value)
    return _after_month(scan, draft, month)


def _day_of_relative_month(scan: Scan, draft: Draft, at: int, day: int) -> int | None:
    direction = scan.sense(at, "dir")
    before = scan.sense(at - 2, "this", "that")
    if direction is None and not draft.day and day <= 31 and before is None and scan.sense(at - 1, "unit_singular"):
        draft.day, draft.unit, draft.direction = day, "month", "this"  # «يوم 15 من الشهر»
        return at
    if direction is None and before and not draft.day and day <= 31:
        draft.day, draft.unit, draft.direction = day, "month", "this" if before.value == "this" else "same"
        return at
    if direction is None or draft.day or day > 31:
        return None
    draft.day, draft.unit, draft.direction = day, "month", direction.value
    return direction.last + 1


def read_first_day(scan: Scan, draft: Draft, at: int) -> int | None:
    """«فاتح نوفمبر», «غرة رمضان»: the first of the month."""
    word = scan.sense(at, "first_day")
    if word is None or draft.day or draft.hijri_day:
        return None
    return _month_with_day(scan, draft, word.last + 1, 1, True)


def read_month(scan: Scan, draft: Draft, at: int) -> int | None:
    """A month without a day, «شهر» before it or not."""
    unit = scan.sense(at, "unit_singular")
    if unit and unit.key == "month":
        month = scan.sense(unit.last + 1, "month", "hijri_month")
    else:
        unit, month = None, scan.sense(at, "month", "hijri_month")
    if month is None or (unit and month.entry.skip) or (month.entry.skip and draft.last >= 0):
        return None
    day = scan.by_last.get(at - 1 - (scan.sense(at - 1, "of") is not None))
    name = scan.sense(day.first - 1 if day else at - 1, "day_name")
    if name and (day or not (unit or name.entry.definite)):
        return None  # «شارع 26 يوليو», «مدينة السادس من أكتوبر», «شركة نيسان»
    if draft.month or draft.hijri_month or draft.unit or draft.deictic or draft.weekday or scan.sense(at - 1, "not_time"):
        return None
    if month.entry.kind == "month" and month.entry.definite:
        return None
    if month.entry.kind == "hijri_month":
        draft.hijri_month = int(month.value)
    else:
        draft.month = int(month.value)
    draft.doubtful = unit is None and month.entry.form in scan.table.doubtful
    return _day_and_year(scan, draft, month.last + 1) or _after_month(scan, draft, month)


def _day_and_year(scan: Scan, draft: Draft, at: int) -> int | None:
    """«أغسطس 15، 2015»: the day behind its month, where a comma and the year follow."""
    day, year = scan.number(at), scan.number(at + 2)
    if day is None or year is None or not draft.month or draft.day or not scan.is_mark(at + 1, "،,"):
        return None
    if day.form != "digits" or day.last != at or not isinstance(day.value, int) or year.value not in YEARS:
        return None
    if not is_day(int(year.value or 0), draft.month, day.value) or len(scan.norm(at + 2)) != 4:
        return None
    draft.day, draft.doubtful = day.value, False
    return at + 2


def _after_month(scan: Scan, draft: Draft, month: Sense) -> int:
    """Over the month's name in another region («أغسطس/ آب», «مايو (أيار)»)."""
    after = month.last + 1
    if (twin := scan.sense(after, "month")) and twin.value == month.value and month.entry.kind == "month":
        return twin.last + 1
    if scan.is_mark(after, "/(-\\") or scan.norm(after) == "او":
        again = scan.sense(after + 1, "month")
        if again and again.value == month.value and again.entry.kind == month.entry.kind:
            draft.doubtful = False
            after = again.last + 1
            if scan.is_mark(month.last + 1, "(") and scan.is_mark(after, ")"):
                after += 1
    return after


def read_year(scan: Scan, draft: Draft, at: int) -> int | None:
    """«عام 2014», «سنة 1436 هـ», and the four digits after a month."""
    word = scan.sense(at, "unit_singular", "unit_pair", "unit_plural", "unit_dual")
    if word and word.key == "year":
        after = word.last + 1
        after += scan.is_mark(after, "(")
        number = scan.number(after)
        opened = after > word.last + 1
    else:
        word, opened, number = None, False, scan.number(at)
    if number is None or number.skip or number.ordinal or not is_year(scan, draft, number, word):
        return None
    after = number.last + 1
    second = scan.number(after + 1) if number.value in HIJRI_YEARS and scan.is_mark(after, "/-–") else None
    if second and second.value == int(number.value or 0) + 1:
        draft.hijri_second, after = int(second.value), second.last + 1
    era = scan.sense(after, "era")
    hijri = era.value == "ah" if era else _means_hijri(draft, int(number.value or 0))
    if (draft.hijri_year if hijri else draft.year) is not None:
        return None
    if era and era.value == "bce":
        draft.before_christ = True
    if hijri:
        draft.hijri_year = int(number.value or 0)
    else:
        short = word is not None and era is None and number.value in SHORT_YEARS
        draft.year = int(number.value or 0) + 1900 * short
    after = era.last + 1 if era else after
    opened = opened or (scan.is_mark(number.first - 1, "(") and draft.last >= 0)
    return after + 1 if opened and scan.is_mark(after, ")") else after


def is_year(scan: Scan, draft: Draft, number: Number, word: Sense | None) -> bool:
    value = number.value
    if not isinstance(value, int) or number.form == "mixed":
        return False
    digits = number.form == "digits" and scan.words[number.last].norm.isdigit() and not number.definite
    era = scan.sense(number.last + 1, "era")
    if era and era.value == "ah" and (word or draft.hijri_month) and 1 <= value <= max(HIJRI_YEARS) and not draft.hijri_year:
        return True
    if era and era.value in ("sh", "am"):
        return False  # of another calendar
    if era and era.value == "bce" and (word or draft.month):
        return True
    if word and era and era.value == "ce":
        return 1 <= value <= 2999
    if word and _is_short(scan, number, word):
        return True
    if word:
        return 1 <= value <= 2999 and (not digits or len(scan.words[number.last].norm) >= 3) and value > 99
    if scan.is_mark(number.first - 1, "(") and draft.hijri_year and value in YEARS:
        return True
    if not (draft.month or draft.hijri_month or draft.season):
        return False
    if number.form == "words":
        return 1900 <= value <= 2100
    return digits and (value in YEARS or value in HIJRI_YEARS) and len(scan.words[number.last].norm) == 4


#: Years of the last century that two digits mean after «عام»: later ones are told in full.
SHORT_YEARS, HUNDRED = range(30, 100), 100


def _is_short(scan: Scan, number: Number, word: Sense) -> bool:
    """Whether two digits after «عام» are a year of the last century («عام 67») and count nothing."""
    after = number.last + 1
    plain = number.form == "digits" and number.value in SHORT_YEARS and number.scale == 1 and not number.definite
    if not plain or word.entry.kind != "unit_singular" or scan.is_mark(after, "%/-–:"):
        return False
    hundred = scan.number(after + (scan.sense(after, "in") is not None))  # «40 في المئة»
    counts = scan.norm(after) in scan.table.counted or scan.sense(after, "unit_singular", "unit_plural")
    return not counts and (hundred is None or hundred.value != HUNDRED)


def _means_hijri(draft: Draft, year: int) -> bool:
    return year in HIJRI_YEARS and (draft.hijri_month is not None or draft.month is None)


__all__ = [
    "HIJRI_YEARS",
    "YEARS",
    "is_day_number",
    "is_year",
    "numeric_at",
    "read_day_month",
    "read_first_day",
    "read_month",
    "read_numeric",
    "read_year",
]
