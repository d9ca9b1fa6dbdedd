"""Plain text: one file, one article, its text as given."""

from __future__ import annotations

from musnad.page.article import make_article
from musnad.page.check import check_text
from musnad.page.decode import DecodeError, decode
from musnad.page.defaults import Defaults
from musnad.records import Article, SetAside
from musnad.settings import Settings


def read_plain(data: bytes, where: str, defaults: Defaults, settings: Settings) -> Article | SetAside:
    """The article of a plain text file: decoded, without its BOM, nothing else changed."""
    try:
        decoded = decode(data)
    except DecodeError as error:
        return SetAside(where=where, reason=error.reason, detail=error.detail)
    if fault := check_text(decoded.text, where, settings):
        return fault
    return make_article(
        decoded.text,
        title=defaults.title,
        outlet=defaults.outlet,
        url=defaults.url,
        published=defaults.published,
        extra=decoded.notes(),
        profile=defaults.profile,
    )


__all__ = ["read_plain"]
