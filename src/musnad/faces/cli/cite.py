"""A statement as it is cited: speaker, exact words, chain, article, day, address and version. --as gives it as Markdown,
BibTeX, RIS or a W3C Web Annotation.

Example:
  musnad cite s2687ddb99e7305a7 --as bibtex --library news.db
"""

from __future__ import annotations

import argparse
import sys

from musnad.faces.cli.common import Exit, Subparsers, command, print_json

_FORMS = ("plain", "markdown", "bibtex", "ris", "annotation")


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "cite", __doc__, library=True)
    parser.add_argument("id", metavar="ID", help="a statement's id, or one that it had")
    parser.add_argument("--as", dest="form", choices=_FORMS, default="plain", help="the form (plain)")
    parser.add_argument("--lang", choices=("ar", "en"), default="ar", help="the language of the words around the quotation (ar)")


def run(args: argparse.Namespace) -> int:
    """Print the citation; with ``--json`` its record."""
    from musnad.faces.cli.shelf import opened
    from musnad.faces.exports.citations import FORMS
    from musnad.faces.reader.words import Words

    with opened(args, "read") as library:
        found = library.cite(args.id)
    if args.json:
        print_json(found)
    else:
        text = FORMS[args.form](found, Words.load(args.lang))
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    return Exit.DONE
