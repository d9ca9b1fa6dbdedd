"""Following feeds, against a real web server: nothing lost, nothing doubled, and each feed's health told."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.local_server import Handler, Server, serving

from conftest import ONE_STORE, Place
from musnad.collect.fetch import Fetcher, FetchRules
from musnad.faces.cli import main
from musnad.library import Library, open_library
from musnad.page.opml import BadList, read_addresses
from musnad.store import feeds
from musnad.watch import Look, Watcher, WatchRules

WORDS = ("السد", "الميناء", "المطار", "الجسر", "السوق", "المدرسة", "المستشفى", "المحطة", "النفق", "الملعب")


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = datetime(2025, 5, 4, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


def page(number: int, more: str = "") -> bytes:
    what = WORDS[number % len(WORDS)]
    return (
        f'<html lang="ar"><head><meta charset="utf-8"><title>{what} {number}</title></head>'
        f"<body><article><h1>{what} {number}</h1>"
        f"<p>قال وزير الأشغال سالم الحارثي إن {what} رقم {number} سيكتمل قبل موسم الأمطار، وإن التجربة تبدأ في الخريف.</p>"
        f"<p>وأضاف الوزير أن الكلفة معروفة منذ البداية وأن العمل في {what} يمضي كما خططت له الوزارة قبل عامين من اليوم.</p>{more}"
        "</article></body></html>"
    ).encode()


class Site:
    """A site with one feed: what it lists can be changed by the test."""

    def __init__(self, server: Server, name: str = "feed") -> None:
        self.server, self.name = server, name
        self.address = server.on(f"/{name}.xml", lambda handler: handler.say(200, self.feed()))
        self.items: dict[str, str] = {}

    def feed(self) -> bytes:
        items = "".join(f"<item><title>خبر</title><link>{url}</link>{stamp}</item>" for url, stamp in self.items.items())
        return f'<rss version="2.0"><channel><title>{self.name}</title>{items}</channel></rss>'.encode()

    def publish(self, number: int, body: bytes | None = None, path: str = "") -> str:
        content = body or page(number)
        url = self.server.on(path or f"/{self.name}/{number}", lambda handler: handler.say(200, content))
        self.items[url] = ""
        return url


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    with open_library(place("m")) as made:
        yield made


def follow(library: Library, addresses: Iterable[str]) -> int:
    """Follow feeds from the beginning of the test's time."""
    return library.follow(addresses, at="2025-05-04T06:00:00+00:00")


def watcher(library: Library, clock: Clock, **rules: float) -> Watcher:
    fetching = FetchRules(pause=0, tries=1, allowed=frozenset({"127.0.0.1"}), robots=True)
    return Watcher(library, Fetcher(fetching), clock, WatchRules(**rules))  # type: ignore[arg-type]


def test_what_is_new_is_added_once(server: Server, library: Library) -> None:
    site, clock = Site(server), Clock()
    for number in range(3):
        site.publish(number)
    assert follow(library, [site.address, site.address]) == 1
    assert follow(library, [site.address]) == 0
    watching = watcher(library, clock)
    (look,) = watching.round()
    assert (look.report.added, look.feed.health, look.feed.articles) == (3, "ok", 3)
    assert list(watching.round()) == []  # it is not due yet
    clock.wait(minutes=16)
    site.publish(3)
    (look,) = watching.round()
    assert (look.report.added, look.report.same) == (1, 0)
    assert library.info().articles == 4
    assert {said.article.outlet for said in library.said("الحارثي")} == {"feed"}


def test_a_page_that_changed_becomes_a_version(server: Server, library: Library) -> None:
    site, clock = Site(server), Clock()
    url = site.publish(1)
    follow(library, [site.address])
    watching = watcher(library, clock)
    list(watching.round())
    site.publish(1, page(1, "<p>تصحيح: وقال مدير المشروع نادر الصالح إن الافتتاح تأجل إلى الشتاء بسبب الأمطار.</p>"), "/feed/1")
    clock.wait(minutes=30)
    (look,) = watching.round()
    assert look.report.new_versions == 0  # not yet: it is read again an hour after it was listed
    clock.wait(minutes=31)
    (look,) = watching.round()
    assert look.report.new_versions == 1
    assert len(library.versions(url)) == 2


def test_a_changed_stamp_is_reason_enough_to_read_again(server: Server, library: Library) -> None:
    site, clock = Site(server), Clock()
    url = site.publish(1)
    follow(library, [site.address])
    watching = watcher(library, clock)
    list(watching.round())
    site.publish(1, page(1, "<p>تصحيح: وقال مدير المشروع نادر الصالح إن الافتتاح تأجل إلى الشتاء بسبب الأمطار.</p>"), "/feed/1")
    site.items[url] = "<updated xmlns='http://www.w3.org/2005/Atom'>2025-05-04T06:20:00Z</updated>"
    clock.wait(minutes=16)
    (look,) = watching.round()
    assert look.report.new_versions == 1


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(server: Server, library: Library) -> None:
    clock = Clock()
    follow(library, [server.on("/gone.xml", lambda handler: handler.say(403, b""))])
    watching, waits = watcher(library, clock, every=15, longest=120), []
    for failures in range(1, 5):
        (look,) = watching.round()
        assert (look.feed.health, look.feed.failures) == ("http-403", failures)
        waits.append((datetime.fromisoformat(look.feed.next) - clock.now) / timedelta(minutes=1))
        clock.now = datetime.fromisoformat(look.feed.next)
    assert waits == [30, 60, 120, 120]


def test_each_trouble_has_its_name(server: Server, library: Library) -> None:
    clock, site = Clock(), Site(server, "template")
    for number in range(4):
        site.publish(number, b"<html lang='ar'><body><nav>x</nav></body></html>")
    addresses = {
        "template": site.address,
        "not-a-feed": server.on("/page.xml", lambda handler: handler.say(200, page(1))),
        "bad-feed": server.on("/bad.xml", lambda handler: handler.say(200, b'<!DOCTYPE rss [<!ENTITY a "b">]><rss></rss>')),
        "http-404": server.at("/nothing.xml"),
        "blocked-address": "http://169.254.169.254/feed",
    }
    follow(library, addresses.values())
    found = {look.feed.address: look.feed.health for look in watcher(library, clock).round()}
    assert {name: found[address] for name, address in addresses.items()} == {name: name for name in addresses}
    assert len(library.dropped()) == 4


def test_a_feed_of_copies_is_told(server: Server, library: Library) -> None:
    clock, first, second = Clock(), Site(server, "first"), Site(server, "second")
    for number in range(4):
        first.publish(number)
        second.publish(number)
    follow(library, [first.address, second.address])
    assert [look.feed.health for look in watcher(library, clock).round()] == ["ok", "copies"]


def test_a_feed_without_anything_new_is_silent(server: Server, library: Library) -> None:
    clock, site = Clock(), Site(server)
    site.publish(1)
    follow(library, [site.address])
    watching = watcher(library, clock)
    assert [look.feed.health for look in watching.round()] == ["ok"]
    clock.wait(days=4)
    assert [look.feed.health for look in watching.round()] == ["silent"]
    site.publish(2)
    clock.wait(hours=1)
    assert [look.feed.health for look in watching.round()] == ["ok"]


def test_a_watch_that_is_killed_loses_nothing(server: Server, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between articles and what is known of their feed, it reads the pages again, and doubles none."""
    clock, site = Clock(), Site(server)
    for number in range(3):
        site.publish(number)
    follow(library, [site.address])
    watching = watcher(library, clock)
    monkeypatch.setattr("musnad.store.feeds.note_look", _killed)
    with pytest.raises(KeyboardInterrupt):
        list(watching.round())
    monkeypatch.undo()
    assert library.info().articles == 3
    (look,) = watching.round()
    assert (look.report.added, look.report.same) == (0, 3)
    assert library.info().articles == 3


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_entries_wait_for_their_turn(server: Server, library: Library) -> None:
    clock, site = Clock(), Site(server)
    for number in range(7):
        site.publish(number)
    follow(library, [site.address])
    watching, added = watcher(library, clock, pages=3), []
    for _ in range(3):
        added += [look.report.added for look in watching.round()]
        clock.wait(minutes=16)
    assert added == [3, 3, 1]


@ONE_STORE
def test_fifteen_feeds_for_sixteen_hours(server: Server, library: Library) -> None:
    """Many feeds over many rounds, some failing in between: every article once, in the end."""
    clock = Clock()
    sites = [Site(server, f"many{number}") for number in range(15)]
    follow(library, [site.address for site in sites])
    watching = watcher(library, clock, every=60, again=())  # type: ignore[arg-type]
    published = set()
    for hour in range(16):
        for number, site in enumerate(sites):
            if (hour + number) % 8 == 0:
                published.add(site.publish(hour * 100 + number))
        looks: list[Look] = list(watching.round())
        assert len(looks) == 15
        clock.wait(hours=1, minutes=1)
    list(watching.round())
    addresses = [article.url for article, _ in library.export_articles()]
    assert sorted(filter(None, addresses)) == sorted(published)


def test_a_page_is_read_again_though_its_feed_lists_it_no_more(server: Server, library: Library) -> None:
    site, clock = Site(server), Clock()
    url = site.publish(1)
    follow(library, [site.address])
    watching = watcher(library, clock)
    list(watching.round())
    outlet = library.article(url)[0].outlet
    site.items.clear()
    site.publish(1, page(1, "<p>تصحيح: وقال مدير المشروع نادر الصالح إن الافتتاح تأجل إلى الشتاء بسبب الأمطار.</p>"), "/feed/1")
    site.items.clear()
    clock.wait(hours=1, minutes=1)
    (look,) = watching.round()
    assert look.report.new_versions == 1
    assert library.article(url)[0].outlet == outlet == "feed"
    server.on("/feed/1", lambda handler: handler.say(404, b""))
    clock.wait(hours=6)
    (look,) = watching.round()
    assert (look.feed.health, look.feed.entries, look.feed.articles) == ("ok", 1, 1)  # what is gone from the web stays here
    assert library.info().articles == 1


def test_a_feed_that_changes_its_name_doubles_nothing(server: Server, library: Library) -> None:
    site, clock = Site(server), Clock()
    url = site.publish(1)
    follow(library, [site.address])
    watching = watcher(library, clock)
    list(watching.round())
    site.name = "feed: أخبار اليوم"
    site.publish(1, page(1, "<p>تصحيح: وقال مدير المشروع نادر الصالح إن الافتتاح تأجل إلى الشتاء بسبب الأمطار.</p>"), "/feed/1")
    clock.wait(hours=1, minutes=1)
    (look,) = watching.round()
    assert (look.report.added, look.report.new_versions) == (0, 1)
    assert len(library.versions(url)) == 2


def test_a_sitemap_of_forty_thousand_is_asked_for_in_parts(server: Server, library: Library) -> None:
    site, clock = Site(server), Clock()
    url = site.publish(1)
    follow(library, [site.address])
    list(watcher(library, clock).round())
    listed = [*(f"https://x.example/{number}" for number in range(40_000)), url]
    with library.database.reading() as connection:
        assert list(feeds.known_entries(connection, site.address, listed, "2025-05-04T06:30:00+00:00")) == [url]


def test_a_server_that_asks_for_patience_gets_it(server: Server, library: Library) -> None:
    clock = Clock()
    follow(library, [server.on("/busy.xml", lambda handler: handler.say(429, b"", Retry_After="7200"))])
    (look,) = watcher(library, clock, every=15).round()
    assert look.feed.health == "http-429"
    assert datetime.fromisoformat(look.feed.next) - clock.now == timedelta(hours=2)


def test_a_clock_that_was_ahead_keeps_no_feed_waiting(server: Server, library: Library) -> None:
    site, clock = Site(server), Clock()
    follow(library, [site.address])
    watching = watcher(library, clock)
    clock.wait(days=30)
    list(watching.round())
    clock.wait(days=-30, minutes=20)
    site.publish(1)
    assert [look.report.added for look in watching.round()] == [1]
    assert list(watching.round()) == []


# ---- lists of feeds, and the command ---------------------------------------------------------------------------------


def test_lists_of_feeds() -> None:
    opml = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><opml version="2.0"><body><outline text="x">
      <outline type="rss" xmlUrl='https://a.example/f' /><OUTLINE XMLURL="https://b.example/g?x=1&amp;y=2"/>
      <outline text="no address"/><outline xmlUrl="https://a.example/f"/></outline></body></opml>"""
    assert read_addresses(opml) == ["https://a.example/f", "https://b.example/g?x=1&y=2"]
    assert read_addresses("# ملاحظة\nhttps://a.example/f\n\n https://b.example/g \n".encode()) == [
        "https://a.example/f", "https://b.example/g",
    ]  # fmt: skip
    for bad in (b"", b"javascript:alert(1)", b"<opml></opml>", b"ftp://a.example/f"):
        with pytest.raises(BadList):
            read_addresses(bad)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_ctrl_c_and_on_again(
    language: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten feeds of a list; in the middle of the fifth somebody presses Ctrl-C. The next run goes on, and doubles nothing."""
    rules = FetchRules(pause=0, tries=1, allowed=frozenset({"127.0.0.1"}))
    monkeypatch.setattr("musnad.collect.fetch.Fetcher", partial(Fetcher, rules))
    sites = [Site(server, f"f{number}") for number in range(10)]
    published = {site.publish(10 * number + place) for number, site in enumerate(sites) for place in range(2)}
    server.on("/f8.xml", lambda handler: handler.say(403, b""))
    published -= set(sites[8].items)

    def pressed(handler: Handler) -> None:
        server.on("/f4.xml", lambda again: again.say(200, sites[4].feed()))
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
        handler.say(200, sites[4].feed())

    server.on("/f4.xml", pressed)
    listed = tmp_path / "feeds.opml"
    listed.write_text(f"<opml><body>{''.join(f'<outline xmlUrl={site.address!r}/>' for site in sites)}</body></opml>", "utf-8")
    common = ["--library", str(tmp_path / "m.db"), "--lang", language]
    assert main(["watch", "follow", str(listed), *common]) == 0
    assert "10" in capsys.readouterr().out
    assert main(["watch", "run", *common]) in (0, 1)
    out = capsys.readouterr().out
    assert out.count("http://127.0.0.1") == 4
    assert out.splitlines()[-1].endswith("6")  # not looked at yet
    assert main(["watch", "run", "--once", *common]) == 1
    out = capsys.readouterr().out
    assert "http-403" in out
    assert ("جديد" in out) == (language == "ar")
    assert main(["watch", "status", *common]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0].startswith("http-403")  # what is wrong stands first
    with open_library(tmp_path / "m.db") as library:
        assert sorted(article.url or "" for article, _ in library.export_articles()) == sorted(published)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text('<opml><body><outline xmlUrl="http://192.0.2.1/feed"/></body></opml>', "utf-8")
    library = ["--library", str(tmp_path / "m.db")]
    assert main(["watch", "run", "--once", *library]) == 3
    assert main(["watch", "follow", str(listed), "http://169.254.169.254/x", *library]) == 0
    capsys.readouterr()
    assert main(["watch", "status", "--json", *library]) == 0
    states = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [state["health"] for state in states] == ["new", "new"]
    assert main(["watch", "forget", "http://192.0.2.1/feed", *library]) == 0
    assert main(["watch", "forget", "http://192.0.2.1/feed", *library]) == 2
    assert main(["watch", "run", "--once", "--json", *library]) == 1
    out = capsys.readouterr().out
    assert '"blocked-address"' in out
    assert main(["watch", "forget", "http://169.254.169.254/x", *library]) == 0
    assert main(["watch", "run", "--once", *library]) == 2
    assert "follow" in capsys.readouterr().err
    assert main(["watch", "follow", *library]) == 2
    assert main(["watch", "status", "x", *library]) == 2
