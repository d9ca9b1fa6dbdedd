"""How often a client may ask: a bucket of tokens for each, filled at a steady rate."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

#: So many clients are remembered; who has not asked for the longest time is forgotten first.
_MOST = 10_000
#: A bucket holds what comes in so many seconds.
_SECONDS = 3.0


class Buckets:
    """Buckets by client. `rate` is in requests a second; `clock` gives seconds that never go back."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.size, self.clock = rate, max(1.0, rate * _SECONDS), clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take a token: 0 where there is one, else in how many seconds there will be one."""
        now = self.clock()
        tokens, since = self._buckets.pop(client, (self.size, now))
        tokens = min(self.size, tokens + (now - since) * self.rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self.rate
        self._buckets[client] = (tokens if wait else tokens - 1, now)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return wait


__all__ = ["Buckets"]
