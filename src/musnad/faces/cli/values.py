"""The times and figures of a text, with their values.

Without TEXT, or with -, the text is read from standard input. Relative days (امس السبت) need --published; without it their
values keep an X where the day is not known. A day or hour that cannot be (31 فبراير) is shown without a value and with the
reason.

Example:
  musnad values "استمر اللقاء ساعتين و45 دقيقة مساء امس السبت" --published 2025-08-17
"""

from __future__ import annotations

import argparse
import sys
from typing import Literal

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, day, print_json_lines
from musnad.records import Figure, Time


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "values", __doc__)
    parser.add_argument("text", nargs="?", default="-", metavar="TEXT", help="the text, or - for standard input")
    parser.add_argument("--published", type=day, metavar="DATE", help="the day, or moment, that relative times count from")
    parser.add_argument("--say", choices=("ar", "en"), help="tell each value in words, in Arabic or English")


def run(args: argparse.Namespace) -> int:
    """Find times and figures and print them in the text's order."""
    from musnad.api import find_figures, find_times
    from musnad.find.intervals import anchor_of

    text = given_text(args.text)
    times = find_times(text, anchor_of(args.published))
    found: list[Time | Figure] = [*times, *find_figures(text)]
    found.sort(key=lambda value: value.span)
    if args.json:
        print_json_lines(found)
    else:
        _show(text, found, args.say)
    return Exit.DONE


def given_text(text: str) -> str:
    """The argument itself, or standard input where it is ``-``. Raises Failure where that is empty or not UTF-8."""
    if text == "-":
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Failure("standard input is not UTF-8; for other encodings use `musnad read FILE`") from None
    if not text.strip():
        raise Failure("there is no text", Exit.NOTHING_READ)
    return text.encode("utf-8", "replace").decode("utf-8")


def _show(text: str, found: list[Time | Figure], language: Literal["ar", "en"] | None) -> None:
    from musnad.faces.cli.show import figure_line, time_line
    from musnad.faces.cli.terminal import Screen
    from musnad.find.formatting import figure_in_words, time_in_words

    screen = Screen()
    for value in found:
        words = text[value.span[0] : value.span[1]]
        line = time_line(screen, words, value) if isinstance(value, Time) else figure_line(screen, words, value)
        if language:
            said = time_in_words(value, language) if isinstance(value, Time) else figure_in_words(value, language)
            line += f" · {screen.text(said)}" if said else ""
        screen.line(line)
    if not found:
        screen.line(screen.dim("no times and no figures in this text"))
