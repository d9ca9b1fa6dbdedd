"""Words, numbers and marks of a text, and the clitics that Arabic writes onto its words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from musnad.text.fold import Folded
from musnad.text.lexicon import forms

WordKind: TypeAlias = Literal["arabic", "number", "latin", "mark"]


class Word(NamedTuple):
    """A token: its span in the source text, its folded form, and what it is made of."""

    start: int
    stop: int
    norm: str
    kind: WordKind


_TOKEN = re.compile(
    r"(?P<arabic>[\u0621-\u064a\u0671-\u06d3]+)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<latin>[a-z\u00df-\u024f\u0370-\u052f][a-z0-9\u00df-\u024f\u0370-\u052f'’]*)"
    r"|(?P<mark>\S)"
)


def split_words(folded: Folded) -> tuple[Word, ...]:
    """Cut a folded text into words, numbers and marks, each with its span in the source text.

    >>> from musnad.text.fold import fold
    >>> [w.norm for w in split_words(fold('انفراجة".وأوضح 3.5'))]
    ['انفراجه', '"', '.', 'واوضح', '3.5']
    """
    if len(folded.breaks) == 1:
        return tuple([_word(Word, (m.start(), m.end(), m[0], m.lastgroup)) for m in _TOKEN.finditer(folded.text)])
    return tuple(_mapped(folded))


#: Makes a Word in half the time of calling the class: articles have hundreds of them.
_word = tuple.__new__


def _mapped(folded: Folded) -> list[Word]:
    """Tokens mapped back in one walk along the places where lengths differ."""
    breaks, shifts, source = folded.breaks, folded.shifts, folded.source
    found, here, last = [], 0, len(breaks) - 1
    for match in _TOKEN.finditer(folded.text):
        start, stop = match.span()
        while here < last and breaks[here + 1] <= start:
            here += 1
        begin = start + shifts[here]
        while here < last and breaks[here + 1] <= stop - 1:
            here += 1
        end = stop + shifts[here]
        if here < last and breaks[here + 1] == stop:
            while end < len(source) and unicodedata.category(source[end]) == "Mn":
                end += 1
        found.append(_word(Word, (begin, end, match[0], match.lastgroup)))
    return found


#: Proclitics in folded spelling, longest first: conjunction, preposition or future particle, article.
PROCLITICS = tuple(
    sorted(
        {
            conjunction + preposition + article
            for conjunction in ("", "و", "ف", "ا")
            for preposition in ("", "ب", "ل", "ك", "س")
            for article in ("", "ال")
        }
        | {conjunction + "لل" for conjunction in ("", "و", "ف")},
        key=len,
        reverse=True,
    )
)
_CLITICS, _LONGEST = frozenset(PROCLITICS), len(PROCLITICS[0])

#: Enclitic pronouns in folded spelling.
ENCLITICS = forms("clitics", "enclitic")


@lru_cache(maxsize=200_000)
def bases(norm: str) -> tuple[tuple[str, str], ...]:
    """All readings of a folded word as (proclitics, base), the unsplit word first, bases of two letters or more.

    >>> bases("وبالسلام")
    (('', 'وبالسلام'), ('و', 'بالسلام'), ('وب', 'السلام'), ('وبال', 'سلام'))
    """
    found = [("", norm)]
    for size in range(1, min(_LONGEST, len(norm) - 2) + 1):
        if norm[:size] in _CLITICS:
            found.append((norm[:size], norm[size:]))
    return tuple(found)


@lru_cache(maxsize=200_000)
def without_enclitic(norm: str) -> tuple[tuple[str, str], ...]:
    """All readings of a folded word as (base, enclitic pronoun), the unsplit word first, bases of two letters or more.

    A final teh marbuta is written as teh before a pronoun: that reading is given too.

    >>> without_enclitic("قوله")
    (('قوله', ''), ('قول', 'ه'))
    """
    found = [(norm, "")]
    if not norm.endswith(ENCLITICS):
        return tuple(found)
    for clitic in ENCLITICS:
        if norm.endswith(clitic) and len(norm) - len(clitic) >= 2:
            base = norm[: -len(clitic)]
            found.append((base, clitic))
            if base.endswith("ت") and len(base) > 2:
                found.append((base[:-1] + "ه", clitic))
    return tuple(found)


__all__ = ["ENCLITICS", "PROCLITICS", "Word", "bases", "split_words", "without_enclitic"]
