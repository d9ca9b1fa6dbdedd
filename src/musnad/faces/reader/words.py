"""The words of the interface in one language, with its plurals and dates."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("ar", "en")
_ROUGH = re.compile(r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d)T(?P<part>[A-Z]{2}))?)?", re.ASCII)


class Words:
    """Interface words out of ``data/ui/<language>.toml``."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._table = table
        self.language: str = table["language"]
        self.direction: str = table["direction"]

    @classmethod
    @cache
    def load(cls, language: str) -> Words:
        """Words of a language of LANGUAGES."""
        file = files("musnad").joinpath("data", "ui", f"{language}.toml")
        return cls(tomllib.loads(file.read_text(encoding="utf-8")))

    def __call__(self, key: str, **values: object) -> str:
        """The words under a key (``"said.via"``), with values put in. Raises KeyError for a key that is not there."""
        entry: Any = self._table
        for part in key.split("."):
            entry = entry[part]
        return str(entry).format(**values) if values else str(entry)

    def count(self, what: str, number: int) -> str:
        """A counted noun in the form that the number asks for (CLDR's classes; English has the same word for all)."""
        return str(self._table["count"][what][_plural(number)]).format(n=self.number(number))

    def number(self, number: int) -> str:
        """A number with its thousands apart."""
        return f"{number:,}"

    def date(self, value: str | None) -> str:
        """A day, moment, month, week or year of ISO 8601, or a day with its part (TIMEX3: ``2025-08-16TEV``), as people
        write it; ``""`` for none, and for what has no place in the calendar (``XXXX-WXX-1``)."""
        given = value or ""
        rough = _ROUGH.fullmatch(given)
        if rough:
            return self._rough_date(**rough.groupdict())
        try:
            moment = datetime.fromisoformat(given)
        except ValueError:
            return ""
        months = self._table["date"]["months"]
        style = "minute" if "T" in given else "day"
        return self(f"date.{style}", day=moment.day, month=months[moment.month - 1], year=moment.year,
                    clock=f"{moment:%H:%M}")  # fmt: skip

    def _rough_date(self, year: str, week: str | None, month: str | None, day: str | None, part: str | None) -> str:
        if week:
            return self("date.week", week=int(week), year=year)
        if part:
            parts = self._table["date"]["parts"]
            date = self.date(f"{year}-{month}-{day}")
            return self("date.part", date=date, part=parts[part]) if date and part in parts else date
        if month:
            names = self._table["date"]["months"]
            return self("date.month", month=names[int(month) - 1], year=year) if 1 <= int(month) <= 12 else ""
        return year

    def days(self, first: str | None, last: str | None) -> str:
        """A range of days, or the one day."""
        ends = [self.date(value[:10]) for value in (first, last) if value]
        if len(set(ends)) == 2:
            return self("date.range", first=ends[0], last=ends[1])
        return ends[0] if ends else ""


def _plural(number: int) -> str:
    if number in (1, 2):
        return "one" if number == 1 else "two"
    tail = number % 100
    if 3 <= tail <= 10:
        return "few"
    return "many" if tail >= 11 else "other"


__all__ = ["LANGUAGES", "Words"]
