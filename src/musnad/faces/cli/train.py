"""Learn the small models anew from the gold sets: all of them, or some.

Writes data/models/MODEL.tsv, and under eval/crossed a table for each fold of documents, which `musnad eval` uses so that
no document is measured with a model that saw it. The same gold gives the same tables. Needs the extra `train` (scipy).

Example:
  musnad train
"""

from __future__ import annotations

import argparse
from pathlib import Path

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, print_json_lines


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "train", __doc__)
    parser.add_argument("models", nargs="*", metavar="MODEL", help="some models (default: all)")
    parser.add_argument("--gold", type=Path, metavar="DIR", help="the folder of gold sets (default: ../shared/gold)")
    parser.add_argument("--project", type=Path, metavar="DIR", help="the source tree to write to (default: this one)")


def run(args: argparse.Namespace) -> int:
    """Learn and write the models, and say how they do on documents that they had not seen."""
    from musnad.evaluate.gold import GoldError
    from musnad.evaluate.project import this_project
    from musnad.evaluate.released import OpenGold
    from musnad.evaluate.training import keep, tasks, train

    project = this_project(args.project)
    names = args.models or list(tasks())
    if unknown := [name for name in names if name not in tasks()]:
        raise Failure(f"no model is called {unknown[0]!r}; the models are: {', '.join(tasks())}")
    try:
        gold = OpenGold(args.gold or project.gold, project.released)
        those = {one: list(one(gold, project.crossed)) for one in {tasks()[name].lessons for name in names}}
    except GoldError as error:
        raise Failure(str(error)) from error
    for name in names:
        try:
            trained = train(name, those[tasks()[name].lessons])
        except ModuleNotFoundError as error:
            raise Failure(f"{error.name} is not installed; pip install 'musnad[train]'") from error
        keep(trained, project.models, project.crossed)
        _show(name, trained.lines, args)
    return Exit.DONE


def _show(name: str, lines: tuple[str, ...], args: argparse.Namespace) -> None:
    if args.json:
        print_json_lines([{"model": name, "about": " ".join(lines)}])
    else:
        print(f"{name}: " + "\n  ".join(lines))


__all__ = ["register", "run"]
