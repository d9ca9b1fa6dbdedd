"""Files, folders and streams: what gives an article, what is set aside and why, and that the rest goes on."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import os
from pathlib import Path

import pytest

from musnad.page.decode import DecodeError, decode
from musnad.page.sources import Defaults, open_sources, read_bytes, sniff
from musnad.records import Article, SetAside
from musnad.settings import Settings

TEXT = "أعلن وزير المياه أن السد الجديد سيكتمل قبل موسم الأمطار، وأن التجربة تبدأ في الخريف من هذا العام."


def read(*paths: Path | str, defaults: Defaults | None = None, settings: Settings | None = None) -> list[Article | SetAside]:
    return list(
        open_sources([str(path) for path in paths], defaults=defaults or Defaults(), settings=settings or Settings())
    )


def reasons(items: list[Article | SetAside]) -> list[str]:
    return [item.reason if isinstance(item, SetAside) else "article" for item in items]


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_plain_text_as_given(tmp_path: Path) -> None:
    text = TEXT + "\r\nوأضاف الوزير أن الكلفة معروفة.\r\n"
    items = read(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + text.encode()))
    assert isinstance(items[0], Article)
    assert items[0].text == text


def test_defaults_fill_what_files_lack(tmp_path: Path) -> None:
    defaults = Defaults(published="2025-05-04", outlet="الميناء", url="https://a.example/1", title="عنوان")
    (item,) = read(write(tmp_path / "a.txt", TEXT), defaults=defaults)
    assert isinstance(item, Article)
    assert (item.published, item.outlet, item.url, item.title) == ("2025-05-04", "الميناء", "https://a.example/1", "عنوان")
    row = {"text": TEXT, "outlet": "الضفاف", "published": "2025-05-06"}
    (item,) = read(write(tmp_path / "a.jsonl", json.dumps(row)), defaults=defaults)
    assert isinstance(item, Article)
    assert (item.published, item.outlet, item.title) == ("2025-05-06", "الضفاف", "عنوان")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (item,) = read(write(tmp_path / "a.txt", TEXT.encode(encoding)))
    assert isinstance(item, Article)
    assert item.text == TEXT


def test_mojibake_is_repaired_and_said(tmp_path: Path) -> None:
    for wrong in (TEXT.encode("cp1256").decode("latin-1"), TEXT.encode("utf-8").decode("latin-1")):
        (item,) = read(write(tmp_path / "a.txt", wrong))
        assert isinstance(item, Article)
        assert item.text == TEXT
        assert "read as latin-1" in item.extra["repaired"]


def test_utf8_with_a_few_broken_bytes_is_read_and_said(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path / "a.txt", (TEXT * 3).encode() + b"\xff"))
    assert isinstance(item, Article)
    assert item.extra["broken_characters"] == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02\x03" * 500, "binary"),
        (bytes(range(128, 256)) * 40, "unknown-encoding"),
        (b"The dam will be finished before the rains, the minister said.", "not-arabic"),
        (b"12345 67890", "not-arabic"),
        ((TEXT + "\x00" + TEXT).encode(), "nul"),
    ],
)
def test_what_gives_no_article(tmp_path: Path, data: bytes, reason: str) -> None:
    items = read(write(tmp_path / "bad.txt", data), write(tmp_path / "good.txt", TEXT))
    assert reasons(items) == [reason, "article"]
    assert isinstance(items[0], SetAside)
    assert items[0].where.endswith("bad.txt")
    assert items[0].detail
    assert "\n" not in items[0].detail


def test_missing_and_unreadable_files(tmp_path: Path) -> None:
    closed = write(tmp_path / "closed.txt", TEXT)
    closed.chmod(0)
    items = read(tmp_path / "no.txt", closed, write(tmp_path / "good.txt", TEXT))
    expected = "article" if os.access(closed, os.R_OK) else "unreadable"  # root reads everything
    assert reasons(items) == ["missing", expected, "article"]


def test_limits_say_which(tmp_path: Path) -> None:
    settings = Settings(largest_source=300, longest_text=120)
    long = write(tmp_path / "long.txt", TEXT * 3)
    longer = write(tmp_path / "b.txt", TEXT + TEXT)
    items = read(long, longer, write(tmp_path / "good.txt", TEXT), settings=settings)
    assert reasons(items) == ["too-large", "too-large", "article"]
    details = [item.detail for item in items if isinstance(item, SetAside)]
    assert "largest_source" in details[0]
    small = Settings(longest_text=50)
    (item,) = read(write(tmp_path / "good.txt", TEXT), settings=small)
    assert isinstance(item, SetAside)
    assert "longest_text" in item.detail


def test_json_lines_go_on_after_bad_ones(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT, "id": 7, "outlet": "الميناء", "author": "سالم", "section": "اقتصاد"}),
        '{"text": "مقطوع',
        "[1, 2]",
        '{"title": "بلا نص"}',
        '{"text": 5}',
        "",
        '{"text": "قال \\ud800 ثم سكت"}',
        json.dumps({"text": "only english here"}),
        "[" * 100_000,
        json.dumps({"text": TEXT + " وانتهى."}, ensure_ascii=False),
    ]
    items = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert reasons(items) == [
        "article", "bad-json", "no-text", "no-text", "no-text", "lone-surrogate", "not-arabic", "bad-json", "article",
    ]  # fmt: skip
    assert [item.where.rsplit(":", 1)[1] for item in items if isinstance(item, SetAside)] == list("2345789")
    first = items[0]
    assert isinstance(first, Article)
    assert (first.given_id, first.author, first.extra) == ("7", "سالم", {"section": "اقتصاد"})


def test_json_line_over_the_limit_is_left_out_alone(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT})
    long = json.dumps({"text": TEXT * 50})
    items = read(write(tmp_path / "a.jsonl", f"{good}\n{long}\n{good}\n"), settings=Settings(largest_source=2000))
    assert reasons(items) == ["article", "too-large", "article"]


def test_given_id_that_comes_again_for_another_article(tmp_path: Path) -> None:
    rows = [
        {"id": "7", "text": TEXT, "url": "https://a.example/1"},
        {"id": "7", "text": TEXT + " وزاد.", "url": "https://a.example/1"},
        {"id": "7", "text": TEXT, "url": "https://a.example/2"},
        {"id": "8", "text": TEXT},
        {"id": "8", "text": TEXT + " وزاد."},
    ]
    items = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert reasons(items) == ["article", "article", "id-twice", "article", "id-twice"]
    assert isinstance(items[2], SetAside)
    assert "line 1" in items[2].detail


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    lines = "\n".join(json.dumps({"text": TEXT + end}, ensure_ascii=False) for end in (" أ", " ب"))
    items = read(write(tmp_path / "a.jsonl", lines.encode(encoding)))
    assert [item.text for item in items if isinstance(item, Article)] == [TEXT + " أ", TEXT + " ب"]


def test_packed_files(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT}).encode()
    write(tmp_path / "a.jsonl.gz", gzip.compress(line))
    write(tmp_path / "b.jsonl.xz", lzma.compress(line))
    write(tmp_path / "c.txt.gz", gzip.compress(TEXT.encode()))
    write(tmp_path / "d.txt.gz", gzip.compress(TEXT.encode())[:-12])
    write(tmp_path / "e.txt.xz", b"not packed at all")
    assert reasons(read(tmp_path)) == ["article", "article", "article", "damaged", "damaged"]


def test_packed_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    bomb = write(tmp_path / "a.txt.gz", gzip.compress(b"\xd8\xa7" * 3_000_000))
    assert reasons(read(bomb, settings=Settings(largest_source=1_000_000))) == ["too-large"]


def test_csv_by_names_of_columns(tmp_path: Path) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(["Headline", "Body", "Date", "Source", "rubric"])
    writer.writerow(["السد", TEXT + "\nوسطر ثان", "2025-05-04", "الميناء", "محلي"])
    writer.writerow(["بلا نص", "", "", "", ""])
    writer.writerow(["إنجليزي", "only english here", "", "", ""])
    items = read(write(tmp_path / "a.csv", table.getvalue()))
    assert reasons(items) == ["article", "no-text", "not-arabic"]
    first = items[0]
    assert isinstance(first, Article)
    assert (first.title, first.outlet, first.published, first.extra) == ("السد", "الميناء", "2025-05-04", {"rubric": "محلي"})
    assert first.text == TEXT + "\nوسطر ثان"
    assert reasons(read(write(tmp_path / "b.csv", "a,b\n1,2\n"))) == ["no-text"]


def test_folders_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.txt", "a.txt", ".git/x.txt", ".hidden.txt"):
        write(tmp_path / name, TEXT + name.replace("/", " "))
    items = read(tmp_path)
    assert [item.text.removeprefix(TEXT) for item in items if isinstance(item, Article)] == ["a.txt", "b 2.txt"]
    (tmp_path / "empty").mkdir()
    assert reasons(read(tmp_path / "empty")) == ["empty"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(json.dumps({"text": TEXT}).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    (item,) = read("-")
    assert isinstance(item, Article)
    assert item.text == TEXT


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\n <html lang='ar'>", "html"),
        (b'{"text": "a"}', "jsonl"),
        (b"{ a text in braces }", "text"),
        (TEXT.encode(), "text"),
    ],
)
def test_bytes_tell_what_they_are(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_read_bytes_is_one_source() -> None:
    items = list(read_bytes(TEXT.encode(), "there", None, Defaults(), Settings()))
    assert reasons(items) == ["article"]


def test_decode_says_why() -> None:
    with pytest.raises(DecodeError) as caught:
        decode(b"")
    assert caught.value.reason == "empty"
