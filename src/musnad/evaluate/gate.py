"""The gate: figures on the open sets may rise, never fall below the floors of `eval/floors.json`.

The file maps part, set and measure to a number: a floor, or a ceiling for measures of which less is better. Check sets
have no floors: they are measured on demand, at most LIMIT times a part, each time logged in `eval/check.log`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from math import ceil, floor
from pathlib import Path
from typing import NamedTuple, TypeAlias

from musnad.evaluate.measures import Measure
from musnad.evaluate.scores import Score

#: part → set → measure → floor
Floors: TypeAlias = Mapping[str, Mapping[str, Mapping[str, float]]]
#: Sets that have floors; the seeds are for looking at.
FLOOR_SETS = ("dev", "train", "ours")
#: How often the check set of a part may be measured.
LIMIT = 5
#: Floors are kept to this many steps of 1, rounded in favour of the measure.
_STEPS = 10_000


class Shortfall(NamedTuple):
    """A measure that is worse than its floor; `value` is None where it could not be taken."""

    part: str
    which: str
    measure: str
    value: float | None
    floor: float


class GateError(ValueError):
    """The gate refuses: says what, and why."""


def load_floors(path: Path) -> Floors:
    """Floors of a file; none where there is no file. Raises GateError where it is malformed."""
    if not path.is_file():
        return {}
    try:
        floors: Floors = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise GateError(f"{path}: {error}") from None
    return floors


def save_floors(path: Path, floors: Floors) -> None:
    """Write floors, sorted, so that a change shows as one line."""
    text = json.dumps(floors, ensure_ascii=False, indent=2, sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


def shortfalls(floors: Floors, scores: Iterable[Score]) -> list[Shortfall]:
    """Measures of the scores that are worse than their floors, and floors whose measure is not there any more."""
    found = []
    for score in scores:
        taken = {one.name: one for one in score.measures}
        for name, bound in floors.get(score.part, {}).get(score.which, {}).items():
            one = taken.get(name)
            value = one.value if one else None
            if one is None or value is None or _worse(one, value, bound):
                found.append(Shortfall(score.part, score.which, name, value, bound))
    return found


def raised(floors: Floors, scores: Iterable[Score]) -> Floors:
    """Floors raised to the scores. Raises GateError where a measure is below its floor: floors are never lowered."""
    scores = list(scores)
    if short := shortfalls(floors, scores):
        raise GateError("floors are never lowered; " + "; ".join(map(say, short)))
    new = {part: {which: dict(names) for which, names in sets.items()} for part, sets in floors.items()}
    for score in scores:
        if score.which in FLOOR_SETS:
            for one in score.measures:
                if one.floor and one.value is not None:
                    new.setdefault(score.part, {}).setdefault(score.which, {})[one.name] = _bound(one, one.value)
    return new


def say(short: Shortfall) -> str:
    """A shortfall in words."""
    value = "not measured" if short.value is None else f"{short.value:.4f}"
    return f"{short.part} on {short.which}: {short.measure} {value}, floor {short.floor:.4f}"


def _worse(one: Measure, value: float, bound: float) -> bool:
    return value < bound if one.better == "higher" else value > bound


def _bound(one: Measure, value: float) -> float:
    return floor(value * _STEPS) / _STEPS if one.better == "higher" else ceil(value * _STEPS) / _STEPS


# -- the check sets ----------------------------------------------------------------------------------------------------


class Mark(NamedTuple):
    """When and at which revision a check set is measured."""

    day: date
    revision: str


def times_measured(log: Path, part: str) -> int:
    """How often the check set of a part was measured, by the log."""
    if not log.is_file():
        return 0
    lines = log.read_text(encoding="utf-8").splitlines()
    return sum(not line.startswith("#") and line.split("\t")[2:3] == [part] for line in lines)


def may_measure(log: Path, part: str) -> None:
    """Raise GateError where the check set of a part was measured LIMIT times already."""
    if times_measured(log, part) >= LIMIT:
        raise GateError(f"{part}: its check set was measured {LIMIT} times already ({log}); that is the limit")


def log_check(log: Path, mark: Mark, score: Score) -> None:
    """Append a measurement: day, revision, part and figures, parted by tabs."""
    figures = "; ".join(f"{one.name} {_shown(one)}" for one in score.measures)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as lines:
        lines.write("\t".join((mark.day.isoformat(), mark.revision, score.part, figures)) + "\n")


def _shown(one: Measure) -> str:
    if one.value is None:
        return "–"
    return f"{one.value:.4f}" + ("" if one.low is None else f" [{one.low:.4f}, {one.high:.4f}]")


__all__ = [
    "FLOOR_SETS", "LIMIT", "Floors", "GateError", "Mark", "Shortfall", "load_floors", "log_check", "may_measure",
    "raised", "save_floors", "say", "shortfalls", "times_measured",
]  # fmt: skip
