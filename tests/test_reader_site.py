"""The reader's pages: complete in both languages, true to the text, closed to what comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from fastapi.testclient import TestClient
from tests.site import fill_with_examples, pages_of, secret_of

from musnad.faces.reader.finding import composed
from musnad.faces.reader.links import SiteLinks
from musnad.faces.reader.timeline import WIDTH, timeline
from musnad.faces.reader.tree import reuse_tree
from musnad.faces.reader.web import wants_page
from musnad.faces.reader.words import Words
from musnad.faces.rest.app import make_app
from musnad.library import Library, open_library
from musnad.page.article import make_article
from musnad.records import Reuse

PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site") / "examples.db"
    fill_with_examples(made)
    return made


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with open_library(path) as made:
        yield made


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    app = make_app(library)
    with TestClient(app, base_url="http://localhost", headers=PAGE) as made:
        yield made
    app.state.desk.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_there_in_both_languages(client: TestClient, library: Library, language: str) -> None:
    for name, address in pages_of(library).items():
        answer = client.get(address, params={**_query(address), "lang": language})
        assert answer.status_code == (404 if name == "nothing" else 200), name
        tree = lxml.html.fromstring(answer.text)
        assert tree.get("lang") == language, name
        assert tree.get("dir") == ("rtl" if language == "ar" else "ltr"), name
        assert len(tree.findall(".//h1")) == 1, name
        assert tree.findtext(".//title"), name


def _query(address: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in unquote(urlsplit(address).query).split("&") if "=" in pair)


def test_the_language_is_remembered(client: TestClient) -> None:
    assert 'lang="ar"' in client.get("/", headers={"Accept-Language": "fr"}).text
    assert 'lang="en"' in client.get("/", headers={"Accept-Language": "en-GB,ar;q=0.5"}).text
    client.get("/?lang=en")
    assert 'lang="en"' in client.get("/library", headers={"Accept-Language": "ar"}).text


def test_every_link_leads_to_a_page(client: TestClient, library: Library) -> None:
    """All addresses that any page leads to, followed once."""
    asked, waiting = set(), list(pages_of(library).values())
    while waiting:
        address = waiting.pop()
        plain = address.partition("#")[0]
        if plain in asked or len(asked) > 400:
            continue
        asked.add(plain)
        answer = client.get(plain, headers={} if "format=json" in plain else PAGE)
        assert answer.status_code == 200 or plain.startswith("/story/none"), plain
        if answer.headers["content-type"].startswith("text/html") and len(asked) < 60:
            tree = lxml.html.fromstring(answer.text)
            waiting += [link for link in tree.xpath("//a/@href | //link/@href | //script/@src") if link.startswith("/")]
    assert len(asked) > 100


def test_places_on_a_page_are_there(client: TestClient, library: Library) -> None:
    """A link to a statement leads to its words in the text."""
    story = client.get(pages_of(library)["story"]).text
    links = [link for link in lxml.html.fromstring(story).xpath("//blockquote/a/@href") if "?s=" in link]
    assert links
    for link in links[:20]:
        page, _, place = link.partition("#")
        assert lxml.html.fromstring(client.get(page).text).xpath(f'//*[@id="{place}"]'), link


def test_the_text_of_a_page_is_the_articles(client: TestClient, library: Library) -> None:
    for story in library.stories():
        for key in story.articles:
            article, _ = library.article(key)
            tree = lxml.html.fromstring(client.get(f"/article/{key}").text)
            assert tree.xpath('string(//div[@class="text"])').replace("\r", "") == article.text.replace("\r", "")


def test_a_statement_in_focus_shows_its_chain_its_reasons_and_its_citation(client: TestClient, library: Library) -> None:
    address = pages_of(library)["statement"]
    key = address.partition("?s=")[2]
    tree = lxml.html.fromstring(client.get(address).text)
    cited = library.cite(key)
    panel = tree.get_element_by_id("panel").text_content()
    assert cited.quote in panel
    assert all(link in panel for link in cited.chain)
    assert library.explain(key)[0].rule in panel
    assert tree.xpath('//*[contains(@class, "focus")]')


def test_a_citation_is_cut_from_the_text(library: Library) -> None:
    for story in library.stories():
        for said in library.story(story.id).statements:
            one = library.cite(said.statement.id)
            article, _ = library.article(one.article.id)
            source = (article.title or "") if one.of == "title" else article.text
            assert one.prefix + one.quote + one.suffix in source
            assert one.quote.startswith(said.texts[0])


def test_a_form_of_fields_leads_to_the_search_that_it_means(client: TestClient) -> None:
    assert composed({"q": "هدنة", "speaker": 'سالم "الحارثي', "is": "", "after": "2025-01-01"}) == (
        'هدنة speaker:"سالم  الحارثي" after:2025-01-01'
    )
    assert composed({"q": "هدنة"}) is None
    answer = client.get("/search", params={"q": "هدنة", "speaker": "الوزير"}, follow_redirects=False)
    assert answer.status_code == 303
    assert unquote(answer.headers["location"]).endswith("q=هدنة+speaker:الوزير")


def test_a_chip_takes_its_field_out_and_nothing_else(client: TestClient) -> None:
    text = 'القائل:الوزير -outlet:"قناة السهل" "وقف العمل" ميناء* -كييف'
    tree = lxml.html.fromstring(client.get("/search", params={"q": text}).text)
    chips = tree.xpath('//ul[@class="chips"]//a/@href')
    assert len(chips) == 2
    left = unquote(chips[0]).replace("+", " ").partition("q=")[2]
    assert left == '"وقف العمل" ميناء* -كييف -outlet:"قناة السهل"'


def test_a_search_that_makes_no_sense_says_so(client: TestClient) -> None:
    tree = lxml.html.fromstring(client.get("/search", params={"q": "after:أمس"}).text)
    assert tree.xpath('//*[@role="alert"]')


# ---- changes ---------------------------------------------------------------------------------------------------------


def test_a_correction_is_made_and_undone_on_the_pages(client: TestClient, library: Library) -> None:
    address = pages_of(library)["statement"]
    key = address.partition("?s=")[2]
    secret = secret_of(client.get(address).text)
    form = {"secret": secret, "back": address, "kind": "statement-checked", "subject": key, "value": "wrong"}
    answer = client.post("/corrections", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert Words.load("ar")("said.checked_wrong") in client.get(address).text
    standing = library.corrections()[-1]
    assert (standing.subject, standing.value) == (key, "wrong")
    undo = client.post("/corrections/undo", data={"secret": secret, "id": standing.id, "back": "//elsewhere.example/"},
                       follow_redirects=False)  # fmt: skip
    assert (undo.status_code, undo.headers["location"]) == (303, "/")
    assert standing.id not in {one.id for one in library.corrections()}


@pytest.mark.parametrize("secret", ["", "guess", None])
def test_nothing_is_changed_without_the_secret(client: TestClient, library: Library, secret: str | None) -> None:
    before = library.corrections()
    client.get("/")
    form = {"kind": "statement-checked", "subject": "x", "value": "wrong"} | ({} if secret is None else {"secret": secret})
    assert client.post("/corrections", data=form).status_code == 403
    assert client.post("/read", data={**form, "text": "قال"}).status_code == 403
    assert library.corrections() == before


def test_nothing_is_changed_from_another_site(client: TestClient, library: Library) -> None:
    before = library.corrections()
    secret = secret_of(client.get(pages_of(library)["statement"]).text)
    form = {"secret": secret, "kind": "story-title", "subject": library.stories()[0].id, "value": "عنوان"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/corrections", data=form, headers=headers).status_code == 403
    assert library.corrections() == before


def test_a_correction_that_makes_no_sense_is_refused_with_a_reason(client: TestClient, library: Library) -> None:
    secret = secret_of(client.get(pages_of(library)["statement"]).text)
    answer = client.post("/corrections", data={"secret": secret, "kind": "no-such", "subject": "x", "value": "y"})
    assert answer.status_code == 400
    assert lxml.html.fromstring(answer.text).xpath('//*[@role="alert"]')


def test_a_text_and_a_file_are_read_and_not_kept(client: TestClient, library: Library) -> None:
    count = library.info().articles
    secret = secret_of(client.get("/read").text)
    text = "قال وزير النقل سالم الحارثي إن الميناء سيفتح يوم الأحد."
    shown = client.post("/read", data={"secret": secret, "text": text}).text
    assert lxml.html.fromstring(shown).xpath('string(//div[@class="text"])') == text
    assert 'class="content' in shown
    sent = client.post("/read", data={"secret": secret}, files={"file": ("../../etc/x.txt", text.encode())}).text
    assert 'class="content' in sent
    assert library.info().articles == count


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "file:///etc/passwd", "http://localhost/", "http://[::1]/", "http://169.254.169.254/"]
)
def test_an_address_of_this_machine_is_not_read(client: TestClient, address: str) -> None:
    secret = secret_of(client.get("/read").text)
    answer = client.post("/read", data={"secret": secret, "address": address})
    assert "<code" in answer.text
    assert "blocked" in answer.text or "refused" in answer.text
    assert "root:" not in answer.text


def test_a_text_that_names_a_file_is_only_text(client: TestClient) -> None:
    secret = secret_of(client.get("/read").text)
    answer = client.post("/read", data={"secret": secret, "text": "file:///etc/passwd"})
    assert lxml.html.fromstring(answer.text).xpath('string(//div[@class="text"])') == "file:///etc/passwd"


def test_new_articles_of_a_story_are_told(client: TestClient, library: Library) -> None:
    story = library.stories()[0]
    assert client.get(f"/story/{story.id}/news?articles={len(story.articles)}").text.strip() == ""
    assert f"/story/{story.id}" in client.get(f"/story/{story.id}/news?articles=1").text


def test_what_is_new_since_the_last_visit_is_marked(tmp_path: Path) -> None:
    texts = (
        "اصطدمت سفينتان في ميناء المنارة صباح الأحد وأصيب سبعة بحارة، وقال مدير الميناء سالم الحارثي إن القناة أغلقت.",
        "قال مدير الميناء سالم الحارثي إن القناة أغلقت بعد اصطدام سفينتين في ميناء المنارة صباح الأحد وإصابة سبعة بحارة.",
        "اصطدمت سفينتان في ميناء المنارة صباح الأحد وأصيب سبعة بحارة، وأضاف سالم الحارثي أن القناة تفتح غدا.",
    )
    *articles, late = [
        make_article(text, outlet=f"منفذ {n}", url=f"https://{n}.example/1", published="2025-05-04",
                     title="اصطدام سفينتين في ميناء المنارة")
        for n, text in enumerate(texts)
    ]  # fmt: skip
    with open_library(tmp_path / "m.db") as library:
        library.add(articles)
        assert library.stories()
        app = make_app(library)
        with TestClient(app, base_url="http://localhost", headers=PAGE) as client:
            assert 'flag new' not in client.get("/").text
            assert 'flag new' not in client.get("/").text
            library.add([late])
            library.stories()
            assert 'flag new' in client.get("/").text
        app.state.desk.close()


# ---- files and policies ----------------------------------------------------------------------------------------------


def test_files_are_the_readers_own_and_no_others(client: TestClient) -> None:
    font = "fonts/noto-naskh-arabic-latin-400-normal.woff2"
    for name in ("style.css", "site.css", "reader.js", "htmx.min.js", "icon.svg", font):
        answer = client.get(f"/static/{name}")
        assert (answer.status_code, answer.headers["x-content-type-options"]) == (200, "nosniff")
    for name in ("../page.py", "..%2fpage.py", "LICENSES.md", "%2e%2e/%2e%2e/library.py", "fonts", ""):
        assert client.get(f"/static/{name}").status_code == 404


def test_pages_carry_a_policy_without_inline_script_or_style(client: TestClient, library: Library) -> None:
    pages = pages_of(library)
    policy = client.get(pages["story"]).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in client.get(pages["story"] + "/dossier").headers["content-security-policy"]
    for address in pages.values():
        tree = lxml.html.fromstring(client.get(address).text)
        assert not tree.xpath("//script[not(@src)] | //style | //*[@style] | //@*[starts-with(name(), 'on')]"), address


def test_programs_get_json_under_the_same_addresses() -> None:
    def scope(accept: str, query: bytes = b"", path: str = "/said", method: str = "GET", kind: str = "") -> dict[str, object]:
        headers = [(b"accept", accept.encode()), (b"content-type", kind.encode())]
        return {"type": "http", "method": method, "path": path, "query_string": query, "headers": headers}

    assert wants_page(scope("text/html,application/xhtml+xml,*/*;q=0.8"))
    assert not wants_page(scope("*/*"))
    assert not wants_page(scope("application/json"))
    assert not wants_page(scope("text/html", b"who=x&format=json"))
    assert wants_page(scope("*/*", path="/static/site.css"))
    assert wants_page(scope("*/*", method="POST", kind="multipart/form-data; boundary=x"))
    assert not wants_page(scope("*/*", method="POST", kind="application/json"))


# ---- pictures --------------------------------------------------------------------------------------------------------


def test_a_line_of_time_stays_within_its_picture(library: Library) -> None:
    from musnad.faces.reader.digest import digest

    drawn = [timeline(digest(library.story(one.id)).parties) for one in library.stories()]
    assert any(drawn)
    for line in filter(None, drawn):
        assert all(0 <= dot.x <= WIDTH for lane in line.lanes for dot in lane.dots)
        assert len(line.ticks) <= 6
    assert timeline([]) is None


def test_a_tree_has_every_article_once_however_deep_it_is() -> None:
    reuse = [Reuse(article=f"a{n}", sentences=(), share=0.5, after=f"a{n - 1}" if n else None) for n in range(3_000)]
    waiting, seen, deepest = [(node, 1) for node in reuse_tree(reuse, ["a1", "other"])], [], 0
    while waiting:
        node, step = waiting.pop()
        seen.append(node.article)
        deepest = max(deepest, step)
        waiting += [(one, step + 1) for one in node.taken]
    assert sorted(seen) == sorted([*(f"a{n}" for n in range(3_000)), "other"])
    assert deepest <= 20


def test_links_hold_names_of_any_kind() -> None:
    links = SiteLinks()
    for name in ("a/b", "..", ".", "؟#&", "x y", 'a"b', "%2e"):
        path = links.who(name)
        assert unquote(path.removeprefix("/who/")) == name
        assert not set('"<> #?').intersection(path)
