"""Every record of Musnad, frozen.

A span is half-open, ``[start, stop)``, in Unicode code points, into ``Article.text``, or into the title where
the record's ``of`` says ``"title"``. Records are `msgspec.Struct`s: `msgspec.json.encode(record)` gives the JSON of
the published schema, in which ``from_`` is spelled ``from``.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

SCHEMA = "1"

Of: TypeAlias = Literal["text", "title"]
BlockKind: TypeAlias = Literal[
    "title", "published", "byline", "dateline", "body", "subhead", "repeat", "credit", "keywords", "heading",
    "related_title", "related_text", "notice",
]  # fmt: skip
#: Blocks whose words are not the article's own: read, marked by `block`, never counted or dated as the article's.
FOREIGN_BLOCKS: frozenset[str] = frozenset({"repeat", "related_title", "related_text", "notice"})
PublishedFrom: TypeAlias = Literal["given", "stamp", "metadata", "dateline", "feed", "none"]
EntityKind: TypeAlias = Literal["person", "body", "place", "group", "unnamed", "document"]
MentionHow: TypeAlias = Literal["name", "role", "pronoun"]
TimeType: TypeAlias = Literal["date", "time", "duration", "set"]
FigureKind: TypeAlias = Literal["count", "money", "percent", "measure", "ordinal", "age", "score", "range"]
Form: TypeAlias = Literal["direct", "indirect", "mixed"]
Complement: TypeAlias = Literal["quote", "clause", "nominal"]
Stance: TypeAlias = Literal[
    "say", "affirm", "deny", "admit", "announce", "warn", "threaten", "promise", "ask", "demand", "expect",
    "describe", "relay",
]  # fmt: skip
SpeakerHow: TypeAlias = Literal["named", "role", "pronoun", "dropped", "carried"]
LinkKind: TypeAlias = Literal["outlet", "republisher", "agency", "channel", "document", "body", "person", "unnamed"]
LinkFrom: TypeAlias = Literal["article", "credit", "byline", "dateline", "sentence", "carried"]
ActKind: TypeAlias = Literal["condemn", "welcome", "thank", "accuse", "order", "praise", "meet", "call"]


class Span(NamedTuple):
    """Half-open stretch of a text, in code points."""

    start: int
    stop: int


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: frozen, by keyword."""


class Block(Record, frozen=True):
    """A labelled stretch of the article's text; blocks are contiguous and cover the text."""

    kind: BlockKind
    span: Span


class Article(Record, frozen=True):
    """One article as it came: its text is never changed, all offsets go into it.

    `id` hashes outlet and address (else the text); `version` hashes title and text. `published` is ISO 8601, a day or a
    minute by `precision`.
    """

    id: str
    version: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "none"
    precision: Literal["day", "minute"] | None = None
    zone: str | None = None
    fetched: str | None = None
    author: str | None = None
    given_id: str | None = None
    blocks: tuple[Block, ...] = ()
    host: str | None = None
    extra: dict[str, Any] = {}

    def source(self, of: Of) -> str:
        """The words that spans go into: those of the text, or of the title (empty where there is none)."""
        return (self.title or "") if of == "title" else self.text


class Entity(Record, frozen=True):
    """Somebody or something of one article, under a key of that article; `members` are the keys of those whom a word in the
    dual stands for («الزعيمان», «البلدان»), as far as the article tells."""

    key: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    gender: Literal["m", "f"] | None = None
    members: tuple[str, ...] = ()


class Mention(Record, frozen=True):
    """A place of the text that stands for an entity; `role` is the span of the role phrase beside a name."""

    span: Span
    entity: str
    how: MentionHow
    of: Of = "text"
    role: Span | None = None
    block: BlockKind | None = None


class Time(Record, frozen=True):
    """A time expression by TIMEX3 / ISO 8601. `value` is None where it cannot be told; `reason` then says why."""

    span: Span
    type: TimeType
    value: str | None
    of: Of = "text"
    mod: str = ""
    relative: str | None = None
    anchor: str | None = None
    hijri: str | None = None
    reason: str | None = None
    alternatives: tuple[str, ...] = ()
    block: BlockKind | None = None


class Figure(Record, frozen=True):
    """A figure with its unit. `low` and `high` bound the value under its modifier; a score has first and second there."""

    span: Span
    kind: FigureKind
    value: float | int | None
    of: Of = "text"
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    counted: str | None = None
    event: str | None = None
    mod: str = ""
    part_of: Span | None = None
    reason: str | None = None
    block: BlockKind | None = None


class Cue(Record, frozen=True):
    """The words that show that something was communicated; `span` is None where only a colon shows it."""

    span: Span | None
    lemma: str
    stance: Stance


class Speaker(Record, frozen=True):
    """Who speaks. `span` is None where only the verb or a pronoun tells it; `name` is the fullest name in the article."""

    entity: str | None
    name: str
    how: SpeakerHow
    span: Span | None = None
    role: str | None = None
    on_behalf_of: str | None = None


class Link(Record, frozen=True):
    """One step of a chain, from the reader's end to the speaker: who handed the words on, and what says so.

    Links side by side have the same `parent`, the number of the link before them all (-1: the reader); others follow the link
    before.
    """

    kind: LinkKind
    name: str
    from_: LinkFrom = msgspec.field(name="from")
    span: Span | None = None
    cue: Span | None = None
    entity: str | None = None
    parent: int | None = None


class Statement(Record, frozen=True):
    """What the article attributes to somebody as said, written, announced or officially conveyed."""

    id: str
    content: tuple[Span, ...]
    form: Form
    complement: Complement
    cue: Cue
    rule: str
    confidence: float
    of: Of = "text"
    block: BlockKind | None = None
    negated: bool = False
    speakers: tuple[Speaker, ...] = ()
    chain: tuple[Link, ...] = ()
    via: tuple[Span, ...] = ()
    to: Span | None = None
    at: Span | None = None
    said: str | None = None
    about: tuple[str, ...] = ()
    inside: str | None = None
    shortens: str | None = None


class Act(Record, frozen=True):
    """An act that a verb of speech only names: who condemned, welcomed, thanked, accused, ordered, met or called whom."""

    span: Span
    act: ActKind
    actor: str | None = None
    object: Span | None = None
    of: Of = "text"
    block: BlockKind | None = None


class Reading(Record, frozen=True):
    """What one article alone tells. `made_by` names version, language data, models, settings and outlet profile."""

    id: str
    version: str
    made_by: str
    schema: str = SCHEMA
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    blocks: tuple[Block, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    acts: tuple[Act, ...] = ()


class SetAside(Record, frozen=True):
    """An item that gave no article, kept with its reason code: nothing is lost without a word."""

    where: str
    reason: str
    detail: str = ""


class Coverage(Record, frozen=True):
    """What an answer stands on: how many articles of which outlets over which days."""

    articles: int
    outlets: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    undated: int = 0


class CopyGroup(Record, frozen=True):
    """Articles that carry the same text. `share` is the lowest share of words that a member has in common with the first."""

    id: str
    articles: tuple[str, ...]
    kind: Literal["same", "edited", "part"]
    order: Literal["by stamp", "by fetch", "unknown"]
    share: float
    origin: str | None = None


class Passage(Record, frozen=True):
    """A passage that articles of several outlets carry, each at its span, and that those in `uncredited` have without naming
    an agency. `origin` is the agency that others name for it; where it is None, it is likely an agency's that nobody names."""

    articles: tuple[str, ...]
    spans: tuple[Span, ...]
    outlets: tuple[str, ...]
    words: int
    uncredited: tuple[str, ...]
    origin: str | None = None


class Story(Record, frozen=True):
    """Articles about one event or one running matter."""

    id: str
    title: str
    articles: tuple[str, ...]
    first: str | None = None
    last: str | None = None
    copies: tuple[CopyGroup, ...] = ()
    outlets: tuple[str, ...] = ()
    texts: int = 0
    origins: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class Saying(Record, frozen=True):
    """One statement over outlets; `wordings` are (statement id, wording)."""

    id: str
    speaker: str
    statements: tuple[str, ...]
    outlets: tuple[str, ...]
    texts: int
    origins: tuple[str, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()
    translation: bool = False


class ReusedSentence(Record, frozen=True):
    """A sentence of an article beside the article it is held against: the same there, changed, or its own; `base` is its
    span there."""

    span: Span
    fate: Literal["same", "changed", "own"]
    base: Span | None = None


class Reuse(Record, frozen=True):
    """One of several articles that carry the same text or parts of it, held against `base`.

    `after` is the article that it most likely took from, None where stamps do not tell; `left_out` are sentences of
    `base` that it does not have; `share` is the part of its sentences that `base` has, 0 to 1.
    """

    article: str
    sentences: tuple[ReusedSentence, ...]
    share: float
    outlet: str | None = None
    published: str | None = None
    base: str | None = None
    after: str | None = None
    origin: str | None = None
    left_out: tuple[Span, ...] = ()


class Side(Record, frozen=True):
    """One side of a disagreement, quoted in place; `asserted_by` is ``"outlet"`` or a statement's id."""

    article: str
    span: Span
    value: str
    asserted_by: str = "outlet"
    of: Of = "text"
    copies: tuple[str, ...] = ()


class Disagreement(Record, frozen=True):
    """Values of one fact that differ between articles of a story, with the grounds for and against a conflict."""

    id: str
    story: str
    kind: Literal["number", "money", "duration", "date", "time", "name", "role", "place", "speaker", "wording"]
    fact: str
    verdict: Literal["conflict", "unsure", "compatible"]
    sides: tuple[Side, ...]
    for_: tuple[str, ...] = msgspec.field(name="for", default=())
    against: tuple[str, ...] = ()
    slip: str | None = None


class Evidence(Record, frozen=True):
    """One place that bears on a checked quotation."""

    article: str
    statement: str | None
    span: Span
    speaker: str | None
    match: float
    verdict: Literal[
        "verbatim", "close", "translated", "paraphrase", "other-figures", "other-speaker", "denied", "negated", "unattributed"
    ]
    of: Of = "text"


class Trace(Record, frozen=True):
    """Who had a text, or a quotation, and who took from whom, in order of publication as far as stamps tell.

    For an article `reuse` tells of its text, for a quotation `evidence` of each place that has it. `order` says what the
    order stands on; "unknown": nobody is called first.
    """

    query: str
    order: Literal["by stamp", "by fetch", "unknown"]
    coverage: Coverage
    articles: tuple[str, ...] = ()
    reuse: tuple[Reuse, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    origins: tuple[str, ...] = ()


class Check(Record, frozen=True):
    """The answer to "did WHO say QUOTE?": the strongest verdict, all evidence, and what the library covers."""

    quote: str
    verdict: Literal[
        "verbatim", "close", "translated", "paraphrase", "other-figures", "other-speaker", "denied", "negated", "unattributed",
        "not-found-here",
    ]
    coverage: Coverage
    by: str | None = None
    evidence: tuple[Evidence, ...] = ()
