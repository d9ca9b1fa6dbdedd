"""How often the words of a phrase stand in the whole text: names are said again as a whole («الجيش», «هيئة السجون»)."""

from __future__ import annotations

from collections import defaultdict

from musnad.find.scene import Scene
from musnad.text.fold import fold_key

#: So many places of a phrase's first word are looked at, so that time stays linear.
_PLACES = 40
_AND = fold_key("و")


class Recurring:
    """The places of the words of one text, gathered when they are first asked for."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._places: dict[str, list[int]] | None = None

    def again(self, first: int, stop: int) -> int:
        """How many times more the words from `first` to before `stop` stand in the text, up to two."""
        norm = self._scene.norm
        if self._places is None:
            self._places = self._gathered()
        head, rest = norm(first), [norm(at) for at in range(first + 1, stop)]
        places = (*self._places.get(head, ()), *self._places.get(_AND + head, ()))
        found = [at for at in places if at != first and [norm(at + 1 + more) for more in range(len(rest))] == rest]
        return min(len(found), 2)

    def _gathered(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._scene.words):
            those = places[word.norm]
            if len(those) < _PLACES:
                those.append(at)
        return dict(places)


__all__ = ["Recurring"]
