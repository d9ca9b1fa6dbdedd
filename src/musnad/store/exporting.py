"""The library handed on: the articles and statements that are wanted, one article after the other, and as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any, Literal, TypeAlias, TypedDict

import msgspec

from musnad.link.chains import step_names, steps
from musnad.records import Article, CopyGroup, Disagreement, Of, Reading, Record, Side, Span, Story
from musnad.store import rows
from musnad.store.answers import Said
from musnad.store.connection import Connection
from musnad.store.corrected import Judged, entity_id
from musnad.store.finding import spoken_by
from musnad.store.identifiers import Identified
from musnad.store.loading import article_number, is_there, load_article, load_pair, said_of
from musnad.store.packing import RAW, day_of
from musnad.store.preparing import is_own, own_block
from musnad.store.saying import those_about, where_wanted
from musnad.store.stories import load_disagreements
from musnad.text.fold import fold_key


class Filters(TypedDict, total=False):
    """The fields of `ExportWanted`, as arguments by name."""

    who: str | None
    about: str | None
    since: str | None
    until: str | None
    outlet: str | None
    min_confidence: float


class ExportWanted(Record, frozen=True):
    """What is wanted of the library. Days are ISO 8601, both ends included; `who` is a name or a part of one, `about` words
    or a name. None is everything."""

    who: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    min_confidence: float = 0.0

    @property
    def asks_statements(self) -> bool:
        """Whether it asks for statements of some kind, and not just for days and outlets."""
        return bool(self.who or self.about or self.min_confidence)


@dataclass(frozen=True, slots=True)
class Exported:
    """An article with its reading, and those of its own statements that are wanted, as persons put them right; the
    identifiers that users gave entities, by their keys in the reading."""

    article: Article
    reading: Reading
    statements: tuple[Said, ...]
    identifiers: Mapping[str, str] = field(default_factory=dict)


#: An article's number, and the places of the statements that are wanted; None for all of its own.
Plan: TypeAlias = "list[tuple[int, frozenset[int] | None]]"
By: TypeAlias = Literal["statements", "articles"]


def plan(connection: Connection, wanted: ExportWanted, by: By) -> Plan:
    """What is to be handed on, by time of publication.

    By statements: days are those on which something was said, and articles without a wanted statement are left out. By
    articles: days are those of publication; who, about and confidence choose articles that have such a statement.
    """
    if by == "statements":
        return _by_statements(connection, wanted)
    numbers = _articles(connection, wanted)
    if wanted.asks_statements:
        bare = msgspec.structs.replace(wanted, since=None, until=None)
        having = {number for number, _ in _by_statements(connection, bare)}
        numbers = [number for number in numbers if number in having]
    return [(number, None) for number in numbers]


def _by_statements(connection: Connection, wanted: ExportWanted) -> Plan:
    """What is told not to have been said is wanted too, and says so; repeats of others are not."""
    where, parameters = where_wanted(wanted)
    spoken, theirs = spoken_by(connection, wanted.who) if wanted.who else ("", [])
    by = f" AND s.n IN ({spoken})" if spoken else ""
    found: Iterable[tuple[int, int, int]] = connection.execute(
        f"SELECT s.n, s.article, s.place FROM statement s WHERE s.own = 1{by}{where} ORDER BY s.n", [*theirs, *parameters]
    )
    if wanted.about:
        listed = list(found)
        kept = set(those_about(connection, [row[0] for row in listed], wanted.about))
        found = [row for row in listed if row[0] in kept]
    return [(article, frozenset(row[2] for row in group)) for article, group in groupby(found, key=lambda row: row[1])]


def has_story(wanted: ExportWanted, story: Story) -> bool:
    """Whether a story has articles in the wanted days, of the wanted outlet."""
    if wanted.since and (story.last or "") < wanted.since[:10]:
        return False
    if wanted.until and (not story.first or story.first[:10] > wanted.until[:10]):
        return False
    return not wanted.outlet or any(fold_key(wanted.outlet) in fold_key(outlet) for outlet in story.outlets)


def _articles(connection: Connection, wanted: ExportWanted) -> list[int]:
    parts = [
        ("day >= ?", wanted.since and wanted.since[:10]),
        ("day <= ?", wanted.until and wanted.until[:10]),
        ("instr(outlet_key, ?) > 0", wanted.outlet and fold_key(wanted.outlet)),
    ]
    chosen = [(condition, value) for condition, value in parts if value]
    where = " AND ".join(condition for condition, _ in chosen) or "1 = 1"
    rows = connection.execute(f"SELECT n FROM article WHERE {where} ORDER BY ord", [value for _, value in chosen])
    return [row[0] for row in rows]


def load_exported(connection: Connection, part: Plan, judged: Judged, identified: Identified) -> list[Exported]:
    """A part of a plan; articles that are no more are left out."""
    found = []
    for number, places in part:
        if is_there(connection, number):
            one = _exported(connection, number, places, judged)
            found.append(replace(one, identifiers=identified.in_article(connection, number)))
    return found


def exported(article: Article, reading: Reading) -> Exported:
    """An article with all statements of its own, as a library would hand them on that nobody corrected."""
    day = day_of(article.published)
    own = {one.id: one for one in reversed(reading.statements) if is_own(one)}
    said = (said_of(article, reading, one, one.said or (day if own_block(one) else None)) for one in reversed(own.values()))
    return Exported(article, reading, tuple(said))


def _exported(connection: Connection, number: int, places: frozenset[int] | None, judged: Judged) -> Exported:
    article, reading = load_pair(connection, number)
    query = "SELECT place, day, id FROM statement WHERE article = ? AND own = 1 ORDER BY n"
    said = []
    for place, day, key in connection.execute(query, (number,)):
        if places is None or place in places:
            one = said_of(article, reading, reading.statements[place], day)
            said.append(msgspec.structs.replace(one, checked=judged.checked.get(key), speaker=judged.speakers.get(key)))
    return Exported(article, reading, tuple(said))


# ---- rows ------------------------------------------------------------------------------------------------------------


def rows_of(one: Exported, what: rows.What) -> list[Record]:
    """The rows that an article gives to a table: statements, articles, entities, mentions, times or figures."""
    return list(_MAKERS[what](one))


def _statement_rows(one: Exported) -> Iterator[Record]:
    return map(statement_row, one.statements)


def statement_row(said: Said) -> Record:
    """The row of a statement."""
    told, article = said.statement, said.article
    speakers = told.speakers if said.speaker is None else ()
    corrected = (said.speaker,) if said.speaker else ()
    return rows.StatementRow(
        statement=told.id, article=article.id, version=article.version, outlet=article.outlet, published=article.published,
        day=as_date(said.day), speakers=corrected or tuple(speaker.name for speaker in speakers),
        roles=tuple("" for _ in corrected) or tuple(speaker.role or "" for speaker in speakers),
        how=tuple("corrected" for _ in corrected) or tuple(speaker.how for speaker in speakers),
        words=" … ".join(said.texts), stance=told.cue.stance, negated=told.negated, form=told.form, complement=told.complement,
        cue=said.cue, lemma=told.cue.lemma, chain=step_names(told.chain),
        chain_kinds=tuple(step[0].kind for step in steps(told.chain)), about=said.about,
        confidence=told.confidence, checked=said.checked, of=told.of, start=min(span.start for span in told.content),
        stop=max(span.stop for span in told.content), block=told.block, title=article.title, url=article.url, rule=told.rule,
    )  # fmt: skip


def _article_rows(one: Exported) -> Iterator[Record]:
    article = one.article
    yield rows.ArticleRow(
        article=article.id, version=article.version, given_id=article.given_id, outlet=article.outlet, url=article.url,
        published=article.published, day=as_date(day_of(article.published)), published_from=article.published_from,
        author=article.author, title=article.title, text=article.text, statements=len(one.statements),
        fetched=article.fetched, host=article.host,
    )  # fmt: skip


def _entity_rows(one: Exported) -> Iterator[Record]:
    for entity in one.reading.entities:
        yield rows.EntityRow(
            article=one.article.id, entity=entity.key, id=entity_id(entity.kind, fold_key(entity.name)), kind=entity.kind,
            name=entity.name, aliases=entity.aliases, roles=entity.roles, gender=entity.gender,
            identifier=one.identifiers.get(entity.key),
        )  # fmt: skip


def _mention_rows(one: Exported) -> Iterator[Record]:
    names = {entity.key: entity.name for entity in one.reading.entities}
    for mention in one.reading.mentions:
        yield rows.MentionRow(
            article=one.article.id, entity=mention.entity, name=names.get(mention.entity, ""), how=mention.how,
            block=mention.block, **_place(one.article, mention.of, mention.span),
        )  # fmt: skip


def _time_rows(one: Exported) -> Iterator[Record]:
    for time in one.reading.times:
        yield rows.TimeRow(
            article=one.article.id, type=time.type, value=time.value, mod=time.mod, anchor=time.anchor, reason=time.reason,
            block=time.block, **_place(one.article, time.of, time.span),
        )  # fmt: skip


def _figure_rows(one: Exported) -> Iterator[Record]:
    for figure in one.reading.figures:
        yield rows.FigureRow(
            article=one.article.id, kind=figure.kind, value=figure.value, low=figure.low, high=figure.high, unit=figure.unit,
            counted=figure.counted, event=figure.event, mod=figure.mod, block=figure.block,
            **_place(one.article, figure.of, figure.span),
        )  # fmt: skip


def _reading_rows(one: Exported) -> Iterator[Record]:
    article, reading = one.article, one.reading
    bare = {key: value for key, value in article.extra.items() if key != RAW}
    yield rows.ReadingRow(
        article=article.id, version=article.version, published=article.published, made_by=reading.made_by,
        record=msgspec.json.encode(msgspec.structs.replace(article, extra=bare)).decode(),
        reading=msgspec.json.encode(reading).decode(),
    )  # fmt: skip


_MAKERS: dict[rows.What, Callable[[Exported], Iterator[Record]]] = {
    "statements": _statement_rows, "articles": _article_rows, "entities": _entity_rows, "mentions": _mention_rows,
    "times": _time_rows, "figures": _figure_rows, "readings": _reading_rows,
}  # fmt: skip


def story_row(story: Story) -> Record:
    """The row of a story."""
    return rows.StoryRow(
        story=story.id, title=story.title, first=as_date(story.first), last=as_date(story.last), articles=story.articles,
        outlets=story.outlets, texts=story.texts, origins=story.origins, keywords=story.keywords,
    )  # fmt: skip


def copy_row(group: CopyGroup) -> Record:
    """The row of a group of copies."""
    return rows.CopyRow(
        copies=group.id, kind=group.kind, articles=group.articles, order=group.order, share=group.share, origin=group.origin
    )


def side_rows(connection: Connection, stories: Sequence[Story], path: str) -> Iterator[Record]:
    """The rows of the disagreements of stories."""
    for story in stories:
        for one in load_disagreements(connection, story.id):
            for side in one.sides:
                yield side_row(load_article(connection, article_number(connection, side.article, path)), one, side)


def side_row(article: Article, one: Disagreement, side: Side) -> Record:
    """The row of one side of a disagreement, which stands in the article."""
    return rows.SideRow(
        disagreement=one.id, story=one.story, kind=one.kind, fact=one.fact, verdict=one.verdict, value=side.value,
        asserted_by=side.asserted_by, article=article.id, outlet=article.outlet, copies=side.copies, grounds=one.for_,
        against=one.against, **_place(article, side.of, side.span),
    )  # fmt: skip


def _place(article: Article, of: Of, span: Span) -> dict[str, Any]:
    """Where something stands, and its words."""
    source = article.source(of)
    return {"of": of, "start": span.start, "stop": span.stop, "words": source[span.start : span.stop]}


def as_date(value: str | None) -> date | None:
    """The day of an ISO 8601 string; None where it names none."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


__all__ = [
    "By", "ExportWanted", "Exported", "Filters", "Plan", "as_date", "copy_row", "exported", "has_story", "load_exported",
    "plan", "rows_of", "side_row", "side_rows", "statement_row", "story_row",
]  # fmt: skip
