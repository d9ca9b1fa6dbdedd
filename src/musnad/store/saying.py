"""Who is reported to have said what, in order; and the articles that a quotation may stand in."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from musnad.compare.dialect import in_standard
from musnad.records import Article, Reading, Saying, Story
from musnad.store import terms
from musnad.store.answers import Said
from musnad.store.connection import Connection
from musnad.store.corrected import load_apart, load_judged
from musnad.store.finding import find_entities, spoken_by, statements_with
from musnad.store.loading import load_pair, load_pairs, load_said
from musnad.store.paging import Key, Page, page_of
from musnad.store.query import Term
from musnad.store.words import word_list
from musnad.text.fold import fold_key

#: Libraries up to this size are looked through whole for a quotation; of larger ones the likeliest articles.
_WHOLE, _LIKELIEST, _RAREST = 300, 300, 8


class Conditions(Protocol):
    """What is wanted of what somebody said."""

    @property
    def about(self) -> str | None: ...
    @property
    def since(self) -> str | None: ...
    @property
    def until(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def min_confidence(self) -> float: ...


def said(connection: Connection, who: str, wanted: Conditions) -> list[Said]:
    """The statements of everybody whose name has the words of `who`, in the order in which they were said.

    What is told *not* to have been said («لم يؤكد أن …») is none; a search for `is:denied` finds it.
    """
    return said_page(connection, who, wanted).items


def said_page(
    connection: Connection, who: str, wanted: Conditions, after: Key | None = None, limit: int | None = None
) -> Page[Said]:
    """One page of them, by day and number; only its own articles are read."""
    page = page_of(_said_keys(connection, who, wanted), lambda key: key, after, limit)
    return Page(load_said(connection, [number for _, number in page.items]), page.total, page.next)


def said_numbers(connection: Connection, who: str, wanted: Conditions) -> list[int]:
    """The numbers of those statements, in that order."""
    return [number for _, number in _said_keys(connection, who, wanted)]


def _said_keys(connection: Connection, who: str, wanted: Conditions) -> list[tuple[str, int]]:
    """Day and number of what somebody said, in order."""
    spoken, theirs = spoken_by(connection, who)
    where, parameters = where_wanted(wanted)
    told = f"s.n IN ({spoken}) AND s.own = 1 AND s.negated = 0{where}"
    query = f"SELECT coalesce(s.day, ''), s.n FROM statement s WHERE {told} ORDER BY 1, 2"
    keys: list[tuple[str, int]] = connection.execute(query, [*theirs, *parameters]).fetchall()
    if wanted.about:
        chosen = set(those_about(connection, [number for _, number in keys], wanted.about))
        keys = [key for key in keys if key[1] in chosen]
    return keys


def where_wanted(wanted: Conditions) -> tuple[str, list[Any]]:
    """The conditions on a row ``s`` of statements but for `about`, each after an AND, and their parameters."""
    parts = [
        ("s.day >= ?", wanted.since and wanted.since[:10]),
        ("s.day <= ?", wanted.until and wanted.until[:10] + "~"),
        (
            "s.article IN (SELECT n FROM article WHERE instr(outlet_key, ?) > 0)",
            wanted.outlet and fold_key(wanted.outlet),
        ),
        ("s.confidence >= ?", wanted.min_confidence or None),
    ]
    chosen = [(condition, value) for condition, value in parts if value]
    return "".join(f" AND {condition}" for condition, _ in chosen), [value for _, value in chosen]


def those_about(connection: Connection, numbers: Sequence[int], about: str) -> list[int]:
    """Those of the statements that are about somebody of this name, or have these words."""
    entities = find_entities(connection, about)
    found = {row[0] for row in connection.execute(*statements_with(connection, "about", entities))}
    wanted = terms.want(connection, Term("phrase", about))
    words = None if wanted is None else terms.numbers_with(connection, "statement", wanted)
    if words is not None:
        found |= {row[0] for row in connection.execute(words[0], (words[1],))}
    return [number for number in numbers if number in found]


def statements_of(connection: Connection, articles: Sequence[int]) -> list[Said]:
    """The statements of some articles, in the order in which they were said; repeats of others left out."""
    found: list[tuple[str, int]] = []
    for article in articles:
        rows = connection.execute("SELECT coalesce(day, ''), n FROM statement WHERE article = ? AND own = 1", (article,))
        found += rows.fetchall()
    return load_said(connection, [number for _, number in sorted(found)])


def sayings_of(connection: Connection, story: Story, articles: Sequence[int]) -> list[Saying]:
    """The statements of a story that several of its articles report; what a person judged counts as judged."""
    from musnad.compare.sayings import find_sayings

    judged = load_judged(connection)
    pairs = [load_pair(connection, number) for number in articles]
    readings = {article.id: judged.reading(reading) for article, reading in pairs}
    return find_sayings([article for article, _ in pairs], readings, story.copies, load_apart(connection))


def pairs_like(connection: Connection, quote: str) -> Iterator[tuple[Article, Reading]]:
    """The articles that a quotation may stand in: those that have most of its rarest words, the likeliest first.

    Statements that a person judged wrong are left out of their readings; speakers are as persons put them right.
    """
    judged = load_judged(connection)
    yield from ((article, judged.reading(reading)) for article, reading in _likely_pairs(connection, quote))


def _likely_pairs(connection: Connection, quote: str) -> Iterator[tuple[Article, Reading]]:
    (count,) = connection.execute("SELECT count(*) FROM article").fetchone()
    if count <= _WHOLE:
        yield from load_pairs(connection)
        return
    rarest = _rarest(connection, quote)
    if not rarest:
        return
    scores: dict[int, float] = {}
    for wanted in rarest:
        words = terms.numbers_with(connection, "article", wanted)
        rows = connection.execute(words[0], (words[1],)).fetchall() if words is not None else []
        worth = math.log(1 + count / (1 + len(rows)))
        for (order,) in rows:
            scores[order] = scores.get(order, 0.0) + worth
    for order in heapq.nlargest(_LIKELIEST, scores, key=scores.__getitem__):
        (number,) = connection.execute("SELECT n FROM article WHERE ord = ?", (order,)).fetchone()
        yield load_pair(connection, number)


def _rarest(connection: Connection, quote: str) -> list[terms.Wanted]:
    """The words of a quotation that stand in the fewest articles, with their forms."""
    norms = list(dict.fromkeys(in_standard([word.norm for word in word_list(quote)])))
    marks = ",".join("?" * len(norms))
    counts = dict(connection.execute(f"SELECT word, articles FROM vocabulary WHERE word IN ({marks})", norms))
    rarest = sorted((norm for norm in norms if len(norm) > 2), key=lambda norm: counts.get(norm, 0))[:_RAREST]
    return [one for norm in rarest if (one := terms.want(connection, Term("word", norm))) is not None]


__all__ = [
    "Conditions", "pairs_like", "said", "said_numbers", "said_page", "sayings_of", "statements_of", "those_about",
    "where_wanted",
]  # fmt: skip
