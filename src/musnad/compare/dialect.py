"""Quotations in spoken Arabic, put into the words that print would use, so that they can be looked for in news.

Word by word from ``dialect.tsv``, with the letters of the spoken present and future before verbs and of the spoken negation
behind them taken off. It is no translation: what has no row stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from musnad.compare.terms import plain_rareness
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

#: Phrases of the table have so many words at most.
LONGEST = 3
#: Letters that verbs begin with for their persons.
PERSONS = frozenset(
    ("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER TEH}", "\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER ALEF}")
)
#: Letters of the spoken present and future before those; the shortest verb that is left without them.
_SPOKEN, _SHORTEST = frozenset(("\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER HAH}")), 4
_NOT, _NOT_BEHIND = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER SHEEN}"
_NO = "\N{ARABIC LETTER LAM}\N{ARABIC LETTER ALEF}"


def in_standard(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words with those of spoken Arabic put into standard ones; the same words where none is plainly spoken.

    >>> in_standard(["ما", "رح", "نشارك", "الاسبوع", "الجاي"])
    ('لن', 'نشارك', 'الاسبوع', 'المقبل')
    >>> in_standard(["لن", "نشارك"])
    ('لن', 'نشارك')
    """
    found = tuple(_standard(words))
    if found == tuple(words):
        return found
    # among spoken words this particle denies
    return tuple(_NO if word == _NOT else word for word in found)


def _standard(words: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            standard = _rows().get(" ".join(words[at : at + size]))
            if standard is not None:
                yield from standard
                at += size
                break
        else:
            yield _verb(words[at], denied=at > 0 and words[at - 1] == _NOT)
            at += 1


def _verb(word: str, denied: bool) -> str:
    """A verb without the spoken letters around it, where what is left is a word that news know better."""
    bare = word[:-1] if denied and word.endswith(_NOT_BEHIND) else word
    options = [bare, *([bare[1:]] if bare[0] in _SPOKEN and bare[1:2] and bare[1] in PERSONS else [])]
    known = [one for one in options if len(one) >= _SHORTEST]
    rareness = plain_rareness()
    return min([word, *known], key=rareness.idf)


@cache
def _rows() -> Mapping[str, tuple[str, ...]]:
    """What print writes, by folded phrase."""
    return {
        fold_key(form): () if row["standard"] == "-" else tuple(fold_key(row["standard"]).split())
        for row in table("dialect")
        for form in row["forms"].split("\N{ARABIC COMMA}")
    }


__all__ = ["PERSONS", "in_standard"]
