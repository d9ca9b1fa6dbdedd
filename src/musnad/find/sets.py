"""Sets: what comes again and again («كل يوم», «أيام الجمعة», «مساء كل اثنين», «15 من كل شهر», «رمضان من كل عام»)."""

from __future__ import annotations

from typing import NamedTuple

from musnad.find.calendar import SEASONS, WEEKDAYS
from musnad.find.clocks import Clock, read_clock
from musnad.find.durations import iso_duration, read_length
from musnad.find.hits import Hit
from musnad.find.time_words import Scan, Sense

#: A day without a date, that a part of the day or a clock time of each day belongs to.
ANY_DAY = "XXXX-XX-XX"
#: Days of a month that a set can name.
DAYS = range(1, 32)


class _Each(NamedTuple):
    """What comes again: its value, its last word, its Hijri value."""

    value: str
    last: int
    hijri: str | None = None


def read_set(scan: Scan, index: int) -> Hit | None:
    """«كل يوم», «كل ثلاثة أشهر», «كل جمعة», «كل رمضان», «أيام الجمعة», «يوميا», with the clock time behind them."""
    if often := scan.sense(index, "often"):
        value, last = often.value, often.last
        clock = _clock_after(scan, last) if value == "P1D" else None
        if clock and clock.tail:
            value, last = ANY_DAY + clock.tail, clock.last
        return Hit(index, last, "set", value, skip=often.entry.skip, rule="adverb of frequency")
    each = scan.sense(index, "each")
    if each is None:
        return _days(scan, index)
    found = _each(scan, each.last + 1)
    return None if found is None else _hit(index, each.entry.skip, _with_clock(scan, found))


def _hit(index: int, skip: int, found: _Each) -> Hit:
    return Hit(index, found.last, "set", found.value, skip=skip, hijri=found.hijri, rule="each")


def _each(scan: Scan, at: int) -> _Each | None:
    """What stands behind «كل»: a weekday, a part of the day, a month, a season, a length."""
    if day := _each_weekday(scan, at):
        return _Each(*day)
    part = scan.sense(at, "part")
    if part and not part.entry.skip and not part.entry.definite:
        day = _each_weekday(scan, part.last + 1) or (ANY_DAY, part.last)
        return _Each(day[0] + part.value, day[1])
    if named := scan.sense(at, "month", "hijri_month", "season"):
        return _yearly(named)
    length = read_length(scan, at, bare=True)
    return _Each(iso_duration(length), length.last) if length and not length.skip and not length.definite else None


def _yearly(named: Sense) -> _Each | None:
    """A month or season of each year."""
    if named.entry.skip or (named.entry.definite and named.entry.kind != "hijri_month"):
        return None
    if named.entry.kind == "hijri_month":
        return _Each("P1Y", named.last, f"XXXX-{int(named.value):02}")
    value = SEASONS[named.key] if named.entry.kind == "season" else f"{int(named.value):02}"
    return _Each(f"XXXX-{value}", named.last)


def _clock_after(scan: Scan, last: int) -> Clock | None:
    """The clock time right behind a set: «كل يوم الساعة 8», «يوميا في الثامنة مساء»."""
    return read_clock(scan, last + 1 + (scan.sense(last + 1, "in") is not None))


def _with_clock(scan: Scan, found: _Each) -> _Each:
    value = {"P1D": ANY_DAY}.get(found.value, found.value)
    clock = _clock_after(scan, found.last) if value[-2:] == "XX" or value[:8] == "XXXX-WXX" else None
    if clock is None or clock.tail is None or "T" in value:
        return found
    return _Each(value + clock.tail, clock.last)


def _each_weekday(scan: Scan, at: int) -> tuple[str, int] | None:
    unit = scan.sense(at, "unit_singular")
    at = unit.last + 1 if unit and unit.key == "day" else at
    weekday = scan.sense(at, "weekday") or scan.sense(at, "bare_weekday")
    return (f"XXXX-WXX-{weekday.value}", weekday.last) if weekday and not weekday.entry.skip else None


def _days(scan: Scan, index: int) -> Hit | None:
    """«أيام الجمعة», with the clock time before it: «الساعة الثالثة مساء أيام الجمعة»."""
    clock = read_clock(scan, index)
    at = clock.last + 1 if clock else index
    at += scan.sense(at, "of") is not None if clock else 0
    if clock and clock.tail and (found := _after_clock(scan, at)):
        return Hit(index, found[1], "set", found[0] + clock.tail, skip=clock.skip, rule="set with a clock time")
    days = scan.sense(at, "unit_plural")
    weekday = scan.sense(days.last + 1, "weekday") if days and days.key == "day" else None
    if days is None or weekday is None or weekday.entry.skip or weekday.key not in WEEKDAYS:
        return None
    if scan.norm(weekday.last + 1).startswith("و") and scan.sense(weekday.last + 1, "weekday") and not clock:
        return None  # «أيام الجمعة والسبت والأحد» are days, not a set
    skip = clock.skip if clock else days.entry.skip
    tail = (clock.tail or "") if clock else ""
    return Hit(index, weekday.last, "set", f"XXXX-WXX-{weekday.value}{tail}", skip=skip, rule="weekdays")


def _after_clock(scan: Scan, at: int) -> tuple[str, int] | None:
    """Each day, or each weekday, that a clock time before it belongs to."""
    if (often := scan.sense(at, "often")) and often.value == "P1D":
        return ANY_DAY, often.last
    each = scan.sense(at, "each")
    if each is None:
        return None
    unit = scan.sense(each.last + 1, "unit_singular")
    day = (ANY_DAY, unit.last) if unit and unit.key == "day" and not unit.entry.skip else None
    return _each_weekday(scan, each.last + 1) or day


# --- one of each week, month, year -------------------------------------------------------------------------------------


def read_each(scan: Scan, index: int) -> Hit | None:
    """«مساء كل اثنين», «الجمعة من كل أسبوع», «15 من كل شهر», «أول جمعة من كل شهر», «رمضان من كل عام»."""
    skip = scan.skip_at(index)
    part = scan.sense(index, "part")
    if part and not part.entry.definite and (each := scan.sense(part.last + 1, "each")):
        unit = scan.sense(each.last + 1, "unit_singular")
        day = (ANY_DAY, unit.last) if unit and unit.key == "day" else None
        days = _each_weekday(scan, each.last + 1) or day
        return _hit(index, skip, _Each(days[0] + part.value, days[1])) if days else None
    found = _weekly(scan, index) or _monthly(scan, index)
    if found is None and (named := scan.sense(index + _month_word(scan, index), "month", "hijri_month", "season")):
        last, yearly = _each_unit(scan, named.last + 1, "year"), _yearly(named._replace(entry=named.entry._replace(skip=0)))
        found = yearly._replace(last=last) if last and yearly else None
    return None if found is None else _hit(index, skip, found)


def _month_word(scan: Scan, index: int) -> bool:
    unit = scan.sense(index, "unit_singular")
    return unit is not None and unit.key == "month" and not unit.entry.definite


def _each_unit(scan: Scan, at: int, key: str) -> int | None:
    """The last word of «من كل عام», «كل أسبوع» at a word, of one unit; None where it is not there."""
    at += scan.sense(at, "of") is not None
    each = scan.sense(at, "each")
    unit = scan.sense(each.last + 1, "unit_singular") if each else None
    return unit.last if unit and unit.key == key and not unit.entry.skip else None


def _weekly(scan: Scan, index: int) -> _Each | None:
    """«يوم الجمعة من كل أسبوع», and each of «السبت والاثنين من كل أسبوع»; «الأحد من كل شهر» is monthly."""
    unit = scan.sense(index, "unit_singular", "unit_pair", "unit_plural")
    at = index + (unit is not None and unit.key == "day" and not unit.entry.definite)
    weekday = scan.sense(at, "weekday")
    if weekday is None or (at > index and weekday.entry.skip):
        return None
    value, listed = f"XXXX-WXX-{weekday.value}", weekday
    while (following := scan.sense(listed.last + 1, "weekday")) and following.entry.conjoined:
        listed = following
    if not scan.sense(listed.last + 1, "of"):
        return None
    if until := _each_unit(scan, listed.last + 1, "week"):
        return _Each(value, until if listed is weekday else weekday.last)
    until = _each_unit(scan, listed.last + 1, "month")
    return _Each("P1M", until) if until and listed is weekday else None


def _monthly(scan: Scan, index: int) -> _Each | None:
    """«15 من كل شهر», «اليوم الأول من كل شهر», «أول جمعة من كل شهر»."""
    day = scan.sense(index, "unit_singular")
    number = scan.number(index + (day is not None and day.key == "day"))
    if number is None or number.value not in DAYS:
        return None
    if until := _each_unit(scan, number.last + 1, "month"):
        return _Each(f"XXXX-XX-{int(number.value or 0):02}", until)
    weekday = scan.sense(number.last + 1, "bare_weekday")
    if weekday and number.ordinal and (until := _each_unit(scan, weekday.last + 1, "month")):
        return _Each("P1M", until)
    return None


def yearly_after(scan: Scan, at: int) -> int | None:
    """The last word of «من كل عام» behind a day, which makes it a set; None where it is not there."""
    return _each_unit(scan, at, "year") if scan.has("each") else None


__all__ = ["read_each", "read_set", "yearly_after"]
