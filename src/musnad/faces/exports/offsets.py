"""Spans in UTF-16 units, for programs whose strings count so (JavaScript, Java, C#)."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, TypeVar

import msgspec

from musnad.records import Article, Record, Span

R = TypeVar("R", bound=Record)


def in_utf16(record: R, article: Article) -> R:
    """The same record of an article with every span counted in UTF-16 units instead of code points.

    Spans of records whose `of` is ``"title"`` go into the title, all others into the text.
    """
    wide = {"text": _wide(article.text), "title": _wide(article.title or "")}
    if not any(wide.values()):  # nothing outside the Basic Multilingual Plane: both counts are the same
        return record
    changed: R = _convert(record, wide, "text")
    return changed


def _wide(text: str) -> list[int]:
    """Offsets of the characters that take two UTF-16 units."""
    return [at for at, char in enumerate(text) if char > "\uffff"]


def _convert(value: Any, wide: dict[str, list[int]], of: str) -> Any:
    if isinstance(value, Span):
        return Span(*(offset + bisect_left(wide[of], offset) for offset in value))
    if isinstance(value, tuple):
        return tuple(_convert(item, wide, of) for item in value)
    if isinstance(value, msgspec.Struct):
        of = getattr(value, "of", of)
        old = {name: getattr(value, name) for name in value.__struct_fields__}
        new = {name: _convert(item, wide, of) for name, item in old.items()}
        return msgspec.structs.replace(value, **{name: new[name] for name in new if new[name] is not old[name]})
    return value


__all__ = ["in_utf16"]
