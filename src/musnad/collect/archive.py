"""What was fetched, kept as WARC: a file a run in a folder, and beside them a list of what lies where.

So every page can be read again and cited, and is asked for anew only where it has changed.
"""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

import musnad
from musnad.collect.answer import Page
from musnad.records import Record

_INDEX = ".pages.jsonl"


class Kept(Record, frozen=True):
    """Where a page lies: the file and the offset of its record; and what its answer said of itself."""

    asked: str
    address: str
    file: str
    offset: int
    fetched: str
    headers: dict[str, str]


class Archive:
    """A folder of WARC files. Files are written by one run only and never changed afterwards, so that a run that is
    killed can spoil no more than the end of its own."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self._file: io.BufferedWriter | None = None
        self._known = self._load_index()

    def find(self, address: str) -> Kept | None:
        """The latest page that was kept of an address."""
        return self._known.get(address)

    def keep(self, page: Page) -> None:
        """Write a page behind the others of this run."""
        stream = self._stream()
        offset = stream.tell()
        stream.write(_record(page))
        stream.flush()
        headers = {name: value for name, value in page.headers.items() if name in ("etag", "last-modified")}
        kept = Kept(page.asked, page.address, Path(stream.name).name, offset, page.fetched, headers)
        with open(self.folder / _INDEX, "ab") as index:
            index.write(msgspec.json.encode(kept) + b"\n")
        self._known[page.asked] = kept

    def load(self, kept: Kept) -> Page:
        """A page that was kept, as it was fetched then; `fresh` is False. Raises OSError where its file is gone."""
        from warcio.archiveiterator import ArchiveIterator

        with open(self.folder / kept.file, "rb") as stream:
            stream.seek(kept.offset)
            record = next(iter(ArchiveIterator(stream)))
            headers = {name.lower(): value for name, value in record.http_headers.headers}
            return Page(kept.asked, kept.address, 200, headers, record.content_stream().read(), kept.fetched, fresh=False)

    def close(self) -> None:
        """Close the file of this run."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _load_index(self) -> dict[str, Kept]:
        """Pages by the address that was asked for; broken lines, and files that are gone, are as if never kept."""
        known: dict[str, Kept] = {}
        try:
            lines = (self.folder / _INDEX).read_bytes().splitlines()
        except OSError:
            return known
        for line in lines:
            try:
                kept = msgspec.json.decode(line, type=Kept)
            except msgspec.MsgspecError:
                continue
            if (self.folder / kept.file).is_file():
                known[kept.asked] = kept
        return known

    def _stream(self) -> io.BufferedWriter:
        if self._file is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            started = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
            self._file = open(self.folder / f"pages-{started}.warc.gz", "xb")  # noqa: SIM115
            self._file.write(_about())
        return self._file


def _about() -> bytes:
    """The record at the head of a file: what wrote it."""
    sink = io.BytesIO()
    writer = _writer(sink)
    info = {"software": f"musnad/{musnad.__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record("pages.warc.gz", info))
    return sink.getvalue()


def _record(page: Page) -> bytes:
    """A response record. The body stands in it unpacked, so the headers that told its packing are left out."""
    from warcio.statusandheaders import StatusAndHeaders

    sink = io.BytesIO()
    writer = _writer(sink)
    dropped = ("content-encoding", "transfer-encoding", "content-length", "connection")
    headers = [(name, value) for name, value in page.headers.items() if name not in dropped]
    status = StatusAndHeaders("200 OK", [*headers, ("content-length", str(len(page.body)))], protocol="HTTP/1.1")
    date = page.fetched.replace("+00:00", "Z")
    record = writer.create_warc_record(
        page.address, "response", payload=io.BytesIO(page.body), http_headers=status, warc_headers_dict={"WARC-Date": date}
    )
    writer.write_record(record)
    return sink.getvalue()


def _writer(sink: io.BytesIO) -> Any:
    from warcio.warcwriter import WARCWriter

    return WARCWriter(sink, gzip=True, warc_version="1.1")


__all__ = ["Archive", "Kept"]
