"""Files, folders and standard input become articles; what gives none is set aside with a reason, the rest goes on."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from musnad.page.defaults import Defaults
from musnad.page.documents import read_json
from musnad.page.entries import read_feed_file
from musnad.page.feed import is_feed
from musnad.page.html import read_html
from musnad.page.lines import Rest, read_csv, read_json_lines
from musnad.page.parquet import read_parquet
from musnad.page.plain import read_plain
from musnad.page.warc import read_warc
from musnad.records import Article, SetAside
from musnad.settings import Settings

_PACKED = frozenset({".gz", ".xz"})
_KINDS = {
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".parquet": "parquet", ".pq": "parquet", ".warc": "warc", ".arc": "warc",
    ".xml": "xml", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
}  # fmt: skip
#: Kinds that are read as they come in, however large.
_STREAMED = frozenset({"jsonl", "warc", "parquet"})
#: So many bytes of a source without a telling name tell what it is.
_HEAD = 8192
_HTML_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<article", b"<div", b"<meta")

_NOTHING, _USUAL = Defaults(), Settings()


def list_files(paths: Iterable[str]) -> list[str]:
    """The files that paths name, as `open_sources` reads them: those below folders in order of their names."""
    return [str(file) for path in paths for file in (_below(Path(path)) if Path(path).is_dir() else (Path(path),))]


def open_sources(
    paths: Iterable[str], *, defaults: Defaults = _NOTHING, settings: Settings = _USUAL
) -> Iterator[Article | SetAside]:
    """Read articles from files, folders (with all below them, in order of names) and standard input (``-``).

    What a file is, its name tells (.txt .html .jsonl .json .csv .warc .parquet .xml, also .gz and .xz), else its first bytes.
    Nothing is fetched.
    """
    for path in paths:
        if path == "-":
            yield from _open_stream(sys.stdin.buffer, "-", None, defaults, settings)
        else:
            yield from _open_path(Path(path), defaults, settings)


def _open_path(path: Path, defaults: Defaults, settings: Settings) -> Iterator[Article | SetAside]:
    try:
        if path.is_dir():
            files = _below(path)
            if not files:
                yield SetAside(where=str(path), reason="empty", detail="the folder holds no files")
            for file in files:
                yield from _open_file(file, defaults, settings)
        else:
            yield from _open_file(path, defaults, settings)
    except OSError as error:
        yield _unreadable(path, error)


def _below(path: Path) -> list[Path]:
    return sorted(one for one in path.rglob("*") if one.is_file() and not _hidden(one.relative_to(path)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _open_file(path: Path, defaults: Defaults, settings: Settings) -> Iterator[Article | SetAside]:
    """Articles of one file; whatever the operating system or a damaged archive says becomes a reason."""
    packed = path.suffix.lower() in _PACKED
    kind = _KINDS.get((path.with_suffix("") if packed else path).suffix.lower())
    try:
        size = os.stat(path).st_size
        if kind == "json" and size > settings.largest_source:
            kind = "jsonl"
        if size == 0:
            yield SetAside(where=str(path), reason="empty", detail="the file is empty; nothing to read")
            return
        if not packed and kind not in _STREAMED and size > settings.largest_source:
            yield _too_large(str(path), settings, size)
            return
        # members of a packed archive are its records: it is unpacked by its own reader, which knows their bounds
        with open(path, "rb") if kind == "warc" and path.suffix.lower() == ".gz" else _unpacked(path) as stream:
            yield from _open_stream(stream, str(path), kind, defaults, settings)
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        yield SetAside(where=str(path), reason="damaged", detail=f"the packed file is damaged ({error}); fetch it anew")
    except OSError as error:
        yield _unreadable(path, error)


def _unpacked(path: Path) -> IO[bytes]:
    match path.suffix.lower():
        case ".gz":
            return cast(IO[bytes], gzip.open(path))
        case ".xz":
            return lzma.open(path)
    return open(path, "rb")


def _open_stream(
    stream: IO[bytes], where: str, kind: str | None, defaults: Defaults, settings: Settings
) -> Iterator[Article | SetAside]:
    if kind is None:
        first = stream.read(_HEAD)
        kind, stream = sniff(first), io.BufferedReader(Rest(first, stream))
    if kind == "jsonl":
        yield from read_json_lines(stream, where, defaults, settings)
        return
    if kind == "warc":
        yield from read_warc(stream, where, defaults, settings)
        return
    if kind == "parquet":
        yield from read_parquet(stream, where, defaults, settings)
        return
    data = stream.read(settings.largest_source + 1)
    if len(data) > settings.largest_source:
        yield _too_large(where, settings, None)
        return
    yield from read_bytes(data, where, kind, defaults, settings)


def read_bytes(
    data: bytes, where: str, kind: str | None, defaults: Defaults, settings: Settings
) -> Iterator[Article | SetAside]:
    """Articles of the bytes of one source; `kind` is text, html, jsonl, json, csv, warc, feed or xml (a page or a feed),
    or None where the bytes must tell it."""
    match (None if kind == "xml" else kind) or sniff(data):
        case "jsonl":
            yield from read_json_lines(io.BytesIO(data), where, defaults, settings)
        case "json":
            yield from read_json(data, where, defaults, settings)
        case "feed":
            yield from read_feed_file(data, where, defaults, settings)
        case "warc":
            yield from read_warc(io.BytesIO(data), where, defaults, settings)
        case "csv":
            yield from read_csv(data, where, defaults, settings)
        case "html":
            yield read_html(data, where, defaults, settings)
        case _:
            yield read_plain(data, where, defaults, settings)


def sniff(data: bytes) -> str:
    """What bytes without a telling name are: html, feed, jsonl, json, warc or text."""
    if data.startswith(b"WARC/") or (data.startswith(b"\x1f\x8b") and _holds_warc(data)):
        return "warc"
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<", b"{")) and is_feed(data):
        return "feed"
    if start.startswith(_HTML_SIGNS):
        return "html"
    if start.startswith(b"{") and start[1:].lstrip()[:1] in (b'"', b"}"):
        return "json" if b"\n" in start[:3] else "jsonl"
    return "json" if start.startswith((b"[{", b"[\n", b"[\r")) else "text"


def _holds_warc(data: bytes) -> bool:
    """Whether packed bytes are those of an archive."""
    try:
        return zlib.decompressobj(31).decompress(data[:4096], 8).startswith(b"WARC/")
    except zlib.error:
        return False


def _too_large(where: str, settings: Settings, size: int | None) -> SetAside:
    held = f"{size:,} bytes, " if size is not None else ""
    limit = f"{settings.largest_source:,} bytes (largest_source)"
    return SetAside(where=where, reason="too-large", detail=f"{held}over the limit of {limit}; split it")


def _unreadable(path: Path, error: OSError) -> SetAside:
    """A reason for what the operating system refuses: missing, unreadable."""
    if isinstance(error, FileNotFoundError):
        return SetAside(where=str(path), reason="missing", detail="no such file or folder; check the path")
    if isinstance(error, PermissionError):
        return SetAside(where=str(path), reason="unreadable", detail="no permission to read it; change its permissions")
    return SetAside(where=str(path), reason="unreadable", detail=f"cannot be read ({error.strerror or error})")


__all__ = ["Defaults", "list_files", "open_sources", "read_bytes", "sniff"]
