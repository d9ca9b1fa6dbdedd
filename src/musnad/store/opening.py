"""Opening a library by its name: the path of a file, or the address of a database of PostgreSQL."""

from __future__ import annotations

import os

from musnad.store.database import Database, Mode, Tell, silent
from musnad.store.errors import LibraryError
from musnad.store.frames import MissingExtra, extra
from musnad.store.sqlite import SqliteDatabase

#: How the address of a library in PostgreSQL begins.
SCHEMES = ("postgresql://", "postgres://")


def open_database(path: str | os.PathLike[str], mode: Mode = "create", *, wait: float = 60, tell: Tell = silent) -> Database:
    """Open the library that a path or an address names. Raises LibraryError."""
    name = os.fspath(path)
    if not name.startswith(SCHEMES):
        return SqliteDatabase(path, mode, wait=wait, tell=tell)
    try:
        extra("pg8000", "postgres")
    except MissingExtra as error:
        raise LibraryError("unreadable", f"a library in PostgreSQL needs its driver: {error}") from error
    from musnad.store.postgres import PostgresDatabase

    return PostgresDatabase(name, mode, wait=wait, tell=tell)


__all__ = ["SCHEMES", "open_database"]
