"""Learning of log-linear models: choices among options, each told by features, with the right one marked.

Maximum conditional likelihood with a quadratic penalty (conditional logit; McFadden 1974), by L-BFGS. A yes-or-no decision
is a choice between an option and nothing (no features). Deterministic: the same choices give the same table to the byte.
Needs scipy (the extra ``train``); using a model needs nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
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
    """How a model is learned: weight of the penalty, in how many documents a feature must occur, which weights are kept."""

    penalty: float = 1.0
    least: int = 3
    smallest: float = 0.02


def fold_of(document: str) -> int:
    """The part of a document in cross-validation: by a hash of its id, so that it is the same everywhere."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % FOLDS


def learn(choices: Sequence[Choice], recipe: Recipe = Recipe()) -> Weights:  # noqa: B008
    """Weights of the features; those that hardly occur or weigh hardly anything are left out."""
    from scipy.optimize import minimize

    names = _known(choices, recipe.least)
    problem = _Problem(choices, {name: number for number, name in enumerate(names)}, recipe.penalty)
    found = minimize(problem.loss, problem.start, jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-9})
    rounded = ((name, round(float(weight), 3)) for name, weight in zip(names, found.x))
    return {name: weight for name, weight in rounded if abs(weight) >= recipe.smallest}


def _known(choices: Iterable[Choice], least: int) -> list[str]:
    """Features that occur in enough documents."""
    seen = {(feature, one.document) for one in choices for option in one.options for feature in option}
    counts = Counter(feature for feature, _ in seen)
    return sorted(feature for feature, count in counts.items() if count >= least)


class _Problem:
    """The loss of weights on choices, with its gradient."""

    def __init__(self, choices: Sequence[Choice], numbers: dict[str, int], penalty: float) -> None:
        import numpy
        from scipy.sparse import csr_matrix

        rows, columns, self._starts, right = [], [], [], []
        row = 0
        for choice in choices:
            self._starts.append(row)
            right.append(row + choice.right)
            for option in choice.options:
                known = sorted({numbers[feature] for feature in option if feature in numbers})
                rows.extend([row] * len(known))
                columns.extend(known)
                row += 1
        self._numpy: Any = numpy
        self._options: Any = csr_matrix((numpy.ones(len(rows)), (rows, columns)), shape=(row, len(numbers)))
        self._sizes = numpy.diff([*self._starts, row])
        self._right: Any = numpy.zeros(row)
        self._right[right] = 1
        self._penalty = penalty
        self.start: Any = numpy.zeros(len(numbers))

    def loss(self, weights: Any) -> tuple[float, Any]:
        """Negative log-likelihood with the penalty, and its gradient."""
        numpy = self._numpy
        scores = self._options @ weights
        scores -= numpy.repeat(numpy.maximum.reduceat(scores, self._starts), self._sizes)
        sums = numpy.add.reduceat(numpy.exp(scores), self._starts)
        logs = scores - numpy.repeat(numpy.log(sums), self._sizes)
        value = -(logs @ self._right) + self._penalty / 2 * (weights @ weights)
        return float(value), self._options.T @ (numpy.exp(logs) - self._right) + self._penalty * weights


def best(weights: Weights, choice: Choice) -> int:
    """The option of the highest score, the first of equals."""
    scores = [sum(weights.get(feature, 0.0) for feature in option) for option in choice.options]
    return scores.index(max(scores))


def table_text(weights: Weights, told: Sequence[str]) -> str:
    """The table of a model, with lines above it that say what made it."""
    lines = [f"{name}\t{weight:.3f}".rstrip("0").rstrip(".") for name, weight in sorted(weights.items())]
    return "\n".join([*(f"# {line}" for line in told), "feature\tweight", *lines]) + "\n"


__all__ = ["FOLDS", "Choice", "Recipe", "Weights", "best", "fold_of", "learn", "table_text", "yes_or_no"]
