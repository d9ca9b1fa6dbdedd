"""Batch: an archive into tables, the same whatever processes make them, taken up where it was stopped, nothing lost."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pandas
import polars
import pyarrow as arrow
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet
import pytest

from musnad import open_library
from musnad.batch.layout import TABLES, WORK, BatchError, read_manifest
from musnad.batch.local import BatchHow, run_local
from musnad.compare.copies import find_copies
from musnad.compare.stories import find_stories
from musnad.faces.cli import main
from musnad.page.sources import open_sources
from musnad.reading import read
from musnad.records import Article, SetAside
from musnad.store.rows import columns_in

ROOT = Path(__file__).resolve().parents[1]
STORIES = ROOT / "examples" / "stories"


def items(*sources: Path) -> list[Article | SetAside]:
    """What some sources give."""
    return list(open_sources([str(one) for one in sources or (STORIES,)]))


def articles() -> list[Article]:
    """The example articles."""
    return [one for one in items() if isinstance(one, Article)]


def rows(out: Path, table: str) -> list[str]:
    """The rows of a table with their day, in an order of their own."""
    found = dataset.dataset(out / table, format="parquet", partitioning="hive", schema=None).to_table().to_pylist()
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) for row in found)


def all_rows(out: Path) -> dict[str, list[str]]:
    """The rows of every table that has any."""
    return {table: rows(out, table) for table in TABLES if any((out / table).rglob("*.parquet"))}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example articles as tables."""
    out = tmp_path_factory.mktemp("batch") / "tables"
    run_local(items(), out, BatchHow(size=7))
    return out


# ---- what is in the tables -------------------------------------------------------------------------------------------


def test_rows_are_those_of_the_readings(made: Path) -> None:
    readings = [read(one) for one in articles()]
    own = [one for reading in readings for one in reading.statements if one.shortens is None and one.block != "related_text"]
    manifest = read_manifest(made)
    assert manifest is not None
    assert manifest.articles == len(readings) == len(rows(made, "articles"))
    assert manifest.rows["times"] == sum(len(one.times) for one in readings)
    assert manifest.rows["figures"] == sum(len(one.figures) for one in readings)
    assert manifest.rows["entities"] == sum(len(one.entities) for one in readings)
    assert 0 < manifest.rows["statements"] <= len(own)
    assert {json.loads(row)["article"] for row in rows(made, "readings")} == {one.id for one in articles()}


def test_offsets_stand_in_the_articles(made: Path) -> None:
    found = duckdb.sql(
        f"SELECT s.words, s.start, s.stop, s.of, a.text, a.title FROM '{made}/statements/**/*.parquet' s "
        f"JOIN '{made}/articles/**/*.parquet' a USING (article)"
    ).fetchall()
    assert len(found) > 100
    for words, start, stop, of, text, title in found:
        first, last = words.split(" … ")[0], words.split(" … ")[-1]
        source = title if of == "title" else text
        assert source[start:stop].startswith(first)
        assert source[start:stop].endswith(last)


def test_copies_and_stories_are_those_of_the_library(made: Path) -> None:
    given = articles()
    readings = {one.id: read(one) for one in given}
    copies = find_copies(given)
    stories = find_stories(given, readings, copies)
    assert [one.id for one in copies] == sorted_column(made, "copies", "copies", copies)
    told = {json.loads(row)["story"]: json.loads(row) for row in rows(made, "stories")}
    assert told.keys() == {one.id for one in stories} != set()
    for one in stories:
        assert (told[one.id]["title"], tuple(told[one.id]["articles"])) == (one.title, one.articles)
        assert tuple(told[one.id]["origins"]) == one.origins
        assert tuple(told[one.id]["keywords"]) == one.keywords


def sorted_column(out: Path, table: str, column: str, like: Sequence[Any]) -> list[str]:
    """A column's values in the order of some records with that id."""
    place = {one.id: at for at, one in enumerate(like)}
    return sorted((json.loads(row)[column] for row in rows(out, table)), key=lambda one: place.get(one, -1))


def test_pandas_polars_and_duckdb_open_them(made: Path) -> None:
    frame = pandas.read_parquet(made / "articles")
    assert len(frame) == len(articles())
    assert str(frame["published_on"].dtype) == "category"
    lazy = polars.scan_parquet(f"{made}/statements/**/*.parquet", hive_partitioning=True)
    assert lazy.select(polars.len()).collect().item() == len(rows(made, "statements"))
    count = duckdb.sql(f"SELECT count(*) FROM read_parquet('{made}/times/**/*.parquet', hive_partitioning=true)").fetchone()
    assert count == (len(rows(made, "times")),)
    undated = duckdb.sql(
        f"SELECT count(*) FROM read_parquet('{made}/articles/**/*.parquet', hive_partitioning=true) "
        "WHERE published IS NULL AND published_on = 'undated'"
    ).fetchone()
    assert undated == (sum(one.published is None for one in articles()),)


def test_the_codebook_tells_of_every_column(made: Path) -> None:
    book = json.loads((made / "codebook.json").read_bytes())
    told = {one["table"]: {column["name"] for column in one["columns"]} for one in book}
    page = (made / "codebook.md").read_text(encoding="utf-8")
    for table, row in TABLES.items():
        names = {one.name for one in columns_in(row)}
        assert told[table] == names
        assert all(f"| `{name}` |" in page for name in names)
        for file in (made / table).rglob("*.parquet"):
            assert set(parquet.read_schema(file).names) == names


# ---- however they are made -------------------------------------------------------------------------------------------


def test_processes_order_and_parts_change_nothing(made: Path, tmp_path: Path) -> None:
    run_local(items(), tmp_path / "two", BatchHow(workers=2, size=5))
    run_local(reversed(items()), tmp_path / "back", BatchHow(size=100))
    assert all_rows(tmp_path / "two") == all_rows(made) == all_rows(tmp_path / "back")


def test_the_order_in_which_python_keeps_sets_changes_nothing(made: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-c", _RUN, str(STORIES), str(out), "0"]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        assert all_rows(out) == all_rows(made)


def test_of_versions_the_last_is_kept(tmp_path: Path) -> None:
    first, *others = articles()
    older = open_json(tmp_path / "a.jsonl", first, published="2024-01-01", text=first.text + "\nسطر أخير.")
    newer = open_json(tmp_path / "b.jsonl", first, published="2024-01-02")
    for size in (1, 10):
        out = tmp_path / f"out{size}"
        manifest = run_local([newer, *others[:3], older, newer], out, BatchHow(size=size))
        assert manifest.articles == 4
        assert manifest.set_aside == {"repeated": 2}
        assert {json.loads(row)["where"] for row in rows(out, "dropped")} == {newer.id} == {older.id}
        (kept,) = (json.loads(row) for row in rows(out, "articles") if json.loads(row)["article"] == newer.id)
        assert kept["version"] == newer.version
    assert all_rows(tmp_path / "out1") == all_rows(tmp_path / "out10")


def open_json(file: Path, article: Article, **changed: str) -> Article:
    row = {"id": "one", "url": "https://nakhil.example/1", "text": article.text, "title": article.title, **changed}
    file.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (made,) = items(file)
    assert isinstance(made, Article)
    return made


# ---- stopped, damaged, full ------------------------------------------------------------------------------------------

_RUN = """
import sys
from pathlib import Path
from musnad.batch.local import BatchHow, run_local
from musnad.page.sources import open_sources
run_local(open_sources([sys.argv[1]]), Path(sys.argv[2]), BatchHow(workers=int(sys.argv[3]), size=3))
"""


@pytest.mark.parametrize("workers", [0, 1])
def test_a_killed_run_goes_on(made: Path, tmp_path: Path, workers: int) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", _RUN, str(STORIES), str(out), str(workers)]
    process = subprocess.Popen(command, start_new_session=True)
    while len(finished(out)) < 2 and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = {one: (out / WORK / one / "part.json").stat().st_mtime_ns for one in finished(out)}
    assert before
    seen: list[dict[str, int]] = []

    def look(step: str, done: int, total: int | None) -> None:  # noqa: ARG001
        if step == "gathering" and done == 0:
            seen.append({one: (out / WORK / one / "part.json").stat().st_mtime_ns for one in before})

    run_local(items(), out, BatchHow(size=3, tell=look))
    assert seen == [before]
    assert all_rows(out) == all_rows(made)
    assert not (out / WORK).exists()


def finished(out: Path) -> list[str]:
    return sorted(one.parent.name for one in out.glob(f"{WORK}/part-*/part.json"))


def test_a_damaged_part_is_made_again(made: Path, tmp_path: Path) -> None:
    def spoil(step: str, done: int, total: int | None) -> None:  # noqa: ARG001
        if step == "gathering" and done == 0:
            file = tmp_path / WORK / "part-000001" / "statements.parquet"
            file.write_bytes(file.read_bytes()[:200])

    with pytest.raises(BatchError, match=r"part 1 is taken away: run the same command again"):
        run_local(items(), tmp_path, BatchHow(size=4, tell=spoil))
    assert "part-000001" not in finished(tmp_path)
    assert len(finished(tmp_path)) > 1
    run_local(items(), tmp_path, BatchHow(size=4))
    assert all_rows(tmp_path) == all_rows(made)


def test_a_full_disk_is_told_and_what_is_finished_stays(tmp_path: Path) -> None:
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))\n{_RUN}"
    done = subprocess.run([sys.executable, "-c", code, str(STORIES), str(tmp_path), "0"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "parts are kept: mend that and run the same command again" in done.stderr
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 6_000
    run_local(items(), tmp_path, BatchHow(size=3))
    assert read_manifest(tmp_path) is not None


def test_bad_input_is_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = tmp_path / "good.parquet"
    given = articles()[:6]
    table = arrow.table({"text": [one.text for one in given], "url": [f"https://nakhil.example/{at}" for at in range(6)]})
    parquet.write_table(table, good)
    (tmp_path / "cut.parquet").write_bytes(good.read_bytes()[:-40])
    (tmp_path / "spoilt.parquet").write_bytes(b"PAR1" + b"\xff" * (len(good.read_bytes()) - 8) + b"PAR1")
    (tmp_path / "cut.warc.gz").write_bytes(gzip.compress(warc(given[0]))[:-30])
    parquet.write_table(arrow.table({"other": [1]}), tmp_path / "other.parquet")
    manifest = run_local(items(tmp_path), tmp_path / "out", BatchHow())
    assert manifest.articles >= 6
    assert manifest.set_aside["damaged"] == 3
    assert manifest.set_aside["no-text"] == 1
    told = [json.loads(row)["where"] for row in rows(tmp_path / "out", "dropped")]
    for name in ("cut.parquet", "spoilt.parquet", "cut.warc.gz", "other.parquet"):
        assert any(one.startswith(str(tmp_path / name)) for one in told)


def warc(article: Article) -> bytes:
    page = f"<html><head><title>ع</title></head><body><article><p>{article.text}</p></article></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://nakhil.example/w\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_what_a_table_cannot_hold_is_set_aside_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from musnad.batch import parts

    text = "بلغت كلفة الذرات 1000000000000000001 دولار، وقال الوزير إن العدد كبير."
    huge = open_json(tmp_path / "a.jsonl", articles()[0], text=text)
    assert run_local([huge], tmp_path / "huge", BatchHow()).rows["figures"] == 1
    true = parts.rows_of

    def broken(one: Any, what: Any) -> Any:
        made = true(one, what)
        odd = what == "articles" and "الذرات" in one.article.text
        return [msgspec.structs.replace(row, version=5) for row in made] if odd else made

    monkeypatch.setattr(parts, "rows_of", broken)
    manifest = run_local([huge, *articles()[:3]], tmp_path / "broken", BatchHow())
    assert manifest.articles == 3
    assert manifest.set_aside == {"fault": 1}


def test_a_row_of_parquet_is_an_article_with_its_fields(tmp_path: Path) -> None:
    import datetime

    table = arrow.table({
        "article": ["x"], "text": ["قال الوزير سالم الحارثي إن المدارس ستفتح يوم الأحد."], "Headline": ["عنوان"],
        "date": [datetime.date(2025, 8, 17)], "source": ["النخيل"], "other": [[1, 2]],
    })  # fmt: skip
    parquet.write_table(table, tmp_path / "a.parquet")
    (one,) = items(tmp_path / "a.parquet")
    assert isinstance(one, Article)
    assert (one.title, one.published, one.outlet) == ("عنوان", "2025-08-17", "النخيل")


# ---- the command, and libraries --------------------------------------------------------------------------------------


def test_the_command_tells_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tables"
    (tmp_path / "bad.jsonl").write_text('{"text": ""}\n', encoding="utf-8")
    command = ["batch", str(STORIES), str(tmp_path / "bad.jsonl"), str(out), "--workers", "0"]
    assert main(command) == 1
    told = capsys.readouterr()
    assert f"{len(articles())} articles with " in told.out
    assert "set aside: 1 " in told.out
    changed = (out / "batch.json").stat().st_mtime_ns
    assert main([*command, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["articles"] == len(articles())
    assert (out / "batch.json").stat().st_mtime_ns == changed
    assert main(["batch", str(STORIES), str(tmp_path / "whole"), "--workers", "0"]) == 0
    told = capsys.readouterr().out
    assert main(["batch", str(STORIES), str(tmp_path / "whole"), "--workers", "0"]) == 0
    assert capsys.readouterr().out == f"already there: {told}"
    (tmp_path / "bad.jsonl").write_text("", encoding="utf-8")
    assert main([*command, "--published", "2024-01-01"]) == 1
    assert (out / "batch.json").stat().st_mtime_ns != changed


def test_the_command_refuses_what_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["batch", str(STORIES), str(tmp_path / "file")]) == 2
    assert main(["batch", str(tmp_path / "none"), str(tmp_path / "out")]) == 3
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "batch.json").write_text("{}")
    assert main(["batch", str(STORIES), str(tmp_path / "odd")]) == 3
    assert "put it back, or name another folder" in capsys.readouterr().err


def test_tables_fill_a_library_as_adding_does(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_library(tmp_path / "added.db") as added, open_library(tmp_path / "loaded.db") as loaded:
        added.add(items(), workers=0)
        report = loaded.load(made)
        assert report.added == len(articles())
        assert report.set_aside == 0
        assert said(added) == said(loaded) != []
        assert [one.title for one in added.stories()] == [one.title for one in loaded.stories()] != []
        assert loaded.load(made).same == len(articles())
        assert loaded.check_file(deep=True) == ()
        assert loaded.info().stale == 0
    assert main(["library", "load", str(made), "--library", str(tmp_path / "loaded.db")]) == 0
    assert f"0 added with 0 statements, {len(articles())} already there" in capsys.readouterr().out


def test_a_library_s_readings_fill_another(tmp_path: Path) -> None:
    release = tmp_path / "release"
    with open_library(tmp_path / "one.db") as library:
        library.add(items(), workers=0)
        before = said(library)
    assert main(["export", "parquet", "--what", "all", "--out", f"{release}/", "--library", str(tmp_path / "one.db")]) == 0
    assert main(["library", "load", str(release), "--library", str(tmp_path / "two.db")]) == 0
    with open_library(tmp_path / "two.db") as library:
        assert said(library) == before != []
    assert "## readings" in (release / "tables.codebook.md").read_text(encoding="utf-8")


def said(library: Any) -> list[tuple[Any, ...]]:
    found = (one for exported in library.export() for one in exported.statements)
    return sorted((one.statement.id, one.statement.speakers, one.texts) for one in found)


def test_loading_sets_aside_what_does_not_fit(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "tables" / "readings" / "published_on=2024-01-01"
    folder.mkdir(parents=True)
    whole = next((made / "readings").rglob("*.parquet"))
    (folder / "part-0.parquet").write_bytes(whole.read_bytes())
    (folder / "part-1.parquet").write_bytes(whole.read_bytes()[:300])
    parquet.write_table(arrow.table({"record": ["{}"], "reading": ["{"]}), folder / "part-2.parquet")
    with open_library(tmp_path / "l.db") as library:
        report = library.load(tmp_path / "tables")
        assert report.added == parquet.read_metadata(whole).num_rows
        assert report.reasons == {"damaged": 1, "bad-json": 1}
    assert main(["library", "load", str(tmp_path / "nothing"), "--library", str(tmp_path / "l.db")]) == 3
    assert "no readings there" in capsys.readouterr().err


@pytest.mark.soak
def test_memory_is_bounded(shared: Path, tmp_path: Path) -> None:
    """No process of a batch of the pan-Arab corpus (or a part of it) takes a gigabyte."""
    count = max(int(13_000 * float(os.environ.get("MUSNAD_SOAK", "1"))), 600)
    with lzma.open(shared / "corpus" / "ant-2018.jsonl.xz", "rt", encoding="utf-8") as lines:
        (tmp_path / "given.jsonl").write_text("".join(islice(lines, count)), encoding="utf-8")
    command = [sys.executable, "-m", "musnad", "batch", str(tmp_path / "given.jsonl"), str(tmp_path / "out"), "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert manifest.articles > 0.9 * count
    assert used.ru_maxrss < 1_000_000, f"{used.ru_maxrss // 1024} MB"
