"""A batch's tables, or an export of readings, into a library: nothing is read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from musnad.batch.layout import BatchError
from musnad.records import Article, Reading, SetAside
from musnad.store.frames import extra
from musnad.store.preparing import Prepared, prepare, tried

#: Articles that are unpacked at once.
_ROWS = 200
_COLUMNS = ("record", "reading")


def stored(path: Path) -> Iterator[Prepared | SetAside]:
    """The readings of a batch's folder, or of a Parquet file of readings, ready for a library.

    A file that is damaged is set aside, and so is a row that does not fit; the rest goes on. Raises BatchError where there
    are no readings at all.
    """
    files = [path] if path.is_file() else sorted((path / "readings").rglob("*.parquet")) or sorted(path.glob("readings.parquet"))
    if not files:
        raise BatchError(f"{path}: no readings there: name a folder that musnad batch wrote, or a Parquet file of readings")
    for file in files:
        yield from _stored_in(file)


def _stored_in(file: Path) -> Iterator[Prepared | SetAside]:
    arrow, parquet = extra("pyarrow", "batch"), extra("pyarrow.parquet", "batch")
    articles, readings = msgspec.json.Decoder(Article), msgspec.json.Decoder(Reading)
    try:
        with parquet.ParquetFile(file) as opened:
            if missing := [name for name in _COLUMNS if name not in opened.schema_arrow.names]:
                detail = f"no column {missing[0]}: it is no table of readings"
                yield SetAside(where=str(file), reason="no-text", detail=detail)
                return
            for batch in opened.iter_batches(batch_size=_ROWS, columns=list(_COLUMNS)):
                for record, reading in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
                    yield _made(str(file), record, reading, (articles, readings))
    except (arrow.ArrowException, OSError) as error:
        told = str(error).partition("\n")[0]
        yield SetAside(where=str(file), reason="damaged", detail=f"the Parquet file is damaged ({told}); make it anew")


def _made(
    where: str, record: str, reading: str, by: tuple[msgspec.json.Decoder[Article], msgspec.json.Decoder[Reading]]
) -> Prepared | SetAside:
    try:
        article, known = by[0].decode(record), by[1].decode(reading)
    except msgspec.MsgspecError as error:
        return SetAside(where=where, reason="bad-json", detail=f"a row is no record of this version of Musnad ({error})")
    return tried(article, lambda one: prepare(one, known))


__all__ = ["stored"]
