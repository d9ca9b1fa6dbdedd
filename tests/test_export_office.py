"""Tables in LibreOffice itself, without its windows: what it opens has the cells that were written, runs nothing, and reads
from right to left."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hostile import TRICKY
from musnad.faces.cli import main
from musnad.library import Library, open_library
from musnad.store.rows import columns_of
from small_news import article, many, read_small

#: Comma, quotation mark, UTF-8, from the first line, as shown, every sheet into a file.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
Convert = Callable[..., Path]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("office") / "n.db"
    with open_library(place) as library:
        odd = [article(f"قال سامي الراشد إن {title} خبر {number} عجيب.", 900 + number, title=title, published="1890-05-04")
               for number, title in enumerate(TRICKY)]  # fmt: skip
        library.add([*many(30), *odd], read=read_small)
    return place


@pytest.fixture(scope="module")
def library(path: Path) -> Library:
    return open_library(path)


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """LibreOffice, with a profile of its own: it opens a file and writes it in another format, into a new folder."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("needs LibreOffice (`make services`)")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(to: str, path: Path, *more: str) -> Path:
        out = tmp_path_factory.mktemp("converted")
        command = [program, f"-env:UserInstallation={profile}", "--headless", *more, "--convert-to", to,
                   "--outdir", str(out), str(path)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
        assert list(out.iterdir()), done.stdout + done.stderr
        return out

    return run


def export(path: Path, form: str, what: str, out: Path) -> Path:
    assert main(["export", form, "--what", what, "--out", str(out), "--library", str(path)]) == 0
    return out


def shown(value: Any) -> str:
    """A value as a spreadsheet shows it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value.isoformat() if isinstance(value, date) else f"{value:.15g}" if isinstance(
        value, float | int) else str(value)  # fmt: skip


def cell_of(row: Any, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(value, tuple):
        value = (" ← " if name.startswith("chain") else " + ").join(value) if any(value) else ""
    return lined(value)


def lined(value: Any) -> Any:
    return re.sub(r"\r\n?|_x000D_\n?", "\n", value) if isinstance(value, str) else value


@pytest.mark.parametrize("what", ["statements", "articles"])
def test_every_cell_of_a_sheet_is_what_was_written(
    what: Any, path: Path, library: Library, convert: Convert, tmp_path: Path
) -> None:
    """XLSX into CSV, as LibreOffice shows it."""
    book = export(path, "xlsx", what, tmp_path / "s.xlsx")
    names = [column.name for column in columns_of(what)]
    expected = [[shown(cell_of(row, name)) for name in names] for row in library.rows(what)]
    with next(convert(CSV, book).glob(f"*{what}.csv")).open(encoding="utf-8", newline="") as file:
        head, *found = csv.reader(file)
    assert head == names
    assert len(found) == len(expected) == 30 + len(TRICKY)
    assert found == expected


def test_a_sheet_that_is_saved_again_is_the_same(path: Path, convert: Convert, tmp_path: Path) -> None:
    """XLSX into XLSX by LibreOffice: right to left, filters, days as days, text as text, no formula."""
    book = export(path, "xlsx", "statements", tmp_path / "s.xlsx")
    before = openpyxl.load_workbook(book)["statements"]
    again = openpyxl.load_workbook(next(convert("xlsx", book).iterdir()))
    after = again["statements"]
    assert again.sheetnames == ["statements", "codebook"]
    assert after.sheet_view.rightToLeft
    assert after.auto_filter.ref == before.auto_filter.ref
    assert after.print_title_rows == "$1:$1"
    assert [[cell.value for cell in row] for row in after] == [[cell.value for cell in row] for row in before]
    assert not [cell for row in after for cell in row if cell.data_type == "f"]
    names = [cell.value for cell in after[1]]
    days = [row[names.index("day")].value for row in after.iter_rows(min_row=2)]
    assert {type(day) for day in days} == {datetime, str}  # those of 1890 are text
    prose = after.cell(2, names.index("words") + 1).alignment
    assert (prose.wrap_text, prose.readingOrder) == (True, 2)


def test_a_table_of_text_opens_with_its_letters_and_runs_nothing(
    path: Path, library: Library, convert: Convert, tmp_path: Path
) -> None:
    """CSV into XLSX. Without its windows LibreOffice has to be told that it is UTF-8; what it guesses of cells is its own."""
    table = export(path, "csv", "statements", tmp_path / "s.csv")
    sheet = openpyxl.load_workbook(next(convert("xlsx", table, "--infilter=CSV:44,34,76,1").iterdir())).active
    assert sheet is not None
    names, *lines = [[cell.value for cell in row] for row in sheet]
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    rows = list(library.rows())
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        found = dict(zip(names, line))
        for name in ("speakers", "words", "chain", "outlet", "url", "start", "stop"):
            assert lined(found[name]) in (cell_of(row, name), f"'{cell_of(row, name)}"), name
        assert str(found["day"])[:10] == cell_of(row, "day").isoformat()
        title = cell_of(row, "title")
        assert lined(found["title"]) in (title, f"'{title}") or title in ("007", "1E5")  # these it takes for numbers


def test_a_sheet_can_be_printed(path: Path, convert: Convert, tmp_path: Path) -> None:
    """As PDF, of a width that can be read: the columns for readers, and not ten pages side by side."""
    book = export(path, "xlsx", "statements", tmp_path / "s.xlsx")
    made = next(convert("pdf", book).iterdir()).read_bytes()
    assert made.startswith(b"%PDF")
    assert 2 <= made.count(b"/Type/Page/") + made.count(b"/Type/Page ") + made.count(b"/Type/Page\n") <= 8
