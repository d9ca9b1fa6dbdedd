"""A name found in a text."""

from __future__ import annotations

from typing import NamedTuple

from musnad.records import EntityKind


class Named(NamedTuple):
    """A name found in the text: word range of the name, of its role, and what kind it is."""

    name: tuple[int, int]
    role: tuple[int, int] | None
    kind: EntityKind


__all__ = ["Named"]
