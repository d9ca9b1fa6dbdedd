"""One text becomes an Article: ids, version, blocks, and the publication time where only the text tells it."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from musnad.page.address import canonical_address
from musnad.page.days import Published, parse_published
from musnad.page.furniture import find_blocks
from musnad.page.outlets import Outlet, find_outlet, outlet_words
from musnad.page.phrases import FurnitureWords
from musnad.page.stamps import read_stamp
from musnad.page.subheads import with_subheads
from musnad.records import Article, Block, BlockKind, PublishedFrom

#: Where `Article.extra` names the profile that told the blocks, and holds the headings that the page marks inside its text.
PROFILE, HEADS = "outlet_profile", "page_heads"


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
    profile: Outlet | None = None,
) -> Article:
    """Make the record of an article from its text, unchanged, and from what is known about it.

    `published` is ISO 8601 (or year/month/day); one that cannot be read is kept in ``extra["published_as_given"]``.
    Where it is missing, a stamp or a dated dateline inside the text gives it. The outlet's habits are those of `profile`,
    which is then named in ``extra["outlet_profile"]``, else the shipped ones of that outlet.
    """
    habits = profile or find_outlet(outlet, url)
    words = outlet_words(outlet, habits)
    blocks = find_blocks(text, title, words)
    moment = parse_published(published, month_first=habits is not None and habits.month_first) if published else None
    origin: PublishedFrom = published_from or "given"
    more = {**(extra or {}), **({PROFILE: profile.key} if profile else {})}
    if published and moment is None:
        more["published_as_given"] = published
    if moment is None:
        moment, origin = _told_by_text(text, blocks, words)
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
        zone=(moment.zone if moment else None) or zone or (habits.zone if habits else None),
        fetched=fetched,
        author=author,
        given_id=given_id,
        blocks=blocks,
        host=host,
        extra=more,
    )


def blocks_again(article: Article) -> Article:
    """An article that was kept, with its blocks as they are told now.

    Where a profile of the user's told them they stay, and so do the crossheads that a page marks.
    """
    if PROFILE in article.extra:
        return article
    words = outlet_words(article.outlet, find_outlet(article.outlet, article.url))
    told = find_blocks(article.text, article.title, words)
    marked = article.extra.get(HEADS)
    heads = frozenset(head for head in marked if isinstance(head, str)) if isinstance(marked, list) else frozenset()
    return msgspec.structs.replace(article, blocks=with_subheads(article.text, told, heads))


def profile_of(article: Article) -> str:
    """Name and version of the profile of the user's that told an article's blocks, or ``none``."""
    return str(article.extra.get(PROFILE, "none"))


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


def _told_by_text(
    text: str, blocks: tuple[Block, ...], words: FurnitureWords
) -> tuple[Published | None, PublishedFrom]:
    """The publication time that the text itself tells: a stamp, else a date in a dateline at its head."""
    told: tuple[tuple[BlockKind, PublishedFrom], ...] = (("published", "stamp"), ("dateline", "dateline"))
    for kind, origin in told:
        for block in blocks:
            if block.kind != kind:
                continue
            line = text[slice(*block.span)]
            if any(char.isdigit() for char in line) and (moment := read_stamp(line, words)):  # no day is told without a digit
                return moment, origin
    return None, "none"


__all__ = ["HEADS", "PROFILE", "article_id", "article_version", "blocks_again", "make_article", "profile_of"]
