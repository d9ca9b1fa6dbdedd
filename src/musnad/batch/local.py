"""The engine of one machine: processes that make parts, then one pass over these for what is across articles.

Memory is bounded: a process holds one part, the last step the keys of all articles (some 8 KB each) and a few days of
readings. A run that was stopped is taken up by the same command: parts that are finished are not made again.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

import musnad
from musnad.batch.across import Dated, copy_rows, disagreement_finder, find_groups, story_rows
from musnad.batch.keys import Keys, unpack_keys
from musnad.batch.layout import (
    DROPPED,
    KEYS,
    MANIFEST,
    WITHIN,
    WORK,
    BatchError,
    Manifest,
    Part,
    clear,
    dated_batches,
    write_codebook,
    write_table,
    write_whole,
)  # fmt: skip
from musnad.batch.parts import SIZE, Task, dropped_row, finished_part, make_part, part_folder, rank, read_article, repeated, tasks
from musnad.records import Article, Record, SetAside, Story
from musnad.settings import Settings
from musnad.store.frames import extra
from musnad.store.packing import day_of
from musnad.store.workers import WorkerEnded, Workers, reading_with

#: Stories whose disagreements are one piece of work.
_STORIES = 50

Make = Callable[[Task], Part | BatchError]


@dataclass(frozen=True, slots=True)
class BatchHow:
    """How a batch is done: settings, processes (0: this one alone), items of a part, and who hears how far it is.

    `sources` names what the items come from: the same name and the same rules on a finished folder are nothing to do.
    """

    settings: Settings = field(default_factory=Settings)
    workers: int = 0
    size: int = SIZE
    sources: str = ""
    tell: Callable[[str, int, int | None], None] = lambda *_: None


def run_local(items: Iterable[Article | SetAside], out: Path, how: BatchHow) -> Manifest:
    """Read all items into the tables of a folder. Raises BatchError; what is finished stays, and the same call goes on."""
    out.mkdir(parents=True, exist_ok=True)
    parts = list(_parts(items, out, how))
    try:
        return _finish(out, parts, how)
    except OSError as error:
        raise BatchError(f"{out}: {error.strerror or error}: parts are kept: mend that and run the same command again") from error


def maker_of(settings: Settings) -> str:
    """What makes readings with these settings, whatever the outlet."""
    from musnad.reading import made_by

    return made_by(settings).rpartition(" outlet/")[0]


# ---- parts -----------------------------------------------------------------------------------------------------------


def _parts(items: Iterable[Article | SetAside], out: Path, how: BatchHow) -> Iterator[Part]:
    """All parts, finished before or made now."""
    done = 0
    for part in _made(items, out, how):
        if isinstance(part, BatchError):
            raise part
        done += part.articles
        how.tell("reading", done, None)
        yield part


def _made(items: Iterable[Article | SetAside], out: Path, how: BatchHow) -> Iterator[Part | BatchError]:
    if not how.workers:
        read = reading_with(how.settings)
        for task in tasks(items, how.size):
            yield _finished(out, task, how) or make_part(out, task, lambda one: read_article(one, read))
        return
    workers = Workers(how.workers, "musnad.batch.parts:part_maker", (str(out), how.settings))
    try:
        yield from _in_order(tasks(items, how.size), out, how, workers)
    except WorkerEnded as error:
        raise BatchError(f"{error} finished parts are kept: run the same command again, with fewer --workers") from error
    finally:
        workers.close()


def _in_order(given: Iterable[Task], out: Path, how: BatchHow, workers: Workers) -> Iterator[Part | BatchError]:
    waiting: deque[Part | None] = deque()
    for task in given:
        finished = _finished(out, task, how)
        if finished is None and not workers.has_idle:
            yield from _next(waiting, workers)
        if finished is None:
            workers.hand_in(task)
        waiting.append(finished)
    while waiting:
        yield from _next(waiting, workers)


def _next(waiting: deque[Part | None], workers: Workers) -> Iterator[Part | BatchError]:
    """What is finished at the head of the row, and the answer to the oldest work."""
    while waiting:
        finished = waiting.popleft()
        yield finished or workers.fetch()
        if finished is None:
            return


def _finished(out: Path, task: Task, how: BatchHow) -> Part | None:
    part = finished_part(out, task.number)
    if part is None or part.fingerprint != task.fingerprint:
        return None
    return part if not part.made_by or part.made_by.startswith(maker_of(how.settings)) else None


# ---- the end ---------------------------------------------------------------------------------------------------------


def _finish(out: Path, parts: Sequence[Part], how: BatchHow) -> Manifest:
    """Parts into the tables of the folder, by day, with what is across articles."""
    numbers = [part.number for part in parts]
    losers = _losers(out, numbers)
    rows: dict[str, int] = {}
    for done, table in enumerate(WITHIN):
        how.tell("gathering", done, len(WITHIN))
        rows[table] = write_table(out, table, _batches(out, numbers, table, losers))
    again = [repeated(one) for number in numbers for one in losers.get(number, ())]
    rows[DROPPED] = write_table(out, DROPPED, _dropped_batches(out, numbers, again))
    keys = [one for number in numbers for one in _keys(out, number, losers.get(number, frozenset()))]
    rows |= _across(out, keys, how)
    aside = Counter({"repeated": len(again)} if again else {})
    for part in parts:
        aside.update(part.set_aside)
    return keep_manifest(out, how, ("local", [part.made_by for part in parts if part.made_by]), aside, rows)


def keep_manifest(
    out: Path, how: BatchHow, by: tuple[Literal["local", "spark"], Iterable[str]], aside: Counter[str], rows: dict[str, int]
) -> Manifest:
    """Write what was done (`by`: the engine, and what made readings), and the codebook; the work folder goes."""
    engine, makers = by
    manifest = Manifest(
        musnad=musnad.__version__, engine=engine, made_by=tuple(sorted(set(makers))), fingerprint=fingerprint(how),
        articles=rows["articles"], set_aside=aside, rows=rows,
    )  # fmt: skip
    write_codebook(out)
    write_whole(out / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    clear(out / WORK)
    return manifest


def fingerprint(how: BatchHow) -> str:
    """Names what a batch was made of, by what its sources are called, and by which rules."""
    return hashlib.sha256(f"{how.sources}\x00{maker_of(how.settings)}".encode()).hexdigest()[:32]


def _across(out: Path, keys: Sequence[Keys], how: BatchHow) -> dict[str, int]:
    how.tell("comparing", 0, None)
    copies, stories = find_groups(keys, how.settings)
    days = {one.facts.id: day_of(one.facts.published) for one in keys}
    differ = _disagreements(out, stories, how)
    return write_across(out, {"copies": copy_rows(copies, days), "stories": story_rows(stories), "disagreements": differ})


def write_across(out: Path, found: Mapping[str, Iterable[Dated]]) -> dict[str, int]:
    """The tables of the work across articles, one after the other; how many rows each has."""
    return {table: write_table(out, table, dated_batches(rows, table)) for table, rows in found.items()}


def _disagreements(out: Path, stories: Sequence[Story], how: BatchHow) -> Iterator[Dated]:
    chunks = [stories[at : at + _STORIES] for at in range(0, len(stories), _STORIES)]
    for done, rows in enumerate(_by_stories(out, chunks, how)):
        how.tell("disagreements", done + 1, len(chunks))
        yield from rows


def _by_stories(out: Path, chunks: Sequence[Sequence[Story]], how: BatchHow) -> Iterator[list[Dated]]:
    if not how.workers or len(chunks) < 2 * how.workers:
        yield from map(disagreement_finder(str(out)), chunks)
        return
    workers = Workers(how.workers, "musnad.batch.across:disagreement_finder", str(out))
    try:
        yield from workers.each(chunks)
    except WorkerEnded as error:
        raise BatchError(f"{error} parts are kept: run the same command again, with fewer --workers") from error
    finally:
        workers.close()


# ---- parts as they are read again ------------------------------------------------------------------------------------


def _losers(out: Path, numbers: Sequence[int]) -> dict[int, frozenset[str]]:
    """Articles, by part, of which a later part or version is kept."""
    best: dict[str, tuple[tuple[str, str], int]] = {}
    lost: dict[int, set[str]] = {}
    for number in numbers:
        for batch in _scan(out, number, KEYS, ["article", "version", "published"]):
            for article, version, published in zip(*(column.to_pylist() for column in batch.columns)):
                here = (rank(published, version), number)
                known = best.setdefault(article, here)
                if known is not here:
                    best[article] = max(known, here)
                    lost.setdefault(min(known, here)[1], set()).add(article)
    return {number: frozenset(ids) for number, ids in lost.items()}


def _batches(out: Path, numbers: Sequence[int], table: str, losers: dict[int, frozenset[str]]) -> Iterator[Any]:
    for number in numbers:
        for batch in _scan(out, number, table):
            yield _without(batch, losers[number]) if number in losers else batch


def _without(batch: Any, ids: frozenset[str]) -> Any:
    arrow, compute = extra("pyarrow", "batch"), extra("pyarrow.compute", "batch")
    return batch.filter(compute.invert(compute.is_in(batch.column("article"), value_set=arrow.array(sorted(ids)))))


def _dropped_batches(out: Path, numbers: Sequence[int], again: Iterable[SetAside]) -> Iterator[Any]:
    yield from _batches(out, numbers, DROPPED, {})
    rows: Iterator[tuple[str | None, Record]] = (
        (None, dropped_row(one)) for one in again
    )
    yield from dated_batches(rows, DROPPED)


def _keys(out: Path, number: int, without: frozenset[str]) -> Iterator[Keys]:
    for batch in _scan(out, number, KEYS, ["article", "keys"]):
        for article, packed in zip(*(column.to_pylist() for column in batch.columns)):
            if article not in without:
                yield unpack_keys(packed)


def _scan(out: Path, number: int, table: str, columns: list[str] | None = None) -> Iterator[Any]:
    """Record batches of a file of a part. Raises BatchError, and takes the part away, where it is damaged."""
    arrow, parquet = extra("pyarrow", "batch"), extra("pyarrow.parquet", "batch")
    path = part_folder(out, number) / f"{table}.parquet"
    try:
        with parquet.ParquetFile(path) as file:
            yield from file.iter_batches(columns=columns)
    except (arrow.ArrowInvalid, FileNotFoundError) as error:
        clear(path.parent)
        detail = str(error).partition("\n")[0]
        raise BatchError(f"{path} is damaged ({detail}); part {number} is taken away: run the same command again") from error


__all__ = ["BatchHow", "fingerprint", "keep_manifest", "maker_of", "run_local", "write_across"]
