"""The reader in a real browser: both languages, with and without JavaScript, on a phone and on a desk, in light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.hostile import KINDS, payloads
from tests.site import fill_with_examples, pages_of, site

from musnad.library import Library, open_library
from musnad.page.article import make_article
from musnad.page.sources import Defaults, open_sources
from musnad.records import Article
from musnad.settings import Settings

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright (pip install -e .[dev])")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python (pip install -e .[dev])")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (make services)")

#: Words whose letters lie in more than one element, as wide as they are in a text without any.
JOINED = """() => {
  const text = document.querySelector(".paper .text"), plain = text.cloneNode(false);
  plain.textContent = text.textContent;
  plain.style.inlineSize = getComputedStyle(text).inlineSize;
  const place = (root) => {
    const nodes = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let at = 0;
    while (walk.nextNode()) { nodes.push([at, walk.currentNode]); at += walk.currentNode.length; }
    return (offset) => { const [start, node] = nodes.findLast(([from]) => from <= offset); return [node, offset - start]; };
  };
  const width = (find, from, to) => {
    const range = document.createRange();
    range.setStart(...find(from)); range.setEnd(...find(to - 1).with(1, find(to - 1)[1] + 1));
    const boxes = [...range.getClientRects()];
    return Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
  };
  const marked = place(text), words = [...text.textContent.matchAll(/[\\u0621-\\u064a]{2,}/g)];
  const split = words.filter((word) => marked(word.index)[0] !== marked(word.index + word[0].length - 1)[0]);
  const widths = split.map((word) => width(marked, word.index, word.index + word[0].length));
  text.after(plain);
  const bare = place(plain);
  const others = split.map((word) => width(bare, word.index, word.index + word[0].length));
  plain.remove();
  return split.map((word, at) => [word[0], widths[at], others[at]]);
}"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Library]]:
    path = tmp_path_factory.mktemp("browser") / "examples.db"
    fill_with_examples(path)
    with site(path) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


class Visitor:
    """One browser window, and what went wrong in it."""

    def __init__(self, browser: Any, base: str, language: str = "ar", width: int = 1280, **more: Any) -> None:
        self.base, self.wrong = base, []
        self.context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, base_url=base, **more)
        self.page = self.context.new_page()
        self.page.on("console", lambda one: self.wrong.append(one.text) if one.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda one: self.wrong.append(str(one)))
        self.page.on("dialog", lambda one: (self.wrong.append(f"dialog {one.message}"), one.dismiss()))
        self.page.on("request", lambda one: None if one.url.startswith((base, "data:")) else self.wrong.append(one.url))

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def see(self, address: str) -> Any:
        """Open a page and wait until it stands."""
        self.page.goto(address)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_fits_says_nothing_wrong_and_stays_on_this_machine(
    browser: Any, place: tuple[str, Library], language: str, script: bool, width: int
) -> None:
    base, library = place
    with Visitor(browser, base, language, width, java_script_enabled=script) as visitor:
        for name, address in pages_of(library).items():
            page = visitor.see(address) if script else visitor.page
            if not script:
                page.goto(address)
            box = page.locator("main").bounding_box()
            assert box is not None, name
            assert box["x"] >= 0, name
            assert box["x"] + box["width"] <= width, name
            if script:
                assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
            assert page.locator("html").get_attribute("lang") == language, name
        assert [one for one in visitor.wrong if "404" not in one] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_on_any_page(browser: Any, place: tuple[str, Library], language: str, scheme: str) -> None:
    base, library = place
    with Visitor(browser, base, language, 1280, color_scheme=scheme) as visitor:
        for name, address in pages_of(library).items():
            page = visitor.see(address)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            found = axe.Axe().run(page, options={"resultTypes": ["violations"]})
            told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found.response["violations"]]
            assert told == [], name


def test_axe_finds_nothing_on_a_phone(browser: Any, place: tuple[str, Library]) -> None:
    base, library = place
    with Visitor(browser, base, "ar", 390) as visitor:
        for name, address in pages_of(library).items():
            found = axe.Axe().run(visitor.see(address), options={"resultTypes": ["violations"]})
            assert [one["id"] for one in found.response["violations"]] == [], name


def test_marks_do_not_part_letters(browser: Any, place: tuple[str, Library]) -> None:
    base, library = place
    seen = 0
    with Visitor(browser, base) as visitor:
        for story in library.stories():
            for key in story.articles:
                for word, marked, plain in visitor.see(f"/article/{key}").evaluate(JOINED):
                    assert marked == pytest.approx(plain, abs=0.6), word
                    seen += 1
    assert seen > 5


def test_what_is_copied_is_the_plain_text(browser: Any, place: tuple[str, Library]) -> None:
    base, library = place
    with Visitor(browser, base) as visitor:
        for key in library.stories()[0].articles:
            article, _ = library.article(key)
            page = visitor.see(f"/article/{key}")
            copied = page.evaluate("""() => {
              const selection = getSelection();
              selection.selectAllChildren(document.querySelector(".paper .text"));
              return selection.toString();
            }""")
            assert copied.strip() == article.text.replace("\r\n", "\n").strip()


def test_the_keyboard_goes_everywhere(browser: Any, place: tuple[str, Library]) -> None:
    base, library = place
    with Visitor(browser, base) as visitor:
        page = visitor.see(pages_of(library)["article"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("j")
        assert "content" in page.evaluate("document.activeElement.className")
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel #citation")
        assert "?s=" in page.url
        page.go_back()
        page.wait_for_selector("#panel ol.party")
        assert visitor.wrong == []


def test_a_statement_is_shown_beside_the_text_without_script_too(browser: Any, place: tuple[str, Library]) -> None:
    base, library = place
    with Visitor(browser, base, java_script_enabled=False) as visitor:
        visitor.page.goto(pages_of(library)["article"])
        visitor.page.locator(".text a.content").first.click()
        assert visitor.page.locator("#citation").inner_text()


def test_a_correction_made_in_the_browser(browser: Any, place: tuple[str, Library]) -> None:
    base, library = place
    with Visitor(browser, base, "en") as visitor:
        page = visitor.see(pages_of(library)["statement"])
        page.locator("#panel .put-right summary").click()
        page.get_by_role("button", name="Right", exact=True).click()
        page.wait_for_selector("#panel .flag.good")
        page.goto("/corrections")
        page.get_by_role("button", name="Undo").first.click()
        page.wait_for_load_state()
        assert library.corrections() == []
        assert visitor.wrong == []


def test_a_search_of_two_directions_is_not_scrambled(browser: Any, place: tuple[str, Library]) -> None:
    """The chips of a search stand in the order in which they are read, each in its own direction."""
    base, _ = place
    with Visitor(browser, base) as visitor:
        page = visitor.see("/search?q=" + quote('القائل:"سالم الحارثي" after:2025-08-17 outlet:"Sky News عربية" 45'))
        chips = page.locator(".chip").all()
        assert len(chips) == 3
        boxes = [chip.bounding_box() for chip in chips]
        assert all(one["x"] > other["x"] or one["y"] < other["y"] for one, other in pairwise(boxes))
        assert page.locator(".chip bdi").nth(2).get_attribute("dir") == "rtl"


def test_the_dossier_stands_alone(browser: Any, place: tuple[str, Library], tmp_path: Path) -> None:
    base, library = place
    with Visitor(browser, base) as visitor:
        page = visitor.see(pages_of(library)["story"] + "/dossier")
        kept = tmp_path / "dossier.html"
        kept.write_text(page.content(), "utf-8")
        assert visitor.wrong == []
    with Visitor(browser, "file:") as visitor:
        visitor.page.goto(kept.as_uri())
        assert visitor.page.locator("article.story").count() == 1
        assert visitor.wrong == []
    assert kept.stat().st_size > 10_000


def test_a_story_prints(browser: Any, place: tuple[str, Library], tmp_path: Path) -> None:
    base, library = place
    with Visitor(browser, base) as visitor:
        page = visitor.see(pages_of(library)["story"])
        page.emulate_media(media="print")
        assert page.locator(".bar").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.pdf(path=tmp_path / "story.pdf")
        assert (tmp_path / "story.pdf").read_bytes().startswith(b"%PDF")


# ---- hostile texts ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Library]]:
    """A library whose every title, text, name, outlet and address tries to run."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with open_library(path) as library:
        library.add([_hostile(number, payload) for number, payload in enumerate(payloads())], workers=0)
        library.add(_of_a_feed(tmp_path_factory.mktemp("feed") / "feed.xml"), workers=0)
        library.stories()
    with site(path) as made:
        yield made


def _hostile(number: int, payload: str) -> Article:
    text = (
        f"قال سالم {payload} الحارثي إن الميناء {payload} سيفتح يوم الأحد {number}.\n{payload}\n"
        f"وأكد مدير الميناء أن «{payload} العمل يعود» قريبا."
    )
    addresses = (f"javascript:ran({number})", f"https://a.example/{number}?x={payload}", f"data:text/html,{payload}")
    return make_article(text, title=f"عنوان {payload}", outlet=f"منفذ {payload}", author=payload, url=addresses[number % 3],
                        published="2025-05-04")  # fmt: skip


def _of_a_feed(path: Path) -> list[Article]:
    """Articles of a feed whose titles and descriptions try to run."""
    items = "".join(
        f"<item><title>{escape(one)}</title><link>https://feed.example/{number}</link><description>{escape(escape(one))} "
        f"{escape(f'<p>قال وزير المياه إن السد {one} يكتمل.</p>')}</description></item>"
        for number, one in enumerate(KINDS)
    )
    path.write_text(f'<rss version="2.0"><channel><title>{escape(KINDS[0])}</title>{items}</channel></rss>', "utf-8")
    return [one for one in open_sources([str(path)], defaults=Defaults(), settings=Settings()) if isinstance(one, Article)]


def test_nothing_hostile_runs(browser: Any, hostile: tuple[str, Library]) -> None:
    """Two hundred texts, on every page that shows them."""
    base, library = hostile
    articles = [article.id for article, _ in library.export_articles()]
    assert len(list(payloads())) == 200
    assert len(articles) >= 200
    with Visitor(browser, base) as visitor:
        visitor.context.add_init_script("window.ran = () => { window.hasRun = true; }")
        outlets = [f"/outlet/{quote(name, safe='')}" for name in library.coverage().outlets[::8]]
        searches = [f"/search?q={quote(word)}" for word in ("الميناء", "القائل:الحارثي", "<script>", '"ran')]
        names = [f"/who/{quote(one, safe='')}" for one in (*KINDS[::8], "الحارثي", "مدير الميناء")]
        stories = [f"/story/{one.id}{more}" for one in library.stories()[:3] for more in ("", "/dossier")]
        checks = [f"/check?quote={quote(one)}&by={quote(one)}" for one in KINDS[::10]]
        lists = ["/", "/library", "/disagreements", "/corrections", "/acts?act=meet&who=%3Cscript%3Eran()%3C/script%3E"]
        for address in [f"/article/{key}" for key in articles] + outlets + searches + names + stories + checks + lists:
            visitor.page.goto(address)
            assert not visitor.page.evaluate("window.hasRun"), address
            assert visitor.page.locator("a[href^='javascript:'], a[href^='data:']").count() == 0, address
        assert visitor.wrong == []


def test_a_hostile_text_is_shown_as_it_is(browser: Any, hostile: tuple[str, Library]) -> None:
    base, library = hostile
    with Visitor(browser, base) as visitor:
        for article, _ in list(library.export_articles())[:40]:
            visitor.page.goto(f"/article/{article.id}")
            assert visitor.page.evaluate("document.querySelector('.paper .text').textContent") == article.text
