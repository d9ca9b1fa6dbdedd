"""Which noun phrase behind a cue carries what was said, as a choice: every word where it may begin, and none.

The rules give one or none; the learned decision `nominals` chooses among theirs and the others, told by the cue, the
preposition, the noun and what stands between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from musnad.find.cues import NONE, TWO_OBJECTS, CueForm
from musnad.find.documents import document_noun
from musnad.find.ends import bucket, shape
from musnad.find.kin import kin_of
from musnad.find.phrases import subject_behind
from musnad.find.propositions import in_role, is_honour
from musnad.find.scene import Scene
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

#: The name of the model.
MODEL = "nominals"
#: How far behind its cue a noun phrase may begin, and how many options are weighed.
REACH, MOST = 25, 12
#: An option is proposed where it is no more than so much less likely than none (log-odds).
LENIENT = 0.7
#: Names are looked at that begin so many words before a word.
NAMES = 4
_LETTERS = (fold_key("ب"), fold_key("ل"))
_FULL = frozenset(forms("function_words", "full-preposition"))
_STOPS = frozenset(".؟?!؛;…:")
_OWN = forms("clitics", "possessive")
#: Kinds of verbs that tell something: nobody asks for it, denies or expects it.
_TELLING = frozenset({"say", "affirm", "announce"})
_ALEF, _HEH, _ANY = "\N{ARABIC LETTER ALEF}", fold_key("ه"), fold_key("أي")


class Start(NamedTuple):
    """An option: the noun phrase begins at `first`, the zone of the subject ends before `zone_stop`; first is -1 for none."""

    first: int
    zone_stop: int
    lead: str
    features: tuple[str, ...]


class Chosen(NamedTuple):
    """The option that was chosen, and by how much its score is above that of none."""

    start: Start
    margin: float


def choose_start(scene: Scene, cue: int, form: CueForm, stop: int, ruled: int) -> Chosen | None:
    """The option of the highest score; `ruled` is where the rules begin it, -1 for nowhere. None where there is nothing.

    One that is a little less likely than none is proposed too: whether it is a statement is decided when all is known of it.
    """
    options = starts(scene, cue, form, stop, ruled)
    if len(options) == 1:
        return None
    score = scene.models[MODEL].score
    scores = [score(one.features) for one in options]
    best = max(range(1, len(options)), key=scores.__getitem__)
    margin = scores[best] - scores[0]
    return Chosen(_from_first(cue, form, options, best), margin) if margin > -LENIENT else None


def _from_first(cue: int, form: CueForm, options: Sequence[Start], best: int) -> Start:
    """«اعتبر النائب القرار خطوة»: what is said begins with the first of two objects, not with the subject behind the cue."""
    chosen, before = options[best], options[best - 1]
    if TWO_OBJECTS not in form.frame.notes or form.enclitic or before.lead != chosen.lead or before.first <= cue + 1:
        return chosen
    return before if before.first == chosen.first - 1 else chosen


def starts(scene: Scene, cue: int, form: CueForm, stop: int, ruled: int) -> list[Start]:
    """The options, none first."""
    places = list(islice(_places(scene, cue, form, stop), MOST))
    around = tuple(_around(scene, cue, form))
    told = "ruled" if ruled >= 0 else "unruled"
    nothing = Start(-1, -1, "", ("none", f"none {told}", *(f"none {one}" for one in (*around, *_of_all(scene, form, places)))))
    if not places:
        return [nothing]
    subject, found, seen = subject_behind(scene, cue + 1, stop), [nothing], Counter[str]()
    left = Counter(lead for _, _, lead in places)
    for first, zone, lead in places:
        left[lead] -= 1
        further = "preposition" if left["preposition"] else "nothing"
        place = _Place(scene, cue, form, first, zone, lead, seen[lead], subject, further)
        found.append(Start(first, zone, lead, tuple(_features(place, first == ruled, around))))
        seen[lead] += 1
    return found


def _of_all(scene: Scene, form: CueForm, places: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    """What the options are together: how many, and which kinds of nouns they begin with."""
    frame, kinds = form.frame, set()
    yield f"options {min(len(places), 6)}"
    for first, _, lead in places:
        norm = scene.norm(first)
        kinds.add(f"{lead} {'proposition' if _is_proposed(scene, norm[1:] if lead == 'attached' else norm) else 'other'}")
    for kind in sorted(kinds):
        yield f"any {kind}"
        yield f"any {kind} {frame.id}"
        yield f"any {kind} {form.tense}"
    leads = "+".join(sorted({lead for _, _, lead in places}))
    yield f"leads {leads} {frame.stance}"
    yield f"leads {leads} {frame.id}"
    yield f"leads {leads} {form.tense}"


def _places(scene: Scene, cue: int, form: CueForm, stop: int) -> Iterator[tuple[int, int, str]]:
    """Where a noun phrase may begin: behind a preposition of the frame, with an attached one, or bare."""
    nominal, behind = form.frame.nominal, cue
    for index in range(cue + 1, min(stop, cue + 1 + REACH)):
        if index < behind:
            continue
        quote = scene.opens.get(index)
        if quote is not None and quote.closed:
            behind = scene.index_after(quote.inner_stop)
        norm = scene.norm(index)
        described = norm[1:] in scene.news.classes["that"] and norm[:1] in nominal and not form.frame.clause
        if norm in _STOPS or (norm in scene.news.classes["that"] and not described):
            return
        if index > cue + 1 and any(_leads_on(scene, index, one) for one in scene.verbs(index)):
            return
        if norm in nominal and norm in _FULL:
            if index + 1 < stop and scene.norm(index + 1) not in scene.news.classes["that"]:
                yield index + 1, index, "preposition"
        elif described or (norm[:1] in nominal and norm[:1] in _LETTERS and _is_led(scene, index)):
            yield index, index, "attached"
        elif NONE in nominal and _is_bare(scene, index) and not (form.frame.stance in _TELLING and _is_alone(scene, index)):
            yield index, index, "object"


def _leads_on(scene: Scene, index: int, form: CueForm) -> bool:
    """Whether another cue begins: a verb with a conjunction, a participle behind a comma («، معلنا فتح …»)."""
    return scene.is_soft(index - 1) if form.tense == "participle" else bool(form.conjunction)


def _is_led(scene: Scene, index: int) -> bool:
    """Whether a word may be a preposition of one letter with its noun."""
    norm = scene.norm(index)
    if len(norm) == 1:
        return scene.opens.get(index + 1) is not None
    if document_noun(scene, index) or in_role(scene, index):
        return False
    long = len(norm) > 3 or scene.news.is_proposition(norm[1:])
    return long and not scene.has("cut", index) and not scene.has("audience", index)


def _is_bare(scene: Scene, index: int) -> bool:
    """Whether a word may be a noun that begins the verb's object."""
    if index in scene.opens:
        return True
    norm = scene.norm(index)
    if norm == _ANY:
        return True
    if scene.words[index].kind != "arabic" or scene.has_any(("prep", "cut", "relative", "opener"), index):
        return False
    if is_honour(scene, index):
        return False
    if scene.has("pronoun", index) and scene.words[min(index + 1, len(scene.words) - 1)].kind == "mark":
        return False
    if any(scene.named.get(first, first) > index for first in range(index - NAMES, index)):
        return False
    return _is_proposed(scene, norm) or scene.news.is_definite(norm) or norm.endswith((_ALEF, _HEH)) or not scene.is_finite(index)


def _is_alone(scene: Scene, index: int) -> bool:
    """«أكد الحضور.», «أعلن الخبر»: a bare noun with the article and nothing behind it carries no proposition."""
    after = scene.words[index + 1 : index + 2]
    return scene.news.is_definite(scene.norm(index)) and (not after or after[0].norm in _STOPS)


def _is_proposed(scene: Scene, norm: str) -> bool:
    plain = norm[2:] if scene.news.is_definite(norm) else norm
    return scene.news.is_own_proposition(plain)


def _around(scene: Scene, cue: int, form: CueForm) -> Iterator[str]:
    """What the cue is and what stands before it."""
    yield f"cue {form.frame.id}"
    yield f"tense {form.tense} {'own' if form.enclitic else ''}"
    yield f"cue {form.frame.id} {form.tense}"
    yield f"before {shape(scene, cue - 1)}"
    yield f"behind {shape(scene, cue + 1)}"
    if form.conjunction:
        yield "joined"
    yield f"stance {form.frame.stance} {form.tense}"
    if scene.within[cue] >= 0:
        yield f"quoted {form.person}"
        yield f"quoted {form.frame.id}"
        yield "quoted"
    yield f"kin before {kin_of()[scene.norm(cue - 1)].wide}"
    yield f"kin behind {kin_of()[scene.norm(cue + 1)].wide}"
    yield f"places {shape(scene, cue - 2)} {shape(scene, cue - 1)}"


class _Place(NamedTuple):
    scene: Scene
    cue: int
    form: CueForm
    first: int
    zone: int
    lead: str
    number: int
    subject: tuple[int, int] | None
    left: str


def _features(one: _Place, ruled: bool, around: Sequence[str]) -> Iterator[str]:
    scene, first, lead, frame = one.scene, one.first, one.lead, one.form.frame
    norm = scene.norm(first)
    bare = norm[1:] if lead == "attached" else norm
    told = "ruled" if ruled else "other"
    yield told
    yield f"{told} {lead}"
    yield f"{told} {frame.id}"
    yield f"lead {lead} {scene.norm(one.zone) if lead == 'preposition' else norm[:1] if lead == 'attached' else ''}"
    yield f"frame {frame.id} {lead}"
    yield f"frame {frame.stance} {lead}"
    noun = _noun(scene, first, bare)
    for feature in (f"noun {noun}", f"word {bare}"):
        yield feature
        yield f"{lead} {feature}"
    yield f"{frame.id} noun {noun}"
    yield f"{frame.id} {lead} {noun} behind {shape(scene, one.zone - 1)}"
    if first + 1 >= len(scene.words) or scene.words[first + 1].kind == "mark":
        yield f"alone {lead} {noun}"
        yield f"alone {lead} {frame.stance}"
        yield f"alone {lead} {noun} {frame.stance}"
    yield f"{frame.id} {lead} {noun} next {shape(scene, first + 1)}"
    yield f"next {lead} {shape(scene, first + 1)}"
    yield f"noun {noun} next {shape(scene, first + 1)}"
    yield f"behind {lead} {shape(scene, one.zone - 1)}"
    yield f"noun {noun} behind {shape(scene, one.zone - 1)}"
    yield from _kin(one, bare)
    yield from _subject(one, noun)
    yield from _beside(one, bare, noun)
    yield f"number {lead} {min(one.number, 3)}"
    yield f"number {lead} {min(one.number, 3)} {noun}"
    if one.form.enclitic:
        yield f"own {frame.id} {lead} {one.zone - one.cue == 1}"
    far = one.zone - one.cue - 1
    yield f"far {lead} {bucket(far)}"
    yield f"far {frame.addressee} {min(far, 2)} {lead}"
    yield from (f"{lead} {feature}" for feature in around)
    between = range(one.cue + 1, one.zone)
    if any(scene.is_soft(at) for at in between):
        yield f"comma {lead}"
    if any(scene.has("relative", at) for at in between):
        yield f"relative {lead}"
    if any(scene.is_finite(at) for at in between):
        yield f"verb {lead}"
    if any(scene.has("prep", at) for at in between):
        yield f"prep {lead}"


def _beside(one: _Place, bare: str, noun: str) -> Iterator[str]:
    """Names and further options around an option, and whose its noun is («مسؤوليته»)."""
    scene, first, lead = one.scene, one.first, one.lead
    own = "own" if bare.endswith(_OWN) and not scene.news.is_definite(bare) else "no"
    yield f"{own} {lead}"
    yield f"{own} {lead} {noun}"
    yield f"{one.form.frame.stance} {lead} {noun}"
    yield f"left {one.left} {lead}"
    yield f"left {one.left} {lead} {noun}"
    named = "inside" if any(scene.named.get(at, at) > first for at in range(first - NAMES, first + 1)) else "none"
    yield f"named {named} {lead}"
    yield f"named {named} {lead} {noun}"
    after = "person" if one.zone in scene.behind_person else "name" if one.zone in scene.behind_name else "none"
    yield f"after {after} {lead}"
    yield f"after {after} {lead} {noun}"


def _subject(one: _Place, noun: str) -> Iterator[str]:
    """Where the noun phrase behind the cue, its subject, ends: the words right behind it are its object."""
    scene, subject = one.scene, one.subject
    if subject is None:
        told = "none"
    elif one.zone <= subject[0]:
        told = "before"
    elif one.zone < subject[1]:
        told = "inside"
    elif one.zone == subject[1]:
        told = "right behind"
    else:
        told = f"behind {bucket(one.zone - subject[1])} {shape(scene, subject[1])}"
    yield f"subject {told} {one.lead}"
    yield f"subject {told} {one.lead} {noun}"
    yield f"subject {told} {one.form.frame.id} {one.lead}"
    if subject is not None and one.zone > subject[0]:
        yield f"speaks {one.lead} {scene.news.can_speak(scene.norm(subject[0]))} {one.form.tense}"


def _kin(one: _Place, bare: str) -> Iterator[str]:
    """The clusters of the noun, of the word behind it, and of what stands before it."""
    scene, kin = one.scene, kin_of()
    wide, narrow = kin[bare]
    yield f"kin {wide}"
    yield f"kin {one.lead} {wide}"
    yield f"kin {one.form.frame.id} {wide}"
    yield f"kin {one.form.frame.stance} {one.lead} {wide}"
    yield f"kin narrow {narrow}"
    yield f"kin next {kin[scene.norm(one.first + 1)].wide}"
    yield f"kin before {kin[scene.norm(one.zone - 1)].wide}"


def _noun(scene: Scene, index: int, bare: str) -> str:
    """What kind of noun an option begins with."""
    news = scene.news
    if index in scene.opens:
        return "quoted"
    if scene.words[index].kind != "arabic":
        return scene.words[index].kind
    article = "the " if news.is_definite(bare) else ""
    if _is_proposed(scene, bare):
        return f"{article}proposition"
    if index in scene.known or news.is_given_name(bare):
        return "name"
    if bare in news.classes["that"]:
        return "that"
    counts = news.of(bare)
    speaks = " speaks" if counts.after_m + counts.after_f > 1 else ""
    finite = " verb" if scene.is_finite(index) else ""
    ending = "a" if bare.endswith(_ALEF) else ""
    return f"{article}noun{ending}{speaks}{finite}"


__all__ = ["MODEL", "Chosen", "Start", "choose_start", "starts"]
