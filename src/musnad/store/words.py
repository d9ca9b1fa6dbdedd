"""The words that the search index holds, and their stems without clitics: folded, a blank between them."""

from __future__ import annotations

from functools import lru_cache

from musnad.text.fold import Folded, fold
from musnad.text.words import Word, split_words

#: Changes whenever what is indexed changes: a library whose index was made by another one is indexed again.
INDEX_VERSION = "1"
#: Stands between title and text, so that no phrase runs over the border. No word of any text: marks are never words.
BORDER = "¦"

_SINGLE = frozenset(("و", "ف", "ب", "ل", "ك", "س"))
_ARTICLE = "ال"


def word_list(text: str) -> list[Word]:
    """The words of a text as they are indexed: marks left out, spans into the text."""
    return [word for word in split_words(fold(text)) if word.kind != "mark"]


@lru_cache(maxsize=100_000)
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


def norms(text: str) -> list[str]:
    """The words of a text as they are indexed, without the way back to it: quicker than `word_list`."""
    folded = fold(text).text
    return [word.norm for word in split_words(Folded(folded, folded)) if word.kind != "mark"]


def index_columns(title: str | None, text: str) -> tuple[str, str]:
    """What the two indexes hold of a title and a text: words, and stems."""
    words = norms(text)
    stems = [stem(word) for word in words]
    if title:
        before = norms(title)
        words[:0] = before
        stems[:0] = [*map(stem, before), BORDER]
    return " ".join(words), " ".join(stems)


def index_words(title: str | None, text: str) -> str:
    """What the word index holds of a title and a text."""
    return index_columns(title, text)[0]


def index_stems(title: str | None, text: str) -> str:
    """What the stem index holds of a title and a text."""
    return index_columns(title, text)[1]


__all__ = ["BORDER", "INDEX_VERSION", "index_columns", "index_stems", "index_words", "norms", "stem", "word_list"]
