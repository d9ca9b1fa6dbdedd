"""`musnad demo` from end to end: the example stories, one's own articles, and the page in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from musnad.faces.cli import main
from musnad.faces.cli.common import Exit
from musnad.faces.reader import examples

STORY = "قال وزير النقل سالم الحارثي إن الميناء سيفتح يوم الأحد. وأضاف أن السفن ستعود إليه."


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the example stories, written once."""
    out = tmp_path_factory.mktemp("demo") / "page" / "demo.html"
    assert main(["demo", "--out", str(out), "--json"]) == Exit.DONE
    return out


def visible(html: str) -> str:
    """The text of a page without its markup."""
    return re.sub(r"<[^>]*>", "", html.partition("</head>")[2])


def test_the_demo_prints_stories_and_the_page_s_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "demo.html"
    assert main(["demo", "--out", str(out)]) == Exit.DONE
    printed = capsys.readouterr().out
    assert printed.rstrip().endswith(str(out))
    assert len(re.findall(r"^\d+\. ", printed, re.MULTILINE)) >= 5  # three stories, two articles of none
    assert "لم نأت إلى غرونفيك لالتقاط الصور" in printed
    assert re.search(r"^ +copies \(", printed, re.MULTILINE)
    assert re.search(r"^ +(conflict|unsure) \(", printed, re.MULTILINE)


def test_its_json_has_stories_and_disagreements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--out", str(tmp_path / "p.html"), "--json"]) == Exit.DONE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sum("texts" in line and len(line["articles"]) > 1 for line in lines) == 3
    assert any(line.get("verdict") in ("conflict", "unsure") for line in lines)


def test_the_page_is_one_file_without_network(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    assert [path.name for path in page.parent.iterdir()] == ["demo.html"]
    assert "<script" not in html
    assert not re.search(r"<(img|link|iframe|object|embed|base|form)\b", html)
    assert "default-src" in html
    assert 'lang="ar" dir="rtl"' in html


def test_every_article_is_whole_on_the_page(page: Path) -> None:
    seen = re.sub(r"\s+", " ", visible(page.read_text(encoding="utf-8")).replace("&#34;", '"'))
    folder = examples.find_examples()
    assert folder
    for path in sorted((folder / "stories").glob("*.txt")):
        first = re.sub(r"\s+", " ", path.read_text(encoding="utf-8-sig")).strip()
        assert first in seen, path.name


def test_no_raw_dates_and_no_raw_values_are_shown(page: Path) -> None:
    html = page.read_text(encoding="utf-8").partition("<footer")[0]  # which names the version of the data, a date
    seen = visible(re.sub(r'<div class="text".*?</div>', "", html, flags=re.DOTALL))
    assert not re.search(r"\b20\d\d-\d\d|\bPT\d|XXXX|\dT[A-Z]{2}\b", seen)


def test_every_link_of_the_page_leads_somewhere(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    names = re.findall(r'\bid="([^"]+)"', html)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(names)


def test_one_s_own_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    words = [
        "demo",
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
        "--out",
        str(tmp_path / "p.html"),
        "--lang",
        "en",
    ]
    assert main(words) == Exit.SET_ASIDE
    out, err = capsys.readouterr()
    assert "«الميناء سيفتح يوم الأحد»" in out
    assert "b.txt" in err
    html = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert '<html lang="en" dir="ltr">' in html
    assert '<div class="text" dir="rtl">' in html


def test_no_article_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", str(tmp_path / "none.txt"), "--out", str(tmp_path / "p.html")]) == Exit.NOTHING_READ
    assert "none.txt" in capsys.readouterr().err
    assert not (tmp_path / "p.html").exists()


def test_without_a_checkout_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(examples, "find_examples", lambda: None)
    assert main(["demo", "--out", str(tmp_path / "p.html")]) == Exit.WRONG_USE
    assert "make demo" in capsys.readouterr().err


def test_only_the_largest_stories_are_shown_when_asked(tmp_path: Path) -> None:
    assert main(["demo", "--out", str(tmp_path / "p.html"), "--stories", "1"]) == Exit.DONE
    assert (tmp_path / "p.html").read_text(encoding="utf-8").count('<article class="story"') == 1


# --- in a browser -----------------------------------------------------------------------------------------------------

#: Measures the page in a frame of a phone's width, and whether a mark inside a word changes the word's width.
PROBE = """<!doctype html><meta charset="utf-8"><title>waiting</title>
<iframe id="phone" src="demo.html" style="width:390px;height:800px;border:0"></iframe>
<script>
addEventListener("load", () => {
  const page = document.getElementById("phone").contentDocument;
  page.querySelectorAll("details").forEach(d => d.open = true);
  const probe = page.createElement("p");
  probe.innerHTML = '<span>لبوتين</span> <span>ل<span class="content speaker time">بوتين</span></span>';
  page.body.append(probe);
  const [plain, marked] = [...probe.children].map(e => e.getBoundingClientRect().width);
  document.title = JSON.stringify({wide: page.documentElement.scrollWidth, plain, marked,
    direction: page.defaultView.getComputedStyle(page.body).direction,
    styled: page.defaultView.getComputedStyle(page.querySelector(".content")).backgroundColor});
});
</script>"""


@pytest.fixture
def chromium() -> str:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("needs chromium (make services)")
    return path


@pytest.fixture
def address(page: Path, tmp_path: Path) -> Iterator[str]:
    """The page and its probe, served on loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    shutil.copy(page, tmp_path / "demo.html")
    (tmp_path / "probe.html").write_text(PROBE, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_on_a_phone_nothing_runs_over_and_letters_stay_joined(chromium: str, address: str, tmp_path: Path) -> None:
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom", f"{address}/probe.html",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    title = re.search(r"<title>(\{.*?\})</title>", done.stdout.decode("utf-8", "replace"))
    assert title, done.stderr.decode("utf-8", "replace")[-2000:]
    seen = json.loads(title[1])
    assert seen["wide"] <= 390
    assert seen["direction"] == "rtl"
    assert abs(seen["plain"] - seen["marked"]) < 0.5
    assert seen["styled"] not in ("rgba(0, 0, 0, 0)", "transparent")  # the policy lets our one style sheet through
