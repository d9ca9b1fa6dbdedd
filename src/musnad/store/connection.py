"""What the library asks of a database, whichever it is: statements in SQL, and a search index.

SQL is written once, in what SQLite and PostgreSQL both take: parameters are ``?``, ``?1`` or ``:name``; numbers for true and
false; ``ON CONFLICT``; ``NULLS FIRST`` or ``LAST`` where a column that is sorted by may be empty. What is
left to say differently is said in `musnad.store.postgres_sql`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from musnad.store.answers import Unit
from musnad.store.wanted import Wanted

#: Words as they are written, which answer single words; stems without clitics, which answer phrases.
Kind: TypeAlias = Literal["word", "stem"]


class Cursor(Protocol):
    """The rows that a statement gave, each once."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        ...

    def __iter__(self) -> Iterator[Any]: ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        ...


class Lookup(NamedTuple):
    """How an index is asked, as parts of a query: a table with its name in the query, the column of numbers, a condition,
    and what to sort by for the likeliest first (empty where these words know no order); `asked` is the one parameter of the
    condition, and of the order where `ranked_by` has a ``?``. `join` ties further tables to it."""

    table: str
    key: str
    condition: str
    asked: str
    ranked_by: str
    join: str = "JOIN"
    #: Whether the index gives nothing that has not the words: else the text is to be looked at.
    exact: bool = True


class SearchIndex(Protocol):
    """The words of articles and statements, by the numbers that grow with the time."""

    def lookup(self, connection: Connection, unit: Unit, kind: Kind, wanted: Sequence[Wanted]) -> Lookup | None:
        """How to ask for what has all terms; None where the terms leave nothing to ask for. By stems also things that do not
        have them."""
        ...

    def put(self, connection: Connection, unit: Unit, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add numbers with their words and stems, a blank between them."""
        ...

    def take_article(self, connection: Connection, article: int) -> None:
        """Take out the words of an article, by its row's number, as they are in the tables."""
        ...

    def take_statements(self, connection: Connection, article: int) -> None:
        """Take out the words of an article's statements, as they are in the tables."""
        ...

    def make_again(self, connection: Connection) -> None:
        """Make the whole index anew from the tables."""
        ...

    def tidy(self, connection: Connection) -> None:
        """Bring what was added in steps together."""
        ...

    def count(self, connection: Connection, unit: Unit, kind: Kind) -> int:
        """How many articles or statements are indexed."""
        ...

    def is_true(self, connection: Connection, unit: Unit, kind: Kind) -> bool:
        """Whether the index has just the words of the tables."""
        ...

    def count_words(self, connection: Connection) -> None:
        """Add to the empty vocabulary how many articles each word stands in."""
        ...


class Connection(Protocol):
    """A connection of one thread."""

    @property
    def place(self) -> str:
        """Which library this is, for people: no password in it."""
        ...

    @property
    def index(self) -> SearchIndex:
        """The search index."""
        ...

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        ...

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), /) -> Cursor:
        """Run one statement."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row of parameters."""
        ...

    def stream(self, sql: str, parameters: Sequence[Any] = (), /) -> Iterable[Any]:
        """The rows of a query as they are found, so that nobody waits for those that are not looked at."""
        ...

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...

    def seen_others(self) -> object:
        """Inside a write: what changes as soon as another program has written."""
        ...


def numbers_of(found: Lookup) -> str:
    """A query for the numbers of everything that is found; its parameter is `Lookup.asked`."""
    return f"SELECT {found.key} FROM {found.table} WHERE {found.condition}"


__all__ = ["Connection", "Cursor", "Kind", "Lookup", "SearchIndex", "numbers_of"]
