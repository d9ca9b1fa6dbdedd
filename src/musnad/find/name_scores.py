"""Scores of the tagger of names as whole numbers, the scores of all labels in one: adding the scores of a word for every
label at every distance is then one addition.

A score is kept as what it is above the score of standing outside of names, which moves no choice: only what lies between the
labels of one word does. Every label has 32 bits; sums of some hundred features stay far below that.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TypeAlias

#: What a word can be: outside of names, or at the beginning or inside of the name of a person, a body, a place, or of a
#: country or city of the tables, of which the text tells whether it acts.
LABELS = ("O", "B-P", "I-P", "B-B", "I-B", "B-L", "I-L", "B-G", "I-G")
Scores: TypeAlias = tuple[float, ...]
#: From how far a word may tell of another; "0" is the word itself.
PLACES = ("-2", "-1", "0", "+1", "+2")
#: Hundredths are counted by so many, so that a label fits in beside a score (see `name_paths`).
UNIT = 16
_FIELDS = struct.Struct(f"<{len(LABELS) - 1}i")
_WIDTH = 8 * _FIELDS.size
_ONES = sum(1 << at for at in range(0, _WIDTH, 32))
#: The uppermost bit of each label of a row.
SIGNS = _ONES << 31
_ROW = (1 << _WIDTH) - 1


def whole(score: float) -> int:
    """A score of the model, which has two decimals, as a whole number.

    >>> whole(-0.29)
    -464
    """
    return UNIT * round(100 * score)


def pack(scores: Scores) -> int:
    """The scores of all labels as one number, less that of the first; such numbers are added as the scores are.

    >>> unpack(pack((1, 2, 0, 0, 0, 0, 0, 0, 0)) + pack((0, 0.5, 0, 0, 0, 0, 0, 0, 0)))[:2] == (whole(1.5), whole(-1))
    True
    """
    outside, *others = [UNIT * round(100 * score) for score in scores]  # `whole` of each
    row = _FIELDS.pack(*[other - outside for other in others])
    return (int.from_bytes(row, "little") ^ SIGNS) - SIGNS


def unpack(row: int) -> tuple[int, ...]:
    """The scores of all labels but the first, above that of the first."""
    return _FIELDS.unpack((row + SIGNS ^ SIGNS).to_bytes(_FIELDS.size, "little"))


def lifted(margin: float) -> int:
    """What is added to a row so that all SIGNS are unset in the sum where every label is more than the margin below the
    first: a label that is not, sets its uppermost bit.

    >>> [bool(pack((0, *[-score] * 8)) + lifted(5) & SIGNS) for score in (5.01, 5)]
    [False, True]
    """
    return _ONES * whole(margin) + SIGNS


def around_words(scores: Mapping[str, Scores]) -> dict[str, int]:
    """What each feature of a word adds at all PLACES, one row behind the other in one number; `scores` name the place
    before the feature."""
    found: dict[str, int] = {}
    for name, row in scores.items():
        place = name[:1] if name.startswith("0") else name[:2]
        if place in PLACES:
            feature = name.removeprefix(place)
            found[feature] = found.get(feature, 0) + (pack(row) << _WIDTH * PLACES.index(place))
    return found


def rows_of(total: int) -> list[int]:
    """The rows of all PLACES out of a sum of numbers of `around_words`, each to be added again."""
    shifted = total + _ALL_SIGNS
    return [(shifted >> start & _ROW) - SIGNS for start in _STARTS]


_STARTS = range(0, _WIDTH * len(PLACES), _WIDTH)
_ALL_SIGNS = sum(SIGNS << start for start in _STARTS)

__all__ = ["LABELS", "PLACES", "SIGNS", "UNIT", "Scores", "around_words", "lifted", "pack", "rows_of", "unpack", "whole"]
