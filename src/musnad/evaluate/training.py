"""What `musnad train` does: gold documents to choices, choices to weights, for the shipped table and for each fold.

Models are learned from `train`, `ours`, the pan-Arab part of `dev` (ids `ant-…`; of descriptions there is no `train`) and
`written`, the articles written for the project; documents of the Saudi corpus only measure.
For each fold a model of all other documents is kept under `eval/crossed`, so that `musnad eval` never measures a document
with a model that saw it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from musnad.evaluate.calibrating import calibration, rescaled
from musnad.evaluate.gold import Gold
from musnad.evaluate.learn_confidence import confidence_choices, statement_choices
from musnad.evaluate.learn_roles import RoleLesson, acting_choices, kind_choices, role_choices, role_lessons
from musnad.evaluate.learn_speakers import speaker_choices
from musnad.evaluate.learning import FOLDS, Choice, Learner, Recipe, Weights, best, fold_of, table_text
from musnad.evaluate.lessons import Lesson, end_choices, nominal_choices, scene_of, teaching
from musnad.evaluate.scores import crossed_tagger
from musnad.find.scene import Tables
from musnad.text.linear import NO_MODELS

#: Sets that models are learned from.
SETS = ("train", "dev", "ours", "written")

Choices: TypeAlias = Callable[[Any], Iterable[Choice]]
#: The documents that a decision is learned from, of the gold and the folder of what was learned without each fold.
Lessons: TypeAlias = Callable[[Gold, Path], Iterable[Lesson | RoleLesson]]


class Task(NamedTuple):
    """A decision to learn: the choices that a document gives, how to learn from them, and which documents."""

    choices: Choices
    recipe: Recipe
    lessons: Lessons


class Trained(NamedTuple):
    """A model learned from all documents and without each fold, and how it did on documents that it had not seen."""

    name: str
    documents: int
    choices: int
    weights: Weights
    crossed: tuple[Weights, ...]
    right: int
    first_right: int

    @property
    def lines(self) -> tuple[str, ...]:
        """What made the table."""
        return (
            f"Log-linear model by `musnad train {self.name}` on {self.choices:,} choices of {self.documents} gold documents",
            "(train, ours, and the pan-Arab part of dev: ANT corpus v2.1; cite Chouigui, Ben Khiroun, Elayeb 2017; and written)."
            f" Card: {self.name}.md",
            f"Documents left out in {FOLDS} turns: {self.right / max(self.choices, 1):.3f} of the choices right"
            f" (the first option: {self.first_right / max(self.choices, 1):.3f}).",
        )


def tasks() -> Mapping[str, Task]:
    """The decisions that are learned, by the names of their models."""
    return {
        "acting": Task(acting_choices, Recipe(penalty=2.0, least=2), role_lessons),
        "roles": Task(role_choices, Recipe(penalty=2.0, smallest=0.06, iterations=100), role_lessons),
        "role_kinds": Task(kind_choices, Recipe(penalty=1.0, least=2, iterations=100), role_lessons),
        "ends": Task(end_choices, Recipe(penalty=6, least=2), lessons),
        "nominals": Task(nominal_choices, Recipe(penalty=5), lessons),
        "speaker": Task(speaker_choices, Recipe(penalty=8.0), lessons),
        "statement": Task(statement_choices, Recipe(penalty=4.0, constant="any"), lessons),
        "confidence": Task(confidence_choices, Recipe(penalty=12.0, constant="any"), lessons),
    }


def lessons(gold: Gold, crossed: Path) -> Iterator[Lesson]:
    """The documents to learn from, in the order of the sets, their names by the taggers that had not seen them."""
    tables, taggers = Tables.load(NO_MODELS), [crossed_tagger(crossed, fold) for fold in range(FOLDS)]
    for marked, document in teaching(gold.statements, gold, SETS):
        yield Lesson(document, scene_of(document.article(), tables, taggers[fold_of(marked.id)]), marked)


def train(name: str, those: Sequence[Lesson | RoleLesson]) -> Trained:
    """Learn one model, and one without each fold."""
    task = tasks()[name]
    choices = [choice for lesson in those for choice in task.choices(lesson)]
    learner = Learner(choices)
    weights = learner.learn(task.recipe)
    crossed = tuple(learner.learn(task.recipe, without=fold) for fold in range(FOLDS))
    if task.recipe.constant:
        scaled = calibration(crossed, choices)
        weights, *others = (rescaled(one, scaled, task.recipe.constant) for one in (weights, *crossed))
        crossed = tuple(others)
    right = sum(best(crossed[fold_of(one.document)], one) == one.right for one in choices)
    first = sum(one.right == 0 for one in choices)
    return Trained(name, len(those), len(choices), weights, crossed, right, first)


def keep(trained: Trained, models: Path, crossed: Path) -> None:
    """Write the tables: the shipped one, and those of the folds."""
    models.joinpath(f"{trained.name}.tsv").write_text(table_text(trained.weights, trained.lines), encoding="utf-8")
    crossed.mkdir(parents=True, exist_ok=True)
    for fold, weights in enumerate(trained.crossed):
        told = (f"As {trained.name}.tsv, learned without the documents of fold {fold}; for `musnad eval` only.",)
        crossed.joinpath(f"{trained.name}.{fold}.tsv").write_text(table_text(weights, told), encoding="utf-8")


__all__ = ["Task", "Trained", "keep", "lessons", "tasks", "train"]
