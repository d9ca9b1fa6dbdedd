"""Dates: a loop that takes one component after the other (part of day, weekday, day, month, year, clock …) while each fits.

Components may come in any order that Arabic uses («مساء أمس الجمعة 15 أغسطس/آب 2015 الساعة الثامنة»); each fills a slot that is
still empty, and the expression ends before the first that does not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from musnad.find.clocks import read_clock as read_clock_at
from musnad.find.clocks import zone_at
from musnad.find.date_draft import Draft
from musnad.find.date_numbers import (
    YEARS,
    is_day_number,
    numeric_at,
    read_day_month,
    read_first_day,
    read_month,
    read_numeric,
    read_year,
)
from musnad.find.date_parts import (
    read_clock,
    read_deictic,
    read_direction,
    read_night,
    read_part,
    read_season,
    read_unit,
    read_weekday,
)
from musnad.find.time_words import Scan

#: Takes scan, draft and index; gives the index after what it read into the draft, or None.
_Reader: TypeAlias = Callable[[Scan, Draft, int], int | None]


def read_date(scan: Scan, index: int) -> Draft | None:
    """The longest date that begins at a word; None where none does."""
    draft = Draft(index, scan.skip_at(index))
    at = index
    while (after := _component(scan, draft, at)) is not None:
        draft.last = after - 1
        at = _over_glue(scan, draft, after)
    if scan.is_mark(draft.last + 1, ")") and _is_open(scan, draft):
        draft.last += 1
    if draft.is_empty() or not _is_whole(scan, draft):
        return None
    if len(draft.clock) == len("T00:00") and (zone := zone_at(scan, draft.last + 1)) not in ("", "local"):
        draft.clock += zone  # «الساعة 8 مساء يوم 15 يناير بتوقيت القاهرة»
    return draft


def _is_open(scan: Scan, draft: Draft) -> bool:
    """Whether a bracket that opened inside the expression is still open («الاثنين (27 يوليو»)."""
    inside = scan.norms[draft.first : draft.last + 1]
    return inside.count("(") > inside.count(")")


#: So many days are listed before the month that they share.
LISTED_DAYS = 8


def read_first_of_days(scan: Scan, index: int, left: int = LISTED_DAYS) -> Draft | None:
    """The first of days that share month and year: «15» of «من 15 إلى 20 أغسطس», «يومي 16» of «يومي 16 و19 مارس»."""
    unit = scan.sense(index, "unit_singular", "unit_pair", "unit_plural")
    number = scan.number(unit.last + 1 if unit and unit.key == "day" else index)
    if number is None or not is_day_number(number) or number.reason or (number.value or 0) > 31:
        return None
    after = number.last + 1
    linked = scan.sense(after, "until") is not None or scan.is_mark(after, "-–،") or scan.norm(after) == "و"
    second = scan.number(after + linked)
    if second is None or not (linked or second.conjoined) or not is_day_number(second):
        return None
    draft = read_date(scan, second.first)
    if draft is None and left:
        draft = read_first_of_days(scan, second.first, left - 1)
    dated = draft and (draft.hijri_day or (draft.day and (draft.month or draft.unit == "month")))
    if draft is None or not dated or draft.alternatives:
        return None
    day = int(number.value or 0)
    draft.first, draft.skip, draft.last = index, scan.skip_at(index), number.last
    draft.weekday, draft.part, draft.clock, draft.reason = "", "", "", None
    draft.day, draft.hijri_day = (day if draft.day else None), (day if draft.hijri_day else None)
    return draft


def take_shared_year(scan: Scan, draft: Draft) -> None:
    """Give the first day of a range the year that only the second one names: «من 15 مارس حتى 20 أبريل 2023»."""
    hijri = draft.hijri_month is not None
    if draft.year or draft.hijri_year or draft.direction or draft.unit or not (draft.day or draft.hijri_day):
        return
    after = draft.last + 1
    linked = scan.sense(after, "until") is not None or scan.is_mark(after, "-–") or scan.norm(after) == "و"
    number = scan.number(after + linked)
    if number is None or not (linked or number.conjoined):
        return
    second = read_date(scan, number.first)
    if second is None or (second.hijri_month if hijri else second.month) is None:
        return
    if hijri and second.hijri_year and draft.hijri_month:
        later = (draft.hijri_month, draft.hijri_day) > (second.hijri_month, second.hijri_day)
        draft.hijri_year = second.hijri_year - later
    elif second.year and draft.month and second.day:
        draft.year = second.year - ((draft.month, draft.day) > (second.month, second.day))


def read_first_of_months(scan: Scan, index: int) -> Draft | None:
    """The first of months that share a year: «يناير» of «من يناير إلى مارس 2015»."""
    month = scan.sense(index, "month")
    if month is None or month.entry.definite:
        return None
    after = month.last + 1
    linked = scan.sense(after, "until") is not None or scan.is_mark(after, "-–")
    second = scan.sense(after + linked, "month")
    if second is None or not (linked or second.entry.conjoined) or int(second.value) <= int(month.value):
        return None
    number = scan.number(second.last + 1)
    if number is None or number.value not in YEARS or number.skip or len(scan.norm(number.last)) != 4:
        return None
    return Draft(index, month.entry.skip, month.last, month=int(month.value), year=int(number.value or 0))


def _component(scan: Scan, draft: Draft, at: int) -> int | None:
    """Read one component into the draft; the index after it, or None."""
    if at >= scan.size or (draft.last >= 0 and at > draft.first and _is_new(scan, draft, at)):
        return None
    group = scan.found.get(at)
    if group is None and at not in scan.numbers:
        return None
    for read in _readers(group.kinds if group else _NONE, at in scan.numbers):
        after = read(scan, draft, at)
        if after is not None:
            return after
    return None


@cache
def _readers(kinds: frozenset[str], number: bool) -> tuple[_Reader, ...]:
    """The readers that can read a word of these kinds, in their order."""
    return tuple(read for read, own in _READERS if own & kinds or (number and "number" in own))


def _is_new(scan: Scan, draft: Draft, at: int) -> bool:
    """Whether a word with a conjunction or preposition of its own begins something else."""
    found = scan.found.get(at)
    entry = found.entries[0] if found else None
    if entry and (entry.conjoined or entry.preposition in ("ل", "ك")):
        dated = draft.day or draft.month or draft.hijri_month
        return not (dated and scan.sense(at, "unit_singular", "unit_pair")) and entry.kind not in ("share", "zone")
    number = scan.number(at)
    return bool(number and (number.conjoined or number.preposition in ("ل", "ك")))


def _over_glue(scan: Scan, draft: Draft, at: int) -> int:
    """Step over what may stand between components: «من», «الموافق», a slash, a comma, an opening bracket."""
    if equals := scan.sense(at + scan.is_mark(at, "،,"), "equals"):
        return equals.last + 1
    if scan.sense(at, "of") and (draft.has_day() or any((draft.month, draft.clock, draft.hijri_month, draft.season, draft.part))):
        return at + 1
    if scan.is_mark(at, "(") and draft.hijri_year and (number := scan.number(at + 1)) and number.value in YEARS:
        return at + 1
    if scan.is_mark(at, "،,") and draft.month and not draft.year and (number := scan.number(at + 1)):
        digits = scan.norm(number.last)
        if number.value in YEARS and digits.isdigit() and scan.norm(number.last + 1) not in scan.table.counted:
            return at + 1
    if scan.is_mark(at, "،,(-–/") and (draft.weekday or draft.deictic) and _is_dated(scan, draft, at):
        return at + 1
    if draft.has_day() and not draft.clock and scan.sense(at, "in"):
        return at + bool(scan.sense(at + 1, "oclock") or read_clock_at(scan, at + 1))
    return at


def _is_dated(scan: Scan, draft: Draft, at: int) -> bool:
    """Whether after a mark comes the day that a weekday names, or the weekday of «اليوم (الجمعة)»."""
    if scan.is_mark(at, "("):
        weekday = scan.sense(at + 1, "weekday")
        if weekday:
            return not draft.weekday and scan.is_mark(weekday.last + 1, ")")
    if scan.is_mark(at, "-–/") and scan.sense(at + 1, "weekday"):
        return True
    number = scan.number(at + 1)
    if number is None:
        return False
    return scan.sense(number.last + 1, "month", "hijri_month") is not None or numeric_at(scan, number) is not None


def _read_day_word(scan: Scan, draft: Draft, at: int) -> int | None:
    """«يوم» before a weekday, a deictic or a date."""
    unit = scan.sense(at, "unit_singular")
    if unit is None or unit.key not in ("day", "night") or unit.entry.definite or draft.has_day():
        return None
    if unit.key == "night" and draft.is_empty():
        return None
    follower = scan.sense(unit.last + 1, "weekday", "deictic")
    if follower and not follower.entry.skip and follower.key != "today":
        return None if _component(scan, draft, unit.last + 1) is None else _after_day_word(scan, unit.last + 1)
    number = scan.number(unit.last + 1)
    if number and not number.skip and (is_day_number(number)):
        return read_numeric(scan, draft, number.first) or read_day_month(scan, draft, number.first)
    return None


def _after_day_word(scan: Scan, at: int) -> int:
    sense = scan.sense(at, "weekday", "deictic")
    return sense.last + 1 if sense else at + 1


_NONE: frozenset[str] = frozenset()
_READERS: tuple[tuple[_Reader, frozenset[str]], ...] = (
    (read_numeric, frozenset({"number"})),
    (read_night, frozenset({"night"})),
    (_read_day_word, frozenset({"unit_singular"})),
    (read_deictic, frozenset({"deictic"})),
    (read_weekday, frozenset({"weekday", "this"})),
    (read_day_month, frozenset({"number"})),
    (read_clock, frozenset({"number", "oclock"})),
    (read_part, frozenset({"part", "this"})),
    (read_unit, frozenset({"unit_singular", "this", "that"})),
    (read_year, frozenset({"number", "unit_singular", "unit_pair", "unit_plural", "unit_dual"})),
    (read_season, frozenset({"season", "this"})),
    (read_first_day, frozenset({"first_day"})),
    (read_month, frozenset({"month", "hijri_month", "unit_singular"})),
    (read_direction, frozenset({"dir"})),
)


def _is_whole(scan: Scan, draft: Draft) -> bool:
    """Whether the slots together are a time expression."""
    if draft.season and not (draft.year or draft.direction or draft.unit):
        return False
    if draft.doubtful and not (draft.year or draft.direction or draft.hijri_year):
        preposition = scan.sense(draft.first - 1, "in", "since", "until", "during") or scan.sense(draft.first - 1, "edge")
        return preposition is not None and not _is_name_like(scan, draft)
    if draft.part and not draft.has_date() and not draft.clock:
        return _stands_alone(scan, draft)
    return True


def _is_name_like(scan: Scan, draft: Draft) -> bool:
    """«اب» without its madda is «father»."""
    word = scan.words[draft.first]
    return len(word.norm) == 2 and "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}" not in scan.view.text[word.start : word.stop]


def _stands_alone(scan: Scan, draft: Draft) -> bool:
    this = scan.sense(draft.first, "this")
    part = scan.sense(this.last + 1 if this else draft.first, "part")
    if part is None or (part.entry.skip and not this):
        return False
    if scan.sense(draft.first - 1, "particle") and not scan.sense(draft.first - 1, "until"):
        return False
    if part.entry.definite and not part.entry.rest:
        return True
    return part.entry.form.endswith("ا") or part.entry.form == part.entry.key or part.last == draft.first + 1


__all__ = ["read_date", "read_first_of_days", "read_first_of_months", "take_shared_year"]
