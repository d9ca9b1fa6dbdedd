"""Who is told: «للصحفيين», «لوكالة الأنباء», «لرويترز», an outlet of no table behind a verb of saying."""

from __future__ import annotations

from musnad.find.attached import outlet_names
from musnad.find.scene import LONG_QUOTE, Scene
from musnad.text.fold import fold_key

_FOR, _FOR_THE, _IN = fold_key("ل"), fold_key("لل"), fold_key("في")


def is_kind(scene: Scene, index: int, name: str) -> bool:
    """Whether a word is of a class, with the article or without."""
    norm = scene.norm(index)
    forms = scene.news.classes[name]
    return norm in forms or (scene.news.is_definite(norm) and norm[2:] in forms)


def is_audience(scene: Scene, index: int) -> bool:
    """Whether a word names who is told: «للصحفيين», «لوكالة», «لـ"سبق"», «لرويترز»."""
    norm = scene.norm(index)
    if scene.has("audience", index):
        return True
    if norm == _FOR:
        return True
    outlets = scene.news.classes["outlet"]
    if not norm.startswith(_FOR) or scene.words[index].kind != "arabic":
        return False
    if norm[1:] in outlets or (norm.startswith(_FOR_THE) and norm[2:] in outlets):
        return True
    return attached_for(scene, index)


def _is_unknown_outlet(scene: Scene, index: int) -> bool:
    """Whether «ل» and a word of no table stand between a verb of saying and a role or source: who is told
    («كشف لهسبريس مصدر»)."""
    norm, news = scene.norm(index), scene.news
    if not scene.verbs(index - 1) or index in scene.persons or norm in news.counts:
        return False
    if norm[1:] in news.verbs or norm[1:] in news.verbal_nouns:
        return False
    behind = scene.named.get(index, index + 1)
    return is_kind(scene, behind, "role") or is_kind(scene, behind, "unnamed") or scene.has("title", behind)


def attached_for(scene: Scene, index: int) -> bool:
    """Whether a word names an outlet that is told, «ل» written onto it («لرويترز»)."""
    if not scene.norm(index).startswith(_FOR):
        return False
    return scene.norm(index)[1:] in outlet_names() or _is_unknown_outlet(scene, index)


def audience_end(scene: Scene, index: int, stop: int) -> int:
    """Where a phrase that names who is told ends, which begins at a word: with the name that was found there, with an outlet's
    own one word, else before a comma, a clause or a circumstance."""
    quote = scene.opens.get(index + 1)
    if quote is not None and quote.closed and scene.norm(index) == _FOR:
        return scene.index_after(quote.stop)
    outlet = attached_for(scene, index)
    if scene.named.get(index, 0) > index + 1 or (outlet and index in scene.named):
        return _past_adjectives(scene, min(scene.named[index], stop), stop)
    if outlet:
        return index + 1
    if index + 1 in scene.named and index + 1 not in scene.persons:
        return _past_adjectives(scene, min(scene.named[index + 1], stop), stop)
    return _phrase_end(scene, index + 1, stop)


def _past_adjectives(scene: Scene, index: int, stop: int) -> int:
    """The first word that is no adjective of the name before it («لوكالة الأنباء الرسمية»)."""
    news = scene.news
    while index < stop and (scene.norm(index)[2:] in news.nationalities or scene.has("adjective", index)):
        index += 1
    return index


def _phrase_end(scene: Scene, index: int, stop: int) -> int:
    """Where a short noun phrase ends: before a comma, a clause, a circumstance or a preposition of place and time."""
    while index < stop:
        norm = scene.norm(index)
        quote = scene.opens.get(index)
        if quote is not None and scene.quote_words(quote) < LONG_QUOTE:
            index = scene.index_after(quote.stop)
            continue
        if scene.words[index].kind == "mark" and norm not in "#_":
            break
        if scene.has("cut", index) or scene.has("relative", index) or scene.has("that", index) or scene.verbs(index):
            break
        if scene.has("prep", index) and scene.norm(index + 1) not in scene.news.classes["outlet"] and norm == _IN:
            break
        index += 1
    return index


__all__ = ["attached_for", "audience_end", "is_audience", "is_kind"]
