"""One HTML page to its text and metadata, by trafilatura and htmldate; runs in a child process that can be killed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from musnad.records import Record

_ARTICLES = frozenset({"newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
                       "liveblogposting", "blogposting", "webpage"})  # fmt: skip
_SUFFIX = re.compile(r"\s+[|\-–—:•]\s+([^|\-–—•]{2,40})$")
_WIDEST_JSON = 2_000_000


class PageParts(Record, frozen=True):
    """What a page holds: the text of its article and its inner headings; what it says of itself (dates as written)."""

    text: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    free: bool = True


def extract_page(html: str, url: str | None = None, remove: Sequence[str] = ()) -> PageParts:
    """Text and metadata of a decoded page, without the parts that the XPaths of `remove` name.

    Says nothing wrong rather than much: what is not found is None.
    """
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is None:
        return PageParts()
    told = [*_json_ld(tree), {}]
    meta = _meta(tree)
    linked = told[0]
    site = _first(meta, "og:site_name", "application-name") or _name(linked.get("publisher"))
    published = _text(linked.get("datePublished")) or _first(
        meta, "article:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued",
        "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    ) or _time(tree)  # fmt: skip
    author = _name(linked.get("author")) or _first(meta, "author", "article:author", "dc.creator")
    title = _text(linked.get("headline")) or _first(meta, "og:title", "twitter:title") or _title(tree)
    parts = PageParts(
        title=_bare(title, site),
        outlet=site,
        author=author if author and not author.startswith("http") else None,
        published=published or _guessed_date(html, url),
        modified=_text(linked.get("dateModified")) or _first(meta, "article:modified_time", "og:updated_time"),
        url=_canonical(tree, meta),
        section=_text(linked.get("articleSection")) or _first(meta, "article:section"),
        keywords=_keywords(linked.get("keywords") or _first(meta, "news_keywords", "keywords")),
        free=str(linked.get("isAccessibleForFree", True)).lower() != "false",
    )
    return _with_text(parts, html, url, remove)


def _with_text(parts: PageParts, html: str, url: str | None, remove: Sequence[str]) -> PageParts:
    import msgspec
    import trafilatura

    document: Any = trafilatura.bare_extraction(
        html, url=url, include_comments=False, include_tables=True, prune_xpath=list(remove) or None
    )
    if document is None or not document.text:
        return parts
    inner = (" ".join(head.itertext()).split() for head in document.body.iter("head"))
    return msgspec.structs.replace(parts, text=document.text, heads=tuple(" ".join(words) for words in inner if words))


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """JSON-LD objects of the page that describe an article, those with a headline first."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath('//script[@type="application/ld+json"]/text()')[:20]:
        if len(script) > _WIDEST_JSON:
            continue
        try:
            found.extend(_objects(json.loads(script.strip(), strict=False)))
        except (ValueError, RecursionError):
            continue
    kinds = [one for one in found if _kinds(one) & _ARTICLES]
    yield from sorted(kinds, key=lambda one: ("headline" not in one, "datePublished" not in one))


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(name), depth + 1)


def _kinds(data: dict[str, Any]) -> set[str]:
    kind = data.get("@type")
    return {str(one).lower() for one in (kind if isinstance(kind, list) else [kind])}


def _meta(tree: Any) -> dict[str, str]:
    """The page's meta elements: name or property (lower case) to content, the first of each."""
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]")[:300]:
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name:
                found.setdefault(name, element.get("content").strip())
    return found


def _first(meta: dict[str, str], *names: str) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    return value.strip() or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """The name of a person or organisation in JSON-LD; several are joined by an Arabic comma."""
    if isinstance(value, list):
        names = [name for one in value[:10] if (name := _name(one))]
        return "\N{ARABIC COMMA} ".join(names) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _keywords(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = re.split("[,\N{ARABIC COMMA}]", value)
    if not isinstance(value, list):
        return ()
    return tuple(part.strip() for part in value[:50] if isinstance(part, str) and part.strip())


def _time(tree: Any) -> str | None:
    """The first ``time`` element of an article or of the page."""
    for path in ("//article//time/@datetime", "//*[@itemprop='datePublished']/@datetime", "//time/@datetime"):
        for value in tree.xpath(path)[:1]:
            if len(value) >= 8:
                return str(value)
    return None


def _title(tree: Any) -> str | None:
    for path in ("//h1", "//title"):
        for element in tree.xpath(path)[:1]:
            if text := " ".join(element.text_content().split()):
                return text
    return None


def _bare(title: str | None, site: str | None) -> str | None:
    """A headline without the outlet's name behind it."""
    if not title:
        return None
    title = " ".join(title.split())
    match = _SUFFIX.search(title)
    if match and (site is None or match[1].strip().lower() in site.lower() or site.lower() in match[1].lower()):
        return title[: match.start()]
    return title


def _canonical(tree: Any, meta: dict[str, str]) -> str | None:
    for value in tree.xpath('//link[@rel="canonical"]/@href')[:1]:
        if str(value).startswith("http"):
            return str(value)
    address = meta.get("og:url", "")
    return address if address.startswith("http") else None


def _guessed_date(html: str, url: str | None) -> str | None:
    """What htmldate makes of the page where it does not say its date plainly: the oldest day that it finds likely."""
    import htmldate

    return htmldate.find_date(html, url=url, original_date=True, extensive_search=False)


__all__ = ["PageParts", "extract_page"]
