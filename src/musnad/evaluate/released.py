"""Gold sets that the project holds: ids, offsets and a hash of each text, joined to the texts of a corpus beside it.

No word of an article is in them: names of entities are kept as the places where they stand. ``eval/gold/README.md`` tells
who marked them and under what licence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from musnad.evaluate.gold import Document, Gold, GoldEntity, GoldError, GoldStatement, StatementsOf, decode_lines, read_corpus
from musnad.records import Record, Span


class ReleasedEntity(Record, frozen=True):
    """Somebody who speaks in a document: a place of every string that names them there, the fullest name first."""

    key: str
    kind: str
    aliases: tuple[Span, ...]


class ReleasedOf(Record, frozen=True):
    """The statements of one document of a corpus; `sha256` is that of its text in UTF-8."""

    id: str
    corpus: str
    sha256: str
    entities: tuple[ReleasedEntity, ...]
    statements: tuple[GoldStatement, ...]


def release(marked: StatementsOf, document: Document, corpus: str) -> ReleasedOf:
    """What was marked in a document of a corpus, without its words: each alias becomes the place where it stands first.

    Keys become ``e1``, ``e2`` … Raises GoldError where an alias is not in the text.
    """
    keys = {one.key: f"e{number}" for number, one in enumerate(marked.entities, 1)}
    entities = tuple(
        ReleasedEntity(keys[one.key], one.kind, tuple(_place(document, alias) for alias in one.aliases))
        for one in marked.entities
    )
    statements = tuple(_renamed(one, keys) for one in marked.statements)
    return ReleasedOf(marked.id, corpus, digest(document.text), entities, statements)


def joined(one: ReleasedOf, document: Document) -> StatementsOf:
    """The statements with the words of their document. Raises GoldError where the text is not the one that was marked."""
    if digest(document.text) != one.sha256:
        raise GoldError(f"{one.id}: the text of the corpus is not the one that was marked")
    entities = tuple(
        GoldEntity(of.key, of.kind, tuple(document.text[place.start : place.stop] for place in of.aliases)) for of in one.entities
    )
    return StatementsOf(one.id, entities, one.statements)


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _place(document: Document, alias: str) -> Span:
    at = document.text.find(alias)
    if at < 0 or not alias:
        raise GoldError(f"{document.id}: an alias is not in the text")
    return Span(at, at + len(alias))


def _renamed(one: GoldStatement, keys: Mapping[str, str]) -> GoldStatement:
    who = tuple(keys[key] for key in one.who)
    return GoldStatement(
        content=one.content, who=who, form=one.form, complement=one.complement, negated=one.negated, cue=one.cue,
        speaker=one.speaker, to=one.to, at=one.at, via=one.via, inside=one.inside,
    )  # fmt: skip


class OpenGold(Gold):
    """A folder of gold sets, and the sets of statements that the project holds beside it."""

    def __init__(self, folder: str | Path, released: Path) -> None:
        """`folder` as for Gold, the corpora lie in ``../corpus`` beside it; `released` holds ``statements.SET.jsonl``."""
        super().__init__(folder)
        self._released = released
        self._joined: dict[str, list[StatementsOf]] = {}
        self._texts: dict[str, Document] = {}

    def has(self, part: str, which: str) -> bool:
        """Whether the folder, or the project with the corpora that it needs, has the set `which` of `part`."""
        return super().has(part, which) or (part == "statements" and self._can_join(which))

    def statements(self, which: str) -> list[StatementsOf]:
        """Marked statements of a set."""
        if super().has("statements", which) or not self._can_join(which):
            return super().statements(which)
        if which not in self._joined:
            rows = released_sets(self._released / f"statements.{which}.jsonl")
            self._texts |= texts_of(rows, self.corpus_folder)
            self._joined[which] = [joined(one, self._texts[one.id]) for one in rows]
        return self._joined[which]

    def document(self, given_id: str, which: str) -> Document:
        """The document of an id, as `Gold.document`; those of released sets come from their corpus."""
        return self._texts[given_id] if which in self._joined else super().document(given_id, which)

    def _can_join(self, which: str) -> bool:
        path = self._released / f"statements.{which}.jsonl"
        return path.is_file() and all(corpus_path(self.corpus_folder, name).is_file() for name in _corpora(path))


def released_sets(path: Path) -> list[ReleasedOf]:
    """The rows of a released set."""
    with path.open("rb") as lines:
        return list(decode_lines(lines, ReleasedOf, path))


@cache
def _corpora(path: Path) -> frozenset[str]:
    return frozenset(one.corpus for one in released_sets(path))


def corpus_path(folder: Path, name: str) -> Path:
    """The file of a corpus in a folder."""
    return folder / f"{name}.jsonl.xz"


def texts_of(rows: Sequence[ReleasedOf], folder: Path) -> dict[str, Document]:
    """The documents of rows, from the corpora of a folder. Raises GoldError where one is missing."""
    found: dict[str, Document] = {}
    for name in sorted({one.corpus for one in rows}):
        wanted = {one.id for one in rows if one.corpus == name}
        found |= {one.id: one for one in read_corpus(corpus_path(folder, name)) if one.id in wanted}
    if missing := _missing(rows, found):
        raise GoldError(f"{folder}: {missing} is in no corpus there")
    return found


def _missing(rows: Iterable[ReleasedOf], found: Mapping[str, Document]) -> str | None:
    return next((one.id for one in rows if one.id not in found), None)


__all__ = [
    "OpenGold", "ReleasedEntity", "ReleasedOf", "corpus_path", "digest", "joined", "release", "released_sets", "texts_of",
]  # fmt: skip
