"""The Hijri calendar by Umm al-Qura: days, months and years of 1343–1500 AH and their Gregorian days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def hijri_of(day: date) -> tuple[int, int, int] | None:
    """Hijri year, month and day by Umm al-Qura; None outside 1343–1500 AH."""
    from hijridate import Gregorian

    try:
        return Gregorian.fromdate(day).to_hijri().datetuple()
    except (OverflowError, ValueError):
        return None


@lru_cache(maxsize=4096)
def hijri_days(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date] | None:
    """First and last Gregorian day of a Hijri year, month or day by Umm al-Qura; None where there is no such day."""
    from hijridate import Hijri

    try:
        first = Hijri(year, month or 1, day or 1)
        end = first if day else Hijri(year, month or 12, 1)
        last = end if day else Hijri(year, month or 12, end.month_length())
        return date(*first.to_gregorian().datetuple()), date(*last.to_gregorian().datetuple())
    except (OverflowError, ValueError):
        return None


def hijri_value(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Gregorian value of a Hijri day, or ``first/last`` of a Hijri month or year.

    >>> hijri_value(1436, 10, 25), hijri_value(1436, 9), hijri_value(1436, 9, 30)
    ('2015-08-10', '2015-06-18/2015-07-16', None)
    """
    days = hijri_days(year, month, day)
    if days is None:
        return None
    return days[0].isoformat() if day else f"{days[0].isoformat()}/{days[1].isoformat()}"


__all__ = ["hijri_days", "hijri_of", "hijri_value"]
