"""How records look as lines of a terminal or a pipe: articles, statements with their chains, times, figures."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.faces.cli.common import counted
from musnad.faces.cli.terminal import Screen
from musnad.faces.reader.words import Words
from musnad.link.chains import BESIDE, steps
from musnad.records import Coverage, Figure, Link, Span, Statement, Time
from musnad.store.answers import ArticleRef, Said

#: Speakers that no name beside the cue tells, as a reader should know of it.
_INDIRECT = {"pronoun": "by a pronoun", "dropped": "by the verb alone", "carried": "carried over"}


def article_line(screen: Screen, article: ArticleRef, *, with_id: bool = True) -> str:
    """One article on one line: outlet, day, title, id."""
    facts = [screen.text(article.outlet), moment(article.published), screen.bold(screen.text(article.title))]
    return " · ".join(fact for fact in facts if fact) + (" " + screen.dim(f"[{article.id}]") if with_id else "")


def moment(published: str | None) -> str:
    """A day, or a moment without its zone's clutter: ``2025-10-13 11:20 +03:00``."""
    if not published:
        return "no date"
    day, _, clock = published.partition("T")
    return f"{day} {clock[:5]} {clock[5:]}".strip() if clock else day


def speaker_words(screen: Screen, statement: Statement) -> str:
    """Who speaks: names with roles; and how it is known where no name stands there."""
    names = []
    for speaker in statement.speakers:
        name = screen.bold(screen.text(speaker.name))
        role = f" ({screen.text(speaker.role)})" if speaker.role and speaker.role != speaker.name else ""
        names.append(name + role + how_words(screen, speaker.how))
    return " + ".join(names) or screen.dim("nobody named")


def how_words(screen: Screen, how: str) -> str:
    """How a speaker is known where no name tells it, else nothing."""
    return screen.dim(f" ({_INDIRECT[how]})") if how in _INDIRECT else ""


def stance_words(screen: Screen, statement: Statement) -> str:
    """What the words do: say, deny, warn …; a negated cue is marked."""
    stance = statement.cue.stance
    if statement.negated:
        return screen.warn(f"does not {stance}")
    return screen.warn(stance) if stance == "deny" else stance


def chain_words(screen: Screen, chain: Sequence[Link]) -> str:
    """A chain from the reader's end to the speaker: outlet ← agency ← speaker; ~ before a link carried on, + side by side."""
    return " ← ".join(BESIDE.join(_link_words(screen, link) for link in step) for step in steps(chain))


def _link_words(screen: Screen, link: Link) -> str:
    return ("~" if link.from_ == "carried" else "") + screen.text(link.name)


def print_said(screen: Screen, said: Said, *, indent: int = 2, article: bool = False) -> None:
    """A statement on two lines: speaker, stance and words; then chain, day said, rule, confidence and id."""
    statement = said.statement
    place = screen.dim(f"({statement.block})") if statement.block not in (None, "body") else ""
    screen.line(
        "•", speaker_words(screen, statement), "·", stance_words(screen, statement), "·",
        screen.quote(" … ".join(said.texts)), place, indent=indent,
    )  # fmt: skip
    facts = [
        article_line(screen, said.article, with_id=False) if article else "",
        chain_words(screen, statement.chain),
        f"said {said_on}" if (said_on := Words.load("en").date(statement.said)) else "",
        f"checked: {said.checked}" if said.checked else "",
        f"speaker put right: {screen.text(said.speaker) or 'nobody'}" if said.speaker is not None else "",
        screen.dim(f"{statement.rule} {statement.confidence:.2f} [{statement.id}]"),
    ]
    screen.line(" · ".join(fact for fact in facts if fact), indent=indent + 2)


def print_coverage(screen: Screen, coverage: Coverage) -> None:
    """What an answer stands on, so that "not here" is not read as "not said"."""
    outlets = ", ".join(map(screen.text, coverage.outlets[:8])) + (" …" if len(coverage.outlets) > 8 else "")
    days = f"{coverage.first} to {coverage.last}" if coverage.first != coverage.last else coverage.first or "no dates"
    undated = f", {coverage.undated} without a date" if coverage.undated else ""
    names = f" ({outlets})" if outlets else ""
    articles, count = counted(coverage.articles, "article"), counted(len(coverage.outlets), "outlet")
    screen.line(screen.dim(f"Covers {articles} of {count}{names}, {days}{undated}."))


def marked_words(screen: Screen, text: str, span: Span, *, around: int = 60) -> str:
    """A place of a text with some words round it; on a terminal the place itself stands out."""
    start, stop = max(0, span[0] - around), min(len(text), span[1] + around)
    before, after = text[start : span[0]], text[span[1] : stop]
    if start:
        before = "…" + before.partition(" ")[2]
    if stop < len(text):
        after = after.rpartition(" ")[0] + "…"
    return screen.quote_parts(before, text[span[0] : span[1]], after)


def time_line(screen: Screen, words: str, time: Time) -> str:
    """A time expression on one line: words, type, value, or why it has none."""
    value = time.value or f"no value ({time.reason or 'unknown'})"
    notes = [time.mod, f"{time.relative} of {time.anchor}" if time.relative and time.anchor else time.relative or "",
             f"Hijri {time.hijri}" if time.hijri else "", " or ".join(time.alternatives)]  # fmt: skip
    return _row(screen, words, time.type, value, notes)


def figure_line(screen: Screen, words: str, figure: Figure) -> str:
    """A figure on one line: words, kind, value with bounds, unit, what is counted."""
    counted = figure.counted if figure.counted != figure.unit else ""
    part = "part of the one before" if figure.part_of else ""
    notes = [screen.text(figure.unit), screen.text(counted), figure.event or "", figure.mod, part, figure.reason or ""]
    return _row(screen, words, figure.kind, _figure_value(figure), notes)


def _figure_value(figure: Figure) -> str:
    """The value with the bounds that its modifier gives it; a score and a range by their two numbers."""
    low, high = ("" if bound is None else f"{bound:,}" for bound in (figure.low, figure.high))
    if figure.kind == "score":
        return f"{low}-{high}"
    if figure.kind == "range":
        return f"{low} to {high}"
    value = "no value" if figure.value is None else f"{figure.value:,}"
    if low == high or not (low or high):
        return value
    return f"{value} ({low} to {high})" if low and high else f"{value} ({low} or more)" if low else f"{value} (up to {high})"


def _row(screen: Screen, words: str, kind: str, value: str, notes: Sequence[str]) -> str:
    cells = [screen.text(words), screen.dim(kind), screen.bold(value), *(note for note in notes if note)]
    return " · ".join(cells)


__all__ = [
    "article_line", "chain_words", "figure_line", "how_words", "marked_words", "moment", "print_coverage", "print_said",
    "speaker_words", "stance_words", "time_line",
]  # fmt: skip
