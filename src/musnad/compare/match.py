"""Two claims that are of one fact, what follows from their values, and the grounds for and against."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from musnad.compare.claims import Claim
from musnad.compare.keys import gap_hours
from musnad.compare.likeness import heaviest, likeness_of
from musnad.compare.values import Slip, Value, agree, close, equal, near_dates, slip

Verdict: TypeAlias = Literal["conflict", "unsure", "compatible"]
#: What is written before values that are no exact ones.
SIGNS = "~>≥<≤"
#: Values of so many figures, one of them slipped, are hardly alike by chance.
LONG = 3
#: Sentences as alike as this are nearly one sentence.
ONE_SENTENCE = 0.75
#: Reports within a quarter of an hour tell of one moment.
ONE_MOMENT = 0.25
#: Two reports that a number rose, no further apart than this, tell of two moments of it.
RISING_HOURS = 24.0
#: What is counted in these events grows as reports come in.
GROWING = frozenset({"killed", "injured", "arrested", "displaced", "evacuated", "rescued", "destroyed", "hospitalised",
                     "missing", "kidnapped", "released"})  # fmt: skip
#: The toll of the event that a report leads with.
TOLL = frozenset({"killed", "injured"})
#: Open values settle each other where the lesser is this part of the greater.
MUCH_THE_SAME = 0.75
#: Counts of growing events that differ by no more than this part of the greater may be of one event.
AKIN = 0.5
#: Days in a row see much in a running matter: the words right beside them must be this alike.
AHEAD_OF_DAYS = 0.5


class Match(NamedTuple):
    """Two claims of one fact, how sure that is, and what follows; grounds are codes with words to fill in."""

    one: Claim
    other: Claim
    score: float
    verdict: Verdict
    grounds_for: tuple[tuple[str, str], ...] = ()
    grounds_against: tuple[tuple[str, str], ...] = ()
    slip: Slip | None = None


def is_telling(one: Claim, other: Claim) -> bool:
    """Whether both give one exact value of so many figures that it can hardly be told of two things."""
    return equal(one.value, other.value) and one.value.exact and len("".join(one.value.figures).rstrip("0")) >= LONG


def settles(one: Value, other: Value) -> bool:
    """Whether two values agree and say much the same: «more than ten» does not settle what «two hundred» says."""
    if not agree(one, other):
        return False
    if None not in (*one[:2], *other[:2]) or equal(one, other):
        return True
    bounds = [bound for value in (one, other) for bound in (value.low, value.high) if bound is not None]
    return min(bounds) >= MUCH_THE_SAME * max(bounds)


def is_told_alike(one: Claim, other: Claim) -> bool:
    """Whether both use the same words («in 15 days», told a day apart), or one number with and without «more than»."""
    if one.told == other.told:
        return True
    bare = one.value.shown.lstrip(SIGNS) == other.value.shown.lstrip(SIGNS)
    return bare and not (one.value.exact and other.value.exact)


def fits(one: Claim, other: Claim) -> str:
    return "loose" if not (one.value.exact and other.value.exact) and one.kind != "date" else "within"


def is_toll(one: Claim, other: Claim) -> bool:
    """Whether both give the toll that their reports lead with."""
    return one.lead and other.lead and one.what[0] == "count" and one.what[1] in TOLL and one.what[2] == "people"


def is_event(one: Claim, other: Claim) -> bool:
    """Whether both tell how long an event of one kind lasted."""
    return one.kind == "duration" and one.what[1] != "" and one.lasting and other.lasting


def is_akin(one: Value, other: Value) -> bool:
    if one.low is None or other.low is None:
        return False
    return abs(one.low - other.low) <= AKIN * max(abs(one.low), abs(other.low))


def are_close(one: Claim, other: Claim) -> bool:
    if one.kind == "date":
        by_a_day = one.value.figures[:-1] == other.value.figures[:-1] and len(one.value.shown) > len("2018-05")
        alike = not by_a_day or _likeness_near(one, other) >= AHEAD_OF_DAYS
        return alike and near_dates(one.value.shown, other.value.shown)
    return one.kind == "age" or close(one.value, other.value)


def _likeness_near(one: Claim, other: Claim) -> float:
    return likeness_of(one.near, other.near)


def growth(one: Claim, other: Claim) -> Literal["grew", "fell", "undated", "perhaps", ""]:
    """For counts that grow: whether the later report gives more, less, or it cannot be told.

    "perhaps" where more is counted later of what no event is told of.
    """
    if one.kind != "count" or not (one.what[1] in GROWING or one.what[1] == ""):
        return ""
    hours = gap_hours(one.when, other.when)
    if hours is None or one.when is None or other.when is None:
        return "undated" if one.what[1] else "perhaps"
    if one.rising and other.rising and hours <= RISING_HOURS:
        return "grew"
    if hours <= ONE_MOMENT and one.value.exact and other.value.exact and one.when.first == one.when.last:
        return ""
    if one.when.first < other.when.last and other.when.first < one.when.last:
        return "undated" if one.what[1] else ""
    earlier, later = (one, other) if one.when < other.when else (other, one)
    more = (later.value.low or 0) > (earlier.value.high or earlier.value.low or 0)
    if one.what[1] == "" and one.what[2] != "people":
        return "perhaps" if more else ""
    return "grew" if more else "fell"


def reasons(one: Claim, other: Claim, toll: bool, event: bool) -> tuple[tuple[str, str], ...]:
    """Grounds for one fact."""
    found: list[tuple[str, str]] = []
    if likeness_of(one.whole, other.whole) >= ONE_SENTENCE:
        found.append(("same-sentence", ""))
    elif shared := heaviest(one.whole, other.whole):
        found.append(("same-words", ", ".join(one.spelt[word] for word in shared)))
    if toll:
        found.append(("leading", ""))
    if event:
        found.append(("same-event", ""))
    if one.others & other.others:
        found.append(("same-figures", ", ".join(sorted(one.others & other.others)[:4])))
    if one.kind == "duration" and slip(one.value, other.value, timed=True):
        found.append(("other-units", ""))
    if are_close(one, other):
        found.append(("close-values", ""))
    if one.value.exact and other.value.exact:
        found.append(("exact", ""))
    return tuple(found)


def doubts(one: Claim, other: Claim, grown: str) -> tuple[tuple[str, str], ...]:
    """Grounds against one fact, or against a contradiction."""
    found: list[tuple[str, str]] = []
    own = sorted(one.near.keys() - other.whole.keys(), key=lambda word: (-one.near[word], word))[:3]
    theirs = sorted(other.near.keys() - one.whole.keys(), key=lambda word: (-other.near[word], word))[:3]
    if own or theirs:
        words = [*(one.spelt[word] for word in own), *(other.spelt[word] for word in theirs)]
        found.append(("other-words", ", ".join(words)))
    if one.others and other.others and not one.others & other.others:
        found.append(("other-figures", ""))
    if grown == "undated":
        found.append(("undated", ""))
    if one.said_by != "outlet" and other.said_by != "outlet":
        found.append(("two-sources", ""))
    return tuple(found)


__all__ = [
    "GROWING", "LONG", "ONE_SENTENCE", "SIGNS", "TOLL", "Match", "Verdict", "are_close", "doubts", "fits", "growth", "is_akin",
    "is_event", "is_telling", "is_told_alike", "is_toll", "reasons", "settles",
]  # fmt: skip
