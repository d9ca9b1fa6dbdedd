"""A name found in a text, and a description that stands for one."""

from __future__ import annotations

from typing import NamedTuple

from musnad.records import EntityKind


class Named(NamedTuple):
    """A name found in the text: word range of the name, of its role, and what kind it is."""

    name: tuple[int, int]
    role: tuple[int, int] | None
    kind: EntityKind


class Described(NamedTuple):
    """A description that stands alone for somebody: its word range, what kind it tells of, how many letters are attached
    before its first word, and whether that carries the article."""

    words: tuple[int, int]
    kind: EntityKind
    attached: int = 0
    definite: bool = False


__all__ = ["Described", "Named"]
