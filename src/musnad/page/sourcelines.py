"""Runs of places, agencies, dates and names, as datelines, bylines and credits string them together.

«موسكو، واشنطن (الاتحاد، وكالات)», «ياسر السالم- سبق- الباحة:», «عمان 6 أيار (بترا) –»: words between separators,
each run of words read as known sources and dates one after the other, or as the name of a person.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from musnad.page.phrases import FurnitureWords, Source

PieceKind: TypeAlias = Literal["place", "agency", "outlet", "general", "date", "person", "unknown"]

_TOKEN = re.compile(r"--+|[-–—،,/|:()\[\]«»\"“”*]|[^\s\-–—،,/|:()\[\]«»\"“”*]+")
_MARK = re.compile(r"--+|[-–—،,/|:()\[\]«»\"“”*]$")
_LETTERS = re.compile(r"[^\W\d_]+\.?$")
#: A person's name in a byline has at most so many words.
_NAME_WORDS = 5
ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_CLITICS = frozenset({"\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER FEH}"})
_FROM = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"
_TO_THE = 2 * "\N{ARABIC LETTER LAM}"


class Piece(NamedTuple):
    """A run of words of one meaning; offsets into the folded text. `name` is the full name of a known source."""

    start: int
    stop: int
    kind: PieceKind
    name: str


class Token(NamedTuple):
    """A word or a separator."""

    start: int
    stop: int
    text: str
    is_mark: bool


def tokenize(text: str, start: int, stop: int) -> list[Token]:
    """Words and separators of a stretch."""
    return [
        Token(match.start(), match.end(), match.group(), bool(_MARK.match(match.group())))
        for match in _TOKEN.finditer(text, start, stop)
    ]


def read_pieces(tokens: list[Token], words: FurnitureWords, *, after_place: bool = False) -> list[Piece]:
    """Read a run of tokens as places, agencies, outlets, dates and persons; what is none of them is unknown.

    A name that a place and an outlet share is the place at first, and the outlet where a place is known (`after_place`).
    """
    pieces: list[Piece] = []
    run: list[Token] = []
    for token in [*tokens, Token(0, 0, "", True)]:
        if not token.is_mark:
            if not token.text.startswith("@"):  # a writer's or an outlet's handle
                run.append(token)
        elif run:
            pieces.extend(_read_run(run, words, seen_place=after_place))
            after_place = after_place or any(piece.kind == "place" for piece in pieces[-len(run) :])
            run = []
    return pieces


def _read_run(run: list[Token], words: FurnitureWords, *, seen_place: bool) -> list[Piece]:
    """One run of words between separators: known things one after the other, else a person, else unknown."""
    pieces, at = [], 0
    while at < len(run):
        if run[at].text == _FROM and at + 1 < len(run) and _known_at(run, at + 1, words, seen_place)[0] is not None:
            at += 1  # «from» before a place
        piece, width = _known_at(run, at, words, seen_place)
        if piece is None:
            texts = [token.text for token in run]
            person = looks_like_name(texts, words) or " ".join(texts) in words.byline_words
            kind: PieceKind = "person" if person else "unknown"
            return [Piece(run[0].start, run[-1].stop, kind, "")]
        pieces.append(piece)
        at += width
    return pieces


def _known_at(run: list[Token], at: int, words: FurnitureWords, seen_place: bool) -> tuple[Piece | None, int]:
    """The longest known source or date that begins at a word of the run, and how many words it has."""
    for width in range(min(words.longest, len(run) - at), 0, -1):
        form = " ".join(token.text.rstrip(".") if width == 1 else token.text for token in run[at : at + width])
        known = words.sources_of(form)
        if known:
            source = _choose(known, seen_place)
            return Piece(run[at].start, run[at + width - 1].stop, source.kind, source.name), width
    width = date_width([token.text for token in run[at:]], words)
    if width:
        return Piece(run[at].start, run[at + width - 1].stop, "date", ""), width
    return None, 0


def _choose(known: tuple[Source, ...], seen_place: bool) -> Source:
    """Many outlets bear names of places: the first such name of a run is the place, the next one the outlet."""
    for source in known:
        if (source.kind == "place") != seen_place:
            return source
    return known[0]


def date_width(run: list[str], words: FurnitureWords) -> int:
    """How many of the first words belong to a date: numbers, months, weekdays, and the words of stamps among them."""
    width = 0
    digits = False
    for word in run:
        bare = word.strip(".")
        if bare[:1].isdigit():
            digits = True
        elif bare not in words.weekdays and bare not in words.months and bare not in words.stamp_words:
            break
        width += 1
    return width if digits or (width and run[0] in words.weekdays) else 0


def looks_like_name(run: list[str], words: FurnitureWords) -> bool:
    """Whether words can be a person's name: two to five words of letters, none a verb of saying or a function word."""
    if not 2 <= len(run) <= _NAME_WORDS or run[0].startswith(ARTICLE):
        return False
    return all(_LETTERS.match(word) and word not in words.never_names for word in run)


def is_bare_name(text: str, words: FurnitureWords) -> bool:
    """Whether a line that nothing else marks as a byline is a name: no noun that often takes the article in it."""
    run = text.split()
    if len(run) > 4 or not looks_like_name(run, words):
        return False
    return not any(word in words.nouns or word.startswith(_TO_THE) or has_clitic(word, words) for word in run)


def has_clitic(word: str, words: FurnitureWords) -> bool:
    """Whether a word is a noun with «and» or a preposition written onto it («والأسعار», «بوزير»)."""
    return word[0] in _CLITICS and (word[1:].startswith(ARTICLE) or word[1:] in words.nouns)


__all__ = [
    "ARTICLE", "Piece", "PieceKind", "Token", "date_width", "has_clitic", "is_bare_name", "looks_like_name", "read_pieces",
    "tokenize",
]  # fmt: skip
