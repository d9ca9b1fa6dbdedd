"""The day's digest: what is new that day and nothing else, in three forms that say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from tests.site import fill_with_examples

from musnad.faces.cli import main
from musnad.faces.exports import days
from musnad.faces.reader.day import Day, day_of
from musnad.faces.reader.words import Words
from musnad.library import Library, open_library

DAY = "2025-10-14"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("digest") / "examples.db"
    fill_with_examples(made)
    return made


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with open_library(path, mode="read") as made:
        yield made


@pytest.fixture
def day(library: Library) -> Day:
    return day_of(library.day(DAY))


def test_a_day_has_its_stories_its_articles_and_who_was_silent(library: Library) -> None:
    page = library.day(DAY)
    of_day = [article for article, _ in library.export_articles() if (article.published or "")[:10] == DAY]
    assert page.articles == len(of_day)
    in_stories = {one.id for story in page.stories for one in story.articles} | {one.id for one in page.alone}
    assert {one.id for one in of_day} <= in_stories
    published = {one.outlet for one in of_day}
    assert page.silent
    assert published.isdisjoint(page.silent)


def test_only_what_is_new_that_day_is_told(day: Day) -> None:
    told = [told for story in day.stories for party in story.parties for told in party.told]
    assert told
    for one in told:
        assert (one.said.article.published or "")[:10] == DAY
        assert all((other.published or "9")[:10] >= DAY for other in one.repeats)


def test_a_copy_is_told_with_its_source_and_an_agency_is_no_copy_of_itself(day: Day) -> None:
    copied = [copy for story in day.stories for copy in story.copied]
    assert copied
    assert all(copy.article.outlet != copy.source for copy in copied)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_three_forms_say_the_same(library: Library, day: Day, language: str) -> None:
    words, quoted = Words.load(language), days.quoted_of(library, day)
    forms = {name: getattr(days, name)(day, quoted, words) for name in ("text", "markdown", "html")}
    flat = {name: " ".join(lxml.html.fromstring(form).text_content().split()) if name == "html" else form.replace("\\", "")
            for name, form in forms.items()}  # fmt: skip
    for story in day.stories:
        for part in (story.story.title, *(told.content for party in story.parties for told in party.told)):
            assert all(" ".join(part.split()) in " ".join(form.split()) for form in flat.values()), part
    assert all(words("page.caution") in form for form in flat.values())


def test_a_page_has_all_in_itself(library: Library, day: Day) -> None:
    page = days.html(day, days.quoted_of(library, day), Words.load("ar"))
    tree = lxml.html.fromstring(page)
    assert not tree.xpath("//script | //link | //img")
    (rules,) = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert rules.startswith("default-src 'none'")


def test_nothing_in_a_name_becomes_markup() -> None:
    assert days._escaped("*x* [y](z) <b> # |") == r"\*x\* \[y\](z) \<b\> \# \|"


def test_the_command(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", DAY, "--as", "html", "--out", str(tmp_path / "d.html"), "--library", str(path)]) == 0
    assert (tmp_path / "d.html").read_text("utf-8").startswith("<!doctype html>") is True
    assert main(["digest", "--json", "--library", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["day"] == "2025-10-16"
    assert main(["digest", "yesterday", "--library", str(path)]) == 2
