"""Finding the library's entities by a name, or a part of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from musnad.store.connection import Connection
from musnad.store.corrected import corrected_speakers, regroup
from musnad.store.entities import name_words
from musnad.store.grouping import Grouping, is_linked
from musnad.store.identifiers import identified_as
from musnad.store.variants import heard_as, name_variants

#: A last name alone stands for one man where this share of the articles that give it a first name give it his.
_ALONE = 0.8


def find_entities(connection: Connection, who: str) -> list[int]:
    """The numbers of the entities of which one name has every word of `who`, in any order.

    A single word also finds longer names («بيسكوف» finds «دميتري بيسكوف»). A longer name finds its last word alone
    where next to nobody else of that name is in the library. Foreign names are found under other spellings too, also when
    `who` is in Latin or Cyrillic letters. What persons joined, told apart or renamed is found as they put it right. An
    identifier that a user gave (`musnad names identify`) finds whom it was given.
    """
    if identified := identified_as(connection, who.strip()):
        return sorted(Grouping(connection).members(identified))
    words = name_words(who)
    if not words:
        return []
    rows = [tuple(dict.fromkeys((word, *name_variants(connection, word), *heard_as(connection, word)))) for word in words]
    query = " INTERSECT ".join(f"SELECT name, entity FROM entity_word WHERE word IN ({_marks(row)})" for row in rows)
    found = {entity for _, entity in connection.execute(query, [word for row in rows for word in row])}
    if len(words) > 1 and not is_linked(connection):
        found |= _alone(connection, rows[-1], found)
    return sorted(regroup(connection, found, who))


def spoken_by(connection: Connection, who: str) -> tuple[str, list[Any]]:
    """A query for the numbers of the statements of everybody whose name has the words of `who`, with its parameters;
    speakers that a person put right count as put right."""
    entities = find_entities(connection, who)
    query, parameters = statements_with(connection, "speaker", entities)
    corrected = corrected_speakers(connection)
    if not corrected:
        return query, parameters
    names = {name: _is_called(connection, name, who, set(entities)) for name in set(corrected.values())}
    theirs = [key for key, name in corrected.items() if names[name]]
    return (
        f"SELECT statement FROM ({query}) spoken WHERE statement NOT IN "
        f"(SELECT n FROM statement WHERE id IN ({_marks(list(corrected))})) "
        f"UNION SELECT n FROM statement WHERE id IN ({_marks(theirs)})",
        [*parameters, *corrected, *theirs],
    )


def statements_with(
    connection: Connection, table: Literal["speaker", "about"], entities: Sequence[int]
) -> tuple[str, list[Any]]:
    """A query for the numbers of the statements that one of these entities speaks in or that are about it, with its
    parameters; where another name stands for it in an article, too."""
    query = f"SELECT statement FROM {table} WHERE entity IN ({_marks(entities)})"
    parted = [tuple(sorted(pair)) for pair in Grouping(connection).apart]
    kept = "".join(" AND NOT (h.entity IN (?, ?) AND h.fuller IN (?, ?))" for _ in parted)
    here = f"""SELECT p.statement FROM name_here h JOIN statement s ON s.version = h.version
        JOIN {table} p ON p.statement = s.n AND p.entity = h.entity WHERE h.fuller IN ({_marks(entities)}){kept}"""
    return f"{query} UNION {here}", [*entities, *entities, *(number for pair in parted for number in (*pair, *pair))]


def _is_called(connection: Connection, name: str, who: str, entities: set[int]) -> bool:
    """Whether somebody of this name is meant by `who`, whose entities are given."""
    if not name:
        return False
    return set(name_words(who)) <= set(name_words(name)) or not entities.isdisjoint(find_entities(connection, name))


def _alone(connection: Connection, last: Sequence[str], found: set[int]) -> set[int]:
    """Entities that go by a last name only, where the entities found have it nearly for themselves."""
    alone: set[int] = set()
    theirs = others = 0
    query = f"""
        SELECT e.n, e.key, (SELECT count(*) FROM entity_of o WHERE o.entity = e.n)
        FROM entity e WHERE e.n IN (SELECT entity FROM entity_word WHERE word IN ({_marks(last)}))"""
    for number, key, articles in connection.execute(query, list(last)):
        if key in last:
            alone.add(number)
        elif number in found:
            theirs += articles
        else:
            others += articles
    return alone if theirs and theirs >= _ALONE * (theirs + others) else set()


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


__all__ = ["find_entities", "spoken_by", "statements_with"]
