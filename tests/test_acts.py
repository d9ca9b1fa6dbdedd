"""Who condemned, welcomed, thanked: acts from the text to the answer; and what was not said is not listed as said."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from conftest import Place
from musnad import read_text
from musnad.faces.cli import main
from musnad.library import Library, open_library
from musnad.page.article import make_article
from musnad.records import Article

CONDEMNED = "أدان وزير الثقافة سالم الحارثي الهجوم على المتحف."
WELCOMED = "رحبت وزارة الخارجية بالاتفاق الجديد، مشيدة بجهود الوسطاء."
NOT_SAID = "لم يؤكد وزير المياه أن الجسر سيفتح. وقال وزير المياه إن العمل مستمر."


def _article(text: str, number: int, day: str) -> Article:
    return make_article(text, outlet="النخيل", url=f"https://nakhil.example/{number}", published=day)


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    with open_library(place("news")) as made:
        made.add([
            _article(CONDEMNED, 1, "2025-08-17"), _article(WELCOMED, 2, "2025-08-19"), _article(NOT_SAID, 3, "2025-08-20")
        ])  # fmt: skip
        yield made


def test_an_act_has_verb_actor_and_object() -> None:
    (act,) = read_text(CONDEMNED).acts
    names = {one.key: one.name for one in read_text(CONDEMNED).entities}
    assert (act.act, CONDEMNED[slice(*act.span)], names[act.actor or ""]) == ("condemn", "أدان", "سالم الحارثي")
    assert act.object is not None
    assert CONDEMNED[slice(*act.object)] == "الهجوم على المتحف"


def test_titles_tell_acts_too() -> None:
    reading = read_text("ساد الهدوء في المدينة.", title="مصر تدين التفجير")
    assert [(one.act, one.of) for one in reading.acts] == [("condemn", "title")]


def test_who_condemned(library: Library) -> None:
    (found,) = library.acts(act="condemn", about="الهجوم")
    assert (found.actor, found.object, found.words) == ("سالم الحارثي", "الهجوم على المتحف", "أدان")
    assert library.acts(act="condemn", about="الاتفاق") == []


def test_what_somebody_did(library: Library) -> None:
    assert [one.act.act for one in library.acts("الخارجية")] == ["welcome", "praise"]
    assert [one.act.act for one in library.acts("الحارثي")] == ["condemn"]
    assert library.acts("وزير المياه") == []


def test_by_day_and_outlet(library: Library) -> None:
    assert [one.act.act for one in library.acts(since="2025-08-18")] == ["welcome", "praise"]
    assert [one.act.act for one in library.acts(until="2025-08-18")] == ["condemn"]
    assert library.acts(outlet="الواحة") == []


def test_another_articles_text_tells_no_act_of_this_one() -> None:
    reading = read_text("قال سامي الراشد إن السد سيفتح.\n\nاقرأ أيضاً\nأدان الوزير الهجوم على المتحف")
    assert all(one.block != "body" for one in reading.acts)


@pytest.mark.usefixtures("library")
def test_the_command(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["acts", "--act", "condemn", "--library", place("news")]) == 0
    assert "سالم الحارثي" in capsys.readouterr().out
    assert main(["acts", "الخارجية", "--json", "--library", place("news")]) == 0
    assert [json.loads(line)["act"]["act"] for line in capsys.readouterr().out.splitlines()] == ["welcome", "praise"]


def test_what_was_not_said_is_not_listed_as_said(library: Library) -> None:
    """«لم يؤكد أن الجسر سيفتح» is marked, found as denied, and never told as his words."""
    assert [one.texts for one in library.said("وزير المياه")] == [("العمل مستمر",)]
    assert library.check("الجسر سيفتح").verdict == "negated"
    (hit,) = library.search("speaker:المياه is:denied").hits
    assert hit.statement is not None
    assert hit.statement.statement.negated
