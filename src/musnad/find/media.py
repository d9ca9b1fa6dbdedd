"""What carries words: documents, channels, platforms and outlets, and who hands a document on."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias

from musnad.find.attached import outlet_names
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.find.words import ARTICLE
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table

Medium: TypeAlias = Literal["document", "channel", "occasion", ""]
_AND = fold_key("و")
_PLATFORM = frozenset(forms("circumstances", "platform"))
_WRITING = frozenset(forms("circumstances", "writing"))
_GATHERING = frozenset(forms("circumstances", "gathering"))
_HANDED_ON = frozenset(forms("circumstances", "handed-on"))
_PUBLISHED = frozenset(forms("circumstances", "published"))
_WAYS = frozenset(forms("function_words", "by-way-of"))


def medium(scene: Scene, index: int, norm: str | None = None) -> Medium:
    """What a word names that words can go through: a document, a channel, an occasion, or nothing of these."""
    word = scene.norm(index) if norm is None else norm
    plain = word[2:] if scene.news.is_definite(word) else word
    classes = scene.news.classes
    if plain in classes["channel"] or plain in _PLATFORM or word in _PLATFORM:
        return "document" if plain in classes["document"] and plain not in _ACCOUNTS else "channel"
    if plain in classes["document"] or plain in _WRITING:
        return "document"
    if word in classes["occasion"] or plain in classes["occasion"] or plain in _GATHERING:
        return "occasion"
    known = scene.known.get(index)
    return "channel" if known is not None and known.kind in ("agency", "channel") and norm is None else ""


_ACCOUNTS = frozenset(forms("circumstances", "account"))


def is_outlet(scene: Scene, index: int, norm: str | None = None) -> bool:
    """Whether a word begins the name of an agency, an outlet or a channel."""
    word = scene.norm(index) if norm is None else norm
    plain = word[2:] if scene.news.is_definite(word) else word
    if any(plain in scene.news.classes[name] for name in ("outlet", "agency")) or plain in _outlets():
        return True
    known = scene.known.get(index)
    return known is not None and known.kind in ("agency", "channel") and norm is None


@cache
def _outlets() -> frozenset[str]:
    """Names of outlets of one word: those that are no everyday word, and short ones in Latin letters («CNN», «afp»)."""
    names = (fold_key(row["form"]) for row in table("agencies") if row["kind"] != "general")
    return outlet_names() | {name for name in names if name.isascii() and " " not in name}


def handed_by(scene: Scene, index: int, stop: int) -> tuple[int, int] | None:
    """Word range of who hands on the document that ends before `index`: «بثه التلفزيون», «منشور على موقعه»."""
    if scene.norm(index) in _HANDED_ON and index + 1 < stop:
        first = index + 1
        while first < stop and scene.has("between", first):
            first += 1
        if first < stop and is_outlet(scene, first) and starts_phrase(scene, first):
            return first, max(noun_phrase_end(scene, first, stop), first + 1)
    return None


def parts_by_outlet(scene: Scene, first: int, stop: int) -> list[tuple[int, int]]:
    """Word ranges of a relay's phrase, cut where «و» joins another outlet or channel («صحيفة … وقناة …»)."""
    cuts = [at for at in range(first + 1, stop) if _begins_outlet(scene, at)]
    return list(pairwise((first, *cuts, stop)))


def _begins_outlet(scene: Scene, index: int) -> bool:
    """Whether a word is «و» with the noun of an outlet or a channel, or with a known one's name."""
    norm = scene.norm(index)
    if not norm.startswith(_AND) or len(norm) < 4:
        return False
    known = scene.known.get(index)
    classes = scene.news.classes
    return norm[1:] in classes["outlet"] or norm[1:] in classes["channel"] or (
        known is not None and known.kind in ("agency", "channel") and known.clitics == _AND
    )


def is_post(scene: Scene, index: int) -> bool:
    """Whether a word names a channel or a post on one («حسابه», «تغريدة»): the platform is part of its phrase."""
    return medium(scene, index) == "channel" or scene.norm(index).removeprefix(ARTICLE) in scene.news.classes["channel"]


def is_published(scene: Scene, index: int) -> bool:
    """«منشور على»: a participle that leads from a document to where it was published."""
    return scene.norm(index) in _PUBLISHED and scene.norm(index + 1) in _WAYS


__all__ = ["Medium", "handed_by", "is_outlet", "is_post", "is_published", "medium", "parts_by_outlet"]
