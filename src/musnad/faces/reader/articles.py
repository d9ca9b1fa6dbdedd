"""One article as a page shows it: its text in segments, with statements, speakers, cues, times and furniture marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.faces.reader.marks import Mark, Segment, cut
from musnad.faces.reader.words import Words
from musnad.records import Article, Of, Reading, Statement

#: Blocks that are the page's, not the article's: greyed, with what they are as a tip.
FURNITURE = frozenset({
    "published", "byline", "repeat", "credit", "keywords", "heading", "related_title", "related_text", "notice",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article with its title and text cut into segments."""

    article: Article
    title: Sequence[Segment]
    text: Sequence[Segment]


def article_text(article: Article, reading: Reading, words: Words) -> ArticleText:
    """Cut an article's title and text at everything that its reading marks."""
    furniture = [
        Mark(block.span, "furniture", tip=words(f"block.{block.kind}"))
        for block in reading.blocks or article.blocks
        if block.kind in FURNITURE
    ]
    in_title, in_text = list(_marks(reading, "title", words)), list(_marks(reading, "text", words))
    return ArticleText(article, cut(article.title or "", in_title), cut(article.text, furniture + in_text))


def anchor(statement_id: str) -> str:
    """The name of a statement's place on the page."""
    return f"s-{statement_id}"


def _marks(reading: Reading, of: Of, words: Words) -> Iterator[Mark]:
    for statement in reading.statements:
        if statement.of == of:
            yield from _statement_marks(statement, words)
    yield from (Mark(time.span, "time", tip=time.value) for time in reading.times if time.of == of)
    yield from (Mark(figure.span, "figure") for figure in reading.figures if figure.of == of)


def _statement_marks(statement: Statement, words: Words) -> Iterator[Mark]:
    who = words("page.comma").join(speaker.name for speaker in statement.speakers) or words("said.unnamed")
    tip = f"{who}: {words(f'stance.{statement.cue.stance}')}"
    for number, span in enumerate(statement.content):
        yield Mark(span, "content", None if number else anchor(statement.id), tip)
    if statement.cue.span:
        yield Mark(statement.cue.span, "cue")
    yield from (Mark(speaker.span, "speaker") for speaker in statement.speakers if speaker.span)
    yield from (Mark(span, "via") for span in statement.via)


__all__ = ["FURNITURE", "ArticleText", "anchor", "article_text"]
