"""Which names of persons are whole: no list of several («منصور وإبراهيم البلوي»), no name with a word of the sentence
behind it («فيليبي لويس بكسر», «جون كيري واشنطن»). What is not whole is linked with nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from musnad.link.person_names import PersonName
from musnad.link.same_name import is_native
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

_AND = fold_key("و")
#: Letters that are written on the word behind them.
_ATTACHED = tuple(fold_key("و ف ب ك ل").split())
#: A first name that so many articles have begins a name.
_OFTEN = 2


def whole_names(names: Mapping[int, PersonName], sizes: Mapping[int, int]) -> frozenset[int]:
    """The numbers of the names that are whole; `sizes` counts the articles of each."""
    firsts: Counter[str] = Counter()
    counts: Counter[tuple[str, ...]] = Counter()
    for number, name in names.items():
        counts[name.words] += sizes.get(number, 0)
        if len(name.words) > 1:
            firsts[name.words[0]] += sizes.get(number, 0)
    return frozenset(
        number
        for number, name in names.items()
        if name.words and not _is_list(name, firsts) and not _has_tail(name.words, counts)
    )


def _is_list(name: PersonName, firsts: Counter[str]) -> bool:
    """Whether «و» joins a further name in a name."""
    behind = [word[1:] for word in name.words[1:] if word.startswith(_AND) and not is_native(word)]
    return any(is_native(word) or firsts[word] >= _OFTEN for word in behind)


def _has_tail(words: tuple[str, ...], counts: Counter[tuple[str, ...]]) -> bool:
    """Whether the last word is no part of the name: a place, or a word with a letter attached, where the name without it is
    that of as many articles."""
    if len(words) < 3 or is_native(words[-1]) or counts[words[:-1]] < counts[words]:
        return False
    return words[-1].startswith(_ATTACHED) or words[-1] in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(row["form"] for row in table("generated/places"))


__all__ = ["whole_names"]
