"""Whom descriptions stand for («الوزير», «الشركة», «بلاده», «البيان»): somebody told of before, else somebody new."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from musnad.find.named import Described
from musnad.find.scene import Scene
from musnad.find.words import nationalities_of
from musnad.link.entities import Register
from musnad.link.pairs import last_two, pair_of
from musnad.records import EntityKind, Mention, Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms
from musnad.text.memo import Memo

_ARTICLE, _ALEF, _AND = fold_key("ال"), fold_key("ا"), fold_key("و")
#: Kinds that one thing may be told as.
_ALIKE: tuple[frozenset[EntityKind], ...] = (
    frozenset(("body", "place")), frozenset(("person", "unnamed")), frozenset(("group", "unnamed")), frozenset(("group", "body")),
)  # fmt: skip
#: Kinds that are told of anew by each phrase without the article.
_NEW_EACH = ("unnamed", "group", "document")


class Descriptions:
    """Resolves the descriptions of a text, in its order, against what stands before each."""

    def __init__(self, scene: Scene, register: Register, seen: Sequence[Mention]) -> None:
        """`seen` are the mentions of the text that are known already."""
        self._scene, self._register = scene, register
        self._mentions = {one.span: one for one in seen}
        self._heads = {one.span: self._head_of(one) for one in seen}
        self._order = sorted(self._mentions)

    def all(self) -> tuple[Mention, ...]:
        """All mentions, those known before among them: a role mention gets the extent of the description at its place."""
        starts = {span.start: span for span in self._mentions}
        for one in self._scene.roles:
            span = self._where(one)
            known = starts.get(span.start)
            if known is None:
                self._enter(one, span)
            elif self._mentions[known].how == "role" and span not in self._mentions:
                self._order.remove(known)
                self._note(msgspec.structs.replace(self._mentions.pop(known), span=span), self._heads.pop(known))
        found = tuple(self._mentions[span] for span in self._order)
        for mention in found:
            if mention.how == "role":
                self._register.tell_members(mention.entity, self._members(mention.span))
        return found

    def _enter(self, one: Described, span: Span) -> None:
        phrase = self._plain(one, span)
        words = plain_words(phrase)
        key = self._country(words, span.start) or self._known(one, words, span.start)
        if key is None:
            key = self._register.described(phrase, one.kind)
        self._note(Mention(span=span, entity=key, how="role"), words)

    def _members(self, description: Span) -> tuple[str, ...]:
        """The two named last before a description, where it stands in the dual for two persons or countries."""
        first, stop = self._scene.index_at(description.start), self._scene.index_after(description.stop)
        pair = pair_of(self._scene.news, self._scene.norm(first).removeprefix(_AND)) if stop == first + 1 else None
        if pair is None:
            return ()
        before = (span for span in self._before(description.start) if self._mentions[span].how == "name")
        if pair == "countries":
            before = (span for span in before if self._is_country(span))
        else:
            before = (span for span in before if self._register.of(self._mentions[span].entity).kind == "person")
        return last_two(self._mentions[span].entity for span in before)

    def _plain(self, one: Described, span: Span) -> str:
        """The words of a description in normal spelling («لبلاد» of «للبلاد»: «البلاد»)."""
        text = " ".join(self._scene.view.of(span).split())
        hidden = one.definite and not fold_key(text).startswith(_ARTICLE)
        return f"{_ALEF}{text}" if hidden else text

    def _note(self, mention: Mention, heads: tuple[str, ...]) -> None:
        self._mentions[mention.span], self._heads[mention.span] = mention, heads
        insort(self._order, mention.span)

    def _where(self, one: Described) -> Span:
        """The span of a description without the letters attached to its first word."""
        first, stop = one.words
        span = self._scene.span(first, stop - 1)
        return Span(span.start + one.attached, span.stop)

    def _country(self, words: tuple[str, ...], at: int) -> str | None:
        """The country that «البلاد», «بلاده» stand for: the one named last before; «بلاده» is that of whom it is told of, where
        his role tells his nationality («وزير الخارجية الروسي»)."""
        if len(words) != 1 or words[0] not in _country_nouns():
            return None
        own = self._nationality(at) if words[0] not in _definite_nouns() else None
        for span in self._before(at) if own is None else reversed(self._order):
            if self._is_country(span) and (own is None or own in self._nationalities_of(span)):
                return self._mentions[span].entity
        return None

    def _nationality(self, at: int) -> str | None:
        """The nationality that the role of the person told of last before an offset tells, folded."""
        for span in self._before(at):
            entity = self._register.of(self._mentions[span].entity)
            if entity.kind in ("person", "unnamed"):
                words = (word for role in entity.roles for word in plain_words(role))
                return next((word for word in words if word in self._scene.news.nationalities), None)
        return None

    def _nationalities_of(self, span: Span) -> frozenset[str]:
        return nationalities_of(fold_key(self._register.of(self._mentions[span].entity).name))

    def _is_country(self, span: Span) -> bool:
        known = self._scene.known.get(self._scene.index_at(span.start))
        return self._mentions[span].how == "name" and known is not None and known.kind == "country"

    def _known(self, one: Described, words: tuple[str, ...], at: int) -> str | None:
        """Who was described by these words before; one noun with the article is whoever was called by it last."""
        if not one.definite and one.kind in _NEW_EACH:
            return None
        for span in self._before(at):
            heads, mention = self._heads[span], self._mentions[span]
            if _fits(words, heads) and self._may_be(mention, one.kind):
                return mention.entity
        return None

    def _may_be(self, mention: Mention, kind: EntityKind) -> bool:
        other = self._register.of(mention.entity).kind
        return other == kind or any({other, kind} <= alike for alike in _ALIKE)

    def _before(self, at: int) -> Iterator[Span]:
        """Places of mentions that begin before an offset, the nearest first."""
        return reversed(self._order[: bisect_left(self._order, at, key=lambda span: span.start)])

    def _words(self, span: Span) -> tuple[str, ...]:
        return plain_words(self._scene.view.of(span))

    def _head_of(self, mention: Mention) -> tuple[str, ...]:
        """The words that a later description may take up: of a name its own first, or the noun before it."""
        if mention.role is not None:
            return self._words(mention.role)
        words = self._words(mention.span)
        if mention.how != "name":
            return words
        first = self._scene.index_at(mention.span.start)
        before = plain_words(self._scene.norm(first - 1)) if first > 0 else ()
        return (*before, "", *words)


def plain_words(phrase: str) -> tuple[str, ...]:
    """Folded words of a phrase, each without the article.

    >>> plain_words("الرئيس الروسي") == plain_words("لرئيس الروسي"[1:])
    True
    """
    return _PLAIN[phrase]


#: The same by phrase, remembered.
_PLAIN: Memo[str, tuple[str, ...]] = Memo(
    lambda phrase: tuple([word.removeprefix(_ARTICLE) if len(word) > 4 else word for word in fold_key(phrase).split()]), 5_000
)


def _fits(words: tuple[str, ...], heads: tuple[str, ...]) -> bool:
    """Whether a description takes up what was said: the same words, or its noun alone."""
    if not heads:
        return False
    if "" in heads:
        before, name = heads[: heads.index("")], heads[heads.index("") + 1 :]
        return len(words) == 1 and (words == before[-1:] or (len(name) > 1 and words[0] == name[0]))
    return words == heads or (len(words) == 1 and words[0] == heads[0])


@cache
def _country_nouns() -> frozenset[str]:
    """Nouns that stand for a country of the text."""
    return frozenset(plain_words(" ".join(forms("name_words", "country-noun"))))


@cache
def _definite_nouns() -> frozenset[str]:
    """Those of them that tell nobody's country («المملكة»)."""
    told = (fold_key(word) for word in forms("name_words", "country-noun"))
    return frozenset(word.removeprefix(_ARTICLE) for word in told if word.startswith(_ARTICLE))


__all__ = ["Descriptions", "plain_words"]
