"""The folder that a batch writes: a folder a table, a folder a day in it, Parquet files in these; how it came about
stands in ``batch.json``, what the columns mean in ``codebook.md`` and ``codebook.json``.

Work that is not finished lies in ``_work``, a folder a part, so that a run that was stopped goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from musnad.records import Record
from musnad.store.codebook import codebook_json, codebook_markdown
from musnad.store.frames import arrow_batches, extra, schema_of
from musnad.store.rows import ROWS, CopyRow, DroppedRow, What, columns_in

#: Tables that one article gives rows to, by their names; then those of the work across articles.
WITHIN: tuple[What, ...] = ("articles", "statements", "entities", "times", "figures", "readings")
ACROSS: dict[str, type[Record]] = {"copies": CopyRow, "stories": ROWS["stories"], "disagreements": ROWS["disagreements"]}
DROPPED = "dropped"
TABLES: dict[str, type[Record]] = {**{what: ROWS[what] for what in WITHIN}, **ACROSS, DROPPED: DroppedRow}
#: The column that names a row's folder: the day of its article, of its story's or its copies' first article.
DAY = "published_on"
WORK, MANIFEST, KEYS = "_work", "batch.json", "keys"
#: Rows that are put into one group of a file, where so many of a day come.
_GROUP = 500
#: The folder of rows without a day: a word, since pandas cannot open a folder that Hive takes for none at all.
NO_DAY = "undated"


class BatchError(Exception):
    """A batch cannot go on: one line that says what, where, and what to do. What is finished is kept."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


class Part(Record, frozen=True):
    """A finished part: a run of the sources' items in their order. `fingerprint` names the items, `made_by` the reader."""

    number: int
    fingerprint: str
    made_by: str
    articles: int
    set_aside: dict[str, int]


class Manifest(Record, frozen=True):
    """How a folder came about, and what is in it: rows of each table, items set aside by reason."""

    musnad: str
    engine: str
    made_by: tuple[str, ...]
    fingerprint: str
    articles: int
    set_aside: dict[str, int]
    rows: dict[str, int]


def arrow_schema_of(table: str, *, dated: bool = False) -> Any:
    """The Arrow schema of a table; with the column of its folders where `dated`."""
    schema = schema_of(columns_in(TABLES[table]), "batch")
    return schema.append(extra("pyarrow", "batch").field(DAY, extra("pyarrow", "batch").string())) if dated else schema


def write_rows(path: Path, rows: Iterable[tuple[str | None, Record]], table: str) -> int:
    """Rows, each with its day, into one Parquet file; how many."""
    arrow, parquet = extra("pyarrow", "batch"), extra("pyarrow.parquet", "batch")
    schema, count = arrow_schema_of(table, dated=True), 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in dated_batches(rows, table):
            writer.write_batch(arrow.record_batch(batch.columns, schema=schema))
            count += batch.num_rows
    return count


def dated_batches(rows: Iterable[tuple[str | None, Record]], table: str) -> Iterator[Any]:
    """Rows, each with its day, as record batches of Arrow."""
    arrow = extra("pyarrow", "batch")
    days: list[str] = []

    def bare() -> Iterator[Record]:
        for day, row in rows:
            days.append(day or NO_DAY)
            yield row

    for batch in arrow_batches(bare(), arrow_schema_of(table)):
        dated = arrow.array(days[: batch.num_rows], arrow.string())
        del days[: batch.num_rows]
        yield batch.append_column(DAY, dated)


def write_table(out: Path, table: str, batches: Iterable[Any]) -> int:
    """Record batches with days into the folders of a table, which takes the place of what stood there; how many rows."""
    arrow, dataset = extra("pyarrow", "batch"), extra("pyarrow.dataset", "batch")
    fresh, count = out / WORK / f"new-{table}", 0
    clear(fresh)

    def counted() -> Iterator[Any]:
        nonlocal count
        for batch in batches:
            count += batch.num_rows
            yield batch

    dataset.write_dataset(
        arrow.RecordBatchReader.from_batches(arrow_schema_of(table, dated=True), counted()), fresh, format="parquet",
        file_options=dataset.ParquetFileFormat().make_write_options(compression="zstd"), basename_template="part-{i}.parquet",
        partitioning=dataset.partitioning(arrow.schema([(DAY, arrow.string())]), flavor="hive"), use_threads=False,
        max_partitions=1 << 20, max_open_files=256, min_rows_per_group=_GROUP, existing_data_behavior="overwrite_or_ignore",
    )  # fmt: skip
    put_in_place(fresh, out / table)
    return count


def put_in_place(fresh: Path, target: Path) -> None:
    """Put a finished folder where an older one may stand."""
    fresh.mkdir(parents=True, exist_ok=True)
    clear(target)
    os.replace(fresh, target)


def clear(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)


def write_codebook(out: Path) -> None:
    """What tables and columns mean, for people and for programs."""
    layout = f"Each table lies in folders `{DAY}=DAY`: the day of its article, or of the first one of its story or copies."
    write_whole(out / "codebook.json", codebook_json(TABLES))
    write_whole(out / "codebook.md", codebook_markdown(TABLES, layout).encode())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that what stands there is whole, old or new."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)


def read_manifest(out: Path) -> Manifest | None:
    """What a finished batch says of its folder; None where there is none. Raises BatchError where it cannot be read."""
    path = out / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise BatchError(f"{path} cannot be read ({error}): put it back, or name another folder") from error


__all__ = [
    "ACROSS", "DAY", "DROPPED", "KEYS", "MANIFEST", "NO_DAY", "TABLES", "WITHIN", "WORK", "BatchError", "Manifest", "Part",
    "arrow_schema_of", "clear", "dated_batches", "put_in_place", "read_manifest", "write_codebook", "write_rows", "write_table",
    "write_whole",
]  # fmt: skip
