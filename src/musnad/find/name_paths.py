"""The best labels of the words of a text (Viterbi), sought only where they may be anything but outside of names.

Against a path that is outside all the time, a path gains what its labels score and what its moves add. What a way out of
names and back adds may be told of its words otherwise than of its moves, as long as the sum of the way stays the same: here
the move back outside is told of no word, so that each label has at most `Paths.arrival` to add. A word's own best label with
that is the most that the word can bring to any way through it; a word of which every way around it brings less than nothing
is outside in every best path, and the text is parted there: the labels found are those of the whole search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from musnad.find.name_scores import LABELS, SIGNS, UNIT, Scores, pack, unpack, whole

#: The labels outside and at the beginning of names, which may stand behind any label; behind each beginning, its inside.
_FREE = (0, 1, 3, 5, 7)
_INSIDE = (2, 4, 6, 8)
_NEVER = -(1 << 60)
_CLEAR = -UNIT


@dataclass(frozen=True, slots=True)
class Paths:
    """What the moves of a model add: into each free label from each label, and into each inside from its beginning and
    itself; all as `name_scores.whole`.

    `arrival` is the most that a label adds as it is reached (a row), `opening` and `ending` what it may add more at the
    first and at the last word of a text, where one move is missing.
    """

    free: tuple[tuple[int, ...], ...]
    inside: tuple[tuple[int, int], ...]
    arrival: int
    opening: int
    ending: int

    @staticmethod
    def of(scores: Mapping[str, Scores]) -> Paths:
        """The moves of a model, by the names of its features."""
        moves = [[whole(score) for score in scores[f"move {label}"]] for label in LABELS]
        stay = moves[0][0]
        back = [stay - moves[old][0] for old in range(len(LABELS))]  # what is told of the words instead of the move back
        most = [max(moves[old][new] - stay + back[old] for old in _behind(new)) - back[new] for new in range(len(LABELS))]
        return Paths(
            free=tuple(tuple(moves[old][new] for old in range(len(LABELS))) for new in _FREE),
            inside=tuple((moves[new - 1][new], moves[new][new]) for new in _INSIDE),
            arrival=pack(tuple(score / UNIT / 100 for score in (0, *most[1:]))),
            opening=max(0, *(-back[new] - most[new] for new in _FREE[1:])),
            ending=max(0, *back),
        )

    def doubtful(self, rows: Sequence[int], opens: bool, ends: bool) -> Iterator[tuple[int, int]]:
        """The runs of words that may be in names, from first to before stop; `opens` the text and `ends` it tell whether the
        rows do."""
        lift = self.arrival + SIGNS
        if not (opens or ends or any(row + lift & SIGNS for row in rows)):
            return
        begun, inside = zip(*[(max(own[::2]), max(own[1::2])) for own in (unpack(row + self.arrival) for row in rows)])
        ahead = _ahead(begun, inside, ends * self.ending)
        first, way = None, opens * self.opening
        for at, (begins, goes_on) in enumerate(zip(begun, inside)):
            way = max(begins + way if way > 0 else begins, (way if at else 2 * _NEVER) + goes_on)
            if way + ahead[at] >= 0:
                first = at if first is None else first
            elif first is not None:
                yield first, at
                first = None
        if first is not None:
            yield first, len(rows)

    def best(self, rows: Sequence[int], opens: bool, ends: bool) -> list[int]:
        """Index into LABELS for each of some words, what is around them being outside of names; the later label of equals,
        but the earlier one at the end of the text."""
        ways, back = _START, list[tuple[int, ...]]()
        for row in rows:
            own = (0, *unpack(row + _BESIDE))
            if opens and not back:
                ways, came = tuple(score if label in _FREE else _NEVER for label, score in enumerate(own)), _START
            else:
                came = self._step(ways)
                ways = tuple((top & _CLEAR) + score for top, score in zip(came, own))
            back.append(came)
        return _walk_back(back, _last(ways) if ends else max(map(add, ways, self.free[0])) % UNIT)

    def _step(self, ways: Sequence[int]) -> tuple[int, ...]:
        """The best way into each label from each, the label before it as remainder of UNIT: of equals the later is best."""
        outside, person, body, place, known = [max(map(add, ways, moves)) for moves in self.free]
        found = [outside, person, 0, body, 0, place, 0, known, 0]
        for new, (begun, inside) in zip(_INSIDE, self.inside):
            first, on = ways[new - 1] + begun, ways[new] + inside
            found[new] = first if first > on else on
        return tuple(found)


#: The only way before some words: outside; and what puts each label in beside its score.
_START = (0, *[_NEVER] * (len(LABELS) - 1))
_BESIDE = sum(label << 32 * (label - 1) for label in range(1, len(LABELS)))


def _behind(new: int) -> Sequence[int]:
    """The labels that may stand before one."""
    return (new - 1, new) if new in _INSIDE else range(len(LABELS))


def _ahead(begun: Sequence[int], inside: Sequence[int], ending: int) -> list[int]:
    """What the best way from each word on brings, of those that have not yet come back outside."""
    found, way = [0] * len(begun), ending
    for at in range(len(begun) - 1, -1, -1):
        found[at] = way
        way += max(begun[at], inside[at])
        way = way if way > 0 else 0
    return found


def _last(ways: Sequence[int]) -> int:
    scores = [way & _CLEAR for way in ways]
    return scores.index(max(scores))


def _walk_back(back: Sequence[Sequence[int]], label: int) -> list[int]:
    """The labels that lead to the last one."""
    found = [label]
    for came in reversed(back[1:]):
        label = came[label] % UNIT
        found.append(label)
    return found[::-1]


__all__ = ["Paths"]
