"""Dates: a loop that takes one component after the other (part of day, weekday, day, month, year, clock …) while each fits.

Components may come in any order that Arabic uses («مساء أمس الجمعة 15 أغسطس/آب 2015 الساعة الثامنة»); each fills a slot that is
still empty, and the expression ends before the first that does not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

from musnad.find.calendar import MONTHS, WEEKDAYS, hijri_days, hijri_value, is_day
from musnad.find.clocks import read_clock
from musnad.find.hits import Hit
from musnad.find.time_words import Scan, Sense
from musnad.text.numbers import Number

#: Years written in four digits without the word year are taken for years within these.
YEARS = range(1800, 2101)
#: Numbers after the word year that are Hijri without saying so.
HIJRI_YEARS = range(1340, 1501)
_REFS = {"last": "PAST_REF", "recent": "PAST_REF", "previous": "PAST_REF", "next": "FUTURE_REF", "following": "FUTURE_REF"}
_EARLIEST = 1343


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

    def is_empty(self) -> bool:
        return self.last < 0

    def has_day(self) -> bool:
        return bool(self.weekday or self.deictic or self.day or self.hijri_day or self.value)

    def has_date(self) -> bool:
        return self.has_day() or any((self.month, self.year, self.hijri_month, self.hijri_year, self.unit, self.season))


#: Takes scan, draft and index; gives the index after what it read into the draft, or None.
_Reader: TypeAlias = Callable[[Scan, Draft, int], int | None]


def read_date(scan: Scan, index: int) -> Draft | None:
    """The longest date that begins at a word; None where none does."""
    draft = Draft(index, _skip_of(scan, index))
    at = index
    while (after := _component(scan, draft, at)) is not None:
        draft.last = after - 1
        at = _over_glue(scan, draft, after)
    return None if draft.is_empty() or not _is_whole(scan, draft) else draft


def read_first_of_days(scan: Scan, index: int) -> Draft | None:
    """The first of days that share month and year: «15» of «من 15 إلى 20 أغسطس», «يومي 16» of «يومي 16 و19 مارس»."""
    unit = scan.sense(index, "unit_singular", "unit_pair", "unit_plural")
    number = scan.number(unit.last + 1 if unit and unit.key == "day" else index)
    if number is None or not _is_day_number(number) or number.reason or (number.value or 0) > 31:
        return None
    after = number.last + 1
    linked = scan.sense(after, "until") is not None or scan.is_mark(after, "-–،") or scan.norm(after) == "و"
    second = scan.number(after + linked)
    if second is None or not (linked or second.conjoined) or not _is_day_number(second):
        return None
    draft = read_date(scan, second.first) or read_first_of_days(scan, second.first)
    if draft is None or not ((draft.day and draft.month) or draft.hijri_day) or draft.alternatives:
        return None
    day = int(number.value or 0)
    draft.first, draft.skip, draft.last = index, _skip_of(scan, index), number.last
    draft.weekday, draft.part, draft.clock, draft.reason = "", "", "", None
    draft.day, draft.hijri_day = (day if draft.day else None), (day if draft.hijri_day else None)
    return draft


def _skip_of(scan: Scan, index: int) -> int:
    if number := scan.number(index):
        return number.skip
    found = scan.found[index]
    return found.entries[0].skip if found else 0


def _component(scan: Scan, draft: Draft, at: int) -> int | None:
    """Read one component into the draft; the index after it, or None."""
    if at >= scan.size or (draft.last >= 0 and at > draft.first and _is_new(scan, draft, at)):
        return None
    group = scan.found[at]
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
    found = scan.found[at]
    entry = found.entries[0] if found else None
    if entry and (entry.conjoined or entry.preposition in ("ل", "ك")):
        return not (draft.day and entry.kind.startswith("unit")) and entry.kind not in ("share", "zone")
    number = scan.number(at)
    return bool(number and (number.conjoined or number.preposition in ("ل", "ك")))


def _over_glue(scan: Scan, draft: Draft, at: int) -> int:
    """Step over what may stand between components: «من», «الموافق», a slash, a comma, an opening bracket."""
    if equals := scan.sense(at, "equals"):
        return equals.last + 1
    if scan.sense(at, "of") and (draft.day or draft.month or draft.clock or draft.hijri_day or draft.season or draft.part):
        return at + 1
    if scan.is_mark(at, "(") and draft.hijri_year and (number := scan.number(at + 1)) and number.value in YEARS:
        return at + 1
    if scan.is_mark(at, "،,(-–/") and (draft.weekday or draft.deictic) and _is_dated(scan, draft, at):
        return at + 1
    if draft.has_day() and scan.sense(at, "in") and scan.sense(at + 1, "oclock"):
        return at + 1
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
    return scan.sense(number.last + 1, "month", "hijri_month") is not None or _numeric(scan, number) is not None


# --- readers: each takes (scan, draft, at) and gives the index after what it read, or None ----------------------------


def _read_day_word(scan: Scan, draft: Draft, at: int) -> int | None:
    """«يوم» before a weekday, a deictic or a date."""
    unit = scan.sense(at, "unit_singular")
    if unit is None or unit.key not in ("day", "night") or unit.entry.definite or draft.has_day():
        return None
    if unit.key == "night" and draft.is_empty():
        return None
    follower = scan.sense(unit.last + 1, "weekday", "deictic")
    if follower and not follower.entry.skip and not (follower.key == "today"):
        return at + 1 if _component(scan, draft, unit.last + 1) is None else _after_day_word(scan, draft, unit.last + 1)
    number = scan.number(unit.last + 1)
    if number and not number.skip and (_is_day_number(number)):
        return _read_numeric(scan, draft, number.first) or _read_day_month(scan, draft, number.first)
    return None


def _after_day_word(scan: Scan, draft: Draft, at: int) -> int:
    sense = scan.sense(at, "weekday", "deictic")
    return sense.last + 1 if sense else at + 1


def _read_weekday(scan: Scan, draft: Draft, at: int) -> int | None:
    weekday = scan.sense(at, "weekday")
    if weekday is None or draft.day or draft.month or draft.unit:
        return None
    if draft.weekday:  # «ليل الأحد الاثنين»: the night belongs to the first
        return weekday.last + 1 if draft.part in ("TNI", "T24:00") and not weekday.entry.skip else None
    if scan.sense(at, "not_time"):
        return None
    draft.weekday = weekday.key
    after = weekday.last + 1
    if scan.is_mark(at - 1, "(") and scan.is_mark(after, ")") and at - 1 > draft.first:
        after += 1
    return after


def _read_deictic(scan: Scan, draft: Draft, at: int) -> int | None:
    word = scan.sense(at, "deictic")
    if word is None or draft.has_date() or scan.sense(at, "not_today") or scan.sense(at - 1, "not_today"):
        return None
    if word.key == "tomorrow" and not word.entry.definite and at == draft.first and not _is_tomorrow(scan, word):
        return None
    if word.key == "today" and scan.sense(word.last + 1, "dir", "that"):
        return None
    draft.deictic = word.value
    return word.last + 1


def _is_tomorrow(scan: Scan, word: Sense) -> bool:
    return scan.norm(word.first).endswith("ا") or scan.sense(word.last + 1, "weekday") is not None


def _read_night(scan: Scan, draft: Draft, at: int) -> int | None:
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


def _read_part(scan: Scan, draft: Draft, at: int) -> int | None:
    part = scan.sense(at, "part")
    if part is None or draft.part or (draft.clock and at == draft.last + 1):
        return None
    if part.entry.skip and draft.last >= 0:
        return None
    if not draft.is_empty() and part.entry.definite and part.value != "TAF":
        return None
    if draft.is_empty() and part.entry.definite and not part.entry.rest and not _is_span_of_day(scan, part):
        return None
    draft.part = part.value
    return part.last + 1


def _is_span_of_day(scan: Scan, part: Sense) -> bool:
    """«طوال الليل», «في المساء»: a part of the day with its article, where it plainly tells the time."""
    if part.key not in ("night_part", "evening", "morning"):
        return False
    return part.entry.preposition == "" and scan.sense(part.first - 1, "during", "in", "this", "since", "until") is not None


def _read_numeric(scan: Scan, draft: Draft, at: int) -> int | None:
    number = scan.number(at)
    if number is None or draft.day or draft.month or number.form != "digits":
        return None
    read = _numeric(scan, number)
    if read is None:
        return None
    first, second, third, after = read
    if not _enter_numeric(draft, first, second, third):
        return None
    return _over_era(scan, after)


def _numeric(scan: Scan, number: Number) -> tuple[str, str, str, int] | None:
    """Three numbers of a date and the index after them: 15/8/2025, 2025-08-15, 15.8.2025."""
    at = number.last
    groups = scan.words[at].norm.split(".")
    if len(groups) == 3:
        return (*groups, at + 1) if _fits(groups) else None  # type: ignore[return-value]
    mark = scan.norm(at + 1)
    if mark not in ("/", "-", "–", "\\") or scan.norm(at + 3) != mark or at + 4 >= scan.size:
        return None
    three = [scan.norm(place) for place in (at, at + 2, at + 4)]
    loose = scan.words[at + 4].stop - scan.words[at].start > sum(map(len, three)) + 2
    if mark != "/" and loose:
        return None
    return (*three, at + 5) if _fits(three) else None  # type: ignore[return-value]


def _fits(groups: list[str]) -> bool:
    if not all(group.isdigit() for group in groups):
        return False
    lengths = [len(group) for group in groups]
    return (lengths[0] == 4 and max(lengths[1:]) <= 2) or (max(lengths[:2]) <= 2 and lengths[2] in (2, 4))


def _enter_numeric(draft: Draft, first: str, second: str, third: str) -> bool:
    """Fill the slots from three numbers; a day that is none is kept with its reason."""
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        day, month, year = int(first), int(second), int(third)
        year += 2000 if len(third) == 2 else 0
        if month > 12 >= day:
            day, month = month, day
        elif day <= 12 and day != month and year not in HIJRI_YEARS and is_day(year, day, month):
            draft.alternatives = (f"{year:04}-{day:02}-{month:02}",)
    if year in HIJRI_YEARS:
        draft.hijri_day, draft.hijri_month, draft.hijri_year = day, month, year
        return True
    if not 1000 <= year <= 2999:
        return False
    if not is_day(year, month, day):
        draft.reason = "no such month" if not 1 <= month <= 12 else "no such day"
    draft.day, draft.month, draft.year = day, month, year
    return True


def _over_era(scan: Scan, at: int) -> int:
    era = scan.sense(at, "era")
    return era.last + 1 if era else at


def _is_day_number(number: Number) -> bool:
    return isinstance(number.value, int) and 1 <= number.value <= 99 and number.scale == 1 and number.form != "vague"


def _read_day_month(scan: Scan, draft: Draft, at: int) -> int | None:
    """«15 أغسطس/ آب 2015», «الأول من مايو», «الخامس والعشرين من شهر رمضان», «6th, May»."""
    number = scan.number(at)
    if number is None or not _is_day_number(number) or number.reason:
        return None
    at = number.last + 1
    if draft.part and scan.is_mark(at, "-–/") and (second := scan.number(at + 1)) and _is_day_number(second):
        at = second.last + 1  # «ليل 15-16 يوليو»: the night belongs to the first day
    if scan.norm(at) in ("st", "nd", "rd", "th") and scan.glued(at):
        at += 1
        at += scan.is_mark(at, ",")
    linked = scan.sense(at, "of") is not None
    if linked or (scan.is_mark(at, "/-") and scan.norm(at + 1) and scan.sense(at + 1, "month", "hijri_month")):
        at += 1
    return _month_with_day(scan, draft, at, int(number.value or 0), linked)


def _month_with_day(scan: Scan, draft: Draft, at: int, day: int, linked: bool) -> int | None:
    unit = scan.sense(at, "unit_singular")
    if unit and unit.key == "month" and not unit.entry.skip:
        at = unit.last + 1
        if unit.entry.definite:
            if not linked:
                return None
            return _day_of_relative_month(scan, draft, at, day)
    month = scan.sense(at, "month", "hijri_month")
    if month is None or month.entry.skip:
        return None
    hijri = month.entry.kind == "hijri_month"
    if (draft.hijri_day or draft.hijri_month) if hijri else (draft.day or draft.month):
        return None
    if hijri:
        draft.hijri_day, draft.hijri_month = day, int(month.value)
    else:
        draft.day, draft.month = day, int(month.value)
    return _after_month(scan, draft, month)


def _day_of_relative_month(scan: Scan, draft: Draft, at: int, day: int) -> int | None:
    direction = scan.sense(at, "dir")
    if direction is None or draft.day or day > 31:
        return None
    draft.day, draft.unit, draft.direction = day, "month", direction.value
    return direction.last + 1


def _read_first_day(scan: Scan, draft: Draft, at: int) -> int | None:
    """«فاتح نوفمبر», «غرة رمضان»: the first of the month."""
    word = scan.sense(at, "first_day")
    if word is None or draft.day or draft.hijri_day:
        return None
    return _month_with_day(scan, draft, word.last + 1, 1, True)


def _read_month(scan: Scan, draft: Draft, at: int) -> int | None:
    """A month without a day, «شهر» before it or not."""
    unit = scan.sense(at, "unit_singular")
    if unit and unit.key == "month":
        month = scan.sense(unit.last + 1, "month", "hijri_month")
    else:
        unit, month = None, scan.sense(at, "month", "hijri_month")
    if month is None or (unit and month.entry.skip) or (month.entry.skip and draft.last >= 0):
        return None
    if draft.month or draft.hijri_month or draft.unit or draft.deictic or draft.weekday:
        return None
    if month.entry.kind == "month" and month.entry.definite:
        return None
    if month.entry.kind == "hijri_month":
        draft.hijri_month = int(month.value)
    else:
        draft.month = int(month.value)
    draft.doubtful = unit is None and month.entry.form in scan.table.doubtful
    return _after_month(scan, draft, month)


def _after_month(scan: Scan, draft: Draft, month: Sense) -> int:
    """Over the month's name in another region («أغسطس/ آب», «مايو (أيار)»)."""
    after = month.last + 1
    if scan.is_mark(after, "/(-\\") or scan.norm(after) == "او":
        again = scan.sense(after + 1, "month")
        if again and again.value == month.value and again.entry.kind == month.entry.kind:
            draft.doubtful = False
            after = again.last + 1
            if scan.is_mark(month.last + 1, "(") and scan.is_mark(after, ")"):
                after += 1
    return after


def _read_year(scan: Scan, draft: Draft, at: int) -> int | None:
    """«عام 2014», «سنة 1436 هـ», and the four digits after a month."""
    word = scan.sense(at, "unit_singular", "unit_pair", "unit_plural")
    if word and word.key == "year":
        after = word.last + 1
        after += scan.is_mark(after, "(")
        number = scan.number(after)
        opened = after > word.last + 1
    else:
        word, opened, number = None, False, scan.number(at)
    if number is None or number.skip or number.ordinal or not _is_year(scan, draft, number, word):
        return None
    after = number.last + 1
    if number.value in HIJRI_YEARS and scan.is_mark(after, "/-–") and (second := scan.number(after + 1)):
        if second.value == int(number.value or 0) + 1:
            draft.hijri_second, after = int(second.value), second.last + 1
    era = scan.sense(after, "era")
    hijri = era.value == "ah" if era else _means_hijri(draft, int(number.value or 0))
    if (draft.hijri_year if hijri else draft.year) is not None:
        return None
    if era and era.value == "bce":
        draft.value, draft.reason = None, "before the common era"
    if hijri:
        draft.hijri_year = int(number.value or 0)
    else:
        draft.year = int(number.value or 0)
    after = era.last + 1 if era else after
    opened = opened or (scan.is_mark(number.first - 1, "(") and draft.last >= 0)
    return after + 1 if opened and scan.is_mark(after, ")") else after


def _is_year(scan: Scan, draft: Draft, number: Number, word: Sense | None) -> bool:
    value = number.value
    if not isinstance(value, int) or number.form == "mixed":
        return False
    digits = number.form == "digits" and scan.words[number.last].norm.isdigit() and not number.definite
    if word:
        return 1 <= value <= 2999 and (not digits or len(scan.words[number.last].norm) >= 3) and value > 99
    if scan.is_mark(number.first - 1, "(") and draft.hijri_year and value in YEARS:
        return True
    if not (draft.month or draft.hijri_month or draft.season):
        return False
    if number.form == "words":
        return 1900 <= value <= 2100
    return digits and (value in YEARS or value in HIJRI_YEARS) and len(scan.words[number.last].norm) == 4


def _means_hijri(draft: Draft, year: int) -> bool:
    return year in HIJRI_YEARS and (draft.hijri_month is not None or draft.month is None)


def _read_clock(scan: Scan, draft: Draft, at: int) -> int | None:
    if draft.clock or draft.reason:
        return None
    clock = read_clock(scan, at)
    if clock is None:
        return None
    if clock.tail is None:
        draft.clock, draft.reason = "T", clock.reason
    else:
        draft.clock = clock.tail
    return clock.last + 1


def _read_direction(scan: Scan, draft: Draft, at: int) -> int | None:
    """«الماضي», «المقبل» after a weekday, a month or a season."""
    direction = scan.sense(at, "dir")
    if direction is None or draft.direction or direction.value in ("recent", "same"):
        return None
    if draft.year or draft.deictic or not (draft.weekday or draft.month or draft.season or draft.hijri_month or draft.unit):
        return None
    draft.direction = direction.value
    return direction.last + 1


def _read_unit(scan: Scan, draft: Draft, at: int) -> int | None:
    """«الأسبوع الماضي», «هذا العام», «العام الحالي (2018)», and a definite unit after month or season."""
    this = scan.sense(at, "this", "that")
    unit = scan.sense(this.last + 1 if this else at, "unit_singular")
    if unit is None or not (unit.entry.definite or (this and this.value == "that")):
        return None
    if unit.key in ("second", "minute", "hour", "night") or (unit.entry.skip and (draft.last >= 0 or this)):
        return None
    if unit.key == "day" and scan.sense(unit.first - 1, "not_today"):
        return None
    if draft.day and not scan.sense(at - 1, "of"):
        return None
    if draft.unit or draft.year or draft.weekday or draft.deictic or (unit.key != "year" and not draft.is_empty()):
        return None
    after = unit.last + 1
    direction = scan.sense(after, "dir")
    if this is None and direction is None and unit.key == "year" and (number := scan.number(after + scan.is_mark(after, "("))):
        if _is_year(scan, draft, number, unit):
            return None
    if direction is None and this is None and not _is_edge_before(scan, draft.first):
        return None
    draft.unit = unit.key
    draft.direction = direction.value if direction else {"this": "this", "that": "same"}[this.value if this else "this"]
    after = direction.last + 1 if direction else after
    return _over_year(scan, draft, unit, after)


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


def _read_season(scan: Scan, draft: Draft, at: int) -> int | None:
    this = scan.sense(at, "this")
    season = scan.sense(this.last + 1 if this else at, "season")
    if season is None or not draft.is_empty() or (this and season.entry.skip):
        return None
    draft.season = season.key
    draft.direction = "this" if this else ""
    return season.last + 1


_NONE: frozenset[str] = frozenset()
_READERS: tuple[tuple[_Reader, frozenset[str]], ...] = (
    (_read_numeric, frozenset({"number"})),
    (_read_night, frozenset({"night"})),
    (_read_day_word, frozenset({"unit_singular"})),
    (_read_deictic, frozenset({"deictic"})),
    (_read_weekday, frozenset({"weekday"})),
    (_read_day_month, frozenset({"number"})),
    (_read_clock, frozenset({"number", "oclock"})),
    (_read_part, frozenset({"part"})),
    (_read_unit, frozenset({"unit_singular", "this", "that"})),
    (_read_year, frozenset({"number", "unit_singular", "unit_pair", "unit_plural"})),
    (_read_season, frozenset({"season", "this"})),
    (_read_first_day, frozenset({"first_day"})),
    (_read_month, frozenset({"month", "hijri_month", "unit_singular"})),
    (_read_direction, frozenset({"dir"})),
)


# --- is it a date, and what does it say -------------------------------------------------------------------------------


def _is_whole(scan: Scan, draft: Draft) -> bool:
    """Whether the slots together are a time expression."""
    if draft.season and not (draft.year or draft.direction or draft.unit):
        return False
    if draft.doubtful and not (draft.year or draft.direction or draft.hijri_year):
        preposition = scan.sense(draft.first - 1, "in", "since", "until", "during") or scan.sense(draft.first - 1, "edge")
        return preposition is not None and not _is_name_like(scan, draft)
    if draft.part and not draft.has_date() and not draft.clock:
        return scan.sense(draft.first, "part") is not None and _stands_alone(scan, draft)
    return True


def _is_name_like(scan: Scan, draft: Draft) -> bool:
    """«اب» without its madda is «father»."""
    word = scan.words[draft.first]
    return len(word.norm) == 2 and "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}" not in scan.view.text[word.start : word.stop]


def _stands_alone(scan: Scan, draft: Draft) -> bool:
    part = scan.sense(draft.first, "part")
    if part is None or part.entry.skip:
        return False
    if part.entry.definite and not part.entry.rest:
        return True
    return part.entry.form.endswith("ا") or part.entry.form == part.entry.key or part.last == draft.first + 1


_HOW = {"last": "last", "previous": "last", "next": "next", "following": "next", "this": "near"}


def to_hit(scan: Scan, draft: Draft, tense: str) -> Hit:
    """What the slots say, as a value or as a relative; `tense` decides bare weekdays, days and months."""
    how = _HOW.get(draft.direction) or tense or ("past" if draft.weekday else "near")
    tail = "" if draft.clock == "T" else draft.clock or draft.part
    kind = "time" if tail or draft.clock else "date"
    value, relative, context, reason, hijri = _what(draft, how)
    reason = draft.reason or reason
    if reason:
        value = relative = context = None
    alternatives = draft.alternatives
    if alternatives and value:
        value, alternatives = _settled(draft, value)
    return Hit(
        draft.first, draft.last, kind, value, relative, context, tail, draft.skip, hijri=hijri, reason=reason,  # type: ignore[arg-type]
        alternatives=alternatives, rule="date",
    )  # fmt: skip


def _settled(draft: Draft, value: str) -> tuple[str, tuple[str, ...]]:
    """Which reading of «3/4/2025» a weekday or a Hijri date beside it confirms; both where nothing tells."""
    hijri = _hijri(draft)[1]
    for reading in (value, *draft.alternatives):
        named = draft.weekday and WEEKDAYS[date.fromisoformat(reading).weekday()] == draft.weekday
        if named or reading == hijri:
            return reading, ()
    return value, draft.alternatives


def _what(draft: Draft, how: str) -> tuple[str | None, str | None, str | None, str | None, str | None]:
    """Value, relative, context, reason and Hijri value."""
    hijri, hijri_gregorian, reason = _hijri(draft)
    if draft.month and draft.year and not draft.unit:
        return _absolute(draft), None, None, None if _absolute(draft) else "no such day", hijri
    if (hijri_gregorian or reason) and not draft.year:
        return hijri_gregorian, None, None, reason, hijri
    if draft.hijri_month and not draft.month:
        day = f"-{draft.hijri_day:02}" if draft.hijri_day else ""
        return None, f"{how}-h{draft.hijri_month:02}{day}", None, None, None
    value, relative, context = _gregorian(draft, how)
    return value, relative, context, None, hijri


def _absolute(draft: Draft) -> str | None:
    assert draft.year is not None and draft.month is not None
    if draft.day is None:
        return f"{draft.year:04}-{draft.month:02}"
    return f"{draft.year:04}-{draft.month:02}-{draft.day:02}" if is_day(draft.year, draft.month, draft.day) else None


def _hijri(draft: Draft) -> tuple[str | None, str | None, str | None]:
    """Hijri value, its Gregorian value, and why there is none."""
    year, month, day = draft.hijri_year, draft.hijri_month, draft.hijri_day
    if year is None:
        return None, None, None
    text = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
    value = hijri_value(year, month, day)
    if draft.hijri_second and value and (last := hijri_value(draft.hijri_second)):
        text, value = f"{year:04}/{draft.hijri_second:04}", value.partition("/")[0] + "/" + last.partition("/")[2]
    if value or draft.month:
        return text, value, None
    if not _EARLIEST <= year <= 1500:
        return text, None, "outside the years of the Umm al-Qura calendar"
    bad_month = month is not None and not 1 <= month <= 12
    return text, None, "no such month" if bad_month or hijri_days(year, month) is None else "no such day"


def _gregorian(draft: Draft, how: str) -> tuple[str | None, str | None, str | None]:
    """Value, relative, context of what is said in Gregorian terms."""
    if draft.unit:
        return _of_unit(draft)
    if draft.season:
        code = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}[draft.season]
        return (f"{draft.year:04}-{code}", None, None) if draft.year else (None, f"{how}-{draft.season}", None)
    if draft.month:
        name = f"{draft.month:02}-{draft.day:02}" if draft.day else MONTHS[draft.month - 1]
        return None, f"{how}-{name}", None
    if draft.year:
        return f"{draft.year:04}", None, None
    if draft.deictic:
        return (None, _named_today(draft), None) if draft.weekday else (None, draft.deictic, None)
    if draft.weekday:
        return None, f"{how}-{draft.weekday}", None
    return None, None, "same"


def _named_today(draft: Draft) -> str:
    """«اليوم الخميس» on a page of Friday is the day before; «أمس السبت» is the Saturday before."""
    assert draft.weekday in WEEKDAYS
    return {"today": "near", "tomorrow": "next", "day+2": "next"}.get(draft.deictic, "last") + f"-{draft.weekday}"


def _of_unit(draft: Draft) -> tuple[str | None, str | None, str | None]:
    unit, direction = draft.unit, draft.direction
    if direction == "recent":
        return "PAST_REF", None, None
    if direction in ("previous", "following", "same"):
        step = {"previous": -1, "following": 1, "same": 0}[direction]
        return None, None, f"{unit}{step:+d}"
    step = {"last": -1, "next": 1, "this": 0}[direction]
    if draft.day:
        return None, f"day{draft.day:02}-of-month{step:+d}", None
    if draft.month:
        return None, f"{MONTHS[draft.month - 1]}-of-year{step:+d}", None
    if draft.season:
        return None, f"{draft.season}-of-year{step:+d}", None
    return None, f"{unit}{step:+d}", None


__all__ = ["Draft", "read_date", "read_first_of_days", "to_hit"]
