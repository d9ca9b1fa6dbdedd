"""The public functions, as a caller meets them."""

from __future__ import annotations

import doctest
import time
from datetime import date
from pathlib import Path

import pytest

import musnad
from musnad import api

STORY = "قال وزير النقل سالم الحارثي، امس السبت، إن الميناء سيفتح يوم الأحد بعد ساعتين و45 دقيقة من المحادثات."


def test_a_text_is_read_as_an_article() -> None:
    reading = musnad.read_text(STORY, published="2025-08-17", outlet="صحيفة الضحى", title="فتح الميناء")
    assert (reading.outlet, reading.published, reading.title) == ("صحيفة الضحى", "2025-08-17", "فتح الميناء")
    (statement,) = [one for one in reading.statements if one.of == "text"]
    assert statement.speakers[0].name == "سالم الحارثي"
    assert statement.chain[0].name == "صحيفة الضحى"
    assert "2025-08-16" in {time.value for time in reading.times}


def test_an_address_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert not musnad.read_text(str(tmp_path / "a.txt")).statements
    assert musnad.read_text(STORY, url="https://nowhere.example/1").url == "https://nowhere.example/1"


def test_odd_texts_give_fewer_results_and_no_error() -> None:
    for odd in ("", "\0", "\ud800 قال", "\u202eقال الوزير: «" + "«" * 500, "a" * 10_000, "٪" * 1000, "و" * 5000):
        reading = musnad.read_text(odd)
        assert all(0 <= time.span.start < time.span.stop <= len(odd) for time in reading.times)


@pytest.mark.parametrize("unit", ["a", "و", "1", ".", "«", "@", "#a,", "a{", "a ", "-", "(", "ـ", "قال ", "2025-", "\n"])
def test_a_long_run_of_one_thing_takes_no_long_time(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    begin = time.process_time()
    musnad.read_text(text)
    assert time.process_time() - begin < 15  # a square of the length would take minutes


def test_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{STORY} {name}", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert len(list(musnad.read_files([tmp_path / "a.txt", str(tmp_path / "b.txt"), tmp_path / "empty.txt"]))) == 2
    assert len(list(musnad.read_files(tmp_path))) == 2


def test_times_count_from_the_anchor_and_from_nothing_else() -> None:
    with_anchor = {time.value for time in musnad.find_times("عقد اللقاء امس السبت واستمر ساعتين و45 دقيقة", date(2025, 8, 17))}
    assert {"2025-08-16", "PT2H45M"} <= with_anchor
    assert not any("2025" in (time.value or "") for time in musnad.find_times("عقد اللقاء امس السبت"))


def test_figures_have_their_kind() -> None:
    (figure,) = musnad.find_figures("ارتفعت الأجور بنسبة 12 في المئة")
    assert (figure.kind, figure.value) == ("percent", 12)


def test_spellings_of_one_name() -> None:
    assert musnad.same_name("دونالد ترامب", "دونالد ترمب")
    assert not musnad.same_name("محمد بن نايف", "محمد بن نواف")


def test_the_examples_of_the_docstrings() -> None:
    assert doctest.testmod(api).failed == 0
    assert doctest.testmod(musnad).failed == 0
