"""Whom a word in the dual stands for: «الزعيمان» the two persons named last before it, «البلدان» the two countries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

from musnad.find.words import NewsWords
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_DUALS, _PLURAL = tuple(fold_key("ان ين").split()), fold_key("ون")
Pair = Literal["persons", "countries"]


def pair_of(news: NewsWords, word: str) -> Pair | None:
    """Whether a folded word is two countries, or two persons by a role with the article; None for all others, parties and
    sides among them: the text alone does not tell who is on a side.

    >>> news = NewsWords.load()
    >>> [pair_of(news, fold_key(word)) for word in ("البلدين", "الرئيسان", "الجانبان", "المواطنين")]
    ['countries', 'persons', None, None]
    """
    if not word.endswith(_DUALS):
        return None
    if word in _countries():
        return "countries"
    stem = word[:-2]
    plural = news.of(stem + _PLURAL).article > 0  # «المواطنين» are many
    return "persons" if news.is_definite(stem) and not plural and stem[2:] in news.classes["role"] else None


def last_two(keys: Iterable[str]) -> tuple[str, ...]:
    """The first two of some keys that differ, the later one last; nothing where there are no two."""
    found: list[str] = []
    for key in keys:
        if key not in found:
            found.append(key)
        if len(found) == 2:
            return (found[1], found[0])
    return ()


@cache
def _countries() -> frozenset[str]:
    return frozenset(forms("name_words", "both-countries"))


__all__ = ["Pair", "last_two", "pair_of"]
