"""Which claims of two articles are about one fact, and whether their values can both be true of it.

Claims with the same kind, unit and event are paired one to one by the words around them; what both articles give alike
is settled first, so that only what one of them gives otherwise is left to differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Literal, NamedTuple, TypeAlias

from musnad.compare.claims import Claim
from musnad.compare.keys import gap_hours
from musnad.compare.values import (
    Slip,
    Value,
    agree,
    close,
    equal,
    near_dates,
    rounds,
    rounds_clock,
    rounds_length,
    rounds_measure,
    slip,
)  # fmt: skip

#: What is written before values that are no exact ones.
SIGNS = "~>≥<≤"
Verdict: TypeAlias = Literal["conflict", "unsure", "compatible"]
#: Weight of what speaks for one fact beside the likeness of words (0 to 1): another figure in common, close values.
FIGURE, NEARBY, SLIPPED = 0.15, 0.15, 0.15
#: … and each article gives this thing one value only.
ALONE = 0.25
#: Values of so many figures, one of them slipped, are hardly alike by chance.
LONG = 3
#: … and against: other figures, none in common.
NO_FIGURE = 0.15
#: Pairs this alike are of one fact; those above the second may be.  # read on samples of dev, 2026-11
SURE, PERHAPS = 0.55, 0.42
#: The best match must be better by so much than the next.
AHEAD = 0.08
#: Agreeing values need less: it is enough that the words are somewhat alike.
AGREEING = 0.25
#: Sentences as alike as this are nearly one sentence.
ONE_SENTENCE = 0.75
#: Values that move (prices, standings) are compared between articles no further apart than this, in hours.
MOVING_HOURS = 3.0
#: Reports within an hour tell of one moment.
ONE_MOMENT = 1.0
#: Two reports that a number rose, no further apart than this, tell of two moments of it.
RISING_HOURS = 24.0
#: What is counted in these events grows as reports come in.
GROWING = frozenset({"killed", "injured", "arrested", "displaced", "evacuated", "rescued", "destroyed", "hospitalised",
                     "missing", "kidnapped", "released"})  # fmt: skip
#: The toll of the event that a report leads with.
TOLL = frozenset({"killed", "injured"})
#: The same figures with other units are one length where the words are this alike.
SLIPPED_UNIT = 0.35
#: Open values settle each other where the lesser is this part of the greater.
MUCH_THE_SAME = 0.75
#: Counts of growing events that differ by no more than this part of the greater may be of one event.
AKIN = 0.5
#: Days in a row see much in a running matter: the words right beside them must be this alike.
AHEAD_OF_DAYS = 0.5
#: Ages further apart than this, in years, are of two people.
AGES = 2


_ROUNDS: Mapping[str, Callable[[Value, Value], bool]] = {
    "time": rounds_clock, "duration": rounds_length, "measure": rounds_measure, "date": lambda one, other: False,  # noqa: ARG005
}  # fmt: skip


class Match(NamedTuple):
    """Two claims of one fact, how sure that is, and what follows; grounds are codes with words to fill in."""

    one: Claim
    other: Claim
    score: float
    verdict: Verdict
    grounds_for: tuple[tuple[str, str], ...] = ()
    grounds_against: tuple[tuple[str, str], ...] = ()
    slip: Slip | None = None


def match_claims(first: Sequence[Claim], second: Sequence[Claim]) -> list[Match]:
    """Pairs of claims of two articles that are of one fact: first those that agree, then those that differ."""
    mine, theirs = _by_what(first), _by_what(second)
    found: list[Match] = []
    common = sorted(mine.keys() & theirs.keys())
    settled = {what for what in common if _is_settled_toll(mine[what], theirs[what])}
    for what in common:
        found += _agreeing(mine[what], theirs[what])
        alone = len(mine[what]) == len(theirs[what]) == 1 and _is_own_thing(what)
        found += _differing(*_left(mine[what], theirs[what]), Beside(alone, bool(settled - {what})))
    return found


class Beside(NamedTuple):
    """What else two articles give that bears on a pair of claims: each gives this thing one value only, and they agree on
    another toll of the event that both lead with."""

    alone: bool = False
    one_event: bool = False


def _is_own_thing(what: tuple[str, ...]) -> bool:
    """Whether claims of this kind count a thing of its own name, so that one value in each of two reports is of one fact."""
    return what[0] == "count" and (what[1] in GROWING or what[2] not in ("people", ""))


def _is_settled_toll(first: Sequence[Claim], second: Sequence[Claim]) -> bool:
    return any(_is_toll(one, other) and equal(one.value, other.value) for one in first for other in second)


def _by_what(claims: Sequence[Claim]) -> Mapping[tuple[str, ...], list[Claim]]:
    found: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.what].append(claim)
    return found


def _agreeing(first: Sequence[Claim], second: Sequence[Claim]) -> Iterator[Match]:
    """Claims whose values can both be true; those that are told otherwise say why they agree."""
    for one in first:
        for other in second:
            if not settles(one.value, other.value):
                continue
            score = likeness(one, other)
            if score >= AGREEING or _is_toll(one, other) or _is_event(one, other) or is_telling(one, other):
                grounds = () if equal(one.value, other.value) else ((_fits(one, other), ""),)
                yield Match(one, other, score, "compatible", (), grounds)


def is_telling(one: Claim, other: Claim) -> bool:
    """Whether both give one exact value of so many figures that it can hardly be told of two things."""
    return equal(one.value, other.value) and one.value.exact and len("".join(one.value.figures).rstrip("0")) >= LONG


def _fits(one: Claim, other: Claim) -> str:
    return "loose" if not (one.value.exact and other.value.exact) and one.kind != "date" else "within"


def _left(first: Sequence[Claim], second: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """The claims whose value the other article does not give at all."""
    mine = [one for one in first if not any(settles(one.value, other.value) for other in second)]
    theirs = [other for other in second if not any(settles(one.value, other.value) for one in first)]
    return mine, theirs


def settles(one: Value, other: Value) -> bool:
    """Whether two values agree and say much the same: «more than ten» does not settle what «two hundred» says."""
    if not agree(one, other):
        return False
    if None not in (*one[:2], *other[:2]) or equal(one, other):
        return True
    bounds = [bound for value in (one, other) for bound in (value.low, value.high) if bound is not None]
    return min(bounds) >= MUCH_THE_SAME * max(bounds)


def _differing(first: Sequence[Claim], second: Sequence[Claim], beside: Beside) -> Iterator[Match]:
    """Best matches of what is left, each ahead of the next best of both."""
    scores = {
        (i, j): support(a, b) + (ALONE if _is_alone(a, b, beside) else 0.0)
        for i, a in enumerate(first) for j, b in enumerate(second) if _comparable(a, b)
    }  # fmt: skip
    for (i, j), score in sorted(scores.items()):
        rivals = [value for (a, b), value in scores.items() if (a == i) != (b == j)]
        if score >= max(rivals, default=0.0) + AHEAD or (not rivals and score > 0):
            match = _judge(first[i], second[j], score, beside)
            if match is not None:
                yield match


def _is_alone(one: Claim, other: Claim, beside: Beside) -> bool:
    """Whether each article gives this thing one value only, and the two are not far from each other."""
    low, high = sorted((one.value.low or 0, other.value.low or 0))
    return beside.alone and low > high / 2


def _comparable(one: Claim, other: Claim) -> bool:
    """Whether two claims can be held against each other at all."""
    if one.part != other.part or agree(one.value, other.value) or _is_told_alike(one, other):
        return False
    if _is_elsewhere(one, other):
        return False
    if (one.moving or other.moving) and not _is_one_moment(one, other):
        return False
    if one.kind == "count" and one.what[1] not in GROWING and min(one.value.low or 0, other.value.low or 0) <= 1:
        return False  # «one» is said of many things
    if one.kind == "age":
        return abs((one.value.low or 0) - (other.value.low or 0)) <= AGES
    if one.kind == "date":
        return len(one.value.figures) == len(other.value.figures) and not (one.moving or other.moving)
    return one.kind != "duration" or one.what == other.what


def _is_told_alike(one: Claim, other: Claim) -> bool:
    """Whether both use the same words («in 15 days», told a day apart), or one number with and without «more than»."""
    if one.told == other.told:
        return True
    bare = one.value.shown.lstrip(SIGNS) == other.value.shown.lstrip(SIGNS)
    return bare and not (one.value.exact and other.value.exact)


def _is_elsewhere(one: Claim, other: Claim) -> bool:
    """Whether the sentences themselves name other days, hours or places, or ends of one stretch of time."""
    if one.kind in ("date", "time"):
        return bool(one.end and other.end and one.end != other.end)
    pairs = ((one.days, other.days), (one.clocks, other.clocks), (one.places, other.places))
    return any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in pairs)


def _is_one_moment(one: Claim, other: Claim) -> bool:
    """Whether two values that move are told for one moment: nearly one sentence, with a figure in common, hours apart."""
    hours = gap_hours(one.when, other.when)
    near = hours is not None and hours <= MOVING_HOURS
    alike = likeness_of(one.whole, other.whole) >= ONE_SENTENCE and likeness_of(one.near, other.near) >= ONE_SENTENCE
    return near and alike and bool(one.others & other.others)


def likeness(one: Claim, other: Claim) -> float:
    """How alike the words around two claims are, 0 to 1: near to them and in their sentences, half and half."""
    return (likeness_of(one.near, other.near) + likeness_of(one.whole, other.whole)) / 2


def likeness_of(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two sets of weighted words."""
    product = sum(one[word] * other[word] for word in one.keys() & other.keys())
    lengths = sqrt(sum(value * value for value in one.values()) * sum(value * value for value in other.values()))
    return product / lengths if lengths else 0.0


def support(one: Claim, other: Claim) -> float:
    """How sure two claims that differ are of one fact: likeness, the figures beside them, closeness of the values."""
    score = likeness(one, other)
    if one.others & other.others:
        score += FIGURE * min(len(one.others & other.others), 2)
    elif one.others and other.others:
        score -= NO_FIGURE
    if _looks_like_a_slip(one, other):
        score += SLIPPED
    return score + (NEARBY if _are_close(one, other) else 0.0)


def _looks_like_a_slip(one: Claim, other: Claim) -> bool:
    """Whether two long values are so like each other, figure by figure, that chance hardly explains it."""
    if one.kind in ("duration", "date", "time", "age") or not (one.value.exact and other.value.exact):
        return False
    long = min(len("".join(claim.value.figures).rstrip("0")) for claim in (one, other)) >= LONG
    return long and slip(one.value, other.value) is not None


def _are_close(one: Claim, other: Claim) -> bool:
    if one.kind == "date":
        by_a_day = one.value.figures[:-1] == other.value.figures[:-1] and len(one.value.shown) > len("2018-05")
        alike = not by_a_day or _likeness_near(one, other) >= AHEAD_OF_DAYS
        return alike and near_dates(one.value.shown, other.value.shown)
    return one.kind == "age" or close(one.value, other.value)


def _likeness_near(one: Claim, other: Claim) -> float:
    return likeness_of(one.near, other.near)


def _is_toll(one: Claim, other: Claim) -> bool:
    """Whether both give the toll that their reports lead with."""
    return one.lead and other.lead and one.what[0] == "count" and one.what[1] in TOLL and one.what[2] == "people"


def _is_event(one: Claim, other: Claim) -> bool:
    """Whether both tell how long an event of one kind lasted."""
    return one.kind == "duration" and one.what[1] != "" and one.lasting and other.lasting


def _judge(one: Claim, other: Claim, score: float, beside: Beside) -> Match | None:
    """What follows from two claims of one fact that differ; None where they are hardly of one fact."""
    told = slip(one.value, other.value, timed=one.kind == "duration")
    alone = _is_alone(one, other, beside)
    toll, event = _is_toll(one, other), _is_event(one, other)
    need = 0.1 if toll else 0.0 if event and told else PERHAPS
    near = _are_close(one, other)
    if toll and not (beside.one_event or _is_akin(one.value, other.value)):
        return None
    if score < need or (one.kind == "duration" and not (event or near) and score < SURE):
        return None
    sized = one.kind in ("money", "measure", "percent")  # a sentence holds many of these
    if one.kind == "measure" and not one.others & other.others:
        return None  # data of two devices look like one
    if sized and not (near or told or one.others & other.others):
        return None
    if one.kind == "duration" and not event and likeness_of(one.whole, other.whole) < ONE_SENTENCE:
        return None
    akin = one.kind == "count" and one.what[1] in GROWING and _is_akin(one.value, other.value)
    if score < SURE and not (
        toll or event or near or told or akin or alone or (one.others & other.others and not sized)
    ):
        return None
    told_to_the_day = one.kind == "date" and len(one.value.shown) >= len("--05-16")
    if one.kind == "date" and not near and not (told_to_the_day and one.others & other.others):
        return None
    whole = likeness_of(one.whole, other.whole) >= ONE_SENTENCE
    if one.kind == "count" and one.what[1] not in GROWING and not (near or told or whole or alone):
        return None
    if _ROUNDS.get(one.kind, rounds)(one.value, other.value):
        return Match(one, other, score, "compatible", (), (("rounded", ""),))
    grown = _growth(one, other)
    if grown == "grew" or (grown == "undated" and (one.rising or other.rising)):
        return Match(one, other, score, "compatible", _reasons(one, other, toll, event), (("grew", ""),))
    grounds = _reasons(one, other, toll, event) + ((("fell", ""),) if grown == "fell" else ())
    grounds += ((("alone", ""),) if alone else ()) + ((("same-toll", ""),) if toll and beside.one_event else ())
    against = _doubts(one, other, grown)
    score -= ALONE if alone else 0.0  # what is said of nothing else may still be of two things: never sure by that
    sure = score >= SURE or (toll and score >= AGREEING) or (event and told is not None and score >= SLIPPED_UNIT)
    verdict: Verdict = "conflict" if sure and grown != "undated" else "unsure"
    return Match(one, other, score, verdict, grounds, against, told if sure or event else None)


def _is_akin(one: Value, other: Value) -> bool:
    if one.low is None or other.low is None:
        return False
    return abs(one.low - other.low) <= AKIN * max(abs(one.low), abs(other.low))


def _growth(one: Claim, other: Claim) -> Literal["grew", "fell", "undated", "perhaps", ""]:
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


def _reasons(one: Claim, other: Claim, toll: bool, event: bool) -> tuple[tuple[str, str], ...]:
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
    if _are_close(one, other):
        found.append(("close-values", ""))
    if one.value.exact and other.value.exact:
        found.append(("exact", ""))
    return tuple(found)


def _doubts(one: Claim, other: Claim, grown: str) -> tuple[tuple[str, str], ...]:
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


def heaviest(one: Mapping[str, float], other: Mapping[str, float], most: int = 4) -> list[str]:
    """The most telling words that two contexts share."""
    return sorted(one.keys() & other.keys(), key=lambda word: (-one[word], word))[:most]


__all__ = [
    "AGREEING", "Match", "Verdict", "heaviest", "is_telling", "likeness", "likeness_of", "match_claims", "settles",
    "support",
]  # fmt: skip
