"""Writing articles and what they tell: identity, versions, rows for queries, the search index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple, TypeAlias

from musnad.records import Article, SetAside
from musnad.store import packing
from musnad.store.carry import lead_on
from musnad.store.connection import Connection
from musnad.store.entities import EntityBook, map_entities
from musnad.store.preparing import Prepared

Outcome: TypeAlias = Literal["added", "same", "new-version"]
#: Place of the time of publication in `Prepared.facts`.
_PUBLISHED = 4


@dataclass(slots=True)
class Writer:
    """Writes prepared articles inside one write transaction after another; `counts` gathers words for the
    vocabulary."""

    book: EntityBook = field(default_factory=EntityBook)
    makers: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def forget(self) -> None:
        """Forget what was remembered of the tables: they are not as they were."""
        self.book.forget()
        self.makers.clear()


def is_known(connection: Connection, article: Article | Prepared) -> bool:
    """Whether the library has this version of this article."""
    query = "SELECT 1 FROM article a JOIN version v ON v.article = a.n WHERE a.id = ? AND v.version = ?"
    return connection.execute(query, (article.id, article.version)).fetchone() is not None


def put(connection: Connection, writer: Writer, ready: Prepared, change: int) -> Outcome:
    """Write one article inside the open write transaction. Writing it again changes nothing."""
    if is_known(connection, ready):
        return "same"
    row = connection.execute("SELECT n, current, ord FROM article WHERE id = ?", (ready.id,)).fetchone()
    version = connection.execute("SELECT coalesce(max(n), 0) + 1 FROM version").fetchone()[0]
    if row is None:
        number, order = _insert_article(connection, ready, version, change)
    else:
        number = row[0]
        take_rows_out(connection, number)
        order = _update_article(connection, number, ready, version, change)
    _insert_version(connection, version, number, ready)
    connection.index.put(connection, "article", [(order, ready.words, ready.stems)])
    writer.counts.update(set(ready.words.split()))
    put_reading(connection, writer, Place(number, version, order), ready)
    if row is not None:
        lead_on(connection, row[1], version, "changed")
    return "added" if row is None else "new-version"


def clash(connection: Connection, ready: Prepared) -> SetAside | None:
    """Tell of another article of the library that has this one's given id, with another outlet or address."""
    given_id = ready.facts[0]
    if given_id is None:
        return None
    query = "SELECT id, outlet, url FROM article WHERE given_id = ? AND id <> ? LIMIT 1"
    row = connection.execute(query, (given_id, ready.id)).fetchone()
    if row is None:
        return None
    other = " ".join(part for part in row[1:] if part) or row[0]
    detail = f"kept as an article of its own, {ready.id}; also of {other}"
    return SetAside(where=given_id, reason="given-id-taken", detail=detail)


class Place(NamedTuple):
    """Where an article's rows hang: numbers of the article and of its current version, and its number in the index."""

    article: int
    version: int
    order: int


def put_reading(connection: Connection, writer: Writer, place: Place, ready: Prepared) -> None:
    """Write what an article's current version tells, and the rows for queries."""
    maker = maker_number(connection, writer, ready.made_by)
    # No "OR REPLACE" here: it would make SQLite flush the search index to the disk with each article.
    connection.execute("INSERT INTO reading (version, maker, record) VALUES (?, ?, ?)", (place.version, maker, ready.reading))
    entities = map_entities(connection, writer.book, place.version, ready.entities, maker)
    _put_statements(connection, place, ready, maker)
    _put_people(connection, place, ready, entities)


def _put_statements(connection: Connection, place: Place, ready: Prepared, maker: int) -> None:
    many, rows = connection.executemany, ready.statements
    numbers = [packing.statement_number(place.order, row.place) for row in rows]
    many(
        f"INSERT INTO statement VALUES ({','.join('?' * 18)})",
        [(n, row.id, place.article, place.version, row.place, *row.columns, maker) for n, row in zip(numbers, rows)],
    )
    many("INSERT INTO statement_id (id, version) VALUES (?, ?) ON CONFLICT DO NOTHING", [(row.id, place.version) for row in rows])
    connection.index.put(connection, "statement", [(n, row.words, row.stems) for n, row in zip(numbers, rows)])


def _put_people(connection: Connection, place: Place, ready: Prepared, entities: Mapping[str, int]) -> None:
    """Speakers, relays, and whom statements are about."""
    speakers: list[tuple[object, ...]] = []
    about: list[tuple[int, int]] = []
    relays: list[tuple[object, ...]] = []
    for row in ready.statements:
        n = packing.statement_number(place.order, row.place)
        speakers += [(n, i, entities.get(one[0] or ""), *one[1:]) for i, one in enumerate(row.speakers)]
        about += [(n, entities[key]) for key in row.about if key in entities]
        relays += [(n, i, *relay) for i, relay in enumerate(row.relays)]
    connection.executemany("INSERT INTO speaker VALUES (?, ?, ?, ?, ?, ?)", speakers)
    connection.executemany("INSERT INTO about VALUES (?, ?) ON CONFLICT DO NOTHING", about)
    connection.executemany("INSERT INTO relay VALUES (?, ?, ?, ?)", relays)


def take_rows_out(connection: Connection, article: int) -> int:
    """Take an article's current statements and its words out of the tables for queries and of the index; how many
    statements."""
    connection.index.take_article(connection, article)
    return take_statements_out(connection, article)


def take_statements_out(connection: Connection, article: int) -> int:
    """Take an article's current statements out of the tables for queries and of the index; how many there were."""
    connection.index.take_statements(connection, article)
    return connection.execute("DELETE FROM statement WHERE article = ?", (article,)).rowcount


def _insert_article(connection: Connection, ready: Prepared, version: int, change: int) -> tuple[int, int]:
    """Insert an article whose version comes next: an update afterwards, or `RETURNING`, would flush the search index to the
    disk with each article."""
    order = _next_order(connection, ready.facts[_PUBLISHED])
    number = int(connection.execute("SELECT coalesce(max(n), 0) + 1 FROM article").fetchone()[0])
    connection.execute(
        "INSERT INTO article (n, id, ord, given_id, outlet, outlet_key, url, published, day, current, added, changed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, ready.id, order, *ready.facts, version, now(), change),
    )  # fmt: skip
    return number, order


def _update_article(connection: Connection, number: int, ready: Prepared, version: int, change: int) -> int:
    """Bring an article's row to its new version; its number in the index moves only with its time of publication."""
    published, order = connection.execute("SELECT published, ord FROM article WHERE n = ?", (number,)).fetchone()
    if published != ready.facts[_PUBLISHED]:
        order = _next_order(connection, ready.facts[_PUBLISHED])
    connection.execute(
        "UPDATE article SET ord = ?, given_id = ?, outlet = ?, outlet_key = ?, url = ?, published = ?, day = ?, "
        "current = ?, changed = ? WHERE n = ?",
        (order, *ready.facts, version, change, number),
    )
    return int(order)


def _next_order(connection: Connection, published: str | None) -> int:
    """A free number for an article of this time: the next one of its minute, or of a later one where that is full."""
    first = packing.first_number(published)
    last = (first | ((1 << 18) - 1)) if published else (1 << 40)
    (taken,) = connection.execute("SELECT max(ord) FROM article WHERE ord BETWEEN ? AND ?", (first, last)).fetchone()
    order = first if taken is None else taken + 1
    while connection.execute("SELECT 1 FROM article WHERE ord = ?", (order,)).fetchone():
        order += 1
    return int(order)


def _insert_version(connection: Connection, version: int, number: int, ready: Prepared) -> None:
    connection.execute(
        "INSERT INTO version (n, article, version, title, text, record, raw, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (version, number, ready.version, ready.title, ready.text, ready.record, ready.raw, now()),
    )


def maker_number(connection: Connection, writer: Writer, name: str) -> int:
    """The number of a maker's name."""
    if name not in writer.makers:
        connection.execute("INSERT INTO maker (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
        writer.makers[name] = int(connection.execute("SELECT n FROM maker WHERE name = ?", (name,)).fetchone()[0])
    return writer.makers[name]


def next_change(connection: Connection) -> int:
    """Count one more change of the library's articles."""
    connection.execute(
        "INSERT INTO library (name, value) VALUES ('changes', '1') "
        "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(library.value AS INTEGER) + 1 AS TEXT)"
    )
    return int(connection.execute("SELECT value FROM library WHERE name = 'changes'").fetchone()[0])


def now() -> str:
    """The time now, ISO 8601 in UTC, to the second: for the columns that say when a row was added."""
    return datetime.now(UTC).isoformat(timespec="seconds")


__all__ = [
    "Outcome", "Place", "Writer", "clash", "is_known", "maker_number", "next_change", "now", "put", "put_reading",
    "take_rows_out", "take_statements_out",
]  # fmt: skip
