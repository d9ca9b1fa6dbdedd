"""Lines that only tell when something was published, and the day they tell."""

from __future__ import annotations

import re

from musnad.find.time_words import TimeWords
from musnad.find.times import find_times
from musnad.page.days import Published, parse_published
from musnad.page.phrases import FurnitureWords
from musnad.text.fold import fold_key
from musnad.text.view import look

_TOKEN = re.compile(r"[^\s|،,()\[\]•·–—/\\:«»\"-]+")
_NUMERIC = re.compile(r"(?<!\d)(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))(?!\d)")
#: A time whose day is told, a clock alone, and how many code points may stand between a day and its clock.
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\D{0,10}\d{1,2}[:.]\d{2}(?!\S*[/.-]\d)")
_BESIDE = 14
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_NUMBER = re.compile(r"\d+")
#: The dashes of «04-مايو-2025».
_DASHED_MONTH = re.compile(r"(?<=\d)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)")
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


def read_stamp(text: str, words: FurnitureWords) -> Published | None:
    """The day that a stamp tells, to the minute if its clock stands beside it; the first where it tells several.

    `text` is as it stands in the article, or folded. English stamps with the month first are read too.
    """
    text = _DASHED_MONTH.sub(" ", text)
    times = [time for time in find_times(look(text), None, TimeWords.load()) if time.value and _FULL.match(time.value)]
    if not times:
        day = _month_first(fold_key(text), words)
        return parse_published(day) if day else None
    first, *others = times
    value = first.value
    for clock in others[:1]:
        beside = clock.span.start - first.span.stop <= _BESIDE and _CLOCK.match(text[slice(*clock.span)])
        if first.type == "date" and clock.type == "time" and beside:
            value = clock.value
    return parse_published(value) if value else None


def _month_first(line: str, words: FurnitureWords) -> str | None:
    """«May 6, 2025» as ISO 8601."""
    for match in _MONTH_FIRST.finditer(line):
        if month := words.months.get(match[1]):
            return f"{match[3]}-{month:02}-{int(match[2]):02}"
    return None


__all__ = ["is_stamp", "opens_stamp", "read_stamp"]
