"""What stands before the lead: headline, stamp, byline, dateline, each in a line of its own or in front of the lead."""

from __future__ import annotations

import re
from typing import NamedTuple

from musnad.page.layout import FULL_STOP, Line, Sheet
from musnad.page.phrases import FurnitureWords, Phrase
from musnad.page.sourcelines import Piece, Token, is_bare_name, looks_like_name, read_pieces, tokenize
from musnad.page.stamps import is_stamp, opens_stamp, read_stamp
from musnad.records import BlockKind

#: Datelines in front of a lead are looked for in so many code points and tokens.
_REACH = 160
_MOST_TOKENS = 26
_STOPPED = 6
#: Source lines have at most so many words, headlines so many.
_SOURCE_WORDS = 16
HEADLINE_WORDS = 24
_KNOWN = frozenset({"place", "agency", "outlet", "general"})
_NAMED = frozenset({"agency", "outlet", "general"})
_ENDS = frozenset({":", "-", "--", "–", "—", "/", ")", "»"})
_AFTER = re.compile(r"[\s:\-–—/.*«\"“]*")
_DASHES = frozenset({"-", "–", "—"})
_DECORATION = re.compile(r"[^\w]{0,4}")
_MARKED_NAME = re.compile(r"\s*[:\-–—/|]\s*\w")
_ANY_NAME = re.compile(r"\s*[:/|\-–،,]\s*\w|\s+\w")
#: A writer's line that ends in their handle.
_HANDLE = re.compile(r"[^@\n.]{3,60}@\w{2,30}$")
_HANDLE_WORDS = 7
_AFTER_NAME = re.compile(r"[\s:،.–—-]*")
_FIRST_WORD = re.compile(r"\w+")


class Part(NamedTuple):
    """A labelled stretch of a line."""

    kind: BlockKind
    start: int
    stop: int


def own_line_parts(sheet: Sheet, line: Line, words: FurnitureWords, *, before_lead: bool = False) -> list[Part]:
    """Byline and dateline that fill a line: «موسكو، واشنطن (الاتحاد، وكالات)», «سالم الراوي - جدة»; else none.

    Where the lead is known to come next, a place that no table holds is taken for one behind a name or an outlet.
    """
    if line.stop - line.start > _REACH or len(sheet.words(line)) > _SOURCE_WORDS or FULL_STOP.search(sheet.of(line)):
        return []
    pieces = read_pieces(tokenize(sheet.text, line.start, line.stop), words)
    kinds = {piece.kind for piece in pieces}
    if "unknown" not in kinds and kinds & _KNOWN:
        return _parts(sheet.text, pieces, line.start, line.stop)
    if before_lead and _place_is_told(sheet, pieces, words):
        return _parts(sheet.text, pieces, line.start, line.stop)
    return []


def _place_is_told(sheet: Sheet, pieces: list[Piece], words: FurnitureWords) -> bool:
    """Whether a line is a name or outlet, a dash, and one or two unknown words: they are the place."""
    if len(pieces) != 2 or pieces[0].kind not in ("person", "outlet", "agency"):
        return False
    if pieces[0].kind == "person" and not is_bare_name(sheet.text[pieces[0].start : pieces[0].stop], words):
        return False
    between = sheet.text[pieces[0].stop : pieces[1].start].strip(" -–—")
    return not between and pieces[1].kind in ("unknown", "person") and len(sheet.words(Line(*pieces[1][:2]))) <= 2


def leading_parts(sheet: Sheet, line: Line, words: FurnitureWords) -> list[Part]:
    """Byline and dateline in front of a lead: «موسكو – », «ياسر السالم- سبق- الباحة:», «دبي (CNN) --»; else none."""
    tokens = tokenize(sheet.text, line.start, min(line.stop, line.start + _REACH))[:_MOST_TOKENS]
    ends = [at for at, token in enumerate(tokens) if token.is_mark and token.text in _ENDS]
    for at in reversed(ends):
        if tokens[at].stop < line.stop:
            pieces = read_pieces(tokens[:at], words)
            after = _AFTER.match(sheet.text, tokens[at].stop, line.stop)
            stop = after.end() if after else tokens[at].stop
            if _leads(pieces, tokens[: at + 1], _word_at(sheet.text, stop), words):
                return _parts(sheet.text, pieces, line.start, _without_quote(sheet.text, tokens[at].stop, stop))
    return _stopped(sheet.text, line, tokens, words) or _unmarked(sheet.text, line, tokens, words)


def _stopped(text: str, line: Line, tokens: list[Token], words: FurnitureWords) -> list[Part]:
    """A place and an agency with a full stop behind them: «موسكو - سبوتنيك. أعلن …»."""
    for at, token in enumerate(tokens[:_STOPPED]):
        if token.text.endswith(".") and at + 1 < len(tokens):
            pieces = read_pieces(tokens[: at + 1], words)
            kinds = {piece.kind for piece in pieces}
            told = tokens[at + 1].text in words.lead_words and kinds in ({"place", "agency"}, {"place", "outlet"})
            return _parts(text, pieces, line.start, token.stop) if told else []
    return []


def _word_at(text: str, offset: int) -> str:
    match = _FIRST_WORD.match(text, offset)
    return match.group() if match else ""


def _without_quote(text: str, start: int, stop: int) -> int:
    """The end of a dateline, before a quotation mark that opens the lead."""
    while stop > start and text[stop - 1] in "«\"“*":
        stop -= 1
    return stop


def _leads(pieces: list[Piece], tokens: list[Token], after: str, words: FurnitureWords) -> bool:
    """Whether pieces up to a separator are a dateline: by what they are, by the separator, by the word after it."""
    known = [piece for piece in pieces if piece.kind in _KNOWN]
    named = any(piece.kind in _NAMED for piece in pieces)
    places = any(piece.kind == "place" for piece in pieces)
    bracketed = _agency_in_brackets(pieces, tokens)
    if known and tokens[-1].text == ":" and _dashed_with_one_unknown(pieces, tokens):
        return True
    if not known or any(piece.kind == "unknown" for piece in pieces):
        return bracketed and tokens[-1].text in ("--", "-", "–", "—") and len(pieces) <= 4
    opens = after in words.lead_words
    end = tokens[-1].text
    if end == "»":  # «London: "Asharq Al-Awsat" sold was …»
        return opens and places and pieces[-1].kind == "outlet" and any(token.text == ":" for token in tokens)
    if end in (")", "/"):
        return named and opens and (end == ")") == bracketed
    if end == ":":
        return opens or (len(pieces) > 1 and named)
    return opens or bracketed or (named and places)


def _dashed_with_one_unknown(pieces: list[Piece], tokens: list[Token]) -> bool:
    """Whether pieces end in a place that no table holds: an outlet is named, dashes alone part them («سبق- خثعم:»)."""
    unknown = [piece for piece in pieces if piece.kind == "unknown"]
    named = any(piece.kind in _NAMED for piece in pieces)
    marks = {token.text for token in tokens[:-1] if token.is_mark}
    words = sum(not token.is_mark and token.start >= pieces[-1].start for token in tokens)
    return named and unknown == pieces[-1:] and len(pieces) > 1 and marks <= _DASHES and words <= 3


def _agency_in_brackets(pieces: list[Piece], tokens: list[Token]) -> bool:
    """Whether the last piece is a known source and stands in brackets: «(CNN)»."""
    if not pieces or pieces[-1].kind not in _NAMED:
        return False
    marks = [token.text for token in tokens if token.is_mark and token.start >= pieces[-1].stop]
    return marks[:1] == [")"]


def _unmarked(text: str, line: Line, tokens: list[Token], words: FurnitureWords) -> list[Part]:
    """A name or outlet, a dash, and a place with nothing behind it but the lead: «أحمد السالم-الباحة أقامت …»."""
    dashes = [at for at, token in enumerate(tokens[:8]) if token.text in _DASHES]
    for at in dashes[:2]:
        before = read_pieces(tokens[:at], words)
        if not before or any(piece.kind not in ("person", "outlet") for piece in before):
            return []
        run = [token for token in tokens[at + 1 : at + 6] if not token.is_mark]
        for width in range(min(3, len(run) - 1), 0, -1):
            form = " ".join(token.text for token in run[:width])
            known = words.sources_of(form)
            general = any(source.kind == "general" for source in known)
            if known and (general or run[width].text in words.lead_words):
                place = Piece(run[0].start, run[width - 1].stop, "place", form)
                return _parts(text, [*before, place], line.start, run[width - 1].stop)
    return []


def _parts(text: str, pieces: list[Piece], start: int, stop: int) -> list[Part]:
    """Neighbouring pieces of one kind as parts that cover the stretch: persons are byline, all else is dateline."""
    parts: list[Part] = []
    for number, piece in enumerate(pieces):
        kind: BlockKind = "byline" if piece.kind == "person" and not _is_place(text, pieces, number) else "dateline"
        if not parts:
            parts.append(Part(kind, start, stop))
        elif parts[-1].kind != kind:
            begin = _with_bracket(text, piece.start)
            parts[-1] = parts[-1]._replace(stop=begin)
            parts.append(Part(kind, begin, stop))
    return parts


def _with_bracket(text: str, start: int) -> int:
    """The beginning of a piece with the bracket or quotation mark in front of it."""
    return start - 1 if start and text[start - 1] in "([«\"“" else start


def _is_place(text: str, pieces: list[Piece], number: int) -> bool:
    """Whether what looks like a name is a place that no table holds: before a comma and a place, or behind a name."""
    if number and (all(piece.kind == "person" for piece in pieces) or _ends_with_colon(text, pieces, number)):
        return True
    after = pieces[number + 1] if number + 1 < len(pieces) else None
    return after is not None and after.kind == "place" and "،" in text[pieces[number].stop : after.start]


def _ends_with_colon(text: str, pieces: list[Piece], number: int) -> bool:
    """Whether a piece is the last one, behind an outlet's name and before a colon: there a place stands."""
    before, stop = pieces[number - 1], pieces[number].stop
    return number == len(pieces) - 1 and before.kind == "outlet" and text[stop : stop + 2].lstrip()[:1] == ":"


def byline_parts(sheet: Sheet, line: Line, words: FurnitureWords) -> list[Part]:
    """What a byline phrase opens («بقلم: …», «حوار - …»): a line, maybe with a dateline, or a name before the lead."""
    text = sheet.of(line)
    if _HANDLE.match(text) and len(text.split()) <= _HANDLE_WORDS and is_bare_name(" ".join(text.split()[:2]), words):
        return [Part("byline", line.start, line.stop)]
    lead = _DECORATION.match(text)
    skip = lead.end() if lead else 0
    for phrase in words.opening(text[skip:]):
        match = phrase.pattern.match(text, skip)
        if phrase.kind == "byline" and match and _introduces(phrase, text, match.end(), words):
            if len(sheet.words(line)) <= _SOURCE_WORDS:
                return _split_byline(sheet, line, line.start + match.end(), words)
            return _byline_before_lead(sheet, line, line.start + match.end(), words)
    return []


def _introduces(phrase: Phrase, text: str, stop: int, words: FurnitureWords) -> bool:
    """Whether a byline phrase stands as its row says: alone, before a colon or dash, before a name, behind a star."""
    match phrase.where:
        case "line":
            return not text[stop:].strip(" :.،-–")
        case "colon":
            return _MARKED_NAME.match(text, stop) is not None or is_bare_name(text[stop:].strip(), words)
        case "lead":
            return _ANY_NAME.match(text, stop) is not None
        case "starred":
            return text[0] in "*٭" and not text[stop : stop + 1].isalnum()
    return False


def _byline_before_lead(sheet: Sheet, line: Line, name: int, words: FurnitureWords) -> list[Part]:
    """A byline of two to four words with the lead right behind it, told by its verb."""
    tokens = [token for token in tokenize(sheet.text, name, min(line.stop, name + _REACH)) if token.text != ":"]
    for count in (2, 3, 4):
        names = [token.text for token in tokens[:count]]
        if len(tokens) > count and tokens[count].text in words.lead_words and looks_like_name(names, words):
            return [Part("byline", line.start, _AFTER_NAME.match(sheet.text, tokens[count - 1].stop).end())]  # type: ignore[union-attr]
    return []


def _split_byline(sheet: Sheet, line: Line, name: int, words: FurnitureWords) -> list[Part]:
    """A byline from the beginning of its line, and the dateline behind the name where one follows."""
    pieces = read_pieces(tokenize(sheet.text, name, line.stop), words)
    known = [piece for piece in pieces[1:] if piece.kind in _KNOWN]
    dashed = known and sheet.text[pieces[0].stop : known[0].start].strip() in _DASHES
    if dashed and pieces[0].kind in ("person", "unknown") and known == pieces[1:]:
        return [Part("byline", line.start, known[0].start), Part("dateline", known[0].start, line.stop)]
    return [Part("byline", line.start, line.stop)]


def stamp_line(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a line is a publication stamp."""
    text = sheet.of(line)
    if len(text) > _REACH or not (opens_stamp(text, words) or is_stamp(text, words)):
        return False
    return read_stamp(text, words) is not None or any(word in words.relative for word in sheet.words(line))


def is_headline(sheet: Sheet, line: Line) -> bool:
    """Whether a line can be a headline: three words or more, not many, no full stop or colon at its end."""
    text = sheet.of(line)
    count = len(sheet.words(line))
    if not 3 <= count <= HEADLINE_WORDS or len(text) > 170:
        return False
    return text[-1] not in ".:،؛,;…" or (text.endswith("..") and count <= 12)


__all__ = ["HEADLINE_WORDS", "Part", "byline_parts", "is_headline", "leading_parts", "own_line_parts", "stamp_line"]
