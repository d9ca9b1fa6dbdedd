"""One article as a page shows it: its text in segments, with statements, speakers, cues, times and furniture marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from musnad.faces.reader.marks import Mark, Segment, cut
from musnad.faces.reader.words import Words
from musnad.records import Article, Of, Reading, Statement

Link = Callable[[str], str]
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


@dataclass(frozen=True, slots=True)
class _How:
    """How statements are marked."""

    words: Words
    link: Link | None
    focus: str | None


def article_text(
    article: Article, reading: Reading, words: Words, link: Link | None = None, focus: str | None = None
) -> ArticleText:
    """Cut an article's title and text at everything that its reading marks. `link` gives the address that the words of a
    statement lead to, by its id; `focus` is the id of the statement that is looked at."""
    furniture = [
        Mark(block.span, "furniture", tip=words(f"block.{block.kind}"))
        for block in reading.blocks or article.blocks
        if block.kind in FURNITURE
    ]
    how = _How(words, link, focus)
    in_title, in_text = list(_marks(reading, "title", how)), list(_marks(reading, "text", how))
    return ArticleText(article, cut(article.title or "", in_title), cut(article.text, furniture + in_text))


def anchor(statement_id: str) -> str:
    """The name of a statement's place on the page."""
    return f"s-{statement_id}"


def _marks(reading: Reading, of: Of, how: _How) -> Iterator[Mark]:
    for statement in reading.statements:
        if statement.of == of:
            yield from _statement_marks(statement, how)
    yield from (Mark(time.span, "time", tip=time.value) for time in reading.times if time.of == of)
    yield from (Mark(figure.span, "figure") for figure in reading.figures if figure.of == of)
    yield from (Mark(mention.span, "name") for mention in reading.mentions if mention.of == of and mention.how == "name")


def _statement_marks(statement: Statement, how: _How) -> Iterator[Mark]:
    words = how.words
    who = words("page.comma").join(speaker.name for speaker in statement.speakers) or words("said.unnamed")
    tip = f"{who}: {words(f'stance.{statement.cue.stance}')}"
    link = how.link(statement.id) if how.link else None
    for number, span in enumerate(statement.content):
        yield Mark(span, "content", None if number else anchor(statement.id), tip, link)
        if statement.id == how.focus:
            yield Mark(span, "focus")
    if statement.cue.span:
        yield Mark(statement.cue.span, "cue")
    yield from (Mark(speaker.span, "speaker") for speaker in statement.speakers if speaker.span)
    yield from (Mark(span, "via") for span in statement.via)


__all__ = ["FURNITURE", "ArticleText", "Link", "anchor", "article_text"]
