"""Who is told: the press, an outlet or a gathering beside a statement, or whom a talk or a letter is for."""

from __future__ import annotations

from musnad.find.attached import outlet_names
from musnad.find.media import is_outlet
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.find.words import ARTICLE
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_FOR = fold_key("ل")
_TO = forms("function_words", "full-preposition")[0]
_DIRECTED = frozenset(forms("circumstances", "directed"))
_THEM = frozenset(forms("circumstances", "told-them"))
_NO_ADJECTIVE = ("cut", "prep", "that", "relative", "opener", "by", "pronoun")
#: So many words may stand between a talk and whom it is for («تصريح خاص أدلى به لقناة»).
REACH = 4


def is_told(scene: Scene, index: int) -> bool:
    """«للصحفيين», «لوكالة», «لـ"سبق"», «لرويترز»: the press, or a known outlet, behind «ل»."""
    norm = scene.norm(index)
    if scene.has("audience", index):
        return True
    if not norm.startswith(_FOR):
        return False
    if norm == _FOR:
        return index + 1 < len(scene.words) and (index + 1 in scene.opens or is_outlet(scene, index + 1))
    known = scene.known.get(index)
    if known is not None:
        return known.kind in ("agency", "channel") and known.clitics.startswith(_FOR)
    if norm[1:] in outlet_names():
        return True
    return is_outlet(scene, index, norm[1:]) or (norm.startswith(_FOR + _FOR) and is_outlet(scene, index, norm[2:]))


def is_public(scene: Scene, index: int, stop: int) -> bool:
    """Whether «أمام» stands before somebody who listens: people or a body, no place."""
    if index >= stop or not starts_phrase(scene, index):
        return False
    counts = scene.news.of(scene.norm(index))
    known = scene.known.get(index)
    return counts.after_m + counts.after_f > 2 or (known is not None and known.kind == "body")


def directed(scene: Scene, noun: int, bare: str, stop: int, spoken: bool) -> tuple[int, int] | None:
    """Whom a talk or a letter is for («في تصريح خاص لهسبريس», «في رسالة إلى الطلاب»), whatever the name.

    `bare` is its noun without the article; `spoken`: a noun phrase at the cue tells who speaks. Where none does, a person
    there is who speaks («في تصريح للوزير»).
    """
    if bare not in _DIRECTED:
        return None
    at, limit = noun + 1, min(stop, noun + REACH)
    while at < limit and not _is_for(scene, at):
        if scene.words[at].kind != "arabic" or scene.has_any(_NO_ADJECTIVE, at) or scene.is_finite(at):
            return None
        at += 1
    first = at + (scene.norm(at) in (_FOR, _TO))
    if at >= limit or first >= stop or (not spoken and _is_somebody(scene, first)):
        return None
    if scene.words[first].kind == "mark" and first not in scene.opens:
        return None
    return at, max(first + 1, noun_phrase_end(scene, first, stop))


def _is_for(scene: Scene, index: int) -> bool:
    """Whether a word is «ل» or «إلى», or begins with «ل», and is neither «له» nor an everyday word with that letter."""
    norm = scene.norm(index)
    if norm in (_FOR, _TO):
        return True
    return norm.startswith(_FOR) and len(norm) > 3 and norm not in _THEM and not scene.has_any(("prep", "cut"), index)


def _is_somebody(scene: Scene, index: int) -> bool:
    """Whether a word, «ل» before it or not, is the head of a phrase for a person."""
    norm = scene.norm(index)
    bare = {norm, norm.removeprefix(ARTICLE), norm[1:], norm[2:]}
    return index in scene.persons or any(bare & scene.news.classes[name] for name in ("role", "title", "unnamed"))


__all__ = ["directed", "is_public", "is_told"]
