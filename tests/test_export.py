"""Exports, each opened by the real thing, and releases by their hashes."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date, datetime
from pathlib import Path

import duckdb
import msgspec
import openpyxl
import pandas
import pytest
from pyarrow import parquet

from musnad.faces.cli import main
from musnad.faces.exports import exporter
from musnad.faces.exports.flat import FLAT
from musnad.faces.exports.tables import write_table
from musnad.library import Library, open_library
from musnad.records import Article, Reading, Story
from musnad.store.answers import Said
from musnad.store.rows import WHATS, columns_of
from small_news import article, many, read_small

HOSTILE = "قال سامي الراشد إن =HYPERLINK(\"https://bad.example\";\"x\") خطر 😀 كبير. قال سامي الراشد إن السد لم يفتح بعد."


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("export") / "n.db"
    with open_library(place) as library:
        library.add([*many(60), article(HOSTILE, 999, title="=1+1", published="1890-05-04")], read=read_small)
    return place


@pytest.fixture(scope="module")
def library(path: Path) -> Library:
    return open_library(path)


def run(path: Path, *words: object) -> int:
    return main(["export", *map(str, words), "--library", str(path)])


def test_rows_stand_where_they_say(library: Library) -> None:
    texts = {row.article: row for row in library.rows("articles")}  # type: ignore[attr-defined]
    rows = list(library.rows("statements"))
    assert len(rows) == 62
    for row in rows:
        assert texts[row.article].text[row.start : row.stop] == row.words  # type: ignore[attr-defined]
    for row in library.rows("mentions"):
        assert texts[row.article].text[row.start : row.stop] == row.words  # type: ignore[attr-defined]


def test_filters_are_those_of_said(library: Library) -> None:
    for wanted in ({"who": "حداد"}, {"who": "حداد", "since": "2025-01-05"}, {"who": "حداد", "about": "السد"}):
        ids = {said.statement.id for said in library.said(**wanted)}  # type: ignore[arg-type]
        assert {row.statement for row in library.rows(**wanted)} == ids  # type: ignore[attr-defined,arg-type]
        assert ids
    having = {row.article for row in library.rows("articles", who="حداد")}  # type: ignore[attr-defined]
    assert having == {said.article.id for said in library.said("حداد")}
    assert len(list(library.rows("articles", until="1900-01-01"))) == 1
    assert not list(library.rows(outlet="الضحى"))


def test_every_column_has_a_type_and_a_meaning() -> None:
    for what in WHATS:
        assert all(len(column.meaning) > 10 for column in columns_of(what)), what


def test_csv_is_read_back_and_runs_nothing(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.csv"
    assert run(path, "csv", "--out", out) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 62
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert {row["title"] for row in rows if row["title"].startswith("'")} == {"'=1+1"}
    assert len(pandas.read_csv(out)) == 62


def test_statements_and_stories_have_one_shape_wherever_they_are_printed(
    path: Path, library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(path, "csv", "--who", "ليلى حداد", "--out", tmp_path / "s.csv") == 0
    exported = (tmp_path / "s.csv").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["said", "ليلى حداد", "--csv", "--library", str(path)]) == 0
    printed = capsys.readouterr().out
    assert sorted(csv.reader(printed.splitlines())) == sorted(csv.reader(exported.splitlines()))
    assert len(printed.splitlines()) == 13
    assert run(path, "csv", "--what", "stories", "--out", tmp_path / "t.csv") == 0
    told = write_table(library.stories(), Story)
    assert told.splitlines() == (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()


def test_xlsx_opens_with_days_as_days_from_right_to_left(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.xlsx"
    assert run(path, "xlsx", "--out", out) == 0
    book = openpyxl.load_workbook(out)
    sheet = book["statements"]
    assert sheet.sheet_view.rightToLeft
    assert sheet.freeze_panes == "A2"
    names = [cell.value for cell in sheet[1]]
    rows = [dict(zip(names, line)) for line in sheet.iter_rows(min_row=2)]
    assert len(rows) == 62
    assert {type(row["day"].value) for row in rows if row["title"].value != "=1+1"} == {datetime}
    assert {row["day"].number_format for row in rows if row["title"].value != "=1+1"} == {"yyyy-mm-dd"}
    assert not [cell for row in rows for cell in row.values() if cell.data_type == "f"]
    odd = [row for row in rows if row["title"].value == "=1+1"]
    assert {row["day"].value for row in odd} == {"1890-05-04"}  # spreadsheets know no day before 1900
    assert odd[0]["words"].value.startswith("=HYPERLINK")
    assert [cell.value for cell in book["codebook"]["A"]][1 : len(names) + 1] == names


def test_a_long_text_is_cut_and_a_full_sheet_goes_on(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.faces.exports.flat._SHEET", 41)
    monkeypatch.setattr("musnad.faces.exports.flat._CELL", 30)
    assert run(path, "xlsx", "--out", tmp_path / "s.xlsx") == 0
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert book.sheetnames == ["statements", "statements 2", "codebook"]
    assert [book[name].max_row for name in book.sheetnames[:2]] == [41, 23]
    words = [cell.value for cell in book["statements"]["E"]][1:]
    assert max(map(len, words)) == 30
    assert any(one.endswith("[…]") for one in words)


def test_parquet_is_typed_and_opens_in_duckdb_and_pandas(path: Path, library: Library, tmp_path: Path) -> None:
    out = tmp_path / "s.parquet"
    assert run(path, "parquet", "--out", out) == 0
    kinds = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{out}'").fetchall()}
    assert (kinds["day"], kinds["speakers"], kinds["negated"], kinds["start"]) == ("DATE", "VARCHAR[]", "BOOLEAN", "BIGINT")
    query = f"SELECT count(*), min(day) FROM '{out}' WHERE list_contains(speakers, 'ليلى حداد')"
    assert duckdb.sql(query).fetchone() == (12, min(row.day for row in library.rows(who="ليلى حداد")))  # type: ignore[attr-defined]
    assert list(pandas.read_parquet(out)["words"]) == [row.words for row in library.rows()]  # type: ignore[attr-defined]
    file = parquet.ParquetFile(out)
    assert file.schema_arrow.field("chain").metadata[b"meaning"].startswith(b"the way of the words")
    assert file.schema_arrow.metadata[b"wanted"] == b"everything"
    told = json.loads((tmp_path / "s.codebook.json").read_bytes())
    assert [column["name"] for column in told[0]["columns"]] == list(kinds)
    assert "| `chain` | texts |" in (tmp_path / "s.codebook.md").read_text(encoding="utf-8")


def test_parquet_goes_out_in_groups(library: Library, tmp_path: Path) -> None:
    rows = list(library.rows()) * 70
    assert FLAT["parquet"](iter(rows), "statements", tmp_path / "s.parquet", {}) == len(rows)
    assert parquet.ParquetFile(tmp_path / "s.parquet").num_row_groups == 3


def test_json_lines_hold_the_records(path: Path, tmp_path: Path) -> None:
    kinds = {"statements": Said, "articles": Article, "readings": Reading}
    assert run(path, "jsonl", "--what", "all", "--out", tmp_path) == 0
    for what, kind in kinds.items():
        lines = (tmp_path / f"{what}.jsonl").read_bytes().splitlines()
        assert len([msgspec.json.decode(line, type=kind) for line in lines]) == (62 if kind is Said else 61)
    with open_library(tmp_path / "again.db") as other:
        assert main(["add", str(tmp_path / "articles.jsonl"), "--library", str(tmp_path / "again.db")]) == 0
        assert other.coverage().articles == 61


def test_frames(library: Library) -> None:
    frame = library.to_pandas("statements", who="حداد")
    assert set(frame["speakers"].str[0]) == {"ليلى حداد"}
    assert frame["day"].dt.year.max() == 2025
    polar = library.to_polars("figures")
    assert polar.columns == [column.name for column in columns_of("figures")]
    with pytest.raises(TypeError):
        library.to_pandas("statements", whom="حداد")  # type: ignore[call-arg]


def test_a_release_can_be_cited_and_checked(path: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        out = f"{tmp_path / name}/"
        told = ("--dated", "2025-11-01", "--name", "أخبار", "--licence", "CC")
        assert run(path, "parquet", "--what", "all", "--out", out, *told) == 0
    release = json.loads((tmp_path / "a/release.json").read_bytes())
    assert (release["dated"], release["name"], release["licence"]) == ("2025-11-01", "أخبار", "CC")
    assert release["coverage"]["articles"] == 61
    assert release["made_by"] == ["small/1"]
    on_disk = {one.name for one in (tmp_path / "a").iterdir()} - {"release.json", "SHA256SUMS"}
    assert {one["name"] for one in release["files"]} == on_disk
    for one in release["files"]:
        data = (tmp_path / "a" / one["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one["bytes"], one["sha256"])
        assert (tmp_path / "b" / one["name"]).read_bytes() == data  # the same library gives the same bytes
    sums = (tmp_path / "a/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert sums == [f"{one['sha256']}  {one['name']}" for one in release["files"]]


def test_every_table_opens_in_every_format(path: Path, library: Library, tmp_path: Path) -> None:
    counts = {what: len(list(library.rows(what))) for what in WHATS}
    for form in FLAT:
        assert run(path, form, "--what", "all", "--out", f"{tmp_path / form}/") == 0
        files = json.loads((tmp_path / form / "release.json").read_bytes())["files"]
        assert {one["name"].partition(".")[0]: one["rows"] for one in files}.items() >= counts.items()


def test_what_goes_wrong_leaves_the_old_file(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "s.csv"
    out.write_text("old", encoding="utf-8")
    job = exporter.Job(format="csv", whats=("statements",), filters={}, dated=date(2025, 11, 1))
    monkeypatch.setattr("musnad.faces.exports.flat.safe_cell", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        exporter.export_file(library, job, out)
    assert [one.name for one in tmp_path.iterdir()] == ["s.csv"]
    assert out.read_text(encoding="utf-8") == "old"


def test_wrong_use_and_missing_packages_are_told(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(path, "csv", "--what", "readings", "--out", tmp_path / "r.csv") == 2
    assert "jsonl" in capsys.readouterr().err
    assert run(path, "csv", "--what", "all", "--out", tmp_path / "r.csv") == 2
    assert "folder" in capsys.readouterr().err
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    assert run(path, "xlsx", "--out", tmp_path / "r.xlsx") == 2
    assert "musnad[export]" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_snapshot_hears_of_nothing_new(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_library(path) as library:
        library.backup(copy)
    with open_library(copy) as reader, open_library(copy) as writer:
        with reader.snapshot():
            before = len(list(reader.rows("articles")))
            writer.add(many(3, first=500), read=read_small)
            assert len(list(reader.rows("articles"))) == before
        assert len(list(reader.rows("articles"))) == before + 3
