"""Spellings of foreign names: «ترامب» and «ترمب», «نتنياهو» and «نتانياهو», found in the library's own names.

Transliterations differ in their long vowels and in a few letters, so names of one skeleton are candidates. But so are
«محمد» and «محمود»: short names count as one only where the same word stands before both and is next to always followed
by them («دونالد»), as it is with nobody else's first name. Words that take the article are no names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from musnad.store.entities import skeleton
from musnad.store.vocabulary import word_counts

#: Names of this many consonants are told apart by them alone; shorter ones need a common first name.
_LONG = 5
#: Likeness of two long spellings (0–1, share of common letters in order).
_ALIKE = 0.75
#: A first name leads to one last name where this share of the names that have it goes on with that.
_LEADS = 0.5
#: A word that stands with the article in this share of its articles is no name of a person.
_NOUN = 0.05
_MOST_CANDIDATES, _MOST_NAMES = 12, 1_000


def name_variants(connection: sqlite3.Connection, norm: str) -> tuple[str, ...]:
    """Other spellings of a folded name that the library has; empty for words that are no names, and for native
    names."""
    key = skeleton(norm)
    query = "SELECT word FROM name_word WHERE skeleton = ? LIMIT ?"
    words = [row[0] for row in connection.execute(query, (key, _MOST_CANDIDATES))]
    if norm not in words or len(words) < 2 or len(norm) < 4 or _is_noun(connection, norm):
        return ()
    others = [word for word in words if word != norm and not _is_noun(connection, word)]
    return tuple(word for word in others if _is_same(connection, key, norm, word, [norm, *others]))


def _is_same(connection: sqlite3.Connection, key: str, norm: str, other: str, group: Iterable[str]) -> bool:
    from rapidfuzz.distance import Indel

    if norm[0] != other[0] or Indel.normalized_similarity(norm, other) < _ALIKE:
        return False
    if len(key) >= _LONG:
        return True
    return any(_leads(connection, first, set(group)) for first in _before(connection, norm) & _before(connection, other))


def _before(connection: sqlite3.Connection, word: str) -> set[str]:
    """The words that stand right before a word in names."""
    return {parts[i - 1] for parts in _names(connection, word) for i in range(1, len(parts)) if parts[i] == word}


def _leads(connection: sqlite3.Connection, first: str, group: set[str]) -> bool:
    """Whether a word in a name is followed by a word of the group more often than not."""
    followers = [parts[i + 1] for parts in _names(connection, first) for i in range(len(parts) - 1) if parts[i] == first]
    return bool(followers) and sum(word in group for word in followers) >= _LEADS * len(followers)


def _names(connection: sqlite3.Connection, word: str) -> list[list[str]]:
    query = "SELECT DISTINCT name FROM entity_word WHERE word = ? LIMIT ?"
    return [row[0].replace("_", " ").split() for row in connection.execute(query, (word, _MOST_NAMES))]


def _is_noun(connection: sqlite3.Connection, word: str) -> bool:
    counts = word_counts(connection, (word, f"ال{word}"))
    return counts.get(f"ال{word}", 0) > _NOUN * counts.get(word, 0) + 1


__all__ = ["name_variants"]
