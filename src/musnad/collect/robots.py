"""What sites ask of programs: robots.txt, read once a site (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from musnad.collect.answer import Page

if TYPE_CHECKING:
    from protego import Protego


class Robots:
    """Whether addresses may be fetched by `agent`; `get` fetches a robots.txt."""

    def __init__(self, agent: str, get: Callable[[str], Page | None]) -> None:
        self._agent, self._get = agent, get
        self._rules: dict[str, Protego | None] = {}

    def allows(self, address: str) -> bool:
        """Whether the site lets this address be fetched; a site whose server fails lets nothing."""
        rules = self._of(address)
        return rules is not None and bool(rules.can_fetch(address, self._agent))

    def delay(self, address: str) -> float:
        """Seconds between requests that the site asks for, as far as it was asked."""
        rules = self._rules.get(_site(address))
        return float(rules.crawl_delay(self._agent) or 0) if rules is not None else 0.0

    def _of(self, address: str) -> Protego | None:
        site = _site(address)
        if site not in self._rules:
            self._rules[site] = _read(self._get(f"{site}/robots.txt"))
        return self._rules[site]


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _read(page: Page | None) -> Protego | None:
    """Rules of a robots.txt: none of it lets all, a server that fails lets nothing (None)."""
    from protego import Protego

    if page is None or page.status >= 500 or page.status == 429:
        return None
    return Protego.parse(page.body.decode("utf-8", "replace") if page.status == 200 else "")


__all__ = ["Robots"]
