"""How records look as lines of a terminal or a pipe: statements with their chains, times, figures."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.faces.cli.terminal import Screen
from musnad.records import Article, Figure, Link, Span, Statement, Time

#: Speakers that no name beside the cue tells, as a reader should know of it.
_INDIRECT = {"pronoun": "by a pronoun", "dropped": "by the verb alone", "carried": "carried over"}


def words_of(article: Article, span: Span, of: str = "text") -> str:
    """The characters of a span of an article's text or title."""
    return ((article.title or "") if of == "title" else article.text)[span[0] : span[1]]


def content_of(article: Article, statement: Statement) -> str:
    """What a statement says: its stretches, with an ellipsis where words of the article lie between them."""
    return " … ".join(words_of(article, span, statement.of) for span in statement.content)


def head_line(screen: Screen, article: Article) -> str:
    """One article on one line: outlet, day, title, id."""
    title = article.title or article.text.strip().partition("\n")[0][:80]
    facts = [screen.text(article.outlet), article.published or "no date", screen.bold(screen.text(title))]
    return " · ".join(fact for fact in facts if fact) + " " + screen.dim(f"[{article.id}]")


def speaker_words(screen: Screen, statement: Statement) -> str:
    """Who speaks: names with roles; and how it is known where no name stands there."""
    names = []
    for speaker in statement.speakers:
        name = screen.bold(screen.text(speaker.name))
        role = f" ({screen.text(speaker.role)})" if speaker.role and speaker.role != speaker.name else ""
        how = screen.dim(f" ({_INDIRECT[speaker.how]})") if speaker.how in _INDIRECT else ""
        names.append(name + role + how)
    return " + ".join(names) or screen.dim("nobody named")


def stance_words(screen: Screen, statement: Statement) -> str:
    """What the words do: says, denies, warns …; a negated cue is marked."""
    stance = statement.cue.stance
    if statement.negated:
        return screen.warn(f"does not {stance}")
    return screen.warn(stance) if stance == "deny" else stance


def chain_words(screen: Screen, chain: Sequence[Link]) -> str:
    """A chain from the reader's end to the speaker: outlet ← agency ← speaker; carried links are marked with ~."""
    return " ← ".join(("~" if link.from_ == "carried" else "") + screen.text(link.name) for link in chain)


def print_statement(screen: Screen, article: Article, statement: Statement, *, indent: int = 2) -> None:
    """A statement on two lines: speaker, stance and words; then chain, day said, rule and confidence."""
    place = screen.dim(f"({statement.block})") if statement.block not in (None, "body") else ""
    screen.line(
        "•", speaker_words(screen, statement), "·", stance_words(screen, statement), "·",
        screen.quote(content_of(article, statement)), place, indent=indent,
    )  # fmt: skip
    facts = [chain_words(screen, statement.chain), f"said {statement.said}" if statement.said else "",
             screen.dim(f"{statement.rule} {statement.confidence:.2f} [{statement.id}]")]  # fmt: skip
    screen.line(" · ".join(fact for fact in facts if fact), indent=indent + 2)


def time_line(screen: Screen, words: str, time: Time) -> str:
    """A time expression on one line: words, type, value, or why it has none."""
    value = time.value or f"no value ({time.reason or 'unknown'})"
    notes = [time.mod, f"{time.relative} of {time.anchor}" if time.relative and time.anchor else time.relative or "",
             f"Hijri {time.hijri}" if time.hijri else "", " or ".join(time.alternatives)]  # fmt: skip
    return _row(screen, words, time.type, value, notes)


def figure_line(screen: Screen, words: str, figure: Figure) -> str:
    """A figure on one line: words, kind, value with bounds, unit, what is counted."""
    value = "no value" if figure.value is None else f"{figure.value:,}"
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        value += f" ({figure.low:,} to {figure.high:,})"
    notes = [screen.text(figure.unit), screen.text(figure.counted), figure.event or "", figure.mod, figure.reason or ""]
    return _row(screen, words, figure.kind, value, notes)


def _row(screen: Screen, words: str, kind: str, value: str, notes: Sequence[str]) -> str:
    cells = [screen.text(words), screen.dim(kind), screen.bold(value), *(note for note in notes if note)]
    return " · ".join(cells)


__all__ = [
    "chain_words", "content_of", "figure_line", "head_line", "print_statement", "speaker_words", "stance_words",
    "time_line", "words_of",
]  # fmt: skip
