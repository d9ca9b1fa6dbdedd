"""Names of persons as words in order, and how a shorter name can be a part of a longer one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from musnad.link.same_name import REMEMBERED, is_native, same_name, same_word
from musnad.link.scripts import is_foreign
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table

#: How a shorter name stands in a longer one: its first words («محمد بن سلمان»), its first and its last («عادل الجبير»),
#: its last words («منصور هادي»), its last word alone («ترامب»), its first alone («نيمار»); a slip is no part of another,
#: but all of it with a letter that differs.
Part: TypeAlias = Literal["first-words", "ends", "last-words", "last", "first", "slip"]
#: «آل» of a house, folded as the article is, which it is not.
_HOUSE = fold_key("آل")
_ARTICLE = fold_key("ال")
_NOT_WORDS = re.compile(r"[^\w]+|_")


class PersonName(NamedTuple):
    """The words of a name, without titles, «بن» and what is said behind it; `sons` are places of words behind «بن»."""

    words: tuple[str, ...]
    sons: frozenset[int]

    @property
    def is_native(self) -> bool:
        """Whether all words are Arabic given names, of which many men have the same."""
        return all(is_native(word) for word in self.words)

    @property
    def is_given(self) -> bool:
        """Whether it is one given name, or the kunya of one («عبد المجيد», «أبو سالم»), which many bear."""
        return len(self.words) == 1 and not self.sons and is_given(self.words[0])


def person_name(key: str) -> PersonName:
    """A folded name cut into its words; none for what is only a piece of a name («تميم بن حمد آل», «أ»). Words in other
    letters behind Arabic ones say the name again.

    >>> person_name("الدكتور محمد بن عبد العزيز")
    PersonName(words=('محمد', 'عبدالعزيز'), sons=frozenset({1}))
    """
    words: list[str] = []
    sons: set[int] = set()
    son, before = False, ""
    for word in _in_one_script(_NOT_WORDS.sub(" ", key).split()):
        if word in _class("honour-after"):
            break
        if word in _class("son"):
            son = True
        elif word in _class("name-joined"):
            before += word if word != _HOUSE else f"{_HOUSE}-"
        elif before or word not in _class("title") or words:
            if son:
                sons.add(len(words))
            words.append(before + word)
            son, before = False, ""
    if before or son or max(map(len, words), default=0) < 2:
        return PersonName((), frozenset())
    return PersonName(tuple(words), frozenset(sons))


def _in_one_script(words: list[str]) -> list[str]:
    """The Arabic words of a name, or all where it has none."""
    return [word for word in words if not is_foreign(word)] or words


def part_of(short: PersonName, long: PersonName) -> Part | None:
    """How one name can be a shorter form of another; None where it cannot."""
    few, many = short.words, long.words
    if not few or len(few) >= len(many) or many[-1] in _class("younger"):
        return None
    if len(few) == 1:
        return _one_word(few[0], long)
    if not all(same_word(a, b) for a, b in zip(few[:-1], many)):
        return "last-words" if _are_last(short, long) else None
    if same_word(few[-1], many[len(few) - 1]) and _fits(short, long):
        return "first-words"
    is_family = len(many) - 1 not in long.sons and len(few) - 1 not in short.sons
    return "ends" if is_family and _same_end(few[-1], many[-1]) else None


def is_given(word: str) -> bool:
    """Whether a word of a name is an Arab's given name, or the kunya of one («عبدالمجيد», «ابوسالم»)."""
    if is_native(word) or word.startswith(_beginnings()):
        return True
    rest = next((word.removeprefix(joined) for joined in _class("name-joined") if word.startswith(joined)), "")
    return is_native(rest) or rest.startswith(_beginnings())


def is_slip(one: PersonName, other: PersonName) -> bool:
    """Whether two foreign names of three words or more differ in one letter of a word between the first and the last
    («كيم يونغ أون», «كيم جونغ أون»): alone that says little, so that what stands around the names has to decide."""
    pairs = list(zip(one.words, other.words))
    differ = [(a, b) for a, b in pairs if not same_word(a, b)]
    if len(one.words) != len(other.words) or len(pairs) < 3 or len(differ) != 1 or differ[0] in (pairs[0], pairs[-1]):
        return False
    a, b = differ[0]
    return len(a) == len(b) > 3 and not (is_native(a) or is_native(b)) and sum(x != y for x, y in zip(a, b)) == 1


def _one_word(word: str, long: PersonName) -> Part | None:
    last = len(long.words) - 1
    if last not in long.sons and _are_spellings(word, long.words[last]):
        return "last"
    return "first" if _are_spellings(word, long.words[0]) else None


@lru_cache(REMEMBERED)
def _are_spellings(word: str, other: str) -> bool:
    return word == other or same_name(word, other)


def _fits(short: PersonName, long: PersonName) -> bool:
    """Whether no word that is a father's in one name is plainly a family's in the other."""
    return all(place in short.sons or is_native(short.words[place]) for place in long.sons if place < len(short.words))


def _are_last(short: PersonName, long: PersonName) -> bool:
    """Whether a name is the last words of another, the last of them no father's name."""
    few, many = short.words, long.words
    behind = many[len(many) - len(few) :]
    fathers = {len(many) - 1, len(many) - len(few)}
    return fathers.isdisjoint(long.sons) and all(map(same_word, few, behind)) and _same_end(few[-1], behind[-1])


def _same_end(one: str, other: str) -> bool:
    """Whether two last words are one: of an Arab family's name a letter more or less makes another."""
    return one == other or (same_word(one, other) and not (one.startswith(_ARTICLE) and other.startswith(_ARTICLE)))


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(fold_key(row["form"]) for row in table("native_beginnings"))


@cache
def _class(name: str) -> frozenset[str]:
    table = "function_words" if name in ("title", "son") else "name_words"
    return frozenset(map(fold_key, forms(table, name)))


__all__ = ["Part", "PersonName", "is_given", "is_slip", "part_of", "person_name"]
