"""Lines that only tell when something was published, and the day they tell."""

from __future__ import annotations

import re

from musnad.page.days import Published
from musnad.page.phrases import FurnitureWords

_TOKEN = re.compile(r"[^\s|،,()\[\]•·–—/\\:«»\"-]+")
_NUMERIC = re.compile(r"(?<!\d)(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)\s*([\w]*)")
_PARTS = re.compile(r"[|\n]+")
_NUMBER = re.compile(r"\d+")
#: A stamp has at most so many words.
_MOST_WORDS = 18


def is_stamp(line: str, words: FurnitureWords) -> bool:
    """Whether a folded line holds nothing but a publication time: its words are those of dates, clocks and stamps."""
    tokens = _TOKEN.findall(line)
    if not tokens or len(tokens) > _MOST_WORDS or not any(token[0].isdigit() for token in tokens):
        return bool(tokens) and len(tokens) <= 4 and all(token in words.stamp_words for token in tokens[1:]) and (
            tokens[0] in words.relative
        )
    if not all(_fits(token, words) for token in tokens):
        return False
    return bool(_NUMERIC.search(line)) or any(_is_month(t, words) or t in words.relative for t in tokens)


def opens_stamp(line: str, words: FurnitureWords) -> bool:
    """Whether a short folded line opens with a phrase such as «تاريخ النشر», with a date or a time since behind it."""
    for phrase in words.opening(line.lstrip("(| ")):
        if phrase.kind == "published" and phrase.pattern.match(line.lstrip("(| ")):
            rest = line.lstrip("(| ")[len(phrase.text) :]
            if is_stamp(rest, words):
                return True
            marked = rest.lstrip().startswith(":") or phrase.text[0].isascii()
            return marked and len(rest.split()) <= _MOST_WORDS and _NUMBER.search(rest) is not None
    return False


def _fits(token: str, words: FurnitureWords) -> bool:
    return (
        token[0].isdigit()
        or token in words.stamp_words
        or token in words.weekdays
        or _is_month(token, words)
        or any(source.kind == "place" for source in words.sources_of(token))
    )


def _is_month(token: str, words: FurnitureWords) -> bool:
    return token.strip(".") in words.month_words


def read_stamp(line: str, words: FurnitureWords) -> Published | None:
    """The day (and minute, if a clock stands there) that a folded stamp tells; its first date where it has several."""
    parts = [part for part in _PARTS.split(words.updates.sub("\n", line)) if part.strip()]
    for number, part in enumerate(parts):
        if day := _day(part, words):
            clock = _CLOCK.search(part)
            rest = "".join(parts[number + 1 : number + 2])
            if clock is None and _day(rest, words) is None:
                clock = _CLOCK.search(rest)
            return _with_clock(day, clock, set(_TOKEN.findall(line)), words)
    return None


def _with_clock(day: str, clock: re.Match[str] | None, tokens: set[str], words: FurnitureWords) -> Published:
    if clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
        return Published(day, "day", None)
    hour = int(clock[1])
    if clock[3] in words.afternoon and hour < 12:
        hour += 12
    zone = "+00:00" if tokens & words.utc else ""
    return Published(f"{day}T{hour:02}:{clock[2]}{zone}", "minute", zone or None)


def _day(line: str, words: FurnitureWords) -> str | None:
    """First calendar day of a line as ISO 8601: by name of month, else numeric, the day first as Arab outlets write."""
    tokens = _TOKEN.findall(line)
    for at in range(len(tokens)):
        for width in (2, 1):
            month = words.months.get(" ".join(tokens[at : at + width]).strip("."))
            if month is not None and (day := _around(tokens, at, at + width, month)):
                return day
    if match := _NUMERIC.search(line):
        year, number, day = match[1] or match[6], match[2] or match[5], match[3] or match[4]
        return _iso(int(year), int(number), int(day))
    return None


def _around(tokens: list[str], start: int, stop: int, month: int) -> str | None:
    """Day and year beside the name of a month: «6 مايو 2025», «May 6, 2025», «مايو 6, 2025», «6 مايو/أيار 2025»."""
    before = [int(m.group()) for t in tokens[max(start - 3, 0) : start] if (m := _NUMBER.match(t))]
    after = [int(m.group()) for t in tokens[stop : stop + 4] if (m := _NUMBER.match(t))]
    years = [number for number in after + before if 1900 <= number <= 2100]
    days = [number for number in before[-1:] + after if 1 <= number <= 31]
    return _iso(years[0], month, days[0]) if years and days else None


def _iso(year: int, month: int, day: int) -> str | None:
    """A valid day as text; numeric dates with the month first are turned round where only that is valid."""
    from datetime import date

    for one, other in ((month, day), (day, month)):
        try:
            return date(year, one, other).isoformat()
        except ValueError:
            continue
    return None


__all__ = ["is_stamp", "opens_stamp", "read_stamp"]
