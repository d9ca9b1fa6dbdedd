"""Feeds to their entries: RSS, Atom, JSON Feed, news sitemaps and lists of sitemaps. Nothing is fetched.

A document type declaration is refused before any parser sees the feed, so that no entity is expanded or fetched.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from musnad.page.decode import DecodeError, decode
from musnad.records import Record

#: What a feed declares at its head, behind which no feed has a document type with entities of its own.
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]{0,300}\[|<!ENTITY", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/')
#: More entries are not read of one feed; larger ones are split by their makers (50,000 is the sitemaps' own limit).
_MOST = 50_000
_HEAD = 2000


class BadFeed(ValueError):
    """A feed that cannot be read; `reason` is a reason code."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


class FeedEntry(Record, frozen=True):
    """What a feed tells of one article: its address, and as far as told title, day, author, outlet and text (HTML)."""

    url: str | None = None
    title: str | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    html: str | None = None
    #: The address is that of another list.
    is_list: bool = False
    #: When it was changed last, as the feed spells that.
    changed: str | None = None


def is_feed(data: bytes) -> bool:
    """Whether bytes are those of a feed or a sitemap, by their beginning."""
    try:
        start = decode(data[: _HEAD * 4]).text[:_HEAD].lstrip()
    except DecodeError:
        return False
    if start.startswith("{"):
        return bool(_JSON_FEED.search(start))
    root = _ROOT.search(start)
    return start.startswith("<") and root is not None and "<html" not in start[: root.start()].lower()


def read_feed(data: bytes) -> list[FeedEntry]:
    """Entries of a feed in its order. Raises BadFeed.

    >>> feed = '<rss version="2.0"><channel><item><link>https://a.example/1</link></item></channel></rss>'
    >>> [entry.url for entry in read_feed(feed.encode())]
    ['https://a.example/1']
    """
    try:
        text = decode(data).text
    except DecodeError as error:
        raise BadFeed(error.reason, error.detail) from None
    if text.lstrip().startswith("{"):
        return list(_json_entries(text))[:_MOST]
    if _DOCTYPE.search(text):
        raise BadFeed("bad-feed", "it declares entities of its own; no feed needs them")
    root = _ROOT.search(text[:_HEAD])
    if root is None:
        raise BadFeed("bad-feed", "neither RSS, Atom, JSON Feed nor a sitemap")
    if root[1].lower() in ("urlset", "sitemapindex"):
        return list(_sitemap_entries(text))[:_MOST]
    return list(_feed_entries(text))[:_MOST]


def _sitemap_entries(text: str) -> Iterator[FeedEntry]:
    """Pages of a sitemap with what a news sitemap tells of them; what stands before a fault is kept."""
    parser = ElementTree.iterparse(io.BytesIO(_XML_HEAD.sub("", text).encode("utf-8", "replace")))
    count = 0
    try:
        for _, element in parser:
            name = _local(element.tag)
            if name not in ("url", "sitemap"):
                continue
            told: dict[str, str] = {}
            for child in element.iter():
                if child.text and child.text.strip():
                    told.setdefault(_local(child.tag), child.text.strip())
            element.clear()
            count += 1
            published = told.get("publication_date") or (told.get("lastmod") if name == "sitemap" else None)
            yield FeedEntry(
                url=told.get("loc"), title=told.get("title"), published=published, outlet=told.get("name"),
                is_list=name == "sitemap", changed=told.get("lastmod"),
            )  # fmt: skip
    except (ElementTree.ParseError, expat.ExpatError) as error:
        if not count:
            raise BadFeed("bad-feed", f"the sitemap cannot be read ({error})") from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _feed_entries(text: str) -> Iterator[FeedEntry]:
    """Entries of RSS and Atom, as lenient as feedparser."""
    import feedparser

    found = feedparser.parse(io.BytesIO(_XML_HEAD.sub("", text).encode("utf-8", "replace")), sanitize_html=False)
    if not found.entries and found.get("bozo"):
        raise BadFeed("bad-feed", f"the feed cannot be read ({_fault(found.get('bozo_exception'))})")
    outlet = _words(found.feed.get("title"))
    for entry in found.entries:
        source = entry.get("source")
        yield FeedEntry(
            url=_address(entry.get("link")) or _address(entry.get("id")),
            title=_bare(entry.get("title")),
            published=_words(entry.get("published") or entry.get("updated")),
            author=_words(entry.get("author")),
            outlet=_words(source.get("title")) if isinstance(source, dict) and source.get("title") else outlet,
            html=_content(entry),
            changed=_words(entry.get("updated")),
        )


def _fault(error: object) -> str:
    return " ".join(str(error).split())[:120]


def _content(entry: Any) -> str | None:
    """The longest of the texts that an entry has."""
    parts = [str(one.get("value") or "") for one in entry.get("content") or [] if isinstance(one, dict)]
    return max([*parts, str(entry.get("summary") or "")], key=len) or None


def _json_entries(text: str) -> Iterator[FeedEntry]:
    """Items of a JSON Feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFeed("bad-feed", f"not JSON ({_fault(error)})") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise BadFeed("bad-feed", 'no JSON Feed: it has no list of "items"')
    for item in items:
        if isinstance(item, dict):
            yield _json_entry(item, _words(feed.get("title")))


def _json_entry(item: dict[str, Any], outlet: str | None) -> FeedEntry:
    authors = item.get("authors") or [item.get("author")]
    names = [_words(one.get("name")) for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    html = _words(item.get("content_html"))
    if html is None and (plain := item.get("content_text")) and isinstance(plain, str):
        html = "".join(f"<p>{_escaped(line)}</p>" for line in plain.splitlines() if line.strip())
    return FeedEntry(
        url=_address(item.get("url")) or _address(item.get("external_url")) or _address(item.get("id")),
        title=_bare(item.get("title")),
        published=_words(item.get("date_published")),
        author="\N{ARABIC COMMA} ".join(name for name in names if name) or None,
        outlet=outlet,
        html=html,
        changed=_words(item.get("date_modified")),
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _words(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _bare(value: Any) -> str | None:
    """A title without tags and entities."""
    from html import unescape

    text = _words(value)
    return " ".join(unescape(re.sub(r"<[^<>]{0,300}>", " ", text)).split()) or None if text else None


def _address(value: Any) -> str | None:
    text = _words(value)
    return text if text and text.startswith(("http://", "https://")) else None


__all__ = ["BadFeed", "FeedEntry", "is_feed", "read_feed"]
