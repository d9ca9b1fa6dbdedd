"""How alike two sets of weighted words are."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt


def likeness_of(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two sets of weighted words.

    >>> likeness_of({"a": 1.0}, {"a": 2.0}), likeness_of({}, {"a": 1.0})
    (1.0, 0.0)
    """
    product = sum(one[word] * other[word] for word in one.keys() & other.keys())
    lengths = sqrt(sum(value * value for value in one.values()) * sum(value * value for value in other.values()))
    return product / lengths if lengths else 0.0


def carried(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How much of what the lighter of two sets of weighted words tells the other has too, 0 to 1.

    >>> carried({"a": 1.0}, {"a": 1.0, "b": 3.0}), carried({}, {"a": 1.0})
    (1.0, 0.0)
    """
    least = min(sum(one.values()), sum(other.values()))
    return sum(min(one[word], other[word]) for word in one.keys() & other.keys()) / least if least else 0.0


def heaviest(one: Mapping[str, float], other: Mapping[str, float], most: int = 4) -> list[str]:
    """The most telling words that two contexts share."""
    return sorted(one.keys() & other.keys(), key=lambda word: (-one[word], word))[:most]


__all__ = ["carried", "heaviest", "likeness_of"]
