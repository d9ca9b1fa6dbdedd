"""Statements gained and lost against another revision, over raw articles: what a change of rules really does.

Both versions read the same articles, drawn with a seed from a corpus: REV from git, and the files as they are now.
The whole list goes to out/eval/gained.txt.

Example:
  musnad gained HEAD~1 --count 500
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, print_json_lines

if TYPE_CHECKING:
    from musnad.evaluate.gained import Change
    from musnad.evaluate.gold import Document
    from musnad.evaluate.project import Project


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "gained", __doc__)
    parser.add_argument("revision", metavar="REV", help="the git revision to compare with")
    add_sample_options(parser, 2000)
    parser.add_argument("--show", type=int, default=20, metavar="N", help="how many of each kind to show (20)")


def add_sample_options(parser: argparse.ArgumentParser, count: int) -> None:
    """Options that say which raw articles are read."""
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="JSON Lines, also .xz (default: the ANT corpus)")
    parser.add_argument("--count", type=int, default=count, metavar="N", help=f"how many articles ({count})")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which ones (1)")
    parser.add_argument("--project", type=Path, metavar="DIR", help="the checkout (default: this source tree)")


def sample(args: argparse.Namespace, project: Project) -> list[Document]:
    """The raw articles that the options ask for. Raises Failure where there is no corpus."""
    from musnad.evaluate.gold import GoldError, read_corpus
    from musnad.evaluate.raw import draw

    path = args.corpus or project.gold.parent / "corpus" / "ant-2018.jsonl.xz"
    try:
        return draw(read_corpus(path), args.count, args.seed)
    except GoldError as error:
        raise Failure(f"{error}; give one with --corpus") from error


def run(args: argparse.Namespace) -> int:
    """Read the sample with both versions and show what differs."""
    from musnad.evaluate.gained import changes, summary
    from musnad.evaluate.project import this_project
    from musnad.evaluate.raw import VersionError, finish_reading, start_reading, version

    project = this_project(args.project)
    documents = sample(args, project)
    try:
        with version(project.folder, args.revision) as other:
            started = [start_reading(source, documents) for source in (other, project.folder / "src")]
            old, new = (finish_reading(one) for one in started)
    except VersionError as error:
        raise Failure(str(error)) from error
    found = list(changes(documents, old, new))
    if args.json:
        print_json_lines([{"kind": one.kind, "old": one.old, "new": one.new} for one in found])
    else:
        for line in summary(found, (sum(map(len, old)), sum(map(len, new)))):
            print(line)
        _show(found, args.show)
    _keep(found, project.errors / "gained.txt")
    return Exit.DONE


def _show(found: list[Change], most: int) -> None:
    from musnad.evaluate.gained import KINDS, lines
    from musnad.faces.cli.terminal import Screen

    screen = Screen()
    for kind in KINDS:
        for line in lines([one for one in found if one.kind == kind][:most], screen.text):
            screen.line(line)


def _keep(found: list[Change], path: Path) -> None:
    from musnad.evaluate.gained import lines

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines(found)), encoding="utf-8")
    print(f"all {len(found):,}: {path}", file=sys.stderr)


__all__ = ["add_sample_options", "register", "run", "sample"]
