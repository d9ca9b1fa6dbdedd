"""The articles around a few that were added: those that may be of one story with them, with the whole of the stories that these
are in, looked up by words in the search index, so that a library of any size is brought up to date at once."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from musnad.compare.edges import heaviest_stems, likely, likeness
from musnad.compare.terms import Rareness, Terms, TopicKey, topic_key, weigh
from musnad.store.connection import Connection, numbers_of
from musnad.store.loading import load_article
from musnad.store.rareness import library_rareness
from musnad.store.terms import exactly

#: An article is looked up by so many of its words; of those that share this part of what these tell, so many that share the
#: most are held against it …  # of 200 that were likelier than COHESION 3 shared less, on 60 articles, 2026-11
_WORDS, _SHARED, _LIKELIEST = 20, 0.1, 24
#: … and those this likely to be of one story with it are near.
# 300 of 3,500 articles added one by one, six orders: 0.7–2.1 % of all pairs other than at once with 0.1, 0.7–1.8 with this
_NEAR = 0.05
#: Of the articles of these days that have a word, so many are looked at.
_COMMON = 20_000


def component(connection: Connection, changed: Iterable[int], days: Sequence[str]) -> list[int]:
    """The numbers of some articles, of those near to them on these days, and of all that stand in a story with one of them."""
    marks = ",".join("?" * len(days))
    orders = dict(connection.execute(f"SELECT ord, n FROM article WHERE day IN ({marks})", [*days]))
    found = set(changed)
    for number in sorted(found):
        found.update(_near(connection, number, orders))
    marks = ",".join("?" * len(found))
    rows = connection.execute(
        "SELECT DISTINCT b.article FROM story_article a JOIN story_article b ON b.story = a.story "
        f"WHERE a.article IN ({marks})", sorted(found),
    )  # fmt: skip
    return sorted(found | {row[0] for row in rows})


def _near(connection: Connection, number: int, orders: dict[int, int]) -> list[int]:
    """The articles among `orders` (numbers by their place in the index) that may be of one story with this one."""
    rareness = library_rareness(connection)
    key = topic_key(load_article(connection, number))
    terms = weigh(key, rareness)
    telling = _telling(key, terms, rareness)
    scores: dict[int, float] = defaultdict(float)
    for word, weight in telling:
        for order in _holders(connection, word, orders):
            scores[order] += weight if orders[order] != number else 0.0
    least = _SHARED * sum(weight for _, weight in telling)
    best = heapq.nlargest(_LIKELIEST, sorted(scores), key=scores.__getitem__)
    likely_ones = [orders[order] for order in best if scores[order] >= least and orders[order] != number]
    return [one for one in likely_ones if _is_near(connection, one, terms, rareness)]


def _holders(connection: Connection, word: str, orders: Mapping[int, int]) -> set[int]:
    """The articles among `orders` that have a word."""
    found = connection.index.lookup(connection, "article", "word", (exactly(word),))
    if found is None or not orders:
        return set()
    query = f"{numbers_of(found)} AND {found.key} BETWEEN ? AND ? LIMIT {_COMMON}"
    rows = connection.execute(query, (found.asked, min(orders), max(orders))).fetchall()
    return orders.keys() & {order for (order,) in rows}


def _telling(key: TopicKey, terms: Terms, rareness: Rareness) -> list[tuple[str, float]]:
    """Words of an article that tell the most, as they are written, and how much."""
    heaviest = {stem: terms.stems[stem].head for stem in heaviest_stems(terms)}
    words = {word: heaviest[stem] for word in (*key.title, *key.body)
             if (stem := rareness.stem(word)) in heaviest and word.isalnum()}  # fmt: skip
    return heapq.nsmallest(_WORDS, words.items(), key=lambda item: (-item[1], item[0]))


def _is_near(connection: Connection, number: int, terms: Terms, rareness: Rareness) -> bool:
    other = weigh(topic_key(load_article(connection, number)), rareness)
    return likely(likeness(other, terms)) >= _NEAR


__all__ = ["component"]
