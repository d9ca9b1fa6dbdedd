"""A statement as it is cited: its words as they stand, what stands around them, the chain, and which text that was."""

from __future__ import annotations

from musnad.link.chains import step_names
from musnad.records import Article, Span, Statement
from musnad.store.answers import Citation
from musnad.store.carry import current_statement_id
from musnad.store.connection import Connection
from musnad.store.errors import LibraryError
from musnad.store.loading import article_ref, load_version

#: Code points before and after the quotation: the length that annotation tools look for.
_AROUND = 32


def cite(connection: Connection, wanted: str, path: str) -> Citation:
    """The citation of a statement, by a present or former id. Raises LibraryError where there is none."""
    key = current_statement_id(connection, wanted)
    row = connection.execute(
        "SELECT i.version, v.raw IS NOT NULL FROM statement_id i JOIN version v ON v.n = i.version WHERE i.id = ?", (key,)
    ).fetchone()
    if row is None:
        raise LibraryError("unknown-id", f"no statement {wanted} in {path}: `musnad search` finds ids")
    article, reading = load_version(connection, row[0])
    statement = next((one for one in reading.statements if one.id == key), None)
    if statement is None:
        raise LibraryError("unknown-id", f"statement {wanted} is no more: its article was read again without it", path)
    return citation_of(article, statement, page_kept=bool(row[1]))


def citation_of(article: Article, statement: Statement, *, page_kept: bool = False) -> Citation:
    """The citation of a statement of an article. The quotation runs from the first to the last of its words, with what the
    article has between them."""
    source = article.source(statement.of)
    whole = Span(min(span.start for span in statement.content), max(span.stop for span in statement.content))
    return Citation(
        id=statement.id,
        quote=source[whole.start : whole.stop],
        prefix=source[max(0, whole.start - _AROUND) : whole.start],
        suffix=source[whole.stop : whole.stop + _AROUND],
        spans=statement.content,
        of=statement.of,
        speakers=tuple(speaker.name for speaker in statement.speakers),
        chain=step_names(statement.chain),
        stance=statement.cue.stance,
        negated=statement.negated,
        form=statement.form,
        article=article_ref(article),
        said=statement.said,
        author=article.author,
        fetched=article.fetched,
        page_kept=page_kept,
    )


__all__ = ["citation_of", "cite"]
