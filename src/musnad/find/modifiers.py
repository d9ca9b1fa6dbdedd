"""Words that loosen a value («نحو», «أكثر من», «على الأقل»), before or after it, and the bounds that they give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from musnad.text.fold import fold
from musnad.text.lexicon import table
from musnad.text.numbers import FORMS
from musnad.text.words import Word, split_words

Bound: TypeAlias = int | float | None
#: How far "about" reaches: «قرابة 3 ساعات» and «ساعتين و45 دقيقة» agree (8 %), «نحو 10» and 12 do not.
ABOUT = 0.1
_ATTACHED = ("", "و", "ف", "ب", "ل", "ول", "وب", "فب", "فل")


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Phrases by their last word (those that stand before a value) and by their first (those that stand after)."""

    before: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    after: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @staticmethod
    @cache
    def load() -> Modifiers:
        """The table ``data/modifiers.tsv``."""
        sides: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {
            "before": defaultdict(list),
            "after": defaultdict(list),
        }
        for row in table("modifiers"):
            for form in row["forms"].split(FORMS):
                words = tuple(word.norm for word in split_words(fold(form)))
                for attached in _ATTACHED:
                    phrase = (attached + words[0], *words[1:])
                    sides[row["side"]][phrase[-1 if row["side"] == "before" else 0]].append((phrase, row["mod"]))
        before, after = (
            {word: tuple(sorted(set(some), key=lambda pair: -len(pair[0]))) for word, some in sides[side].items()}
            for side in ("before", "after")
        )
        return Modifiers(before, after)

    def on_left(self, words: Sequence[Word], index: int) -> tuple[str, int]:
        """The modifier whose last word stands right before `index`, and where it begins; "" and `index` where none."""
        if index <= 0:
            return "", index
        for phrase, mod in self.before.get(words[index - 1].norm, ()):
            begin = index - len(phrase)
            if begin >= 0 and all(words[begin + place].norm == norm for place, norm in enumerate(phrase)):
                return mod, begin
        return "", index

    def on_right(self, words: Sequence[Word], index: int) -> str:
        """The modifier that begins at `index`; "" where none does."""
        if index >= len(words):
            return ""
        for phrase, mod in self.after.get(words[index].norm, ()):
            stop = index + len(phrase)
            if stop <= len(words) and all(words[index + place].norm == norm for place, norm in enumerate(phrase)):
                return mod
        return ""


def bounds(value: int | float, mod: str, *, whole: bool) -> tuple[Bound, Bound]:
    """Least and greatest value that a modified value allows; None is open; `whole` where only whole numbers make sense.

    >>> bounds(10, "MORE_THAN", whole=True), bounds(3, "APPROX", whole=False), bounds(20, "EQUAL_OR_MORE", whole=True)
    ((11, None), (2.7, 3.3), (20, None))
    """
    if mod == "APPROX":
        reach = abs(value) * ABOUT
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
