"""Publication days as ISO 8601: what users, feeds and metadata give, brought to a day or a minute with its zone."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal, NamedTuple

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
#: Years of news: what lies outside is a mistake of the source.
_YEARS = range(1800, 2200)


class Published(NamedTuple):
    """A publication time: `value` is ISO 8601 to the day or the minute, `zone` an offset (``+03:00``) or None."""

    value: str
    precision: Literal["day", "minute"]
    zone: str | None


def parse_published(value: str, *, month_first: bool = False) -> Published | None:
    """Read a publication time: ISO 8601, year/month/day, day/month/year (`month_first`: month/day/year), or the form of
    mail and feeds; None where it is none of them.

    >>> parse_published("2025-05-06T14:30:00+04:00")
    Published(value='2025-05-06T14:30+04:00', precision='minute', zone='+04:00')
    >>> parse_published("2025/5/6")
    Published(value='2025-05-06', precision='day', zone=None)
    >>> parse_published("6/5/2025").value
    '2025-05-06'
    """
    text = value.strip()
    if match := _DAY.match(text):
        text = "{}-{:0>2}-{:0>2}".format(*match.groups())
    elif match := _DAY_FIRST.match(text):
        first, second, year = match.groups()
        text = "{}-{:0>2}-{:0>2}".format(year, *((first, second) if month_first else (second, first)))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _as_mail(text)
    return _record(moment, day_only=len(text) <= 10)


def _as_mail(text: str) -> Published | None:
    """The form of RFC 2822, as in feeds: ``Tue, 06 May 2025 14:30:00 GMT``."""
    from email.utils import parsedate_to_datetime

    try:
        return _record(parsedate_to_datetime(text), day_only=False)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _record(moment: datetime, *, day_only: bool) -> Published | None:
    if moment.year not in _YEARS:
        return None
    if day_only:
        return Published(moment.date().isoformat(), "day", None)
    zone = moment.isoformat()[-6:] if moment.tzinfo is not None else None
    value = moment.replace(tzinfo=None).isoformat(timespec="minutes")
    return Published(value + (zone or ""), "minute", zone)


__all__ = ["Published", "parse_published"]
