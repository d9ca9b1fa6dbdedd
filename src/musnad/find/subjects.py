"""Who speaks at a verb: the noun phrase behind it, before it, or what a relative pronoun goes back to."""

from __future__ import annotations

from dataclasses import replace

from musnad.find.complements import OBJECT, Found
from musnad.find.documents import document_noun, with_document
from musnad.find.drafting import Place, phrase
from musnad.find.drafts import Draft
from musnad.find.media import is_outlet
from musnad.find.names import is_name_word
from musnad.find.objects import cut_object, is_led, is_object
from musnad.find.phrases import noun_phrase_end, starts_phrase, subject_behind
from musnad.find.scene import Scene
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_FROM = fold_key("عن")
_AUXILIARIES = frozenset(forms("function_words", "auxiliary"))


#: How many words before a verb its subject may begin.
BACK = 30
#: Persons of a verb whose subject is no noun phrase.
_FIRST_SECOND = frozenset("12")


_NO_HEAD = ("prep", "cut", "that", "relative", "opener", "pronoun", "negation", "between", "kana", "by")
_WHO = frozenset(forms("function_words", "who"))


def with_subject(place: Place, draft: Draft, found: Found) -> Draft:
    """Add who speaks: the noun phrase behind the verb, else the one before it, else nobody yet."""
    scene = place.scene
    if draft.cue_form is not None and draft.cue_form.person[:1] in _FIRST_SECOND:
        return draft
    behind = subject_behind(scene, place.index + 1, found.zone_stop)
    quoted = _quoted_source(scene, place.index + 1, found.zone_stop)
    if quoted is not None:
        via = () if behind is None else (scene.span(behind[0], behind[1] - 1),)
        return replace(draft, subject=quoted, how="named", via=via)
    form = draft.cue_form
    assert form is not None
    if behind is not None and form.frame.addressee == OBJECT and not form.conjunction:
        topic = _topic(scene, place.first, place.index)
        if topic is not None:
            draft = replace(draft, to=draft.to or scene.span(behind[0], cut_object(scene, *behind) - 1))
            return with_document(scene, replace(draft, subject=topic, how="named"), place.index)
    if behind is not None and form.frame.addressee and is_object(scene, behind[0], form.person):
        draft = replace(draft, to=scene.span(behind[0], behind[1] - 1)) if form.frame.addressee == OBJECT else draft
    elif behind is not None:
        if form.frame.addressee == OBJECT:
            behind = (behind[0], cut_object(scene, *behind))
        return with_document(scene, replace(draft, subject=behind, how="named"), found.zone_stop)
    before = antecedent(scene, place.first, place.index)
    if before is None and not form.conjunction:
        before = subject_before(scene, place.first, place.index)
    if before is not None:
        return with_document(scene, replace(draft, subject=before, how="named"), place.index)
    return _in_document(scene, draft, place.index + 1, found.zone_stop)


def _in_document(scene: Scene, draft: Draft, first: int, stop: int) -> Draft:
    """«وجاء في بيان للشركة»: the document or outlet right behind the verb says it, or «جاء على لسان الوزير» who does."""
    form = draft.cue_form
    if form is None or "document" not in form.frame.notes or first + 1 >= stop:
        return draft
    if scene.has("tongue", first + 1) and first + 2 < stop and starts_phrase(scene, first + 2):
        return replace(draft, subject=(first + 2, noun_phrase_end(scene, first + 2, stop)), how="named")
    if not document_noun(scene, first + 1) and not is_outlet(scene, first + 1):
        return draft
    subject = (first + 1, max(noun_phrase_end(scene, first + 1, stop), first + 2))
    return with_document(scene, replace(draft, subject=subject, how="named"), stop)


def antecedent(scene: Scene, first: int, index: int) -> tuple[int, int] | None:
    """The noun phrase that a relative pronoun right before the verb goes back to («الرئيس الأميركي، الذي تعهد»)."""
    end = index - 1
    while end > first and scene.norm(end) in _AUXILIARIES:
        end -= 1
    if end <= first or scene.norm(end) not in _WHO:
        return None
    while end > first and scene.is_soft(end - 1):
        end -= 1
    best = None
    for at in range(end - 1, max(first, end - BACK // 2) - 1, -1):
        if scene.is_soft(at) or scene.is_finite(at) or not starts_phrase(scene, at):
            break
        if noun_phrase_end(scene, at, end) == end and cut_object(scene, at, end) == end:
            best = at
    return (best, end) if best is not None and scene.news.can_speak(scene.norm(best)) else None


def _quoted_source(scene: Scene, first: int, stop: int) -> tuple[int, int] | None:
    """Who is quoted by the verb's subject («أشارت الوكالة نقلا عن مصادر إلى أن»)."""
    for at in range(first, stop - 2):
        if scene.has("relay-noun", at) and scene.norm(at + 1) == _FROM:
            return phrase(scene, at + 2, stop)
    return None


def subject_before(scene: Scene, first: int, index: int) -> tuple[int, int] | None:
    """The noun phrase right before a verb («لكن أمير قطر قال», «وكان المتحدث … أشار»), from the nearest head of a clause.

    A clause begins at the sentence, behind a comma, a connective or a particle.
    """
    end = index
    while end > first and (scene.norm(end - 1) in _AUXILIARIES or scene.has("negation", end - 1) or scene.is_soft(end - 1)):
        end -= 1
    for at in range(end - 1, max(first, index - BACK) - 1, -1):
        head = at == first or scene.is_soft(at - 1) or scene.has_any(("opener", "that", "kana", "end"), at - 1)
        if not head or scene.has_any(("opener", "kana", "cut", "that"), at) or scene.is_soft(at):
            continue
        led = at > first and scene.has_any(("opener", "that", "kana"), at - 1)
        if _is_subject(scene, at, end):
            return (_bearer(scene, first, at), noun_phrase_end(scene, at, end))
        if led and _fills(scene, at, end):
            return (at, end)
    return None


def _bearer(scene: Scene, first: int, at: int) -> int:
    """Where a subject begins that is described behind a comma («نور سالم، رئيس الجمعية، قال»): at the name of the person at
    the head of the clause, else at the description."""
    if at <= first or not scene.is_soft(at - 1) or at in scene.persons:
        return at
    for start in range(at - 2, max(first, at - 1 - BACK // 2) - 1, -1):
        if start in scene.persons and (start == first or scene.has_any(("opener", "that", "title"), start - 1)):
            while start > first and scene.has("title", start - 1):
                start -= 1
            return start if noun_phrase_end(scene, start, at - 1) == at - 1 else at
    return at


def _topic(scene: Scene, first: int, index: int) -> tuple[int, int] | None:
    """The subject that stands right before a verb behind «كان», «لكن», «أن» or at the head of the sentence: then what
    follows the verb is its object («وكان الوزير اتهم المعارضة»)."""
    found = subject_before(scene, first, index)
    if found is None or found[1] != index:
        return None
    led = found[0] == first or scene.has_any(("opener", "that", "kana"), found[0] - 1)
    return found if led and scene.news.can_speak(scene.norm(found[0])) else None


def _fills(scene: Scene, first: int, end: int) -> bool:
    """Whether one noun phrase stands between «كان», «لكن» or «أن» and the verb, whatever its noun («لكن زملاء له قالوا»)."""
    if scene.words[first].kind != "arabic" or is_led(scene, first) or scene.has_any(_NO_HEAD, first) or scene.is_finite(first):
        return False
    if noun_phrase_end(scene, first, end) == end:
        return True
    rest = range(first + 1, end)
    return end - first <= 8 and not any(scene.is_finite(at) or scene.is_soft(at) or scene.has("that", at) for at in rest)


def _is_subject(scene: Scene, first: int, end: int) -> bool:
    """Whether the words up to the verb are one noun phrase that can speak, a relative clause or a date aside."""
    if not starts_phrase(scene, first) or is_led(scene, first) or (scene.is_finite(first) and not scene.has("role", first)):
        return False
    norm = scene.norm(first)
    counts = scene.news.of(norm)
    if not (
        counts.after_m + counts.after_f > 1 or is_name_word(scene.news, norm) or first in scene.known or first in scene.opens
    ):
        return False
    stop = noun_phrase_end(scene, first, end)
    if stop <= first:
        return False
    rest = range(stop, end)
    if not rest:
        return True
    if any(scene.has("relative", at) for at in rest):
        return not any(scene.is_soft(at) for at in rest) or scene.is_soft(stop)
    return all(not scene.is_finite(at) for at in rest) and (scene.is_soft(stop) or scene.has("cut", stop))


__all__ = ["antecedent", "subject_before", "with_subject"]
