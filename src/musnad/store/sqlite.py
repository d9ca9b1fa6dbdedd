"""The library's file: opening it, one writer in turn, readers beside it, clear errors.

SQLite in WAL mode with ``synchronous=FULL``: when a write transaction has ended, its rows survive a crash and a power
cut, and readers are never held up. Connections belong to threads; a `Database` may be shared by threads.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from musnad.store import schema
from musnad.store.connection import Connection
from musnad.store.database import Database, Mode, Tell, silent
from musnad.store.errors import LibraryError, TooSlow, explain_error, told_clearly
from musnad.store.sqlite_index import Fts5
from musnad.store.words import index_stems, index_words

#: Seconds between two attempts to get the writer's turn, and seconds of waiting after which that is said, and said
#: again.
_RETRY, _SAY_AFTER = 0.02, 2.0
#: SQLite asks whether time is up each time that it has done so many steps (some 50 µs).
_STEPS = 5_000


class SqliteConnection(sqlite3.Connection):
    """A connection to the file of a library."""

    index = Fts5()
    place = ""

    def stream(self, sql: str, parameters: Sequence[Any] = (), /) -> sqlite3.Cursor:
        """SQLite finds rows as they are asked for."""
        return self.execute(sql, parameters)

    def columns(self, table: str) -> list[str]:
        """See `musnad.store.connection.Connection`."""
        return [row[1] for row in self.execute(f"PRAGMA table_info({table})")]

    def seen_others(self) -> object:
        """See `musnad.store.connection.Connection`."""
        return self.execute("PRAGMA data_version").fetchone()[0]


class SqliteDatabase(Database):
    """An open library file (see `musnad.store.database.Database`)."""

    def __init__(self, path: str | os.PathLike[str], mode: Mode = "create", *, wait: float = 60, tell: Tell = silent) -> None:
        whole = str(Path(path).absolute())
        super().__init__(whole, whole, read_only=mode == "read" or not _writable(Path(whole)), wait=wait, tell=tell)
        self._immutable = False
        _check_place(Path(self.path), mode)
        with told_clearly(self.path):
            self._open(mode)

    def _open(self, mode: Mode) -> None:
        try:
            self._check_file(mode)
        except (LibraryError, sqlite3.Error):
            self.close()
            raise

    def _check_file(self, mode: Mode) -> None:
        """Make or bring forward what is to be, refuse what is no library of ours."""
        connection = self._first_connection()
        version, application = schema.version_of(connection), schema.application_of(connection)
        if version == 0 and application == 0 and _is_empty(connection):
            if mode != "create" or self.read_only:
                raise LibraryError("not-a-library", f"{self.path} is empty: add articles with `musnad add`", self.path)
            self._make(connection)
        elif application != schema.APPLICATION:
            raise LibraryError(
                "not-a-library", f"{self.path} belongs to another program: name another file with --library", self.path
            )
        elif version > schema.latest():
            raise LibraryError(
                "newer",
                f"the library {self.path} was written by a newer Musnad (its version {version}, this one knows "
                f"{schema.latest()}): install that Musnad, or name another file",
                self.path,
            )
        elif version < schema.latest():
            self._bring_forward(connection, version)

    def _first_connection(self) -> Connection:
        """Connect and touch the file; fall back to reading where it cannot be written."""
        try:
            connection = self.connection
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError as error:
            clear = explain_error(error, self.path)
            if clear is None or clear.trouble not in ("read-only", "unreadable"):
                raise
            self._forget()
            self.read_only = self._immutable = True
            connection = self.connection
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return connection

    def _make(self, connection: Connection) -> None:
        """Make the tables of a new library."""
        _retry_busy(lambda: connection.execute("PRAGMA journal_mode = WAL"), self.wait)
        with self.write() as made:
            if schema.version_of(made) == 0:  # another program may have been faster
                schema.bring_forward(made)
                made.execute("INSERT INTO library VALUES ('created', strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'))")

    def _bring_forward(self, connection: Connection, version: int) -> None:
        """Bring an older library to this version, after a backup beside it."""
        if self.read_only:
            raise LibraryError(
                "older",
                f"{self.path} was written by an older Musnad (its version {version}): run `musnad library migrate`",
                self.path,
            )
        backup = f"{self.path}.version-{version}.backup"
        copy_file(cast(SqliteConnection, connection), backup)
        self.tell(f"the library {self.path} is brought from version {version} to {schema.latest()}; backup: {backup}")
        with self.write() as older:
            if schema.version_of(older) < schema.latest():
                schema.bring_forward(older)

    def _connect(self) -> SqliteConnection:
        kind = "mode=ro&immutable=1" if self._immutable else "mode=ro" if self.read_only else "mode=rwc"
        connection = sqlite3.connect(
            f"file:{quote(self.path)}?{kind}", uri=True, isolation_level=None, timeout=5, check_same_thread=False,
            cached_statements=256, factory=SqliteConnection,
        )  # fmt: skip
        connection.place = self.path
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -32000")  # 32 MB
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        connection.create_function("musnad_words", 2, index_words, deterministic=True)
        connection.create_function("musnad_stems", 2, index_stems, deterministic=True)
        return connection

    def _begin_reading(self, connection: Connection) -> None:
        connection.execute("BEGIN")

    @property
    def version(self) -> int:
        """See `Database`."""
        return schema.version_of(self.connection)

    def size(self) -> int:
        """Bytes of the file and its log."""
        return sum(os.path.getsize(path) for path in (self.path, f"{self.path}-wal") if os.path.exists(path))

    def faults(self) -> list[str]:
        """See `Database`."""
        connection = self.connection
        problems = [f"file: {row[0]}" for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        if problems:  # what follows would only fall over the same
            return problems
        broken = list(islice(connection.execute("PRAGMA foreign_key_check"), 20))
        return [f"table {row[0]}, row {row[1]}: points to a row of {row[2]} that is not there" for row in broken]

    def settle(self, connection: Connection) -> None:
        """See `Database`: SQLite numbers rows behind the last one by itself."""

    def copy_to(self, target: str) -> None:
        """See `Database`."""
        copy_file(cast(SqliteConnection, self.connection), target)

    def shrink(self) -> None:
        """See `Database`."""
        self._outside("VACUUM")
        self._outside("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """See `Database`."""
        end = time.monotonic() + seconds
        connection = cast(SqliteConnection, self.connection)
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise TooSlow(self.path) from error
        finally:
            connection.set_progress_handler(None, 0)

    def told(self) -> AbstractContextManager[None]:
        """See `Database`."""
        return told_clearly(self.path)

    def _outside(self, sql: str) -> None:
        """Do what SQLite allows outside a transaction only, when no other program writes. Raises LibraryError."""
        with self._lock, told_clearly(self.path):
            connection = self.connection
            _retry_busy(lambda: connection.execute(sql), self.wait)

    def _begin_writing(self, connection: Connection) -> None:
        started = said = time.monotonic()
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    now = time.monotonic()
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or now - started > self.wait:
                        raise
                    if now - said > _SAY_AFTER:
                        self.tell(f"another program is writing to {self.path}: waiting for its turn ({now - started:.0f} s)")
                        said = now
                    time.sleep(_RETRY)
        finally:
            connection.execute("PRAGMA busy_timeout = 5000")


def copy_file(connection: sqlite3.Connection, target: str) -> None:
    """Copy an open library, with what writers have committed, to a new file. Raises LibraryError where that exists."""
    if os.path.exists(target):
        raise LibraryError("disk", f"{target} is there already: name another file for the backup", target)
    part = f"{target}.part"
    copy = sqlite3.connect(part, isolation_level=None)
    try:
        with told_clearly(target):
            connection.backup(copy)
        copy.close()
        os.replace(part, target)
    except BaseException:
        copy.close()
        if os.path.exists(part):
            os.remove(part)
        raise


def _check_place(path: Path, mode: Mode) -> None:
    """Refuse at once what cannot be a library's file."""
    if path.is_dir():
        raise LibraryError("not-a-library", f"{path} is a folder: name a file in it with --library", str(path))
    if not path.exists():
        if not path.parent.is_dir():
            raise LibraryError("missing-folder", f"there is no folder {path.parent}: make it, or name another file", str(path))
        if mode != "create":
            raise LibraryError("missing", f"there is no library {path}: add articles with `musnad add`", str(path))
        if not os.access(path.parent, os.W_OK):
            raise LibraryError("read-only", f"the folder {path.parent} cannot be written: name another file", str(path))
    elif not os.access(path, os.R_OK):
        raise LibraryError("unreadable", f"the library {path} cannot be read: change its permissions", str(path))


def _writable(path: Path) -> bool:
    """Whether the file, where it exists, and its folder (which SQLite's log lies in) can be written."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _is_empty(connection: Connection) -> bool:
    return bool(connection.execute("SELECT count(*) = 0 FROM sqlite_schema").fetchone()[0])


def _retry_busy(act: Callable[[], object], wait: float) -> None:
    """Try again while another program holds the file, at most `wait` seconds."""
    started = time.monotonic()
    while True:
        try:
            act()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() - started > wait:
                raise
            time.sleep(_RETRY)


__all__ = ["SqliteConnection", "SqliteDatabase", "copy_file"]
