"""Articles with their statements in other people's formats, each opened by the real thing."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from cassis import load_cas_from_xmi, load_typesystem
from pyld import jsonld

from musnad.faces.cli import main
from musnad.faces.exports.annotated import read_annotated
from musnad.faces.exports.citations import FORMS
from musnad.faces.exports.parts import parts_of
from musnad.faces.exports.xmi import RELATION, SAYING
from musnad.faces.reader.words import Words
from musnad.library import Library, open_library
from musnad.page.article import make_article
from musnad.store.answers import Said

SCHEMA = "https://schema.org/"
TEXT = (
    "😀 نقلت وكالة الصاري عن وزير النقل سالم الحارثي قوله إن كلفة الميناء الجديد بلغت مليون دولار. "
    "وقال المهندس رامي الدروبي: «المشروع ينتهي 😀 بعد عامين». وأضاف أن العمل يبدأ غدا. ولم يؤكد الوزير أن العمل توقف."
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("documents") / "n.db"
    with open_library(place) as library:
        known = {"outlet": "الضحى", "published": "2025-05-04", "title": "الميناء الجديد"}
        library.add([make_article(TEXT, url="https://duha.example/1?a=b&c=<d>", **known)])
        wrong = make_article("قال العميد ماهر حلاق إن الطريق مغلق.", url="https://duha.example/2", **known)
        library.add([wrong])
        library.correct("statement-checked", library.said("حلاق")[0].statement.id, "wrong")
    return place


@pytest.fixture(scope="module")
def library(path: Path) -> Library:
    return open_library(path)


@pytest.fixture(scope="module")
def told(library: Library) -> dict[str, Said]:
    """What is to be handed on, by id: what was judged wrong is not."""
    found = [said for one in library.export() for said in one.statements if said.checked != "wrong"]
    assert {said.statement.form for said in found} >= {"direct", "indirect"}
    assert any(said.statement.negated for said in found)
    return {said.statement.id: said for said in found}


def export(path: Path, form: str, out: Path) -> bytes:
    assert main(["export", form, "--out", str(out), "--library", str(path)]) == 0
    return out.read_bytes()


def no_network(url: str, _: Any) -> Any:
    raise AssertionError(f"{url} was fetched")


def test_json_ld_is_schema_org_without_the_network(path: Path, told: dict[str, Said], tmp_path: Path) -> None:
    document = json.loads(export(path, "json-ld", tmp_path / "d.jsonld"))
    nodes = jsonld.flatten(document, options={"documentLoader": no_network})
    kinds = {node["@id"]: node["@type"][0].removeprefix(SCHEMA) for node in nodes if "@type" in node}
    asserted = {key: said for key, said in told.items() if not said.statement.negated}
    found = {key.rpartition(":")[2]: kind for key, kind in kinds.items() if kind in ("Quotation", "Claim")}
    assert found == {key: "Claim" if said.statement.form == "indirect" else "Quotation" for key, said in asserted.items()}
    framed = jsonld.frame(
        document, {"@context": {"@vocab": SCHEMA}, "@type": "Quotation", "spokenByCharacter": {}},
        options={"documentLoader": no_network},
    )  # fmt: skip
    assert framed["spokenByCharacter"]["name"] == "رامي الدروبي"
    assert framed["text"] in TEXT
    assert framed["isPartOf"]["@type"] == "NewsArticle"
    claims = [node for node in document["@graph"] if node["@type"] == "Claim" and "citation" in node]
    assert "وكالة الصاري" in claims[0]["citation"]


def test_annotations_keep_the_rules_of_the_model(path: Path, told: dict[str, Said], tmp_path: Path) -> None:
    """The MUSTs of the W3C's Web Annotation Data Model, 2017: contexts, collection and page, bodies, targets, selectors."""
    collection = json.loads(export(path, "annotation", tmp_path / "a.jsonld"))
    assert (collection["@context"], collection["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    page = collection["first"]
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    items = page["items"]
    asserted = {key for key, said in told.items() if not said.statement.negated}
    assert collection["total"] == len(items) == len(asserted)
    assert {item["id"] for item in items} == {f"urn:musnad:statement:{key}" for key in asserted}
    assert all(item["id"].count(" ") == 0 and item["type"] == "Annotation" for item in items)
    for item in items:
        quote, position = item["target"]["selector"]
        assert item["target"]["source"].startswith("https://duha.example/")
        assert quote["type"] == "TextQuoteSelector"
        assert position["type"] == "TextPositionSelector"
        if (position["start"], position["end"]) != (0, 14):  # of titles
            assert TEXT[position["start"] : position["end"]] == quote["exact"] or quote["exact"] in "الميناء الجديد"
        assert all(body["type"] == "TextualBody" and body["value"] for body in item["body"])


def test_label_studio_counts_code_points(path: Path, told: dict[str, Said], tmp_path: Path) -> None:
    tasks = json.loads(export(path, "label-studio", tmp_path / "l.json"))
    ids = set()
    for task in tasks:
        (prediction,) = task["predictions"]
        regions = {one["id"]: one for one in prediction["result"] if one["type"] == "labels"}
        for one in regions.values():
            value = one["value"]
            assert task["data"][one["to_name"]][value["start"] : value["end"]] == value["text"] != ""
        for one in prediction["result"]:
            if one["type"] == "relation":
                assert regions[one["from_id"]]["value"]["labels"] == ["statement"]
                assert regions[one["to_id"]]["value"]["labels"] == one["labels"]
        ids |= {key for key, one in regions.items() if one["value"]["labels"] == ["statement"]}
        assert "score" not in prediction or 0 < prediction["score"] <= 1
    assert ids == set(told)


def test_xmi_goes_round_through_cassis(path: Path, told: dict[str, Said], tmp_path: Path) -> None:
    export(path, "xmi", tmp_path / "x.zip")
    found: dict[str, set[tuple[str, str]]] = {}
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        types = load_typesystem(packed.read("TypeSystem.xml").decode())
        for name in packed.namelist():
            if name.endswith(".xmi"):
                cas = load_cas_from_xmi(packed.read(name).decode(), typesystem=types)
                assert cas.sofa_string in (TEXT, "قال العميد ماهر حلاق إن الطريق مغلق.")
                for one in cas.select(SAYING):
                    found.setdefault(one.statement, set()).add((one.label, one.get_covered_text()))
                for one in cas.select(RELATION):
                    assert (one.Governor.label, one.Dependent.label) == ("statement", one.label)
        raw = next(packed.read(name).decode() for name in packed.namelist() if "المشروع" in packed.read(name).decode())
    assert set(found) == {key for key, said in told.items() if said.statement.of == "text"}
    for key, parts in found.items():
        said = told[key]
        assert ("statement", said.texts[0]) in parts
        assert {text for label, text in parts if label == "cue"} == ({said.cue} if said.cue else set())
    direct = next(said for said in told.values() if said.statement.form == "direct")
    units = len(TEXT[: direct.statement.content[0].start].encode("utf-16-le")) // 2
    assert f'begin="{units}"' in raw  # as UIMA counts: the smiling face is two
    assert units == direct.statement.content[0].start + 1


def test_documents_in_a_release(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "json-ld", "--out", f"{tmp_path}/r/", "--who", "الدروبي", "--library", str(path)]) == 0
    release = json.loads((tmp_path / "r/release.json").read_bytes())
    assert [(one["name"], one["rows"]) for one in release["files"]] == [("statements.jsonld", 2)]
    assert release["wanted"] == {"who": "الدروبي"}
    assert main(["export", "xmi", "--what", "times", "--out", f"{tmp_path}/x", "--library", str(path)]) == 2
    assert "--what" in capsys.readouterr().err


def test_nothing_found_is_still_a_document(path: Path, tmp_path: Path) -> None:
    for form in ("json-ld", "annotation", "label-studio"):
        out = tmp_path / form
        assert main(["export", form, "--who", "غسان", "--out", str(out), "--library", str(path)]) == 0
        json.loads(out.read_bytes())


def test_bibtex_and_ris_are_read_by_their_parsers(library: Library, told: dict[str, Said]) -> None:
    for key in told:
        one = library.cite(key)
        (entry,) = bibtexparser.parse_string(FORMS["bibtex"](one, Words.load("ar"))).entries
        assert entry.entry_type == "online"
        assert entry["date"] == "2025-05-04"
        assert entry["organization"] == "الضحى"
        assert one.quote in entry["note"]
        (record,) = rispy.loads(FORMS["ris"](one, Words.load("ar")))
        assert record["type_of_reference"] == "NEWS"
        assert record["title"] == "الميناء الجديد"
        assert one.quote in record["abstract"]


def test_a_dossier_is_one_page_of_the_stories(path: Path, tmp_path: Path) -> None:
    page = export(path, "dossier", tmp_path / "d.html").decode()
    assert "سالم الحارثي" in page
    assert "<script" not in page
    assert not re.findall(r"(?:src|@import|url\()\s*=?[\"']?\s*(?:https?:|//)", page)  # nothing is fetched


def spans_of(said: Said, library: Library) -> tuple[object, ...]:
    told = said.statement
    parts = parts_of(told, library.article(said.article.id)[1])
    speakers = tuple(sorted(part.span for part in parts if part.label == "speaker"))
    assert len(speakers) == len(told.speakers)
    return tuple(sorted(told.content)), told.of, speakers, told.cue.span, tuple(sorted(told.via)), told.to


def test_what_was_marked_comes_back(path: Path, library: Library, told: dict[str, Said], tmp_path: Path) -> None:
    """The tasks as an annotator saves them without a change, and with one region more and one relation less."""
    tasks = json.loads(export(path, "label-studio", tmp_path / "l.json"))
    for task in tasks:
        task["annotations"] = [{"completed_by": 7, "result": task.pop("predictions")[0]["result"]},
                               {"was_cancelled": True, "result": []}]  # fmt: skip
    (tmp_path / "saved.json").write_text(json.dumps(tasks), encoding="utf-8")
    export(path, "xmi", tmp_path / "x.zip")
    for name, ofs in (("saved.json", ("text", "title")), ("x.zip", ("text",))):
        found = list(read_annotated(tmp_path / name))
        expected = {key: spans_of(said, library) for key, said in told.items() if said.statement.of in ofs}
        marked = [one for work in found for one in work.statements]
        back = {one.id: (one.content, one.of, one.speakers, one.cue, one.via, one.to) for one in marked}
        assert back == expected
        ids = {said.article.id: said.article.version for said in told.values()}
        assert {one.id: one.version for one in found if one.statements} == ids
    task = next(task for task in tasks if task["annotations"][0]["result"])
    result = task["annotations"][0]["result"]
    lost = next(one for one in result if one["type"] == "relation" and one["labels"] == ["speaker"])
    result.remove(lost)
    value = {"start": 2, "end": 6, "labels": ["statement"]}
    result.append({"id": "x1", "type": "labels", "from_name": "text_labels", "to_name": "text", "value": value})
    (tmp_path / "saved.json").write_text(json.dumps([task]), encoding="utf-8")
    (marked,) = read_annotated(tmp_path / "saved.json")
    assert marked.by == "7"
    assert [one.content for one in marked.statements if one.id is None] == [((2, 6),)]
    assert [one.speakers for one in marked.statements if one.id == lost["from_id"]] == [()]


def saved(path: Path, out: Path, *by: int) -> list[dict[str, Any]]:
    """The tasks of Label Studio as annotators leave them that change nothing."""
    tasks: list[dict[str, Any]] = json.loads(export(path, "label-studio", out.with_suffix(".tasks")))
    for task in tasks:
        result = task.pop("predictions")[0]["result"]
        task["annotations"] = [{"completed_by": {"email": f"{number}@x.example"}, "result": result} for number in by]
    out.write_text(json.dumps(tasks), encoding="utf-8")
    return tasks


def test_what_was_marked_is_gold_to_measure_on(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing changed: everything right. A statement less, a speaker that is another: both tell on the figures."""
    tasks = [task for task in saved(path, tmp_path / "s.json", 7) if task["data"]["text"] == TEXT]  # nothing judged wrong
    (tmp_path / "s.json").write_text(json.dumps(tasks), encoding="utf-8")
    folder = tmp_path / "gold"

    def measured() -> dict[str, float]:
        name = str(tmp_path / "s.json")
        assert main(["annotated", name, "--gold", str(folder), "--library", str(path)]) == 0
        capsys.readouterr()
        assert main(["eval", "statements", "--gold", str(folder), "--set", "mine", "--json", "--project", str(tmp_path)]) == 0
        (score,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return {one["name"]: one["value"] for one in score["measures"]}

    whole = measured()
    for name in ("overlap F1", "exact F1", "with right speaker F1", "cue right", "via F1", "form right"):
        assert whole[name] == 1.0, name
    result = next(task for task in tasks if len(task["annotations"][0]["result"]) > 8)["annotations"][0]["result"]
    gone = next(one["id"] for one in result if one["type"] == "labels" and one["value"]["labels"] == ["statement"])
    other = next(one for one in result if one["type"] == "labels" and one["value"]["labels"] == ["speaker"]
                 and not one["id"].startswith(gone))  # fmt: skip
    other["value"] |= {"start": 0, "end": 1}
    result.remove(next(one for one in result if one.get("id") == gone))
    (tmp_path / "s.json").write_text(json.dumps(tasks), encoding="utf-8")
    less = measured()
    assert less["overlap F1"] < 1.0
    assert less["speaker wrong, of matched"] > 0


def test_gold_of_several_annotators_and_of_changed_articles(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tasks = saved(path, tmp_path / "s.json", 7, 8)
    command = ["annotated", str(tmp_path / "s.json"), "--gold", str(tmp_path / "g"), "--library", str(path)]
    assert main(command) == 2
    assert "7@x.example, 8@x.example" in capsys.readouterr().err
    assert main([*command, "--by", "8@x.example"]) == 0
    assert main([*command, "--by", "nobody"]) == 3
    tasks[0]["data"]["version"] = "0" * 16
    tasks[1]["data"]["id"] = "0" * 16
    (tmp_path / "s.json").write_text(json.dumps(tasks), encoding="utf-8")
    capsys.readouterr()
    assert main([*command, "--by", "8@x.example"]) == 1
    err = capsys.readouterr().err
    assert "other-version" in err
    assert "unknown-id" in err
    assert main(["eval", "statements", "--gold", str(tmp_path / "g"), "--set", "mine", "--update"]) == 2


def test_what_is_no_annotation_is_told(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(path, "label-studio", tmp_path / "l.json")
    capsys.readouterr()
    assert main(["annotated", str(tmp_path / "l.json")]) == 3  # predictions only: nobody marked anything
    nameless = b'[{"annotations": [{"result": [{"type": "labels"}]}]}]'
    for name, content in (("a.json", b"{"), ("b.json", nameless), ("c.json", b"[1]")):
        (tmp_path / name).write_bytes(content)
        assert main(["annotated", str(tmp_path / name)]) == 2
        assert name in capsys.readouterr().err
