"""Feeds, archives, exports and JSON documents as files: what they give, and what hostile or broken ones give."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from musnad.page.defaults import Defaults
from musnad.page.feed import BadFeed, is_feed, read_feed
from musnad.page.sources import open_sources, read_bytes, sniff
from musnad.records import Article, SetAside
from musnad.settings import Settings

TEXT = "أعلن وزير المياه أن السد الجديد سيكتمل قبل موسم الأمطار، وأن التجربة تبدأ في الخريف من هذا العام."
BODY = f"<article><h1>السد يكتمل</h1><p>{TEXT}</p><p>{TEXT[:60]}</p></article>"
PAGE = f"<html><head><title>السد يكتمل</title></head><body>{BODY}</body></html>"

ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>المرفأ</title>
<entry><title type="html">السد &amp;quot;يكتمل&amp;quot;</title><link rel="alternate" href="https://almarfa.example/1"/>
<published>2025-05-06T08:00:00+03:00</published><author><name>ريم السالم</name></author>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry>
<entry><title>بلا نص</title><link href="https://almarfa.example/2"/></entry></feed>"""
NEWS_MAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://almarfa.example/1</loc><news:news>
 <news:publication><news:name>المرفأ</news:name><news:language>ar</news:language></news:publication>
 <news:publication_date>2025-05-06T08:00:00+03:00</news:publication_date><news:title>السد يكتمل</news:title></news:news>
 </url></urlset>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "المرفأ",
        "items": [
            {"id": "1", "url": "https://almarfa.example/1", "title": "السد يكتمل", "content_text": f"{TEXT}\n{TEXT[:50]}",
             "date_published": "2025-05-06T08:00:00+03:00", "authors": [{"name": "ريم السالم"}]},
            {"id": "2", "content_html": f"<p>{TEXT}</p>"},
            "odd",
        ],
    },
    ensure_ascii=False,
)  # fmt: skip
TELEGRAM = {
    "name": "قناة المرفأ", "type": "public_channel", "id": 77,
    "messages": [
        {"id": 1, "type": "service", "date": "2025-05-01T00:00:00", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date": "2025-05-06T11:00:00", "date_unixtime": "1746518400", "text": TEXT},
        {"id": 3, "type": "message", "date": "2025-05-06T12:00:00", "forwarded_from": "قناة الخليج",
         "text": ["عاجل: ", {"type": "bold", "text": "قال الوزير"}, f" {TEXT}"]},
        {"id": 4, "type": "message", "date": "2025-05-06T12:30:00", "photo": "a.jpg", "text": ""},
        {"id": 5, "type": "message", "date": "x", "text": "Only English words here, none of them in Arabic at all."},
        "odd", {"text": 5}, {"text": [5, {"text": 6}]},
    ],
}  # fmt: skip


def items_of(data: bytes | str, kind: str | None = None, **given: Any) -> list[Article | SetAside]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_bytes(raw, "source", kind, Defaults(**given), Settings()))


def reasons(items: list[Article | SetAside]) -> list[str]:
    return [item.reason if isinstance(item, SetAside) else "article" for item in items]


def test_atom() -> None:
    first, second = items_of(ATOM)
    assert isinstance(first, Article)
    assert (first.title, first.outlet, first.author) == ('السد "يكتمل"', "المرفأ", "ريم السالم")
    assert (first.published, first.published_from) == ("2025-05-06T08:00+03:00", "feed")
    assert first.url == "https://almarfa.example/1"
    assert first.text == TEXT
    assert isinstance(second, SetAside)
    assert second.reason == "no-text"


def test_news_sitemap() -> None:
    (entry,) = read_feed(NEWS_MAP.encode())
    assert (entry.url, entry.title, entry.outlet) == ("https://almarfa.example/1", "السد يكتمل", "المرفأ")
    assert entry.published == "2025-05-06T08:00:00+03:00"


def test_json_feed() -> None:
    items = items_of(JSON_FEED)
    assert reasons(items) == ["article", "article"]
    first = items[0]
    assert isinstance(first, Article)
    assert (first.author, first.outlet, first.url) == ("ريم السالم", "المرفأ", "https://almarfa.example/1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_feeds_in_any_encoding(encoding: str) -> None:
    data = ATOM.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)
    assert is_feed(data)
    assert read_feed(data)[0].author == "ريم السالم"


@pytest.mark.parametrize(
    "feed",
    [
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "قال">' + "".join(
            f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "&a;"}">' * 1 for n in range(9)) + "]><rss><channel/></rss>",
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "http://127.0.0.1/">]><urlset><url><loc>&x;</loc></url></urlset>',
        '<!doctype urlset [<!entity % x SYSTEM "http://127.0.0.1/"> %x;]><urlset/>',
    ],
    ids=["laughs", "file", "address", "parameter"],
)  # fmt: skip
def test_entities_are_refused(feed: str) -> None:
    with pytest.raises(BadFeed) as caught:
        read_feed(feed.encode())
    assert caught.value.reason == "bad-feed"


def test_entities_in_utf_16_are_refused_too() -> None:
    feed = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'
    with pytest.raises(BadFeed):
        read_feed(feed.encode("utf-16"))


@pytest.mark.parametrize(
    "feed", ["<rss>", "<rss", "<urlset><url><loc>", '{"version":"https://jsonfeed.org/1"', "<rss/>"]
)
def test_broken_feeds_have_a_reason(feed: str) -> None:
    items = items_of(feed, "feed")
    assert len(items) == 1
    assert reasons(items)[0] in ("bad-feed", "empty")


def test_what_stands_before_a_fault_of_a_sitemap_is_kept() -> None:
    cut = NEWS_MAP[: NEWS_MAP.index("</urlset>")] + "<url><loc>https://almarfa.exa"
    assert len(read_feed(cut.encode())) == 1


@pytest.mark.parametrize(
    ("data", "kind"),
    [(ATOM, "feed"), (NEWS_MAP, "feed"), (JSON_FEED, "feed"), (PAGE, "html"), ('{"text": "a"}', "jsonl"), (TEXT, "text"),
     ("<?xml version='1.0'?><!DOCTYPE html><html><body><rss></body></html>", "html"), ('[{"text": "a"}]', "json"),
     ("WARC/1.0\r\n", "warc")],
)  # fmt: skip
def test_tells_what_it_is(data: str, kind: str) -> None:
    assert sniff(data.encode()) == kind


def archive(pages: list[tuple[str, str, str, bytes]], *, packed: bool = True, version: str = "1.0") -> bytes:
    """A WARC of (address, status, media type, body)."""
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=packed, warc_version=version)
    for address, status, kind, data in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind), ("Content-Length", str(len(data)))], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "request", payload=io.BytesIO(b"GET / HTTP/1.1\r\n\r\n")))
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(data), http_headers=headers))
    return sink.getvalue()


PAGES = [
    ("https://almarfa.example/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://almarfa.example/a.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://almarfa.example/old", "301 Moved", "text/html", b""),
    ("https://almarfa.example/gone", "404 Not Found", "text/html", b"<html>"),
    ("https://almarfa.example/2", "200 OK", "text/html", PAGE.replace("السد", "الجسر").encode("windows-1256")),
]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("packed", [True, False])
def test_archives(tmp_path: Path, packed: bool, version: str) -> None:
    path = tmp_path / f"a.warc{'.gz' if packed else ''}"
    path.write_bytes(archive(PAGES, packed=packed, version=version))
    first, gone, second = open_sources([str(path)])
    assert isinstance(first, Article)
    assert (first.url, first.outlet, first.title) == ("https://almarfa.example/1", "almarfa.example", "السد يكتمل")
    assert first.fetched
    assert isinstance(gone, SetAside)
    assert (gone.reason, gone.where) == ("http-404", f"{path}:https://almarfa.example/gone")
    assert isinstance(second, Article)
    assert second.title == "الجسر يكتمل"


def test_packed_as_one_member(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(archive(PAGES, packed=False)))
    assert reasons(list(open_sources([str(path)]))) in (["article", "http-404", "article"], ["damaged"])


def test_a_cut_off_archive_gives_what_is_whole(tmp_path: Path) -> None:
    data = archive(PAGES)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data[:-200])
    items = list(open_sources([str(path)]))
    assert reasons(items)[:2] == ["article", "http-404"]
    for cut in range(10, len(data), 97):
        path.write_bytes(data[:cut])
        assert list(open_sources([str(path)]))


def test_a_record_of_another_length_than_it_says_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = archive(PAGES, packed=False)
    at = data.index(b"Content-Length: ", data.index(b"WARC-Type: response")) + len(b"Content-Length: ")
    stop = data.index(b"\r\n", at)
    path = tmp_path / "a.warc"
    path.write_bytes(data[:at] + str(int(data[at:stop]) - 40).encode() + data[stop:])
    assert "damaged" in reasons(list(open_sources([str(path)])))
    assert not capfd.readouterr().err


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"no archive at all\r\n" * 20)
    assert reasons(list(open_sources([str(path)])))[0] in ("damaged", "empty")


def test_a_page_that_unpacks_to_too_much(tmp_path: Path) -> None:
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=True)
    bomb = gzip.compress(b"a" * 3_000_000)
    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1"
    )
    address = "https://almarfa.example/1"
    writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(bomb), http_headers=headers))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(sink.getvalue())
    (item,) = open_sources([str(path)], settings=Settings(largest_source=1_000_000))
    assert isinstance(item, SetAside)
    assert item.reason == "too-large"


def test_telegram(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(TELEGRAM, ensure_ascii=False, indent=1), encoding="utf-8")
    first, second, english = open_sources([str(path)])
    assert isinstance(first, Article)
    assert (first.text, first.outlet, first.given_id) == (TEXT, "قناة المرفأ", "77/2")
    assert first.published == "2025-05-06T08:00+00:00"
    assert isinstance(second, Article)
    assert second.text == f"عاجل: قال الوزير {TEXT}"
    assert second.extra["forwarded_from"] == "قناة الخليج"
    assert isinstance(english, SetAside)
    assert english.reason == "not-arabic"
    whole = {"chats": {"list": [TELEGRAM, TELEGRAM | {"id": 78}, "odd"]}}
    assert reasons(items_of(json.dumps(whole), "json")).count("article") == 4


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([{"text": TEXT}, {"text": TEXT, "title": "السد"}], ["article", "article"]),
        ({"text": TEXT}, ["article"]),
        ([], []),
        ([1, {"text": 2}], ["no-text", "no-text"]),
        ({"messages": []}, []),
        ({"items": []}, ["empty"]),
    ],
)
def test_json_documents(document: Any, expected: list[str]) -> None:
    assert reasons(items_of(json.dumps(document, indent=2, ensure_ascii=False), "json")) == expected


def test_json_lines_in_a_json_file() -> None:
    lines = "\n".join(json.dumps({"text": TEXT, "id": number}) for number in range(3))
    assert reasons(items_of(lines, "json")) == ["article"] * 3


def test_csv_with_columns_of_any_name() -> None:
    table = f"Inhalt,title,Kopf\n{TEXT},falsch,السد يكتمل\n"
    (item,) = items_of(table, "csv", columns=(("Inhalt", "text"), ("Kopf", "title")))
    assert isinstance(item, Article)
    assert (item.text, item.title) == (TEXT, "السد يكتمل")


def test_pages_are_kept_on_demand() -> None:
    (item,) = items_of(PAGE, "html", keep_page=True)
    assert isinstance(item, Article)
    assert item.extra["raw_page"] == PAGE.encode()
