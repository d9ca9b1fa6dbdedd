"""Documents by their published schemas: schema.org's vocabulary, the W3C's Web Annotation model, RDF by a JSON-LD processor;
citations by parsers of BibTeX and RIS. All of articles whose words try to break them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import bibtexparser
import markdown
import msgspec_schemaorg.models as schema_org
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from jsonschema import Draft202012Validator
from pyld import jsonld

from hostile import TRICKY
from musnad.faces.cli import main
from musnad.faces.exports.citations import FORMS
from musnad.faces.reader.words import Words
from musnad.library import Library, open_library
from musnad.page.article import make_article

SCHEMAS = Path(__file__).with_name("schemas")
MODEL = json.loads((SCHEMAS / "web-annotation.schema.json").read_bytes())
TERMS = json.loads((SCHEMAS / "anno-terms.jsonld").read_bytes())
#: What the reader finds something to say of: persons, bodies, a capital, somebody unnamed, nobody, a document, a denial, a title.
SAID = (
    "قال وزير النقل سالم الحارثي إن {odd} أمر صغير. وقال المهندس رامي الدروبي: «{odd} ينتهي بعد عامين».",
    "أعلنت وزارة المياه أن {odd} انتهى. وأكد مصدر أمني أن الطريق مغلق.",
    "قالت واشنطن إن {odd} لا يعنيها. ولم يؤكد الوزير أن العمل توقف.",
    "ذكر تقرير للأمم المتحدة أن {odd} تأخر. ونقلت وكالة الصاري عن العميد ماهر حلاق قوله إن الطريق مغلق.",
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("schemas") / "n.db"
    with open_library(place) as library:
        library.add(articles(), workers=0)
        named = next(said for said in library.said("الحارثي"))
        library.correct("statement-speaker", named.statement.id, "واشنطن")
    return place


def articles() -> Iterator[Any]:
    days = ("2025-05-04", "2025-05-04T07:40", "2025-05-04T07:40:00+03:00", None)
    for number, odd in enumerate(TRICKY):
        yield make_article(
            SAID[number % 4].format(odd=odd.replace("\n", " ")), title=f"الحارثي: {odd}", outlet=f"الضحى {odd}",
            author=odd, published=days[number % 4], url=f"https://duha.example/{number} {odd}?q={{1}}|%zz",
        )  # fmt: skip


@pytest.fixture(scope="module")
def library(path: Path) -> Library:
    return open_library(path)


def export(path: Path, form: str, out: Path) -> Any:
    assert main(["export", form, "--out", str(out), "--library", str(path)]) == 0
    return json.loads(out.read_bytes())


# ---- schema.org ------------------------------------------------------------------------------------------------------


def names_of(kind: type) -> dict[str, str]:
    """The properties of a class of schema.org with the names of the types that they may have."""
    return {name: str(hint) for one in reversed(kind.__mro__) for name, hint in getattr(one, "__annotations__", {}).items()}


def faults(node: dict[str, Any], kinds: dict[str, str]) -> Iterator[str]:
    """What the vocabulary does not allow in a node, and in those inside it. `kinds`: the type of each node by its @id."""
    kind = getattr(schema_org, node.get("@type", ""), None)
    if kind is None:
        yield f"{node.get('@type')} is no class of schema.org"
        return
    allowed = names_of(kind)
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in allowed:
            yield f"{kind.__name__} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from faults(one, kinds)
            if not fits(one, allowed[name], kinds):
                yield f"{kind.__name__}.{name} is {allowed[name]}, not {one!r}"


def fits(value: Any, hint: str, kinds: dict[str, str]) -> bool:
    """Whether a value is of one of the types of a hint: nodes by their class, strings by their form."""
    if isinstance(value, dict) or value in kinds:
        given = getattr(schema_org, kinds[value] if isinstance(value, str) else value["@type"])
        return any(f"'{one.__name__}'" in hint for one in given.__mro__)
    if not isinstance(value, str) or not value.strip():
        return False
    if "date" in hint:
        return is_day(value)
    return "str" in hint or ("'URL'" in hint and Draft202012Validator(MODEL["$defs"]["iri"]).is_valid(value))


def is_day(value: str) -> bool:
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def test_json_ld_has_the_types_and_properties_of_schema_org(path: Path, tmp_path: Path) -> None:
    document = export(path, "json-ld", tmp_path / "d.jsonld")
    nodes = document["@graph"]
    kinds = {node["@id"]: node["@type"] for node in nodes}
    assert set(kinds.values()) == {"NewsArticle", "Quotation", "Claim"}
    assert [fault for node in nodes for fault in faults(node, kinds)] == []
    speakers = {kind for node in nodes for key in ("author", "spokenByCharacter") for one in node.get(key, ())
                for kind in [one["@type"]]}  # fmt: skip
    assert speakers == {"Person", "Organization"}
    for broken in ({"@type": "Saying"}, {"@type": "Quotation", "speaker": []}, {"@type": "NewsArticle", "author": "x"},
                   {"@type": "Claim", "dateCreated": "gestern"}, {"@type": "NewsArticle", "url": "https://a b"},
                   {"@type": "Quotation", "spokenByCharacter": [{"@type": "Place", "name": "x"}]}):  # fmt: skip
        assert list(faults(broken, kinds)), broken


def test_json_ld_says_the_same_as_rdf(path: Path, library: Library, tmp_path: Path) -> None:
    """Every property becomes a triple: nothing is dropped for want of a term, no address is relative."""
    document = export(path, "json-ld", tmp_path / "d.jsonld")
    triples = jsonld.to_rdf(document, options={"documentLoader": no_network})["@default"]
    found = {(one["subject"]["value"], one["predicate"]["value"].removeprefix("https://schema.org/")) for one in triples}
    for node in document["@graph"]:
        names = {name for name in node if not name.startswith("@")}
        assert names <= {name for subject, name in found if subject == node["@id"]}, node
    said = {one.statement.id for each in library.export() for one in each.statements if not one.statement.negated}
    texts = [one for one in triples if one["predicate"]["value"] == "https://schema.org/text"]
    assert {one["subject"]["value"].rpartition(":")[2] for one in texts} == said


def no_network(url: str, _: Any) -> Any:
    raise AssertionError(f"{url} was fetched")


# ---- Web Annotation --------------------------------------------------------------------------------------------------


def valid(kind: str) -> Draft202012Validator:
    return Draft202012Validator({"$defs": MODEL["$defs"], "$ref": f"#/$defs/{kind}"})


def test_annotations_are_what_the_model_says(path: Path, library: Library, tmp_path: Path) -> None:
    Draft202012Validator.check_schema(MODEL)
    collection = export(path, "annotation", tmp_path / "a.jsonld")
    valid("collection").validate(collection)
    items = collection["first"]["items"]
    assert collection["total"] == len(items) > len(TRICKY)
    for item in items:
        one = library.cite(item["id"].rpartition(":")[2])
        source = library.article(one.article.id)[0].source(one.of)
        quote, *position = item["target"]["selector"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in source
        assert [source[at["start"] : at["end"]] for at in position] == ([quote["exact"]] if one.of == "text" else [])
        assert ("state" in item["target"]) == bool((one.article.published or "").endswith("+03:00"))
        valid("lone").validate(json.loads(FORMS["annotation"](one, Words.load("ar"))))
    assert {item["target"].get("state", {}).get("sourceDate") for item in items} == {None, "2025-05-04T04:40:00Z"}


Change = Callable[[dict[str, Any]], object]
BROKEN: dict[str, Change] = {
    "no id": lambda one: one.pop("id"), "no target": lambda one: one.pop("target"), "no type": lambda one: one.pop("type"),
    "source": lambda one: one["target"].update(source="https://a b"), "body": lambda one: one.update(body="who"),
    "position": lambda one: one["target"]["selector"].append({"type": "TextPositionSelector", "start": -1, "end": 3}),
    "exact": lambda one: one["target"]["selector"][0].pop("exact"), "motivation": lambda one: one.update(motivation="quoting"),
    "moment": lambda one: one["target"].update(state={"type": "TimeState", "sourceDate": "2025-05-04"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_the_model_refuses_what_is_broken(name: str, path: Path, tmp_path: Path) -> None:
    collection = deepcopy(export(path, "annotation", tmp_path / "a.jsonld"))
    BROKEN[name](collection["first"]["items"][3])
    assert not valid("collection").is_valid(collection)


def test_annotations_are_the_graph_that_the_vocabulary_names(path: Path, tmp_path: Path) -> None:
    """Expanded with the vocabulary's terms, kept here: every key has its IRI, every node its type."""
    collection = export(path, "annotation", tmp_path / "a.jsonld")
    asked: list[str] = []

    def kept(url: str, _: Any) -> Any:
        asked.append(url)
        return {"contextUrl": None, "documentUrl": url, "document": TERMS}

    (made,) = jsonld.expand(collection, options={"documentLoader": kept})
    assert set(asked) == {"http://www.w3.org/ns/anno.jsonld"}
    keys = set(keys_of(collection)) - {"@context"}
    assert keys <= TERMS["@context"].keys(), "a key without a term would be dropped"
    oa, activity = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
    assert made["@type"] == [f"{activity}OrderedCollection"]
    (page,) = made[f"{activity}first"]
    items = page[f"{activity}items"][0]["@list"]
    assert len(items) == collection["total"]
    for item, given in zip(items, collection["first"]["items"], strict=True):
        assert (item["@id"], item["@type"]) == (given["id"], [f"{oa}Annotation"])
        assert item[f"{oa}motivatedBy"] == [{"@id": f"{oa}identifying"}]
        (target,) = item[f"{oa}hasTarget"]
        assert target[f"{oa}hasSource"] == [{"@id": given["target"]["source"]}]
        assert len(target[f"{oa}hasSelector"]) == len(given["target"]["selector"])
    assert jsonld.to_rdf(collection, options={"documentLoader": kept})["@default"]


def keys_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


# ---- citations -------------------------------------------------------------------------------------------------------


def cited(library: Library) -> Iterator[tuple[Any, str]]:
    """Each statement's citation, with its article's title as one line."""
    for each in library.export():
        for said in each.statements:
            yield library.cite(said.statement.id), " ".join((each.article.title or "").split())


def test_bibtex_gives_back_the_words(library: Library) -> None:
    count = 0
    for one, title in cited(library):
        read = bibtexparser.parse_string(FORMS["bibtex"](one, Words.load("ar")), append_middleware=[LatexDecodingMiddleware()])
        assert not read.failed_blocks
        (entry,) = read.entries
        assert (entry.key, entry.entry_type) == (f"musnad-{one.id}", "online")
        assert bare(entry["title"]) == bare(title)
        assert bare(" ".join(one.quote.split())) in bare(entry["note"])
        assert " " not in entry["url"]
        count += 1
    assert count > len(TRICKY)


def bare(text: str) -> str:
    """Without what a decoder of TeX may write in another way: quotation marks, braces of grouping, blanks."""
    same = text.replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^")
    return "".join(char for char in same if char not in "{}'\"`’‘”“ \\~\u00a0")


def test_ris_gives_back_the_words(library: Library) -> None:
    for one, title in cited(library):
        (record,) = rispy.loads(FORMS["ris"](one, Words.load("ar")))
        assert record["type_of_reference"] == "NEWS"
        assert record["title"] == title
        assert " ".join(one.quote.split()) in record["abstract"]
        assert record["id"] == f"musnad-{one.id}"


def test_a_citation_in_markdown_shows_no_mark_of_its_own(library: Library) -> None:
    """Marks of an article's words are escaped, so that they are read and not obeyed."""
    for one, _ in cited(library):
        page = markdown.markdown(FORMS["markdown"](one, Words.load("ar")))
        assert set(re.findall(r"<(\w+)", page)) == {"blockquote", "p"}, page
