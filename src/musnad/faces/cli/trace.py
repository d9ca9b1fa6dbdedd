"""Who had it first as far as stamps tell, and who took from whom: for an article (its id, given id or address) what each
article with its text changed (``--full``: and what each cut and added); for a quotation every place that has it, in order.

Example:
  musnad trace "لن نغادر الموقع قبل أن نصل إلى آخر مفقود" --library news.db
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Subparsers, command, counted, print_json, words

if TYPE_CHECKING:
    from musnad.faces.cli.terminal import Screen
    from musnad.library import Library
    from musnad.records import Article, Evidence, Reuse, Trace

_ORDERS = {
    "by stamp": "in the order of publication, as their stamps tell",
    "by fetch": "in the order of fetching: their stamps leave it open",
    "unknown": "which came first, their stamps do not tell",
}


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "trace", __doc__, library=True)
    parser.add_argument("wanted", type=words, metavar="ARTICLE|QUOTE", help="an article's id, given id or address, or words")
    parser.add_argument("--full", action="store_true", help="show what each article cut (-) and added (+) too")


def run(args: argparse.Namespace) -> int:
    """Print the trace; with ``--json`` its Trace."""
    from musnad.faces.cli.shelf import opened
    from musnad.faces.cli.terminal import Screen

    with opened(args, "read") as library:
        found = library.trace(args.wanted)
        if args.json:
            print_json(found)
        else:
            _show(Screen(), library, found, full=args.full)
    return Exit.DONE


def _show(screen: Screen, library: Library, found: Trace, *, full: bool) -> None:
    from musnad.faces.cli.show import print_coverage

    if not found.articles:
        screen.line("no other article here has its text")
    else:
        screen.line(screen.bold(counted(len(found.articles), "article")), "·", _ORDERS[found.order])
    articles = {key: library.article(key)[0] for key in found.articles}
    for one in found.reuse:
        base = _show_reuse(screen, articles, one)
        if base is not None:
            _show_sentences(screen, one, (articles[one.article], base), full=full)
    for place in found.evidence:
        _show_place(screen, articles[place.article], place)
    if found.origins:
        screen.line("origins named:", ", ".join(map(screen.text, found.origins)))
    print_coverage(screen, found.coverage)


def _show_reuse(screen: Screen, articles: dict[str, Article], one: Reuse) -> Article | None:
    """Print an article with how much it took; gives the article that it is held against."""
    from musnad.faces.cli.show import article_line
    from musnad.store.loading import article_ref

    base = articles.get(one.base or "")
    origin = f"origin {screen.text(one.origin)}" if one.origin else ""
    screen.line("•", article_line(screen, article_ref(articles[one.article])), origin)
    if base is not None:
        fates = Counter(sentence.fate for sentence in one.sentences)
        told = ", ".join(f"{fates[fate]} {fate}" for fate in ("same", "changed", "own") if fates[fate])
        name = screen.text(base.outlet or base.id)
        screen.line(
            f"after {name}:" if one.after else f"beside {name}:", f"sentences {told}; {len(one.left_out)} of its left out",
            indent=4,
        )  # fmt: skip
    return base


def _show_sentences(screen: Screen, one: Reuse, pair: tuple[Article, Article], *, full: bool) -> None:
    article, base = pair
    for sentence in one.sentences:
        if sentence.fate == "changed" or (full and sentence.fate == "own"):
            before = base.text[sentence.base[0] : sentence.base[1]] if sentence.base else None
            _show_sentence(screen, article.text[sentence.span[0] : sentence.span[1]], before)
    for span in one.left_out if full else ():
        screen.line("-", screen.quote(base.text[span[0] : span[1]]), indent=6)


def _show_sentence(screen: Screen, text: str, before: str | None) -> None:
    """A sentence of its own, or one that changed, with the words that did in brackets."""
    if before is None:
        screen.line("+", screen.quote(text), indent=6)
        return
    from musnad.compare.wordings import differences
    from musnad.faces.cli.terminal import one_line

    parts = []
    for one in differences(before, text):
        old, new = before[slice(*one.one)], text[slice(*one.other)]
        parts.append(one_line(new) if one.fate == "same" else f"[{one_line(old)} → {one_line(new)}]")
    screen.line("~", screen.quote(" ".join(parts)), indent=6)


def _show_place(screen: Screen, article: Article, place: Evidence) -> None:
    from musnad.faces.cli.show import article_line, marked_words
    from musnad.store.loading import article_ref

    screen.line("•", article_line(screen, article_ref(article)))
    screen.line(place.verdict, f"{place.match:.0%}", screen.text(place.speaker) or "nobody named", indent=4)
    screen.line(marked_words(screen, article.text, place.span), indent=4)
