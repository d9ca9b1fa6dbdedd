"""The search index of SQLite: FTS5 over Musnad's own words (see ``migrations/search.sql``)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from musnad.store import schema
from musnad.store.answers import Unit
from musnad.store.connection import Connection, Kind, Lookup
from musnad.store.wanted import Wanted, WordForms, stem_phrases

_INDEXES: tuple[tuple[Unit, Kind], ...] = (("article", "word"), ("article", "stem"), ("statement", "word"), ("statement", "stem"))


class Fts5:
    """The four FTS5 tables: of articles and statements, by words and by stems."""

    def lookup(self, _: Connection, unit: Unit, kind: Kind, wanted: Sequence[Wanted]) -> Lookup | None:
        """See `musnad.store.connection.SearchIndex`."""
        asked = match_stems(wanted) if kind == "stem" else match_words(wanted)
        index = f"{unit}_{kind}_index"
        # CROSS: the index leads, and each of its rows is looked up in what is joined.
        rank = "f.rank" if kind == "stem" else ""
        return Lookup(f"{index} f", "f.rowid", f"{index} MATCH ?", asked, rank, "CROSS JOIN") if asked else None

    def put(self, connection: Connection, unit: Unit, rows: Sequence[tuple[int, str, str]]) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        connection.executemany(
            f"INSERT INTO {unit}_word_index (rowid, words) VALUES (?, ?)", [(number, words) for number, words, _ in rows]
        )
        connection.executemany(
            f"INSERT INTO {unit}_stem_index (rowid, stems) VALUES (?, ?)", [(number, stems) for number, _, stems in rows]
        )

    def take_article(self, connection: Connection, article: int) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        for kind in ("word", "stem"):
            connection.execute(
                f"INSERT INTO article_{kind}_index (article_{kind}_index, rowid, {kind}s) "
                f"SELECT 'delete', a.ord, w.{kind}s FROM article a JOIN article_words w ON w.ord = a.ord WHERE a.n = ?",
                (article,),
            )

    def take_statements(self, connection: Connection, article: int) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        for kind in ("word", "stem"):
            connection.execute(
                f"INSERT INTO statement_{kind}_index (statement_{kind}_index, rowid, {kind}s) "
                f"SELECT 'delete', s.n, w.{kind}s FROM statement s JOIN statement_words w ON w.ord = s.n "
                "WHERE s.article = ?",
                (article,),
            )

    def make_again(self, connection: Connection) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        schema.drop_search_tables(connection)
        schema.make_search_tables(connection)
        for unit, kind in _INDEXES:
            self._command(connection, unit, kind, "rebuild")

    def tidy(self, connection: Connection) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        for unit, kind in _INDEXES:
            self._command(connection, unit, kind, "optimize")

    def count(self, connection: Connection, unit: Unit, kind: Kind) -> int:
        """See `musnad.store.connection.SearchIndex`."""
        return int(connection.execute(f"SELECT count(*) FROM {unit}_{kind}_index_docsize").fetchone()[0])

    def is_true(self, connection: Connection, unit: Unit, kind: Kind) -> bool:
        """See `musnad.store.connection.SearchIndex`."""
        index = f"{unit}_{kind}_index"
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            return False
        return True

    def count_words(self, connection: Connection) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        connection.execute("INSERT INTO vocabulary (word, articles) SELECT term, doc FROM article_word_counts")

    @staticmethod
    def _command(connection: Connection, unit: Unit, kind: Kind, order: str) -> None:
        index = f"{unit}_{kind}_index"
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('{order}')")


def match_words(wanted: Sequence[Wanted]) -> str:
    """The FTS5 query over the words: exact, for terms of one word each."""
    with_them = " AND ".join(f"({_any(one.words[0])})" for one in wanted if not one.without)
    without = " OR ".join(_any(one.words[0]) for one in wanted if one.without)
    return f"({with_them}) NOT ({without})" if without and with_them else with_them


def match_stems(wanted: Sequence[Wanted]) -> str:
    """The FTS5 query over the stems: gives everything that has the terms, and some things that have not."""
    phrases = (" OR ".join(f'"{" ".join(parts)}"' for parts in stem_phrases(one)) for one in wanted if not one.without)
    return " AND ".join(f"({phrase})" for phrase in phrases if phrase)


def _any(word: WordForms) -> str:
    star = " *" if word.open_end else ""
    return " OR ".join(f'"{form}"{star}' for form in sorted(word.forms))


__all__ = ["Fts5", "match_stems", "match_words"]
