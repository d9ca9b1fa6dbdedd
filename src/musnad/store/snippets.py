"""Pieces of an article around what was found, with exact highlights: spans into the article's unchanged text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from musnad.records import Of, Span
from musnad.store.answers import Snippet
from musnad.store.terms import Wanted
from musnad.text.fold import Folded, fold

#: Characters around what was found, and at most this many highlights in one piece.
_AROUND, _MOST = 70, 20


#: What is verified on a text and then shown with highlights is folded once, and so are the newest articles, which many
#: searches find: a thousand texts are remembered, some 10 MB.
folded = lru_cache(maxsize=1024)(fold)


def find_all(view: Folded, wanted: Sequence[Wanted], start: int = 0, stop: int | None = None) -> list[Span]:
    """Where a text has the terms: spans into it, in order, none inside another. `start` and `stop` are folded
    offsets."""
    text = view.text[start:stop]
    found = []
    for one in wanted:
        if not one.without:
            found += [(a + start, b + start) for a, b in one.find(text)]
    spans: list[Span] = []
    for a, b in sorted(found, key=lambda pair: (pair[0], -pair[1])):
        span = view.span(a, b)
        if not spans or span.start >= spans[-1].stop:
            spans.append(span)
    return spans


def has_all(parts: Sequence[str], wanted: Sequence[Wanted]) -> bool:
    """Whether folded texts, title and body say, have every term, and none that they should be without."""
    return all(any(next(one.find(part), None) for part in parts) != one.without for one in wanted)


def make_snippet(text: str, wanted: Sequence[Wanted], of: Of = "text") -> Snippet | None:
    """The piece of a text with the most of what was found, or None where nothing was."""
    spans = find_all(folded(text), wanted)
    if not spans:
        return None
    first = max(range(len(spans)), key=lambda i: (_near(spans, i), -i))
    inside = spans[first : first + _near(spans, first)][:_MOST]
    span = _widened(text, Span(inside[0].start, inside[-1].stop))
    return Snippet(span=span, text=text[span.start : span.stop], highlights=tuple(inside), of=of)


def _near(spans: Sequence[Span], first: int) -> int:
    """How many of the spans, from the first on, fit into one piece."""
    last = first
    while last + 1 < len(spans) and spans[last + 1].stop - spans[first].start <= 2 * _AROUND:
        last += 1
    return last - first + 1


def _widened(text: str, found: Span) -> Span:
    """A span with whole words around it."""
    start, stop = max(found.start - _AROUND, 0), min(found.stop + _AROUND, len(text))
    while 0 < start < found.start and not text[start - 1].isspace():
        start += 1
    while found.stop < stop < len(text) and not text[stop].isspace():
        stop -= 1
    while start < found.start and text[start].isspace():
        start += 1
    while stop > found.stop and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


__all__ = ["find_all", "folded", "has_all", "make_snippet"]
