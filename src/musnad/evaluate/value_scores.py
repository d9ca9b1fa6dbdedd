"""Figures of times and figures: spans, values, units, modifiers, as the reading gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from musnad.evaluate import values
from musnad.evaluate.gold import Gold
from musnad.evaluate.measures import Ratio, measure, prf, share
from musnad.evaluate.scores import PLAIN, Engine, Fault, Options, Score
from musnad.evaluate.values import Counts
from musnad.records import Reading

_COMMON: tuple[Ratio, ...] = (
    *prf("span", "spans", "found", "gold"),
    *prf("value", "values", "found", "gold"),
    share("kind right, of spans", "kinds", "spans"),
    share("modifier right, of spans", "modifiers", "spans"),
)
_UNITS = share("unit right, of those with one", "units", "units_of")
_COUNTED = ("gold", "found", "spans", "values", "units", "units_of", "modifiers", "kinds")


def score_times(gold: Gold, which: str, engine: Engine, options: Options = PLAIN) -> Score:
    """Score times of a set; values are right where they are the gold's strings."""
    return _score("times", gold, which, engine, options)


def score_figures(gold: Gold, which: str, engine: Engine, options: Options = PLAIN) -> Score:
    """Score figures of a set; values are right where they are the gold's numbers."""
    return _score("figures", gold, which, engine, options)


def _score(part: str, gold: Gold, which: str, engine: Engine, options: Options) -> Score:
    marked = gold.values(which)
    readings = {of.id: engine.read(gold.document(of.id, which)) for of in marked}
    counter: Callable[[Sequence[Mapping[str, Any]], Mapping[str, Any]], list[Counts]] = (
        values.score_times if part == "times" else values.score_figures
    )
    plain = [msgspec.json.decode(msgspec.json.encode(of)) for of in marked]
    counts = counter(plain, {given_id: _own(part, reading) for given_id, reading in readings.items()})
    ratios = _COMMON if part == "times" else (*_COMMON, _UNITS)
    return Score(
        part=part, which=which, documents=len(counts), faults=tuple(fault for one in counts for fault in _faults(one)),
        measures=measure(ratios, [_tally(one) for one in counts], intervals=options.intervals),
    )  # fmt: skip


def _own(part: str, reading: Reading) -> Sequence[Any]:
    return reading.times if part == "times" else reading.figures


def _tally(counts: Counts) -> dict[str, float]:
    return {name: getattr(counts, name) for name in _COUNTED}


def _faults(counts: Counts) -> list[Fault]:
    return [Fault(article=where, kind=kind, text=text, detail=detail) for where, kind, text, detail in counts.errors]


__all__ = ["score_figures", "score_times"]
