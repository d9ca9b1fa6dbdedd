"""Names known from tables: countries, cities, agencies, outlets and bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.memo import Memo
from musnad.text.words import Word, bases

#: So many words are remembered.
REMEMBERED = 50_000
_FOR, ARTICLE = fold_key("ل"), fold_key("ال")
#: Kinds of the tables: what they name.
KINDS = frozenset({"country", "city", "agency", "channel", "body"})


class KnownName(NamedTuple):
    """A known name in a text: its length in words, its kind, and the letters attached before it (folded)."""

    size: int
    kind: str
    clitics: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names by their first folded word: (the other words, kind), longest first."""

    heads: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    #: The names that a folded word may begin, as (the other words, the name), those of its plainest reading first.
    _begun: Memo[str, tuple[tuple[tuple[str, ...], KnownName], ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Remember what words begin."""
        object.__setattr__(self, "_begun", Memo(self._names_from, REMEMBERED))

    @staticmethod
    @cache
    def load() -> Gazetteer:
        """The shipped tables."""
        heads: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        for row in table("generated/places"):
            first, *rest = row["form"].replace("-", " ").split()
            heads[first][tuple(rest)] = row["kind"]
        for row in table("bodies"):
            for name in row["names"].split("|"):
                first, *rest = fold_key(name).split()
                heads[first][tuple(rest)] = "body" if row["kind"] == "-" else row["kind"]
        return Gazetteer({
            first: tuple(sorted(found.items(), key=lambda item: -len(item[0]))) for first, found in heads.items()
        })  # fmt: skip

    def find(self, words: Sequence[Word]) -> dict[int, KnownName]:
        """The known names by the index of their first word; they do not overlap."""
        found: dict[int, KnownName] = {}
        begun, free = self._begun, 0
        for index, word in enumerate(words):
            names = begun[word.norm] if word.kind == "arabic" else ()
            if not names or index < free:
                continue
            known = next((name for rest, name in names if _stands(words, index + 1, rest)), None)
            if known is not None:
                found[index] = known
                free = index + known.size
        return found

    def _names_from(self, norm: str) -> tuple[tuple[tuple[str, ...], KnownName], ...]:
        return tuple(
            (rest, KnownName(1 + len(rest), kind, clitics))
            for clitics, base in _readings(norm) for rest, kind in self.heads.get(base, ())
        )  # fmt: skip


def _stands(words: Sequence[Word], first: int, rest: tuple[str, ...]) -> bool:
    """Whether certain words stand from one on."""
    return not rest or tuple([word.norm for word in words[first : first + len(rest)]]) == rest


def _readings(norm: str) -> tuple[tuple[str, str], ...]:
    """Ways to cut a word into clitics and base; «للبيت» hides the article of its name."""
    cuts = tuple(bases(norm))
    return (*cuts, (_FOR, ARTICLE + norm[2:])) if norm.startswith(_FOR + _FOR) else cuts


__all__ = ["KINDS", "Gazetteer", "KnownName"]
