"""One export: what is asked for, in one format, into a file or into the folder of a release."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from musnad import __version__
from musnad.faces.exports.documents import DOCUMENTS
from musnad.faces.exports.flat import FLAT
from musnad.faces.exports.release import LICENCE, Release, ReleasedFile, released, write_release
from musnad.library import Library
from musnad.records import Record
from musnad.store.codebook import codebook_json, codebook_markdown
from musnad.store.exporting import Filters
from musnad.store.rows import ROWS, WHATS, What

#: What can be exported: the tables, and the readings, which are whole records.
WANTED: tuple[What, ...] = (*WHATS, "readings")
#: Formats that can hold readings.
WHOLE_FORMATS = ("jsonl", "parquet")
DOSSIER = "dossier"
FORMATS: tuple[str, ...] = (*FLAT, *DOCUMENTS, DOSSIER)
#: Tables for which the stories have to be up to date.
_OF_STORIES = ("stories", "disagreements")
#: Stories of a dossier at most: the largest; how many more there are is told.
_STORIES = 40


@dataclass(frozen=True, slots=True)
class Job:
    """What an export is asked for. `dated` is the day of a release, `name` what it is called, `licence` its note of rights;
    `language` is a dossier's, `tell` hears of long work."""

    format: str
    whats: tuple[What, ...]
    filters: Filters
    dated: date
    name: str = "Musnad export"
    licence: str = LICENCE
    language: str = "ar"
    tell: Callable[[str], None] = lambda _: None


def export_file(library: Library, job: Job, path: Path) -> ReleasedFile:
    """The one table of a job into a file; Parquet gets its codebook beside it. Raises MissingExtra, OSError."""
    _renew(library, job)
    with library.snapshot():
        made = _write(library, job, job.whats[0], path)
    if job.format == "parquet":
        _write_codebook(path.with_suffix(""), job)
    return made


def export_release(library: Library, job: Job, folder: Path) -> Release:
    """Every table of a job into a folder, with codebook, ``release.json`` and hashes, all of one state of the library."""
    _renew(library, job)
    folder.mkdir(parents=True, exist_ok=True)
    with library.snapshot():
        files = [_write(library, job, what, folder / f"{what}.{_ending(job.format)}") for what in job.whats]
        made = Release(
            name=job.name, dated=job.dated.isoformat(), musnad=__version__, state=library.state(),
            made_by=tuple(sorted(library.info().makers)), wanted=_asked(job), licence=job.licence,
            coverage=library.coverage(), files=(*files, *_write_codebook(folder / "tables", job)),
        )  # fmt: skip
    write_release(folder, made)
    return made


def _renew(library: Library, job: Job) -> None:
    if job.format == DOSSIER or any(what in _OF_STORIES for what in job.whats):
        library.stories(tell=job.tell)


def _asked(job: Job) -> dict[str, Any]:
    return {name: value for name, value in job.filters.items() if value}


def _ending(form: str) -> str:
    return DOCUMENTS[form][0] if form in DOCUMENTS else "html" if form == DOSSIER else form


def _write(library: Library, job: Job, what: What, path: Path) -> ReleasedFile:
    """Write beside the file first, so that what stands there is whole, old or new."""
    part = path.with_name(f".{path.name}.part")
    try:
        rows = _fill(library, job, what, part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return released(path, rows)


def _fill(library: Library, job: Job, what: What, path: Path) -> int:
    """Write the file; how many rows, or statements, are in it."""
    notes = _notes(library, job)
    if job.format == DOSSIER:
        return _dossier(library, job, path)
    if job.format in DOCUMENTS:
        return DOCUMENTS[job.format][1](library.export(**job.filters), path, notes)
    return FLAT[job.format](_records(library, job, what), what, path, notes)


def _dossier(library: Library, job: Job, path: Path) -> int:
    """One self-contained page of the stories that the wanted articles are in; how many."""
    from musnad.faces.reader.gather import gather
    from musnad.faces.reader.page import render
    from musnad.faces.reader.words import Words

    ids = [one.article.id for one in library.export(by="articles", **job.filters)]
    digests, shelf = gather(library, ids, job.tell)
    shown = digests[:_STORIES]
    page = render(shown, shelf, Words.load(job.language), left_out=len(digests) - len(shown))
    path.write_text(page, encoding="utf-8")
    return len(shown)


def _notes(library: Library, job: Job) -> dict[str, str]:
    """Where a file is from, for formats that have room for it."""
    coverage = library.coverage()
    days = f"{coverage.first} to {coverage.last}" if coverage.first else "no days"
    return {
        "name": job.name, "dated": job.dated.isoformat(), "musnad": __version__, "state": library.state(),
        "made_by": "; ".join(sorted(library.info().makers)), "licence": job.licence,
        "coverage": f"{coverage.articles} articles of {len(coverage.outlets)} outlets, {days}",
        "wanted": ", ".join(f"{name}: {value}" for name, value in _asked(job).items()) or "everything",
    }  # fmt: skip


def _records(library: Library, job: Job, what: What) -> Iterable[Any]:
    """Rows of a table; for JSON Lines the records themselves, where a table is made of such."""
    if job.format == "jsonl" and what in _WHOLE:
        return _WHOLE[what](library, job.filters)
    return library.rows(what, **job.filters)


_WHOLE: dict[str, Callable[[Library, Filters], Iterable[Any]]] = {
    "statements": lambda library, filters: (said for one in library.export(**filters) for said in one.statements),
    "articles": lambda library, filters: (one.article for one in library.export(by="articles", **filters)),
    "readings": lambda library, filters: (one.reading for one in library.export(by="articles", **filters)),
}


def _is_record(form: str, what: What) -> bool:
    return form in DOCUMENTS or form == DOSSIER or (form == "jsonl" and what in _WHOLE)


def _write_codebook(stem: Path, job: Job) -> list[ReleasedFile]:
    """The codebook of tables as Markdown and JSON; records of JSON Lines are those of the schema."""
    whats = [what for what in WANTED if what in job.whats and not _is_record(job.format, what)]
    tables: dict[str, type[Record]] = {what: ROWS[what] for what in whats}
    if not tables:
        return []
    markdown, data = stem.with_name(f"{stem.name}.codebook.md"), stem.with_name(f"{stem.name}.codebook.json")
    markdown.write_text(codebook_markdown(tables), encoding="utf-8")
    data.write_bytes(codebook_json(tables))
    return [released(markdown, len(tables)), released(data, len(tables))]


__all__ = ["DOCUMENTS", "DOSSIER", "FORMATS", "WANTED", "WHOLE_FORMATS", "Job", "export_file", "export_release"]
