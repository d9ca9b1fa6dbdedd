"""From a cue to a draft: what all rules share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from musnad.find.asides import is_none_of, own_aside
from musnad.find.complements import Found
from musnad.find.contents import content_stop, ends_at, form_of, words_span
from musnad.find.cues import CueForm
from musnad.find.drafts import Draft
from musnad.find.ends import opening_of
from musnad.find.phrases import subject_behind
from musnad.find.scene import Scene
from musnad.find.spoken import is_spoken
from musnad.records import Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms
from musnad.text.quotes import Quote

#: A name may begin so many words before a word of it.
NAMES = 4
_DAMMA = "\N{ARABIC DAMMA}"
_AND, _WHAT = fold_key("و"), fold_key("ما")
_JUSSIVE = frozenset(forms("function_words", "jussive"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule looks: the scene, a word, and the unit with its bounds."""

    scene: Scene
    index: int
    unit: int
    first: int
    stop: int


Rule: TypeAlias = Callable[[Place], Draft | None]


def active_forms(place: Place, relay: bool = False) -> list[CueForm]:
    """Readings of the word as an active reporting verb; a damma on the first letter marks the passive, which hands on as well
    («نُقل عن فلان قوله»)."""
    word = place.scene.words[place.index]
    forms = place.scene.verbs(place.index)
    if not forms or (not relay and _DAMMA in place.scene.view.text[word.start : word.start + 2 + len(forms[0].conjunction)]):
        return []
    if place.scene.view.text[word.stop - 1] == "\N{ARABIC LETTER TEH MARBUTA}":
        forms = tuple(form for form in forms if not form.enclitic)
    if place.scene.norm(place.index - 1).removeprefix(_AND) not in _JUSSIVE:
        forms = tuple(form for form in forms if form.tense != "jussive")
    if is_none_of(place.scene, place.index - 1) or _is_in_name(place.scene, place.index):
        return []
    if place.scene.has("noun-before", place.index - 1):
        forms = tuple(form for form in forms if form.person != "3ms" or form.tense != "past" or form.conjunction)
    return [form._replace(tense="present") if form.tense == "jussive" else form for form in forms if form.tense != "participle"]


def _is_in_name(scene: Scene, index: int) -> bool:
    """«الطيب لوح»: whether a word belongs to somebody's name that begins before it."""
    return any(scene.persons.get(first, first) > index for first in range(index - NAMES, index))


def build(place: Place, form: CueForm, found: Found, rule: str) -> Draft | None:
    """A draft with its content; None where nothing is left of it."""
    scene = place.scene
    negated = is_negated(scene, place.index, form)
    if found.quote is not None:
        return _quoted(place, form, found, rule, negated)
    stop = content_stop(scene, found.first, place.stop, opening_of(scene, found.kind, place.index, form))
    if stop <= found.first:
        return None
    stop, pieces = _pieces(place, form, found, stop)
    kind, told = found.kind, form_of(scene, found.first, stop)
    if found.lead == "colon" and is_spoken(scene, found.first, stop):
        kind, told = "quote", "direct"
    return Draft(
        pieces, told, kind, rule, place.unit, found.first, stop, place.index, form, negated=negated, margin=found.margin,
    )  # fmt: skip


def is_negated(scene: Scene, index: int, form: CueForm) -> bool:
    """Whether a cue is denied by the word before it; «ما وصفه ب» tells what he called it."""
    if not scene.has("negation", index - 1):
        return False
    return scene.norm(index - 1) != _WHAT or not (form.enclitic or scene.has_any(("prep", "by"), index - 2))


def _pieces(place: Place, form: CueForm, found: Found, stop: int) -> tuple[int, tuple[Span, ...]]:
    """A content and where it ends, in two pieces where «، بحسب تعبيره،» stands between them."""
    scene, whole = place.scene, (words_span(place.scene, found.first, stop),)
    behind = own_aside(scene, stop)
    if behind is None or behind >= place.stop or ends_at(scene, behind, found.first, place.stop):
        return stop, whole
    end = content_stop(scene, behind, place.stop, opening_of(scene, found.kind, place.index, form))
    return (end, (*whole, words_span(scene, behind, end))) if end > behind else (stop, whole)


def _quoted(place: Place, form: CueForm, found: Found, rule: str, negated: bool) -> Draft:
    scene, quote = place.scene, found.quote
    assert quote is not None
    pieces = (inner_span(scene, quote),)
    after = scene.index_after(quote.inner_stop)
    return Draft(pieces, "direct", "quote", rule, place.unit, found.first, after, place.index, form, negated=negated)


def inner_span(scene: Scene, quote: Quote) -> Span:
    """What stands inside the marks, a full stop at its end left out."""
    stop = quote.inner_stop
    while stop > quote.inner_start and scene.view.text[stop - 1] in " .،,\n":
        stop -= 1
    start = quote.inner_start
    while start < stop and scene.view.text[start].isspace():
        start += 1
    return Span(start, stop)


def phrase(scene: Scene, first: int, stop: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `first`, before `stop`."""
    if first >= stop:
        return None
    return subject_behind(scene, first, stop)
