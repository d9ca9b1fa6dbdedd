"""Which names of bodies and places of many articles are one's: names that the table of bodies lists together, with and
without the article, with and without the noun of their kind («وكالة رويترز», «رويترز»)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from musnad.link.across import Link, Why
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table

_ARTICLE = fold_key("ال")
#: A name without the noun of its kind is the one with it where so large a share of those with any noun have this one.
_SHARE = 0.9
#: «الاتحاد» alone is «حزب الاتحاد» only where it stands with that noun in so large a share of its articles.
_OFTEN = 0.2
#: Marks that articles write on names.
_MARKS = str.maketrans(dict.fromkeys("#_\"«»()", " "))


def link_bodies(names: Mapping[int, str], articles: Mapping[int, int]) -> list[Link]:
    """Link the folded names of bodies; `articles` counts those of each. A name leads to the most frequent of its group."""
    groups: dict[str, list[int]] = defaultdict(list)
    nouns: dict[str, Counter[str]] = defaultdict(Counter)
    for number, key in names.items():
        noun, rest = _cut(_plain(key))
        nouns[rest][noun or (_ARTICLE if key.startswith(_ARTICLE) else "")] += articles.get(number, 0)
    for number, key in names.items():
        plain = _plain(key)
        noun, rest = _cut(plain)
        name = plain.partition(" ")[2] if noun and _is_sure(nouns[rest], noun) else _unmarked(key)
        groups[_grouped(name)].append(number)
    return _links(groups.values(), names, articles)


def link_places(names: Mapping[int, str], articles: Mapping[int, int]) -> list[Link]:
    """Link the folded names of places: those that the table of bodies lists together, and those with marks on them."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in names.items():
        groups[_unmarked(key)].append(number)
    return _links(groups.values(), names, articles)


def _links(groups: Iterable[list[int]], names: Mapping[int, str], articles: Mapping[int, int]) -> list[Link]:
    found = []
    for numbers in groups:
        head = min(numbers, key=lambda number: (-articles.get(number, 0), names[number]))
        found += [Link(number, head, _why(names[number], names[head]), 1.0) for number in numbers if number != head]
    return sorted(found)


def _unmarked(key: str) -> str:
    """A name without marks, or the first name of its row in the table of bodies."""
    name = " ".join(key.translate(_MARKS).split())
    return _listed().get(name, name)


def _plain(key: str) -> str:
    """A name without marks and article, or the first name of its row in the table of bodies."""
    name = _unmarked(key)
    return name.removeprefix(_ARTICLE) if len(name) > 4 else name


def _grouped(name: str) -> str:
    """What the names of one body have in common: a name of one word keeps its article («فتح» is not «الفتح»)."""
    return _plain(name) if " " in name else _unmarked(name)


def _cut(plain: str) -> tuple[str, str]:
    """The noun of a kind before a name, and the name; no noun where it has none."""
    noun, _, rest = plain.partition(" ")
    return (noun, _plain(rest)) if rest and noun in _nouns() else ("", plain)


def _is_sure(nouns: Counter[str], noun: str) -> bool:
    """Whether next to no other noun stands before a name («نادي الاتحاد» is no «حزب الاتحاد»), and one often enough where
    the name alone is a noun with the article."""
    others = sum(count for other, count in nouns.items() if other not in ("", _ARTICLE, noun))
    alone = nouns[_ARTICLE]
    return nouns[noun] > 1 and others <= (1 - _SHARE) * nouns[noun] and nouns[noun] >= _OFTEN * alone


def _why(one: str, other: str) -> Why:
    return "part" if one.split()[-1:] == other.split()[-1:] and len(one.split()) != len(other.split()) else "spelling"


@cache
def _nouns() -> frozenset[str]:
    return frozenset(word.removeprefix(_ARTICLE) for word in forms("name_words", "body-noun"))


@cache
def _listed() -> dict[str, str]:
    """The first name of each row of the table of bodies, by the others; a name that several rows have is left out."""
    rows = [[fold_key(name) for name in row["names"].split("|")] for row in table("bodies")]
    counts = Counter(name for row in rows for name in row)
    return {name: row[0] for row in rows for name in row if counts[name] == 1}


__all__ = ["link_bodies", "link_places"]
