"""Statements: who is reported to have said what. Rules in an ordered list; each draft carries the name of its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from musnad.find.complements import Found, find_complement
from musnad.find.contents import content_stop, find_by, form_of, trim_end, words_span
from musnad.find.cues import CueForm
from musnad.find.drafts import Draft
from musnad.find.names import is_name_word
from musnad.find.phrases import is_object, noun_phrase_end, read_zone, starts_phrase
from musnad.find.scene import LONG_QUOTE, Scene
from musnad.records import Span
from musnad.text.fold import fold_key
from musnad.text.quotes import Quote

_DAMMA = "\N{ARABIC DAMMA}"
_FROM, _AND, _FOR, _TO = fold_key("عن"), fold_key("و"), fold_key("ل"), fold_key("إلى")
_AUXILIARIES = frozenset(fold_key("قد وقد كان كانت").split())
#: How many words before a verb its subject may begin.
BACK = 30
#: A clause after a colon without marks, and a title's words, are not cut at commas.
_THAT_THING = frozenset(fold_key("ذلك هذا هذه الأمر").split())
_WHO = frozenset(fold_key("الذي التي الذين").split())
_JUSSIVE = frozenset(fold_key("لم ل فل").split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule looks: the scene, a word, and the unit with its bounds."""

    scene: Scene
    index: int
    unit: int
    first: int
    stop: int


Rule = Callable[[Place], Draft | None]


def find_drafts(scene: Scene) -> tuple[Draft, ...]:
    """Find the statements of a text in the order of their cues; nested ones name the draft that holds them."""
    drafts: list[Draft] = []
    for unit, (first, stop) in enumerate(scene.units):
        for index in range(first, stop):
            if scene.within[index] >= 0 or not _may_report(scene, index):
                continue
            place = Place(scene, index, unit, first, stop)
            draft = _first_of(RULES, place)
            if draft is None:
                continue
            if draft.rule == "source behind" and _joins(drafts, draft, scene):
                continue
            draft = _placed(draft, drafts)
            if draft is not None:
                drafts.append(_handed_on(place, draft))
        drafts.extend(_continued(scene, unit, first, stop, drafts))
    return tuple(drafts)


def _may_report(scene: Scene, index: int) -> bool:
    """Whether any rule can begin at a word: it reads as a cue, names a source, or is a colon."""
    if scene.readings[index] or scene.words[index].norm == ":":
        return True
    norm = scene.words[index].norm
    classes = scene.news.classes
    return norm in classes["by"] or norm in classes["by-ma"] or scene.cues.noun(norm) is not None


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
        if before.stop <= source.cue <= before.stop + 4 and before.rule not in ("source before", "source behind"):
            relay = scene.span(source.subject[0], source.subject[1] - 1)
            drafts[number] = replace(before, via=(*before.via, relay))
            return True
    return False


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
    return replace(draft, via=(scene.span(by.subject[0], by.subject[1] - 1), *draft.via))


def _placed(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """Tell a nested statement from one found twice: the same content is kept once."""
    for number in range(len(drafts) - 1, -1, -1):
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


# --- rules -----------------------------------------------------------------------------------------------------------


def relay(place: Place) -> Draft | None:
    """«نقلت رويترز عن الكرملين قوله إن …»: who is behind «عن» speaks, the verb's subject hands on."""
    scene, index = place.scene, place.index
    for form in _active(place):
        if form.frame.id not in ("relay", "attribute"):
            continue
        link = _FROM if form.frame.id == "relay" else _TO
        split = next(
            (at for at in range(index + 1, min(place.stop, index + 25)) if scene.norm(at).startswith(link)), None
        )
        if split is None:
            continue
        found = find_complement(scene, split, form._replace(frame=_RELAYED(form)), place.stop)
        if found is None:
            continue
        zone_stop = next((at for at in range(split + 1, found.zone_stop) if _is_saying(scene, at)), found.zone_stop)
        speaker = _phrase(scene, split + 1, zone_stop) if scene.norm(split) == link else None
        subject = _phrase(scene, index + 1, split)
        via = (words_span(scene, *subject),) if subject else ()
        draft = _build(place, form, found, "relay")
        if draft is None:
            continue
        relays = (subject,) if subject else ()
        how = "named" if speaker else "pronoun"
        return replace(draft, subject=speaker, how=how, via=via, relays=relays)  # type: ignore[arg-type]
    return None


def _RELAYED(form: CueForm):  # type: ignore[no-untyped-def]
    return replace(
        form.frame,
        clause=frozenset({"0", _FROM, fold_key("ب"), fold_key("إلى"), fold_key("على")}),
        nominal=frozenset(),
        quote=True,
    )


def _is_saying(scene: Scene, index: int) -> bool:
    found = scene.cues.noun(scene.norm(index))
    return found is not None and bool(found.enclitic)


def verb(place: Place) -> Draft | None:
    """A finite verb of reporting with its complement behind it."""
    for form in _active(place):
        if form.tense not in ("past", "present"):
            continue
        found = find_complement(place.scene, place.index, form, place.stop)
        if found is None or _is_impersonal(place, form, found) or not _is_plausible(place, form, found):
            continue
        draft = _build(place, form, found, f"verb {found.lead}")
        if draft is not None:
            return _with_subject(place, draft, found)
    return None


def cause(place: Place) -> Draft | None:
    """«عزا X إلى Y»: what is put down to what, from the thing on."""
    scene = place.scene
    for form in _active(place):
        if form.frame.id not in ("attribute-cause", "ascribe-cause"):
            continue
        to = next(
            (at for at in range(place.index + 1, min(place.stop, place.index + 25)) if scene.norm(at) == _TO), None
        )
        if to is None:
            continue
        subject = _phrase(scene, place.index + 1, to)
        first = next((at for at in range(place.index + 1, to) if scene.norm(at) in _THAT_THING), None)
        if first is None:
            first = subject[1] if subject is not None and subject[1] < to else place.index + 1
        elif subject is not None and subject[0] >= first:
            subject = None
        if first == place.index + 1:
            subject = None
        draft = _build(place, form, Found(first, first, "nominal", None, "object"), "cause")
        if draft is not None:
            return replace(draft, subject=subject, how="named" if subject else None)
    return None


def participle(place: Place) -> Draft | None:
    """A participle («مضيفاً أن», «لافتاً إلى»): the subject of its verb speaks."""
    for form in place.scene.verbs(place.index):
        if form.tense != "participle":
            continue
        found = find_complement(place.scene, place.index, form, place.stop)
        if found is None or found.zone_stop - place.index > 12:
            continue
        draft = _build(place, form, found, f"participle {found.lead}")
        if draft is not None:
            zone = read_zone(place.scene, place.index + 1, found.zone_stop)
            return replace(draft, to=zone.to, at=zone.at, via=zone.via)
    return None


def noun(place: Place) -> Draft | None:
    """A noun that reports, its clause or quotation close behind it («قوله إن», «توقعات بأن», «إعلان الشركة أن»)."""
    scene, index = place.scene, place.index
    form = scene.cues.noun(scene.norm(index))
    if form is None or scene.words[index].kind != "arabic" or scene.has("by", index - 1):
        return None
    found = find_complement(scene, index, form, min(place.stop, index + 14))
    if found is None or found.lead not in ("that", "colon", "mark"):
        return None
    if any(one.tense in ("past", "present") for at in range(index + 1, found.zone_stop) for one in scene.verbs(at)):
        return None
    if found.lead == "mark" and not form.enclitic:
        return None
    draft = _build(place, form, found, "noun")
    if draft is None:
        return None
    subject = None if form.enclitic else _phrase(scene, index + 1, found.zone_stop)
    return replace(draft, subject=subject, how="named" if subject else "pronoun")


def source_before(place: Place) -> Draft | None:
    """«وبحسب رويترز، …»: the source stands before what it says."""
    scene = place.scene
    if place.index > place.first + 1 and not scene.has("opener", place.index - 1):
        return None
    by = find_by(scene, place.index, place.stop)
    if by is None or any(True for at in range(place.first, place.index) if scene.verbs(at)):
        return None
    first = by.stop
    while first < place.stop and (scene.is_soft(first) or scene.norm(first) in _THEN or scene.norm(first) == ":"):
        first += 1
    if first >= place.stop - 1 or _has_own_cue(scene, first, place.stop):
        return None
    stop = content_stop(scene, first, place.stop)
    return _source_draft(place, by.subject, first, stop, "source before")


_THEN = frozenset(fold_key("فإن إن أن فقد").split())


def _has_own_cue(scene: Scene, first: int, stop: int) -> bool:
    """Whether what a source is named for has a verb of reporting of its own at its head («بحسب البيان، ذكر بوتين أن»)."""
    for index in range(first, min(first + 3, stop)):
        if scene.within[index] < 0 and any(
            form.tense in ("past", "present") and find_complement(scene, index, form, stop)
            for form in scene.verbs(index)
        ):
            return True
    return False


def source_behind(place: Place) -> Draft | None:
    """«…، بحسب رويترز»: the source stands behind what it says, and no other cue stands before it."""
    scene = place.scene
    if place.index <= place.first + 2:
        return None
    by = find_by(scene, place.index, place.stop)
    if by is None:
        return None
    first = place.first
    for at in range(place.first, place.index):
        if scene.has("end", at) and scene.is_soft(at - 1):
            first = at + 1
    while first < place.index and (scene.is_soft(first) or scene.norm(first) in ("*", "-", "•")):
        first += 1
    stop = trim_end(scene, first, place.index)
    if stop - first < 3:
        return None
    return _source_draft(place, by.subject, first, stop, "source behind")


def _source_draft(place: Place, subject: tuple[int, int], first: int, stop: int, rule: str) -> Draft | None:
    scene = place.scene
    if stop <= first:
        return None
    quote = scene.opens.get(first)
    if (
        quote is not None
        and quote.closed
        and scene.index_after(quote.stop) >= stop
        and scene.quote_words(quote) >= LONG_QUOTE
    ):
        content = (Span(quote.inner_start, quote.inner_stop),)
        return Draft(content, "direct", "quote", rule, place.unit, first, stop, place.index, _BY, subject, "named")
    span = words_span(scene, first, stop)
    return Draft(
        (span,),
        form_of(scene, first, stop),
        "clause",
        rule,
        place.unit,
        first,
        stop,
        place.index,
        _BY,
        subject,
        "named",
    )


def name_and_colon(place: Place) -> Draft | None:
    """«اسم: "…"» at the head of a sentence: the colon alone is the cue."""
    scene, first = place.scene, place.first
    if scene.norm(place.index) != ":" or not 1 <= place.index - first <= 8:
        return None
    quote = scene.opens.get(place.index + 1)
    if quote is None or scene.quote_words(quote) < 2:
        return None
    if not starts_phrase(scene, first) or noun_phrase_end(scene, first, place.index) != place.index:
        return None
    if not scene.news.can_speak(scene.norm(first)) or scene.verbs(first):
        return None
    content = (Span(quote.inner_start, quote.inner_stop),)
    inner, after = scene.index_after(quote.inner_start), scene.index_after(quote.inner_stop)
    return Draft(
        content,
        "direct",
        "quote",
        "name and colon",
        place.unit,
        inner,
        after,
        None,
        None,
        (first, place.index),
        "named",
    )


def quote_before(place: Place) -> Draft | None:
    """«"…"، قال فلان»: the quotation stands before its cue; what follows behind the speaker goes on with it."""
    scene, index = place.scene, place.index
    back = index - 1
    while back > 0 and (scene.is_soft(back) or scene.has("cut", back)):
        back -= 1
    quote = next((one for one in scene.view.quotes if one.closed and scene.words[back].stop == one.stop), None)
    if quote is None or scene.quote_words(quote) < LONG_QUOTE:
        return None
    for form in _active(place):
        if form.tense not in ("past", "present") or not form.frame.quote or form.conjunction:
            continue
        inner = scene.index_after(quote.inner_start)
        subject = read_zone(scene, index + 1, place.stop).subject
        pieces = [Span(quote.inner_start, quote.inner_stop), *_next_piece(scene, subject[1] if subject else index + 1)]
        after = scene.index_after(quote.inner_stop)
        draft = Draft(tuple(pieces), "direct", "quote", "quote before", place.unit, inner, after, index, form)
        return replace(draft, subject=subject, how="named" if subject else None)
    return None


def _next_piece(scene: Scene, index: int) -> Iterator[Span]:
    """The second half of a quotation that the cue breaks."""
    while index < len(scene.words) and (scene.is_soft(index) or scene.norm(index) == ":"):
        index += 1
    quote = scene.opens.get(index)
    if quote is not None and scene.quote_words(quote) >= LONG_QUOTE:
        yield Span(quote.inner_start, quote.inner_stop)


RULES: tuple[Rule, ...] = (
    relay,
    cause,
    verb,
    participle,
    noun,
    source_before,
    source_behind,
    name_and_colon,
    quote_before,
)


# --- what the rules share --------------------------------------------------------------------------------------------


def _active(place: Place) -> list[CueForm]:
    """Readings of the word as an active reporting verb; a damma on the first letter marks the passive."""
    word = place.scene.words[place.index]
    forms = place.scene.verbs(place.index)
    if not forms or _DAMMA in place.scene.view.text[word.start : word.start + 2 + len(forms[0].conjunction)]:
        return []
    if place.scene.norm(place.index - 1).removeprefix(_AND) not in _JUSSIVE:
        forms = tuple(form for form in forms if form.tense != "jussive")
    return [
        form._replace(tense="present") if form.tense == "jussive" else form
        for form in forms
        if form.tense != "participle"
    ]


_IMPERSONAL = frozenset({"mention", "remind", "expect", "deem-likely", "point", "notice", "hope", "name"})


def _is_impersonal(place: Place, form: CueForm, found: Found) -> bool:
    """«يذكر أن», «يشار إلى»: a present verb at the head of a sentence with no subject says nothing of anybody."""
    if form.tense != "present" or form.person != "3ms" or found.zone_stop > place.index + 1 or form.enclitic:
        return False
    return form.frame.id in _IMPERSONAL and place.index <= place.first + 2


#: Verbs that are also everyday words: a clause must follow within so many words.
_EVERYDAY = {"show": 14, "find-study": 8, "mention": 30, "see": 20, "write": 30, "object": 20, "reply": 30}


def _is_plausible(place: Place, form: CueForm, found: Found) -> bool:
    """Weed out everyday words that only look like cues."""
    if form.frame.id == "show" and form.enclitic:
        return False
    reach = _EVERYDAY.get(form.frame.id)
    if reach is not None and found.zone_stop - place.index > reach:
        return False
    scene = place.scene
    if form.frame.id == "show" and scene.norm(place.index) == fold_key("بين"):
        return found.lead == "that" and place.index in (place.first, place.first + 1)
    return not (scene.has("relative", place.index - 1) and found.lead == "object")


def _build(place: Place, form: CueForm, found: Found, rule: str) -> Draft | None:
    """A draft with its content; None where nothing is left of it."""
    scene = place.scene
    negated = scene.has("negation", place.index - 1)
    if found.quote is not None:
        return _quoted(place, form, found, rule, negated)
    stop = content_stop(scene, found.first, place.stop)
    if stop <= found.first:
        return None
    span = words_span(scene, found.first, stop)
    return Draft(
        (span,), form_of(scene, found.first, stop), found.kind, rule, place.unit, found.first, stop, place.index, form,
        negated=negated,
    )  # fmt: skip


def _quoted(place: Place, form: CueForm, found: Found, rule: str, negated: bool) -> Draft:
    scene, quote = place.scene, found.quote
    assert quote is not None
    pieces = (_inner(scene, quote),)
    after = scene.index_after(quote.inner_stop)
    return Draft(pieces, "direct", "quote", rule, place.unit, found.first, after, place.index, form, negated=negated)


def _inner(scene: Scene, quote: Quote) -> Span:
    """What stands inside the marks, a full stop at its end left out."""
    stop = quote.inner_stop
    while stop > quote.inner_start and scene.view.text[stop - 1] in " .،,\n":
        stop -= 1
    start = quote.inner_start
    while start < stop and scene.view.text[start].isspace():
        start += 1
    return Span(start, stop)


def _with_subject(place: Place, draft: Draft, found: Found) -> Draft:
    """Add who speaks: the noun phrase behind the verb, else the one before it, else nobody yet."""
    scene = place.scene
    zone = read_zone(scene, place.index + 1, found.zone_stop)
    draft = replace(draft, to=zone.to, at=zone.at, via=zone.via)
    quoted = _quoted_source(scene, place.index + 1, found.zone_stop)
    if quoted is not None:
        via = () if zone.subject is None else (scene.span(zone.subject[0], zone.subject[1] - 1),)
        return replace(draft, subject=quoted, how="named", via=(*via, *zone.via))
    form = draft.cue_form
    assert form is not None
    if zone.subject is not None and form.frame.addressee and is_object(scene, zone.subject[0], form.person):
        draft = replace(draft, to=draft.to or scene.span(zone.subject[0], zone.subject[1] - 1))
    elif zone.subject is not None:
        return _document(scene, replace(draft, subject=zone.subject, how="named"))
    before = _antecedent(scene, place.first, place.index)
    if before is None and not form.conjunction:
        before = subject_before(scene, place.first, place.index)
    if before is not None:
        return _document(scene, replace(draft, subject=before, how="named"))
    return draft


def _antecedent(scene: Scene, first: int, index: int) -> tuple[int, int] | None:
    """The noun phrase that a relative pronoun right before the verb goes back to («الرئيس الأميركي، الذي تعهد»)."""
    end = index - 1
    while end > first and scene.norm(end) in _AUXILIARIES:
        end -= 1
    if end <= first or scene.norm(end) not in _WHO:
        return None
    while end > first and scene.is_soft(end - 1):
        end -= 1
    best = None
    for at in range(end - 1, max(first, end - BACK // 2) - 1, -1):
        if scene.is_soft(at) or scene.is_finite(at) or not starts_phrase(scene, at):
            break
        if noun_phrase_end(scene, at, end) == end:
            best = at
    return (best, end) if best is not None and scene.news.can_speak(scene.norm(best)) else None


def _quoted_source(scene: Scene, first: int, stop: int) -> tuple[int, int] | None:
    """Who is quoted by the verb's subject («أشارت الوكالة نقلا عن مصادر إلى أن»)."""
    for at in range(first, stop - 2):
        if scene.has("relay-noun", at) and scene.norm(at + 1) == _FROM:
            return _phrase(scene, at + 2, stop)
    return None


def subject_before(scene: Scene, first: int, index: int) -> tuple[int, int] | None:
    """The noun phrase right before a verb («لكن أمير قطر قال», «وكان المتحدث … أشار»), from the nearest head of a clause.

    A clause begins at the sentence, behind a comma, a connective or a particle.
    """
    end = index
    while end > first and (
        scene.norm(end - 1) in _AUXILIARIES or scene.has("negation", end - 1) or scene.is_soft(end - 1)
    ):
        end -= 1
    for at in range(end - 1, max(first, index - BACK) - 1, -1):
        head = (
            at == first
            or scene.is_soft(at - 1)
            or any(scene.has(name, at - 1) for name in ("opener", "that", "kana", "end"))
        )
        if not head or any(scene.has(name, at) for name in ("opener", "kana", "cut", "that")) or scene.is_soft(at):
            continue
        if _is_subject(scene, at, end):
            return (at, noun_phrase_end(scene, at, end))
    return None


def _is_subject(scene: Scene, first: int, end: int) -> bool:
    """Whether the words up to the verb are one noun phrase that can speak, a relative clause or a date aside."""
    if not starts_phrase(scene, first) or (scene.is_finite(first) and not scene.has("role", first)):
        return False
    norm = scene.norm(first)
    counts = scene.news.of(norm)
    if not (
        counts.after_m + counts.after_f > 1
        or is_name_word(scene.news, norm)
        or first in scene.known
        or first in scene.opens
    ):
        return False
    stop = noun_phrase_end(scene, first, end)
    if stop <= first:
        return False
    rest = range(stop, end)
    if not rest:
        return True
    if any(scene.has("relative", at) for at in rest):
        return not any(scene.is_soft(at) for at in rest) or scene.is_soft(stop)
    return all(not scene.is_finite(at) for at in rest) and (scene.is_soft(stop) or scene.has("cut", stop))


def _document(scene: Scene, draft: Draft) -> Draft:
    """A document as the subject: it is the relay, and who issued it speaks («بيان للكرملين»)."""
    assert draft.subject is not None
    first, end = draft.subject
    norm = scene.norm(first)
    plain = norm[2:] if scene.news.is_definite(norm) else norm
    if plain not in scene.news.classes["document"]:
        return draft
    definite = scene.news.is_definite(norm) or norm in scene.news.classes["own-document"]
    issuer = None
    for at in range(first + 1, end):
        word = scene.norm(at)
        if word.startswith(_FOR) and len(word) > 3:
            issuer = (at, end)
            break
        if word == _FROM and at + 1 < end:
            issuer = (at + 1, end)
            break
    via = (scene.span(first, first), *draft.via)
    return replace(draft, document=definite or issuer is not None, issuer=issuer, via=via)


def _phrase(scene: Scene, first: int, stop: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `first`, before `stop`."""
    if first >= stop:
        return None
    return read_zone(scene, first, stop).subject


def _continued(scene: Scene, unit: int, first: int, stop: int, drafts: list[Draft]) -> list[Draft]:
    """A sentence that is nothing but a quotation, right behind a quotation: the same speaker goes on."""
    quote = scene.opens.get(first)
    if quote is None or not drafts or drafts[-1].form != "direct" or drafts[-1].unit not in (unit - 1, unit):
        return []
    if drafts[-1].unit == unit or scene.quote_words(quote) < 5 or scene.index_after(quote.stop) < stop - 1:
        return []
    last = drafts.pop()
    return [replace(last, content=(*last.content, _inner(scene, quote)), unit=unit)]


def _noun_like(lemma: str) -> CueForm:
    from musnad.find.cues import Frame  # a frame of its own: prepositions take no complement to look for

    return CueForm(Frame("by", lemma, "say", frozenset(), frozenset(), False, ""), "noun", "-")


_BY = _noun_like("\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER QAF}")

__all__ = ["RULES", "Place", "find_drafts", "subject_before"]
