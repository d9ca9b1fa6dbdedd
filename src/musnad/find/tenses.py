"""The tense around a place of a text: whether a bare weekday or month there lies behind or ahead."""

from __future__ import annotations

from bisect import bisect_right

from musnad.find.time_words import Scan

#: How many words back and ahead a verb is looked for (a clause of news has about a dozen).
BACK, AHEAD = 14, 3
_HOW = {"past": "past", "present": "coming", "future": "coming"}


def tense_at(scan: Scan, first: int, last: int) -> str:
    """``past`` or ``coming``, by the nearest verb of the sentence: right after the place, else before it; else ``past``."""
    sentence = _sentence_start(scan, first)
    if _until(scan, first):
        return "coming" if _nearest(scan, first, sentence) != "past" else "past"
    if scan.sense(first - 1, "since"):
        return _nearest(scan, first - 1, sentence) or "past"
    after = _right_after(scan, last)
    return after or _nearest(scan, first, sentence) or "past"


def _sentence_start(scan: Scan, index: int) -> int:
    view = scan.view
    starts = view.sentences
    place = bisect_right(starts, (scan.words[index].start, len(view.text) + 1)) - 1
    return view.words_in(starts[place]).start if place >= 0 else 0


def _until(scan: Scan, first: int) -> bool:
    return scan.sense(first - 1, "until") is not None


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
    """Tense of a word that is a finite verb or says what is planned; "" for all others."""
    norm = scan.norm(index)
    tenses = scan.table.tenses
    found = tenses.get(norm)
    if found:
        return found
    base = norm[1:] if norm[:1] in "وف" else norm
    if base != norm and base in tenses:
        return tenses[base]
    if base[:1] == "س" and tenses.get(base[1:]) == "present":
        return "future"
    if base[:1] in "وف" and base[1:2] == "س" and tenses.get(base[2:]) == "present":
        return "future"
    return ""


__all__ = ["tense_at", "tense_of"]
