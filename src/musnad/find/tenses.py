"""The tense around a place of a text: whether a bare weekday or month there lies behind or ahead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from musnad.find.time_words import Scan
from musnad.text.vocabulary import vocabulary

#: How many words back and ahead a verb is looked for (a clause of news has about a dozen).
BACK, AHEAD = 20, 3
#: How many words before a month or a day a verb tells its year.
CLOSE = 6
_HOW = {"past": "past", "present": "coming", "future": "coming"}


def tense_at(scan: Scan, first: int, last: int) -> str:
    """``past`` or ``coming``, by the nearest verb of the sentence; ``near`` after «إلى» and «حتى»; "" where nothing tells.

    A place at the head of a clause looks at the verb after it first, any other at the verb before it.
    """
    sentence = sentence_start(scan, first)
    if scan.sense(first - 1, "since"):
        return "past"
    if until := scan.sense(first - 1, "until"):
        opened = any(scan.sense(index, "of") for index in range(first - 2, first - 6, -1))
        opened = opened or first - 2 in scan.by_last or scan.sense(first - 2, "month", "hijri_month") is not None
        return "near" if opened else until.value  # «من … إلى …» lies where its beginning lies
    before, after = _nearest(scan, first, sentence), _right_after(scan, last)
    if _heads_clause(scan, first, sentence):
        return after or before
    return before or after


def is_told_close(scan: Scan, first: int) -> bool:
    """Whether a verb stands so close before a place, nothing of another clause between, that its tense is the place's."""
    for index in range(first - 1, max(first - CLOSE, -1), -1):
        if scan.words[index].kind == "mark" or scan.sense(index, "event_of"):
            return False
        if tense_of(scan, index):
            return True
    return scan.sense(first - 1, "since", "until") is not None


def _heads_clause(scan: Scan, first: int, sentence: int) -> bool:
    """Whether a place begins a clause: after a mark, the conjunction, or nothing."""
    return first <= sentence or scan.words[first - 1].kind == "mark" or scan.words[first].norm[:1] == "و"


def sentence_start(scan: Scan, index: int) -> int:
    """The index of the first word of the sentence that a word stands in."""
    view = scan.view
    starts = view.sentences
    place = bisect_right(starts, (scan.words[index].start, len(view.text) + 1)) - 1
    return view.words_in(starts[place]).start if place >= 0 else 0


def _right_after(scan: Scan, last: int) -> str:
    """The tense of a verb that follows at once («السبت، أعلن»)."""
    for index in range(last + 1, min(last + AHEAD, scan.size)):
        if scan.words[index].kind == "mark":
            if scan.words[index].norm not in "،,)":
                return ""
            continue
        return _HOW.get(tense_of(scan, index), "")
    return ""


def _nearest(scan: Scan, first: int, sentence: int) -> str:
    for index in range(first - 1, max(first - BACK, sentence) - 1, -1):
        tense = tense_of(scan, index)
        if tense:
            return _HOW[tense]
    return ""


def tense_of(scan: Scan, index: int) -> str:
    """``past``, ``present`` or ``future`` of a word that is a finite verb or says what is planned; "" for all others.

    Of imperfects only those count that news uses for what is scheduled («يلتقي», «يعقد»): the others tell no day.
    """
    norm = scan.norm(index)
    tenses = scan.table.tenses
    found = tenses.get(norm)
    if found is None and norm[:1] in "وف":
        norm = norm[1:]
        found = tenses.get(norm)
    if found is None and norm.endswith(("ان", "ون")) and norm[:1] in "يت" and tenses.get(norm[:-2]) == "scheduled":
        found = "scheduled"
    if found is None:
        return "future" if _is_future(norm, tenses) or (norm[:2] in _FUTURE and _is_imperfect_of_both(norm[2:])) else ""
    return _in_context(scan, index, found)


def is_imperfect(scan: Scan, index: int) -> bool:
    """Whether a word is an imperfect verb, of any use."""
    norm = scan.norm(index)
    return norm[:1] in "يت" and scan.table.tenses.get(norm) in ("present", "scheduled", "idle")


#: The letter of the future and that of a person.
_FUTURE = frozenset({"سي", "ست", "سن", "سا"})


def _is_imperfect_of_both(rest: str) -> bool:
    """Whether the vocabulary has an imperfect, given without its person's letter, with both («يدخل» and «تدخل»)."""
    return len(rest) > 2 and {"ي" + rest, "ت" + rest} <= vocabulary().keys()


def _is_future(norm: str, tenses: Mapping[str, str]) -> bool:
    """Whether a word is an imperfect with the letter of the future written onto it."""
    if norm[:1] != "س" or len(norm) < 4:
        return False
    third = "ي" + norm[2:] if norm[1] in "ان" else norm[1:]
    return tenses.get(third) in ("present", "either", "scheduled", "idle")


def _in_context(scan: Scan, index: int, found: str) -> str:
    """Tense of a known form after a particle: past after «لم» and «كان», future after «لن» and «على أن»."""
    if found in ("past", "future"):
        return found
    if found in ("none", "idle"):
        return ""
    before = scan.sense(index - 1, "particle")
    if before is None:
        return "present" if found == "scheduled" else ""
    if before.value != "present":
        return before.value
    if scan.sense(index - 2, "before", "after"):
        return ""  # «زار المدينة قبل أن يلتقي …»: in the time of the verb before
    if scan.tense_word(index - 2) == "future" or scan.norm(index - 2) in scan.table.leading:
        return "future"
    return "present" if found == "scheduled" else ""


__all__ = ["is_imperfect", "is_told_close", "sentence_start", "tense_at", "tense_of"]
