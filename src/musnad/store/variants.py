"""Spellings of foreign names: «ترامب» and «ترمب», «نتنياهو» and «نتانياهو», found in the library's own names.

Transliterations differ in their long vowels and in a few letters, so names of one skeleton are candidates. But so are
«محمد» and «محمود»: short names count as one only where the same word stands before both and is next to always followed
by them («دونالد»), as it is with nobody else's first name. Words that take the article are no names.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from musnad.link.scripts import is_foreign, spellings
from musnad.store.connection import Connection
from musnad.store.entities import skeleton
from musnad.store.vocabulary import word_counts
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

#: Names of this many consonants are told apart by them alone; shorter ones need a common first name.
_LONG = 5
#: Likeness of two long spellings (0–1, share of common letters in order).
_ALIKE = 0.75
#: A first name leads to one last name where it goes on with that in this share of the articles that have it in a name.
#: On 38,000 articles: «دونالد» 0.97, «ليونيل» 0.99, «أنطونيو» 0.49 (two spellings of one, and a coach); «محمد» 0.03.
_LEADS = 0.4
#: Both spellings stand behind a first name in so many articles at least; so many first names are tried.
_LEAST, _TRIED = 2, 3
#: A word that stands with the article in this share of its articles is no name of a person.
_NOUN = 0.05
#: A spelling that is farther by one vowel needs so many times the articles; those of this share of the best's weight count.
#: Names of persons count so much more.
_FARTHER, _HEARD, _MOST_HEARD, _NO_PERSON = 4.0, 0.25, 200, 0.1
_MOST_CANDIDATES, _MOST_NAMES = 12, 1_000


def name_variants(connection: Connection, norm: str) -> tuple[str, ...]:
    """Other spellings of a folded name that the library has; empty for words that are no names, and for native
    names."""
    key = skeleton(norm)
    query = "SELECT word FROM name_word WHERE skeleton = ? ORDER BY word LIMIT ?"
    words = [row[0] for row in connection.execute(query, (key, _MOST_CANDIDATES))]
    if norm not in words or len(words) < 2 or len(norm) < 4 or _is_noun(connection, norm):
        return ()
    alike = [word for word in words if word != norm and _is_alike(norm, word)]
    if not alike:
        return ()
    nouns = {word for word in words if word != norm and _is_noun(connection, word)}
    group, beside = set(words) - nouns, _Beside(connection)
    return tuple(word for word in alike if word not in nouns and (len(key) >= _LONG or _is_same(beside, norm, word, group)))


def heard_as(connection: Connection, norm: str) -> tuple[str, ...]:
    """The library's likeliest Arabic spellings of a word in Latin or Cyrillic letters: near in their vowels, and in many
    articles' names."""
    if not is_foreign(norm):
        return ()
    near = spellings(norm, (row[0] for row in connection.execute("SELECT word FROM name_word")))
    nearest = sorted(near, key=lambda word: (near[word], word))[:_MOST_HEARD]
    marks = ",".join("?" * len(nearest))
    query = f"""SELECT w.word, sum(CASE WHEN e.kind = 'person' THEN 1.0 ELSE {_NO_PERSON} END) FROM entity_word w
                JOIN entity_of o ON o.entity = w.entity JOIN entity e ON e.n = w.entity
                WHERE w.word IN ({marks}) GROUP BY w.word"""
    weights = {word: articles / _FARTHER ** near[word] for word, articles in connection.execute(query, nearest)}
    best = max(weights.values(), default=0.0)
    return tuple(sorted(word for word, weight in weights.items() if weight >= _HEARD * best))


def _is_alike(norm: str, other: str) -> bool:
    """Whether two names of one skeleton may be spellings of one foreign name, by their letters."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(norm, other) >= _ALIKE and not norm.startswith(_native_beginnings())


class _Beside:
    """The words that stand right before (-1) or behind (1) words in names: each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.known: dict[tuple[str, int], Counter[str]] = {}

    def __call__(self, word: str, step: int) -> Counter[str]:
        if (word, step) not in self.known:
            self.known[(word, step)] = _beside(self.connection, word, step)
        return self.known[(word, step)]


def _is_same(beside: _Beside, norm: str, other: str, group: set[str]) -> bool:
    """Whether a first name that stands before both leads to them and to nobody else."""
    before_other = beside(other, -1)
    before = beside(norm, -1) if before_other else before_other
    common = [one for one in before if len(one) > 2 and min(before[one], before_other[one]) >= _LEAST]
    common.sort(key=lambda first: -min(before[first], before_other[first]))
    return any(_leads(beside, first, group) for first in common[:_TRIED])


def _leads(beside: _Beside, first: str, group: set[str]) -> bool:
    """Whether a word in a name is followed by a word of the group often enough."""
    followers = beside(first, 1)
    return sum(followers[word] for word in group) >= _LEADS * followers.total() > 0


def _beside(connection: Connection, word: str, step: int) -> Counter[str]:
    """The words that stand right before (-1) or behind (1) a word in names, by how many articles have them so."""
    query = """
        SELECT w.name, (SELECT count(*) FROM entity_of o WHERE o.entity = w.entity) FROM entity_word w
        WHERE w.word = ? ORDER BY w.name, w.entity LIMIT ?"""
    found: Counter[str] = Counter()
    for name, articles in connection.execute(query, (word, _MOST_NAMES)):
        parts = name.replace("_", " ").split()
        for i, part in enumerate(parts):
            if part == word and 0 <= i + step < len(parts):
                found[parts[i + step]] += articles
    return found


@cache
def _native_beginnings() -> tuple[str, ...]:
    return tuple(fold_key(row["form"]) for row in table("native_beginnings"))


def _is_noun(connection: Connection, word: str) -> bool:
    counts = word_counts(connection, (word, f"ال{word}"))
    return counts.get(f"ال{word}", 0) > _NOUN * counts.get(word, 0) + 1


__all__ = ["heard_as", "name_variants"]
