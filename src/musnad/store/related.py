"""Stories that go on with one, or lead up to it: those near in time that share the rare of its keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import TypeAlias

import msgspec

from musnad.records import Story
from musnad.store.answers import StoryRef
from musnad.store.comparing import shifted
from musnad.store.connection import Connection
from musnad.text.fold import fold_key

#: Stories further apart than so many days are no storyline.
_DAYS = 45
#: Related stories have this share of what the keywords of one tell, and at least so many of them in common.
_SHARE, _COMMON, _MOST = 0.4, 2, 6


class _Head(msgspec.Struct):
    """What is read of a story's record."""

    id: str
    title: str
    first: str | None = None
    last: str | None = None
    articles: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


def related_stories(connection: Connection, story: Story) -> tuple[StoryRef, ...]:
    """At most six stories that share the most with one, by their days; none where its days are not known."""
    if not story.first or not story.last:
        return ()
    since, until = shifted(story.first[:10], -_DAYS), shifted(story.last[:10], _DAYS) + "~"
    heads = _heads(connection, since, until)
    mine = _keys(story.keywords)
    holders = Counter(word for _, keys in heads for word in mine & keys)
    tells = {word: log((1 + len(heads)) / holders[word]) for word in mine if holders[word]}
    whole = sum(tells.values())
    found = []
    for head, keys in heads:
        common = mine & keys
        share = sum(tells[word] for word in common) / whole if whole else 0.0
        if head.id != story.id and len(common) >= _COMMON and share >= _SHARE:
            found.append((-share, head.id, _ref(head, [word for word in head.keywords if fold_key(word) in common])))
    return tuple(sorted((one[2] for one in sorted(found)[:_MOST]), key=lambda ref: (ref.first or "", ref.id)))


_Known: TypeAlias = tuple[_Head, frozenset[str]]
#: Heads of one library's stories with their keywords, folded, as they were made last: every story asks for those around it.
_REMEMBERED: dict[tuple[str, ...], dict[str, _Known]] = {}


def _heads(connection: Connection, since: str, until: str) -> list[_Known]:
    """The stories that begin within these days."""
    known = _remembered(connection)
    query = "SELECT id FROM story WHERE record IS NOT NULL AND first >= ? AND first <= ?"
    found = []
    for (key,) in connection.execute(query, (since, until)).fetchall():
        one = known.get(key)
        if one is None:
            (record,) = connection.execute("SELECT record FROM story WHERE id = ?", (key,)).fetchone()
            head = msgspec.json.decode(record, type=_Head)
            one = known[key] = head, _keys(head.keywords)
        found.append(one)
    return found


def _remembered(connection: Connection) -> dict[str, _Known]:
    """What is remembered of the stories as they stand; of one library, and of one making of its stories."""
    facts = connection.execute("SELECT value FROM library WHERE name LIKE 'stories%' OR name = 'created' ORDER BY name")
    made = (connection.place, *(row[0] for row in facts))
    known = _REMEMBERED.get(made)
    if known is None:
        known = {}
        _REMEMBERED.clear()
        _REMEMBERED[made] = known
    return known


def _keys(words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(fold_key, words))


def _ref(head: _Head, shared: Sequence[str]) -> StoryRef:
    return StoryRef(
        id=head.id, title=head.title, first=head.first, last=head.last, articles=len(head.articles), shared=tuple(shared)
    )


__all__ = ["related_stories"]
