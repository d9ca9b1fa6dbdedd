"""Parquet files of articles: a row an article, columns by their names as in CSV; read a row group at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from musnad.page.defaults import Defaults
from musnad.page.lines import COLUMNS, article_of_row, field_of
from musnad.records import Article, SetAside
from musnad.settings import Settings

#: Rows that are in memory at once.
_ROWS = 256


def read_parquet(stream: IO[bytes], where: str, defaults: Defaults, settings: Settings) -> Iterator[Article | SetAside]:
    """Articles of a Parquet file; a row that gives none is set aside, and so is the rest of a file that is damaged.

    Columns that no field is known for are passed over. Needs pyarrow.
    """
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ModuleNotFoundError:
        yield SetAside(where=where, reason="unreadable", detail="Parquet needs pyarrow: pip install 'musnad[batch]'")
        return
    number = 0
    try:
        file = parquet.ParquetFile(stream)
        fields = _fields(file.schema_arrow.names, defaults)
        if "text" not in fields.values():
            detail = f"no column of texts; name one of them {', '.join(n for n, f in COLUMNS.items() if f == 'text')}"
            yield SetAside(where=where, reason="no-text", detail=detail)
            return
        for batch in file.iter_batches(batch_size=_ROWS, columns=list(fields)):
            for row in batch.to_pylist():
                number += 1
                yield _article(row, fields, f"{where}:{number}", (defaults, settings))
    except (arrow.ArrowException, OSError) as error:
        told = str(error).partition("\n")[0]
        detail = f"the Parquet file is damaged behind row {number} ({told}); fetch it anew"
        yield SetAside(where=where, reason="damaged", detail=detail)


def _fields(columns: list[str], defaults: Defaults) -> dict[str, str]:
    """The columns that give fields; where two give one, the one of its own name."""
    given = dict(defaults.columns)
    known = {name: field_of(name, given) for name in columns}
    taken = set(columns)
    return {
        name: field for name, field in known.items()
        if field in COLUMNS.values() and (name == field or name in given or field not in taken)
    }  # fmt: skip


def _article(row: dict[str, Any], fields: dict[str, str], place: str, how: tuple[Defaults, Settings]) -> Article | SetAside:
    values = {fields[name]: _plain(value) for name, value in row.items() if value is not None}
    if not isinstance(values.get("text"), str) or not values["text"]:
        return SetAside(where=place, reason="no-text", detail="the row has no text")
    return article_of_row(values, place, *how, {})


def _plain(value: Any) -> Any:
    """A cell as JSON would have it: days and moments as ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else value


__all__ = ["read_parquet"]
