"""Who acts in each act: the noun phrase at its verb, or whoever speaks or acts before it in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from musnad.find.acts import ActWords, FoundAct, find_acts
from musnad.find.scene import Scene
from musnad.link.mentions import Mentions
from musnad.link.options import Spoken
from musnad.records import Act, Of


def acts_of(scene: Scene, words: ActWords, spoken: Sequence[Spoken], mentions: Mentions, of: Of) -> Iterator[Act]:
    """The acts of a text with their actors; one that nobody can be told for is left out.

    `spoken` are the statements of the same text, `mentions` what turns noun phrases into entities.
    """
    cues = {one.draft.cue for one in spoken if one.draft.cue is not None}
    last: tuple[int, str] | None = None
    for found in find_acts(scene, words, cues):
        if _is_within(spoken, found):
            continue
        actor = mentions.phrase(*found.subject)[0] if found.subject else _going_on(spoken, found, last)
        if actor is None:
            continue
        last = (found.unit, actor)
        verb = scene.span(found.verb, found.verb)
        yield Act(span=verb, act=found.act, actor=actor, object=scene.span(found.object[0], found.object[1] - 1), of=of)


def _is_within(spoken: Sequence[Spoken], found: FoundAct) -> bool:
    """Whether a verb stands inside what somebody said: then that somebody tells the act, and not the article."""
    return any(one.draft.first <= found.verb < one.draft.stop for one in spoken if one.draft.unit == found.unit)


def _going_on(spoken: Sequence[Spoken], found: FoundAct, last: tuple[int, str] | None) -> str | None:
    """The actor of a participle or a verb without a subject: who acted or spoke before it in its sentence."""
    if last is not None and last[0] == found.unit:
        return last[1]
    for one in reversed(spoken):
        if one.draft.unit == found.unit and one.draft.cue is not None and one.draft.cue < found.verb and one.speakers:
            return one.speakers[0].entity
    return None


__all__ = ["acts_of"]
