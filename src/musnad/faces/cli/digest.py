"""One day by story: what each party said for the first time, where outlets differ, what is only copied; who was silent, and
how many articles it stands on, at the top. As text for a mail, Markdown or one self-contained page.

Example:
  musnad digest 2025-10-14 --as html --out day.html --library news.db
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from musnad.faces.cli.common import Exit, Subparsers, command, day, print_json

_FORMS = ("text", "markdown", "html")


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "digest", __doc__, library=True)
    parser.add_argument("day", nargs="?", type=day, metavar="DAY", help="the day, like 2025-10-14 (else the library's last)")
    parser.add_argument("--as", dest="form", choices=_FORMS, default="text", help="the form (text)")
    parser.add_argument("--lang", choices=("ar", "en"), default="ar", help="the digest's own words: Arabic or English (ar)")
    parser.add_argument("--out", metavar="FILE", help="where it goes (else standard output)")
    parser.add_argument("--stories", type=int, default=30, metavar="N", help="show the N largest stories (30)")


def run(args: argparse.Namespace) -> int:
    """Write the digest; with ``--json`` the day's record."""
    from musnad.faces.cli.shelf import opened, tell
    from musnad.faces.exports import days
    from musnad.faces.reader.day import day_of
    from musnad.faces.reader.words import Words

    with opened(args) as library:
        wanted = (args.day or library.coverage().last or "")[:10]
        page = library.day(wanted, limit=max(1, args.stories), tell=tell)
        if args.json:
            print_json(page)
            return Exit.DONE
        made = day_of(page)
        write = {"text": days.text, "markdown": days.markdown, "html": days.html}[args.form]
        text = write(made, days.quoted_of(library, made), Words.load(args.lang))
    if args.out:
        Path(args.out).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return Exit.DONE
