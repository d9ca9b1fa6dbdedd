"""Take articles out of the library, with their statements; stories and disagreements that had them are told.

Example:
  musnad remove 768da1d5ef49bbd7 --library news.db
"""

from __future__ import annotations

import argparse
import sys

from musnad.faces.cli.common import Exit, Subparsers, command, counted, print_json, words
from musnad.store.answers import RemoveReport


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "remove", __doc__, library=True)
    parser.add_argument("id", nargs="+", type=words, metavar="ID", help="an article's id, given id or address")


def run(args: argparse.Namespace) -> int:
    """Remove each; one that is not there is told, and the rest goes on."""
    from musnad.faces.cli.shelf import opened
    from musnad.library import LibraryError

    unknown = 0
    with opened(args) as library:
        for wanted in args.id:
            try:
                _show(args, library.remove(wanted))
            except LibraryError as error:
                if error.trouble != "unknown-id":
                    raise
                unknown += 1
                print(f"musnad: {error}", file=sys.stderr)
    if unknown == len(args.id):
        return Exit.WRONG_USE
    return Exit.SET_ASIDE if unknown else Exit.DONE


def _show(args: argparse.Namespace, report: RemoveReport) -> None:
    from musnad.faces.cli.show import article_line
    from musnad.faces.cli.terminal import Screen

    if args.json:
        print_json(report)
        return
    screen = Screen()
    places = f", in {len(report.stories)} stories and {counted(len(report.disagreements), 'disagreement')}"
    touched = places if report.stories else ""
    screen.line("removed:", article_line(screen, report.article))
    screen.line(f"{counted(report.versions, 'version')}, {counted(report.statements, 'statement')}{touched}", indent=2)
