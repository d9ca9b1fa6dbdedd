"""Addresses become articles: pages are fetched and read, feeds and sitemaps are followed to the pages that they list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from musnad.collect.answer import Page
from musnad.collect.fetch import Fetcher
from musnad.page.defaults import Defaults
from musnad.page.entries import entry_defaults, read_entry
from musnad.page.feed import BadFeed, FeedEntry, is_feed, read_feed
from musnad.page.sources import read_bytes
from musnad.records import Article, SetAside
from musnad.settings import Settings

#: Lists of sitemaps are followed so deep.
_DEEPEST = 2
#: An entry whose page cannot be had is read from the feed, if that holds at least so many words of it.
_WHOLE_WORDS = 120
_TAG = re.compile(r"<[^<>]{0,500}>")


class Gatherer:
    """Reads addresses through a fetcher; an address that comes twice is read once. At most `most` entries of each feed."""

    def __init__(self, fetcher: Fetcher, defaults: Defaults, settings: Settings, most: int | None = None) -> None:
        self._fetcher, self._defaults, self._settings, self._most = fetcher, defaults, settings, most
        self._seen: set[str] = set()

    def gather(self, addresses: Iterable[str]) -> Iterator[Article | SetAside]:
        """Articles of addresses, in their order; what gives none with its reason."""
        for address in addresses:
            if address not in self._seen:
                self._seen.add(address)
                yield from self._open(address, self._defaults, 0)

    def entry(self, entry: FeedEntry) -> Iterator[Article | SetAside]:
        """The article of one entry of a feed, each time that it is asked for."""
        if entry.url is None:
            yield read_entry(entry, entry.title or "entry", self._defaults, self._settings)
        else:
            yield from self._entry(entry, entry.url, 0)

    def _open(self, address: str, defaults: Defaults, depth: int) -> Iterator[Article | SetAside]:
        page = self._fetcher.fetch(address)
        if isinstance(page, SetAside):
            yield page
        elif is_feed(page.body):
            yield from self._follow(page, depth)
        else:
            yield from self._read(page, defaults)

    def _read(self, page: Page, defaults: Defaults) -> Iterator[Article | SetAside]:
        """The articles of a page, or of a file of another kind that lies there."""
        known = structs.replace(defaults, url=defaults.url or page.address, fetched=page.fetched)
        kind = "html" if page.content_type in ("text/html", "application/xhtml+xml") else None
        yield from read_bytes(page.body, page.asked, kind, known, self._settings)

    def _follow(self, page: Page, depth: int) -> Iterator[Article | SetAside]:
        """The articles of what a feed lists."""
        try:
            entries = read_feed(page.body)
        except BadFeed as error:
            yield SetAside(where=page.asked, reason=error.reason, detail=error.detail)
            return
        if not entries:
            yield SetAside(where=page.asked, reason="empty", detail="the feed has no entries")
        for number, entry in enumerate(entries[: self._most], 1):
            if entry.url in self._seen:
                continue
            if entry.is_list and depth >= _DEEPEST:
                detail = "lists of sitemaps within lists are not followed any further"
                yield SetAside(where=entry.url or page.asked, reason="too-deep", detail=detail)
            elif entry.url is None:
                yield read_entry(entry, f"{page.asked}:{number}", self._defaults, self._settings)
            else:
                self._seen.add(entry.url)
                yield from self._entry(entry, entry.url, depth)

    def _entry(self, entry: FeedEntry, address: str, depth: int) -> Iterator[Article | SetAside]:
        """The article of an entry: of its page, else of the text that the feed has of it."""
        if entry.is_list:
            yield from self._open(address, self._defaults, depth + 1)
            return
        told = entry_defaults(entry, self._defaults)
        for item in self._open(address, structs.replace(told, url=None), _DEEPEST):
            whole = isinstance(item, SetAside) and len(_TAG.sub(" ", entry.html or "").split()) >= _WHOLE_WORDS
            yield read_entry(entry, address, self._defaults, self._settings) if whole else item


__all__ = ["Gatherer"]
