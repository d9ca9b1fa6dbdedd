"""Learned decisions: a log-linear model over named features that are there or not, small enough to read and to explain.

A model is a table of weights (`data/models/NAME.tsv`, made by ``musnad train``). The score of an option is the sum of the
weights of its features; the options of a choice are told apart by their scores, a yes or no by the sign of one. Where a
model is missing, or learned decisions are switched off, the rules decide alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.abc import Traversable
from importlib.resources import files
from itertools import repeat
from math import exp
from typing import NamedTuple, TypeAlias

from musnad.text.memo import Memo

#: Models are asked for so many beginnings of features at the most.
PREFIXES = 1000


class Weighed(NamedTuple):
    """A feature and what it adds to the score."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Linear:
    """A model: what each feature adds to the score; features that it does not know add nothing."""

    name: str
    weights: Mapping[str, float] = field(repr=False)
    #: Name and four hexadecimal digits of the weights, for `made_by`.
    key: str = field(init=False, default="")
    #: The weights in thousandths, in which they are told: sums are whole, whatever their order.
    thousandths: Mapping[str, int] = field(init=False, repr=False, compare=False)
    #: Thousandths of the features that begin with a text, by how they go on: nothing need be joined to ask.
    behind: Memo[str, Mapping[str, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Name the weights, and make them whole."""
        object.__setattr__(self, "thousandths", {name: round(1000 * weight) for name, weight in self.weights.items()})
        object.__setattr__(self, "behind", Memo(self._behind, PREFIXES))
        told = "\n".join(f"{feature}\t{weight:.3f}" for feature, weight in sorted(self.weights.items()))
        object.__setattr__(self, "key", f"{self.name}-{hashlib.sha256(told.encode()).hexdigest()[:4]}")

    def score(self, features: Iterable[str]) -> float:
        """Sum of the weights of the features: log-odds.

        >>> Linear("rain", {"clouds": 1.5, "sun": -2.0}).score(["clouds", "wind"])
        1.5
        """
        return sum(map(self.thousandths.get, features, repeat(0))) / 1000

    def _behind(self, prefix: str) -> Mapping[str, int]:
        found = self.thousandths.items()
        return {name[len(prefix) :]: weight for name, weight in found if name.startswith(prefix)} if prefix else self.thousandths

    def weighed(self, features: Iterable[str]) -> tuple[Weighed, ...]:
        """The features that count, the heaviest first: why the score is what it is."""
        found = (Weighed(feature, self.weights[feature]) for feature in features if feature in self.weights)
        return tuple(sorted(found, key=lambda one: (-abs(one.weight), one.feature)))


#: Models by name; an absent one is not consulted.
Models: TypeAlias = Mapping[str, Linear]
NO_MODELS: Models = {}
#: Every learned decision of a reading, by the name of its table.
DECISIONS: tuple[str, ...] = ("acting", "roles", "role_kinds", "ends", "nominals", "speaker", "statement", "confidence")


@cache
def load_models() -> Models:
    """The shipped models of all learned decisions of a reading; those that are not there are left out."""
    return read_models(files("musnad").joinpath("data", "models"))


def read_models(folder: Traversable, suffix: str = "") -> Models:
    """Models of a folder, from its tables ``NAME`` + suffix + ``.tsv``; those that are not there are left out."""
    paths = {name: folder.joinpath(f"{name}{suffix}.tsv") for name in DECISIONS}
    return {name: Linear(name, _weights(path)) for name, path in paths.items() if path.is_file()}


def _weights(path: Traversable) -> Mapping[str, float]:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    return {feature: float(weight) for feature, weight in (line.split("\t") for line in lines[1:])}


def chance(score: float) -> float:
    """The chance that a score (log-odds) stands for.

    >>> chance(0.0)
    0.5
    """
    return 1 / (1 + exp(-max(min(score, 40.0), -40.0)))


__all__ = ["DECISIONS", "NO_MODELS", "Linear", "Models", "Weighed", "chance", "load_models", "read_models"]
