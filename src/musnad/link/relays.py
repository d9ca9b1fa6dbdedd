"""The relays that a sentence names, once it is known who speaks: for which of its statements they hold, and which are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musnad.find.documents import document_noun
from musnad.find.media import parts_by_outlet
from musnad.find.scene import Scene
from musnad.link.options import Spoken
from musnad.records import Span


def with_relays(scene: Scene, spoken: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """The statements of a text with the relays that hold for each.

    A source behind the last statement of a sentence tells those before it too that the same speaker goes on with
    («قال إن …، مضيفا أن …، وفق الوكالة»); who speaks is no relay; outlets joined by «و» are one relay each.
    """
    told = list(spoken)
    for number in range(len(told) - 1, 0, -1):
        before = _before(told, number)
        if before is not None:
            told[before] = _with(told[before], _behind(told[number]))
    return tuple(_own_left_out(scene, one) for one in told)


def _before(spoken: Sequence[Spoken], number: int) -> int | None:
    """The statement of the same sentence that the one at a number goes on with, by the same speaker."""
    draft, form = spoken[number].draft, spoken[number].draft.cue_form
    if form is None or not (form.tense == "participle" or form.conjunction) or draft.inside is not None:
        return None
    for at in range(number - 1, -1, -1):
        other = spoken[at]
        if other.draft.unit != draft.unit:
            return None
        if other.draft.inside is None:
            return at if goes_on(spoken[number], other) else None
    return None


def goes_on(spoken: Spoken, before: Spoken | None) -> bool:
    """Whether the same speaker goes on: what handed on the statement before may be still in force."""
    if before is None or not before.speakers or not spoken.speakers:
        return False
    return before.speakers[0].entity == spoken.speakers[0].entity


def _behind(spoken: Spoken) -> tuple[Span, ...]:
    """The relays that stand behind what is said."""
    return tuple(span for span in spoken.draft.via if span.start >= spoken.draft.content[-1].stop)


def _with(spoken: Spoken, relays: tuple[Span, ...]) -> Spoken:
    new = tuple(span for span in relays if span not in spoken.draft.via)
    return replace(spoken, draft=replace(spoken.draft, via=(*new, *spoken.draft.via))) if new else spoken


def _own_left_out(scene: Scene, spoken: Spoken) -> Spoken:
    """The statement with one span for each relay, without that of who speaks."""
    draft = spoken.draft
    if not draft.via:
        return spoken
    own = [one.span for one in spoken.speakers if one.span is not None]
    each = (span for whole in draft.via for span in _each(scene, whole))
    via = tuple(span for span in each if _is_document(scene, span) or not _meets_any(span, own))
    return spoken if via == draft.via else replace(spoken, draft=replace(draft, via=via))


def _each(scene: Scene, span: Span) -> Iterator[Span]:
    first, stop = scene.index_after(span.start), scene.index_after(span.stop)
    for part in parts_by_outlet(scene, first, stop):
        yield span if part == (first, stop) else scene.span(part[0], part[1] - 1)


def _is_document(scene: Scene, span: Span) -> bool:
    return bool(document_noun(scene, scene.index_after(span.start)))


def _meets_any(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < one.stop and one.start < span.stop for one in others)


__all__ = ["goes_on", "with_relays"]
