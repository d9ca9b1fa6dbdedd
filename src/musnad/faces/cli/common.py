"""What the commands share: exit codes, failures with a clear line, options, JSON Lines."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date
from enum import IntEnum
from typing import Any, TypeAlias

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    SET_ASIDE = 1
    WRONG_USE = 2
    NOTHING_READ = 3
    FAULT = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Failure(Exception):
    """A command cannot go on: the message says what, where and what to do; `code` is the exit code."""

    def __init__(self, message: str, code: Exit = Exit.WRONG_USE) -> None:
        super().__init__(message)
        self.code = code


def command(commands: Subparsers, name: str, doc: str | None, *, library: bool = False) -> argparse.ArgumentParser:
    """Add the parser of a command: its help is the module's docstring, the example after the line ``Example:``.

    Every command has ``--json``; with `library` also ``--library``.
    """
    what, _, example = (doc or "").partition("\nExample:\n")
    parser = commands.add_parser(
        name,
        description=what.strip(),
        epilog=f"Example:\n{example.rstrip()}" if example else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--json", action="store_true", help="print JSON Lines, one record a line")
    if library:
        add_library_option(parser)
    return parser


def add_library_option(parser: argparse.ArgumentParser) -> None:
    """The option that names the library."""
    where = "the library: a file, or postgresql://… (else $MUSNAD_LIBRARY, else ./musnad.db)"
    parser.add_argument("--library", metavar="PATH", help=where)


def add_language_option(parser: argparse.ArgumentParser) -> None:
    """The option that names the language of what a command says while it runs."""
    parser.add_argument("--lang", choices=("ar", "en"), default="en", help="what it says here: Arabic or English (en)")


def library_path(args: argparse.Namespace) -> str:
    """Where the library is: the option, the environment, else ``musnad.db`` in the working folder."""
    return args.library or os.environ.get("MUSNAD_LIBRARY") or "musnad.db"


def library_file(args: argparse.Namespace) -> str:
    """The library's file, whole; of a library on a server, which has none, what would be its file in the working folder: what
    is kept beside a library lies there."""
    path = library_path(args)
    return os.path.abspath("musnad.db" if path.startswith(("postgresql://", "postgres://")) else path)


def words(value: str) -> str:
    """Type of an argument that is text: no empty one, none that is not UTF-8."""
    if not value.strip():
        raise argparse.ArgumentTypeError("it is empty")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise argparse.ArgumentTypeError("it is not UTF-8")
    return value


def day(value: str) -> str:
    """Type of an argument that is a day, or a moment, by ISO 8601; given back as it came."""
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is no date like 2025-08-17") from None
    return value


def share(value: str) -> float:
    """Type of an argument that is a share from 0 to 1."""
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 0 to 1")
    return number


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 article``, ``2,000 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def print_json(record: Any) -> None:
    """Print one record as one line of JSON."""
    import msgspec

    sys.stdout.write(msgspec.json.encode(record).decode("utf-8") + "\n")


def print_json_lines(records: Iterable[Any]) -> None:
    """Print records as JSON Lines."""
    for record in records:
        print_json(record)


__all__ = [
    "Exit", "Failure", "Subparsers", "add_language_option", "add_library_option", "command", "counted", "day",
    "library_file", "library_path",
    "print_json", "print_json_lines", "share", "words",
]  # fmt: skip
