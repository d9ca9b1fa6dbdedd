"""Days, weeks and months by number, and what values cover: the interval of a date, the seconds of a duration."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache

from musnad.records import Time

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def anchor_of(published: str | None) -> date | None:
    """What relative times count from: the moment of ISO 8601 where a text tells one, else the day.

    >>> anchor_of("2025-08-17"), anchor_of("2025-08-17T14:30Z")
    (datetime.date(2025, 8, 17), datetime.datetime(2025, 8, 17, 14, 30, tzinfo=datetime.timezone.utc))
    """
    if not published:
        return None
    if len(published) > len("2025-08-17"):
        with suppress(ValueError):
            return datetime.fromisoformat(published)
    return date.fromisoformat(published[:10])


def iso_week(day: date) -> str:
    """The ISO week of a day, as ``2015-W32``."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month `count` months later."""
    whole = year * 12 + month - 1 + count
    return whole // 12, whole % 12 + 1


def last_of_month(year: int, month: int) -> date:
    """Last day of a month."""
    following = add_months(year, month, 1)
    return date(*following, 1) - timedelta(days=1) if following[0] <= 9999 else date(year, month, 31)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= last_of_month(year, month).day


def season_days(year: int, code: str) -> tuple[date, date]:
    """First and last day of a season; winter begins in December of its year."""
    first, last = _SEASON_MONTHS[code]
    end = year + (last < first)
    return date(year, first, 1), last_of_month(end, last)


# --- values to intervals and seconds ----------------------------------------------------------------------------------

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?:-(?P<weekend>WE)|-(?P<weekday>\d))?|Q(?P<quarter>\d)|H(?P<half>\d)"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?"
)


def interval_of(time: Time | str | None) -> tuple[date, date] | None:
    """First and last day (both included) of a date or time value; None where it is open, vague or a duration.

    >>> interval_of("2015-W32")
    (datetime.date(2015, 8, 3), datetime.date(2015, 8, 9))
    >>> interval_of("199"), interval_of("XXXX-WXX-4")
    ((datetime.date(1990, 1, 1), datetime.date(1999, 12, 31)), None)
    """
    return _interval(time.value if isinstance(time, Time) else time)


@lru_cache(maxsize=8192)
def _interval(value: str | None) -> tuple[date, date] | None:
    if not value or "X" in value or value.startswith("P"):
        return None
    if "/" in value:
        first, _, last = value.partition("/")
        left, right = _interval(first), _interval(last)
        return (left[0], right[1]) if left and right else None
    try:
        return _days_of(value)
    except ValueError:
        return None


def _days_of(value: str) -> tuple[date, date] | None:
    if value.isdigit() and len(value) < 4:
        width = 10 ** (4 - len(value))
        first = int(value) * width
        return date(max(first, 1), 1, 1), date(first + width - 1, 12, 31)
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["week"]:
        return _week_days(year, int(match["week"]), match["weekend"], match["weekday"])
    if match["season"]:
        return season_days(year, match["season"])
    first_month, last_month = 1, 12
    if match["month"]:
        first_month = last_month = int(match["month"])
    elif match["quarter"]:
        first_month, last_month = int(match["quarter"]) * 3 - 2, int(match["quarter"]) * 3
    elif match["half"]:
        first_month, last_month = int(match["half"]) * 6 - 5, int(match["half"]) * 6
    return date(year, first_month, 1), last_of_month(year, last_month)


def _week_days(year: int, week: int, weekend: str | None, weekday: str | None) -> tuple[date, date]:
    if weekend:
        return date.fromisocalendar(year, week, 6), date.fromisocalendar(year, week, 7)
    if weekday:
        day = date.fromisocalendar(year, week, int(weekday))
        return day, day
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)


_PART = re.compile(r"(\d+(?:\.\d+)?)([YMWDHS])")
_SECONDS = {"Y": 31_556_952, "M": 2_629_746, "W": 604_800, "D": 86_400, "H": 3_600, "S": 1}


def seconds_of(value: str | None) -> float | None:
    """Length of a duration value in seconds (mean months and years of the Gregorian calendar); None where it is vague.

    >>> seconds_of("PT2H45M"), seconds_of("P1W"), seconds_of("PXD")
    (9900.0, 604800.0, None)
    """
    if not value or not value.startswith("P") or "X" in value or "/" in value:
        return None
    days, _, clock = value[1:].partition("T")
    total, seen = 0.0, 0
    for part, units in ((days, _SECONDS), (clock, {**_SECONDS, "M": 60})):
        for number, unit in _PART.findall(part):
            total += float(number) * units[unit]
            seen += 1
    return total if seen else None

__all__ = ["add_months", "anchor_of", "interval_of", "is_day", "iso_week", "last_of_month", "season_days", "seconds_of"]
