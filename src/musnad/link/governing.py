"""Who acts in the sentence that a participle, or a further verb, hangs on, where that sentence's own verb is no cue."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.find.drafts import Draft
from musnad.find.names import is_name_word
from musnad.find.objects import cut_object, is_attached, is_indefinite_object, is_led
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.find.words import ARTICLE
from musnad.text.fold import fold_key

_AND, _NOMINATIVE, _OBLIQUE = fold_key("و"), fold_key("ون"), fold_key("ين")
_WITH, _WILL = fold_key("ب"), fold_key("س")
_WITH_THE = _WITH + ARTICLE
#: How the table of verbs tells a present form.
PRESENT = "present"
#: Who acts is looked for in so many words: a sentence of thousands is none, and time must stay linear.
FAR = 120
_NOT_ACTS = ("role", "title", "prep", "cut", "that", "opener", "outlet", "unnamed", "relative", "negation", "pronoun", "document")


def governing(scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """The subject of the clause that a statement hangs on («شكر الوزير الوفد … مؤكداً»), the nearest that can speak."""
    if draft.cue_form is None or draft.cue is None:
        return None
    if draft.cue_form.tense == "noun" and not draft.cue_form.enclitic:
        return None
    told = draft.cue_form.conjunction or draft.cue_form.enclitic or "document" in draft.cue_form.frame.notes
    if draft.cue_form.tense != "participle" and not told:
        return None
    return next(acting(scene, max(scene.units[draft.unit][0], draft.cue - FAR), draft.cue), None)


def acting(scene: Scene, first: int, stop: int, anywhere: bool = False) -> Iterator[tuple[int, int]]:
    """Subjects of the clauses between two words, the last first: those that can speak.

    `anywhere`: of verbs that stand behind something else in their clause too.
    """
    for at in range(stop - 1, first - 1, -1):
        if scene.within[at] >= 0 or not (_is_head(scene, at, first) or (anywhere and acts(scene, at))):
            continue
        found = _subject_at(scene, at, first, stop)
        if found is not None:
            yield found


def _is_head(scene: Scene, at: int, first: int) -> bool:
    """Whether a clause may begin at a word: the sentence does, a comma or connective stands before it, or «و» on it."""
    return at == first or scene.is_soft(at - 1) or scene.has("opener", at - 1) or scene.norm(at)[:1] == _AND


def _subject_at(scene: Scene, at: int, first: int, cue: int) -> tuple[int, int] | None:
    if not (scene.is_finite(at) or at == first or acts(scene, at)):
        return None
    start = _subject_start(scene, at, first)
    if start is None or start >= cue or is_led(scene, start) or not starts_phrase(scene, start):
        return None
    if start + 1 < cue and scene.words[start + 1].kind == "number":  # «عام 1889»
        return None
    end = cut_object(scene, start, noun_phrase_end(scene, start, cue))
    if not scene.has("unnamed", start):
        role = scene.has("role", start) or scene.has("title", start)
        end = next((index for index in range(start + 1, end) if _ends(scene, index, role)), end)
    norm = scene.norm(start)
    if norm.removeprefix(ARTICLE) in scene.news.verbal_nouns and scene.news.of(norm).after_m + scene.news.of(norm).after_f < 3:
        return None
    return (start, end) if end > start and scene.news.can_speak(norm) else None


def acts(scene: Scene, at: int) -> bool:
    """Whether a word is a verb by who stands behind it («قدّم بوتين», «أكمل المدرب»): no name or function word itself."""
    norm, behind = scene.norm(at), scene.norm(at + 1)
    if _is_future(scene, norm):
        return True
    if scene.words[at].kind != "arabic" or scene.news.is_definite(norm) or at in scene.known:
        return False
    if scene.news.is_given_name(norm) or scene.has_any(_NOT_ACTS, at):
        return False
    if is_name_word(scene.news, norm):
        return scene.has("title", at + 1)
    if scene.news.is_family_name(behind) and not scene.news.is_definite(behind):
        return True
    return scene.news.is_given_name(behind) or _is_agent(scene, at + 1) or _is_nominative(scene, behind)


def _is_future(scene: Scene, norm: str) -> bool:
    """Whether a word is a present verb with the particle of the future («ستغلق»)."""
    return norm.startswith(_WILL) and PRESENT in scene.news.verbs.get(norm[1:], "") and not scene.news.of(norm).article


def _ends(scene: Scene, index: int, role: bool) -> bool:
    """Whether the subject of a verb ends before a word: a preposition, or an object («منظمة العفو تقريرا»).

    `role`: whether it is somebody by a role, which may be told by «ب» («المتحدث بالوزارة»).
    """
    if scene.has("prep", index) or _is_with(scene, index) or is_indefinite_object(scene, index):
        return True
    return not role and scene.norm(index).startswith(_WITH_THE) and is_attached(scene, index)


def _is_with(scene: Scene, index: int) -> bool:
    """Whether a word is an object led by «ب» («بتعليقات»)."""
    return scene.norm(index).startswith(_WITH) and is_attached(scene, index) and not scene.norm(index).startswith(_WITH_THE)


def _is_nominative(scene: Scene, norm: str) -> bool:
    """Whether a word is a masculine plural that is a subject by its ending («المغردون»)."""
    stem = norm.removeprefix(ARTICLE).removesuffix(_NOMINATIVE)
    return norm.startswith(ARTICLE) and norm.endswith(_NOMINATIVE) and stem + _OBLIQUE in scene.news.counts


def _is_agent(scene: Scene, index: int) -> bool:
    """Whether a word names somebody by a role with the article."""
    norm = scene.norm(index)
    return scene.has("title", index) or (scene.news.is_definite(norm) and norm[2:] in scene.news.classes["role"])


def _subject_start(scene: Scene, at: int, first: int) -> int | None:
    """Where the subject of a clause begins: behind its verb, or at its head where no verb stands there."""
    norm = scene.norm(at)
    if (
        acts(scene, at)
        or (scene.is_finite(at) and not scene.has("role", at))
        or (norm.startswith(_AND) and not scene.news.is_given_name(norm))
    ):
        return at + 1 if not scene.has("prep", at) and not scene.has("cut", at) else None
    while at == first and (scene.has("opener", at) or scene.is_soft(at) or scene.has("kana", at)):
        at = first = at + 1
    return at if not scene.has("prep", at) else None


__all__ = ["acting", "acts", "governing"]
