"""From the entities of single articles to the library's: by exact folded name and kind, in tables of their own.
Which of these names are one person, place or body is told by `musnad.store.linking`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from musnad.store.connection import Connection
from musnad.text.fold import fold, fold_key
from musnad.text.words import split_words

#: Names that are remembered between articles, so that a library of millions needs no more memory than one of thousands.
_REMEMBERED = 50_000
#: So many names go into one query.
_AT_ONCE = 500

#: An entity of a reading: key, kind, name, all names, roles.
EntityRow: TypeAlias = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]


class EntityBook:
    """The library's entities while articles are written: finds or makes the entity of a name.

    Remembers what it has seen; `forget` after a transaction that was undone, or when another program wrote.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._names: set[tuple[int, str]] = set()

    def forget(self) -> None:
        """Remember nothing."""
        self._numbers.clear()
        self._names.clear()

    def look_up(self, connection: Connection, names: Iterable[tuple[str, str]]) -> None:
        """Remember the entities of these names, each with its kind, that are there already: one question for all of them."""
        keys = sorted({key for kind, name in names if ((key := name_key(name)), kind) not in self._numbers})
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            query = f"SELECT key, kind, n FROM entity WHERE key IN ({','.join('?' * len(some))})"
            self._numbers |= {(key, kind): number for key, kind, number in connection.execute(query, some)}

    def number(self, connection: Connection, kind: str, name: str) -> int:
        """The number of the entity of this name and kind, made where there is none."""
        key = name_key(name)
        known = self._numbers.get((key, kind))
        if known is not None:
            return known
        row = connection.execute("SELECT n FROM entity WHERE key = ? AND kind = ?", (key, kind)).fetchone()
        if row is None:
            # Not `RETURNING n`: it would make SQLite flush the search index to the disk with each new name.
            row = connection.execute("SELECT coalesce(max(n), 0) + 1 FROM entity").fetchone()
            connection.execute("INSERT INTO entity (n, key, kind, name) VALUES (?, ?, ?, ?)", (row[0], key, kind, name))
        if len(self._numbers) > _REMEMBERED or len(self._names) > _REMEMBERED:
            self.forget()
        self._numbers[(key, kind)] = int(row[0])
        return int(row[0])

    def add_names(self, connection: Connection, named: Iterable[tuple[int, str]]) -> None:
        """Note the names that entities go by, under each of their words."""
        rows: list[tuple[str, str, int]] = []
        for number, name in named:
            key = name_key(name)
            if key and (number, key) not in self._names:
                self._names.add((number, key))
                rows += [(word, key, number) for word in name_words(name)]
        if rows:
            connection.executemany("INSERT INTO entity_word (word, name, entity) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)
            sounds = [(word, skeleton(word)) for word in sorted({row[0] for row in rows})]
            connection.executemany("INSERT INTO name_word (word, skeleton) VALUES (?, ?) ON CONFLICT DO NOTHING", sounds)


def map_entities(
    connection: Connection,
    book: EntityBook,
    version: int,
    entities: Iterable[EntityRow],
    maker: int,
) -> dict[str, int]:
    """Map the entities of one reading to the library's: rows of `entity_of` and of `role_of`, and the mapping."""
    found = {}
    told: dict[tuple[str, str], str] = {}
    rows = list(entities)
    book.look_up(connection, [(kind, name) for _, kind, name, _, _ in rows])
    for key, kind, name, _, roles in rows:
        found[key] = book.number(connection, kind, name)
        told |= {(key, folded): role for role in roles if (folded := role_key(role))}
    book.add_names(connection, [(found[key], name) for key, _, _, names, _ in rows for name in names])
    connection.executemany(
        "INSERT INTO entity_of (version, key, entity, maker) VALUES (?, ?, ?, ?)",
        [(version, key, number, maker) for key, number in found.items()],
    )
    connection.executemany(
        "INSERT INTO role_of (version, key, role, words) VALUES (?, ?, ?, ?)",
        [(version, key, role, words) for (key, role), words in told.items()],
    )
    return found


#: Names and roles come again and again; so many of each are remembered folded.
_FOLDED = 20_000

name_key = lru_cache(_FOLDED)(fold_key)


@lru_cache(_FOLDED)
def role_key(role: str) -> str:
    """A role folded, its head without the article: what two spellings of it have in common.

    >>> role_key("الرئيس الأمريكي")
    'رييس الامريكي'
    """
    words = fold_key(role).split()
    return " ".join((bare(words[0]), *words[1:])) if words else ""


@lru_cache(_FOLDED)
def name_words(name: str) -> tuple[str, ...]:
    """The words by which a name is found: folded, without the article.

    >>> name_words("البيت الأبيض")
    ('بيت', 'ابيض')
    """
    norms = (word.norm for word in split_words(fold(name)) if word.kind != "mark")
    return tuple(dict.fromkeys(bare(norm) for norm in norms))


#: Letters that transliterations use for one another, and the long vowels, which they write or leave out.
_ALIKE = str.maketrans({"ج": "ك", "غ": "ك", "ق": "ك", "ش": "س", "ص": "س", "ث": "س", "ط": "ت"})
_VOWELS = dict.fromkeys(map(ord, ("ا", "و", "ي", "ء")))


def skeleton(norm: str) -> str:
    """What the spellings of a foreign name have in common: its consonants, with the first and the last letter.

    >>> skeleton("نتنياهو") == skeleton("نتانياهو"), skeleton("غوتيريش") == skeleton("جوتيريس")
    (True, True)
    """
    plain = norm.translate(_ALIKE)
    return plain[:1] + plain[1:-1].translate(_VOWELS) + plain[-1:] if len(plain) > 2 else plain


def bare(norm: str) -> str:
    """A folded word without the article."""
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


__all__ = ["EntityBook", "EntityRow", "bare", "map_entities", "name_words", "role_key", "skeleton"]
