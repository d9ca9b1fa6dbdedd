"""The Solar Hijri calendar of Iran and Afghanistan and the Coptic one: their days and months as Gregorian days.

Solar Hijri: years begin at the vernal equinox; the cycle of 33 years that has eight leap years gives the official days of
1206–1498 (K. M. Borkowski, "The Persian calendar for 3000 years", 1996). Coptic: the Alexandrian year of the Julian rule,
counted from 29 August 284 (Reingold and Dershowitz, "Calendrical Calculations", §4.1).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

#: Years for which the cycle of 33 gives the official first day.
SOLAR_YEARS = range(1206, 1499)
#: Years of the Coptic era that a text can mean.
COPTIC_YEARS = range(1, 2000)
_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_NOWRUZ_1206 = date(1827, 3, 22)
#: The day before the first of the Coptic era, as ordinal of the proleptic Gregorian calendar.
_COPTIC_EPOCH = 103604


@lru_cache(maxsize=512)
def _nowruz(year: int) -> date:
    """The first day of a Solar Hijri year."""
    leaps = sum(past % 33 in _LEAPS for past in range(1206, year))
    return _NOWRUZ_1206 + timedelta(days=365 * (year - 1206) + leaps)


def _solar_days(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    length = 31 if month <= 6 else 30 if month < 12 or year % 33 in _LEAPS else 29
    if year not in SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= (day or 1) <= length:
        return None
    first = _nowruz(year) + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0))
    return _within(first, day, length)


def _coptic_days(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    length = 30 if month < 13 else 6 if year % 4 == 3 else 5
    if year not in COPTIC_YEARS or not 1 <= month <= 13 or not 1 <= (day or 1) <= length:
        return None
    first = date.fromordinal(_COPTIC_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + 1)
    return _within(first, day, length)


def _within(first: date, day: int | None, length: int) -> tuple[date, date]:
    """One day of a month, or all of it."""
    if day:
        return (only := first + timedelta(days=day - 1)), only
    return first, first + timedelta(days=length - 1)


_DAYS: dict[str, Callable[[int, int, int | None], tuple[date, date] | None]] = {"solar": _solar_days, "coptic": _coptic_days}
#: The first Gregorian year of each calendar's year is so many years later.
_AHEAD = {"solar": 621, "coptic": 284}


def days_in(calendar: str, year: int, month: int, day: int | None = None) -> tuple[date, date] | None:
    """First and last Gregorian day of a day or month of the calendar ``solar`` or ``coptic``; None where there is none.

    >>> days_in("solar", 1403, 1, 1), days_in("coptic", 1735, 1, 1)[0].isoformat()
    ((datetime.date(2024, 3, 20), datetime.date(2024, 3, 20)), '2018-09-11')
    """
    return _DAYS[calendar](year, month, day)


def value_in(calendar: str, year: int, month: int, day: int | None = None) -> str | None:
    """Gregorian value of a day, or ``first/last`` of a month, of another calendar; None where there is no such day.

    >>> value_in("solar", 1357, 11, 22), value_in("solar", 1403, 12, 30), value_in("coptic", 1741, 7, 5)
    ('1979-02-11', '2025-03-20', '2025-03-14')
    """
    days = days_in(calendar, year, month, day)
    if days is None:
        return None
    return days[0].isoformat() if day else f"{days[0].isoformat()}/{days[1].isoformat()}"


def candidates_in(calendar: str, month: int, day: int | None, anchor: date) -> list[tuple[int, date, date]]:
    """The days that a month or day without a year can mean around an anchor: year of the calendar, first and last day."""
    here = anchor.year - _AHEAD[calendar]
    found = ((year, days_in(calendar, year, month, day)) for year in range(here - 2, here + 3))
    return [(year, *days) for year, days in found if days]


__all__ = ["candidates_in", "days_in", "value_in"]
