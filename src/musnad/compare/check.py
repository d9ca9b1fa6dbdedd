"""Did WHO say QUOTE? Every place of the library that bears on it, from the very words down to a paraphrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

import msgspec
from rapidfuzz import fuzz

from musnad.compare.dialect import PERSONS, in_standard
from musnad.compare.foreign import speaks_foreign
from musnad.compare.polarity import is_negative
from musnad.compare.sayings import weights_of
from musnad.compare.terms import plain_rareness
from musnad.find.figure_words import FigureWords
from musnad.find.figures import find_figures
from musnad.link.same_name import same_name
from musnad.records import Article, Check, Coverage, Evidence, Reading, Span, Statement
from musnad.text.fold import Folded, fold, fold_key
from musnad.text.view import look

Verdict: TypeAlias = Literal[
    "verbatim", "close", "translated", "paraphrase", "other-figures", "other-speaker", "denied", "negated", "unattributed"
]
#: Verdicts from the strongest to the weakest: the first that any evidence has is the answer's.
ORDER: tuple[Verdict, ...] = (
    "verbatim", "close", "translated", "paraphrase", "other-figures", "denied", "negated", "other-speaker", "unattributed",
)  # fmt: skip
#: A passage is close where its letters agree with the quotation to this share (rapidfuzz, 0 to 100).
CLOSE = 85.0
#: A statement paraphrases where it holds this share of the quotation's telling words, weighed by what they tell.
SHARED = 0.6
#: A quotation of fewer words is looked for word by word, or with all its words in one statement: chance agreement is too likely.
FEWEST_WORDS, WHOLLY = 3, 0.999
#: A negation that a passage hangs on stands so many words before it.
NEGATES = 2
#: The letter that verbs begin with for the future; a verb without that and the letter of its person has so many at least.
_WILL, _ALEF, SHORTEST_CORE = "\N{ARABIC LETTER SEEN}", "\N{ARABIC LETTER ALEF}", 3
#: Verdicts that say that the quotation was said.
_AGREEING = frozenset({"verbatim", "close", "translated", "paraphrase"})
_NOT_WORDS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text as folded words joined by single blanks, with the way back: `at[i]` is the folded offset of character i."""

    text: str
    at: tuple[int, ...]
    folded: Folded

    def span(self, start: int, stop: int) -> Span:
        """Span in the source text of a stretch of the plain text."""
        return self.folded.span(self.at[start], self.at[stop - 1] + 1)


def check_quote(quote: str, by: str | None, pairs: Iterable[tuple[Article, Reading]], coverage: Coverage) -> Check:
    """Look a quotation up in articles and their readings.

    `by` is who is asked about; without it any speaker will do. `pairs` may be a narrowed choice of the library's
    articles, `coverage` says what the library holds. Marks and spelling do not count; spans are into the articles' texts.
    """
    wanted = _plain_words(quote)
    evidence: list[Evidence] = []
    if wanted:
        figures = frozenset(one.value for one in find_figures(look(quote), _figure_words()) if one.value is not None)
        standard = " ".join(in_standard(wanted.split()))
        for article, reading in pairs:
            found = list(_evidence(wanted, by, article, reading))
            if not found and standard != wanted:
                found = [_as_paraphrase(one) for one in _evidence(standard, by, article, reading)]
            evidence.extend(_with_figures(one, figures, reading) for one in found)
    evidence.sort(key=lambda one: (_rank(one.verdict), -one.match, ORDER.index(one.verdict), one.article))
    verdict = evidence[0].verdict if evidence else "not-found-here"
    return Check(quote=quote, by=by, verdict=verdict, evidence=tuple(evidence), coverage=coverage)


def _rank(verdict: Verdict) -> int:
    """The place of a verdict among the others; what says it in other words and what denies it rank by their agreement."""
    return ORDER.index("paraphrase" if verdict == "denied" else verdict)


def _with_figures(one: Evidence, asked: frozenset[float], reading: Reading) -> Evidence:
    """What agrees but for a figure, in whose place it has another, is told as that."""
    if not asked or one.match == 1.0 or one.verdict not in _AGREEING:
        return one
    inside = next((statement.content for statement in reading.statements if statement.id == one.statement), (one.span,))
    has = {
        figure.value for figure in reading.figures
        if figure.of == one.of and any(piece[0] <= figure.span[0] < piece[1] for piece in (one.span, *inside))
    }  # fmt: skip
    return msgspec.structs.replace(one, verdict="other-figures") if asked - has and has - {None, *asked} else one


@cache
def _figure_words() -> FigureWords:
    return FigureWords.load()


def _as_paraphrase(one: Evidence) -> Evidence:
    """What stands for a quotation in other words than it was asked for, as those of dialect are in print."""
    return msgspec.structs.replace(one, verdict="paraphrase") if one.verdict in ("verbatim", "close") else one


def _plain_words(text: str) -> str:
    return _NOT_WORDS.sub(" ", fold_key(text).replace("_", " ")).strip()


def _plain(text: str) -> _Plain:
    folded = fold(text)
    chars: list[str] = []
    at: list[int] = []
    for match in re.finditer(r"\w+", folded.text):
        if chars:
            chars.append(" ")
            at.append(match.start())
        chars.extend(match.group())
        at.extend(range(match.start(), match.end()))
    return _Plain("".join(chars), tuple(at), folded)


def _evidence(wanted: str, by: str | None, article: Article, reading: Reading) -> Iterator[Evidence]:
    """Passages with the very words or close to them; where there are none, statements that share most of its words."""
    plain = _plain(article.text)
    found = list(_passages(wanted, plain))
    asked = is_negative(wanted.split())
    for span, match in found:
        statement = _holder(reading.statements, span)
        yield _judged(statement, span, match, by, article, is_negative(_words_to(article.text, span, statement)) != asked)
    if not found:
        yield from _paraphrases(wanted, by, article, reading)


def _words_to(text: str, span: Span, statement: Statement | None) -> list[str]:
    """The folded words of a passage, with those right before it that its statement has: a negation may be among them."""
    pieces = statement.content if statement else ()
    start = max((piece.start for piece in pieces if piece.start <= span.start), default=span.start)
    before = _plain_words(text[start : span.start]).split()[-NEGATES:]
    return [*before, *_plain_words(text[span.start : span.stop]).split()]


def _passages(wanted: str, plain: _Plain) -> Iterator[tuple[Span, float]]:
    """Spans of the text that hold the wanted words, each with its agreement from 0 to 1."""
    start = f" {plain.text} ".find(f" {wanted} ")
    if start >= 0:
        while start >= 0:
            yield plain.span(start, start + len(wanted)), 1.0
            start = f" {plain.text} ".find(f" {wanted} ", start + 1)
        return
    if len(wanted.split()) < FEWEST_WORDS or len(plain.text) < len(wanted):
        return
    best = fuzz.partial_ratio_alignment(wanted, plain.text, score_cutoff=CLOSE)
    if best is not None and best.dest_end > best.dest_start:
        yield plain.span(best.dest_start, best.dest_end), round(best.score / 100, 3)


def _holder(statements: Sequence[Statement], span: Span) -> Statement | None:
    """The statement whose content holds most of a span, the innermost of equals; at least half of it."""
    best: tuple[int, int, Statement] | None = None
    for one in statements:
        if one.of != "text":
            continue
        shared = sum(max(0, min(piece.stop, span.stop) - max(piece.start, span.start)) for piece in one.content)
        size = sum(piece.stop - piece.start for piece in one.content)
        if 2 * shared >= span.stop - span.start and (best is None or (shared, -size) > best[:2]):
            best = (shared, -size, one)
    return best[2] if best else None


def _judged(
    statement: Statement | None, span: Span, match: float, by: str | None, article: Article, opposite: bool
) -> Evidence:  # fmt: skip
    name = statement.speakers[0].name if statement and statement.speakers else None
    return Evidence(
        article=article.id,
        statement=statement.id if statement else None,
        span=span,
        speaker=name,
        match=match,
        verdict=_turned(_verdict(statement, match, by), opposite),
    )


def _turned(verdict: Verdict, opposite: bool) -> Verdict:
    """The verdict of what is said with just one negation more or less: who says so denies it, and who denies that says so."""
    if not opposite or verdict in ("other-speaker", "unattributed", "negated"):
        return verdict
    return "paraphrase" if verdict == "denied" else "denied"


def _verdict(statement: Statement | None, match: float, by: str | None) -> Verdict:
    """What a passage says about the question, by the statement that holds it."""
    if statement is None or not statement.speakers:
        return "unattributed"
    if by is not None and not any(_is_asked(speaker.name, by) for speaker in statement.speakers):
        return "other-speaker"
    if statement.negated:
        return "negated"
    if statement.cue.stance == "deny":
        return "denied"
    if statement.form == "indirect":
        return "paraphrase"
    return "verbatim" if match == 1.0 else "close"


def _is_asked(name: str, by: str) -> bool:
    """Whether a speaker is the one asked about: the same name, or one a part of the other."""
    one, other = set(_plain_words(name).split()), set(_plain_words(by).split())
    return bool(one and other) and (one <= other or other <= one or same_name(name, by))


def _paraphrases(wanted: str, by: str | None, article: Article, reading: Reading) -> Iterator[Evidence]:
    """Statements that share most of what the wanted words tell, clitics left off; one that denies them is told as that."""
    asked = wanted.split()
    weights = _cores(asked)
    least = SHARED if len(weights) >= FEWEST_WORDS else WHOLLY if len(weights) > 1 else None
    if least is None:
        return
    for one in reading.statements:
        if one.of != "text":
            continue
        words = _plain_words(" ".join(article.text[piece.start : piece.stop] for piece in one.content)).split()
        has = _cores(words)
        share = sum(weights[stem] for stem in weights.keys() & has.keys()) / sum(weights.values())
        if share >= least:
            name = one.speakers[0].name if one.speakers else None
            yield Evidence(
                article=article.id, statement=one.id, span=one.content[0], speaker=name, match=round(share, 3),
                verdict=_in_other_words(one, share, by, is_negative(words) != is_negative(asked)),
            )  # fmt: skip


def _cores(words: Sequence[str]) -> Mapping[str, float]:
    """What the telling words of some folded words tell; verbs without their persons, which reported speech changes."""
    found: dict[str, float] = {}
    for stem, weight in weights_of(words, plain_rareness()).items():
        core = stem[1:] if stem[0] == _WILL and stem[1:2] in PERSONS else stem
        core = core[1:] if core[0] in PERSONS and len(core) > SHORTEST_CORE else core
        core = core[:-1] if core[-1] == _ALEF and len(core) > SHORTEST_CORE + 1 else core  # «intentional» as an accusative
        found[core] = max(weight, found.get(core, 0.0))
    return found


def _in_other_words(one: Statement, share: float, by: str | None, opposite: bool) -> Verdict:
    """What a statement in other words says about the question; `opposite` where just one of both has a negation."""
    verdict = _turned(_verdict(one, share, by), opposite)
    if verdict not in ("verbatim", "close", "paraphrase"):
        return verdict
    foreign = speaks_foreign(filter(None, (part for speaker in one.speakers for part in (speaker.role, speaker.name))))
    return "translated" if one.form == "direct" and foreign else "paraphrase"


__all__ = ["CLOSE", "ORDER", "check_quote"]
