"""Gold sets as records: what annotators marked, joined by id to the documents it was marked in.

A folder of gold holds ``PART.SET.jsonl`` files and documents in ``*.docs.jsonl``; the guidelines beside them say what
is marked. Stories and disagreements name articles of a corpus that lies in ``../corpus`` beside the folder.
Nothing of a ``check`` set is opened unless that set is asked for.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from musnad.records import Article, BlockKind, Complement, EntityKind, Form, Record, Span

#: Sets that tuning may look at; ``check`` is measured on demand only.
OPEN_SETS = ("dev", "train", "ours", "written", "seeds")
#: Sets for accepting changes and for other outlets: figures only, on demand, never their errors.
HELD_SETS = ("fresh", "saudi", "unseen")
CHECK = "check"
#: A user's own annotations (`musnad annotated --gold`): no floors, and nothing was learned from them.
OWN_SET = "mine"


class GoldError(ValueError):
    """A gold file is missing or malformed: says which file and line, never what the line holds."""


class Document(Record, frozen=True):
    """An article that gold was marked in. `published` is ISO 8601, a day or a moment."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    author: str | None = None

    def article(self) -> Article:
        """The document as an article with blocks, as a reader of the outlet's page would get it."""
        from musnad.page.article import make_article

        return make_article(
            self.text, title=self.title, outlet=self.outlet, url=self.url, published=self.published,
            author=self.author, given_id=self.id,
        )  # fmt: skip


class GoldEntity(Record, frozen=True):
    """Somebody who speaks in a document: every string that names them there, the fullest name first."""

    key: str
    kind: str
    aliases: tuple[str, ...]


class GoldStatement(Record, frozen=True):
    """A marked statement; `who` holds keys of entities, `inside` the index of the outer statement."""

    content: tuple[Span, ...]
    who: tuple[str, ...]
    form: Form
    complement: Complement
    negated: bool = False
    cue: Span | None = None
    speaker: Span | None = None
    to: Span | None = None
    at: Span | None = None
    via: tuple[Span, ...] = ()
    inside: int | None = None


class StatementsOf(Record, frozen=True):
    """The statements of one document."""

    id: str
    entities: tuple[GoldEntity, ...]
    statements: tuple[GoldStatement, ...]


class GoldSegment(Record, frozen=True):
    """A labelled stretch of a document."""

    kind: BlockKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The stretch as a span."""
        return Span(self.start, self.end)


class FurnitureOf(Record, frozen=True):
    """The segments of one document, which cover it."""

    id: str
    segments: tuple[GoldSegment, ...]


class GoldMention(Record, frozen=True):
    """A place that stands for an entity, by name or by role."""

    text: str
    span: Span
    how: str
    role: str = ""
    role_span: Span | None = None


class MentionedEntity(Record, frozen=True):
    """An entity with all its mentions; `members` are the keys of those that a group is made of."""

    key: str
    kind: EntityKind
    name: str
    mentions: tuple[GoldMention, ...]
    members: tuple[str, ...] = ()


class MentionsOf(Record, frozen=True):
    """The entities that one document mentions."""

    id: str
    entities: tuple[MentionedEntity, ...]


class NamePair(Record, frozen=True):
    """Two spellings, and whether they name the same."""

    a: str
    b: str
    same: bool
    kind: str
    note: str = ""


class GoldTime(Record, frozen=True):
    """A time expression with its TIMEX3 value."""

    text: str
    span: Span
    type: str
    value: str | None
    mod: str = ""
    hijri: str | None = None
    unsure: bool = False


class GoldFigure(Record, frozen=True):
    """A figure; a range or a score has two values, a vague one none."""

    text: str
    span: Span
    kind: str
    value: int | float | tuple[int | float, ...] | None
    unit: str | None = None
    mod: str = ""
    unsure: bool = False


class ValuesOf(Record, frozen=True):
    """Times and figures of one document; `published` is the anchor of the relative ones.

    What is `unsure` (the guideline does not settle it) counts neither for nor against; `until` is how far the text was marked.
    """

    id: str
    published: str | None
    times: tuple[GoldTime, ...]
    figures: tuple[GoldFigure, ...]
    until: int | None = None


class GoldStory(Record, frozen=True):
    """One event or running matter with its articles, and the groups of copies among them."""

    story: str
    articles: tuple[str, ...]
    what: str = ""
    copies: tuple[tuple[str, ...], ...] = ()
    origin: Mapping[str, str | None] = msgspec.field(default_factory=dict)
    borderline: tuple[str, ...] = ()


class Distractor(Record, frozen=True):
    """An article of no marked story; `near` names the story that it looks like."""

    id: str
    near: str | None = None


class GoldSide(Record, frozen=True):
    """One side of a marked disagreement: `text` stands in the article character by character."""

    article: str
    text: str
    value: str


class GoldDisagreement(Record, frozen=True):
    """Values of one fact that differ between articles of a story."""

    story: str
    fact: str
    kind: str
    verdict: str
    sides: tuple[GoldSide, ...]
    why: str = ""


Row = TypeVar("Row")


class Gold:
    """A folder of gold sets, each file read when it is first asked for."""

    def __init__(self, folder: str | Path) -> None:
        """`folder` holds the ``*.jsonl`` files. Raises GoldError where there is none."""
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise GoldError(f"{self.folder}: no folder of gold sets")
        self._documents: dict[bool, dict[str, Document]] = {}

    def has(self, part: str, which: str) -> bool:
        """Whether the folder has the set `which` of `part`."""
        return self._path(part, which).is_file()

    def statements(self, which: str) -> list[StatementsOf]:
        """Marked statements of a set."""
        return self._rows("statements", which, StatementsOf)

    def furniture(self, which: str) -> list[FurnitureOf]:
        """Marked segments of a set."""
        return self._rows("furniture", which, FurnitureOf)

    def mentions(self, which: str) -> list[MentionsOf]:
        """Marked mentions of a set."""
        return self._rows("mentions", which, MentionsOf)

    def names(self, which: str) -> list[NamePair]:
        """Marked pairs of names of a set."""
        return self._rows("names", which, NamePair)

    def values(self, which: str) -> list[ValuesOf]:
        """Marked times and figures of a set."""
        return self._rows("values", which, ValuesOf)

    def stories(self, which: str) -> list[GoldStory]:
        """Marked stories of a set."""
        return self._rows("stories", which, GoldStory)

    def distractors(self, which: str) -> list[Distractor]:
        """Articles of no story of a set."""
        return self._rows("stories", f"{which}.distractors", Distractor)

    def disagreements(self, which: str) -> list[GoldDisagreement]:
        """Marked disagreements of a set."""
        return self._rows("disagreements", which, GoldDisagreement)

    def compared(self, which: str) -> dict[str, tuple[str, ...]]:
        """The stories in which disagreements were marked, with their articles."""
        return {story.story: story.articles for story in self.stories(which)}

    def document(self, given_id: str, which: str) -> Document:
        """The document of an id; documents of check sets are opened only where `which` is ``check``."""
        check = which == CHECK
        if check not in self._documents:
            self._documents[check] = {doc.id: doc for doc in self._all_documents(check)}
        try:
            return self._documents[check][given_id]
        except KeyError:
            name = "a document of the check set" if check else given_id
            raise GoldError(f"{self.folder}: {name} is in no *.docs.jsonl file") from None

    def corpus(self, name: str = "ant-2018") -> Iterator[Document]:
        """All articles of a corpus beside the gold, in the order of the file; raises GoldError where it is missing."""
        return read_corpus(self.corpus_folder / f"{name}.jsonl.xz")

    @cached_property
    def corpus_folder(self) -> Path:
        """Where the corpora lie that stories and disagreements were marked in."""
        return self.folder.parent / "corpus"

    def _path(self, part: str, which: str) -> Path:
        return self.folder / f"{part}.{which}.jsonl"

    def _rows(self, part: str, which: str, kind: type[Row]) -> list[Row]:
        path = self._path(part, which)
        if not path.is_file():
            raise GoldError(f"{path}: no such gold set")
        with path.open("rb") as lines:
            return list(decode_lines(lines, kind, path))

    def _all_documents(self, check: bool) -> Iterator[Document]:
        for path in sorted(self.folder.glob("*.docs.jsonl")):
            if check or f".{CHECK}." not in path.name:
                with path.open("rb") as lines:
                    yield from decode_lines(lines, Document, path)


def read_corpus(path: Path) -> Iterator[Document]:
    """The articles of a corpus: JSON Lines, packed where its name ends in ``.xz``.

    Raises GoldError where it is missing or malformed.
    """
    if not path.is_file():
        raise GoldError(f"{path}: no such corpus")
    with lzma.open(path, "rb") if path.suffix == ".xz" else path.open("rb") as lines:
        yield from decode_lines(lines, Document, path)


def decode_lines(lines: Iterable[bytes], kind: type[Row], path: Path) -> Iterator[Row]:
    """Decode JSON Lines into records of `kind`; raises GoldError with file and line where one is malformed."""
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            raise GoldError(f"{path.name}, line {number}: {error}") from None


__all__ = [
    "CHECK", "HELD_SETS", "OPEN_SETS", "OWN_SET", "Distractor", "Document", "FurnitureOf", "Gold", "GoldDisagreement",
    "GoldEntity", "GoldError", "GoldFigure", "GoldMention", "GoldSegment", "GoldSide", "GoldStatement", "GoldStory", "GoldTime",
    "MentionedEntity", "MentionsOf", "NamePair", "StatementsOf", "ValuesOf", "decode_lines", "read_corpus",
]  # fmt: skip
