"""Which of the library's names are one: the links that were made (`musnad.store.linking`), as persons put them right.

Links are trees; two names that a person told apart are parted where the first of them hangs, names that were made one are
joined. Nothing is written: an undone correction has undone all it did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from musnad.store.connection import Connection
from musnad.store.corrections import Kind, load_corrections

#: So many numbers go into one query.
_AT_ONCE = 500
_KINDS: tuple[Kind, ...] = ("entity-same", "entity-apart")


class Grouping:
    """The groups of names in an open library: `members` of some of them. Numbers are those of entities."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.same: set[frozenset[int]] = set()
        self.apart: set[frozenset[int]] = set()
        self.cut: set[frozenset[int]] = set()
        for subject, value, is_same in self._corrections():
            pair = frozenset((subject, value))
            (self.apart if is_same else self.same).discard(pair)
            (self.same if is_same else self.apart).add(pair)
            if not is_same:
                self.cut |= {pair, *self._edge(subject, value)}

    def _corrections(self) -> Iterator[tuple[int, int, bool]]:
        for one in load_corrections(self.connection, kinds=_KINDS):
            subject, value = (entity_number(self.connection, key) for key in (one.subject, str(one.value)))
            if subject is not None and value is not None and subject != value:
                yield subject, value, one.kind == "entity-same"

    def members(self, numbers: Iterable[int]) -> set[int]:
        """These names with all that are one with them, over any number of links."""
        found: set[int] = set()
        fresh = set(numbers)
        while fresh:
            found |= fresh
            fresh = self._beside(fresh) - found
        return found

    def groups(self, numbers: Collection[int]) -> list[set[int]]:
        """The groups that these names are in, each once."""
        groups: list[set[int]] = []
        seen: set[int] = set()
        for number in numbers:
            if number not in seen:
                groups.append(self.members([number]))
                seen |= groups[-1]
        return groups

    def apart_from(self, numbers: Collection[int]) -> set[int]:
        """All that persons told apart from one of these names, with what is one with it."""
        told = set(numbers)
        others = {other for pair in self.apart if pair & told for other in pair - told}
        return self.members(others) if others else set()

    def _beside(self, numbers: Collection[int]) -> set[int]:
        found = {other for pair in self.same if pair & set(numbers) for other in pair}
        links = (frozenset(pair) for query in (_UP, _DOWN) for pair in select_many(self.connection, query, numbers))
        return found | {other for pair in links if pair not in self.cut for other in pair}

    def _edge(self, one: int, other: int) -> list[frozenset[int]]:
        """The link at `one` on the way to `other`; none where they hang in different trees."""
        up, down = self._line(one), self._line(other)
        if up[-1] != down[-1]:
            return []
        if one in down:
            return [frozenset((one, down[down.index(one) - 1]))]
        return [frozenset((one, up[1]))]

    def _line(self, number: int) -> list[int]:
        """A name, the one that it leads to, and so on."""
        line = [number]
        query = "SELECT fuller FROM name_link WHERE entity = ?"
        while (row := self.connection.execute(query, (line[-1],)).fetchone()) is not None and row[0] not in line:
            line.append(row[0])
        return line


_UP = "SELECT entity, fuller FROM name_link WHERE entity IN ({})"
_DOWN = "SELECT fuller, entity FROM name_link WHERE fuller IN ({})"


def select_many(connection: Connection, query: str, numbers: Collection[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query whose marks stand for many numbers, some at a time."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        yield from connection.execute(query.format(",".join("?" * len(some))), some).fetchall()


def is_linked(connection: Connection) -> bool:
    """Whether the names of the library have been linked."""
    return connection.execute("SELECT 1 FROM library WHERE name = 'names_at'").fetchone() is not None


def entity_number(connection: Connection, key: str) -> int | None:
    """The number of an entity by its id (``person:…``)."""
    row = connection.execute("SELECT n FROM entity WHERE kind = ? AND key = ?", tuple(key.split(":", 1))).fetchone()
    return None if row is None else int(row[0])


__all__ = ["Grouping", "entity_number", "is_linked", "select_many"]
