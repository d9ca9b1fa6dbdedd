"""Was this said? Looks a quotation up in the library: verbatim, close, in other words, by another, denied, or not found
here; with the evidence and what the library covers. «Not found here» never means that it was not said.

Example:
  musnad check "لم نأت إلى غرونفيك لالتقاط الصور" --by "نادر أبو الخيل"
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Subparsers, command, print_json, words

if TYPE_CHECKING:
    from musnad.faces.cli.terminal import Screen
    from musnad.library import Library
    from musnad.records import Check, Evidence

_GOOD = frozenset({"verbatim", "close"})
_DOUBTFUL = frozenset({"translated", "paraphrase", "other-figures", "unattributed", "not-found-here"})


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "check", __doc__, library=True)
    parser.add_argument("quote", type=words, metavar="QUOTE", help="the words that somebody is said to have said")
    parser.add_argument("--by", type=words, metavar="WHO", help="who is said to have said them")


def run(args: argparse.Namespace) -> int:
    """Print the verdict, the evidence and the coverage."""
    from musnad.faces.cli.shelf import opened

    with opened(args) as library:
        answer = library.check(args.quote, args.by)
        if args.json:
            print_json(answer)
        else:
            _show(library, answer)
    return Exit.DONE


def _show(library: Library, answer: Check) -> None:
    from musnad.faces.cli.show import print_coverage
    from musnad.faces.cli.terminal import Screen

    screen = Screen()
    paint = screen.good if answer.verdict in _GOOD else screen.warn if answer.verdict in _DOUBTFUL else screen.bad
    screen.line(screen.bold(paint(answer.verdict)), screen.quote(answer.quote), screen.text(answer.by))
    for evidence in answer.evidence:
        _show_evidence(screen, library, evidence)
    print_coverage(screen, answer.coverage)


def _show_evidence(screen: Screen, library: Library, evidence: Evidence) -> None:
    from musnad.faces.cli.show import article_line, marked_words
    from musnad.store.loading import article_ref

    article, _ = library.article(evidence.article)
    text = article.source(evidence.of)
    who = screen.bold(screen.text(evidence.speaker)) or screen.dim("nobody named")
    match = f"{evidence.match:.0%} of its words"
    screen.line("•", f"{evidence.verdict} ({match}), {who}:", marked_words(screen, text, evidence.span), indent=2)
    screen.line(article_line(screen, article_ref(article)), indent=4)
