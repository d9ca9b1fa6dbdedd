"""«Did you mean»: words of the library that are like a word of the search which it does not have."""

from __future__ import annotations

from musnad.store.connection import Connection
from musnad.store.query import Query
from musnad.store.words import word_list

#: A suggested word stands in at least this many articles, and shares this much with the word that was typed (0–100).
_LEAST_ARTICLES, _LEAST_LIKE = 2, 70.0
_MOST = 3


def suggestions(connection: Connection, query: Query) -> tuple[str, ...]:
    """The query with the likeliest words in the place of those that the library does not have; empty where it has
    all."""
    found: list[str] = []
    for term in query.terms:
        for word in word_list(term.text):
            if term.without or _has(connection, word.norm):
                continue
            typed = term.text[word.start : word.stop]
            found += [query.text.replace(typed, like) for like in similar_words(connection, word.norm)]
    return tuple(dict.fromkeys(found))[:_MOST]


def similar_words(connection: Connection, norm: str) -> list[str]:
    """Words of the library like this one, the likeliest first: by letters, then by how many articles have them."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    span = 1 if len(norm) < 5 else 2
    query = "SELECT word, articles FROM vocabulary WHERE articles >= ? AND length(word) BETWEEN ? AND ?"
    counts = dict(connection.execute(query, (_LEAST_ARTICLES, len(norm) - span, len(norm) + span)))
    words = list(counts)
    matches = process.extract(norm, words, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_LIKE / 100, limit=20)
    ranked = sorted(matches, key=lambda match: (-round(match[1], 2), -counts[match[0]]))
    return [match[0] for match in ranked[:_MOST]]


def _has(connection: Connection, norm: str) -> bool:
    return connection.execute("SELECT 1 FROM vocabulary WHERE word = ?", (norm,)).fetchone() is not None


__all__ = ["similar_words", "suggestions"]
