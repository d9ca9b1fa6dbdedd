"""Which names of bodies and places of many articles are one's: names that the table of bodies lists together, with and
without the article, with and without the noun of their kind («وكالة رويترز», «رويترز»).

What every country has («وزارة الثقافة», «الجيش») is nobody's alone: its names stay apart. A common word with the article
(«الجزيرة»: a channel, a newspaper, a club) is the body with the noun of its kind only in articles that have both names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from musnad.find.words import NewsWords, listed_countries
from musnad.link.across import Here, Link, Linked, Why
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table
from musnad.text.vocabulary import UNSEEN, vocabulary

_ARTICLE, _FEMININE = fold_key("ال"), fold_key("ه")
#: A name without the noun of its kind is the one with it where so large a share of those with any noun have this one.
_SHARE = 0.9
#: «الاتحاد» alone is «حزب الاتحاد» only where it stands with that noun in so large a share of its articles.
_OFTEN = 0.2
#: A word that news has so often without the article is a common noun with it.
_COMMON = 10
#: How likely two spellings of what every country has are one country's: a question to ask.
_ASKED = 0.5
#: Marks that articles write on names.
_MARKS = str.maketrans(dict.fromkeys("#_\"«»()", " "))
#: A word of so few letters is an abbreviation's.
_LETTERS = 2


def link_bodies(names: Mapping[int, str], articles: Mapping[int, Sequence[int]]) -> Linked:
    """Link the folded names of bodies; `articles` are those of each. A name leads to the most frequent of its group."""
    sizes = {number: len(articles.get(number, ())) for number in names}
    nouns: dict[str, Counter[str]] = defaultdict(Counter)
    for number, key in names.items():
        noun, rest = _cut(_plain(key))
        nouns[rest][noun or (_ARTICLE if key.startswith(_ARTICLE) else "")] += sizes[number]
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in names.items():
        if _is_name(key):
            groups[_group(key, nouns)].append(number)
    common = {group for group in groups if _is_common(group)}
    found = Linked(_links((numbers for group, numbers in groups.items() if group not in common), names, sizes))
    asked = _links((groups[group] for group in common), names, sizes)
    found.doubts = [link._replace(score=_ASKED) for link in asked]
    found.here = sorted(_with_noun(groups, nouns, names, articles))
    return found


def link_places(names: Mapping[int, str], articles: Mapping[int, Sequence[int]]) -> Linked:
    """Link the folded names of places: those that the table of bodies lists together, and those with marks on them."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in names.items():
        groups[_listed_as(_unmarked(key))].append(number)
    groups.pop("", None)
    return Linked(_links(groups.values(), names, {number: len(articles.get(number, ())) for number in names}))


def _group(key: str, nouns: Mapping[str, Counter[str]]) -> str:
    """What the names of one body have in common."""
    noun, rest = _cut(_plain(key))
    if noun and _is_sure(nouns[rest], noun) and not _is_common_word(rest):
        return _grouped(_plain(key).partition(" ")[2])
    return _grouped(_listed_as(_unmarked(key)))


def _with_noun(
    groups: Mapping[str, list[int]], nouns: Mapping[str, Counter[str]], names: Mapping[int, str],
    articles: Mapping[int, Sequence[int]],
) -> Iterator[Here]:  # fmt: skip
    """Common words with the article, in the articles that have them with the noun of their kind too."""
    for rest, kinds in nouns.items():
        alone = groups.get(_ARTICLE + rest, ()) if _is_common_word(rest) else ()
        named = [noun for noun in kinds if noun not in ("", _ARTICLE)] if alone else []
        fuller: dict[int, list[int]] = defaultdict(list)
        for number in (number for noun in named for number in groups.get(f"{noun} {_ARTICLE}{rest}", ())):
            for version in articles.get(number, ()) if len(articles.get(number, ())) > 1 else ():
                fuller[version].append(number)
        for one in alone:
            for version in set(articles.get(one, ())) & fuller.keys():
                if len(fuller[version]) == 1:
                    other = fuller[version][0]
                    yield Here(version, one, other, _why(names[one], names[other]), 1.0)


def _links(groups: Iterable[list[int]], names: Mapping[int, str], sizes: Mapping[int, int]) -> list[Link]:
    found = []
    for numbers in groups:
        head = min(numbers, key=lambda number: (-sizes[number], names[number]))
        found += [Link(number, head, _why(names[number], names[head]), 1.0) for number in numbers if number != head]
    return sorted(found)


def _is_name(key: str) -> bool:
    """Whether a name has more than letters: a listed one («أ ف ب»), or one with a word («بي سي» is the end of another)."""
    name = _unmarked(key)
    return name in listed() or any(len(word) > _LETTERS for word in name.split())


def _is_common(name: str) -> bool:
    """Whether every country has a body of this name: no word of it tells a country, a town or a name; or it is a noun."""
    words = [word.removeprefix(_ARTICLE) for word in name.split()]
    news = NewsWords.load()
    if name in _groups_listed():
        return False
    if words[0] not in _everywhere():
        return words == [name] and name not in _places() and not news.is_name(name)
    return not any(map(_is_proper, words[1:]))


def _is_proper(word: str) -> bool:
    """Whether a word of a body's name tells a country, a town or a name."""
    news, bare = NewsWords.load(), word.removeprefix(_ARTICLE)
    return bare in news.nationalities or not _places().isdisjoint((bare, bare + _FEMININE)) or news.is_name(bare)


def _is_common_word(word: str) -> bool:
    """Whether a word, given without the article, is a common noun with it, and not listed as a body that is no outlet."""
    return _ARTICLE + word not in listed() and _is_common_bare(_ARTICLE + word)


def _unmarked(key: str) -> str:
    return " ".join(key.translate(_MARKS).split())


def _listed_as(name: str) -> str:
    """The first name of the row in the table of bodies that has a name."""
    return listed().get(name, name)


def _plain(key: str) -> str:
    """A name without marks and article, or the first name of its row in the table of bodies."""
    name = _listed_as(_unmarked(key))
    return name.removeprefix(_ARTICLE) if len(name) > 4 else name


def _grouped(name: str) -> str:
    """A name of one word keeps its article («فتح» is not «الفتح»)."""
    return name.removeprefix(_ARTICLE) if " " in name and len(name) > 4 else name


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
def _everywhere() -> frozenset[str]:
    return frozenset(forms("name_words", "every-country"))


@cache
def _places() -> frozenset[str]:
    """Countries and towns without the article."""
    names = (*listed_countries(), *(row["form"] for row in table("generated/places")))
    return frozenset(name.removeprefix(_ARTICLE) for name in names)


@cache
def listed() -> dict[str, str]:
    """The first name of each row of the table of bodies, by all its names; a name that several rows have is left out, and
    a common word with the article that an outlet has beside one with a noun («الجزيرة», «قناة الجزيرة»)."""
    rows = [[fold_key(name) for name in row["names"].split("|")] for row in table("bodies") if row["kind"] != "channel"]
    rows += [_fit(list(map(fold_key, row["names"].split("|")))) for row in table("bodies") if row["kind"] == "channel"]
    counts = Counter(name for row in rows for name in row)
    return {name: row[0] for row in rows for name in row if counts[name] == 1}


def _fit(names: list[str]) -> list[str]:
    """The names of an outlet that are no common word with the article beside one with a noun."""
    return [name for name in names if not (_is_common_bare(name) and any(one.endswith(f" {name}") for one in names))]


def _is_common_bare(name: str) -> bool:
    bare = name.removeprefix(_ARTICLE)
    return bare != name and " " not in name and vocabulary().get(bare, UNSEEN).bare >= _COMMON


@cache
def _groups_listed() -> frozenset[str]:
    return frozenset(map(_grouped, listed().values()))


__all__ = ["link_bodies", "link_places", "listed"]
