"""Statements to learn from how sure they are: whether each one found is right as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.evaluate.judging import Judge
from musnad.evaluate.learning import Choice, fold_of, yes_or_no
from musnad.evaluate.lessons import Lesson
from musnad.evaluate.project import this_project
from musnad.find.names import named_scene
from musnad.find.scene import Tables
from musnad.find.statements import find_drafts
from musnad.link.confidence import features
from musnad.link.entities import Register
from musnad.link.speakers import resolve
from musnad.reading import Language, read
from musnad.text.linear import read_models


def confidence_choices(lesson: Lesson) -> Iterator[Choice]:
    """One choice for each statement found: right (content matched, speaker right) or not.

    The other decisions are those of the models that have not seen the document, as their margins would be too sure else.
    """
    document = lesson.document
    tables = Tables.load(read_models(this_project().crossed, f".{fold_of(document.id)}"))
    article = document.article()
    judged = Judge(document, lesson.marked, read(article, Language.of(tables))).judge()
    right = {one.found.content: one.matched and one.speaker == "right" for one in judged if one.found is not None}
    scene = named_scene(lesson.scene.view, tables, tuple(block.span.start for block in article.blocks[1:]))
    for spoken in resolve(scene, find_drafts(scene), Register()).spoken:
        if spoken.draft.content in right:
            yield yes_or_no(document.id, features(scene, spoken), right[spoken.draft.content])


__all__ = ["confidence_choices"]
