"""Rows into files of one table: CSV, XLSX, JSON Lines, Parquet. Each writer takes rows one after the other and keeps memory
flat; it gives how many rows it wrote."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from musnad.faces.exports.tables import safe_cell
from musnad.records import Record
from musnad.store.frames import arrow_batches, arrow_schema, extra
from musnad.store.rows import Column, What, columns_of

#: What stands between several values of one cell; chains are read from the outlet on.
_BETWEEN, _CHAIN = " + ", " ← "
#: What a sheet of XLSX holds: rows with the header, and characters of a cell (ECMA-376 as Excel has it).
_SHEET, _CELL = 1_048_576, 32_767
#: Widths of columns by their type, in characters; of some by their name.
_WIDTHS = {"text": 20, "texts": 24, "date": 11, "integer": 9, "number": 9, "truth": 8}
_WIDE = {"words": 60, "text": 60, "title": 40, "fact": 30, "chain": 40}


def write_csv(rows: Iterable[Record], what: What, path: Path, notes: dict[str, str]) -> int:  # noqa: ARG001
    """CSV in UTF-8 with the mark that spreadsheets know it by; no cell can be run as a formula."""
    columns, count = columns_of(what), 0
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
        table = csv.writer(out)
        table.writerow([column.name for column in columns])
        for row in rows:
            count += 1
            table.writerow([safe_cell(_flat(column, getattr(row, column.name))) for column in columns])
    return count


def write_json_lines(rows: Iterable[Any], what: What, path: Path, notes: dict[str, str]) -> int:  # noqa: ARG001
    """JSON Lines in UTF-8: a record a line."""
    encoder, count = msgspec.json.Encoder(), 0
    with path.open("wb") as out:
        for row in rows:
            count += 1
            out.write(encoder.encode(row) + b"\n")
    return count


def write_parquet(rows: Iterable[Record], what: What, path: Path, notes: dict[str, str]) -> int:
    """Parquet, typed, in row groups; each field's meaning and the notes are in its metadata."""
    parquet = extra("pyarrow.parquet", "export")
    schema, count = arrow_schema(what, "export", notes), 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as out:
        for batch in arrow_batches(rows, schema):
            out.write_batch(batch)
            count += len(batch)
    return count


def write_xlsx(rows: Iterable[Record], what: What, path: Path, notes: dict[str, str]) -> int:
    """XLSX: sheets from right to left, a header that stays, days as days; the last sheet tells what the columns mean. More
    rows than a sheet holds go on in the next one; a text longer than a cell holds ends in […]."""
    made = extra("xlsxwriter", "export").Workbook(path, {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    })  # fmt: skip
    made.set_properties({"title": f"Musnad: {what}", "comments": notes.get("coverage", ""), "created": _fixed(notes)})
    with closing(made):
        count = _fill(made, rows, what)
        _explain(made, what, notes)
    return count


def _fixed(notes: dict[str, str]) -> datetime:
    """The time that the file says it was made: that of the release, so that the same release gives the same bytes."""
    return datetime.combine(date.fromisoformat(notes["dated"]), datetime.min.time())


def _fill(made: Any, rows: Iterable[Record], what: What) -> int:
    columns, count, line, sheet, number = columns_of(what), 0, _SHEET, None, 0
    for row in rows:
        count += 1
        if line >= _SHEET:
            number += 1
            sheet, line = _sheet(made, what if number == 1 else f"{what} {number}", columns), 1
        for place, column in enumerate(columns):
            _put(sheet, line, place, column, getattr(row, column.name))
        line += 1
    if sheet is None:
        _sheet(made, what, columns)
    return count


def _sheet(made: Any, name: str, columns: Iterable[Column]) -> Any:
    sheet, bold = made.add_worksheet(name), made.add_format({"bold": True})
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.type]))
        sheet.write_string(0, place, column.name, bold)
    return sheet


def _put(sheet: Any, line: int, place: int, column: Column, value: Any) -> None:
    if value is None:
        return
    if column.type in ("text", "texts"):
        text = _flat(column, value)
        sheet.write_string(line, place, text if len(text) <= _CELL else text[: _CELL - 4] + " […]")
    elif column.type == "date" and value.year < 1900:  # before the calendar of spreadsheets
        sheet.write_string(line, place, value.isoformat())
    else:
        sheet.write(line, place, value)


def _explain(made: Any, what: What, notes: dict[str, str]) -> None:
    """The sheet of the columns' meanings, and of where the table is from."""
    sheet, bold = made.add_worksheet("codebook"), made.add_format({"bold": True})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    lines = [("column", "meaning"), *((one.name, one.meaning) for one in columns_of(what)), ("", ""), *notes.items()]
    for line, (name, meaning) in enumerate(lines):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, meaning)


def _flat(column: Column, value: Any) -> Any:
    """A value as one cell has it."""
    if column.type == "texts":
        return (_CHAIN if column.name.startswith("chain") else _BETWEEN).join(value)
    if column.type == "truth":
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else value


#: The writers by the names that `musnad export` knows, which are the files' endings.
FLAT: dict[str, Callable[[Iterable[Any], What, Path, dict[str, str]], int]] = {
    "csv": write_csv, "jsonl": write_json_lines, "parquet": write_parquet, "xlsx": write_xlsx,
}  # fmt: skip

__all__ = ["FLAT", "write_csv", "write_json_lines", "write_parquet", "write_xlsx"]
