"""Measure the engine against gold sets: precision, recall and F1 of each part, with 95 % intervals by document.

Without PART, every part is measured on every open set that it has. The errors of each are written to
out/eval/PART.SET.txt. Figures below the floors of eval/floors.json give exit code 1; --update raises the floors, and
never lowers one. Sets held back (fresh, saudi, unseen) give figures only, where --set names them. --check measures a check set:
figures only, logged in eval/check.log, at most five times a part.

Example:
  musnad eval statements --set dev --by cue
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, print_json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from musnad.evaluate.gold import Gold
    from musnad.evaluate.parts import Part
    from musnad.evaluate.project import Project
    from musnad.evaluate.scores import Score


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    from musnad.evaluate.gold import HELD_SETS, OPEN_SETS, OWN_SET

    parser = command(commands, "eval", __doc__)
    parser.add_argument("part", nargs="?", metavar="PART", help="one part: statements, mentions, names, furniture …")
    parser.add_argument("--gold", type=Path, metavar="DIR", help="the folder of gold sets (default: ../shared/gold)")
    parser.add_argument("--set", dest="which", choices=(*OPEN_SETS, *HELD_SETS, OWN_SET),
                        help="one set (default: each open one); mine: your own (musnad annotated --gold)")  # fmt: skip
    parser.add_argument("--by", metavar="WHAT", help="group by form, complement, cue, speaker, how, outlet, length …")
    parser.add_argument("--errors", action="store_true", help="list the errors here too")
    parser.add_argument("--update", action="store_true", help="raise the floors to these figures")
    parser.add_argument("--rules-alone", action="store_true", help="without the learned decisions")
    parser.add_argument("--check", action="store_true", help="measure check sets: figures only, logged, limited")
    parser.add_argument("--project", type=Path, metavar="DIR", help="where eval/ is (default: this source tree)")


def run(args: argparse.Namespace) -> int:
    """Score the parts that are asked for and show, keep or compare the figures."""
    from musnad.evaluate.gate import GateError
    from musnad.evaluate.gold import GoldError
    from musnad.evaluate.project import this_project

    try:
        project = this_project(args.project)
        return _check(args, project) if args.check else _measure(args, project)
    except (GoldError, GateError) as error:
        raise Failure(str(error)) from error


def _gold(args: argparse.Namespace, project: Project) -> Gold:
    from musnad.evaluate.released import OpenGold

    folder = args.gold or project.gold
    if not folder.is_dir():
        raise Failure(f"{folder}: no gold sets there (their texts are not ours to ship); give their folder with --gold")
    return OpenGold(folder, project.released)


def _parts(args: argparse.Namespace) -> list[Part]:
    from musnad.evaluate.parts import PARTS

    if args.part is None:
        if args.by:
            raise Failure("--by needs a PART, as in: musnad eval statements --by form")
        return list(PARTS.values())
    if args.part not in PARTS:
        raise Failure(f"no part is called {args.part!r}; the parts are: {', '.join(PARTS)}")
    part = PARTS[args.part]
    if args.by and args.by not in part.by:
        raise Failure(f"{part.name} cannot be grouped by {args.by!r}; it can by: {', '.join(part.by) or 'nothing'}")
    return [part]


# -- open sets ---------------------------------------------------------------------------------------------------------


def _measure(args: argparse.Namespace, project: Project) -> int:
    from musnad.evaluate.gold import HELD_SETS, OWN_SET

    held = args.which in HELD_SETS
    if args.which == OWN_SET and args.update:
        raise Failure(f"{OWN_SET} is a set of your own, and has no floors: not with --update")
    if held and (args.errors or args.update):
        raise Failure(f"{args.which} is held back, for its figures only: not with --errors or --update")
    scores = []
    for score in _scores(args, project):
        scores.append(score)
        _show(score, args)
        if score.missing is None and not held:
            _keep_errors(score, project.errors)
    if not scores:
        raise Failure(f"there is no such set: {args.part or 'any part'} {args.which or ''}".rstrip())
    return _gate(scores, args, project)


def _scores(args: argparse.Namespace, project: Project) -> Iterator[Score]:
    from musnad.evaluate.gold import HELD_SETS, OWN_SET
    from musnad.evaluate.parts import score_part, sets_of
    from musnad.evaluate.scores import Engine, Options

    crossed = None if args.which in (*HELD_SETS, OWN_SET) else project.crossed  # nothing was learned from these
    gold, engine, options = _gold(args, project), Engine(crossed, not args.rules_alone), Options(by=args.by)
    for part in _parts(args):
        for which in sets_of(part, gold, args.which):
            _progress(f"{part.name} · {which} …")
            yield score_part(part, which, gold, engine, options)


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{line}\x1b[K", end="\r", file=sys.stderr, flush=True)


def _show(score: Score, args: argparse.Namespace) -> None:
    import msgspec

    from musnad.evaluate.report import fault_lines, figures
    from musnad.faces.cli.terminal import Screen

    if args.json:
        print_json_lines([score if args.errors else msgspec.structs.replace(score, faults=())])
        return
    screen = Screen()
    for line in figures(score):
        screen.line(line)
    if args.errors and score.missing is None:
        for line in fault_lines(score.faults, screen.text):
            screen.line(line)
    screen.line("")


def _keep_errors(score: Score, folder: Path) -> None:
    from musnad.evaluate.report import fault_lines

    folder.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(fault_lines(score.faults))
    (folder / f"{score.part}.{score.which}.txt").write_text(lines + "\n", encoding="utf-8")


def _gate(scores: Sequence[Score], args: argparse.Namespace, project: Project) -> int:
    from musnad.evaluate.gate import load_floors, raised, save_floors, say, shortfalls

    floors = load_floors(project.floors)
    if args.update:
        save_floors(project.floors, raised(floors, scores))
        print(f"floors raised: {project.floors}", file=sys.stderr)
        return Exit.DONE
    short = shortfalls(floors, scores)
    for one in short:
        print(f"below its floor: {say(one)}", file=sys.stderr)
    return Exit.SET_ASIDE if short else Exit.DONE


# -- check sets --------------------------------------------------------------------------------------------------------


def _check(args: argparse.Namespace, project: Project) -> int:
    """Measure check sets; nothing of their texts, ids or errors is shown, whatever happens."""
    from musnad.evaluate.gate import may_measure
    from musnad.evaluate.gold import CHECK

    if args.errors or args.by or args.update or args.which:
        raise Failure("--check gives figures only: not with --errors, --by, --update or --set")
    gold = _gold(args, project)
    parts = [part for part in _parts(args) if gold.has(part.gold, CHECK)]
    if not parts:
        raise Failure(f"{gold.folder}: no check set of {args.part or 'any part'} there")
    for part in parts:
        may_measure(project.check_log, part.name)
    for part in parts:
        _show(_check_part(part, gold, project), args)
    return Exit.DONE


def _check_part(part: Part, gold: Gold, project: Project) -> Score:
    """Score a part on its check set and log it before anything is shown."""
    from datetime import date

    import msgspec

    from musnad.evaluate.gate import Mark, log_check
    from musnad.evaluate.gold import CHECK
    from musnad.evaluate.parts import score_part
    from musnad.evaluate.scores import Engine

    try:
        score = score_part(part, CHECK, gold, Engine())
    except Exception as error:
        raise Failure(f"{part.name}: the engine failed ({type(error).__name__}); nothing was measured") from None
    if score.missing is None:
        log_check(project.check_log, Mark(date.today(), project.revision()), score)
    return msgspec.structs.replace(score, faults=())


__all__ = ["register", "run"]
