"""An article's reading for the eye; `read` prints it."""

from __future__ import annotations

from musnad.faces.cli.show import figure_line, head_line, print_statement, time_line, words_of
from musnad.faces.cli.terminal import Screen
from musnad.records import FOREIGN_BLOCKS, Article, Reading


def print_reading(screen: Screen, article: Article, reading: Reading) -> None:
    """Print who said what, then times and figures; what stands in other articles' blocks is counted only."""
    screen.line(head_line(screen, article))
    own = [statement for statement in reading.statements if statement.block not in FOREIGN_BLOCKS]
    for statement in own:
        print_statement(screen, article, statement)
    times = [time for time in reading.times if time.block not in FOREIGN_BLOCKS]
    for time in times:
        screen.line("◷", time_line(screen, words_of(article, time.span, time.of), time), indent=2)
    figures = [figure for figure in reading.figures if figure.block not in FOREIGN_BLOCKS]
    for figure in figures:
        screen.line("#", figure_line(screen, words_of(article, figure.span, figure.of), figure), indent=2)
    foreign = len(reading.statements) - len(own)
    aside = f"; {foreign} more in furniture and other articles' text" if foreign else ""
    screen.line(screen.dim(f"{len(own)} statements, {len(times)} times, {len(figures)} figures{aside}"), indent=2)
    screen.line()


__all__ = ["print_reading"]
