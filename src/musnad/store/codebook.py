"""The codebook beside tables: what each table and each of its columns means, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from musnad.records import Record
from musnad.store.rows import columns_in

_HEAD = ("| column | type | may be empty | meaning |", "|---|---|---|---|")


def codebook_json(tables: Mapping[str, type[Record]]) -> bytes:
    """Tables, a name and the record of a row each, with their columns, types and meanings, as JSON."""
    data = [{"table": name, "meaning": row.__doc__, "columns": columns_in(row)} for name, row in tables.items()]
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def codebook_markdown(tables: Mapping[str, type[Record]], layout: str = "") -> str:
    """The same as Markdown; `layout` says how the tables lie."""
    return "\n".join(_lines(tables, layout)) + "\n"


def _lines(tables: Mapping[str, type[Record]], layout: str) -> Iterator[str]:
    yield from ("# Codebook", "", "Offsets are code points, half-open. Columns of type texts hold several values in order.")
    if layout:
        yield layout
    for name, row in tables.items():
        yield from ("", f"## {name}", "", f"{row.__doc__}", "", *_HEAD)
        for one in columns_in(row):
            yield f"| `{one.name}` | {one.type} | {'yes' if one.optional else ''} | {one.meaning} |"


__all__ = ["codebook_json", "codebook_markdown"]
