"""Which Arabic names of persons fit a name in Latin or Cyrillic letters, word by word («Dmitry Peskov», «ديمتري بيسكوف»)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from musnad.link.person_names import PersonName
from musnad.link.same_name import skeleton
from musnad.link.scripts import consonants, is_foreign, sounds, spellings

#: Words that join names in Latin letters, as «بن» and the article do in Arabic, for which Arabic names have no word here.
_ARTICLES, _SONS = frozenset({"al", "el"}), frozenset({"bin", "ibn", "ben"})
#: A family's name of so many consonants may differ by a long vowel; shorter ones are others then («كيري», «كوري»). A first
#: name of so many may differ by more («عبدالعزيز», «Abdulaziz»).
_LONG, _LONG_FIRST = 3, 4
#: A name of one word tells too little.
_LEAST_WORDS = 2


class ScriptBook:
    """Names of persons by number: those in other letters (`foreign`), and the Arabic ones that these are looked up in."""

    def __init__(self, names: Mapping[int, PersonName]) -> None:
        self.names = names
        self.foreign = frozenset(number for number, name in names.items() if is_foreign_name(name))
        self._by_last: dict[str, list[int]] = defaultdict(list)
        for number, name in names.items():
            if number not in self.foreign and len(name.words) >= _LEAST_WORDS:
                self._by_last[consonants(name.words[-1])].append(number)

    def fits(self, foreign: PersonName) -> frozenset[int]:
        """The numbers of the Arabic names of as many words, or with others between the first and the last, all of whose words
        a foreign name may be in order; none for a name of one word."""
        words = _without_joining(foreign.words)
        if len(words) < _LEAST_WORDS or not is_foreign_name(foreign):
            return frozenset()
        near = {number for bones in sounds(words[-1]).bones for number in self._by_last.get(bones, ())}
        return frozenset(number for number in near if _fits(words, self.names[number].words))


def is_foreign_name(name: PersonName) -> bool:
    """Whether a name has Latin or Cyrillic words only."""
    return bool(name.words) and all(map(is_foreign, name.words))


def _without_joining(words: Sequence[str]) -> list[str]:
    kept = [word for word in words if word not in _ARTICLES]
    return kept[:1] + [word for word in kept[1:] if word not in _SONS]


def _fits(words: Sequence[str], arabic: Sequence[str]) -> bool:
    """Whether foreign words may be an Arabic name's: the first its first, the last its last, the others some between."""
    if len(words) > len(arabic) or not _may_be(words[-1], arabic[-1]) or not _may_be_first(words[0], arabic[0]):
        return False
    between = iter(arabic[1:-1])
    return all(any(_may_be(word, other) for other in between) for word in words[1:-1])


def _may_be_first(word: str, arabic: str) -> bool:
    far = spellings(word, [arabic]).get(arabic)
    return far is not None and (far <= 1 or len(consonants(arabic)) >= _LONG_FIRST)


def _may_be(word: str, arabic: str) -> bool:
    far = spellings(word, [arabic]).get(arabic)
    return far is not None and far <= (1 if len(skeleton(arabic)) >= _LONG else 0)


__all__ = ["ScriptBook", "is_foreign_name"]
