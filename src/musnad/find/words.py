"""What the finders know about words: classes of function words, verbs, verbal nouns, and how words behave in news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from musnad.text.fold import fold_key
from musnad.text.lexicon import table

ARTICLE = fold_key("ال")


class Counts(NamedTuple):
    """How often a word stands bare, with the article, and after masculine and feminine verbs of saying."""

    bare: int
    article: int
    after_m: int
    after_f: int


_UNSEEN = Counts(0, 0, 0, 0)
#: A word that takes the article in a larger share of its occurrences is no proper name (read off train, 2026-11).
NAME_ARTICLE_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class NewsWords:
    """Classes of words in folded spelling; `counts` come from a corpus of news."""

    classes: Mapping[str, frozenset[str]]
    counts: Mapping[str, Counts]
    verbs: Mapping[str, str]
    verbal_nouns: frozenset[str]
    proposition_nouns: frozenset[str]

    @staticmethod
    @cache
    def load() -> NewsWords:
        """The shipped tables."""
        classes: dict[str, set[str]] = defaultdict(set)
        for row in table("function_words"):
            classes[row["class"]].update(fold_key(form) for form in row["forms"].split(" "))
        return NewsWords(
            classes={name: frozenset(forms) for name, forms in classes.items()},
            counts={
                row["word"]: Counts(int(row["bare"]), int(row["article"]), int(row["after_m"]), int(row["after_f"]))
                for row in table("generated/vocabulary")
            },
            verbs={row["form"]: row["slots"] for row in table("generated/verbs")},
            verbal_nouns=frozenset(row["form"] for row in table("generated/verbal_nouns")),
            proposition_nouns=frozenset(
                fold_key(form) for row in table("proposition_nouns") for form in row["forms"].split(" ")
            ),
        )

    def of(self, norm: str) -> Counts:
        """Counts of a word, its article left out."""
        if norm.startswith(ARTICLE) and len(norm) > 4:
            return self.counts.get(norm[2:], _UNSEEN)
        return self.counts.get(norm, _UNSEEN)

    def is_name(self, norm: str) -> bool:
        """Whether a word behaves like a part of a proper name: without the article, and hardly ever seen with it."""
        if norm in self.classes["role"] or norm in self.classes["title"] or norm in self.classes["outlet"]:
            return False
        if norm.startswith(ARTICLE) and len(norm) > 4:
            found = self.counts.get(norm[2:], _UNSEEN)
            return found == _UNSEEN
        found = self.counts.get(norm, _UNSEEN)
        return found.article <= NAME_ARTICLE_SHARE * (found.bare + found.article)

    def is_definite(self, norm: str) -> bool:
        """Whether a word carries the article."""
        return norm.startswith(ARTICLE) and len(norm) > 4

    def can_speak(self, norm: str) -> bool:
        """Whether a word was seen as the subject of a verb of saying, or is unknown (as fresh names are)."""
        found = self.of(norm)
        return found == _UNSEEN or found.after_m + found.after_f > 0 or self.is_name(norm)

    def is_proposition(self, norm: str) -> bool:
        """Whether a word is a verbal noun, or another noun, that carries a proposition («ضرورة», «تعليق»)."""
        return norm in self.verbal_nouns or norm in self.proposition_nouns


__all__ = ["ARTICLE", "Counts", "NewsWords"]
