"""Articles: ids, versions, publication times, what furniture tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musnad.page.address import canonical_address
from musnad.page.article import article_id, article_version, make_article
from musnad.page.days import parse_published
from musnad.page.embedded import embedded_articles
from musnad.page.furniture import find_blocks
from musnad.page.phrases import FurnitureWords
from musnad.page.stamps import read_stamp
from musnad.page.tells import what_blocks_tell

TEXT = "أعلن وزير المياه أن السد الجديد سيكتمل قبل موسم الأمطار، وأن التجربة تبدأ في الخريف المقبل."


def test_same_address_is_one_article_whatever_the_tracker() -> None:
    one = article_id(TEXT, outlet="الميناء", url="https://www.almina.example/a/7?utm_source=x#top")
    other = article_id("نص آخر", outlet="الميناء", url="http://almina.example/a/7/")
    assert one == other
    assert article_id(TEXT, outlet="الضفاف", url="http://almina.example/a/7/") != one


def test_without_address_the_text_tells() -> None:
    assert article_id(TEXT) == article_id(TEXT)
    assert article_id(TEXT) != article_id(TEXT + " ")
    assert article_id(TEXT, outlet="الميناء") != article_id(TEXT, outlet="الضفاف")
    assert article_id(TEXT, given_id="7") != article_id(TEXT, given_id="8")


def test_version_follows_title_and_text() -> None:
    assert article_version(TEXT, "عنوان") == article_version(TEXT, "عنوان")
    assert article_version(TEXT, "عنوان") != article_version(TEXT, None)
    assert article_version(TEXT, None) != article_version(TEXT + ".", None)


def test_text_is_kept_to_the_character() -> None:
    text = "\n  " + TEXT + "\r\n\u200f\u00a0وأضافَ \u0640 الوزيرُ.\t\n"
    article = make_article(text)
    assert article.text == text
    assert "".join(text[slice(*block.span)] for block in article.blocks) == text


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTPS://www.Example.com:443/a/?b=2&a=1", "example.com/a?a=1&b=2"),
        ("http://example.com:8080/a", "example.com:8080/a"),
        ("https://example.com/a?fbclid=1&at_medium=rss", "example.com/a"),
        ("لا عنوان", "لا عنوان"),
        ("http://[bad", "http://[bad"),
        ("http://example.com:99999999/a", "http://example.com:99999999/a"),
    ],
)
def test_canonical_addresses(url: str, wanted: str) -> None:
    assert canonical_address(url) == wanted


@pytest.mark.parametrize(
    ("given", "value", "precision"),
    [
        ("2025-08-17", "2025-08-17", "day"),
        ("2025/8/7", "2025-08-07", "day"),
        ("2025-05-06T14:30:12+04:00", "2025-05-06T14:30+04:00", "minute"),
        ("2025-05-06T14:30:12.5Z", "2025-05-06T14:30+00:00", "minute"),
        ("Tue, 06 May 2025 14:30:00 GMT", "2025-05-06T14:30+00:00", "minute"),
    ],
)
def test_publication_times(given: str, value: str, precision: str) -> None:
    found = parse_published(given)
    assert found is not None
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize("given", ["", "أمس", "2025-13-01", "0001-01-01", "99", "2025-02-30"])
def test_what_is_no_publication_time(given: str) -> None:
    assert parse_published(given) is None


def test_given_time_goes_before_the_stamp() -> None:
    stamped = "السد الجديد يكتمل قبل الأمطار\nتاريخ النشر: 4 مايو 2025\n" + TEXT
    assert make_article(stamped).published == "2025-05-04"
    assert make_article(stamped).published_from == "stamp"
    given = make_article(stamped, published="2025-05-06")
    assert (given.published, given.published_from) == ("2025-05-06", "given")
    odd = make_article(stamped, published="قبل يومين")
    assert (odd.published, odd.published_from) == ("2025-05-04", "stamp")
    assert odd.extra["published_as_given"] == "قبل يومين"


def test_dated_dateline_gives_the_day() -> None:
    article = make_article("الرياض 06 ذو القعدة 1446 هـ الموافق 04 مايو 2025 م واس\n" + TEXT)
    assert (article.published, article.published_from, article.precision) == ("2025-05-04", "dateline", "day")
    assert make_article("الخرطوم – " + TEXT).published_from == "none"


def test_stamp_of_an_embedded_article_is_not_the_hosts() -> None:
    text = f"{TEXT}\n{TEXT}\nالمصدر: صحيفة الميناء\nإقرأ أيضاً:\nسوق السمك يعود إلى الساحل\n4 مايو 2025\n{TEXT}"
    article = make_article(text)
    assert article.published is None
    assert "published" not in {block.kind for block in article.blocks}


@pytest.mark.parametrize(
    ("stamp", "value"),
    [
        ("تاريخ النشر: 6th, May 2025 GMT", "2025-05-06"),
        ("06 مايو 2025 - 14:22 بتوقيت أبوظبي", "2025-05-06T14:22+04:00"),
        ("نشر في: 4 مايو 2025\nآخر تحديث: 5 مايو 2025 - 09:15", "2025-05-04"),
        ("04/05/2025 | 12:30", "2025-05-04T12:30"),
        ("May 6, 2025", "2025-05-06"),
        ("٦ أيار ٢٠٢٥", "2025-05-06"),
    ],
)
def test_stamps(stamp: str, value: str) -> None:
    found = read_stamp(stamp, FurnitureWords.load())
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("stamp", ["منذ 3 ساعات", "88591", "4 مايو", "2025"])
def test_what_tells_no_day(stamp: str) -> None:
    assert read_stamp(stamp, FurnitureWords.load()) is None


def test_dateline_and_credit_are_told() -> None:
    text = f"الخرطوم، بيروت (الاتحاد، رويترز)\n{TEXT}\n{TEXT[::1]} وأكد ذلك.\nالمصدر: صحيفة الاتحاد + وكالات"
    article = make_article(text)
    tells = what_blocks_tell(article)
    assert [one.name for one in tells.places] == ["الخرطوم", "بيروت"]
    assert [(one.kind, one.name) for one in tells.agencies] == [("outlet", "الاتحاد"), ("agency", "رويترز")]
    assert [(one.kind, one.name) for one in tells.origins] == [("outlet", "الاتحاد"), ("general", "وكالات")]
    for one in (*tells.places, *tells.agencies):
        assert one.name in article.text[slice(*one.span)]


def test_byline_keywords_and_stamp_are_told() -> None:
    text = f"عنوان الخبر عن السد\n4 مايو 2025\nكتب: سالم الراوي\n{TEXT}\nكلمات مفتاحية: السد، مياه الشرب\n"
    tells = what_blocks_tell(make_article(text))
    assert [one.name for one in tells.bylines] == ["سالم الراوي"]
    assert [one.name for one in tells.keywords] == ["السد", "مياه الشرب"]
    assert tells.published is not None
    assert tells.published.name == "2025-05-04"


def test_hashtags_are_keywords() -> None:
    tells = what_blocks_tell(make_article(TEXT + "\n#السد #وادي_النخيل"))
    assert [one.name for one in tells.keywords] == ["السد", "وادي النخيل"]


def test_the_five_seeds_come_out_right(shared: Path) -> None:
    """Every segment of the seeds, its kind and its words, as annotated."""
    documents = {row["id"]: row for row in _rows(shared / "gold" / "seeds.docs.jsonl")}
    for gold in _rows(shared / "gold" / "furniture.seeds.jsonl"):
        text = documents[gold["id"]]["text"]
        found = [(b.kind, text[slice(*b.span)].split()) for b in find_blocks(text, None, FurnitureWords.load())]
        wanted = [(s["kind"], text[s["start"] : s["end"]].split()) for s in gold["segments"]]
        assert found == wanted, gold["id"]


def _rows(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_embedded_articles_have_their_host_and_not_its_day() -> None:
    text = (
        f"{TEXT}\n{TEXT[:-1]} أيضا.\nالمصدر: صحيفة الميناء\nإقرأ أيضاً:\nسوق السمك يعود إلى الساحل\n"
        "افتتح محافظ الساحل سوق السمك الجديد اليوم بعد عامين من الحريق الذي أتى على السوق القديم كله.\n"
        "وقال المحافظ إن الإيجارات لن ترتفع قبل نهاية العام، وإن نصف المحال للصيادين القدامى.\n"
    )
    host = make_article(text, outlet="الميناء", published="2025-05-04")
    (embedded,) = embedded_articles(host)
    assert (embedded.host, embedded.outlet, embedded.published) == (host.id, "الميناء", None)
    assert embedded.title == "سوق السمك يعود إلى الساحل"
    assert host.text[slice(*embedded.extra["host_span"])] == embedded.text
    assert [block.kind for block in embedded.blocks] == ["title", "body"]


def test_no_embedded_article_in_a_plain_one() -> None:
    assert embedded_articles(make_article(TEXT)) == ()
