"""Persons, bodies and places: those of a text, or those of the library under all their names, and putting them right.

TEXT (or - for standard input)    the names of a text, each with its roles and places in the text
list [WHO]                        the library's persons under all their names, those in most articles first
show WHO                          one name: every alias with days and an article, roles by when
holders ROLE                      who has a role, according to which articles, on which days
doubtful                          pairs of names that may be one: join or split them
join A B · split A B · rename A NEW     names are one, or two, or get another; person:A where a name is of several kinds
identify A IDENTIFIER             a name gets an identifier of yours, which finds it
identifiers FILE                  identifiers from a table (TSV or CSV): columns name, identifier, also
undo CORRECTION                   take one of these back

Example:
  musnad names "قال وزير التعليم سالم الحارثي إن المدارس ستفتح الأحد، وأضاف الحارثي أن الكتب وصلت"
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, counted, print_json, print_json_lines
from musnad.faces.cli.terminal import Screen
from musnad.records import Entity, EntityKind, Reading

if TYPE_CHECKING:
    from musnad.library import Library
    from musnad.store.answers import Holder, Known, NameDoubt

_MOST_NAMES, _MOST_ROLES = 6, 3


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "names", __doc__, library=True)
    parser.add_argument("words", nargs="*", default=["list"], metavar="TEXT", help="a text, or what to do")
    parser.add_argument("--kind", choices=get_args(EntityKind), default="person", help="list: persons (default), bodies …")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="list, doubtful, holders: so many (default 50)")
    parser.add_argument("--skip", type=int, default=0, metavar="N", help="list, doubtful: leave out so many before")
    parser.add_argument("--join", action="store_true", help="identifiers: make one what the table gives one identifier")
    parser.add_argument("--by", metavar="WHO", help="who puts right (else the user's name on this machine)")


def run(args: argparse.Namespace) -> int:
    """Print the entities of a text, or do with the library's names what is asked."""
    action, *rest = args.words
    if action not in _ACTIONS:
        if rest:
            raise Failure(f"a text is one word in quotation marks; what can be done is one of {', '.join(_ACTIONS)}")
        return _of_text(args, action)
    do, least, most = _ACTIONS[action]
    if not least <= len(rest) <= most:
        raise Failure(f"{action} takes {_how_many(least, most)} behind it (one of several words in quotation marks)")
    if args.limit < 1 or args.skip < 0:
        raise Failure("--limit is 1 or more, --skip 0 or more")
    from musnad.faces.cli.shelf import opened

    with opened(args) as library:
        return do(library, args, rest)


def _how_many(least: int, most: int) -> str:
    return counted(most, "name") if least == most else f"{counted(most, 'name')} or none"


# ---- the library's ---------------------------------------------------------------------------------------------------


def _list(library: Library, args: argparse.Namespace, rest: Sequence[str]) -> int:
    found = library.names(rest[0] if rest else None, kind=args.kind, skip=args.skip, limit=args.limit)
    return _print(args, found, _short_line, "no names")


def _show_one(library: Library, args: argparse.Namespace, rest: Sequence[str]) -> int:
    if not rest[0].strip():
        raise Failure("the name is empty")
    found = library.names(rest[0], skip=args.skip, limit=args.limit)
    none = f"nobody in the library goes by {rest[0]}"
    if not found and library.holders(rest[0], limit=1):
        none = f"a role alone names nobody: `musnad names holders` tells who is {rest[0]}"
    return _print(args, found, _long_lines, none)


def _holders(library: Library, args: argparse.Namespace, rest: Sequence[str]) -> int:
    return _print(args, library.holders(rest[0], limit=args.limit), _holder_line, f"nobody is told to be {rest[0]}")


def _doubtful(library: Library, args: argparse.Namespace, _: Sequence[str]) -> int:
    found = library.doubtful_names(skip=args.skip, limit=args.limit)
    return _print(args, found, _doubt_line, "no doubtful pairs")


def _print(args: argparse.Namespace, found: Sequence[Any], line: Callable[[Screen, Any], Iterable[str]], none: str) -> int:
    if args.json:
        print_json_lines(found)
        return Exit.DONE
    screen = Screen()
    for one in found:
        for text in line(screen, one):
            screen.line(text)
    if not found:
        screen.line(screen.dim(none))
    return Exit.DONE


def _short_line(screen: Screen, one: Known) -> Iterable[str]:
    others = [f"{screen.text(use.name)} {use.articles}×" for use in one.names if use.name != one.name]
    roles = sorted(one.roles, key=lambda role: (-role.articles, role.role))[:_MOST_ROLES]
    cells = [screen.bold(screen.text(one.name)), f"{one.articles}×", *(screen.text(role.role) for role in roles)]
    if others:
        more = f" … {len(others) - _MOST_NAMES} more" if len(others) > _MOST_NAMES else ""
        cells.append("also " + ", ".join(others[:_MOST_NAMES]) + more)
    yield " · ".join(cells)


def _long_lines(screen: Screen, one: Known) -> Iterable[str]:
    days = _days(one.first, one.last)
    cells = [screen.bold(screen.text(one.name)), one.kind, counted(one.articles, "article"), days]
    yield " · ".join([*cells, *map(screen.text, one.identifiers)])
    for use in one.names:
        why = "" if not use.why else f" · {use.why}" if use.everywhere else f" · {use.why}, in these articles only"
        yield f"  {screen.text(use.name)} · {use.articles}× · {_days(use.first, use.last)}{why} {screen.dim(f'[{use.article}]')}"
    for role in one.roles:
        places = f"[{role.first_article}]" if role.articles == 1 else f"[{role.first_article} … {role.last_article}]"
        yield f"  as {screen.text(role.role)} · {role.articles}× · {_days(role.first, role.last)} {screen.dim(places)}"


def _holder_line(screen: Screen, one: Holder) -> Iterable[str]:
    held = one.held
    cells = [_days(held.first, held.last), screen.bold(screen.text(one.name)), screen.text(held.role), f"{held.articles}×"]
    yield f"{' · '.join(cells)} {screen.dim(f'[{held.first_article}]')}"


def _doubt_line(screen: Screen, one: NameDoubt) -> Iterable[str]:
    names = [f"{screen.bold(screen.text(use.name))} {use.articles}×" for use in (one.one, one.other)]
    ids = screen.dim(f"[{screen.text(one.one.id)} ? {screen.text(one.other.id)}]")
    yield f"{' ? '.join(names)} · {one.why} {one.score:.2f} {ids}"


def _days(first: str | None, last: str | None) -> str:
    if not first:
        return "no day known"
    return first if first == last or not last else f"{first} – {last}"


# ---- putting right ---------------------------------------------------------------------------------------------------


def _correct(kind: str) -> Callable[[Library, argparse.Namespace, Sequence[str]], int]:
    def do(library: Library, args: argparse.Namespace, rest: Sequence[str]) -> int:
        from musnad.faces.cli.correct import by_whom, show

        return show(args, library.correct(kind, rest[0], rest[1], by=by_whom(args)))  # type: ignore[arg-type]

    return do


def _identifiers(library: Library, args: argparse.Namespace, rest: Sequence[str]) -> int:
    from musnad.faces.cli.correct import by_whom

    try:
        table = sys.stdin.read() if rest[0] == "-" else Path(rest[0]).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(f"{rest[0]} is no text in UTF-8: save the table so") from None
    done = library.identify_names(table, join=args.join, by=by_whom(args))
    if args.json:
        print_json(done)
        return Exit.DONE
    screen = Screen()
    print(f"{counted(done.identified, 'name')} identified, {done.known} known before, {counted(len(done.unfit), 'row')} left out")
    for pair in done.pairs:
        ids = screen.dim(f"[{screen.text(pair.one)} {'=' if pair.joined else '?'} {screen.text(pair.other)}]")
        screen.line(f"  {screen.text(pair.identifier)} ·", "joined" if pair.joined else "may be one: join or split them", ids)
    for row in done.unfit:
        fits = screen.dim(f"[{', '.join(map(screen.text, row.fits))}]") if row.fits else ""
        name = f"{screen.bold(screen.text(row.name))} {screen.text(row.identifier)}"
        screen.line(f"  line {row.line} · {name} · {row.reason}", fits)
    return Exit.DONE


def _undo(library: Library, args: argparse.Namespace, rest: Sequence[str]) -> int:
    from musnad.faces.cli.correct import by_whom, show

    return show(args, library.undo(rest[0], by=by_whom(args)))


#: What is done with the library's names, and how many names it takes behind it.
_ACTIONS: dict[str, tuple[Callable[[Library, argparse.Namespace, Sequence[str]], int], int, int]] = {
    "list": (_list, 0, 1), "show": (_show_one, 1, 1), "holders": (_holders, 1, 1), "doubtful": (_doubtful, 0, 0),
    "join": (_correct("entity-same"), 2, 2), "split": (_correct("entity-apart"), 2, 2),
    "rename": (_correct("entity-name"), 2, 2), "identify": (_correct("entity-identifier"), 2, 2),
    "identifiers": (_identifiers, 1, 1), "undo": (_undo, 1, 1),
}  # fmt: skip


# ---- a text's --------------------------------------------------------------------------------------------------------


def _of_text(args: argparse.Namespace, given: str) -> int:
    """Read the text as an article of nobody's and print its entities."""
    from musnad.api import read_text
    from musnad.faces.cli.values import given_text

    text = given_text(given)
    reading = read_text(text)
    if args.json:
        print_json_lines(reading.entities)
    else:
        _show(text, reading)
    return Exit.DONE


def _show(text: str, reading: Reading) -> None:
    screen = Screen()
    for entity in reading.entities:
        screen.line(_line(screen, text, reading, entity))
    if not reading.entities:
        screen.line(screen.dim("no names in this text"))


def _line(screen: Screen, text: str, reading: Reading, entity: Entity) -> str:
    seen = [text[m.span[0] : m.span[1]] for m in reading.mentions if m.entity == entity.key and m.of == "text"]
    also = dict.fromkeys(name for name in (*entity.aliases, *seen) if name != entity.name)
    cells = [screen.bold(screen.text(entity.name)), screen.dim(entity.kind), *map(screen.text, entity.roles)]
    if also:
        cells.append("also " + ", ".join(map(screen.text, also)))
    return " · ".join([*cells, f"{len(seen)}×"])
