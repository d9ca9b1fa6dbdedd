"""Who is reported to have condemned, welcomed, thanked, accused, ordered, praised, met or called whom or what: acts that
the article names without any words of the actor. Denied acts, and those that somebody else tells of, are left out.

Example:
  musnad acts --act condemn --about الهجوم
"""

from __future__ import annotations

import argparse
from typing import get_args

from musnad.faces.cli.common import Exit, Subparsers, command, day, print_json_lines, words
from musnad.faces.cli.terminal import Screen
from musnad.records import ActKind, Coverage
from musnad.store.answers import Acted


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "acts", __doc__, library=True)
    parser.add_argument("who", nargs="?", type=words, metavar="WHO", help="who acts: a name, or a part of one")
    parser.add_argument("--act", choices=get_args(ActKind), help="only this kind")
    parser.add_argument("--about", type=words, metavar="X", help="only where the act is turned to X: words")
    parser.add_argument("--since", type=day, metavar="DATE", help="only articles from this day on")
    parser.add_argument("--until", type=day, metavar="DATE", help="only articles up to this day")
    parser.add_argument("--outlet", type=words, metavar="NAME", help="only as this outlet has it")


def run(args: argparse.Namespace) -> int:
    """Print the acts, as lines or JSON Lines."""
    from musnad.faces.cli.shelf import opened

    with opened(args) as library:
        found = library.acts(args.who, args.act, args.about, args.since, args.until, args.outlet)
        coverage = library.coverage()
    if args.json:
        print_json_lines(found)
    else:
        _show(found, coverage)
    return Exit.DONE


def _show(found: list[Acted], coverage: Coverage) -> None:
    from musnad.faces.cli.common import counted
    from musnad.faces.cli.show import article_line, print_coverage

    screen = Screen()
    for one in found:
        screen.line("•", screen.bold(screen.text(one.actor)), "·", one.act.act, "·", screen.text(one.object), indent=2)
        screen.line(article_line(screen, one.article), indent=4)
    screen.line(counted(len(found), "act") if found else "no such act found here")
    print_coverage(screen, coverage)
