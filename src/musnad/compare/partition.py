"""One deterministic partition of weighted edges: average linkage, in which a pair without an edge counts as nothing.

A group grows only while its members are alike on average, so that chains of neighbours do not run on from one event to
the next; and what one pair alone tells is less sure than what many do, so that it must tell more. The same edges in any order
give the same groups: ties go to the pair that comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]


def partition(
    size: int,
    edges: Iterable[tuple[int, int, float]],
    least: float,
    may_join: Callable[[list[int], list[int]], bool] = lambda one, other: True,  # noqa: ARG005
    alone: float = 0.0,
) -> list[list[int]]:
    """Groups of the numbers 0 … size-1: the two groups most alike on average are joined until none reach `least`.

    Two single members must reach `alone` where that is more. Groups that `may_join` forbids stay apart. Each group is in
    order, and the groups by their first.

    >>> partition(4, [(0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.2)], 0.5)
    [[0, 1], [2], [3]]
    >>> partition(5, [(0, 1, 0.9), (0, 2, 0.6), (1, 2, 0.6), (3, 4, 0.6)], 0.5, alone=0.7)
    [[0, 1, 2], [3], [4]]
    """
    linkage, alone = _Linkage(size, edges), max(alone, least)
    queue = [(-value, one, other) for one, other, value in linkage.pairs() if value >= least]
    heapify(queue)
    while queue:
        value, one, other = heappop(queue)
        if linkage.average(one, other) != -value or (-value < alone and linkage.count(one, other) == 1):
            continue  # of two single members, more may yet tell enough
        if not may_join(linkage.members[one], linkage.members[other]):
            linkage.part(one, other)
            continue
        for neighbour in linkage.join(one, other):
            average = linkage.average(one, neighbour)
            if average >= least:
                heappush(queue, (-average, min(one, neighbour), max(one, neighbour)))
    return sorted(sorted(group) for group in linkage.members.values())


class _Linkage:
    """Groups and the sums of the edges between them."""

    def __init__(self, size: int, edges: Iterable[tuple[int, int, float]]) -> None:
        self.members: dict[int, list[int]] = {one: [one] for one in range(size)}
        self._sums: dict[int, dict[int, float]] = {}
        for one, other, value in sorted(edges):
            if one != other:
                self._sums.setdefault(one, {})[other] = value
                self._sums.setdefault(other, {})[one] = value

    def pairs(self) -> Iterable[tuple[int, int, float]]:
        """All pairs of groups with an edge between them, each once."""
        return ((one, other, value) for one, near in self._sums.items() for other, value in near.items() if one < other)

    def average(self, one: int, other: int) -> float:
        """The edges between two groups over the number of their pairs; -1 where one is no more or they are parted."""
        if one not in self.members or other not in self.members or other not in self._sums.get(one, ()):
            return -1.0
        return self._sums[one][other] / self.count(one, other)

    def count(self, one: int, other: int) -> int:
        """The number of pairs between two groups."""
        return len(self.members[one]) * len(self.members[other])

    def part(self, one: int, other: int) -> None:
        """Keep two groups apart for good."""
        self._sums[one].pop(other, None)
        self._sums[other].pop(one, None)

    def join(self, one: int, other: int) -> list[int]:
        """Put the second group into the first; the neighbours of the joined group."""
        self.members[one] += self.members.pop(other)
        near = self._sums[one]
        for neighbour, value in sorted(self._sums.pop(other).items()):
            self._sums[neighbour].pop(other, None)
            if neighbour != one:
                near[neighbour] = self._sums[neighbour][one] = near.get(neighbour, 0.0) + value
        near.pop(other, None)
        return sorted(near)


__all__ = ["partition"]
