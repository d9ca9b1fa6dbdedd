"""Times that are no calendar date: points counted from the anchor («قبل ثلاثة أيام»), lengths, stretches («الأيام الأخيرة»)
and the vague ones («مؤخرا»)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from musnad.find.ages import is_age
from musnad.find.durations import Length, clock_offset_of, hit_of, is_public, iso_duration, offset_of, read_length
from musnad.find.hits import Hit
from musnad.find.modifiers import Modifiers
from musnad.find.tenses import is_imperfect, sentence_start
from musnad.find.time_words import ARTICLE, Scan, Sense

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
    if length is None or _is_dated_unit(scan, length) or _is_repeated(scan, word, length):
        return None
    if (that and length.preposition != "ب") or (not that and length.preposition not in ("", "ب")):
        return None
    few = scan.sense(length.last + 1, "few_after") if length.vague else None
    if few and not scan.sense(few.last + 1, "dir"):
        length = length._replace(last=few.last)  # «قبل أشهر قليلة»
    elif ending := _stretch_after(scan, length):
        return ending
    if (now := _from_now(scan, length)) and (offset := offset_of(length, 1 if word.entry.kind == "after" else -1)):
        return Hit(word.first, now, "date", relative=offset, skip=word.entry.skip, rule="counted from now")
    kind, alone = word.entry.kind, _is_alone(scan, word.first, length.last)
    if kind == "since" and not alone and tense() != "past":
        return _plain(length)
    if not that and kind != "since" and _is_measured_from(scan, length.last + 1):
        return _plain(length)
    if kind == "after" and not that and not alone and tense() != "coming" and not _is_announced(scan, word, length):
        return _plain(length)
    return _counted_from(word, length, that is not None)


def _is_announced(scan: Scan, word: Sense, length: Length) -> bool:
    """Whether a sentence that begins with an imperfect ends here: «تعود الدراسة بعد أسبوعين»."""
    begins = word.first and is_imperfect(scan, sentence_start(scan, word.first))
    return bool(begins) and (length.last == scan.size - 1 or scan.is_mark(length.last + 1, ".؟!"))


def _from_now(scan: Scan, length: Length) -> int | None:
    """The last word of «من الآن», «من اليوم» behind a length."""
    if not scan.sense(length.last + 1, "of"):
        return None
    now = scan.sense(length.last + 2, "ref", "deictic")
    return now.last if now and now.key in ("now", "today") and not now.entry.skip else None


def _is_repeated(scan: Scan, word: Sense, length: Length) -> bool:
    """«يوما بعد يوم», «عاما بعد عام»: steadily, and no length."""
    before = scan.sense(word.first - 1, "unit_singular")
    return before is not None and before.key == length.unit and length.first == length.last and length.first not in scan.numbers


def _is_alone(scan: Scan, first: int, last: int) -> bool:
    """Whether an expression is all of its text: then it counts from the anchor."""
    return first == 0 and (last == scan.size - 1 or (last == scan.size - 2 and scan.is_mark(last + 1, ".؟!")))


def _is_measured_from(scan: Scan, at: int) -> bool:
    """Whether another event follows that the length counts from («قبل يوم من بدء …»), one word between at most."""
    return any(scan.sense(place, "event_of", "since") for place in (at, at + 1)) and not scan.is_mark(at, ".،,؛")


def _is_dated_unit(scan: Scan, length: Length) -> bool:
    """Whether a bare unit is the head of a date: «منذ عام 2016», «قبل يوم الجمعة», «2-1 يوم الأحد»."""
    if length.unit == "day" and scan.sense(length.last, "unit_singular") and scan.sense(length.last + 1, "weekday"):
        return True
    if length.first != length.last or scan.numbers.get(length.first):
        return False
    after = length.last + 1
    number = scan.number(after)
    return bool(number and not number.skip) or scan.sense(after, "weekday", "month", "hijri_month", "deictic") is not None


def _plain(length: Length) -> Hit:
    return hit_of(length, "duration after a preposition")


def _over_modifier(scan: Scan, at: int) -> int:
    """The index after a modifier that begins at `at`."""
    if not scan.sense(at, "modifier"):
        return at
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
    if offset is None and not that and (clock := clock_offset_of(length, sign)):
        hit = Hit(word.first, length.last, "time", relative=clock, skip=word.entry.skip, rule="moment from the anchor")
        return hit._replace(plain=_plain(length))  # the point in time is known only where the anchor is a moment
    if offset is None or (length.amounts[0][1] or 0) > LONG_AGO:
        return _plain(length)
    hit = Hit(word.first, length.last, "date", skip=word.entry.skip, rule="counted from the anchor")
    return hit._replace(context=offset) if that else hit._replace(relative=offset)


def read_duration_range(scan: Scan, index: int) -> Hit | None:
    """«3 أو 4 أيام», «من 5 إلى 10 دقائق», «ما بين 3 و5 سنوات»: both ends in one unit, ``P3Y/P5Y``."""
    number = scan.number(index)
    if number is None or number.ordinal or not isinstance(number.value, int) or number.last + 2 >= scan.size:
        return None
    after, opener = number.last + 1, scan.sense(index - 1, "between", "of")
    linked = scan.sense(after, "until", "or") is not None or scan.is_mark(after, "-–") or scan.norm(after) == "و"
    second = scan.number(after + linked)
    if second is None or second.ordinal or not isinstance(second.value, int) or second.value <= number.value:
        return None
    joined = second.conjoined or scan.norm(after) == "و"
    if not (linked or joined) or (joined and not (opener and opener.entry.kind == "between")):
        return None
    length = read_length(scan, second.first)
    if length is None or length.amounts[0][1] != second.value or is_age(scan, index, length.last):
        return None
    shorter = length._replace(amounts=((length.unit, Fraction(number.value)),))
    first, skip = (opener.first, opener.entry.skip) if opener and (joined or linked) else (index, number.skip)
    value = f"{iso_duration(shorter)}/{iso_duration(length)}"
    return Hit(first, length.last, "duration", value, skip=skip, rule="range of durations")


def read_duration(scan: Scan, index: int) -> Hit | None:
    """A duration by itself, or bare after «خلال», «لمدة» and the like."""
    bare = scan.sense(index - 1, "during") is not None or _modified(scan, index)
    one, other = scan.sense(index, "unit_singular"), scan.sense(index + 2, "unit_dual")
    bare = bare or bool(one and other and one.key == other.key and scan.sense(index + 1, "or", "until"))
    bare = bare or _is_length(scan, index) or (index == 0 and _is_alone(scan, 0, 0) and _is_unit(scan))
    length = read_length(scan, index, bare=bare)
    if length is None or _is_dated_unit(scan, length) or scan.sense(length.last + 1, "not_length"):
        return None
    if length.definite and scan.sense(index - 1, "war"):
        return None  # «حرب الثلاثين عاما»
    if (now := _from_now(scan, length)) and (offset := offset_of(length, 1)):
        return Hit(index, now, "date", relative=offset, skip=length.skip, rule="counted from now")  # «ثلاثة أيام من الآن»
    if longer := _or_two(scan, length):
        return longer
    if ending := _stretch_after(scan, length):
        return ending
    if length.vague and scan.sense(index, "unit_plural") and _is_of_something(scan, length.last + 1):
        return None
    if length.first == length.last and scan.sense(index, "unit_singular") and scan.norm(length.last + 1).startswith(ARTICLE):
        return None  # «خلال موسم الحج»
    return hit_of(length, "duration")


def _or_two(scan: Scan, length: Length) -> Hit | None:
    """«يوما أو يومين», «ساعة إلى ساعتين»: one of a unit, or two."""
    linked = scan.sense(length.last + 1, "or", "until")
    dual = scan.sense(length.last + 2, "unit_dual") if linked else None
    if dual is None or length.amounts != ((dual.key, Fraction(1)),) or dual.entry.skip or length.definite:
        return None
    value = f"{iso_duration(length)}/{iso_duration(length._replace(amounts=((dual.key, Fraction(2)),)))}"
    return Hit(length.first, dual.last, "duration", value, skip=length.skip, rule="range of durations")


def _is_unit(scan: Scan) -> bool:
    """Whether a text begins with a unit that is no other word («عقد» is also a contract)."""
    unit = scan.sense(0, "unit_singular", "unit_plural")
    return unit is not None and not unit.entry.definite and unit.key not in ("decade", "season")


def _is_length(scan: Scan, index: int) -> bool:
    """Whether a bare plural tells how long: «أيام قليلة», «لسنوات», «أعواما», «قضى أشهرا»."""
    unit = scan.sense(index, "unit_plural")
    if unit is None or unit.entry.definite or unit.entry.preposition not in ("", "ل"):
        return False
    if scan.sense(index + 1, "few_after"):
        return True
    if scan.norm(index + 1) in scan.table.counted:
        return False  # «لأشهر لاعب»
    if scan.sense(index - 1, "until") and scan.sense(index + 1, "of"):
        return True  # «يحتاج إلى سنوات من العمل»
    return unit.entry.preposition == "ل" or unit.entry.form.endswith("ا") or scan.sense(index - 1, "lasting") is not None


def _is_of_something(scan: Scan, at: int) -> bool:
    """Whether a bare plural is in construct («أيام العرض», «ساعات الصباح»)."""
    if len(scan.norm(at)) <= _PARTICLE and scan.words[at : at + 1]:
        return False
    if scan.norm(at).startswith("ال") or scan.sense(at, "weekday", "month", "hijri_month", "unit_singular"):
        return True
    joined = scan.sense(at, "of", "in", "until", "event_of", "before", "after", "during", "since", "few_after", "dir")
    return joined is None and scan.norm(at + 1).startswith("ال") and scan.words[at].kind == "arabic"


#: Words of so many letters are no nouns («عن», «مع», «ثم»).
_PARTICLE = 2


def _modified(scan: Scan, index: int) -> bool:
    mod, begin = Modifiers.load().on_left(scan.words, index)
    return mod != "" and (mod != "LESS_THAN" or index - begin > 1)  # «دون عام» is also without one


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
    if amount and (scan.number(after) or is_public(scan, unit)):
        return None  # «في الدقيقتين 17 و71», «المدعين العامين»
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
    if amount and direction and (two := _one_and_next(scan, index, unit, direction)):
        return two
    if direction is None or amount is not None:
        return _stretch_of(index, unit, amount or Fraction(1), direction.last if direction else after - 1)
    return _stretch(index, unit, direction)


def _one_and_next(scan: Scan, index: int, unit: Sense, direction: Sense) -> Hit | None:
    """«العامين الحالي والمقبل»: two units that follow each other, each with its own adjective."""
    other = scan.sense(direction.last + 1, "dir")
    steps = {"last": -1, "this": 0, "next": 1}
    first, second = steps.get(direction.value), steps.get(other.value) if other and other.entry.conjoined else None
    if other is None or first is None or second is None or second <= first or unit.key not in ("year", "month", "week"):
        return None
    relative = f"{unit.key}{first:+d}/{unit.key}{second:+d}"
    return Hit(index, other.last, "date", None, relative, skip=unit.entry.skip, rule="two that follow each other")


def _this_stretch(this: Sense | None, unit: Sense) -> Hit | None:
    if this is None or unit.key not in ("day", "hour"):
        return None
    return Hit(this.first, unit.last, "date", "PRESENT_REF", skip=this.entry.skip, rule="these days")


def _stretch(index: int, unit: Sense, direction: Sense) -> Hit | None:
    if direction.value not in _REFS or (direction.value == "recent" and unit.key in ("minute", "second")):
        return None  # «الدقائق الأخيرة» are those of a match
    return Hit(index, direction.last, "date", _REFS[direction.value], skip=unit.entry.skip, rule="vague stretch")


def _stretch_of(index: int, unit: Sense, amount: Fraction, last: int) -> Hit | None:
    length = Length(index, last, ((unit.key, amount),), unit.entry.skip)
    return Hit(index, last, "duration", iso_duration(length), skip=unit.entry.skip, rule="counted stretch")


def read_whole(scan: Scan, index: int) -> Hit | None:
    """«ساعات اليوم», «أيام الأسبوع»: all of a unit."""
    day = scan.sense(index, "deictic")
    if day and day.key == "today" and day.first == day.last and scan.sense(index - 1, "through"):
        return Hit(index, index, "duration", "P1D", skip=day.entry.skip, rule="all of a unit")  # «طوال اليوم»
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


# --- references --------------------------------------------------------------------------------------------------------


def read_ref(scan: Scan, index: int) -> Hit | None:
    """«الآن», «مؤخرا», «قريبا», «وقت سابق», and «الماضي» as a noun."""
    if (ref := scan.sense(index, "ref")) and not _is_name(scan, ref):
        return Hit(index, ref.last, "date", ref.value, skip=ref.entry.skip, rule="reference")
    if (moment := scan.sense(index, "moment")) and scan.sense(index - 1, "until"):
        return Hit(index, moment.last, "date", moment.value, skip=moment.entry.skip, rule="reference")
    noun = scan.sense(index, "noun_ref")
    if noun is None or noun.entry.conjoined or noun.entry.preposition not in ("", "ب"):
        return None
    if scan.sense(index - 1, "in"):
        return Hit(index, noun.last, "date", noun.value, skip=noun.entry.skip, rule="reference")
    before = scan.words[index - 1] if index else None
    if noun.value == "PAST_REF" and before and before.kind == "arabic" and _is_construct(scan, index - 1):
        return Hit(index, noun.last, "date", noun.value, skip=noun.entry.skip, rule="reference")
    return None


def _is_name(scan: Scan, ref: Sense) -> bool:
    """Whether a word is the name «آلان», which folds as «الآن» does."""
    return scan.view.text[scan.start(ref.first, ref.entry.skip)] == "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"


def _is_construct(scan: Scan, index: int) -> bool:
    """Whether a word is an indefinite noun that «الماضي» can stand in construct with («أخطاء الماضي»)."""
    return scan.sense(index, "of_past") is not None


__all__ = [
    "read_ago",
    "read_duration",
    "read_duration_range",
    "read_ref",
    "read_stretch",
    "read_whole",
]
