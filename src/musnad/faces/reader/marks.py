"""A text cut into segments by the spans that are marked in it, so that no browser ever counts characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from musnad.records import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to show: `kind` becomes a class, `anchor` the place that links lead to, `tip` what hovering tells, `link` where
    it leads itself."""

    span: Span
    kind: str
    anchor: str | None = None
    tip: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks; `anchors` are those of the marks that begin here, tip and link those of the
    innermost mark that has them."""

    text: str
    kinds: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    tip: str | None = None
    link: str | None = None


def cut(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut a text at every end of a mark; the segments' texts joined are the text again.

    A cut never parts a letter from its vowel marks. Marks that are empty or lie outside are left out.

    >>> [(s.text, s.kinds) for s in cut("قال نعم", [Mark(Span(4, 7), "content")])]
    [('قال ', ()), ('نعم', ('content',))]
    """
    placed = [(*_whole_letters(text, mark.span), mark) for mark in marks]
    placed = [(start, stop, mark) for start, stop, mark in placed if start < stop]
    opening: dict[int, list[tuple[int, Mark]]] = {}
    for start, stop, mark in placed:
        opening.setdefault(start, []).append((stop, mark))
    points = sorted({0, len(text), *(at for start, stop, _ in placed for at in (start, stop))})
    segments: list[Segment] = []
    active: list[tuple[int, Mark]] = []
    for start, stop in pairwise(points):
        begun = opening.get(start, [])
        active = [entry for entry in active if entry[0] > start] + begun
        segments.append(_segment(text[start:stop], active, begun))
    return segments


def _segment(text: str, active: Sequence[tuple[int, Mark]], begun: Sequence[tuple[int, Mark]]) -> Segment:
    kinds = dict.fromkeys(mark.kind for _, mark in active)
    anchors = dict.fromkeys(mark.anchor for _, mark in begun if mark.anchor)
    inner = [mark for _, mark in sorted(active, key=lambda entry: entry[0])]
    tip, link = next((mark.tip for mark in inner if mark.tip), None), next((mark.link for mark in inner if mark.link), None)
    return Segment(text, tuple(kinds), tuple(anchors), tip, link)


def _whole_letters(text: str, span: Span) -> tuple[int, int]:
    start, stop = (min(max(0, at), len(text)) for at in span)
    return _after_vowel_marks(text, start), _after_vowel_marks(text, stop)


def _after_vowel_marks(text: str, at: int) -> int:
    while at < len(text) and unicodedata.category(text[at]) == "Mn":
        at += 1
    return at


__all__ = ["Mark", "Segment", "cut"]
