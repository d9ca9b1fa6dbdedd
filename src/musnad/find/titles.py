"""Statements of a title: read like text, and the name before a colon («الكرملين: لقاء … ضروري»)."""

from __future__ import annotations

from collections.abc import Iterable

from musnad.find.contents import form_of, trim_end
from musnad.find.drafts import Draft
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.find.statements import find_drafts
from musnad.records import Span

#: A name before a title's colon has so many words at the most («المتحدث باسم الجيش الإسرائيلي»).
LONGEST = 7


def find_title_drafts(scene: Scene) -> tuple[Draft, ...]:
    """Statements of a title that stands by itself: read like text, and where no cue is found, by its colon."""
    return with_title_drafts(scene, find_drafts(scene), range(len(scene.units)))


def with_title_drafts(scene: Scene, drafts: tuple[Draft, ...], units: Iterable[int]) -> tuple[Draft, ...]:
    """The drafts, and one for each of these units (titles) that has none and a name that can speak before a colon."""
    taken = {draft.unit for draft in drafts}
    found = [draft for unit in units if unit not in taken and (draft := _by_colon(scene, unit)) is not None]
    if not found:
        return drafts
    if any(draft.inside is not None for draft in drafts):  # nested drafts name others by number: keep their order
        return (*drafts, *found)
    return tuple(sorted((*drafts, *found), key=lambda draft: draft.first))


def _by_colon(scene: Scene, unit: int) -> Draft | None:
    first, stop = scene.units[unit]
    colon = next((at for at in range(first, min(stop, first + LONGEST + 2)) if scene.norm(at) == ":"), None)
    if not colon or colon == first or colon + 2 >= stop or not starts_phrase(scene, first):
        return None
    if noun_phrase_end(scene, first, colon) != colon or not _can_speak(scene, first):
        return None
    return _draft(scene, unit, first, colon, stop)


def _can_speak(scene: Scene, first: int) -> bool:
    """Whether the title's head names somebody: a known name, a word seen as a speaker, or one that is no noun."""
    if first in scene.known:
        return True
    counts = scene.news.of(scene.norm(first))
    return counts.after_m + counts.after_f > 0 or scene.news.is_name(scene.norm(first))


def _draft(scene: Scene, unit: int, head: int, colon: int, end: int) -> Draft:
    first, stop = colon + 1, trim_end(scene, colon + 1, end)
    quote = scene.opens.get(first)
    if quote is not None and quote.closed and scene.index_after(quote.stop) >= stop:
        content = (Span(quote.inner_start, quote.inner_stop),)
        return Draft(content, "direct", "quote", "title colon", unit, first, stop, None, None, (head, colon), "named")
    span = scene.span(first, stop - 1)
    form = form_of(scene, first, stop)
    return Draft((span,), form, "clause", "title colon", unit, first, stop, None, None, (head, colon), "named")


__all__ = ["LONGEST", "find_title_drafts", "with_title_drafts"]
