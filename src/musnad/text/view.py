"""One look at a text: everything about it that the finders share, made once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from musnad.records import Span
from musnad.text.fold import Folded, fold, fold_key
from musnad.text.quotes import Quote, find_quotes
from musnad.text.sentences import split_sentences
from musnad.text.words import Word, split_words


@dataclass(frozen=True, slots=True)
class View:
    """A text with its folded form, words, quotations and sentences; all spans are into `text`."""

    text: str
    folded: Folded
    words: tuple[Word, ...]
    quotes: tuple[Quote, ...]
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]

    def words_in(self, span: Span) -> range:
        """Indices of the words that begin inside a span."""
        return range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))

    def cover(self, first: int, last: int) -> Span:
        """Span from word `first` to word `last`, both included."""
        return Span(self.words[first].start, self.words[last].stop)

    def of(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span[0] : span[1]]


def look(text: str, edges: Sequence[int] = ()) -> View:
    """Fold a text and find its words, quotations and sentences; a word that lies over one of the `edges` is cut there.

    >>> view = look("قال الوزير: «نعم».")
    >>> view.of(view.cover(0, 1))
    'قال الوزير'
    """
    folded = fold(text)
    words = _cut(split_words(folded), text, edges) if edges else split_words(folded)
    return View(text, folded, words, find_quotes(text), split_sentences(text), tuple(word.start for word in words))


def _cut(words: tuple[Word, ...], text: str, edges: Sequence[int]) -> tuple[Word, ...]:
    """Cut the words that lie over an edge (a heading glued to the lead) in two."""
    found = list(words)
    for edge in edges:
        at = bisect_left(found, edge, key=lambda word: word.start) - 1
        if at >= 0 and found[at].start < edge < found[at].stop:
            word = found[at]
            head, tail = fold_key(text[word.start : edge]), fold_key(text[edge : word.stop])
            found[at : at + 1] = [Word(word.start, edge, head, word.kind), Word(edge, word.stop, tail, word.kind)]
    return tuple(found)


__all__ = ["View", "look"]
