"""The page of results: a search taken apart into words and chips, so that nothing is scrambled in a right-to-left box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from musnad.faces.reader.links import with_query
from musnad.faces.reader.marks import Mark, Segment, cut
from musnad.faces.reader.visit import PAGE, Visit, json_twin
from musnad.library import LibraryError
from musnad.records import Span
from musnad.store.answers import Order, SearchAnswer, Snippet, Unit
from musnad.store.query import Filter, Query, Term, parse_query

_FIELDS = ("speaker", "role", "about", "outlet", "channel", "after", "before", "is")


@dataclass(frozen=True, slots=True)
class Chip:
    """One field of a search, and the address of the search without it."""

    field: str
    value: str
    without: bool
    remove: str


def composed(given: Mapping[str, str]) -> str | None:
    """The search that a form with fields of its own asks for; None where it asks for none of them.

    >>> composed({"q": "هدنة", "speaker": "سالم الحارثي", "is": ""})
    'هدنة speaker:"سالم الحارثي"'
    """
    fields = [(name, given.get(name, "").replace('"', " ").strip()) for name in _FIELDS]
    chosen = [f'{name}:"{value}"' if " " in value else f"{name}:{value}" for name, value in fields if value]
    return " ".join([given.get("q", "").strip(), *chosen]).strip() if chosen else None


def search(visit: Visit) -> str:
    """The results of a search, or the form where nothing is asked for."""
    text = visit.asked("q")
    found, trouble, query = None, "", None
    if text:
        try:
            query = parse_query(text)
            found = visit.library.search(text, unit=_unit(visit), order=_order(visit), limit=PAGE, offset=visit.skip())
        except LibraryError as error:
            trouble = str(error)
    return visit.page(
        "search.html", query_text=text, found=found, trouble=trouble, order=_order(visit), **_around(visit, query, found),
        snippet_segments=snippet_segments, coverage=found.coverage if found else visit.library.coverage(),
        twin=json_twin("/search", q=text, unit=_unit(visit), order=_order(visit)) if found else "",
    )  # fmt: skip


def _around(visit: Visit, query: Query | None, found: SearchAnswer | None) -> dict[str, object]:
    """Chips, suggestions and the other ways to show the results."""
    hits = len(found.hits) if found else 0
    return {
        "chips": [_chip(query, one) for one in query.filters] if query else [],
        "suggestions": [(one, with_query("/search", q=one)) for one in found.suggestions] if found else [],
        "as_unit": {unit: visit.here(unit=unit, skip=None) for unit in ("article", "statement")},
        "other_order": visit.here(order="rank" if _order(visit) == "newest" else "newest", skip=None),
        "pages": visit.pages(hits, found is not None and found.total > visit.skip() + hits),
    }


def _unit(visit: Visit) -> Unit | None:
    asked = visit.asked("unit")
    return "statement" if asked == "statement" else "article" if asked == "article" else None


def _order(visit: Visit) -> Order:
    return "rank" if visit.asked("order") == "rank" else "newest"


def _chip(query: Query, one: Filter) -> Chip:
    others = [_term(term) for term in query.terms] + [_filter(other) for other in query.filters if other is not one]
    return Chip(one.field, one.value, one.without, with_query("/search", q=" ".join(others)))


def _term(term: Term) -> str:
    text = f'"{term.text}"' if term.kind == "phrase" else f"{term.text}*" if term.kind == "prefix" else term.text
    return f"-{text}" if term.without else text


def _filter(one: Filter) -> str:
    value = f'"{one.value}"' if " " in one.value else one.value
    return f"{'-' if one.without else ''}{one.field}:{value}"


def snippet_segments(snippet: Snippet) -> list[Segment]:
    """A snippet with what was found in it marked."""
    start = snippet.span[0]
    return cut(snippet.text, [Mark(Span(one[0] - start, one[1] - start), "found") for one in snippet.highlights])


__all__ = ["Chip", "composed", "search", "snippet_segments"]
