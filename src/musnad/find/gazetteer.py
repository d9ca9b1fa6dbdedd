"""Names known from tables: countries, cities, agencies, outlets and bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.words import Word, bases

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
        free = 0
        for index, word in enumerate(words):
            if index < free or word.kind != "arabic":
                continue
            known = self._at(words, index)
            if known is not None:
                found[index] = known
                free = index + known.size
        return found

    def _at(self, words: Sequence[Word], index: int) -> KnownName | None:
        for clitics, base in _readings(words[index].norm):
            for rest, kind in self.heads.get(base, ()):
                stop = index + 1 + len(rest)
                if tuple(word.norm for word in words[index + 1 : stop]) == rest:
                    return KnownName(1 + len(rest), kind, clitics)
        return None


def _readings(norm: str) -> tuple[tuple[str, str], ...]:
    """Ways to cut a word into clitics and base; «للبيت» hides the article of its name."""
    cuts = tuple(bases(norm))
    return (*cuts, (_FOR, ARTICLE + norm[2:])) if norm.startswith(_FOR + _FOR) else cuts


__all__ = ["KINDS", "Gazetteer", "KnownName"]
