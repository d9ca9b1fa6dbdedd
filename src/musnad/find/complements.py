"""From a cue to what was said: where the complement begins, which form it has, and where it ends."""

from __future__ import annotations

from typing import Literal, NamedTuple

from musnad.find.cues import EVERYDAY, LED, NONE, CueForm
from musnad.find.documents import document_noun, is_definite_document
from musnad.find.nominals import MODEL, choose_start
from musnad.find.propositions import is_attached, is_object, is_passive, is_proposed, is_thing, plain
from musnad.find.scene import INNER_POINT, LONG_QUOTE, Scene
from musnad.records import Complement
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms
from musnad.text.quotes import Quote

#: How many words may stand between a cue and its complement: subjects with titles and occasions are long.
REACH = 60
#: The particle of a cue that ends the search for another's complement stands within so many words behind it.
NEAR = 15
#: A name in marks behind «صحيفة» or «موقع» has so many words at the most.
NAME_WORDS = 6
#: Marks within a subject hold so many words at the most.
LABEL_WORDS = 8
_WITH, _FOR, _AND = fold_key("ب"), fold_key("ل"), fold_key("و")
_STOPS = frozenset(".؟?!؛;…")
_MADDA = "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"
_MAKSURA = "\N{ARABIC LETTER ALEF MAKSURA}"
_SO_THAT = fold_key("كي")
_FROM_THE, _ABOUT_WHAT = fold_key("ما"), forms("function_words", "about-what")[0]
_THAT, _BELOW = fold_key("أن"), "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
_ALLA = "\N{ARABIC LETTER ALEF}" + fold_key("لا")
OBJECT = "obj"
_FULL = frozenset(forms("function_words", "full-preposition"))
#: Kinds of verbs whose noun phrase behind a preposition is always what is asked for or warned of.
_ASKING = frozenset({"demand", "announce"})
#: Classes of words that lead to a source.
_SOURCES = ("by", "by-ma", "relay-noun")


class Found(NamedTuple):
    """A complement: its first word, where the zone of the subject ends, its kind, and the quotation if it is one.

    `margin` is how much likelier than none a learned choice took it to be (log-odds)."""

    first: int
    zone_stop: int
    kind: Complement
    quote: Quote | None
    lead: Literal["that", "colon", "mark", "preposition", "object"]
    margin: float | None = None


def find_complement(scene: Scene, cue: int, form: CueForm, stop: int, doubtful: bool = False) -> Found | None:
    """The complement of the cue at word index `cue`, looked for up to word index `stop`; None where there is none.

    `doubtful`: a noun phrase that is a little less likely than none counts too.
    """
    found = ruled_complement(scene, cue, form, stop)
    if found is not None and found.lead == "object":
        found = _clause_behind(scene, found.first, form, min(stop, cue + 1 + REACH)) or found
    if not form.frame.nominal or MODEL not in scene.models or not may_be_nominal(scene, form, found, stop):
        return found
    chosen = choose_start(scene, cue, form, stop, found.first if found is not None and found.kind == "nominal" else -1)
    if chosen is None or (chosen.margin <= 0 and not (doubtful and (found is None or found.kind != "quote"))):
        return found if found is not None and found.kind == "quote" else None
    start = chosen.start
    lead: Literal["preposition", "object"] = "object" if start.lead == "object" else "preposition"
    return Found(start.first, start.zone_stop, "nominal", None, lead, chosen.margin)


def may_be_nominal(scene: Scene, form: CueForm, found: Found | None, stop: int) -> bool:
    """Whether a noun phrase may be what was said: nothing else was found, or a quotation that may be a part of one (no mark or
    second cue leads to it, or the sentence goes on behind its marks)."""
    if found is None or found.kind == "nominal":
        return True
    quote = found.quote
    if found.lead != "mark" or quote is None or _is_described(scene, quote, form) or not quote.closed:
        return False
    return not _is_led_by_mark(scene, scene.index_after(quote.start)) or not _ends_there(scene, quote, stop)


def _is_led_by_mark(scene: Scene, index: int) -> bool:
    """Whether a cue, a comma, a colon or a second cue stands right before a quotation."""
    before = index - 1
    return bool(scene.verbs(before)) or scene.words[before].kind == "mark" or scene.has("double", before)


def _clause_behind(scene: Scene, first: int, form: CueForm, stop: int) -> Found | None:
    """A clause behind a comma that what was taken for the object leads to («أوضحت مراسلة الشبكة، فلانة، أن»)."""
    for index in range(first + 1, stop):
        if scene.norm(index) in _STOPS or scene.verbs(index):
            return None
        if scene.norm(index) in scene.news.classes["that"] and scene.is_soft(index - 1):
            return _clause(scene, index, form, stop)
    return None


def ruled_complement(scene: Scene, cue: int, form: CueForm, stop: int) -> Found | None:
    """The complement by rules alone."""
    index, limit = cue + 1, min(stop, cue + 1 + REACH)
    relative = False
    while index < limit:
        quote = scene.opens.get(index)
        if quote is not None:
            said = _is_content(scene, quote, index, cue, form) and not _is_aside(scene, quote, index, cue, form, limit)
            if said or _is_described(scene, quote, form):
                return Found(scene.index_after(quote.inner_start), _zone_stop(scene, index), "quote", quote, "mark")
            index = scene.index_after(quote.inner_stop) + (1 if quote.closed else 0)
            continue
        norm = scene.norm(index)
        found = _at(scene, index, cue, form, stop)
        if found is not None:
            return found
        if norm in _STOPS or (index > cue + 1 and (_is_new_verb(scene, index, relative) or _is_next_cue(scene, index, relative))):
            return None
        relative = relative or scene.has("relative", index)
        if scene.is_soft(index):
            relative = False
        index += 1
    return None


def _at(scene: Scene, index: int, cue: int, form: CueForm, stop: int) -> Found | None:
    """A complement that begins at this very word, by the ways in turn."""
    norm = scene.norm(index)
    if norm == ":" and index + 1 < stop and not scene.words[index + 1].kind == scene.words[index - 1].kind == "number":
        return _after_colon(scene, index, cue, form)
    if _is_particle(scene, index) and (found := _clause(scene, index, form, stop, cue)) is not None:
        return found
    if _is_question(scene, index) and (form.frame.stance == "ask" or (form.frame.clause and scene.has("negation", cue - 1))):
        return Found(index, index, "clause", None, "that")
    if form.frame.nominal and (form.tense != "noun" or index > cue + 1 or form.enclitic):
        return _nominal(scene, index, cue, form, stop)
    return None


def _is_question(scene: Scene, index: int) -> bool:
    """Whether a word begins a question that is told («كيف», «عما إذا», «ما إذا»)."""
    if scene.norm(index) in (_FROM_THE, _ABOUT_WHAT):
        return scene.has("whether", index + 1)
    return scene.has("interrogative", index)


def _is_particle(scene: Scene, index: int) -> bool:
    """Whether a word leads to a clause; «إن» may be a letter («إن بي سي»), «إلا أن» no «ألا», «آنا» a name."""
    if not scene.has("that", index) or scene.has_any(("letter", "that"), index + 1) or scene.norm(index - 1) == INNER_POINT:
        return False
    word = scene.words[index]
    if scene.view.text[word.start] == _MADDA or index in scene.persons:  # «بان كي مون»
        return False
    if word.norm == _ALLA and scene.view.text[word.start] == _BELOW:  # «إلا», no «ألا»
        return False
    return scene.norm(index + 1) not in _STOPS and scene.norm(index + 1) not in (INNER_POINT, _SO_THAT)


def _after_colon(scene: Scene, index: int, cue: int, form: CueForm) -> Found | None:
    """A quotation or bare words after a colon; «وهي:» leads to a list."""
    if scene.has("pronoun", index - 1) and index > cue + 1:
        return None
    quote = scene.opens.get(index + 1)
    if quote is not None:
        return Found(scene.index_after(quote.inner_start), index, "quote", quote, "colon")
    if not form.frame.quote:
        return None
    first = index + 2 if scene.norm(index + 1) == _THAT else index + 1
    return Found(first, index, "clause", None, "colon")


def _clause(scene: Scene, index: int, form: CueForm, stop: int, cue: int = -1) -> Found | None:
    """A clause after its particle; a circumstance («بعد أن») is none."""
    before = scene.norm(index - 1)
    if not form.frame.clause or index + 1 >= stop:
        return None
    if _is_circumstance(scene, index, before) or _is_of_another(scene, index, cue):
        return None
    if before in _FULL and before not in form.frame.clause and before not in form.frame.nominal:
        return None
    zone_stop = index - 1 if before in _FULL else index
    led = form.frame.clause & {before, scene.norm(index)[:1]} or scene.has("double", index - 1)
    if LED in form.frame.notes and not led:
        return None
    quote = scene.opens.get(index + 1 + (scene.norm(index + 1) == ":"))
    if quote is not None and quote.closed and _ends_there(scene, quote, stop) and scene.norm(index).removeprefix(_WITH) == _THAT:
        return Found(scene.index_after(quote.inner_start), zone_stop, "quote", quote, "that")
    return Found(index + 1, zone_stop, "clause", None, "that")


def _is_of_another(scene: Scene, index: int, cue: int) -> bool:
    """«التي يمكن أن», «وهو يفخر أنه»: the particle stands right behind a present verb that is not the cue."""
    before, word = index - 1, scene.words[index]
    if before <= cue or cue < 0 or scene.view.text[word.start] == "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}":
        return False
    return scene.news.verbs.get(scene.norm(before), "").startswith("present") and not scene.has_any(("cut", "between"), before)


def _is_circumstance(scene: Scene, index: int, before: str) -> bool:
    """«بعد أن», «منذ أن»: a circumstance and no clause; «إن», with its hamza below, begins none («قالت من قبل إن»)."""
    news, word = scene.news, scene.words[index]
    if before not in news.classes["not-that-before"] and before.removeprefix(_AND) not in news.classes["not-that-before"]:
        return False
    below = scene.view.text[word.start] == "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
    return not below or scene.norm(index - 2) not in _FULL


def _ends_there(scene: Scene, quote: Quote, stop: int) -> bool:
    """Whether nothing but points follows a quotation before the end of its clause."""
    after = scene.index_after(quote.stop)
    further = after + (after < stop and scene.is_soft(after))
    if scene.norm(further).startswith(_AND) and scene.norm(further)[1:] in scene.news.classes["that"]:
        return False
    if after >= stop or scene.norm(after) in _STOPS or scene.is_soft(after) or scene.has_any(_SOURCES, after):
        return True
    return any(form.tense == "participle" or form.conjunction for form in scene.verbs(after))


def _nominal(scene: Scene, index: int, cue: int, form: CueForm, stop: int) -> Found | None:
    """A noun phrase that carries a proposition, with the preposition that the frame asks for."""
    norm, frame = scene.norm(index), form.frame
    if index + 1 < stop and norm in frame.nominal and norm in _FULL:
        asked = frame.stance in _ASKING and (index == cue + 1 or not scene.news.is_own_proposition(plain(scene, index - 1)))
        if not is_proposed(scene, index + 1) and not (asked and is_thing(scene, index + 1)):
            return None
        return Found(index + 1, index, "nominal", None, "preposition")
    for letter in (_WITH, _FOR):
        if letter in frame.nominal and is_attached(scene, index, letter) and not is_passive(form, index, cue):
            return Found(index, index, "nominal", None, "preposition")
    if NONE in frame.nominal and is_object(scene, index, cue):
        return Found(index, index, "nominal", None, "object")
    return None


def _is_content(scene: Scene, quote: Quote, index: int, cue: int, form: CueForm) -> bool:
    """Whether a quotation is what was said, and not a name in marks («وكالة "تاس"»)."""
    if not form.frame.quote:
        return False
    size = scene.quote_words(quote)
    at_once = index - 1 == cue or scene.is_soft(index - 1) or scene.has("double", index - 1)
    return size >= LONG_QUOTE or (at_once and size >= 1 and _ends_there(scene, quote, len(scene.words)))


def _is_described(scene: Scene, quote: Quote, form: CueForm) -> bool:
    """«وصفه "بالمعلم الكبير"»: the preposition that leads to the description stands inside the marks."""
    if form.frame.clause or form.frame.nominal != {_WITH} or not quote.closed:
        return False
    return scene.norm(scene.index_after(quote.inner_start)).startswith(_WITH)


def _is_aside(scene: Scene, quote: Quote, index: int, cue: int, form: CueForm, limit: int) -> bool:
    """Whether a quotation belongs to the subject's name: no mark leads to it, and a clause follows close behind it."""
    before = scene.norm(index - 1)
    size = scene.quote_words(quote)
    if index - 1 == cue:
        return _is_named(scene, quote, size, limit) and _is_led_to(scene, quote, form, limit)
    if scene.is_soft(index - 1) or before == ":" or scene.has("double", index - 1):
        return False
    if size <= NAME_WORDS and before.removeprefix(_FOR) in scene.news.classes["outlet"]:
        return True
    if scene.has("prep", index - 1) and size < 6:
        return True
    return size <= LABEL_WORDS and _is_led_to(scene, quote, form, limit)


def _is_named(scene: Scene, quote: Quote, size: int, limit: int) -> bool:
    """«قالت "مجموعة الشروق"، وهي …، إن»: marks right behind the verb that hold a name and no sentence."""
    first, last = scene.index_after(quote.inner_start), scene.index_after(quote.inner_stop)
    after = scene.index_after(quote.stop)
    if size > NAME_WORDS or any(scene.is_finite(at) for at in range(first, last)):
        return False
    return after < limit and (scene.is_soft(after) or scene.words[after].kind == "arabic")


def _is_led_to(scene: Scene, quote: Quote, form: CueForm, limit: int) -> bool:
    """Whether a clause of the cue's follows close behind a quotation, with no other cue between."""
    after = scene.index_after(quote.stop)
    near = range(after, min(limit, after + NEAR))
    particle = next((at for at in near if scene.norm(at) in scene.news.classes["that"] or scene.norm(at) == ":"), None)
    if particle is None or any(scene.verbs(at) for at in range(after, particle)):
        return False
    return _clause(scene, particle, form, limit) is not None


def _zone_stop(scene: Scene, index: int) -> int:
    """The zone of the subject ends before the comma, colon or second cue that stands before the quotation."""
    while index > 0 and (scene.is_soft(index - 1) or scene.norm(index - 1) == ":" or scene.has("double", index - 1)):
        index -= 1
    return index


def _is_new_verb(scene: Scene, index: int, relative: bool) -> bool:
    """Whether another finite verb begins here, which ends the search (not inside a relative clause)."""
    if relative or scene.within[index] >= 0:
        return False
    if scene.has("relative", index - 1) or scene.norm(index - 1) == _FROM_THE:
        return False
    if _describes(scene, index):
        return True
    if scene.view.text[scene.words[index].stop - 1] == _MAKSURA:  # «ويدعى فلان», «ويسمى»: passive as a rule
        return False
    return any(
        form.tense in ("past", "present") and form.conjunction and NONE in form.frame.clause for form in scene.verbs(index)
    )


def _describes(scene: Scene, index: int) -> bool:
    """Whether a verb of reporting tells what stands in an indefinite document before it («نشرت الشركة بيانا أكد أن»)."""
    if not any(form.tense in ("past", "present") and form.frame.clause and not form.enclitic for form in scene.verbs(index)):
        return False
    papers = (at for at in (index - 1, index - 2) if document_noun(scene, at) and not scene.has("prep", at - 1))
    return any(not is_definite_document(scene, at) for at in papers)


def _is_next_cue(scene: Scene, index: int, relative: bool) -> bool:
    """Whether the next statement begins: a cue behind a comma, its particle or a colon close to it («أعلن رغبته في السفر،
    مؤكدا أن»); double cues and names aside."""
    if relative or not _begins_part(scene, index) or scene.within[index] >= 0 or scene.has_any(("double", "cut"), index):
        return False
    if scene.news.is_given_name(scene.norm(index)) or not any(_leads_on(form) for form in scene.verbs(index)):
        return False
    for at in range(index + 1, index + NEAR):
        if scene.is_soft(at) or scene.norm(at) in _STOPS:
            return False
        if scene.norm(at) in scene.news.classes["that"] or scene.norm(at) == ":":
            return True
    return False


def _begins_part(scene: Scene, index: int) -> bool:
    """Whether a word stands behind a comma, a conjunction between them or not («، ثم أعلن الحكم أن»)."""
    return scene.is_soft(index - 1) or (scene.has("opener", index - 1) and scene.is_soft(index - 2))


def _leads_on(form: CueForm) -> bool:
    spoken = form.tense not in ("jussive", "passive", "noun") and not form.enclitic
    return spoken and bool(form.frame.clause) and EVERYDAY not in form.frame.notes


__all__ = ["REACH", "Found", "find_complement", "may_be_nominal", "ruled_complement"]
