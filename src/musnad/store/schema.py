"""The schema's version, and the way forward from older ones: plain SQL files, one a step."""

from __future__ import annotations

import re
import sqlite3
from importlib.resources import files

from musnad.store.connection import Connection
from musnad.store.words import INDEX_VERSION

#: Marks the file as a Musnad library ("MSND"; shown by `file`, SQLite's application_id).
APPLICATION = 0x4D534E44


def latest() -> int:
    """The schema version that this Musnad writes: the number of its last migration."""
    return max(int(name[:4]) for name in _migration_files())


def version_of(connection: Connection) -> int:
    """The schema version of an open file; 0 is an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def application_of(connection: Connection) -> int:
    """Which program an open file says that it belongs to."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def bring_forward(connection: Connection) -> None:
    """Run the missing migrations inside the transaction that is open; the file is then of the latest version."""
    have = version_of(connection)
    for name in _migration_files():
        if int(name[:4]) > have:
            _run(connection, name)
    if have == 0:
        make_search_tables(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {latest()}")


def make_search_tables(connection: Connection) -> None:
    """Make the search index, empty, and note by which rules its words are cut."""
    _run(connection, "search.sql")
    note_index_version(connection)


def note_index_version(connection: Connection) -> None:
    """Note by which rules the words of the search index are cut."""
    connection.execute(
        "INSERT INTO library (name, value) VALUES ('index_version', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (INDEX_VERSION,),
    )


def drop_search_tables(connection: Connection) -> None:
    """Take the search index out; the tables that it was made from stay."""
    for unit in ("article", "statement"):
        connection.execute(f"DROP TABLE IF EXISTS {unit}_word_counts")
        connection.execute(f"DROP TABLE IF EXISTS {unit}_word_index")
        connection.execute(f"DROP TABLE IF EXISTS {unit}_stem_index")
        connection.execute(f"DROP VIEW IF EXISTS {unit}_words")


def _migration_files() -> list[str]:
    folder = files("musnad").joinpath("store", "migrations")
    return sorted(entry.name for entry in folder.iterdir() if re.fullmatch(r"\d{4}\.sql", entry.name))


def scripts(have: int) -> list[str]:
    """The migrations that a library of version `have` lacks (0: all), as SQL."""
    folder = files("musnad").joinpath("store", "migrations")
    return [folder.joinpath(name).read_text(encoding="utf-8") for name in _migration_files() if int(name[:4]) > have]


def _run(connection: Connection, name: str) -> None:
    """Run one SQL file statement by statement: `executescript` would commit the open transaction."""
    script = files("musnad").joinpath("store", "migrations", name).read_text(encoding="utf-8")
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if ";" in line and sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


__all__ = [
    "APPLICATION", "application_of", "bring_forward", "drop_search_tables", "latest", "make_search_tables", "note_index_version",
    "scripts", "version_of",
]  # fmt: skip
