"""Descriptions that stand alone for somebody («الرئيس الروسي», «السلطات», «مصادر طبية», «بيان»): which noun begins one, how far
it goes and what kind of thing it tells of.

Every noun outside of names is a choice: it begins no description, or one that ends behind one of the words that follow. The
learned decision `roles` chooses, `role_kinds` tells the kind of what was chosen; without them nothing is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import get_args

from musnad.find.name_features import NameFeatures, Token
from musnad.find.named import Described
from musnad.find.role_features import Key, Sight, Told, around, extent, kind_keys, may_begin, stops, told_by
from musnad.find.scene import Scene
from musnad.records import EntityKind
from musnad.text.linear import Linear
from musnad.text.memo import Memo

#: The names of the models.
MODEL, KINDS_MODEL = "roles", "role_kinds"
KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
#: So much must be told by the word itself, and with what stands beside it, for its ends to be weighed; and by all of them
#: together for one to be taken.  # on mentions.ours left out, 2026-11: the first two lose 4 in 100 and spare 6 words in 7
ALONE, BESIDE, LEAST = -2.4, -5.0, -0.9
#: Ends are weighed until two in a row are so far below the best, or the first two so far below what is taken.
FAR, HOPELESS = 4.0, 2.0
#: So many words, and so much of what stands beside them, is remembered.
REMEMBERED = 100_000


class RoleModel:
    """The two learned decisions, with what each group of features adds summed once."""

    def __init__(self, model: Linear, kinds: Linear, features: NameFeatures) -> None:
        """`model` chooses descriptions, `kinds` their kind."""

        def summed(key: Key) -> float:
            return model.score(told_by(features, (key,)))

        def by_kind(key: Key) -> tuple[float, ...]:
            told = told_by(features, (key,))
            return tuple(kinds.score([f"{kind} {one}" for one in told]) for kind in KINDS)

        self.model = model
        self.alone: Memo[str, float] = Memo(lambda base: summed(("alone", (base,))), REMEMBERED)
        self._sums: Memo[Key, float] = Memo(summed, REMEMBERED)
        self._kinds: Memo[Key, tuple[float, ...]] = Memo(by_kind, REMEMBERED)
        self._plain = tuple(kinds.score([kind]) for kind in KINDS)

    def stop(self, sight: Sight, first: int) -> int | None:
        """Where the description that begins at a word ends; None where none begins."""
        own = self._score(around(sight, first))
        if own < BESIDE:
            return None
        best, found, worse, scores = -1e9, first, 0, list[float]()
        for stop in stops(sight, first):
            score = own + self._score(extent(sight, first, stop))
            scores.append(score)
            worse = worse + 1 if score < best - FAR else 0
            if score > best:
                best, found = score, stop
            if worse > 1 or (len(scores) > 1 and best < LEAST - HOPELESS):
                break
        if found == first or best + log(sum([exp(score - best) for score in scores])) <= LEAST:
            return None
        return found

    def _score(self, told: Told) -> float:
        sums = self._sums
        return sum([sums[key] for key in told.keys]) + self.model.score(told.others)

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
