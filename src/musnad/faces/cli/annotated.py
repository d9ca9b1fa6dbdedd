"""What annotators marked in the tasks of `musnad export label-studio` or `xmi`, back as ids and offsets: a line of JSON an
annotator and article. FILE is a JSON export of Label Studio, or a ZIP of UIMA CAS XMI with its TypeSystem.xml.

--gold FOLDER makes a gold set of it, with the texts of the library: `musnad eval statements --gold FOLDER --set mine` then
says how good Musnad is on your articles. Where several annotators marked the same article, --by names whose work counts.

Example:
  musnad annotated project-1.json --gold gold --library news.db
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, counted, print_json, print_json_lines

if TYPE_CHECKING:
    from musnad.faces.exports.annotated import Marked


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "annotated", __doc__, library=True)
    parser.add_argument("file", nargs="+", metavar="FILE", help="what the annotation tool exported")
    parser.add_argument("--gold", metavar="FOLDER", type=Path, help="make a gold set there, for `musnad eval --gold FOLDER`")
    parser.add_argument("--by", metavar="NAME", help="only what this annotator marked, as the tool names them")


def run(args: argparse.Namespace) -> int:
    """Print the lines, which are JSON with and without ``--json``; with ``--gold`` write the set."""
    found = [one for one in _read(args.file) if args.by is None or one.by == args.by]
    if not found:
        return Exit.NOTHING_READ
    if args.gold:
        return _write(args, found)
    print_json_lines(found)
    return Exit.DONE


def _read(files: list[str]) -> list[Marked]:
    from musnad.faces.exports.annotated import BadAnnotations, read_annotated
    from musnad.store.frames import MissingExtra

    try:
        return [marked for name in files for marked in read_annotated(Path(name))]
    except (BadAnnotations, MissingExtra) as error:
        raise Failure(str(error)) from error


def _write(args: argparse.Namespace, found: list[Marked]) -> int:
    from musnad.faces.cli.shelf import opened
    from musnad.faces.exports.own_gold import own_gold, write_own_gold

    ids = [one.id for one in found]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        names = ", ".join(sorted({str(one.by) for one in found if one.id == twice}))
        raise Failure(f"article {twice} was marked several times (by {names}): --by NAME says whose work counts")
    with opened(args) as library:
        gold, aside = own_gold(library, found)
    write_own_gold(args.gold, gold)
    if args.json:
        print_json({"articles": len(gold), "statements": sum(len(one.statements) for _, one in gold), "set_aside": aside})
    else:
        for one in aside:
            print(f"{one.where}: {one.reason}: {one.detail}", file=sys.stderr)
        statements = counted(sum(len(one.statements) for _, one in gold), "statement")
        print(f"{counted(len(gold), 'article')} with {statements} in {args.gold}; now: "
              f"musnad eval statements --gold {args.gold} --set mine")  # fmt: skip
    return Exit.SET_ASIDE if aside else Exit.DONE
