"""Records as tables for spreadsheets: a header, a row a record, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from musnad.records import Disagreement, SetAside, Story
from musnad.store.answers import Acted, Hit, Said

_SAID = ("day", "published", "outlet", "speaker", "role", "stance", "negated", "words", "chain", "confidence", "title", "url",
         "article", "statement")  # fmt: skip


def said_row(said: Said) -> list[object]:
    """A statement with its article."""
    one, article = said.statement, said.article
    return [
        said.day, article.published, article.outlet, " + ".join(speaker.name for speaker in one.speakers),
        " + ".join(speaker.role for speaker in one.speakers if speaker.role), one.cue.stance, one.negated,
        " … ".join(said.texts), " ← ".join(link.name for link in one.chain), f"{one.confidence:.2f}", article.title,
        article.url, article.id, one.id,
    ]  # fmt: skip


def _hit_row(hit: Hit) -> list[object]:
    article, snippets = hit.article, " … ".join(snippet.text for snippet in hit.snippets)
    statement = hit.statement.statement.id if hit.statement else None
    speaker = " + ".join(one.name for one in hit.statement.statement.speakers) if hit.statement else None
    return [article.published, article.outlet, article.title, speaker, snippets, article.url, article.id, statement]


def _story_row(story: Story) -> list[object]:
    return [story.first, story.last, story.title, len(story.articles), " + ".join(story.outlets), story.texts,
            " + ".join(story.keywords), story.id]  # fmt: skip


def _act_row(one: Acted) -> list[object]:
    article = one.article
    return [article.published, article.outlet, one.actor, one.act.act, one.words, one.object, article.title, article.url,
            article.id]  # fmt: skip


def _disagreement_row(one: Disagreement) -> list[object]:
    sides = " ≠ ".join(f"{side.value} ({side.article})" for side in one.sides)
    return [one.story, one.kind, one.fact, one.verdict, sides, one.id]


def _set_aside_row(one: SetAside) -> list[object]:
    return [one.where, one.reason, one.detail]


#: The columns of each kind of record, and how a row is made of one.
TABLES: dict[type, tuple[Sequence[str], Callable[[Any], list[object]]]] = {
    Said: (_SAID, said_row),
    Hit: (("published", "outlet", "title", "speaker", "words", "url", "article", "statement"), _hit_row),
    Story: (("first", "last", "title", "articles", "outlets", "texts", "keywords", "story"), _story_row),
    Acted: (("published", "outlet", "actor", "act", "words", "object", "title", "url", "article"), _act_row),
    Disagreement: (("story", "kind", "fact", "verdict", "sides", "disagreement"), _disagreement_row),
    SetAside: (("where", "reason", "detail"), _set_aside_row),
}


def write_table(records: Iterable[Any], kind: type) -> str:
    """Records of one kind as CSV, with the mark (U+FEFF) that spreadsheets know UTF-8 by.

    A cell that begins as a formula does gets an apostrophe before it. Raises KeyError for a kind that has no table.
    """
    columns, row = TABLES[kind]
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    table = csv.writer(out)
    table.writerow(columns)
    for record in records:
        table.writerow([safe_cell(value) for value in row(record)])
    return out.getvalue()


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


__all__ = ["TABLES", "safe_cell", "said_row", "write_table"]
