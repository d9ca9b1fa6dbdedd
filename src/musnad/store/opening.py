"""Opening a library by the name of its file."""

from __future__ import annotations

import os

from musnad.store.database import Database, Mode, Tell, silent
from musnad.store.sqlite import SqliteDatabase


def open_database(path: str | os.PathLike[str], mode: Mode = "create", *, wait: float = 60, tell: Tell = silent) -> Database:
    """Open the library that a path names. Raises LibraryError."""
    return SqliteDatabase(path, mode, wait=wait, tell=tell)


__all__ = ["open_database"]
