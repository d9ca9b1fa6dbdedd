"""From a gold document to the choices that it teaches: one function a decision."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from musnad.evaluate.gold import Document, Gold, GoldStatement, MentionsOf, StatementsOf
from musnad.evaluate.learning import Choice
from musnad.find.complements import may_be_nominal, ruled_complement
from musnad.find.contents import ruled_stop
from musnad.find.ends import LONGEST, Opening, ends, opening_of
from musnad.find.name_tagger import NameTagger
from musnad.find.naming import named_scene
from musnad.find.nominals import starts
from musnad.find.scene import Scene, Tables
from musnad.records import Article
from musnad.text.view import look

#: What the ids of documents begin with that may be learned from: of the pan-Arab corpus, and written for the project.
FREE = ("ant-", "written-")
Marked = TypeVar("Marked", StatementsOf, MentionsOf)


class Lesson:
    """A gold document: its scene as the rules see it, and what is marked in it."""

    def __init__(self, document: Document, scene: Scene, marked: StatementsOf) -> None:
        """`scene` has no models, so that what is learned does not hang on itself."""
        self.document, self.scene, self.marked = document, scene, marked
        self._starts = [first for first, _ in scene.units]

    def word_at(self, offset: int) -> int:
        """Index of the first word that begins at an offset or behind it."""
        return bisect_left(self.scene.view.starts, offset)

    def unit_stop(self, index: int) -> int:
        """Where the unit of a word ends."""
        return self.scene.units[max(bisect_right(self._starts, index) - 1, 0)][1]

    def clause_stop(self, index: int) -> int:
        """Where the unit of a word ends, or the quotation that holds it; the word itself where its quotation is never closed."""
        number = self.scene.within[index]
        if number < 0:
            return self.unit_stop(index)
        quote = self.scene.view.quotes[number]
        return self.scene.index_after(quote.inner_stop) if quote.closed else index


def teaching(
    marked_in: Callable[[str], Sequence[Marked]], gold: Gold, sets: Sequence[str]
) -> Iterator[tuple[Marked, Document]]:
    """What is marked in the documents of some sets that may be learned from, in the order of the sets."""
    for which in sets:
        for marked in marked_in(which):
            if marked.id.startswith(FREE):
                yield marked, gold.document(marked.id, which)


def scene_of(article: Article, tables: Tables, tagger: NameTagger | None) -> Scene:
    """The scene of an article, as reading sets it."""
    edges = tuple(block.span.start for block in article.blocks[1:])
    return named_scene(look(article.text, edges), tables, edges, tagger)


def end_choices(lesson: Lesson) -> Iterator[Choice]:
    """Where contents end: of each marked content that is no quotation, its last piece."""
    for statement in lesson.marked.statements:
        if statement.complement != "quote":
            yield from _end_choice(lesson, statement)


def _end_choice(lesson: Lesson, statement: GoldStatement) -> Iterator[Choice]:
    scene, span = lesson.scene, statement.content[-1]
    first, last = lesson.word_at(span.start), lesson.word_at(span.stop)
    opening = _opening(lesson, statement)
    stop = lesson.unit_stop(first)
    ruled = ruled_stop(scene, first, stop, opening)
    if not first < ruled.stop <= first + LONGEST:
        return
    options = ends(scene, first, stop, ruled, opening)
    right = [number for number, end in enumerate(options) if _words(scene, first, end.stop) == _words(scene, first, last)]
    if right:
        yield Choice(lesson.document.id, tuple(end.features for end in options), right[0])


def _words(scene: Scene, first: int, stop: int) -> int:
    """The last word before `stop` that is no mark."""
    while stop > first and scene.words[stop - 1].kind == "mark":
        stop -= 1
    return stop


def _opening(lesson: Lesson, statement: GoldStatement) -> Opening:
    """How the content begins, as the rules read the word that is marked as the cue."""
    scene = lesson.scene
    if statement.cue is None:
        return Opening(statement.complement)
    at = lesson.word_at(statement.cue.start)
    forms, noun = scene.verbs(at), scene.cues.noun(scene.norm(at))
    return opening_of(scene, statement.complement, at, forms[0] if forms else noun)


def nominal_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which noun phrase behind a cue was said, if any: of each word that may be a cue with such a complement."""
    marked = {lesson.word_at(one.cue.start): one for one in lesson.marked.statements if one.cue is not None}
    scene = lesson.scene
    for cue in range(len(scene.words)):
        stop = lesson.clause_stop(cue)
        noun = scene.cues.noun(scene.norm(cue)) if scene.words[cue].kind == "arabic" and scene.within[cue] < 0 else None
        for form in scene.verbs(cue)[:1] or (noun,):
            if form is None:
                continue
            if not form.frame.nominal or form.tense == "passive" or (scene.within[cue] >= 0 and form.tense == "participle"):
                continue
            found = ruled_complement(scene, cue, form, stop)
            if not may_be_nominal(scene, form, found, stop):
                continue
            ruled = found.first if found is not None and found.kind == "nominal" else -1
            options = starts(scene, cue, form, stop, ruled)
            right = _right_start(lesson, marked.get(cue), [one.first for one in options])
            if len(options) > 1 and right is not None:
                yield Choice(lesson.document.id, tuple(one.features for one in options), right)


def _right_start(lesson: Lesson, statement: GoldStatement | None, firsts: list[int]) -> int | None:
    """The number of the right option; None where the statement begins at none of them."""
    if statement is None or statement.complement == "quote":
        return 0
    first = lesson.word_at(statement.content[0].start)
    last = lesson.word_at(statement.content[-1].stop)
    near = [number for number, one in enumerate(firsts) if one in (first, first - 1) and one >= 0]
    inside = [number for number, one in enumerate(firsts) if first < one < last]
    return near[-1] if near else inside[0] if inside and statement.complement == "nominal" else None


__all__ = ["FREE", "Lesson", "end_choices", "nominal_choices", "scene_of", "teaching"]
