"""The search index of PostgreSQL: `tsvector` over Musnad's own words, in tables that hold nothing that cannot be made again.

The words come folded and cut, so no parser of PostgreSQL sees them (even that of the configuration ``simple`` would cut
``3.5`` or ``openwater.org`` its own way): they are handed over as a finished `tsvector`, and asked for as a finished
`tsquery`. ``words`` answers single words, ``stems``, with their places, phrases.

A `tsvector` counts only so far: places up to 16,383, 255 places a word, a megabyte in all. A text that goes beyond has a mark
among its words: `_LONG` is found by each of a phrase's words, wherever they stand, `_VAST` by everything; what is found so is
then verified on the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from musnad.store.answers import Unit
from musnad.store.connection import Connection, Kind, Lookup
from musnad.store.wanted import Wanted, WordForms, stem_phrases
from musnad.store.words import index_columns

#: Tables of the index, made as they are here. Numbers are those of SQLite's index: they grow with the time.
TABLES = tuple(
    statement
    for unit in ("article", "statement")
    for statement in (
        f"CREATE TABLE {unit}_index (n bigint PRIMARY KEY, words tsvector NOT NULL, stems tsvector NOT NULL)",
        f"CREATE INDEX {unit}_index_words ON {unit}_index USING gin (words)",
        f"CREATE INDEX {unit}_index_stems ON {unit}_index USING gin (stems)",
    )
)
#: Marks are no words of any text.
_LONG, _VAST = "¦long", "¦vast"
_MOST_PLACES, _LAST_PLACE, _MOST_BYTES = 255, 16_383, 1_000_000
#: Longer words (in characters; PostgreSQL takes 2,046 bytes) are known by their beginning and a hash.
_LONGEST, _BEGINNING = 400, 360
#: Rows that are made again at a time.
_BATCH = 256
_SOURCE: dict[Unit, str] = {
    "article": "SELECT a.ord, v.title, v.text FROM article a JOIN version v ON v.n = a.current",
    "statement": "SELECT n, NULL, content FROM statement",
}


class TsVectors:
    """The two tables: of articles and statements, each by words and by stems."""

    def lookup(self, connection: Connection, unit: Unit, kind: Kind, wanted: Sequence[Wanted]) -> Lookup | None:
        """See `musnad.store.connection.SearchIndex`."""
        asked = _stem_query(wanted) if kind == "stem" else _word_query(wanted)
        if not asked:
            return None
        vast = unit == "article" and self._has_vast(connection)
        if vast:
            asked = f"({asked}) | {_quoted(_VAST)}"
        rank = "ts_rank(f.stems, ?::tsquery, 1) DESC" if kind == "stem" else ""
        return Lookup(f"{unit}_index f", "f.n", f"f.{kind}s @@ ?::tsquery", asked, rank, exact=not vast)

    @staticmethod
    def _has_vast(connection: Connection) -> bool:
        query = "SELECT EXISTS (SELECT 1 FROM article_index WHERE words @@ ?::tsquery)"
        return bool(connection.execute(query, (_quoted(_VAST),)).fetchone()[0])

    def put(self, connection: Connection, unit: Unit, rows: Iterable[tuple[int, str, str]]) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        connection.executemany(
            f"INSERT INTO {unit}_index (n, words, stems) VALUES (?, ?, ?)",
            [(number, *vectors(words, stems)) for number, words, stems in rows],
        )

    def take_article(self, connection: Connection, article: int) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        connection.execute("DELETE FROM article_index WHERE n IN (SELECT ord FROM article WHERE n = ?)", (article,))

    def take_statements(self, connection: Connection, article: int) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        connection.execute("DELETE FROM statement_index WHERE n IN (SELECT n FROM statement WHERE article = ?)", (article,))

    def make_again(self, connection: Connection) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        for unit in _SOURCE:
            connection.execute(f"DELETE FROM {unit}_index")
            batch: list[tuple[int, str, str]] = []
            for number, title, text in connection.stream(_SOURCE[unit]):
                batch.append((number, *index_columns(title, text)))
                if len(batch) == _BATCH:
                    self.put(connection, unit, batch)
                    batch = []
            self.put(connection, unit, batch)

    def tidy(self, connection: Connection) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        for unit in _SOURCE:
            for kind in ("words", "stems"):
                connection.execute(f"SELECT gin_clean_pending_list('{unit}_index_{kind}')")

    def count(self, connection: Connection, unit: Unit, kind: Kind) -> int:  # noqa: ARG002
        """See `musnad.store.connection.SearchIndex`."""
        return int(connection.execute(f"SELECT count(*) FROM {unit}_index").fetchone()[0])

    def is_true(self, connection: Connection, unit: Unit, kind: Kind) -> bool:
        """See `musnad.store.connection.SearchIndex`."""
        query = f"SELECT 1 FROM {unit}_index WHERE n = ? AND {kind}s = ?::tsvector"
        column = 0 if kind == "word" else 1
        for number, title, text in connection.stream(_SOURCE[unit]):
            vector = vectors(*index_columns(title, text))[column]
            if connection.execute(query, (number, vector)).fetchone() is None:
                return False
        return True

    def count_words(self, connection: Connection) -> None:
        """See `musnad.store.connection.SearchIndex`."""
        connection.execute(
            "INSERT INTO vocabulary (word, articles) SELECT word, ndoc FROM ts_stat('SELECT words FROM article_index') "
            "WHERE word NOT LIKE '¦%'"
        )


def vectors(words: str, stems: str) -> tuple[str, str]:
    """The `tsvector` of words, and that of stems with their places, as text.

    >>> vectors("وقال الوزير", "قال وزير")
    ("'الوزير' 'وقال'", "'قال':1 'وزير':2")
    """
    known = set(words.split())
    places: dict[str, list[int]] = {}
    for place, stem in enumerate(stems.split(), 1):
        places.setdefault(stem, []).append(place)
    size = sum(8 + len(word.encode()) for word in known), sum(8 + len(stem.encode()) + 2 * len(at) for stem, at in places.items())
    if max(size) > _MOST_BYTES:
        return _quoted(_VAST), _quoted(_VAST)
    rows = [f"{_quoted(stem)}:{','.join(map(str, at[:_MOST_PLACES]))}" for stem, at in places.items()]
    if any(len(at) > _MOST_PLACES or at[-1] > _LAST_PLACE for at in places.values()):
        rows.append(_quoted(_LONG))
    return " ".join(map(_quoted, sorted(known))), " ".join(rows)


def _cut(word: str) -> str:
    """A long word as one that PostgreSQL takes."""
    return f"{word[:_BEGINNING]}¦{hashlib.sha256(word.encode()).hexdigest()[:16]}"


def _quoted(word: str) -> str:
    """A word as it stands in a `tsvector` or a `tsquery`."""
    if len(word) > _LONGEST:
        word = _cut(word)
    if "'" in word or "\\" in word:
        word = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{word}'"


def _word_query(wanted: Sequence[Wanted]) -> str:
    """The `tsquery` over the words: exact, for terms of one word each."""
    with_them = [f"({_any(one.words[0])})" for one in wanted if not one.without]
    without = [f"!({_any(one.words[0])})" for one in wanted if one.without]
    return " & ".join(with_them + without) if with_them else ""


def _stem_query(wanted: Sequence[Wanted]) -> str:
    """The `tsquery` over the stems: gives everything that has the terms, and some things that have not."""
    terms = (" | ".join(_phrase(parts) for parts in stem_phrases(one)) for one in wanted if not one.without)
    return " & ".join(f"({term})" for term in terms if term)


def _phrase(parts: Sequence[str]) -> str:
    """Stems side by side; in a text that is too long to say where they stand, all of them anywhere."""
    quoted = [_quoted(part) for part in parts]
    if len(quoted) == 1:
        return quoted[0]
    return f"({' <-> '.join(quoted)}) | ({' & '.join((_quoted(_LONG), *quoted))})"


def _any(word: WordForms) -> str:
    if not word.open_end:
        return " | ".join(_quoted(form) for form in sorted(word.forms))
    return " | ".join(f"{_quoted(form[:_BEGINNING])}:*" for form in sorted(word.forms))


__all__ = ["TABLES", "TsVectors", "vectors"]
