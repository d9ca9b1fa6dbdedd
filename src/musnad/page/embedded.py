"""Articles embedded in another one's page, as articles of their own: linked to their host, without its day."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.page.article import make_article
from musnad.records import Article, Block, Span


def embedded_articles(host: Article) -> tuple[Article, ...]:
    """The articles that a page embeds below its own: each a headline with the text below it, or a text alone.

    Their texts are cut from the host's without a change; ``extra["host_span"]`` is where. They have the host's outlet and
    its id as `host`, and no day but one that their own text tells.
    """
    return tuple(_article(host, title, span) for title, span in _stretches(host))


def _stretches(host: Article) -> Iterator[tuple[Block | None, Span]]:
    """Headline and whole span of each run of embedded text."""
    title: Block | None = None
    for block in host.blocks:
        if block.kind == "related_text":
            start = title.span.start if title else block.span.start
            yield title, _trimmed(host.text, start, block.span.stop)
        title = block if block.kind == "related_title" else None


def _trimmed(text: str, start: int, stop: int) -> Span:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


def _article(host: Article, title: Block | None, span: Span) -> Article:
    return make_article(
        host.text[slice(*span)],
        title=host.text[slice(*title.span)].strip() if title else None,
        outlet=host.outlet,
        host=host.id,
        fetched=host.fetched,
        extra={"host_span": list(span)},
    )


__all__ = ["embedded_articles"]
