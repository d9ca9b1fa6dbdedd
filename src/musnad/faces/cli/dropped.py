"""List what gave no article when it was added, and why.

Example:
  musnad dropped --json | jq -r .reason | sort | uniq -c
"""

from __future__ import annotations

import argparse
from collections import Counter

from musnad.faces.cli.common import Exit, Subparsers, command, print_json_lines
from musnad.records import SetAside


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    command(commands, "dropped", __doc__, library=True)


def run(args: argparse.Namespace) -> int:
    """Print each item: where, reason code, detail."""
    from musnad.faces.cli.shelf import opened

    with opened(args) as library:
        dropped = library.dropped()
    if args.json:
        print_json_lines(dropped)
    else:
        _show(dropped)
    return Exit.DONE


def _show(dropped: list[SetAside]) -> None:
    from musnad.faces.cli.terminal import Screen, one_line

    screen = Screen()
    for item in dropped:
        detail = f": {one_line(item.detail)}" if item.detail else ""
        screen.line(f"{one_line(item.where)}: {screen.warn(item.reason)}{detail}")
    if not dropped:
        screen.line("nothing was set aside")
        return
    counts = Counter(item.reason for item in dropped)
    screen.line(f"{len(dropped)} set aside: {', '.join(f'{count} {reason}' for reason, count in counts.most_common())}")
