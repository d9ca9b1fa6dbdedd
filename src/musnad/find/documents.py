"""Documents that speak for somebody: «بيان للكرملين», «تقرير نشرته الصحيفة», «الرسالة الموقعة من الرئيس»."""

from __future__ import annotations

from dataclasses import replace

from musnad.find.drafts import Draft
from musnad.find.names import is_name_word
from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_FROM, _OF, _FOR = fold_key("عن"), fold_key("من"), fold_key("ل")
_FOR_THE, _WITH_THE, _LAM = fold_key("لل"), fold_key("با"), fold_key("ل")
_ARTICLE = fold_key("ال")
_OWN = forms("clitics", "own")
#: Reports in general («تقارير») are a source without a name rather than something that a source is known by.
_REPORTS = frozenset(forms("circumstances", "reports"))
#: How many words behind a document who issued it may be named.
REACH = 8
#: A document that a cue is told of stands so many words before it at the most.
BEFORE = 7


def document_noun(scene: Scene, index: int) -> str:
    """The plain noun of a document at a word («لبيان», «البيان» give «بيان»), empty where there is none."""
    norm, documents = scene.norm(index), scene.news.classes["document"]
    plain = norm[2:] if scene.news.is_definite(norm) else norm
    if plain in documents:
        return plain
    if norm.startswith((_FOR_THE, _WITH_THE)) and norm[len(_FOR_THE) :].removeprefix(_LAM) in documents:
        return norm[len(_FOR_THE) :].removeprefix(_LAM)
    return norm[1:] if norm.startswith(_FOR) and norm[1:] in documents else ""


def is_definite_document(scene: Scene, index: int) -> bool:
    """Whether a document is one that was named before («البيان», «بيانه»)."""
    norm = scene.norm(index)
    the = norm.startswith((_FOR_THE, _WITH_THE + _LAM)) and document_noun(scene, index) != norm
    return the or scene.news.is_definite(norm) or norm in scene.news.classes["own-document"]


def issuer_of(scene: Scene, first: int, stop: int) -> tuple[int, int] | None:
    """Word range of who issued the document at `first`, looked for up to `stop`."""
    for at in range(first + 1, min(stop, first + 1 + REACH)):
        start = _issuer_start(scene, first, at, stop)
        if start is not None and starts_phrase(scene, start):
            end = noun_phrase_end(scene, start, stop)
            return (start, end) if end > start else None
        if scene.has("that", at) or (scene.words[at].kind == "mark" and at not in scene.opens):
            return None
    return None


def _issuer_start(scene: Scene, first: int, at: int, stop: int) -> int | None:
    """Where the issuer begins if the word at `at` leads to one."""
    norm = scene.norm(at)
    if norm.startswith(_FOR) and len(norm) > 3 and not scene.has("cut", at) and not scene.has("audience", at):
        return at if _can_issue(scene, at) else None
    behind = at + 1 if at + 1 < stop else None
    if norm in (_FROM, _OF):
        return behind if scene.has("issued", at - 1) or scene.has("issued", at - 2) else None
    if scene.has("issues-it", at) or _is_verb_with_it(scene, norm):
        return behind
    construct = at == first + 1 and not is_definite_document(scene, first)
    if construct and (at in scene.known or (_is_body(scene, at) and not scene.has("cut", at))):
        return at
    return None


def _is_verb_with_it(scene: Scene, norm: str) -> bool:
    """Whether a word is a verb whose object is the document («أصدرتها»)."""
    return any(norm.endswith(end) and scene.news.verbs.get(norm.removesuffix(end)) for end in _OWN)


def _can_issue(scene: Scene, index: int) -> bool:
    """Whether the word behind «ل» may issue a document: a name, or one that was seen as a speaker."""
    if index in scene.known:
        return True
    norm, news = scene.norm(index), scene.news
    plain = norm[2:] if norm.startswith(_FOR_THE) else norm[1:].removeprefix(_ARTICLE)
    counts = news.of(plain)
    if norm.startswith(_FOR_THE):
        return counts.after_m + counts.after_f > 0 or plain not in news.verbal_nouns
    return plain not in news.verbs and news.can_speak(plain) and plain not in news.verbal_nouns


def _is_body(scene: Scene, index: int) -> bool:
    """Whether a word begins the name of a body or a person that a document can belong to («تقرير مؤسسة النقد»)."""
    norm, news = scene.norm(index), scene.news
    counts = news.of(norm)
    if norm in news.nationalities or (norm.endswith(forms("clitics", "nisba")) and not news.is_definite(norm)):
        return False
    return counts.after_m + counts.after_f > 5 or news.is_given_name(norm) or (is_name_word(news, norm) and counts.bare == 0)


def with_document(scene: Scene, draft: Draft, stop: int) -> Draft:
    """A document as the subject: it is the relay, and who issued it speaks; `stop` bounds where that may be named."""
    assert draft.subject is not None
    first, _ = draft.subject
    named = scene.has("pronoun", first) and bool(document_noun(scene, first + 1))  # «هذه الدراسة»
    first += named
    if not document_noun(scene, first):
        return draft
    issuer = issuer_of(scene, first, stop)
    general = issuer is None and document_noun(scene, first) in _REPORTS
    via = draft.via if general else (scene.span(first, first), *draft.via)
    known = is_definite_document(scene, first) or issuer is not None
    return replace(draft, document=known, issuer=issuer, via=via)


def told_of(scene: Scene, draft: Draft, head: int) -> int | None:
    """The indefinite document, from word `head` on, that the cue, a verb without a conjunction, is told of: «نشرت الشركة
    بيانا تؤكد …», «تقرير أصدرته الشركة أشار إلى …»; None where there is none."""
    cue, form = draft.cue or 0, draft.cue_form
    if form is None or form.tense not in ("past", "present") or form.conjunction or draft.first < cue:
        return None
    first, last = draft.subject or (-1, -1)
    for at in range(cue - 1, max(head, cue - BEFORE) - 1, -1):
        if document_noun(scene, at):
            led = is_definite_document(scene, at) or scene.has("cut", at)
            return None if led or first > cue or first <= at < last else at
        if scene.words[at].kind == "mark" and at not in scene.opens and scene.words[at].stop not in scene.closes:
            return None
        if scene.has_any(("relative", "that", "opener"), at) or (scene.is_finite(at) and not scene.norm(at).endswith(_OWN)):
            return None
    return None


__all__ = ["document_noun", "is_definite_document", "issuer_of", "told_of", "with_document"]
