"""What stands beside a statement: through what it was said (a document, a channel), to whom, and on what occasion.

Three places tell it: behind the cue («قال في بيان»), before it («وفي تغريدة، قال»; «نشر مقالا قال فيه»), and behind what
is said («…»، في تصريح لرويترز).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from musnad.find.beside_ends import is_relayed, medium_end, occasion_end
from musnad.find.contents import By, find_by, may_lead
from musnad.find.documents import document_noun, issuer_of, told_of
from musnad.find.drafts import Draft
from musnad.find.media import handed_by, is_outlet, is_published, medium
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.find.told import directed, is_public, is_told
from musnad.find.words import ARTICLE
from musnad.records import Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_FOR, _AND, _WITH = (fold_key(letter) for letter in ("ل", "و", "ب"))
_ON = forms("function_words", "full-preposition")[1]
_OF = forms("function_words", "full-preposition")[3]
_BY = frozenset(forms("function_words", "by-way-of"))
_IN_IT = frozenset(forms("function_words", "in-it"))
_DURING = frozenset(forms("circumstances", "occasion-way"))
_NO_OCCASION = frozenset(forms("circumstances", "no-occasion"))
_BEFORE = frozenset(forms("circumstances", "before-whom"))
_INSTEAD = frozenset(forms("circumstances", "in-place-of"))
_HANDED_ON = frozenset(forms("circumstances", "handed-on"))
_HAND_ON = frozenset(forms("circumstances", "hand-on"))
_LATEST = frozenset(forms("circumstances", "latest"))
_THEREBY = frozenset(forms("circumstances", "thereby"))
#: Words before a cue, and behind what is said, in which circumstances are looked for.
BEFORE, BEHIND = 25, 14
OBJECT = "obj"
#: The note of a verb whose object is spoken of and not told («اتهم», «وصف»).
ACCUSED = "of-whom"


@dataclass(slots=True)
class _Beside:
    """What is found so far; `via` from the outermost relay in.

    `addressed`: whom the talk or letter was for that it was said in; `spoken`: a noun phrase at the cue tells who speaks.
    """

    to: Span | None = None
    at: Span | None = None
    addressed: Span | None = None
    spoken: bool = False
    via: list[Span] = field(default_factory=list)


def with_circumstances(scene: Scene, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Add relays, audience and occasion to drafts, from the words around their cues and contents."""
    return tuple(_told(scene, drafts, number) for number in range(len(drafts)))


def _told(scene: Scene, drafts: Sequence[Draft], number: int) -> Draft:
    draft = drafts[number]
    if draft.cue is None or draft.cue_form is None:
        return draft
    beside = _Beside(at=draft.at, spoken=draft.subject is not None)
    _read_before(scene, drafts, number, beside)
    beside.to = beside.addressed or (None if ACCUSED in draft.cue_form.frame.notes else draft.to)
    limit = _next_cue(scene, drafts, number)
    _read_behind_cue(scene, draft, limit, beside)
    _read_behind_content(scene, draft, limit, beside)
    issuer = () if draft.issuer is None else (scene.span(draft.issuer[0], draft.issuer[1] - 1),)
    via = tuple(span for span in beside.via if not any(_meets(span, known) for known in (*draft.via, *issuer)))
    return replace(draft, to=beside.to, at=beside.at, via=(*draft.via, *via))


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.stop and other.start < one.stop


# -- the three places --------------------------------------------------------------------------------------------------


def _read_before(scene: Scene, drafts: Sequence[Draft], number: int, beside: _Beside) -> None:
    """Before the cue: a circumstance at the head of the clause, and the document that «فيه» goes back to."""
    draft = drafts[number]
    cue = draft.cue or 0
    head = max(scene.units[draft.unit][0], cue - BEFORE)
    if scene.norm(cue + 1) in _IN_IT:
        _go_back(scene, head, cue, beside)
    elif (paper := told_of(scene, draft, head)) is not None:
        beside.via.append(scene.span(paper, paper))
    if scene.norm(cue + 1) in _IN_IT or draft.first < cue:
        return
    inside = drafts[draft.inside].first if draft.inside is not None else head
    ends = (one.stop for one in drafts[max(0, number - 6) : number] if one.unit == draft.unit and one.stop <= cue)
    head = max(head, inside, *ends, 0)
    first = next((at + 1 for at in range(cue - 1, head - 1, -1) if _breaks(scene, at)), head)
    _read(scene, first, cue, draft.subject, beside)


def _breaks(scene: Scene, index: int) -> bool:
    return scene.has("that", index) or scene.has("relative", index) or scene.is_finite(index)


def _go_back(scene: Scene, head: int, cue: int, beside: _Beside) -> None:
    """«أصدرت الشركة بيانا جاء فيه», «بثت القناة مقطعا قال فيه»: the nearest document before the cue, and who hands it on."""
    for at in range(cue - 1, head - 1, -1):
        kind = "" if scene.has("cut", at) else medium(scene, at)
        if not kind:
            continue
        if at > head and medium(scene, at - 1) == kind and not scene.news.is_definite(scene.norm(at - 1)):
            at -= 1
        beside.via += _outlet_before(scene, head, at)
        if kind == "occasion":
            beside.at = beside.at or scene.span(at, occasion_end(scene, at, cue) - 1)
        else:
            beside.via += _document(scene, at, cue)
        return


def _outlet_before(scene: Scene, head: int, stop: int) -> list[Span]:
    """An outlet that broadcasts or prints what stands at `stop` («بثت قناة رسمية مقطع فيديو»)."""
    for at in range(stop - 2, head - 1, -1):
        if scene.norm(at).removeprefix(_AND) in _HAND_ON and (is_outlet(scene, at + 1) or is_outlet(scene, at + 2)):
            return [scene.span(at + 1, min(noun_phrase_end(scene, at + 1, stop), stop) - 1)]
    return []


def _read_behind_cue(scene: Scene, draft: Draft, limit: int, beside: _Beside) -> None:
    cue = draft.cue or 0
    stop = draft.first if draft.first > cue else min(limit, cue + BEHIND)
    _read(scene, cue + 1, stop, draft.subject, beside)
    if draft.first > cue and draft.rule not in ("source before", "source behind"):
        beside.via += [span for span in _sources(scene, draft, stop) if not any(_meets(span, known) for known in beside.via)]
    if draft.rule in ("source before", "source behind"):
        beside.to = None


def _sources(scene: Scene, draft: Draft, stop: int) -> list[Span]:
    """«وأوضح المدير، بحسب وكالة الأنباء، أن»: a source between the cue and what is said hands it on.

    «نقلا عن» names who speaks instead.
    """
    cue, subject = draft.cue or 0, range(*(draft.subject or (0, 0)))
    for at in range(cue + 1, stop):
        if at in subject or not may_lead(scene, at) or scene.has("relay-noun", at):
            continue
        by = find_by(scene, at, stop)
        if by is not None:
            return [scene.span(one[0], one[1] - 1) for one in _relays(scene, by, stop)]
    return []


def _relays(scene: Scene, by: By, stop: int) -> Iterator[tuple[int, int]]:
    """Who hands words on, outermost first: a document («لبيان أصدرته الوزارة») behind who issued it."""
    if by.relay is not None:
        yield by.relay
    first = by.subject[0]
    if not document_noun(scene, first):
        yield by.subject
        return
    issuer = issuer_of(scene, first, stop)
    if issuer is not None:
        yield issuer
    yield first, first + 1


def _next_cue(scene: Scene, drafts: Sequence[Draft], number: int) -> int:
    """Where the next statement of the same sentence begins, or the sentence ends."""
    draft = drafts[number]
    after = max(draft.stop, draft.cue or 0)
    cues = (one.cue for one in drafts[number + 1 : number + 4] if one.cue is not None and one.cue > after)
    return min(scene.units[draft.unit][1], *cues, len(scene.words))


def _read_behind_content(scene: Scene, draft: Draft, limit: int, beside: _Beside) -> None:
    """Behind what is said: only what follows at once, before the next statement's cue."""
    if draft.inside is not None or draft.rule in ("source before", "source behind"):
        return
    first, limit = draft.stop, min(limit, draft.stop + BEHIND)
    while first < limit and (scene.words[first].kind == "mark" or scene.norm(first) in _THEREBY):
        first += 1
    if first < limit and (_leads(scene, first) or _attached(scene, first)):
        _read(scene, first, limit, None, beside, at_once=True)


# -- reading words in order ---------------------------------------------------------------------------------------------


def _read(scene: Scene, first: int, stop: int, skip: tuple[int, int] | None, beside: _Beside, at_once: bool = False) -> None:
    """Read circumstances in a range of words, the subject left out; `at_once`: up to the first word that is none."""
    index = first
    while index < stop:
        if skip is not None and skip[0] <= index < skip[1]:
            index = skip[1]
            continue
        quote = scene.opens.get(index)
        if quote is not None:
            index = max(index + 1, min(scene.index_after(quote.stop), stop))
            continue
        end = _step(scene, index, stop, beside)
        if at_once and end == index and scene.words[index].kind != "mark":
            return
        index = max(end, index + 1)


def _step(scene: Scene, index: int, stop: int, beside: _Beside) -> int:
    """Read one circumstance at a word; the index behind it, the same index where there is none."""
    norm = scene.norm(index)
    if is_told(scene, index) or (norm in _BEFORE and is_public(scene, index + 1, stop)):
        return _audience(scene, index, stop, beside)
    if norm in _INSTEAD and index + 2 < stop and starts_phrase(scene, index + 2):
        return _relay(scene, index + 2, stop, beside)
    if is_relayed(scene, index) and index + 1 < stop:
        return _relay(scene, index + 1, stop, beside) if starts_phrase(scene, index + 1) else index
    if index + 1 < stop and _leads(scene, index):
        return _behind_preposition(scene, index, index + 1, stop, beside)
    if _attached(scene, index):
        return _behind_preposition(scene, index, index, stop, beside)
    return index


def _leads(scene: Scene, index: int) -> bool:
    norm = scene.norm(index).removeprefix(_AND)
    if norm not in _BY and norm not in _DURING:
        return False
    latest = scene.norm(index + 1) in _LATEST and medium(scene, index + 2) in ("document", "occasion")
    return latest or medium(scene, index + 1) != ""


def _attached(scene: Scene, index: int) -> bool:
    """«بتغريدة», «ببيان», «بتصريح»: a medium with the preposition of one letter."""
    norm = scene.norm(index)
    return norm.startswith(_WITH) and medium(scene, index, norm[1:]) in ("document", "occasion") and norm not in scene.news.counts


def _behind_preposition(scene: Scene, index: int, noun: int, stop: int, beside: _Beside) -> int:
    """A document or channel is a relay; an occasion is where it was said."""
    way = scene.norm(index).removeprefix(_AND)
    noun += noun > index and scene.norm(noun) in _LATEST and not medium(scene, noun)
    kind = medium(scene, noun, scene.norm(noun)[1:] if noun == index else None)
    told = directed(scene, noun, _plain(scene, index, noun), stop, beside.spoken)
    if told is not None:
        beside.to = beside.addressed = beside.to or scene.span(told[0], told[1] - 1)
        if kind == "occasion" and way != _ON:
            beside.at = beside.at or scene.span(index, told[0] - 1)
            return told[1]
    if kind == "occasion":
        if way == _ON or _plain(scene, index, noun) in _NO_OCCASION:
            return index
        end = occasion_end(scene, noun, stop)
        beside.at = beside.at or scene.span(index, end - 1)
        return end
    through = kind == "channel" and scene.norm(index - 1) == _OF  # «من خلال موقع»
    if (way in _DURING and not through) or (way == _ON and kind == "document"):
        return index
    found = _document(scene, noun, stop)
    beside.via += found
    return max(scene.index_after(span.stop) for span in found)


def _plain(scene: Scene, index: int, noun: int) -> str:
    """A noun without its article and, where it is one word with its preposition, without that."""
    norm = scene.norm(noun)[index == noun :]
    return norm.removeprefix(ARTICLE)


def _document(scene: Scene, noun: int, stop: int) -> list[Span]:
    """The relays of a document or channel, outermost first: who broadcast it, and itself («بيان بثه التلفزيون»)."""
    end = medium_end(scene, noun, stop)
    span = scene.span(noun, end - 1)
    if end + 1 < stop and (way := end + is_published(scene, end)) and _leads(scene, way) and medium(scene, way + 1) == "channel":
        return [scene.span(way + 1, medium_end(scene, way + 1, stop) - 1), span]
    outer = handed_by(scene, end, stop)
    return [scene.span(outer[0], outer[1] - 1), span] if outer else [span]


def _relay(scene: Scene, first: int, stop: int, beside: _Beside) -> int:
    end = noun_phrase_end(scene, first, stop)
    if end > first:
        beside.via.append(scene.span(first, end - 1))
    return max(end, first)


# -- audiences ----------------------------------------------------------------------------------------------------------


def _audience(scene: Scene, index: int, stop: int, beside: _Beside) -> int:
    end, quote = index + 1, scene.opens.get(index + 1)
    if scene.norm(index) == _FOR and quote is not None and quote.closed:
        end = scene.index_after(quote.stop)
    elif scene.norm(index) in {_FOR, *_BEFORE} or index in scene.known:
        end = max(end, noun_phrase_end(scene, index + (index not in scene.known), stop))
    else:
        end = medium_end(scene, index, stop)
    beside.to = beside.to or scene.span(index, end - 1)
    return end


__all__ = ["ACCUSED", "OBJECT", "with_circumstances"]
