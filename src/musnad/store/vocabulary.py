"""How many articles each word stands in: kept in steps, for suggestions and for telling words from clitics."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from musnad.store.connection import Connection
from musnad.store.database import Database
from musnad.text.lexicon import table

#: Libraries of fewer articles lean on shipped counts too, which come from 13,000.
_SMALL = 3_000
_AL = "ال"


def add_counts(database: Database, counts: Mapping[str, int]) -> None:
    """Add how many articles each word stands in. In the order of the words, which keeps the writing together."""
    with database.write() as connection:
        connection.executemany(
            "INSERT INTO vocabulary (word, articles) VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET articles = vocabulary.articles + excluded.articles",
            sorted(counts.items()),
        )


def word_counts(connection: Connection, words: Collection[str]) -> dict[str, int]:
    """How many articles words stand in; words that stand in none may be missing."""
    marks = ",".join("?" * len(words))
    counts = dict(connection.execute(f"SELECT word, articles FROM vocabulary WHERE word IN ({marks})", sorted(words)))
    if (connection.execute("SELECT max(n) FROM article").fetchone()[0] or 0) <= _SMALL:  # quicker than counting
        usual = _usual_counts()
        for word in words:
            if word in usual:
                counts[word] = counts.get(word, 0) + usual[word]
    return counts


@cache
def _usual_counts() -> dict[str, int]:
    """How often words stand in a shipped count, bare and with the article: for libraries too small to tell."""
    counts = {}
    for row in table("generated/vocabulary"):
        counts[row["word"]] = int(row["bare"])
        counts[_AL + row["word"]] = int(row["article"])
    return counts


def count_again(connection: Connection) -> None:
    """Count all words anew from the search index, inside the write transaction that is open."""
    connection.execute("DELETE FROM vocabulary")
    connection.index.count_words(connection)


__all__ = ["add_counts", "count_again", "word_counts"]
