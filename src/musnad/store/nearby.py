"""The articles around a few that were added: those that may be of one story with them, with the whole of the stories that these
are in, looked up by words in the search index, so that a library of any size is brought up to date at once."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from musnad.compare.edges import heaviest_stems, likely, likeness
from musnad.compare.terms import Rareness, Terms, TopicKey, plain_rareness, topic_key, weigh
from musnad.store.connection import Connection
from musnad.store.loading import load_article
from musnad.store.terms import exactly, numbers_with

#: An article is looked up by so many of its words; so many of those that share the most are held against it …
_WORDS, _LIKELIEST = 20, 16
#: … and those this likely to be of one story with it are near.
_NEAR = 0.1
#: Words that stand in more articles of the library than this are not looked up.
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
    rareness = plain_rareness()
    key = topic_key(load_article(connection, number))
    terms = weigh(key, rareness)
    scores: dict[int, float] = defaultdict(float)
    for word, weight in _telling(key, terms, rareness):
        asked = numbers_with(connection, "article", exactly(word))
        rows = connection.execute(asked[0], (asked[1],)) if asked else ()
        for (order,) in islice(rows, _COMMON):
            if order in orders and orders[order] != number:
                scores[order] += weight
    best = heapq.nlargest(_LIKELIEST, sorted(scores), key=scores.__getitem__)
    return [orders[order] for order in best if _is_near(connection, orders[order], terms, rareness)]


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
