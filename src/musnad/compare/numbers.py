"""Counts, sums, shares and measures of one fact that two articles give otherwise.

What both give alike is settled first; of what is left each claim is held against those of the other article, and the
likeliest pair is judged: rounded, grown, a conflict, or unsure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf, log

from musnad.compare.claims import STUB, Claim
from musnad.compare.keys import gap_hours
from musnad.compare.likeness import likeness_of
from musnad.compare.match import (
    GROWING,
    LONG,
    ONE_SENTENCE,
    TOLL,
    Match,
    doubts,
    growth,
    is_telling,
    is_told_alike,
    is_toll,
    reasons,
    settles,
)  # fmt: skip
from musnad.compare.same_fact import NAMED, NUMBERS, Pair, is_same_noun, swapped
from musnad.compare.values import Value, agree, equal, rounds, rounds_measure, slip

#: Odds (logarithms) from which on a pair may be of one fact: where more than the odds tells of it, the same for things that
#: nothing became of; where nothing does, for sums and for counts; where a thing may have grown; and from which on it is.
#: Read on stories outside the marked ones, 2026-11.
PERHAPS, ASKED, LIKELY, COUNTED, PERHAPS_GREW, SURE = 1.0, 2.2, 3.3, 4.7, 4.7, 5.5
#: The best match must be better by so much than the next.
AHEAD = 0.7
#: What values tell beside the words: those of one fact are near each other, far ones are of two; a slip in a long one tells,
#: small numbers of things tell little.  # read on stories outside the marked ones, 2026-11
NEARBY, BY_RATIO, FARTHEST, SLIPPED, SMALL = 1.5, -4.5, -6.0, 1.5, -1.7
#: Numbers up to this are small.
FEW = 12
#: Numbers from this on are great.
MANY = 1000
#: The sentences of both name places, and none in common.
ELSEWHERE = -1.5
#: Sentences this alike, with one value, tell one thing.
MUCH_ALIKE = 0.5
#: What is asked about: values whose ratio is at most this (a logarithm), words near to both and in their sentences that are
#: this alike together, told so many hours apart at most.  # read on stories outside the marked ones, 2026-11
NEARLY_ONE, TOGETHER_ALIKE, ONE_DAY = 0.08, 0.8, 24.0
#: Tolls told within an hour, one no more than so much above the other (a logarithm).
ONE_HOUR, HALF_A_DAY, NOT_FAR = 1.0, 12.0, 0.2
#: Measures are told of many things of a kind in the same words (one device's memory, and another's).
MEASURED = -1.5
#: Each word that another stands for in what is else told alike tells of two things.
SWAPPED = -2.5
#: What stands so many characters from a value may be added to it.
ADDED = 120
#: Both lead with this toll; they agree on another toll of the event besides.
LEADING, ONE_EVENT = 1.0, 2.0
#: Values that move (prices, standings) are compared between articles no further apart than this, in hours.
MOVING_HOURS = 3.0
_PEOPLE = "people"


def match_numbers(
    first: Sequence[Claim], second: Sequence[Claim], odds: Mapping[tuple[int, int], tuple[Pair, float]]
) -> list[Match]:
    """Pairs of claims of two articles that are of one fact and differ; `odds` as `all_odds` gives them."""
    mine = {i for i, one in enumerate(first) if _is_open(one, second)}
    theirs = {j for j, other in enumerate(second) if _is_open(other, first)}
    if not mine or not theirs:
        return []
    one_event = any(is_toll(a, b) and equal(a.value, b.value) for a in first for b in second if a.what == b.what)
    scores = {
        (i, j): _score(pair, known, one_event) for (i, j), (pair, known) in odds.items()
        if i in mine and j in theirs and _comparable(pair.one, pair.other)
    }  # fmt: skip
    return [match for i, j, score in best(scores, AHEAD) if (match := _judge(first[i], second[j], score, one_event))]


def _is_open(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether a number is not given by the other article too, whole or in parts."""
    return claim.kind in NUMBERS and not _has_like(claim, others) and not _is_sum(claim, others)


def best(scores: dict[tuple[int, int], float], ahead: float) -> Iterator[tuple[int, int, float]]:
    """Pairs whose score is so much ahead of the next best of both."""
    for (i, j), score in sorted(scores.items()):
        rivals = [value for (a, b), value in scores.items() if (a == i) != (b == j)]
        if not rivals or score >= max(rivals) + ahead:
            yield i, j, score


def _has_like(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether the other article gives this value too: of the same thing, so telling that it can hardly be of another, or in
    nearly the same sentence, whatever its unit was read as."""
    return any(
        settles(claim.value, other.value)
        and (_is_same_thing(claim, other) or (equal(claim.value, other.value) and _stand_alike(claim, other)))
        for other in others
    )


def _is_same_thing(one: Claim, other: Claim) -> bool:
    if one.kind != other.kind:
        return False
    return one.what == other.what or (one.kind == "count" and _is_like(one, other))


def _stand_alike(one: Claim, other: Claim) -> bool:
    """Whether a value of two figures or more stands in sentences that are much alike."""
    return len(one.value.figures) > 1 and likeness_of(one.whole, other.whole) >= MUCH_ALIKE


def _is_one_sentence(one: Claim, other: Claim) -> bool:
    """Whether two claims stand in what is nearly one sentence."""
    return likeness_of(one.whole, other.whole) >= ONE_SENTENCE


def _is_sum(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether the other article gives it in parts: two values of one thing beside each other that make it."""
    parts = [other for other in others if other.kind == claim.kind and other.what[-1] == claim.what[-1] and other.value.exact]
    return claim.value.exact and any(
        one.value.low + other.value.low == claim.value.low  # type: ignore[operator]
        for one, other in pairwise(parts)
        if other.span[0] - one.span[1] <= ADDED
    )


def _is_like(one: Claim, other: Claim) -> bool:
    """Whether two counts that agree are of one thing under two names."""
    event = one.what[1] == other.what[1] != "" and _PEOPLE in (one.what[2], other.what[2])
    return is_same_noun(one, other) or event or is_telling(one, other)


def _comparable(one: Claim, other: Claim) -> bool:
    """Whether two claims can be held against each other at all."""
    if one.kind != other.kind or (one.kind != "count" and one.what != other.what) or one.part != other.part:
        return False
    if one.part and other.part and one.others and other.others and one.others.isdisjoint(other.others):
        return False  # parts of two totals
    if agree(one.value, other.value) or is_told_alike(one, other) or _is_one_more(one, other):
        return False
    if any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in ((one.days, other.days), (one.clocks, other.clocks))):
        return False
    if one.here and other.here and one.here.isdisjoint(other.places) and other.here.isdisjoint(one.places):
        return False
    if (one.moving or other.moving) and not _is_one_moment(one, other):
        return False
    return one.kind != "count" or _are_of_one_kind(one, other)


def _is_one_more(one: Claim, other: Claim) -> bool:
    """Whether one counts a person whom the other tells apart from the others («the suspect and 14 others», «15 people»)."""
    apart = (one.value.low or 0) - (other.value.low or 0)
    return one.kind == "count" and abs(apart) == 1 and (one.besides if apart < 0 else other.besides)


def _are_of_one_kind(one: Claim, other: Claim) -> bool:
    """Whether two counts can be of one thing: the same event or none, the same noun or people."""
    mine, theirs = one.what[1], other.what[1]
    if mine != theirs and mine and theirs:
        return False
    if mine not in GROWING and min(one.value.low or 0, other.value.low or 0) <= 1:
        return False  # «one» is said of many things
    return is_same_noun(one, other) or (mine == theirs and one.what[2] == other.what[2])


def _is_one_moment(one: Claim, other: Claim) -> bool:
    """Whether two values that move are told for one moment: nearly one sentence, with a figure in common, hours apart."""
    alike = _is_one_sentence(one, other) and likeness_of(one.near, other.near) >= ONE_SENTENCE
    return _are_timed_within(MOVING_HOURS, one, other) and alike and bool(one.others & other.others)


def _are_timed_within(hours: float, one: Claim, other: Claim) -> bool:
    """Whether both articles have a time to the minute, so many hours apart at most."""
    timed = all(claim.when is not None and claim.when.first == claim.when.last for claim in (one, other))
    gap = gap_hours(one.when, other.when)
    return timed and gap is not None and gap <= hours


def _score(pair: Pair, known: float, one_event: bool) -> float:
    """How sure two claims that differ are of one fact, as logarithm of the odds, from what is known but for their values."""
    one, other = pair.one, pair.other
    score = known + max(NEARBY + BY_RATIO * _ratio(one.value, other.value), FARTHEST)
    score += ELSEWHERE if one.places and other.places and one.places.isdisjoint(other.places) else 0.0
    score += SWAPPED * swapped(one, other)
    score += MEASURED if one.kind == "measure" else 0.0
    if _looks_like_a_slip(one.value, other.value):
        score += SLIPPED
    if _is_small(one, other) and not set(one.behind) & set(other.behind):
        score += SMALL
    return score + ((ONE_EVENT if one_event else LEADING) if is_toll(one, other) else 0.0)


def _is_small(one: Claim, other: Claim) -> bool:
    """Whether both are small numbers of things that nothing became of."""
    few = max(one.value.low or 0, other.value.low or 0) <= FEW
    return one.kind == "count" and one.what[1] not in GROWING and few


def _ratio(one: Value, other: Value) -> float:
    """How many times the lesser value the greater is, as a logarithm."""
    low, high = sorted(abs(value.low if value.low is not None else value.high or 0) for value in (one, other))
    return log(high / low) if low > 0 else inf


def _looks_like_a_slip(one: Value, other: Value) -> bool:
    """Whether two long values are so like each other, figure by figure, that chance hardly explains it."""
    long = min(len("".join(value.figures).rstrip("0")) for value in (one, other)) >= LONG
    return long and one.exact and other.exact and slip(one, other) is not None


def _are_tolls_of_one_hour(one: Claim, other: Claim) -> bool:
    """Whether two exact tolls of one kind are told at nearly one time, and not far from each other."""
    near = _are_timed_within(ONE_HOUR, one, other) and _ratio(one.value, other.value) <= NOT_FAR
    return near and one.what[1] == other.what[1] in TOLL and one.value.exact and other.value.exact


def _is_worth_a_question(one: Claim, other: Claim) -> bool:
    """Whether more than the odds tells of one fact: another figure in common, a slip, counts that are nearly one, or words
    around both that are much alike, on one day."""
    if one.others & other.others or _are_tolls_of_one_hour(one, other):
        return True
    if _is_small(one, other) or one.kind == "measure":
        return False  # devices and lists tell those of many things in the same words
    if _looks_like_a_slip(one.value, other.value) and (one.kind == "count" or slip(one.value, other.value) != "slip-digit"):
        return True
    if one.kind == "count" and _ratio(one.value, other.value) <= NEARLY_ONE:
        return True
    hours = gap_hours(one.when, other.when)
    alike = likeness_of(one.near, other.near) + likeness_of(one.whole, other.whole) >= TOGETHER_ALIKE
    return alike and (hours is None or hours <= ONE_DAY)


def _judge(one: Claim, other: Claim, score: float, one_event: bool) -> Match | None:
    """What follows from two claims of one fact that differ; None where they are hardly of one fact."""
    if score < PERHAPS:
        return None
    if (rounds_measure if one.kind == "measure" else rounds)(one.value, other.value):
        return Match(one, other, score, "compatible", (), (("rounded", ""),))
    toll, grown = is_toll(one, other), growth(one, other)
    if score < _least(one, other, toll, grown):
        return None
    parts = one.part and other.part and bool(one.others & other.others)
    if (grown == "grew" and not parts) or (grown == "undated" and (one.rising or other.rising)):
        return Match(one, other, score, "compatible", reasons(one, other, toll, False), (("grew", ""),))
    if grown == "undated" and not (toll and (one_event or one.others & other.others)) and not _is_one_sentence(one, other):
        return None  # two events of a kind, as often as one
    grounds = reasons(one, other, toll, False) + ((("fell", ""),) if grown == "fell" else ())
    grounds += (("same-toll", ""),) if toll and one_event else ()
    # bounds and small numbers are never more than a question
    sure = score >= SURE and grown != "undated" and one.value.exact and other.value.exact and not _is_small(one, other)
    sure = sure and not swapped(one, other) and not parts
    told = slip(one.value, other.value) if sure else None
    return Match(one, other, score, "conflict" if sure else "unsure", grounds, doubts(one, other, grown), told)


def _least(one: Claim, other: Claim, toll: bool, grown: str) -> float:
    """The odds from which on two counts may be of one fact."""
    if (one.kind == "age" and not _share_name(one, other)) or (one.kind == "measure" and swapped(one, other)):
        return inf
    if grown == "perhaps" and not _are_timed_within(HALF_A_DAY, one, other):
        return PERHAPS_GREW
    if toll or (_is_worth_a_question(one, other) and one.kind != "measure"):
        alike = _looks_like_a_slip(one.value, other.value) or _are_many_and_near(one.value, other.value)
        return PERHAPS if one.kind != "count" or one.what[1] in GROWING or alike else ASKED
    return LIKELY if one.kind in ("money", "percent") else COUNTED


def _are_many_and_near(one: Value, other: Value) -> bool:
    """Whether two great numbers are so near each other that they hardly count two things."""
    return min(one.low or 0, other.low or 0) >= MANY and _ratio(one, other) <= NEARLY_ONE


def _share_name(one: Claim, other: Claim) -> bool:
    """Whether a word as rare as a name, and of no place, stands near to both."""
    places = {place[:STUB] for place in one.places | other.places}
    return any(one.near[word] >= NAMED and word not in places for word in one.near.keys() & other.near.keys())


__all__ = ["best", "match_numbers"]
