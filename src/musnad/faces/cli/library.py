"""The library's care.

info: what it holds. check: whether its file is whole. backup FILE: a copy, while others use it. load FOLDER: keep what
`musnad batch` read into tables, or a Parquet file of readings; nothing is read again. refresh: read again
what older rules made; it can be stopped and goes on. vacuum: give unused space back. migrate: bring an older library
forward, after a backup. copy FROM TO: into a file or a database (postgresql://user@host/database) where there is no
library yet; the copy is held against the original.

Example:
  musnad library backup saved.db --library news.db
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, counted, print_json
from musnad.faces.cli.inputs import Bar

if TYPE_CHECKING:
    from collections.abc import Callable

    from musnad.library import Library


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "library", __doc__, library=True)
    parser.add_argument("action", choices=tuple(_ACTIONS), metavar="ACTION", help=", ".join(_ACTIONS))
    parser.add_argument("names", nargs="*", metavar="NAME", help="where a backup goes, where tables are that are loaded; FROM TO")
    parser.add_argument("--deep", action="store_true", help="check: compare every word of the search index too")


def run(args: argparse.Namespace) -> int:
    """Do one thing with the library."""
    from musnad.faces.cli.shelf import opened

    if len(args.names) != _NAMES.get(args.action, 0):
        raise Failure(
            "musnad library backup FILE and musnad library load FOLDER name a place, musnad library copy FROM TO names two "
            "libraries, the others nothing"
        )
    if args.action == "copy":
        args.library = args.names[0]
    with opened(args, "create" if args.action == "load" else "write") as library:
        return _ACTIONS[args.action](library, args)


def _info(library: Library, args: argparse.Namespace) -> int:
    from musnad.faces.cli.show import print_coverage
    from musnad.faces.cli.terminal import Screen

    info = library.info()
    if args.json:
        print_json(info)
        return Exit.DONE
    screen = Screen()
    screen.line(screen.bold(info.path), "(cannot be written)" if info.read_only else "")
    screen.line(f"version {info.schema}, made {info.created}, {info.bytes / 1e6:,.1f} MB")
    screen.line(
        f"{info.articles:,} articles ({info.versions:,} versions), {info.statements:,} statements, "
        f"{info.entities:,} names, {info.stories:,} stories, "
        f"{info.dropped:,} set aside, {info.corrections:,} corrections"
    )
    for maker, count in info.makers.items():
        screen.line(f"{count:,} read by {maker}")
    if info.stale:
        screen.line(f"{counted(info.stale, 'article')} read by older rules, data or settings: musnad library refresh")
    print_coverage(screen, info.coverage)
    return Exit.DONE


def _check(library: Library, args: argparse.Namespace) -> int:
    problems = library.check_file(deep=args.deep)
    _answer(args, {"problems": list(problems)}, "\n".join(problems) or "the library is whole")
    return Exit.SET_ASIDE if problems else Exit.DONE


def _backup(library: Library, args: argparse.Namespace) -> int:
    (target,) = args.names
    library.backup(target)
    _answer(args, {"backup": target}, f"copied to {target}")
    return Exit.DONE


def _copy(library: Library, args: argparse.Namespace) -> int:
    from musnad.faces.cli.shelf import tell
    from musnad.library import open_library

    with open_library(args.names[1], tell=tell) as target:
        copied = library.copy_into(target)
        _answer(
            args, {"copied": copied, "to": target.database.path},
            f"copied to {target.database.path}, and verified: {counted(copied['article'], 'article')}, "
            f"{counted(copied['statement'], 'statement')}",
        )  # fmt: skip
    return Exit.DONE


def _load(library: Library, args: argparse.Namespace) -> int:
    from musnad.batch.layout import BatchError
    from musnad.store.frames import MissingExtra

    try:
        with Bar("articles") as bar:
            report = library.load(args.names[0], on_progress=lambda one: bar.reach(one.done, one.total))
    except (BatchError, MissingExtra) as error:
        raise Failure(str(error), Exit.NOTHING_READ) from error
    line = f"{report.added:,} added with {counted(report.statements, 'statement')}, {report.same:,} already there"
    _answer(args, report, line + (f", {report.set_aside:,} set aside (musnad dropped)" if report.set_aside else ""))
    return Exit.SET_ASIDE if report.set_aside else Exit.DONE


def _refresh(library: Library, args: argparse.Namespace) -> int:
    from musnad.store.workers import collect_seldom

    collect_seldom()
    with Bar("articles") as bar:
        report = library.refresh(on_progress=lambda one: bar.reach(one.done, one.total))
    for one in report.reported:
        print(f"not read again: {one.where}: {one.detail}", file=sys.stderr)
    line = f"{counted(report.read, 'article')} read again, {counted(report.changed, 'statement')} changed"
    _answer(args, report, line + (f", {report.failed:,} kept as they were" if report.failed else ""))
    return Exit.SET_ASIDE if report.failed else Exit.DONE


def _vacuum(library: Library, args: argparse.Namespace) -> int:
    before, after = library.vacuum()
    _answer(args, {"before": before, "after": after}, f"{before / 1e6:,.1f} MB before, {after / 1e6:,.1f} MB now")
    return Exit.DONE


def _migrate(library: Library, args: argparse.Namespace) -> int:
    """Opening has brought it forward."""
    version = library.info().schema
    _answer(args, {"version": version}, f"the library is of version {version}")
    return Exit.DONE


def _answer(args: argparse.Namespace, facts: object, line: str) -> None:
    if args.json:
        print_json(facts)
    else:
        print(line)


_ACTIONS: dict[str, Callable[[Library, argparse.Namespace], int]] = {
    "info": _info,
    "check": _check,
    "backup": _backup,
    "load": _load,
    "refresh": _refresh,
    "vacuum": _vacuum,
    "migrate": _migrate,
    "copy": _copy,
}
#: How many names an action takes; the others take none.
_NAMES = {"backup": 1, "load": 1, "copy": 2}
