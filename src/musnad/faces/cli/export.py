"""The library in other people's formats. csv, xlsx, jsonl and parquet are tables; json-ld (schema.org), annotation (W3C Web
Annotation), label-studio and xmi (INCEpTION) are articles with the statements in them; dossier is one page of their
stories, for the eye. --out FILE gets one file, --out
FOLDER/ a release: a file for each table that --what names, a codebook, release.json (day, coverage, makers, rights) and
SHA256SUMS.

--who, --about and --min-confidence choose statements, and for other tables the articles that have such. What is told not
to have been said is in the tables, too, marked negated. CSV and XLSX hold no cell that a spreadsheet would run.

Example:
  musnad export xlsx --who بيسكوف --since 2025-08-01 --out said.xlsx
  musnad export parquet --what all --out release/
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, counted, day, print_json, share, words

if TYPE_CHECKING:
    from musnad.faces.exports.exporter import Job

#: What is counted in files of a format; in all others it is statements.
_UNITS = {"csv": "row", "xlsx": "row", "jsonl": "row", "parquet": "row", "dossier": "item"}


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    from musnad.faces.exports.exporter import FORMATS, WANTED

    parser = command(commands, "export", __doc__, library=True)
    parser.add_argument("format", choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--out", required=True, type=words, metavar="PATH", help="a file, or a folder (ends in /, or is one)")
    parser.add_argument(
        "--what", action="append", choices=(*WANTED, "all"), metavar="TABLE",
        help=f"{', '.join(WANTED)} (readings: jsonl and parquet), or all; may be given again (statements)",
    )  # fmt: skip
    parser.add_argument("--who", type=words, metavar="WHO", help="only what somebody of this name said")
    parser.add_argument("--about", type=words, metavar="X", help="only what speaks of X: a name, or words")
    parser.add_argument("--since", type=day, metavar="DATE", help="only from this day on")
    parser.add_argument("--until", type=day, metavar="DATE", help="only up to this day")
    parser.add_argument("--outlet", type=words, metavar="NAME", help="only of this outlet")
    parser.add_argument("--min-confidence", type=share, default=0.0, metavar="N", help="only from this confidence on (0–1)")
    parser.add_argument("--lang", choices=("ar", "en"), default="ar", help="the language of a dossier's own words (ar)")
    parser.add_argument("--name", type=words, metavar="TEXT", help="what a release is called")
    parser.add_argument("--dated", type=day, metavar="DATE", help="the day of a release (today)")
    parser.add_argument("--licence", type=words, metavar="TEXT", help="who may do what with it, in your words")


def run(args: argparse.Namespace) -> int:
    """Write the file or the release, and tell what is in it."""
    from musnad.faces.cli.shelf import opened
    from musnad.faces.exports.exporter import export_file, export_release
    from musnad.store.frames import MissingExtra

    job, path = _job(args), Path(args.out)
    folder = args.out.endswith(("/", "\\")) or path.is_dir()
    if not folder and len(job.whats) > 1:
        raise Failure(f"several tables need a folder: --out {args.out}/")
    try:
        with opened(args) as library:
            if folder:
                release = export_release(library, job, path)
                return _tell(args, release, sum(one.rows for one in release.files[: len(job.whats)]), path)
            made = export_file(library, job, path)
            return _tell(args, made, made.rows, path)
    except MissingExtra as error:
        raise Failure(str(error)) from error


def _job(args: argparse.Namespace) -> Job:
    from musnad.faces.cli.shelf import tell
    from musnad.faces.exports.exporter import DOCUMENTS, DOSSIER, WANTED, WHOLE_FORMATS, Job
    from musnad.faces.exports.release import LICENCE

    asked = args.what or ["statements"]
    whole = args.format in WHOLE_FORMATS
    chosen = [what for what in WANTED if what in asked or ("all" in asked and (what != "readings" or whole))]
    if (args.format in DOCUMENTS or args.format == DOSSIER) and chosen != ["statements"]:
        raise Failure(f"{args.format} holds articles with their statements: leave --what out")
    if "readings" in chosen and not whole:
        raise Failure("readings are records in records: export them as jsonl or parquet")
    dated = date.fromisoformat(args.dated[:10]) if args.dated else datetime.now(UTC).date()
    return Job(
        format=args.format, whats=tuple(chosen), dated=dated, name=args.name or "Musnad export", licence=args.licence or LICENCE,
        language=args.lang, tell=tell,
        filters={"who": args.who, "about": args.about, "since": args.since, "until": args.until, "outlet": args.outlet,
                 "min_confidence": args.min_confidence},
    )  # fmt: skip


def _tell(args: argparse.Namespace, record: object, rows: int, path: Path) -> int:
    if args.json:
        print_json(record)
    else:
        print(f"{counted(rows, _UNITS.get(args.format, 'statement'))} in {path}")
    return Exit.DONE
