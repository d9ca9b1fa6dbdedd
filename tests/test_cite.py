"""Citations: exact words, in each of their forms, read back by other people's programs where there are any."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from musnad.faces.cli import main
from musnad.faces.exports.citations import FORMS
from musnad.faces.reader.words import Words
from musnad.library import open_library
from musnad.page.article import make_article
from musnad.store.answers import Citation

TEXT = "نقلت وكالة الأنباء عن وزير النقل سالم الحارثي قوله إن كلفة الميناء 50% من الميزانية & الباقي {لاحقا}."


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Citation]:
    path = tmp_path_factory.mktemp("cite") / "m.db"
    with open_library(path) as library:
        url = "https://duha.example/a b?x={1}"
        known = {"title": "الميناء_الجديد", "outlet": "الضحى", "author": "ليلى حداد", "published": "2025-05-04"}
        library.add([make_article(TEXT, url=url, **known)])
        (said,) = library.said("الحارثي")
        return path, library.cite(said.statement.id)


def test_the_quotation_is_cut_from_the_text(place: tuple[Path, Citation]) -> None:
    one = place[1]
    assert one.prefix + one.quote + one.suffix in TEXT
    assert one.quote == "".join(TEXT[span.start : span.stop] for span in one.spans)
    assert one.speakers == ("سالم الحارثي",)
    assert one.chain[0] == "الضحى"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_has_what_a_citation_needs(place: tuple[Path, Citation], form: str, language: str) -> None:
    one = place[1]
    text = FORMS[form](one, Words.load(language))
    bare = re.sub(r"\\(.)", r"\1", text)
    for part in (one.quote, "سالم الحارثي", one.id) if form != "annotation" else (one.quote, one.id):
        assert part in bare, form


def test_bibtex_is_balanced_and_escaped(place: tuple[Path, Citation]) -> None:
    text = FORMS["bibtex"](place[1], Words.load("en"))
    bare = re.sub(r"\\[{}]", "", text)
    depth = 0
    for char in bare:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    assert r"50\%" in text
    assert r"\&" in text
    assert "url = {https://duha.example/a%20b?x=%7B1%7D}" in text


def test_ris_has_one_field_a_line(place: tuple[Path, Citation]) -> None:
    lines = FORMS["ris"](place[1], Words.load("ar")).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])


def test_an_annotation_points_at_the_words(place: tuple[Path, Citation]) -> None:
    found = json.loads(FORMS["annotation"](place[1], Words.load("ar")))
    quote, position = found["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == place[1].quote
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"


def test_the_command(place: tuple[Path, Citation], capsys: pytest.CaptureFixture[str]) -> None:
    path, one = place
    assert main(["cite", one.id, "--library", str(path)]) == 0
    assert one.quote in capsys.readouterr().out
    assert main(["cite", one.id, "--json", "--library", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["quote"] == one.quote
    assert main(["cite", "none", "--library", str(path)]) == 2
    assert "none" in capsys.readouterr().err
