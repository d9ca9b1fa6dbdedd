"""The persons, bodies, places and documents of a text, each with its names, roles and places in the text.

Without TEXT, or with -, the text is read from standard input.

Example:
  musnad names "قال وزير التعليم سالم الحارثي إن المدارس ستفتح الأحد، وأضاف الحارثي أن الكتب وصلت"
"""

from __future__ import annotations

import argparse

from musnad.faces.cli.common import Exit, Subparsers, command, print_json_lines
from musnad.faces.cli.terminal import Screen
from musnad.records import Entity, Reading


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "names", __doc__)
    parser.add_argument("text", nargs="?", default="-", metavar="TEXT", help="the text, or - for standard input")


def run(args: argparse.Namespace) -> int:
    """Read the text as an article of nobody's and print its entities."""
    from musnad.api import read_text
    from musnad.faces.cli.values import given_text

    text = given_text(args.text)
    reading = read_text(text)
    if args.json:
        print_json_lines(reading.entities)
    else:
        _show(text, reading)
    return Exit.DONE


def _show(text: str, reading: Reading) -> None:
    screen = Screen()
    for entity in reading.entities:
        screen.line(_line(screen, text, reading, entity))
    if not reading.entities:
        screen.line(screen.dim("no names in this text"))


def _line(screen: Screen, text: str, reading: Reading, entity: Entity) -> str:
    seen = [text[m.span[0] : m.span[1]] for m in reading.mentions if m.entity == entity.key and m.of == "text"]
    also = dict.fromkeys(name for name in (*entity.aliases, *seen) if name != entity.name)
    cells = [screen.bold(screen.text(entity.name)), screen.dim(entity.kind), *map(screen.text, entity.roles)]
    if also:
        cells.append("also " + ", ".join(map(screen.text, also)))
    return " · ".join([*cells, f"{len(seen)}×"])
