"""Adding articles: in small batches, each acknowledged when it is safely on the disk."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from musnad.records import Article, SetAside
from musnad.store import articles
from musnad.store.answers import AddReport, Progress
from musnad.store.database import Database
from musnad.store.errors import Refused
from musnad.store.preparing import Prepared, storable, try_prepare
from musnad.store.vocabulary import add_counts
from musnad.store.workers import How, Workers, readers

Tell: TypeAlias = Callable[[Progress], None]
#: What is added: an article, one that was read before, or what gave none.
Item: TypeAlias = Article | Prepared | SetAside
#: An item ready to be written: an article with its reading, one that the library has, or what gave none.
Ready: TypeAlias = Prepared | Article | SetAside
#: A batch is kept when it has this many items, or when its first one has waited this many seconds: so long a busy machine may
#: take for the pages of a batch, and only a slow source takes longer.
_BATCH, _SECONDS = 64, 2.0
#: New articles after which the words are counted into the vocabulary, and the most oddities that a report lists.
_COUNT_AFTER, _MOST_REPORTED = 2_000, 100
#: Articles that one process reads before others are started: a start takes as long as reading some fifty.
_ALONE = 64


class Adder:
    """Adds items to a library; `report` is what has been done so far."""

    def __init__(self, database: Database, how: How, on_progress: Tell | None = None) -> None:
        self.database = database
        self.how = how
        self.on_progress = on_progress
        self.writer = articles.Writer()
        self.tally: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.reported: list[SetAside] = []
        self._done = 0
        self._seen: object = None
        self._readers: Workers | None = None
        self._waiting: deque[tuple[list[Item], list[int]]] = deque()

    def add(self, items: Iterable[Item]) -> AddReport:
        """Add all items; each batch is on the disk when `on_progress` hears of it. Raises LibraryError."""
        try:
            for batch, in_haste in _batches(items):
                self._take(batch, in_haste)
            self._finish_waiting()
        finally:
            if self._readers is not None:
                self._readers.close()
        self._count_words(least=1)
        return self.report

    def _take(self, batch: list[Item], in_haste: bool) -> None:
        """Keep a batch, at once or, where there is a long row of them, when another process has read it."""
        if self._readers is None and in_haste and self.how.workers and self.tally["added"] >= _ALONE:
            self._readers = readers(self.how.workers, self.how.settings)
        with self.database.told():
            new = [i for i, item in enumerate(batch) if self._is_new(item)]
        if self._readers is None:
            self._keep([try_prepare(item, self.how.read) if i in new else item for i, item in enumerate(batch)])  # type: ignore[arg-type]
            return
        ready = None if self._readers.has_idle else self._fetch_oldest(self._readers)
        self._readers.hand_in([batch[i] for i in new])
        self._waiting.append((batch, new))
        if ready is not None:  # written only now, so that no process waits for that
            self._keep(ready)
        if not in_haste:  # the source is slow: nothing is to wait for its next item
            self._finish_waiting()

    def _finish_waiting(self) -> None:
        while self._waiting and self._readers is not None:
            self._keep(self._fetch_oldest(self._readers))

    def _fetch_oldest(self, readers: Workers) -> list[Ready]:
        """The batch that was handed out first, as it was read; waits for that."""
        batch, new = self._waiting.popleft()
        ready: list[Ready] = list(batch)
        for i, one in zip(new, readers.fetch()):
            ready[i] = one
        return ready

    def _is_new(self, item: Item) -> bool:
        return isinstance(item, Article) and not articles.is_known(self.database.connection, item)

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

    def _keep(self, ready: list[Ready]) -> None:
        """Write a batch; where the database refuses something in it, one by one, and that is set aside."""
        try:
            self._keep_together(ready)
        except Refused as error:
            if len(ready) > 1:
                for one in ready:
                    self._keep([one])
            elif isinstance(ready[0], Prepared):
                detail = f"the database does not take it: {error}"
                self._keep([SetAside(where=ready[0].id, reason="fault", detail=detail[:500])])
            else:
                raise

    def _keep_together(self, ready: list[Ready]) -> None:
        """Write a batch in one transaction, then acknowledge it."""
        tally: Counter[str] = Counter()
        reported: list[SetAside] = []
        try:
            with self.database.write() as connection:
                self._mind_others(connection.seen_others())
                change = articles.next_change(connection) if any(isinstance(one, Prepared) for one in ready) else 0
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

    def _write(self, one: Ready, change: int, tally: Counter[str], reported: list[SetAside]) -> None:
        connection = self.database.connection
        if isinstance(one, SetAside):
            connection.execute(
                "INSERT INTO dropped (place, reason, detail, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (storable(one.where), one.reason, storable(one.detail), articles.now()),
            )
            return
        if isinstance(one, Article):
            tally["same"] += 1
            return
        odd = articles.clash(connection, one)
        outcome = articles.put(connection, self.writer, one, change)
        tally[outcome] += 1
        if outcome != "same":
            tally["statements"] += len(one.statements)
            reported += [odd] if odd else []

    def _mind_others(self, seen: object) -> None:
        """Forget what is remembered where another program has written since."""
        if seen != self._seen:
            self.writer.forget()
            self._seen = seen

    def _acknowledge(self, ready: list[Ready]) -> None:
        self._done += len(ready)
        if self.on_progress is not None:
            ids = tuple(one.id for one in ready if not isinstance(one, SetAside))
            self.on_progress(Progress(done=self._done, ids=ids))

    def _count_words(self, least: int) -> None:
        """Bring the vocabulary up to date after enough new articles."""
        new = self.tally["added"] + self.tally["new-version"]
        if new - self.tally["counted"] >= least:
            add_counts(self.database, self.writer.counts)
            self.writer.counts.clear()
            self.tally["counted"] = new


def _batches(items: Iterable[Item]) -> Iterator[tuple[list[Item], bool]]:
    """Items in small batches, and whether they come quickly; nothing waits longer than until the next item."""
    batch: list[Item] = []
    started = 0.0
    for item in items:
        if not batch:
            started = time.monotonic()
        batch.append(item)
        if len(batch) >= _BATCH or time.monotonic() - started > _SECONDS:
            yield batch, len(batch) >= _BATCH
            batch = []
    if batch:
        yield batch, False


__all__ = ["Adder"]
