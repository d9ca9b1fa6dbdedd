"""How rare words are in a library, so that two articles are as alike when they are compared alone as when all are."""

from __future__ import annotations

from musnad.compare.terms import Rareness
from musnad.store.connection import Connection

#: Words of fewer articles than this are not counted: they are as rare as words can be, and most of all words.
_LEAST = 3
#: It is counted anew when the library has grown by more than this part.
_GROWN = 0.02

#: The last library's place and making, how many articles it had, and the rareness of its words.
_REMEMBERED: dict[tuple[str, str], tuple[int, Rareness]] = {}


def library_rareness(connection: Connection) -> Rareness:
    """Rareness of words over the background and all articles of the library; counted once a process until it has grown."""
    made = connection.execute("SELECT value FROM library WHERE name = 'created'").fetchone()
    (articles,) = connection.execute("SELECT count(*) FROM article").fetchone()
    place = (connection.place, made[0] if made else "")
    known = _REMEMBERED.get(place)
    if known is None or abs(articles - known[0]) > _GROWN * known[0]:
        rows = connection.execute("SELECT word, articles FROM vocabulary WHERE articles >= ?", (_LEAST,))
        known = articles, Rareness.counted(articles, dict(rows))
        _REMEMBERED.clear()
        _REMEMBERED[place] = known
    return known[1]


__all__ = ["library_rareness"]
