"""The articles of the period that the development set of stories was marked in, for the tools that learn from pairs of them."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from musnad.page.article import make_article
from musnad.records import Article

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FIRST, LAST = "2018-04-02", "2018-05-10"
#: Pairs are cut into so many parts by their story, each measured by what was learned from the others.
FOLDS = 5


class Example(NamedTuple):
    """A pair to learn from: its story, its measures, and whether both are one (of one story, of one fact)."""

    story: str
    measures: tuple[float, ...]
    same: bool


def corpus() -> Iterator[Article]:
    """The articles of the period."""
    with lzma.open(SHARED / "corpus" / "ant-2018.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if FIRST <= row["published"][:10] <= LAST:
                yield make_article(
                    row["text"], title=row["title"], outlet=row["outlet"], url=row["url"],
                    published=row["published"], given_id=row["id"],
                )  # fmt: skip


def stories_marked() -> dict[str, str]:
    """The story of each article that the development set marks."""
    with (SHARED / "gold" / "stories.dev.jsonl").open(encoding="utf-8") as lines:
        return {one: row["story"] for row in map(json.loads, lines) for one in row["articles"]}
