"""What the time rules hand on: an expression with its span, and its value or what an anchor will make of it."""

from __future__ import annotations

from typing import NamedTuple

from musnad.records import TimeType


class Hit(NamedTuple):
    """A time expression from word `first` (after `skip` attached letters) to word `last`.

    Either `value` is known, or `relative` waits for an anchor (`calendar.resolve`), or `context` offsets the date that
    the text spoke of before; `tail` is the part of the day or the clock time. `plain` is what the words are where the
    anchor is a day and no moment («قبل ساعتين»).
    """

    first: int
    last: int
    type: TimeType
    value: str | None = None
    relative: str | None = None
    context: str | None = None
    tail: str = ""
    skip: int = 0
    mod: str = ""
    hijri: str | None = None
    reason: str | None = None
    alternatives: tuple[str, ...] = ()
    rule: str = ""
    plain: Hit | None = None


__all__ = ["Hit"]
