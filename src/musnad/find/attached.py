"""Letters written onto a word («ولروسيا», «لليمن»): where a noun or a name begins, told by how often each reading is seen."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from musnad.find.words import ARTICLE, NewsWords
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

_AND, _SO, _BY, _FOR, _AS = fold_key("و ف ب ل ك").split()
_ALIF = fold_key("ا")
_LETTERS = frozenset((_AND, _SO, _BY, _FOR, _AS))
#: A reading seen in the corpus at least so often is believed against a whole word that is unknown; others must be commoner
#: by these factors.  # read on samples of the pan-Arab corpus, 2026-11
SEEN, COMMONER, MUCH_COMMONER = 3, 1.5, 8
#: An outlet's name of one word has more letters than this.
SHORT = 3
#: Classes whose words are never cut.
_WHOLE = (
    "that", "prep", "cut", "relative", "opener", "pronoun", "between", "negation", "kana", "by", "double", "end", "auxiliary",
)  # fmt: skip


class Cut(NamedTuple):
    """A word cut into attached letters and base; `sure` is False where nothing but a name before tells «و» from a name's
    first letter."""

    letters: str
    base: str
    sure: bool = True


def cut_word(news: NewsWords, norm: str) -> Cut:
    """Cut a folded word.

    >>> news = NewsWords.load()
    >>> [cut_word(news, word).base for word in ("وروسيا", "لليمن", "باريس", "وليد", fold_key("وائل"))]
    ['روسيا', 'اليمن', 'باريس', 'وليد', 'وايل']
    """
    if len(norm) < 3 or norm[0] not in _LETTERS or norm in _native_names() or norm in news.any_of[_WHOLE]:
        return Cut("", norm)
    if norm[0] in (_FOR, _BY) and norm[1:] in outlet_names():
        return Cut(norm[0], norm[1:])
    return _with_article(news, norm) or _single(news, norm) or Cut("", norm)


@cache
def _native_names() -> frozenset[str]:
    """Given names that are never cut, whatever their first letter."""
    return frozenset(fold_key(name) for row in table("native_names") for name in row["names"].split())


@cache
def outlet_names() -> frozenset[str]:
    """Names of outlets and agencies of one word, folded, but for everyday words («الصباح», «وطنية»)."""
    names = {fold_key(row["form"]) for row in table("agencies") if row["kind"] != "general"}
    counts = NewsWords.load()
    return frozenset(name for name in names if " " not in name and len(name) > SHORT and not _is_everyday(counts, name))


def _is_everyday(news: NewsWords, name: str) -> bool:
    return news.is_definite(name) or news.of(name).article > 0 or name in news.nationalities or news.is_function(name)


def _seen(news: NewsWords, norm: str) -> int:
    """How often a word is seen as it is written."""
    counts = news.of(norm)
    return counts.article if news.is_definite(norm) else counts.bare


def _with_article(news: NewsWords, norm: str) -> Cut | None:
    """«لليمن», «والوزارة», «بالبنك»: the article shows where the word begins."""
    seen = _seen(news, norm)
    for letters in ("", _AND, _SO):
        rest = norm.removeprefix(letters) if norm.startswith(letters) else ""
        if rest.startswith(_FOR + _FOR) and len(rest) > 4:
            base = ARTICLE + rest[2:]
            return Cut(letters + _FOR, base) if seen < 20 or _seen(news, base) >= seen else None
    for letters in (_AND + _BY, _AND + _FOR, _AND + _AS, _SO + _BY, _SO + _FOR):
        if norm.startswith(letters + ARTICLE) and len(norm) > 6:
            return Cut(letters, norm[2:])
    if norm[0] in (_AND, _SO, _BY, _AS) and norm.startswith(ARTICLE, 1) and len(norm) > 5:
        return Cut(norm[0], norm[1:]) if seen < 10 or 2 * _seen(news, norm[1:]) >= seen else None
    return None


def _single(news: NewsWords, norm: str) -> Cut | None:
    """«وروسيا», «ببيان», «ولروسيا»: the rest is the commoner word."""
    letter, rest = norm[0], norm[1:]
    if letter not in (_AND, _SO, _BY, _FOR, _AS) or len(rest) < 3:
        return None
    whole, seen = _seen(news, norm), _seen(news, rest)
    twice = letter == _AND and rest[0] in (_BY, _FOR) and len(rest) > 3 and _seen(news, rest[1:]) > 3 * seen + 3
    if letter == _AND and whole == 0 and seen == 0:
        return Cut(norm[:2], rest[1:]) if twice else Cut(letter, rest, sure=rest[0] == _ALIF)
    if news.of(norm).article > SEEN and letter != _AND:  # «لجان», «بيان»: a noun that takes the article
        whole = max(whole, news.of(norm).article)
        seen = seen if seen > MUCH_COMMONER * whole else 0
    if letter == _AS and news.is_function(rest):
        return None
    if seen < SEEN or seen <= _least(letter, whole):
        return Cut(norm[:2], rest[1:]) if twice and whole == 0 else None
    return Cut(norm[:2], rest[1:]) if twice else Cut(letter, rest)


def _least(letter: str, whole: int) -> float:
    """How often the rest must be seen where the whole word is seen so often."""
    if letter == _AND:
        return max(whole - 1, SEEN)
    if letter == _BY:
        return MUCH_COMMONER * whole if whole else SEEN
    return COMMONER * whole if letter == _FOR else 20 * whole + 20


__all__ = ["Cut", "cut_word", "outlet_names"]
