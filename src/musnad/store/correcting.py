"""Whether a correction makes sense in this library, before it is added: its subject is there, its value is of its kind, and
no other correction says the opposite."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from musnad.records import EntityKind
from musnad.store.carry import current_statement_id
from musnad.store.connection import Connection
from musnad.store.corrected import entity_id, load_regrouped
from musnad.store.corrections import Kind
from musnad.store.errors import LibraryError
from musnad.store.grouping import entity_number
from musnad.store.identifier_table import fault_of
from musnad.store.identifiers import Identified
from musnad.store.loading import article_number
from musnad.store.naming import find_known
from musnad.store.stories import current_story_id
from musnad.text.fold import fold_key

_VERDICTS = {"statement-checked": ("right", "wrong"), "disagreement": ("conflict", "unsure", "compatible")}

#: So many are named where several go by a name.
_MOST_CHOICES = 5


def checked_correction(connection: Connection, kind: Kind, subject: str, value: Any) -> tuple[str, Any]:
    """Subject and value as they are kept: present ids, entities as ``person:…``. Raises LibraryError, saying what is wrong."""
    if kind not in get_args(Kind):
        raise LibraryError("query", f"{kind!r} is no kind of correction: one of {', '.join(get_args(Kind))}")
    if kind in _VERDICTS and value not in _VERDICTS[kind]:
        raise LibraryError("query", f"{kind} takes {' or '.join(_VERDICTS[kind])}, not {value!r}")
    if kind.startswith("statement-"):
        return _statement(connection, subject), value
    if kind == "saying-apart":
        return _statement(connection, subject), _statement(connection, str(value))
    if kind.startswith("entity-"):
        return _entity(connection, kind, subject, value)
    if kind.startswith("story-"):
        return _story(connection, kind, subject, value)
    if kind == "disagreement":
        _must_be(connection, "disagreement", subject, "`musnad disagreements` lists them")
    return subject, value


def _statement(connection: Connection, subject: str) -> str:
    key = current_statement_id(connection, subject)
    _must_be(connection, "statement", key, "`musnad search` finds ids")
    return key


def _story(connection: Connection, kind: Kind, subject: str, value: Any) -> tuple[str, Any]:
    story = current_story_id(connection, subject)
    _must_be(connection, "story", story, "`musnad stories` lists them")
    if kind == "story-title":
        if not str(value).strip():
            raise LibraryError("query", "the title is empty")
        return story, value
    if kind == "story-join":
        return story, _of_both(connection, story, str(value))
    number = article_number(connection, str(value), "the library")
    return story, connection.execute("SELECT id FROM article WHERE n = ?", (number,)).fetchone()[0]


def _of_both(connection: Connection, story: str, value: str) -> str:
    """An article of a story and one of another that it is joined with: stories are made again, articles stay."""
    other = current_story_id(connection, value)
    _must_be(connection, "story", other, "`musnad stories` lists them")
    if other == story:
        raise LibraryError("query", f"{value} is the same story already")
    query = "SELECT min(a.id) FROM story_article sa JOIN article a ON a.n = sa.article WHERE sa.story = ?"
    found = [connection.execute(query, (one,)).fetchone()[0] for one in (story, other)]
    if None in found:
        raise LibraryError("unknown-id", f"one of the stories {story} and {value} is no more: `musnad stories` lists them")
    return " ".join(found)


def _must_be(connection: Connection, table: str, key: str, hint: str) -> None:
    if connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (key,)).fetchone() is None:
        raise LibraryError("unknown-id", f"no {table} {key} in the library: {hint}")


def _entity(connection: Connection, kind: Kind, subject: str, value: Any) -> tuple[str, Any]:
    one = find_entity(connection, subject)
    if kind == "entity-name":
        if not fold_key(str(value)).strip():
            raise LibraryError("query", "the name is empty")
        return one, value
    if kind == "entity-identifier":
        return one, _identifier(connection, one, str(value).strip())
    other = find_entity(connection, str(value))
    if one == other:
        raise LibraryError("query", f"{subject} and {value} are one name already")
    groups = load_regrouped(connection)
    if kind == "entity-apart" and other in groups.joined_with({one}):
        raise _against(subject, value, "made one")
    if kind == "entity-same" and groups.apart_from(groups.joined_with({one})) & groups.joined_with({other}):
        raise _against(subject, value, "told apart")
    if kind == "entity-same":
        _must_not_differ(connection, one, other)
    return one, other


def _identifier(connection: Connection, one: str, identifier: str) -> str:
    """An identifier for an entity that has none yet."""
    if fault := fault_of(identifier):
        raise LibraryError("query", f"the identifier is {fault}")
    number = entity_number(connection, one)
    have = () if number is None else Identified(connection).of.get(number, ())
    if have:
        told = "already" if identifier in have else "and one name has one: undo that first, or split its names"
        raise LibraryError("query", f"{one} has the identifier {', '.join(have)} {told}")
    return identifier


def _must_not_differ(connection: Connection, one: str, other: str) -> None:
    identified = Identified(connection)
    numbers = [number for key in (one, other) if (number := entity_number(connection, key)) is not None]
    if len(numbers) == 2 and identified.differ(*numbers):
        told = " and ".join(", ".join(identified.of[number]) for number in numbers)
        raise LibraryError("query", f"{one} and {other} have two identifiers, {told}: undo one (`musnad correct list`)")


def _against(one: str, other: Any, done: str) -> LibraryError:
    return LibraryError("query", f"{one} and {other} were {done} by a correction: undo that one (`musnad correct list`)")


def find_entity(connection: Connection, wanted: str) -> str:
    """The id (``person:…``) of the entity that goes by just this name, or else of the only one that goes by it as a part of
    its name. Raises LibraryError where there is none, or several and none is named."""
    kind, colon, name = wanted.partition(":")
    kinds = (kind,) if colon and kind in get_args(EntityKind) else get_args(EntityKind)
    key = fold_key(name if len(kinds) == 1 else wanted)
    found = [row[0] for row in connection.execute("SELECT kind FROM entity WHERE key = ?", (key,)) if row[0] in kinds]
    if not found:
        return _only_known(connection, name if len(kinds) == 1 else wanted, kinds)
    if len(found) > 1:
        choices = ", ".join(entity_id(one, key) for one in sorted(found))
        raise LibraryError("query", f"{wanted} names several of different kinds: say which, one of {choices}")
    return entity_id(found[0], key)


def _only_known(connection: Connection, name: str, kinds: Collection[str]) -> str:
    """The id of the only entity of these kinds that goes by a name that is a part of its own."""
    found = [one for one in find_known(connection, name) if one.kind in kinds]
    if not found:
        raise LibraryError("unknown-id", f"nobody in the library goes by the name {name}: `musnad names show` finds names")
    if len(found) > 1:
        choices = ", ".join(one.id for one in found[:_MOST_CHOICES]) + (" …" if len(found) > _MOST_CHOICES else "")
        raise LibraryError("query", f"several go by the name {name}: say which, one of {choices}")
    return found[0].id


__all__ = ["checked_correction", "find_entity"]
