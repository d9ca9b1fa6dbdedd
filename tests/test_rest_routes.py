"""Every command over HTTP: what it answers, that nothing is opened, that odd values do no harm, and that docs name it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.site import fill_with_examples

from musnad import read_text
from musnad.faces.cli import COMMANDS
from musnad.faces.rest.app import make_app
from musnad.library import Library, open_library
from musnad.store.answers import Said

ROOT = Path(__file__).resolve().parents[1]
TEXT = "قال وزير النقل سالم الحارثي، اليوم الاثنين، إن الميناء سيفتح يوم الأحد. 😀 وأضاف أن 31 سفينة ستعود إليه."
#: Commands without a route, and why.
NONE = {
    "add": "it reads files and addresses: only who sits at the machine may",
    "watch": "it fetches addresses and adds what is there",
    "remove": "what is taken out does not come back: only at the machine",
    "audit": "work on samples, with files",
    "demo": "it writes a page to a file",
    "annotated": "it reads files",
    "mcp": "another way of asking the same",
    "eval": "measures of the project",
    "export": "it writes files; lists come as CSV and JSON Lines from their routes",
    "gained": "measures of the project",
    "train": "models of the project",
    "batch": "an archive into files, without a library",
    "outlets": "profiles are files",
    "serve": "it is what serves",
}
#: Routes of commands that have another name there.
NAMED = {"correct": "/corrections", "versions": "/article/{id}/versions"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("rest") / "musnad.db"
    fill_with_examples(path)
    with open_library(path) as made:
        yield made


@pytest.fixture(scope="module")
def app(library: Library) -> Iterator[FastAPI]:
    made = make_app(library, pages=False)
    yield made
    made.state.desk.close()


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as made:
        made.cookies.set("musnad_secret", app.state.gate.secret)
        made.headers["X-Musnad-Secret"] = app.state.gate.secret
        yield made


@pytest.fixture(scope="module")
def said(library: Library) -> Said:
    story = max(library.stories(), key=lambda one: len(one.articles))
    return next(one for one in library.story(story.id).statements if one.statement.speakers and one.statement.of == "text")


def as_json(value: Any) -> Any:
    return json.loads(msgspec.json.encode(value))


def routes(app: FastAPI) -> dict[str, dict[str, Any]]:
    return app.openapi()["paths"]


def test_every_command_has_a_route_or_a_reason(app: FastAPI) -> None:
    paths = {path.split("/")[1] for path in routes(app)} | set(routes(app))
    missing = [name for name in COMMANDS if name not in paths and NAMED.get(name) not in paths and name not in NONE]
    assert not missing
    assert not [name for name in NONE if name not in COMMANDS or name in paths]


def test_docs_name_every_route_and_parameter(app: FastAPI) -> None:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    missing = []
    for path, methods in routes(app).items():
        for method, facts in methods.items():
            row = next((line for line in page.splitlines() if line.startswith(f"| `{method.upper()} {path}` |")), "")
            names = [one["name"] for one in facts.get("parameters", ()) if one["in"] == "query"]
            common = ("cursor", "limit", "offsets", "format")
            missing += [f"{method} {path} {name}" for name in names if name not in common and f"`{name}`" not in row]
            missing += [] if row else [f"{method} {path}"]
    assert not missing


def test_answers_are_those_of_the_library(client: TestClient, library: Library, said: Said) -> None:
    article, statement, quote = said.article.id, said.statement.id, " ".join(said.texts[0].split())
    name = said.statement.speakers[0].name
    wanted = {
        f"/article/{article}/versions": {"items": library.versions(article)},
        f"/explain/{statement}": {"items": library.explain(statement)},
        f"/cite/{statement}": library.cite(statement),
        f"/who/{name}": library.who(name, limit=20),
        f"/outlet/{said.article.outlet}": library.outlet(said.article.outlet or ""),
        f"/check?quote={quote}": library.check(quote),
        f"/trace?of={article}": library.trace(article),
        "/disagreements?limit=100": {"items": library.disagreements()[:100]},
        "/acts?limit=100": {"items": library.acts()[:100]},
        "/dropped": {"items": library.dropped()},
        "/corrections": {"items": library.corrections()},
        "/digest?day=2025-10-14": library.day("2025-10-14", limit=20),
    }
    for path, expected in wanted.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text)
        found, facts = answer.json(), as_json(expected)
        assert {key: found[key] for key in facts} == facts, path
        assert found["coverage"] == as_json(library.coverage()), path
    whole = client.get(f"/article/{article}").json()
    assert [whole["article"], whole["reading"]] == as_json(list(library.article(article)))
    assert client.get("/library").json()["path"] == "musnad.db"


def test_an_article_is_found_by_its_address(client: TestClient, library: Library) -> None:
    found = [one for one, _ in library.export_articles() if one.url]
    if found:
        assert client.get(f"/article/{found[0].url}").json()["article"]["id"] == found[0].id


def test_schema(client: TestClient) -> None:
    assert "Statement" in client.get("/schema").json()["$defs"]
    assert client.get("/schema", params={"record": "Story"}).json()["$ref"] == "#/$defs/Story"
    assert client.get("/schema", params={"record": "Nothing"}).status_code == 422


def test_read(client: TestClient) -> None:
    expected = as_json(read_text(TEXT, published="2025-08-18", outlet="السهل"))
    assert client.post("/read", json={"text": TEXT, "published": "2025-08-18", "outlet": "السهل"}).json() == expected
    plain = client.post("/read", content=TEXT.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    assert plain.json()["statements"] == as_json(read_text(TEXT).statements)


def test_offsets_in_utf16(client: TestClient) -> None:
    found = client.post("/values?offsets=utf16", json={"text": TEXT}).json()["items"]
    wide = TEXT.encode("utf-16-le")
    cut = [wide[2 * one["span"][0] : 2 * one["span"][1]].decode("utf-16-le") for one in found]
    assert any("31" in words for words in cut)
    assert client.post("/values", json={"text": TEXT}).json()["items"] != found


def test_offsets_over_articles(tmp_path: Path) -> None:
    from musnad.page.article import make_article

    with open_library(tmp_path / "wide.db") as library:
        library.add([make_article(f"😀 {TEXT}", title="😀 خبر", outlet="السهل", url="https://a.example/1")])
        app = make_app(library, pages=False)
        with TestClient(app, base_url="http://localhost") as other:
            narrow, wide = (other.get("/said", params={"who": "الحارثي", "offsets": one}).json()["items"] for one in
                            ("codepoints", "utf16"))  # fmt: skip
        app.state.desk.close()
    text = f"😀 {TEXT}".encode("utf-16-le")
    assert narrow
    for before, after in zip(narrow, wide):
        spans = after["statement"]["content"]
        assert [text[2 * a : 2 * b].decode("utf-16-le") for a, b in spans] == after["texts"]
        assert spans != before["statement"]["content"]


@pytest.mark.parametrize(
    "given",
    ["file:///etc/passwd", "/etc/passwd", "http://127.0.0.1:9/secret", "https://example.org/a.html", "-", "examples/a.jsonl"],
)
def test_what_looks_like_a_place_is_only_text(client: TestClient, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins
    import socket

    read_text(TEXT)  # tables and models are read once

    def refuse(*args: object, **_: object) -> None:
        raise AssertionError(f"opened {args[0]!r}")

    answer = client.post("/read", json={"text": TEXT, "url": given})
    assert answer.json()["url"] == given
    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    answer = client.post("/read", json={"text": given})
    assert answer.status_code == 200
    assert answer.json()["statements"] == []


@pytest.mark.parametrize(
    ("body", "status", "name"),
    [({}, 422, "body"), ({"text": ""}, 422, "text"), ({"text": " \n"}, 422, "text"), ({"text": "a\x00"}, 422, "text"),
     ({"text": 1}, 422, "text"), ({"text": TEXT, "path": "/etc/passwd"}, 422, "body"), ({"text": "س" * 200_001}, 422, "text"),
     ({"text": TEXT, "published": "tomorrow"}, 422, "published"), ([1], 422, "body")],
)  # fmt: skip
def test_texts_that_cannot_be_read(client: TestClient, body: Any, status: int, name: str) -> None:
    answer = client.post("/read", json=body)
    assert (answer.status_code, [one["name"] for one in answer.json()["errors"]]) == (status, [name])


def test_bodies_that_cannot_be_read(client: TestClient) -> None:
    kind = {"Content-Type": "application/json"}
    for body in (b"", b"{", b'{"text": "\\ud800"}', b'{"text": "\xff"}', b"[" * 100_000):
        assert client.post("/read", content=body, headers=kind).status_code == 422
    assert client.post("/read", content=b"\xff\xfe", headers={"Content-Type": "text/plain"}).status_code == 422
    assert client.post("/read", content=TEXT.encode(), headers={"Content-Type": "text/html"}).status_code == 415
    assert client.post("/corrections", content=b"<a/>", headers={"Content-Type": "text/xml"}).status_code == 415


def test_corrections(client: TestClient, library: Library, said: Said) -> None:
    wish = {"kind": "statement-checked", "subject": said.statement.id, "value": "right", "by": "ليلى"}
    made = client.post("/corrections", json=wish)
    assert made.status_code == 201
    assert made.json()["made_by"] == "ليلى"
    assert client.get("/corrections").json()["items"] == [made.json()] == as_json(library.corrections())
    assert client.post("/corrections", json={**wish, "subject": "none"}).status_code == 404
    assert client.post("/corrections", json={**wish, "value": "maybe"}).status_code == 422
    assert client.post("/corrections", json={**wish, "kind": "nothing"}).json()["errors"][0]["name"] == "kind"
    undone = client.post("/corrections/undo", json={"id": made.json()["id"]})
    assert undone.json()["undoes"] == made.json()["id"]
    assert client.post("/corrections/undo", json={"id": made.json()["id"]}).status_code == 404
    assert client.get("/corrections").json()["items"] == []
    assert client.get("/corrections", params={"standing": "false"}).json()["total"] == 2


def test_methods(client: TestClient) -> None:
    got, head = client.get("/stories"), client.head("/stories")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", got.headers["etag"])
    assert client.options("/corrections").headers["allow"] == "GET, POST, HEAD, OPTIONS"
    wrong = client.put("/corrections")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    assert client.options("/nothing").status_code == 404


_LIST = (
    "/said?who=", "/search?q=", "/acts?who=", "/check?quote=", "/trace?of=", "/who/", "/outlet/", "/story/", "/article/",
    "/explain/", "/cite/", "/stories?cursor=", "/disagreements?story=", "/schema?record=", "/said?who=a&about=",
    "/said?who=a&since=", "/said?who=a&outlet=", "/said?who=a&limit=", "/digest?day=",
)  # fmt: skip
_ODD = (
    "\x00", "a\x00b", "\u202eabc\u2066", "س" * 10_000, "9" * 4_000, "-1", "1e309", "nan", "' OR 1=1 --", '"', "*", "(", "NEAR(",
    "a AND", "speaker:", 'speaker:"', "before:", "is:", "story:x", "../../etc/passwd", "%00", "<script>", "\ufeff", "{}[]",
)  # fmt: skip
_HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(_ODD),
    st.binary(max_size=20).map(lambda raw: raw.decode("latin-1")),
)  # fmt: skip


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(_LIST), value=_HOSTILE, raw=st.booleans())
def test_odd_values_do_no_harm(client: TestClient, path: str, value: str, raw: bool) -> None:
    from urllib.parse import quote

    coded = quote(value.encode("utf-8", "surrogatepass") + (b"\xed\xa0\x80\xff" if raw else b""), safe="")
    answer = client.get(path + coded)
    assert answer.status_code < 500, (path, value, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"


def test_schemathesis(app: FastAPI) -> None:
    """Requests made from the OpenAPI page, valid and not: no fault, and answers as the page says."""
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = app
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
              response_headers_conformance, negative_data_rejection, unsupported_method]  # fmt: skip
    seen = set()
    for operation in schema.get_all_operations():
        operation = operation.ok()

        @settings(max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:
            headers = {"Host": "localhost", "X-Musnad-Secret": app.state.gate.secret,
                       "Cookie": f"musnad_secret={app.state.gate.secret}"}  # fmt: skip
            response = case.call(headers=headers, base_url="http://localhost")
            case.validate_response(response, checks=checks)
            seen.add((case.path, case.method))

        check()
    assert len(seen) == sum(map(len, routes(app).values()))


def test_the_page_describes_records_by_the_published_schema(app: FastAPI) -> None:
    page = app.openapi()
    text = json.dumps(page)
    assert set(re.findall(r"#/components/schemas/(\w+)", text)) <= set(page["components"]["schemas"])
    assert "#/$defs" not in text
