"""What tells who speaks from who does not: the features of each option, for the learned choice among them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import islice, repeat
from typing import NamedTuple, TypeAlias

from musnad.find.complements import OBJECT
from musnad.find.cues import TRANSITIVE
from musnad.find.drafts import Draft
from musnad.find.objects import is_attached, is_object
from musnad.find.scene import Scene
from musnad.link.options import Asked, Option, agrees, bare
from musnad.link.word_kinds import (
    agrees_with,
    class_of,
    ending_of,
    gender_by_word,
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
from musnad.records import Mention
from musnad.text.linear import Linear
from musnad.text.memo import Memo

#: Kinds of options that are cuts of one phrase, which learn from each other.
_CUTS = ("told", "shorter", "longer", "behind")
#: Kinds of options whose words are somebody else's, or a document's.
_PAPERS = ("paper", "issuer")
#: So many statements back are counted as those of the same speaker, and so many names between a name and the cue.
_BACK, _BETWEEN = 12, 6
#: So many names before the cue are counted for who is named often.
_OFTEN = 40
#: So many words before the cue are looked at for what parts a name from it.
_GAP = 40
#: More than anybody is asked for.
_MANY = 1000


#: Features that begin with the same text, and how each goes on.
Block: TypeAlias = tuple[str, Sequence[str]]


class _Case:
    """What is asked, with what all options share."""

    def __init__(self, asked: Asked, options: Sequence[Option]) -> None:
        self.asked, self.scene, self.draft, self.at = asked, asked.scene, asked.draft, asked.at
        form = self.draft.cue_form
        self.form, self.person = form, form.person if form is not None else "-"
        self.cue = _cue(self.draft)
        #: What is known of somebody by the key.
        self.somebody: Memo[str | None, _Somebody] = Memo(self._somebody, _MANY)
        #: How often more the words of the phrases among the options stand in the text, and the length of the longest such one.
        phrases = {one.span: bare(self.scene, one.span) for one in options if one.span is not None}
        self.again = {span: asked.recurring.again(*words) for span, words in phrases.items()}
        self.longest = max((phrases[span][1] - phrases[span][0] for span, again in self.again.items() if again), default=0)
        self._near: tuple[list[str | None], Counter[str | None], int] | None = None

    def _named_before(self) -> tuple[list[str | None], Counter[str | None], int]:
        """Who was named before the cue, the nearest first, how often, and how many of the nearest names are in the sentence."""
        if self._near is None:
            before = islice(self.asked.mentions.before(self.scene.words[self.at].start), _OFTEN)
            near = [(one.entity, one.span.start) for one in before]
            start = self.scene.words[self.scene.units[self.draft.unit][0]].start
            named: list[str | None] = [key for key, _ in near]
            self._near = named, Counter(named), sum([offset >= start for _, offset in near])
        return self._near

    def _somebody(self, key: str | None) -> _Somebody:
        named, counts, here = self._named_before()
        often = f"{min(counts[key or ''], 4)} {bool(counts) and counts[key or ''] >= max(counts.values())}"
        lately = self.asked.spoken[max(0, self.asked.number - _BACK) : self.asked.number]
        spoke = min(len([1 for one in lately if key in [speaker.entity for speaker in one.speakers]]), 3)
        near = named[: 2 * _BETWEEN]
        if key not in near:
            return _Somebody(spoke, _BETWEEN, False, often)
        at = near.index(key)
        return _Somebody(spoke, min(len(set(near[:at])), _BETWEEN), at < here, often)


class _Somebody(NamedTuple):
    """How often somebody spoke of late, up to three times; how many others were named between the last name and the cue, and
    whether that name is in the sentence; how often somebody was named, and whether nobody else was named so often."""

    spoke: int
    since: int
    here: bool
    often: str


def features(asked: Asked, options: Sequence[Option]) -> list[tuple[str, ...]]:
    """For each option, names of what is there about it: its kind with the cue, its words, what stands around it, who else it
    is, and what stands against it. The first option is the one that the rules take.
    """
    return [names_of(one) for one in blocks(asked, options)]


def blocks(asked: Asked, options: Sequence[Option]) -> list[list[Block]]:
    """The same in blocks, which have not been joined to names."""
    case = _Case(asked, options)
    return [_blocks(case, options, at) for at in range(len(options))]


def names_of(told: Sequence[Block]) -> tuple[str, ...]:
    """The features of blocks by name, each once."""
    return tuple(dict.fromkeys([prefix + each for prefix, those in told for each in those]))


def weigh(model: Linear, told: Sequence[Block]) -> int:
    """The thousandths that a model gives to blocks: those of their features, each once."""
    found: dict[str, dict[str, None]] = {}
    for prefix, those in told:
        if prefix in found:
            found[prefix].update(dict.fromkeys(those))
        else:
            found[prefix] = dict.fromkeys(those)
    return sum([sum(map(model.behind[prefix].get, those, repeat(0))) for prefix, those in found.items()])


def _blocks(case: _Case, options: Sequence[Option], at: int) -> list[Block]:
    option = options[at]
    cue, kind, draft = case.cue, _kind(options, option), case.draft
    plain = [kind, f"{kind} {cue}", f"{kind} {draft.rule}"]
    if case.form is not None:
        plain.append(f"{kind} {case.form.frame.id}")
    found: list[Block] = [("", plain)]
    for one in (option, *option.also):
        told = _of_one(case, one)
        found.append((f"{_kind(options, one)}: ", told))
        found.append(("agrees: ", _agreement(case, one)))
        if one.kind in _CUTS:
            found.append(("cut: ", told))
    last = ["first", f"first {kind}", f"first {kind} {cue}"] if at == 0 else []
    last.append(f"{kind} number {len([1 for one in options[:at] if one.kind == option.kind])} {cue}")
    if option.span is not None and option.kind not in _PAPERS:
        last.extend(_again(case, option.span, option.kind))
    last.extend([f"{kind} also {other}" for other in sorted({one.kind for one in option.also})])
    found.append(("", last))
    return found


def _kind(options: Sequence[Option], option: Option) -> str:
    """The kind of an option; somebody from elsewhere who stands against a phrase at the cue is a case of its own."""
    told = options[0].kind in ("told", "issuer") and option is not options[0]
    return f"{option.kind} instead" if told and option.kind in ("earlier", "acting", "mention") else option.kind


def _cue(draft: Draft) -> str:
    form = draft.cue_form
    if form is None:
        return "no cue"
    return f"{form.tense} {form.conjunction and 'joined'} {draft.inside is not None and 'nested'}"


def _of_one(case: _Case, option: Option) -> list[str]:
    if option.span is not None:
        return _of_phrase(case, *option.span)
    if option.number is not None:
        return _of_statement(case, option.number)
    if option.mention is not None:
        return _of_mention(case, option.mention)
    return [f"{case.draft.subject is not None and 'phrase'} {case.draft.document and 'document'}"]


def _again(case: _Case, span: tuple[int, int], kind: str) -> list[str]:
    """Whether the words of a phrase stand in the text once more, and are the most of those options that do."""
    first, stop = bare(case.scene, span)
    again, longest = case.again[span], case.longest
    return [
        f"again {again} {min(stop - first, 4)}", f"{kind} again {again > 0}",
        f"again {again > 0} longest {0 < longest <= stop - first} {longest > 0}",
    ]  # fmt: skip


def _agreement(case: _Case, option: Option) -> list[str]:
    """Whether somebody agrees with the cue's verb in gender and number: told alike of all kinds of options."""
    scene, person = case.scene, case.person
    if option.span is not None:
        first = option.span[0]
        return [f"{gender_of(scene, first)} {person}", f"{number_at(scene, first)} {person}"]
    keys = [one.entity for one in case.asked.spoken[option.number].speakers] if option.number is not None else []
    key = option.mention.entity if option.mention is not None else keys[0] if keys else None
    if key is None:
        return []
    entity, told = case.asked.mentions.register.of(key), case.asked.mentions.register.gender(key)
    gender = told or "-" if entity.kind == "person" else gender_by_word(scene, entity.name)
    number = "many" if len(keys) > 1 else number_of(entity.name)
    return [f"{gender} {person}", f"{gender} {person} {entity.kind == 'person'}", f"{number} {person}"]


# -- a noun phrase -----------------------------------------------------------------------------------------------------


def _of_phrase(case: _Case, first: int, stop: int) -> list[str]:
    scene, at, person = case.scene, case.at, case.person
    behind = first > at
    head, follows, last = head_of(scene, first), what_follows(scene, stop), last_of(scene, first, stop)
    name, after = names_in(scene, first, stop)
    inside = range(first + 1, stop)
    found = [
        f"head {head}", f"head {head} {person}",
        f"speaks {often_at(scene, first, person)}", f"gender {gender_of(scene, first)} {person}", f"words {min(stop - first, 8)}",
        f"far {how_far(first - at if behind else at - stop)} {'behind' if behind else 'before'}",
        f"next {follows}", f"next {follows} then {class_of(scene, stop + 1)}", f"head {head} next {follows}",
        f"next {follows} seen {seen_at(scene, stop)}",
        f"last {last}", f"last {last} seen {seen_at(scene, stop - 1)}", f"last {last} next {follows}",
        f"ends {ending_of(scene, first)} {person}",
        f"number {number_at(scene, first)} {person}",
        f"agrees {agrees_with(scene, first, stop)}", f"agrees {agrees_with(scene, first, stop - 1)} last",
        f"name {name}", f"name {name} next {after}",
        f"in {_has(scene, 'prep', inside) and 'prep'} {any(map(scene.is_soft, inside)) and 'comma'}",
    ]  # fmt: skip
    found += _held(case, first, stop, head)
    return found + (_behind(case, first, stop, follows) if behind else _before(case, first, stop))


def _held(case: _Case, first: int, stop: int, head: str) -> list[str]:
    """What a phrase holds behind its first word that may be no part of it: prepositions, and whether the cue itself asks for
    them, verbs, words without the article behind one with it."""
    scene, form = case.scene, case.form
    own = frozenset((form.frame.addressee,)) | form.frame.clause | form.frame.nominal if form is not None else frozenset()
    found = []
    for at in range(first + 1, stop):
        norm = scene.norm(at)
        if scene.has("prep", at):
            found += [f"holds {norm} {class_of(scene, at + 1)}", f"holds {norm} {head}", f"holds own {norm in own}"]
        elif is_attached(scene, at):
            found += [f"holds attached {norm[:1]} {head}", f"holds attached own {norm[:1] in own}"]
        elif scene.is_finite(at):
            found.append(f"holds verb {class_of(scene, at - 1)} {bool(scene.verbs(at))}")
        elif at > first + 1 and scene.news.is_definite(scene.norm(at - 1)) and not scene.news.is_definite(norm):
            found.append(f"holds indefinite {class_of(scene, at)} {scene.has('role', at)} {OBJECT in own}")
    return found


def _behind(case: _Case, first: int, stop: int, follows: str) -> list[str]:
    """What is told of a phrase behind the cue."""
    scene, at, form, draft = case.scene, case.at, case.form, case.draft
    rest = _rest(case, stop)
    found = [f"rest {rest} {draft.rule}", f"rest {rest} next {follows} {form.frame.addressee if form is not None else '-'}"]
    if form is None:
        return found
    frame, told, enclitic, near = form.frame, form.frame.addressee or "-", bool(form.enclitic), draft.first - stop < 2
    found += [
        f"frame {told} {'object' if is_object(scene, first, case.person) else 'any'}",
        f"frame {told} next {follows}",
        f"frame {told} {enclitic} direct {first == at + 1} {near} {draft.rule}",
        f"frame {frame.id} {enclitic} next {follows} {near}",
    ]
    if frame.addressee == OBJECT:
        found.append(f"object {rest} {enclitic} {TRANSITIVE in frame.notes} {case.cue}")
    return found


def _before(case: _Case, first: int, stop: int) -> list[str]:
    """What is told of a phrase before the cue."""
    scene, gap = case.scene, range(stop, case.at)
    return [
        f"said {_is_said(case, first)}",
        f"units {min(case.draft.unit - _unit(scene, first), 3)} {case.cue}",
        f"behind {class_of(scene, first - 1)}",
        _gap(scene, gap),
        f"gap {_has(scene, 'relative', gap) and 'relative'} {how_far(case.at - stop)}",
    ]


def _gap(scene: Scene, gap: range) -> str:
    """Whether a verb and a comma stand between a phrase and the cue."""
    return f"gap {any(map(scene.is_finite, gap)) and 'verb'} {any(map(scene.is_soft, gap)) and 'comma'}"


def _has(scene: Scene, name: str, words: range) -> bool:
    """Whether one of some words is of a class."""
    return not scene.members[name].isdisjoint(words)


def _rest(case: _Case, stop: int) -> str:
    """How many words stand between a phrase behind the cue and what is said or the particle that leads to it, up to three,
    and whether none of them is left over by a preposition, a mark or an adverb."""
    scene, end = case.scene, case.draft.first
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


def _of_statement(case: _Case, number: int) -> list[str]:
    asked, draft, cue, person = case.asked, case.draft, case.cue, case.person
    before, spoken = asked.drafts[number], asked.spoken[number]
    back, units = asked.number - number, draft.unit - before.unit
    first, agreed = spoken.speakers[0], agrees(asked, number)
    kind = asked.mentions.register.of(first.entity).kind if first.entity else "-"
    known, near, few = case.somebody[first.entity], min(back, 3), min(units, 2)
    found = [
        f"back {min(back, 5)}", f"units {min(units, 4)}", f"units {min(units, 4)} {cue}",
        f"back {near} units {few} {draft.document and 'document'}", f"agrees {agreed}", f"agrees {agreed} {near}",
        f"was {first.how} {before.rule}", f"many {len(spoken.speakers) > 1} {person}",
        f"inside {draft.inside == number and 'it'} {before.inside == draft.inside and 'beside'} "
        f"{before.inside is not None and 'nested'}",
        f"phrase {draft.subject is not None}", f"line {_is_new_line(asked)} {few} {cue}",
        f"form {before.form} {draft.form} {few}",
        f"kind {kind} {person}", f"kind {kind} {first.how} {near}", f"kind {kind} agrees {agreed}",
        f"spoke {known.spoke} {near}", f"since {known.since} {near}",
        f"here {known.here} {cue}", f"lines {_lines(asked, number)} {cue}", f"often {known.often}",
        f"speaks {often_speaks(asked.scene, first.name, person)}", f"number {number_of(first.name)} {person}",
        f"gap {how_far(max(case.at - before.stop, 0))} {units == 0}",
    ]  # fmt: skip
    if first.span is not None:
        found.append(f"head {head_of(asked.scene, asked.scene.index_after(first.span.start))} {cue}")
    if draft.document:
        found.append(f"document {near} {before.document} {bool(before.via)} {before.at is not None}")
    return found


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


def _of_mention(case: _Case, mention: Mention) -> list[str]:
    scene, asked, person = case.scene, case.asked, case.person
    first = max(scene.index_after(mention.span.start + 1) - 1, 0)  # letters may be attached to the name
    stop = scene.index_after(mention.span.stop)
    unit = scene.units[case.draft.unit][0]
    where = "same" if first >= unit else "before"
    wanted = {"3ms": "m", "3fs": "f"}.get(person)
    gender = asked.mentions.register.gender(mention.entity)
    entity = asked.mentions.register.of(mention.entity)
    known, kind, behind = case.somebody[mention.entity], entity.kind, class_of(scene, first - 1)
    return [
        f"{where} {how_far(case.at - stop)}", f"{where} behind {behind}", f"{where} next {class_of(scene, stop)}",
        f"{where} kind {kind} {mention.how}", f"gender {gender if wanted is None or gender is None else gender == wanted}",
        f"head {gender_of(scene, min(first, len(scene.words) - 1))} {person}", f"{where} {case.cue}",
        f"{where} kind {kind} {person}", f"{where} spoke {known.spoke}", f"{where} since {known.since}",
        f"{where} often {known.often}", f"number {number_of(entity.name)} {person}",
        f"speaks {often_speaks(scene, entity.name, person)} {kind}", f"{where} said {_is_said(case, first)}",
        f"{where} {_gap(scene, range(max(stop, case.at - _GAP), case.at))}", f"{where} at {opens_at(scene, first)} {behind}",
    ]  # fmt: skip


def _is_said(case: _Case, index: int) -> bool:
    """Whether a word stands inside what somebody said before."""
    number = case.asked.number
    return bool([one for one in case.asked.drafts[max(0, number - _BACK) : number] if one.first <= index < one.stop])


__all__ = ["Block", "blocks", "features", "names_of", "weigh"]
