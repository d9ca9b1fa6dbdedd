"""Named periods: decades and centuries, parts of a year, seasons of clubs and schools, years by themselves, weekends."""

from __future__ import annotations

from musnad.find.date_numbers import HIJRI_YEARS, YEARS
from musnad.find.hijri import hijri_days
from musnad.find.hits import Hit
from musnad.find.time_words import Scan
from musnad.text.numbers import Number

#: Decades of life rather than of a century where no century is named («رجل في العشرينات»).
_AGES = frozenset({"2", "3"})


def read_decade(scan: Scan, index: int) -> Hit | None:
    """«ثمانينيات القرن الماضي», «التسعينيات»."""
    word = scan.sense(index, "decade_name")
    if word is None:
        return _numbered_decade(scan, index)
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
    if (other := scan.sense(at, "decade_name")) and other.entry.conjoined and (shared := read_decade(scan, at)):
        value = None if shared.value is None else shared.value[:2] + word.value
        return Hit(index, word.last, "date", value, skip=word.entry.skip, rule="decade of a century")
    if not word.entry.definite or word.value in _AGES:
        return None
    return Hit(index, word.last, "date", "19" + word.value, skip=word.entry.skip, rule="decade")


def _numbered_decade(scan: Scan, index: int) -> Hit | None:
    """«العقد الأول من القرن الحادي والعشرين»."""
    unit = scan.sense(index, "unit_singular")
    number = scan.number(unit.last + 1) if unit and unit.key == "decade" and unit.entry.definite else None
    if unit is None or number is None or not number.ordinal or not scan.sense(number.last + 1, "of"):
        return None
    century = read_century(scan, number.last + 2)
    if century is None or century.value is None or not 1 <= (number.value or 0) <= 10:
        return None
    value = f"{century.value}{int(number.value or 1) - 1}"
    return Hit(index, century.last, "date", value, skip=unit.entry.skip, rule="decade of a century")


def read_century(scan: Scan, index: int) -> Hit | None:
    """«القرن العشرين», «القرن الـ21», «القرن الماضي», «العقد الأول من القرن الحادي والعشرين»."""
    unit = scan.sense(index, "unit_singular")
    if unit is None or unit.key != "century" or not unit.entry.definite:
        return None
    number = scan.number(unit.last + 1)
    if number and isinstance(number.value, int) and 1 <= number.value <= 30 and not number.skip:
        return _century(scan, index, unit.entry.skip, number)
    direction = scan.sense(unit.last + 1, "dir")
    step = {"last": -1, "this": 0, "next": 1}.get(direction.value) if direction else None
    if direction is None or step is None:
        return None
    return Hit(index, direction.last, "date", None, f"century{step:+d}", skip=unit.entry.skip, rule="century")


def _century(scan: Scan, index: int, skip: int, number: Number) -> Hit:
    """A numbered century with its era; of the common era alone it has a value."""
    era = scan.sense(number.last + 1, "era")
    hit = Hit(index, era.last if era else number.last, "date", skip=skip, rule="century")
    count = int(number.value or 1) - 1
    if era and era.value == "ah":
        return hit._replace(hijri=f"{count:02}", reason="a century of the Hijri era")
    if era and era.value == "bce":
        return hit._replace(value=f"BC{count:02}")  # as HeidelTime has it
    return hit._replace(value=f"{count:02}")


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
    named = scan.sense(unit.first, "season_of") if unit and unit.key == "year" else None  # «العام المالي 2023»
    number = scan.number(named.last + 1 if named else unit.last + 1 if unit and unit.key == "year" else at)
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
    year = None if direction or this else scan.number(word.last + 1)
    if year and year.form == "digits" and year.value in YEARS and not year.skip and not _counts(scan, year):
        return Hit(index, year.last, "date", f"{year.value:04}", skip=word.entry.skip, rule="season")
    step = {"last": -1, "next": 1, "new": 1, "this": 0, "previous": -1}.get(direction.value) if direction else 0 if this else None
    if step is None or not (word.entry.definite or len(word.entry.rest)):
        return None
    last = direction.last if direction else word.last
    skip = this.entry.skip if this else word.entry.skip
    relative = "new-season" if direction and direction.value == "new" else f"season{step:+d}"
    return Hit(index, last, "date", None, relative, skip=skip, rule="season")


def _year_pair(scan: Scan, at: int) -> tuple[str, int] | None:
    """«2014-2015», «2014/2015»: two years that follow each other."""
    first = scan.number(at)
    if first is None or not isinstance(first.value, int) or not scan.is_mark(first.last + 1, "-/–_"):
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
    whole = pair is not None and index == 0 and pair[1] == scan.size - 1
    if pair and (whole or _is_year_place(scan, index, number) or _follow_each_other(scan, index) or scan.sense(index - 1, "of")):
        return Hit(index, pair[1], "date", pair[0], rule="years")
    if pair is None and _is_year_place(scan, index, number) and not _counts(scan, number):
        era = scan.sense(number.last + 1, "era")
        last = era.last if era and era.value == "ce" else number.last
        return Hit(index, last, "date", f"{number.value:04}", rule="year")
    return None


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


def _is_year_place(scan: Scan, index: int, number: Number) -> bool:
    before = scan.sense(index - 1, "in", "since", "until", "before", "after", "during", "between", "edge", "year_noun")
    if before or (scan.is_mark(index - 1, "(") and _closes_after(scan, index)):
        return True
    if scan.sense(index - 1, "of") or number.conjoined or number.preposition == "ل":
        return scan.sense(number.last + 1, "until") is not None or _year_before(scan, index)
    return False


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
    unit = scan.sense(number.last + 1, "unit_singular", "unit_plural")
    if (unit and not unit.entry.definite) or scan.is_mark(number.last + 1, "%:"):
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


__all__ = [
    "read_century",
    "read_decade",
    "read_part_of_year",
    "read_season_of",
    "read_weekend",
    "read_years",
]
