"""An article made ready to be written: everything that needs no library, as plain rows. Pure, so that it runs
anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from musnad.records import FOREIGN_BLOCKS, Article, Entity, Reading, SetAside, Statement
from musnad.store import packing
from musnad.store.entities import EntityRow
from musnad.store.words import index_columns
from musnad.text.fold import fold_key

T = TypeVar("T")
#: Links of a chain that hand words on; outlet and speaker, at its ends, have columns of their own.
_RELAYS = frozenset({"agency", "channel", "document", "republisher", "body"})
#: A speaker: key of its entity, name, role folded, how it is told.
SpeakerRow: TypeAlias = tuple[str | None, str, str | None, str]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as the tables hold it; entities are still keys of its article."""

    place: int
    id: str
    content: str
    columns: tuple[object, ...]
    speakers: tuple[SpeakerRow, ...]
    about: tuple[str, ...]
    relays: tuple[tuple[str, str], ...]
    words: str
    stems: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article with its reading, ready to be written. `facts` are given id, outlet, outlet folded, address, time of
    publication and its day; `entities` are key, kind, name, all names, and roles."""

    id: str
    version: str
    title: str | None
    text: str
    facts: tuple[str | None, ...]
    record: bytes
    raw: bytes | None
    words: str
    stems: str
    made_by: str
    reading: bytes
    entities: tuple[EntityRow, ...]
    statements: tuple[StatementRow, ...]


def prepare(article: Article, reading: Reading) -> Prepared:
    """Make an article and its reading ready. Raises UnicodeEncodeError where the text holds lone surrogates."""
    article.text.encode("utf-8")
    words, stems = index_columns(article.title, article.text)
    unique = {one.id: (place, one) for place, one in reversed(list(enumerate(reading.statements)))}
    rows = sorted(unique.values(), key=lambda pair: pair[0])
    known = _known_elsewhere(reading)
    return Prepared(
        id=article.id,
        version=article.version,
        title=article.title,
        text=article.text,
        facts=_facts(article),
        record=packing.pack_article(article),
        raw=packing.pack_raw(article),
        words=words,
        stems=stems,
        made_by=reading.made_by,
        reading=packing.pack(reading),
        entities=tuple(_entity(one) for one in reading.entities if one.key in known),
        statements=tuple(_statement(article, one, at, known) for at, one in rows if at < packing.MOST_STATEMENTS),
    )


def try_prepare(article: Article, read: Callable[[Article], Reading]) -> Prepared | SetAside:
    """Read an article and make it ready; one that cannot be is set aside with the reason, so that no other is lost."""
    return tried(article, lambda one: prepare(one, read(one)))


def tried(article: Article, work: Callable[[Article], T]) -> T | SetAside:
    """What some work makes of an article, or why it could not."""
    try:
        return work(article)
    except UnicodeEncodeError:
        detail = "lone surrogates: the file was not decoded rightly"
        return SetAside(where=name_of(article), reason="not-unicode", detail=detail)
    except Exception as error:  # listed, and shown by the exit code: a fault of ours must not stop a night's work
        return SetAside(where=name_of(article), reason="fault", detail=f"{type(error).__name__}: {error}"[:500])


def storable(text: str) -> str:
    """A text that can be stored: lone surrogates shown as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def name_of(article: Article) -> str:
    """What a person knows an article by: its address, or the id that its source gave."""
    return article.url or article.given_id or article.id


def _facts(article: Article) -> tuple[str | None, ...]:
    outlet_key = fold_key(article.outlet) if article.outlet else None
    day = packing.day_of(article.published)
    return article.given_id, article.outlet, outlet_key, article.url, article.published, day


def _known_elsewhere(reading: Reading) -> frozenset[str]:
    """Keys of the entities that other articles can tell of, too: all but those that are only described and neither speak nor
    act. «The club» and «the latter» alone are somebody of their article, and nobody's name elsewhere."""
    described = {mention.entity for mention in reading.mentions if mention.how == "role"}
    described -= {mention.entity for mention in reading.mentions if mention.how == "name"}
    for one in reading.statements:
        described -= {speaker.entity or "" for speaker in one.speakers} | {link.entity or "" for link in one.chain}
    described -= {act.actor or "" for act in reading.acts}
    return frozenset(entity.key for entity in reading.entities) - described


def _entity(one: Entity) -> EntityRow:
    return one.key, one.kind, one.name, (one.name, *one.aliases), one.roles


def _statement(article: Article, one: Statement, place: int, known: frozenset[str]) -> StatementRow:
    content = packing.content_text(article, one)
    day = packing.day_of(article.published) if own_block(one) else None
    words, stems = index_columns(None, content)
    return StatementRow(
        place=place,
        id=one.id,
        content=content,
        columns=(
            one.of, int(is_own(one)), content, one.form, one.complement, one.cue.stance, one.cue.lemma, int(one.negated),
            one.said, one.said or day, one.confidence, one.rule,
        ),
        speakers=tuple((s.entity, s.name, fold_key(s.role) if s.role else None, s.how) for s in one.speakers),
        about=tuple(key for key in dict.fromkeys(one.about) if key in known),
        relays=tuple((link.kind, fold_key(link.name)) for link in one.chain if link.kind in _RELAYS),
        words=words,
        stems=stems,
    )  # fmt: skip


def own_block(statement: Statement) -> bool:
    """Whether a statement stands in a block of the article's own, so that the article's day is its day."""
    return statement.block not in FOREIGN_BLOCKS


def is_own(statement: Statement) -> bool:
    """Whether a statement counts as one that the article reports: not a repeat, not another article's, not its title's
    short form."""
    return own_block(statement) and statement.shortens is None


__all__ = ["Prepared", "StatementRow", "is_own", "name_of", "own_block", "prepare", "storable", "tried", "try_prepare"]
