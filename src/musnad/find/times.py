"""Time expressions by TIMEX3 / ISO 8601: `find_times` gives each with its exact span, value and modifier.

Two steps: rules read expressions without any anchor (`Hit`), then an anchor and what the text spoke of before give them
their values. So a text can be read once and dated later (`date_again`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import TypeAlias

import msgspec

from musnad.find.ages import is_age
from musnad.find.calendar import MONTHS, WEEKDAYS, interval_of, resolve
from musnad.find.date_draft import Draft
from musnad.find.date_values import to_hit
from musnad.find.dates import read_date, read_first_of_days, read_first_of_months, take_shared_year
from musnad.find.dating import Focus, dated, from_moment
from musnad.find.hits import Hit
from musnad.find.named_periods import (
    read_century,
    read_decade,
    read_part_of_year,
    read_season_of,
    read_weekend,
    read_years,
)
from musnad.find.nth_days import read_nth_weekday
from musnad.find.other_dates import read_holiday, read_other_date, with_twin
from musnad.find.periods import (
    read_ago,
    read_duration,
    read_duration_range,
    read_ref,
    read_stretch,
    read_whole,
)
from musnad.find.sets import read_each, read_set, yearly_after
from musnad.find.tenses import is_told_close, tense_at
from musnad.find.time_words import Scan, TimeWords
from musnad.find.zones import with_offset
from musnad.records import Span, Time
from musnad.text.numbers import Number
from musnad.text.view import View


def find_times(view: View, anchor: date | None, words: TimeWords) -> tuple[Time, ...]:
    """All time expressions of a text, in order, without overlaps; relative ones are dated by the anchor.

    Without an anchor their values keep X where the date is not known (``XXXX-WXX-4``), and `date_again` can date them.

    >>> from musnad.text.view import look
    >>> found = find_times(look("قبل ثلاثة أيام استمر اللقاء ساعتين و45 دقيقة"), date(2025, 8, 18), TimeWords.load())
    >>> [(time.type, time.value) for time in found]
    [('date', '2025-08-15'), ('duration', 'PT2H45M')]
    """
    return find_times_by(view, lambda _: anchor, words)


def find_times_by(view: View, anchor_at: Callable[[int], date | None], words: TimeWords) -> tuple[Time, ...]:
    """As `find_times`, where the anchor depends on the place: `anchor_at(offset)` gives it (embedded articles have none)."""
    scan = Scan(view, words)
    found: list[Time] = []
    focus = Focus(scan)
    before: Hit | None = None
    for hit in _hits(scan):
        anchor = anchor_at(scan.words[hit.first].start)
        moment = anchor if isinstance(anchor, datetime) else None
        anchor = moment.date() if moment else anchor
        if hit.plain:
            found.append(from_moment(scan, hit, moment) if moment else dated(scan, hit.plain, anchor, focus))
            before = hit
            continue
        if before and _is_listed(scan, before, hit) and (day := _last_day(found[-1])):
            hit = hit._replace(relative=f"next-{str(hit.relative).partition('-')[2]}")
            anchor = day
        found.append(dated(scan, hit, anchor, focus))
        before = hit
    return tuple(found)


def _last_day(time: Time) -> date | None:
    """The last day of a value."""
    days = interval_of(time)
    return days[1] if days else None


def _is_listed(scan: Scan, before: Hit, hit: Hit) -> bool:
    """Whether of two bare weekdays or months the second follows the first: «السبت والأحد», «من يناير إلى مارس»."""
    if not 1 <= hit.first - before.last <= 2:
        return False
    relatives = (before.relative or "", hit.relative or "")
    names = [one.partition("-")[2] for one in relatives if one.partition("-")[0] in _BARE_HOW]
    days = len(names) == 2 and set(names) <= set(WEEKDAYS)
    if hit.first == before.last + 1:
        return days and scan.norms[hit.first][:1] == "و"
    months = len(names) == 2 and set(names) <= set(MONTHS) and str(hit.relative)[:4] not in ("last", "next")
    return (days or months) and bool(scan.sense(before.first - 1, "of") and scan.sense(before.last + 1, "until"))


_BARE_HOW = frozenset({"past", "coming", "near", "last", "next", "recent", "soon"})


def date_again(time: Time, anchor: date | None) -> Time:
    """The same expression under another anchor; expressions that need none stay as they are."""
    if time.relative is None:
        return time
    base, _, tail = time.relative.partition(" ")
    value = resolve(base, anchor)
    return msgspec.structs.replace(
        time, value=None if value is None else with_offset(value + tail), anchor=anchor.isoformat() if anchor else None
    )


# --- reading ----------------------------------------------------------------------------------------------------------


def _hits(scan: Scan) -> Iterator[Hit]:
    """Expressions from left to right; at each place the longest that a rule reads."""
    after = 0
    for index in _candidates(scan):
        if index < after:
            continue
        hit = _read(scan, index)
        if hit is not None:
            after = hit.last + 1
            yield hit


def _candidates(scan: Scan) -> list[int]:
    """Indices of the words that can begin an expression, by the cheapest test."""
    found, numbers, norms = scan.found, scan.numbers, scan.norms
    picked = []
    for index, group in found.items():
        if index in numbers and not (group.starts or group.nexts):
            continue
        after = index + 1
        follower = norms[after] if after < scan.size else ""
        led = group.leads and follower and (after in found or after in numbers)
        if group.starts or led or follower in group.nexts:
            picked.append(index)
    picked.extend(index for index, number in numbers.items() if _may_be_time(scan, number))
    return sorted(set(picked))


#: Marks and letters that can stand after the first number of a time, and kinds of words that can.
_MARKS = frozenset({*"/-–:\\", "th", "st", "nd", "rd"})
_BEHIND = frozenset({
    "unit_singular", "unit_plural", "month", "hijri_month", "other_month", "half_day", "part", "zone", "era", "share", "lack",
    "fraction", "bare_weekday",
})  # fmt: skip
_LINKS = frozenset({"until", "or"})
_BEHIND_OF = frozenset({"month", "hijri_month", "unit_singular", "part", "this", "that", "each", "other_month"})


def _may_be_time(scan: Scan, number: Number) -> bool:
    """Whether what follows a number, or its digits, can make it a time."""
    after = number.last + 1
    norm = scan.norm(after)
    if norm in _MARKS or (norm == "،" and after + 1 in scan.numbers):
        return True
    if group := scan.found.get(after):
        if not _BEHIND.isdisjoint(group.kinds):
            return True
        if "of" in group.kinds and (second := scan.found.get(after + 1)) and not _BEHIND_OF.isdisjoint(second.kinds):
            return True
        if "dir" in group.kinds and number.form == "digits":  # «في 25 الجاري»
            return True
        if not group.kinds.isdisjoint(_LINKS) and after + 1 in scan.numbers:
            return True
    if number.form != "digits":
        return number.ordinal and number.definite and after in scan.numbers  # «بين الثامنة والعاشرة مساء»
    if after in scan.numbers or norm == "و" or norm == "او":  # «15 و16 مايو»
        return True
    norm = scan.norms[number.last]
    return norm.count(".") == 2 or (len(norm) == 4 and isinstance(number.value, int) and 1500 <= number.value <= 2100)


def _read(scan: Scan, index: int) -> Hit | None:
    """The longest expression that begins at a word; of equals the first rule's."""
    group = scan.found.get(index)
    best: Hit | None = None
    for rule in _rules(group.kinds if group else frozenset(), index in scan.numbers, scan.rare):
        hit = rule(scan, index)
        if hit is not None and (best is None or hit.last > best.last):
            best = hit
    return best


@cache
def _rules(kinds: frozenset[str], number: bool, rare: frozenset[str]) -> tuple[_Rule, ...]:
    """The rules that can read a word of these kinds, in a text that has these rare kinds, in their order."""
    can = (rule for rule, own in _RULES if own & kinds or (number and "number" in own))
    return tuple(rule for rule in can if rule not in _NEEDS or _NEEDS[rule] & rare)


def _read_length(scan: Scan, index: int) -> Hit | None:
    length = read_duration(scan, index)
    return None if length is None or is_age(scan, length.first, length.last) else length


def _read_ago(scan: Scan, index: int) -> Hit | None:
    return read_ago(scan, index, lambda: tense_at(scan, index, index))


def _read_weekend(scan: Scan, index: int) -> Hit | None:
    return read_weekend(scan, index, tense_at(scan, index, index))


def _read_date(scan: Scan, index: int) -> Hit | None:
    draft = read_date(scan, index)
    if draft is None or (draft.month is None and draft.hijri_month is None):
        return _from_draft(scan, draft)
    if scan.has("other_month") and (hit := _from_draft(scan, draft)) and (twin := with_twin(scan, hit)) is not hit:
        return twin
    if draft.day and draft.month and not draft.year:
        if scan.sense(index - 1, "day_name"):
            return None  # «شارع 26 يوليو»
        draft.famous = scan.table.famous_year(scan.norm(index - 1), draft.month, draft.day)
    take_shared_year(scan, draft)
    yearly = yearly_after(scan, draft.last + 1)
    if yearly and draft.day and draft.month and not draft.year:
        value = f"XXXX-{draft.month:02}-{draft.day:02}"
        return Hit(index, yearly, "set", value, skip=draft.skip, rule="day of each year")
    return _from_draft(scan, draft)


def _first_of_days(scan: Scan, index: int) -> Hit | None:
    return _from_draft(scan, read_first_of_days(scan, index))


def _first_of_months(scan: Scan, index: int) -> Hit | None:
    return _from_draft(scan, read_first_of_months(scan, index))


def _from_draft(scan: Scan, draft: Draft | None) -> Hit | None:
    if draft is None:
        return None
    tense = tense_at(scan, draft.first, draft.last) if draft.needs_tense() else ""
    if tense in _FAINT and (draft.month or draft.hijri_month) and not is_told_close(scan, draft.first):
        tense = _FAINT[tense]
    return to_hit(draft, tense)


#: What a verb that stands far off tells of a month or a day.
_FAINT = {"past": "recent", "coming": "soon"}


_Rule: TypeAlias = Callable[[Scan, int], Hit | None]
_RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (_first_of_months, frozenset({"month"})),
    (read_nth_weekday, frozenset({"number", "edge", "weekday", "unit_singular"})),
    (read_whole, frozenset({"unit_plural", "deictic"})),
    (_read_ago, frozenset({"before", "since", "after"})),
    (
        read_each,
        frozenset({
            "part", "weekday", "unit_singular", "unit_pair", "unit_plural", "number", "month", "hijri_month", "season",
        }),
    ),
    (
        _read_date,
        frozenset({
            "number", "deictic", "night", "part", "this", "that", "season", "weekday", "month", "hijri_month", "oclock",
            "unit_singular", "unit_pair", "unit_plural", "unit_dual", "first_day",
        }),
    ),
    (read_other_date, frozenset({"number", "weekday", "unit_singular", "other_month"})),
    (read_holiday, frozenset({"holiday", "number", "unit_singular"})),
    (
        _read_length,
        frozenset({"number", "unit_singular", "unit_dual", "unit_pair", "unit_plural", "several", "fraction"}),
    ),
    (read_duration_range, frozenset({"number"})),
    (read_years, frozenset({"number"})),
    (_first_of_days, frozenset({"number", "unit_pair", "unit_singular", "unit_plural"})),
    (read_stretch, frozenset({"unit_plural", "unit_dual", "this"})),
    (read_decade, frozenset({"decade_name", "unit_singular"})),
    (read_century, frozenset({"unit_singular"})),
    (read_part_of_year, frozenset({"quarter_year", "half_year"})),
    (read_season_of, frozenset({"season_of", "this"})),
    (read_set, frozenset({"often", "each", "unit_plural", "oclock", "number"})),
    (read_ref, frozenset({"ref", "noun_ref", "moment"})),
    (_read_weekend, frozenset({"weekend"})),
)  # fmt: skip
#: Rules that read nothing in a text that has none of these.
_NEEDS: dict[_Rule, frozenset[str]] = {
    read_each: frozenset({"each"}),
    read_other_date: frozenset({"other_month", "other_era"}),
    read_holiday: frozenset({"holiday", "hijri_month"}),
}


def times_in(times: Sequence[Time], span: Span) -> tuple[Time, ...]:
    """The expressions that lie inside a span."""
    return tuple(time for time in times if span.start <= time.span.start and time.span.stop <= span.stop)


__all__ = ["date_again", "find_times", "find_times_by", "times_in"]
