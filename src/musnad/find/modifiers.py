"""Words that loosen a value («نحو», «أكثر من», «على الأقل»), before or after it, and the bounds that they give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

from musnad.text.fold import fold
from musnad.text.lexicon import table
from musnad.text.numbers import FORMS
from musnad.text.words import Word, split_words

Bound: TypeAlias = int | float | None
#: How far "about" reaches: «قرابة 3 ساعات» and «ساعتين و45 دقيقة» agree (8 %), «نحو 10» and 12 do not.
ABOUT = 0.1
_ATTACHED = ("", "و", "ف", "ب", "ل", "ول", "وب", "فب", "فل")


class _Phrases(NamedTuple):
    """The phrases that share a word, with their modifiers, and their lengths in words, longest first."""

    lengths: tuple[int, ...]
    mods: Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Phrases by their last word (those that stand before a value) and by their first (those that stand after)."""

    before: Mapping[str, _Phrases]
    after: Mapping[str, _Phrases]

    @staticmethod
    @cache
    def load() -> Modifiers:
        """The table ``data/modifiers.tsv``."""
        sides: dict[str, dict[str, dict[tuple[str, ...], str]]] = {"before": defaultdict(dict), "after": defaultdict(dict)}
        for row in table("modifiers"):
            for form in row["forms"].split(FORMS):
                words = tuple(word.norm for word in split_words(fold(form)))
                for attached in _ATTACHED:
                    phrase = (attached + words[0], *words[1:])
                    sides[row["side"]][phrase[-1 if row["side"] == "before" else 0]][phrase] = row["mod"]
        before, after = (
            {word: _Phrases(tuple(sorted({len(one) for one in some}, reverse=True)), some) for word, some in words.items()}
            for words in (sides["before"], sides["after"])
        )
        return Modifiers(before, after)

    def on_left(self, words: Sequence[Word], index: int) -> tuple[str, int]:
        """The modifier whose last word stands right before `index`, and where it begins; "" and `index` where none."""
        if index <= 0:
            return "", index
        phrases = self.before.get(words[index - 1].norm)
        if phrases is None:
            return "", index
        for length in phrases.lengths:
            begin = index - length
            if begin >= 0 and (mod := phrases.mods.get(tuple([word.norm for word in words[begin:index]]))):
                return mod, begin
        return "", index

    def around(self, words: Sequence[Word], noun: int, index: int) -> str:
        """The modifier that a noun of numbers parts: «لا يتجاوز عدد المقاعد 300», «لا يقل عدد القتلى عن 30»."""
        for last in (noun - 1, index - 1):
            phrases = self.before.get(words[last].norm)
            if phrases is None:
                continue
            tail = (words[last].norm,) if last == index - 1 else ()
            for length in phrases.lengths:
                begin = noun - length + len(tail)
                if begin >= 0 and (mod := phrases.mods.get((*(word.norm for word in words[begin:noun]), *tail))):
                    return mod
        return ""

    def on_right(self, words: Sequence[Word], index: int) -> str:
        """The modifier that begins at `index`; "" where none does."""
        if index >= len(words):
            return ""
        phrases = self.after.get(words[index].norm)
        if phrases is None:
            return ""
        for length in phrases.lengths:
            if mod := phrases.mods.get(tuple([word.norm for word in words[index : index + length]])):
                return mod
        return ""


def bounds(value: int | float, mod: str, *, whole: bool) -> tuple[Bound, Bound]:
    """Least and greatest value that a modified value allows; None is open; `whole` where only whole numbers make sense.

    >>> bounds(10, "MORE_THAN", whole=True), bounds(3, "APPROX", whole=False), bounds(20, "EQUAL_OR_MORE", whole=True)
    ((11, None), (2.7, 3.3), (20, None))
    """
    if mod == "APPROX":
        reach: int | float = abs(value) * ABOUT
        if whole:
            reach = max(1, int(reach))
        return _tidy(value - reach), _tidy(value + reach)
    if mod == "MORE_THAN":
        return (value + 1 if whole and isinstance(value, int) else value), None
    if mod == "EQUAL_OR_MORE":
        return value, None
    if mod == "LESS_THAN":
        return None, (value - 1 if whole and isinstance(value, int) else value)
    if mod == "EQUAL_OR_LESS":
        return None, value
    return value, value


def _tidy(value: int | float) -> int | float:
    tidy = round(value, 6)
    return int(tidy) if isinstance(tidy, float) and tidy.is_integer() else tidy


__all__ = ["ABOUT", "Modifiers", "bounds"]
