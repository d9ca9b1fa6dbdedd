"""Words that news uses alike: the clusters of the name tagger, for the learned decisions about statements."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from musnad.find.attached import cut_word
from musnad.find.name_features import NameFeatures
from musnad.find.words import ARTICLE
from musnad.text.memo import Memo

#: So many words are remembered.
REMEMBERED = 50_000


class Kin(NamedTuple):
    """The clusters of a word, wide and narrow; ``-`` where it was hardly ever seen."""

    wide: str
    narrow: str


@cache
def kin_of() -> Memo[str, Kin]:
    """The clusters of a folded word, letters written onto it left out, by the word.

    >>> kin_of()["الوزير"] == kin_of()["للوزير"]
    True
    """
    features = NameFeatures.load()
    clusters, news = features.clusters, features.news

    def find(norm: str) -> Kin:
        base = cut_word(news, norm).base
        found = clusters.get(base) or clusters.get(norm) or clusters.get(base.removeprefix(ARTICLE))
        return Kin(found[0], found[1]) if found else Kin("-", "-")

    return Memo(find, REMEMBERED)


__all__ = ["Kin", "kin_of"]
