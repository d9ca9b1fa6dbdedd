"""One story: its articles, what each party said as it developed, what was done, copies, passages that outlets share without
all saying from whom, and where accounts differ.

Example:
  musnad story 5c1d2a --library news.db
"""

from __future__ import annotations

import argparse

from musnad.faces.cli.common import Exit, Subparsers, command, print_json, words


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "story", __doc__, library=True)
    parser.add_argument("id", type=words, metavar="ID", help="the story's id; `musnad stories` lists them")


def run(args: argparse.Namespace) -> int:
    """Print the story; with ``--json`` its StoryPage."""
    from musnad.faces.cli.shelf import opened, tell

    with opened(args) as library:
        page = library.story(args.id, tell=tell)
        if args.json:
            print_json(page)
            return Exit.DONE
        from musnad.faces.cli.stories_text import print_digest, quoting
        from musnad.faces.cli.terminal import Screen
        from musnad.faces.reader.digest import digest

        print_digest(Screen(), digest(page), quoting(library))
    return Exit.DONE
