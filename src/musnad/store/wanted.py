"""The terms of a search with their written forms, and where a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from musnad.store.words import stem
from musnad.text.words import PROCLITICS

_LONGEST_CLITIC = max(map(len, PROCLITICS))
#: A phrase whose words have several spellings is looked for in so many ways at most.
_MOST_PHRASES = 64
_ARABIC = "\u0621-\u064a\u0671-\u06d3"
_LATIN = "a-z\u00df-\u024f\u0370-\u052f"
_TOKEN_CHARS = {"arabic": _ARABIC, "latin": _LATIN + "0-9'’", "number": "0-9"}
#: What may stand between two words of a phrase: anything that begins no word.
_GAP = f"[^{_ARABIC}{_LATIN}0-9]{{0,200}}"
_BETWEEN, _END = re.compile(_GAP), re.compile(f"[{_ARABIC}]*")


@dataclass(frozen=True, slots=True)
class WordForms:
    """The written forms of one word of a search, all folded: `forms` as the index has them, `bases` without clitics.

    A prefix has the beginnings of forms here, and `open_end` set.
    """

    forms: frozenset[str]
    bases: frozenset[str]
    kind: str
    open_end: bool = False

    def pattern(self) -> str:
        """A pattern that finds candidates in folded text, one group around the whole word."""
        chars = _TOKEN_CHARS[self.kind]
        bases = "|".join(map(re.escape, sorted(self.bases, key=len, reverse=True)))
        clitics = "(?:[وف]?[بلكس]?(?:ال)?|[وف]?لل)" if self.kind == "arabic" else ""
        tail = f"[{chars}]*" if self.open_end else f"(?![{chars}])"
        return f"(?<![{chars}])({clitics}(?:{bases}){tail})"

    def may_be_in(self, folded: str) -> bool:
        """Whether a folded text has any of the bases at all, be it inside another word."""
        return any(base in folded for base in self.bases)

    def holds(self, word: str) -> bool:
        """Whether a folded word is one of the forms."""
        if self.open_end:
            return any(word.startswith(form) for form in self.forms)
        return word in self.forms


@dataclass(frozen=True, slots=True)
class Wanted:
    """One term of a search with the forms of its words (several in a phrase)."""

    words: tuple[WordForms, ...]
    without: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether words must stand side by side: the index alone cannot tell, the text has to be looked at."""
        return len(self.words) > 1

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where a folded text has this term: spans into the folded text, in order."""
        if not all(word.may_be_in(folded) for word in self.words):
            return iter(())
        if all(word.kind == "arabic" for word in self.words):
            return self._find_words(folded)
        return self._find_pattern(folded)

    def _find_words(self, folded: str) -> Iterator[tuple[int, int]]:
        """The same as by a pattern, for Arabic words alone, in a fraction of the time."""
        first, *others = (_find_word(folded, word) for word in self.words)
        after = [dict(spans) for spans in others]
        for start, stop in sorted(first):
            for spans in after:
                gap = _BETWEEN.match(folded, stop)
                stop = spans.get(gap.end(), 0) if gap else 0
                if not stop:
                    break
            if stop:
                yield start, stop

    def _find_pattern(self, folded: str) -> Iterator[tuple[int, int]]:
        pattern = _compiled(self.words)
        start = 0
        while (match := pattern.search(folded, start)) is not None:
            if all(word.holds(match[i]) for i, word in enumerate(self.words, 1)):
                yield match.span()
                start = match.end()
            else:
                start = match.start() + 1


def _find_word(folded: str, word: WordForms) -> set[tuple[int, int]]:
    """Where a text has one of a word's forms, or a longer word where its end is open: bases are found as plain strings, which
    is far quicker than a pattern."""
    found = set()
    for base in word.bases:
        at = folded.find(base)
        while at >= 0:
            stop, start = at + len(base), at
            while start > 0 and _is_arabic(folded[start - 1]) and at - start <= _LONGEST_CLITIC:
                start -= 1
            if folded[start:stop] in word.forms:
                end = _END.match(folded, stop).end()  # type: ignore[union-attr]
                if end == stop or word.open_end:
                    found.add((start, end))
            at = folded.find(base, at + 1)
    return found


def _is_arabic(char: str) -> bool:
    """Whether a character is a letter of the index's Arabic words."""
    return "\u0621" <= char <= "\u064a" or "\u0671" <= char <= "\u06d3"


@lru_cache(maxsize=512)
def _compiled(words: tuple[WordForms, ...]) -> re.Pattern[str]:
    return re.compile(_GAP.join(word.pattern() for word in words))


def stem_phrases(one: Wanted) -> list[tuple[str, ...]]:
    """Phrases of stems (a name of several spellings has several), without a prefix at the end: the stem of a beginning
    is no beginning of the stem."""
    rows = [sorted({stem(base) for base in word.bases}) for word in one.words if not word.open_end]
    return [parts for parts in islice(product(*rows), _MOST_PHRASES) if parts]


__all__ = ["Wanted", "WordForms", "stem_phrases"]
