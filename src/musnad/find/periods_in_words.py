"""Periods and sets back into words: weeks, decades, centuries, years before the common era, weekdays and days that come again."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias

from musnad.text.lexicon import table
from musnad.text.numbers import FORMS

Language: TypeAlias = Literal["ar", "en"]
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_BEFORE_CHRIST = re.compile(r"BC(\d{2}|\d{4})(?:-\d\d)*")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(?:T(\d\d:\d\d).*|(T(?:MO|AF|EV|NI)))?")
_DAILY = re.compile(r"XXXX-XX-XX(?:T(\d\d:\d\d).*|(T(?:MO|AF|EV|NI)))")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PARTS = {"TMO": "morning", "TAF": "afternoon", "TEV": "evening", "TNI": "night"}
_FROM = "من"


def period_in_words(value: str, language: Language) -> str:
    """A week, decade, century or year before the common era in words; "" for all other values."""
    english = language == "en"
    if match := _WEEK.fullmatch(value):
        week, year = int(match[2]), match[1]
        if match[3]:
            return f"weekend of week {week} of {year}" if english else f"{_word('weekend')} {week} {_FROM} {year}"
        return f"week {week} of {year}" if english else f"{_unit('week')} {week} {_FROM} {year}"
    if match := _BEFORE_CHRIST.fullmatch(value):
        if len(match[1]) == 2:
            told = f"{_nth(int(match[1]) + 1)} century" if english else f"{_unit('century')} {int(match[1]) + 1}"
        else:
            told = str(int(match[1]))
        return f"{told} BC" if english else f"{told} {_word('before_christ', last=True)}"
    if value.isdigit() and len(value) == 2:
        return f"{_nth(int(value) + 1)} century" if english else f"{_unit('century')} {int(value) + 1}"
    if value.isdigit() and len(value) == 3:
        return f"{value}0s" if english else _decade(value)
    return ""


def _decade(value: str) -> str:
    """«سبعينيات القرن 20»; the first two decades of a century have no name of their own."""
    row = next((row for row in table("time_words") if row["kind"] == "decade_name" and row["value"] == value[2]), None)
    century = f"{_unit('century')} {int(value[:2]) + 1}"
    if row is None:
        return f"{_unit('decade')} {int(value[2]) + 1} {_FROM} {century}"
    return f"{row['forms'].split(FORMS)[0].strip()} {century}"


def _nth(number: int) -> str:
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


_ARTICLE = "ال"


@cache
def _unit(key: str) -> str:
    """A unit of time with its article."""
    row = next(row for row in table("time_units") if row["id"] == key)
    return _ARTICLE + row["singular"].split(FORMS)[0].strip()


@cache
def _word(key: str, *, last: bool = False) -> str:
    row = next(row for row in table("time_words") if row["id"] == key)
    return row["forms"].split(FORMS)[-1 if last else 0].strip()


def each_word() -> str:
    """«كل»."""
    return _word("each")


def set_in_words(value: str, language: Language) -> str:
    """A weekday or a part of the day that comes again: «كل جمعة 21:00», "every Friday 21:00"; "" for all other sets."""
    english = language == "en"
    if match := _WEEKDAY.fullmatch(value):
        number = int(match[1])
        day = _DAYS[number - 1] if english else _weekday(number)
        return _again(day, match[2], match[3], english)
    if match := _DAILY.fullmatch(value):
        return _again("day" if english else _unit("day").removeprefix(_ARTICLE), match[1], match[2], english)
    return ""


def _again(day: str, clock: str | None, part: str | None, english: bool) -> str:
    if english:
        return " ".join(word for word in ("every", day, _PARTS.get(part or "", ""), clock or "") if word)
    return " ".join(word for word in (_part(part), each_word(), day, clock or "") if word)


@cache
def _part(value: str | None) -> str:
    row = next((row for row in table("time_words") if row["kind"] == "part" and row["value"] == value), None)
    return row["forms"].split(FORMS)[0].strip() if row else ""


@cache
def _weekday(number: int) -> str:
    row = next(row for row in table("time_words") if row["kind"] == "bare_weekday" and row["value"] == str(number))
    return row["forms"].split(FORMS)[0].strip()


__all__ = ["each_word", "period_in_words", "set_in_words"]
