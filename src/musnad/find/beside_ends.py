"""Where the phrases beside a statement end: a document's, a channel's, an occasion's."""

from __future__ import annotations

from musnad.find.media import is_outlet, is_post, is_published, medium
from musnad.find.scene import Scene
from musnad.find.told import is_told
from musnad.text.lexicon import forms

_INSTEAD = frozenset(forms("circumstances", "in-place-of"))
_HANDED_ON = frozenset(forms("circumstances", "handed-on"))


def medium_end(scene: Scene, noun: int, stop: int) -> int:
    """Where the phrase of a document, channel or outlet ends: before a clause, a circumstance, an audience, a mark."""
    index = noun + 1
    while index < stop:
        quote = scene.opens.get(index)
        if quote is not None and quote.closed and scene.quote_words(quote) < 5:
            index = scene.index_after(quote.stop)
            continue
        if scene.words[index].kind == "mark" and scene.norm(index) not in "#_@":
            break
        if scene.norm(index) in _HANDED_ON or is_published(scene, index) or is_told(scene, index):
            break
        if _ends_medium(scene, index, noun):
            break
        index += 1
    return index


def _ends_medium(scene: Scene, index: int, noun: int) -> bool:
    if scene.has_any(("cut", "relative", "that", "between", "pronoun", "opener", "by", "double"), index):
        return True
    if scene.is_finite(index) or scene.verbs(index):
        return True
    if not scene.has("prep", index):
        return False
    if is_post(scene, noun):
        return index + 1 not in scene.opens and medium(scene, index + 1) != "channel" and not is_outlet(scene, index + 1)
    return True


def occasion_end(scene: Scene, noun: int, stop: int) -> int:
    """Where an occasion ends: its places, partners and relative clauses belong to it, the audience does not."""
    index, clause = noun + 1, False
    while index < stop:
        quote = scene.opens.get(index)
        if quote is not None and quote.closed and scene.quote_words(quote) < 6:
            index = scene.index_after(quote.stop)
            continue
        if scene.words[index].kind == "mark" and scene.norm(index) not in "#_@":
            break
        if scene.has_any(("that", "opener", "by", "double"), index) or is_told(scene, index):
            break
        if scene.norm(index) in _INSTEAD or scene.norm(index + 1) in _INSTEAD or is_relayed(scene, index):
            break
        verb = scene.is_finite(index) or bool(scene.verbs(index))
        if verb and (clause or not _describes(scene, index, noun)):
            break
        clause = clause or verb
        index += 1
    return index


def _describes(scene: Scene, index: int, noun: int) -> bool:
    """Whether a verb begins a clause about the occasion itself («مقابلة أجرتها معه صحيفة», «الاجتماع الذي عقد»)."""
    norm = scene.norm(index)
    return scene.has("relative", index - 1) or (index <= noun + 3 and norm.endswith(forms("clitics", "own")))


def is_relayed(scene: Scene, index: int) -> bool:
    """«نقلته», «أوردتها»: a verb that hands on what stands before it."""
    if any(form.enclitic and form.frame.stance == "relay" for form in scene.verbs(index)):
        return True
    return scene.norm(index) in _HANDED_ON and is_outlet(scene, index + 1)


__all__ = ["is_relayed", "medium_end", "occasion_end"]
