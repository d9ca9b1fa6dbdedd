"""A release: files of one folder with what is needed to cite them: counts, coverage, makers, and a hash of each."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from musnad.records import Coverage, Record

#: What is said of rights where nothing else is given.
LICENCE = (
    "The words of the articles belong to their publishers; what is said about them here (offsets, values, names of speakers) "
    "is by Musnad. Whoever hands this on answers for the right to do so."
)


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


__all__ = ["LICENCE", "Release", "ReleasedFile", "released", "write_release"]
