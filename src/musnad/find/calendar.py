"""Calendar arithmetic on ISO 8601 / TIMEX3 values: relative descriptions to values, values to intervals and seconds.

A *relative* is a small ASCII language that needs no anchor: ``today``, ``yesterday``, ``tomorrow``, ``day-2``, ``week+0``,
``month-1``, ``year+1``, ``decade-1``, ``weekend-1``, ``season-1`` …, and parts of them: ``day05-of-month+1``,
``may-of-year-1``, ``05-15-of-year-1``, ``h09-of-year-1``, ``Q1-of-year+0``; ``last-friday`` and ``next-friday`` (strictly
before and after the anchor), ``second-friday`` (the one after the next), ``before_last-friday``, ``past-friday`` (the nearest
not after it), ``coming-friday`` (the nearest not before it), ``near-friday``; the same for ``may``, ``05-15``, ``summer`` and
the Hijri ``h09`` and ``h09-15``; of months and days ``recent-may`` (the nearest, where it is near, else the past one),
``soon-may``, and ``friday-05-15`` (the nearest, where it is near, else that of the years around the anchor's in which it is a
Friday); ``near-solar11-22`` and ``near-coptic01-01`` of those calendars; ``in2018-h10-01`` (that of a Gregorian year); and
``y2001-09-11``, of that year unless the anchor is before it; ``new-year`` and ``new-season``. `resolve` gives
it its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from musnad.find.hijri import hijri_days, hijri_of, hijri_value
from musnad.find.intervals import add_months, interval_of, is_day, iso_week, last_of_month, season_days
from musnad.find.other_calendars import candidates_in, value_in

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
_NAMED = {"today": ("day", 0), "yesterday": ("day", -1), "tomorrow": ("day", 1)}
_OFFSET = re.compile(r"([a-z]+)([+-]\d+)")
_PART_OF = re.compile(r"([a-zA-Z]+\d*|\d\d-\d\d)-of-([a-z]+)([+-]\d+)")
#: The month in which the seasons of clubs and schools begin.
SEASON_BEGINS = 7
#: The month from which «the new year» is the coming one.
NEW_YEAR = 9
#: Values where a relative has no anchor.
_OPEN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "year": "XXXX", "decade": "XXX", "century": "XX", "season": "XXXX/XXXX",
}  # fmt: skip


@lru_cache(maxsize=8192)
def resolve(relative: str, anchor: date | None) -> str | None:
    """Value of a relative under an anchor; with X where there is none. None where it names no such day or no such year.

    >>> resolve("yesterday", date(2025, 8, 17)), resolve("past-friday", date(2025, 8, 17)), resolve("week-1", date(2025, 8, 17))
    ('2025-08-16', '2025-08-15', '2025-W32')
    >>> resolve("next-monday", None), resolve("month+1", None)
    ('XXXX-WXX-1', 'XXXX-XX')
    """
    try:
        if relative == "new-year":  # until the autumn the one that has begun, then the one to come
            return _offset("year", int(anchor is not None and anchor.month >= NEW_YEAR), anchor)
        if relative == "new-season":  # to the summer the one to come, then the one that begins
            return _offset("season", int(anchor is not None and anchor.month < SEASON_BEGINS), anchor)
        if "/" in relative:
            parts = [resolve(part, anchor) for part in relative.split("/")]
            return None if None in parts else "/".join(map(str, parts))
        if relative[:3] == "nth":
            return _nth(relative, anchor)
        if relative in _NAMED:
            return _offset(*_NAMED[relative], anchor)
        if match := _PART_OF.fullmatch(relative):
            return _part_of(match[1], match[2], int(match[3]), anchor)
        if match := _OFFSET.fullmatch(relative):
            return _offset(match[1], int(match[2]), anchor)
        how, _, what = relative.partition("-")
        return _named(how, what, anchor)
    except (ValueError, OverflowError):
        return None


def _offset(unit: str, count: int, anchor: date | None) -> str | None:
    if anchor is None:
        return _OPEN.get(unit)
    if unit == "day":
        return (anchor + timedelta(days=count)).isoformat()
    if unit in ("week", "weekend"):
        return iso_week(anchor + timedelta(weeks=count)) + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        year, month = add_months(anchor.year, anchor.month, count)
        return f"{year:04}-{month:02}"
    if unit == "quarter":
        year, month = add_months(anchor.year, anchor.month, 3 * count)
        return f"{year:04}-Q{(month + 2) // 3}"
    return _long_offset(unit, count, anchor)


def _long_offset(unit: str, count: int, anchor: date) -> str | None:
    if unit == "season":
        year = anchor.year + count - (anchor.month < SEASON_BEGINS)
        year -= anchor.month == SEASON_BEGINS and count > 0  # in July the next season is the one about to begin
        return f"{year:04}/{year + 1:04}"
    if unit == "year":
        return _year(anchor.year + count)
    if unit == "decade":
        return _year(anchor.year + 10 * count)[:3]
    if unit == "century":
        return _year(anchor.year + 100 * count)[:2]
    return None


def _part_of(what: str, unit: str, count: int, anchor: date | None) -> str | None:
    """``day05-of-month+1``, ``may-of-year-1``, ``05-15-of-year-1``, ``summer-of-year-1``, ``Q1-of-year+0``."""
    whole = _offset(unit, count, anchor)
    if whole is None:
        return None
    if what[0].isdigit():
        return f"{whole}-{what}" if anchor is None or is_day(int(whole), int(what[:2]), int(what[3:])) else None
    if what in MONTHS:
        return f"{whole}-{MONTHS.index(what) + 1:02}"
    if what in SEASONS:
        return f"{whole}-{SEASONS[what]}"
    if what[0] == "h":
        return _hijri_month_of(int(what[1:]), None if anchor is None else int(whole))
    if what[0] in "QH":
        return f"{whole}-{what}"
    day = int(what.removeprefix("day"))
    if anchor is not None and not is_day(int(whole[:4]), int(whole[5:7]), day):
        return None
    return f"{whole[:7]}-{day:02}"


def _hijri_month_of(month: int, year: int | None) -> str | None:
    """The Hijri month that begins in a Gregorian year, the first where two do."""
    if year is None:
        return "XXXX-XX-XX/XXXX-XX-XX"
    here = hijri_of(date(year, 1, 1))
    for number in (here[0], here[0] + 1) if here else ():
        days = hijri_days(number, month)
        if days and days[0].year == year:
            return hijri_value(number, month)
    return None


def _year(year: int) -> str:
    if not 1 <= year <= 9999:
        raise ValueError("no such year")
    return f"{year:04}"


def _named(how: str, what: str, anchor: date | None) -> str | None:
    if what in WEEKDAYS:
        return _weekday(how, WEEKDAYS.index(what), anchor)
    if what in SEASONS:
        return _season(how, SEASONS[what], anchor)
    if what.startswith("h"):
        return _hijri(how, what[1:], anchor)
    if other := _OTHER.fullmatch(what):
        return _other(how, other, anchor)
    month, _, day = what.partition("-")
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
    if how[:2] == "in":
        return f"{how[2:]}-{number:02}-{day}"
    if how[:1] == "y" and (anchor is None or int(how[1:]) <= anchor.year):
        return f"{how[1:]}-{number:02}-{day}"
    if anchor is None:
        return f"XXXX-{number:02}" + (f"-{day}" if day else "")
    candidates = _gregorian_candidates(number, int(day) if day else None, anchor)
    year = _pick_near(how, anchor, candidates, bool(day))
    return None if year is None else f"{year:04}-{number:02}" + (f"-{day}" if day else "")


def _weekday(how: str, number: int, anchor: date | None) -> str:
    if anchor is None:
        return f"XXXX-WXX-{number + 1}"
    back = (anchor.weekday() - number) % 7
    ahead = -back % 7
    shift = {
        "past": -back,
        "coming": ahead,
        "last": -(back or 7),
        "next": ahead or 7,
        "second": (ahead or 7) + 7,
        "before_last": -(back or 7) - 7,
        "near": -back if back <= ahead else ahead,
    }[how]
    return (anchor + timedelta(days=shift)).isoformat()


def _nth(relative: str, anchor: date | None) -> str | None:
    """``nth2-sunday|near-march``: the second Sunday of a month, ``nth0`` the last; the month is a value or a relative."""
    head, _, inner = relative.partition("|")
    value = inner if inner[:1].isdigit() else resolve(inner, anchor)
    number, days = WEEKDAYS.index(head[5:]), interval_of(value)
    if days is None:
        return f"XXXX-WXX-{number + 1}" if value else None
    last = days[1] - timedelta(days=(days[1].weekday() - number) % 7)
    ahead = (number - days[0].weekday()) % 7 + 7 * (int(head[3]) - 1)
    day = days[0] + timedelta(days=ahead) if head[3] != "0" else last
    return day.isoformat() if day <= last else None


def _season(how: str, code: str, anchor: date | None) -> str | None:
    if anchor is None:
        return f"XXXX-{code}"
    candidates = [(year, *season_days(year, code)) for year in range(anchor.year - 2, anchor.year + 3)]
    year = _pick(how, anchor, candidates)
    return None if year is None else f"{year:04}-{code}"


def _gregorian_candidates(month: int, day: int | None, anchor: date) -> list[tuple[int, date, date]]:
    found = []
    for year in range(anchor.year - 4, anchor.year + 5):
        if day is None:
            found.append((year, date(year, month, 1), last_of_month(year, month)))
        elif day <= last_of_month(year, month).day:
            found.append((year, date(year, month, day), date(year, month, day)))
    return found


#: A day, and a month, without a year that lie this near (in days) are meant whatever a distant verb says: of 188 days of
#: the corpora that a weekday dates, the nearest is right for 179, the one of the nearest verb's tense for 163 (2026-11).
NEAR_DAY, NEAR_MONTH = 120, 90
#: A weekday beside a day decides its year only past so many days: before, the writer erred in one of the two.
NEAR_NAMED = 60
_WEAK = {"recent": "past", "soon": "coming"}


def _pick_near(how: str, anchor: date, candidates: list[tuple[int, date, date]], is_day: bool) -> int | None:
    """As `_pick`, for ``recent`` and ``soon`` and for a weekday too: all of them give way to what is near."""
    if how not in _WEAK and how not in WEEKDAYS:
        return _pick(how, anchor, candidates)
    year = _pick("near", anchor, candidates)
    limit = timedelta(days=NEAR_DAY if is_day and how in _WEAK else NEAR_MONTH if how in _WEAK else NEAR_NAMED)
    if any(key == year and first - limit <= anchor <= last + limit for key, first, last in candidates):
        return year
    if how in _WEAK:
        return _pick(_WEAK[how], anchor, candidates)
    number = WEEKDAYS.index(how)
    fitting = [one for one in candidates if one[1].weekday() == number and abs(one[0] - anchor.year) <= 1]
    return _pick("near", anchor, fitting or candidates)


def _pick(how: str, anchor: date, candidates: Iterable[tuple[int, date, date]]) -> int | None:
    """The candidate (key, first, last) that `how` means: the month of the anchor itself is past, coming and near."""
    best: tuple[int, int] | None = None
    for key, first, last in candidates:
        if how in ("past", "last", "before_last") and (first > anchor if how == "past" else last >= anchor):
            continue
        if how in ("coming", "next", "second") and (last < anchor if how == "coming" else first <= anchor):
            continue
        distance = 0 if first <= anchor <= last else min(abs((anchor - last).days), abs((first - anchor).days))
        if best is None or distance < best[0]:
            best = (distance, key)
    return None if best is None else best[1] + {"second": 1, "before_last": -1}.get(how, 0)


def _hijri(how: str, what: str, anchor: date | None) -> str | None:
    month, _, day = what.partition("-")
    if how[:2] == "in":
        return _hijri_day_in(int(how[2:]), int(month), int(day))
    if anchor is None:
        return "XXXX-XX-XX" if day else "XXXX-XX-XX/XXXX-XX-XX"
    year = hijri_year(how, int(month), int(day) if day else None, anchor)
    return None if year is None else hijri_value(year, int(month), int(day) if day else None)


def _hijri_day_in(year: int, month: int, day: int) -> str | None:
    """The Hijri day that falls into a Gregorian year, the first where two do."""
    here = hijri_of(date(year, 1, 1))
    values = (hijri_value(number, month, day) for number in (here[0], here[0] + 1)) if here else ()
    return next((value for value in values if value and value[:4] == f"{year:04}"), None)


_OTHER = re.compile(r"(solar|coptic)(\d\d)-(\d\d)")


def _other(how: str, match: re.Match[str], anchor: date | None) -> str | None:
    """A day of the Solar Hijri or the Coptic calendar without its year."""
    calendar, month, day = match[1], int(match[2]), int(match[3])
    at = date(int(how[2:]), 7, 1) if how[:2] == "in" else anchor
    if at is None:
        return "XXXX-XX-XX"
    candidates = candidates_in(calendar, month, day, at)
    if how[:2] == "in":
        return next((first.isoformat() for _, first, _ in candidates if first.year == at.year), None)
    year = _pick_near(how, at, candidates, True)
    return None if year is None else value_in(calendar, year, month, day)


def hijri_year(how: str, month: int, day: int | None, anchor: date) -> int | None:
    """The Hijri year that a Hijri month or day without a year means under an anchor."""
    here = hijri_of(anchor)
    if here is None:
        return None
    candidates = []
    for year in range(here[0] - 2, here[0] + 3):
        days = hijri_days(year, month, day)
        if days:
            candidates.append((year, *days))
    return _pick_near(how, anchor, candidates, day is not None)


__all__ = [
    "MONTHS",
    "SEASONS",
    "WEEKDAYS",
    "hijri_year",
    "interval_of",
    "is_day",
    "resolve",
]
