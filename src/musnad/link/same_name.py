"""Whether two spellings name the same: foreign names vary in transliteration, native names need exact parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table

_NOT_WORDS = re.compile(r"[^\w]+")
#: Vowels that stand for one another behind the first letter.
_LEANS = set(fold_key("ا ي").split())
_ARTICLE, _NISBA = fold_key("ال"), fold_key("ي")
#: The two letters for a foreign g that the regions of the press prefer.
_G = fold_key("ج غ").split()
#: Names of one word that are so long may differ in letters that transliterations exchange.
LONG = 7
#: In words of fewer letters no long vowel stands for another.
_SHORT = 5
#: So many names and words are remembered.
REMEMBERED = 20_000


def same_name(a: str, b: str) -> bool:
    """Whether two names, given alone, are spellings of one name.

    Titles, marks and «بن» do not count. Words are matched in order; a word of several letters may differ as
    transliterations do (long vowels, the letters for g, v, t, s), never two well-known native names from each other.

    >>> same_name("دونالد ترامب", "دونالد ترمب"), same_name("محمد بن نايف", "محمد بن نواف")
    (True, False)
    """
    one, other = _parts(a), _parts(b)
    if not one or not other:
        return False
    if "".join(one) == "".join(other):
        return True
    if len(one) == len(other) == 1:
        return _same_alone(one[0].replace(_G[0], _G[1]), other[0].replace(_G[0], _G[1]))
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1 and _same_cut_otherwise("".join(one), "".join(other))
    return _same_words(one, other)


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether words in order are spellings of each other; a consonant may differ in one of them alone."""
    if not all(same_word(x, y) for x, y in zip(one, other)):
        return False
    if _is_family(one) and _is_family(other) and one[-1] != other[-1]:
        return False
    return sum(_bare(x) != _bare(y) and skeleton(x) != skeleton(y) for x, y in zip(one, other)) < len(one)


def _same_cut_otherwise(one: str, other: str) -> bool:
    """Whether two names are one whose words are cut otherwise («نصر الله», «نصرالله»; «جين بينغ», «جينبينغ»)."""
    return skeleton(one) == skeleton(other) and Levenshtein.distance(one, other) <= max(1, len(one) // 6)


@lru_cache(REMEMBERED)
def _parts(name: str) -> tuple[str, ...]:
    words = _NOT_WORDS.sub(" ", fold_key(name).replace("_", " ")).split()
    kept = [word for word in words if word not in _titles() and word not in _links()]
    return tuple(kept or words)


@cache
def _titles() -> frozenset[str]:
    return frozenset(forms("function_words", "title"))


@cache
def _links() -> frozenset[str]:
    return frozenset(forms("function_words", "son"))


@cache
def _classes() -> dict[int, str]:
    return {ord(letter): row["letter"] for row in table("letter_classes") for letter in fold_key(row["letters"]).split()}


@lru_cache(REMEMBERED)
def skeleton(word: str) -> str:
    """Consonants of a folded word, letters that transliterations exchange made one, doubled ones single."""
    classes = _classes()
    sounds = [classes.get(ord(letter), letter) for letter in word]
    return "".join(sound for before, sound in zip(["", *sounds], sounds) if sound != before)


def same_word(one: str, other: str) -> bool:
    """Whether two words of longer names are spellings of one."""
    if _bare(one) == _bare(other):
        return _is_one_bare(one, other)
    if min(len(one), len(other)) < 3 or (is_native(_bare(one)) and is_native(_bare(other))):
        return False
    if is_native(one) or is_native(other):
        return skeleton(one) == skeleton(other) and min(len(one), len(other)) > 4 and Levenshtein.distance(one, other) <= 1
    short = min(len(one), len(other))
    if short < _SHORT and _has_other_vowel(one, other):
        return False
    if skeleton(one) == skeleton(other) and Levenshtein.distance(one, other) <= (1 if short < 5 else max(2, short // 3)):
        return len(skeleton(one)) > 1
    same_start = one[0].translate(_classes()) == other[0].translate(_classes())
    return min(len(one), len(other)) > 4 and same_start and Levenshtein.distance(one, other) <= 1


def _bare(word: str) -> str:
    return word.removeprefix(_ARTICLE)


def _is_one_bare(one: str, other: str) -> bool:
    """Whether two words that differ in the article alone are one: not a family and a given name («العلي», «علي»)."""
    return one == other or not is_native(_bare(one))


def _is_family(words: Sequence[str]) -> bool:
    """Whether a name ends in an Arab family's («الشمراني»; «العويس» behind a given name), of which a letter more or less
    makes another."""
    last = words[-1]
    return last.startswith(_ARTICLE) and (is_native(words[0]) or (last.endswith(_NISBA) and len(last) > 5))


def _same_alone(one: str, other: str) -> bool:
    """Whether two names of one word are spellings of one: alone they tell little, so only a vowel inside may differ."""
    if _bare(one) == _bare(other):
        return _is_one_bare(one, other)
    if min(len(one), len(other)) < 4 or one[0] != other[0] or one[-1] != other[-1] or is_native(one) or is_native(other):
        return False
    if len(one) < LONG and _has_other_vowel(one, other):
        return False
    if one.startswith(_ARTICLE) and other.startswith(_ARTICLE) and len(one) < LONG + 1:
        return False  # Arabic nouns: «الشرقية», «الشارقة»
    slips = Levenshtein.distance(one, other)
    if min(len(one), len(other)) >= LONG and skeleton(one) == skeleton(other):
        return slips <= min(2, len(skeleton(one)) - 2)
    return _consonants(one) == _consonants(other) and slips <= 1


def _has_other_vowel(one: str, other: str) -> bool:
    """Whether two words differ in which long vowel stands at a place alone («مولر», «ميلر»); «جازان» is «جيزان» all the
    same, as the first vowel leans."""
    if len(one) != len(other) or one == other or _consonants(one) != _consonants(other):
        return False
    return not (one[:1] + one[2:] == other[:1] + other[2:] and {one[1], other[1]} == _LEANS)


def _consonants(word: str) -> str:
    dropped = {letter for letter, to in _classes().items() if not to}
    return "".join(letter for letter in word if ord(letter) not in dropped)


def is_native(word: str) -> bool:
    """Whether a word is an Arabic given name, of which a letter more or less makes another."""
    return word in _natives()


@cache
def _natives() -> frozenset[str]:
    return frozenset(fold_key(name) for row in table("native_names") for name in row["names"].split(" "))


__all__ = ["is_native", "same_name", "same_word", "skeleton"]
