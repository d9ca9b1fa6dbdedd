"""HTML pages written after the templates of real outlets, and pages built to harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musnad.page.extract import PageParts
from musnad.page.html import read_html
from musnad.page.prescan import prescan
from musnad.page.sources import Defaults, open_sources
from musnad.page.worker import ParseFailure, Worker
from musnad.records import Article, SetAside
from musnad.settings import Settings

PAGES = sorted((Path(__file__).parent / "pages" / "html").glob("*.html"))
FIELDS = ("title", "outlet", "author", "url", "published", "published_from")


def read(data: bytes, **given: str) -> Article | SetAside:
    return read_html(data, "page", Defaults(**given), Settings())


def summary(item: Article | SetAside) -> dict[str, object]:
    """What a page gives, for the JSON beside it: reason, or fields and each block by its first words."""
    if isinstance(item, SetAside):
        return {"reason": item.reason}
    told = {name: getattr(item, name) for name in FIELDS if getattr(item, name) is not None}
    blocks = [[block.kind, " ".join(item.text[slice(*block.span)].split()[:4])] for block in item.blocks]
    return {**told, **({"extra": item.extra} if item.extra else {}), "blocks": blocks}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    (item,) = open_sources([str(path)])
    assert summary(item) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def test_nothing_of_the_page_is_in_the_text() -> None:
    (item,) = open_sources([str(PAGES[0].parent / "rt.html")])
    assert isinstance(item, Article)
    for foreign in ("رياضة", "تعليق من قارئ", "جميع الحقوق"):
        assert foreign not in item.text


def test_given_address_goes_before_the_pages_own_and_its_day_before_the_given() -> None:
    data = (PAGES[0].parent / "json-ld.html").read_bytes()
    item = read(data, url="https://almina.example/x", published="2020-01-01", outlet="غيره")
    assert isinstance(item, Article)
    assert item.url == "https://almina.example/x"
    assert item.published == "2025-05-05T09:15+03:00"
    assert item.outlet == "الميناء"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<div>" * 100_000 + "نص", "too-deep"),
        ("<p " + " ".join(f"a{n}='1'" for n in range(50_000)) + ">نص</p>", "too-many-attributes"),
        ("<p " + "x " * 50_000, "too-many-attributes"),
        ("<!--" + "<div>" * 1000 + "-->", None),
        ("<script>" + "'<div>'" * 1000 + "</script>", None),
        ("<p>" * 5000 + "<li>" * 5000 + "<br>" * 5000, None),
        ("<p class='" + "a " * 5000 + "'>نص</p>", None),
    ],
)
def test_looks_over_pages_before_parsing(html: str, reason: str | None) -> None:
    found = prescan(html)
    assert (found and found[0]) == reason


def test_hostile_page_is_set_aside_with_its_reason() -> None:
    item = read(("<html>" + "<div>" * 5000 + "نص").encode())
    assert isinstance(item, SetAside)
    assert item.reason == "too-deep"


def test_slow_page_is_given_up_and_the_next_one_read() -> None:
    worker = Worker()
    page = (PAGES[0].parent / "rt.html").read_text(encoding="utf-8")
    try:
        with pytest.raises(ParseFailure) as caught:
            worker.parse(page * 40, None, seconds=0.001)
        assert caught.value.reason == "too-slow"
        assert worker.parse(page, None).title == "السد الجديد يكتمل قبل موسم الأمطار"
    finally:
        worker.close()


def test_killed_child_is_a_bad_page_and_the_next_one_read() -> None:
    worker = Worker()
    page = (PAGES[0].parent / "rt.html").read_text(encoding="utf-8")
    try:
        assert isinstance(worker.parse(page, None), PageParts)
        child = worker._child
        assert child is not None
        child.kill()
        child.wait()
        assert worker.parse(page, None).outlet == "المرصد عربي"
    finally:
        worker.close()


@pytest.mark.parametrize("command", [["/no/such/python"], ["/bin/false"]])
def test_parser_that_does_not_start_is_not_the_pages_fault(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.page.worker._COMMAND", command)
    worker = Worker()
    with pytest.raises(ParseFailure) as caught:
        worker.parse("<p>نص</p>", None)
    assert caught.value.reason == "no-parser"
    assert "may be sound" in caught.value.detail


@pytest.mark.parametrize("html", ["", "   ", "<html></html>", "<p>", "<!doctype html><title>عنوان</title>", "<" * 1000])
def test_pages_without_article(html: str) -> None:
    item = read(html.encode())
    assert isinstance(item, SetAside)
    assert item.reason in {"empty", "no-text"}
