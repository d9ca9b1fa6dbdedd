"""What persons put right, as it bears on who is found and who speaks: names that are one or two, other names, other
speakers.

Corrections never rewrite a reading: they are looked up when a question comes, so undoing one undoes all it did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from musnad.records import Reading, Speaker, Statement
from musnad.store.carry import current_statement_id
from musnad.store.connection import Connection
from musnad.store.corrections import STANDING_OF, WHERE_STANDING, Kind, load_corrections
from musnad.store.entities import name_words
from musnad.store.grouping import Grouping, entity_number
from musnad.text.fold import fold_key

_OF_ENTITIES: tuple[Kind, ...] = ("entity-same", "entity-apart", "entity-name")


def entity_id(kind: str, key: str) -> str:
    """How corrections name an entity: ``person:…`` with its folded name."""
    return f"{kind}:{key}"


@dataclass(slots=True)
class Regrouped:
    """Which entities persons made one, told apart, or named otherwise; by ids of `entity_id`."""

    same: set[frozenset[str]] = field(default_factory=set)
    apart: set[frozenset[str]] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    def joined_with(self, entities: Iterable[str]) -> set[str]:
        """These entities with all that persons made one with them, over any number of steps."""
        found = set(entities)
        grew = bool(self.same)
        while grew:
            more = {one for pair in self.same if pair & found for one in pair} - found
            found |= more
            grew = bool(more)
        return found

    def apart_from(self, entities: Collection[str]) -> set[str]:
        """All that persons told apart from one of these entities."""
        told = set(entities)
        return {one for pair in self.apart if pair & told for one in pair - told}


def load_regrouped(connection: Connection) -> Regrouped:
    """What stands of the corrections of entities; of two that contradict each other the later one."""
    groups = Regrouped()
    for one in load_corrections(connection, kinds=_OF_ENTITIES):
        if one.kind == "entity-name":
            groups.names[one.subject] = str(one.value)
            continue
        pair = frozenset((one.subject, str(one.value)))
        chosen, other = (groups.same, groups.apart) if one.kind == "entity-same" else (groups.apart, groups.same)
        other.discard(pair)
        chosen.add(pair)
    return groups


def regroup(connection: Connection, found: set[int], who: str) -> set[int]:
    """The entities found for a name with all that are one with them, as persons put it right: those renamed to it too, and
    none that stands apart from the one of just this name."""
    names = load_regrouped(connection).names
    grouping = Grouping(connection)
    wanted, key = set(name_words(who)), fold_key(who)
    renamed = [one for one, name in names.items() if wanted <= set(name_words(name))]
    found = found | {number for one in renamed if (number := entity_number(connection, one)) is not None}
    keys = dict(_keys(connection, found)) if grouping.apart else {}
    exact = {number for number, (kind, own) in keys.items() if key in (own, fold_key(names.get(f"{kind}:{own}", "")))}
    return grouping.members(found - grouping.apart_from(exact)) - grouping.apart_from(exact)


def _keys(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, str]]]:
    for number in numbers:
        yield number, connection.execute("SELECT kind, key FROM entity WHERE n = ?", (number,)).fetchone()


# ---- speakers --------------------------------------------------------------------------------------------------------


def corrected_speakers(connection: Connection) -> dict[str, str]:
    """The names that persons put in the place of speakers, by the statements' present ids; empty for nobody."""
    return _of_statements(connection, "statement-speaker")


def verdicts(connection: Connection) -> dict[str, str]:
    """What persons said of statements, by the statements' present ids."""
    return _of_statements(connection, "statement-checked")


def _of_statements(connection: Connection, kind: Kind) -> dict[str, str]:
    """What stands of one kind of corrections, by the present ids of their statements; of several the last one."""
    query = f"SELECT c.subject, c.value, s.leads_to {STANDING_OF} LEFT JOIN statement_id s ON s.id = c.subject {WHERE_STANDING}"
    return {
        subject if leads_to is None else current_statement_id(connection, leads_to): str(msgspec.json.decode(value))
        for subject, value, leads_to in connection.execute(f"{query} AND c.kind = ? ORDER BY c.n", (kind,)).fetchall()
    }


@dataclass(frozen=True, slots=True)
class Judged:
    """What persons said of the library's statements: right or wrong, and who speaks; by present ids."""

    checked: dict[str, str]
    speakers: dict[str, str]

    def reading(self, reading: Reading) -> Reading:
        """A reading without the statements judged wrong, its speakers as persons put them right."""
        if not any(one.id in self.checked or one.id in self.speakers for one in reading.statements):
            return reading
        kept = tuple(self._statement(one) for one in reading.statements if self.checked.get(one.id) != "wrong")
        return msgspec.structs.replace(reading, statements=kept)

    def _statement(self, one: Statement) -> Statement:
        if one.id not in self.speakers:
            return one
        name = self.speakers[one.id]
        speakers = (Speaker(entity=None, name=name, how="named", span=None, role=None),) if name else ()
        return msgspec.structs.replace(one, speakers=speakers)


def load_apart(connection: Connection) -> set[frozenset[str]]:
    """Pairs of statements, by present ids, that persons told apart: they are not one saying."""
    found = load_corrections(connection, kinds=("saying-apart",))
    return {frozenset(current_statement_id(connection, key) for key in (one.subject, str(one.value))) for one in found}


def load_judged(connection: Connection) -> Judged:
    """All that stands of what persons said of statements."""
    return Judged(verdicts(connection), corrected_speakers(connection))


__all__ = [
    "Judged", "Regrouped", "corrected_speakers", "entity_id", "load_apart", "load_judged", "load_regrouped", "regroup",
    "verdicts",
]  # fmt: skip
