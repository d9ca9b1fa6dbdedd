"""Which names of persons are whole: no list of several («منصور وإبراهيم البلوي»), no name with a word of the sentence
behind it («فيليبي لويس بكسر», «جون كيري واشنطن»). What is not whole is linked with nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from musnad.find.words import NewsWords
from musnad.link.person_names import PersonName, is_given
from musnad.link.same_name import is_native
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table

_AND, _ARTICLE = fold_key("و"), fold_key("ال")
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
        if name.words and not _is_nobodys(name) and not _is_list(name, firsts) and not _has_tail(name.words, counts, firsts)
    )


def _is_nobodys(name: PersonName) -> bool:
    """Whether a name is God's, or of one word and a place's, which was taken for a person's."""
    if name.words[0] in forms("function_words", "god"):
        return True
    return len(name.words) == 1 and not is_given(name.words[0]) and name.words[0] in _places()


def _is_list(name: PersonName, firsts: Counter[str]) -> bool:
    """Whether «و» joins a further name in a name: a known one, or anything behind two words and before another."""
    joined = [(at, word[1:]) for at, word in enumerate(name.words) if at and word.startswith(_AND) and not is_native(word)]
    return any(is_native(word) or firsts[word] >= _OFTEN or 1 < at < len(name.words) - 1 for at, word in joined)


def _has_tail(words: tuple[str, ...], counts: Counter[tuple[str, ...]], firsts: Counter[str]) -> bool:
    """Whether the last word is no part of the name: a noun with the article behind a foreign name; or, where the name
    without it is that of as many articles, a noun, a place, another's first name, a word with a letter attached or behind a
    family's name."""
    if len(words) < 3 or is_native(words[-1]):
        return False
    is_noun = not NewsWords.load().is_name(words[-1])
    has_article = words[-1].startswith(_ARTICLE)
    if is_noun and has_article and not is_given(words[0]):
        return True
    if counts[words[:-1]] < counts[words]:
        return False
    if words[-1] in _places() or has_article:
        return words[-1] in _places()
    behind_family = words[-2].startswith(_ARTICLE) and not is_given(words[-2])
    return is_noun or behind_family or words[-1].startswith(_ATTACHED) or firsts[words[-1]] >= _OFTEN


@cache
def _places() -> frozenset[str]:
    rows = (*table("generated/places"), *table("generated/dateline_cities"))
    return frozenset(fold_key(row["form"]) for row in rows)


__all__ = ["whole_names"]
