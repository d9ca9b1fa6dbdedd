"""Rules that begin at a verb, a participle or a noun that reports."""

from __future__ import annotations

from dataclasses import replace

from musnad.find.asides import is_withheld
from musnad.find.complements import Found, find_complement
from musnad.find.contents import form_of, words_span
from musnad.find.cues import EVERYDAY, FINDING, FROM_OBJECT, NONE, NOUNLIKE, PREPOSITION, CueForm, Frame
from musnad.find.documents import document_noun
from musnad.find.drafting import Place, active_forms, build, phrase
from musnad.find.drafts import Draft
from musnad.find.media import is_outlet
from musnad.find.phrases import starts_phrase
from musnad.find.scene import LONG_QUOTE, Scene
from musnad.find.subjects import with_subject
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

#: A quotation stands so many words behind «رد» at the most.
NOUNLIKE_REACH = 12
_THAT_THING = frozenset(forms("function_words", "thing"))
_IN_IT = frozenset(forms("function_words", "in-it"))
_FROM = fold_key("عن")
(_UPON,) = forms("function_words", "on")
_HE_DOES, _SHADDA = fold_key("ي"), "\N{ARABIC SHADDA}"
_TO = forms("function_words", "full-preposition")[0]
_ANY = frozenset((NONE, fold_key("ب"), *forms("function_words", "full-preposition")))


def relay(place: Place) -> Draft | None:
    """«نقلت رويترز عن الكرملين قوله إن …»: who is behind «عن» speaks, the verb's subject hands on."""
    scene, index = place.scene, place.index
    for form in active_forms(place, relay=True):
        link = form.frame.link
        if not link:
            continue
        reach = range(index + 1, min(place.stop, index + 25))
        split = next((at for at in reach if scene.norm(at).startswith(link) or _is_on_tongue(scene, at)), None)
        if split is None:
            continue
        found = find_complement(scene, split, form._replace(frame=_relayed(form.frame)), place.stop)
        if found is None:
            continue
        zone_stop = next((at for at in range(split + 1, found.zone_stop) if _is_saying(scene, at)), found.zone_stop)
        tongue = _is_on_tongue(scene, split)
        subject, further = phrase(scene, index + 1, split), split + 1 if tongue else _further(scene, split, zone_stop)
        speaker = phrase(scene, further + 1, zone_stop) if tongue or scene.norm(split) == link else None
        between = phrase(scene, split + 1, further) if further > split and not tongue else None
        via = tuple(words_span(scene, *one) for one in (subject, between) if one)
        draft = build(place, form, found, "relay")
        if draft is None:
            continue
        return replace(draft, subject=speaker, how="named" if speaker else "pronoun", via=via)
    return None


def _is_on_tongue(scene: Scene, index: int) -> bool:
    """«على لسان»: what leads to who speaks as «عن» does («نقلت الوكالة على لسان القائد قوله»)."""
    return scene.norm(index) == _UPON and scene.has("tongue", index + 1)


def _further(scene: Scene, split: int, stop: int) -> int:
    """«نقلت تاس عن صحيفة عن مصدر»: where the last of those that stand behind «عن» begins, the first where there is one."""
    behind = phrase(scene, split + 1, stop)
    if behind is None or behind[1] >= stop - 1 or scene.norm(split) != _FROM or scene.norm(behind[1]) != _FROM:
        return split
    return behind[1]


def _relayed(frame: Frame) -> Frame:
    """The frame of what is handed on: a clause or a quotation behind «قوله»."""
    return replace(frame, clause=_ANY, nominal=frozenset(), quote=True)


def _is_saying(scene: Scene, index: int) -> bool:
    found = scene.cues.noun(scene.norm(index))
    return found is not None and bool(found.enclitic)


def verb(place: Place) -> Draft | None:
    """A finite verb of reporting with its complement behind it."""
    if _breaks_quotation(place):
        return None
    for form in active_forms(place):
        if form.tense not in ("past", "present"):
            continue
        found = find_complement(place.scene, place.index, form, place.stop, doubtful=True)
        if found is None or not _is_plausible(place, form, found):
            continue
        draft = build(place, form, found, f"verb {found.lead}")
        if draft is not None:
            return _from_object(place, with_subject(place, draft, found), found)
    return None


def _breaks_quotation(place: Place) -> bool:
    """«"…"، قال فلان، "…"»: the sentence begins with a quotation that goes on behind the verb and its subject."""
    scene, quote = place.scene, place.scene.opens.get(place.first)
    if quote is None or not quote.closed or not scene.is_soft(place.index - 1):
        return False
    return scene.words[place.index - 2].stop == quote.stop and scene.quote_words(quote) >= LONG_QUOTE


def _from_object(place: Place, draft: Draft, found: Found) -> Draft:
    """«اتهم الوزير | الشركة بالتلويث»: what is said begins with the verb's object, where there is one."""
    form, scene = draft.cue_form, place.scene
    if form is None or FROM_OBJECT not in form.frame.notes or form.enclitic or found.kind != "nominal":
        return draft
    first = draft.subject[1] if draft.subject is not None and draft.subject[0] > place.index else place.index + 1
    while first < found.first and (scene.words[first].kind == "mark" or scene.has("cut", first)):
        first += 1
    if first >= found.first or not starts_phrase(scene, first):
        return draft
    span = words_span(scene, first, draft.stop)
    return replace(draft, content=(span,), form=form_of(scene, first, draft.stop), first=first)


def cause(place: Place) -> Draft | None:
    """«عزا X إلى Y»: what is put down to what, from the thing on."""
    scene = place.scene
    for form in active_forms(place):
        if "cause" not in form.frame.notes:
            continue
        to = next((at for at in range(place.index + 1, min(place.stop, place.index + 25)) if scene.norm(at) == _TO), None)
        if to is None:
            continue
        subject = phrase(scene, place.index + 1, to)
        first = next((at for at in range(place.index + 1, to) if scene.norm(at) in _THAT_THING), None)
        if first is None:
            first = subject[1] if subject is not None and subject[1] < to else place.index + 1
        elif subject is not None and subject[0] >= first:
            subject = None
        if first == place.index + 1:
            subject = None
        draft = build(place, form, Found(first, first, "nominal", None, "object"), "cause")
        if draft is not None:
            return replace(draft, subject=subject, how="named" if subject else None)
    return None


def participle(place: Place) -> Draft | None:
    """A participle («مضيفاً أن», «لافتاً إلى»): the subject of its verb speaks."""
    for form in place.scene.verbs(place.index):
        if form.tense != "participle":
            continue
        found = find_complement(place.scene, place.index, form, place.stop, doubtful=True)
        if found is None or found.zone_stop - place.index > 12:
            continue
        draft = build(place, form, found, f"participle {found.lead}")
        if draft is not None:
            return draft
    return None


def noun(place: Place) -> Draft | None:
    """A noun that reports, its clause or quotation close behind it («قوله إن», «توقعات بأن», «إعلان الشركة أن»)."""
    scene, index = place.scene, place.index
    form = scene.cues.noun(scene.norm(index))
    if form is None or scene.words[index].kind != "arabic" or scene.has("by", index - 1):
        return None
    found = find_complement(scene, index, form, min(place.stop, index + 14), doubtful=True)
    if found is None or (found.kind != "nominal" and found.lead not in ("that", "colon", "mark")):
        return None
    if any(one.tense in ("past", "present") for at in range(index + 1, found.zone_stop) for one in scene.verbs(at)):
        return None
    if found.lead == "mark" and not form.enclitic and form.person != "the":
        return None
    if form.person == "the" and not _is_close(scene, index, found):
        return None
    draft = build(place, form, found, "noun")
    if draft is None:
        return None
    subject = None if form.enclitic else phrase(scene, index + 1, found.zone_stop)
    return replace(draft, subject=subject, how="named" if subject else "pronoun")


def _is_close(scene: Scene, index: int, found: Found) -> bool:
    """Whether what a noun with the article reports stands right behind it, or behind a relative clause of its own."""
    if found.lead in ("colon", "mark"):
        return scene.has("double", index) and found.zone_stop == index + 1
    if scene.has("relative", index + 1):
        return found.lead == "that"
    between = sum(1 for at in range(index + 1, found.zone_stop) if not scene.has("between", at))
    return between <= 2 * (found.lead == "that") and found.lead in ("that", "preposition")


def _is_impersonal(place: Place, form: CueForm, found: Found) -> bool:
    """«يذكر أن», «يشار إلى»: a present verb at the head of a sentence with no subject says nothing of anybody."""
    if form.tense != "present" or form.person != "3ms" or found.zone_stop > place.index + 1 or form.enclitic:
        return False
    if place.scene.has("that", place.index - 1):  # «وأضاف أنه يعتقد أن»: he does
        return False
    return "impersonal" in form.frame.notes and place.index <= place.first + 2


def _is_told_again(place: Place, found: Found) -> bool:
    """«جدد التأكيد على أن», «كرر الدعوة إلى»: the noun is the cue."""
    if found.kind != "nominal" or found.lead != "object":
        return False
    form = place.scene.cues.noun(place.scene.norm(found.first))
    return form is not None and form.person == "the" and noun(replace(place, index=found.first)) is not None


def _is_noun(place: Place, form: CueForm, found: Found) -> bool:
    """«رد»: the verb is written like its noun, so that only a quotation or a second cue («رد قائلا», «رد بالقول إن») tells it."""
    if NOUNLIKE not in form.frame.notes or form.conjunction or form.enclitic or form.person != "3ms" or form.tense != "past":
        return False
    scene = place.scene
    if scene.has_any(("prep", "cut"), place.index - 1):
        return True
    led = scene.norm(found.first - 1) == ":" or scene.is_soft(found.zone_stop) or scene.norm(found.zone_stop) == ":"
    told = found.zone_stop - place.index <= NOUNLIKE_REACH and (led or found.zone_stop == place.index + 1)
    return not (found.lead == "colon" or (found.lead == "mark" and told) or scene.has("double", found.zone_stop - 1))


def _is_bare(form: CueForm) -> bool:
    return form.tense == "past" and form.person == "3ms" and not form.conjunction and not form.enclitic


def _is_verb(place: Place, frame: Frame, between: range) -> bool:
    """«عقب على …», «عقّب», «عقب قائلا»: whether a word that is written like a preposition is the verb after all."""
    scene, word = place.scene, place.scene.words[place.index]
    if _SHADDA in scene.view.text[word.start : word.stop]:
        return True
    return any(scene.norm(at) == frame.beside or scene.has("double", at) for at in between)


def _is_deed(scene: Scene, index: int) -> bool:
    """Whether a clause tells what is to be done: it begins with a present verb, known or by its letters («قرر أن يرجئ»)."""
    norm = scene.norm(index)
    return scene.is_finite(index) or (norm.startswith(_HE_DOES) and len(norm) > 3 and not scene.news.of(norm).article)


def _is_inferred(place: Place, form: CueForm, found: Found) -> bool:
    """«، ما يؤكد أن», «مما يشير إلى أن»: the reporter infers, nobody says."""
    scene = place.scene
    if form.tense != "present" or form.person[:1] != "3" or found.zone_stop > place.index + 1:
        return False
    return scene.has("which", place.index - 1) and found.lead in ("that", "preposition")


def _is_in_document(scene: Scene, index: int) -> bool:
    """«جاء في البيان», «جاء فيه», «جاء في صحيفة», «جاء على لسان الوزير»: something written or broadcast, or whose words
    they are, stands behind the verb."""
    if scene.has("tongue", index + 2) or scene.norm(index + 1) in _IN_IT:
        return True
    return bool(document_noun(scene, index + 2)) or is_outlet(scene, index + 2)


def _is_plausible(place: Place, form: CueForm, found: Found) -> bool:
    """Weed out everyday words that only look like cues."""
    frame = form.frame
    if _is_impersonal(place, form, found) or _is_told_again(place, found) or _is_noun(place, form, found):
        return False
    if (EVERYDAY in frame.notes and form.enclitic) or (frame.reach and found.zone_stop - place.index > frame.reach):
        return False
    scene = place.scene
    if "document" in frame.notes and not _is_in_document(scene, place.index):
        return False
    if FINDING in frame.notes and (_is_deed(scene, found.first) or scene.has("negation", found.first - 1)):
        return False
    if scene.has("if", place.index - 1) or _is_inferred(place, form, found) or is_withheld(scene, found.first):
        return False
    between = range(place.index, found.first)
    if PREPOSITION in frame.notes and _is_bare(form) and not _is_verb(place, frame, between):
        return False
    if EVERYDAY in frame.notes and not form.conjunction:
        return found.lead == "that" and place.index in (place.first, place.first + 1)
    return not (scene.has("relative", place.index - 1) and found.lead == "object")
