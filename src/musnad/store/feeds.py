"""Feeds that are followed: when each is to be looked at, what it listed, how it fares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from musnad.store.answers import FeedState
from musnad.store.connection import Connection

#: Addresses that one question asks for.
_CHUNK = 5_000


class Entry(NamedTuple):
    """What is known of an entry that a feed listed. Times are ISO 8601 in UTC; `next` None: its page is not read again."""

    first: str
    stamp: str | None
    looks: int
    next: str | None
    result: str


def follow(connection: Connection, addresses: Iterable[str], now: str) -> int:
    """Follow feeds from now on; how many were not followed yet."""
    rows = [(address, now, now) for address in dict.fromkeys(addresses)]
    query = """INSERT INTO feed (address, added, next, health, detail, failures) VALUES (?, ?, ?, 'new', '', 0)
               ON CONFLICT DO NOTHING"""
    return sum(connection.execute(query, row).rowcount for row in rows)


def forget(connection: Connection, address: str) -> bool:
    """Follow a feed no longer; whether it was followed. Its articles stay."""
    return connection.execute("DELETE FROM feed WHERE address = ?", (address,)).rowcount > 0


_STATE = """
    SELECT f.address, f.added, f.next, f.checked, f.newest, f.health, f.detail, f.failures,
      (SELECT count(*) FROM feed_entry e WHERE e.feed = f.n),
      (SELECT count(*) FROM feed_entry e WHERE e.feed = f.n AND e.result = 'article')
    FROM feed f"""


def feed_states(connection: Connection) -> list[FeedState]:
    """All feeds that are followed, in the order in which they were added."""
    return [_state(row) for row in connection.execute(f"{_STATE} ORDER BY f.n")]


def due_feeds(connection: Connection, now: str) -> list[FeedState]:
    """The feeds that are to be looked at, those that wait longest first; and those that were looked at in what is the future
    now, since the clock was set back."""
    query = f"{_STATE} WHERE f.next <= ? OR f.checked > ? ORDER BY f.next, f.n"
    return [_state(row) for row in connection.execute(query, (now, now))]


def next_due(connection: Connection) -> str | None:
    """When the next feed is to be looked at."""
    row = connection.execute("SELECT min(next) FROM feed").fetchone()
    return row[0] if row else None


def _state(row: tuple[object, ...]) -> FeedState:
    names = ("address", "added", "next", "checked", "newest", "health", "detail", "failures", "entries", "articles")
    return FeedState(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]


def known_entries(connection: Connection, address: str, listed: Iterable[str], now: str) -> dict[str, Entry]:
    """What is known of a feed's entries, by address: of those that it lists now, and of those that are to be read again though
    it lists them no more."""
    urls, query = list(listed), """
        SELECT e.url, e.first, e.stamp, e.looks, e.next, e.result FROM feed_entry e JOIN feed f ON f.n = e.feed
        WHERE f.address = ? AND """
    found = connection.execute(f"{query} e.next <= ?", (address, now)).fetchall()
    for start in range(0, len(urls), _CHUNK):  # a sitemap lists 50,000; a statement of SQLite has 32,766 places for values
        chunk = urls[start : start + _CHUNK]
        found += connection.execute(f"{query} e.url IN ({','.join('?' * len(chunk))})", (address, *chunk)).fetchall()
    return {url: Entry(*rest) for url, *rest in found}


def note_look(connection: Connection, state: FeedState, entries: Mapping[str, Entry]) -> None:
    """Keep how a look at a feed went, and what is now known of its entries."""
    row = connection.execute("SELECT n FROM feed WHERE address = ?", (state.address,)).fetchone()
    if row is None:  # it is not followed any more
        return
    connection.execute(
        "UPDATE feed SET next = ?, checked = ?, newest = ?, health = ?, detail = ?, failures = ? WHERE n = ?",
        (state.next, state.checked, state.newest, state.health, state.detail, state.failures, row[0]),
    )
    connection.executemany(
        "INSERT INTO feed_entry (feed, url, first, stamp, looks, next, result) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (feed, url) DO UPDATE SET first = excluded.first, stamp = excluded.stamp, looks = excluded.looks, "
        "next = excluded.next, result = excluded.result",
        [(row[0], url, *entry) for url, entry in entries.items()],
    )


#: Whether an article has title and text of another one, letter by letter.
_COPY = """EXISTS (SELECT 1 FROM article a JOIN version v ON v.n = a.current
           JOIN version o ON o.version = v.version AND o.article <> a.n WHERE a.{column} = {value})"""


def last_results(connection: Connection, address: str, count: int) -> list[tuple[str, bool]]:
    """What the newest entries of a feed gave, and whether it was a copy."""
    query = f"""SELECT e.result, {_COPY.format(column="url", value="e.url")} FROM feed_entry e JOIN feed f ON f.n = e.feed
                WHERE f.address = ? ORDER BY e.first DESC LIMIT ?"""
    return [(result, bool(copy)) for result, copy in connection.execute(query, (address, count))]


def is_copy(connection: Connection, article: str) -> bool:
    """Whether an article (id) has title and text of another one, letter by letter."""
    return bool(connection.execute(f"SELECT {_COPY.format(column='id', value='?')}", (article,)).fetchone()[0])


__all__ = [
    "Entry", "due_feeds", "feed_states", "follow", "forget", "is_copy", "known_entries", "last_results", "next_due", "note_look",
]  # fmt: skip
