"""Where a commitment ends: the next cue, a source named behind it, the reporter going on, the end of the sentence."""

from __future__ import annotations

from typing import NamedTuple

from musnad.find.asides import is_extent, is_main_clause, is_own_wording
from musnad.find.complements import find_complement
from musnad.find.cues import EVERYDAY, LED, CueForm
from musnad.find.documents import document_noun, issuer_of
from musnad.find.ends import Opening, Ruled, choose_end
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import BARE, Scene
from musnad.find.words import ARTICLE
from musnad.records import Form, Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms
from musnad.text.quotes import Quote

_FOR, _AND, _WHAT, _FROM = fold_key("ل"), fold_key("و"), fold_key("ما"), fold_key("عن")
_IN, _ON = fold_key("في"), forms("function_words", "on")[0]
_CLOSING = frozenset('"”»')
_OWN = forms("clitics", "possessive")
(_AS,) = forms("function_words", "as")
#: «كما أعلن» begins a sentence of its own as well as a source («حسبما أعلن» does not).
_AS_ALONE = frozenset((_AS, fold_key("و") + _AS))
#: Nouns that names of bodies begin with.
_BODIES = frozenset(forms("circumstances", "body-head"))
#: «ما ورد في البيان», «ما جاء في البيان»: the document says it.
_STANDS = frozenset(forms("circumstances", "stands-in"))
#: «ما تم نقله عن الصحيفة»: she hands it on.
_DONE, _HANDING_ON = frozenset(forms("circumstances", "is-done")), frozenset(forms("circumstances", "handing-on"))
_TIME = frozenset(forms("function_words", "time-word"))
#: A name in marks has so many words at the most.
LABEL_WORDS = 5
_NO_NOUNS = ("prep", "cut", "that", "relative", "opener", "negation", "double")
_TANWIN = "\N{ARABIC LETTER ALEF}"
_TRAIL = frozenset(".،,؛;:!…-–—")
#: Classes of words that may lead to a source.
_SOURCES = ("by", "by-ma", "relay-noun")
_END = frozenset(".؟?!؛;…")


class By(NamedTuple):
    """A source behind a preposition («بحسب رويترز», «وفق ما ذكرت الصحيفة»): cue word, its subject, first word after.

    `relay` is who hands the source's words on («وفق ما نقلت رويترز عن الوزارة»).
    """

    cue: int
    subject: tuple[int, int]
    stop: int
    relay: tuple[int, int] | None = None


def find_by(scene: Scene, index: int, stop: int) -> By | None:
    """A source named by a preposition at `index`, None where the preposition names none («وفق الخطة»)."""
    if scene.has("relay-noun", index) and scene.norm(index + 1) == _FROM:
        return _by_name(scene, index, index + 2, stop)
    if scene.has("by", index):
        after = index + 1
        norm = scene.norm(after)
        if norm in (_WHAT, _FOR + _WHAT) or scene.has("by-ma", index):
            return _by_verb(scene, index, after + 1, stop)
        if norm == _FOR:
            after += 1
        return _by_phrase(scene, index, after, stop)
    if is_extent(scene, index):
        return _by_extent(scene, index, stop)
    if _is_as_told(scene, index):
        return _by_verb(scene, index, index + 2, stop)
    if scene.has("by-ma", index) and any(map(_may_be_source, scene.verbs(index + 1))):
        verb = index + 1
        found = find_complement(scene, verb, scene.verbs(verb)[0], stop)
        if found is None or (found.kind == "nominal" and scene.norm(index) not in _AS_ALONE):
            return _by_verb(scene, index, verb, stop)
    return None


def _may_be_source(form: CueForm) -> bool:
    """Whether a verb tells a source by itself («كما قال»); an everyday one needs its clause («كما سجل المهاجم هدفا»)."""
    return form.tense != "participle" and not form.frame.notes & {EVERYDAY, LED}


def may_lead(scene: Scene, index: int) -> bool:
    """Whether a word may lead to a source: a preposition of sources, or «على ما»."""
    return scene.has_any(_SOURCES, index) or _is_as_told(scene, index) or is_extent(scene, index)


def leads(scene: Scene) -> set[int]:
    """The words that may lead to a source."""
    told = (index for index in scene.members["on"] if _is_as_told(scene, index) or is_extent(scene, index))
    return {*told, *(index for name in _SOURCES for index in scene.members[name])}


def _is_as_told(scene: Scene, index: int) -> bool:
    """«…، على ما أعلن الجيش»: the phrase stands behind a comma («ردا على ما أعلن» is another thing), or right before a past
    verb of the speaker's own («… في البلاد على ما أعلنت الشركة»)."""
    if scene.norm(index) != _ON or scene.norm(index + 1) != _WHAT:
        return False
    if scene.is_soft(index - 1):
        return True
    return not _governs(scene, index - 1) and any(_tells(form) for form in scene.verbs(index + 2))


def _tells(form: CueForm) -> bool:
    return form.tense == "past" and not form.enclitic and form.frame.stance in ("say", "announce", "affirm")


def _governs(scene: Scene, index: int) -> bool:
    """Whether a word asks for «على» itself: a verb, a verbal noun, an adverb of answer («ردا على ما أعلن»)."""
    norm = scene.norm(index)
    return scene.is_finite(index) or norm.endswith(_TANWIN) or scene.has("cut", index) or scene.news.is_own_proposition(norm)


def _by_verb(scene: Scene, cue: int, verb: int, stop: int) -> By | None:
    if scene.norm(verb) in _STANDS and scene.norm(verb + 1) == _IN:
        return _by_name(scene, cue, verb + 2, stop)
    if scene.norm(verb) in _DONE and scene.norm(verb + 1) in _HANDING_ON and scene.norm(verb + 2) == _FROM:
        return _by_name(scene, cue, verb + 3, stop)
    if not scene.verbs(verb):
        return None
    first = verb + 1
    while first < stop and scene.has("between", first):
        first += 1
    if first >= stop or not starts_phrase(scene, first):
        return None
    end = noun_phrase_end(scene, first, stop)
    behind = next((at for at in range(first + 1, end) if scene.norm(at) == _FROM), None)
    if behind is not None and any(form.frame.stance == "relay" for form in scene.verbs(verb)):
        return By(cue, (behind + 1, end), end, (first, behind))
    return _quoting(scene, cue, first, end, stop, any(form.frame.stance == "relay" for form in scene.verbs(verb)))


def _by_extent(scene: Scene, cue: int, stop: int) -> By | None:
    """«على حد قوله», «على حد وصف النائب»: whose words they are."""
    if is_own_wording(scene, cue + 2):
        return By(cue, (cue + 2, cue + 3), cue + 3)
    return _by_name(scene, cue, cue + 3, stop)


def _by_name(scene: Scene, cue: int, first: int, stop: int) -> By | None:
    """«نقلا عن رويترز»: who is quoted."""
    if first >= stop or not starts_phrase(scene, first):
        return None
    end = noun_phrase_end(scene, first, stop)
    return By(cue, (first, end), end) if end > first else None


def _quoting(scene: Scene, cue: int, first: int, end: int, stop: int, hands_on: bool) -> By | None:
    """A source that quotes another («وفق ما ذكرت الوكالة نقلا عن الوزارة», «وفق ما نقلت الوكالة عن الوزارة») hands it on."""
    after = end
    while after < stop and scene.has("relay-noun", after):
        after += 1
    if after < stop and scene.norm(after) == _FROM and (after > end or hands_on):
        inner = _by_name(scene, cue, after + 1, stop)
        if inner is not None:
            return inner._replace(relay=(first, end))
    return By(cue, (first, end), end) if end > first else None


def _by_phrase(scene: Scene, cue: int, first: int, stop: int) -> By | None:
    if first >= stop:
        return None
    norm = scene.norm(first)
    bare = (
        ARTICLE + norm[2:] if norm.startswith(_FOR + _FOR) else norm.removeprefix(_FOR) if scene.norm(cue)[-1] == _ALEF else norm
    )
    plain = bare[2:] if scene.news.is_definite(bare) else bare
    if bare in scene.news.classes["not-by"] or plain in scene.news.classes["not-by"] or scene.words[first].kind == "number":
        return None
    news = scene.news
    known = plain in news.classes["document"] or plain in news.classes["outlet"] or plain in news.classes["unnamed"]
    known = known or plain in _BODIES or plain in news.classes["role"] or first in scene.opens
    if not (known or news.can_speak(bare) or scene.cues.noun(plain)):
        return None
    end = noun_phrase_end(scene, first, stop)
    issuer = issuer_of(scene, first, stop) if document_noun(scene, first) else None
    if issuer is None:
        return _quoting(scene, cue, first, end, stop, hands_on=False)
    return By(cue, (first, end), max(end, issuer[1])) if end > first else None


_ALEF = "\N{ARABIC LETTER ALEF}"


def content_stop(scene: Scene, first: int, stop: int, opening: Opening = Opening()) -> int:  # noqa: B008
    """Word index after the last word that the speaker is committed to, in a content that begins at `first`."""
    return choose_end(scene, first, stop, ruled_stop(scene, first, stop, opening), opening)


def ruled_stop(scene: Scene, first: int, stop: int, opening: Opening) -> Ruled:
    """The end by rules alone; it is sure where a source or a cue with its clause or quotation begins right behind it.

    A content that is a noun phrase takes in no further finite verb («وقف النار وانسحبت …»).
    """
    nominal = opening.kind == "nominal"
    index = first
    clause = False
    while index < stop:
        quote = scene.opens.get(index)
        if quote is not None and quote.closed:
            index = max(index + 1, scene.index_after(quote.stop))
            continue
        clause = clause or scene.has("relative", index) or scene.has("that", index)
        if opening.fronted and index > first and is_main_clause(scene, index):
            return Ruled(trim_end(scene, first, index), True)
        if index > first and (ends_at(scene, index, first, stop) or (nominal and not clause and _goes_on(scene, index))):
            return Ruled(trim_end(scene, first, index), _is_sure(scene, index, stop))
        index += 1
    return Ruled(trim_end(scene, first, stop), False)


def _is_sure(scene: Scene, index: int, stop: int) -> bool:
    """Whether what begins at a word is told by a source, or by a cue with a clause or a quotation of its own."""
    if may_lead(scene, index) and find_by(scene, index, stop) is not None:
        return True
    found = (find_complement(scene, index, form, stop) for form in scene.verbs(index))
    return any(one is not None and one.kind != "nominal" for one in found)


def ends_at(scene: Scene, index: int, first: int, stop: int) -> bool:
    """Whether a new statement, a source or the reporter's own words begin at this word."""
    norm = scene.norm(index)
    if _is_aside(scene, index):
        return True
    if scene.has("relay-noun", index) or (may_lead(scene, index) and find_by(scene, index, stop) is not None):
        return True
    if norm == _IN and scene.norm(index + 1) in _TIME and scene.has("relative", index + 2):
        return True
    for form in scene.verbs(index):
        starts = (
            form.tense == "participle"
            or bool(form.conjunction)
            or scene.norm(index - 1) in (_AS,)
            or (scene.is_soft(index - 1) and any(scene.is_finite(at) for at in range(first, index)))
        )
        if EVERYDAY in form.frame.notes and not scene.is_soft(index - 1):
            continue
        if starts and form.tense != "passive" and _is_free(scene, index) and find_complement(scene, index, form, stop):
            return True
    leads = norm == _AS or (scene.has("opener", index) and scene.is_soft(index - 1))
    return leads and any(find_complement(scene, index + 1, form, stop) for form in scene.verbs(index + 1))


def _is_aside(scene: Scene, index: int) -> bool:
    """Whether the reporter's own words begin here: «، فيما», «دون مزيد من», «، ما يعني», «، في إشارة», «على حد قوله»."""
    follow = index + 1
    if scene.has("without", index) and scene.has("detail", follow):
        return True
    if scene.norm(index) == _ON and scene.has("extent", follow) and scene.norm(index + 2).endswith(_OWN):
        return True
    if not (scene.is_soft(index - 1) or scene.norm(index - 1) in _CLOSING):
        return False
    if scene.has("end", index) or (scene.has("which", index) and scene.has("means", follow)):
        return True
    return scene.norm(index) == _IN and scene.has("aside", follow)


def _goes_on(scene: Scene, index: int) -> bool:
    """Whether the reporter goes on with a finite verb of its own behind a noun phrase."""
    norm = scene.norm(index)
    slots = scene.news.verbs.get(norm[1:], "")
    if not norm.startswith(_AND) or not slots or norm in scene.news.verbs or index in scene.known or not scene.is_finite(index):
        return False
    return scene.is_soft(index - 1) or BARE not in slots


def _is_free(scene: Scene, index: int) -> bool:
    """Whether the word is not governed by what stands before it («التي أكدت», «لم يقل»)."""
    return not (scene.has("relative", index - 1) or scene.has("that", index - 1) or scene.has("prep", index - 1))


def trim_end(scene: Scene, first: int, end: int) -> int:
    """Leave commas and points off the end, closing quotation marks kept."""
    while end > first + 1 and scene.words[end - 1].kind == "mark" and scene.norm(end - 1) in _TRAIL | _END:
        end -= 1
    return end


def form_of(scene: Scene, first: int, end: int) -> Form:
    """Indirect, or mixed where a part of two words or more stands in quotation marks."""
    span = scene.span(first, end - 1)
    for at in (at for at in range(max(first - 1, 0), end) if at in scene.opens):
        quote = scene.opens[at]
        whole = span.start <= quote.start and quote.stop <= span.stop + 1
        if whole and scene.quote_words(quote) >= 2 and not is_label(scene, at, quote):
            return "mixed"
    return "indirect"


def is_label(scene: Scene, at: int, quote: Quote) -> bool:
    """Whether marks hold a name, behind the noun that it belongs to («لعبة "الحوت الأزرق"», «محطة "روسيا اليوم"»)."""
    before = scene.norm(at - 1)
    if scene.quote_words(quote) > LABEL_WORDS or scene.words[at - 1].kind != "arabic":
        return False
    news, inner = scene.news, scene.norm(scene.index_after(quote.inner_start))
    if scene.has("outlet", at - 1):
        return True
    if news.is_definite(before) or scene.has_any(_NO_NOUNS, at - 1) or scene.is_finite(at - 1) or before.endswith(_TANWIN):
        return False
    if scene.is_finite(scene.index_after(quote.inner_start)):
        return False
    counts = news.of(inner)
    return news.is_definite(inner) or counts.bare == 0 or scene.index_after(quote.inner_start) in scene.named


def words_span(scene: Scene, first: int, end: int) -> Span:
    """Span of words first to before end."""
    return scene.span(first, end - 1)


__all__ = ["By", "content_stop", "ends_at", "find_by", "form_of", "is_label", "may_lead", "ruled_stop", "trim_end", "words_span"]
