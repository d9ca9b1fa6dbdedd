"""The words that the search index holds, and their stems without clitics: folded, a blank between them."""

from __future__ import annotations

from functools import lru_cache

from musnad.text.fold import fold
from musnad.text.words import Word, split_words

#: Changes whenever what is indexed changes: a library whose index was made by another one is indexed again.
INDEX_VERSION = "1"
#: Stands between title and text, so that no phrase runs over the border. No word of any text: marks are never words.
BORDER = "¦"

_SINGLE = frozenset("وفبلكس")
_ARTICLE = "ال"


def word_list(text: str) -> list[Word]:
    """The words of a text as they are indexed: marks left out, spans into the text."""
    return [word for word in split_words(fold(text)) if word.kind != "mark"]


@lru_cache(maxsize=400_000)
def stem(norm: str) -> str:
    """A folded word without anything that could be a proclitic, down to two letters: the same for all its written
    forms.

    It cuts too much rather than too little (it is only a key; phrases are verified on the text), and letter by letter,
    so that ``stem(clitic + word) == stem(word)`` always holds.

    >>> stem("والوزير") == stem("وزير") == stem("لوزير")
    True
    >>> stem("كل"), stem("2025"), stem("rt")
    ('كل', '2025', 'rt')
    """
    start, stop = 0, len(norm)
    while stop - start > 2:
        if norm[start] in _SINGLE:
            start += 1
        elif norm.startswith(_ARTICLE, start) and stop - start > 3:
            start += 2
        else:
            break
    return norm[start:]


def index_words(title: str | None, text: str) -> str:
    """What the word index holds of a title and a text."""
    norms = [word.norm for word in word_list(text)]
    if title:
        norms[:0] = [word.norm for word in word_list(title)]
    return " ".join(norms)


def index_stems(title: str | None, text: str) -> str:
    """What the phrase index holds of a title and a text."""
    stems = [stem(word.norm) for word in word_list(text)]
    if title:
        stems[:0] = [*(stem(word.norm) for word in word_list(title)), BORDER]
    return " ".join(stems)


__all__ = ["BORDER", "INDEX_VERSION", "index_stems", "index_words", "stem", "word_list"]
