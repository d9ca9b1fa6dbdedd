"""What is told without the cue before it: a clause in front of its verb, a quotation behind a verb that reports nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from musnad.find.complements import find_complement
from musnad.find.contents import form_of, trim_end, words_span
from musnad.find.cues import EVERYDAY, NOUNLIKE, CueForm, Frame
from musnad.find.documents import document_noun
from musnad.find.drafting import Place, active_forms, inner_span
from musnad.find.drafts import Draft
from musnad.find.phrases import subject_behind
from musnad.find.scene import Scene
from musnad.text.quotes import Quote

#: A clause in front of its verb has so many words at least.
SHORTEST = 4
#: A quotation behind any verb has so many words at least: shorter ones are names and single terms.
SPOKEN = 6
#: The verb stands so many words before the quotation at the most.
REACH = 20
#: So many words may stand between the subject and the quotation, the last of them a preposition.
BETWEEN = 4
#: The id of the frame of a verb that no table has.
TOLD = "told"
_STOPS, _ENDS = frozenset(".؟?!؛;…:"), frozenset(".؟?!؛;…")
_NO_VERB = ("prep", "cut", "that", "relative", "opener")


def clause_before(place: Place) -> Draft | None:
    """«المنهج صعب على الصغار، يقول المعلم.»: the sentence stands before its cue, a comma between; nothing follows the speaker."""
    scene, index = place.scene, place.index
    if not scene.is_soft(index - 1):
        return None
    form = next((one for one in active_forms(place) if _may_close(one)), None)
    subject = subject_behind(scene, index + 1, place.stop) if form is not None else None
    if form is None or subject is None or subject[0] != index + 1 or not _speaks(scene, subject[0]):
        return None
    if subject[1] < place.stop and scene.norm(subject[1]) not in _ENDS:
        return None
    first = place.first
    while first < index and scene.words[first].kind == "mark" and first not in scene.opens:
        first += 1
    stop = trim_end(scene, first, index - 1)
    if stop - first < SHORTEST or _is_quoted(scene, first, stop) or _has_cue(scene, first, stop):
        return None
    span, told = words_span(scene, first, stop), form_of(scene, first, stop)
    return Draft((span,), told, "clause", "clause before", place.unit, first, stop, index, form, subject, "named")


def _may_close(form: CueForm) -> bool:
    """Whether a verb may stand behind what it reports: it takes a clause and a quotation, and joins nothing."""
    frame = form.frame
    plain = form.tense in ("past", "present") and form.person in ("3ms", "3fs") and not form.conjunction and not form.enclitic
    return plain and bool(frame.clause) and frame.quote and not frame.notes & {EVERYDAY, NOUNLIKE}


def _speaks(scene: Scene, index: int) -> bool:
    """Whether a subject is one that speaks: a name, a role or body, a document."""
    if index in scene.named or scene.news.can_speak(scene.norm(index)):
        return True
    return bool(document_noun(scene, index)) or scene.has("outlet", index)


def _is_quoted(scene: Scene, first: int, stop: int) -> bool:
    """Whether it is all one quotation, whose cue behind it is another rule's."""
    quote = scene.opens.get(first)
    return quote is not None and scene.index_after(quote.stop) >= stop


def _has_cue(scene: Scene, first: int, stop: int) -> bool:
    """Whether a verb in the sentence has what it reports there."""
    spoken = (
        (at, form) for at in range(first, stop) if scene.within[at] < 0 for form in scene.verbs(at)
        if form.tense in ("past", "present", "participle")
    )  # fmt: skip
    return any(find_complement(scene, at, form, stop) is not None for at, form in spoken)


def told_quotes(scene: Scene, unit: int, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Long quotations of a unit that no draft has, behind whatever finite verb stands before them («توقفت السفيرة عند "…"»)."""
    first, stop = scene.units[unit]
    taken = [piece for draft in drafts if draft.unit == unit for piece in draft.content]
    for index in range(first, stop):
        quote = scene.opens.get(index)
        if quote is None or not quote.closed or scene.within[index] >= 0 or scene.quote_words(quote) < SPOKEN:
            continue
        inner = inner_span(scene, quote)
        if not any(piece.start < inner.stop and inner.start < piece.stop for piece in taken):
            yield from _told(scene, unit, first, index, quote)


def _told(scene: Scene, unit: int, first: int, index: int, quote: Quote) -> Iterator[Draft]:
    at = _verb_before(scene, first, index)
    if at is None:
        return
    subject = subject_behind(scene, at + 1, index)
    if subject is None or not (subject[1] == index or (index - subject[1] <= BETWEEN and _is_led(scene, index))):
        return
    frame = Frame(TOLD, scene.norm(at), "say", frozenset(), frozenset(), True, "")
    last = scene.index_after(quote.inner_stop)
    yield Draft(
        (inner_span(scene, quote),), "direct", "quote", "quote told", unit, scene.index_after(quote.inner_start), last, at,
        CueForm(frame, "past", "3ms"), subject, "named",
    )  # fmt: skip


def _is_led(scene: Scene, index: int) -> bool:
    """Whether a preposition stands right before a quotation, by itself («عند "…"») or as a letter («لـ"…"»)."""
    return scene.has("prep", index - 1) or len(scene.norm(index - 1)) == 1


def _verb_before(scene: Scene, first: int, index: int) -> int | None:
    """The nearest finite verb before a quotation in its own clause."""
    for at in range(index - 1, max(first, index - REACH) - 1, -1):
        if scene.norm(at) in _STOPS:
            return None
        if scene.within[at] < 0 and _is_verb(scene, at):
            return at
    return None


def _is_verb(scene: Scene, at: int) -> bool:
    norm, verbs = scene.norm(at), scene.news.verbs
    told = bool(scene.verbs(at)) or norm in verbs or norm[1:] in verbs
    return told and scene.is_finite(at) and not scene.has_any(_NO_VERB, at) and at not in scene.named


__all__ = ["TOLD", "clause_before", "told_quotes"]
