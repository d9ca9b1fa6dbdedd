"""Values of facts as intervals: whether two can both be true, whether they are close, and what slip would explain them."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from musnad.records import Figure, Time

#: How far «about» reaches for lengths of time: «about three hours» and 2 h 45 agree.
ABOUT_LENGTH = 0.15
#: Values whose difference is this part of the greater are close.
CLOSE = 0.12
#: Measures told in two units agree where they differ by no more than this part.
CONVERTED = 0.03
_DURATION = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$"
)
_SECONDS = (31_557_600, 2_629_800, 604_800, 86_400, 3_600, 60, 1)
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)?T(\d\d):(\d\d)(Z)?$")

Slip: TypeAlias = Literal["slip-unit", "slip-dropped", "slip-turned", "slip-digit"]


class Value(NamedTuple):
    """A value between two bounds (None is open). `shown` is how it is told, `figures` its digits in order.

    Dates are days since year 0 at both ends of what they cover, times minutes of the day, lengths seconds.
    """

    low: float | None
    high: float | None
    shown: str
    figures: tuple[str, ...] = ()
    exact: bool = True


def of_figure(figure: Figure) -> Value | None:
    """The value of a figure; None where it has none."""
    if figure.low is None and figure.high is None:
        return None
    exact = figure.value is not None and figure.low == figure.high
    high = figure.high
    if figure.value is None and figure.kind != "range":  # «millions»: no upper end
        high, told = None, f"{figure.low}+"
    else:
        told = _plain(figure.value if figure.value is not None else f"{figure.low}-{figure.high}")
    shown = f"{_SIGNS.get(figure.mod, '')}{told}"
    return Value(figure.low, high, shown, tuple(re.findall(r"\d", told)), exact)


_SIGNS = {"APPROX": "~", "MORE_THAN": ">", "EQUAL_OR_MORE": "≥", "LESS_THAN": "<", "EQUAL_OR_LESS": "≤"}


def _plain(told: object) -> str:
    return f"{told:g}" if isinstance(told, float) and told < 1e15 else str(told)


def of_time(time: Time) -> Value | None:
    """The value of a length, a date or a time of day; None for vague ones."""
    if time.value is None:
        return None
    if time.type == "duration":
        return _length(time.value, time.mod)
    return _date(time.value, time.mod) if time.type == "date" else _clock(time.value, time.mod)


def _length(value: str, mod: str) -> Value | None:
    match = _DURATION.match(value)
    if match is None or not any(match.groups()):
        return None
    seconds = sum(float(amount or 0) * size for amount, size in zip(match.groups(), _SECONDS))
    low: float | None = seconds
    high: float | None = seconds
    if mod == "APPROX":
        low, high = seconds * (1 - ABOUT_LENGTH), seconds * (1 + ABOUT_LENGTH)
    elif mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        high = None
    elif mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        low = None
    figures = tuple(amount for amount in match.groups() if amount)
    return Value(low, high, f"{_SIGNS.get(mod, '')}{value}", figures, low == high)


def _date(value: str, mod: str) -> Value | None:
    match = _DATE.match(value)
    if match is None or mod not in ("", "START", "MID", "END"):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    start = year * 372 + ((month or 1) - 1) * 31 + (day or 1) - 1  # type: ignore[operator]
    stop = start + (0 if day else 30 if month else 371)
    return Value(start, stop, value, tuple(part for part in match.groups() if part), start == stop)


def _clock(value: str, mod: str) -> Value | None:
    match = _CLOCK.match(value)
    if match is None or mod not in ("", "APPROX"):
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    spread = 30 if mod else 0
    return Value(minutes - spread, minutes + spread, f"{_SIGNS.get(mod, '')}{match[2]}:{match[3]}{match[4] or ''}",
                 (match[2], match[3]), not mod)  # fmt: skip


def agree(one: Value, other: Value) -> bool:
    """Whether both can be true of one thing at one time.

    >>> about, exact = Value(2.55, 3.45, "~3"), Value(2.75, 2.75, "2.75")
    >>> agree(about, exact), agree(exact, Value(3, 3, "3"))
    (True, False)
    """
    return _at_most(one.low, other.high) and _at_most(other.low, one.high)


def _at_most(low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= high


def equal(one: Value, other: Value) -> bool:
    """Whether both say the same, bounds and all."""
    return (one.low, one.high) == (other.low, other.high)


def rounds(one: Value, other: Value) -> bool:
    """Whether one exact value is the other, rounded or cut off (41 and 41.05, 24.1 million and 24,097,290)."""
    if not (one.exact and other.exact) or one.low is None or other.low is None:
        return False
    coarse, fine = sorted((one, other), key=lambda value: len("".join(value.figures).rstrip("0")))
    size, step = abs(float(coarse.low or 0)), _step(coarse)
    apart = abs(float(coarse.low or 0) - float(fine.low or 0))
    if not apart:
        return False
    if "." not in coarse.shown and "." in fine.shown and apart <= 0.5:
        return True
    return apart < step <= size * 0.1 or (size >= 1000 and apart <= min(step / 2, size * 0.05))


def _step(value: Value) -> float:
    """What one more in the last figure that is told would add."""
    text = value.shown
    if "." in text:
        return float(10 ** -len(text.split(".")[1]))
    return float(10 ** (len(text) - len(text.rstrip("0"))))


def close(one: Value, other: Value) -> bool:
    """Whether two values that differ are so near that they hardly count two things."""
    if one.low is None or other.low is None or one.high is None or other.high is None:
        return False
    greater = max(abs(one.high), abs(other.high))
    return greater >= 10 and abs(one.low - other.low) <= CLOSE * greater


def rounds_length(one: Value, other: Value) -> bool:
    """Whether a length told in one unit is the other, rounded (three hours and 2 h 45, twelve years and 12 years 1 month)."""
    coarse, fine = sorted((one, other), key=lambda value: len(value.figures))
    if len(coarse.figures) != 1 or coarse.low is None or fine.low is None or not coarse.figures[0].isdigit():
        return False
    unit = coarse.low / max(int(coarse.figures[0]), 1)
    return 0 < abs(coarse.low - fine.low) < unit / 2


def rounds_measure(one: Value, other: Value) -> bool:
    """Whether two measures are one in two units, rounded (15 miles and 24 kilometres)."""
    units = {value.shown.rpartition(" ")[2] for value in (one, other)}
    if len(units) < 2 or one.low is None or other.low is None:
        return rounds(one, other) or _rounds_half(one, other)
    return abs(one.low - other.low) <= CONVERTED * max(abs(one.low), abs(other.low))


def _rounds_half(one: Value, other: Value) -> bool:
    """Whether a whole number is one with a fraction, rounded (five metres and 4.5)."""
    whole, fine = sorted((value.shown.split(" ")[0] for value in (one, other)), key=lambda told: "." in told)
    return "." not in whole and "." in fine and abs(float(whole) - float(fine)) <= 0.5 if _are_plain(whole, fine) else False


def _are_plain(*told: str) -> bool:
    return all(one.replace(".", "", 1).isdigit() for one in told)


def rounds_clock(one: Value, other: Value) -> bool:
    """Whether one time of day is the other, rounded to a half, a quarter or five minutes (3:30 and 3:25)."""
    apart = abs((one.low or 0) - (other.low or 0))
    for step, most in ((30, 10), (15, 5), (5, 2)):
        if apart <= most and any((value.low or 0) % step == 0 for value in (one, other)):
            return True
    return False


def near_dates(one: str, other: str) -> bool:
    """Whether two dates differ in one part only, and by one: the year, the month or the day.

    >>> near_dates("2015-03-15", "2016-03-15"), near_dates("2015-03", "2016-04")
    (True, False)
    """
    first, second = one.lstrip("-").split("-"), other.lstrip("-").split("-")
    if len(first) != len(second) or not all(part.isdigit() for part in first + second):
        return False
    apart = [abs(int(a) - int(b)) for a, b in zip(first, second)]
    return sum(apart) == 1


def slip(one: Value, other: Value, *, timed: bool = False) -> Slip | None:
    """What slip would make one value of the other; `timed` where both are lengths of time.

    >>> hours, minutes = Value(9900, 9900, "PT2H45M", ("2", "45")), Value(165, 165, "PT2M45S", ("2", "45"))
    >>> slip(hours, minutes, timed=True)
    'slip-unit'
    """
    if timed:
        return "slip-unit" if one.figures and one.figures == other.figures and one.low != other.low else None
    a, b = ("".join(value.figures) for value in (one, other))
    if not a or not b or max(len(a), len(b)) < 2 or a == b:
        return None
    if abs(len(a) - len(b)) == 1 and _without_one(*sorted((a, b), key=len)):
        return "slip-dropped"
    if len(a) != len(b):
        return None
    if sorted(a) == sorted(b):
        return "slip-turned"
    return "slip-digit" if len(a) > 2 and sum(x != y for x, y in zip(a, b)) == 1 else None


def _without_one(short: str, long: str) -> bool:
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


__all__ = [
    "Slip", "Value", "agree", "close", "equal", "near_dates", "of_figure", "of_time", "rounds", "rounds_clock",
    "rounds_length", "rounds_measure", "slip",
]  # fmt: skip
