"""Names in Latin and Cyrillic letters, and the Arabic spellings that they may have («Peskov», «Песков», «بيسكوف»)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from musnad.link.same_name import skeleton
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

#: So many ways to read one word are followed; a longer word is no name.
_WAYS, _LONGEST = 512, 30
_ARTICLE = fold_key("ال")
#: Letters of Arabic that other scripts do not write.
_UNWRITTEN = dict.fromkeys(map(ord, fold_key("ع")))
_LONG = str.maketrans(dict(zip(fold_key("ا و ي").split(), "awy")))


class Sounds(NamedTuple):
    """The ways a word may sound: consonants alone, and with the long vowels (a w y)."""

    bones: frozenset[str]
    whole: frozenset[str]


def is_foreign(word: str) -> bool:
    """Whether a word is written in Latin or Cyrillic letters."""
    return bool(word) and all("LATIN" in name or "CYRILLIC" in name for name in map(_script, filter(str.isalpha, word)))


def _script(letter: str) -> str:
    return unicodedata.name(letter, "")


def sounds(word: str) -> Sounds:
    """How a word in Latin or Cyrillic letters may sound; nothing for one that has other letters.

    >>> sounds("peskov").bones == sounds("песков").bones == {skeleton(fold_key("بيسكوف"))}
    True
    """
    ways, rest = {""}, _plain(word)
    if len(rest) > _LONGEST:
        return Sounds(frozenset(), frozenset())
    while rest:
        letters = next((rest[:size] for size in (4, 3, 2, 1) if rest[:size] in _table()), None)
        if letters is None:
            return Sounds(frozenset(), frozenset())
        ways = set(sorted({way + sound for way in ways for sound in _table()[letters]})[:_WAYS])
        rest = rest[2 if rest[:1] * 2 == rest[:2] and len(letters) == 1 else len(letters) :]
    return Sounds(frozenset(map(_bones, ways)) - {""}, frozenset(ways))


def spellings(word: str, arabic: Iterable[str]) -> dict[str, int]:
    """Those of some folded Arabic words that a word in other letters may be: of its consonants, each with the number of
    long vowels in which it differs at least."""
    heard = sounds(word)
    found: dict[str, int] = {}
    for other in arabic:
        if consonants(other) in heard.bones:
            bare = other.removeprefix(_ARTICLE)
            far = min(Levenshtein.distance(way, _whole(bare)) for way in heard.whole)
            if far <= max(1, len(bare) // 2):
                found[other] = far
    return found


def consonants(arabic: str) -> str:
    """The consonants of a folded Arabic word without the article, as `sounds` has them."""
    return skeleton(arabic.removeprefix(_ARTICLE)).translate(_UNWRITTEN)


def _plain(word: str) -> str:
    """A word without what sits on its letters («ğ», «é»), but for letters of Cyrillic that are others then."""
    kept = (char if char in _table() else unicodedata.normalize("NFD", char)[:1] for char in word.lower())
    return "".join(_OTHER.get(char, char) for char in kept)


#: Latin letters that Unicode does not take apart.
_OTHER = {"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "e", "œ": "o", "ð": "d", "þ": "th", "’": "'"}


def _bones(way: str) -> str:
    """The consonants of a way to sound, doubled ones single."""
    once = "".join(letter for before, letter in zip(" " + way, way) if letter != before)
    return once.translate(dict.fromkeys(map(ord, "awy")))


def _whole(word: str) -> str:
    """A folded Arabic word with its consonants as `sounds` writes them and its long vowels."""
    return "".join(letter.translate(_LONG) if letter in _VOWELS else skeleton(letter) or "" for letter in word)


_VOWELS = frozenset(fold_key("ا و ي").split())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {row["letters"]: tuple(sound.replace("-", "") for sound in row["sounds"].split("|")) for row in table("scripts")}


__all__ = ["Sounds", "consonants", "is_foreign", "sounds", "spellings"]
