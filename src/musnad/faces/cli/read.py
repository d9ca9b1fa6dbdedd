"""Read articles and show their record: statements with speakers and chains, times and figures. Keeps nothing.

Example:
  musnad read report.txt --published 2025-08-17 --outlet "وكالة الأنباء"
  cat articles.jsonl | musnad read - --json
"""

from __future__ import annotations

import argparse

from musnad.faces.cli.common import Subparsers, command, print_json
from musnad.faces.cli.inputs import Intake, add_source_options


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "read", __doc__)
    add_source_options(parser)
    parser.add_argument(
        "--offsets", choices=("codepoints", "utf16"), default="codepoints",
        help="what spans count with --json: Unicode code points, or UTF-16 units as JavaScript and Java do",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Read every article; print its Reading as a line of JSON, or for the eye."""
    from musnad.faces.cli.reading import print_reading
    from musnad.faces.cli.terminal import Screen
    from musnad.faces.exports.offsets import in_utf16
    from musnad.reading import read

    intake = Intake()
    screen = Screen()
    for article in intake.articles(args):
        reading = read(article)
        if not args.json:
            print_reading(screen, article, reading)
        else:
            print_json(in_utf16(reading, article) if args.offsets == "utf16" else reading)
    return intake.close()
