"""Names in a text, by the tagger: persons with the roles before them, bodies and places; the same name tagged once is found
wherever it stands, and countries and cities are bodies where they act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from musnad.find.attached import outlet_names
from musnad.find.name_acting import Found, how_acting, words_of
from musnad.find.name_features import NameFeatures, Token
from musnad.find.name_tagger import LABELS, NameTagger
from musnad.find.scene import Scene
from musnad.records import EntityKind
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

#: A word is an everyday one, which a name cannot be known by alone, where it is seen so often and hardly ever as a name.
COMMON = 40
#: A noun with the article is an everyday one where it is seen so often.
NOUN = 100
#: What goes on for more words than this is no name, whatever it is.
LONGEST = 24
#: Names of one word that are found again must be this long.
SHORTEST = 3
_KINDS: Mapping[str, EntityKind] = {"P": "person", "B": "body", "L": "place"}
_OUTLET_TAILS = frozenset(forms("name_words", "outlet-tail"))
_DUALS = tuple(fold_key("ين ان").split())
_FOR, _BY, _THE = fold_key("ل"), fold_key("ب"), fold_key("ال")


def tagged_names(scene: Scene, tagger: NameTagger, tokens: Sequence[Token]) -> list[tuple[tuple[int, int], EntityKind]]:
    """Word ranges of all names with their kinds, in the order of the text; `tokens` are its words as the tagger sees them."""
    spans, described = _spans(scene, tagger.tag(scene, tokens)), country_nouns()
    found = [one for one in spans if one.stop > one.first + 1 or tokens[one.first].base not in described]
    found = sorted([*found, *_again(scene, tagger.features, tokens, found)])
    acting = how_acting(scene, tokens, [one for one in found if one.mark == "G"])
    return [((one.first, one.stop), _kind(scene, one, tokens, acting)) for one in found]


def _spans(scene: Scene, labels: Sequence[int]) -> Iterator[Found]:
    """The names that the labels mark, marks at their edges left off."""
    first: int | None = None
    for at, label in enumerate([*labels, 0]):
        name = LABELS[label]
        if first is not None and not name.startswith("I"):
            yield from _trimmed(scene, first, at, LABELS[labels[first]][2:])
            first = None
        if name.startswith("B"):
            first = at


def _trimmed(scene: Scene, first: int, stop: int, mark: str) -> Iterator[Found]:
    while first < stop and scene.words[first].kind in ("mark", "number"):
        first += 1
    while mark == "P" and first < stop - 1 and _is_role(scene, scene.norm(first)):
        first += 1
    place = _place_before(scene, first, stop) if mark == "P" else 0
    if place:
        yield Found(first, first + place, "G")
        first += place
    if mark in ("L", "G") and (bearer := _person_behind(scene, first, stop)):
        yield from _trimmed(scene, bearer, stop, "P")
        stop = bearer
    stop = next((at for at in range(first + 1, stop) if _ends_before(scene, at, mark)), stop)
    while stop > first and scene.words[stop - 1].kind == "mark":
        stop -= 1
    while mark == "P" and first < stop - 1 and scene.has("title", stop - 1) and scene.news.is_given_name(scene.norm(stop)):
        stop -= 1  # «جامعة الملك سعود الدكتور عبدالله»
    if first < stop <= first + LONGEST and not (mark == "P" and _is_told_beside(scene, first)):
        yield Found(first, stop, mark)


def _place_before(scene: Scene, first: int, stop: int) -> int:
    """The words of a town or country that a role governs and its bearer's name follows («محافظ نينوى عبد القادر»); 0 where
    none is."""
    known = scene.known.get(first)
    if known is None or known.kind not in ("city", "country") or first + known.size >= stop or not scene.has("role", first - 1):
        return 0
    after = scene.norm(first + known.size)
    given = scene.news.is_given_name(after) or scene.has("name-link", first + known.size)
    return known.size if given and not scene.news.is_given_name(scene.norm(first)) else 0


def _person_behind(scene: Scene, first: int, stop: int) -> int:
    """Where a person's full name begins that was taken for a part of the country or town before it; 0 where none does."""
    for at in range(first, stop - 2):
        known = scene.known.get(at)
        end = at + known.size if known is not None and known.kind in ("city", "country") else stop
        if end < stop - 1 and scene.news.is_given_name(scene.norm(end)) and not scene.news.is_definite(scene.norm(end)):
            return end
    return 0


def _is_role(scene: Scene, norm: str) -> bool:
    """Whether a word with the article is a role or a nationality («الرئيسين الأمريكي …»), which begins no person's name."""
    plain, roles = norm[2:], scene.news.classes["role"]
    return scene.news.is_definite(norm) and (
        plain in roles or plain in scene.news.nationalities or (plain.endswith(_DUALS) and plain[:-2] in roles)
    )


@cache
def country_nouns() -> frozenset[str]:
    """Nouns that stand for a country of the text («البلاد», «المملكة»), folded: descriptions, and no names."""
    return frozenset(map(fold_key, forms("name_words", "country-noun")))


def _ends_before(scene: Scene, at: int, mark: str) -> bool:
    """Whether a person's name ends before this word: who is told («للصحفيين»), or a function word."""
    return mark == "P" and (scene.has("audience", at) or scene.norm(at).startswith(_FOR + _FOR))


def _is_told_beside(scene: Scene, at: int) -> bool:
    """Whether a word is no person's name but stands beside one: who is told («للصحفيين»), or an everyday noun with a letter
    before it («بالذكر», «لشؤون») that is nobody's name."""
    if scene.has("audience", at):
        return True
    norm, news = scene.norm(at), scene.news
    if norm[:1] not in (_FOR, _BY) or news.is_given_name(norm):
        return False
    definite = norm[1:] if norm.startswith(_BY + _THE) else _THE + norm.removeprefix(_FOR).removeprefix(_FOR)
    counts = news.of(definite)
    names = counts.after_m + counts.after_f
    return names == 0 and not news.is_family_name(definite) and news.of(definite[2:]).article + counts.article >= NOUN


def _again(scene: Scene, features: NameFeatures, tokens: Sequence[Token], found: Sequence[Found]) -> Iterator[Found]:
    """Places where a name that was tagged stands once more, untagged; of a person, the first or last name alone too."""
    taken = {at for one in found for at in range(one.first, one.stop)}
    names = _known_names(scene, features, tokens, found)
    at = 0
    while at < len(tokens):
        for rest, mark in names.get(tokens[at].base, ()):
            stop = at + 1 + len(rest)
            same = tuple(scene.norm(n) for n in range(at + 1, stop)) == rest
            if same and taken.isdisjoint(range(at, stop)):
                yield Found(at, stop, mark)
                at = stop - 1
                break
        at += 1


def _known_names(
    scene: Scene, features: NameFeatures, tokens: Sequence[Token], found: Sequence[Found]
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word: the other words, and the mark; longer names first."""
    names: dict[tuple[str, ...], str] = {}
    for one in found:
        words = (tokens[one.first].base, *(scene.norm(at) for at in range(one.first + 1, one.stop)))
        parts = [words, words[-1:], words[:1]] if one.mark == "P" and tokens[one.first].arabic else [words]
        for part in parts:
            if len(part) > 1 or (len(part[0]) >= SHORTEST and not _is_common(features, part[0])):
                names.setdefault(part, one.mark)
    heads: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words in sorted(names, key=len, reverse=True):
        heads.setdefault(words[0], []).append((words[1:], names[words]))
    return heads


def _is_common(features: NameFeatures, base: str) -> bool:
    """Whether a word is an everyday one."""
    news = features.news
    counts = news.of(base)
    if counts.bare + counts.article < COMMON and not news.is_function(base):
        return base in news.verbs
    return not (news.is_given_name(base) or news.is_family_name(base))


def _kind(scene: Scene, one: Found, tokens: Sequence[Token], acting: Mapping[str, float]) -> EntityKind:
    known = scene.known.get(one.first)
    if known is not None and known.size == one.stop - one.first and known.kind in ("body", "agency", "channel"):
        return "body"
    if scene.norm(one.stop - 1) in _OUTLET_TAILS or (one.stop == one.first + 1 and tokens[one.first].base in outlet_names()):
        return "body"
    if one.mark == "G":
        return "body" if acting[words_of(tokens, one)] > 0 else "place"
    return _KINDS[one.mark]


__all__ = ["country_nouns", "tagged_names"]
