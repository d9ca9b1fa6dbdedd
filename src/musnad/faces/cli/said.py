"""What somebody is reported to have said, in the order of the days on which it was said, each with its chain: outlet ←
agency ← speaker. WHO is a name or a part of one.

--csv is for spreadsheets: UTF-8 with a mark that they know it by; a cell that begins with = + - or @ gets an apostrophe
before it, so that no article's words are run as a formula.

Example:
  musnad said بيسكوف --about أوكرانيا --since 2025-08-01
"""

from __future__ import annotations

import argparse

from musnad.faces.cli.common import Exit, Subparsers, command, day, print_json_lines, share, words
from musnad.records import Coverage
from musnad.store.answers import Said


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "said", __doc__, library=True)
    parser.add_argument("who", type=words, metavar="WHO", help="a name, or a part of one")
    parser.add_argument("--about", type=words, metavar="X", help="only what speaks of X: a name, or words")
    parser.add_argument("--since", type=day, metavar="DATE", help="only from this day on")
    parser.add_argument("--until", type=day, metavar="DATE", help="only up to this day")
    parser.add_argument("--outlet", type=words, metavar="NAME", help="only as this outlet has it")
    parser.add_argument("--min-confidence", type=share, default=0.0, metavar="N", help="only from this confidence on (0–1)")
    parser.add_argument("--csv", action="store_true", help="print a table for spreadsheets")


def run(args: argparse.Namespace) -> int:
    """Print the statements, as lines, JSON Lines or CSV."""
    from musnad.faces.cli.shelf import opened

    with opened(args) as library:
        found = library.said(args.who, args.about, args.since, args.until, args.outlet, args.min_confidence)
        coverage = library.coverage()
    if args.csv:
        _print_csv(found)
    elif args.json:
        print_json_lines(found)
    else:
        _show(args.who, found, coverage)
    return Exit.DONE


def _show(who: str, found: list[Said], coverage: Coverage) -> None:
    from musnad.faces.cli.common import counted
    from musnad.faces.cli.show import print_coverage, print_said
    from musnad.faces.cli.terminal import Screen

    screen = Screen()
    for said in found:
        screen.line(screen.bold(said.day or "no date"))
        print_said(screen, said, article=True)
    count = f"{counted(len(found), 'statement')} by" if found else "nothing found here by"
    screen.line(count, screen.text(who))
    print_coverage(screen, coverage)


def _print_csv(found: list[Said]) -> None:
    import sys

    from musnad.faces.exports.tables import write_table

    sys.stdout.write(write_table(found, Said))
