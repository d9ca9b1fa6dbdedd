"""How words behave in news: how often each stands bare, with the article, behind verbs of saying, beside titles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from musnad.text.lexicon import cells


class Counts(NamedTuple):
    """How often a word stands bare, with the article, after masculine and feminine verbs of saying, beside titles."""

    bare: int
    article: int
    after_m: int
    after_f: int
    named: int


#: The counts of a word that was never seen.
UNSEEN = Counts(0, 0, 0, 0, 0)


@cache
def vocabulary() -> Mapping[str, Counts]:
    """Counts of the words of a corpus of news by their folded forms, without the article."""
    return {word: Counts(*map(int, counts)) for word, *counts in cells("generated/vocabulary", "word", *Counts._fields)}


__all__ = ["UNSEEN", "Counts", "vocabulary"]
