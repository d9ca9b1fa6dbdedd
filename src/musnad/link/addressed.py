"""Whom words are told: once it is known who speaks, the other noun phrase at a verb that tells somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musnad.find.attached import cut_word
from musnad.find.circumstances import ACCUSED, OBJECT
from musnad.find.objects import cut_object, has_tanwin
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.link.options import Spoken
from musnad.records import Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_FOR, _IN, _OF = fold_key("ل"), fold_key("في"), forms("function_words", "full-preposition")[3]
#: A preposition with a pronoun («لي», «لهم», «منه»), by the preposition.
_THEM = {
    _FOR: frozenset(forms("circumstances", "told-them")),
    _OF: frozenset(forms("circumstances", "asked-of-them")),
}
_LEADS = ("that", "prep", "cut")
#: Between a verb and what is told stand so many words at the most.
REACH = 30


def with_addressee(scene: Scene, spoken: Spoken) -> Spoken:
    """Add whom the words are told: the object of the verb («حث الوزير الشركات على …»), or who stands behind its preposition
    («طلب من الشركات أن …», «قال لهم»)."""
    draft = spoken.draft
    if draft.cue is None or draft.cue_form is None or draft.first <= draft.cue or draft.cue_form.tense == "noun":
        return spoken
    told = draft.cue_form.frame.addressee
    if not told or ACCUSED in draft.cue_form.frame.notes:
        return spoken
    own = (_object(scene, spoken), _kept(spoken)) if told == OBJECT else (_kept(spoken), _behind(scene, spoken, told))
    to = own[0] or own[1]
    return spoken if to == draft.to else replace(spoken, draft=replace(draft, to=to))


def _kept(spoken: Spoken) -> Span | None:
    """Whom the rules had told, where that is not who speaks."""
    to = spoken.draft.to
    return None if to is None or any(_meets(to, one.span) for one in spoken.speakers) else to


def _meets(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.stop and other.start < one.stop


def _object(scene: Scene, spoken: Spoken) -> Span | None:
    """The noun phrase between the verb, or who speaks behind it, and what leads to the content."""
    draft = spoken.draft
    assert draft.cue is not None
    assert draft.cue_form is not None
    if draft.cue_form.enclitic:
        return None
    stop = draft.first
    while stop > draft.cue + 1 and (scene.has_any(_LEADS, stop - 1) or scene.words[stop - 1].kind == "mark"):
        stop -= 1
    for first in _heads(scene, _behind_speaker(scene, spoken), min(stop, draft.cue + REACH)):
        noun = first + scene.has("pronoun", first)
        whole = noun_phrase_end(scene, noun, stop)
        for end in (whole, cut_object(scene, noun, whole)):
            if noun < end and _is_beside_all(scene, end, stop):
                return scene.span(first, end - 1)
    return None


def _behind_speaker(scene: Scene, spoken: Spoken) -> int:
    """The word behind the cue, or behind the noun phrase that speaks there."""
    cue = spoken.draft.cue or 0
    after = scene.words[cue].stop
    stops = [one.span.stop for one in spoken.speakers if one.span is not None and one.span.start >= after]
    return scene.index_after(max(stops)) if stops else cue + 1


def _heads(scene: Scene, first: int, stop: int) -> Iterator[int]:
    """Where a noun phrase of its own may begin: at once, or behind a comma or a word of time."""
    at = first
    while at < stop:
        fresh = at == first or _is_beside(scene, at - 1)
        if fresh and (starts_phrase(scene, at) or (scene.has("pronoun", at) and scene.news.is_definite(scene.norm(at + 1)))):
            yield at
        at += 1


def _is_beside(scene: Scene, index: int) -> bool:
    """Whether a word is a comma, a day or an adverb, and no part of a noun phrase."""
    return scene.is_soft(index) or scene.has("between", index) or has_tanwin(scene, index)


def _is_beside_all(scene: Scene, first: int, stop: int) -> bool:
    """Whether words are adverbs, or a circumstance that goes up to what is told («يوم الجمعة», «في رسالة، »)."""
    while first < stop and _is_beside(scene, first):
        first += 1
    led = first < stop and (scene.has("cut", first) or scene.norm(first) == _IN)
    return first == stop or (led and not any(scene.is_finite(at) for at in range(first, stop)))


def _behind(scene: Scene, spoken: Spoken, told: str) -> Span | None:
    """Who stands behind the verb's own preposition, right behind the verb or who speaks."""
    cue = spoken.draft.cue or 0
    for at in dict.fromkeys((cue + 1, _behind_speaker(scene, spoken))):
        if at >= spoken.draft.first:
            continue
        if scene.norm(at) in _THEM.get(told, ()) and at not in scene.named:
            return scene.span(at, at)
        if told == _FOR and at == cue + 1 and _is_told(scene, at):
            return scene.span(at, noun_phrase_end(scene, at, spoken.draft.first) - 1)
        if scene.norm(at) == told and told != _FOR and at + 1 < spoken.draft.first and starts_phrase(scene, at + 1):
            end = noun_phrase_end(scene, at + 1, spoken.draft.first)
            return scene.span(at + 1, end - 1) if end > at + 1 else None
    return None


def _is_told(scene: Scene, index: int) -> bool:
    """Whether a word right behind the verb is somebody with «ل» («قال للنواب إن»), and no name that begins with it."""
    norm = scene.norm(index)
    if not norm.startswith(_FOR) or index in scene.persons or has_tanwin(scene, index) or not starts_phrase(scene, index):
        return False
    return norm.startswith(_FOR + _FOR) or cut_word(scene.news, norm).letters == _FOR


__all__ = ["with_addressee"]
