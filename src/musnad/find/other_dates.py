"""Days of the Solar Hijri and the Coptic calendar («22 بهمن 1357», «1 توت 1735 للشهداء») and holidays («عيد الفطر»)."""

from __future__ import annotations

from typing import NamedTuple

from musnad.find.calendar import resolve
from musnad.find.date_numbers import HIJRI_YEARS, YEARS
from musnad.find.date_values import HOW
from musnad.find.dates import read_date
from musnad.find.hijri import hijri_value
from musnad.find.hits import Hit
from musnad.find.other_calendars import SOLAR_YEARS, days_in, value_in
from musnad.find.tenses import tense_at
from musnad.find.time_words import Scan, Sense
from musnad.text.numbers import Number

#: Years of each calendar that need no era behind them.
_PLAIN_YEARS = {"solar": SOLAR_YEARS, "coptic": range(1600, 1900)}
#: Their eras; the plain Hijri one stands behind names that are no other word alone.
_ERAS = {"solar": ("sh", "ah"), "coptic": ("am",)}
_DAYS = range(1, 32)


class _Year(NamedTuple):
    """A year of another calendar and the last word of it, era and all."""

    value: int | None
    last: int


def read_other_date(scan: Scan, index: int) -> Hit | None:
    """A day or a month of another calendar, with its weekday before and its Gregorian day behind it, if they are told."""
    if whole := _year_alone(scan, index):
        return whole
    at, skip = _over_weekday(scan, index)
    number = scan.number(at)
    day = int(number.value or 0) if number and number.value in _DAYS and not (number.skip and at > index) else None
    if number and day is None:
        return None
    after = number.last + 1 if number else at
    after += number is not None and scan.sense(after, "of") is not None
    unit = scan.sense(after, "unit_singular")
    after += unit is not None and unit.key == "month" and not unit.entry.definite
    month = scan.sense(after, "other_month")
    if month is None or (month.entry.skip and after > index) or month.entry.definite:
        return None
    calendar, _, of_year = month.value.partition(":")
    year = _year_at(scan, month.last + 1, calendar)
    hit = Hit(index, year.last, "date", skip=number.skip if number and at == index else skip, rule="other calendar")
    return _valued(scan, hit, (calendar, year.value, int(of_year), day))


def _year_alone(scan: Scan, index: int) -> Hit | None:
    """«عام 1357 هـ ش», «سنة 1735 للشهداء»: all of a year, from its first day to its last."""
    unit = scan.sense(index, "unit_singular")
    number = scan.number(unit.last + 1) if unit and unit.key == "year" else None
    era = scan.sense(number.last + 1, "era") if number else None
    calendar = next((one for one, eras in _ERAS.items() if era and era.value == eras[0]), None)
    if unit is None or number is None or era is None or calendar is None or not isinstance(number.value, int):
        return None
    first, last = days_in(calendar, number.value, 1), days_in(calendar, number.value, 13 if calendar == "coptic" else 12)
    value = f"{first[0].isoformat()}/{last[1].isoformat()}" if first and last else None
    reason = None if value else "no such year"
    return Hit(index, era.last, "date", value, skip=unit.entry.skip, reason=reason, rule="year of another calendar")


def _over_weekday(scan: Scan, index: int) -> tuple[int, int]:
    """The index after «الخميس», «يوم», «يوم الخميس», and what is attached to the first word."""
    at = index
    unit = scan.sense(at, "unit_singular")
    first = unit if unit and unit.key == "day" and not unit.entry.definite else None
    at += first is not None
    if weekday := scan.sense(at, "weekday"):
        first, at = first or weekday, weekday.last + 1
        at += scan.is_mark(at, "،,")
    if first is None and (group := scan.found.get(index)):
        return at, group.entries[0].skip
    return at, first.entry.skip if first else 0


def _year_at(scan: Scan, at: int, calendar: str) -> _Year:
    """The year behind a month of a calendar: in its era, or a number that only its years are."""
    unit = scan.sense(at, "unit_singular")
    number = scan.number(at + (unit is not None and unit.key == "year"))
    if number is None or not isinstance(number.value, int) or number.skip or number.ordinal:
        return _Year(None, at - 1)
    era = scan.sense(number.last + 1, "era")
    told = era is not None and era.value in _ERAS[calendar][: 2 if scan.norm(at - 1) in scan.table.plain_months else 1]
    if not told and number.value not in _PLAIN_YEARS[calendar]:
        return _Year(None, at - 1)
    return _Year(number.value, era.last if era and told else number.last)


def _valued(scan: Scan, hit: Hit, told: tuple[str, int | None, int, int | None]) -> Hit | None:
    """The hit with its value, or its relative where no year is told; names that are common words need day and year."""
    calendar, year, month, day = told
    if year is None and (day is None or not _is_plain_name(scan, hit)):
        return None
    if year is None:
        how = tense_at(scan, hit.first, hit.last) or "near"
        return hit._replace(relative=f"{_FAR.get(how, how)}-{calendar}{month:02}-{day:02}")
    value = value_in(calendar, year, month, day)
    hit = hit._replace(value=value, reason=None if value else "no such day")
    return with_twin(scan, hit)


#: A verb that stands far off tells little of a day's year.
_FAR = {"past": "recent", "coming": "soon"}


def _is_plain_name(scan: Scan, hit: Hit) -> bool:
    """Whether a month's name is no other word."""
    return scan.norm(hit.last) in scan.table.plain_months


def with_twin(scan: Scan, hit: Hit) -> Hit:
    """A date with the same day in another calendar behind it: «22 بهمن 1357 الموافق 11 فبراير 1979» is one expression."""
    equals = scan.sense(hit.last + 1 + scan.is_mark(hit.last + 1, "،,"), "equals")
    if equals is None:
        return hit
    if hit.rule != "other calendar":
        twin = read_other_date(scan, equals.last + 1)
        return hit._replace(last=twin.last) if twin and twin.value else hit
    draft = read_date(scan, equals.last + 1)
    if draft is None or not (draft.day and draft.month and draft.year):
        return hit
    return hit._replace(last=draft.last, value=f"{draft.year:04}-{draft.month:02}-{draft.day:02}", reason=None)


# --- holidays ---------------------------------------------------------------------------------------------------------


def read_holiday(scan: Scan, index: int) -> Hit | None:
    """«عيد الفطر», «أول أيام عيد الأضحى», «عاشوراء 1445»: where the words around it tell a time and not a feast."""
    number = scan.number(index)
    unit = scan.sense(number.last + 1, "unit_plural") if number and number.ordinal and not number.definite else None
    counted = number is not None and unit is not None and unit.key == "day"
    day_word = scan.sense(index, "unit_singular")
    at = unit.last + 1 if unit and counted else index + (day_word is not None and day_word.key == "day")
    if counted and number and (of_month := scan.sense(at + _is_month(scan, at), "hijri_month")):
        return _day_of_hijri(scan, Hit(index, of_month.last, "date", skip=number.skip, rule="day of a month"), of_month, number)
    feast = scan.sense(at, "holiday") or scan.sense(index, "holiday")
    if feast is None or (feast.first > index and feast.entry.skip):
        return None
    if not (counted or feast.first > index or _tells_time(scan, feast)):
        return None
    later = int(number.value or 1) - 1 if counted and number else 0
    skip = number.skip if counted and number else day_word.entry.skip if day_word and feast.first > index else feast.entry.skip
    return _dated_feast(scan, Hit(index, feast.last, "date", skip=skip, rule="holiday"), feast, later)


def _is_month(scan: Scan, at: int) -> bool:
    unit = scan.sense(at, "unit_singular")
    return unit is not None and unit.key == "month"


def _day_of_hijri(scan: Scan, hit: Hit, month: Sense, number: Number) -> Hit | None:
    """«أول أيام رمضان», «ثاني أيام شهر رمضان المقبل»."""
    year, direction = scan.number(month.last + 1), scan.sense(month.last + 1, "dir")
    of_month, day = int(month.value), int(number.value or 1)
    if year and year.value in HIJRI_YEARS:
        era = scan.sense(year.last + 1, "era")
        value, text = hijri_value(int(year.value or 0), of_month, day), f"{year.value:04}-{of_month:02}-{day:02}"
        return hit._replace(last=era.last if era else year.last, value=value, hijri=text, reason=None if value else "no such day")
    how = HOW.get(direction.value) if direction else None
    last = direction.last if direction and how else hit.last
    tense = tense_at(scan, hit.first, last) or "near"
    return hit._replace(last=last, relative=f"{how or _FAR.get(tense, tense)}-h{of_month:02}-{day:02}")


def _tells_time(scan: Scan, feast: Sense) -> bool:
    """Whether a preposition of times stands before a feast, a year behind it, or nothing else is in the text."""
    before = scan.sense(feast.first - 1, "in", "since", "until", "during", "before", "after", "part")
    alone = feast.first == 0 and feast.last == scan.size - 1
    number = scan.number(feast.last + 1)
    year = number is not None and (number.value in YEARS or number.value in HIJRI_YEARS)
    return before is not None or alone or year or scan.sense(feast.last + 1, "dir") is not None


def _dated_feast(scan: Scan, hit: Hit, feast: Sense, later: int) -> Hit | None:
    calendar, month, day = feast.value.split(":")
    of_month, of_day = int(month), int(day) + later
    unit = scan.sense(hit.last + 1, "unit_singular")
    number = scan.number(hit.last + 1 + (unit is not None and unit.key == "year"))
    if number and number.value in HIJRI_YEARS and calendar == "hijri":
        era = scan.sense(number.last + 1, "era")
        value = hijri_value(int(number.value or 0), of_month, of_day)
        text = f"{number.value:04}-{of_month:02}-{of_day:02}"
        return hit._replace(last=era.last if era else number.last, value=value, hijri=text) if value else None
    name = {"hijri": "h", "gregorian": ""}.get(calendar, calendar) + f"{of_month:02}-{of_day:02}"
    if number and number.value in YEARS and len(scan.norm(number.last)) == 4:
        value = resolve(f"in{number.value}-{name}", None)
        return hit._replace(last=number.last, value=value) if value else None
    direction = scan.sense(hit.last + 1, "dir")
    how = HOW.get(direction.value) if direction else None
    last = direction.last if direction and how else hit.last
    tense = tense_at(scan, hit.first, last) or "near"
    return hit._replace(last=last, relative=f"{how or _FAR.get(tense, tense)}-{name}")


__all__ = ["read_holiday", "read_other_date", "with_twin"]
