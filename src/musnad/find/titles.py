"""Statements of a title: read like text, and the name before a colon («الكرملين: لقاء … ضروري»)."""

from __future__ import annotations

from musnad.find.contents import form_of, trim_end
from musnad.find.drafts import Draft
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.find.statements import find_drafts
from musnad.records import Span

#: A name before a title's colon has so many words at the most («المتحدث باسم الجيش الإسرائيلي»).
LONGEST = 7


def find_title_drafts(scene: Scene) -> tuple[Draft, ...]:
    """Statements of a title; where no cue is found, a name before a colon that can speak says the rest."""
    drafts = find_drafts(scene)
    if drafts:
        return drafts
    colon = next((index for index, word in enumerate(scene.words[: LONGEST + 2]) if word.norm == ":"), None)
    if not colon or colon + 2 >= len(scene.words) or not starts_phrase(scene, 0):
        return ()
    if noun_phrase_end(scene, 0, colon) != colon or not _can_speak(scene):
        return ()
    return (_draft(scene, colon),)


def _can_speak(scene: Scene) -> bool:
    """Whether the title's head names somebody: a known name, a word seen as a speaker, or one that is no noun."""
    if 0 in scene.known:
        return True
    counts = scene.news.of(scene.norm(0))
    return counts.after_m + counts.after_f > 0 or scene.news.is_name(scene.norm(0))


def _draft(scene: Scene, colon: int) -> Draft:
    first, stop = colon + 1, trim_end(scene, colon + 1, len(scene.words))
    quote = scene.opens.get(first)
    if quote is not None and quote.closed and scene.index_after(quote.stop) >= stop:
        content = (Span(quote.inner_start, quote.inner_stop),)
        return Draft(content, "direct", "quote", "title colon", 0, first, stop, None, None, (0, colon), "named")
    span = scene.span(first, stop - 1)
    form = form_of(scene, first, stop)
    return Draft((span,), form, "clause", "title colon", 0, first, stop, None, None, (0, colon), "named")


__all__ = ["LONGEST", "find_title_drafts"]
