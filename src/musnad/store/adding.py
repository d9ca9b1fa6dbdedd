"""Adding articles: in small batches, each acknowledged when it is safely on the disk."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from musnad.records import Article, Reading, SetAside
from musnad.store import articles
from musnad.store.answers import AddReport, Progress
from musnad.store.errors import told_clearly
from musnad.store.sqlite import Database
from musnad.store.vocabulary import add_counts

Read: TypeAlias = Callable[[Article], Reading]
Tell: TypeAlias = Callable[[Progress], None]
Item: TypeAlias = Article | SetAside
#: An item ready to be written: an article with its reading, one that the library has, or what gave none.
Ready: TypeAlias = articles.Prepared | Article | SetAside
#: A batch is kept when it has this many items, or when its first one has waited this many seconds.
_BATCH, _SECONDS = 64, 0.5
#: New articles after which the words are counted into the vocabulary, and the most oddities that a report lists.
_COUNT_AFTER, _MOST_REPORTED = 2_000, 100


class Adder:
    """Adds items to a library; `report` is what has been done so far."""

    def __init__(self, database: Database, read: Read, on_progress: Tell | None = None) -> None:
        self.database = database
        self.read = read
        self.on_progress = on_progress
        self.writer = articles.Writer()
        self.tally: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.reported: list[SetAside] = []
        self._done = 0
        self._seen_data_version = -1

    def add(self, items: Iterable[Item]) -> AddReport:
        """Add all items; each batch is on the disk when `on_progress` hears of it. Raises LibraryError."""
        for batch in _batches(items):
            self._keep(batch)
        self._count_words(least=1)
        return self.report

    @property
    def report(self) -> AddReport:
        """What has been done and kept so far."""
        return AddReport(
            added=self.tally["added"],
            same=self.tally["same"],
            new_versions=self.tally["new-version"],
            set_aside=self.reasons.total(),
            statements=self.tally["statements"],
            reasons=dict(self.reasons),
            reported=tuple(self.reported),
        )

    def _keep(self, batch: list[Item]) -> None:
        """Read what is new of a batch, write it in one transaction, then acknowledge it."""
        with told_clearly(self.database.path):
            ready = [self._prepare(item) for item in batch]
        tally: Counter[str] = Counter()
        reported: list[SetAside] = []
        try:
            with self.database.write() as connection:
                self._mind_others(connection.execute("PRAGMA data_version").fetchone()[0])
                change = articles.next_change(connection) if any(isinstance(one, articles.Prepared) for one in ready) else 0
                for one in ready:
                    self._write(one, change, tally, reported)
        except BaseException:
            self.writer.forget()
            raise
        self.tally += tally
        self.reasons.update(one.reason for one in ready if isinstance(one, SetAside))
        self.reported += reported[: _MOST_REPORTED - len(self.reported)]
        self._acknowledge(ready)
        self._count_words(least=_COUNT_AFTER)

    def _prepare(self, item: Item) -> Ready:
        """Read an article that the library does not have; one that it has is given back as it is."""
        if isinstance(item, SetAside) or articles.is_known(self.database.connection, item):
            return item
        try:
            return articles.prepare(item, self.read(item))
        except UnicodeEncodeError:
            return SetAside(where=_name(item), reason="not-unicode", detail="lone surrogates: the file was not decoded rightly")
        except Exception as error:  # one odd article must not lose the others; it is listed, and shows in the exit code
            return SetAside(where=_name(item), reason="fault", detail=f"{type(error).__name__}: {error}"[:500])

    def _write(self, one: Ready, change: int, tally: Counter[str], reported: list[SetAside]) -> None:
        connection = self.database.connection
        if isinstance(one, SetAside):
            connection.execute(
                "INSERT OR IGNORE INTO dropped (place, reason, detail, added) VALUES (?, ?, ?, ?)",
                (_clean(one.where), one.reason, _clean(one.detail), articles.now()),
            )
            return
        if isinstance(one, Article):
            tally["same"] += 1
            return
        odd = articles.clash(connection, one.article)
        outcome = articles.put(connection, self.writer, one, change)
        tally[outcome] += 1
        if outcome != "same":
            tally["statements"] += len(one.reading.statements)
            reported += [odd] if odd else []

    def _mind_others(self, data_version: int) -> None:
        """Forget what is remembered where another program has written since."""
        if data_version != self._seen_data_version:
            self.writer.forget()
            self._seen_data_version = data_version

    def _acknowledge(self, ready: list[Ready]) -> None:
        self._done += len(ready)
        if self.on_progress is not None:
            known = (one.article if isinstance(one, articles.Prepared) else one for one in ready)
            self.on_progress(Progress(done=self._done, ids=tuple(one.id for one in known if isinstance(one, Article))))

    def _count_words(self, least: int) -> None:
        """Bring the vocabulary up to date after enough new articles."""
        new = self.tally["added"] + self.tally["new-version"]
        if new - self.tally["counted"] >= least:
            add_counts(self.database, self.writer.counts)
            self.writer.counts.clear()
            self.tally["counted"] = new


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in small batches; nothing waits for a slow source longer than until its next item."""
    batch: list[Item] = []
    started = 0.0
    for item in items:
        if not batch:
            started = time.monotonic()
        batch.append(item)
        if len(batch) >= _BATCH or time.monotonic() - started > _SECONDS:
            yield batch
            batch = []
    if batch:
        yield batch


def _name(article: Article) -> str:
    return article.url or article.given_id or article.id


def _clean(text: str) -> str:
    """A text that can be stored: lone surrogates shown as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


__all__ = ["Adder", "Read"]
