"""What models are learned from: gold documents as the rules see them."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.evaluate.gold import Document, StatementsOf
from musnad.find.scene import Scene


@dataclass(frozen=True, slots=True)
class Lesson:
    """A gold document: its scene as the rules see it, and what is marked in it."""

    document: Document
    scene: Scene
    marked: StatementsOf


__all__ = ["Lesson"]
