"""The slots of a date while it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Draft:
    """What has been read of a date so far; it lives only while one expression is read."""

    first: int
    skip: int
    last: int = -1
    weekday: str = ""
    deictic: str = ""
    part: str = ""
    clock: str = ""
    day: int | None = None
    month: int | None = None
    year: int | None = None
    hijri_day: int | None = None
    hijri_month: int | None = None
    hijri_year: int | None = None
    hijri_second: int | None = None
    direction: str = ""
    unit: str = ""
    season: str = ""
    doubtful: bool = False
    several: bool = False
    reason: str | None = None
    alternatives: tuple[str, ...] = ()
    value: str | None = None
    famous: int | None = None
    before_christ: bool = False

    def is_empty(self) -> bool:
        return self.last < 0

    def needs_tense(self) -> bool:
        """Whether only the tense of a verb tells which weekday, month or day is meant."""
        if self.direction or self.year or self.hijri_year or self.deictic or self.unit:
            return False
        return bool(self.weekday or self.month or self.hijri_month or self.season)

    def has_day(self) -> bool:
        return bool(self.weekday or self.deictic or self.day or self.hijri_day or self.value)

    def has_date(self) -> bool:
        return self.has_day() or any((self.month, self.year, self.hijri_month, self.hijri_year, self.unit, self.season))


__all__ = ["Draft"]
