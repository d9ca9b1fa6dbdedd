"""What the slots of a date say together: a value, a relative for the anchor, or an offset from what was spoken of before."""

from __future__ import annotations

from datetime import date

from musnad.find.calendar import MONTHS, SEASONS, WEEKDAYS, is_day
from musnad.find.date_draft import Draft
from musnad.find.hijri import hijri_days, hijri_value
from musnad.find.hits import Hit

#: The first Hijri year of the Umm al-Qura tables.
_EARLIEST = 1343
#: What an adjective tells of which one is meant.
HOW = {
    "before_last": "before_last", "last": "last", "previous": "last", "this": "near", "next": "next", "following": "next",
    "second": "second", "new": "next",
}  # fmt: skip


def to_hit(draft: Draft, tense: str) -> Hit:
    """What the slots say, as a value or as a relative; `tense` decides bare weekdays, days and months."""
    how = HOW.get(draft.direction) or tense or ("past" if draft.weekday else "near")
    tail = "" if draft.clock == "T" else _clock_of(draft) or draft.part
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


def _clock_of(draft: Draft) -> str:
    """The clock time of a date; its hour of twelve is that of the part of the day told before it («الليلة الساعة 9»)."""
    hours = _LATE.get(draft.part)
    if hours is None or not draft.clock[1:3].isdigit() or int(draft.clock[1:3]) not in hours:
        return draft.clock
    return f"T{int(draft.clock[1:3]) + 12}{draft.clock[3:]}"


#: The hours of twelve that belong to the second half of the day in each of its parts.
_LATE = {"TAF": range(1, 7), "TEV": range(1, 12), "TNI": range(6, 12)}


def _what(draft: Draft, how: str) -> tuple[str | None, str | None, str | None, str | None, str | None]:
    """Value, relative, context, reason and Hijri value."""
    hijri, hijri_gregorian, reason = _hijri(draft)
    if draft.before_christ and draft.year:
        return _before_christ(draft), None, None, None, None
    if draft.month and draft.year and not draft.unit:
        return _absolute(draft), None, None, None if _absolute(draft) else "no such day", hijri
    if (hijri_gregorian or reason) and not draft.year:
        return hijri_gregorian, None, None, reason, hijri
    if draft.hijri_month and draft.unit == "year" and not draft.hijri_day:
        step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(draft.direction, 0)
        return None, f"h{draft.hijri_month:02}-of-year{step:+d}", None, None, None
    if draft.hijri_month and not draft.month:
        day = f"-{draft.hijri_day:02}" if draft.hijri_day else ""
        return None, f"{how}-h{draft.hijri_month:02}{day}", None, None, None
    value, relative, context = _gregorian(draft, how)
    return value, relative, context, None, hijri


def _before_christ(draft: Draft) -> str:
    """``BC0044-03-15``, as TIMEX3 has years before the common era."""
    month = f"-{draft.month:02}" if draft.month else ""
    return f"BC{draft.year:04}{month}" + (f"-{draft.day:02}" if month and draft.day else "")


def _absolute(draft: Draft) -> str | None:
    year, month = draft.year or 0, draft.month or 0
    if draft.day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{draft.day:02}" if is_day(year, month, draft.day) else None


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
        return (f"{draft.year:04}-{SEASONS[draft.season]}", None, None) if draft.year else (None, f"{how}-{draft.season}", None)
    if draft.month:
        name = f"{draft.month:02}-{draft.day:02}" if draft.day else MONTHS[draft.month - 1]
        how = draft.weekday if draft.weekday and draft.day and not draft.direction else how
        return None, f"y{draft.famous}-{name}" if draft.famous else f"{how}-{name}", None
    if draft.year:
        return f"{draft.year:04}", None, None
    if draft.deictic:
        return (None, _named_today(draft), None) if draft.weekday else (None, draft.deictic, None)
    if draft.weekday:
        return None, f"{how}-{draft.weekday}", None
    return None, None, "same"


def _named_today(draft: Draft) -> str:
    """«اليوم الخميس» on a page of Friday is the day before; «أمس السبت» is the Saturday before."""
    return {"today": "near", "tomorrow": "coming", "day+2": "coming"}.get(draft.deictic, "last") + f"-{draft.weekday}"


def _of_unit(draft: Draft) -> tuple[str | None, str | None, str | None]:
    unit, direction = draft.unit, draft.direction
    if direction == "recent":
        return "PAST_REF", None, None
    if direction == "new":
        return None, "new-year" if unit == "year" and not (draft.day or draft.month or draft.season) else f"{unit}+1", None
    if direction in ("previous", "following", "same"):
        step = {"previous": -1, "following": 1, "same": 0}[direction]
        if draft.day and unit == "month":
            return None, None, f"day{draft.day:02}-of-month{step:+d}"  # «31 من الشهر نفسه»
        return None, None, f"{unit}{step:+d}"
    step = {"before_last": -2, "last": -1, "next": 1, "second": 2, "this": 0}[direction]
    if draft.day and draft.month:
        return None, f"{draft.month:02}-{draft.day:02}-of-year{step:+d}", None
    if draft.day:
        return None, f"day{draft.day:02}-of-month{step:+d}", None
    if draft.month:
        return None, f"{MONTHS[draft.month - 1]}-of-year{step:+d}", None
    if draft.season:
        return None, f"{draft.season}-of-year{step:+d}", None
    return None, f"{unit}{step:+d}", None


__all__ = ["HOW", "to_hit"]
