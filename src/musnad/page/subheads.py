"""Crossheads that the page itself marks as headings: lines of the body that become blocks of their own."""

from __future__ import annotations

from musnad.records import Block, BlockKind, Span


def with_subheads(text: str, blocks: tuple[Block, ...], heads: frozenset[str]) -> tuple[Block, ...]:
    """Blocks in which lines of the body that the page marks as headings are crossheads."""
    found: list[Block] = []
    for block in blocks:
        pieces = _cut_lines(text, block.span, heads) if block.kind == "body" else [block]
        for piece in pieces:
            if found and found[-1].kind == piece.kind == "body":
                piece = Block(kind="body", span=Span(found.pop().span.start, piece.span.stop))
            found.append(piece)
    return tuple(found)


def _cut_lines(text: str, span: Span, heads: frozenset[str]) -> list[Block]:
    """The lines of a stretch of body, each with its line break, as body or crosshead."""
    lines, start = [], span.start
    for line in text[slice(*span)].splitlines(keepends=True):
        kind: BlockKind = "subhead" if " ".join(line.split()) in heads else "body"
        lines.append(Block(kind=kind, span=Span(start, start + len(line))))
        start += len(line)
    return lines


__all__ = ["with_subheads"]
