"""What a pure function found for a key, remembered within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Found = TypeVar("Found")


class Memo(dict[Key, Found]):
    """A dict that asks a function for the keys that it does not hold: what is known is looked up without any call.

    It holds `most` keys and as many older ones, so that those asked for often stay.

    >>> lengths = Memo(len, most=2)
    >>> [lengths[word] for word in ("a", "bb", "ccc")], len(lengths)
    ([1, 2, 3], 1)
    """

    __slots__ = ("_find", "_most", "_older")

    def __init__(self, find: Callable[[Key], Found], most: int) -> None:
        super().__init__()
        self._find, self._most = find, most
        self._older: dict[Key, Found] = {}

    def __missing__(self, key: Key) -> Found:
        if len(self) >= self._most:
            self._older = dict(self)
            self.clear()
        found = self[key] = self._older[key] if key in self._older else self._find(key)
        return found


__all__ = ["Memo"]
