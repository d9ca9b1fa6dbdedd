"""A text as a page: its folded form, its lines, and the labels that stretches of it have got so far."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from musnad.records import Block, BlockKind, Span
from musnad.text.fold import Folded, fold

#: A dash written with a tatweel, which folding would drop.
_TATWEEL_DASH = re.compile("(?<=\\s)\N{ARABIC TATWEEL}{1,3}(?=\\s)")
_WORD = re.compile(r"\w+")
#: What a line holds between the white space around it.
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
#: What ends a sentence, with closing marks behind it.
FULL_STOP = re.compile(r"[.!?؟…؛][\s\"'»”’)\]*]*$")
#: Kinds of which neighbours are one block; each headline of a list is a block of its own.
_JOINED = frozenset(
    {"body", "related_text", "repeat", "notice", "credit", "keywords", "byline", "dateline", "published"}
)


class Line(NamedTuple):
    """A stretch of one line without the white space around it; offsets into the folded text."""

    start: int
    stop: int


class Mark(NamedTuple):
    """A labelled stretch of the folded text; `order` keeps marks of one start apart."""

    start: int
    stop: int
    kind: BlockKind


@dataclass(slots=True)
class Sheet:
    """A text under work: `text` is folded, `marks` are the stretches labelled so far, in order, never overlapping."""

    folded: Folded
    marks: list[Mark] = field(default_factory=list)
    #: The folded text, into which all offsets go.
    text: str = field(init=False)
    _lines: list[Line] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.text = self.folded.text

    def of(self, line: Line) -> str:
        """The characters of a line."""
        return self.folded.text[line.start : line.stop]

    def words(self, line: Line) -> list[str]:
        """The words of a line."""
        return _WORD.findall(self.folded.text, line.start, line.stop)

    def put(self, kind: BlockKind, start: int, stop: int) -> None:
        """Label a stretch; what has a label already keeps it."""
        self._lines = None
        for gap in list(self._gaps(start, stop)):
            insort(self.marks, Mark(gap.start, gap.stop, kind))

    def relabel(self, start: int, kinds: frozenset[str], kind: BlockKind) -> None:
        """Give stretches of some kinds that begin at `start` or later another label."""
        self.marks = [
            mark._replace(kind=kind) if mark.start >= start and mark.kind in kinds else mark for mark in self.marks
        ]

    def lines(self) -> Iterator[Line]:
        """The stretches of lines that have no label yet, as they are now."""
        if self._lines is None:
            self._lines = [line for gap in self._gaps(0, len(self.text)) for line in self.lines_of(gap)]
        return iter(self._lines)

    def gaps(self) -> list[Line]:
        """The stretches between labels that hold more than white space, over lines."""
        return list(self._gaps(0, len(self.text)))

    def kind_at(self, offset: int) -> BlockKind | None:
        """The label of a character."""
        place = bisect_left(self.marks, (offset + 1,)) - 1
        if place >= 0 and self.marks[place].stop > offset:
            return self.marks[place].kind
        return None

    def _gaps(self, start: int, stop: int) -> Iterator[Line]:
        here, at = start, max(bisect_left(self.marks, (start,)) - 1, 0)
        while at < len(self.marks) and self.marks[at].start < stop:
            yield from self._trim(here, self.marks[at].start)
            here = max(here, self.marks[at].stop)
            at += 1
        yield from self._trim(here, stop)

    def _trim(self, start: int, stop: int) -> Iterator[Line]:
        while start < stop and self.text[start].isspace():
            start += 1
        while stop > start and self.text[stop - 1].isspace():
            stop -= 1
        if start < stop:
            yield Line(start, stop)

    def lines_of(self, gap: Line) -> Iterator[Line]:
        """The lines of a stretch, without the white space around them."""
        for match in _LINE.finditer(self.text, gap.start, gap.stop):
            yield Line(*match.span())

    def blocks(self) -> tuple[Block, ...]:
        """Blocks over the whole source text: gaps are body, white space belongs to the block before it."""
        cuts: list[tuple[int, BlockKind]] = []
        pieces = [*self.marks, *(Mark(gap.start, gap.stop, "body") for gap in self.gaps())]
        for piece in sorted(pieces):
            if not cuts or piece.kind not in _JOINED or cuts[-1][1] != piece.kind:
                cuts.append((self.folded.at(piece.start), piece.kind))
        return _cover(cuts, len(self.folded.source))


def _cover(cuts: list[tuple[int, BlockKind]], length: int) -> tuple[Block, ...]:
    """Contiguous blocks from their beginnings."""
    if not length:
        return ()
    if not cuts:
        return (Block(kind="body", span=Span(0, length)),)
    starts = [0, *(start for start, _ in cuts[1:])]
    stops = [*starts[1:], length]
    return tuple(
        Block(kind=kind, span=Span(start, stop)) for (_, kind), start, stop in zip(cuts, starts, stops) if stop > start
    )


def lay_out(text: str) -> Sheet:
    """Fold a text for work on its layout."""
    dashed = _TATWEEL_DASH.sub(lambda match: "-" * len(match.group()), text)
    folded = fold(dashed)
    return Sheet(folded)


__all__ = ["FULL_STOP", "Line", "Mark", "Sheet", "lay_out"]
