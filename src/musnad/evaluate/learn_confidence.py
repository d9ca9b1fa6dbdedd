"""Statements to learn from how sure they are: whether each one found is one, and right as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from musnad.evaluate.judging import Judge, Judgement
from musnad.evaluate.learning import Choice, fold_of, yes_or_no
from musnad.evaluate.lessons import Lesson, scene_of
from musnad.evaluate.project import this_project
from musnad.evaluate.scores import crossed_tagger
from musnad.find.name_tagger import NameTagger
from musnad.find.scene import Scene, Tables
from musnad.find.statements import find_drafts
from musnad.link.confidence import features, with_choice
from musnad.link.entities import Register
from musnad.link.options import Spoken
from musnad.link.speakers import resolve
from musnad.reading import Language, read
from musnad.settings import Settings
from musnad.text.linear import read_models


def statement_choices(lesson: Lesson) -> Iterator[Choice]:
    """One choice for each draft: whether the gold has such a statement, with at least half of its words."""
    for scene, spoken, one in _judged(lesson):
        yield yes_or_no(lesson.document.id, features(scene, spoken), one.matched)


def confidence_choices(lesson: Lesson) -> Iterator[Choice]:
    """One choice for each draft: right (a statement, the speaker right) or not."""
    for scene, spoken, one in _judged(lesson):
        yield yes_or_no(lesson.document.id, with_choice(spoken, features(scene, spoken)), one.speaker == "right")


def _judged(lesson: Lesson) -> Iterator[tuple[Scene, Spoken, Judgement]]:
    """Each draft with its speakers and its judgement, unlikely ones too.

    The other decisions are those of the models that have not seen the document, as their margins would be too sure else.
    """
    document = lesson.document
    tables, tagger = _crossed(fold_of(document.id))
    article = document.article()
    reading = read(article, Language.of(tables, tagger), Settings(least_likely=0, least_likely_nominal=0))
    judged = Judge(document, lesson.marked, reading).judge()
    known = {one.found.content: one for one in judged if one.found is not None}
    scene = scene_of(article, tables, tagger)
    for spoken in resolve(scene, find_drafts(scene), Register()).spoken:
        one = known.get(spoken.draft.content)
        if one is not None:
            yield scene, spoken, one


@cache
def _crossed(fold: int) -> tuple[Tables, NameTagger | None]:
    """The decisions and the tagger that were learned without a fold."""
    crossed = this_project().crossed
    return Tables.load(read_models(crossed, f".{fold}")), crossed_tagger(crossed, fold)


__all__ = ["confidence_choices", "statement_choices"]
