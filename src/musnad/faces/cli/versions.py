"""What a page said before: the versions of an article that were kept, each with what changed in its statements.

Example:
  musnad versions 768da1d5ef49bbd7 --library news.db
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Subparsers, command, counted, print_json_lines, words

if TYPE_CHECKING:
    from musnad.faces.cli.terminal import Screen
    from musnad.store.answers import StatementChange, VersionChange


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "versions", __doc__, library=True)
    parser.add_argument("id", type=words, metavar="ID", help="an article's id, given id or address")


def run(args: argparse.Namespace) -> int:
    """Print the versions, the oldest first."""
    from musnad.faces.cli.shelf import opened
    from musnad.faces.cli.terminal import Screen

    with opened(args, "read") as library:
        versions = library.versions(args.id)
    if args.json:
        print_json_lines(versions)
        return Exit.DONE
    screen = Screen()
    for one in versions:
        _show(screen, one)
    return Exit.DONE


def _show(screen: Screen, one: VersionChange) -> None:
    fates = Counter(change.fate for change in one.changes)
    told = ", ".join(f"{fates[fate]} {fate}" for fate in ("kept", "changed", "new", "gone") if fates[fate])
    screen.line(
        screen.bold(one.added), "·", screen.text(one.title) or "no title", "·", counted(one.statements, "statement"),
        f"({told})" if told else "", screen.dim(f"[{one.version}]"),
    )  # fmt: skip
    for change in one.changes:
        if change.fate != "kept":
            _show_change(screen, change)


def _show_change(screen: Screen, change: StatementChange) -> None:
    for sign, text, key in (("-", change.old_text, change.old), ("+", change.new_text, change.new)):
        if text is not None:
            screen.line(sign, screen.quote(text), screen.dim(f"{change.fate} [{key}]"), indent=2)
