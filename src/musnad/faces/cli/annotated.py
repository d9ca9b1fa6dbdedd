"""What annotators marked in the tasks of `musnad export label-studio` or `xmi`, back as ids and offsets: a line of JSON an
annotator and article. FILE is a JSON export of Label Studio, or a ZIP of UIMA CAS XMI with its TypeSystem.xml.

Example:
  musnad annotated project-1.json > marked.jsonl
"""

from __future__ import annotations

import argparse
from pathlib import Path

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, print_json


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "annotated", __doc__)
    parser.add_argument("file", nargs="+", metavar="FILE", help="what the annotation tool exported")


def run(args: argparse.Namespace) -> int:
    """Print the lines, which are JSON with and without ``--json``."""
    from musnad.faces.exports.annotated import BadAnnotations, read_annotated
    from musnad.store.frames import MissingExtra

    count = 0
    for name in args.file:
        try:
            for marked in read_annotated(Path(name)):
                count += 1
                print_json(marked)
        except (BadAnnotations, MissingExtra) as error:
            raise Failure(str(error)) from error
    return Exit.DONE if count else Exit.NOTHING_READ
