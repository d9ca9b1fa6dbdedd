"""Times that are no calendar date: points counted from the anchor («قبل ثلاثة أيام»), stretches («الأيام الأخيرة»), decades,
centuries, quarters, sets («كل يوم»), weekends and the vague ones («مؤخرا»)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from musnad.find.calendar import WEEKDAYS, hijri_days
from musnad.find.clocks import read_clock
from musnad.find.date_numbers import HIJRI_YEARS
from musnad.find.durations import Length, hit_of, iso_duration, offset_of, read_length
from musnad.find.hits import Hit
from musnad.find.modifiers import Modifiers
from musnad.find.time_words import Scan, Sense
from musnad.text.numbers import Number

_REFS = {
    "last": "PAST_REF", "recent": "PAST_REF", "previous": "PAST_REF", "next": "FUTURE_REF", "following": "FUTURE_REF",
    "this": "PRESENT_REF",
}  # fmt: skip
#: A count of units past which no calendar date is meant («منذ 4 مليارات عام»).
LONG_AGO = 100_000
_COUNTED = frozenset({"last", "next", "recent", "previous", "following"})


# --- counted from the anchor ------------------------------------------------------------------------------------------


def read_ago(scan: Scan, index: int, tense: Callable[[], str]) -> Hit | None:
    """«قبل ثلاثة أيام», «منذ حوالي عام», «بعد يومين», «قبل ذلك بخمسة أعوام»; durations where another event is the measure."""
    word = scan.sense(index, "before", "since", "after")
    if word is None:
        return None
    that = scan.sense(word.last + 1, "that") or (word if word.value == "it" else None)
    at = _over_modifier(scan, that.last + 1 if that else word.last + 1)
    length = read_length(scan, at, bare=True)
    if length is None or _is_dated_unit(scan, length):
        return None
    if (that and length.preposition != "ب") or (not that and length.preposition not in ("", "ب")):
        return None
    if ending := _stretch_after(scan, length):
        return ending
    kind = word.entry.kind
    if kind == "since" and tense() != "past":
        return _plain(length)
    if not that and kind != "since" and _is_measured_from(scan, length.last + 1):
        return _plain(length)
    if kind == "after" and not that and tense() != "coming":
        return _plain(length)
    return _counted_from(word, length, that is not None)


def _is_measured_from(scan: Scan, at: int) -> bool:
    """Whether another event follows that the length counts from («قبل يوم من بدء …»), one word between at most."""
    return any(scan.sense(place, "event_of") for place in (at, at + 1)) and not scan.is_mark(at, ".،,؛")


def _is_dated_unit(scan: Scan, length: Length) -> bool:
    """Whether a bare unit is the head of a date: «منذ عام 2016», «قبل يوم الجمعة»."""
    if length.first != length.last or scan.numbers.get(length.first):
        return False
    after = length.last + 1
    number = scan.number(after)
    return bool(number and not number.skip) or scan.sense(after, "weekday", "month", "hijri_month", "deictic") is not None


def _plain(length: Length) -> Hit:
    return hit_of(length, "duration after a preposition")


def _over_modifier(scan: Scan, at: int) -> int:
    """The index after a modifier that begins at `at`."""
    modifiers = Modifiers.load()
    for stop in range(at + 1, min(at + 5, scan.size)):
        mod, begin = modifiers.on_left(scan.words, stop)
        if mod and begin == at and not modifiers.on_left(scan.words, stop + 1)[0]:
            return stop
    return at


def _counted_from(word: Sense, length: Length, that: bool) -> Hit | None:
    sign = 1 if word.entry.kind == "after" else -1
    if length.vague:
        if that or length.unit in ("hour", "minute", "second"):
            return _plain(length)
        value = "FUTURE_REF" if sign > 0 else "PAST_REF"
        return Hit(word.first, length.last, "date", value, skip=word.entry.skip, rule="vaguely counted")
    offset = offset_of(length, sign)
    if offset is None or (length.amounts[0][1] or 0) > LONG_AGO:
        return _plain(length)
    hit = Hit(word.first, length.last, "date", skip=word.entry.skip, rule="counted from the anchor")
    return hit._replace(context=offset) if that else hit._replace(relative=offset)


def read_duration(scan: Scan, index: int) -> Hit | None:
    """A duration by itself, or bare after «خلال», «لمدة» and the like."""
    bare = scan.sense(index - 1, "during") is not None or _modified(scan, index)
    bare = bare or (scan.sense(index, "unit_plural") is not None and scan.sense(index + 1, "few_after") is not None)
    length = read_length(scan, index, bare=bare)
    if length is None or _is_dated_unit(scan, length):
        return None
    if ending := _stretch_after(scan, length):
        return ending
    if length.vague and scan.sense(index, "unit_plural") and _is_of_something(scan, length.last + 1):
        return None
    return hit_of(length, "duration")


def _is_of_something(scan: Scan, at: int) -> bool:
    """Whether a bare plural is in construct («أيام العرض», «ساعات الصباح»)."""
    if scan.norm(at).startswith("ال") or scan.sense(at, "weekday", "month", "hijri_month", "unit_singular"):
        return True
    joined = scan.sense(at, "of", "in", "until", "event_of", "before", "after", "during", "since", "few_after", "dir")
    return joined is None and scan.norm(at + 1).startswith("ال") and scan.words[at].kind == "arabic"


def _modified(scan: Scan, index: int) -> bool:
    return index > 0 and Modifiers.load().on_left(scan.words, index)[0] not in ("", "LESS_THAN")


def _stretch_after(scan: Scan, length: Length) -> Hit | None:
    """«الـ24 ساعة الماضية», «أيام قليلة», «الثلاثة أيام المقبلة»: the adjectives belong to the span."""
    after = length.last + 1
    few = scan.sense(after, "few_after")
    if few and length.vague:
        after = few.last + 1
    direction = scan.sense(after, "dir")
    if direction and direction.value in _COUNTED and (length.definite or not direction.entry.form.startswith("ال")):
        after = direction.last + 1
    if after == length.last + 1:
        return None
    return Hit(
        length.first, after - 1, "duration", iso_duration(length), skip=length.skip, rule="duration with an adjective"
    )


# --- stretches of time ------------------------------------------------------------------------------------------------


def read_stretch(scan: Scan, index: int) -> Hit | None:
    """«الأيام الأخيرة», «السنوات العشر الماضية», «العامين الماضيين», «الأشهر الثلاثة المقبلة»."""
    this = scan.sense(index, "this")
    unit = scan.sense(this.last + 1 if this else index, "unit_plural", "unit_dual")
    if unit is None or not unit.entry.definite:
        return None
    amount = Fraction(2) if unit.entry.kind == "unit_dual" else None
    after = unit.last + 1
    number = scan.number(after)
    if number and number.definite and not number.ordinal and number.value is not None:
        if scan.sense(index - 1, "war") or number.value < 2:
            return None
        amount, after = Fraction(str(number.value)), number.last + 1
        first = scan.number(after)
        if first and first.ordinal and first.value == 1 and first.definite:
            after = first.last + 1
            return _stretch_of(index, unit, amount, after - 1)
    elif few := scan.sense(after, "few_in"):
        after = few.last + 1
    direction = scan.sense(after, "dir")
    if direction is None and amount is None:
        return _this_stretch(this, unit)
    if direction is None or amount is not None:
        return _stretch_of(index, unit, amount or Fraction(1), direction.last if direction else after - 1)
    return _stretch(index, unit, direction)


def _this_stretch(this: Sense | None, unit: Sense) -> Hit | None:
    if this is None or unit.key not in ("day", "hour"):
        return None
    return Hit(this.first, unit.last, "date", "PRESENT_REF", skip=this.entry.skip, rule="these days")


def _stretch(index: int, unit: Sense, direction: Sense) -> Hit | None:
    if direction.value not in _REFS:
        return None
    return Hit(index, direction.last, "date", _REFS[direction.value], skip=unit.entry.skip, rule="vague stretch")


def _stretch_of(index: int, unit: Sense, amount: Fraction, last: int) -> Hit | None:
    length = Length(index, last, ((unit.key, amount),), unit.entry.skip)
    return Hit(index, last, "duration", iso_duration(length), skip=unit.entry.skip, rule="counted stretch")


def read_whole(scan: Scan, index: int) -> Hit | None:
    """«ساعات اليوم», «أيام الأسبوع»: all of a unit."""
    part = scan.sense(index, "unit_plural")
    whole = scan.sense(index + 1, "unit_singular", "deictic")
    if part is None or whole is None or part.entry.definite or not whole.entry.definite:
        return None
    key = "day" if whole.key == "today" else whole.key
    larger = {"hour": "day", "day": "week", "month": "year", "week": "year"}
    if (whole.entry.kind == "deictic" and whole.key != "today") or larger.get(part.key) not in (key,) or whole.entry.skip:
        return None
    if scan.sense(whole.last + 1, "dir", "weekday"):
        return None
    value = {"day": "P1D", "week": "P1W", "year": "P1Y"}[key]
    return Hit(index, whole.last, "duration", value, skip=part.entry.skip, rule="all of a unit")


# --- named periods ----------------------------------------------------------------------------------------------------


def read_decade(scan: Scan, index: int) -> Hit | None:
    """«ثمانينيات القرن الماضي», «التسعينيات»."""
    word = scan.sense(index, "decade_name")
    if word is None:
        return None
    at = word.last + 1
    at += scan.sense(at, "of") is not None
    if scan.sense(at, "age") or scan.sense(word.first - 1, "age"):
        return None
    century = read_century(scan, at)
    if century:
        value = None if century.value is None else century.value + word.value
        relative = century.relative
        if relative:  # the last century from the anchor: the twentieth for every anchor that news has
            value = "19" + word.value if relative == "century-1" else "20" + word.value
        return Hit(index, century.last, "date", value, skip=word.entry.skip, rule="decade of a century")
    if not word.entry.definite:
        return None
    return Hit(index, word.last, "date", "19" + word.value, skip=word.entry.skip, rule="decade")


def read_century(scan: Scan, index: int) -> Hit | None:
    """«القرن العشرين», «القرن الـ21», «القرن الماضي», «العقد الأول من القرن الحادي والعشرين»."""
    unit = scan.sense(index, "unit_singular")
    if unit is None or unit.key != "century" or not unit.entry.definite:
        return None
    number = scan.number(unit.last + 1)
    if number and isinstance(number.value, int) and 1 <= number.value <= 30 and not number.skip:
        return Hit(index, number.last, "date", f"{number.value - 1:02}", skip=unit.entry.skip, rule="century")
    direction = scan.sense(unit.last + 1, "dir")
    step = {"last": -1, "this": 0, "next": 1}.get(direction.value) if direction else None
    if direction is None or step is None:
        return None
    return Hit(index, direction.last, "date", None, f"century{step:+d}", skip=unit.entry.skip, rule="century")


def read_part_of_year(scan: Scan, index: int) -> Hit | None:
    """«الربع الأول من 2015», «النصف الثاني من العام الجاري»."""
    part = scan.sense(index, "quarter_year", "half_year")
    if part is None:
        return None
    at = part.last + 1
    at += scan.sense(at, "of") is not None
    year, relative, last = _year_here(scan, at)
    if last < 0:
        return None
    if year:
        return Hit(index, last, "date", f"{year:04}-{part.value}", skip=part.entry.skip, rule="part of a year")
    return Hit(index, last, "date", None, f"{part.value}-of-{relative}", skip=part.entry.skip, rule="part of a year")


def _year_here(scan: Scan, at: int) -> tuple[int | None, str, int]:
    """A year at a word: its number, or its relative, and its last word (−1 where there is none)."""
    this = scan.sense(at, "this")
    unit = scan.sense(this.last + 1 if this else at, "unit_singular")
    number = scan.number(unit.last + 1 if unit and unit.key == "year" else at)
    if number is None and unit and unit.key == "year" and scan.sense(unit.last + 1, "dir"):
        number = scan.number(unit.last + 2)
    if number and isinstance(number.value, int) and 1900 <= number.value <= 2100 and not number.skip:
        return number.value, "", number.last
    if unit is None or unit.key != "year" or not unit.entry.definite:
        return None, "", -1
    direction = scan.sense(unit.last + 1, "dir")
    step = {"last": -1, "previous": -1, "next": 1}.get(direction.value, 0) if direction else 0
    return None, f"year{step:+d}", direction.last if direction else unit.last


def read_season_of(scan: Scan, index: int) -> Hit | None:
    """«هذا الموسم», «الموسم الماضي», «موسم 2014-2015», «العام الدراسي المقبل»."""
    this = scan.sense(index, "this")
    word = scan.sense(this.last + 1 if this else index, "season_of")
    if word is None:
        return None
    direction = scan.sense(word.last + 1, "dir")
    pair = _year_pair(scan, direction.last + 1 if direction else word.last + 1)
    if pair:
        return Hit(index, pair[1], "date", pair[0], skip=word.entry.skip, rule="season")
    step = {"last": -1, "next": 1, "this": 0, "previous": -1}.get(direction.value) if direction else 0 if this else None
    if step is None or not (word.entry.definite or len(word.entry.rest)):
        return None
    last = direction.last if direction else word.last
    skip = this.entry.skip if this else word.entry.skip
    return Hit(index, last, "date", None, f"season{step:+d}", skip=skip, rule="season")


def _year_pair(scan: Scan, at: int) -> tuple[str, int] | None:
    """«2014-2015», «2014/2015»: two years that follow each other."""
    first = scan.number(at)
    if first is None or not isinstance(first.value, int) or not scan.is_mark(first.last + 1, "-/–"):
        return None
    second = scan.number(first.last + 2)
    if second is None or not isinstance(second.value, int) or not 1800 <= first.value <= 2100:
        return None
    last = second.value if second.value > 99 else first.value // 100 * 100 + second.value
    return (f"{first.value:04}/{last:04}", second.last) if 0 < last - first.value < 100 else None


def read_years(scan: Scan, index: int) -> Hit | None:
    """A pair of years, or four digits that stand where only a year can («في 2016», «بحلول 2036»)."""
    number = scan.number(index)
    if number is None or number.form != "digits" or not isinstance(number.value, int) or number.definite:
        return None
    if number.value in HIJRI_YEARS and (hijri := _hijri_years(scan, index, number)):
        return hijri
    if not 1500 <= number.value <= 2100 or len(scan.words[number.last].norm) != 4:
        return None
    if number.value < 1900 and not _year_before(scan, index):
        return None
    pair = _year_pair(scan, index)
    if pair and (_is_year_place(scan, index, number) or _follow_each_other(scan, index) or scan.sense(index - 1, "of")):
        return Hit(index, pair[1], "date", pair[0], rule="years")
    if pair is None and _is_year_place(scan, index, number) and not _counts(scan, number):
        era = scan.sense(number.last + 1, "era")
        last = era.last if era and era.value == "ce" else number.last
        return Hit(index, last, "date", f"{number.value:04}", rule="year")
    return None


def _is_year_place(scan: Scan, index: int, number: Number) -> bool:
    before = scan.sense(index - 1, "in", "since", "until", "before", "after", "during", "between", "edge", "year_noun")
    if before or (scan.is_mark(index - 1, "(") and _closes_after(scan, index)):
        return True
    if scan.sense(index - 1, "of") or number.conjoined or number.preposition == "ل":
        return scan.sense(number.last + 1, "until") is not None or _year_before(scan, index)
    return False


def _hijri_years(scan: Scan, index: int, number: Number) -> Hit | None:
    """«1436هـ», «1436/1437هـ» by themselves."""
    year, last = int(number.value or 0), number.last
    second = scan.number(last + 2) if scan.is_mark(last + 1, "/-–") else None
    if second and second.value == year + 1:
        last = second.last
    era = scan.sense(last + 1, "era")
    days, until = hijri_days(year), hijri_days(year + (last > number.last))
    if era is None or era.value != "ah" or days is None or until is None:
        return None
    text = f"{year:04}" + (f"/{year + 1:04}" if last > number.last else "")
    return Hit(index, era.last, "date", f"{days[0].isoformat()}/{until[1].isoformat()}", hijri=text, rule="Hijri year")


def _follow_each_other(scan: Scan, index: int) -> bool:
    """Whether two years of four digits are one after the other («2015-2016»)."""
    first, second = scan.norm(index), scan.norm(index + 2)
    return len(second) == 4 and second.isdigit() and int(second) == int(first) + 1


def _closes_after(scan: Scan, index: int) -> bool:
    """Whether the bracket closes after one year or two."""
    pair = _year_pair(scan, index)
    return scan.is_mark(pair[1] + 1 if pair else index + 1, ")")


def _year_before(scan: Scan, index: int) -> bool:
    """Whether a year stands just before the conjunction («بين عامي 2011 و2015»)."""
    for place in (index - 1, index - 2, index - 3):
        if not (scan.is_mark(place, "،,") or scan.norm(place) == "و"):
            break
    before = scan.by_last.get(place)
    return bool(before and isinstance(before.value, int) and 1500 <= before.value <= 2100 and before.form == "digits")


def _counts(scan: Scan, number: Number) -> bool:
    """Whether the word after digits looks counted by them (accusative or a unit)."""
    after = scan.norm(number.last + 1)
    if scan.sense(number.last + 1, "unit_singular", "unit_plural") or scan.is_mark(number.last + 1, "%:"):
        return True
    return after in scan.table.counted


def read_weekend(scan: Scan, index: int, tense: str) -> Hit | None:
    """«عطلة نهاية الأسبوع (الماضي)»."""
    word = scan.sense(index, "weekend")
    if word is None:
        return None
    direction = scan.sense(word.last + 1, "dir")
    step = {"last": -1, "next": 1, "this": 0}.get(direction.value, 0) if direction else {"coming": 0}.get(tense, -1)
    last = direction.last if direction else word.last
    return Hit(index, last, "date", None, f"weekend{step:+d}", skip=word.entry.skip, rule="weekend")


# --- sets and references ----------------------------------------------------------------------------------------------


def read_set(scan: Scan, index: int) -> Hit | None:
    """«كل يوم», «كل ثلاثة أشهر», «كل جمعة», «أيام الجمعة», «يوميا»."""
    if often := scan.sense(index, "often"):
        return Hit(index, often.last, "set", often.value, skip=often.entry.skip, rule="adverb of frequency")
    if each := scan.sense(index, "each"):
        if day := _each_weekday(scan, each.last + 1):
            return Hit(index, day[1], "set", day[0], skip=each.entry.skip, rule="each weekday")
        length = read_length(scan, each.last + 1, bare=True)
        if length and not length.skip and not length.definite:
            return Hit(index, length.last, "set", iso_duration(length), skip=each.entry.skip, rule="each")
        return None
    return _days(scan, index)


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
    days = scan.sense(at, "unit_plural")
    each = scan.sense(at, "each")
    weekday = scan.sense(days.last + 1, "weekday") if days and days.key == "day" else None
    if clock and each and (found := _each_weekday(scan, each.last + 1)):
        return Hit(index, found[1], "set", found[0] + (clock.tail or ""), skip=clock.skip, rule="set with a clock time")
    if days is None or weekday is None or weekday.entry.skip or weekday.key not in WEEKDAYS:
        return None
    if scan.norm(weekday.last + 1).startswith("و") and scan.sense(weekday.last + 1, "weekday") and not clock:
        return None  # «أيام الجمعة والسبت والأحد» are days, not a set
    skip = clock.skip if clock else days.entry.skip
    tail = (clock.tail or "") if clock else ""
    return Hit(index, weekday.last, "set", f"XXXX-WXX-{weekday.value}{tail}", skip=skip, rule="weekdays")


def read_ref(scan: Scan, index: int) -> Hit | None:
    """«الآن», «مؤخرا», «قريبا», «وقت سابق», and «الماضي» as a noun."""
    if ref := scan.sense(index, "ref"):
        return Hit(index, ref.last, "date", ref.value, skip=ref.entry.skip, rule="reference")
    noun = scan.sense(index, "noun_ref")
    if noun is None or noun.entry.conjoined or noun.entry.preposition not in ("", "ب"):
        return None
    if scan.sense(index - 1, "in"):
        return Hit(index, noun.last, "date", noun.value, skip=noun.entry.skip, rule="reference")
    before = scan.words[index - 1] if index else None
    if noun.value == "PAST_REF" and before and before.kind == "arabic" and _is_construct(scan, index - 1):
        return Hit(index, noun.last, "date", noun.value, skip=noun.entry.skip, rule="reference")
    return None


def _is_construct(scan: Scan, index: int) -> bool:
    """Whether a word is an indefinite noun that «الماضي» can stand in construct with («أخطاء الماضي»)."""
    return scan.sense(index, "of_past") is not None


__all__ = [
    "read_ago",
    "read_century",
    "read_decade",
    "read_duration",
    "read_part_of_year",
    "read_ref",
    "read_season_of",
    "read_set",
    "read_stretch",
    "read_weekend",
    "read_whole",
    "read_years",
]
