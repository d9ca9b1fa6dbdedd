"""Feeds that are followed: when each is to be looked at, what it listed, how it fares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from musnad.store.answers import FeedState


class Entry(NamedTuple):
    """What is known of an entry that a feed listed. Times are ISO 8601 in UTC; `next` None: its page is not read again."""

    first: str
    stamp: str | None
    looks: int
    next: str | None
    result: str


def follow(connection: sqlite3.Connection, addresses: Iterable[str], now: str) -> int:
    """Follow feeds from now on; how many were not followed yet."""
    rows = [(address, now, now) for address in dict.fromkeys(addresses)]
    before = connection.total_changes
    connection.executemany(
        "INSERT OR IGNORE INTO feed (address, added, next, health, detail, failures) VALUES (?, ?, ?, 'new', '', 0)", rows
    )
    return connection.total_changes - before


def forget(connection: sqlite3.Connection, address: str) -> bool:
    """Follow a feed no longer; whether it was followed. Its articles stay."""
    return connection.execute("DELETE FROM feed WHERE address = ?", (address,)).rowcount > 0


_STATE = """
    SELECT f.address, f.added, f.next, f.checked, f.newest, f.health, f.detail, f.failures,
      (SELECT count(*) FROM feed_entry e WHERE e.feed = f.n),
      (SELECT count(*) FROM feed_entry e WHERE e.feed = f.n AND e.result = 'article')
    FROM feed f"""


def feed_states(connection: sqlite3.Connection) -> list[FeedState]:
    """All feeds that are followed, in the order in which they were added."""
    return [_state(row) for row in connection.execute(f"{_STATE} ORDER BY f.n")]


def due_feeds(connection: sqlite3.Connection, now: str) -> list[FeedState]:
    """The feeds that are to be looked at, those that wait longest first."""
    return [_state(row) for row in connection.execute(f"{_STATE} WHERE f.next <= ? ORDER BY f.next, f.n", (now,))]


def next_due(connection: sqlite3.Connection) -> str | None:
    """When the next feed is to be looked at."""
    row = connection.execute("SELECT min(next) FROM feed").fetchone()
    return row[0] if row else None


def _state(row: tuple[object, ...]) -> FeedState:
    names = ("address", "added", "next", "checked", "newest", "health", "detail", "failures", "entries", "articles")
    return FeedState(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]


def known_entries(connection: sqlite3.Connection, address: str) -> dict[str, Entry]:
    """What a feed listed so far, by address."""
    query = """SELECT e.url, e.first, e.stamp, e.looks, e.next, e.result FROM feed_entry e JOIN feed f ON f.n = e.feed
               WHERE f.address = ?"""
    return {url: Entry(*rest) for url, *rest in connection.execute(query, (address,))}


def note_look(connection: sqlite3.Connection, state: FeedState, entries: Mapping[str, Entry]) -> None:
    """Keep how a look at a feed went, and what is now known of its entries."""
    row = connection.execute("SELECT n FROM feed WHERE address = ?", (state.address,)).fetchone()
    if row is None:  # it is not followed any more
        return
    connection.execute(
        "UPDATE feed SET next = ?, checked = ?, newest = ?, health = ?, detail = ?, failures = ? WHERE n = ?",
        (state.next, state.checked, state.newest, state.health, state.detail, state.failures, row[0]),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO feed_entry (feed, url, first, stamp, looks, next, result) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(row[0], url, *entry) for url, entry in entries.items()],
    )


def count_copies(connection: sqlite3.Connection, articles: Iterable[str]) -> int:
    """How many of these articles (ids) have title and text of another article, letter by letter."""
    query = """SELECT EXISTS (SELECT 1 FROM article a JOIN version v ON v.n = a.current
               JOIN version o ON o.version = v.version AND o.article <> a.n WHERE a.id = ?)"""
    return sum(connection.execute(query, (one,)).fetchone()[0] for one in articles)


__all__ = ["Entry", "count_copies", "due_feeds", "feed_states", "follow", "forget", "known_entries", "next_due", "note_look"]
