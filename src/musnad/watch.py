"""Following feeds: what is new becomes articles of the library, a page that changed becomes a version, and how each feed
fares is kept.

One process, one feed after the other. What is known of a feed is kept with its articles, after them: a watch that is
killed looks at a little again, and loses nothing. The clock and the network are arguments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from musnad.collect.answer import Page
from musnad.collect.fetch import Fetcher
from musnad.collect.gather import Gatherer
from musnad.library import Library
from musnad.page.defaults import Defaults
from musnad.page.feed import BadFeed, FeedEntry, is_feed, read_feed
from musnad.records import Article, Record, SetAside
from musnad.store import feeds
from musnad.store.answers import AddReport, FeedState
from musnad.store.errors import LibraryError
from musnad.store.feeds import Entry

Clock = Callable[[], datetime]
#: Reason codes of pages that give no article though they are there: a feed of such pages alone has another template.
_NO_ARTICLE = frozenset({"no-text", "paywall-stub", "not-arabic", "empty"})
#: So many of a feed's newest pages are looked at, and so many there must be, before it is said to have another template, or
#: to bring copies only.
_NEWEST, _ENOUGH = 5, 3


class WatchRules(Record, frozen=True):
    """How feeds are followed. Times in minutes."""

    #: Between two looks at a feed; after failures twice as long each time, up to `longest`.
    every: float = 15.0
    longest: float = 24 * 60.0
    #: A page is read again so long after it was listed first: that is when most are corrected.
    again: tuple[float, ...] = (60.0, 6 * 60.0, 24 * 60.0)
    #: Pages of one feed that are read at one look; the others wait for the next.
    pages: int = 60
    #: A feed without anything new for so long is silent.
    silent: float = 3 * 24 * 60.0


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a feed gave."""

    feed: FeedState
    report: AddReport


class Watcher:
    """Follows the feeds of a library. `clock` tells the time, in UTC."""

    def __init__(self, library: Library, fetcher: Fetcher, clock: Clock, rules: WatchRules = WatchRules()) -> None:  # noqa: B008
        self.library, self.fetcher, self.clock, self.rules = library, fetcher, clock, rules
        #: Digests of feeds of which everything is known: letter by letter the same, there is nothing new in them.
        self._same: dict[str, bytes] = {}

    def round(self) -> Iterator[Look]:
        """Look at every feed that is due, one after the other."""
        with self.library.database.reading() as connection:
            due = feeds.due_feeds(connection, _moment(self.clock()))
        for state in due:
            yield self.look(state)

    def look(self, state: FeedState) -> Look:
        """Look at one feed: read what it lists that is new, changed or still young, and keep how it went."""
        page = self.fetcher.fetch(state.address)
        now = self.clock()
        if isinstance(page, SetAside):
            return self._failed(state, now, page.reason, page.detail)
        digest = hashlib.sha256(page.body).digest()
        try:
            listed = {} if self._nothing_new(state, digest, _moment(now)) else self._listed(page)
        except BadFeed as error:
            return self._failed(state, now, error.reason, error.detail)
        with self.library.database.reading() as connection:
            known = feeds.known_entries(connection, state.address, listed, _moment(now))
        wanted = self._wanted(listed, known, _moment(now))
        report, results = self._read([entry for _, entry in wanted])
        entries = {key: self._entry(entry, known.get(key), result, now)
                   for (key, entry), result in zip(wanted, results, strict=True)}  # fmt: skip
        new = [result for (key, _), result in zip(wanted, results, strict=True) if key not in known]
        fared = self._fared(state, now, entries, known, new)
        if len(wanted) < self.rules.pages:
            self._same[state.address] = digest
        return Look(fared, report)

    def _nothing_new(self, state: FeedState, digest: bytes, now: str) -> bool:
        """Whether a feed is letter by letter what it was, and none of its pages is to be read again."""
        if self._same.get(state.address) != digest:
            return False
        with self.library.database.reading() as connection:
            return not feeds.known_entries(connection, state.address, (), now)

    def _listed(self, page: Page) -> dict[str, FeedEntry]:
        """The entries of a feed by their addresses. Raises BadFeed for a page that is none."""
        if not is_feed(page.body):
            raise BadFeed("not-a-feed", "there is a page under this address, and no feed")
        found: dict[str, FeedEntry] = {}
        for entry in read_feed(page.body):
            found.setdefault(entry.url or f"#{entry.title or ''} {entry.published or ''}", entry)
        return found

    def _wanted(self, listed: dict[str, FeedEntry], known: dict[str, Entry], now: str) -> list[tuple[str, FeedEntry]]:
        """The entries to be read: new ones first, then changed ones and those to be looked at again, which the feed may list
        no more."""
        new = [(key, entry) for key, entry in listed.items() if key not in known]
        old = [
            (key, entry) for key, entry in listed.items()
            if key in known and ((known[key].next or "~") <= now or (entry.changed and entry.changed != known[key].stamp))
        ]  # fmt: skip
        chosen = [*new, *old]
        gone = [key for key in known if key not in listed and not key.startswith("#")]
        outlet = next((entry.outlet for entry in listed.values() if entry.outlet), None)
        chosen += [(key, FeedEntry(url=key, changed=known[key].stamp, outlet=outlet)) for key in gone]
        return [(key, self._remembered(entry) if key in known else entry) for key, entry in chosen[: self.rules.pages]]

    def _remembered(self, entry: FeedEntry) -> FeedEntry:
        """An entry that is read again, with what was told of its article when it was read first: under another outlet (feeds
        change their titles) it would be another article."""
        try:
            article, _ = self.library.article(entry.url or "")
        except LibraryError:
            return entry
        told = entry.published or (article.published if article.published_from == "feed" else None)
        return msgspec.structs.replace(entry, title=entry.title or article.title, published=told, outlet=article.outlet,
                                       author=entry.author or article.author)  # fmt: skip

    def _read(self, entries: Sequence[FeedEntry]) -> tuple[AddReport, list[str]]:
        """Read entries into the library; what each gave: ``article:ID``, or a reason code."""
        results: list[str] = []
        if not entries:
            return AddReport(), results
        report = self.library.add(self._noted(entries, results), workers=0)
        return report, results

    def _noted(self, entries: Sequence[FeedEntry], results: list[str]) -> Iterator[Article | SetAside]:
        gatherer = Gatherer(self.fetcher, Defaults(), self.library.settings)
        for entry in entries:
            items = list(gatherer.entry(entry))
            first = next((one for one in items if isinstance(one, Article)), None)
            results.append(f"article:{first.id}" if first else _reason(items))
            yield from items

    def _entry(self, entry: FeedEntry, known: Entry | None, result: str, now: datetime) -> Entry:
        """What is known of an entry after its page was read."""
        looks = (known.looks if known else 0) + 1
        first = known.first if known else _moment(now)
        waits = [wait for wait in self.rules.again if datetime.fromisoformat(first) + timedelta(minutes=wait) > now]
        later = _moment(datetime.fromisoformat(first) + timedelta(minutes=waits[0])) if waits else None
        stays = known is not None and known.result == "article"  # a page that is gone or fails now was one
        return Entry(first, entry.changed, looks, later, "article" if stays else result.partition(":")[0])

    # ---- how a feed fares --------------------------------------------------------------------------------------------

    def _failed(self, state: FeedState, now: datetime, reason: str, detail: str) -> Look:
        """Keep that a feed could not be had, and wait longer; as long as its server asks for, if that is longer still."""
        failures = state.failures + 1
        wait = min(max(self.rules.every * 2 ** min(failures, 20), self.fetcher.asked_wait / 60), self.rules.longest)
        failed = msgspec.structs.replace(
            state, checked=_moment(now), next=_moment(now + timedelta(minutes=wait)), health=reason, detail=detail,
            failures=failures,
        )  # fmt: skip
        with self.library.database.write() as connection:
            feeds.note_look(connection, failed, {})
        return Look(failed, AddReport())

    def _fared(
        self, state: FeedState, now: datetime, entries: dict[str, Entry], known: dict[str, Entry], new: Sequence[str]
    ) -> FeedState:
        """Keep how a look went; `new` is what its new entries gave: ``article:ID``, or a reason code."""
        newest = _moment(now) if new else state.newest
        health, detail = self._health(state, now, self._newest(state, new), newest)
        fared = msgspec.structs.replace(
            state, checked=_moment(now), next=_moment(now + timedelta(minutes=self.rules.every)), newest=newest, failures=0,
            health=health, detail=detail, entries=state.entries + len(new),
            articles=state.articles + sum(
                (one.result == "article") - (key in known and known[key].result == "article") for key, one in entries.items()
            ),
        )  # fmt: skip
        with self.library.database.write() as connection:
            feeds.note_look(connection, fared, entries)
        return fared

    def _newest(self, state: FeedState, new: Sequence[str]) -> list[tuple[str, bool]]:
        """What a feed's newest entries gave, and whether it was a copy; nothing where none of them is new."""
        if not new:
            return []
        with self.library.database.reading() as connection:
            before = feeds.last_results(connection, state.address, max(0, _NEWEST - len(new)))
            parts = [result.partition(":") for result in new]
            return [*((code, bool(key) and feeds.is_copy(connection, key)) for code, _, key in parts), *before]

    def _health(
        self, state: FeedState, now: datetime, newest: Sequence[tuple[str, bool]], since: str | None
    ) -> tuple[str, str]:
        """How a feed fares, and what there is to say of it. `newest` is empty where nothing was new."""
        reasons = sorted({code for code, _ in newest})
        if len(newest) >= _ENOUGH and _NO_ARTICLE.issuperset(reasons):
            return "template", f"none of its {len(newest)} newest pages gives an article ({', '.join(reasons)})"
        if len(newest) >= _ENOUGH and all(copy for _, copy in newest):
            return "copies", f"its {len(newest)} newest articles all stand here already, word for word"
        since = since or state.added
        if now - datetime.fromisoformat(since) > timedelta(minutes=self.rules.silent):
            return "silent", f"nothing new since {since[:16]}"
        if not newest and state.health in ("template", "copies"):
            return state.health, state.detail
        return "ok", ""


def _reason(items: Sequence[Article | SetAside]) -> str:
    return next((one.reason for one in items if isinstance(one, SetAside)), "empty")


def _moment(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00")


__all__ = ["Clock", "Look", "WatchRules", "Watcher"]
