"""What tells who speaks from who does not: the features of each option, for the learned choice among them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from musnad.find.complements import OBJECT
from musnad.find.cues import TRANSITIVE
from musnad.find.objects import is_attached, is_object
from musnad.find.scene import Scene
from musnad.link.options import Asked, Option, agrees
from musnad.link.word_kinds import (
    agrees_with,
    class_of,
    ending_of,
    gender_of,
    head_of,
    how_far,
    last_of,
    names_in,
    number_at,
    number_of,
    often_at,
    often_speaks,
    opens_at,
    seen_at,
    what_follows,
)

#: Kinds of options that are cuts of one phrase, which learn from each other.
_CUTS = ("told", "shorter", "longer", "behind")
#: So many statements back are counted as those of the same speaker, and so many names between a name and the cue.
_BACK, _BETWEEN = 12, 6
#: So many names before the cue are counted for who is named often.
_OFTEN = 40
#: So many words before the cue are looked at for what parts a name from it.
_GAP = 40


def features(asked: Asked, options: Sequence[Option]) -> list[tuple[str, ...]]:
    """For each option, names of what is there about it: its kind with the cue, its words, what stands around it, who else it
    is, and what stands against it. The first option is the one that the rules take.
    """
    return [_features(asked, options, at) for at in range(len(options))]


def _features(asked: Asked, options: Sequence[Option], at: int) -> tuple[str, ...]:
    option = options[at]
    cue, kind = _cue(asked), _kind(options, option)
    found = [f"{kind}", f"{kind} {cue}", f"{kind} {asked.draft.rule}"]
    form = asked.draft.cue_form
    if form is not None:
        found.append(f"{kind} {form.frame.id}")
    for one in (option, *option.also):
        told, name = tuple(_of_one(asked, one)), _kind(options, one)
        found.extend(f"{name}: {each}" for each in told)
        if one.kind in _CUTS:
            found.extend(f"cut: {each}" for each in told)
    if at == 0:
        found.extend(("first", f"first {kind}", f"first {kind} {cue}"))
    found.append(f"{kind} number {sum(1 for one in options[:at] if one.kind == option.kind)} {cue}")
    found.extend(f"{kind} also {other}" for other in sorted({one.kind for one in option.also}))
    return tuple(dict.fromkeys(found))


def _kind(options: Sequence[Option], option: Option) -> str:
    """The kind of an option; somebody from elsewhere who stands against a phrase at the cue is a case of its own."""
    told = options[0].kind in ("told", "issuer") and option is not options[0]
    return f"{option.kind} instead" if told and option.kind in ("earlier", "acting", "mention") else option.kind


def _cue(asked: Asked) -> str:
    form = asked.draft.cue_form
    if form is None:
        return "no cue"
    return f"{form.tense} {form.conjunction and 'joined'} {asked.draft.inside is not None and 'nested'}"


def _of_one(asked: Asked, option: Option) -> Iterator[str]:
    if option.span is not None:
        yield from _of_phrase(asked, option.span)
    elif option.number is not None:
        yield from _of_statement(asked, option.number)
    elif option.mention is not None:
        yield from _of_mention(asked, option)
    else:
        yield f"{asked.draft.subject is not None and 'phrase'} {asked.draft.document and 'document'}"


# -- a noun phrase -----------------------------------------------------------------------------------------------------


def _of_phrase(asked: Asked, span: tuple[int, int]) -> Iterator[str]:
    scene, (first, stop), at = asked.scene, span, asked.at
    behind = first > at
    form = asked.draft.cue_form
    person = form.person if form is not None else "-"
    head, follows, last = head_of(scene, first), what_follows(scene, stop), last_of(scene, first, stop)
    rest = _rest(asked, stop) if behind else ""
    yield f"head {head}"
    yield f"head {head} {person}"
    yield f"speaks {often_at(scene, first, person)}"
    yield f"gender {gender_of(scene, first)} {person}"
    yield f"words {min(stop - first, 8)}"
    yield f"far {how_far(first - at if behind else at - stop)} {'behind' if behind else 'before'}"
    yield f"next {follows}"
    yield f"next {follows} then {class_of(scene, stop + 1)}"
    yield f"head {head} next {follows}"
    if behind:
        yield f"rest {rest} {asked.draft.rule}"
        yield f"rest {rest} next {follows} {form.frame.addressee if form is not None else '-'}"
    yield f"next {follows} seen {seen_at(scene, stop)}"
    yield f"last {last}"
    yield f"last {last} seen {seen_at(scene, stop - 1)}"
    yield f"last {last} next {follows}"
    yield f"ends {ending_of(scene, first)} {person}"
    if form is not None and behind:
        yield f"frame {form.frame.addressee or '-'} {'object' if is_object(scene, first, person) else 'any'}"
        yield f"frame {form.frame.addressee or '-'} next {follows}"
        direct = f"{first == at + 1} {asked.draft.first - stop < 2}"
        yield f"frame {form.frame.addressee or '-'} {bool(form.enclitic)} direct {direct} {asked.draft.rule}"
        if form.frame.addressee == OBJECT:
            yield f"object {rest} {bool(form.enclitic)} {TRANSITIVE in form.frame.notes} {_cue(asked)}"
        yield f"frame {form.frame.id} {bool(form.enclitic)} next {follows} {asked.draft.first - stop < 2}"
    yield f"number {number_at(scene, first)} {person}"
    yield f"agrees {agrees_with(scene, first, stop)}"
    yield f"agrees {agrees_with(scene, first, stop - 1)} last"
    if not behind:
        yield f"said {_is_said(asked, first)}"
        yield f"units {min(asked.draft.unit - _unit(scene, first), 3)} {_cue(asked)}"
        yield f"behind {class_of(scene, first - 1)}"
        gap = range(stop, at)
        yield f"gap {any(scene.is_finite(i) for i in gap) and 'verb'} {any(scene.is_soft(i) for i in gap) and 'comma'}"
        yield f"gap {any(scene.has('relative', i) for i in gap) and 'relative'} {how_far(at - stop)}"
    name, after = names_in(scene, first, stop)
    yield f"name {name}"
    yield f"name {name} next {after}"
    inside = range(first + 1, stop)
    yield f"in {any(scene.has('prep', i) for i in inside) and 'prep'} {any(scene.is_soft(i) for i in inside) and 'comma'}"


def _rest(asked: Asked, stop: int) -> str:
    """How many words stand between a phrase behind the cue and what is said or the particle that leads to it, up to three,
    and whether none of them is left over by a preposition, a mark or an adverb."""
    scene, end = asked.scene, asked.draft.first
    if end < stop:
        return "behind"
    while end > stop and (scene.has("that", end - 1) or scene.words[end - 1].kind == "mark"):
        end -= 1
    if end <= stop:
        return "none"
    led = scene.has_any(("prep", "cut", "between", "relative"), stop) or scene.words[stop].kind == "mark"
    return f"{min(end - stop, 3)} {'led' if led or is_attached(scene, stop) else 'bare'}"


def _unit(scene: Scene, at: int) -> int:
    """The number of the unit of a word."""
    return max(bisect_right(scene.units, at, key=_first) - 1, 0)


def _first(unit: tuple[int, int]) -> int:
    return unit[0]


# -- an earlier statement ----------------------------------------------------------------------------------------------


def _of_statement(asked: Asked, number: int) -> Iterator[str]:
    draft, before, spoken = asked.draft, asked.drafts[number], asked.spoken[number]
    back, units = asked.number - number, draft.unit - before.unit
    first = spoken.speakers[0]
    cue = _cue(asked)
    yield f"back {min(back, 5)}"
    yield f"units {min(units, 4)}"
    yield f"units {min(units, 4)} {cue}"
    yield f"back {min(back, 3)} units {min(units, 2)} {draft.document and 'document'}"
    yield f"agrees {agrees(asked, number)}"
    yield f"agrees {agrees(asked, number)} {min(back, 3)}"
    yield f"was {first.how} {before.rule}"
    yield f"many {len(spoken.speakers) > 1} {draft.cue_form.person if draft.cue_form else '-'}"
    beside = before.inside == draft.inside and "beside"
    yield f"inside {draft.inside == number and 'it'} {beside} {before.inside is not None and 'nested'}"
    yield f"phrase {draft.subject is not None}"
    yield f"line {_is_new_line(asked)} {min(units, 2)} {cue}"
    yield f"form {before.form} {draft.form} {min(units, 2)}"
    kind = asked.mentions.register.of(first.entity).kind if first.entity else "-"
    person = draft.cue_form.person if draft.cue_form else "-"
    yield f"kind {kind} {person}"
    yield f"kind {kind} {first.how} {min(back, 3)}"
    yield f"spoke {_spoken(asked, first.entity)} {min(back, 3)}"
    since, here = _since(asked, first.entity)
    yield f"since {since} {min(back, 3)}"
    yield f"here {here} {cue}"
    yield f"lines {_lines(asked, number)} {cue}"
    yield f"often {_often_named(asked, first.entity)}"
    yield f"speaks {often_speaks(asked.scene, first.name, person)}"
    yield f"number {number_of(first.name)} {person}"
    yield f"gap {how_far(max(asked.at - before.stop, 0))} {units == 0}"
    if first.span is not None:
        yield f"head {head_of(asked.scene, asked.scene.index_after(first.span.start))} {cue}"
    if draft.document:
        yield f"document {min(back, 3)} {before.document} {bool(before.via)} {before.at is not None}"


def _spoken(asked: Asked, key: str | None) -> int:
    """How often somebody spoke of late, up to three times."""
    lately = asked.spoken[max(0, asked.number - _BACK) : asked.number]
    return min(sum(1 for one in lately if any(speaker.entity == key for speaker in one.speakers)), 3)


def _since(asked: Asked, key: str | None) -> tuple[int, bool]:
    """How many others were named between somebody's last name and the cue, and whether that name is in the sentence."""
    scene = asked.scene
    start = scene.words[scene.units[asked.draft.unit][0]].start
    others: set[str] = set()
    for one in islice(asked.mentions.before(scene.words[asked.at].start), 2 * _BETWEEN):
        if one.entity == key:
            return min(len(others), _BETWEEN), one.span.start >= start
        others.add(one.entity)
    return _BETWEEN, False


def _often_named(asked: Asked, key: str | None) -> str:
    """How often somebody was named before the cue, and whether nobody else was named so often."""
    counts = Counter(one.entity for one in islice(asked.mentions.before(asked.scene.words[asked.at].start), _OFTEN))
    return f"{min(counts[key or ''], 4)} {bool(counts) and counts[key or ''] >= max(counts.values())}"


def _lines(asked: Asked, number: int) -> int:
    """How many lines end between an earlier statement and the cue, up to three."""
    scene, before = asked.scene, asked.drafts[number]
    start = scene.words[min(before.first if before.cue is None else before.cue, before.first)].start
    between = scene.view.text[start : scene.words[asked.at].start]
    return min(between[-1000:].count("\n"), 3)


def _is_new_line(asked: Asked) -> bool:
    """Whether the sentence of the draft begins a line."""
    scene = asked.scene
    first = scene.units[asked.draft.unit][0]
    start = scene.words[first].start
    return first == 0 or "\n" in scene.view.text[scene.words[first - 1].stop : start]


# -- somebody named before ---------------------------------------------------------------------------------------------


def _of_mention(asked: Asked, option: Option) -> Iterator[str]:
    scene, mention = asked.scene, option.mention
    assert mention is not None
    first = scene.index_after(mention.span.start)
    stop = scene.index_after(mention.span.stop)
    unit = scene.units[asked.draft.unit][0]
    where = "same" if first >= unit else "before"
    form = asked.draft.cue_form
    person = form.person if form is not None else "-"
    wanted = {"3ms": "m", "3fs": "f"}.get(person)
    gender = asked.mentions.register.gender(mention.entity)
    entity = asked.mentions.register.of(mention.entity)
    yield f"{where} {how_far(asked.at - stop)}"
    yield f"{where} behind {class_of(scene, first - 1)}"
    yield f"{where} next {class_of(scene, stop)}"
    yield f"{where} kind {entity.kind} {mention.how}"
    yield f"gender {gender if wanted is None or gender is None else gender == wanted}"
    yield f"head {gender_of(scene, min(first, len(scene.words) - 1))} {person}"
    yield f"{where} {_cue(asked)}"
    yield f"{where} kind {entity.kind} {person}"
    yield f"{where} spoke {_spoken(asked, mention.entity)}"
    yield f"{where} since {_since(asked, mention.entity)[0]}"
    yield f"{where} often {_often_named(asked, mention.entity)}"
    yield f"number {number_of(entity.name)} {person}"
    yield f"speaks {often_speaks(scene, entity.name, person)} {entity.kind}"
    yield f"{where} said {_is_said(asked, first)}"
    gap = range(max(stop, asked.at - _GAP), asked.at)
    yield f"{where} gap {any(scene.is_finite(i) for i in gap) and 'verb'} {any(scene.is_soft(i) for i in gap) and 'comma'}"
    yield f"{where} at {opens_at(scene, first)} {class_of(scene, first - 1)}"


def _is_said(asked: Asked, index: int) -> bool:
    """Whether a word stands inside what somebody said before."""
    lately = asked.drafts[max(0, asked.number - _BACK) : asked.number]
    return any(one.first <= index < one.stop for one in lately)


__all__ = ["features"]
