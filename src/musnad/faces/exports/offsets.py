"""Spans in UTF-16 units, for programs whose strings count so (JavaScript, Java, C#)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from musnad.records import Article, Record, Reuse, Span

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


def all_in_utf16(value: Any, article_of: Callable[[str], Article]) -> Any:
    """An answer over several articles, with every span counted in UTF-16 units of the article that it goes into.

    A record says by its `article` (or that of its `said`) which one that is; `article_of` gives it by its id.
    """
    return _Across(article_of).convert(value, None, "text")


class _Across:
    """Converts an answer, opening each article once."""

    def __init__(self, article_of: Callable[[str], Article]) -> None:
        self._open = article_of
        self._known: dict[str, dict[str, list[int]]] = {}

    def convert(self, value: Any, key: str | None, of: str) -> Any:
        """A part of an answer whose spans go into the article of this id."""
        if isinstance(value, Span):
            return _convert(value, self._wide(key), of) if key else value
        if isinstance(value, tuple | list):
            return type(value)(self.convert(item, key, of) for item in value)
        if not isinstance(value, msgspec.Struct):
            return value
        key, of = _article_named(value) or key, getattr(value, "of", of)
        elsewhere = getattr(value, "base", None) if isinstance(value, Reuse) else None
        new = {name: self.convert(getattr(value, name), key, of) for name in value.__struct_fields__}
        if elsewhere:  # what was taken from another article is told by that one's spans
            new["left_out"] = self.convert(value.left_out, elsewhere, of)  # type: ignore[attr-defined]
            new["sentences"] = tuple(
                msgspec.structs.replace(one, base=self.convert(old.base, elsewhere, of))
                for one, old in zip(new["sentences"], value.sentences)  # type: ignore[attr-defined]
            )
        return msgspec.structs.replace(value, **new)

    def _wide(self, key: str) -> dict[str, list[int]]:
        if key not in self._known:
            article = self._open(key)
            self._known[key] = {"text": _wide(article.text), "title": _wide(article.title or "")}
        return self._known[key]


def _article_named(value: msgspec.Struct) -> str | None:
    """The id of the article that a record says its spans go into."""
    article = getattr(getattr(value, "said", None), "article", None) or getattr(value, "article", None)
    found = getattr(article, "id", article)
    return found if isinstance(found, str) else None


__all__ = ["all_in_utf16", "in_utf16"]
