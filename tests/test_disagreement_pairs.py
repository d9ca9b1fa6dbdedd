"""Two sentences of two outlets: is it told that they differ? `disagreements.tsv` has them, one pair a line, anyone can add some.

Known failures are strict: the day one works, its line asks to lose the words.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from musnad.compare.disagreements import find_disagreements
from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Disagreement, Story

TABLE = Path(__file__).with_name("disagreements.tsv")
STAMPS = ("2024-05-06T10:00+00:00", "2024-05-06T11:00+00:00")


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def flagged(*texts: str) -> list[Disagreement]:
    made = [make_article(text, given_id=when, outlet=when, published=when) for text, when in zip(texts, STAMPS)]
    articles = {one.id: one for one in made}
    story = Story(id="s", title="", articles=tuple(articles))
    found = find_disagreements(story, articles, {one: read(article) for one, article in articles.items()})
    return [one for one in found if one.verdict != "compatible"]


@pytest.mark.parametrize("row", [
    pytest.param(row, id=f"{number} {row['kind']}",
                 marks=[pytest.mark.xfail(strict=True)] if "known failure" in row["verdict"] else [])
    for number, row in enumerate(_rows(), 2)
])  # fmt: skip
def test_pair(row: dict[str, str]) -> None:
    assert bool(flagged(row["one"], row["other"])) == row["verdict"].startswith("flagged")
