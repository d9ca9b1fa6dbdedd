"""The habits of outlets: names, hosts, time zone, furniture phrases.

list: those that Musnad ships. show NAME: one of them, as the file that it is. learn SOURCE…: find what repeats over the
articles of one outlet, and print (or write with --out) its profile, for --profile of `read` and `add`.

Example:
  musnad outlets show "RT عربي"
  musnad outlets learn almarfa.jsonl --outlet "المرفأ" --out almarfa.toml
"""

from __future__ import annotations

import argparse
from pathlib import Path

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, print_json, print_json_lines
from musnad.faces.cli.inputs import Intake, add_source_options


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "outlets", __doc__)
    parser.add_argument("action", choices=tuple(_ACTIONS), metavar="ACTION", help=", ".join(_ACTIONS))
    add_source_options(parser, required=False)
    parser.add_argument("--out", metavar="FILE", help="learn: where the profile goes")


def run(args: argparse.Namespace) -> int:
    """Do what is asked for."""
    return _ACTIONS[args.action](args)


def _list(args: argparse.Namespace) -> int:
    from musnad.faces.cli.terminal import Screen
    from musnad.page.outlets import shipped_outlets

    if args.json:
        print_json_lines(shipped_outlets())
        return Exit.DONE
    screen = Screen()
    for one in shipped_outlets():
        screen.line(f"{one.name} · {', '.join(one.hosts)} · {one.zone or 'no time zone'} · phrases: {len(one.furniture)}")
    return Exit.DONE


def _show(args: argparse.Namespace) -> int:
    from musnad.page.learning import as_toml
    from musnad.page.outlets import find_outlet

    if len(args.source) != 1:
        raise Failure("name one outlet, or its address: musnad outlets show NAME")
    outlet = find_outlet(args.source[0], args.source[0])
    if outlet is None:
        raise Failure(f"no outlet {args.source[0]!r} is shipped: musnad outlets list shows them")
    if args.json:
        print_json(outlet)
    else:
        print(as_toml(outlet), end="")
    return Exit.DONE


def _learn(args: argparse.Namespace) -> int:
    from musnad.page.learning import as_toml, learn_outlet
    from musnad.page.outlets import Outlet, find_outlet

    if not args.source or not args.outlet:
        raise Failure("learning needs articles and the outlet's name: musnad outlets learn SOURCE… --outlet NAME")
    intake = Intake()
    base = args.profile or find_outlet(args.outlet, None) or Outlet(name=args.outlet)
    outlet = learn_outlet(intake.articles(args), base)
    if args.out and intake.read:
        Path(args.out).write_text(as_toml(outlet), encoding="utf-8")
    if args.json:
        print_json(outlet)
    elif not args.out:
        print(as_toml(outlet), end="")
    else:
        print(f"{args.out}: {len(outlet.furniture)} phrases, {outlet.source} ({outlet.key})")
    return intake.close()


_ACTIONS = {"list": _list, "show": _show, "learn": _learn}
