"""Finding the library's entities by a name, or a part of one."""

from __future__ import annotations

import sqlite3

from musnad.store.entities import name_words
from musnad.store.variants import name_variants


def find_entities(connection: sqlite3.Connection, who: str) -> list[int]:
    """The numbers of the entities of which one name has every word of `who`, in any order.

    A single word also finds longer names («بيسكوف» finds «دميتري بيسكوف»); a longer one does not find shorter names.
    Foreign names are found under other spellings too.
    """
    words = name_words(who)
    if not words:
        return []
    rows = [(word, *name_variants(connection, word)) for word in words]
    query = " INTERSECT ".join(f"SELECT name, entity FROM entity_word WHERE word IN ({','.join('?' * len(row))})" for row in rows)
    found = connection.execute(query, [word for row in rows for word in row])
    return sorted({entity for _, entity in found})


__all__ = ["find_entities"]
