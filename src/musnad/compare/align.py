"""Which claims of two articles are about one fact, and whether their values can both be true of it.

Claims with the same kind, unit and event are paired one to one by the words around them; what both articles give alike
is settled first, so that only what one of them gives otherwise is left to differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from musnad.compare.claims import Claim
from musnad.compare.keys import gap_hours
from musnad.compare.likeness import likeness_of
from musnad.compare.match import (
    Match,
    Verdict,
    are_close,
    doubts,
    fits,
    is_event,
    is_telling,
    is_told_alike,
    is_toll,
    reasons,
    settles,
)  # fmt: skip
from musnad.compare.numbers import best, match_numbers
from musnad.compare.same_fact import TIMES, Pair, all_odds, swapped
from musnad.compare.values import Value, agree, equal, near_dates, rounds_clock, rounds_length, slip

#: Odds (logarithms) from which on times that are near each other may be of one fact, bare years, and others; and from which on
#: they are.  # read on stories outside the marked ones, 2026-11
CLOSE_BY, CLOSE_YEARS, PERHAPS, SURE = 1.5, 2.5, 4.0, 4.0
#: Sentences and the words beside two times must be this alike: for days told by their names, for other days and months, for bare
#: years (the words beside them alone), for lengths of one kind of event and of what is none; or the words beside them this much.
DAYS, DATES, YEARS, EVENTS, LENGTHS, MUCH = (0.3, 0.4), (0.25, 0.25), (0.0, 0.3), (0.2, 0.0), (0.4, 0.5), 0.5
#: The best match must be better by so much than the next.
AHEAD = 0.7
#: Lengths that differ by what lies between two reports, in hours, give or take so much, are of something that went on.
HALF_A_DAY = 12.0
#: Of two lengths of one fact the longer is at the most so many times the shorter, but for slips.
TIMES_AS_LONG = 8.0
#: What times tell beside the words: those of one fact are near each other or slipped, others are of two.
NEARBY, SLIPPED, FAR = 1.0, 1.0, -1.5
#: Each word that another stands for in what is else told alike tells of two things.
OTHERS = -2.5
#: Agreeing values need less: it is enough that the words are somewhat alike.
AGREEING = 0.25

_ROUNDS: Mapping[str, Callable[[Value, Value], bool]] = {
    "time": rounds_clock, "duration": rounds_length, "date": lambda one, other: False,  # noqa: ARG005
}  # fmt: skip


def match_claims(first: Sequence[Claim], second: Sequence[Claim]) -> list[Match]:
    """Pairs of claims of two articles that are of one fact: those that agree, and those that differ."""
    mine, theirs = _by_what(first), _by_what(second)
    found: list[Match] = []
    for what in sorted(mine.keys() & theirs.keys()):
        found += _agreeing(mine[what], theirs[what])
    odds = all_odds(first, second)
    return [*found, *match_times(first, second, odds), *match_numbers(first, second, odds)]


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
            if score >= AGREEING or is_toll(one, other) or is_event(one, other) or is_telling(one, other):
                grounds = () if equal(one.value, other.value) else ((fits(one, other), ""),)
                yield Match(one, other, score, "compatible", (), grounds)


def match_times(
    first: Sequence[Claim], second: Sequence[Claim], odds: Mapping[tuple[int, int], tuple[Pair, float]]
) -> Iterator[Match]:
    """Best matches of the dates, times of day and lengths of time that the other article does not give, each ahead of the next
    best of both; where an article gives both dates, it contradicts itself only if they are surely of one fact."""
    mine = {i for i, one in enumerate(first) if _is_open(one, second)}
    theirs = {j for j, other in enumerate(second) if _is_open(other, first)}
    scores = {
        (i, j): _score(pair, known) for (i, j), (pair, known) in odds.items()
        if pair.one.kind in TIMES and (i in mine or j in theirs) and _comparable(pair.one, pair.other)
    }  # fmt: skip
    both = {(i, j): score for (i, j), score in scores.items() if i in mine and j in theirs}
    likely = [(i, j) for i, j, _ in best(both, AHEAD)]
    likely += [(i, j) for (i, j), score in scores.items() if (i, j) not in both and _contradicts(first[i], second[j], score)]
    for i, j in sorted(likely):
        if match := _judge(odds[i, j][0], scores[i, j]):
            yield match


def _is_open(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether a time is not given by the other article too."""
    return claim.kind in TIMES and not any(claim.what == other.what and settles(claim.value, other.value) for other in others)


def _contradicts(one: Claim, other: Claim, score: float) -> bool:
    """Whether two dates are surely of one fact, of which one article gives both."""
    return one.kind == "date" and not (one.relative or other.relative) and score >= SURE


def _score(pair: Pair, known: float) -> float:
    """How sure two times that differ are of one fact, as logarithm of the odds, from what is known but for the times."""
    one, other = pair.one, pair.other
    score = known + (NEARBY if are_close(one, other) else FAR) + OTHERS * swapped(one, other)
    return score + (SLIPPED if slip(one.value, other.value, timed=one.kind == "duration") else 0.0)


def _comparable(one: Claim, other: Claim) -> bool:
    """Whether two claims can be held against each other at all."""
    if agree(one.value, other.value) or is_told_alike(one, other) or _is_elsewhere(one, other) or _are_lengths_apart(one, other):
        return False
    return not (one.moving or other.moving or one.postponed or other.postponed or _has_passed(one, other))


def _are_lengths_apart(one: Claim, other: Claim) -> bool:
    """Whether two lengths are so far apart that nobody tells the one for the other, and neither is a slip for it («three days»,
    «ten years»)."""
    short, long = sorted((one.value.low or 0.0, other.value.low or 0.0))
    return one.kind == "duration" and long > short * TIMES_AS_LONG and slip(one.value, other.value, timed=True) is None


def _has_passed(one: Claim, other: Claim) -> bool:
    """Whether the later report tells of more days because so many have passed since the other."""
    hours = gap_hours(one.when, other.when)
    if one.kind != "duration" or hours is None or one.when is None or other.when is None:
        return False
    earlier, later = (one, other) if one.when.first <= other.when.first else (other, one)
    longer = ((later.value.low or 0.0) - (earlier.value.high or 0.0)) / 3600
    return longer >= HALF_A_DAY and abs(longer - hours) <= HALF_A_DAY


def _is_elsewhere(one: Claim, other: Claim) -> bool:
    """Whether the sentences themselves name other days, hours or places, or ends of one stretch of time."""
    if one.kind in ("date", "time"):
        zoned = any(f"T{a.value.shown}" in {clock.rstrip("Z") for clock in b.clocks} for a, b in ((one, other), (other, one)))
        return zoned or bool(one.end and other.end and one.end != other.end)
    pairs = ((one.days, other.days), (one.clocks, other.clocks), (one.places, other.places))
    return any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in pairs)


def likeness(one: Claim, other: Claim) -> float:
    """How alike the words around two claims are, 0 to 1: near to them and in their sentences, half and half."""
    return (likeness_of(one.near, other.near) + likeness_of(one.whole, other.whole)) / 2


def _judge(pair: Pair, score: float) -> Match | None:
    """What follows from two claims of one fact that differ; None where they are hardly of one fact."""
    one, other = pair.one, pair.other
    told, event = slip(one.value, other.value, timed=one.kind == "duration"), is_event(one, other)
    if not (event and told and score > 0) and (score < _least(one, other) or not _is_likely(pair)):
        return None
    if _ROUNDS[one.kind](one.value, other.value):
        return Match(one, other, score, "compatible", (), (("rounded", ""),))
    # bare years stand beside much that happened in them, days hang on the day of print, lengths are told of much: never more than
    # a question
    bare = one.kind == "date" and (len(one.value.figures) == 1 or one.relative or other.relative)
    bare = bare or (one.kind == "duration" and pair.whole < LENGTHS[0])
    verdict: Verdict = "conflict" if score >= SURE and not bare else "unsure"
    grounds, against = reasons(one, other, False, event), doubts(one, other, "")
    return Match(one, other, score, verdict, grounds, against, told if verdict == "conflict" or event else None)


def _least(one: Claim, other: Claim) -> float:
    """The odds from which on two times may be of one fact."""
    if one.kind != "date" or one.relative or other.relative or not near_dates(one.value.shown, other.value.shown):
        return PERHAPS
    return CLOSE_BY if len(one.value.figures) > 1 else CLOSE_YEARS


def _is_likely(pair: Pair) -> bool:
    """Whether what stands around two times is alike enough for their kind, and they can be of one day's event."""
    one, other = pair.one, pair.other
    if one.kind == "duration":
        return (is_event(one, other) and _are_alike(pair, EVENTS)) or _are_alike(pair, LENGTHS)
    if one.kind != "date":
        return True
    if one.relative or other.relative:
        apart = bool(one.others and other.others and one.others.isdisjoint(other.others))
        mine, theirs = set(one.told.split()), set(other.told.split())
        if one.today or other.today or apart or mine <= theirs or theirs <= mine:
            return False  # each may tell of its own day
        return one.end == other.end and _are_alike(pair, DAYS)
    if not near_dates(one.value.shown, other.value.shown):
        return len(one.value.figures) > 1 and _are_alike(pair, LENGTHS)
    if len(one.value.figures) == 1:
        return _are_alike(pair, YEARS)
    return _are_alike(pair, DATES) or pair.near >= MUCH or (one.end == other.end != "" and bool(one.others & other.others))


def _are_alike(pair: Pair, least: tuple[float, float]) -> bool:
    return pair.whole >= least[0] and pair.near >= least[1]


__all__ = ["AGREEING", "Match", "is_telling", "likeness", "match_claims", "match_times", "settles"]
