"""Values back into words: counts with the plural that Arabic wants («تقريران», «3 تقارير», «11 تقريرا»), durations, dates, money.

Every function gives Arabic or English; values that cannot be told (vague, open) come back as they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from musnad.find.formatting_numbers import DUAL_ENDINGS, digits, one
from musnad.find.periods_in_words import each_word, period_in_words, set_in_words
from musnad.find.unit_words import measure_in_words
from musnad.records import Figure, Time
from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.nouns import Nouns, accusative, dual
from musnad.text.numbers import FORMS

Language: TypeAlias = Literal["ar", "en"]
Case: TypeAlias = Literal["nominative", "oblique"]
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "m": "minute", "S": "second"}
_AND = _LONG = "و"  # the conjunction; foreign nouns that end in this letter do not change («يورو»)
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_PIECE = re.compile(r"(\d+(?:\.\d+)?)([YMWDHS])")


class _Forms(NamedTuple):
    """Forms of a noun: singular, plural, feminine or not."""

    singular: str
    plural: str
    feminine: bool


def count_in_words(number: int | float, noun: str, case: Case = "nominative") -> str:
    """A number with its noun, in the form that Arabic wants after it.

    `noun` is a singular; nouns that the table of countable nouns does not know get a sound plural.

    >>> [count_in_words(n, "تقرير") for n in (1, 2, 3, 11, 100, 103)]
    ['تقرير واحد', 'تقريران', '3 تقارير', '11 تقريرا', '100 تقرير', '103 تقارير']
    """
    return _counted(number, _forms(noun), case)


def _forms(noun: str) -> _Forms:
    if known := Nouns.load().by_singular.get(fold_key(noun)):
        return _Forms(noun, known.plural, known.gender == "f")
    feminine = noun.endswith("ة")
    return _Forms(noun, noun[:-1] + "ات" if feminine else noun + "ات", feminine)


def _counted(number: int | float, forms: _Forms, case: Case) -> str:
    singular, plural, feminine = forms
    if number == 1:
        return f"{singular} {one(feminine)}"
    if number == 2:
        return dual(singular, DUAL_ENDINGS[case])
    if isinstance(number, float) and not number.is_integer():
        return f"{digits(number)} {singular}"
    last = int(number) % 100
    if 3 <= last <= 10:
        return f"{digits(number)} {plural}"
    return f"{digits(number)} {accusative(singular) if last >= 11 else singular}"


def large_in_words(number: int | float, language: Language = "ar") -> str:
    """A large number with its scale: «3.2 مليار», "3.2 billion"; smaller or odd ones in digits.

    >>> large_in_words(3_200_000_000), large_in_words(1_500_000, "en"), large_in_words(1_234_567)
    ('3.2 مليار', '1.5 million', '1,234,567')
    """
    for scale, name in _SCALES:
        share = number / scale
        if abs(share) >= 1 and round(share, 2 if scale > 1000 else 0) == share:
            word = name if language == "en" else _scale_form(name, share)
            return f"{digits(share)} {word}"
    return digits(number)


def _scale_form(name: str, share: float) -> str:
    forms = _scales()[name]
    last = int(share) % 100 if float(share).is_integer() else 0
    return forms.plural if 3 <= last <= 10 else accusative(forms.singular) if last >= 11 else forms.singular


@cache
def _scales() -> dict[str, _Forms]:
    rows = {row["id"]: row["forms"].split(FORMS)[0].strip() for row in table("numbers")}
    return {name: _Forms(rows[name], rows[f"{name}_pl"], False) for _, name in _SCALES}


# --- times ------------------------------------------------------------------------------------------------------------


@cache
def _time_units() -> dict[str, _Forms]:
    found = {}
    for row in table("time_units"):
        singular, plural = (row[column].split(FORMS)[0].strip() for column in ("singular", "plural"))
        found[row["id"]] = _Forms(singular, plural, singular.endswith("ة"))
    return found


def duration_in_words(value: str, language: Language = "ar", case: Case = "nominative") -> str:
    """A duration value in words.

    >>> duration_in_words("PT2H45M"), duration_in_words("PT2H45M", "en")
    ('ساعتان و45 دقيقة', '2 hours 45 minutes')
    """
    days, _, clock = value.removeprefix("P").partition("T")
    pieces = [(float(number), _UNITS[unit]) for number, unit in _PIECE.findall(days)]
    pieces += [(float(number), _UNITS["m" if unit == "M" else unit]) for number, unit in _PIECE.findall(clock)]
    if not pieces:
        return value
    if language == "en":
        return " ".join(_english(number, unit) for number, unit in pieces)
    return f" {_AND}".join(_counted(_whole(number), _time_units()[unit], case) for number, unit in pieces)


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _english(number: float, unit: str) -> str:
    return f"{digits(number)} {unit}{'' if number == 1 else 's'}"


@cache
def month_names(region: str = "001") -> tuple[str, ...]:
    """The twelve month names of a region: ``001`` (the usual ones), ``SY``, ``DZ``, ``MA`` … or ``en``."""
    names: dict[int, tuple[bool, int, str]] = {}
    for row in table("generated/months"):
        regions = row["regions"].split()
        if region in regions:  # a name of its own before the common one, the full one before its abbreviation
            rank = (region == "001" or "001" not in regions, len(row["form"]), row["form"])
            names[int(row["number"])] = max(names.get(int(row["number"]), rank), rank)
    return tuple(names[number][2] for number in sorted(names))


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d:\d\d).*|(T(?:MO|AF|EV|NI)))?$")
_PART_OF_YEAR = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])$")
_ENGLISH = {
    "TMO": "morning", "TAF": "afternoon", "TEV": "evening", "TNI": "night", "SP": "spring", "SU": "summer", "FA": "autumn",
    "WI": "winter", "Q1": "first quarter", "Q2": "second quarter", "Q3": "third quarter", "Q4": "fourth quarter",
    "H1": "first half", "H2": "second half",
}  # fmt: skip


@cache
def _named(value: str) -> str:
    """The usual Arabic name of a part of the day or of the year, by its code."""
    kinds = ("part", "season", "quarter_year", "half_year")
    row = next(row for row in table("time_words") if row["kind"] in kinds and row["value"] == value)
    return row["forms"].split(FORMS)[0].strip()


def date_in_words(value: str, language: Language = "ar", region: str = "001") -> str:
    """A date value in words; values without a known day, month or year come back as they are.

    >>> date_in_words("2025-08-16"), date_in_words("2025-08-16", "en"), date_in_words("2025-08", region="SY")
    ('16 أغسطس 2025', '16 August 2025', 'آب 2025')
    >>> date_in_words("2025-08-16TEV"), date_in_words("2025-Q3"), date_in_words("2025-SU", "en")
    ('مساء 16 أغسطس 2025', 'الربع الثالث 2025', 'summer 2025')
    >>> date_in_words("2018-W17", "en"), date_in_words("197"), date_in_words("19", "en"), date_in_words("BC0044", "en")
    ('week 17 of 2018', 'سبعينيات القرن 20', '20th century', '44 BC')
    """
    if told := period_in_words(value, language):
        return told
    if match := _PART_OF_YEAR.match(value):
        return f"{_ENGLISH[match[2]]} {match[1]}" if language == "en" else f"{_named(match[2])} {match[1]}"
    first, slash, last = value.partition("/")
    if slash and _DATE.match(first) and _DATE.match(last):
        return f"{date_in_words(first, language, region)} – {date_in_words(last, language, region)}"
    match = _DATE.match(value)
    if match is None:
        return value
    year, month, day, clock, part = match.groups()
    names = month_names("en" if language == "en" else region)
    words = [str(int(day))] if day else []
    words += [names[int(month) - 1]] if month and 1 <= int(month) <= 12 else []
    told = " ".join([*words, year, *([clock] if clock else [])])
    if part:
        return f"{told}, {_ENGLISH[part]}" if language == "en" else f"{_named(part)} {told}"
    return told


def time_in_words(time: Time, language: Language = "ar") -> str:
    """The value of a time expression in words; "" where it has none."""
    if time.value is None:
        return ""
    if time.type == "duration":
        return duration_in_words(time.value, language)
    if time.type == "set":
        return set_in_words(time.value, language) or _each(time.value, language)
    return date_in_words(time.value, language)


def _each(value: str, language: Language) -> str:
    """«كل 3 أيام», "every 3 days"; one of a unit without its number."""
    told = duration_in_words(value, language)
    if told == value:
        return value
    one_unit = re.fullmatch(r"PT?1[A-Z]", value)
    if language == "en":
        return f"every {told.removeprefix('1 ') if one_unit else told}"
    return f"{each_word()} {told.split()[0] if one_unit else told}"


# --- figures ----------------------------------------------------------------------------------------------------------


def figure_in_words(figure: Figure, language: Language = "ar") -> str:
    """The value of a figure with its unit; a range or a score with both its numbers; "" where it has no value."""
    if figure.kind in ("range", "score"):
        first, last = digits(figure.low or 0), digits(figure.high or 0)
        return f"{first}–{last}{_behind(figure, language)}" if figure.kind == "range" else f"{first}-{last}"
    if figure.value is None:
        return ""
    if figure.kind == "percent":
        return f"{digits(figure.value)}{figure.unit if figure.unit in _SIGNS else _behind(figure, language)}"
    if figure.kind == "ordinal":
        return _ordinal(int(figure.value), figure.unit, language)
    told = large_in_words(figure.value, language)
    if language == "en" or told != digits(figure.value) or not figure.unit:
        return told + _behind(figure, language)
    if figure.kind == "money":
        return _money(figure.value, figure.unit)
    if figure.kind == "age":
        return _counted(figure.value, _age_forms(figure.unit), "nominative")
    if figure.kind == "measure":
        return measure_in_words(figure.value, figure.unit)
    return count_in_words(figure.value, figure.unit) if figure.kind == "count" else told + _behind(figure, language)


_SIGNS = frozenset({"%", "‰"})
_ARTICLE = "ال"


def _ordinal(value: int, noun: str | None, language: Language) -> str:
    """«المرحلة 3», "3rd"."""
    if language == "en":
        last = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{digits(value)}{last}" + (f" {noun}" if noun else "")
    return f"{_ARTICLE}{noun} {digits(value)}" if noun else digits(value)


@cache
def _age_forms(unit: str) -> _Forms:
    """Forms of a word for year or month: of its plurals the one that begins as it does, else the first."""
    row = next(row for row in table("time_units") if unit in [form.strip() for form in row["singular"].split(FORMS)])
    plurals = [form.strip() for form in row["plural"].split(FORMS)]
    singulars = [form.strip() for form in row["singular"].split(FORMS)]
    first = plurals[0] if singulars[0] == unit else next(form for form in plurals if form[0] != singulars[0][0])
    return _Forms(unit, first, unit.endswith("ة"))


def _money(value: int | float, code: str) -> str:
    """An amount in the currency's own noun, number and adjective agreeing: «3 دولارات أمريكية», «15 دولارا أمريكيا»."""
    name = _currencies().get(code)
    if name is None:
        return f"{digits(value)} {code}"
    noun, _, adjective = name.partition(" ")
    if value == 1:
        return f"{name} {one(noun.endswith('ة'))}"
    if value == 2 and not noun.endswith(_LONG):
        return " ".join(dual(word) for word in name.split())
    last = int(value) % 100 if float(value).is_integer() else 0
    if 3 <= last <= 10:
        adjective = adjective if adjective.endswith("ة") or not adjective else adjective + "ة"
        return f"{digits(value)} {_plurals()[noun]} {adjective}".rstrip()
    if 11 <= last <= 99:
        words = [word if word.endswith(_LONG) else accusative(word) for word in name.split()]
        return f"{digits(value)} {' '.join(words)}"
    return f"{digits(value)} {name}"


@cache
def _plurals() -> dict[str, str]:
    """The plural of each currency's noun: the form of its row that is neither accusative nor dual; itself where none is."""
    found: dict[str, str] = {}
    for row in table("currencies"):
        noun, *forms = [form.strip() for form in row["forms"].split(FORMS)]
        other = {accusative(noun), *(dual(noun, ending) for ending in DUAL_ENDINGS.values())}
        plurals = [form for form in forms if form not in other and not form.startswith("ال") and len(form) > len(noun)]
        found.setdefault(noun, plurals[0] if plurals and not noun.endswith(_LONG) else noun)
    return found


def _behind(figure: Figure, language: Language) -> str:
    if not figure.unit:
        return ""
    if figure.kind == "money" and language == "ar":
        return " " + _currencies().get(figure.unit, figure.unit)
    return "%" if figure.unit == "%" else f" {figure.unit}"


@cache
def _currencies() -> dict[str, str]:
    nouns = {row["id"]: row["forms"].split(FORMS)[0].strip() for row in table("currencies")}
    named = {row["code"]: nouns[row["id"]] for row in reversed(table("currencies")) if row["code"]}
    for row in table("currency_adjectives"):
        named[row["code"]] = f"{nouns[row['noun']]} {row['forms'].split(FORMS)[0].strip()}"
    return named


__all__ = [
    "count_in_words",
    "date_in_words",
    "digits",
    "duration_in_words",
    "figure_in_words",
    "large_in_words",
    "month_names",
    "time_in_words",
]
