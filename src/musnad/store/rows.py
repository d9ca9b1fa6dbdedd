"""The library as tables: a record a row, every column with its type and what it means.

The column's words are in its annotation, from which the codebook beside an export is made. Spans are half-open, in
code points, into the article's text, or into its title where `of` says "title". What a reader looks for stands first, ids
stand last. A column of several values keeps their order; those of `roles`, `how` go with those of `speakers`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_type_hints

from msgspec import Meta

from musnad.records import Record

What: TypeAlias = Literal[
    "statements", "articles", "stories", "disagreements", "entities", "mentions", "times", "figures", "readings"
]
#: The kinds of tables that a spreadsheet can hold, in the order in which a release has them; readings are whole records.
WHATS: tuple[What, ...] = tuple(what for what in get_args(What) if what != "readings")

_Article: TypeAlias = Annotated[str, Meta(description="id of the article")]
_Version: TypeAlias = Annotated[str, Meta(description="version of the article that offsets go into: a hash of title and text")]
_Outlet: TypeAlias = Annotated[str | None, Meta(description="the outlet that published the article")]
_Url: TypeAlias = Annotated[str | None, Meta(description="address of the article")]
_Title: TypeAlias = Annotated[str | None, Meta(description="title of the article")]
_Published: TypeAlias = Annotated[
    str | None, Meta(description="when the article was published: ISO 8601, a day or a minute with its zone, as given")
]
_Start: TypeAlias = Annotated[int | None, Meta(description="first code point, counted from 0")]
_Stop: TypeAlias = Annotated[int | None, Meta(description="code point behind the last one")]
_Of: TypeAlias = Annotated[str, Meta(description="what the offsets go into: text or title")]
_Block: TypeAlias = Annotated[str | None, Meta(description="kind of the block of the article that it stands in")]
_Words: TypeAlias = Annotated[str, Meta(description="the words as they stand in the article")]


class StatementRow(Record, frozen=True):
    """A statement that an article attributes to somebody: who, in which words, through whom, where it stands."""

    day: Annotated[date | None, Meta(description="the day on which it was said, else that of publication")]
    outlet: _Outlet
    speakers: Annotated[tuple[str, ...], Meta(description="who speaks, by the fullest name in the article; none: nobody named")]
    roles: Annotated[tuple[str, ...], Meta(description="the role beside each speaker's name; empty where there is none")]
    words: Annotated[str, Meta(description="the words of the statement as they stand in the article; … where it goes on later")]
    stance: Annotated[str, Meta(description="what the verb does: say, affirm, deny, admit, announce, warn, threaten, promise …")]
    negated: Annotated[bool, Meta(description="true: the article tells that it was not said")]
    chain: Annotated[tuple[str, ...], Meta(description="the way of the words, from the outlet to the speaker")]
    title: _Title
    url: _Url
    confidence: Annotated[float, Meta(description="how likely it is right, 0 to 1; of those at 0.9 about nine in ten are")]
    checked: Annotated[str | None, Meta(description="a person's verdict on it, where there is one")]
    about: Annotated[tuple[str, ...], Meta(description="names of those whom the statement is about")]
    form: Annotated[str, Meta(description="direct, indirect or mixed speech")]
    complement: Annotated[str, Meta(description="how the words are put: quote, clause or nominal")]
    cue: Annotated[str | None, Meta(description="the words that show that something was said; none where a colon does")]
    lemma: Annotated[str, Meta(description="dictionary form of the cue")]
    how: Annotated[
        tuple[str, ...], Meta(description="what tells each speaker: named, role, pronoun, dropped (the verb alone), carried")
    ]
    chain_kinds: Annotated[
        tuple[str, ...], Meta(description="what each link of the chain is: outlet, agency, channel, document, body, person …")
    ]
    published: _Published
    of: _Of
    start: _Start
    stop: _Stop
    block: _Block
    rule: Annotated[str, Meta(description="the rule that found it")]
    statement: Annotated[str, Meta(description="id of the statement; `musnad cite` and `musnad explain` take it")]
    article: _Article
    version: _Version


class ArticleRow(Record, frozen=True):
    """An article as it stands now."""

    day: Annotated[date | None, Meta(description="the day of publication")]
    outlet: _Outlet
    title: _Title
    author: Annotated[str | None, Meta(description="who signed it")]
    url: _Url
    statements: Annotated[int, Meta(description="statements of its own that were found in it")]
    text: Annotated[str, Meta(description="the text as it came; all offsets go into it")]
    published: _Published
    published_from: Annotated[str, Meta(description="where that is from: given, stamp, metadata, dateline, feed or none")]
    fetched: Annotated[str | None, Meta(description="when it was fetched: ISO 8601")]
    given_id: Annotated[str | None, Meta(description="the id that the source gave")]
    article: _Article
    version: _Version
    host: Annotated[str | None, Meta(description="id of the article in whose page it was embedded")]


class StoryRow(Record, frozen=True):
    """A story: the articles about one event or one running matter."""

    first: Annotated[date | None, Meta(description="day of its first article")]
    last: Annotated[date | None, Meta(description="day of its last article")]
    title: Annotated[str, Meta(description="title of the story: that of one of its articles")]
    outlets: Annotated[tuple[str, ...], Meta(description="the outlets that have it")]
    texts: Annotated[int, Meta(description="texts that differ: copies counted once")]
    origins: Annotated[tuple[str, ...], Meta(description="agencies, documents and conferences that its articles name")]
    keywords: Annotated[tuple[str, ...], Meta(description="words that its articles share and others do not have")]
    articles: Annotated[tuple[str, ...], Meta(description="ids of its articles")]
    story: Annotated[str, Meta(description="id of the story")]


class SideRow(Record, frozen=True):
    """One side of a disagreement: what an article has for a fact that articles of its story tell differently."""

    kind: Annotated[str, Meta(description="number, money, duration, date, time, name, role, place, speaker or wording")]
    fact: Annotated[str, Meta(description="which fact it is")]
    verdict: Annotated[str, Meta(description="conflict, unsure (it may not be the same thing) or compatible")]
    value: Annotated[str, Meta(description="the value on this side")]
    outlet: _Outlet
    words: _Words
    asserted_by: Annotated[str, Meta(description="outlet, or the id of the statement that says so")]
    grounds: Annotated[tuple[str, ...], Meta(description="what speaks for a conflict")]
    against: Annotated[tuple[str, ...], Meta(description="what speaks against one")]
    of: _Of
    start: _Start
    stop: _Stop
    copies: Annotated[tuple[str, ...], Meta(description="ids of articles that carry the same text")]
    article: _Article
    story: Annotated[str, Meta(description="id of its story")]
    disagreement: Annotated[str, Meta(description="id of the disagreement; rows with the same id belong together")]


class EntityRow(Record, frozen=True):
    """Somebody or something of one article, under its key there."""

    name: Annotated[str, Meta(description="the fullest name in the article")]
    kind: Annotated[str, Meta(description="person, body, place, group, unnamed or document")]
    roles: Annotated[tuple[str, ...], Meta(description="roles that the article gives it")]
    aliases: Annotated[tuple[str, ...], Meta(description="its other names there")]
    gender: Annotated[str | None, Meta(description="m or f, where the article's grammar tells")]
    id: Annotated[str, Meta(description="the same over articles: kind and folded name; as corrections name it")]
    identifier: Annotated[str | None, Meta(description="the identifier that a user gave it, where there is one")]
    article: _Article
    entity: Annotated[str, Meta(description="key of the entity in this article; mentions name it")]


class MentionRow(Record, frozen=True):
    """A place of an article that stands for an entity."""

    name: Annotated[str, Meta(description="the entity's fullest name in the article")]
    words: _Words
    how: Annotated[str, Meta(description="name, role or pronoun")]
    of: _Of
    start: _Start
    stop: _Stop
    block: _Block
    article: _Article
    entity: Annotated[str, Meta(description="key of the entity in this article")]


class TimeRow(Record, frozen=True):
    """A time expression of an article, by TIMEX3."""

    words: _Words
    type: Annotated[str, Meta(description="date, time, duration or set")]
    value: Annotated[str | None, Meta(description="value by ISO 8601 and TIMEX3; none where it cannot be told")]
    mod: Annotated[str, Meta(description="modifier by TIMEX3 (BEFORE, AFTER, APPROX …); empty for none")]
    anchor: Annotated[str | None, Meta(description="the day from which a relative expression counts")]
    reason: Annotated[str | None, Meta(description="why there is no value")]
    of: _Of
    start: _Start
    stop: _Stop
    block: _Block
    article: _Article


class FigureRow(Record, frozen=True):
    """A figure of an article, with its unit and what is counted."""

    words: _Words
    kind: Annotated[str, Meta(description="count, money, percent, measure, ordinal, age, score or range")]
    value: Annotated[float | None, Meta(description="the number; none where it cannot be told")]
    low: Annotated[float | None, Meta(description="lower bound under its modifier; the first number of a score")]
    high: Annotated[float | None, Meta(description="upper bound under its modifier; the second number of a score")]
    unit: Annotated[str | None, Meta(description="unit or currency")]
    counted: Annotated[str | None, Meta(description="what is counted, in the article's words")]
    event: Annotated[str | None, Meta(description="what befell those counted: killed, injured …")]
    mod: Annotated[str, Meta(description="modifier: about, more than, at least …; empty for none")]
    of: _Of
    start: _Start
    stop: _Stop
    block: _Block
    article: _Article


class CopyRow(Record, frozen=True):
    """A group of articles that carry the same text."""

    copies: Annotated[str, Meta(description="id of the group")]
    kind: Annotated[str, Meta(description="same (word for word), edited, or part: the first stands in all others")]
    articles: Annotated[tuple[str, ...], Meta(description="ids of its articles, by time of publication")]
    order: Annotated[str, Meta(description="what tells the first: by stamp, by fetch, or unknown")]
    share: Annotated[float, Meta(description="the least share of five-word runs that a member has in common with the first")]
    origin: Annotated[str | None, Meta(description="the agency that they most likely have it from")]


class ReadingRow(Record, frozen=True):
    """An article and its reading, whole, as `musnad schema` describes them: what a library can be filled from."""

    article: _Article
    version: _Version
    published: _Published
    made_by: Annotated[str, Meta(description="what made the reading: version, data, models, settings, outlet's habits")]
    record: Annotated[str, Meta(description="the article as JSON")]
    reading: Annotated[str, Meta(description="the reading as JSON")]


class DroppedRow(Record, frozen=True):
    """Something that gave no article."""

    where: Annotated[str, Meta(description="file and line, or address")]
    reason: Annotated[str, Meta(description="reason code: no-text, not-arabic, damaged, repeated, fault …")]
    detail: Annotated[str, Meta(description="what is wrong, in words")]


#: The row of each kind of table.
ROWS: dict[What, type[Record]] = {
    "statements": StatementRow, "articles": ArticleRow, "stories": StoryRow, "disagreements": SideRow,
    "entities": EntityRow, "mentions": MentionRow, "times": TimeRow, "figures": FigureRow, "readings": ReadingRow,
}  # fmt: skip


class Column(Record, frozen=True):
    """A column of a table: its type is one of text, texts, date, integer, number, truth; `optional`: it may be empty."""

    name: str
    type: Literal["text", "texts", "date", "integer", "number", "truth"]
    optional: bool
    meaning: str


_TYPES: dict[Any, Any] = {
    str: "text", tuple[str, ...]: "texts", date: "date", int: "integer", float: "number", bool: "truth",
}  # fmt: skip


def columns_of(what: What) -> tuple[Column, ...]:
    """The columns of a table, in their order."""
    return columns_in(ROWS[what])


def columns_in(row: type[Record]) -> tuple[Column, ...]:
    """The columns of a kind of rows, in their order."""
    hints = get_type_hints(row, include_extras=True)
    return tuple(_column(name, hints[name]) for name in row.__struct_fields__)


def _column(name: str, hint: Any) -> Column:
    given, note = get_args(hint)
    parts = [part for part in get_args(given) if part is not type(None)]
    optional = type(None) in get_args(given)
    return Column(name=name, type=_TYPES[parts[0] if optional else given], optional=optional, meaning=note.description)


__all__ = [
    "ROWS", "WHATS", "ArticleRow", "Column", "CopyRow", "DroppedRow", "EntityRow", "FigureRow", "MentionRow", "ReadingRow",
    "SideRow", "StatementRow", "StoryRow", "TimeRow", "What", "columns_in", "columns_of",
]  # fmt: skip
