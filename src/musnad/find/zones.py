"""Time zones by their names in the tz database: the offset that a clock time of a day has there, summer time included."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import overload

_ZONED = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d)\[([^\]]+)\]")
_NAME = re.compile(r"\[[^\]]+\]")


@overload
def with_offset(value: str) -> str: ...
@overload
def with_offset(value: None) -> None: ...
def with_offset(value: str | None) -> str | None:
    """A value whose zone is named, with that day's offset from UTC; without the zone where the day is not known.

    >>> with_offset("2025-07-10T14:00[Europe/London]"), with_offset("2025-01-10T14:00[Europe/London]")
    ('2025-07-10T14:00+01:00', '2025-01-10T14:00+00:00')
    >>> with_offset("XXXX-XX-XXT14:00[Europe/London]"), with_offset("2025-07-10")
    ('XXXX-XX-XXT14:00', '2025-07-10')
    """
    if value is None or value[-1:] != "]":
        return value
    match = _ZONED.fullmatch(value)
    return _NAME.sub("", value) if match is None else match[1] + match[2] + _offset(match[1], match[2], match[3])


@lru_cache(maxsize=2048)
def _offset(day: str, clock: str, zone: str) -> str:
    """``+03:00`` of a zone at a local time; "" where the system knows no such zone or the hour is none of that day's."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        offset = datetime.fromisoformat(day + clock).replace(tzinfo=ZoneInfo(zone)).strftime("%z")
    except (ValueError, ZoneInfoNotFoundError):
        return ""
    return f"{offset[:3]}:{offset[3:5]}"


__all__ = ["with_offset"]
