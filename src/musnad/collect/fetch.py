"""Guarded fetching: one page at an address, politely and within bounds; what cannot be had has a reason code."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

import httpcore
import httpx

import musnad
from musnad.collect.answer import BadAnswer, Page, TooLarge, unpacked, validators
from musnad.collect.archive import Archive
from musnad.collect.guard import Blocked, Resolver, check_address, resolve
from musnad.collect.robots import Robots
from musnad.collect.transport import GuardedTransport
from musnad.records import Record, SetAside

AGENT = f"musnad/{musnad.__version__} (reads Arabic news for sourced records; obeys robots.txt)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORTH_RETRYING = frozenset({429, 500, 502, 503, 504})
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5"


class FetchRules(Record, frozen=True):
    """Bounds of fetching. Times in seconds, sizes in bytes."""

    #: One answer may take so long, and be so large once unpacked.
    seconds: float = 30.0
    largest: int = 16_000_000
    redirects: int = 5
    #: How often something is asked for that fails in a way that passes, and the longest wait in between.
    tries: int = 3
    longest_wait: float = 60.0
    #: Between two requests to one host, at least so long (robots.txt may ask for more).
    pause: float = 1.0
    agent: str = AGENT
    robots: bool = True
    #: IP addresses that are fetched from although they are not global, on any port: for tests with a server of their own.
    allowed: frozenset[str] = frozenset()


class _Passing(Exception):
    """A failure that may pass; `wait` is what the server asks for."""

    def __init__(self, reason: str, detail: str, wait: float | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.wait = reason, detail, wait


class _Refused(Exception):
    """A failure that stays."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


class Fetcher:
    """Fetches pages one after the other; use it as a context manager. With an archive, every page is kept in it, and a
    page that it holds is asked for anew only if it has changed."""

    def __init__(
        self,
        rules: FetchRules = FetchRules(),  # noqa: B008
        archive: Archive | None = None,
        *,
        resolver: Resolver = resolve,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.rules, self.archive = rules, archive
        self._sleep = sleep
        self._transport = GuardedTransport(resolver, rules.allowed)
        self._robots = Robots(rules.agent, self._robots_txt)
        self._next: dict[str, float] = {}
        #: Seconds that the server of the last page asked to wait (Retry-After), where it gave none.
        self.asked_wait = 0.0

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and archive."""
        self._transport.close()
        if self.archive is not None:
            self.archive.close()

    def fetch(self, address: str) -> Page | SetAside:
        """The page at an address, or why there is none; never raises for what the network does."""
        address = urldefrag(address.strip()).url
        wait, self.asked_wait = self.rules.pause, 0.0
        for attempt in range(1, self.rules.tries + 1):
            try:
                return self._follow(address)
            except _Refused as refused:
                return SetAside(where=address, reason=refused.reason, detail=refused.detail)
            except _Passing as failure:
                asked = failure.wait if failure.wait is not None else wait
                if attempt == self.rules.tries or asked > self.rules.longest_wait:
                    self.asked_wait = failure.wait or 0.0
                    return SetAside(where=address, reason=failure.reason, detail=failure.detail)
                self._sleep(asked)
                wait *= 2
        raise AssertionError("at least one try is made")

    def _follow(self, asked: str) -> Page:
        """Ask, follow redirects, keep what comes."""
        address = asked
        known = self.archive.find(asked) if self.archive else None
        for _ in range(self.rules.redirects + 1):
            self._allow(address)
            headers = validators(known.headers) if known and known.address == address else {}
            page = self._ask(asked, address, headers)
            if page.status == 304 and known is not None and self.archive is not None:
                return self.archive.load(known)
            if page.status in _REDIRECTS and (target := page.headers.get("location")):
                address = urldefrag(urljoin(address, target)).url
                continue
            return self._sound(page)
        raise _Refused("too-many-redirects", f"it sends on more than {self.rules.redirects} times")

    def _sound(self, page: Page) -> Page:
        """A page that is one, kept; the reason where the server says that there is none."""
        if page.status in _WORTH_RETRYING:
            wait = _retry_after(page.headers.get("retry-after"))
            asks = f"; it asks to wait {wait:g} seconds" if wait is not None else ""
            raise _Passing(f"http-{page.status}", f"the server answers {page.status}{asks}; try again later", wait)
        if page.status != 200:
            raise _Refused(f"http-{page.status}", f"the server answers {page.status}; is the address right?")
        if self.archive is not None:
            self.archive.keep(page)
        return page

    def _allow(self, address: str) -> None:
        try:
            check_address(address, any_port=bool(self.rules.allowed))
        except Blocked as error:
            raise _Refused("blocked-address", f"{address[:200]} is not fetched: {error}") from None
        if self.rules.robots and not self._robots.allows(address):
            raise _Refused("robots", "the site's robots.txt keeps programs from it, or cannot be had")

    def _ask(self, asked: str, address: str, headers: dict[str, str], largest: int | None = None) -> Page:
        """One request and its answer, whatever its status. Raises _Passing and _Refused."""
        self._be_polite(address)
        sent = {"user-agent": self.rules.agent, "accept": _ACCEPT, "accept-encoding": "gzip, deflate", **headers}
        limit = largest or self.rules.largest
        self._transport.deadline.start(self.rules.seconds)
        try:
            request = httpx.Request("GET", address, headers=sent, extensions={"timeout": _timeouts(self.rules.seconds)})
            answer = self._transport.handle_request(request)
            try:
                got = {name.lower(): value for name, value in answer.headers.items()}
                chunks = answer.stream
                assert isinstance(chunks, httpx.SyncByteStream)
                body = unpacked(chunks, got.get("content-encoding", ""), limit) if answer.status_code == 200 else b""
            finally:
                answer.close()
        except Blocked as error:
            raise _Refused("blocked-address", str(error)) from None
        except TooLarge as error:
            raise _Refused("too-large", f"the page is {error}; no article is") from None
        except BadAnswer as error:
            raise _Refused("bad-answer", f"the answer cannot be used: {error}") from None
        except httpcore.TimeoutException:
            raise _Refused("too-slow", f"no whole answer within {self.rules.seconds:g} seconds") from None
        except httpcore.ConnectError as error:
            raise _Passing("unreachable", f"no connection: {error}") from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _Passing("bad-answer", f"the connection broke off ({error})") from None
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise _Refused("blocked-address", f"it is no address that can be asked for ({error})") from None
        return Page(asked, address, answer.status_code, got, body, datetime.now(UTC).isoformat(timespec="seconds"))

    def _be_polite(self, address: str) -> None:
        """Wait until this host may be asked again."""
        host = urlsplit(address).netloc
        now = time.monotonic()
        due = self._next.get(host, now)
        if due > now:
            self._sleep(due - now)
        pause = max(self.rules.pause, min(self._robots.delay(address), self.rules.longest_wait))
        self._next[host] = max(now, due) + pause

    def _robots_txt(self, address: str) -> Page | None:
        """A site's robots.txt, through the same guard; None where the site cannot be asked."""
        for _ in range(self.rules.redirects + 1):
            try:
                check_address(address, any_port=bool(self.rules.allowed))
                page = self._ask(address, address, {}, largest=1_000_000)
            except Blocked as error:
                raise _Refused("blocked-address", str(error)) from None
            if page.status in _REDIRECTS and (target := page.headers.get("location")):
                address = urljoin(address, target)
                continue
            return page
        return None


def _timeouts(seconds: float) -> dict[str, float]:
    return {"connect": min(seconds, 10.0), "read": seconds, "write": seconds, "pool": seconds}


def _retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks to wait: a number, or a moment."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max((parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


__all__ = ["AGENT", "FetchRules", "Fetcher"]
