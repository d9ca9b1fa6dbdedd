"""`musnad eval` from end to end, on a folder of gold made here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.evaluate import furniture
from musnad.evaluate.scores import NotBuilt
from musnad.faces.cli import main

TEXT = "قال الوزير إن المدارس ستفتح الأحد."
SECRET = "هذا نص لا يراه أحد."
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `musnad eval` on gold of blocks: one document, all of it body, in dev and in check."""
    gold = tmp_path / "gold"
    gold.mkdir()
    for which, text in (("dev", TEXT), ("check", SECRET)):
        document, end = {"id": f"id-{which}", "text": text}, len(text)
        segments = {"id": f"id-{which}", "segments": [{"kind": "body", "start": 0, "end": end}]}
        (gold / f"furniture.{which}.docs.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
        (gold / f"furniture.{which}.jsonl").write_text(json.dumps(segments) + "\n", encoding="utf-8")

    def run(*words: str, gold: Path = gold) -> tuple[int, str, str]:
        code = main(["eval", *words, "--gold", str(gold), "--project", str(tmp_path)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_figures_and_lists_of_errors(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("furniture")
    assert code == 0
    assert "furniture · dev · 1 documents" in out
    assert "segments F1" in out
    assert (tmp_path / "out" / "eval" / "furniture.dev.txt").is_file()
    assert not (tmp_path / "eval" / "check.log").exists()


def test_json_has_a_line_for_each_score(run: Run) -> None:
    code, out, _ = run("--json", "--errors")
    assert code == 0
    (score,) = (json.loads(line) for line in out.splitlines())
    assert (score["part"], score["which"]) == ("furniture", "dev")
    assert {one["name"] for one in score["measures"]} >= {"segments F1", "body lost"}


def test_floors_are_raised_held_and_not_lowered(run: Run, tmp_path: Path) -> None:
    floors = tmp_path / "eval" / "floors.json"
    assert run("furniture", "--update")[0] == 0
    assert run("furniture")[0] == 0
    kept = json.loads(floors.read_text(encoding="utf-8"))
    kept["furniture"]["dev"]["body lost"] = -0.5  # nothing can be this good
    floors.write_text(json.dumps(kept), encoding="utf-8")
    code, _, err = run("furniture")
    assert code == 1
    assert "below its floor: furniture on dev: body lost" in err
    code, _, err = run("furniture", "--update")
    assert code == 2
    assert "never lowered" in err
    assert json.loads(floors.read_text(encoding="utf-8")) == kept


def test_check_sets_show_figures_only_and_run_out(run: Run, tmp_path: Path) -> None:
    for _ in range(5):
        code, out, err = run("furniture", "--check")
        assert code == 0
        assert "segments F1" in out
        assert not any(word in out + err for word in ("id-check", *SECRET.split()))
    code, out, err = run("furniture", "--check")
    assert code == 2
    assert out == ""
    assert "5 times" in err
    log = (tmp_path / "eval" / "check.log").read_text(encoding="utf-8").splitlines()
    assert len(log) == 5
    assert all(line.split("\t")[2] == "furniture" for line in log)
    assert not (tmp_path / "out").exists()


def test_an_error_on_a_check_set_tells_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(furniture, "score", fail)
    monkeypatch.delenv("MUSNAD_DEBUG", raising=False)
    code, out, err = run("furniture", "--check")
    assert code == 2
    assert SECRET not in out + err
    assert "RuntimeError" in err


@pytest.mark.parametrize("also", [("--errors",), ("--by", "form"), ("--update",), ("--set", "dev")])
def test_check_goes_with_nothing_that_shows_more(run: Run, also: tuple[str, ...]) -> None:
    code, _, err = run("furniture", "--check", *also)
    assert code == 2
    assert "figures only" in err


def test_a_part_that_is_not_built_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise NotBuilt("musnad.page.article")

    monkeypatch.setattr(furniture, "score", missing)
    code, out, _ = run("furniture")
    assert code == 0
    assert "not built yet: musnad.page.article" in out
    assert "segments" not in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("poetry",), "no part is called 'poetry'"),
        (("--by", "form"), "--by needs a PART"),
        (("furniture", "--by", "form"), "cannot be grouped"),
        (("names",), "no such set: names"),
        (("furniture", "--set", "train"), "no such set: furniture train"),
    ],
)
def test_wrong_use(run: Run, words: tuple[str, ...], told: str) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert told in err


def test_no_gold_gets_a_clear_line(run: Run, tmp_path: Path) -> None:
    code, _, err = run("furniture", gold=tmp_path / "nowhere")
    assert code == 2
    assert "--gold" in err
