"""The names of a text with the roles that stand beside them, and the descriptions that stand for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from musnad.find.name_features import Token
from musnad.find.name_mentions import tagged_names
from musnad.find.name_tagger import NameTagger
from musnad.find.named import Named
from musnad.find.names import is_free, is_name_word, without_marks
from musnad.find.roles import find_roles
from musnad.find.scene import Scene, Tables, set_scene
from musnad.text.fold import fold_key
from musnad.text.view import View

#: A role reaches so many words back from the name, and so many on behind it, with so many of them in quotation marks.
REACH, ON, QUOTED = 12, 14, 5
_NOT_IN_ROLE = ("cut", "that", "relative", "opener")
_COMMA, _AND = "،", fold_key("و")


def named_scene(view: View, tables: Tables, breaks: tuple[int, ...] = (), tagger: NameTagger | None = None) -> Scene:
    """A view prepared for the statement finder, with the names in it and the descriptions that stand for somebody.

    `tagger` takes the place of the shipped one.
    """
    scene, tagger = set_scene(view, tables, breaks), tagger or NameTagger.load()
    tokens = tagger.features.tokens(scene)
    scene = with_names(scene, find_names(scene, tagger, tokens))
    return replace(scene, roles=find_roles(scene, tagger.features, tokens))


def with_names(scene: Scene, names: tuple[Named, ...]) -> Scene:
    """A scene with the names that were found in it."""
    named = {one.name[0]: one.name[1] for one in names}
    persons = {one.name[0]: one.name[1] for one in names if one.kind == "person"}
    ends = frozenset(named.values()), frozenset(persons.values())
    return replace(scene, names=names, named=named, persons=persons, behind_name=ends[0], behind_person=ends[1])


def find_names(scene: Scene, tagger: NameTagger, tokens: Sequence[Token]) -> tuple[Named, ...]:
    """All names of a text in its order: persons with the role beside them, bodies and places."""
    tagged = tagged_names(scene, tagger, tokens)
    persons = {first for (first, _), kind in tagged if kind == "person"}
    beside = _Beside(scene, tokens, persons)
    return tuple([Named(span, _role(beside, span) if kind == "person" else None, kind) for span, kind in tagged])


class _Beside(NamedTuple):
    """What roles are sought in: a scene, its words as the tagger sees them, where persons' names begin."""

    scene: Scene
    tokens: Sequence[Token]
    persons: set[int]

    def is_role(self, index: int) -> bool:
        """Whether a word is a role, with the article or without, letters before it looked through."""
        base, news = self.tokens[index].base if index < len(self.tokens) else "", self.scene.news
        return (base[2:] if news.is_definite(base) else base) in news.classes["role"]


def _role(beside: _Beside, span: tuple[int, int]) -> tuple[int, int] | None:
    """The role before a name, else the one behind it, else the bare title before it."""
    before = _role_before(beside, span[0])
    if before is not None and any(beside.is_role(at) for at in range(*before)):
        return before
    return _role_behind(beside, span) or before


def _role_before(beside: _Beside, first: int) -> tuple[int, int] | None:
    """The role or title right before a name («وزير الطاقة خالد الفالح», «الدكتور سامي»); a noun that governs the name is
    somebody else's («محامي ترامب»)."""
    scene, role = beside.scene, None
    for at in range(first - 1, max(first - 1 - REACH, -1), -1):
        if not _in_role(scene, at) or (scene.has("prep", at) and role is None):
            break
        if scene.has("title", at) or beside.is_role(at):
            role = at
            if beside.tokens[at].letters not in ("", _AND):  # «لوزير الطاقة خالد»
                break
        elif role is not None and not scene.has("title", role):
            break
    if role is None or not (is_free(scene, first) or first - 1 in scene.known):
        return None
    end = first
    while end - 1 > role and (scene.has("title", end - 1) or scene.norm(end - 1) == _COMMA):  # «ولي العهد، الأمير محمد»
        end -= 1
    return without_marks(scene, (role, end))


def _in_role(scene: Scene, index: int) -> bool:
    """Whether a word goes on with a role phrase: definite words, places, and «باسم» with what follows."""
    word = scene.words[index]
    if word.kind != "arabic":
        return word.norm == _COMMA
    if scene.has_any(_NOT_IN_ROLE, index) or scene.verbs(index):
        return False
    return scene.news.is_definite(word.norm) or scene.has("title", index) or not is_name_word(scene.news, word.norm)


def _role_behind(beside: _Beside, span: tuple[int, int]) -> tuple[int, int] | None:
    """The role behind a name, set off by a comma, or behind a name of several words («عبد العزيز علي المتحدث باسم
    الوزارة»); one that goes on with a person's name is that person's."""
    (scene, tokens, persons), (first, stop) = beside, span
    comma = scene.norm(stop) == _COMMA
    at = stop + comma
    if not (comma or stop > first + 1) or not beside.is_role(at) or tokens[at].letters:
        return None
    if scene.within[at] != scene.within[first]:
        return None
    end, further = at, at + 1
    while end < further <= at + ON:
        end, further = further, _further(beside, further)
    open_end = scene.words[end].kind == "arabic" if end < len(scene.words) else False
    if end in persons or (open_end and not (scene.has_any(_NOT_IN_ROLE, end) or scene.is_finite(end))):
        return None
    return without_marks(scene, (at, end))


def _further(beside: _Beside, index: int) -> int:
    """Behind the word or the words in marks with which a role behind a name goes on; the same word where it ends there."""
    scene, persons = beside.scene, beside.persons
    quote = scene.opens.get(index)
    if quote is not None and quote.closed and scene.quote_words(quote) <= QUOTED:
        return scene.index_after(quote.stop)
    if index >= len(scene.words) or index in persons or scene.words[index].kind != "arabic":
        return index
    if scene.has_any(_NOT_IN_ROLE, index) or scene.verbs(index):
        return index
    return index + 1 if beside.is_role(index) or not scene.is_finite(index) else index


__all__ = ["find_names", "named_scene", "with_names"]
