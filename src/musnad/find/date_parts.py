"""The parts of a date that are words: weekdays, «أمس», parts of the day, clock times, «الأسبوع الماضي», seasons."""

from __future__ import annotations

from musnad.find.clocks import read_clock as clock_at
from musnad.find.clocks import read_first_of_clocks
from musnad.find.date_draft import Draft
from musnad.find.date_numbers import YEARS, is_year
from musnad.find.time_words import Scan, Sense


def read_weekday(scan: Scan, draft: Draft, at: int) -> int | None:
    this = scan.sense(at, "this") if draft.is_empty() else None
    weekday = scan.sense(this.last + 1 if this else at, "weekday")
    if weekday is None or draft.day or draft.month or draft.unit or (this and weekday.entry.skip):
        return None
    if this:
        draft.direction = "this"
        at = weekday.first
    if draft.weekday:  # «ليل الأحد الاثنين»: the night belongs to the first
        return weekday.last + 1 if draft.part in ("TNI", "T24:00") and not weekday.entry.skip else None
    if scan.sense(at, "not_time") or _is_eleven(scan, weekday) or _is_two(scan, weekday) or _is_place(scan, at):
        return None
    draft.weekday = weekday.key
    after = weekday.last + 1
    joined = scan.sense(after, "weekday")
    shared = scan.sense(joined.last + 1, "dir") if joined and joined.entry.conjoined else None
    if shared and shared.value in ("last", "next") and scan.norm(shared.last).endswith("ين"):
        draft.direction = shared.value  # «السبت والأحد المقبلين»
    if scan.is_mark(at - 1, "(") and scan.is_mark(after, ")") and at - 1 > draft.first:
        after += 1
    return after


def _is_eleven(scan: Scan, weekday: Sense) -> bool:
    """Whether «الأحد» is one and ten: «الأبيات الأحد عشر»."""
    after = scan.table.numbers.surfaces.get(scan.norm(weekday.last + 1))
    return weekday.key == "sunday" and after is not None and after.role == "ten_unit" and after.is_bare()


def _is_two(scan: Scan, weekday: Sense) -> bool:
    """Whether «الاثنين» are both of them: «لعب مع الاثنين»."""
    return weekday.key == "monday" and scan.norm(weekday.first - 1) == _WITH and not scan.sense(weekday.last + 1, "dir")


_WITH = "مع"


def _is_place(scan: Scan, at: int) -> bool:
    """Whether a weekday names a place: «سوق الأحد», «بلدة الأربعاء»."""
    noun = scan.sense(at - 1, "day_name")
    return noun is not None and not noun.entry.definite


def read_deictic(scan: Scan, draft: Draft, at: int) -> int | None:
    word = scan.sense(at, "deictic")
    if word is None or draft.has_date() or _is_in_name(scan, word):
        return None
    if word.key == "tomorrow" and not word.entry.definite and at == draft.first and not _is_tomorrow(scan, word):
        return None
    if word.key == "today" and word.entry.form != word.key and scan.sense(at - 1, "in") and at == draft.first:
        return None  # «500 ريال في اليوم»
    if word.key == "today" and (scan.sense(word.last + 1, "dir", "that") or _is_quoted(scan, word)):
        return None
    draft.deictic = word.value
    return word.last + 1


def _is_in_name(scan: Scan, word: Sense) -> bool:
    """Whether «اليوم» or «الغد» belongs to a name («المصري اليوم», «حزب الغد»), no weekday right behind it."""
    named = scan.sense(word.first, "not_today") or scan.sense(word.first - 1, "not_today")
    return named is not None and scan.sense(word.last + 1, "weekday") is None


def _is_quoted(scan: Scan, word: Sense) -> bool:
    """Whether a word stands alone between quotation marks: a newspaper's name."""
    return scan.is_mark(word.first - 1, "«\"“‟") and scan.is_mark(word.last + 1, "»\"”")


def _is_tomorrow(scan: Scan, word: Sense) -> bool:
    return scan.norm(word.first).endswith("ا") or scan.sense(word.last + 1, "weekday") is not None


def read_night(scan: Scan, draft: Draft, at: int) -> int | None:
    """«الليلة», «الليلة الماضية»."""
    word = scan.sense(at, "night")
    if word is None or not draft.is_empty():
        return None
    following = scan.sense(word.last + 1, "dir")
    draft.deictic, draft.part = "today", "TNI"
    if following and following.value in ("last", "previous"):
        draft.deictic = "yesterday"
    elif following and following.value in ("next", "following"):
        draft.deictic = "tomorrow"
    return following.last + 1 if following else word.last + 1


def read_part(scan: Scan, draft: Draft, at: int) -> int | None:
    this = scan.sense(at, "this") if draft.is_empty() else None
    part = scan.sense(this.last + 1 if this else at, "part")
    if part is None or (this and not part.entry.definite) or draft.part or (draft.clock and at == draft.last + 1):
        return None
    if part.entry.skip and draft.last >= 0:
        return None
    if not draft.is_empty() and part.entry.definite and part.value != "TAF":
        return None
    if draft.is_empty() and part.entry.definite and not part.entry.rest and not _is_span_of_day(scan, part):
        return None
    draft.part = part.value
    if this:
        draft.deictic = "today"  # «هذا الصباح»
    return part.last + 1


def _is_span_of_day(scan: Scan, part: Sense) -> bool:
    """«طوال الليل», «في المساء»: a part of the day with its article, where it plainly tells the time."""
    if part.key not in ("night_part", "evening", "morning"):
        return False
    return part.entry.preposition == "" and scan.sense(part.first - 1, "during", "in", "this", "since", "until") is not None


def read_clock(scan: Scan, draft: Draft, at: int) -> int | None:
    if draft.clock or draft.reason:
        return None
    clock = (read_first_of_clocks(scan, at) if draft.is_empty() else None) or clock_at(scan, at)
    if clock is None:
        return None
    if clock.tail is None:
        draft.clock, draft.reason = "T", clock.reason
    else:
        draft.clock = clock.tail
    return clock.last + 1


def read_direction(scan: Scan, draft: Draft, at: int) -> int | None:
    """«الماضي», «المقبل» after a weekday, a month or a season."""
    direction = scan.sense(at, "dir")
    if direction is None or draft.direction or direction.value in ("recent", "same"):
        return None
    if draft.year or draft.deictic or not (draft.weekday or draft.month or draft.season or draft.hijri_month or draft.unit):
        return None
    draft.direction = direction.value
    return direction.last + 1


def read_unit(scan: Scan, draft: Draft, at: int) -> int | None:
    """«الأسبوع الماضي», «هذا العام», «العام الحالي (2018)», and a definite unit after month or season."""
    this = scan.sense(at, "this", "that")
    unit = scan.sense(this.last + 1 if this else at, "unit_singular")
    if unit is None or not (unit.entry.definite or (this and this.value == "that")):
        return None
    if unit.key in ("second", "minute", "hour", "night") or (unit.entry.skip and (draft.last >= 0 or this)):
        return None
    if len((scan.sense(unit.first, "season_of") or unit).entry.rest) and not this:
        return None  # «بداية العام الدراسي»
    if unit.key == "day" and (scan.sense(unit.first - 1, "not_today") or _is_object(scan, this)):
        return None
    if draft.day and not scan.sense(at - 1, "of"):
        return None
    if draft.unit or draft.year or draft.weekday or draft.deictic or (unit.key != "year" and not draft.is_empty()):
        return None
    after = unit.last + 1
    direction = scan.sense(after, "dir")
    number = scan.number(after + scan.is_mark(after, "(")) if unit.key == "year" and not (this or direction) else None
    if number and is_year(scan, draft, number, unit):
        return None
    if direction is None and this is None and not _is_edge_before(scan, draft.first):
        return None
    draft.unit = unit.key
    draft.direction = direction.value if direction else {"this": "this", "that": "same"}[this.value if this else "this"]
    after = direction.last + 1 if direction else after
    return _over_year(scan, draft, unit, after)


def _is_object(scan: Scan, this: Sense | None) -> bool:
    """Whether «ذلك» before «اليوم» is what was said («أعلن ذلك اليوم») and not that day («في ذلك اليوم»)."""
    if this is None or this.value != "that":
        return False
    return scan.sense(this.first - 1, "in", "since", "until", "during", "of") is None


def _over_year(scan: Scan, draft: Draft, unit: Sense, after: int) -> int:
    """Over the year that says which one is meant: «العام الحالي (2018)», «العام القادم 2019 م»."""
    opened = scan.is_mark(after, "(")
    number = scan.number(after + opened)
    if unit.key != "year" or number is None or number.form != "digits" or number.value not in YEARS or number.skip:
        return after
    end = number.last + 1
    if opened:
        return end + 1 if scan.is_mark(end, ")") else after
    if scan.norm(end) in scan.table.counted or scan.is_mark(end, "-/–"):
        return after
    draft.unit, draft.direction, draft.year = "", "", int(number.value or 0)
    era = scan.sense(end, "era")
    return era.last + 1 if era else end


def _is_edge_before(scan: Scan, first: int) -> bool:
    return scan.sense(first - 1, "edge", "during") is not None


def read_season(scan: Scan, draft: Draft, at: int) -> int | None:
    this = scan.sense(at, "this")
    season = scan.sense(this.last + 1 if this else at, "season")
    if season is None or not draft.is_empty() or (this and season.entry.skip):
        return None
    draft.season = season.key
    draft.direction = "this" if this else ""
    return season.last + 1


__all__ = [
    "read_clock",
    "read_deictic",
    "read_direction",
    "read_night",
    "read_part",
    "read_season",
    "read_unit",
    "read_weekday",
]
