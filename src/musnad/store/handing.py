"""What the library hands on: articles with their statements, rows of tables, data frames."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Unpack

from musnad.records import Record
from musnad.store import stories
from musnad.store.corrected import load_judged
from musnad.store.database import Database
from musnad.store.exporting import (
    By,
    Exported,
    ExportWanted,
    Filters,
    has_story,
    load_exported,
    plan,
    rows_of,
    side_rows,
    story_row,
)  # fmt: skip
from musnad.store.identifiers import Identified
from musnad.store.rows import What

#: Articles that an export has in memory at a time.
_AT_A_TIME = 50


class HandsOn:
    """The methods of a library that hand it on."""

    database: Database

    def export(self, *, by: By = "statements", **wanted: Unpack[Filters]) -> Iterator[Exported]:
        """Articles with readings and the statements that are wanted (conditions of `said`, and `who`), by time of
        publication; a few at a time are in memory. By statements: only articles that have a wanted one."""
        with self.database.reading() as connection:
            going = plan(connection, ExportWanted(**wanted), by)
            judged, identified = load_judged(connection), Identified(connection)
        for start in range(0, len(going), _AT_A_TIME):
            with self.database.reading() as connection:
                loaded = load_exported(connection, going[start : start + _AT_A_TIME], judged, identified)
            yield from loaded

    def rows(self, what: What = "statements", **wanted: Unpack[Filters]) -> Iterator[Record]:
        """The rows of a table (`musnad.store.rows`) of what is wanted. Of stories and disagreements, days and outlet count,
        and they are as they stand: `stories` brings them up to date."""
        if what in ("stories", "disagreements"):
            yield from self._story_rows(what, ExportWanted(**wanted))
            return
        for one in self.export(by="statements" if what == "statements" else "articles", **wanted):
            yield from rows_of(one, what)

    def _story_rows(self, what: What, wanted: ExportWanted) -> Iterator[Record]:
        with self.database.reading() as connection:
            found = [story for story in stories.load_stories(connection) if has_story(wanted, story)]
            made = [story_row(one) for one in found] if what == "stories" else side_rows(connection, found, self.database.path)
            yield from list(made)

    def to_pandas(self, what: What = "statements", **wanted: Unpack[Filters]) -> Any:
        """The rows of a table as a pandas DataFrame. Raises MissingExtra where pandas or pyarrow is not installed."""
        from musnad.store.frames import pandas_frame

        return pandas_frame(self.rows(what, **wanted), what)

    def to_polars(self, what: What = "statements", **wanted: Unpack[Filters]) -> Any:
        """The rows of a table as a polars DataFrame. Raises MissingExtra where polars or pyarrow is not installed."""
        from musnad.store.frames import polars_frame

        return polars_frame(self.rows(what, **wanted), what)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Inside the block, this thread is answered from the library as it stood when it began, whatever others write; it
        cannot write itself."""
        with self.database.reading():
            yield


__all__ = ["HandsOn"]
