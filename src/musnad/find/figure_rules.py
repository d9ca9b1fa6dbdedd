"""The rules of figures: what a number and the words around it say together, tried in the order of `_RULES`."""

from __future__ import annotations

from collections.abc import Callable

from musnad.find.counted import indefinite_form
from musnad.find.counts import is_dual, is_label, is_nisba, read_count, read_noun_before
from musnad.find.figure_context import is_casualty, stands_for
from musnad.find.figure_sheet import Found, Sheet, grouped, of_number
from musnad.find.measured import (
    and_half,
    currency_of,
    read_age,
    read_measure,
    read_money,
    read_one_unit,
    read_percent,
    read_round_age,
)
from musnad.find.ordinals import read_ordinal
from musnad.find.ranges import read_from_to, read_range
from musnad.find.scores import goals_after, read_goals, read_score
from musnad.find.shares import read_nth_part, read_share, read_shares
from musnad.text.fold import fold_key
from musnad.text.numbers import Number


def read_figure(sheet: Sheet, index: int) -> Found | None:
    """The figure that a number begins, or None where it is a label, a telephone number, a bare number."""
    number = sheet.numbers[index]
    for rule in _RULES if _is_framed(sheet, number) else _PLAIN_RULES:
        found = rule(sheet, number)
        if found is not None:
            return found
    return None


#: Marks behind a number that make it a part of more.
_MARKS = frozenset("-–—/:%")


def _is_framed(sheet: Sheet, number: Number) -> bool:
    """Whether a mark or a phrase of the tables stands right before or behind a number: else the plain rules are enough."""
    behind, before = sheet.norm(number.last + 1), sheet.norm(number.first - 1)
    phrases = sheet.table.phrases
    return behind in phrases or before in phrases or behind in _MARKS or before == "%" or number.reason is not None


#: Millions without a noun are money where money stands so few words before («126 مليون يورو مقابل 94 مليونا»).
MILLION, NEAR = 10**6, 25


def _too_long(_: Sheet, number: Number) -> Found | None:
    """Digits of too many places are kept as seen, without a value."""
    if number.reason is None:
        return None
    return Found("count", number.first, number.last, None, number.skip, reason=number.reason)


def _bare(sheet: Sheet, number: Number) -> Found | None:
    """A number by itself, where a modifier, an event or a pronoun shows that it counts."""
    if number.ordinal or is_label(sheet, number) or number.first in sheet.covered:
        return None
    latest = sheet.latest
    if number.scale >= MILLION and latest and latest.kind == "money" and number.first - latest.last < NEAR:
        return of_number(number, "money", number.last, unit=latest.unit, reason=latest.reason)
    noun = stands_for(sheet, number)
    if noun is None:
        return None
    known = sheet.table.nouns.by_singular.get(fold_key(noun))
    person = bool(known and known.person)
    others = sheet.phrase(number.last + 1, "others")  # «خمسة آخرين»
    last = others[1] - 1 if others else number.last
    return of_number(grouped(number), "count", last, unit=noun or None, counted=noun or None, person=person)


_RULES: tuple[Callable[[Sheet, Number], Found | None], ...] = (
    _too_long,
    read_score,
    read_goals,
    read_range,
    read_from_to,
    read_percent,
    read_round_age,
    read_shares,
    read_nth_part,
    read_money,
    read_measure,
    read_one_unit,
    read_age,
    read_ordinal,
    read_count,
    read_noun_before,
    _bare,
)


_FRAMED = frozenset({_too_long, read_score, read_goals, read_range, read_from_to, read_percent})
#: What is left to try for a number with nothing of the tables beside it.
_PLAIN_RULES = tuple(rule for rule in _RULES if rule not in _FRAMED)


def _is_attached(sheet: Sheet, index: int) -> bool:
    """Whether a conjunction or preposition is written onto a known noun."""
    read = indefinite_form(sheet, index)
    return read is None or read[1] > 0


def _is_adjective(sheet: Sheet, index: int) -> bool:
    """Whether a dual only agrees with the dual before it («ميداليتين ذهبيتين», «دبلوماسيين روسيين اثنين»)."""
    before, latest = sheet.norm(index - 1), sheet.latest
    if before[-2:] != sheet.norm(index)[-2:] or _is_attached(sheet, index):
        return False
    return (latest is not None and latest.last == index - 1) or is_dual(sheet, index - 1)


def _two_of_unit(sheet: Sheet, index: int) -> Found | None:
    """«كيلومترين», «درجتان مئويتان»: two of a unit in one word."""
    known = sheet.table.dual_units.get(sheet.norm(index))
    for unit in known[1] if known else ():
        if tuple(sheet.norms[index + 1 : index + 1 + len(unit.after)]) == unit.after:
            found = Found("measure", index, index, 2, known[0] if known else 0, unit=unit.symbol)
            return found if unit.after else and_half(sheet, found)
    return None


def read_word(sheet: Sheet, index: int) -> Found | None:
    """An indefinite dual («قتيلين»), or a single casualty («مقتل طفل»)."""
    if index in sheet.covered:
        return None
    if share := read_share(sheet, index):
        return share
    if points := sheet.phrase(index, "two_points"):
        return Found("percent", index, points[1] - 1, 2, unit="pp")
    if two := _two_of_unit(sheet, index):
        return two
    if years := sheet.table.dual_years.get(sheet.norm(index)):
        return Found("age", index, index, 2, unit=years)
    if treble := sheet.phrase(index, "treble"):
        skip = int(sheet.norm(index)[1:] in sheet.table.phrases)
        return goals_after(sheet, index, skip, int(treble[0]), treble[1])
    read = indefinite_form(sheet, index)
    if read is None or sheet.norm(index)[read[1] :] in sheet.table.not_duals:
        return None
    (form, skip), name = read, read[0].noun.singular
    if form.number == "dual" and form.sure and not _is_adjective(sheet, index):
        if goals := goals_after(sheet, index, skip, 2, index + 1) if sheet.phrase(index, "goal") else None:
            return goals
        if code := sheet.table.currencies.get(sheet.norm(index)[skip:]):
            unit, reason = currency_of(sheet, code.key, code.value, index)
            return and_half(sheet, Found("money", index, index, 2, skip, unit=unit, reason=reason))
        if units := sheet.table.units.get(sheet.norm(index)[skip:]):
            return and_half(sheet, Found("measure", index, index, 2, skip, unit=units[-1].symbol))
        return Found("count", index, index, 2, skip, unit=name, counted=name, person=form.noun.person)
    if form.number == "singular" and sheet.phrase(index, "goal"):
        return goals_after(sheet, index, skip, 1, index + 1)
    if form.number == "singular" and form.noun.person and is_casualty(sheet, index):
        one = sheet.numbers.get(index + 1) or sheet.numbers.get(index + 1 + is_nisba(sheet.norm(index + 1)))
        last = one.last if one and one.value == 1 and one.form == "words" and not one.ordinal else index
        return Found("count", index, last, 1, skip, unit=name, counted=name, person=True)
    return None


__all__ = ["read_figure", "read_word"]
