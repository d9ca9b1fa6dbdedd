"""Copying a library into another database, row by row, and holding the copy against it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice

from musnad.store import schema
from musnad.store.connection import Connection
from musnad.store.database import Database
from musnad.store.errors import LibraryError

#: Rows that are in memory at a time.
_BATCH = 256


def copy_library(source: Database, target: Database) -> dict[str, int]:
    """Copy all tables of a library, as it stands now, into an empty one, make its search index, and verify it: all in one
    transaction, which leaves nothing where it is stopped. Rows by table. Raises LibraryError."""
    if source.version != target.version:
        raise LibraryError("older", f"{source.path} and {target.path} are of different versions: run `musnad library migrate`")
    with source.reading() as there, target.write() as here:
        if any(here.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in table_names() if table != "library"):
            raise LibraryError("query", f"{target.path} has something in it: copy into one that is not there yet", target.path)
        here.execute("DELETE FROM library")
        copied = {table: _copy_table(there, here, table) for table in table_names()}
        target.settle(here)
        here.index.make_again(here)
        schema.note_index_version(here)
        for table, (rows, digest) in copied.items():
            if _digest(here, table) != (rows, digest):
                what = f"the table {table} of {target.path} is not what {source.path} has: nothing was copied"
                raise LibraryError("corrupt", what, target.path)
        return {table: rows for table, (rows, _) in copied.items()}


def table_names() -> list[str]:
    """The library's tables, each behind those that its rows point to."""
    return [name for script in schema.scripts(0) for name in re.findall(r"^CREATE TABLE (\w+)", script, re.MULTILINE)]


def _copy_table(there: Connection, here: Connection, table: str) -> tuple[int, int]:
    """Copy one table: how many rows, and their digest."""
    columns = sorted(there.columns(table))
    insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    rows = iter(there.stream(f"SELECT {', '.join(columns)} FROM {table}{_order(table)}"))
    count, digest = 0, 0
    while batch := list(islice(rows, _BATCH)):
        here.executemany(insert, batch)
        count += len(batch)
        digest = sum(map(_hash, batch), digest) % 2**64
    return count, digest


def _order(table: str) -> str:
    """Corrections point to earlier ones."""
    return " ORDER BY n" if table == "correction" else ""


def _digest(connection: Connection, table: str) -> tuple[int, int]:
    """How many rows a table has, and a sum over them that no order changes."""
    count, digest = 0, 0
    for row in _rows(connection, table):
        count += 1
        digest = (digest + _hash(row)) % 2**64
    return count, digest


def _rows(connection: Connection, table: str) -> Iterator[tuple[object, ...]]:
    yield from connection.stream(f"SELECT {', '.join(sorted(connection.columns(table)))} FROM {table}")


def _hash(row: tuple[object, ...]) -> int:
    return int.from_bytes(hashlib.blake2b(repr(row).encode("utf-8", "backslashreplace"), digest_size=8).digest())


__all__ = ["copy_library", "table_names"]
