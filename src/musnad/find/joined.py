"""Two who speak together: a noun phrase cut at the «و» that joins them."""

from __future__ import annotations

from itertools import pairwise

from musnad.find.names import is_name_word, split_phrase
from musnad.find.scene import Scene
from musnad.find.words import ARTICLE
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_BODY_NOUNS = frozenset(forms("name_words", "body-noun"))
_AND = fold_key("و")


def parts_of(scene: Scene, first: int, stop: int) -> list[tuple[int, int]]:
    """Word ranges of those whom a noun phrase names: one each, «و» still on the first word of all but the first."""
    if scene.has("each-of", first) and scene.has("prep", first + 1) and first + 2 < stop:
        first, listed = first + 2, True
    else:
        listed = False
    cuts: list[int] = []
    for at in range(first + 1, stop):
        if not scene.norm(at).startswith(_AND) or scene.words[at].kind != "arabic":
            continue
        if (listed and not _is_inner(scene, first, at)) or _begins_another(scene, cuts[-1] if cuts else first, at, stop):
            cuts.append(at)
    edges = [first, *cuts, stop]
    return list(pairwise(edges))


def _is_inner(scene: Scene, first: int, at: int) -> bool:
    """Whether a word that begins with «و» is a last name inside a name that was found («سعد وهبة»)."""
    norm = scene.norm(at)
    own = scene.news.is_given_name(norm) or scene.news.is_family_name(norm)
    return scene.persons.get(at - 1, 0) == at + 1 or (own and any(scene.named.get(back, 0) > at for back in range(first, at)))


def _begins_another(scene: Scene, first: int, at: int, stop: int) -> bool:
    """Whether the word at `at` is «و» with the head of another speaker."""
    if scene.words[at].kind != "arabic":
        return False
    if at in scene.known:
        joined = scene.known[at].clitics.startswith(_AND)
        return joined and (_is_of_names(scene, first, at, scene.known[at].kind) or _are_names(scene, first, at))
    if _are_names(scene, first, at):
        return True
    rest = scene.norm(at)[1:]
    if rest == scene.norm(first):
        return not scene.news.is_definite(rest) and stop - at > 1
    if rest in scene.news.classes["counterpart"] or rest.removeprefix(ARTICLE) in scene.news.classes["role"]:
        return split_phrase(scene, first, at).name is not None and split_phrase(scene, at, stop).name is not None
    if _is_whole(scene, first, at) and _is_source(scene, first, at, rest):
        return True
    if at == first + 1 and scene.news.is_definite(rest):
        counts = scene.news.of(rest)
        return stop - at > 0 and counts.after_m + counts.after_f > 4 and not scene.has("title", first)
    return _is_other_name(scene, first, at)


def _is_whole(scene: Scene, first: int, at: int) -> bool:
    """Whether the words before «و» are whole without what follows: a name, a nationality or an adjective closes them
    («الشرطة الإسرائيلية»), or they are several of no name («مصادر في المعارضة»)."""
    last, news = scene.norm(at - 1), scene.news
    if scene.has("unnamed", first) or (scene.has("outlet", first) and not news.is_definite(last)):
        return True
    if at in scene.behind_name and (first in scene.named or not scene.has_any(("role", "title"), first)):
        return True
    return at > first + 1 and news.is_definite(last) and last[2:] in news.nationalities and not scene.has("role", first)


def _is_source(scene: Scene, first: int, at: int, rest: str) -> bool:
    """Whether what follows «و» begins somebody else: of no name, a body or its noun, a name that was found."""
    news = scene.news
    if rest in news.classes["unnamed"] or rest in _BODY_NOUNS:
        return True
    if at in scene.named and at not in scene.persons:
        return first in scene.named and first not in scene.persons
    counts = news.of(rest)
    return counts.after_m + counts.after_f > 4 and not news.is_definite(rest) and rest not in news.classes["role"]


def _are_names(scene: Scene, first: int, at: int) -> bool:
    """Whether a name that was found ends before «و», and another begins behind it («واشنطن وباريس»)."""
    return scene.named.get(first) == at and at in scene.named


def _is_of_names(scene: Scene, first: int, at: int, kind: str) -> bool:
    """Whether the words from `first` to before `at` are known names of a kind."""
    index = first
    while index < at and index in scene.known and scene.known[index].kind == kind:
        index += scene.known[index].size
    return index == at


def _is_other_name(scene: Scene, first: int, at: int) -> bool:
    """Whether «و» stands before another person's name: the rest is the commoner word («نتنياهو وترامب»), or both are
    unknown and a last name alone stands before («انيستون وثيرو», but «ستيف ويتكوف»)."""
    news, norm = scene.news, scene.norm(at)
    if news.is_given_name(norm) or _is_within(scene, first, at):
        return False
    if not all(_is_person(scene, index, scene.norm(index)) for index in range(first, at)):
        return False
    whole, rest = news.of(norm).bare, news.of(norm[1:]).bare
    alone = at == first + 1 and not news.is_given_name(scene.norm(first))
    return _is_person(scene, at, norm[1:]) and (rest > 2 * whole if rest or whole else alone)


def _is_within(scene: Scene, first: int, at: int) -> bool:
    """Whether a word that is seldom met without its «و» stands inside a person's name that was found («ستيف ويتكوف»)."""
    rest = scene.news.of(scene.norm(at)[1:])
    return rest.bare + rest.article == 0 and any(scene.persons.get(back, 0) > at for back in range(first, at))


def _is_person(scene: Scene, index: int, norm: str) -> bool:
    """Whether a word is a part of a person's name, without the article."""
    return index not in scene.known and not norm.startswith(ARTICLE) and is_name_word(scene.news, norm)


__all__ = ["parts_of"]
