"""A feed's entries that carry their article's text become articles; nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from musnad.page.defaults import Defaults
from musnad.page.feed import BadFeed, FeedEntry, read_feed
from musnad.page.html import read_html
from musnad.records import Article, SetAside
from musnad.settings import Settings

_NO_TEXT = "the feed has no text of it; give the feed's address, and its pages are fetched"


def read_feed_file(data: bytes, where: str, defaults: Defaults, settings: Settings) -> Iterator[Article | SetAside]:
    """Articles of a feed as it lies in a file: from the texts in it."""
    try:
        entries = read_feed(data)
    except BadFeed as error:
        yield SetAside(where=where, reason=error.reason, detail=error.detail)
        return
    if not entries:
        yield SetAside(where=where, reason="empty", detail="the feed has no entries")
    for number, entry in enumerate(entries, 1):
        yield read_entry(entry, f"{where}:{number}", defaults, settings)


def read_entry(entry: FeedEntry, where: str, defaults: Defaults, settings: Settings) -> Article | SetAside:
    """The article of an entry that carries its text, else the reason."""
    if not entry.html:
        return SetAside(where=where, reason="no-text", detail=_NO_TEXT)
    page = f"<html><body><article>{entry.html}</article></body></html>".encode("utf-8", "replace")
    return read_html(page, where, entry_defaults(entry, defaults), settings)


def entry_defaults(entry: FeedEntry, defaults: Defaults) -> Defaults:
    """What is known of an entry's article: what the feed tells, and where it tells nothing what the user does."""
    return structs.replace(
        defaults,
        url=entry.url or defaults.url,
        title=entry.title or defaults.title,
        outlet=defaults.outlet or entry.outlet,
        author=entry.author or defaults.author,
        published=entry.published or defaults.published,
        published_from="feed" if entry.published else defaults.published_from,
    )


__all__ = ["entry_defaults", "read_entry", "read_feed_file"]
