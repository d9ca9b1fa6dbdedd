"""What tells who speaks from who does not: the features of each option, for the learned choice among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from musnad.find.names import is_name_word
from musnad.find.objects import is_attached, is_object
from musnad.find.scene import Scene
from musnad.find.words import ARTICLE
from musnad.link.options import Asked, Option, agrees
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_AND, _FOR, _WITH = fold_key("و"), fold_key("ل"), fold_key("ب")
_TEH = "\N{ARABIC LETTER TEH MARBUTA}"
_TANWIN = "\N{ARABIC FATHATAN}"
_OBLIQUE, _ALEF = fold_key("ين"), fold_key("ا")
_OWN = forms("clitics", "own")
_CLASSES = ("role", "title", "unnamed", "document", "occasion", "outlet", "prep", "time-adjective", "between", "cut", "that")
_AFTER = ("that", "prep", "cut", "relative", "opener", "double", "by", "audience", "role", "title", "time-adjective")


#: So many statements back are counted as those of the same speaker, and so many names between a name and the cue.
_BACK, _BETWEEN = 12, 6
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
        found.extend(f"{_kind(options, one)}: {name}" for name in _of_one(asked, one))
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
    yield f"head {head_of(scene, first)}"
    yield f"head {head_of(scene, first)} {person}"
    yield f"speaks {_often(scene, first, person)}"
    yield f"gender {_gender(scene, first)} {person}"
    yield f"words {min(stop - first, 8)}"
    yield f"far {_far(first - at if behind else at - stop)} {'behind' if behind else 'before'}"
    yield f"next {_after(scene, stop)}"
    yield f"next {_after(scene, stop)} then {class_of(scene, stop + 1)}"
    yield f"next {_after(scene, stop)} seen {_seen(scene, stop)}"
    yield f"last {_last(scene, first, stop)}"
    yield f"last {_last(scene, first, stop)} seen {_seen(scene, stop - 1)}"
    yield f"last {_last(scene, first, stop)} next {_after(scene, stop)}"
    yield f"ends {_ending(scene, first)} {person}"
    if form is not None and behind:
        yield f"frame {form.frame.addressee or '-'} {'object' if is_object(scene, first, person) else 'any'}"
        yield f"frame {form.frame.addressee or '-'} next {_after(scene, stop)}"
        direct = f"{first == at + 1} {asked.draft.first - stop < 2}"
        yield f"frame {form.frame.addressee or '-'} {bool(form.enclitic)} direct {direct} {asked.draft.rule}"
        yield f"frame {form.frame.id} {bool(form.enclitic)} next {_after(scene, stop)} {asked.draft.first - stop < 2}"
    if not behind:
        yield f"behind {class_of(scene, first - 1)}"
        gap = range(stop, at)
        yield f"gap {any(scene.is_finite(i) for i in gap) and 'verb'} {any(scene.is_soft(i) for i in gap) and 'comma'}"
        yield f"gap {any(scene.has('relative', i) for i in gap) and 'relative'} {_far(at - stop)}"
    name, after = _names(scene, first, stop)
    yield f"name {name}"
    yield f"name {name} next {after}"
    inside = range(first + 1, stop)
    yield f"in {any(scene.has('prep', i) for i in inside) and 'prep'} {any(scene.is_soft(i) for i in inside) and 'comma'}"


def _names(scene: Scene, first: int, stop: int) -> tuple[str, str]:
    """Where a phrase ends among the names that were found: behind one, inside one …, and whether one follows."""
    ends = [(scene.named[at], at in scene.persons) for at in range(first, stop) if at in scene.named]
    last, person = max(ends, default=(0, False))
    name = "none" if not ends else "cut" if last > stop else "last" if last == stop else "inside"
    behind = stop + 1 if scene.is_soft(stop) else stop
    after = "person" if behind in scene.persons else "other" if behind in scene.named else "none"
    return f"{name} {person and 'person'}", f"{after} {behind > stop and 'comma'}"


def head_of(scene: Scene, at: int) -> str:
    """What kind of word a phrase begins with."""
    if at in scene.known:
        return f"known {scene.known[at].kind}"
    norm = scene.norm(at)
    if scene.words[at].kind != "arabic":
        return scene.words[at].kind
    plain = norm[2:] if scene.news.is_definite(norm) else norm
    article = "the" if plain != norm else "a"
    for name in ("unnamed", "document", "role", "title", "outlet", "occasion"):
        if plain in scene.news.classes[name] or norm in scene.news.classes[name]:
            return f"{name} {article}"
    if scene.news.is_given_name(norm):
        return "given name"
    if is_name_word(scene.news, norm):
        return f"name {article}"
    if plain in scene.news.verbal_nouns:
        return f"verbal noun {article}"
    if is_attached(scene, at):
        return "preposition"
    return f"noun {article}"


def _often(scene: Scene, at: int, person: str) -> str:
    """How often the word is seen behind verbs of saying of the cue's gender, and as a share of all its occurrences."""
    counts = scene.news.of(scene.norm(at))
    spoke = counts.after_f if person == "3fs" else counts.after_m if person == "3ms" else counts.after_m + counts.after_f
    seen = counts.bare + counts.article
    return f"{min(spoke.bit_length(), 7)} of {'none' if not seen else (100 * spoke // max(seen, 1)).bit_length()}"


def _seen(scene: Scene, at: int) -> str:
    """How common a word is, by order of magnitude: names of strangers are rare."""
    counts = scene.news.of(scene.norm(at))
    return str(min((counts.bare + counts.article).bit_length() // 3, 4))


def _gender(scene: Scene, at: int) -> str:
    counts = scene.news.of(scene.norm(at))
    if counts.after_m + counts.after_f > 4:
        return "m" if counts.after_m > 3 * counts.after_f else "f" if counts.after_f > 3 * counts.after_m else "both"
    return "teh" if scene.view.text[scene.words[at].stop - 1] == _TEH else "-"


def _ending(scene: Scene, at: int) -> str:
    word = scene.words[at]
    if _TANWIN in scene.view.text[word.start : word.stop]:
        return "tanwin"
    if word.norm.endswith(_OBLIQUE):
        return "oblique"
    if word.norm.endswith(_ALEF):
        return "alef"
    if word.norm.endswith(_OWN) and scene.view.text[word.stop - 1] != _TEH and not scene.news.is_definite(word.norm):
        return "own"
    return "-"


def _far(words: int) -> str:
    return str(words) if words < 4 else "4-7" if words < 8 else "8-15" if words < 16 else "far"


def class_of(scene: Scene, at: int) -> str:
    """What kind of word stands at a place, for what is around a phrase."""
    if not 0 <= at < len(scene.words):
        return "edge"
    if at in scene.opens or scene.words[at].kind != "arabic":
        return "mark" if scene.words[at].kind == "mark" and not scene.is_soft(at) else "comma" if scene.is_soft(at) else "other"
    for name in _AFTER:
        if scene.has(name, at):
            return name
    if scene.is_finite(at):
        return "verb"
    if scene.verbs(at):
        return "participle"
    norm = scene.norm(at)
    if at in scene.known:
        return "known"
    if scene.news.is_definite(norm):
        return "the"
    return "name" if is_name_word(scene.news, norm) else "noun"


def _after(scene: Scene, at: int) -> str:
    found = class_of(scene, at)
    if found in ("prep", "that", "cut"):
        return f"{found} {scene.norm(at).removeprefix(_AND)}"
    if found == "noun" and scene.norm(at)[:1] in (_WITH, _FOR, _AND):
        return f"noun {scene.norm(at)[:1]}"
    return found


def _last(scene: Scene, first: int, stop: int) -> str:
    norm = scene.norm(stop - 1)
    if scene.news.is_definite(norm):
        plain = norm.removeprefix(ARTICLE)
        return "nationality" if plain in scene.news.nationalities else f"the {_ending(scene, stop - 1)}"
    return "only" if stop - 1 == first else class_of(scene, stop - 1)


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
    yield f"{where} {_far(asked.at - stop)}"
    yield f"{where} behind {class_of(scene, first - 1)}"
    yield f"{where} next {class_of(scene, stop)}"
    yield f"{where} kind {entity.kind} {mention.how}"
    yield f"gender {gender if wanted is None or gender is None else gender == wanted}"
    yield f"head {_gender(scene, min(first, len(scene.words) - 1))} {person}"
    yield f"{where} {_cue(asked)}"
    yield f"{where} kind {entity.kind} {person}"
    yield f"{where} spoke {_spoken(asked, mention.entity)}"
    yield f"{where} since {_since(asked, mention.entity)[0]}"
    yield f"{where} said {_is_said(asked, first)}"
    gap = range(max(stop, asked.at - _GAP), asked.at)
    yield f"{where} gap {any(scene.is_finite(i) for i in gap) and 'verb'} {any(scene.is_soft(i) for i in gap) and 'comma'}"
    yield f"{where} at {_opens(scene, first)} {class_of(scene, first - 1)}"


def _is_said(asked: Asked, index: int) -> bool:
    """Whether a word stands inside what somebody said before."""
    lately = asked.drafts[max(0, asked.number - _BACK) : asked.number]
    return any(one.first <= index < one.stop for one in lately)


def _opens(scene: Scene, first: int) -> str:
    """Whether a name stands at the beginning of its sentence, of its line, or further on."""
    for back in range(1, 4):
        if first - back < 0 or "\n" in scene.view.text[scene.words[first - back].stop : scene.words[first - back + 1].start]:
            return "line"
        if scene.norm(first - back) == ".":
            return "sentence"
    return "further"


__all__ = ["class_of", "features", "head_of"]
