"""Figures with a unit: percent, money with its currency, measures, ages."""

from __future__ import annotations

from fractions import Fraction

from musnad.find.figure_sheet import ARTICLE, Found, Sheet, of_number
from musnad.text.numbers import Number, plain_value

#: Signs that make digits after them negative where nothing is written onto them before.
_MINUS = frozenset("-\N{MINUS SIGN}\N{EN DASH}")


def read_percent(sheet: Sheet, number: Number) -> Found | None:
    """«5 في المئة», «5%», «%5», «نصف في المئة»."""
    if number.ordinal:
        return None
    if after := sheet.phrase(number.last + 1, "percent"):
        return of_number(_signed(sheet, number), "percent", after[1] - 1, unit="%")
    if points := sheet.phrase(number.last + 1, "percent_points"):
        return of_number(_signed(sheet, number), "percent", points[1] - 1, unit="pp")
    if mille := sheet.phrase(number.last + 1, "per_mille"):
        return of_number(number, "percent", mille[1] - 1, unit="‰")
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
        sign = sheet.table.currencies.get(sheet.norm(number.first - 1))
        if sign is None or sheet.words[number.first - 1].kind == "arabic":
            return _read_parts(sheet, number)
        loose = sheet.words[number.first - 1].kind == "mark" and number.first - 2 in sheet.ends
        if not sheet.glued(number.first) and (loose or number.form == "words"):
            return None
        return of_number(number, "money", number.last, unit=sign.value)._replace(first=number.first - 1, skip=0)
    code, reason = currency_of(sheet, noun.key, noun.value, after)
    money = of_number(_signed(sheet, number), "money", after, unit=code, reason=reason)
    return _with_parts(sheet, and_half(sheet, money) if number.scale == 1 else money, noun.key)


def _read_parts(sheet: Sheet, number: Number) -> Found | None:
    """«35 سنتا»: parts of a currency, as their share of it."""
    after = number.last + 1
    shares = sheet.table.currency_parts.get(sheet.norm(after))
    if not shares or not isinstance(number.value, (int, float)):
        return None
    code, reason = currency_of(sheet, shares[0].noun, shares[0].code, after)
    value = plain_value(shares[0].share * Fraction(str(number.value)))
    return of_number(number, "money", after, value=value, unit=code, reason=reason)


def _with_parts(sheet: Sheet, money: Found, noun: str) -> Found:
    """«20 دولارا و43 سنتا»: the parts of the same currency that are added."""
    at = money.last + 1
    number = sheet.numbers.get(at + (sheet.norm(at) == "و"))
    if number is None or not (number.conjoined or number.first > at) or number.ordinal or money.value is None:
        return money
    share = next((one for one in sheet.table.currency_parts.get(sheet.norm(number.last + 1), ()) if one.noun == noun), None)
    if share is None or not isinstance(number.value, int) or not 0 < share.share * number.value < 1:
        return money
    value = Fraction(str(money.value)) + share.share * number.value
    return money._replace(last=number.last + 1, value=plain_value(value))


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
            number = _below_zero(sheet, number, last + 1 + len(unit.after)) if unit.symbol in _DEGREES else number
            symbol = "magnitude" if unit.symbol == "°" and _is_quake(sheet, number.first) else unit.symbol
            found = of_number(number, "measure", last, unit=symbol)
            return found if unit.after else and_half(sheet, found)
    return None


def read_one_unit(sheet: Sheet, number: Number) -> Found | None:
    """«متر واحد», «كيلومتر مربع واحد», «كيلومتر واحد في الساعة»: one of a unit, told behind it."""
    if number.value != 1 or number.form != "words" or number.definite or number.ordinal or number.skip:
        return None
    for first in range(max(number.first - 3, 0), number.first):
        behind = tuple(sheet.norms[first + 1 : number.first])
        for unit in sheet.table.units.get(sheet.norm(first), ()) if first not in sheet.covered else ():
            tail = tuple(sheet.norms[number.last + 1 : number.last + 1 + len(unit.after)])
            told = behind == (*unit.rest, *unit.after) or (behind == unit.rest and tail == unit.after)
            if told and len(sheet.norm(first)) > 1:
                return Found("measure", first, number.last, 1, unit=unit.symbol)
    return None


#: How many words before degrees the earthquake may stand that they measure.
QUAKE = 10


def _is_quake(sheet: Sheet, index: int) -> bool:
    """«زلزال بقوة 5.4 درجات»: degrees without a scale, of an earthquake."""
    return any(sheet.phrase(place, "quake") for place in range(max(index - QUAKE, 0), index))


def and_half(sheet: Sheet, found: Found) -> Found:
    """«3 أطنان ونصف», «كيلومترين وربع الكيلومتر»: the part of one that is added, with its unit said again or not."""
    at = found.last + 1
    at += sheet.norm(at) == "و"
    word = sheet.table.numbers.surfaces.get(sheet.norm(at))
    joined = word is not None and word.role == "fraction" and (word.conjoined or at > found.last + 1) and not word.preposition
    if word is None or not joined or not isinstance(found.value, int):
        return found
    again, table = sheet.norm(at + 1), sheet.table
    unit = again[len(ARTICLE) :] if again.startswith(ARTICLE) else ""
    last = at + (unit in table.units or unit in table.currencies)
    if last == at and (again in table.nounlike or again in table.nouns.forms or again in table.numbers.surfaces):
        return found  # «3 أمتار ونصف المدينة»
    return found._replace(last=last, value=plain_value(found.value + Fraction(word.value)))


#: Units that go below zero.
_DEGREES = frozenset({"°C", "°F", "°"})


def _below_zero(sheet: Sheet, number: Number, after: int) -> Number:
    """«5 درجات تحت الصفر», «-5 درجات»."""
    if number.value and sheet.phrase(after, "below_zero"):
        return number._replace(value=plain_value(-abs(number.value)))
    return _signed(sheet, number)


def _signed(sheet: Sheet, number: Number) -> Number:
    """A number with a minus of its own, in letters or as a sign that is not the dash of a range."""
    before = number.first - 1
    if number.value and not number.skip and sheet.phrase(before, "minus"):
        return number._replace(first=before, value=-number.value)
    if number.form != "digits" or not number.value or number.skip or sheet.norm(before) not in _MINUS:
        return number
    if not sheet.glued(number.first) or sheet.glued(before) or before - 1 in sheet.ends:
        return number
    return number._replace(first=before, value=plain_value(-number.value))


def read_age(sheet: Sheet, number: Number) -> Found | None:
    """A number of years that is no time is somebody's age («(23 عاما)»)."""
    norm = sheet.norm(number.last + 1)
    bare = norm.removesuffix("ا")
    if number.ordinal or number.value is None or not sheet.table.years.get(norm):
        return None
    if number.definite and sheet.phrase(number.first - 1, "group"):
        return None  # «حرب الثلاثين عاما»
    return of_number(number, "age", number.last + 1, unit=sheet.table.years[norm] or bare)


def read_round_age(sheet: Sheet, number: Number) -> Found | None:
    """«في الثلاثين من عمره», «في سن السابعة عشرة»."""
    before, after = sheet.norm(number.first - 1), sheet.norm(number.last + 1)
    told = sheet.table.age_words.get(before) == "age_word" and not sheet.table.years.get(after)
    if told and number.definite and number.value is not None:
        return of_number(number, "age", number.last, unit=sheet.table.year_name)
    if not number.definite or (number.ordinal and number.value is None):
        return None
    if sheet.norm(number.last + 1) == "من" and sheet.table.age_words.get(sheet.norm(number.last + 2)):
        return of_number(number, "age", number.last, unit=sheet.table.year_name)
    return None


__all__ = ["currency_of", "read_age", "read_measure", "read_money", "read_one_unit", "read_percent", "read_round_age"]
