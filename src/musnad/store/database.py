"""An open library, whichever database keeps it: one writer in turn, readers beside it, a connection for each thread."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Literal, TypeAlias

from musnad.store.connection import Connection
from musnad.store.errors import LibraryError

Mode: TypeAlias = Literal["create", "write", "read"]
Tell: TypeAlias = Callable[[str], None]


def silent(message: str) -> None:
    """Tell nobody."""


class Database(ABC):
    """An open library. `mode` is ``create`` (made where missing), ``write`` or ``read``.

    `path` names it for people, `address` opens it again. `wait` is how many seconds a second writer waits for its turn;
    `tell` gets a line when it waits, and when an older library is brought forward. Raises LibraryError.
    """

    def __init__(self, path: str, address: str, *, read_only: bool, wait: float, tell: Tell) -> None:
        self.path, self.address = path, address
        self.read_only = read_only
        self.wait = wait
        self.tell = tell
        self._connections: dict[int, Connection] = {}
        self._lock = threading.RLock()
        self._closed = self._writing = False

    @property
    def connection(self) -> Connection:
        """This thread's connection."""
        if self._closed:
            raise LibraryError("closed", f"the library {self.path} is closed: open it again", self.path)
        me = threading.get_ident()
        found = self._connections.get(me)
        if found is not None and not self._lives(found):
            found.close()
            found = None
        if found is None:
            found = self._connections[me] = self._connect()
        return found

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the library as it stands now until the block ends, whatever a writer does
        meanwhile."""
        connection = self.connection
        with self.told():
            if connection.in_transaction:
                yield connection
                return
            self._begin_reading(connection)
            end = "ROLLBACK"
            try:
                yield connection
                end = "COMMIT"
            finally:
                if connection.in_transaction:
                    connection.execute(end)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction: all of the block is kept when it ends, nothing when it raises.

        Waits for its turn behind other writers, and says so. Raises LibraryError where that takes too long.
        """
        if self.read_only:
            raise LibraryError(
                "read-only",
                f"the library {self.path} is open for reading only: change its permissions or copy it",
                self.path,
            )
        with self._lock, self.told():
            connection = self.connection
            if self._writing:  # a part of a larger write
                yield connection
                return
            if connection.in_transaction:
                raise RuntimeError("writing inside a block that reads: what it read may be old by now")
            self._begin_writing(connection)
            self._writing = True
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._writing = False

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            self._forget()
            self._closed = True

    @property
    @abstractmethod
    def version(self) -> int:
        """The version of the library's schema."""

    @abstractmethod
    def size(self) -> int:
        """Bytes that the library takes."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What is wrong with the database itself, a line each: pages, references between rows."""

    @abstractmethod
    def copy_to(self, target: str) -> None:
        """Copy the library, as it stands, to a new file of SQLite, while others read and write. Raises LibraryError."""

    @abstractmethod
    def shrink(self) -> None:
        """Give unused space back. Raises LibraryError where another program does not let go."""

    @abstractmethod
    def settle(self, connection: Connection) -> None:
        """After rows that brought numbers of their own: see to it that the next rows get others."""

    @abstractmethod
    def limited(self, seconds: float) -> AbstractContextManager[None]:
        """Inside the block, this thread's questions end when the time is up. Raises TooSlow then."""

    @abstractmethod
    def told(self) -> AbstractContextManager[None]:
        """Turn the database's errors inside the block into LibraryError where they tell of it and not of our code."""

    @abstractmethod
    def _connect(self) -> Connection:
        """A new connection."""

    @abstractmethod
    def _begin_reading(self, connection: Connection) -> None:
        """Begin a transaction that sees the library as it stands."""

    @abstractmethod
    def _begin_writing(self, connection: Connection) -> None:
        """Begin to write as soon as no other program writes. Raises LibraryError where that takes too long."""

    def _lives(self, _: Connection) -> bool:
        """Whether a connection can still be used."""
        return True

    def _forget(self) -> None:
        """Close all connections."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()


__all__ = ["Database", "Mode", "Tell", "silent"]
