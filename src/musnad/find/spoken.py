"""The first person: whether words without marks are somebody's own («قال: سنعود أقوى، وأتمنى …»)."""

from __future__ import annotations

from musnad.find.scene import Scene
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_FIRST = frozenset(forms("circumstances", "first-person"))
_AND = tuple(fold_key("و ف").split())
_FUTURE, _I, _WE, _HE = fold_key("س"), "\N{ARABIC LETTER ALEF}", fold_key("ن"), fold_key("ي")
_MY, _HEH, _TEH = fold_key("ي"), fold_key("ه"), fold_key("ت")
_HAMZA = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
_PRESENT = "present 3ms"


def is_spoken(scene: Scene, first: int, stop: int) -> bool:
    """Whether any word from `first` to before `stop` is of the first person, quotations left out."""
    return any(scene.within[at] < 0 and _is_first_person(scene, at) for at in range(first, stop))


def _is_first_person(scene: Scene, index: int) -> bool:
    """A pronoun or particle with one («أنا», «إننا», «لدينا»), a verb («أتمنى», «نسعى»), a noun that is mine («فرصتي»)."""
    word = scene.words[index]
    if word.kind != "arabic":
        return False
    norm = word.norm
    for lead in ("", *_AND):
        rest = norm.removeprefix(lead)
        if norm.startswith(lead) and (rest in _FIRST or _is_verb(scene, index, rest) or _is_mine(scene, rest)):
            return True
    return False


def _is_verb(scene: Scene, index: int, rest: str) -> bool:
    """«أتمنى», «سنعود»: a present verb of the first person, known by its third; with «أ» the hamza must be written."""
    stem = rest.removeprefix(_FUTURE)
    if len(stem) < 4 or (rest in scene.news.counts and scene.news.of(rest).article):
        return False
    if stem.startswith(_WE):
        return _PRESENT in scene.news.verbs.get(_HE + stem[1:], "") and rest not in scene.news.verbs
    word = scene.words[index]
    written = scene.view.text[word.start : word.stop]
    start = len(word.norm) - len(rest) + (stem != rest)
    mine = stem.startswith(_I) and written[start : start + 1] == _HAMZA
    return mine and _PRESENT in scene.news.verbs.get(_HE + stem[1:], "") and rest not in scene.news.verbs


def _is_mine(scene: Scene, rest: str) -> bool:
    """«فرصتي», «مسيرتي»: a feminine noun with the pronoun of the first person."""
    stem = rest.removesuffix(_TEH + _MY)
    return stem != rest and len(stem) > 2 and scene.news.of(stem + _HEH).bare > 0 and rest not in scene.news.classes["relative"]


__all__ = ["is_spoken"]
