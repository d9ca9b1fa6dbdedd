"""Read the example stories, or your own articles, from start to end: who said what in order, copies, disagreements.

Prints them, and writes one self-contained HTML page of them (no network, no scripts), whose path it prints last.

Example:
  musnad demo --out page.html
  musnad demo reports/ --published 2025-08-17
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Failure, Subparsers, command, print_json_lines
from musnad.faces.cli.inputs import Intake, add_source_options
from musnad.faces.reader.words import LANGUAGES, Words
from musnad.records import Article

if TYPE_CHECKING:
    from musnad.faces.reader.digest import Digest
    from musnad.faces.reader.page import Shelf
    from musnad.library import Library


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "demo", __doc__)
    add_source_options(parser, required=False)
    parser.add_argument("--out", metavar="FILE", default="out/demo.html", help="where the page goes (out/demo.html)")
    parser.add_argument("--lang", choices=LANGUAGES, default="ar", help="the page's own words: Arabic or English")
    parser.add_argument("--stories", type=int, default=40, metavar="N", help="show the N largest stories (40)")


def run(args: argparse.Namespace) -> int:
    """Read, compare, print and write the page; with ``--json`` the stories and disagreements as JSON Lines."""
    from musnad.faces.cli.shelf import passing, tell
    from musnad.faces.reader.gather import gather

    intake = Intake()
    ids: list[str] = []
    with passing() as library:
        library.add(_noting(_articles(args, intake), ids))
        if ids:
            digests, shelf = gather(library, ids, tell)
            _show(args, library, digests, shelf)
    return intake.close()


def _noting(articles: Iterable[Article], ids: list[str]) -> Iterator[Article]:
    for article in articles:
        ids.append(article.id)
        yield article


def _articles(args: argparse.Namespace, intake: Intake) -> Iterator[Article]:
    if args.source:
        return intake.articles(args)
    from musnad.faces.reader.examples import find_examples, open_examples

    folder = find_examples()
    if folder is None:
        raise Failure(
            "the example stories come with the source code, and this Musnad was installed without it: "
            "name articles of your own (musnad demo FILE…), or run `make demo` in a checkout"
        )
    return intake.only_articles(intake.watch(open_examples(folder)))


def _show(args: argparse.Namespace, library: Library, digests: Sequence[Digest], shelf: Shelf) -> None:
    from musnad.faces.cli.stories_text import print_digest, quoting
    from musnad.faces.cli.terminal import Screen

    shown = digests[: args.stories]
    path = _write_page(args, shown, shelf, len(digests) - len(shown))
    if args.json:
        print_json_lines(record for digest in shown for record in (digest.story, *digest.disagreements))
        return
    screen = Screen()
    for number, digest in enumerate(shown, 1):
        print_digest(screen, digest, quoting(library), number=number)
    screen.line("The page:", screen.bold(str(path)))


def _write_page(args: argparse.Namespace, digests: Sequence[Digest], shelf: Shelf, left_out: int) -> Path:
    from musnad.faces.reader.page import render

    path = Path(args.out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(digests, shelf, Words.load(args.lang), left_out=left_out), encoding="utf-8")
    return path.absolute()
