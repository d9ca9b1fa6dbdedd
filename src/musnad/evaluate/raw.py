"""Raw articles for lists and samples: drawn with a seed, and read by this or by another version of Musnad."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from musnad.evaluate.gold import Document
from musnad.records import Record, Span

#: What a version is asked to do: read articles from stdin and print their statements. It is handed to the version as
#: text, since an older one does not have it; it uses only what every version keeps.
WORKER = """
import sys, msgspec
from musnad.page.article import make_article
from musnad.reading import read
for line in sys.stdin.buffer:
    given = msgspec.json.decode(line)
    article = make_article(
        given["text"], title=given.get("title"), outlet=given.get("outlet"), url=given.get("url"),
        published=given.get("published"), author=given.get("author"), given_id=given["id"],
    )
    found = [
        {"article": given["id"], "outlet": given.get("outlet"), "of": one.of, "block": one.block,
         "content": one.content, "cue": one.cue.span, "lemma": one.cue.lemma, "form": one.form, "rule": one.rule,
         "confidence": one.confidence, "speakers": [who.name for who in one.speakers]}
        for one in read(article).statements
    ]
    sys.stdout.buffer.write(msgspec.json.encode(found) + b"\\n")
"""


class VersionError(RuntimeError):
    """A version of Musnad is not there or cannot read: says which, and what it said."""


class Said(Record, frozen=True):
    """A statement as a version found it, with what lists and samples show of it."""

    article: str
    content: tuple[Span, ...]
    speakers: tuple[str, ...] = ()
    cue: Span | None = None
    lemma: str = ""
    form: str = ""
    rule: str = ""
    confidence: float = 0.0
    of: str = "text"
    block: str | None = None
    outlet: str | None = None


def draw(documents: Iterable[Document], count: int, seed: int) -> list[Document]:
    """`count` of the documents, drawn with a seed, in their own order; all of them where there are not more."""
    every = list(documents)
    if len(every) <= count:
        return every
    return [every[index] for index in sorted(random.Random(seed).sample(range(len(every)), count))]


@contextmanager
def version(project: Path, revision: str) -> Iterator[Path]:
    """The source folder of a git revision, unpacked into a folder that goes when the block ends."""
    done = subprocess.run(["git", "archive", "--format=tar", revision, "src/musnad"], cwd=project, capture_output=True)
    if done.returncode:
        raise VersionError(f"revision {revision!r}: {done.stderr.decode('utf-8', 'replace').strip() or 'not found'}")
    with TemporaryDirectory(prefix="musnad-version-") as folder:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as packed:
            packed.extractall(folder, filter="data")
        yield Path(folder) / "src"


def read_with(source: Path, documents: Sequence[Document]) -> list[list[Said]]:
    """The statements that the version in a source folder finds in each document."""
    started = start_reading(source, documents)
    return finish_reading(started)


Started = tuple["subprocess.Popen[bytes]", Path, TemporaryDirectory[str]]


def start_reading(source: Path, documents: Sequence[Document]) -> Started:
    """Start a version on documents; `finish_reading` waits for it, so that two versions can run side by side."""
    room = TemporaryDirectory(prefix="musnad-reading-")
    given, found = Path(room.name) / "in.jsonl", Path(room.name) / "out.jsonl"
    given.write_bytes(b"".join(msgspec.json.encode(document) + b"\n" for document in documents))
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    with given.open("rb") as stdin, found.open("wb") as stdout:
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER], stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=environment,
            cwd=room.name,
        )  # fmt: skip
    return process, found, room


def finish_reading(started: Started) -> list[list[Said]]:
    """What a started version found. Raises VersionError with its last line where it failed."""
    process, found, room = started
    with room:
        errors = process.communicate()[1].decode("utf-8", "replace").strip()
        if process.returncode:
            told = errors.splitlines()[-1] if errors else "no reason given"
            raise VersionError(f"the version could not read: {told}")
        return [msgspec.json.decode(line, type=list[Said]) for line in found.read_bytes().splitlines()]


__all__ = ["Said", "VersionError", "draw", "finish_reading", "read_with", "start_reading", "version"]
