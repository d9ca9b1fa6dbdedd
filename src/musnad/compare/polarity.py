"""Whether words affirm or deny: agreement and denial look alike to every likeness of words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from musnad.records import Statement
from musnad.text.lexicon import forms

_CONJUNCTIONS = ("\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER FEH}")


def is_negative(words: Iterable[str]) -> bool:
    """Whether folded words hold an odd number of negations; to refuse is one.

    >>> is_negative(["لن", "نغادر"]), is_negative(["سنغادر"])
    (True, False)
    """
    return sum(word in _negations() for word in words) % 2 == 1


def denies(statement: Statement, words: Iterable[str]) -> bool:
    """Whether a statement of these words denies: by its cue, by a negated cue, or by a negation in its words; two of them
    affirm."""
    return is_negative(words) != (statement.negated or statement.cue.stance == "deny")


@cache
def _negations() -> frozenset[str]:
    found = (*forms("function_words", "not"), *forms("function_words", "refuses"))
    return frozenset((*found, *(letter + word for letter in _CONJUNCTIONS for word in found)))


__all__ = ["denies", "is_negative"]
