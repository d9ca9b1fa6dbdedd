"""Rows into files of one table: CSV, XLSX, JSON Lines, Parquet. Each writer takes rows one after the other and keeps memory
flat; it gives how many rows it wrote."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

from musnad.faces.exports.tables import cell, safe_cell
from musnad.records import Record
from musnad.store.frames import arrow_batches, arrow_schema, extra
from musnad.store.rows import Column, What, columns_of

#: What a sheet of XLSX holds: rows with the header, and characters of a cell (ECMA-376 as Excel has it).
_SHEET, _CELL = 1_048_576, 32_767
#: Widths of columns by their type, in characters; of some by their name. Those that are prose wrap, from right to left.
_WIDTHS = {"text": 20, "texts": 20, "date": 11, "integer": 9, "number": 11, "truth": 9}
_WIDE = {"words": 56, "text": 56, "title": 36, "fact": 30, "chain": 30, "outlet": 16, "stance": 10, "of": 7, "form": 9}
_PROSE = frozenset({"words", "title", "speakers", "roles", "chain", "about", "fact", "outlets", "keywords", "origins", "name"})
#: So many characters a printed page is wide: columns behind them are not printed. Points of a line, and lines that a row has
#: at most; programs other than Excel do not find the height of a row themselves.
_PAGE, _LINE, _LINES = 180, 15, 12


def write_csv(rows: Iterable[Record], what: What, path: Path, notes: dict[str, str]) -> int:  # noqa: ARG001
    """CSV in UTF-8 with the mark that spreadsheets know it by; no cell can be run as a formula."""
    columns, count = columns_of(what), 0
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
        table = csv.writer(out)
        table.writerow([column.name for column in columns])
        for row in rows:
            count += 1
            table.writerow([safe_cell(cell(column, getattr(row, column.name))) for column in columns])
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
    columns, count, line, number = columns_of(what), 0, _SHEET, 0
    formats = _formats(made, columns)
    sheet: Any = None
    for row in rows:
        count += 1
        if line >= _SHEET:
            number += 1
            _finish(sheet, columns, line)
            sheet, line = _sheet(made, what if number == 1 else f"{what} {number}", columns), 1
        sheet.set_row(line, _LINE * _lines(row, columns))
        for place, column in enumerate(columns):
            _put(sheet, line, place, column, getattr(row, column.name), formats[column.name])
        line += 1
    _finish(sheet or _sheet(made, what, columns), columns, line if sheet else 1)
    return count


def _formats(made: Any, columns: Iterable[Column]) -> dict[str, Any]:
    """How the cells of each column look: prose wraps and runs from right to left whatever its first letter is."""
    top = {"valign": "top"}
    prose, plain = made.add_format({**top, "text_wrap": True, "reading_order": 2}), made.add_format(top)
    day = made.add_format({**top, "num_format": "yyyy-mm-dd", "align": "right"})
    text = made.add_format({**top, "reading_order": 2})
    others = {"date": day, "truth": made.add_format({**top, "align": "center"})}
    by_name = {"text": text, **dict.fromkeys(_PROSE, prose)}
    return {one.name: by_name.get(one.name, others.get(one.type, plain)) for one in columns}


def _sheet(made: Any, name: str, columns: Iterable[Column]) -> Any:
    sheet = made.add_worksheet(name)
    head = made.add_format({"bold": True, "bottom": 1, "bg_color": "#EEEEEE", "align": "center"})
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&A · &P / &N")
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(0, place, column.name, head)
    return sheet


def _width(column: Column) -> int:
    return _WIDE.get(column.name, _WIDTHS[column.type])


def _lines(row: Record, columns: Iterable[Column]) -> int:
    """How many lines the longest prose of a row takes; Arabic letters are narrow: five stand where four figures do."""
    prose = ((cell(one, getattr(row, one.name)) or "", _width(one)) for one in columns if one.name in _PROSE)
    lines = max((sum(1 + int(len(part) / (width * 1.25)) for part in text.split("\n")) for text, width in prose), default=1)
    return min(lines, _LINES)


def _finish(sheet: Any, columns: Sequence[Column], line: int) -> None:
    """Filters over all rows, and what is printed: the columns that a page is wide enough for."""
    if sheet is None:
        return
    sheet.autofilter(0, 0, line - 1, len(columns) - 1)
    widths = list(accumulate(_width(column) for column in columns))
    sheet.print_area(0, 0, line - 1, max(0, sum(width <= _PAGE for width in widths) - 1))


def _put(sheet: Any, line: int, place: int, column: Column, value: Any, look: Any) -> None:
    if value is None or (column.type == "texts" and not any(value)):
        return
    if column.type in ("text", "texts", "truth"):  # true and false as text: LibreOffice makes formulas of the others
        text = re.sub(r"\r\n?", "\n", cell(column, value))  # a line ends as sheets end it
        sheet.write_string(line, place, text if len(text) <= _CELL else text[: _CELL - 4] + " […]", look)
    elif column.type == "date" and value.year < 1900:  # before the calendar of spreadsheets
        sheet.write_string(line, place, value.isoformat(), look)
    else:
        sheet.write(line, place, value, look)


def _explain(made: Any, what: What, notes: dict[str, str]) -> None:
    """The sheet of the columns' meanings, and of where the table is from."""
    sheet, bold = made.add_worksheet("codebook"), made.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    wrapped = made.add_format({"text_wrap": True, "valign": "top"})
    lines = [("column", "meaning"), *((one.name, one.meaning) for one in columns_of(what)), ("", ""), *notes.items()]
    for line, (name, meaning) in enumerate(lines):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, meaning, wrapped)


#: The writers by the names that `musnad export` knows, which are the files' endings.
FLAT: dict[str, Callable[[Iterable[Any], What, Path, dict[str, str]], int]] = {
    "csv": write_csv, "jsonl": write_json_lines, "parquet": write_parquet, "xlsx": write_xlsx,
}  # fmt: skip

__all__ = ["FLAT", "write_csv", "write_json_lines", "write_parquet", "write_xlsx"]
