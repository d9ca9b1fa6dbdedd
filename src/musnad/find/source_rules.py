"""Rules that begin at a source: a preposition, a name with a colon, a verb behind a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musnad.find.asides import is_extent
from musnad.find.complements import find_complement
from musnad.find.contents import By, content_stop, find_by, form_of, trim_end, words_span
from musnad.find.cues import CueForm, Frame
from musnad.find.documents import with_document
from musnad.find.drafting import Place, active_forms
from musnad.find.drafts import Draft
from musnad.find.phrases import noun_phrase_end, starts_phrase, subject_behind
from musnad.find.scene import LONG_QUOTE, Scene
from musnad.records import Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_AND = fold_key("و")
_ESPECIALLY = frozenset(forms("circumstances", "especially"))
#: What begins the reporter's own words, or somebody else's, behind a source.
_NO_MORE = ("relative", "end", "opener", "pronoun", "by", "by-ma", "relay-noun", "cut", "that", "aside")
#: Whom a source told stands in so many words.
TOLD = 8
_THEN = frozenset(forms("function_words", "then"))
#: A frame for sources behind a preposition, which take no complement to look for.
_BY = CueForm(Frame("by", forms("function_words", "by-lemma")[0], "say", frozenset(), frozenset(), False, ""), "noun", "-")


def source_before(place: Place) -> Draft | None:
    """«وبحسب رويترز، …»: the source stands before what it says."""
    scene = place.scene
    if place.index > place.first + 1 and not scene.has("opener", place.index - 1):
        return None
    by = find_by(scene, place.index, place.stop)
    if by is None or any(True for at in range(place.first, place.index) if scene.verbs(at)):
        return None
    first = by.stop
    while first < place.stop and (scene.is_soft(first) or scene.norm(first) in _THEN or scene.norm(first) == ":"):
        first += 1
    first = _behind_then(scene, first, place.stop)
    if first >= place.stop - 1 or _has_own_cue(scene, first, place.stop):
        return None
    stop = content_stop(scene, first, place.stop)
    return _source_draft(place, by, first, stop, "source before")


def _behind_then(scene: Scene, first: int, stop: int) -> int:
    """«حسب ما أفاد به مصدر لـ"القناة" فإن …»: what is said begins behind «فإن», whoever was told before it."""
    for at in range(first, min(first + TOLD, stop)):
        if scene.norm(at) in _THEN:
            return at + 1
        if scene.is_finite(at) or scene.is_soft(at) or scene.has("that", at):
            break
    return first


def _has_own_cue(scene: Scene, first: int, stop: int) -> bool:
    """Whether what a source is named for has a verb of reporting of its own at its head («بحسب البيان، ذكر بوتين أن»)."""
    head = first + (scene.norm(first) in _THEN)
    behind = noun_phrase_end(scene, head, stop) if head < stop and starts_phrase(scene, head) else head
    for index in {*range(first, min(first + 3, stop)), *range(behind, min(behind + 1, stop))}:
        if scene.within[index] < 0 and any(
            form.tense in ("past", "present") and find_complement(scene, index, form, stop) for form in scene.verbs(index)
        ):
            return True
    return False


def source_behind(place: Place) -> Draft | None:
    """«…، بحسب رويترز»: the source stands behind what it says, and no other cue stands before it."""
    scene = place.scene
    if place.index <= place.first + 2:
        return None
    by = find_by(scene, place.index, place.stop)
    if by is None or (scene.has("relay-noun", place.index) and not scene.is_soft(place.index - 1)):
        return None
    first, last = place.first, place.index - scene.has("end", place.index - 1)
    for at in range(place.first, last):
        if scene.has("end", at) and scene.is_soft(at - 1):
            first = at + 1
        elif scene.has("but", at) and scene.has("that", at + 1) and at + 2 < last:
            first = at + 2
    while first < place.index and (scene.is_soft(first) or scene.norm(first) in ("*", "-", "•")):
        first += 1
    stop = trim_end(scene, first, last)
    if stop - first < 3:
        return None
    draft = _source_draft(place, by, first, stop, "source behind")
    more = _goes_on(scene, by.stop, place.stop)
    return draft if draft is None or more is None else replace(draft, content=(*draft.content, more))


def _goes_on(scene: Scene, after: int, stop: int) -> Span | None:
    """«تفاقم الوضع، بحسب الأمم المتحدة، وبخاصة في الريف»: a phrase behind the source that goes on with what it says."""
    first = after
    while first < stop and scene.is_soft(first):
        first += 1
    if first == after or first + 2 > stop or scene.words[first].kind != "arabic" or scene.is_finite(first) or scene.verbs(first):
        return None
    norm = scene.norm(first)
    joined = norm.startswith(_AND) and not scene.has("prep", first) and norm not in _ESPECIALLY
    if joined or scene.has_any(_NO_MORE, first) or scene.has("aside", first + 1):
        return None
    end = content_stop(scene, first, stop)
    return words_span(scene, first, end) if end > first + 1 else None


def _source_draft(place: Place, by: By, first: int, stop: int, rule: str) -> Draft | None:
    scene, subject = place.scene, by.subject
    if stop <= first:
        return None
    quote = scene.opens.get(first)
    draft = Draft((), "direct", "quote", rule, place.unit, first, stop, place.index, _BY, subject=subject, how="named")
    if is_extent(scene, place.index):
        draft = replace(draft, cue_words=3)
    if quote is not None and quote.closed and scene.index_after(quote.stop) >= stop and scene.quote_words(quote) >= LONG_QUOTE:
        draft = replace(draft, content=(Span(quote.inner_start, quote.inner_stop),))
    else:
        span, form = words_span(scene, first, stop), form_of(scene, first, stop)
        draft = replace(draft, content=(span,), form=form, complement="clause")
    if by.relay is not None:
        draft = replace(draft, via=(words_span(scene, *by.relay),))
    return with_document(scene, draft, first if first > subject[0] else place.stop)


def name_and_colon(place: Place) -> Draft | None:
    """«اسم: "…"» at the head of a sentence: the colon alone is the cue."""
    scene, first = place.scene, place.first
    if scene.norm(place.index) != ":" or not 1 <= place.index - first <= 8:
        return None
    quote = scene.opens.get(place.index + 1)
    if quote is None or scene.quote_words(quote) < 2:
        return None
    if not starts_phrase(scene, first) or noun_phrase_end(scene, first, place.index) != place.index:
        return None
    if not scene.news.can_speak(scene.norm(first)) or scene.verbs(first):
        return None
    content = (Span(quote.inner_start, quote.inner_stop),)
    inner, after = scene.index_after(quote.inner_start), scene.index_after(quote.inner_stop)
    return Draft(
        content,
        "direct",
        "quote",
        "name and colon",
        place.unit,
        inner,
        after,
        None,
        None,
        (first, place.index),
        "named",
    )


def quote_before(place: Place) -> Draft | None:
    """«"…"، قال فلان»: the quotation stands before its cue; what follows behind the speaker goes on with it."""
    scene, index = place.scene, place.index
    back = index - 1
    while back > 0 and (scene.is_soft(back) or scene.has("cut", back)):
        back -= 1
    quote = scene.closes.get(scene.words[back].stop)
    if quote is None or not quote.closed or scene.quote_words(quote) < LONG_QUOTE:
        return None
    for form in active_forms(place):
        if form.tense not in ("past", "present") or not form.frame.quote or form.conjunction:
            continue
        inner = scene.index_after(quote.inner_start)
        subject = subject_behind(scene, index + 1, place.stop)
        pieces = [Span(quote.inner_start, quote.inner_stop), *_next_piece(scene, subject[1] if subject else index + 1)]
        after = scene.index_after(quote.inner_stop)
        draft = Draft(tuple(pieces), "direct", "quote", "quote before", place.unit, inner, after, index, form)
        return replace(draft, subject=subject, how="named" if subject else None)
    return None


def _next_piece(scene: Scene, index: int) -> Iterator[Span]:
    """The second half of a quotation that the cue breaks."""
    while index < len(scene.words) and (scene.is_soft(index) or scene.norm(index) == ":"):
        index += 1
    quote = scene.opens.get(index)
    if quote is not None and scene.quote_words(quote) >= LONG_QUOTE:
        yield Span(quote.inner_start, quote.inner_stop)
