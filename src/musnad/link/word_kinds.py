"""What kinds of words a phrase begins and ends with, and what stands around it: for the learned choice of who speaks."""

from __future__ import annotations

from musnad.find.names import is_name_word
from musnad.find.objects import is_attached
from musnad.find.scene import Scene
from musnad.find.words import ARTICLE
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms
from musnad.text.memo import Memo

_AND, _FOR, _WITH = fold_key("و"), fold_key("ل"), fold_key("ب")
_TEH = "\N{ARABIC LETTER TEH MARBUTA}"
_TANWIN = "\N{ARABIC FATHATAN}"
_OBLIQUE, _ALEF = fold_key("ين"), fold_key("ا")
_OWN, _ADJECTIVE = forms("clitics", "own"), forms("clitics", "nisba")
_NOMINATIVE, _FEMININE = fold_key("ون"), fold_key("ات")
_NOUNS = ("unnamed", "document", "role", "title", "outlet", "occasion")
_AFTER = ("that", "prep", "cut", "relative", "opener", "double", "by", "audience", "role", "title", "time-adjective")

#: The first word of a name, folded, remembered.
_FIRST: Memo[str, str] = Memo(lambda name: fold_key(name).split(" ", 1)[0], 5_000)


def agrees_with(scene: Scene, first: int, at: int) -> str:
    """Whether a word may be an adjective of a phrase by its ending and its article."""
    if not first < at < len(scene.words) or scene.words[at].kind != "arabic":
        return "-"
    norm, head = scene.norm(at), scene.norm(first)
    behind = at - 1 > first and scene.news.is_definite(scene.norm(at - 1))
    alike = scene.news.is_definite(norm) == (behind or scene.news.is_definite(head))
    return f"{alike} {norm.endswith(_ADJECTIVE)} {scene.news.of(norm).article > 0}"


def number_at(scene: Scene, at: int) -> str:
    """Whether a word is a plural by its ending or by what it is."""
    norm = scene.norm(at)
    if norm.endswith((_OBLIQUE, _NOMINATIVE)):
        return "plural"
    return "feminine plural" if norm.endswith(_FEMININE) else scene.words[at].kind


def names_in(scene: Scene, first: int, stop: int) -> tuple[str, str]:
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
    kinds = (*scene.news.kinds[plain], *scene.news.kinds[norm])
    if kinds:
        for name in _NOUNS:
            if name in kinds:
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


def often_at(scene: Scene, at: int, person: str) -> str:
    """How often the word is seen behind verbs of saying of the cue's gender, and as a share of all its occurrences."""
    counts = scene.news.of(scene.norm(at))
    spoke = counts.after_f if person == "3fs" else counts.after_m if person == "3ms" else counts.after_m + counts.after_f
    seen = counts.bare + counts.article
    return f"{min(spoke.bit_length(), 7)} of {'none' if not seen else (100 * spoke // max(seen, 1)).bit_length()}"


def seen_at(scene: Scene, at: int) -> str:
    """How common a word is, by order of magnitude: names of strangers are rare."""
    counts = scene.news.of(scene.norm(at))
    return str(min((counts.bare + counts.article).bit_length() // 3, 4))


def gender_of(scene: Scene, at: int) -> str:
    counts = scene.news.of(scene.norm(at))
    if counts.after_m + counts.after_f > 4:
        return "m" if counts.after_m > 3 * counts.after_f else "f" if counts.after_f > 3 * counts.after_m else "both"
    return "teh" if scene.view.text[scene.words[at].stop - 1] == _TEH else "-"


def gender_by_word(scene: Scene, name: str) -> str:
    """The gender of a body's name by its first word: how it ends, else which verbs of saying it is seen behind."""
    if name.split(" ", 1)[0].endswith(_TEH):
        return "f"
    counts = scene.news.of(_FIRST[name])
    if counts.after_m + counts.after_f <= 4:
        return "-"
    return "m" if counts.after_m > 3 * counts.after_f else "f" if counts.after_f > 3 * counts.after_m else "both"


def ending_of(scene: Scene, at: int) -> str:
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


def how_far(words: int) -> str:
    return str(words) if words < 4 else "4-7" if words < 8 else "8-15" if words < 16 else "far"


def class_of(scene: Scene, at: int) -> str:
    """What kind of word stands at a place, for what is around a phrase."""
    if not 0 <= at < len(scene.words):
        return "edge"
    if at in scene.opens or scene.words[at].kind != "arabic":
        return "mark" if scene.words[at].kind == "mark" and not scene.is_soft(at) else "comma" if scene.is_soft(at) else "other"
    norm = scene.norm(at)
    kinds = scene.news.kinds[norm]
    if kinds:
        for name in _AFTER:
            if name in kinds:
                return name
    if scene.is_finite(at):
        return "verb"
    if scene.verbs(at):
        return "participle"
    if at in scene.known:
        return "known"
    if scene.news.is_definite(norm):
        return "the"
    return "name" if is_name_word(scene.news, norm) else "noun"


def what_follows(scene: Scene, at: int) -> str:
    found = class_of(scene, at)
    if found in ("prep", "that", "cut"):
        return f"{found} {scene.norm(at).removeprefix(_AND)}"
    if found == "noun" and scene.norm(at)[:1] in (_WITH, _FOR, _AND):
        return f"noun {scene.norm(at)[:1]}"
    return found


def last_of(scene: Scene, first: int, stop: int) -> str:
    norm = scene.norm(stop - 1)
    if scene.news.is_definite(norm):
        plain = norm.removeprefix(ARTICLE)
        return "nationality" if plain in scene.news.nationalities else f"the {ending_of(scene, stop - 1)}"
    return "only" if stop - 1 == first else class_of(scene, stop - 1)


def often_speaks(scene: Scene, name: str, person: str) -> str:
    """How often the first word of a name is seen behind verbs of saying, as a share of all its occurrences."""
    counts = scene.news.of(_FIRST[name])
    spoke = counts.after_f if person == "3fs" else counts.after_m if person == "3ms" else counts.after_m + counts.after_f
    seen = counts.bare + counts.article
    return "unseen" if not seen else str((100 * spoke // seen).bit_length())


def number_of(name: str) -> str:
    """Whether a name begins with a plural by its ending."""
    return "plural" if _FIRST[name].endswith((_OBLIQUE, _NOMINATIVE, _FEMININE)) else "-"


def opens_at(scene: Scene, first: int) -> str:
    """Whether a name stands at the beginning of its sentence, of its line, or further on."""
    for back in range(1, 4):
        if first - back < 0 or "\n" in scene.view.text[scene.words[first - back].stop : scene.words[first - back + 1].start]:
            return "line"
        if scene.norm(first - back) == ".":
            return "sentence"
    return "further"


__all__ = [
    "agrees_with",
    "class_of",
    "ending_of",
    "gender_by_word",
    "gender_of",
    "head_of",
    "how_far",
    "last_of",
    "names_in",
    "number_at",
    "number_of",
    "often_at",
    "often_speaks",
    "opens_at",
    "seen_at",
    "what_follows",
]
