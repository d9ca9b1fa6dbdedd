"""What is learned of marked mentions: which noun begins a description that stands alone for somebody, where it ends, what
kind it tells of; and whether a country or city acts.

The names around them are those that a tagger found that had not seen the document, as in any text that is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from musnad.evaluate.gold import Document, Gold, MentionsOf
from musnad.evaluate.learning import Choice, fold_of, yes_or_no
from musnad.evaluate.lessons import scene_of, teaching
from musnad.evaluate.scores import crossed_tagger
from musnad.find.name_acting import Found, acting_features, words_of
from musnad.find.name_tagger import NameTagger
from musnad.find.role_features import Option, Sight, kind_keys, may_begin, options, told_by
from musnad.find.roles import KINDS
from musnad.find.scene import Tables
from musnad.records import EntityKind, Span
from musnad.text.linear import NO_MODELS

#: Sets that descriptions are marked in.
SETS = ("dev", "ours", "written")


class RoleLesson:
    """A gold document: what is seen of it, and the descriptions that are marked in it by their first character."""

    def __init__(self, document: Document, sight: Sight, marked: MentionsOf) -> None:
        """`sight` has the names that a tagger found that had not seen the document."""
        self.document, self.sight, self.marked = document, sight, marked
        self.right: dict[int, tuple[int, EntityKind]] = {
            one.span.start: (one.span.stop, entity.kind)
            for entity in marked.entities for one in entity.mentions if one.how == "role"
        }  # fmt: skip

    @cached_property
    def begun(self) -> tuple[tuple[int, list[Option], int | None], ...]:
        """Every word that may begin a description, with its options and the number of the right one; None where the marked
        one is none of them."""
        return tuple(self._begun())

    def _begun(self) -> Iterator[tuple[int, list[Option], int | None]]:
        scene, tokens = self.sight.scene, self.sight.tokens
        for first in range(len(tokens)):
            if may_begin(self.sight, first):
                found = options(self.sight, first)
                stop, _ = self.right.get(scene.words[first].start + len(tokens[first].letters), (None, None))
                ends = [None, *(scene.words[one.stop - 1].stop for one in found[1:])]
                yield first, found, ends.index(stop) if stop in ends else None


def role_lessons(gold: Gold, crossed: Path) -> Iterator[RoleLesson]:
    """The documents to learn from, in the order of the sets; `crossed` holds the taggers of the folds."""
    for marked, document in teaching(gold.mentions, gold, SETS):
        tagger = _tagger(crossed, fold_of(marked.id))
        scene = scene_of(document.article(), Tables.load(NO_MODELS), tagger)
        yield RoleLesson(document, Sight(scene, tagger.features, tagger.features.tokens(scene)), marked)


@cache
def _tagger(crossed: Path, fold: int) -> NameTagger:
    return crossed_tagger(crossed, fold) or NameTagger.load()


def role_choices(lesson: RoleLesson) -> Iterator[Choice]:
    """Where a description begins and ends, for each word that may begin one."""
    for _, found, right in lesson.begun:
        if right is not None:
            yield Choice(lesson.document.id, tuple(one.features for one in found), right)


def kind_choices(lesson: RoleLesson) -> Iterator[Choice]:
    """The kind of each marked description."""
    words, tokens = lesson.sight.scene.words, lesson.sight.tokens
    for first, found, right in lesson.begun:
        if right:
            _, kind = lesson.right[words[first].start + len(tokens[first].letters)]
            told = told_by(lesson.sight.features, kind_keys(lesson.sight, first, found[right].stop))
            options_of = tuple((one, *(f"{one} {feature}" for feature in told)) for one in KINDS)
            yield Choice(lesson.document.id, options_of, KINDS.index(kind))


def acting_choices(lesson: RoleLesson) -> Iterator[Choice]:
    """Whether each country or city that was found is marked as a body rather than as a place."""
    sight, scene = lesson.sight, lesson.sight.scene
    kinds = {one.span: of.kind for of in lesson.marked.entities for one in of.mentions if of.kind in ("body", "place")}
    found, marked = [], dict[str, Counter[EntityKind]]()
    for named in scene.names:
        first, stop = named.name
        known = scene.known.get(first)
        if known is None or known.size != stop - first or known.kind not in ("country", "city"):
            continue
        one = Found(first, stop, "G")
        span = scene.span(first, stop - 1)
        span = Span(span.start + len(sight.tokens[first].letters), span.stop)
        found.append(one)
        if span in kinds:
            marked.setdefault(words_of(sight.tokens, one), Counter())[kinds[span]] += 1
    for name, told in acting_features(scene, sight.tokens, found).items():
        if name in marked:
            yield yes_or_no(lesson.document.id, told, marked[name].most_common(1)[0][0] == "body")


__all__ = [
    "RoleLesson",
    "acting_choices",
    "kind_choices",
    "role_choices",
    "role_lessons",
]  # fmt: skip
