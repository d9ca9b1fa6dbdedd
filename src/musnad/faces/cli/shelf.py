"""Opening the library for a command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Literal

from musnad.faces.cli.common import library_path
from musnad.library import Library, open_library


@contextmanager
def opened(args: argparse.Namespace, mode: Literal["create", "write", "read"] = "write") -> Iterator[Library]:
    """The library that the options name, closed at the end; waiting and bringing forward are told on stderr."""
    with open_library(library_path(args), mode=mode, tell=tell) as library:
        yield library


@contextmanager
def passing() -> Iterator[Library]:
    """A library in a temporary folder, gone at the end."""
    with TemporaryDirectory(prefix="musnad-") as folder, open_library(f"{folder}/musnad.db") as library:
        yield library


def tell(message: str) -> None:
    """Print a line of what is going on, on a terminal only."""
    if sys.stderr.isatty():
        print(f"musnad: {message}", file=sys.stderr)


__all__ = ["opened", "passing", "tell"]
