"""One clear line for everything that can go wrong with a library's file: what, where, what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

Trouble: TypeAlias = Literal[
    "missing", "missing-folder", "unreadable", "read-only", "not-a-library", "corrupt", "older", "newer", "locked",
    "full", "disk", "away", "unknown-id", "closed", "query",
]  # fmt: skip


class LibraryError(Exception):
    """The library cannot do what was asked; the message is one line, `trouble` its code, `path` the file."""

    def __init__(self, trouble: Trouble, message: str, path: str = "") -> None:
        super().__init__(" ".join(message.split()))
        self.trouble: Trouble = trouble
        self.path = path


class Refused(Exception):
    """The database does not take a row as it is, too large for an index, say; the message says why."""


class TooSlow(Exception):
    """A question took longer than it may; `args` has the library's path."""


_ADVICE: dict[Trouble, str] = {
    "read-only": "the library {path} cannot be written, the file or its folder is read-only: change that, or copy it",
    "not-a-library": "{path} is no Musnad library: name another file with --library",
    "corrupt": "the library {path} is damaged ({detail}): put back a backup; `musnad library check` tells more",
    "locked": "the library {path} is in use by another program that does not let go; try again when it has ended",
    "full": "no room left for the library {path}: free some and try again; what was acknowledged is kept",
    "disk": "the disk failed under {path} ({detail}): check the disk, then run `musnad library check`",
    "unreadable": "the library {path} cannot be opened: check that it is a file that you may read",
}

#: SQLite's primary error codes (https://www.sqlite.org/rescode.html) by the trouble that they mean.
_CODES: dict[int, Trouble] = {
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_NOTADB: "not-a-library",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CANTOPEN: "unreadable",
}


def explain_error(error: sqlite3.Error, path: str) -> LibraryError | None:
    """The library's error for one of SQLite's, or None for a fault of our own (a wrong statement, say)."""
    code = getattr(error, "sqlite_errorcode", None)
    trouble = _CODES.get(code & 0xFF) if isinstance(code, int) else None
    if trouble is None:
        return None
    if code == sqlite3.SQLITE_IOERR_WRITE:  # a quota or a limit on file sizes shows itself like this
        trouble = "full"
    return LibraryError(trouble, _ADVICE[trouble].format(path=path, detail=error), path)


@contextmanager
def told_clearly(path: str) -> Iterator[None]:
    """Turn SQLite's errors inside the block into LibraryError where they tell of the file and not of our code."""
    try:
        yield
    except sqlite3.Error as error:
        clear = explain_error(error, path)
        if clear is None:
            raise
        raise clear from error


__all__ = ["LibraryError", "Refused", "TooSlow", "Trouble", "explain_error", "told_clearly"]
