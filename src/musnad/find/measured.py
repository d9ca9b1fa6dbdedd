"""Figures with a unit: percent, money with its currency, measures, ages."""

from __future__ import annotations

from musnad.find.figure_sheet import ARTICLE, Found, Sheet, of_number
from musnad.text.numbers import Number


def read_percent(sheet: Sheet, number: Number) -> Found | None:
    """«5 في المئة», «5%», «%5», «نصف في المئة»."""
    if number.ordinal:
        return None
    if after := sheet.phrase(number.last + 1, "percent"):
        return of_number(number, "percent", after[1] - 1, unit="%")
    if points := sheet.phrase(number.last + 1, "percent_points"):
        return of_number(number, "percent", points[1] - 1, unit="pp")
    if sheet.norm(number.first - 1) == "%" and sheet.glued(number.first):
        return of_number(number, "percent", number.last, unit="%")._replace(first=number.first - 1, skip=0)
    return None


def read_money(sheet: Sheet, number: Number) -> Found | None:
    """«3.2 مليار دولار», «500 ريال سعودي», «$5»."""
    if number.ordinal:
        return None
    after = number.last + 1
    if sheet.norm(after) == "من" and number.form == "vague":
        after += 1
    noun = sheet.table.currencies.get(sheet.norm(after))
    if noun and noun.key in ("yen",) and number.form == "vague":
        return None
    if noun is None:
        sign = sheet.table.currencies.get(sheet.norm(number.first - 1)) if sheet.glued(number.first) else None
        if sign is None or not sheet.norm(number.first - 1) or sheet.words[number.first - 1].kind == "arabic":
            return None
        return of_number(number, "money", number.last, unit=sign.value)._replace(first=number.first - 1, skip=0)
    code, reason = currency_of(sheet, noun.key, noun.value, after)
    return of_number(number, "money", after, unit=code, reason=reason)


def currency_of(sheet: Sheet, noun: str, usual: str, index: int) -> tuple[str | None, str | None]:
    """ISO code of a currency noun at a word: by its adjective, else by the country that the text names most."""
    for after in (index + 1, index + 2):
        code = sheet.table.adjectives.get((noun, sheet.norm(after).removeprefix(ARTICLE)))
        if code:
            return code, None
    own = sheet.table.countries.get(noun, frozenset())
    if noun == "dollar" or len(own) < 2:
        return usual or None, None
    named = {code: count for code, count in sheet.country_codes.items() if code in own}
    if named:
        return max(named, key=lambda code: (named[code], code == usual)), None
    return usual or None, "currency taken for the commonest of its name"


def read_measure(sheet: Sheet, number: Number) -> Found | None:
    """«100 كلم», «45 درجة مئوية»; the span ends with the unit's first word."""
    if number.ordinal or (number.value is None and number.form != "vague"):
        return None
    after = number.last + 1
    for unit in sheet.table.units.get(sheet.norm(after), ()):
        last = after + len(unit.rest)
        tail = [sheet.norm(after + 1 + place) for place in range(len(unit.rest) + len(unit.after))]
        if tail == [*unit.rest, *unit.after]:
            return of_number(number, "measure", last, unit=unit.symbol)
    return None


def read_age(sheet: Sheet, number: Number) -> Found | None:
    """A number of years that is no time is somebody's age («(23 عاما)»)."""
    norm = sheet.norm(number.last + 1)
    bare = norm.removesuffix("ا")
    if number.ordinal or number.value is None or not sheet.table.years.get(norm):
        return None
    return of_number(number, "age", number.last + 1, unit=sheet.table.years[norm] or bare)


def read_round_age(sheet: Sheet, number: Number) -> Found | None:
    """«في الثلاثين من عمره»."""
    if not number.definite or (number.ordinal and number.value is None):
        return None
    if sheet.norm(number.last + 1) == "من" and sheet.table.age_words.get(sheet.norm(number.last + 2)):
        return of_number(number, "age", number.last, unit=sheet.table.year_name)
    return None


__all__ = ["currency_of", "read_age", "read_measure", "read_money", "read_percent", "read_round_age"]
