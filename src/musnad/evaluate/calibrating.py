"""Scores made true chances: a model that is too sure of documents it has not seen is made less sure, and the other way round.

Logistic recalibration (Platt 1999) on the scores of documents left out: a scale and a shift, which go into the weights, so
that the table stays a log-linear model.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from musnad.evaluate.learning import Choice, Weights, fold_of

#: Steps of Newton's method at the most; it needs about six.
_STEPS = 50


class Calibration(NamedTuple):
    """What scores are multiplied by, and what is added to them."""

    scale: float = 1.0
    shift: float = 0.0


def calibration(crossed: Sequence[Weights], choices: Sequence[Choice]) -> Calibration:
    """The scale and shift by which the scores of yes-or-no choices, each by the weights learned without its document, are
    likeliest."""
    scores = [_score(crossed[fold_of(one.document)], one.options[1]) for one in choices]
    return likeliest(scores, [bool(one.right) for one in choices])


def likeliest(scores: Sequence[float], right: Sequence[bool]) -> Calibration:
    """The scale and shift of greatest likelihood, by Newton's method; none where all are right or none is.

    >>> sure = likeliest([4.0] * 10 + [-4.0] * 10, [True] * 8 + [False] * 10 + [True] * 2)
    >>> round(sure.scale, 2), abs(round(sure.shift, 2))
    (0.35, 0.0)
    """
    if not 0 < sum(right) < len(right) or len(set(scores)) < 2:
        return Calibration()
    scale, shift = 0.0, 0.0  # from here each step is a better one, from a scale too great none is
    for _ in range(_STEPS):
        chances = [1 / (1 + exp(-max(min(scale * one + shift, 40.0), -40.0))) for one in scores]
        off = [chance - told for chance, told in zip(chances, right)]
        spread = [chance * (1 - chance) + 1e-12 for chance in chances]
        by_scale, by_shift = sum(a * b for a, b in zip(off, scores)), sum(off)
        aa = sum(w * one * one for w, one in zip(spread, scores))
        ab, bb = sum(w * one for w, one in zip(spread, scores)), sum(spread)
        area = aa * bb - ab * ab
        step = (bb * by_scale - ab * by_shift) / area, (aa * by_shift - ab * by_scale) / area
        scale, shift = scale - step[0], shift - step[1]
        if max(map(abs, step)) < 1e-9:
            break
    return Calibration(scale, shift)


def rescaled(weights: Weights, by: Calibration, constant: str) -> Weights:
    """Weights that give the scores so calibrated; `constant` is the feature that every option has."""
    found = {name: round(by.scale * weight, 3) for name, weight in weights.items()}
    found[constant] = round(by.scale * weights.get(constant, 0.0) + by.shift, 3)
    return found


def _score(weights: Weights, told: Sequence[str]) -> float:
    return sum(weights.get(one, 0.0) for one in told)


__all__ = ["Calibration", "calibration", "likeliest", "rescaled"]
