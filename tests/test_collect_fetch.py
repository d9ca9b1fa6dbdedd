"""Fetching from a server on loopback, which the rules of these tests allow by name: bounds, politeness, the archive."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from local_server import Handler, Server, article, drip, drip_headers, endless, gzip_bomb, serving
from musnad.collect.answer import Page
from musnad.collect.archive import Archive
from musnad.collect.fetch import Fetcher, FetchRules
from musnad.collect.gather import Gatherer
from musnad.page.address import is_address
from musnad.page.defaults import Defaults
from musnad.page.sources import open_sources
from musnad.records import Article, SetAside
from musnad.settings import Settings

ALLOWED = frozenset({"127.0.0.1"})


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


class Slept(list[float]):
    """Takes the place of sleep and tells for how long it was called."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def fetcher(archive: Archive | None = None, sleep: Any = None, **rules: Any) -> Fetcher:
    chosen = FetchRules(**{"pause": 0.0, "allowed": ALLOWED, **rules})
    return Fetcher(chosen, archive, sleep=(lambda _: None) if sleep is None else sleep)


def reason(address: str, **rules: Any) -> str:
    with fetcher(**rules) as one:
        page = one.fetch(address)
    assert isinstance(page, SetAside)
    assert page.detail
    assert "\n" not in page.detail
    return page.reason


def body(address: str, **rules: Any) -> bytes:
    with fetcher(**rules) as one:
        page = one.fetch(address)
    assert isinstance(page, Page), page
    return page.body


def test_loopback_is_refused_without_the_setting(server: Server) -> None:
    address = server.page("/a", article())
    assert reason(address, allowed=frozenset()) == "blocked-address"
    assert not server.handler.asked


def test_a_page(server: Server) -> None:
    seen: list[str | None] = []

    def answer(request: Handler) -> None:
        seen.extend([request.headers["User-Agent"], request.headers["Host"]])
        request.say(200, article().encode())

    assert "السد" in body(server.on("/a", answer)).decode()
    assert str(seen[0]).startswith("musnad/")
    assert seen[1] == f"127.0.0.1:{server.port}"


def test_redirects_are_followed_and_each_is_checked(server: Server) -> None:
    server.page("/end", "نص")
    start = server.on("/start", lambda request: request.say(302, b"", Location="/end"))
    assert body(start).decode() == "نص"
    inside = server.on("/inside", lambda request: request.say(301, b"", Location="http://[::1]:9/"))
    assert reason(inside) == "blocked-address"
    for target in ("file:///etc/passwd", "http://169.254.169.254/", "http://0x7f000002/", "http://[::ffff:127.0.0.2]/"):
        there = server.on("/there", lambda request, target=target: request.say(302, b"", Location=target))
        assert reason(there) == "blocked-address"


def test_redirects_in_a_ring_end(server: Server) -> None:
    ring = server.on("/ring", lambda request: request.say(302, b"", Location="/ring"))
    assert reason(ring) == "too-many-redirects"
    assert len(server.asked) == 6


def test_a_name_whose_address_changes_is_checked_when_it_is_connected_to() -> None:
    answers = iter([["93.184.215.14", "127.0.0.1"]])
    rules = FetchRules(pause=0.0, robots=False)
    with Fetcher(rules, resolver=lambda *_: next(answers), sleep=lambda _: None) as one:
        page = one.fetch(f"http://rebound.example:{8080}/a")
    assert isinstance(page, SetAside)
    assert page.reason == "blocked-address"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(gzip_bomb, "too-large"), (endless, "too-large"), (drip, "too-slow"), (drip_headers, "too-slow")],
    ids=["gzip bomb", "endless", "dripping body", "dripping headers"],
)
def test_answers_that_never_end(server: Server, answer: Any, expected: str) -> None:
    seconds = 1.0 if expected == "too-slow" else 60.0
    assert reason(server.on("/a", answer), seconds=seconds, largest=2_000_000) == expected


def test_packed_answers(server: Server) -> None:
    text = ("نص " * 500).encode()
    raw = zlib.compressobj(wbits=-15)
    packed = {"gzip": gzip.compress(text), "deflate": zlib.compress(text), "Deflate": raw.compress(text) + raw.flush()}
    for number, (name, data) in enumerate(packed.items()):
        address = server.on(f"/{number}", lambda request, n=name, d=data: request.say(200, d, Content_Encoding=n))
        assert body(address) == text


#: A hundred million letters, by brotli.
BROTLI_BOMB = base64.b64decode(
    "y///P/glwuKxQCD3/o///3/wSwDEYRGA7v0f////4JcAiMMCAN37P/7//8EvARCHBQC693/8//+DXwIgDgsAdO//+P//B78EQBwWAOje//H//w9+CYA4LADQ"
    "vf/j//8f/BIAcVgAoHv/x///P/glAOKwAED3/o///3/wSwDEYQGA7v0f////4JcAiMMCAN37v/wHr8MvARCHBQC62HU="
)


@pytest.mark.parametrize(
    ("name", "data"),
    [("br", BROTLI_BOMB), ("br", b"\x1b\x03\x00\xf8"), ("gzip, gzip", b"a"), ("gzip", b"no gzip"),
     ("gzip", gzip.compress(b"a" * 900)[:-9])],
)  # fmt: skip
def test_packings_that_nobody_asked_for_or_that_are_damaged(server: Server, name: str, data: bytes) -> None:
    address = server.on("/a", lambda request: request.say(200, data, Content_Encoding=name))
    assert reason(address) == "bad-answer"


def test_a_body_shorter_than_its_length_is_asked_for_again(server: Server) -> None:
    def answer(request: Handler) -> None:
        request.say(200, b"short", Content_Length="1000")
        request.close_connection = True

    assert reason(server.on("/a", answer), tries=2) == "bad-answer"
    assert server.asked == ["/a", "/a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_what_stays_is_asked_for_once(server: Server, status: int) -> None:
    assert reason(server.on("/a", lambda request: request.say(status, b""))) == f"http-{status}"
    assert server.asked == ["/a"]


def test_what_passes_is_asked_for_again_with_longer_waits(server: Server) -> None:
    slept = Slept()
    address = server.on("/a", lambda request: request.say(503, b""))
    with fetcher(sleep=slept, tries=4, pause=0.5, robots=False) as one:
        page = one.fetch(address)
    assert isinstance(page, SetAside)
    assert page.reason == "http-503"
    assert len(server.asked) == 4
    assert [wait for wait in slept if wait in (0.5, 1.0, 2.0)] == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("form", ["seconds", "moment"])
def test_retry_after_is_obeyed(server: Server, form: str) -> None:
    slept = Slept()

    def answer(request: Handler) -> None:
        if len(server.asked) > 1:
            request.say(200, b"now")
            return
        moment = format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True)
        request.say(429, b"", Retry_After="7" if form == "seconds" else moment)

    with fetcher(sleep=slept, robots=False) as one:
        page = one.fetch(server.on("/a", answer))
    assert isinstance(page, Page)
    assert any(5 <= wait <= 8 for wait in slept)


def test_a_wait_that_is_too_long_is_not_waited_for(server: Server) -> None:
    slept = Slept()
    with fetcher(sleep=slept) as one:
        page = one.fetch(server.on("/a", lambda request: request.say(429, b"", Retry_After="86400")))
    assert isinstance(page, SetAside)
    assert page.reason == "http-429"
    assert "86400" in page.detail
    assert not slept


@pytest.mark.parametrize("value", ["nan", "-5", "soon", "9" * 400, "Tue, 06 May 2025 0899999999999999999999:00:00 GMT"])
def test_odd_waits_do_no_harm(server: Server, value: str) -> None:
    assert reason(server.on("/a", lambda request: request.say(503, b"", Retry_After=value)), tries=2) == "http-503"


def test_robots_txt_is_obeyed_and_read_once(server: Server) -> None:
    server.page("/robots.txt", "User-agent: *\nDisallow: /private/\n", Content_Type="text/plain")
    private, open_to_all = server.page("/private/a", "نص"), server.page("/a", "نص")
    with fetcher() as one:
        hidden, shown = one.fetch(private), one.fetch(open_to_all)
    assert isinstance(hidden, SetAside)
    assert hidden.reason == "robots"
    assert isinstance(shown, Page)
    assert server.handler.asked.count("/robots.txt") == 1
    assert server.asked == ["/a"]


def test_a_site_whose_robots_txt_fails_is_left_alone(server: Server) -> None:
    server.on("/robots.txt", lambda request: request.say(500, b""))
    assert reason(server.page("/a", "نص")) == "robots"
    assert not server.asked


def test_hosts_are_asked_with_pauses(server: Server) -> None:
    server.page("/robots.txt", "User-agent: *\nCrawl-delay: 3\n", Content_Type="text/plain")
    slept = Slept()
    with fetcher(sleep=slept, pause=1.0) as one:
        for path in ("/a", "/b", "/c"):
            one.fetch(server.page(path, "نص"))
    assert len(slept) == 3
    assert slept[-1] > 2


def test_nobody_there(server: Server) -> None:
    assert reason("http://127.0.0.1:1/", robots=False) == "unreachable"
    assert server.asked == []


def etag_page(request: Handler) -> None:
    if request.headers["If-None-Match"] == '"1"':
        request.say(304, b"")
    else:
        request.say(200, article().encode(), ETag='"1"')


def test_the_archive_keeps_pages_and_asks_only_for_changes(server: Server, tmp_path: Path) -> None:
    address = server.on("/a", etag_page)
    with fetcher(Archive(tmp_path / "pages")) as one:
        first = one.fetch(address)
    with fetcher(Archive(tmp_path / "pages")) as one:
        second = one.fetch(address)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.fresh, second.fresh) == (True, False)
    assert second.body == first.body
    assert second.fetched == first.fetched
    (file,) = (tmp_path / "pages").glob("*.warc.gz")
    (item,) = open_sources([str(file)])
    assert isinstance(item, Article)
    assert item.url == address
    assert (item.fetched or "")[:19] == first.fetched[:19]
    assert item.title == "السد يكتمل قبل الأمطار"


def test_an_archive_with_a_spoilt_list_is_as_good_as_new(server: Server, tmp_path: Path) -> None:
    address = server.on("/a", etag_page)
    with fetcher(Archive(tmp_path)) as one:
        one.fetch(address)
    (tmp_path / ".pages.jsonl").write_bytes(b'{"asked":\n\xff\xfe\n')
    with fetcher(Archive(tmp_path)) as one:
        page = one.fetch(address)
    assert isinstance(page, Page)
    assert page.fresh
    assert len(list(tmp_path.glob("*.warc.gz"))) == 2


def gather(one: Fetcher, *addresses: str, most: int | None = None) -> list[Article | SetAside]:
    return list(Gatherer(one, Defaults(), Settings(), most).gather(addresses))


def test_a_page_becomes_an_article(server: Server) -> None:
    with fetcher() as one:
        (item,) = gather(one, server.page("/a", article()))
    assert isinstance(item, Article)
    assert (item.outlet, item.published, item.published_from) == ("المرفأ", "2025-05-06T10:00+03:00", "metadata")
    assert item.url == server.at("/a")
    assert item.fetched


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-16"])
def test_pages_in_old_encodings(server: Server, charset: str) -> None:
    data = article(charset).encode(charset)
    with fetcher() as one:
        (item,) = gather(one, server.on("/a", lambda request: request.say(200, data)))
    assert isinstance(item, Article)
    assert item.title == "السد يكتمل قبل الأمطار"


def test_a_feed_is_followed(server: Server) -> None:
    server.page("/1", article().replace("2025-05-06T10:00:00+03:00", ""))
    whole = "<![CDATA[<p>" + "قالت الوزارة إن الجسر الجديد سيفتح غدا. " * 20 + "</p>]]>"
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>المرفأ</title>
      <item><link>{server.at("/1")}</link><title>السد</title><pubDate>Tue, 06 May 2025 08:00:00 GMT</pubDate></item>
      <item><link>{server.at("/gone")}</link><title>غاب</title></item>
      <item><link>{server.at("/whole")}</link><title>الجسر يفتح غدا</title><description>{whole}</description></item>
      <item><link>{server.at("/1")}</link></item></channel></rss>"""
    address = server.page("/feed", feed, Content_Type="application/rss+xml")
    with fetcher() as one:
        items = gather(one, address)
        assert len(gather(one, address, most=1)) == 1
    first, gone, whole_text = items
    assert isinstance(first, Article)
    assert (first.published, first.published_from) == ("2025-05-06T08:00+00:00", "feed")
    assert isinstance(gone, SetAside)
    assert gone.reason == "http-404"
    assert isinstance(whole_text, Article)
    assert whole_text.title == "الجسر يفتح غدا"


def test_lists_of_sitemaps_are_followed_but_not_for_ever(server: Server) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    server.page("/1", article())
    lists = f"<sitemap><loc>{server.at('/map')}</loc></sitemap><sitemap><loc>%s</loc></sitemap>"
    index = f"<sitemapindex {space}>{lists}</sitemapindex>"
    server.page("/map", f"<urlset {space}><url><loc>{server.at('/1')}</loc></url></urlset>", Content_Type="text/xml")
    for number in range(9):
        server.page(f"/index{number}", index % server.at(f"/index{number + 1}"), Content_Type="text/xml")
    with fetcher() as one:
        items = gather(one, server.at("/index0"))
    assert [item.reason if isinstance(item, SetAside) else "article" for item in items] == ["article", "too-deep"]


def test_what_is_an_address() -> None:
    assert is_address("https://news.example/a")
    assert is_address("ftp://news.example/a")
    assert not is_address("news.html")
    assert not is_address("C:/news.html")
    assert not is_address("-")
