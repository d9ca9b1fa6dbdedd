"""Searching articles and statements: the index proposes, fields and the text decide, snippets show exactly what was
found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from musnad.records import Of, Span
from musnad.store import terms
from musnad.store.answers import ArticleRef, Hit, Order, Said, SearchAnswer, Snippet, Unit
from musnad.store.connection import Connection, Lookup, numbers_of
from musnad.store.errors import LibraryError
from musnad.store.finding import find_entities, spoken_by, statements_with
from musnad.store.loading import load_coverage, load_said, outlet_keys
from musnad.store.packing import first_number
from musnad.store.query import Filter, Query, parse_query
from musnad.store.snippets import find_all, folded, has_all, make_snippet
from musnad.store.stories import current_story_id
from musnad.store.suggest import suggestions
from musnad.text.fold import fold, fold_key

#: Results are counted exactly up to this many.
COUNT_LIMIT = 1_000
_PLACE_BITS = 14


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a search. `unit` None: statements where a field asks for them, else articles."""

    query: str
    unit: Unit | None = None
    order: Order = "newest"
    limit: int | None = 20
    offset: int = 0
    #: Only what stands below this number in the index (`SearchPage.next`), in the order "newest".
    after: int | None = None


class SearchPage(NamedTuple):
    """The answer of a search, and the number after which the next page begins, None at the end."""

    answer: SearchAnswer
    next: int | None


@dataclass(slots=True)
class _Plan:
    """A query as SQL: the index's part, conditions on rows, their parameters."""

    unit: Unit
    wanted: tuple[terms.Wanted, ...]
    conditions: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)
    first: int | None = None
    last: int | None = None

    def where(self, condition: str, *parameters: Any, without: bool = False) -> None:
        """Add a condition."""
        self.conditions.append(f"NOT ({condition})" if without else condition)
        self.parameters += parameters

    @property
    def number(self) -> str:
        """The column that conditions on articles, or statements, compare. Where the index leads, SQLite must not look
        each of its rows up under every number of a condition: the plus sign keeps it from that."""
        return "+t.n" if any(not one.without for one in self.wanted) else "t.n"

    @property
    def article(self) -> str:
        """The column that has an article's number."""
        return self.number if self.unit == "article" else self.number.replace("t.n", "t.article")

    @property
    def verify(self) -> bool:
        """Whether the text has to be looked at: for phrases, and for terms to be left out where the index is not
        asked."""
        return any(one.is_phrase for one in self.wanted) or (bool(self.wanted) and all(one.without for one in self.wanted))


def search(connection: Connection, asked: Search) -> SearchAnswer:
    """Answer a search. Raises LibraryError where the query makes no sense."""
    return search_page(connection, asked).answer


def search_page(connection: Connection, asked: Search) -> SearchPage:
    """Answer a search, and tell where its next page begins. Raises LibraryError where the query makes no sense."""
    query = parse_query(asked.query)
    unit: Unit = asked.unit or ("statement" if query.about_statements else "article")
    plan = _plan(connection, query, unit)
    if asked.after is not None:
        plan.last = asked.after if plan.last is None else min(plan.last, asked.after)
    page, total, exact = _page(connection, plan, asked)
    show = _article_hits if unit == "article" else _statement_hits
    answer = SearchAnswer(
        query=asked.query, unit=unit, hits=show(connection, page, plan.wanted), total=total, exact=exact,
        coverage=load_coverage(connection), suggestions=suggestions(connection, query) if not total else (),
    )  # fmt: skip
    more = asked.offset + len(page) < total
    return SearchPage(answer, page[-1] if page and more else None)


def _page(connection: Connection, plan: _Plan, asked: Search) -> tuple[list[int], int, bool]:
    """The numbers of one page, how many there are in all, and whether that is exact: counting ends at `COUNT_LIMIT`,
    and what has to be verified on the text is not verified for the count alone."""
    stop = None if asked.limit is None else asked.offset + asked.limit
    most = None if stop is None else stop + 1 if plan.verify else max(stop, COUNT_LIMIT) + 1
    found = _first_numbers(connection, plan, asked.order, most)
    exact = most is None or len(found) < most
    return found[asked.offset : stop], len(found) if exact else len(found) - 1, exact


def matching_ids(connection: Connection, asked: Search) -> list[str]:
    """The ids of everything that a search finds, in its order: without texts and snippets, however many there are."""
    query = parse_query(asked.query)
    unit: Unit = asked.unit or ("statement" if query.about_statements else "article")
    numbers = list(_numbers(connection, _plan(connection, query, unit), asked.order))
    column = "ord" if unit == "article" else "n"
    find = f"SELECT id FROM {unit} WHERE {column} = ?"
    return [connection.execute(find, (number,)).fetchone()[0] for number in numbers]


def _plan(connection: Connection, query: Query, unit: Unit) -> _Plan:
    wanted = tuple(one for term in query.terms if (one := terms.want(connection, term)) is not None)
    plan = _Plan(unit, wanted)
    for condition in query.filters:
        _FILTERS[condition.field](connection, plan, condition)
    return plan


def _numbers(connection: Connection, plan: _Plan, order: Order) -> Iterator[int]:
    """The numbers in the index of what is found, one after the other, each verified where that is needed."""
    sql, parameters, verify = _sql(connection, plan, order)
    for (number,) in connection.stream(sql, parameters):
        if not verify or _verified(connection, plan, number):
            yield number


def _first_numbers(connection: Connection, plan: _Plan, order: Order, most: int | None) -> list[int]:
    """So many numbers of what is found, or all."""
    sql, parameters, verify = _sql(connection, plan, order)
    if verify or most is None:
        return list(islice(_numbers(connection, plan, order), most))
    return [row[0] for row in connection.execute(f"{sql} LIMIT ?", [*parameters, most])]


def _sql(connection: Connection, plan: _Plan, order: Order = "newest") -> tuple[str, list[Any], bool]:
    """The query for the numbers of candidates, and whether each is to be verified on the text."""
    table, number = ("article", "ord") if plan.unit == "article" else ("statement", "n")
    conditions, parameters = list(plan.conditions), list(plan.parameters)
    found, exact = _lookup(connection, plan), True
    if found is not None and order == "rank" and not plan.verify:
        stems = connection.index.lookup(connection, plan.unit, "stem", plan.wanted)
        if stems is not None:
            # Only the stems know where words stand, which ranking needs; by words every text would be read again.
            conditions.append(f"+{stems.key} IN ({numbers_of(found)})")
            parameters.append(found.asked)
            exact, found = found.exact, stems
    source, key = f"{table} t", f"t.{number}"
    if found is not None:
        joined = f" {found.join} {table} t ON t.{number} = {found.key}" if plan.conditions else ""
        source, key = f"{found.table}{joined}", found.key
        conditions.insert(0, found.condition)
        parameters.insert(0, found.asked)
        exact = exact and found.exact
    for bound, sign in ((plan.first, ">="), (plan.last, "<")):
        if bound is not None:
            conditions.append(f"{key} {sign} ?")
            parameters.append(bound)
    by = f"{key} DESC"
    if order == "rank" and found is not None and found.ranked_by:
        by = f"{found.ranked_by}, {by}"
        parameters += [found.asked] * found.ranked_by.count("?")
    verify = plan.verify or not exact
    return f"SELECT {key} FROM {source} WHERE {' AND '.join(conditions) or '1 = 1'} ORDER BY {by}", parameters, verify


def _lookup(connection: Connection, plan: _Plan) -> Lookup | None:
    """How the index is asked; None where only fields are asked for."""
    if all(one.without for one in plan.wanted):
        return None
    return connection.index.lookup(connection, plan.unit, "stem" if plan.verify else "word", plan.wanted)


def _verified(connection: Connection, plan: _Plan, number: int) -> bool:
    """Whether the text has what is wanted."""
    if plan.unit == "statement":
        (content,) = connection.execute("SELECT content FROM statement WHERE n = ?", (number,)).fetchone()
        return has_all([folded(content).text], plan.wanted)
    query = "SELECT v.title, v.text FROM article a JOIN version v ON v.n = a.current WHERE a.ord = ?"
    title, text = connection.execute(query, (number,)).fetchone()
    return has_all([folded(part).text for part in (title, text) if part], plan.wanted)


# ---- fields --------------------------------------------------------------------------------------------------------


def _speaker(connection: Connection, plan: _Plan, one: Filter) -> None:
    _on_statements(plan, *spoken_by(connection, one.value), one)


def _about(connection: Connection, plan: _Plan, one: Filter) -> None:
    entities = find_entities(connection, one.value)
    wanted = terms.want(connection, parse_query(f'"{one.value}"').terms[0])
    named, theirs = statements_with(connection, "about", entities)
    if wanted is None:
        _on_statements(plan, named, theirs, one)
        return
    words = terms.numbers_with(connection, "statement", wanted)
    if words is None:
        _on_statements(plan, named, theirs, one)
        return
    _on_statements(plan, f"{named} UNION ALL {words[0]}", [*theirs, words[1]], one)


def _role(_: Connection, plan: _Plan, one: Filter) -> None:
    _on_statements(plan, "SELECT statement FROM speaker WHERE role LIKE ? ESCAPE '\\'", [_like(one.value)], one)


def _channel(_: Connection, plan: _Plan, one: Filter) -> None:
    query = "SELECT statement FROM relay WHERE name LIKE ? ESCAPE '\\'"
    _on_statements(plan, query, [_like(one.value)], one)


def _is(_: Connection, plan: _Plan, one: Filter) -> None:
    condition = {
        "direct": "s.form IN ('direct', 'mixed')",
        "indirect": "s.form IN ('indirect', 'mixed')",
        "denied": "(s.stance = 'deny' OR s.negated = 1)",
    }[one.value]
    if plan.unit == "statement":
        plan.where(condition.replace("s.", "t."), without=one.without)
    else:
        plan.where(f"EXISTS (SELECT 1 FROM statement s WHERE s.article = t.n AND {condition})", without=one.without)


def _on_statements(plan: _Plan, numbers: str, parameters: Sequence[Any], one: Filter) -> None:
    """Only these statements, or the articles that they stand in."""
    inside = numbers if plan.unit == "statement" else f"SELECT s.article FROM statement s WHERE s.n IN ({numbers})"
    plan.where(f"{plan.number} IN ({inside})", *parameters, without=one.without)


def _outlet(connection: Connection, plan: _Plan, one: Filter) -> None:
    keys = outlet_keys(connection, fold_key(one.value))
    if plan.unit == "article":
        plan.where(f"coalesce(t.outlet_key, '') IN ({_marks(keys)})", *keys, without=one.without)
        return
    articles = f"SELECT n FROM article WHERE outlet_key IN ({_marks(keys)})"
    plan.where(f"{plan.article} IN ({articles})", *keys, without=one.without)


def _story(connection: Connection, plan: _Plan, one: Filter) -> None:
    articles = "SELECT article FROM story_article WHERE story = ?"
    plan.where(f"{plan.article} IN ({articles})", current_story_id(connection, one.value), without=one.without)


def _after(_: Connection, plan: _Plan, one: Filter) -> None:
    bound = _number_at(plan, one.value)
    if one.without:
        plan.last = bound if plan.last is None else min(plan.last, bound)
    else:
        plan.first = bound if plan.first is None else max(plan.first, bound)


def _before(connection: Connection, plan: _Plan, one: Filter) -> None:
    _after(connection, plan, one._replace(without=not one.without))
    if not one.without:  # articles without a time come first in the index: they are not before anything
        _after(connection, plan, Filter("after", "1900-01-01"))


def _number_at(plan: _Plan, day: str) -> int:
    number = first_number(day)
    return number if plan.unit == "article" else number << _PLACE_BITS


_FILTERS = {
    "speaker": _speaker, "about": _about, "role": _role, "channel": _channel, "is": _is, "outlet": _outlet,
    "story": _story, "after": _after, "before": _before,
}  # fmt: skip


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _like(value: str) -> str:
    """A LIKE pattern for folded text that contains the value."""
    plain = fold_key(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


# ---- what is shown -------------------------------------------------------------------------------------------------


def _article_hits(connection: Connection, page: Sequence[int], wanted: Sequence[terms.Wanted]) -> tuple[Hit, ...]:
    return tuple(_article_hit(connection, number, wanted) for number in page)


def _article_hit(connection: Connection, number: int, wanted: Sequence[terms.Wanted]) -> Hit:
    query = (
        "SELECT a.id, v.version, a.outlet, a.url, a.published, v.title, v.text "
        "FROM article a JOIN version v ON v.n = a.current WHERE a.ord = ?"
    )
    key, version, outlet, url, published, title, text = connection.execute(query, (number,)).fetchone()
    ref = ArticleRef(id=key, version=version, outlet=outlet, url=url, published=published, title=title)
    pieces: list[tuple[str, Of]] = [(title or "", "title"), (text, "text")]
    snippets = tuple(one for piece, of in pieces if (one := make_snippet(piece, wanted, of)) is not None)
    return Hit(article=ref, snippets=snippets)


def _statement_hits(connection: Connection, page: Sequence[int], wanted: Sequence[terms.Wanted]) -> tuple[Hit, ...]:
    return tuple(
        Hit(article=said.article, statement=said, snippets=_content_snippets(said, wanted))
        for said in load_said(connection, page)
    )


def _content_snippets(said: Said, wanted: Sequence[terms.Wanted]) -> tuple[Snippet, ...]:
    """The content whole, a piece for each of its spans, with highlights in the article's offsets."""
    found = []
    for span, text in zip(said.statement.content, said.texts):
        marks = tuple(Span(a + span.start, b + span.start) for a, b in find_all(fold(text), wanted))
        found.append(Snippet(span=span, text=text, highlights=marks, of=said.statement.of))
    return tuple(found)


__all__ = ["COUNT_LIMIT", "LibraryError", "Search", "SearchPage", "matching_ids", "search", "search_page"]
