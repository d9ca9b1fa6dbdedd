"""Noun phrases of a sentence that may be the one who speaks in it: at the cue, cut in all ways, and at the sentence's head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from musnad.find.asides import is_own_wording
from musnad.find.audiences import attached_for
from musnad.find.complements import OBJECT
from musnad.find.drafts import Draft
from musnad.find.names import is_name_word
from musnad.find.objects import cut_object, is_attached, is_same
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.find.subjects import antecedent, subject_before
from musnad.text.lexicon import forms

#: The rules' cut otherwise, the document itself, what a relative pronoun goes back to, what stands before the cue, right
#: behind it though it looks like no subject, at the head of its sentence.
PhraseKind: TypeAlias = Literal["shorter", "longer", "paper", "relative", "before", "behind", "head"]
#: So many words a phrase is cut longer at most, so many words are looked through for the head of a sentence.
LONGEST, FAR = 12, 40
_ADJECTIVE = forms("clitics", "nisba")
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_NO_END = ("prep", "that", "relative", "opener", "cut", "double")
_NO_START = ("prep", "that", "relative", "opener", "cut", "double", "by", "negation", "pronoun")
_PASSED = ("between", "audience")


def phrase_spans(scene: Scene, draft: Draft) -> Iterator[tuple[PhraseKind, tuple[int, int]]]:
    """Noun phrases other than the one that the rules take, as word ranges with their kinds."""
    subject = draft.issuer or draft.subject
    if subject is not None:
        yield from _cuts(scene, subject, draft)
    if draft.document and draft.subject is not None:
        yield "paper", draft.subject
    if draft.cue is None or draft.cue_form is None or draft.cue_form.tense == "noun":
        return
    first, _ = scene.units[draft.unit]
    if subject is None or subject[0] < draft.cue:
        yield from _behind(scene, draft, draft.cue)
    if subject is None or subject[0] > draft.cue:
        yield from _before(scene, first, draft.cue)


def _cuts(scene: Scene, subject: tuple[int, int], draft: Draft) -> Iterator[tuple[PhraseKind, tuple[int, int]]]:
    """The same phrase with all other ends at which one may end."""
    first, end = subject
    bound = draft.first if draft.first > first else draft.stop + LONGEST
    limit = min(len(scene.words), end + LONGEST, bound, scene.units[draft.unit][1])
    ends = {cut_object(scene, first, end)} | {at for at in range(first + 1, end) if _may_end(scene, at)}
    object_ = draft.cue_form is not None and draft.cue_form.frame.addressee == OBJECT
    ends = {stop for stop in ends if object_ or not _is_described(scene, stop)}
    for stop in sorted(stop for stop in ends if first < stop < end and not _is_open(scene, first, stop)):
        yield "shorter", (first, stop)
    found = set()
    at = end
    while at < limit and not _is_wall(scene, at) and not (at == end and scene.has("when", at)):
        at += 1
        if _may_end(scene, at) or at == limit:
            found.add(at)
    if end < limit and not _is_wall(scene, end) and not scene.has("when", end):
        found |= {end + 1, noun_phrase_end(scene, end + 1, limit)}
    for stop in sorted(stop for stop in found if stop > end and not _dangles(scene, stop - 1)):
        if not _is_open(scene, first, stop):
            yield "longer", (first, stop)


def _is_described(scene: Scene, at: int) -> bool:
    """Whether a word with the article that ends like an adjective goes on with one («الأنباء السورية الرسمية»)."""
    norm, news = scene.norm(at), scene.news
    return news.is_definite(norm) and norm.endswith(_ADJECTIVE) and news.is_definite(scene.norm(at - 1))


def _is_wall(scene: Scene, at: int) -> bool:
    """Whether no phrase goes on over a word; nor over a comma before a circumstance («المدير، بحسب الوكالة»)."""
    if scene.is_soft(at) and scene.has("cut", at + 1):
        return True
    return scene.has("that", at) or scene.norm(at) in (":", ".", "؟", "!") or scene.within[at] >= 0 or attached_for(scene, at)


def _may_end(scene: Scene, at: int) -> bool:
    """Whether a phrase may end before a word: a particle, a mark, a verb, a name, or behind a name."""
    if _dangles(scene, at - 1) or is_same(scene, at):
        return False
    if at >= len(scene.words) or at in scene.behind_name or at in scene.named or scene.words[at].kind != "arabic":
        return True
    if scene.news.is_definite(scene.norm(at - 1)) and not scene.news.is_definite(scene.norm(at)):
        return True
    if scene.norm(at - 1).endswith(_ADJECTIVE) and not scene.norm(at).endswith(_ADJECTIVE):
        return True
    return scene.has_any(_NO_END, at) or bool(scene.verbs(at)) or scene.is_finite(at) or is_attached(scene, at)


def _is_open(scene: Scene, first: int, stop: int) -> bool:
    """Whether a bracket or a quotation that begins in a phrase is cut by its end."""
    depth = 0
    for at in range(first, stop):
        depth += (scene.norm(at) in _OPENING) - (scene.norm(at) in _CLOSING)
        if at in scene.opens and scene.opens[at].closed and scene.opens[at].stop > scene.words[stop - 1].stop:
            return True
    return depth > 0


def _dangles(scene: Scene, at: int) -> bool:
    """Whether no phrase ends with a word."""
    if scene.words[at].kind == "mark":
        return scene.words[at].stop not in scene.closes and scene.norm(at) not in _CLOSING
    return scene.has_any(_NO_END, at)


def _behind(scene: Scene, draft: Draft, cue: int) -> Iterator[tuple[PhraseKind, tuple[int, int]]]:
    """What stands right behind a verb, though its first word looks like none that begins a subject."""
    stop = draft.first if draft.first > cue else min(draft.stop + LONGEST, scene.units[draft.unit][1])
    at = cue + 1
    while at < stop and (scene.has_any(_PASSED, at) or scene.is_soft(at) or attached_for(scene, at)):
        at += 1
    if at >= stop or scene.has_any(_NO_START, at) or (scene.words[at].kind == "mark" and at not in scene.opens):
        return
    if is_own_wording(scene, at) or draft.rule == "relay":  # «ونقل عنه قوله إن», «ونقلت رويترز عنه قوله إن»
        return
    end = noun_phrase_end(scene, at, stop)
    if end > at:
        yield "behind", (at, end)
        yield from (("behind", (at, other)) for other in range(at + 1, end) if _may_end(scene, other))


def _before(scene: Scene, first: int, cue: int) -> Iterator[tuple[PhraseKind, tuple[int, int]]]:
    """What a relative pronoun goes back to, the subject before the verb, and the phrase at the head of the sentence."""
    relative = antecedent(scene, first, cue) or _described(scene, first, cue)
    if relative is not None:
        yield "relative", relative
    before = subject_before(scene, first, cue)
    if before is not None:
        yield "before", before
    head = _head(scene, first, cue)
    if head is not None:
        yield "head", head


def _described(scene: Scene, first: int, cue: int) -> tuple[int, int] | None:
    """An indefinite noun, with its adjectives, right before a verb that describes it («تقارير أشارت», «مسيرات تطالب»)."""
    for at in range(max(first, cue - 3), cue):
        if starts_phrase(scene, at) and not scene.news.is_definite(scene.norm(at)) and noun_phrase_end(scene, at, cue) == cue:
            return (at, cue) if not is_name_word(scene.news, scene.norm(at)) else None
    return None


def _head(scene: Scene, first: int, cue: int) -> tuple[int, int] | None:
    """The noun phrase at the head of a clause that has no verb before the cue («لكن بعض المسؤولين اعترفوا»)."""
    start = next((at for at in range(cue - 1, max(first, cue - FAR) - 1, -1) if scene.has("opener", at)), first - 1) + 1
    while start < cue and scene.is_soft(start):
        start += 1
    if start >= cue or scene.has_any(_NO_START, start) or any(scene.is_plain_verb(at) for at in range(start, cue)):
        return None
    end = noun_phrase_end(scene, start, cue)
    return (start, end) if end > start else None


__all__ = ["PhraseKind", "phrase_spans"]
