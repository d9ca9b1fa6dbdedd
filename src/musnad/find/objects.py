"""What stands behind a verb and is no subject: objects by their endings and places, and words led by a preposition."""

from __future__ import annotations

from musnad.find.names import is_name_word, name_goes_on
from musnad.find.scene import Scene
from musnad.find.words import ARTICLE
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_FOR, _WITH, _FOR_THE = fold_key("ل"), fold_key("ب"), fold_key("لل")
_OWN, _PRESENT = forms("clitics", "own"), tuple(fold_key("ي ت").split())
_IN_NAME_OF, _NO_OBJECT = forms("circumstances", "in-name-of"), ("not-family", "adjective", "role", "title")
_SELF, _AFORESAID = frozenset(forms("name_words", "self")), frozenset(forms("name_words", "aforesaid"))
_TANWIN = "\N{ARABIC FATHATAN}"
_ALEF = fold_key("ا")
#: Marks within names.
_IN_NAMES = frozenset("#_")
_JOINED = tuple(fold_key("و ف ل ب").split())
_TEH, _CLOSED = fold_key("ت"), fold_key("ة")
_ADJECTIVE = forms("clitics", "nisba")
_FEMININE_ENDS = (fold_key("ة"), fold_key("ى"))
_FEMININE, _PLURAL, _OBLIQUE = ("\N{ARABIC LETTER TEH MARBUTA}", fold_key("ات")), fold_key("ون"), fold_key("ين")


def is_led(scene: Scene, index: int) -> bool:
    """Whether a word is led by an attached preposition («للنواب», «بالتزامن») or is a verb of purpose («ليقول»)."""
    norm, news = scene.norm(index), scene.news
    if index in scene.known or news.is_given_name(norm) or len(norm) < 4 or scene.words[index].kind != "arabic":
        return False
    if norm.startswith((_FOR_THE, _WITH + ARTICLE)):
        return True
    rest, seen = norm[1:], news.of(norm).bare + news.of(norm).article
    if norm.startswith(_FOR):
        purpose = rest.startswith(_PRESENT) and seen < 3 and not news.of(rest).article
        return (seen < 3 and rest in news.verbs) or purpose or (rest in news.verbal_nouns and seen < news.of(rest).bare)
    base = next((rest.removesuffix(end) for end in _OWN if rest.endswith(end)), "")
    return norm.startswith(_WITH) and len(base) > 2 and news.of(base).bare + news.of(base + _TEH).bare > seen


def is_attached(scene: Scene, index: int) -> bool:
    """Whether a word is a noun with «ب» or «ل» before it («بتعليقات», «للصحيفة»): more often seen without it."""
    norm, news = scene.norm(index), scene.news
    if index in scene.known or len(norm) < 4 or scene.words[index].kind != "arabic" or news.is_given_name(norm):
        return False
    if norm.startswith((_FOR_THE, _WITH + ARTICLE)):
        return True
    return norm.startswith((_WITH, _FOR)) and news.of(norm[1:]).bare > news.of(norm).bare and not news.is_definite(norm)


def is_oblique(scene: Scene, index: int, first: int) -> bool:
    """Whether a plural is the object by its ending, behind a head with the article («السلطات العاملين»)."""
    head, norm, news = scene.norm(first), scene.norm(index), scene.news
    if not (news.is_definite(norm) and norm.endswith(_OBLIQUE) and news.is_definite(head)) or head.endswith(_OBLIQUE):
        return False
    return norm.removeprefix(ARTICLE).removesuffix(_OBLIQUE) + _PLURAL in news.counts


def is_accusative(scene: Scene, index: int, first: int) -> bool:
    """Whether an indefinite word is the verb's object and no part of the subject: by its ending, or a verbal noun behind
    a definite word («فرضت الشرطة طوقا», «أكد المالكي التزام»)."""
    word, news = scene.words[index], scene.news
    if word.kind != "arabic" or news.is_definite(word.norm) or index in scene.known or scene.words[index - 1].kind == "number":
        return False
    if has_tanwin(scene, index):
        return True
    if word.norm.startswith(_IN_NAME_OF):
        return False
    if not news.is_definite(scene.norm(index - 1)) or scene.has("title", index) or scene.has("role", index):
        return False
    stem = news.of(word.norm[:-1])
    common = stem.article + stem.bare > 5 and stem.article > 0 and stem.bare > news.of(word.norm).bare
    near = index - 1 == first or scene.norm(index + 1).endswith(_ALEF) or scene.has("prep", index + 1)
    if word.norm.endswith(_ALEF) and common and near and not news.is_given_name(word.norm):
        return True
    return news.is_proposition(word.norm) and index - 1 >= first and not name_goes_on(scene, index)


def is_indefinite_object(scene: Scene, index: int) -> bool:
    """Whether a word ends like an indefinite object («تقريرا»): the rest is an everyday noun, and commoner without the end."""
    norm, news = scene.norm(index), scene.news
    if not norm.endswith(_ALEF) or len(norm) < 4 or index in scene.known or scene.words[index].kind != "arabic":
        return False
    stem = news.of(norm[:-1])
    common = stem.article > 5 and stem.bare > 5 and stem.bare > news.of(norm).bare
    return common and not news.is_definite(norm) and not is_name_word(news, norm) and not scene.has_any(("role", "title"), index)


def cut_object(scene: Scene, first: int, end: int) -> int:
    """Where a subject ends before the object that a noun phrase swallowed («السفير الاجتماع», «الوزير التجار»): at a
    definite noun behind a definite word or a name, at a word that ends in a pronoun («رئيس الوفد زيارته»), or at another
    country or body («باريس واشنطن»)."""
    quoted = first
    for index in range(first + 1, end):
        before = scene.norm(index - 1)
        quote = scene.opens.get(index - 1)
        quoted = max(quoted, scene.index_after(quote.stop) if quote is not None and quote.closed else 0)
        if index < quoted or (before in _IN_NAMES and index > first + 1) or is_same(scene, index):
            continue
        if has_tanwin(scene, index):
            return index
        if scene.words[index - 1].kind == "mark" and before not in _IN_NAMES:
            if not (scene.words[index - 1].stop in scene.closes and _is_noun(scene, index)):
                return end
            return index
        if (index in scene.behind_person and _is_other(scene, index)) or _is_another(scene, index):
            return index
        if is_owned_object(scene, index) or _is_indefinite(scene, index):
            return index
        closed = scene.news.is_definite(before) or is_name_word(scene.news, before)
        name = index - 1 == first and not scene.news.is_definite(before) and is_name_word(scene.news, before)
        if closed and (_is_noun(scene, index) or (name and _is_other(scene, index))):
            return index
    return end


def is_same(scene: Scene, index: int) -> bool:
    """Whether a word says of the noun before it that it is the same («المتحدث ذاته», «المسؤول سالف الذكر»)."""
    return scene.norm(index) in _SELF or (scene.norm(index) in _AFORESAID and scene.norm(index + 1) in _SELF)


def has_tanwin(scene: Scene, index: int) -> bool:
    """Whether a word ends in a written «ً»: no part of a phrase that is a subject."""
    word = scene.words[index]
    return _TANWIN in scene.view.text[word.start : word.stop]


def _is_another(scene: Scene, index: int) -> bool:
    """Whether the name of a country or body begins right behind a phrase that is whole without it."""
    if index not in scene.named or index in scene.persons or _is_joined(scene, scene.norm(index)):
        return False
    return index in scene.behind_name or scene.norm(index - 1)[2:] in scene.news.nationalities


def _is_indefinite(scene: Scene, index: int) -> bool:
    """Whether an everyday noun without the article stands behind a definite word («رجل الأعمال رسالة»)."""
    norm, news = scene.norm(index), scene.news
    if scene.words[index].kind != "arabic" or news.is_definite(norm) or index in scene.named or _is_joined(scene, norm):
        return False
    if not news.is_definite(scene.norm(index - 1)) or scene.has("title", index - 1) or is_name_word(news, norm):
        return False
    if scene.has_any(("title", "outlet", "prep", "adjective", "not-family"), index):
        return False
    if scene.has_any(("role", "unnamed"), index) and index in scene.behind_person:
        return False
    return norm not in news.nationalities and news.of(norm).article > 0


def _is_joined(scene: Scene, norm: str) -> bool:
    """Whether a letter is joined to a word: the rest is at least as common as the whole («وروسيا», but «واشنطن»)."""
    if not norm.startswith(_JOINED):
        return False
    return norm[1:].startswith(ARTICLE) or scene.news.of(norm[1:]).bare >= scene.news.of(norm).bare


def _is_other(scene: Scene, index: int) -> bool:
    """Whether a definite word behind a last name cannot go on with it («نتنياهو المجتمع الدولي»)."""
    norm = scene.norm(index)
    if not scene.news.is_definite(norm) or scene.has_any(("role", "title", "adjective"), index):
        return False
    if norm[2:] in scene.news.nationalities or norm[2:] in scene.news.classes["role"]:
        return False
    return scene.news.of(norm).article > 50


def _is_noun(scene: Scene, index: int) -> bool:
    """Whether a word is a noun of its own and no adjective: a definite one that is no nationality, or one with a pronoun."""
    norm, news = scene.norm(index), scene.news
    if scene.has("title", index) or scene.words[index].kind != "arabic" or norm.startswith(_IN_NAME_OF):
        return False
    if is_name_word(news, norm) and not news.is_definite(norm):
        return False
    if norm.endswith(_OWN) and len(norm) > 4 and norm not in news.nationalities and not news.is_definite(norm):
        return _is_owned(scene, norm) and scene.view.text[scene.words[index].stop - 1] != _FEMININE[0]
    if not news.is_definite(norm) or norm[2:] in news.nationalities:
        return False
    if scene.has("not-family", index) or scene.has("adjective", index):
        return False
    if norm.endswith(_ADJECTIVE):
        return news.of(norm).after_m + news.of(norm).after_f > 2
    counts = news.of(norm)
    return norm[2:] in news.verbal_nouns or counts.after_m + counts.after_f > 2 or counts.bare > 0.5 * counts.article


def _is_owned(scene: Scene, norm: str) -> bool:
    """Whether a word that ends like a pronoun is a noun with one («زيارته», «مسؤوليتها»)."""
    bases = [norm.removesuffix(end) for end in _OWN if norm.endswith(end) and len(norm) - len(end) > 2]
    return any(scene.news.of(base).bare + _of_feminine(scene, base) > 0 for base in bases)


def _of_feminine(scene: Scene, base: str) -> int:
    return scene.news.of(base[:-1] + _CLOSED).bare if base.endswith(_TEH) else 0


def is_owned_object(scene: Scene, index: int) -> bool:
    """Whether a noun with a pronoun stands behind a phrase that is whole («الوزارة مسؤوليتها», «الجيش هجومه»)."""
    norm = scene.norm(index)
    whole = scene.news.is_definite(scene.norm(index - 1)) or index in scene.behind_name
    if not whole or index in scene.named or not norm.endswith(_OWN) or scene.news.is_definite(norm) or len(norm) < 5:
        return False
    if norm.startswith(_IN_NAME_OF) or _is_joined(scene, norm) or scene.has_any(_NO_OBJECT, index):
        return False
    return scene.view.text[scene.words[index].stop - 1] != _FEMININE[0] and _is_owned(scene, norm)


def is_object(scene: Scene, first: int, person: str) -> bool:
    """Whether a noun phrase behind a verb is its object: by its ending («حذر المواطنين», «حذر الشركات»), or since a
    feminine verb has no masculine subject («أبلغت المدير»)."""
    if scene.has("quantity", first):
        return False
    if person == "3fs" and _is_masculine(scene, first):
        return True
    word = scene.words[first]
    norm, raw = word.norm, scene.view.text[word.start : word.stop]
    if first in scene.known and person == "3ms" and scene.known[first].kind in ("country", "city"):
        return scene.known[first].kind == "city" or norm.endswith((_ALEF, *_FEMININE_ENDS))
    if is_name_word(scene.news, norm) and not scene.news.is_definite(norm):
        return False
    if norm.removeprefix(ARTICLE) in scene.news.classes["role"] or scene.has("title", first):
        return False
    if norm.endswith(_OBLIQUE) and norm.removeprefix(ARTICLE)[:-2] + _PLURAL in scene.news.counts:
        return True
    return person == "3ms" and (raw.endswith(_FEMININE[0]) or norm.endswith(_FEMININE[1]))


def _is_masculine(scene: Scene, index: int) -> bool:
    """Whether a noun is seen behind masculine verbs of saying and hardly ever behind feminine ones."""
    word, counts = scene.words[index], scene.news.of(scene.norm(index))
    known = scene.known.get(index)
    if (known is not None and known.kind != "body") or index in scene.persons or scene.view.text[word.stop - 1] == _FEMININE[0]:
        return False
    return counts.after_m > 4 and counts.after_m > 8 * counts.after_f and counts.article > 0


__all__ = [
    "cut_object",
    "has_tanwin",
    "is_accusative",
    "is_attached",
    "is_indefinite_object",
    "is_led",
    "is_object",
    "is_oblique",
    "is_owned_object",
    "is_same",
]
