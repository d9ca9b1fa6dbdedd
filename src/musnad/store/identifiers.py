"""Identifiers that users gave persons, places and bodies: numbers of their own, or those of a list such as Wikidata's. They
are corrections: looked up when a question comes, never written into what was read."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from musnad.store.connection import Connection
from musnad.store.corrections import STANDING_OF, WHERE_STANDING, load_corrections
from musnad.store.grouping import Grouping, entity_number

_GIVEN = f"{STANDING_OF} {WHERE_STANDING} AND c.kind = 'entity-identifier'"


def identifiers_of(connection: Connection, ids: Collection[str]) -> tuple[str, ...]:
    """The identifiers that some entities (``person:…``) have; of several that one was given, the last."""
    query = f"SELECT c.subject, c.value {_GIVEN} AND c.subject IN ({','.join('?' * len(ids))}) ORDER BY c.n"
    found = {subject: str(msgspec.json.decode(value)) for subject, value in connection.execute(query, list(ids))}
    return tuple(sorted(set(found.values())))


def identified_as(connection: Connection, identifier: str) -> list[int]:
    """The numbers of the entities that were given just this identifier."""
    query = f"SELECT c.subject {_GIVEN} AND c.value = ? ORDER BY c.n"
    rows = connection.execute(query, (msgspec.json.encode(identifier).decode(),)).fetchall()
    return [number for (subject,) in rows if (number := entity_number(connection, subject)) is not None]


class Identified:
    """The identifiers of an open library's names: `of` has those of every name that is one with one that was given it."""

    def __init__(self, connection: Connection, grouping: Grouping | None = None) -> None:
        self.given: dict[int, str] = {}
        self.of: dict[int, tuple[str, ...]] = {}
        corrections = load_corrections(connection, kinds=("entity-identifier",))
        self.grouping = grouping or Grouping(connection)
        for subject, value in {one.subject: str(one.value) for one in corrections}.items():
            if (number := entity_number(connection, subject)) is not None:
                self.given[number] = value
        for group in self.grouping.groups(list(self.given)):
            self.of |= dict.fromkeys(group, tuple(sorted({self.given[one] for one in group & self.given.keys()})))

    def differ(self, one: int, other: int) -> bool:
        """Whether two names have identifiers of which none is the other's, so that they are two."""
        theirs = self.of.get(other, ())
        return bool(theirs) and one in self.of and set(self.of[one]).isdisjoint(theirs)

    def shared(self) -> Iterator[tuple[int, int]]:
        """Pairs of names that have one identifier and stand apart, though nobody told them apart."""
        first: dict[str, int] = {}
        for number, identifier in self.given.items():
            one = first.setdefault(identifier, number)
            if one != number and not self.are_settled(one, number):
                yield one, number

    def are_settled(self, one: int, other: int) -> bool:
        """Whether two names are one already, or were told apart by a person."""
        group = self.grouping.members([one])
        return other in group or bool(self.grouping.apart_from(group) & self.grouping.members([other]))

    def in_article(self, connection: Connection, article: int) -> dict[str, str]:
        """The identifiers of an article's entities, by their keys in its reading."""
        if not self.of:
            return {}
        found: dict[str, str] = {}
        for key, number, fuller in connection.execute(_IN_ARTICLE, (article,)):
            here = self.of.get(fuller, ()) if frozenset((number, fuller)) not in self.grouping.apart else ()
            if values := self.of.get(number) or here:
                found[key] = self.given.get(number, values[0])
        return found


_IN_ARTICLE = """
    SELECT o.key, o.entity, h.fuller FROM article a JOIN entity_of o ON o.version = a.current
    LEFT JOIN name_here h ON h.version = o.version AND h.entity = o.entity WHERE a.n = ?"""

__all__ = ["Identified", "identified_as", "identifiers_of"]
