"""How many articles each word stands in: kept in steps, for suggestions and for telling words from clitics."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from musnad.store.sqlite import Database


def add_counts(database: Database, counts: Mapping[str, int]) -> None:
    """Add how many articles each word stands in. In the order of the words, which keeps the writing together."""
    with database.write() as connection:
        connection.executemany(
            "INSERT INTO vocabulary (word, articles) VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET articles = articles + excluded.articles",
            sorted(counts.items()),
        )


def count_again(connection: sqlite3.Connection) -> None:
    """Count all words anew from the search index, inside the write transaction that is open."""
    connection.execute("DELETE FROM vocabulary")
    connection.execute("INSERT INTO vocabulary (word, articles) SELECT term, doc FROM article_word_counts")


__all__ = ["add_counts", "count_again"]
