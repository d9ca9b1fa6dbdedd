"""Statements: who is reported to have said what. Rules in an ordered list; each draft carries the name of its rule."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from musnad.find.asides import is_own_wording
from musnad.find.contents import find_by, leads, trim_end
from musnad.find.cue_rules import cause, noun, participle, relay, verb
from musnad.find.cues import INNER, CueForm
from musnad.find.drafting import Place, Rule, inner_span
from musnad.find.drafts import Draft
from musnad.find.media import is_outlet, medium
from musnad.find.scene import Scene
from musnad.find.source_rules import name_and_colon, quote_before, source_before, source_behind
from musnad.find.spoken import is_spoken
from musnad.find.unled import SPOKEN, clause_before, told_quotes
from musnad.records import Span

RULES: tuple[Rule, ...] = (
    relay,
    cause,
    clause_before,
    verb,
    participle,
    noun,
    source_before,
    source_behind,
    name_and_colon,
    quote_before,
)


#: A statement is nested in one of so many before it: more are no sentence but a line without an end.
DEPTH = 30
#: What is reported inside a quotation begins so many words behind its verb at the most: speech is plainer than news.
INNER_REACH = 12


def find_drafts(scene: Scene) -> tuple[Draft, ...]:
    """Find the statements of a text in the order of their cues; nested ones name the draft that holds them."""
    drafts: list[Draft] = []
    heads = _heads(scene)
    for unit, (first, stop) in enumerate(scene.units):
        for index in heads[bisect_left(heads, first) : bisect_left(heads, stop)]:
            place = Place(scene, index, unit, first, stop)
            draft = _first_of(RULES, place) if scene.within[index] < 0 else _quoted(place)
            if draft is None:
                continue
            if draft.rule == "source behind" and (_joins(drafts, draft, scene) or _is_own_quote(scene, draft)):
                continue
            draft = _placed(draft, drafts)
            if draft is not None:
                drafts.append(_handed_on(place, draft))
        _goes_on_unmarked(scene, unit, drafts)
        drafts.extend(_continued(scene, unit, first, stop, drafts))
        drafts.extend(told_quotes(scene, unit, drafts[-DEPTH:]))
    return tuple(drafts)


def _heads(scene: Scene) -> list[int]:
    """The words at which any rule can begin: each reads as a cue, names a source, or is a colon, and none is quoted."""
    noun, verbs, lead = scene.cues.noun, scene.verbs, leads(scene)
    return [
        index for index, word in enumerate(scene.words)
        if (scene.within[index] < 0 or verbs(index))
        and (verbs(index) or word.norm == ":" or index in lead or noun(word.norm) is not None)
    ]  # fmt: skip


def _quoted(place: Place) -> Draft | None:
    """«"قلنا مرارا إن …"»: what somebody quoted reports, by a plain verb with its particle inside the same marks."""
    scene = place.scene
    quote = scene.view.quotes[scene.within[place.index]]
    if not quote.closed:
        return None
    if scene.has("that", place.index - 1) or scene.has("jussive", place.index - 1):
        return None
    first, stop = scene.index_after(quote.inner_start), scene.index_after(quote.inner_stop)
    found = verb(Place(scene, place.index, place.unit, first, stop))
    if found is not None and found.complement == "nominal":
        return found if found.margin is not None and found.margin > 0 else None
    if found is None or found.rule != "verb that" or found.cue_form is None or not _is_inner(found.cue_form):
        return None
    between = range(place.index + 1, found.first)
    return None if len(between) > INNER_REACH or any(scene.is_finite(at) for at in between) else found


def _is_inner(form: CueForm) -> bool:
    """A past verb that reports, or a present one of the third person that says."""
    if INNER not in form.frame.notes:
        return False
    return form.tense == "past" or (form.tense == "present" and form.person[:1] == "3" and form.frame.id == "say")


def _first_of(rules: tuple[Rule, ...], place: Place) -> Draft | None:
    for rule in rules:
        draft = rule(place)
        if draft is not None:
            return draft
    return None


def _joins(drafts: list[Draft], source: Draft, scene: Scene) -> bool:
    """Whether a source named behind a statement that has its own cue only hands it on: it becomes that one's relay."""
    assert source.cue is not None
    assert source.subject is not None
    for number in range(len(drafts) - 1, -1, -1):
        before = drafts[number]
        if before.unit != source.unit or before.cue is None:
            return False
        if _is_beside(before, drafts[:number]):
            return False
        if before.stop <= source.cue <= before.stop + 4 and before.rule not in ("source before", "source behind"):
            if is_own_wording(scene, source.subject[0]):
                return True
            if before.complement == "nominal" and not _is_medium(scene, source.subject[0]):
                return False
            number = _outermost(drafts, number, source.cue)
            relay = scene.span(source.subject[0], source.subject[1] - 1)
            outer = (one for one in source.via if one.stop <= relay.start or relay.stop <= one.start)
            drafts[number] = replace(drafts[number], via=(*outer, relay, *drafts[number].via))
            return True
    return False


def _is_own_quote(scene: Scene, source: Draft) -> bool:
    """«انتقدت الكاتبة "…"، وفق تعبيرها»: the words in marks are the speaker's own, and the verb before them tells whose."""
    assert source.subject is not None
    if not is_own_wording(scene, source.subject[0]):
        return False
    quote = scene.closes.get(scene.words[source.stop - 1].stop)
    return quote is not None and quote.closed and scene.quote_words(quote) >= SPOKEN


def _is_medium(scene: Scene, index: int) -> bool:
    """Whether a source hands on by its kind: an outlet or a document. Anybody else behind «أعلن الرئيس قراره، بحسب نائب»
    tells the whole sentence."""
    bare = scene.norm(index)[1:]
    written = medium(scene, index) or medium(scene, index, bare)
    return bool(written) or is_outlet(scene, index) or is_outlet(scene, index, bare)


def _is_beside(draft: Draft, before: list[Draft]) -> bool:
    """Whether a participle goes with a verb that is no cue («أمهلت الدولة السفير، معتبرة أنه …، بحسب مسؤول»): the source
    behind it tells the whole sentence."""
    if draft.cue_form is None or draft.cue_form.tense != "participle":
        return False
    return not before or before[-1].unit != draft.unit


def _outermost(drafts: list[Draft], number: int, cue: int) -> int:
    """The outermost statement that ends where the one at `number` does: a source behind them hands it all on."""
    outer = drafts[number].inside
    while outer is not None and drafts[outer].stop <= cue <= drafts[outer].stop + 4:
        number, outer = outer, drafts[outer].inside
    return number


def _handed_on(place: Place, draft: Draft) -> Draft:
    """Add the source that stands before a cue of its own at the head of the sentence («وبحسب البيان، ذكر بوتين …»)."""
    scene, head = place.scene, place.first
    if draft.inside is not None or draft.cue is None or draft.rule == "source before":
        return draft
    if scene.has("opener", head):
        head += 1
    by = find_by(scene, head, place.stop)
    if by is None or by.stop > draft.cue or any(scene.is_finite(at) for at in range(by.stop, draft.cue)):
        return draft
    relays = (by.relay, by.subject) if by.relay is not None else (by.subject,)
    return replace(draft, via=(*(scene.span(first, stop - 1) for first, stop in relays), *draft.via))


def _placed(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """Tell a nested statement from one found twice: the same content is kept once."""
    for number in range(len(drafts) - 1, max(-1, len(drafts) - 1 - DEPTH), -1):
        other = drafts[number]
        if other.unit != draft.unit:
            break
        if other.content == draft.content or (draft.cue is not None and other.first == draft.first):
            return None
        if draft.cue is not None and other.first <= draft.cue < other.stop:
            if draft.rule in ("source before", "source behind"):
                return None
            return replace(draft, inside=number)
    return draft


def _continued(scene: Scene, unit: int, first: int, stop: int, drafts: list[Draft]) -> list[Draft]:
    """A sentence that is nothing but a quotation, right behind a quotation: the same speaker goes on."""
    quote = scene.opens.get(first)
    if quote is None or not drafts or drafts[-1].form != "direct" or drafts[-1].unit not in (unit - 1, unit):
        return []
    if drafts[-1].unit == unit or scene.quote_words(quote) < 5 or scene.index_after(quote.stop) < stop - 1:
        return []
    last = drafts.pop()
    return [replace(last, content=(*last.content, inner_span(scene, quote)), unit=unit)]


def _goes_on_unmarked(scene: Scene, unit: int, drafts: list[Draft]) -> None:
    """«قال: نريد السلام. نحن جادون»: a sentence of the first person goes on with the one behind a colon without marks.

    What was found in it («أتمنى أن …») is part of what is said.
    """
    first, stop = scene.units[unit]
    number = next((at for at in range(len(drafts) - 1, -1, -1) if drafts[at].unit < unit), None)
    if number is None or unit == 0 or not _is_unmarked(scene, drafts[number], unit):
        return
    found = drafts[number + 1 :]
    if not is_spoken(scene, first, stop) or any(one.cue_form is None or one.cue_form.person[:1] == "3" for one in found):
        return
    end = trim_end(scene, first, stop)
    last = drafts[number]
    whole = Span(last.content[0].start, scene.words[end - 1].stop)
    drafts[number:] = [replace(last, content=(whole,), stop=end)]


def _is_unmarked(scene: Scene, draft: Draft, unit: int) -> bool:
    """Whether a draft is somebody's own words behind a colon, without marks, up to the end of the sentence before the unit."""
    first, stop = scene.units[unit - 1]
    between = scene.view.text[scene.words[stop - 1].stop : scene.words[scene.units[unit][0]].start]
    if draft.form != "direct" or not draft.rule.endswith("colon") or draft.first - 1 in scene.opens or "\n" in between:
        return False
    return first < draft.stop and trim_end(scene, first, stop) <= draft.stop


__all__ = ["RULES", "find_drafts"]
