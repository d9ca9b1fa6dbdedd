"""What the figure rules share: the text as a sheet of words and numbers, and the figure as it is found."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from musnad.find.figure_words import FigureWords
from musnad.records import FigureKind
from musnad.text.fold import fold_key
from musnad.text.numbers import Number, numbers_of
from musnad.text.view import View
from musnad.text.words import Word

ARTICLE = fold_key("ال")
Value: TypeAlias = int | float | None


class Found(NamedTuple):
    """A figure from word `first` (after `skip` attached letters) to word `last`, before its modifier and event are known."""

    kind: FigureKind
    first: int
    last: int
    value: Value
    skip: int = 0
    low: Value = None
    high: Value = None
    unit: str | None = None
    counted: str | None = None
    person: bool = False
    reason: str | None = None

    def places(self) -> range:
        """Indices of its words."""
        return range(self.first, self.last + 1)


class Sheet:
    """A text under the figure rules."""

    def __init__(self, view: View, table: FigureWords, covered: frozenset[int]) -> None:
        self.view = view
        self.table = table
        self.words: tuple[Word, ...] = view.words
        self.norms = list(map(itemgetter(2), self.words))
        self.size = len(self.norms)
        self.covered = covered
        self.numbers: dict[int, Number] = {}
        for number in numbers_of(self.words, table.numbers):
            self.numbers[number.first] = number
        self.ends = frozenset(number.last for number in self.numbers.values())
        self.candidates = self._candidates()
        self.latest: Found | None = None

    def _candidates(self) -> list[int]:
        singles = self.table.singles
        found = compress(range(self.size), map(singles.__contains__, self.norms))
        return sorted({*found, *self.numbers})

    @cached_property
    def country_codes(self) -> dict[str, int]:
        """How often each country that has an own currency is named."""
        counts: dict[str, int] = {}
        places = self.table.places
        for word in self.words:
            if code := places.get(word.norm):
                counts[code] = counts.get(code, 0) + 1
        return counts

    def event(self, index: int) -> str | None:
        """The event that a word tells."""
        return self.table.events.get(self.norm(index))

    def norm(self, index: int) -> str:
        return self.norms[index] if 0 <= index < self.size else ""

    def phrase(self, index: int, *kinds: str) -> tuple[str, int] | None:
        """The value of a phrase of some kinds at a word, and the index after it."""
        if not 0 <= index < self.size or (phrases := self.table.phrases.get(self.norms[index])) is None:
            return None
        for phrase in phrases:
            if phrase.kind in kinds:
                after = index + 1 + len(phrase.rest)
                if not phrase.rest or tuple(self.norms[index + 1 : after]) == phrase.rest:
                    return phrase.value, after
        return None

    def ends_phrase(self, index: int, *kinds: str) -> bool:
        """Whether a phrase of some kinds ends right before a word."""
        if index <= 0 or self.norms[index - 1] not in self.table.ends:
            return False
        for back in (1, 2, 3):
            found = self.phrase(index - back, *kinds)
            if found and found[1] == index:
                return True
        return False

    def start(self, index: int, skip: int) -> int:
        word = self.words[index]
        if not skip or word.stop - word.start == len(word.norm):
            return word.start + skip
        place, seen = word.start, 0
        while place < word.stop and seen < skip + 1:
            seen += bool(fold_key(self.view.text[place]))
            place += 1
        return place - 1

    def plain(self, index: int) -> str:
        """A word as written, without vowel marks and tatweel."""
        word = self.words[index]
        if word.stop - word.start == len(word.norm):
            return self.view.text[word.start : word.stop]
        return "".join(char for char in self.view.text[word.start : word.stop] if fold_key(char))

    def glued(self, index: int) -> bool:
        return 0 < index < len(self.words) and self.words[index - 1].stop == self.words[index].start


def of_number(number: Number, kind: FigureKind, last: int, **more: object) -> Found:
    found = Found(kind, number.first, last, number.value, number.skip, number.low, number.high)
    return found._replace(**more)  # type: ignore[arg-type]


def grouped(number: Number) -> Number:
    """Things are counted in whole numbers: 1.500 of them are fifteen hundred."""
    return number._replace(value=number.grouped) if number.grouped is not None and number.scale == 1 else number


__all__ = ["ARTICLE", "Found", "Sheet", "Value", "grouped", "of_number"]
