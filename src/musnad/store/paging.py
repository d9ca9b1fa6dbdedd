"""One page of a long answer, by keyset: the next page begins after a key, so that what is added meanwhile moves nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

T = TypeVar("T")
#: Where an item stands in the order of an answer.
Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of an answer; `total` is how many it has in all, `next` the key after which the next page begins, None at
    the end."""

    items: list[T]
    total: int
    next: Key | None = None


def page_of(items: Sequence[T], key: Callable[[T], Key], after: Key | None, limit: int | None) -> Page[T]:
    """A page of items that stand in the order of their keys. Raises TypeError where `after` is no key of theirs.

    >>> page_of([1, 2, 3], lambda n: (n,), (1,), 1)
    Page(items=[2], total=3, next=(2,))
    """
    rest = list(items) if after is None else [item for item in items if key(item) > after]
    chosen = rest if limit is None else rest[:limit]
    return Page(chosen, len(items), key(chosen[-1]) if chosen and len(chosen) < len(rest) else None)


__all__ = ["Key", "Page", "page_of"]
