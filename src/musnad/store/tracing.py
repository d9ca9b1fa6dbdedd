"""Finding, for an article or a quotation, the library's other articles that carry its text, and their order in time."""

from __future__ import annotations

import heapq
import math

from musnad.compare.check import check_quote
from musnad.compare.copies import copy_order
from musnad.compare.keys import in_order
from musnad.compare.trace import find_reuse, sentences_of
from musnad.records import Article, Trace
from musnad.store.connection import Connection
from musnad.store.errors import LibraryError
from musnad.store.loading import article_number, load_article, load_coverage
from musnad.store.saying import pairs_like
from musnad.store.terms import exactly, numbers_with

#: Of each sentence so many of its rarest words are looked up, of so many sentences; words that stand in more articles than
#: this tell too little. The likeliest articles are then held against the text itself.
_WORDS, _SENTENCES, _COMMON, _LIKELIEST = 2, 30, 500, 60
#: Places that have this share of a quotation's words are places of the quotation.
_HAS_IT = 0.75


def trace(connection: Connection, wanted: str, path: str) -> Trace:
    """Trace an article, by id, given id or address, or else a quotation.

    Raises LibraryError where a single word is no article's name: that is too little of a quotation.
    """
    try:
        number = article_number(connection, wanted, path)
    except LibraryError:
        if len(wanted.split()) < 2:
            raise
        return _trace_quote(connection, wanted)
    article = load_article(connection, number)
    reuse = find_reuse(article, _likely(connection, article))
    kept = [load_article(connection, article_number(connection, one.article, path)) for one in reuse]
    return Trace(
        query=wanted, order=copy_order(kept) if len(kept) > 1 else "unknown", coverage=load_coverage(connection),
        articles=tuple(one.id for one in kept), reuse=tuple(reuse),
        origins=tuple(dict.fromkeys(one.origin for one in reuse if one.origin)),
    )  # fmt: skip


def _trace_quote(connection: Connection, quote: str) -> Trace:
    found = check_quote(quote, None, pairs_like(connection, quote), load_coverage(connection))
    evidence = [one for one in found.evidence if one.match >= _HAS_IT]
    ids = dict.fromkeys(one.article for one in evidence)
    articles = in_order(_by_id(connection, one) for one in ids)
    place = {one.id: at for at, one in enumerate(articles)}
    return Trace(
        query=quote, order=copy_order(articles) if len(articles) > 1 else "unknown", coverage=found.coverage,
        articles=tuple(place), evidence=tuple(sorted(evidence, key=lambda one: (place[one.article], one.span))),
    )  # fmt: skip


def _by_id(connection: Connection, key: str) -> Article:
    return load_article(connection, connection.execute("SELECT n FROM article WHERE id = ?", (key,)).fetchone()[0])


def _likely(connection: Connection, article: Article) -> list[Article]:
    """Articles that share the most of the rare words of this one's sentences."""
    (count,) = connection.execute("SELECT count(*) FROM article").fetchone()
    scores: dict[int, float] = {}
    for word in _rare_words(connection, article):
        words = numbers_with(connection, "article", exactly(word))
        rows = connection.execute(words[0], (words[1],)).fetchall() if words is not None else []
        for (order,) in rows:
            scores[order] = scores.get(order, 0.0) + math.log(1 + count / (1 + len(rows)))
    best = heapq.nlargest(_LIKELIEST + 1, sorted(scores), key=scores.__getitem__)
    numbers = [connection.execute("SELECT n FROM article WHERE ord = ?", (order,)).fetchone()[0] for order in best]
    return [one for one in (load_article(connection, number) for number in numbers) if one.id != article.id]


def _rare_words(connection: Connection, article: Article) -> list[str]:
    """The rarest words of the longest sentences of an article that other articles have too."""
    sentences = sorted(sentences_of(article), key=lambda one: -len(one.words))[:_SENTENCES]
    words = {word for one in sentences for word in one.words}
    marks = ",".join("?" * len(words))
    counts = dict(connection.execute(f"SELECT word, articles FROM vocabulary WHERE word IN ({marks})", sorted(words)))
    found: dict[str, None] = {}
    for one in sentences:
        known = sorted((word for word in set(one.words) if 1 < counts.get(word, 0) <= _COMMON), key=lambda w: (counts[w], w))
        found.update(dict.fromkeys(known[:_WORDS]))
    return list(found)


__all__ = ["trace"]
