"""Last names that stand alone somewhere in the text: mentions of whoever bears them in the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from musnad.find.names import is_name_word
from musnad.find.scene import Scene
from musnad.link.entities import Register
from musnad.records import Mention, Span
from musnad.text.fold import fold_key

#: Letters that may be written onto a name.
_ATTACHED = tuple(fold_key("و ف ب ل ك").split())
#: Shorter words are too often something else.
SHORTEST = 4


def recurring_mentions(scene: Scene, register: Register, known: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions of persons of the register by their last name alone, where no mention is known yet.

    A given name is left out: it says too little of whom.
    """
    taken = sorted((one.span.start, one.span.stop) for one in known)
    found: list[Mention] = []
    place = 0
    for index, word in enumerate(scene.words):
        while place < len(taken) and taken[place][1] <= word.start:
            place += 1
        if place < len(taken) and taken[place][0] < word.stop:
            continue
        found.extend(_mention(scene, register, index))
    return tuple(found)


def _mention(scene: Scene, register: Register, index: int) -> Iterator[Mention]:
    word = scene.words[index]
    if word.kind != "arabic" or len(word.norm) < SHORTEST:
        return
    for letters, name in _readings(word.norm):
        if scene.news.is_given_name(name) or not is_name_word(scene.news, name):
            continue
        key = register.bearer(name)
        if key is not None:
            span = Span(word.start + len(letters), word.stop)
            register.seen(key, scene.view.of(span), word.start)
            yield Mention(span=span, entity=key, how="name")
            return


def _readings(norm: str) -> Iterator[tuple[str, str]]:
    yield "", norm
    for letter in _ATTACHED:
        if norm.startswith(letter) and len(norm) > SHORTEST:
            yield letter, norm[1:]


__all__ = ["SHORTEST", "recurring_mentions"]
