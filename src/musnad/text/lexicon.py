"""Tables of words: TSV files in `musnad/data`, one row an entry, ASCII id first, `source` and `example` in each row.

Lines that begin with ``#`` and empty lines are left out. A table under ``generated/`` was made by ``make data`` from a
package that its first lines name; its rows carry no examples of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from operator import itemgetter
from types import MappingProxyType
from typing import TypeAlias

from musnad.text.fold import fold_key

Row: TypeAlias = Mapping[str, str]


class TableError(ValueError):
    """A table of the language data is malformed: says which file and line, and what."""


@cache
def table(name: str) -> tuple[Row, ...]:
    """Rows of the table `name` (``"months"``, ``"generated/verbs"``) as mappings from column to cell.

    Raises TableError where a row has not as many cells as the head line names.
    """
    head, *rows = _lines(name)
    return tuple([MappingProxyType(dict(zip(head, row))) for row in rows])


def cells(name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """The cells of two or more columns in each row of a long table, which is read anew and not kept. Raises as `table`."""
    lines = _lines(name)
    head = next(lines)
    return map(itemgetter(*map(head.index, columns)), lines)


def _lines(name: str) -> Iterator[list[str]]:
    """The cells of the head line of a table, then of every row."""
    lines = files("musnad").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    columns = 0
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if columns and len(cells) != columns:
            raise TableError(f"data/{name}.tsv, line {number}: {len(cells)} cells, {columns} columns")
        columns = len(cells)
        yield cells


@cache
def forms(name: str, which: str) -> tuple[str, ...]:
    """Folded forms of a class (column ``class``) of a table, in the order of the table.

    >>> forms("clitics", "plural-verb")
    ('وا',)
    """
    rows = [row for row in table(name) if row["class"] == which]
    return tuple(dict.fromkeys(fold_key(form) for row in rows for form in row["forms"].split(" ")))


@cache
def data_version() -> str:
    """Version of the language data: a date."""
    return files("musnad").joinpath("data", "VERSION").read_text(encoding="utf-8").strip()


__all__ = ["Row", "TableError", "cells", "data_version", "forms", "table"]
