"""Find statements and articles by words, "phrases", prefix*, -without, and fields, which have Arabic names too:
speaker: about: role: outlet: channel: story: before: after: is:direct is:indirect is:denied.

Example:
  musnad search "speaker:بيسكوف about:أوكرانيا after:2025-08-01"
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Subparsers, command, counted, print_json, words

if TYPE_CHECKING:
    from musnad.faces.cli.terminal import Screen
    from musnad.store.answers import Hit, SearchAnswer, Snippet


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "search", __doc__, library=True)
    parser.add_argument("query", nargs="+", type=words, metavar="QUERY", help="words and fields")
    parser.add_argument("--unit", choices=("statement", "article"), help="find only these (else as the query asks)")
    parser.add_argument("--order", choices=("newest", "rank"), default="newest", help="what comes first")
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="at most so many (20)")
    parser.add_argument("--offset", type=_count, default=0, metavar="N", help="leave out the first so many")


def _count(value: str) -> int:
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"{value!r} is no count")
    return int(value)


def run(args: argparse.Namespace) -> int:
    """Print the hits; with ``--json`` the SearchAnswer."""
    from musnad.faces.cli.shelf import opened

    with opened(args) as library:
        answer = library.search(" ".join(args.query), unit=args.unit, order=args.order, limit=args.limit, offset=args.offset)
    if args.json:
        print_json(answer)
    else:
        _show(answer)
    return Exit.DONE


def _show(answer: SearchAnswer) -> None:
    from musnad.faces.cli.show import print_coverage
    from musnad.faces.cli.terminal import Screen

    screen = Screen()
    for hit in answer.hits:
        _show_hit(screen, hit)
    total = f"{'' if answer.exact else 'at least '}{counted(answer.total, answer.unit)}"
    screen.line(f"{len(answer.hits)} of {total}" if answer.hits else "nothing found here")
    if answer.suggestions:
        screen.line("did you mean:", " | ".join(map(screen.text, answer.suggestions)))
    print_coverage(screen, answer.coverage)


def _show_hit(screen: Screen, hit: Hit) -> None:
    from musnad.faces.cli.show import article_line, print_said

    if hit.statement:
        print_said(screen, hit.statement, indent=0, article=True)
        return
    screen.line("•", article_line(screen, hit.article))
    for snippet in hit.snippets:
        screen.line(_marked(screen, snippet), indent=2)


def _marked(screen: Screen, snippet: Snippet) -> str:
    """A snippet with its first found place standing out."""
    if not snippet.highlights:
        return screen.quote(snippet.text)
    start, stop = (at - snippet.span.start for at in snippet.highlights[0])
    return screen.quote_parts(snippet.text[:start], snippet.text[start:stop], snippet.text[stop:])
