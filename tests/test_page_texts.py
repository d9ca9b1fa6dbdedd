"""Texts written after the manner of real outlets: their blocks come out as their authors marked them.

A file has a line for each stretch: its kind, a colon, and the text. A stretch marked ``~`` follows the one before it
without a line break (a blank at the end of a line is part of the text).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.page.furniture import find_blocks
from musnad.page.phrases import FurnitureWords

TEXTS = sorted((Path(__file__).parent / "pages" / "texts").glob("*.blocks"))
JOINED = {"body", "related_text", "repeat", "notice", "credit", "keywords", "byline", "dateline", "published"}


def read_card(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The text of a file, and its stretches as (kind, text with the line break behind it)."""
    stretches: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        kind, _, text = line.partition(": ")
        if kind.startswith("~"):
            kind = kind[1:]
            stretches[-1] = (stretches[-1][0], stretches[-1][1].removesuffix("\n"))
        if stretches and stretches[-1][0] == kind and kind in JOINED:
            stretches[-1] = (kind, stretches[-1][1] + text + "\n")
        else:
            stretches.append((kind, text + "\n"))
    return "".join(text for _, text in stretches), stretches


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_blocks_of_a_text(path: Path) -> None:
    text, wanted = read_card(path)
    found = [(block.kind, text[slice(*block.span)]) for block in find_blocks(text, None, FurnitureWords.load())]
    assert [(kind, part.strip()) for kind, part in found] == [(kind, part.strip()) for kind, part in wanted]
    assert "".join(part for _, part in found) == text
