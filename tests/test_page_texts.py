"""Texts written after the manner of real outlets: their blocks come out as their authors marked them.

A file has a line for each stretch: its kind, a colon, and the text. A stretch marked ``~`` follows the one before it
without a line break (a blank at the end of a line is part of the text), one marked ``^`` follows a blank line. A line
``known:`` gives the headline that the page has elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.page.article import make_article
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
        if kind == "known":
            continue
        if kind.startswith("^"):
            kind = kind[1:]
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + "\n")
        if kind.startswith("~"):
            kind = kind[1:]
            stretches[-1] = (stretches[-1][0], stretches[-1][1].removesuffix("\n"))
        if stretches and stretches[-1][0] == kind and kind in JOINED:
            stretches[-1] = (kind, stretches[-1][1] + text + "\n")
        else:
            stretches.append((kind, text + "\n"))
    return "".join(text for _, text in stretches), stretches


def known_title(path: Path) -> str | None:
    """The headline that a file gives."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return next((line.removeprefix("known: ") for line in lines if line.startswith("known: ")), None)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_blocks_of_a_text(path: Path) -> None:
    text, wanted = read_card(path)
    found = [(block.kind, text[slice(*block.span)]) for block in find_blocks(text, known_title(path), FurnitureWords.load())]
    assert [(kind, part.strip()) for kind, part in found] == [(kind, part.strip()) for kind, part in wanted]
    assert "".join(part for _, part in found) == text


@pytest.mark.parametrize("heading", ["مقالات أخرى للكاتب", "مقالات أخرى للكاتبة", "مواضيع ذات صلة"])
@pytest.mark.parametrize("between", [" ", "\n", " \n"])
def test_a_list_that_runs_on_behind_the_text(heading: str, between: str) -> None:
    """The heading is glued to the headlines, which are glued to one another."""
    body = "أعلن وزير المياه سالم الراوي أن السد سيكتمل قبل موسم الأمطار. وأضاف أن تجربة بواباته تبدأ في الخريف."
    text = f"{body}{between}{heading}السوق بعد العيدقصة بيت قديملماذا تأخر القطار؟حديث الميناء"
    blocks = [(block.kind, text[block.span.start : block.span.stop].strip()) for block in make_article(text).blocks]
    titles = ["السوق بعد العيد", "قصة بيت قديم", "لماذا تأخر القطار؟", "حديث الميناء"]
    assert blocks == [("body", body), ("heading", heading), *(("related_title", title) for title in titles)]


def test_the_same_words_in_a_sentence_are_no_heading() -> None:
    text = "قال الناقد سالم الراوي إن مقالات أخرى للكاتب نشرت في الخريف. وأضاف أن مواضيع ذات صلة تناقش في الندوة المقبلة."
    assert [block.kind for block in make_article(text).blocks] == ["body"]
