"""Descriptions that stand alone for somebody («الرئيس الروسي», «السلطات», «مصادر طبية», «بيان»): which noun begins one, how far
it goes and what kind of thing it tells of.

Every noun outside of names is a choice: it begins no description, or one that ends behind one of the words that follow. The
learned decision `roles` chooses, `role_kinds` tells the kind of what was chosen; without them nothing is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from math import exp, log
from typing import get_args

from musnad.find.name_features import NameFeatures, Token
from musnad.find.named import Described
from musnad.find.role_features import (
    Key,
    Sight,
    around,
    around_alone,
    extent,
    extent_alone,
    group_of,
    kind_keys,
    may_begin,
    stops,
)
from musnad.find.scene import Scene
from musnad.records import EntityKind
from musnad.text.linear import Linear
from musnad.text.memo import Memo

#: The names of the models.
MODEL, KINDS_MODEL = "roles", "role_kinds"
KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
#: In thousandths: so much must be told by the word itself, and with what stands beside it, for its ends to be weighed; and
#: by all of them together for one to be taken.
#: On mentions.ours left out, 2026-11: the first two lose 4 in 100 and spare 6 words in 7
ALONE, BESIDE, LEAST = -2400, -5000, -900
#: Ends are weighed until two in a row are so far below the best, or the first two so far below what is taken.
FAR, HOPELESS = 4000, 2000
#: So many words, and so much of what stands beside them, is remembered.
REMEMBERED = 100_000


class RoleModel:
    """The two learned decisions, with what each group of features adds summed once; sums in thousandths."""

    def __init__(self, model: Linear, kinds: Linear, features: NameFeatures) -> None:
        """`model` chooses descriptions, `kinds` their kind."""
        weights, of_word = model.thousandths, model.behind["h "]

        def summed(key: Key) -> int:
            return sum(map(weights.get, group_of(features, key), repeat(0)))

        def alone(base: str) -> int:
            return sum(map(of_word.get, features.words[base], repeat(0))) + summed(("noun", base))

        def by_kind(key: Key) -> tuple[int, ...]:
            told = group_of(features, key)
            return tuple(sum(map(weighed.get, told, repeat(0))) for weighed in by_name)

        by_name = [kinds.behind[f"{kind} "] for kind in KINDS]
        self.alone: Memo[str, int] = Memo(alone, REMEMBERED)
        self._weights = weights
        self._sums: Memo[Key, int] = Memo(summed, REMEMBERED)
        self._kinds: Memo[Key, tuple[int, ...]] = Memo(by_kind, REMEMBERED)
        self._plain = tuple(kinds.thousandths.get(kind, 0) for kind in KINDS)

    def stop(self, sight: Sight, first: int) -> int | None:
        """Where the description that begins at a word ends; None where none begins."""
        own, sums, weights = self._around(sight, first), self._sums, self._weights
        if own < BESIDE:
            return None
        best, found, worse, scores = -(1 << 60), first, 0, list[int]()
        for stop in stops(sight, first):
            score = own + sum([sums[key] for key in extent(sight, first, stop)])
            score += sum(map(weights.get, extent_alone(sight, first, stop), repeat(0)))
            scores.append(score)
            worse = worse + 1 if score < best - FAR else 0
            if score > best:
                best, found = score, stop
            if worse > 1 or (len(scores) > 1 and best < LEAST - HOPELESS):
                break
        if found == first or best / 1000 + log(sum([exp((score - best) / 1000) for score in scores])) <= LEAST / 1000:
            return None
        return found

    def _around(self, sight: Sight, first: int) -> int:
        sums = self._sums
        beside = sum([sums[key] for key in around(sight, first)])
        return self.alone[sight.bases[first]] + beside + sum(map(self._weights.get, around_alone(sight, first), repeat(0)))

    def kind(self, sight: Sight, first: int, stop: int) -> EntityKind:
        """What kind of thing a description tells of."""
        told = [self._plain, *(self._kinds[key] for key in kind_keys(sight, first, stop))]
        scores = list(map(sum, zip(*told)))
        return KINDS[scores.index(max(scores))]


#: Models by the identities of what they were made of, which they hold: made once.
_MADE: dict[tuple[int, int, int], RoleModel] = {}


def find_roles(scene: Scene, features: NameFeatures, tokens: Sequence[Token]) -> tuple[Described, ...]:
    """All descriptions that stand alone in a scene whose names are known, in the order of the text."""
    model, kinds = scene.models.get(MODEL), scene.models.get(KINDS_MODEL)
    if model is None or kinds is None or not tokens:
        return ()
    key = (id(model), id(kinds), id(features))
    made = _MADE.get(key) or _MADE.setdefault(key, RoleModel(model, kinds, features))
    alone = made.alone
    likely = [first for first, token in enumerate(tokens) if alone[token.base] >= ALONE]
    sight, found = Sight(scene, features, tokens), list[Described]()
    for first in likely:
        stop = made.stop(sight, first) if may_begin(sight, first) else None
        if stop is not None:
            letters, base, _ = tokens[first]
            kind, definite = made.kind(sight, first, stop), features.news.is_definite(base)
            found.append(Described((first, stop), kind, len(letters), definite))
    return tuple(found)


__all__ = ["KINDS", "KINDS_MODEL", "MODEL", "RoleModel", "find_roles"]
