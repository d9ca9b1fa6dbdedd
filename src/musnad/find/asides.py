"""What stands beside the words of a statement: the speaker's own wording, a wish not to be named, a clause in front."""

from __future__ import annotations

from bisect import bisect_right

from musnad.find.cues import CueForm
from musnad.find.scene import Scene
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_OWN, _WORDING = forms("clitics", "possessive"), frozenset(forms("circumstances", "wording"))
_AND, _SO, _IN, _ON = fold_key("و"), fold_key("ف"), fold_key("في"), forms("function_words", "on")[0]
_THAT = frozenset(fold_key("أن ما").split())
_THEN = frozenset(forms("function_words", "then"))
_WITHHELD, _IDENTITY = frozenset(forms("circumstances", "withheld")), frozenset(forms("circumstances", "identity"))
_NONE_OF = frozenset(forms("circumstances", "none-of"))
_FRONTS_CLAUSE, _FRONTS = frozenset(forms("circumstances", "fronts-clause")), frozenset(forms("circumstances", "fronts"))
_IN_TIME = frozenset(forms("circumstances", "fronts-in"))
#: So many words may stand between what leads to a clause in front and its noun that reports.
FRONT = 6


def is_extent(scene: Scene, index: int) -> bool:
    """«على حد قوله», «على حد وصف النائب»: the words are somebody's own."""
    if scene.norm(index) != _ON or not scene.has("extent", index + 1):
        return False
    return is_own_wording(scene, index + 2) or scene.norm(index + 2) in _WORDING


def is_own_wording(scene: Scene, index: int) -> bool:
    """«تعبيره», «قولها»: the speaker's own words."""
    norm = scene.norm(index)
    return any(norm.endswith(own) and norm.removesuffix(own) in _WORDING for own in _OWN)


def own_aside(scene: Scene, index: int) -> int | None:
    """Where «، بحسب تعبيره،» or «، على حد قوله،» ends that begins with a comma at a word: the word behind its second comma.

    None where there is no such aside.
    """
    if not scene.is_soft(index):
        return None
    at = index + 1
    after = at + 3 if is_extent(scene, at) else at + 2 if scene.has("by", at) else None
    if after is None or not is_own_wording(scene, after - 1) or not scene.is_soft(after):
        return None
    return after + 1


def is_withheld(scene: Scene, index: int) -> bool:
    """«عدم ذكر اسمه», «عدم الكشف عن هويته»: who speaks wants no name, which is no demand told of anybody."""
    if scene.norm(index) not in _NONE_OF or scene.norm(index + 1) not in _WITHHELD:
        return False
    return any(scene.norm(at) in _IDENTITY for at in range(index + 2, index + 4))


def is_none_of(scene: Scene, index: int) -> bool:
    """Whether the word leads to a verbal noun («عدم نشر الصور»), whatever verb is written like it."""
    return scene.norm(index) in _NONE_OF


def is_fronted(scene: Scene, cue: int, form: CueForm | None) -> bool:
    """Whether a cue stands in a clause in front of its sentence («بعد أن قال …، عادت», «وسط توقعات بأن …، أغلقت»)."""
    number = bisect_right(scene.units, (cue, len(scene.words))) - 1
    if form is None or number < 0:
        return False
    first = scene.units[number][0]
    if form.tense == "noun":
        return _fronts_noun(scene, first, cue)
    return form.tense in ("past", "present") and _fronts_verb(scene, first, cue)


def _fronts_noun(scene: Scene, first: int, cue: int) -> bool:
    if cue - first > FRONT or not (_bare(scene, first) in _FRONTS or scene.norm(first).removeprefix(_AND) == _IN):
        return False
    return not any(scene.is_finite(at) or scene.words[at].kind == "mark" for at in range(first + 1, cue))


def _fronts_verb(scene: Scene, first: int, cue: int) -> bool:
    lead = _bare(scene, first)
    if lead in _FRONTS_CLAUSE:
        return cue == first + 1
    if lead in _FRONTS:
        return cue == first + 2 and scene.norm(first + 1) in _THAT
    in_time = lead == _IN and scene.norm(first + 1) in _IN_TIME
    return in_time and cue in (first + 2, first + 3) and (cue == first + 2 or scene.has("relative", first + 2))


def _bare(scene: Scene, index: int) -> str:
    """A word without the conjunction before it."""
    norm = scene.norm(index)
    if norm in _FRONTS or norm in _FRONTS_CLAUSE:
        return norm
    return norm[1:] if norm.startswith((_AND, _SO)) and len(norm) > 2 else norm


def is_main_clause(scene: Scene, index: int) -> bool:
    """Whether the sentence that a clause stood in front of begins here: behind a comma, a finite verb or «فإن»."""
    if not scene.is_soft(index - 1) or scene.within[index] >= 0:
        return False
    return scene.norm(index) in _THEN or (scene.is_finite(index) and not scene.norm(index).startswith(_AND))


__all__ = ["is_extent", "is_fronted", "is_main_clause", "is_none_of", "is_own_wording", "is_withheld", "own_aside"]
