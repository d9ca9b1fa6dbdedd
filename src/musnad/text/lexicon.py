"""Tables of words: TSV files in `musnad/data`, one row an entry, ASCII id first, `source` and `example` in each row.

Lines that begin with ``#`` and empty lines are left out. A table under ``generated/`` was made by ``make data`` from a
package that its first lines name; its rows carry no examples of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
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
    lines = files("musnad").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    rows: list[Row] = []
    head: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if head is None:
            head = cells
        elif len(cells) != len(head):
            raise TableError(f"data/{name}.tsv, line {number}: {len(cells)} cells, {len(head)} columns")
        else:
            rows.append(MappingProxyType(dict(zip(head, cells))))
    return tuple(rows)


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


__all__ = ["Row", "TableError", "data_version", "forms", "table"]
