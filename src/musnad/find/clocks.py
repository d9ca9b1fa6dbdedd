"""Clock times: «الساعة الثالثة والنصف عصرا», «11:00 بتوقيت غرينتش», «الثامنة مساء», «12,46 ت غ»."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from musnad.find.time_words import Scan
from musnad.text.numbers import Number


class Clock(NamedTuple):
    """A clock time from word `first` to word `last`; `tail` is ``T15:00``, with its zone; None where there is no such hour."""

    first: int
    last: int
    tail: str | None
    skip: int = 0
    reason: str | None = None


def read_clock(scan: Scan, index: int) -> Clock | None:
    """The clock time that begins at a word."""
    word = scan.sense(index, "oclock")
    if scan.sense(index - 1, "unit_plural") or (scan.is_mark(index - 1, "+-") and scan.sense(index - 2, "zone")):
        return None  # «الساعات الأولى من صباح …», «UTC+03:00»
    at = word.last + 1 if word else index
    read = _hour(scan, at, named=word is not None)
    if read is None:
        return None
    hour, minute, last, certain = read
    if not certain:
        hour_minute, last = _with_minutes(scan, hour, minute, last)
        hour, minute = hour_minute
    half, last = _half_day(scan, last, bare=word is None and not certain)
    zone = zone_at(scan, last + 1)
    plain = certain and _is_clear(scan, index, zone)
    if word is None and not half and not plain and not (minute and _is_told(scan, index)):
        return None
    skip = word.entry.skip if word else _skip(scan, index)
    return _clock((index, last, skip), hour, minute, half, zone)


def _is_told(scan: Scan, index: int) -> bool:
    """Whether «الخامسة والنصف» stands where a time does: after a preposition of times or «نحو», or at the beginning."""
    if scan.sense(index - 1, "in"):
        return True
    number = scan.number(index)
    if number is None or number.form == "digits":
        return False  # «ما بين 25 و30 دقيقة»
    return index == 0 or scan.sense(index - 1, "until", "since", "before", "after", "between", "modifier") is not None


def read_first_of_clocks(scan: Scan, index: int) -> Clock | None:
    """The first of two hours that share the half of the day: «بين الثامنة والعاشرة مساء», «من 9 إلى 11 صباحا»."""
    word = scan.sense(index, "oclock")
    number = scan.number(word.last + 1 if word else index)
    opener = scan.sense(index - 1, "between", "of")
    if number is None or (opener is None and not scan.is_mark(number.last + 1, "-–")):
        return None
    first = _hour(scan, number.first, named=word is not None)
    after = number.last + 1
    linked = scan.sense(after, "until") is not None or scan.is_mark(after, "-–") or scan.norm(after) == "و"
    other = scan.number(after + linked)
    if first is None or first[3] or other is None or not (linked or other.conjoined):
        return None
    second = read_clock(scan, other.first)
    half = _half_day(scan, other.last, bare=False)[0] if second else ""
    if second is None or second.tail is None or not half:
        return None
    return _clock((index, number.last, word.entry.skip if word else number.skip), first[0], first[1], half, "")


def _skip(scan: Scan, index: int) -> int:
    number = scan.number(index)
    return number.skip if number else 0


def _is_clear(scan: Scan, index: int, zone: str) -> bool:
    """Whether digits alone are a time: 11:00, or with a zone, and not a score or a ratio."""
    return bool(zone) or scan.is_mark(index + 1, ":")


def _hour(scan: Scan, index: int, *, named: bool) -> tuple[int, int, int, bool] | None:
    """Hour, minute, last word, and whether the minutes were written in digits."""
    number = scan.number(index)
    if number is None or number.reason:
        return None
    if number.form == "digits":
        return _digits(scan, number, named)
    if named and number.form == "words" and not number.definite and not number.skip and 1 <= (number.value or 0) <= 12:
        counted = scan.sense(number.last + 1, "unit_singular", "unit_plural")
        return None if counted or number.ordinal else (int(number.value or 0), 0, number.last, False)  # «الساعة ثلاثة»
    if not number.ordinal and not (number.value == 1 and number.definite):
        return None
    if not number.definite or number.value is None or number.value > (24 if named else 12) or not _is_feminine(scan, number):
        return None
    return int(number.value), 0, number.last, False


def _is_feminine(scan: Scan, number: Number) -> bool:
    word = scan.norm(number.first)
    return word.endswith("ه") or (number.value == 1 and word.endswith("ي"))  # «الثاني عصر الاثنين» is no hour


def _digits(scan: Scan, number: Number, named: bool) -> tuple[int, int, int, bool] | None:
    index = number.last
    norm = scan.words[index].norm
    if norm.isdigit() and len(norm) <= 2:
        if scan.is_mark(index + 1, ":") and scan.glued(index + 1) and scan.glued(index + 2):
            minutes = scan.norm(index + 2)
            if minutes.isdigit() and len(minutes) == 2:
                last = index + 2
                if scan.is_mark(last + 1, ":") and len(scan.norm(last + 2)) == 2 and scan.norm(last + 2).isdigit():
                    last += 2
                return int(norm), int(minutes), last, True
        return int(norm), 0, index, False
    for point in ".,":
        hour, found, minute = norm.partition(point)
        if found and hour.isdigit() and len(hour) <= 2 and minute.isdigit() and len(minute) == 2:
            if named or zone_at(scan, index + 1):
                return int(hour), int(minute), index, True
            if scan.sense(index + 1, "half_day"):
                return int(hour), int(minute), index, True
    if norm.isdigit() and len(norm) == 4 and (named or (zone_at(scan, index + 1) and not scan.sense(index - 1, "month"))):
        return int(norm[:2]), int(norm[2:]), index, True
    return None


def _with_minutes(scan: Scan, hour: int, minute: int, last: int) -> tuple[tuple[int, int], int]:
    """Add «والنصف», «إلا ربعا», «و20 دقيقة», «وخمس دقائق»."""
    share = scan.sense(last + 1, "share", "lack")
    if share:
        minute = int(Fraction(share.value) * 60)
        if share.entry.kind == "lack":
            return _before_hour(hour, minute), share.last
        return _added_minutes(scan, hour, minute, share.last)
    return _added_minutes(scan, hour, minute, last)


def _added_minutes(scan: Scan, hour: int, minute: int, last: int) -> tuple[tuple[int, int], int]:
    """Add «وخمس دقائق» or take «إلا خمس دقائق» from an hour, or from its half («والنصف وخمس دقائق»)."""
    lack = scan.sense(last + 1, "except")
    at = last + 2 if lack or scan.norm(last + 1) == "و" else last + 1
    number = scan.number(at)
    unit = scan.sense(number.last + 1, "unit_singular", "unit_plural") if number else None
    if number is None or unit is None or unit.key != "minute" or not isinstance(number.value, int):
        return (hour, minute), last
    if lack and minute >= number.value:
        return (hour, minute - number.value), unit.last
    if lack:
        return _before_hour(hour, number.value), unit.last
    if number.conjoined or at == last + 2:
        return (hour, minute + number.value), unit.last
    return (hour, minute), last


def _before_hour(hour: int, minutes: int) -> tuple[int, int]:
    return (hour - 1 or 12, 60 - minutes) if hour > 0 else (23, 60 - minutes)


def _half_day(scan: Scan, last: int, *, bare: bool) -> tuple[str, int]:
    """The half of the day after a clock time, and the last word of it; after «من» it stays to be read with the date."""
    at = last + 1
    opened = scan.is_mark(at, "(")
    half = scan.sense(at + opened, "half_day")
    if half and not half.entry.skip and not half.entry.definite and len(scan.norm(half.first)) > 1:
        return half.value, half.last + (1 if opened and scan.is_mark(half.last + 1, ")") else 0)
    if half and not half.entry.skip and not bare and not opened and len(scan.norm(half.first)) == 1:
        return half.value, half.last
    part = scan.sense(at, "part")
    day = scan.sense(part.last + 1, "unit_singular") if part else None
    worded = day is not None and day.key == "day" and not day.entry.definite
    named = part and scan.sense(part.last + 1 + worded, "deictic", "weekday")
    if part and named and not (part.entry.skip or part.entry.definite):
        return part.value, part.last  # «الساعة الرابعة فجر اليوم», «الساعة 10:00 صباح يوم الأحد»
    if scan.sense(at, "of") and (part := scan.sense(at + 1, "part")) and not part.entry.skip:
        return part.value, last
    return "", last


def zone_at(scan: Scan, index: int) -> str:
    """The zone named right after a clock time, or in brackets after it, as clock values have it: ``Z``, ``[Africa/Cairo]``.

    Its words stay outside the expression, as the gold sets mark it.
    """
    zone = scan.sense(index + 1 if scan.is_mark(index, "(،,") else index, "zone")
    if zone is None:
        return ""
    if "/" in zone.value:
        return f"[{zone.value}]"
    return (_shift(scan, zone.last + 1) if zone.value == "Z" else "") or zone.value


#: No zone lies further from Greenwich than so many hours.
FARTHEST = 14


def _shift(scan: Scan, index: int) -> str:
    """The offset of «+3», «-05:00» behind Greenwich; "" where none is there."""
    hours, minutes = scan.norm(index + 1), "00"
    if not scan.is_mark(index, "+-") or not scan.glued(index + 1) or not hours.isdigit() or int(hours) > FARTHEST:
        return ""
    if scan.is_mark(index + 2, ":") and scan.glued(index + 2) and scan.norm(index + 3).isdigit():
        minutes = scan.norm(index + 3)
    return f"{scan.norm(index)}{int(hours):02}:{int(minutes):02}"


def _clock(place: tuple[int, int, int], hour: int, minute: int, half: str, zone: str) -> Clock:
    first, last, skip = place
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return Clock(first, last, None, skip, "no such hour")
    if half and hour <= 12:
        hour = _in_day(hour, half)
    offset = "" if zone == "local" else zone
    return Clock(first, last, f"T{hour:02}:{minute:02}{offset}", skip)


def _in_day(hour: int, half: str) -> int:
    """Hour of 24 from an hour of 12 and the part of the day that it was named with."""
    if half == "TMO":
        return 0 if hour == 12 else hour
    if half == "TAF":
        return hour if hour in (10, 11, 12) else hour + 12
    if half == "TEV":
        return hour if hour == 12 else hour + 12
    if hour == 12 or half == "T24:00":  # at night
        return 0 if hour == 12 else hour
    return hour + 12 if hour >= 6 else hour


__all__ = ["Clock", "read_clock", "read_first_of_clocks", "zone_at"]
