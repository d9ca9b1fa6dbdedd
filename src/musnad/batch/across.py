"""What is across the articles of a batch, in one process: copies, stories and disagreements from keys, as every engine
finds them, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import msgspec

from musnad.batch.keys import Keys, Topics
from musnad.batch.layout import DAY, NO_DAY
from musnad.compare.copies import group_copies
from musnad.compare.disagreements import find_disagreements
from musnad.compare.keys import moment
from musnad.compare.stories import group_stories
from musnad.records import Article, CopyGroup, Reading, Record, Story
from musnad.settings import Settings
from musnad.store.exporting import copy_row, side_row, story_row
from musnad.store.frames import extra
from musnad.store.packing import day_of

#: Days of readings that are held while the disagreements of stories are found: a story is no longer than a few.
_DAYS_HELD = 12

#: A row and the day in whose folder it lies.
Dated = tuple[str | None, Record]


def find_groups(keys: Sequence[Keys], settings: Settings) -> tuple[list[CopyGroup], list[Story]]:
    """Copies and stories of articles by their keys, in whatever order these come."""
    ordered = sorted(keys, key=lambda one: one.facts.place)
    copies = group_copies([one.copy for one in ordered], lambda at: ordered[at].facts, settings)
    undated_first = sorted(ordered, key=lambda one: moment(one.facts.published) is not None)
    stories = group_stories(Topics(undated_first), copies, lambda at: undated_first[at].facts, settings)
    return copies, stories


def copy_rows(copies: Sequence[CopyGroup], days: Mapping[str, str | None]) -> Iterator[Dated]:
    """The rows of copies; `days` are those of articles."""
    return ((days[one.articles[0]], copy_row(one)) for one in copies)


def story_rows(stories: Sequence[Story]) -> Iterator[Dated]:
    """The rows of stories."""
    return ((day_of(one.first), story_row(one)) for one in stories)


def disagreement_finder(out: str) -> Callable[[Sequence[Story]], list[Dated]]:
    """The job of a process: the rows of the disagreements of some stories, whose readings lie under a batch's folder."""
    shelf = Shelf(Path(out))
    return lambda stories: [row for story in stories for row in disagreement_rows(story, shelf)]


def disagreement_rows(story: Story, shelf: Shelf) -> Iterator[Dated]:
    """The rows of a story's disagreements."""
    articles, readings = shelf.of(story)
    day = day_of(story.first)
    for one in find_disagreements(story, articles, readings):
        yield from ((day, side_row(articles[side.article], one, side)) for side in one.sides)


class Shelf:
    """Articles and readings that lie in a batch's folder, a few days of them at a time."""

    def __init__(self, out: Path) -> None:
        self._folder = out / "readings"
        self._day = lru_cache(maxsize=_DAYS_HELD)(self._load)
        self._article, self._reading = msgspec.json.Decoder(Article), msgspec.json.Decoder(Reading)

    def of(self, story: Story) -> tuple[dict[str, Article], dict[str, Reading]]:
        """The articles of a story and their readings, by id."""
        held = [self._day(day) for day in (*_days(story), NO_DAY)]
        found = {one: text for one in story.articles for day in held if (text := day.get(one))}
        articles = {one: self._article.decode(record) for one, (record, _) in found.items()}
        return articles, {one: self._reading.decode(reading) for one, (_, reading) in found.items()}

    def _load(self, day: str) -> dict[str, tuple[str, str]]:
        dataset = extra("pyarrow.dataset", "batch")
        folder = self._folder / f"{DAY}={day}"
        if not folder.is_dir():
            return {}
        table = dataset.dataset(folder, format="parquet").to_table(columns=["article", "record", "reading"])
        return {one: (record, reading) for one, record, reading in zip(*(column.to_pylist() for column in table.columns))}


def _days(story: Story) -> Iterator[str]:
    first, last = day_of(story.first), day_of(story.last)
    if first and last:
        start = date.fromisoformat(first)
        for away in range((date.fromisoformat(last) - start).days + 1):
            yield (start + timedelta(days=away)).isoformat()


__all__ = [
    "Dated", "Shelf", "copy_rows", "disagreement_finder", "disagreement_rows", "find_groups", "story_rows",
]  # fmt: skip
