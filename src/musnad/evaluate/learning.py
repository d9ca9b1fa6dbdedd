"""Learning of log-linear models: choices among options, each told by features, with the right one marked.

Maximum conditional likelihood with a quadratic penalty (conditional logit; McFadden 1974), by L-BFGS. A yes-or-no decision
is a choice between an option and nothing (no features). Deterministic: the same choices give the same table to the byte.
Needs scipy (the extra ``train``); using a model needs nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

Weights: TypeAlias = dict[str, float]
#: In how many parts documents are cut for cross-validation.
FOLDS = 5


class Choice(NamedTuple):
    """Options by their features, the number of the right one, and the document that it is from."""

    document: str
    options: tuple[tuple[str, ...], ...]
    right: int


def yes_or_no(document: str, features: Iterable[str], right: bool) -> Choice:
    """A decision with two outcomes: an option against nothing."""
    return Choice(document, ((), tuple(features)), int(right))


class Recipe(NamedTuple):
    """How a model is learned: weight of the penalty, in how many documents a feature must occur, which weights are kept, in
    how many steps at the most, and the feature that every option has where scores are to be true chances."""

    penalty: float = 1.0
    least: int = 3
    smallest: float = 0.02
    iterations: int = 300
    constant: str = ""


def fold_of(document: str) -> int:
    """The part of a document in cross-validation: by a hash of its id, so that it is the same everywhere."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % FOLDS


def learn(choices: Sequence[Choice], recipe: Recipe = Recipe()) -> Weights:  # noqa: B008
    """Weights of the features; those that hardly occur or weigh hardly anything are left out."""
    return Learner(choices).learn(recipe)


class Learner:
    """Choices with their features numbered once, to be learned from as a whole and without each fold of the documents."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        """Number the features by their names in order."""
        import numpy

        self._numpy: Any = numpy
        self.names = sorted({feature for one in choices for option in one.options for feature in option})
        numbers = {name: number for number, name in enumerate(self.names)}
        told = [sorted({numbers[feature] for feature in option}) for one in choices for option in one.options]
        self._sizes: Any = numpy.array([len(one.options) for one in choices])
        self._folds: Any = numpy.array([fold_of(one.document) for one in choices])
        self._right: Any = numpy.array([one.right for one in choices])
        self._options: Any = self._matrix(told)
        self._seen = self._documents(choices)

    def _matrix(self, told: Sequence[Sequence[int]]) -> Any:
        from scipy.sparse import csr_matrix

        numpy = self._numpy
        edges = numpy.cumsum([0, *map(len, told)])
        columns = numpy.fromiter((number for one in told for number in one), numpy.int64, edges[-1])
        return csr_matrix((numpy.ones(edges[-1]), columns, edges), shape=(len(told), len(self.names)))

    def _documents(self, choices: Sequence[Choice]) -> Any:
        """In how many documents of each fold a feature occurs."""
        numpy = self._numpy
        ends = numpy.cumsum(self._sizes)
        rows: dict[str, list[Any]] = {}
        for one, size, end in zip(choices, self._sizes, ends):
            rows.setdefault(one.document, []).append(numpy.arange(end - size, end))
        seen = numpy.zeros((FOLDS, len(self.names)), dtype=numpy.int64)
        for document, those in rows.items():
            seen[fold_of(document), numpy.unique(self._options[numpy.concatenate(those)].indices)] += 1
        return seen

    def learn(self, recipe: Recipe, without: int | None = None) -> Weights:
        """Weights learned from all documents, or from those outside a fold."""
        from scipy.optimize import minimize

        numpy = self._numpy
        kept = self._folds != (-1 if without is None else without)
        counts = self._seen.sum(axis=0) - (0 if without is None else self._seen[without])
        columns = numpy.flatnonzero(counts >= recipe.least)
        options = self._options[numpy.repeat(kept, self._sizes)][:, columns]
        problem = _Problem(options, self._sizes[kept], self._right[kept], recipe.penalty)
        within = {"maxiter": recipe.iterations, "ftol": 1e-9}
        found = minimize(problem.loss, problem.start, jac=True, method="L-BFGS-B", options=within)
        rounded = ((self.names[at], round(float(weight), 3)) for at, weight in zip(columns, found.x))
        return {name: weight for name, weight in rounded if abs(weight) >= recipe.smallest}


class _Problem:
    """The loss of weights on choices, with its gradient."""

    def __init__(self, options: Any, sizes: Any, right: Any, penalty: float) -> None:
        import numpy

        self._numpy: Any = numpy
        self._options, self._sizes, self._penalty = options, sizes, penalty
        self._starts = numpy.cumsum(sizes) - sizes
        self._right: Any = numpy.zeros(options.shape[0])
        self._right[self._starts + right] = 1
        self._back = options.T.tocsr()
        self.start: Any = numpy.zeros(options.shape[1])

    def loss(self, weights: Any) -> tuple[float, Any]:
        """Negative log-likelihood with the penalty, and its gradient."""
        numpy = self._numpy
        scores = self._options @ weights
        scores -= numpy.repeat(numpy.maximum.reduceat(scores, self._starts), self._sizes)
        sums = numpy.add.reduceat(numpy.exp(scores), self._starts)
        logs = scores - numpy.repeat(numpy.log(sums), self._sizes)
        value = -(logs @ self._right) + self._penalty / 2 * (weights @ weights)
        return float(value), self._back @ (numpy.exp(logs) - self._right) + self._penalty * weights


def best(weights: Weights, choice: Choice) -> int:
    """The option of the highest score, the first of equals."""
    scores = [sum(weights.get(feature, 0.0) for feature in option) for option in choice.options]
    return scores.index(max(scores))


def table_text(weights: Weights, told: Sequence[str]) -> str:
    """The table of a model, with lines above it that say what made it."""
    lines = [f"{name}\t{weight:.3f}".rstrip("0").rstrip(".") for name, weight in sorted(weights.items())]
    return "\n".join([*(f"# {line}" for line in told), "feature\tweight", *lines]) + "\n"


__all__ = ["FOLDS", "Choice", "Learner", "Recipe", "Weights", "best", "fold_of", "learn", "table_text", "yes_or_no"]
