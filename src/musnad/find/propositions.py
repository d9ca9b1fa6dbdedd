"""Whether a noun behind a cue carries a proposition, and how it is bound to the cue: bare, or behind a preposition."""

from __future__ import annotations

from musnad.find.cues import TRANSITIVE, CueForm
from musnad.find.documents import document_noun
from musnad.find.names import is_name_word
from musnad.find.scene import Scene
from musnad.find.words import ARTICLE
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_IN_NAME_OF = frozenset(forms("circumstances", "in-name-of"))
_WITH, _FROM_THE = fold_key("ب"), fold_key("ما")


def plain(scene: Scene, index: int) -> str:
    """A word without its article."""
    norm = scene.norm(index)
    return norm.removeprefix(ARTICLE) if scene.news.is_definite(norm) else norm


def is_passive(form: CueForm, index: int, cue: int) -> bool:
    """«وصفت بالعنيفة», «اتهم بالسرقة»: nobody and nothing stands between, so the verb is passive."""
    return (
        index == cue + 1
        and TRANSITIVE in form.frame.notes
        and not form.enclitic
        and form.tense in ("past", "present", "participle")
    )


def is_attached(scene: Scene, index: int, letter: str) -> bool:
    """Whether a word is a preposition of one letter with a noun: «باتخاذ», «بأنه», «بـ"التاريخي"»."""
    norm = scene.norm(index)
    if norm == letter:
        return scene.opens.get(index + 1) is not None
    base = norm[1:]
    if in_role(scene, index):
        return False
    if not norm.startswith(letter) or (len(norm) < 4 and not scene.news.is_proposition(base)):
        return False
    if base in scene.news.classes["that"]:
        return True
    if scene.has_any(("cut", "audience", "that"), index) or document_noun(scene, index):
        return False
    if base.startswith(ARTICLE):
        return True
    if base in scene.news.proposition_nouns or (scene.news.is_proposition(base) and base not in scene.news.verbs):
        return True
    noun, whole = scene.news.of(base), scene.news.of(norm)
    return noun.article > 0 and noun.bare + noun.article > whole.bare + whole.article


def is_object(scene: Scene, index: int, cue: int) -> bool:
    """Whether a word begins a noun phrase that is the verb's object: a verbal noun behind the verb or its whole subject."""
    word = scene.words[index]
    if word.kind != "arabic" or scene.view.text[word.start] == "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}":
        return False
    if not _proposes(scene, index) or scene.news.is_given_name(word.norm) or is_honour(scene, index):
        return False
    if index - 1 == cue and document_noun(scene, index) and not scene.news.is_definite(word.norm):
        return False
    before = scene.norm(index - 1)
    if index - 1 == cue or scene.is_soft(index - 1):
        return True
    if scene.has("prep", index - 1) or (scene.has("cut", index - 1) and not scene.has("cut", index)):
        return scene.has("cut", index - 1) and not scene.has("prep", index - 1)
    return not _governs(scene, before)


def in_role(scene: Scene, index: int) -> bool:
    """Whether a noun with «ب» belongs to a role: «باسم», or what the name of its bearer follows between commas («رئيس المجلس
    بالخارج، سالم خليل،»)."""
    if scene.norm(index) in _IN_NAME_OF:
        return True
    return scene.is_soft(index + 1) and scene.is_soft(scene.persons.get(index + 2, -1))


def is_honour(scene: Scene, index: int) -> bool:
    """Whether a word is a title that is written like a verbal noun («سعادة السفير»)."""
    return scene.has("title", index) and not scene.news.is_definite(scene.norm(index))


def _proposes(scene: Scene, index: int) -> bool:
    return scene.news.is_own_proposition(scene.norm(index))


def is_proposed(scene: Scene, index: int) -> bool:
    """Whether the noun behind a preposition carries a proposition: a verbal noun or «ما», with or without the article."""
    norm, bare = scene.norm(index), plain(scene, index)
    if norm == _FROM_THE or norm in scene.news.classes["being"]:
        return True
    if scene.has("occasion", index) or scene.words[index].kind != "arabic":
        return False
    return scene.news.is_own_proposition(bare)


def is_thing(scene: Scene, index: int) -> bool:
    """Whether a word is a common noun, of no person or place: what is asked for or warned of."""
    if scene.words[index].kind != "arabic" or index in scene.known or scene.is_finite(index):
        return False
    norm = scene.norm(index)
    if scene.has_any(_NO_THINGS, index):
        return False
    return scene.news.is_definite(norm) or not is_name_word(scene.news, norm)


_NO_THINGS = ("prep", "cut", "that", "relative", "pronoun", "occasion", "document", "role", "unnamed")


def _governs(scene: Scene, norm: str) -> bool:
    """Whether a word may stand before a noun in construct («وزارة التعليم»): an indefinite common noun."""
    news = scene.news
    if news.is_definite(norm) or norm.startswith(fold_key("لل")):
        return False
    return not news.is_name(norm)


__all__ = ["in_role", "is_attached", "is_honour", "is_object", "is_passive", "is_proposed", "is_thing", "plain"]
