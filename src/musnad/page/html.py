"""An HTML page becomes an article: decoded, looked over for traps, parsed in a child process."""

from __future__ import annotations

import re
from typing import Any

from msgspec import structs

from musnad.page.address import host_of
from musnad.page.article import HEADS, make_article
from musnad.page.check import check_text
from musnad.page.decode import DecodeError, decode
from musnad.page.defaults import Defaults
from musnad.page.extract import PageParts
from musnad.page.layout import FULL_STOP
from musnad.page.outlets import find_outlet
from musnad.page.prescan import prescan
from musnad.page.subheads import with_subheads
from musnad.page.worker import ParseFailure, parse_page
from musnad.records import Article, SetAside
from musnad.settings import Settings

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{3,30})""", re.IGNORECASE)
#: A page with fewer words of text is a stub, if it says that its article is not free.
_STUB_WORDS = 80
#: A page with fewer words of body is no article: a gallery, a list, an error page.
_LEAST_WORDS = 10
#: A page of so many lines, none of which has the words of a paragraph, or the words and the stop of a sentence, is a list.
_LIST_LINES, _PARAGRAPH, _SENTENCE = 5, 12, 5
_NO_TEXT = "no article in the page; is it a list, a video or an error page?"


def read_html(data: bytes, where: str, defaults: Defaults, settings: Settings) -> Article | SetAside:
    """The article of a page. What the page says of itself goes before the defaults, except a given address."""
    try:
        decoded = decode(data, _declared(data))
        if trap := prescan(decoded.text):
            return SetAside(where=where, reason=trap[0], detail=trap[1])
        habits = defaults.profile or find_outlet(defaults.outlet, defaults.url)
        parts = parse_page(decoded.text, defaults.url, habits.remove if habits else ())
    except (DecodeError, ParseFailure) as error:
        return SetAside(where=where, reason=error.reason, detail=error.detail)
    text = parts.text
    if not text:
        return SetAside(where=where, reason="no-text", detail=_NO_TEXT)
    if not parts.free and len(text.split()) < _STUB_WORDS:
        detail = "the page shows only the beginning; the rest is for subscribers"
        return SetAside(where=where, reason="paywall-stub", detail=detail)
    if fault := check_text(text, where, settings):
        return fault
    notes = {**decoded.notes(), **({"raw_page": data} if defaults.keep_page else {})}
    article = _article(text, parts, defaults, notes)
    return article if _has_body(article) else SetAside(where=where, reason="no-text", detail=_NO_TEXT)


def _has_body(article: Article) -> bool:
    """Whether enough of a page's text is the article's own."""
    own = [article.text[slice(*block.span)] for block in article.blocks if block.kind == "body"]
    lines = [line for text in own for line in text.splitlines() if line.strip()]
    return sum(len(text.split()) for text in own) >= _LEAST_WORDS and not _is_list(lines)


def _is_list(lines: list[str]) -> bool:
    """Whether lines are headlines and no paragraphs: several, none long, none a sentence with its full stop."""
    return len(lines) >= _LIST_LINES and not any(
        len(line.split()) >= _PARAGRAPH or (FULL_STOP.search(line) and len(line.split()) >= _SENTENCE) for line in lines
    )


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _article(text: str, parts: PageParts, defaults: Defaults, notes: dict[str, Any]) -> Article:
    extra = {"modified": parts.modified, "section": parts.section, "keywords": list(parts.keywords), **notes}
    published = parts.published or defaults.published
    url = defaults.url or parts.url
    known = defaults.profile or find_outlet(None, url)
    article = make_article(
        text,
        title=parts.title or defaults.title,
        outlet=parts.outlet or defaults.outlet or (known.name if known else host_of(url)),
        url=url,
        published=published,
        author=parts.author or defaults.author,
        fetched=defaults.fetched,
        profile=defaults.profile,
        published_from="metadata" if parts.published else defaults.published_from,
        extra={name: value for name, value in extra.items() if value},
    )
    blocks = with_subheads(text, article.blocks, frozenset(parts.heads))
    if blocks == article.blocks:
        return article
    heads = [head for head in dict.fromkeys(parts.heads) if head != article.title]
    return structs.replace(article, blocks=blocks, extra={**article.extra, HEADS: heads})


__all__ = ["read_html"]
