"""Which claims of two articles are about one fact, and whether their values can both be true of it.

Claims with the same kind, unit and event are paired one to one by the words around them; what both articles give alike
is settled first, so that only what one of them gives otherwise is left to differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from musnad.compare.claims import Claim
from musnad.compare.likeness import likeness_of
from musnad.compare.match import (
    ONE_SENTENCE,
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
from musnad.compare.numbers import NUMBERS, best, match_numbers
from musnad.compare.values import Value, agree, equal, rounds, rounds_clock, rounds_length, slip

#: Weight of what speaks for one fact beside the likeness of words (0 to 1): another figure in common, close values.
FIGURE, NEARBY = 0.15, 0.15
#: … and against: other figures, none in common.
NO_FIGURE = 0.15
#: Pairs this alike are of one fact; those above the second may be.  # read on samples of dev, 2026-11
SURE, PERHAPS = 0.55, 0.42
#: Bare years must be told in words this alike.
YEARS = 0.5
#: The best match must be better by so much than the next.
AHEAD = 0.08
#: Agreeing values need less: it is enough that the words are somewhat alike.
AGREEING = 0.25
#: The same figures with other units are one length where the words are this alike.
SLIPPED_UNIT = 0.35
#: Ages further apart than this, in years, are of two people.
AGES = 2


_ROUNDS: Mapping[str, Callable[[Value, Value], bool]] = {
    "time": rounds_clock, "duration": rounds_length, "date": lambda one, other: False,  # noqa: ARG005
}  # fmt: skip


def match_claims(first: Sequence[Claim], second: Sequence[Claim]) -> list[Match]:
    """Pairs of claims of two articles that are of one fact: those that agree, and those that differ."""
    mine, theirs = _by_what(first), _by_what(second)
    found: list[Match] = []
    for what in sorted(mine.keys() & theirs.keys()):
        found += _agreeing(mine[what], theirs[what])
        if what[0] not in NUMBERS:
            found += _differing(mine[what], theirs[what])
    return found + match_numbers(first, second)


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


def _differing(first: Sequence[Claim], second: Sequence[Claim]) -> Iterator[Match]:
    """Best matches of what the other article does not give, each ahead of the next best of both; where an article gives both
    values, it contradicts itself only if the words are surely of one fact."""
    mine = {i for i, one in enumerate(first) if not any(settles(one.value, other.value) for other in second)}
    theirs = {j for j, other in enumerate(second) if not any(settles(one.value, other.value) for one in first)}
    scores = {
        (i, j): support(a, b) for i, a in enumerate(first) for j, b in enumerate(second)
        if (i in mine or j in theirs) and _comparable(a, b)
    }  # fmt: skip
    both = {(i, j): score for (i, j), score in scores.items() if i in mine and j in theirs}
    likely = [pair for *pair, score in best(both, AHEAD) if score > 0]
    likely += [[i, j] for (i, j), score in scores.items() if (i, j) not in both and score >= SURE and first[i].kind == "date"]
    for i, j in sorted(likely):
        if match := _judge(first[i], second[j], scores[i, j]):
            yield match


def _comparable(one: Claim, other: Claim) -> bool:
    """Whether two claims can be held against each other at all."""
    if agree(one.value, other.value) or is_told_alike(one, other) or _is_elsewhere(one, other):
        return False
    if one.kind == "age":
        return abs((one.value.low or 0) - (other.value.low or 0)) <= AGES
    if one.kind == "date":
        return len(one.value.figures) == len(other.value.figures) and not (one.moving or other.moving)
    return not (one.moving or other.moving)


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


def support(one: Claim, other: Claim) -> float:
    """How sure two claims that differ are of one fact: likeness, the figures beside them, closeness of the values."""
    score = likeness(one, other)
    if one.others & other.others:
        score += FIGURE * min(len(one.others & other.others), 2)
    elif one.others and other.others:
        score -= NO_FIGURE
    return score + (NEARBY if are_close(one, other) else 0.0)


def _judge(one: Claim, other: Claim, score: float) -> Match | None:
    """What follows from two claims of one fact that differ; None where they are hardly of one fact."""
    told = slip(one.value, other.value, timed=one.kind == "duration")
    event = is_event(one, other)
    bare = one.kind == "date" and len(one.value.figures) == 1
    least = 0.0 if event and told else YEARS if bare else PERHAPS
    if score < least or not _is_likely(one, other, score):
        return None
    if _ROUNDS.get(one.kind, rounds)(one.value, other.value):
        return Match(one, other, score, "compatible", (), (("rounded", ""),))
    sure = score >= SURE or (event and told is not None and score >= SLIPPED_UNIT)
    # bare years stand beside much that happened in them: never more than a question
    verdict: Verdict = "conflict" if sure and not bare else "unsure"
    grounds, against = reasons(one, other, False, event), doubts(one, other, "")
    return Match(one, other, score, verdict, grounds, against, told if sure or event else None)


def _is_likely(one: Claim, other: Claim, score: float) -> bool:
    """Whether dates and lengths that differ are near each other, or stand in what is nearly one sentence."""
    near, shared = are_close(one, other), bool(one.others & other.others)
    if one.kind == "duration":
        return is_event(one, other) or likeness_of(one.whole, other.whole) >= ONE_SENTENCE
    if one.kind == "date":
        return near or (len(one.value.shown) >= len("--05-16") and shared)
    return near or shared or score >= SURE


__all__ = ["AGREEING", "Match", "is_telling", "likeness", "match_claims", "settles", "support"]
