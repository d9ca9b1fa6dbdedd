"""Broken texts, pages, feeds, archives and JSON lines by a mutator with a fixed seed: no exception, and whole blocks.

Counts are those of `make test`, a thousand in all; the soak has ten thousand. Each may take five seconds of the processor
and make the process grow by 500 MB.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from musnad.page.article import make_article
from musnad.page.furniture import find_blocks
from musnad.page.lines import read_json_lines
from musnad.page.phrases import FurnitureWords
from musnad.page.prescan import prescan
from musnad.page.sources import Defaults, read_bytes
from musnad.page.tells import what_blocks_tell
from musnad.records import Article, SetAside
from musnad.settings import Settings

PAGES = Path(__file__).parent / "pages"
SEED = 20250504
#: Sentences among which what is strewn stands.
TOLD = [
    "أعلن وزير المياه سالم الراوي أن السد الجديد سيكتمل قبل موسم الأمطار المقبل، وأن تجربة بواباته تبدأ في الخريف.",
    "وأضاف في مؤتمر صحفي", "سالم الراوي", "\n\n", ". ", "- هناء الصابر", "السد الجديد: خلاف على ثمن الحديد يوقف العمل",
]  # fmt: skip
#: What mutants get strewn in: marks, odd blanks, bidi and joiner characters, emoji, phrases of furniture, nothing.
STREWN = [
    "\n", "\r\n", " ", "\u00a0", "\u200f", "\u202b", "\u200d", "\u0640", "\u064b", "\ufeff", "\u2028", "\x85", "\x0b",
    '"', "«", "»", "(", ")", "--", "–", ":", "..", "*", "#", "@a", "//", "[", "\U0001f600", "\ufdfa", "\u0660", "9" * 30,
    "المصدر:", "إقرأ أيضاً:", "كلمات دلالية:", "سمات", "// انتهى //", "(أ ف ب)", "تاريخ النشر: ", "بقلم", "https://a.b/",
]  # fmt: skip


@contextmanager
def limits() -> Iterator[None]:
    """Bound what one mutant costs: seconds of the processor, and growth of the process in KB."""
    before, grown = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - before <= 5.0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown <= 500_000


def mutate(text: str, draw: random.Random) -> str:
    """A text with some of its stretches cut out, doubled, moved, reversed, or strewn with odd characters."""
    for _ in range(draw.randint(1, 8)):
        start = draw.randint(0, len(text))
        stop = min(len(text), start + draw.choice([1, 3, 20, 200]))
        piece = text[start:stop]
        change = draw.randrange(6)
        if change == 0:
            text = text[:start] + text[stop:]
        elif change == 1:
            text = text[:stop] + piece * draw.randint(1, 4) + text[stop:]
        elif change == 2:
            rest = text[:start] + text[stop:]
            place = draw.randint(0, len(rest))
            text = rest[:place] + piece + rest[place:]
        elif change == 3:
            text = text[:start] + piece[::-1] + text[stop:]
        else:
            text = text[:start] + draw.choice(STREWN) * draw.randint(1, 3) + text[start:]
    return text


def texts() -> Iterator[str]:
    for path in sorted((PAGES / "texts").glob("*.blocks")):
        yield "\n".join(line.partition(": ")[2] for line in path.read_text(encoding="utf-8").split("\n"))


def check_article(article: Article) -> None:
    """Blocks are contiguous, not empty, and cover the text; what they tell lies inside it."""
    here = 0
    for block in article.blocks:
        assert block.span.start == here
        assert block.span.stop > here
        here = block.span.stop
    assert here == len(article.text)
    tells = what_blocks_tell(article)
    for told in (*tells.places, *tells.agencies, *tells.origins, *tells.bylines, *tells.keywords, *tells.dates):
        assert 0 <= told.span.start < told.span.stop <= len(article.text)


def mutate_texts(mutants: int) -> None:
    draw = random.Random(SEED)
    originals = list(texts())
    for _ in range(mutants):
        with limits():
            check_article(make_article(mutate(draw.choice(originals), draw), title=draw.choice([None, "السد يكتمل", ""])))


def mutate_json_lines(mutants: int) -> None:
    draw = random.Random(SEED + 1)
    originals = list(texts())
    lines = []
    for number in range(mutants):
        row = json.dumps({"text": draw.choice(originals), "id": number, "title": "عنوان"}, ensure_ascii=False)
        lines.append(mutate(row, draw).replace("\n", " ").replace("\r", " "))
    stream = io.BytesIO("\n".join(lines).encode("utf-8", "surrogatepass"))
    items = []
    rows = read_json_lines(stream, "mutants", Defaults(), Settings())
    while True:
        with limits():
            item = next(rows, None)
        if item is None:
            break
        items.append(item)
    assert len(items) == len(lines)
    check_items(items)


def check_items(items: list[Article | SetAside]) -> None:
    for item in items:
        if isinstance(item, Article):
            check_article(item)
        else:
            assert item.reason
            assert item.detail
            assert "\n" not in item.detail


def mutate_pages(mutants: int) -> None:
    draw = random.Random(SEED + 2)
    originals = [path.read_bytes().decode("utf-8", "replace") for path in sorted((PAGES / "html").glob("*.html"))]
    for _ in range(mutants):
        page = mutate(draw.choice(originals), draw)
        with limits():
            prescan(page)
            check_items(list(read_bytes(page.encode("utf-8", "replace"), "page", "html", Defaults(), Settings())))


def mutate_bytes(mutants: int) -> None:
    draw = random.Random(SEED + 3)
    original = next(texts()).encode()
    for _ in range(mutants):
        data = bytearray(original)
        for _ in range(draw.randint(1, 40)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        with limits():
            check_items(list(read_bytes(bytes(data), "bytes", draw.choice([None, "text", "csv"]), Defaults(), Settings())))


def feeds() -> list[str]:
    """A feed of each kind, with the texts of the outlets' pages in it."""
    told = [text for text, _ in zip(texts(), range(4))]
    items = "".join(
        f"<item><title>السد يكتمل</title><link>https://almarfa.example/{at}</link><pubDate>Tue, 06 May 2025 08:00:00 GMT"
        f"</pubDate><description><![CDATA[<p>{text}</p>]]></description></item>"
        for at, text in enumerate(told)
    )
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>المرفأ</title>{items}</channel></rss>'
    atom = rss.replace("item>", "entry>").replace("rss", "feed").replace("description", "content")
    rows = [{"url": f"https://a.example/{at}", "content_html": f"<p>{text}</p>"} for at, text in enumerate(told)]
    json_feed = {"version": "https://jsonfeed.org/version/1.1", "items": rows}
    links = "".join(f"<url><loc>https://a.example/{at}</loc></url>" for at in range(9))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{links}</urlset>'
    messages = [{"id": at, "date_unixtime": "1746518400", "text": text} for at, text in enumerate(told)]
    chat = {"name": "المرفأ", "id": 1, "messages": messages}
    return [rss, atom, json.dumps(json_feed, ensure_ascii=False), sitemap, json.dumps(chat, ensure_ascii=False)]


def mutate_feeds(mutants: int) -> None:
    draw = random.Random(SEED + 4)
    originals = feeds()
    for _ in range(mutants):
        data = mutate(draw.choice(originals), draw).encode("utf-8", "replace")
        with limits():
            check_items(list(read_bytes(data, "feed", draw.choice(["feed", "json", "xml", None]), Defaults(), Settings())))


def archive(*, packed: bool) -> bytes:
    """A WARC of the stored pages."""
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=packed)
    for path in sorted((PAGES / "html").glob("*.html"))[:3]:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        address = f"https://almarfa.example/{path.stem}"
        page = io.BytesIO(path.read_bytes())
        writer.write_record(writer.create_warc_record(address, "response", payload=page, http_headers=headers))
    return sink.getvalue()


def mutate_archives(mutants: int) -> None:
    draw = random.Random(SEED + 5)
    originals = [archive(packed=True), archive(packed=False)]
    for _ in range(mutants):
        data = bytearray(draw.choice(originals))
        for _ in range(draw.randint(1, 20)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        cut = draw.choice([len(data), draw.randrange(len(data))])
        with limits():
            check_items(list(read_bytes(bytes(data[:cut]), "archive", "warc", Defaults(), Settings())))


def test_mutated_texts() -> None:
    mutate_texts(300)


def test_mutated_json_lines() -> None:
    mutate_json_lines(100)


def test_mutated_pages() -> None:
    mutate_pages(60)


def test_mutated_bytes() -> None:
    mutate_bytes(150)


def test_mutated_feeds() -> None:
    mutate_feeds(250)


def test_mutated_archives() -> None:
    mutate_archives(140)


@pytest.mark.parametrize(
    "make",
    [
        lambda: "كلمة " * 40_000,
        lambda: "قال الوزير إن السد سيكتمل. " * 8_000,
        lambda: "\n".join("قال الوزير إن السد سيكتمل قبل الأمطار" for _ in range(5_000)),
        lambda: "\n" * 200_000,
        lambda: "- " * 100_000,
        lambda: "(" * 200_000,
        lambda: '"' * 200_000,
        lambda: "a@" * 100_000,
        lambda: "#وسم " * 40_000,
        lambda: "المصدر: " * 20_000,
        lambda: "إقرأ أيضاً: خبر قصير\n" * 8_000,
        lambda: "\u064b" * 200_000,
        lambda: "موسكو – " * 25_000,
        lambda: "{" * 100_000 + "a:" * 50_000,
        lambda: "." * 200_000,
        lambda: "1/" * 100_000,
    ],
)  # fmt: skip
def test_long_lines_and_endless_repetition(make: Callable[[], str]) -> None:
    """Two hundred thousand characters of the worst kinds end soon (no bound is asserted here) and are covered."""
    text = make()
    blocks = find_blocks(text, None, FurnitureWords.load())
    assert blocks[0].span.start == 0
    assert blocks[-1].span.stop == len(text)
    assert all(one.span.stop == other.span.start for one, other in pairwise(blocks))


@given(
    parts=st.lists(st.one_of(st.sampled_from(STREWN), st.text(max_size=12), st.sampled_from(TOLD)), max_size=24),
    title=st.none() | st.text(max_size=20),
)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_any_text_is_covered_by_blocks(parts: list[str], title: str | None) -> None:
    check_article(make_article("".join(parts), title=title))


@pytest.mark.soak
def test_ten_thousand_mutants() -> None:
    share = float(os.environ.get("MUSNAD_SOAK", "1"))
    mutate_texts(int(3000 * share))
    mutate_json_lines(int(2000 * share))
    mutate_pages(int(1000 * share))
    mutate_bytes(int(1500 * share))
    mutate_feeds(int(1500 * share))
    mutate_archives(int(1000 * share))
