"""The words by which articles are compared: light stems, how rare they are, and an article's weighted terms.

A word loses its clitics where what remains is attested: proclitics are told from letters of the word by counting, since
the same letters begin both. Rareness is counted over background articles (``data/generated/word_articles.tsv``) and the
given ones together, so that five articles can be compared as well as fifty thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import log, sqrt
from typing import NamedTuple

from musnad.compare.keys import When, folded_words, own_text, when
from musnad.records import Article
from musnad.text.lexicon import table
from musnad.text.words import bases

#: How many of an article's first words are looked at, how many of these stand for it, and how many are its lead.
BODY, HEAD, LEAD = 400, 150, 60
#: Characters that surely hold that many words.
TOP = 15 * BODY
#: A title's words count as if they stood in the text so many times more.
TITLE_WEIGHT = 2
#: The words at the beginning that a title is looked for in.
NEAR_TOP = 120
#: Where an article has no title, so many of its first words stand for one.
STAND_IN_TITLE = 12
#: A stem in more than this part of all articles is not rare.
RARE = 0.01
#: Stems in more than a quarter of all articles tell nothing.
LEAST_IDF = 1.4
#: The terms of so many articles are remembered (some 40 KB each).
RECENT = 256
#: A one-letter proclitic must leave a word so many times more frequent than the whole.
_SURE, _SURER = 1.0, 3.0


class TopicKey(NamedTuple):
    """What one article alone gives to the search for stories: folded words of title and body, and its time."""

    id: str
    outlet: str | None
    when: When | None
    title: tuple[str, ...]
    body: tuple[str, ...]


def topic_key(article: Article) -> TopicKey:
    """The key of an article, from its title and its own running text."""
    body = tuple(folded_words(own_text(article)[:TOP])[:BODY])
    title = tuple(folded_words(article.title or "")) or body[:STAND_IN_TITLE]
    return TopicKey(article.id, article.outlet, when(article), title, body)


def words_of(key: TopicKey) -> set[str]:
    """The words of an article, each once: what rareness is counted from."""
    return {*key.title, *key.body}


@cache
def background() -> tuple[int, Mapping[str, int]]:
    """How many articles the background has, and in how many of them each folded word stands."""
    counts = {row["word"]: int(row["articles"]) for row in table("generated/word_articles")}
    return counts.pop("*"), counts


class Rareness:
    """Stems of folded words and how rare they are in the background and the given articles together."""

    def __init__(self, keys: Iterable[TopicKey] = ()) -> None:
        """Count the words of the given articles on top of the background."""
        count, words = 0, Counter[str]()
        for key in keys:
            count += 1
            words.update(words_of(key))
        self._set(count, words)

    @staticmethod
    def counted(articles: int, words: Mapping[str, int]) -> Rareness:
        """The same where so many articles were counted before: in how many of them each word stands."""
        made = Rareness.__new__(Rareness)
        made._set(articles, words)
        return made

    def _set(self, articles: int, words: Mapping[str, int]) -> None:
        known, counts = background()
        self.articles = known + articles
        self._counts: Counter[str] = Counter(counts)
        self._counts.update(words)
        self._stems: dict[str, str] = {}
        self._idf: dict[str, float] = {}
        self._holders: Counter[str] = Counter()
        #: The terms of the articles that were weighed last.
        self.recent: dict[TopicKey, Terms] = {}
        for word, count in self._counts.items():
            self._holders[self.stem(word)] += count
        #: What tells at least this much stands in at most one article in a hundred.
        self.rare = log((self.articles + 1) / (int(self.articles * RARE) + 0.5))

    def stem(self, word: str) -> str:
        """The word without the clitics that it plainly has.

        >>> Rareness().stem("وبالسلام"), Rareness().stem("وزير")
        ('سلام', 'وزير')
        """
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = self._stem(word)
        return found

    def stems(self, words: Iterable[str]) -> list[str]:
        """The stems of some words, in their order."""
        known = self._stems
        return [known.get(word) or self.stem(word) for word in words]

    def _stem(self, word: str) -> str:
        if len(word) < 4 or not "\u0621" <= word[0] <= "\u064a":
            return word
        best, most = word, self._counts[word]
        for clitics, base in bases(word)[1:]:
            if len(base) < 3 or (clitics[0] == _ALEF and clitics != _ARTICLE):
                continue
            count = self._counts[base]
            if clitics.endswith((_ARTICLE, _TO_THE)):
                if count:
                    return base
            elif count > most * (_SURE if clitics in _CONJUNCTIONS else _SURER):
                best, most = base, count
        return best

    def idf(self, stem: str) -> float:
        """How much a stem tells: the logarithm of all articles over those that hold it."""
        found = self._idf.get(stem)
        if found is None:
            found = log((self.articles + 1) / (min(self._holders[stem], self.articles) + 0.5))
            self._idf[stem] = found
        return found

    def telling(self, stems: Iterable[str]) -> dict[str, float]:
        """How much each of some stems tells, of those that tell anything."""
        known = self._idf
        return {stem: value for stem in stems if (value := known.get(stem) or self.idf(stem)) >= LEAST_IDF}


@cache
def plain_rareness() -> Rareness:
    """Rareness of words over the background alone, so that what is made with it hangs on one article alone."""
    return Rareness()


_ALEF = "\N{ARABIC LETTER ALEF}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_TO_THE = "\N{ARABIC LETTER LAM}\N{ARABIC LETTER LAM}"
_CONJUNCTIONS = ("\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER FEH}")


class Weights(NamedTuple):
    """What a stem weighs in an article: in its head, lead and title, as a rare word, as a number; all for cosines.

    `named` is its part of the title (the parts of a title add up to 1), `top` tells whether it stands near the top.
    """

    head: float
    lead: float
    title: float
    rare: float
    number: float
    named: float
    top: bool


class Terms(NamedTuple):
    """An article as weighted stems, with the key that they were made from."""

    when: When | None
    stems: Mapping[str, Weights]
    key: TopicKey


def weigh(key: TopicKey, rareness: Rareness) -> Terms:
    """Weigh the terms of an article; those of the latest articles are remembered, since what is near is looked at again."""
    known = rareness.recent.get(key)
    if known is None:
        if len(rareness.recent) >= RECENT:
            rareness.recent.clear()
        known = rareness.recent[key] = _weigh(key, rareness)
    return known


def _weigh(key: TopicKey, rareness: Rareness) -> Terms:
    title, body = rareness.stems(key.title), rareness.stems(key.body)
    idf = rareness.telling({*title, *body})
    whole = _weighed(title * TITLE_WEIGHT + body[:HEAD], idf)
    lead, named = _weighed(body[:LEAD], idf), _weighed(title, idf)
    rare = _unit({stem: value * value for stem, value in idf.items() if value >= rareness.rare})
    numbers = _unit({stem: value for stem, value in idf.items() if stem[0].isdigit()})
    top = frozenset(body[:NEAR_TOP])
    stems = {
        stem: Weights(whole.get(stem, 0.0), lead.get(stem, 0.0), named.get(stem, 0.0), rare.get(stem, 0.0),
                      numbers.get(stem, 0.0), named.get(stem, 0.0) ** 2, stem in top)
        for stem in idf if stem in whole or stem in rare or stem in numbers
    }  # fmt: skip
    return Terms(key.when, stems, key)


def _weighed(stems: Iterable[str], idf: Mapping[str, float]) -> dict[str, float]:
    """Stems by how often they stand and how much they tell."""
    return _unit({stem: (1 + log(count)) * idf[stem] for stem, count in Counter(stems).items() if stem in idf})


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights with a length of 1."""
    length = sqrt(sum(value * value for value in weights.values()))
    return {stem: value / length for stem, value in weights.items()} if length else {}


__all__ = [
    "Rareness", "Terms", "TopicKey", "Weights", "background", "plain_rareness", "topic_key", "weigh", "words_of",
]  # fmt: skip
