"""Where outlets differ about a fact, conflicts first: each side quoted in its place, with the grounds for and against.

Example:
  musnad disagreements --library news.db
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Subparsers, command, print_json_lines, words

if TYPE_CHECKING:
    from musnad.library import Library
    from musnad.records import Disagreement


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "disagreements", __doc__, library=True)
    parser.add_argument("story", nargs="?", type=words, metavar="STORY", help="only those of this story")


def run(args: argparse.Namespace) -> int:
    """Print each disagreement."""
    from musnad.faces.cli.shelf import opened, tell

    with opened(args) as library:
        found = library.disagreements(args.story, tell=tell)
        if args.json:
            print_json_lines(found)
        else:
            _show(library, found)
    return Exit.DONE


def _show(library: Library, found: list[Disagreement]) -> None:
    from musnad.faces.cli.stories_text import print_disagreement, quoting
    from musnad.faces.cli.terminal import Screen
    from musnad.store.loading import article_ref

    screen = Screen()
    quote = quoting(library)
    for one in found:
        refs = {side.article: article_ref(library.article(side.article)[0]) for side in one.sides}
        print_disagreement(screen, one, refs, quote)
    if not found:
        screen.line("no disagreement of facts was found here")
