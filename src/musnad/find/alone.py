"""Texts that are one number and nothing else («مليون ونصف», «الخامس والعشرون», «-5», «أكثر من 20»): cells, answers, queries."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from musnad.find.figure_sheet import Found, Sheet, of_number
from musnad.find.modifiers import Modifiers
from musnad.text.numbers import plain_value

#: A text of more words is more than one number.
MOST = 16
_CLOSING = ".،؛!؟"
#: Places kept of a third.
PLACES = 4


def read_alone(sheet: Sheet) -> Found | None:
    """The figure of a text that is a number, with its sign and its modifiers; None where anything else is in it."""
    if not 0 < sheet.size <= MOST or sheet.covered:
        return None
    last = sheet.size - 1
    while last > 0 and sheet.norm(last) in _CLOSING:
        last -= 1
    first, sign = 0, 1
    if sheet.phrase(0, "minus") or (sheet.norm(0) in ("-", "\N{MINUS SIGN}") and sheet.glued(1)):
        first, sign = 1, -1
    for start in range(first, min(first + 4, last + 1)):
        if start > first and not _is_modified(sheet, first, start):
            continue
        if (found := _number_at(sheet, start, last)) is not None:
            value = None if found.value is None else sign * found.value
            return found._replace(first=0 if sign < 0 else found.first, value=value, skip=0 if sign < 0 else found.skip)
    return None


def _is_modified(sheet: Sheet, first: int, start: int) -> bool:
    """Whether all the words before a number are one modifier."""
    return Modifiers.load().on_left(sheet.words, start)[1] == first


def _number_at(sheet: Sheet, start: int, last: int) -> Found | None:
    """The number from a word to the end, but for a modifier behind it."""
    number = sheet.numbers.get(start)
    if number is None or number.first != start:
        return _fraction_at(sheet, start, last)
    if number.last < last and not Modifiers.load().on_right(sheet.words, number.last + 1):
        return _fraction_at(sheet, start, last)
    if number.ordinal and number.definite:
        return of_number(number, "ordinal", number.last)
    return of_number(number, "count", number.last)


def _fraction_at(sheet: Sheet, start: int, last: int) -> Found | None:
    """«ثلث», «ثلاثة أرباع», «½»."""
    words, norm = sheet.table.numbers.surfaces, sheet.norm(start)
    word, follower = words.get(norm), words.get(sheet.norm(start + 1))
    share: Fraction | None = None
    if len(norm) == 1 and unicodedata.category(norm) == "No" and start == last:
        share = Fraction(unicodedata.numeric(norm)).limit_denominator(100)
    elif word and word.role == "fraction" and start == last:
        share = Fraction(word.value)
    elif word and word.role == "unit" and follower and follower.role == "fraction_pl" and start + 1 == last:
        share = word.value * Fraction(follower.value)
    value = None if share is None else plain_value(round(share, PLACES) if share.denominator % 3 == 0 else share)
    return None if value is None else Found("count", start, last, value)


__all__ = ["read_alone"]
