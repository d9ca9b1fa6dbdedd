"""Rows as tables of Apache Arrow, typed; pandas and polars take them from there. Needs pyarrow, an extra."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

from musnad.records import Record
from musnad.store.rows import Column, What, columns_of


class MissingExtra(ModuleNotFoundError):
    """A package that is installed only with an extra of Musnad's is not there; the message says how to get it."""

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(f"{module} is not installed; pip install 'musnad[{extra}]'", name=module)


def extra(module: str, name: str) -> Any:
    """A module that comes with the extra `name`. Raises MissingExtra."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise MissingExtra(error.name, name) from error


def arrow_schema(what: What, name: str = "export", notes: dict[str, str] | None = None) -> Any:
    """The Arrow schema of a table; each field has its meaning in its metadata, the schema has `notes` in its own. `name` is
    the extra that is told of where pyarrow is missing."""
    return schema_of(columns_of(what), name, notes)


def schema_of(columns: Sequence[Column], name: str = "export", notes: dict[str, str] | None = None) -> Any:
    """The same for any columns."""
    arrow = extra("pyarrow", name)
    fields = [
        arrow.field(column.name, _type(arrow, column), nullable=column.optional, metadata={"meaning": column.meaning})
        for column in columns
    ]
    return arrow.schema(fields, metadata=notes)


def _type(arrow: Any, column: Column) -> Any:
    types = {
        "text": arrow.string(), "texts": arrow.list_(arrow.string()), "date": arrow.date32(), "integer": arrow.int64(),
        "number": arrow.float64(), "truth": arrow.bool_(),
    }  # fmt: skip
    return types[column.type]


def arrow_batches(rows: Iterable[Record], schema: Any, size: int = 2_000) -> Iterator[Any]:
    """Rows as record batches of so many at most; only one is in memory."""
    arrow = extra("pyarrow", "export")
    going = iter(rows)
    while batch := list(islice(going, size)):
        yield arrow.record_batch([_values(arrow, batch, field) for field in schema], schema=schema)


def _values(arrow: Any, batch: Sequence[Record], field: Any) -> Any:
    values = [getattr(row, field.name) for row in batch]
    if field.type == arrow.float64():  # Arrow takes no whole number that a float has no exact place for
        values = [None if value is None else float(value) for value in values]
    return arrow.array(values, type=field.type)


def arrow_table(rows: Iterable[Record], what: What, name: str) -> Any:
    """All rows as one Arrow table."""
    schema = arrow_schema(what, name)
    return extra("pyarrow", name).Table.from_batches(arrow_batches(rows, schema), schema=schema)


def pandas_frame(rows: Iterable[Record], what: What) -> Any:
    """All rows as a DataFrame of pandas; days are timestamps, columns of several values hold lists."""
    extra("pandas", "pandas")
    return arrow_table(rows, what, "pandas").to_pandas(date_as_object=False)


def polars_frame(rows: Iterable[Record], what: What) -> Any:
    """All rows as a DataFrame of polars."""
    polars = extra("polars", "polars")
    return polars.from_arrow(arrow_table(rows, what, "polars"))


__all__ = [
    "MissingExtra", "arrow_batches", "arrow_schema", "arrow_table", "extra", "pandas_frame", "polars_frame", "schema_of",
]  # fmt: skip
