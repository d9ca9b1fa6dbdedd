"""«Did you mean»: words of the library that are like a word of the search which it does not have, and fields that are like
what stands as one."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.store.connection import Connection
from musnad.store.query import Query, field_names, unknown_fields
from musnad.store.words import word_list

#: A suggested word stands in at least this many articles, unless only rarer ones are like it, and shares this much with the
#: word that was typed (0–100).
_LEAST_ARTICLES, _LEAST_LIKE = 2, 70.0
_MOST = 3
_AL = "ال"
#: Fields whose values are words that stand in articles.
_NAMES = frozenset({"speaker", "about", "role", "channel"})


def suggestions(connection: Connection, query: Query) -> tuple[str, ...]:
    """The query with the likeliest words in the place of those that the library does not have; empty where it has
    all."""
    found = [query.text.replace(f"{name}:", f"{like}:") for name in unknown_fields(query.text) for like in _similar_fields(name)]
    for text in _looked_for(query):
        for word in word_list(text):
            if not _has(connection, word.norm):
                typed = text[word.start : word.stop]
                found += [query.text.replace(typed, like) for like in similar_words(connection, word.norm)]
    return tuple(dict.fromkeys(found))[:_MOST]


def _looked_for(query: Query) -> Iterator[str]:
    """The words of a search, and the names in its fields."""
    yield from (term.text for term in query.terms if not term.without)
    yield from (one.value for one in query.filters if one.field in _NAMES and not one.without)


def _similar_fields(name: str) -> list[str]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(name, field_names(), scorer=OSA.normalized_similarity, score_cutoff=_LEAST_LIKE / 100, limit=1)
    return [match[0] for match in found]


def similar_words(connection: Connection, norm: str) -> list[str]:
    """Words of the library like this one, with the article or without, the likeliest first: by letters, then by how many
    articles have them."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    asked = [norm] if norm.startswith(_AL) else [norm, _AL + norm]
    span = 1 if len(norm) < 5 else 2
    query = "SELECT word, articles FROM vocabulary WHERE length(word) BETWEEN ? AND ?"
    counts = dict(connection.execute(query, (len(norm) - span, len(asked[-1]) + span)))
    often = [word for word, articles in counts.items() if articles >= _LEAST_ARTICLES]
    for words in (often, list(counts)):
        likeness: dict[str, float] = {}
        for one in asked:
            near = process.extract(one, words, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_LIKE / 100, limit=20)
            likeness |= {word: max(like, likeness.get(word, 0.0)) for word, like, _ in near}
        if likeness:
            break
    return sorted(likeness, key=lambda word: (-round(likeness[word], 2), -counts[word], word))[:_MOST]


def _has(connection: Connection, norm: str) -> bool:
    return connection.execute("SELECT 1 FROM vocabulary WHERE word = ?", (norm,)).fetchone() is not None


__all__ = ["similar_words", "suggestions"]
