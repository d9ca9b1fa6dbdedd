"""Writing articles and what they tell: identity, versions, rows for queries, the search index."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from musnad.records import FOREIGN_BLOCKS, Article, Reading, SetAside, Statement
from musnad.store import packing
from musnad.store.carry import lead_on
from musnad.store.entities import EntityBook, map_entities
from musnad.store.words import index_columns
from musnad.text.fold import fold_key

Outcome: TypeAlias = Literal["added", "same", "new-version"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article made ready to be written: all that can be done without the library."""

    article: Article
    reading: Reading
    article_record: bytes
    reading_record: bytes
    raw: bytes | None
    words: str
    stems: str
    contents: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]


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


def prepare(article: Article, reading: Reading) -> Prepared:
    """Do everything about an article that needs no library. Raises UnicodeEncodeError where it holds lone
    surrogates."""
    contents = tuple(packing.content_text(article, one) for one in reading.statements[: packing.MOST_STATEMENTS])
    article.text.encode("utf-8")
    words, stems = index_columns(article.title, article.text)
    return Prepared(
        article=article,
        reading=reading,
        article_record=packing.pack_article(article),
        reading_record=packing.pack(reading),
        raw=packing.pack_raw(article),
        words=words,
        stems=stems,
        contents=contents,
        columns=tuple(index_columns(None, content) for content in contents),
    )


def is_known(connection: sqlite3.Connection, article: Article) -> bool:
    """Whether the library has this version of this article."""
    query = "SELECT 1 FROM article a JOIN version v ON v.article = a.n WHERE a.id = ? AND v.version = ?"
    return connection.execute(query, (article.id, article.version)).fetchone() is not None


def put(connection: sqlite3.Connection, writer: Writer, ready: Prepared, change: int) -> Outcome:
    """Write one article inside the open write transaction. Writing it again changes nothing."""
    article = ready.article
    if is_known(connection, article):
        return "same"
    row = connection.execute("SELECT n, current FROM article WHERE id = ?", (article.id,)).fetchone()
    version = connection.execute("SELECT coalesce(max(n), 0) + 1 FROM version").fetchone()[0]
    if row is None:
        number, old = _insert_article(connection, article, version, change), None
    else:
        number, old = row
        take_rows_out(connection, number)
        _update_article(connection, number, article, version, change)
    _insert_version(connection, version, number, ready)
    _index_article(connection, number, ready)
    writer.counts.update(set(ready.words.split()))
    put_reading(connection, writer, version, ready)
    if old is not None:
        lead_on(connection, old, version, "changed")
    return "added" if row is None else "new-version"


def clash(connection: sqlite3.Connection, article: Article) -> SetAside | None:
    """Tell of another article of the library that has this one's given id, with another outlet or address."""
    if article.given_id is None:
        return None
    query = "SELECT id, outlet, url FROM article WHERE given_id = ? AND id <> ? LIMIT 1"
    row = connection.execute(query, (article.given_id, article.id)).fetchone()
    if row is None:
        return None
    other = " ".join(part for part in row[1:] if part) or row[0]
    return SetAside(
        where=article.given_id,
        reason="given-id-taken",
        detail=f"kept as an article of its own, {article.id}; also of {other}",
    )


def put_reading(connection: sqlite3.Connection, writer: Writer, version: int, ready: Prepared) -> None:
    """Write what a version tells, and the rows for queries, whose version must be its article's current one."""
    maker = maker_number(connection, writer, ready.reading.made_by)
    # No "OR REPLACE" here: it would make SQLite flush the search index to the disk with each article.
    connection.execute("INSERT INTO reading (version, maker, record) VALUES (?, ?, ?)", (version, maker, ready.reading_record))
    entities = map_entities(connection, writer.book, version, ready.reading, maker)
    article, order = connection.execute("SELECT n, ord FROM article WHERE current = ?", (version,)).fetchone()
    rows = _Rows(article, version, order, maker, entities)
    for place, (statement, content, columns) in enumerate(zip(ready.reading.statements, ready.contents, ready.columns)):
        rows.add(place, statement, content, columns, ready.article)
    rows.write(connection)


class _Rows:
    """Gathers the rows of one reading's statements."""

    def __init__(self, article: int, version: int, order: int, maker: int, entities: dict[str, int]) -> None:
        self.article, self.version, self.order, self.maker, self.entities = article, version, order, maker, entities
        self.statements: dict[str, tuple[object, ...]] = {}
        self.speakers: list[tuple[object, ...]] = []
        self.about: list[tuple[int, int]] = []
        self.relays: list[tuple[object, ...]] = []
        self.index: list[tuple[int, str, str]] = []

    def add(self, place: int, statement: Statement, content: str, columns: tuple[str, str], article: Article) -> None:
        """Add the rows of one statement; of two with the same id the first counts."""
        if statement.id in self.statements:
            return
        number = packing.statement_number(self.order, place)
        day = packing.day_of(article.published) if own_block(statement) else None
        self.statements[statement.id] = (
            number, statement.id, self.article, self.version, place, statement.of, int(is_own(statement)), content,
            statement.form, statement.complement, statement.cue.stance, statement.cue.lemma, int(statement.negated),
            statement.said, statement.said or day, statement.confidence, statement.rule, self.maker,
        )  # fmt: skip
        self._add_people(number, statement)
        self.index.append((number, *columns))

    def _add_people(self, number: int, statement: Statement) -> None:
        """Speakers, relays, and who it is about."""
        for i, one in enumerate(statement.speakers):
            role = fold_key(one.role) if one.role else None
            self.speakers.append((number, i, self.entities.get(one.entity or ""), one.name, role, one.how))
        self.about += [(number, self.entities[key]) for key in dict.fromkeys(statement.about) if key in self.entities]
        self.relays += [(number, i, link.kind, fold_key(link.name)) for i, link in enumerate(statement.chain)]

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all rows."""
        if not self.statements:
            return
        many = connection.executemany
        many(f"INSERT INTO statement VALUES ({','.join('?' * 18)})", self.statements.values())
        many("INSERT INTO speaker VALUES (?, ?, ?, ?, ?, ?)", self.speakers)
        many("INSERT OR IGNORE INTO about VALUES (?, ?)", self.about)
        many("INSERT INTO relay VALUES (?, ?, ?, ?)", self.relays)
        ids = [(key, self.version) for key in self.statements]
        many("INSERT OR IGNORE INTO statement_id (id, version) VALUES (?, ?)", ids)
        many("INSERT INTO statement_word_index (rowid, words) VALUES (?, ?)", [row[:2] for row in self.index])
        many("INSERT INTO statement_stem_index (rowid, stems) VALUES (?, ?)", [(row[0], row[2]) for row in self.index])


def own_block(statement: Statement) -> bool:
    """Whether a statement stands in a block of the article's own, so that the article's day is its day."""
    return statement.block not in FOREIGN_BLOCKS


def is_own(statement: Statement) -> bool:
    """Whether a statement counts as one that the article reports: not a repeat, not another article's, not its title's
    short form."""
    return own_block(statement) and statement.shortens is None


def take_rows_out(connection: sqlite3.Connection, article: int) -> int:
    """Take an article's current statements and its words out of the tables for queries and of the index; how many
    statements."""
    unindex_article(connection, article)
    return take_statements_out(connection, article)


def take_statements_out(connection: sqlite3.Connection, article: int) -> int:
    """Take an article's current statements out of the tables for queries and of the index; how many there were."""
    for kind in ("word", "stem"):
        column = f"{kind}s"
        connection.execute(
            f"INSERT INTO statement_{kind}_index (statement_{kind}_index, rowid, {column}) "
            f"SELECT 'delete', s.n, w.{column} FROM statement s JOIN statement_words w ON w.ord = s.n "
            "WHERE s.article = ?",
            (article,),
        )
    return connection.execute("DELETE FROM statement WHERE article = ?", (article,)).rowcount


def unindex_article(connection: sqlite3.Connection, article: int) -> None:
    """Take an article's words, as they are in its current version, out of the index."""
    for kind in ("word", "stem"):
        column = f"{kind}s"
        connection.execute(
            f"INSERT INTO article_{kind}_index (article_{kind}_index, rowid, {column}) "
            f"SELECT 'delete', a.ord, w.{column} FROM article a JOIN article_words w ON w.ord = a.ord WHERE a.n = ?",
            (article,),
        )


def _index_article(connection: sqlite3.Connection, article: int, ready: Prepared) -> None:
    (order,) = connection.execute("SELECT ord FROM article WHERE n = ?", (article,)).fetchone()
    connection.execute("INSERT INTO article_word_index (rowid, words) VALUES (?, ?)", (order, ready.words))
    connection.execute("INSERT INTO article_stem_index (rowid, stems) VALUES (?, ?)", (order, ready.stems))


def _insert_article(connection: sqlite3.Connection, article: Article, version: int, change: int) -> int:
    """Insert an article whose version comes next: an update afterwards would flush the search index to the disk."""
    row = (article.id, _next_order(connection, article.published), *_facts(article), version, now(), change)
    made = connection.execute(
        "INSERT INTO article (id, ord, given_id, outlet, outlet_key, url, published, day, current, added, changed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row,
    )  # fmt: skip
    return int(made.lastrowid or 0)


def _update_article(connection: sqlite3.Connection, number: int, article: Article, version: int, change: int) -> None:
    """Bring an article's row to its new version; its number in the index moves only with its time of publication."""
    published, order = connection.execute("SELECT published, ord FROM article WHERE n = ?", (number,)).fetchone()
    if published != article.published:
        order = _next_order(connection, article.published)
    connection.execute(
        "UPDATE article SET ord = ?, given_id = ?, outlet = ?, outlet_key = ?, url = ?, published = ?, day = ?, "
        "current = ?, changed = ? WHERE n = ?",
        (order, *_facts(article), version, change, number),
    )


def _facts(article: Article) -> tuple[str | None, ...]:
    outlet_key = fold_key(article.outlet) if article.outlet else None
    return (
        article.given_id,
        article.outlet,
        outlet_key,
        article.url,
        article.published,
        packing.day_of(article.published),
    )


def _next_order(connection: sqlite3.Connection, published: str | None) -> int:
    """A free number for an article of this time: the next one of its minute, or of a later one where that is full."""
    first = packing.first_number(published)
    last = (first | ((1 << 18) - 1)) if published else (1 << 40)
    (taken,) = connection.execute("SELECT max(ord) FROM article WHERE ord BETWEEN ? AND ?", (first, last)).fetchone()
    order = first if taken is None else taken + 1
    while connection.execute("SELECT 1 FROM article WHERE ord = ?", (order,)).fetchone():
        order += 1
    return int(order)


def _insert_version(connection: sqlite3.Connection, version: int, number: int, ready: Prepared) -> None:
    article = ready.article
    connection.execute(
        "INSERT INTO version (n, article, version, title, text, record, raw, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (version, number, article.version, article.title, article.text, ready.article_record, ready.raw, now()),
    )


def maker_number(connection: sqlite3.Connection, writer: Writer, name: str) -> int:
    """The number of a maker's name."""
    if name not in writer.makers:
        connection.execute("INSERT OR IGNORE INTO maker (name) VALUES (?)", (name,))
        writer.makers[name] = int(connection.execute("SELECT n FROM maker WHERE name = ?", (name,)).fetchone()[0])
    return writer.makers[name]


def next_change(connection: sqlite3.Connection) -> int:
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
    "Outcome", "Prepared", "Writer", "clash", "is_known", "is_own", "maker_number", "next_change", "now", "own_block",
    "prepare", "put", "put_reading", "take_rows_out", "take_statements_out", "unindex_article",
]  # fmt: skip
