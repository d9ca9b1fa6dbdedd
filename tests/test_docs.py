"""The docs name what is there: every command, every record and field; and what they link to exists."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from musnad import records

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (".", "docs", "examples", "src/musnad/data")
PAGES = sorted(page for folder in FOLDERS for page in (ROOT / folder).glob("*.md"))
RECORDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, records.Record) and kind is not records.Record
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_record_page_names_every_field(kind: type[records.Record]) -> None:
    page = (ROOT / "docs/record.md").read_text(encoding="utf-8")
    section = re.split(rf"^###? {kind.__name__}$", page, maxsplit=1, flags=re.MULTILINE)
    assert len(section) == 2, f"docs/record.md has no section {kind.__name__}"
    words = re.split(r"^##", section[1], maxsplit=1, flags=re.MULTILINE)[0]
    missing = [field.encode_name for field in msgspec.structs.fields(kind) if f"`{field.encode_name}`" not in words]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith(("http:", "https:", "mailto:"))]
    assert not [target for target in local if not (page.parent / target).exists()]


def test_data_page_names_every_table() -> None:
    data = ROOT / "src/musnad/data"
    page = (data / "DATA.md").read_text(encoding="utf-8")
    tables = [str(path.relative_to(data)) for path in data.rglob("*.tsv")]
    assert not [table for table in tables if f"`{table}`" not in page]


def test_commands_page_names_every_command() -> None:
    from musnad.faces.cli import COMMANDS

    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert not [name for name in COMMANDS if f"\n### {name}\n" not in page]


def commands_of(page: Path) -> list[str]:
    """The lines of a page's ``sh`` blocks that run Musnad."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith(("musnad ", "cat "))]


RUN = [
    "README.md", "README.ar.md", "docs/commands.md", "docs/tutorial.md", "docs/how-to.md", "docs/exports.md",
    "docs/first-ten-minutes.md",
    "docs/ar/first-ten-minutes.md",
]  # fmt: skip


@pytest.mark.parametrize("name", RUN)
def test_documented_commands_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each page's commands run in their order, in one folder that has `examples`, and read everything."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MUSNAD_LIBRARY", raising=False)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    lines = commands_of(ROOT / name)
    assert lines
    for line in lines:
        code = run_line(line)
        out, err = capfd.readouterr()
        assert code == 0, f"{line}\n{err}"
        assert out or ">" in line, f"{line}: printed nothing"


def run_line(line: str) -> int:
    """Run a line in this process, which has its tables already; lines with pipes and files by the shell."""
    from musnad.faces.cli import main

    if set("|<>") & set(line):
        return subprocess.run(["bash", "-c", line], check=False).returncode
    return main(shlex.split(line)[1:])


def test_shown_outputs_are_fresh() -> None:
    """What pages show as output is what the commands print; `python tools/make_docs.py` renews it."""
    command = [sys.executable, str(ROOT / "tools/make_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_docs_are_a_site_without_broken_links_and_without_the_network(tmp_path: Path) -> None:
    """`make site`: strict, so that a broken link fails; nothing in it is loaded from elsewhere."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert {"index.html", "reader.html", "first-ten-minutes.html"} <= {page.name for page in pages}
    for page in pages:
        loaded = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(https?://[^"]+)"', page.read_text("utf-8"))
        assert [one for one in loaded if "rel=\"canonical" not in one] == [], page
    arabic = (tmp_path / "site" / "ar" / "index.html").read_text("utf-8")
    assert 'dir="rtl"' in arabic
