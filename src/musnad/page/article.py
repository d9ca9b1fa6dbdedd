"""One text becomes an Article: ids, version, blocks, and the publication time where only the text tells it."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from musnad.page.address import canonical_address
from musnad.page.days import Published, parse_published
from musnad.page.furniture import find_blocks
from musnad.page.phrases import FurnitureWords
from musnad.page.stamps import read_stamp
from musnad.records import Article, Block, BlockKind, PublishedFrom


def make_article(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    author: str | None = None,
    given_id: str | None = None,
    fetched: str | None = None,
    zone: str | None = None,
    host: str | None = None,
    extra: dict[str, Any] | None = None,
    published_from: PublishedFrom | None = None,
) -> Article:
    """Make the record of an article from its text, unchanged, and from what is known about it.

    `published` is ISO 8601 (or year/month/day); one that cannot be read is kept in ``extra["published_as_given"]``.
    Where it is missing, a stamp or a dated dateline inside the text gives it.
    """
    blocks = find_blocks(text, title, FurnitureWords.load())
    moment = parse_published(published) if published else None
    origin: PublishedFrom = published_from or "given"
    more = dict(extra or {})
    if published and moment is None:
        more["published_as_given"] = published
    if moment is None:
        moment, origin = _told_by_text(text, blocks)
    return Article(
        id=article_id(text, outlet=outlet, url=url, given_id=given_id),
        version=article_version(text, title),
        text=text,
        title=title,
        outlet=outlet,
        url=url,
        published=moment.value if moment else None,
        published_from=origin if moment else "none",
        precision=moment.precision if moment else None,
        zone=(moment.zone if moment else None) or zone,
        fetched=fetched,
        author=author,
        given_id=given_id,
        blocks=blocks,
        host=host,
        extra=more,
    )


def blocks_again(article: Article) -> Article:
    """An article that was kept, with its blocks as they are told now."""
    return msgspec.structs.replace(article, blocks=find_blocks(article.text, article.title, FurnitureWords.load()))


def article_id(text: str, *, outlet: str | None = None, url: str | None = None, given_id: str | None = None) -> str:
    """Sixteen hexadecimal digits: a hash of outlet and canonical address, else of the text.

    Without an address, outlet and given id go into the hash too: the same text under two names is two articles, copies
    of each other, and a changed text under the same given id is never taken for a new version.
    """
    if url:
        return _hash("address", outlet or "", canonical_address(url))
    return _hash("text", outlet or "", given_id or "", text)


def article_version(text: str, title: str | None) -> str:
    """Sixteen hexadecimal digits: a hash of title and text."""
    return _hash("version", title or "", text)


def _hash(*parts: str) -> str:
    whole = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:16]


def _told_by_text(text: str, blocks: tuple[Block, ...]) -> tuple[Published | None, PublishedFrom]:
    """The publication time that the text itself tells: a stamp, else a date in a dateline at its head."""
    words = FurnitureWords.load()
    told: tuple[tuple[BlockKind, PublishedFrom], ...] = (("published", "stamp"), ("dateline", "dateline"))
    for kind, origin in told:
        for block in blocks:
            if block.kind == kind and (moment := read_stamp(text[slice(*block.span)], words)):
                return moment, origin
    return None, "none"


__all__ = ["article_id", "article_version", "blocks_again", "make_article"]
