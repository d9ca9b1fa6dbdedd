"""Finding the library's entities by a name, or a part of one."""

from __future__ import annotations

import sqlite3

from musnad.store.entities import name_words


def find_entities(connection: sqlite3.Connection, who: str) -> list[int]:
    """The numbers of the entities of which one name has every word of `who`, in any order.

    A single word also finds longer names («بيسكوف» finds «دميتري بيسكوف»); a longer one does not find shorter names.
    """
    words = name_words(who)
    if not words:
        return []
    query = " INTERSECT ".join("SELECT name, entity FROM entity_word WHERE word = ?" for _ in words)
    return sorted({entity for _, entity in connection.execute(query, words)})


__all__ = ["find_entities"]
