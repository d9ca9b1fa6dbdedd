"""Compiled (`make compiled`), reading finds the same as in Python alone, to the byte. Run by `pytest -m compiled`."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from card_files import FOLDER, read_cards

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv-compiled" / "bin" / "python"
ARTICLES = 300
#: Reads articles from lines of JSON and prints what was read, and which files the finders are.
READ = """
import json, sys, msgspec
import musnad.find.names, musnad.link.weighing, musnad.text.fold
from musnad.page.article import make_article
from musnad.reading import read
sys.stdout.reconfigure(encoding="utf-8")
print(musnad.text.fold.__file__, musnad.find.names.__file__, musnad.link.weighing.__file__)
for line in sys.stdin.buffer:
    print(msgspec.json.encode(read(make_article(**json.loads(line)))).decode())
"""


def articles() -> list[dict[str, str]]:
    """The articles of all cards, and news where the corpora are at hand."""
    found = [dict(card.article) for path in sorted(FOLDER.glob("*.txt")) for card in read_cards(path)]
    for path in sorted(ROOT.parent.glob("shared/corpus/*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in islice(lines, 0, 50 * ARTICLES, 50)]
        fields = ("text", "title", "outlet", "published")
        found += [{name: row[name] for name in fields if row.get(name)} for row in rows]
    return found


def readings(python: str, given: str, folder: Path) -> tuple[str, list[str]]:
    """What a Python reads, and the files of its finders; outside of the checkout, so that it takes what it has installed."""
    done = subprocess.run([python, "-c", READ], input=given, capture_output=True, text=True, check=True, cwd=folder)
    files, *lines = done.stdout.split("\n")
    return files, lines


@pytest.mark.compiled
def test_compiled_reads_the_same(tmp_path: Path) -> None:
    given = "".join(json.dumps(one) + "\n" for one in articles())
    assert given.count("\n") >= ARTICLES
    plain, expected = readings(sys.executable, given, tmp_path)
    files, found = readings(str(PYTHON), given, tmp_path)
    assert all(name.endswith(".py") for name in plain.split())
    assert not any(name.endswith(".py") for name in files.split())
    assert [at for at, (one, other) in enumerate(zip(expected, found, strict=True)) if one != other] == []
