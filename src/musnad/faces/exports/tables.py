"""Records as tables for spreadsheets: a header, a row a record, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from musnad.records import Disagreement, Record, SetAside, Story
from musnad.store.answers import Acted, Hit, Said
from musnad.store.exporting import statement_row, story_row
from musnad.store.rows import Column, What, columns_of

#: What stands between several values of one cell; chains are read from the outlet on.
_BETWEEN, _CHAIN = " + ", " ← "
#: What a spreadsheet may take for the beginning of a formula, in its own width or the wide one of East Asia.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *map(chr, (0xFF1D, 0xFF0B, 0xFF0D, 0xFF20)))


def cell(column: Column, value: Any) -> Any:
    """A value as one cell of a table has it."""
    if column.type == "texts":
        return (_CHAIN if column.name.startswith("chain") else _BETWEEN).join(value) if any(value) else ""
    if column.type == "truth":
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else value


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _columns(what: What) -> tuple[str, ...]:
    return tuple(column.name for column in columns_of(what))


def _cells(what: What, record: Record) -> list[object]:
    """The cells of a row that `musnad export` writes too."""
    return [cell(column, getattr(record, column.name)) for column in columns_of(what)]


def _hit_row(hit: Hit) -> list[object]:
    article, snippets = hit.article, " … ".join(snippet.text for snippet in hit.snippets)
    statement = hit.statement.statement.id if hit.statement else None
    speaker = " + ".join(one.name for one in hit.statement.statement.speakers) if hit.statement else None
    return [article.published, article.outlet, article.title, speaker, snippets, article.url, article.id, statement]


def _act_row(one: Acted) -> list[object]:
    article = one.article
    return [article.published, article.outlet, one.actor, one.act.act, one.words, one.object, article.title, article.url,
            article.id]  # fmt: skip


def _disagreement_row(one: Disagreement) -> list[object]:
    sides = " ≠ ".join(f"{side.value} ({side.article})" for side in one.sides)
    return [one.story, one.kind, one.fact, one.verdict, sides, one.id]


def _set_aside_row(one: SetAside) -> list[object]:
    return [one.where, one.reason, one.detail]


#: The columns of each kind of record, and how a row is made of one; statements and stories as in an export.
TABLES: dict[type, tuple[Sequence[str], Callable[[Any], list[object]]]] = {
    Said: (_columns("statements"), lambda one: _cells("statements", statement_row(one))),
    Hit: (("published", "outlet", "title", "speaker", "words", "url", "article", "statement"), _hit_row),
    Story: (_columns("stories"), lambda one: _cells("stories", story_row(one))),
    Acted: (("published", "outlet", "actor", "act", "words", "object", "title", "url", "article"), _act_row),
    Disagreement: (("story", "kind", "fact", "verdict", "sides", "disagreement"), _disagreement_row),
    SetAside: (("where", "reason", "detail"), _set_aside_row),
}


def write_table(records: Iterable[Any], kind: type) -> str:
    """Records of one kind as CSV, with the mark (U+FEFF) that spreadsheets know UTF-8 by.

    A cell that begins as a formula does gets an apostrophe before it. Raises KeyError for a kind that has no table.
    """
    columns, row = TABLES[kind]
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    table = csv.writer(out)
    table.writerow(columns)
    for record in records:
        table.writerow([safe_cell(value) for value in row(record)])
    return out.getvalue()


__all__ = ["TABLES", "cell", "safe_cell", "write_table"]
