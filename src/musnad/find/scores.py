"""Scores of matches: «3-1», «ثلاثة أهداف مقابل هدف», «هدفين دون رد»."""

from __future__ import annotations

from musnad.find.counted import counted_noun
from musnad.find.figure_sheet import Found, Sheet
from musnad.text.numbers import Number

#: How many words before and after digits a word of sport may stand.
BACK, AHEAD = 25, 12
#: No side of a match told in goals has more.
MOST = 40


def read_score(sheet: Sheet, number: Number) -> Found | None:
    """«3-1» where the sentence speaks of a match."""
    second = sheet.numbers.get(number.last + 2)
    if second is None or sheet.norm(number.last + 1) not in ("-", "–", "—", "/", ":"):
        return None
    one, other = number.value, second.value
    if not isinstance(one, int) or not isinstance(other, int) or not (_is_goals(number) and _is_goals(second)):
        return None
    if max(one, other) > 199 or (max(one, other) > 30 and min(one, other) < 30) or not _is_sport(sheet, number.first):
        return None
    if sheet.norm(second.last + 1) in ("-", "/") or counted_noun(sheet, second.last + 1, second):
        return None
    return Found("score", number.first, second.last, None, number.skip, one, other)


def _is_goals(number: Number) -> bool:
    return number.form == "digits" or number.value == 0


def _is_sport(sheet: Sheet, index: int) -> bool:
    begin = max(index - 25, 0)
    return any(sheet.phrase(place, "score_place") for place in range(begin, min(index + 12, len(sheet.words))))


def read_goals(sheet: Sheet, number: Number) -> Found | None:
    """«ثلاثة أهداف مقابل هدف», «هدفين دون رد»."""
    goal = sheet.phrase(number.last + 1, "goal")
    if goal is None or not isinstance(number.value, int) or number.ordinal:
        return None
    return goals_after(sheet, number.first, number.skip, number.value, goal[1])


def goals_after(sheet: Sheet, first: int, skip: int, value: int, after: int) -> Found | None:
    """The score that goals for one side begin, where the other side's follow."""
    if nil := sheet.phrase(after, "nil"):
        return Found("score", first, nil[1] - 1, None, skip, value, 0)
    if same := sheet.phrase(after, "same_goals"):
        return Found("score", first, same[1] - 1, None, skip, value, value)
    versus = sheet.phrase(after, "versus")
    at = versus[1] if versus else after
    attached = sheet.norm(at)[:1] == "ل" and not versus
    if not versus and not attached:
        return None
    other = sheet.numbers.get(at)
    if other and isinstance(other.value, int) and max(value, other.value) <= MOST:
        goal = sheet.phrase(other.last + 1, "goal")
        return Found("score", first, goal[1] - 1 if goal else other.last, None, skip, value, other.value)
    norm = sheet.norm(at)[1:] if attached else sheet.norm(at)
    form = sheet.table.nouns.forms.get(norm)
    if form is None or not any(phrase.kind == "goal" for phrase in sheet.table.phrases.get(norm, ())):
        return None
    last = at + (sheet.numbers.get(at + 1) is not None and sheet.numbers[at + 1].value == 1)
    return Found("score", first, last, None, skip, value, 2 if form.number == "dual" else 1)


__all__ = ["goals_after", "read_goals", "read_score"]
