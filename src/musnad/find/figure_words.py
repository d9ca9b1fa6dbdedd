"""The words of figures: currencies, measures, percent, labels, events, and what cannot be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from musnad.text.fold import fold, fold_key
from musnad.text.lexicon import table
from musnad.text.nouns import Nouns, dual
from musnad.text.numbers import FORMS, NumberWords
from musnad.text.vocabulary import vocabulary
from musnad.text.words import split_words

_AND = ("", "و", "ف")
_IN = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل", "ال", "وال", "بال", "لل", "وبال", "ولل")


class Phrase(NamedTuple):
    """A phrase of a table: its kind, id and value, and the words after the first."""

    kind: str
    key: str
    value: str
    rest: tuple[str, ...] = ()


class Share(NamedTuple):
    """A part of a currency: the noun it is a part of, how much of it, and the code where nothing else tells."""

    noun: str
    share: Fraction
    code: str


class Unit(NamedTuple):
    """A unit of measure: its symbol, the words after the first, and the words that must come after all of them."""

    symbol: str
    rest: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """All words of figures by the folded form of their first word."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    ends: frozenset[str]
    units: Mapping[str, tuple[Unit, ...]]
    dual_units: Mapping[str, tuple[int, tuple[Unit, ...]]]
    not_duals: frozenset[str]
    currencies: Mapping[str, Phrase]
    currency_parts: Mapping[str, tuple[Share, ...]]
    adjectives: Mapping[tuple[str, str], str]
    places: Mapping[str, str]
    countries: Mapping[str, frozenset[str]]
    events: Mapping[str, str]
    singles: frozenset[str]
    dual_years: Mapping[str, str]
    particles: frozenset[str]
    sufferers: frozenset[str]
    years: Mapping[str, str]
    year_name: str
    time_units: Mapping[str, str]
    age_words: Mapping[str, str]
    nounlike: frozenset[str]
    stops: frozenset[str]
    verbs: frozenset[str]
    numbers: NumberWords
    nouns: Nouns

    @staticmethod
    @cache
    def load() -> FigureWords:
        """The shipped tables."""
        adjectives = {(row["noun"], form): row["code"] for row in table("currency_adjectives") for form in _forms(row)}
        countries: dict[str, set[str]] = defaultdict(set)
        for row in table("currency_adjectives"):
            countries[row["noun"]].add(row["code"])
        phrases = _phrases()
        return FigureWords(
            phrases=phrases,
            ends=frozenset(one.rest[-1] if one.rest else form for form, some in phrases.items() for one in some),
            units=_units(),
            dual_units=_dual_units(),
            not_duals=_not_duals(),
            currencies={
                attached + form: Phrase("currency", row["id"], row["code"])
                for row in table("currencies")
                for form in _forms(row)
                for attached in ("", "ال")
            },
            currency_parts=_currency_parts(),
            adjectives=adjectives,
            places={
                attached + form: row["code"]
                for row in table("currency_places")
                for form in _forms(row)
                for attached in ("", "و", "ب", "ل", "وب")
            },
            countries={noun: frozenset(codes) for noun, codes in countries.items()},
            events=_events(),
            singles=frozenset(_singles(Nouns.load())) | frozenset(_dual_years()) | _fractions() | _dual_units().keys(),
            dual_years=_dual_years(),
            particles=frozenset(form for row in table("not_events") if row["id"] == "particle" for form in _forms(row)),
            sufferers=frozenset(form for row in table("not_events") if row["id"] == "sufferers" for form in _forms(row)),
            years=_years(),
            year_name=_year_names("year")[1],
            time_units=_time_units(),
            age_words={form: row["id"] for row in table("time_words") if row["kind"] == "age" for form in _forms(row)},
            nounlike=frozenset(_nounlike()),
            stops=frozenset(_stops()),
            verbs=frozenset(row["form"] for row in table("generated/verbs")),
            numbers=NumberWords.load(),
            nouns=Nouns.load(),
        )


def _forms(row: Mapping[str, str]) -> list[str]:
    return [fold_key(form) for form in row["forms"].split(FORMS) if form.strip()]


def _words(form: str) -> tuple[str, ...]:
    return tuple(word.norm for word in split_words(fold(form)))


def _phrases() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, set[Phrase]] = defaultdict(set)
    for row in table("figure_words"):
        for form in _forms(row):
            first, *rest = _words(form)
            for attached in _AND if row["kind"] in ("percent", "nil", "versus") else (*_AND, "ب", "ل", "وب", "ول"):
                form = attached + (first[1:] if attached.endswith("ل") and first.startswith("ال") else first)  # «للفريق»
                found[form].add(Phrase(row["kind"], row["id"], row["value"], tuple(rest)))
    return {form: tuple(sorted(some, key=lambda one: (-len(one.rest), one))) for form, some in found.items()}


def _units() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for row in table("measures"):
        afters = [_words(form) for form in row["after"].split(FORMS) if form.strip()] or [()]
        for form in _forms(row):
            first, *rest = _words(form)
            found[first].extend(Unit(row["symbol"], tuple(rest), after) for after in afters)
    return {form: tuple(sorted(some, key=lambda one: -len(one.rest) - len(one.after))) for form, some in found.items()}


@cache
def _dual_units() -> dict[str, tuple[int, tuple[Unit, ...]]]:
    """Two of a unit by the form, letters attached, how many those are, and the units: «كيلومترين (مربعين)»."""
    names = _not_duals()
    found: dict[str, tuple[int, tuple[Unit, ...]]] = {}
    for row in table("measures"):
        first, *more = row["forms"].split(FORMS)[0].split()
        afters = [*more, *(form.strip() for form in row["after"].split(FORMS) if form.strip())] or [""]
        for ending in ("ان", "ين") if row["plural"] else ():
            form = fold_key(dual(first, ending))
            behind = [after for one in afters for after in _after_dual(one, ending)]
            own = [Unit(row["symbol"], (), after) for after in behind if after or form not in names]  # «ميلان» is a city too
            for attached in ("", "و", "ف", "ب", "ل", "وب", "ول") if own else ():
                _, known = found.get(attached + form, (0, ()))
                both = sorted({*known, *own}, key=lambda unit: (-len(unit.after), unit))
                found[attached + form] = len(attached), tuple(both)
    return found


@cache
def _not_duals() -> frozenset[str]:
    return frozenset(form for row in table("not_duals") for form in _forms(row))


def _after_dual(form: str, ending: str) -> Iterator[tuple[str, ...]]:
    """What stands behind two of a unit: as it is, or its attribute in the dual."""
    yield _words(form)
    if form and " " not in form:
        yield _words(dual(form, ending))


def _currency_parts() -> dict[str, tuple[Share, ...]]:
    found: dict[str, tuple[Share, ...]] = {}
    for row in table("currency_parts"):
        share = Share(row["noun"], Fraction(row["share"]), row["code"])
        found |= {form: (*found.get(form, ()), share) for form in _forms(row)}
    return found


def _events() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("events"):
        for form in _forms(row):
            words = _words(form)
            if len(words) == 1:
                for attached in _IN:
                    found.setdefault(attached + form, row["id"])
    return found


def _singles(nouns: Nouns) -> Iterator[str]:
    """Forms that count by themselves: duals, single people, and a goal."""
    goals = {form for row in table("figure_words") if row["kind"] == "goal" for form in _forms(row)}
    yield from (
        attached + form
        for row in table("figure_words") if row["kind"] == "treble"
        for form in _forms(row) for attached in ("", "و", "ب", "وب", "ل")
    )  # fmt: skip
    names = _not_duals()
    for form, found in nouns.forms.items():
        if form in names:
            continue
        goal = form in goals
        if (found.number == "dual" and found.sure) or (found.number == "singular" and (found.noun.person or goal)):
            for attached in ("", "و", "ف", "ب", "ل", "وب", "ول"):
                yield attached + form


def _years() -> dict[str, str]:
    """Singulars of the words for years and months by their forms after a number."""
    found: dict[str, str] = {}
    for row in table("time_units"):
        if row["id"] in ("year", "month"):
            names = _year_names(row["id"])
            for form in (*row["singular"].split(FORMS), *row["plural"].split(FORMS)):
                found[fold_key(form)] = _year_of(form.strip(), names)
    return found


def _time_units() -> dict[str, str]:
    """Singulars of the units of time by their plurals («أول أيام العيد»)."""
    return {
        fold_key(form): row["singular"].split(FORMS)[0] for row in table("time_units") for form in row["plural"].split(FORMS)
    }


def _fractions() -> frozenset[str]:
    """Words of fractions, letters attached or not."""
    return frozenset(form for form, word in NumberWords.load().surfaces.items() if word.role == "fraction" and not word.definite)


def _dual_years() -> dict[str, str]:
    """Singulars of the duals of years and months: where they are no time, they are an age."""
    found: dict[str, str] = {}
    for row in table("time_units"):
        if row["id"] in ("year", "month"):
            names = _year_names(row["id"])
            found |= {fold_key(form): _year_of(form.strip(), names) for form in row["dual"].split(FORMS)}
    return found


def _year_names(unit: str) -> list[str]:
    row = next(row for row in table("time_units") if row["id"] == unit)
    names = [form.strip() for form in row["singular"].split(FORMS)]
    return [name for name in names if name.removesuffix("ا") == name or name.removesuffix("ا") not in names]


def _year_of(form: str, names: Sequence[str]) -> str:
    """The singular that a form of the word for year belongs to: by its first letter."""
    return next((name for name in names if name[0] == form[0]), names[1 % len(names)])


#: A word that carries the article in this share of its occurrences or more is a noun or an adjective.
NOUN_SHARE = 0.05


def _nounlike() -> Iterator[str]:
    for word, seen in vocabulary().items():
        if seen.article >= max(2, NOUN_SHARE * (seen.bare + seen.article)):
            yield word


def _stops() -> Iterator[str]:
    """Function words, which are never counted."""
    for row in table("not_counted"):
        for form in _forms(row):
            for attached in _AND:
                yield attached + form


__all__ = ["FigureWords", "Phrase", "Unit"]
