"""The example stories of a checkout: files, and a manifest with what the files themselves do not tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from musnad.page.sources import Defaults, open_sources
from musnad.records import Article, SetAside
from musnad.settings import Settings


class _Line(msgspec.Struct):
    file: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None


def find_examples() -> Path | None:
    """The folder ``examples`` of the checkout that this Musnad runs from, or None where it was installed without."""
    folder = Path(__file__).resolve().parents[4] / "examples"
    return folder if (folder / "manifest.jsonl").is_file() else None


def open_examples(folder: Path) -> Iterator[Article | SetAside]:
    """The articles of the manifest, in its order."""
    decoder = msgspec.json.Decoder(_Line)
    for line in decoder.decode_lines((folder / "manifest.jsonl").read_text(encoding="utf-8")):
        known = Defaults(published=line.published, outlet=line.outlet, url=line.url, title=line.title)
        yield from open_sources([str(folder / line.file)], defaults=known, settings=Settings())


__all__ = ["find_examples", "open_examples"]
