"""Why a statement is one: the rule, its cue, how the speaker is known and what weighed for it among whom, each link of
the chain with the article's own words, and the version that made it. Takes a statement's id, an article's id, or a file
(which needs no library).

Example:
  musnad explain report.txt
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Subparsers, command, print_json_lines
from musnad.faces.cli.inputs import Intake, add_fact_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from musnad.faces.cli.terminal import Screen
    from musnad.store.answers import Explanation


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "explain", __doc__, library=True)
    parser.add_argument("source", metavar="ID|FILE", help="a statement's or an article's id, or a file or folder")
    add_fact_options(parser)


def run(args: argparse.Namespace) -> int:
    """Print the explanations; with ``--json`` a line each."""
    if args.source != "-" and not Path(args.source).exists():
        from musnad.faces.cli.shelf import opened

        with opened(args) as library:
            _show(args, library.explain(args.source))
        return Exit.DONE
    from musnad.faces.cli.shelf import passing

    intake = Intake()
    args.source = [args.source]
    with passing() as library:
        for article in intake.articles(args):
            library.add([article])
            _show(args, library.explain(article.id))
    return intake.close()


def _show(args: argparse.Namespace, explanations: Sequence[Explanation]) -> None:
    from musnad.faces.cli.terminal import Screen

    if args.json:
        print_json_lines(explanations)
        return
    screen = Screen()
    for one in explanations:
        _show_one(screen, one)


def _show_one(screen: Screen, one: Explanation) -> None:
    from musnad.faces.cli.show import article_line, print_said

    print_said(screen, one.said, indent=0)
    cue = one.said.statement.cue
    rows = [
        ("article", article_line(screen, one.said.article)),
        ("sentence", screen.quote(one.sentence_text)),
        ("rule", f"{one.rule}, confidence {one.confidence:.2f}" + (" (negated)" if one.said.statement.negated else "")),
        ("cue", f"{screen.text(one.said.cue) or 'none'}: {screen.text(cue.lemma)}, {cue.stance}"),
        *(("speaker", screen.text(speaker)) for speaker in one.speakers or ("nobody is named",)),
        *(("decided", screen.text(line)) for line in one.decided),
        *(("chain", screen.text(link)) for link in one.chain),
        ("made by", one.made_by),
        *(("former id", former) for former in one.former_ids),
        *(("correction", f"{c.kind}: {c.value} ({c.made_by}, {c.made})") for c in one.corrections),
    ]
    for label, value in rows:
        screen.line(screen.dim(f"{label}:"), value, indent=2)
    if not one.current:
        screen.line(screen.warn("its article was read again since, without it"), indent=2)
    screen.line()
