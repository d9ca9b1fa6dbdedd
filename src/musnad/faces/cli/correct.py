"""Put right what was read, for good: corrections survive reading again, and can be undone.

checked STATEMENT right|wrong     a person's verdict; one judged wrong is no evidence for `musnad check` any more
speaker STATEMENT NAME            who speaks; an empty name for nobody
same NAME NAME · apart NAME NAME  two names are one, or two; person:NAME where a name is of several kinds
rename NAME NEW                   another name that it is found by
identify NAME IDENTIFIER          an identifier of yours that finds it, and that exports show
title STORY TITLE · with STORY ARTICLE · without STORY ARTICLE
join STORY STORY                  two stories that are one
disagreement ID conflict|unsure|compatible
unalike STATEMENT STATEMENT       two statements that are not one saying
undo CORRECTION · list · export FILE · import FILE     - is standard output or input

Example:
  musnad correct same "دونالد ترامب" "دونالد ترمب" --library news.db
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, counted, print_json, print_json_lines

if TYPE_CHECKING:
    from musnad.library import Library
    from musnad.store.answers import Correction
    from musnad.store.corrections import Kind

_KINDS: dict[str, Kind] = {
    "checked": "statement-checked", "speaker": "statement-speaker", "same": "entity-same", "apart": "entity-apart",
    "rename": "entity-name", "identify": "entity-identifier", "title": "story-title", "with": "story-with",
    "without": "story-without", "join": "story-join", "disagreement": "disagreement", "unalike": "saying-apart",
}  # fmt: skip


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "correct", __doc__, library=True)
    choices = (*_KINDS, *_ACTIONS)
    parser.add_argument("action", choices=choices, metavar="ACTION", help=", ".join(choices))
    parser.add_argument("subject", nargs="?", metavar="WHAT", help="an id, a name or a file, as the action needs")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="what is right")
    parser.add_argument("--by", metavar="WHO", help="who says so (else the user's name on this machine)")


def run(args: argparse.Namespace) -> int:
    """Add one correction, or do what the action says."""
    from musnad.faces.cli.shelf import opened

    needs = 2 if args.action in _KINDS else _ACTIONS[args.action][1]
    if sum(one is not None for one in (args.subject, args.value)) != needs:
        raise Failure(f"{args.action} takes {counted(needs, 'word')} behind it (one of several words in quotation marks)")
    with opened(args) as library:
        if args.action in _KINDS:
            return show(args, library.correct(_KINDS[args.action], args.subject, args.value, by=by_whom(args)))
        return _ACTIONS[args.action][0](library, args)


def by_whom(args: argparse.Namespace) -> str:
    """Who puts something right: as the options say, else the user's name on this machine."""
    return args.by or os.environ.get("USER") or os.environ.get("USERNAME") or "user"


def _undo(library: Library, args: argparse.Namespace) -> int:
    return show(args, library.undo(args.subject, by=by_whom(args)))


def _list(library: Library, args: argparse.Namespace) -> int:
    for one in library.corrections():
        show(args, one)
    return Exit.DONE


def _export(library: Library, args: argparse.Namespace) -> int:
    lines = list(library.export_corrections())
    if args.subject == "-":
        sys.stdout.buffer.writelines(lines)
        return Exit.DONE
    Path(args.subject).write_bytes(b"".join(lines))
    return _tell(args, {"exported": len(lines)}, f"{counted(len(lines), 'correction')} written to {args.subject}")


def _import(library: Library, args: argparse.Namespace) -> int:
    lines = sys.stdin.buffer.readlines() if args.subject == "-" else Path(args.subject).read_bytes().splitlines()
    new = library.import_corrections(lines)
    return _tell(args, {"imported": new}, f"{counted(new, 'new correction')}")


def show(args: argparse.Namespace, one: Correction) -> int:
    """Print a correction."""
    if args.json:
        print_json_lines([one])
        return Exit.DONE
    from musnad.faces.cli.terminal import Screen

    screen = Screen()
    value = f"undoes {one.undoes}" if one.undoes else screen.text(str(one.value)) or "nobody"
    by = f"{screen.text(one.made_by)}, {one.made}"
    screen.line(one.kind, screen.text(one.subject), "·", value, "·", by, screen.dim(f"[{one.id}]"))
    return Exit.DONE


def _tell(args: argparse.Namespace, facts: dict[str, int], line: str) -> int:
    if args.json:
        print_json(facts)
    else:
        print(line)
    return Exit.DONE


#: Actions that are no correction: what does them, and how many words they need behind them.
_ACTIONS: dict[str, tuple[Callable[[Library, argparse.Namespace], int], int]] = {
    "undo": (_undo, 1), "list": (_list, 0), "export": (_export, 1), "import": (_import, 1),
}  # fmt: skip
