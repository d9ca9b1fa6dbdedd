"""A connection to PostgreSQL that takes the library's SQL, and says in one line what went wrong."""

from __future__ import annotations

import re
import select
import socket
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from pg8000.exceptions import DatabaseError, InterfaceError
from pg8000.native import Connection as Driver
from pg8000.native import PreparedStatement

from musnad.store.errors import LibraryError, Refused, TooSlow, Trouble
from musnad.store.postgres_index import TsVectors
from musnad.store.postgres_sql import of_many_rows, translate

#: Statements that are kept prepared.
_PREPARED = 500
#: Rows of one INSERT: so many, or as many as are left; few lengths, since each is a statement of its own.
_ROWS = (256, 64, 16)
#: Rows that a stream fetches at a time: at first, and at most.
_FIRST, _FETCHED = 32, 1_000
#: PostgreSQL's text cannot hold the character NUL; it is written as two others, and they, where they stand in a text, too.
_MARK = "\ufdd0"
_MARKED = re.compile(f"{_MARK}([01])")
_TEXTS, _NUMERIC = (25, 1043, 18, 19, 705), 1700
#: What codes of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html), or their beginnings, mean.
_CODES: dict[str, Trouble] = {
    "08": "away", "57P": "away", "53300": "away", "53100": "full", "53": "full", "58": "disk", "XX": "corrupt",
    "25006": "read-only", "42501": "read-only", "28": "unreadable", "3D000": "missing", "55P03": "locked", "40": "locked",
}  # fmt: skip
#: Beginnings of codes that say that a row is too large, or of no use as it is.
_REFUSED = ("54", "22")
_ADVICE: dict[Trouble, str] = {
    "away": "the server of the library {path} cannot be reached, or went away ({detail}): what was acknowledged is kept; try "
    "again when it is there",
    "full": "the server of the library {path} has no room left ({detail}): free some; what was acknowledged is kept",
    "disk": "the disk failed under {path} ({detail}): see the server's log",
    "corrupt": "the library {path} is damaged ({detail}): see the server's log, put back a backup",
    "read-only": "the library {path} cannot be written ({detail}): open it as a user who may",
    "unreadable": "the library {path} cannot be opened ({detail}): check user and password",
    "missing": "there is no database for the library {path} ({detail}): make it with `createdb`",
    "locked": "the library {path} is in use by another program that does not let go ({detail}); try again when it has ended",
}


class PgCursor:
    """The rows that a statement gave, and how many it changed."""

    def __init__(self, rows: Sequence[Sequence[Any]], changed: int) -> None:
        self._rows = iter(rows)
        self.rowcount = changed

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return map(tuple, self._rows)

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row, or None."""
        return next(iter(self), None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows that are left."""
        return list(self)


class PgConnection:
    """A connection of one thread (see `musnad.store.connection.Connection`)."""

    index = TsVectors()

    def __init__(self, driver: Driver, place: str, plug: socket.socket) -> None:
        self.place = place
        self._plug = plug
        self.in_transaction = self.broken = False
        #: The moment (`time.monotonic`) at which questions of this connection end.
        self.deadline: float | None = None
        self._driver = driver
        self._prepared: OrderedDict[str, _Prepared] = OrderedDict()
        self._streams: set[str] = set()
        self._last_transaction, self._others = 0, 0
        driver.register_out_adapter(str, _written)
        driver.register_out_adapter(bool, lambda value: "1" if value else "0")
        for oid in _TEXTS:
            driver.register_in_adapter(oid, _read)
        driver.register_in_adapter(_NUMERIC, float)

    @property
    def lives(self) -> bool:
        """Whether the connection can be used, as far as can be told without asking: a server that ended has hung up."""
        if self.broken or self.in_transaction or self._plug.fileno() < 0:  # under TLS the plug is another one's
            return not self.broken
        try:
            return not select.select([self._plug], [], [], 0)[0]
        except ValueError:  # more files are open than `select` can tell of
            return True

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), /) -> PgCursor:
        """Run one statement. Raises LibraryError where the server does not do as it should, TooSlow."""
        ending = sql in ("COMMIT", "ROLLBACK")
        if not ending and self.deadline is not None and time.monotonic() > self.deadline:
            raise TooSlow(self.place)
        statement = translate(sql)
        values = statement.values(parameters)
        if ending:
            self.in_transaction = False
        try:
            cursor = self._run(statement.sql, values)
        except DatabaseError as error:
            clear = self._explained(error)
            if clear is None:
                raise
            raise clear from error
        except (InterfaceError, OSError) as error:
            self.broken, self.in_transaction = True, False
            raise away(str(error), self.place) from error
        except BaseException:  # Ctrl-C in the middle of an answer: whose answer would the next one be?
            self.broken, self.in_transaction = True, False
            raise
        if sql.startswith("BEGIN"):
            self.in_transaction = True
        return cursor

    def _run(self, sql: str, values: dict[str, Any]) -> PgCursor:
        if self.broken:
            raise InterfaceError("the connection is broken")
        if not values or "@@" in sql:  # how many have a word depends on the word: such a question is planned each time
            rows = self._driver.run(sql, **values)
            return PgCursor(rows or (), self._driver.row_count)
        prepared = self._prepared.get(sql)
        if prepared is None:
            prepared = self._prepared[sql] = _Prepared(self._driver, sql)
            if len(self._prepared) > _PREPARED:
                self._prepared.popitem(last=False)[1].close()
        self._prepared.move_to_end(sql)
        return PgCursor(prepared.run(**values) or (), prepared.row_count)

    def _explained(self, error: DatabaseError) -> Exception | None:
        facts = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
        code = str(facts.get("C", ""))
        if code == "57014" and self.deadline is not None:
            return TooSlow(self.place)
        if code.startswith(_REFUSED):
            return Refused(str(facts.get("M", error)))
        clear = explained(code, str(facts.get("M", error)), self.place)
        if clear is not None and clear.trouble == "away":
            self.broken, self.in_transaction = True, False
        return clear

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> None:
        """Run one statement for each row of parameters; many rows are inserted by few statements."""
        rows = list(parameters)
        while rows:
            size = next((size for size in _ROWS if size <= len(rows)), len(rows))
            together = of_many_rows(sql, size)
            if together is None:
                size = 1
            self.execute(together or sql, [value for row in rows[:size] for value in row])
            del rows[:size]

    def stream(self, sql: str, parameters: Sequence[Any] = (), /) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they are found; inside a transaction without waiting for those that are not looked at."""
        if not self.in_transaction:
            yield from self.execute(sql, parameters)
            return
        name, size = next(name for name in map("c{}".format, count()) if name not in self._streams), _FIRST
        self._streams.add(name)
        self.execute(f"DECLARE {name} CURSOR FOR {sql}", parameters)
        try:
            while rows := self.execute(f"FETCH {size} FROM {name}").fetchall():
                yield from rows
                size = min(2 * size, _FETCHED)
        finally:
            self._streams.discard(name)
            if self.in_transaction and not self.broken:
                self.execute(f"CLOSE {name}")

    def columns(self, table: str) -> list[str]:
        """See `musnad.store.connection.Connection`."""
        query = """SELECT column_name::text FROM information_schema.columns
                   WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position"""
        return [row[0] for row in self.execute(query, (table,))]

    def seen_others(self) -> object:
        """Transactions that write are numbered in one row: where the last number was not this connection's, others wrote."""
        number = self.execute("SELECT txid_current()").fetchone()[0]  # type: ignore[index]
        if number != self._last_transaction + 1:
            self._others += 1
        self._last_transaction = number
        return self._others

    def close(self) -> None:
        """End the connection."""
        self.broken, self.in_transaction = True, False
        try:
            self._driver.close()
        except (InterfaceError, OSError):
            return


class _Prepared(PreparedStatement):  # type: ignore[misc]
    """A prepared statement that tells how many rows it changed."""

    @property
    def row_count(self) -> int:
        """How many rows the last run changed."""
        return int(self._context.row_count)


def explained(code: str, detail: str, path: str) -> LibraryError | None:
    """The library's error for one of PostgreSQL's, or None for a fault of our own (a wrong statement, say)."""
    trouble = next((_CODES[code[:size]] for size in (5, 3, 2) if code[:size] in _CODES), None)
    return LibraryError(trouble, _ADVICE[trouble].format(path=path, detail=detail), path) if trouble else None


def away(detail: str, path: str) -> LibraryError:
    """The error that says that the server cannot be reached."""
    return LibraryError("away", _ADVICE["away"].format(path=path, detail=detail), path)


def _written(text: str) -> str:
    if "\0" not in text and _MARK not in text:
        return text
    return text.replace(_MARK, f"{_MARK}1").replace("\0", f"{_MARK}0")


def _read(text: str) -> str:
    return _MARKED.sub(lambda match: "\0" if match[1] == "0" else _MARK, text) if _MARK in text else text


__all__ = ["PgConnection", "PgCursor", "away", "explained"]
