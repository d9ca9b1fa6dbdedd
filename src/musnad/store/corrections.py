"""What a person put right: rows that are only ever added, undone by further rows, carried between libraries as a
file."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeAlias, get_args

import msgspec

from musnad.store.answers import Correction
from musnad.store.articles import now
from musnad.store.connection import Connection
from musnad.store.errors import LibraryError

#: What can be put right. Subject and value of each:
#: statement-checked: statement id; "right" or "wrong" · statement-speaker: statement id; name, empty for nobody ·
#: entity-name: entity; name · entity-identifier: entity; identifier · entity-same: entity; entity ·
#: entity-apart: entity; entity · story-title: story id; title · story-with: story id; article id ·
#: story-without: story id; article id · story-join: story id; ids of an article of it and of one of the story that is
#: joined with it, with a blank between them · disagreement: its id; verdict · saying-apart: statement id; statement id.
#: An entity is named by its kind and its folded name: ``person:…``.
Kind: TypeAlias = Literal[
    "statement-checked", "statement-speaker", "entity-name", "entity-identifier", "entity-same", "entity-apart", "story-title",
    "story-with", "story-without", "story-join", "disagreement", "saying-apart",
]  # fmt: skip
_COLUMNS = "id, made, made_by, kind, subject, value, undoes"
#: Parts of a query for the corrections that stand: those that are no undoing and are not undone.
STANDING_OF = "FROM correction c"
WHERE_STANDING = "WHERE c.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM correction u WHERE u.undoes = c.id)"
_STANDING = f"{STANDING_OF} {WHERE_STANDING}"


def add_correction(connection: Connection, kind: Kind, subject: str, value: Any, by: str) -> Correction:
    """Add a correction inside the open write transaction. Raises LibraryError for an unknown kind."""
    if kind not in get_args(Kind):
        raise LibraryError("query", f"{kind!r} is no kind of correction: one of {', '.join(get_args(Kind))}")
    made = Correction(id=uuid.uuid4().hex, made=now(), made_by=by, kind=kind, subject=subject, value=value)
    _insert(connection, made)
    return made


def undo_correction(connection: Connection, wanted: str, by: str) -> Correction:
    """Undo a correction by adding one that says so. Raises LibraryError where it is unknown or undone already."""
    row = connection.execute(f"SELECT {_COLUMNS} {_STANDING} AND id = ?", (wanted,)).fetchone()
    if row is None:
        raise LibraryError("unknown-id", f"no correction {wanted} that stands: it is unknown, or undone already")
    old = _correction(row)
    made = Correction(id=uuid.uuid4().hex, made=now(), made_by=by, kind=old.kind, subject=old.subject, undoes=old.id)
    _insert(connection, made)
    return made


def load_corrections(
    connection: Connection, *, standing: bool = True, subject: str | None = None, kinds: Sequence[Kind] = ()
) -> list[Correction]:
    """Corrections in the order in which they were made: those that stand, or all that ever were; of one subject or of
    some kinds only where they are named."""
    query = f"SELECT {_COLUMNS} " + (_STANDING if standing else "FROM correction WHERE 1 = 1")
    parameters: list[str] = []
    if subject is not None:
        query += " AND subject = ?"
        parameters.append(subject)
    if kinds:
        query += f" AND kind IN ({','.join('?' * len(kinds))})"
        parameters += kinds
    return [_correction(row) for row in connection.execute(query + " ORDER BY n", parameters)]


def export_corrections(connection: Connection) -> Iterator[bytes]:
    """All corrections, the undone ones too, as JSON, one a line."""
    for one in load_corrections(connection, standing=False):
        yield msgspec.json.encode(one) + b"\n"


def import_corrections(connection: Connection, lines: Iterable[bytes]) -> int:
    """Add the corrections of a file that are not here yet; how many. Raises LibraryError, naming the line, before any
    is added."""
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(msgspec.json.decode(line, type=Correction))
        except msgspec.MsgspecError as error:
            raise LibraryError("query", f"line {number} of the corrections is none ({error}): nothing was brought in") from error
    return sum(_insert(connection, one) for one in found)


def _insert(connection: Connection, one: Correction) -> int:
    row = (one.id, one.made, one.made_by, one.kind, one.subject, msgspec.json.encode(one.value).decode(), one.undoes)
    query = f"INSERT INTO correction ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    return connection.execute(query, row).rowcount


def _correction(row: tuple[Any, ...]) -> Correction:
    key, made, made_by, kind, subject, value, undoes = row
    return Correction(
        id=key, made=made, made_by=made_by, kind=kind, subject=subject, value=msgspec.json.decode(value), undoes=undoes
    )


__all__ = [
    "STANDING_OF", "WHERE_STANDING", "Kind", "add_correction", "export_corrections", "import_corrections",
    "load_corrections", "undo_correction",
]  # fmt: skip
