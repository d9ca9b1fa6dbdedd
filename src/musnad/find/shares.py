"""Shares told by a fraction: «ثلثا الناخبين», «نصف عدد السكان», «ثلاثة أرباع الأعضاء»; as per cent of the whole."""

from __future__ import annotations

from fractions import Fraction

from musnad.find.figure_context import plural_at
from musnad.find.figure_sheet import ARTICLE, Found, Sheet
from musnad.text.numbers import Number, plain_value

#: Places kept of a third in per cent.
_PLACES = 2


def read_share(sheet: Sheet, index: int) -> Found | None:
    """The share that the word of a fraction begins: «ربع الأعضاء»."""
    word = sheet.table.numbers.surfaces.get(sheet.norm(index))
    if word is None or word.role != "fraction" or word.definite:
        return None
    if points := sheet.phrase(index + 1, "percent_points"):
        return Found("percent", index, points[1] - 1, plain_value(Fraction(word.value)), word.skip, unit="pp")
    return _share_of(sheet, index, index + 1, Fraction(word.value), word.skip)


def read_shares(sheet: Sheet, number: Number) -> Found | None:
    """The share that a number of fractions is: «ثلاثة أرباع الأعضاء»."""
    word = sheet.table.numbers.surfaces.get(sheet.norm(number.last + 1))
    if word is None or word.role != "fraction_pl" or word.conjoined or not isinstance(number.value, int) or number.ordinal:
        return None
    share = number.value * Fraction(word.value)
    return _share_of(sheet, number.first, number.last + 2, share, number.skip) if share < 1 else None


def read_nth_part(sheet: Sheet, number: Number) -> Found | None:
    """«خمس السكان», «عشر الناخبين»: the masculine form before a masculine plural with its article can only be a part."""
    value, norm = number.value, sheet.norm(number.last + 1)
    if not isinstance(value, int) or not _PARTS.start <= value < _PARTS.stop or number.first != number.last or number.definite:
        return None
    if number.ordinal or sheet.norm(number.last).endswith("ه") or number.form != "words" or not norm.startswith(ARTICLE):
        return None
    form = sheet.table.nouns.forms.get(norm[len(ARTICLE) :])
    if form is None or form.number != "plural" or form.noun.gender == "f":
        return None
    return _share_of(sheet, number.first, number.last + 1, Fraction(1, value), number.skip)


#: Numbers whose words are also the names of parts.
_PARTS = range(5, 11)


def _share_of(sheet: Sheet, first: int, at: int, share: Fraction, skip: int) -> Found | None:
    """A share of a definite plural: only of many things or people is it a figure («نصف الملعب» is none)."""
    if counted := sheet.phrase(at, "number_of"):
        at = counted[1]
    noun = plural_at(sheet, at) if sheet.norm(at).startswith(ARTICLE) or counted else None
    if noun is None or at in sheet.covered:
        return None
    value = plain_value(round(float(share * 100), _PLACES))
    return Found("percent", first, at, value, skip, unit="%", counted=noun)


__all__ = ["read_nth_part", "read_share", "read_shares"]
