"""Whose a role is that stands alone in an article: of those who are named with just this role around that day («ولي العهد
السعودي» is one man in 2015, another in 2018)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from musnad.find.words import listed_countries
from musnad.link.same_name import skeleton
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table

#: Days before and behind within which a role is its bearer's.
DAYS = 45
#: So many articles name the bearer with the role, and so large a share of all that name anybody with it.
_LEAST, _SHARE = 3, 0.9
#: A role of fewer words («الوزير») is many people's at a time.
_WORDS = 2
_ARTICLE, _NISBA = fold_key("ال"), fold_key("ي")
_ADJECTIVE = forms("clitics", "nisba")
_TITLES = frozenset(
    word.removeprefix(_ARTICLE) for word in (*forms("function_words", "title"), *forms("name_words", "rank-more"))
)
#: What many are at a time in one country.
_MANY = frozenset(forms("name_words", "many-are"))
_HEADS = {fold_key(word): fold_key(row["head"]) for row in table("same_roles") for word in row["words"].split(" ")}

Role: TypeAlias = tuple[str, ...]


class Told(NamedTuple):
    """A role in an article: the folded role, the name that has it (or stands for it), the article and its day, as numbers."""

    role: str
    entity: int
    version: int
    day: int


class Held(NamedTuple):
    """A role alone that is somebody's in an article, by so large a share of the articles around that day."""

    version: int
    entity: int
    bearer: int
    share: float


def link_roles(alone: Iterable[Told], named: Iterable[Told], heads: Mapping[int, int]) -> list[Held]:
    """Find the bearers of roles that stand alone among those who are named with them; `heads` leads from a name to the one
    under which all names of a person are joined."""
    days: dict[Role, list[tuple[int, int, int]]] = defaultdict(list)
    for one in named:
        days[role_words(one.role)].append((one.day, one.version, heads.get(one.entity, one.entity)))
    for uses in days.values():
        uses.sort()
    found = []
    for one in sorted(alone):
        best = _bearer(days.get(role_words(one.role), ()), one.day) if _is_office(one.role) else None
        if best is not None:
            found.append(Held(one.version, one.entity, *best))
    return found


def _is_office(role: str) -> bool:
    """Whether a role is one person's at a time: not «الوزير», not «العميد الركن», not «المدرب الفرنسي», not «رئيس أميركي»."""
    if role.endswith(_ADJECTIVE) and not (last := role.split()[-1]).startswith(_ARTICLE) and last not in _countries():
        return False
    words = [word.removeprefix(_ARTICLE) for word in role.split()]
    if all(word in _TITLES for word in words):
        return False
    many = words[:1] and words[0] in _MANY and all(word.endswith(_NISBA) for word in words[1:])
    return len(words) >= _WORDS and not many


@cache
def _countries() -> frozenset[str]:
    """Names of countries of one word, of which some end as adjectives do («مالي»)."""
    return frozenset((*listed_countries(), *(row["form"] for row in table("generated/places") if row["kind"] == "country")))


def _bearer(uses: Sequence[tuple[int, int, int]], day: int) -> tuple[int, float] | None:
    """Who nearly alone is named with a role around a day, and with what share."""
    near = uses[bisect_left(uses, (day - DAYS,)) : bisect_right(uses, (day + DAYS + 1,))]
    counts = Counter(head for _, head in {(version, head) for _, version, head in near})
    if not counts:
        return None
    best, most = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    share = most / counts.total()
    return (best, round(share, 3)) if most >= _LEAST and share >= _SHARE else None


def role_words(role: str) -> Role:
    """What spellings of one folded role have in common: the consonants of its words, its head as the table of roles has it.

    >>> role_words("الرييس الامريكي") == role_words("رييس الاميركي")
    True
    """
    words = [word.removeprefix(_ARTICLE) for word in role.split()]
    words = [_HEADS.get(word, word) if at == 0 else word for at, word in enumerate(words)]
    return tuple(skeleton(word) or word for word in words)


__all__ = ["DAYS", "Held", "Told", "link_roles", "role_words"]
