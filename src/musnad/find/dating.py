"""Values for the expressions that the time rules read: by their anchor, by what the text spoke of before, with their modifier."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, datetime, timedelta

from musnad.find.calendar import interval_of, resolve
from musnad.find.hijri import hijri_of
from musnad.find.hits import Hit
from musnad.find.modifiers import Modifiers
from musnad.find.time_words import Scan
from musnad.find.zones import with_offset
from musnad.records import Span, Time


class Focus:
    """The date that the text spoke of last, and the sentence that it stood in."""

    __slots__ = ("day", "granular", "relative", "sentence", "starts")

    def __init__(self, scan: Scan) -> None:
        self.starts = [span.start for span in scan.view.sentences]
        self.day: date | None = None
        self.granular = False
        self.relative: str | None = None
        self.sentence = -9

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def near(self, offset: int) -> bool:
        """Whether the date in mind is close enough to be meant."""
        return self.day is not None and self.at(offset) - self.sentence <= NEAR

    def take(self, scan: Scan, hit: Hit, value: str | None, offset: int) -> None:
        days = interval_of(value) if hit.type in ("date", "time") else None
        if days:
            if scan.sense(hit.first - 1, "since", "until"):
                return  # a bound, not the date spoken of
            self.day, self.granular, self.relative = days[0], days[0] == days[1], hit.relative
            self.sentence = self.at(offset)


#: A part of the day or a clock time belongs to a date of its sentence or of so many sentences before.
NEAR = 3


def dated(scan: Scan, hit: Hit, anchor: date | None, focus: Focus) -> Time:
    """The time that a hit is under an anchor, after what the text spoke of before."""
    start = scan.start(hit.first, hit.skip)
    base, relative = hit.value, hit.relative
    used = None
    if relative:
        base, used = resolve(relative, anchor), anchor
    elif hit.context:
        base, relative, used = _by_context(hit, anchor, focus, start)
    value = None if base is None or hit.reason else with_offset(base + hit.tail)
    reason = hit.reason or (None if value is not None else "no such day")
    focus.take(scan, hit, base, start)
    return Time(
        span=Span(start, scan.stop(hit.last)),
        type=hit.type,
        value=value,
        mod=hit.mod or _modifier(scan, hit),
        relative=None if relative is None else relative + (f" {hit.tail}" if hit.tail else ""),
        anchor=used.isoformat() if used else None,
        hijri=hit.hijri or _hijri_of(hit, value),
        reason=reason,
        alternatives=tuple(with_offset(other + hit.tail) for other in hit.alternatives),
    )


def _by_context(hit: Hit, anchor: date | None, focus: Focus, offset: int) -> tuple[str | None, str | None, date | None]:
    """Base value, relative and used anchor of an expression that counts from what was spoken of before."""
    context = hit.context or ""
    if context == "same":
        if focus.near(offset) and focus.granular and focus.day:
            return focus.day.isoformat(), focus.relative, None
        return resolve("today", anchor), "today", anchor
    if focus.near(offset) and focus.day:
        return resolve(context, focus.day), None, focus.day
    return resolve(context, anchor), context, anchor


_HIJRI = re.compile(r"(?:^|-)h\d\d")


def _hijri_of(hit: Hit, value: str | None) -> str | None:
    """Hijri value of a relative Hijri month or day («رمضان المقبل»)."""
    if value is None or not hit.relative or not _HIJRI.search(hit.relative) or "X" in value:
        return None
    days = interval_of(value)
    hijri = hijri_of(days[0]) if days else None
    if hijri is None or days is None:
        return None
    text = f"{hijri[0]:04}-{hijri[1]:02}"
    return text if days[0] != days[1] else f"{text}-{hijri[2]:02}"


def _modifier(scan: Scan, hit: Hit) -> str:
    """The word that loosens the value: before it (START … where it is an edge of a date) or after it."""
    modifiers = Modifiers.load()
    mod, _ = modifiers.on_left(scan.words, hit.first)
    if mod and (hit.type == "duration" or mod == "APPROX"):
        return mod
    if hit.type != "duration" and (edge := _edge(scan, hit.first)):
        return edge
    inner = inner_modifier(scan, hit)
    return inner or (modifiers.on_right(scan.words, hit.last + 1) if hit.type in ("duration", "set") else "")


def _edge(scan: Scan, first: int) -> str:
    edge = scan.sense(first - 1, "edge")
    if edge and not edge.entry.definite:
        return edge.value
    for back in (2, 3):
        late = scan.sense(first - back, "late")
        if late and late.last == first - 1:
            return late.value
    return ""


def inner_modifier(scan: Scan, hit: Hit) -> str:
    """The modifier inside «منذ حوالي عام»."""
    modifiers = Modifiers.load()
    for index in range(hit.first + 2, hit.last + 1):
        mod, _ = modifiers.on_left(scan.words, index)
        if mod:
            return mod
    return ""


def from_moment(scan: Scan, hit: Hit, moment: datetime) -> Time:
    """A clock time counted from the moment of the article («قبل ساعتين»), in the local time of its stamp."""
    minutes = int(str(hit.relative).removeprefix("minute"))
    value = (moment.replace(tzinfo=None) + timedelta(minutes=minutes)).isoformat(timespec="minutes")
    span = Span(scan.start(hit.first, hit.skip), scan.stop(hit.last))
    known = moment.isoformat(timespec="minutes")
    return Time(span, "time", value, mod=inner_modifier(scan, hit), relative=hit.relative, anchor=known)


__all__ = ["Focus", "dated", "from_moment"]
