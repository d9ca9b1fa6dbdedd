"""A part of a batch: a run of articles read and written as files of its own, in a process or on a worker. Whole or not
there: it is written beside its place and moved there when it is finished."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import msgspec

from musnad.batch.keys import pack_keys
from musnad.batch.layout import DROPPED, KEYS, WITHIN, WORK, BatchError, Part, clear, dated_batches, write_rows
from musnad.records import Article, Reading, Record, SetAside
from musnad.settings import Settings
from musnad.store.exporting import exported, rows_of
from musnad.store.frames import extra
from musnad.store.packing import day_of
from musnad.store.preparing import storable, tried
from musnad.store.rows import DroppedRow, What

#: Items of a part: a few seconds' work.
SIZE = 500
_PART = "part.json"

Read: TypeAlias = Callable[[Article], Reading]


class Task(NamedTuple):
    """A part to be made."""

    number: int
    items: tuple[Article | SetAside, ...]

    @property
    def fingerprint(self) -> str:
        """Names the items of the part: their ids and versions, and what is wrong with those that gave no article."""
        digest = hashlib.sha256()
        for one in self.items:
            told = (one.id, one.version) if isinstance(one, Article) else (one.where, one.reason)
            digest.update("\x00".join((*told, "")).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]


class ReadArticle(NamedTuple):
    """What is kept of an article that was read: its rows by table, its keys as bytes, its place in time."""

    id: str
    version: str
    published: str | None
    rows: dict[What, list[Record]]
    keys: bytes
    made_by: str

    @property
    def day(self) -> str | None:
        """The day in whose folders its rows lie."""
        return day_of(self.published)


def read_article(article: Article, read: Read) -> ReadArticle | SetAside:
    """Read an article into rows and keys; one that cannot be is set aside with the reason."""
    return tried(article, lambda one: _read(one, read(one)))


def kept_reading(article: Article, reading: Reading) -> ReadArticle | SetAside:
    """The same for one that was read before."""
    return tried(article, lambda one: _read(one, reading))


def _read(article: Article, reading: Reading) -> ReadArticle:
    both = exported(article, reading)
    rows = {what: rows_of(both, what) for what in WITHIN}
    return ReadArticle(article.id, article.version, article.published, rows, pack_keys(article, reading), reading.made_by)


def later(one: ReadArticle | SetAside, other: ReadArticle) -> bool:
    """Whether of two readings of one article the first is the later version, and so the one to keep."""
    return isinstance(one, ReadArticle) and rank(one.published, one.version) > rank(other.published, other.version)


def rank(published: str | None, version: str) -> tuple[str, str]:
    """Of several versions of one article the highest is kept, as everywhere across articles."""
    return published or "", version


def repeated(where: str) -> SetAside:
    """What is said of an article that came again, or in an older version."""
    return SetAside(where=where, reason="repeated", detail="the same article again, or an older version of it")


# ---- parts as files ------------------------------------------------------------------------------------------------


def part_folder(out: Path, number: int) -> Path:
    """Where a part lies until the batch is finished."""
    return out / WORK / f"part-{number:06}"


def finished_part(out: Path, number: int) -> Part | None:
    """A part that is finished, if it is."""
    try:
        return msgspec.json.decode((part_folder(out, number) / _PART).read_bytes(), type=Part)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def part_maker(given: tuple[str, Settings]) -> Callable[[Task], Part | BatchError]:
    """The job of a process: parts to be made into their folders under the first of `given`, read with its settings."""
    from musnad.store.workers import load_all, reading_with

    out, settings = given
    load_all(settings)
    read = reading_with(settings)
    return lambda task: make_part(Path(out), task, lambda article: read_article(article, read))


def make_part(out: Path, task: Task, make: Callable[[Article], ReadArticle | SetAside]) -> Part | BatchError:
    """Make a part and put it in its place; trouble with the disk comes back as the error to raise."""
    folder = part_folder(out, task.number)
    fresh = folder.with_name(f".{folder.name}")
    try:
        clear(fresh)
        fresh.mkdir(parents=True)
        part = _write(fresh, task, make)
        clear(folder)
        os.replace(fresh, folder)
        return part
    except OSError as error:
        return BatchError(
            f"{out}: {error.strerror or error}: part {task.number} could not be written; "
            "finished parts are kept: mend that and run the same command again"
        )


def _write(folder: Path, task: Task, make: Callable[[Article], ReadArticle | SetAside]) -> Part:
    read, aside = _made(task.items, make)
    try:
        return _write_files(folder, task, read, aside)
    except extra("pyarrow", "batch").ArrowException:  # a row that Arrow does not take: its article is set aside
        fits = [(one, _fault(one)) for one in read]
        faults = [fault for _, fault in fits if fault]
        if not faults:
            raise
        return _write_files(folder, task, [one for one, fault in fits if not fault], aside + faults)


def _fault(one: ReadArticle) -> SetAside | None:
    """Why an article's rows cannot be written, if so."""
    try:
        for table in WITHIN:
            for _ in dated_batches(((one.day, row) for row in one.rows[table]), table):
                pass
    except extra("pyarrow", "batch").ArrowException as error:
        return SetAside(where=one.id, reason="fault", detail=f"{type(error).__name__}: {error}"[:500])
    return None


def _write_files(folder: Path, task: Task, read: Sequence[ReadArticle], aside: Sequence[SetAside]) -> Part:
    for table in WITHIN:
        write_rows(folder / f"{table}.parquet", ((one.day, row) for one in read for row in one.rows[table]), table)
    write_rows(folder / f"{DROPPED}.parquet", ((None, dropped_row(one)) for one in aside), DROPPED)
    _write_keys(folder / f"{KEYS}.parquet", read)
    part = Part(
        number=task.number, fingerprint=task.fingerprint, made_by=read[0].made_by if read else "", articles=len(read),
        set_aside=Counter(one.reason for one in aside),
    )  # fmt: skip
    (folder / _PART).write_bytes(msgspec.json.encode(part))
    return part


def _made(
    items: Sequence[Article | SetAside], make: Callable[[Article], ReadArticle | SetAside]
) -> tuple[list[ReadArticle], list[SetAside]]:
    """What the articles of a part give, of several versions of one the last, and what is set aside."""
    read: dict[str, ReadArticle] = {}
    aside: list[SetAside] = []
    for item in items:
        made = make(item) if isinstance(item, Article) else item
        if isinstance(made, SetAside):
            aside.append(made)
        elif made.id not in read:
            read[made.id] = made
        else:
            aside.append(repeated(made.id))
            read[made.id] = made if later(made, read[made.id]) else read[made.id]
    return list(read.values()), aside


def dropped_row(one: SetAside) -> Record:
    """The row of what gave no article."""
    return DroppedRow(where=storable(one.where), reason=one.reason, detail=storable(one.detail))


def key_schema() -> Any:
    """The Arrow schema of keys as they lie in a part."""
    arrow = extra("pyarrow", "batch")
    return arrow.schema([("article", arrow.string()), ("version", arrow.string()), ("published", arrow.string()),
                         ("keys", arrow.binary())])  # fmt: skip


def _write_keys(path: Path, read: Sequence[ReadArticle]) -> None:
    arrow, parquet = extra("pyarrow", "batch"), extra("pyarrow.parquet", "batch")
    rows = [(one.id, one.version, one.published, one.keys) for one in read]
    schema = key_schema()
    columns = [arrow.array([row[at] for row in rows], field.type) for at, field in enumerate(schema)]
    parquet.write_table(arrow.table(columns, schema=schema), path)


def tasks(items: Iterable[Article | SetAside], size: int = SIZE) -> Iterator[Task]:
    """Items as parts, in their order."""
    batch: list[Article | SetAside] = []
    number = 0
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield Task(number, tuple(batch))
            number, batch = number + 1, []
    if batch:
        yield Task(number, tuple(batch))


__all__ = [
    "SIZE", "ReadArticle", "Task", "dropped_row", "finished_part", "kept_reading", "key_schema", "later", "make_part",
    "part_folder", "part_maker", "rank", "read_article", "repeated", "tasks",
]  # fmt: skip
