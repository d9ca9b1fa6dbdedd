"""Why a statement is one: rule, cue, speakers, chain, with the article's own words for each; and what changed between
versions."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TypeAlias

import msgspec

from musnad.reading import why
from musnad.records import Article, Link, Reading, Span, Speaker, Statement
from musnad.store.answers import Explanation, VersionChange
from musnad.store.carry import changes, current_statement_id, load_told
from musnad.store.connection import Connection
from musnad.store.corrections import load_corrections
from musnad.store.errors import LibraryError
from musnad.store.loading import article_number, load_version, said_of
from musnad.text.sentences import split_sentences

#: How the speakers of an article's statements were chosen, by the statements' ids.
_Decided: TypeAlias = Mapping[str, tuple[str, ...]]


def explain(connection: Connection, wanted: str, path: str) -> tuple[Explanation, ...]:
    """Explanations of a statement, by a present or former id, or of all statements of an article. Raises
    LibraryError."""
    key = current_statement_id(connection, wanted)
    row = connection.execute("SELECT version FROM statement_id WHERE id = ?", (key,)).fetchone()
    if row is not None:
        article, reading = load_version(connection, row[0])
        statement = next((one for one in reading.statements if one.id == key), None)
        if statement is None:
            raise LibraryError("unknown-id", f"statement {wanted} is no more: its article was read again without it", path)
        return (_explanation(connection, article, reading, statement, why(article)),)
    try:
        number = article_number(connection, wanted, path)
    except LibraryError as error:
        raise LibraryError(
            "unknown-id", f"no statement and no article {wanted} in {path}: `musnad search` finds ids", path
        ) from error
    (version,) = connection.execute("SELECT current FROM article WHERE n = ?", (number,)).fetchone()
    article, reading = load_version(connection, version)
    decided = why(article)
    return tuple(_explanation(connection, article, reading, one, decided) for one in reading.statements)


def _explanation(
    connection: Connection, article: Article, reading: Reading, statement: Statement, decided: _Decided
) -> Explanation:
    source = article.source(statement.of)
    sentence = _sentence(source, statement)
    row = connection.execute("SELECT day FROM statement WHERE id = ?", (statement.id,)).fetchone()
    former = _former_ids(connection, statement.id)
    corrections = [one for key in (*former, statement.id) for one in load_corrections(connection, subject=key)]
    said = said_of(article, reading, statement, row[0] if row else None)
    judged = {one.kind: str(one.value) for one in sorted(corrections, key=lambda one: one.made)}
    return Explanation(
        id=statement.id,
        said=msgspec.structs.replace(
            said, checked=judged.get("statement-checked"), speaker=judged.get("statement-speaker")
        ),
        rule=statement.rule,
        made_by=reading.made_by,
        confidence=statement.confidence,
        sentence=sentence,
        sentence_text=source[sentence.start : sentence.stop],
        speakers=tuple(_speaker(source, one) for one in statement.speakers),
        chain=tuple(_link(source, one) for one in statement.chain),
        former_ids=former,
        current=row is not None,
        corrections=tuple(corrections),
        decided=decided.get(statement.id, ()),
    )


def _former_ids(connection: Connection, key: str) -> tuple[str, ...]:
    """All ids that lead to this one, over any number of steps."""
    query = """
        WITH RECURSIVE former (id) AS (
          SELECT id FROM statement_id WHERE leads_to = ?
          UNION SELECT s.id FROM statement_id s JOIN former f ON s.leads_to = f.id)
        SELECT id FROM former ORDER BY id"""
    return tuple(row[0] for row in connection.execute(query, (key,)))


def _sentence(source: str, statement: Statement) -> Span:
    """The sentences that cue and content stand in."""
    spans = [*statement.content, *([statement.cue.span] if statement.cue.span else [])]
    start, stop = min(one.start for one in spans), max(one.stop for one in spans)
    touched = [one for one in split_sentences(source) if one.start < stop and one.stop > start]
    return (
        Span(min(start, *(one.start for one in touched)), max(stop, *(one.stop for one in touched)))
        if touched
        else Span(start, stop)
    )


def _speaker(source: str, one: Speaker) -> str:
    words = f" «{source[one.span.start : one.span.stop]}»" if one.span else ""
    return f"{one.name} ({one.how}{words})"


def _link(source: str, one: Link) -> str:
    parts = [source[span.start : span.stop] for span in (one.cue, one.span) if span]
    words = f" «{' … '.join(parts)}»" if parts and one.from_ in ("sentence", "carried") else ""
    return f"{one.kind}: {one.name} ({one.from_}{words})"


def version_changes(connection: Connection, number: int) -> tuple[VersionChange, ...]:
    """The versions of an article that were kept, the oldest first, each with what changed in its statements since the one
    before."""
    rows = connection.execute("SELECT n, version, added, title FROM version WHERE article = ? ORDER BY n", (number,)).fetchall()
    told = [load_told(connection, row[0]) for row in rows]
    since = [(), *(changes(before, after) for before, after in pairwise(told))]
    return tuple(
        VersionChange(version=version, added=added, title=title, statements=len(told[i]), changes=since[i])
        for i, (_, version, added, title) in enumerate(rows)
    )


__all__ = ["explain", "version_changes"]
