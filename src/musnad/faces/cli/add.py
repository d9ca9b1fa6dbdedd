"""Read articles and keep them in the library. Adding an article again changes nothing; what gives no article is kept as
`dropped`, with the reason. What has been added when the command is stopped stays. Pages that are fetched are kept as WARC
in a folder beside the library (LIBRARY-pages), and asked for anew only where they changed.

Example:
  musnad add reports/ articles.jsonl --library news.db
"""

from __future__ import annotations

import argparse

from musnad.faces.cli.common import Exit, Subparsers, command, counted, library_file, print_json
from musnad.faces.cli.inputs import Intake, add_source_options
from musnad.store.answers import AddReport


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "add", __doc__, library=True)
    add_source_options(parser)
    parser.add_argument("--no-pages", action="store_true", help="do not keep what is fetched")


def run(args: argparse.Namespace) -> int:
    """Add every article of the sources; print what was added."""
    from musnad.faces.cli.shelf import opened
    from musnad.store.workers import collect_seldom

    path = library_file(args)
    args.pages = None if args.no_pages else args.pages or f"{path}-pages"
    intake = Intake(own_files=[path, f"{path}-wal", f"{path}-shm"], keep_pages=True)
    collect_seldom()
    with opened(args, "create") as library:
        report = library.add(intake.items(args))
    for odd in report.reported:
        intake.note(odd)
    if args.json:
        print_json(report)
    elif intake.read:
        print(_line(report))
    return max(intake.close(), Exit.SET_ASIDE if report.reported else Exit.DONE)


def _line(report: AddReport) -> str:
    parts = [f"{report.added:,} added with {counted(report.statements, 'statement')}"]
    parts += [counted(report.new_versions, "new version")] * bool(report.new_versions)
    parts += [f"{report.same} already there"] * bool(report.same)
    return ", ".join(parts)
