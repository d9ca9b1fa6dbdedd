"""Names known from tables: countries, cities, agencies, outlets and bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.words import Word, bases

#: Kinds of the tables: what they name.
KINDS = frozenset({"country", "city", "agency", "channel", "body"})


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

    def find(self, words: Sequence[Word]) -> dict[int, tuple[int, str]]:
        """Index of the first word of each known name, with its length in words and its kind; names do not overlap."""
        found: dict[int, tuple[int, str]] = {}
        free = 0
        for index, word in enumerate(words):
            if index < free or word.kind != "arabic":
                continue
            known = self._at(words, index)
            if known is not None:
                found[index] = known
                free = index + known[0]
        return found

    def _at(self, words: Sequence[Word], index: int) -> tuple[int, str] | None:
        for _, base in bases(words[index].norm):
            for rest, kind in self.heads.get(base, ()):
                stop = index + 1 + len(rest)
                if tuple(word.norm for word in words[index + 1 : stop]) == rest:
                    return 1 + len(rest), kind
        return None


__all__ = ["KINDS", "Gazetteer"]
