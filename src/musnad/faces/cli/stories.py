"""The stories of the library, the latest first: title, days, how many articles, outlets and distinct texts.

Example:
  musnad stories --library news.db
"""

from __future__ import annotations

import argparse

from musnad.faces.cli.common import Exit, Subparsers, command, print_json_lines
from musnad.records import Story


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    command(commands, "stories", __doc__, library=True)


def run(args: argparse.Namespace) -> int:
    """Print one line a story."""
    from musnad.faces.cli.shelf import opened, tell

    with opened(args) as library:
        stories = library.stories(tell=tell)
    if args.json:
        print_json_lines(stories)
    else:
        _show(stories)
    return Exit.DONE


def _show(stories: list[Story]) -> None:
    from musnad.faces.cli.stories_text import story_line
    from musnad.faces.cli.terminal import Screen

    screen = Screen()
    for story in stories:
        screen.line(story_line(screen, story))
    if not stories:
        screen.line("no stories: no two articles of this library tell of the same event")
