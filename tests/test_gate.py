"""The gate: floors are never lowered, check sets are logged and limited, and the figures hold the floors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from musnad.evaluate.gate import (
    LIMIT,
    GateError,
    Mark,
    load_floors,
    log_check,
    may_measure,
    raised,
    save_floors,
    say,
    shortfalls,
    times_measured,
)
from musnad.evaluate.measures import Measure
from musnad.evaluate.parts import PARTS, score_part
from musnad.evaluate.project import this_project
from musnad.evaluate.released import OpenGold
from musnad.evaluate.scores import Engine, Options, Score


def score(which: str = "dev", **measures: float | None) -> Score:
    taken = [Measure(name=name, value=value, better="lower" if name == "lost" else "higher", floor=name != "free")
             for name, value in measures.items()]  # fmt: skip
    return Score(part="p", which=which, measures=tuple(taken))


def test_floors_rise_with_the_figures_and_are_rounded_in_their_favour() -> None:
    floors = raised({"p": {"dev": {"f1": 0.5}}, "q": {"dev": {"x": 0.1}}}, [score(f1=0.61239, lost=0.01001, free=0.9)])
    assert floors == {"p": {"dev": {"f1": 0.6123, "lost": 0.0101}}, "q": {"dev": {"x": 0.1}}}
    assert shortfalls(floors, [score(f1=0.61239, lost=0.01001)]) == []


def test_a_floor_is_never_lowered() -> None:
    with pytest.raises(GateError, match=r"f1 0\.5999, floor 0\.6000"):
        raised({"p": {"dev": {"f1": 0.6, "other": 0.1}}}, [score(f1=0.5999, other=0.9)])


def test_a_ceiling_is_never_raised() -> None:
    assert shortfalls({"p": {"dev": {"lost": 0.01}}}, [score(lost=0.009)]) == []
    assert len(shortfalls({"p": {"dev": {"lost": 0.01}}}, [score(lost=0.011)])) == 1


def test_a_measure_that_went_missing_is_below_its_floor() -> None:
    floors = {"p": {"dev": {"f1": 0.6}}}
    (short,) = shortfalls(floors, [Score(part="p", which="dev", missing="musnad.reading")])
    assert say(short) == "p on dev: f1 not measured, floor 0.6000"
    assert len(shortfalls(floors, [score(f1=None)])) == 1
    assert shortfalls(floors, [score("train", f1=0.1)]) == []


def test_seeds_get_no_floor() -> None:
    assert raised({}, [score("seeds", f1=0.9)]) == {}


def test_floors_are_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "eval" / "floors.json"
    assert load_floors(path) == {}
    floors = raised({}, [score(f1=0.5)])
    save_floors(path, floors)
    assert load_floors(path) == floors
    path.write_text("{", encoding="utf-8")
    with pytest.raises(GateError, match=r"floors\.json"):
        load_floors(path)


def test_check_sets_are_logged_and_limited_by_part(tmp_path: Path) -> None:
    log, mark = tmp_path / "eval" / "check.log", Mark(date(2026, 11, 22), "abc1234")
    for count in range(LIMIT):
        assert times_measured(log, "p") == count
        may_measure(log, "p")
        log_check(log, mark, score("check", f1=0.5))
    with pytest.raises(GateError, match="5 times"):
        may_measure(log, "p")
    may_measure(log, "other")
    assert log.read_text(encoding="utf-8").splitlines()[0] == "2026-11-22\tabc1234\tp\tf1 0.5000"


def test_the_figures_hold_the_floors(shared: Path) -> None:
    """What `make test` stands on: every floor of eval/floors.json is measured, on all of dev and train."""
    floors = load_floors(this_project().floors)
    assert floors, "eval/floors.json holds no floors"
    gold, engine = OpenGold(shared / "gold", this_project().released), Engine(this_project().crossed)
    scores = [
        score_part(PARTS[part], which, gold, engine, Options(intervals=False))
        for part, sets in floors.items()
        for which in sets
    ]
    assert [say(short) for short in shortfalls(floors, scores)] == []
