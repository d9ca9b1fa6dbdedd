"""A week of three hundred feeds, replayed from a local server: each way in which feeds fail, hour by hour; nothing is lost,
nothing doubled, and memory stays flat. `make soak` runs it; MUSNAD_SOAK scales it."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.local_server import Handler, Server, drip, endless, serving
from tests.test_watch import Clock, Site, page

from musnad.collect.fetch import Fetcher, FetchRules
from musnad.library import Library, open_library
from musnad.watch import Watcher, WatchRules

HOURS = 7 * 24
#: A site's robots.txt, which keeps programs from what lies under /private.
ROBOTS = b"User-agent: *\nDisallow: /private\n"
Answer = Callable[[Handler], None]


def broken(status: int, body: bytes = b"", **headers: str) -> Answer:
    return lambda handler: handler.say(status, body, **headers)


#: What a feed answers instead of itself, in one hour of forty each.
FAILURES: tuple[Answer, ...] = (
    broken(403), broken(404), broken(410), broken(500), broken(503), broken(429, Retry_After="10800"), broken(200, b"<html>no"),
    broken(200, b"<rss><ch"), broken(200, b""), broken(200, b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss></rss>"), broken(304),
    broken(302, Location="/loop"), broken(301, Location="http://169.254.169.254/latest"), endless,
)  # fmt: skip


@dataclass
class Week:
    """What the sites published, and what the watch is to make of it."""

    server: Server
    count: int
    sites: list[Site] = field(default_factory=list)
    published: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sites = [Site(self.server, f"week{number}") for number in range(self.count)]
        self.server.on("/loop", broken(302, Location="/loop"))
        self.server.on("/robots.txt", broken(200, ROBOTS))
        self.server.on("/private/feed.xml", broken(200, b"<rss></rss>"))

    def publish(self, number: int, hour: int) -> None:
        """What a site has new in an hour; those of some kinds have nothing, copies, or pages that are none."""
        site, kind = self.sites[number], KINDS.get(number % 25, "plain")
        if kind == "silent" and hour > 24:
            return
        if kind == "template" and hour > 24:
            site.publish(hour, b"<html lang='ar'><body><nav>x</nav></body></html>", f"/{site.name}/bare{hour}")
            return
        first = number - 1 if kind == "copies" else number
        body = page(first * HOURS + hour // 24)
        stumbles = number % 25 == 7  # its pages fail when they are asked for first
        url = site.publish(hour, body)
        if stumbles:
            self.server.on(f"/{site.name}/{hour}", once(broken(503), broken(200, body)))
        self.published.add(url)
        for old in list(site.items)[:-20]:  # a feed lists its newest
            del site.items[old]

    def answer(self, number: int, hour: int) -> None:
        """What a site's feed answers in an hour: itself, its new address, or a failure."""
        site, turn = self.sites[number], (hour + number) % 40
        answer: Answer = lambda handler: handler.say(200, site.feed())  # noqa: E731
        if turn < len(FAILURES):
            answer = FAILURES[turn]
        elif turn == 20:
            self.server.on(f"/moved/{site.name}.xml", answer)
            answer = broken(301, Location=f"/moved/{site.name}.xml")
        elif turn == 21 and number % 25 == 3:
            answer = drip
        self.server.on(f"/{site.name}.xml", answer)


#: Of twenty-five sites, those with a way of their own.
KINDS = {11: "silent", 13: "template", 18: "copies"}


def once(first: Answer, then: Answer) -> Answer:
    turns = iter([first])
    return lambda handler: next(turns, then)(handler)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "m.db") as made:
        yield made


def resident() -> int:
    """Megabytes that this process holds now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc to see its memory")
def test_a_week_of_three_hundred_feeds(server: Server, library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    share = float(os.environ.get("MUSNAD_SOAK", "1"))
    hours = max(HOURS, round(HOURS * share))
    clock, week = Clock(), Week(server, max(25, round(300 * share)))
    library.follow([*(site.address for site in week.sites), server.at("/private/feed.xml")], at=clock().isoformat())
    rules = FetchRules(pause=0, tries=1, allowed=frozenset({"127.0.0.1"}), seconds=1.0, largest=1_000_000)
    started, cpu, looks, memory = time.monotonic(), time.process_time(), Counter[str](), [resident()]
    with Fetcher(rules) as fetcher:
        watching = Watcher(library, fetcher, clock, WatchRules(every=60, longest=180, silent=2 * 24 * 60))
        for hour in range(hours):
            for number in range(week.count):
                if (hour * 7 + number) % 24 == 0 and hour < hours - 24:
                    week.publish(number, hour)
                week.answer(number, hour)
            looks.update(look.feed.health for look in watching.round())
            clock.wait(hours=1, seconds=1)
            if hour == hours // 2:  # somebody sets the clock right
                clock.now -= timedelta(minutes=40)
            memory.append(resident())
    spent = time.monotonic() - started
    addresses = [article.url for article, _ in library.export_articles()]
    with capsys.disabled():
        curve = " ".join(str(memory[len(memory) * part // 8]) for part in range(8)) + f" {memory[-1]}"
        print(f"\n{week.count} feeds, {hours} hours: {looks.total()} looks, {len(addresses)} articles in {spent:.0f} s "
              f"({time.process_time() - cpu:.0f} s CPU); MB {curve}; {dict(looks.most_common())}")  # fmt: skip
    assert set(addresses) == week.published
    assert [address for address, count in Counter(addresses).items() if count > 1] == []
    assert library.check_file() == ()
    assert memory[-1] - memory[len(memory) // 2] < 60, "megabytes that the second half of the week took"
    health = {state.address: state.health for state in library.feeds()}
    assert health[server.at("/private/feed.xml")] == "robots"
    assert all(looks[kind] for kind in KINDS.values())
    states = {"http-403", "http-404", "http-410", "http-500", "http-503", "http-429", "not-a-feed", "bad-feed", "http-304",
              "too-many-redirects", "blocked-address", "too-large", "too-slow"}  # fmt: skip
    assert states <= looks.keys()
    assert datetime.fromisoformat(max(state.checked or "" for state in library.feeds())) <= clock.now
