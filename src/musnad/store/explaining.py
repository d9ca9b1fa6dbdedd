"""Why a statement is one: rule, cue, speakers, chain, with the article's own words for each; and what changed between
versions."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

from musnad.records import Article, Link, Reading, Span, Speaker, Statement
from musnad.store.answers import Explanation, StatementChange
from musnad.store.carry import changes, current_statement_id, load_told
from musnad.store.corrections import load_corrections
from musnad.store.errors import LibraryError
from musnad.store.loading import article_number, load_version, said_of
from musnad.text.sentences import split_sentences


def explain(connection: sqlite3.Connection, wanted: str, path: str) -> tuple[Explanation, ...]:
    """Explanations of a statement, by a present or former id, or of all statements of an article. Raises
    LibraryError."""
    key = current_statement_id(connection, wanted)
    row = connection.execute("SELECT version FROM statement_id WHERE id = ?", (key,)).fetchone()
    if row is not None:
        article, reading = load_version(connection, row[0])
        statement = next((one for one in reading.statements if one.id == key), None)
        if statement is None:
            raise LibraryError("unknown-id", f"statement {wanted} is no more: its article was read again without it", path)
        return (_explanation(connection, article, reading, statement),)
    try:
        number = article_number(connection, wanted, path)
    except LibraryError as error:
        raise LibraryError(
            "unknown-id", f"no statement and no article {wanted} in {path}: `musnad search` finds ids", path
        ) from error
    (version,) = connection.execute("SELECT current FROM article WHERE n = ?", (number,)).fetchone()
    article, reading = load_version(connection, version)
    return tuple(_explanation(connection, article, reading, one) for one in reading.statements)


def _explanation(connection: sqlite3.Connection, article: Article, reading: Reading, statement: Statement) -> Explanation:
    source = (article.title or "") if statement.of == "title" else article.text
    sentence = _sentence(source, statement)
    row = connection.execute("SELECT day FROM statement WHERE id = ?", (statement.id,)).fetchone()
    former = connection.execute("SELECT id FROM statement_id WHERE leads_to = ? ORDER BY id", (statement.id,))
    corrections = tuple(load_corrections(connection, subject=statement.id))
    checked = [str(one.value) for one in corrections if one.kind == "statement-checked"]
    return Explanation(
        id=statement.id,
        said=said_of(article, statement, row[0] if row else None, checked[-1] if checked else None),
        rule=statement.rule,
        made_by=reading.made_by,
        confidence=statement.confidence,
        sentence=sentence,
        sentence_text=source[sentence.start : sentence.stop],
        speakers=tuple(_speaker(source, one) for one in statement.speakers),
        chain=tuple(_link(source, one) for one in statement.chain),
        former_ids=tuple(row[0] for row in former),
        current=row is not None,
        corrections=corrections,
    )


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


def version_changes(connection: sqlite3.Connection, number: int) -> tuple[tuple[StatementChange, ...], ...]:
    """What changed in an article's statements from each version to the next, the oldest first."""
    rows = connection.execute("SELECT n FROM version WHERE article = ? ORDER BY n", (number,)).fetchall()
    told = [load_told(connection, row[0]) for row in rows]
    return tuple(changes(before, after) for before, after in pairwise(told))


__all__ = ["explain", "version_changes"]
