"""A release: files of one folder with what is needed to cite them: counts, coverage, makers, and a hash of each."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from musnad.records import Coverage, Record
from musnad.store.rows import ROWS, What, columns_of

#: What is said of rights where nothing else is given.
LICENCE = (
    "The words of the articles belong to their publishers; what is said about them here (offsets, values, names of speakers) "
    "is by Musnad. Whoever hands this on answers for the right to do so."
)

_HEAD = ("| column | type | may be empty | meaning |", "|---|---|---|---|")


class ReleasedFile(Record, frozen=True):
    """A file of a release. `rows` counts what is in it."""

    name: str
    rows: int
    bytes: int
    sha256: str


class Release(Record, frozen=True):
    """What a release is: its day, what was asked for, what the library had, who made its readings, and its files."""

    name: str
    dated: str
    musnad: str
    state: str
    made_by: tuple[str, ...]
    wanted: dict[str, Any]
    licence: str
    coverage: Coverage
    files: tuple[ReleasedFile, ...]


def released(path: Path, rows: int) -> ReleasedFile:
    """A file that was written, with its hash."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ReleasedFile(name=path.name, rows=rows, bytes=path.stat().st_size, sha256=digest)


def write_release(folder: Path, release: Release) -> None:
    """Write ``release.json``, and ``SHA256SUMS`` as `sha256sum --check` reads it."""
    encoded = msgspec.json.format(msgspec.json.encode(release), indent=2)
    (folder / "release.json").write_bytes(encoded + b"\n")
    lines = [f"{one.sha256}  {one.name}\n" for one in release.files]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def codebook_json(whats: tuple[What, ...]) -> bytes:
    """The tables with their columns, types and meanings, as JSON."""
    tables = [{"table": what, "meaning": ROWS[what].__doc__, "columns": columns_of(what)} for what in whats]
    return msgspec.json.format(msgspec.json.encode(tables), indent=2) + b"\n"


def codebook_markdown(whats: tuple[What, ...]) -> str:
    """The same as Markdown."""
    lines = ["# Codebook", "", "Offsets are code points, half-open. Columns of type texts hold several values in order."]
    for what in whats:
        lines += ["", f"## {what}", "", f"{ROWS[what].__doc__}", "", *_HEAD]
        lines += [f"| `{one.name}` | {one.type} | {'yes' if one.optional else ''} | {one.meaning} |" for one in columns_of(what)]
    return "\n".join(lines) + "\n"


__all__ = ["LICENCE", "Release", "ReleasedFile", "codebook_json", "codebook_markdown", "released", "write_release"]
