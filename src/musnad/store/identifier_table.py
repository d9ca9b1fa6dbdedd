"""A table of identifiers as users write it: columns ``name``, ``identifier`` and, if wanted, ``also``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

from musnad.store.errors import LibraryError
from musnad.text.fold import fold_key

_NEEDED = ("name", "identifier")
_BETWEEN = "|"


class GivenIdentifier(NamedTuple):
    """A row: its line in the file, the name, its identifier, and other spellings of the name."""

    line: int
    name: str
    identifier: str
    also: tuple[str, ...] = ()


def parse_identifiers(text: str) -> list[GivenIdentifier]:
    """The rows of a table whose cells are parted by tabs, or else by commas or semicolons; empty lines are no rows.

    Raises LibraryError, naming the line, for a column or a cell that is missing and for a name with two identifiers.

    >>> parse_identifiers("name,identifier,also\\nJohn Kerry,Q22316,Kerry|Керри")
    [GivenIdentifier(line=2, name='John Kerry', identifier='Q22316', also=('Kerry', 'Керри'))]
    """
    rows = list(_rows(text))
    known: dict[str, GivenIdentifier] = {}
    for row in rows:
        before = known.setdefault(fold_key(row.name), row)
        if before.identifier != row.identifier:
            told = f"{before.identifier} in line {before.line}, {row.identifier} here"
            raise _wrong(row.line, f"the name {row.name} has two identifiers, {told}")
    if not rows:
        raise LibraryError("query", "the table of identifiers has no rows below its first line")
    return rows


def _rows(text: str) -> Iterator[GivenIdentifier]:
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text), strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            if not columns and any(cells):
                columns = _columns(cells, reader.line_num)
            elif any(map(str.strip, cells)):
                yield _row(dict(zip(columns, cells)), reader.line_num)
    except csv.Error as error:
        raise _wrong(reader.line_num, str(error)) from error
    if not columns:
        raise LibraryError("query", "the table of identifiers is empty: its first line names the columns name and identifier")


def _delimiter(text: str) -> str:
    head = text.lstrip().partition("\n")[0]
    return next((one for one in "\t,;" if one in head), ",")


def _columns(cells: list[str], line: int) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    for one in _NEEDED:
        if one not in columns:
            raise _wrong(line, f"no column is called {one}; there are {', '.join(filter(None, columns))}")
    return columns


def _row(cells: dict[str, str], line: int) -> GivenIdentifier:
    name, identifier = (cells.get(one, "").strip() for one in _NEEDED)
    if not fold_key(name).strip():
        raise _wrong(line, "the name is empty")
    if fault := fault_of(identifier):
        raise _wrong(line, f"the identifier of {name} is {fault}")
    also = (one.strip() for one in cells.get("also", "").split(_BETWEEN))
    return GivenIdentifier(line, name, identifier, tuple(one for one in also if fold_key(one).strip()))


def fault_of(identifier: str) -> str:
    """Why a text is no identifier: it is empty, or no plain text; "" for one that is."""
    if not identifier:
        return "empty"
    return "" if identifier.isprintable() else "no plain text"


def _wrong(line: int, what: str) -> LibraryError:
    return LibraryError("query", f"line {line} of the table of identifiers: {what}; nothing was changed")


__all__ = ["GivenIdentifier", "fault_of", "parse_identifiers"]
