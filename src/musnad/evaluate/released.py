"""Gold sets that the project holds: ids, offsets and a hash of each text, joined to the texts of a corpus beside it.

No word of an article is in them: names of entities are kept as the places where they stand. ``eval/gold/README.md`` tells
who marked them and under what licence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from musnad.evaluate.gold import (
    Document,
    FurnitureOf,
    Gold,
    GoldDisagreement,
    GoldEntity,
    GoldError,
    GoldFigure,
    GoldSegment,
    GoldSide,
    GoldStatement,
    GoldTime,
    MentionedEntity,
    MentionsOf,
    StatementsOf,
    ValuesOf,
    decode_lines,
    read_corpus,
)
from musnad.records import Record, Span

replace = msgspec.structs.replace


class ReleasedEntity(Record, frozen=True):
    """Somebody who speaks in a document: a place of every string that names them there, the fullest name first."""

    key: str
    kind: str
    aliases: tuple[Span, ...]


class Released(Record, frozen=True):
    """What is marked in one document of a corpus, without its words; `sha256` is that of its text in UTF-8."""

    id: str
    corpus: str
    sha256: str


class ReleasedOf(Released, frozen=True):
    """The statements of a document."""

    entities: tuple[ReleasedEntity, ...]
    statements: tuple[GoldStatement, ...]


class ReleasedValues(Released, frozen=True):
    """The times and figures of a document."""

    published: str | None
    times: tuple[GoldTime, ...]
    figures: tuple[GoldFigure, ...]
    until: int | None = None


class ReleasedMentions(Released, frozen=True):
    """The entities that a document mentions."""

    entities: tuple[MentionedEntity, ...]


class ReleasedFurniture(Released, frozen=True):
    """The segments of a document."""

    segments: tuple[GoldSegment, ...]


class ReleasedSide(Record, frozen=True):
    """A side of a marked disagreement: the article, the place, in `of` its text or title, and a number for the value: sides
    that say the same have the same."""

    article: str
    span: Span
    value: int
    of: Literal["text", "title"] = "text"


class ReleasedFact(Record, frozen=True):
    """A fact that articles of a story tell otherwise; `fact` are the annotator's own words."""

    fact: str
    kind: str
    verdict: str
    sides: tuple[ReleasedSide, ...]


class ReleasedStory(Released, frozen=True):
    """What is told otherwise in an article's story; there is a row for each article, and the first has the facts."""

    story: str
    facts: tuple[ReleasedFact, ...] = ()


Row = TypeVar("Row", bound=Released)
Marked = TypeVar("Marked", StatementsOf, ValuesOf, MentionsOf, FurnitureOf)


def release_story(
    marked: Sequence[GoldDisagreement], documents: Sequence[Document], corpus: str, story: str
) -> list[ReleasedStory]:  # fmt: skip
    """What was marked in the articles of a story, without its words. Raises GoldError where a side is not in its article."""
    by_id = {one.id: one for one in documents}
    facts = tuple(
        ReleasedFact(one.fact, one.kind, one.verdict, tuple(_released_sides(one.sides, by_id))) for one in marked
    )
    return [
        ReleasedStory(one.id, corpus, digest(one.text), story, facts if at == 0 else ()) for at, one in enumerate(documents)
    ]


def _released_sides(sides: Sequence[GoldSide], documents: Mapping[str, Document]) -> Iterator[ReleasedSide]:
    numbers = {value: at for at, value in enumerate(dict.fromkeys(side.value for side in sides), 1)}
    for side in sides:
        document = documents[side.article]
        of: Literal["text", "title"] = "text" if side.text in document.text else "title"
        yield ReleasedSide(side.article, _place(document, side.text, of), numbers[side.value], of)


def joined_story(rows: Sequence[ReleasedStory], documents: Mapping[str, Document]) -> list[GoldDisagreement]:
    """What is marked in a story, with its words. Raises GoldError where a text is not the one that was marked."""
    for row in rows:
        _check(row, documents[row.id])
    return [
        GoldDisagreement(rows[0].story, fact.fact, fact.kind, fact.verdict, tuple(_side(one, documents) for one in fact.sides))
        for row in rows for fact in row.facts
    ]  # fmt: skip


def _side(one: ReleasedSide, documents: Mapping[str, Document]) -> GoldSide:
    document = documents[one.article]
    source = document.text if one.of == "text" else document.title or ""
    return GoldSide(one.article, source[one.span.start : one.span.stop], str(one.value))


def release_furniture(marked: FurnitureOf, document: Document, corpus: str) -> ReleasedFurniture:
    """The segments that were marked in a document of a corpus, without its words."""
    return ReleasedFurniture(marked.id, corpus, digest(document.text), marked.segments)


def joined_furniture(one: ReleasedFurniture, document: Document) -> FurnitureOf:
    """The segments of a document. Raises GoldError where the text is not the one that was marked."""
    _check(one, document)
    return FurnitureOf(one.id, one.segments)


def release_mentions(marked: MentionsOf, document: Document, corpus: str) -> ReleasedMentions:
    """The mentions that were marked in a document of a corpus, without its words. Keys become ``e1``, ``e2`` …"""
    keys = {one.key: f"e{number}" for number, one in enumerate(marked.entities, 1)}
    entities = tuple(
        replace(
            one, key=keys[one.key], name="", mentions=tuple(replace(of, text="", role="") for of in one.mentions),
            members=tuple(keys[key] for key in one.members),
        )
        for one in marked.entities
    )  # fmt: skip
    return ReleasedMentions(marked.id, corpus, digest(document.text), entities)


def joined_mentions(one: ReleasedMentions, document: Document) -> MentionsOf:
    """The mentions with their words; an entity bears its longest name. Raises GoldError where the text is another one."""
    _check(one, document)
    return MentionsOf(one.id, tuple(_with_words(of, document.text) for of in one.entities))


def _with_words(one: MentionedEntity, text: str) -> MentionedEntity:
    def words(span: Span | None) -> str:
        return text[span.start : span.stop] if span else ""

    mentions = tuple(replace(of, text=words(of.span), role=words(of.role_span)) for of in one.mentions)
    longest = max(mentions, key=lambda of: (of.how == "name", len(of.text)))
    return replace(one, name=longest.text, mentions=mentions)


def release_values(marked: ValuesOf, document: Document, corpus: str) -> ReleasedValues:
    """The times and figures that were marked in a document of a corpus, without its words."""
    times = tuple(replace(one, text="") for one in marked.times)
    figures = tuple(replace(one, text="") for one in marked.figures)
    return ReleasedValues(marked.id, corpus, digest(document.text), marked.published, times, figures, marked.until)


def joined_values(one: ReleasedValues, document: Document) -> ValuesOf:
    """The times and figures with their words. Raises GoldError where the text is not the one that was marked."""
    _check(one, document)
    times = tuple(replace(of, text=document.text[of.span.start : of.span.stop]) for of in one.times)
    figures = tuple(replace(of, text=document.text[of.span.start : of.span.stop]) for of in one.figures)
    return ValuesOf(one.id, one.published, times, figures, one.until)


def _check(one: Released, document: Document) -> None:
    if digest(document.text) != one.sha256:
        raise GoldError(f"{one.id}: the text of the corpus is not the one that was marked")


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
    _check(one, document)
    entities = tuple(
        GoldEntity(of.key, of.kind, tuple(document.text[place.start : place.stop] for place in of.aliases)) for of in one.entities
    )
    return StatementsOf(one.id, entities, one.statements)


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _place(document: Document, alias: str, of: Literal["text", "title"] = "text") -> Span:
    at = (document.text if of == "text" else document.title or "").find(alias)
    if at < 0 or not alias:
        raise GoldError(f"{document.id}: what was marked is not in the text")
    return Span(at, at + len(alias))


def _renamed(one: GoldStatement, keys: Mapping[str, str]) -> GoldStatement:
    who = tuple(keys[key] for key in one.who)
    return GoldStatement(
        content=one.content, who=who, form=one.form, complement=one.complement, negated=one.negated, cue=one.cue,
        speaker=one.speaker, to=one.to, at=one.at, via=one.via, inside=one.inside,
    )  # fmt: skip


class OpenGold(Gold):
    """A folder of gold sets, and the sets of statements, values, mentions and furniture that the project holds beside it."""

    def __init__(self, folder: str | Path, released: Path) -> None:
        """`folder` as for Gold, the corpora lie in ``../corpus`` beside it; `released` holds ``PART.SET.jsonl``, and the
        articles that were written for the project."""
        super().__init__(folder)
        self._released = released
        self._folders = (self.corpus_folder, released)
        self._joined: dict[tuple[str, str], list[Any]] = {}
        self._texts: dict[str, Document] = {}

    def has(self, part: str, which: str) -> bool:
        """Whether the folder, or the project with the corpora that it needs, has the set `which` of `part`."""
        return super().has(part, which) or (part in _KINDS and self._can_join(part, which))

    def statements(self, which: str) -> list[StatementsOf]:
        """Marked statements of a set."""
        return self._of_corpus("statements", which, ReleasedOf, joined) or super().statements(which)

    def values(self, which: str) -> list[ValuesOf]:
        """Marked times and figures of a set."""
        return self._of_corpus("values", which, ReleasedValues, joined_values) or super().values(which)

    def mentions(self, which: str) -> list[MentionsOf]:
        """Marked mentions of a set."""
        return self._of_corpus("mentions", which, ReleasedMentions, joined_mentions) or super().mentions(which)

    def furniture(self, which: str) -> list[FurnitureOf]:
        """Marked segments of a set."""
        return self._of_corpus("furniture", which, ReleasedFurniture, joined_furniture) or super().furniture(which)

    def disagreements(self, which: str) -> list[GoldDisagreement]:
        """Marked disagreements of a set."""
        stories = self._stories(which)
        if stories is None:
            return super().disagreements(which)
        return [one for rows in stories.values() for one in joined_story(rows, self._texts)]

    def compared(self, which: str) -> dict[str, tuple[str, ...]]:
        """The stories in which disagreements were marked, with their articles."""
        stories = self._stories(which)
        if stories is None:
            return super().compared(which)
        return {name: tuple(row.id for row in rows) for name, rows in stories.items()}

    def _stories(self, which: str) -> dict[str, list[ReleasedStory]] | None:
        """The rows of each story of a set of the project, their texts at hand; None where the folder has the set."""
        part = "disagreements"
        if super().has(part, which) or not self._can_join(part, which):
            return None
        rows = released_rows(self._released / f"{part}.{which}.jsonl", ReleasedStory)
        if not {row.id for row in rows} <= self._texts.keys():
            self._texts |= texts_of(rows, self._folders)
        found: dict[str, list[ReleasedStory]] = {}
        for row in rows:
            found.setdefault(row.story, []).append(row)
        return found

    def document(self, given_id: str, which: str) -> Document:
        """The document of an id, as `Gold.document`; those of released sets come from their corpus."""
        joined = any(of == which for _, of in self._joined)
        return self._texts[given_id] if joined and given_id in self._texts else super().document(given_id, which)

    def _of_corpus(
        self, part: str, which: str, kind: type[Row], join: Callable[[Row, Document], Marked]
    ) -> list[Marked]:  # fmt: skip
        """A set of the project with its words; empty where the folder has it, or the project or its corpora don't."""
        if super().has(part, which) or not self._can_join(part, which):
            return []
        if (part, which) not in self._joined:
            rows = released_rows(self._released / f"{part}.{which}.jsonl", kind)
            self._texts |= texts_of(rows, self._folders)
            self._joined[part, which] = [join(one, self._texts[one.id]) for one in rows]
        return self._joined[part, which]

    def _can_join(self, part: str, which: str) -> bool:
        path = self._released / f"{part}.{which}.jsonl"
        return path.is_file() and all(corpus_path(self._folders, name).is_file() for name in _corpora(path, part))


def released_rows(path: Path, kind: type[Row]) -> list[Row]:
    """The rows of a released set of a kind."""
    with path.open("rb") as lines:
        return list(decode_lines(lines, kind, path))


#: Parts that the project holds sets of, with their rows.
_KINDS: Mapping[str, type[Released]] = {
    "statements": ReleasedOf, "values": ReleasedValues, "mentions": ReleasedMentions, "furniture": ReleasedFurniture,
    "disagreements": ReleasedStory,
}  # fmt: skip


@cache
def _corpora(path: Path, part: str) -> frozenset[str]:
    return frozenset(one.corpus for one in released_rows(path, _KINDS[part]))


def corpus_path(folders: Sequence[Path], name: str) -> Path:
    """The file of a corpus in one of some folders, packed or not; where it should be in the first if it is in none."""
    paths = [folder / f"{name}{ending}" for folder in folders for ending in (".jsonl.xz", ".jsonl")]
    return next((one for one in paths if one.is_file()), paths[0])


def texts_of(rows: Sequence[Released], folders: Sequence[Path]) -> dict[str, Document]:
    """The documents of rows, from the corpora of some folders. Raises GoldError where one is missing."""
    found: dict[str, Document] = {}
    for name in sorted({one.corpus for one in rows}):
        wanted = {one.id for one in rows if one.corpus == name}
        found |= {one.id: one for one in read_corpus(corpus_path(folders, name)) if one.id in wanted}
    if missing := _missing(rows, found):
        raise GoldError(f"{folders[0]}: {missing} is in no corpus there")
    return found


def _missing(rows: Iterable[Released], found: Mapping[str, Document]) -> str | None:
    return next((one.id for one in rows if one.id not in found), None)


__all__ = [
    "OpenGold", "Released", "ReleasedEntity", "ReleasedFurniture", "ReleasedMentions", "ReleasedOf", "ReleasedStory",
    "ReleasedValues", "corpus_path", "digest", "joined", "joined_furniture", "joined_mentions", "joined_story", "joined_values",
    "release", "release_furniture", "release_mentions", "release_story", "release_values", "released_rows", "texts_of",
]  # fmt: skip
