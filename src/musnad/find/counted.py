"""The noun that a number counts: whether a word can be one, its singular, and whether it names people."""

from __future__ import annotations

from typing import NamedTuple

from musnad.find.figure_sheet import ARTICLE, Sheet
from musnad.text.fold import fold_key
from musnad.text.nouns import Form, singular_of
from musnad.text.numbers import ATTACHED, Number

#: Digits that stand for a year more likely than for a count of something unknown.
YEARS = range(1900, 2101)
_BARE = (ATTACHED[0], *(one for one in ATTACHED[1:] if not one.definite))
#: Endings of sound plurals.
_PLURALS = ("ات", "ين", "ون")


class Counted(NamedTuple):
    """A counted noun: its singular in normal spelling, and whether it names people."""

    singular: str
    person: bool



def counted_noun(sheet: Sheet, index: int, number: Number) -> Counted | None:
    """The noun at a word that a number before it counts; None where it counts none."""
    norm = sheet.norm(index)
    if not norm or sheet.words[index].kind != "arabic" or index in sheet.covered:
        return None
    known = sheet.table.nouns.forms.get(norm)
    if known is None and (_is_attribute(number) or not _may_be_counted(sheet, index, number)):
        return None
    last_two = int(number.value) % 100 if isinstance(number.value, int) else None
    if (number.definite and number.form == "vague") or (number.value in (1, 2) and number.form == "words"):
        return None
    definite = norm.startswith(ARTICLE) and known is None
    if definite:
        known = sheet.table.nouns.forms.get(norm[len(ARTICLE) :])
        if number.form != "vague" and number.scale == 1:
            return None
    plain = sheet.plain(index).removeprefix("ال") if definite else sheet.plain(index)
    singular = singular_of(fold_key(plain), plain, sheet.table.nouns, last_two)
    return Counted(singular, bool(known and known.noun.person) or _looks_personal(plain, last_two))


def _is_attribute(number: Number) -> bool:
    """Whether a number only belongs to the noun before it («الدول الخمس دائمة العضوية»)."""
    return number.definite and number.form == "words" and number.scale == 1


def _looks_personal(plain: str, last_two: int | None) -> bool:
    return plain.endswith(("ين", "ون")) and last_two is not None and 3 <= last_two <= 10


def _may_be_counted(sheet: Sheet, index: int, number: Number) -> bool:
    """Whether an unknown word looks like a noun after this number."""
    norm = sheet.norm(index)
    table = sheet.table
    if len(norm) < 3 or norm in table.stops or norm in table.verbs or sheet.phrase(index, "percent", "versus", "nil"):
        return False
    if norm[0] in "وف" and (norm[1:] in table.stops or norm[1:] in table.verbs or norm[1:].startswith(ARTICLE)):
        return False
    if norm[0] in "وفبلك" and norm[1:] in table.nouns.forms:
        return False
    if norm[0] == "س" and norm[1:] in table.verbs:
        return False
    if norm.startswith("لل") or norm[:3] in ("وال", "بال", "فال", "كال"):
        return False
    if norm.startswith(ARTICLE) and number.form == "digits" and number.scale == 1:
        return False
    return _agrees(sheet, index, number)


def _agrees(sheet: Sheet, index: int, number: Number) -> bool:
    """Whether the word's ending fits the number: 3–10 a plural, 11–99 an accusative singular."""
    norm, value = sheet.norm(index), number.value
    if number.form == "vague" and norm.startswith(ARTICLE):
        norm = norm[len(ARTICLE) :]
        if norm in sheet.table.nounlike or norm in sheet.table.nouns.forms:
            return True  # «عشرات الكتب»
    nounlike = norm in sheet.table.nounlike or (norm.endswith("ا") and norm[:-1] in sheet.table.nounlike)
    if norm[0] in "وف" and not nounlike:
        return False
    if number.form == "digits" and isinstance(value, int) and value in YEARS:
        return False
    if number.form == "vague" and norm.endswith(_PLURALS) and len(norm) > 4:
        return True
    if not isinstance(value, int) or number.scale > 1:
        return nounlike and norm[0] not in "بلك"
    last_two = value % 100
    if 3 <= last_two <= 10:
        return norm.endswith(_PLURALS) or nounlike
    if 11 <= last_two <= 99:
        return norm.endswith(("ا", "ه")) and (nounlike or norm[0] not in "وفبلك")
    return nounlike


def indefinite_form(sheet: Sheet, index: int) -> tuple[Form, int] | None:
    """The indefinite form of a known noun at a word, and how many letters are attached before it."""
    norm = sheet.norm(index)
    forms = sheet.table.nouns.forms
    for attached in _BARE:
        if norm.startswith(attached.letters) and (form := forms.get(norm[len(attached.letters) :])):
            return form, attached.skip
    return None


__all__ = ["Counted", "counted_noun", "indefinite_form"]
