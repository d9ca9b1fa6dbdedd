"""Weekdays counted within a month or a year: «ثاني أحد من مارس», «آخر خميس من الشهر الماضي», «الجمعة الأولى من مايو»."""

from __future__ import annotations

from musnad.find.calendar import WEEKDAYS, resolve
from musnad.find.date_draft import Draft
from musnad.find.date_numbers import read_month
from musnad.find.date_values import to_hit
from musnad.find.dates import read_date
from musnad.find.hits import Hit
from musnad.find.tenses import tense_at
from musnad.find.time_words import Scan, Sense

#: No month has a weekday more often.
MOST = 5
#: The count of the last one.
LAST = 0


def read_nth_weekday(scan: Scan, index: int) -> Hit | None:
    """The weekday that is counted from a word on, with the month or year that it is counted in."""
    group = scan.found.get(index)
    named = group is not None and not group.kinds.isdisjoint(_DAYS)
    counted = _weekday_first(scan, index) if named else _count_first(scan, index)
    if counted is None:
        return None
    count, weekday, after, skip = counted
    if not scan.sense(after, "of", "in"):
        return None
    return _within(scan, index, after + 1, f"nth{count}-{WEEKDAYS[int(weekday.value) - 1]}", skip)


#: Kinds of words that begin «الجمعة الأولى», «يوم الجمعة الأولى».
_DAYS = frozenset({"weekday", "unit_singular"})


def _count_first(scan: Scan, index: int) -> tuple[int, Sense, int, int] | None:
    """«ثاني أحد», «آخر يوم خميس»: count, weekday, the index after it, attached letters."""
    number = scan.number(index)
    if number:
        if not number.ordinal or number.definite or number.first != number.last:
            return None
        count, skip = int(number.value or 0), number.skip
    elif (edge := scan.sense(index, "edge")) and edge.key == "end" and not edge.entry.definite:
        count, skip = LAST, edge.entry.skip
    else:
        return None
    at = index + 1
    unit = scan.sense(at, "unit_singular")
    at += unit is not None and unit.key == "day" and not unit.entry.skip
    weekday = scan.sense(at, "bare_weekday")
    if weekday is None or weekday.entry.skip or weekday.entry.definite or count > MOST:
        return None
    return count, weekday, weekday.last + 1, skip


def _weekday_first(scan: Scan, index: int) -> tuple[int, Sense, int, int] | None:
    """«الجمعة الأولى», «الخميس الأخير»: a masculine ordinal would be the day of the month («الثلاثاء الثالث من مايو»)."""
    day = scan.sense(index, "unit_singular")
    at = index + (day is not None and day.key == "day" and not day.entry.definite)
    weekday = scan.sense(at, "weekday")
    if weekday is None or (weekday.entry.skip and at > index):
        return None
    number, last = scan.number(weekday.last + 1), scan.sense(weekday.last + 1, "dir")
    if not (number or last):
        return None
    skip = day.entry.skip if day and at > index else weekday.entry.skip
    if last and last.value == "recent":
        return LAST, weekday, last.last + 1, skip
    feminine = number is not None and scan.norm(number.last).endswith(("ه", "ي"))
    if number is None or not (number.ordinal and number.definite and feminine) or not 1 <= (number.value or 0) <= MOST:
        return None
    return int(number.value or 0), weekday, number.last + 1, skip


def _month(scan: Scan, at: int) -> Draft | None:
    """A month whose name is also another word («مارس»): behind a counted weekday it is the month."""
    draft = Draft(at, 0)
    after = read_month(scan, draft, at)
    draft.last = (after or 0) - 1
    return draft if after else None


def _within(scan: Scan, index: int, at: int, name: str, skip: int) -> Hit | None:
    """The hit of a counted weekday in the month, season or year that begins at a word."""
    draft = read_date(scan, at) or _month(scan, at)
    if draft is None or draft.has_day() or draft.clock or draft.part:
        return None
    whole = to_hit(draft, tense_at(scan, index, draft.last) if draft.needs_tense() else "")
    inner = whole.value or whole.relative
    if inner is None:
        return None
    hit = Hit(index, draft.last, "date", skip=skip, rule="weekday of a month")
    if whole.value is None:
        return hit._replace(relative=f"{name}|{inner}")
    value = resolve(f"{name}|{inner}", None)
    return hit._replace(value=value, reason=None if value else "no such day")


__all__ = ["read_nth_weekday"]
