"""An article's reading for the eye; `read` prints it."""

from __future__ import annotations

from musnad.faces.cli.common import counted
from musnad.faces.cli.show import article_line, figure_line, print_said, time_line
from musnad.faces.cli.terminal import Screen
from musnad.records import FOREIGN_BLOCKS, Act, Article, Figure, Reading, Span, Time
from musnad.store.loading import article_ref, said_of


def print_reading(screen: Screen, article: Article, reading: Reading) -> None:
    """Print who said and did what, then times and figures; what stands in other articles' blocks is counted only."""
    screen.line(article_line(screen, article_ref(article)))
    own = [statement for statement in reading.statements if statement.block not in FOREIGN_BLOCKS]
    for statement in own:
        print_said(screen, said_of(article, reading, statement))
    acts = [act for act in reading.acts if act.block not in FOREIGN_BLOCKS]
    names = {entity.key: entity.name for entity in reading.entities}
    for act in acts:
        target = screen.text(_cut(article, act, act.object) if act.object else "")
        screen.line("▸", screen.bold(screen.text(names.get(act.actor or "", ""))), "·", act.act, "·", target, indent=2)
    times = [time for time in reading.times if time.block not in FOREIGN_BLOCKS]
    for time in times:
        screen.line("◷", time_line(screen, _words(article, time), time), indent=2)
    figures = [figure for figure in reading.figures if figure.block not in FOREIGN_BLOCKS]
    for figure in figures:
        screen.line("#", figure_line(screen, _words(article, figure), figure), indent=2)
    foreign = len(reading.statements) - len(own)
    aside = f"; {foreign} more in furniture and other articles' text" if foreign else ""
    acted = ((len(acts), "act"),) if acts else ()
    found = ((len(own), "statement"), *acted, (len(times), "time"), (len(figures), "figure"))
    counts = ", ".join(counted(number, noun) for number, noun in found)
    screen.line(screen.dim(f"{counts}{aside}"), indent=2)
    screen.line()


def _words(article: Article, value: Time | Figure) -> str:
    return _cut(article, value, value.span)


def _cut(article: Article, value: Time | Figure | Act, span: Span) -> str:
    return article.source(value.of)[span.start : span.stop]


__all__ = ["print_reading"]
