"""Where a content ends, as a choice: every place where it may end, and what speaks for each.

The rules give one end; the learned decision `ends` chooses among it and the others: commas, full stops, the reporter's own
verbs, relative clauses, circumstances. Each option is told by the words around it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from musnad.find.asides import is_fronted
from musnad.find.cues import CueForm
from musnad.find.kin import kin_of
from musnad.find.scene import Scene
from musnad.records import Complement
from musnad.text.fold import fold_key

#: The name of the model.
MODEL = "ends"
#: No more options than this, in the order of the text: a line without an end stays cheap.
MOST = 40
#: Nothing ends further behind its beginning than so many words, unless the rules say so.
LONGEST = 150
_AND, _FOR, _M, _HEH, _ALEF = fold_key("و"), fold_key("ل"), fold_key("م"), fold_key("ه"), "\N{ARABIC LETTER ALEF}"
_HARD = frozenset(".؟?!؛;…:")
_CLOSING = frozenset("\"”»')]")
#: A stretch behind an end is looked at for so many words.
STRETCH = 30
_FUTURE = fold_key("س")
#: Classes of words before which a content may end with no mark between.
_BREAKS = ("end", "cut", "relative", "opener", "by", "by-ma", "relay-noun", "as", "jussive", "pronoun", "which")


class Opening(NamedTuple):
    """How a content begins: what its cue is, what kind of complement it is, and whether it stands in front of its sentence."""

    kind: Complement = "clause"
    cue: str = "by"
    subordinate: bool = False
    fronted: bool = False


class End(NamedTuple):
    """An option: the content's words end before `stop`; `features` speak for or against it."""

    stop: int
    features: tuple[str, ...]


class Ruled(NamedTuple):
    """The rules' end; nothing ends later where it is sure."""

    stop: int
    sure: bool


def choose_end(scene: Scene, first: int, stop: int, ruled: Ruled, opening: Opening) -> int:
    """The end of a content that begins at word `first` in a unit that ends before word `stop`; `ruled` is the rules' end.

    Without the model, the rules' end.
    """
    model = scene.models.get(MODEL)
    if model is None or not first < ruled.stop <= first + LONGEST:
        return ruled.stop
    places = _places(scene, first, stop, ruled)
    if len(places) == 1:
        return ruled.stop
    return max(_told(scene, first, stop, places, opening), key=lambda end: model.score(end.features)).stop


def ends(scene: Scene, first: int, stop: int, ruled: Ruled, opening: Opening) -> list[End]:
    """The options, that of the rules first."""
    return list(_told(scene, first, stop, _places(scene, first, stop, ruled), opening))


def _places(scene: Scene, first: int, stop: int, ruled: Ruled) -> list[int]:
    """Before which words the content may end, that of the rules first."""
    stop = min(stop, first + LONGEST)
    places = [ruled.stop]
    for at in range(first + 1, (ruled.stop if ruled.sure else stop) + 1):
        if len(places) > MOST:
            break
        kept = _trimmed(scene, first, at)
        if kept > first and kept not in places and (at == stop or _may_end(scene, at)):
            places.append(kept)
    return places


def _told(scene: Scene, first: int, stop: int, places: Sequence[int], opening: Opening) -> Iterator[End]:
    """The options with their features."""
    stop = min(stop, first + LONGEST)
    commas = [at for at in range(first, stop) if scene.is_soft(at)]
    norms = list(map(scene.norm, range(first, max(places))))
    verb = next((at for at in range(first, max(places)) if scene.is_finite(at) and scene.within[at] < 0), stop)
    for at in places:
        yield End(at, tuple(_features(_Option(scene, first, at, stop, places[0], opening, commas, norms, verb))))


def _trimmed(scene: Scene, first: int, end: int) -> int:
    """Leave commas and points off the end."""
    while end > first + 1 and (scene.is_soft(end - 1) or scene.norm(end - 1) in _HARD):
        end -= 1
    return end


def _may_end(scene: Scene, at: int) -> bool:
    """Whether a content may end before a word."""
    norm = scene.norm(at)
    if scene.within[at] >= 0 and scene.within[at] == scene.within[at - 1]:
        return False
    if scene.is_soft(at) or norm in _HARD or scene.norm(at - 1) in _CLOSING:
        return True
    if scene.has_any(_BREAKS, at):
        return True
    return (norm.startswith(_AND) and scene.is_finite(at)) or any(
        form.tense == "participle" or form.conjunction for form in scene.verbs(at)
    )


class _Option(NamedTuple):
    """An end before word `at`, with what all ends share: commas, words up to the last of them, the first finite verb."""

    scene: Scene
    first: int
    at: int
    stop: int
    ruled: int
    opening: Opening
    commas: list[int]
    norms: list[str]
    verb: int


def _features(one: _Option) -> Iterator[str]:
    """What speaks for an end: what stands behind it and before it, how long the content is, what the rules say."""
    scene, at, opening = one.scene, one.at, one.opening
    mark = scene.norm(at) if at < one.stop and scene.words[at].kind == "mark" else ""
    after = at
    while after < one.stop and scene.words[after].kind == "mark" and scene.norm(after) not in _CLOSING:
        after += 1
    side = "at" if at == one.ruled else "before" if at < one.ruled else "past"
    last = after >= one.stop
    place = "last" if last else mark or "none"
    yield f"{side}"
    yield f"{side} {place}"
    yield f"{place}"
    yield f"{place} {opening.kind}"
    yield f"{side} {opening.kind} {place}"
    size = at - one.first
    yield f"size {bucket(size)}"
    yield f"size {opening.kind} {bucket(size)}"
    yield f"cue {opening.cue} {side} {place}"
    yield f"commas {min(bisect_left(one.commas, at), 4)} {place}"
    yield f"before {shape(scene, at - 1)}"
    yield from _quotes(one)
    if last:
        return
    yield f"left {bucket(one.stop - after)}"
    norm, second = scene.norm(after), scene.norm(after + 1)
    yield f"next {norm}"
    yield f"next {mark} {norm}"
    yield f"next {norm} {second}"
    yield f"second {second}"
    look, follow, third = (shape(scene, after + step) for step in range(3))
    yield f"shapes {look} {follow} {third}"
    yield f"third {norm} {third}"
    if opening.subordinate:
        yield f"subordinate {mark} {look}"
    yield f"shape {mark} {look}"
    yield f"shape {mark} {look} {opening.kind}"
    yield f"shape {mark} {look} {side}"
    yield f"shape {mark} {look} {follow}"
    yield f"shape {shape(scene, at - 1)} {mark} {look}"
    yield from _kin(scene, mark, side, after, at)
    yield from _stretch(one, mark, after)
    yield from _classes(one, mark, side, after)


def _classes(one: _Option, mark: str, side: str, after: int) -> Iterator[str]:
    """Which classes the word behind an end is of, and what it reports as a cue."""
    scene = one.scene
    for kind in scene.news.kinds[scene.norm(after)]:
        yield f"kind {mark} {kind}"
        yield f"kind {mark} {kind} {one.opening.kind}"
        yield f"kind {mark} {kind} {side}"
    for form in scene.verbs(after)[:1]:
        yield f"cue behind {mark} {form.tense} {bool(form.conjunction)}"
        yield f"cue behind {mark} {form.frame.id} {side}"


def _kin(scene: Scene, mark: str, side: str, after: int, at: int) -> Iterator[str]:
    """The clusters of the words around an end."""
    kin = kin_of()
    for name, index in (("next", after), ("second", after + 1), ("before", at - 1)):
        wide, narrow = kin[scene.norm(index)]
        yield f"kin {name} {wide}"
        yield f"kin {name} {mark} {wide}"
        yield f"kin {name} {narrow}"
    yield f"kin {mark} {side} {kin[scene.norm(after)].wide}"


def _stretch(one: _Option, mark: str, after: int) -> Iterator[str]:
    """What the stretch behind an end holds, up to the next comma: verbs and their tense against those of the content, a
    cue, a particle, figures and quotations."""
    scene = one.scene
    stop = next((at for at in range(after + 1, one.stop) if scene.is_soft(at) or scene.norm(at) in _HARD), one.stop)
    stretch = range(after, min(stop, after + STRETCH))
    lead = shape(scene, after)
    own, theirs = _tense(scene, range(one.verb, one.at)), _tense(scene, stretch)
    yield f"tenses {mark} {own} {theirs}"
    yield f"tenses {mark} {lead} {theirs}"
    yield f"stretch {mark} {bucket(stop - after)} {theirs}"
    told = next((form for at in stretch if scene.within[at] < 0 for form in scene.verbs(at)[:1]), None)
    if told is not None:
        yield f"tells {mark} {told.tense}"
        yield f"tells {mark} {lead} {told.tense}"
        if any(scene.has("negation", at) for at in stretch):
            yield f"denies {mark} {told.tense}"
    if any(scene.has("that", at) for at in stretch):
        yield f"that {mark} {told is not None}"
    if any(at in scene.opens for at in stretch):
        yield f"quotation {mark}"
    if any(at in scene.persons for at in stretch):
        yield f"person {mark} {theirs}"
    if stop >= one.stop - 1:
        yield f"last stretch {mark} {lead}"


def _tense(scene: Scene, those: range) -> str:
    """The slot of the first finite verb outside of quotations."""
    for at in those:
        if scene.is_finite(at) and scene.within[at] < 0:
            norm = scene.norm(at)
            slots = scene.news.verbs.get(norm) or scene.news.verbs.get(norm[1:]) or "verb"
            return slots.split(" ")[0] + (" future" if norm.startswith(_FUTURE) else "")
    return "none"


def _quotes(one: _Option) -> Iterator[str]:
    """Marks that the content would cut: an open bracket, a quotation that ends right here."""
    norms = one.norms[: one.at - one.first]
    if norms.count("(") > norms.count(")"):
        yield "open bracket"
    if norms and norms[-1] in _CLOSING:
        yield "after a quotation"


def shape(scene: Scene, index: int) -> str:
    """What a word looks like: a verb and its tense, a noun with its article and ending, a function word's class, a mark."""
    if not 0 <= index < len(scene.words):
        return "edge"
    word = scene.words[index]
    if word.kind != "arabic":
        return word.norm if word.kind == "mark" else word.kind
    norm = word.norm
    lead = _AND if norm.startswith(_AND) and len(norm) > 3 else ""
    rest = norm[1:] if lead else norm
    kinds = scene.news.kinds[norm] or scene.news.kinds[rest]
    if kinds:
        return f"{lead}{kinds[0]}"
    if norm.startswith(_FOR) and scene.news.verbs.get(norm[1:], "").startswith("present"):
        return "so"
    if norm.startswith(_M) and len(norm) > 4 and norm.endswith((_ALEF, _HEH)):
        return "participle" + norm[-1]
    slots = scene.news.verbs.get(rest, "") if scene.is_finite(index) else ""
    if slots:
        return f"{lead}{slots.split(' ')[0]}"
    if scene.news.is_definite(rest):
        return f"{lead}the"
    tail = "a" if rest.endswith(_ALEF) else ""
    return f"{lead}{'proposition' if scene.news.is_proposition(rest) else 'noun'}{tail}"


def bucket(size: int) -> str:
    """A length in steps that grow, for features."""
    for bound in (1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40):
        if size <= bound:
            return str(bound)
    return "more"


def opening_of(scene: Scene, kind: Complement, cue: int, form: CueForm | None) -> Opening:
    """The opening of a content with the cue at a word; a source behind a preposition, or none, counts as one kind."""
    told = form.frame.id if form is not None else "by"
    return Opening(kind, told, _is_subordinate(scene, cue), is_fronted(scene, cue, form))


def _is_subordinate(scene: Scene, cue: int) -> bool:
    """Whether a circumstance leads to the cue («بعدما قالت …», «بعد إعلان …»), so that the sentence's own verb comes later."""
    for at in range(cue - 1, max(cue - 9, -1), -1):
        if scene.words[at].kind == "mark" or scene.is_finite(at):
            return False
        if scene.has("cut", at) or scene.has("not-that-before", at):
            return True
    return False


__all__ = ["LONGEST", "MODEL", "End", "Opening", "Ruled", "bucket", "choose_end", "ends", "opening_of", "shape"]
