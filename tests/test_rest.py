"""The REST API: questions, forms, pages, tags, problems."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient
from tests.small_news import article, read_small

from conftest import Place
from musnad.faces.rest.app import make_app
from musnad.faces.rest.formats import LISTS, RECORDS, accepted
from musnad.faces.rest.problems import Problem
from musnad.library import Library, open_library

WHO = "سامي الراشد"


def text_of(number: int) -> str:
    return f"قال {WHO} إن السد رقم {number} سيفتح في الربيع. ونفى وزير المياه أن القرية رقم {number} بلا ماء."


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    """A library of 25 articles, a day each."""
    with open_library(place("musnad")) as made:
        made.add([article(text_of(n), n, published=f"2025-08-{n + 1:02}", title=f"السد {n}") for n in range(25)], read=read_small)
        yield made


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    app = make_app(library)
    with TestClient(app, base_url="http://localhost") as made:
        yield made
    app.state.desk.close()


def pages(client: TestClient, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
    """All pages of an answer, by their cursors."""
    answer = client.get(path, params=asked).json()
    yield answer
    while answer["next"]:
        answer = client.get(path, params={**asked, "cursor": answer["next"]}).json()
        yield answer


def test_said_is_what_the_library_says(client: TestClient, library: Library) -> None:
    answer = client.get("/said", params={"who": WHO, "limit": 100}).json()
    assert answer["items"] == json.loads(msgspec.json.encode(library.said(WHO)))
    assert answer["total"] == 25
    assert answer["next"] is None
    assert answer["coverage"] == json.loads(msgspec.json.encode(library.coverage()))


@pytest.mark.parametrize(("path", "asked", "key"), [("/said", {"who": WHO}, "items"), ("/search", {"q": "السد"}, "hits"),
                                                   ("/search", {"q": "السد", "order": "rank"}, "hits")])  # fmt: skip
def test_pages_are_the_whole(client: TestClient, path: str, asked: dict[str, str], key: str) -> None:
    whole = client.get(path, params={**asked, "limit": 100}).json()
    found = list(pages(client, path, limit=7, **asked))
    assert [len(page[key]) for page in found] == [7, 7, 7, 4]
    assert [item for page in found for item in page[key]] == whole[key]
    assert {page["total"] for page in found} == {25}


@pytest.mark.parametrize(("path", "asked", "key"), [("/said", {"who": WHO}, "items"), ("/search", {"q": "السد"}, "hits")])
def test_pages_stay_when_articles_are_added(
    client: TestClient, library: Library, path: str, asked: dict[str, str], key: str
) -> None:
    whole = client.get(path, params={**asked, "limit": 100}).json()[key]
    found = []
    for number, page in enumerate(pages(client, path, limit=5, **asked)):
        found += page[key]
        new = [article(text_of(100 + 2 * number + n), 100 + 2 * number + n, published=day)
               for n, day in enumerate(("2025-01-01", "2026-01-01"))]  # fmt: skip
        library.add(new, read=read_small)
    again = [one for one in found if one in whole]
    assert again == whole, "none is missing, none twice, in order"


def test_stories_and_story(client: TestClient, library: Library) -> None:
    same = "أعلنت بلدية المرفأ أن الجسر الكبير سيغلق أمام الشاحنات ثلاثة أسابيع لترميم أعمدته بعد تشققات ظهرت فيه."
    library.add(
        article(same, 200 + n, outlet=f"صحيفة {n}", url=f"https://n{n}.example/1", published="2025-09-01") for n in range(3)
    )
    made = library.stories()
    assert made
    found = [story for page in pages(client, "/stories", limit=1) for story in page["items"]]
    assert found == json.loads(msgspec.json.encode(made))
    one = client.get(f"/story/{made[0].id}").json()
    assert one.pop("coverage")["articles"] == 28
    assert one == json.loads(msgspec.json.encode(library.story(made[0].id)))


def test_forms(client: TestClient, library: Library) -> None:
    lines = client.get("/said", params={"who": WHO, "limit": 100}, headers={"Accept": "application/x-ndjson"})
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert lines.text == "".join(msgspec.json.encode(one).decode() + "\n" for one in library.said(WHO))
    assert json.loads(lines.headers["musnad-coverage"])["articles"] == 25
    table = client.get("/said", params={"who": WHO, "limit": 3, "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row["speakers"] for row in rows] == [WHO] * 3
    assert 'rel="next"' in table.headers["link"]
    more = client.get(table.headers["link"].split(">")[0][1:])
    assert len(list(csv.reader(io.StringIO(more.text)))) == 4


def test_a_cell_is_no_formula(client: TestClient, library: Library) -> None:
    library.add([article(f"قال {WHO} إن الماء وصل.", 300, title="=1+1", published="2025-09-01")], read=read_small)
    rows = csv.DictReader(io.StringIO(client.get("/said", params={"who": WHO, "since": "2025-09-01", "format": "csv"}).text))
    assert [row["title"] for row in rows] == ["'=1+1"]


@pytest.mark.parametrize(
    ("header", "form"),
    [("*/*", "json"), ("text/html,application/xhtml+xml,*/*;q=0.8", "json"), ("text/csv;q=0.5, application/x-ndjson", "jsonl"),
     ("text/*", "csv"), ("application/*", "json"), ("text/csv;q=0, */*", "json"), ("application/json;q=x", "json")],
)  # fmt: skip
def test_accept(header: str, form: str) -> None:
    assert accepted(header, LISTS) == form


def test_nothing_acceptable() -> None:
    with pytest.raises(Problem, match="application/json") as raised:
        accepted("text/csv", RECORDS)
    assert raised.value.status == 406


def test_tags(client: TestClient, library: Library) -> None:
    first = client.get("/said", params={"who": WHO})
    tag = first.headers["etag"]
    again = client.get("/said", params={"who": WHO}, headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/said", params={"who": WHO, "format": "csv"}, headers={"If-None-Match": tag}).status_code == 200
    said = library.said(WHO)[0].statement.id
    library.correct("statement-checked", said, "right")
    changed = client.get("/said", params={"who": WHO}, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("/said", 422, "who"),
        ("/said?who=", 422, "who"),
        ("/said?who=a%00b", 422, "who"),
        ("/said?who=a&since=yesterday", 422, "since"),
        ("/said?who=a&limit=0", 422, "limit"),
        ("/said?who=a&limit=" + "9" * 5000, 422, "limit"),
        ("/said?who=a&sinse=2025-01-01", 422, "sinse"),
        ("/said?who=a&who=b", 422, "who"),
        ("/said?who=a&cursor=abc", 422, "cursor"),
        ("/said?who=a&format=xml", 422, "format"),
        ("/said?who=a&min_confidence=nan", 422, "min_confidence"),
        ("/search?q=before:x", 422, "q"),
        ("/story/none", 404, "id"),
    ],
)
def test_problems_name_the_parameter(client: TestClient, path: str, status: int, name: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert [one["name"] for one in problem["errors"]] == [name]
    assert problem["status"] == status
    assert "musnad.db" not in answer.text


def test_a_cursor_belongs_to_its_question(client: TestClient) -> None:
    cursor = client.get("/said", params={"who": WHO, "limit": 1}).json()["next"]
    other = client.get("/said", params={"who": "وزير المياه", "cursor": cursor})
    assert other.status_code == 422
    assert client.get("/search", params={"q": "السد", "cursor": cursor}).status_code == 422


def test_unknown_routes_and_methods(client: TestClient) -> None:
    assert client.get("/nothing").json()["type"] == "urn:musnad:problem:route"
    assert client.get("/story/x", params={"format": "csv"}).status_code == 406


def test_slow_questions_are_stopped(library: Library) -> None:
    app = make_app(library, seconds=0.0)
    with TestClient(app, base_url="http://localhost") as client:
        library.add([article(text_of(n), n) for n in range(500, 900)], read=read_small)
        answer = client.get("/search", params={"q": "السد -القرية قرية*"})
    app.state.desk.close()
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:musnad:problem:slow"


def test_pages_stand_under_the_same_addresses(client: TestClient, library: Library) -> None:
    key = library.search("السد", limit=1).hits[0].article.id
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert client.get("/search", params={"q": "السد"}, headers=browser).headers["content-type"].startswith("text/html")
    assert client.get("/search", params={"q": "السد", "format": "json"}, headers=browser).json()["total"] == 25
    assert client.get("/said", params={"who": WHO}, headers=browser).json()["total"] == 25, "there is no such page"
    assert client.get("/said", params={"who": WHO}, headers={"Accept": "text/html"}).status_code == 406
    assert client.get(f"/article/{key}", headers=browser).text.startswith("<!")
