"""Why somebody was chosen to speak: the options with their scores, and the features that weighed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from musnad.find.drafts import Draft
from musnad.find.scene import Scene
from musnad.link import confidence
from musnad.link.entities import Register
from musnad.link.options import Asked, Chosen, Option, Spoken
from musnad.link.speakers import MODEL, chooser_of, resolve
from musnad.link.weighing import features
from musnad.records import Span

#: So many features are told of each decision, and so many options.
TOLD = 6


class Why(NamedTuple):
    """The contents of a statement, and lines that tell how its speaker was chosen and its confidence came about."""

    content: tuple[Span, ...]
    lines: tuple[str, ...]


def decisions(scene: Scene, drafts: Sequence[Draft]) -> list[Why]:
    """Decide anew on the speakers of all drafts of a text, and tell why."""
    choose = chooser_of(scene.models.get(MODEL))
    told: list[tuple[str, ...]] = []

    def listen(asked: Asked, options: Sequence[Option]) -> Chosen:
        chosen = choose(asked, options)
        told.append(_choice(asked, options, chosen.number))
        return chosen

    cast = resolve(scene, drafts, Register(), listen)
    model = scene.models.get(confidence.MODEL)
    found = []
    for lines, spoken in zip(told, cast.spoken):
        sure = (f"confidence: {_weighed(scene, confidence.MODEL, _sure(scene, spoken))}",) if model else ()
        found.append(Why(spoken.draft.content, (*lines, *sure)))
    return found


def _sure(scene: Scene, spoken: Spoken) -> tuple[str, ...]:
    return confidence.with_choice(spoken, confidence.features(scene, spoken))


def _choice(asked: Asked, options: Sequence[Option], at: int) -> tuple[str, ...]:
    """The options, the chosen one first, and what weighed for it."""
    model = asked.scene.models.get(MODEL)
    if model is None:
        return (f"speaker: {_words(asked, options[at])}, by the rules",)
    told_of = features(asked, options)
    scores = [model.score(one) for one in told_of]
    ranked = sorted(range(len(options)), key=lambda number: -scores[number])[:TOLD]
    told = "; ".join(f"{_words(asked, options[number])} {scores[number]:+.2f}" for number in ranked)
    return (f"speaker: {told}", f"weighed: {_weighed(asked.scene, MODEL, told_of[at])}")


def _weighed(scene: Scene, name: str, those: Sequence[str]) -> str:
    return ", ".join(f"{one.feature} {one.weight:+.2f}" for one in scene.models[name].weighed(those)[:TOLD])


def _words(asked: Asked, option: Option) -> str:
    """An option by its kind and name."""
    if option.span is not None:
        name = asked.scene.view.of(asked.scene.span(option.span[0], option.span[1] - 1))
    elif option.number is not None:
        name = "، ".join(one.name for one in asked.spoken[option.number].speakers)
    else:
        name = asked.scene.view.of(option.mention.span) if option.mention is not None else ""
    return f"{option.kind} «{name}»" if name else option.kind


__all__ = ["Why", "decisions"]
