"""The JSON Schema: valid itself, kept in docs/schema.json, and obeyed by what the commands print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from musnad.faces.cli import main
from musnad.faces.exports.json_schema import build_schema
from musnad.records import SCHEMA

ROOT = Path(__file__).resolve().parents[1]
#: The seeds' publication days, as their pages gave them; one has none, one carries its own stamp.
SEED_DAYS = {"001": "2025-08-17", "002": "2025-08-16", "003": "2025-08-16"}


@cache
def strict(record: str) -> Draft202012Validator:
    """A validator of a record that also refuses fields the schema does not name."""
    schema = json.loads(json.dumps(build_schema(record)))
    for definition in schema["$defs"].values():
        if definition.get("type") == "object":
            definition["additionalProperties"] = False
    return Draft202012Validator(schema)


def lines(capsys: pytest.CaptureFixture[str], *command: str) -> Iterator[dict[str, Any]]:
    """What a command prints with --json."""
    main([*command, "--json"])
    yield from map(json.loads, capsys.readouterr().out.splitlines())


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(build_schema())
    for record in build_schema()["$defs"]:
        Draft202012Validator.check_schema(build_schema(record))


def test_the_schema_is_versioned_and_every_record_described() -> None:
    schema = build_schema("Reading")
    assert schema["$id"] == f"urn:musnad:record:{SCHEMA}:reading"
    assert all(definition.get("description") for definition in schema["$defs"].values())


def test_the_kept_schema_is_fresh() -> None:
    kept = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(build_schema())), "run: make docs"


def test_a_wrong_reading_is_refused() -> None:
    reading: dict[str, Any] = {"id": "a", "version": "b", "made_by": "c"}
    assert strict("Reading").is_valid(reading)
    for odd in ({"blocks": [{"kind": "poem", "span": [0, 1]}]}, {"blocks": [{"kind": "body", "span": [0, -1]}]},
                {"blocks": [{"kind": "body", "span": [0, 1, 2]}]}, {"title": 3}, {"unknown": 1}):  # fmt: skip
        assert not strict("Reading").is_valid(reading | odd), odd


def test_readings_of_the_examples_obey_it(capsys: pytest.CaptureFixture[str]) -> None:
    read = list(lines(capsys, "read", str(ROOT / "examples" / "stories"), str(ROOT / "examples" / "articles.jsonl")))
    assert len(read) == 17
    for reading in read:
        strict("Reading").validate(reading)
    assert sum(len(reading["statements"]) for reading in read) > 50


def test_readings_of_the_seeds_obey_it(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        day = SEED_DAYS.get(path.name[:3])
        (reading,) = lines(capsys, "read", str(path), *(["--published", day] if day else []))
        strict("Reading").validate(reading)
        length = len(path.read_bytes().decode("utf-8-sig"))
        assert reading["statements"]
        assert all(stop <= length for s in reading["statements"] if s["of"] == "text" for _, stop in s["content"])


def test_values_obey_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = list(lines(capsys, "values", "استمر اللقاء ساعتين و45 دقيقة وحضره 40 صحفياً"))
    assert found
    for value in found:
        strict("Time" if "relative" in value else "Figure").validate(value)


def test_utf16_spans_fit_a_javascript_string(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "😀😀 قال وزير النقل سالم الحارثي إن الميناء سيفتح يوم الأحد."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (points,) = lines(capsys, "read", str(tmp_path / "a.txt"))
    (units,) = lines(capsys, "read", str(tmp_path / "a.txt"), "--offsets", "utf16")
    wide = text.encode("utf-16-le")
    assert points["statements"]
    for one, other in zip(points["statements"], units["statements"], strict=True):
        (start, stop), (first, last) = one["content"][0], other["content"][0]
        assert first == start + 2
        assert wide[2 * first : 2 * last].decode("utf-16-le") == text[start:stop]
