"""Tell an article's own text from the furniture around it and inside it: nothing is deleted, all is labelled.

The rules run in order; what one has labelled the next ones leave alone, and what none labels is body.
"""

from __future__ import annotations

from musnad.page.crossheads import label_crossheads
from musnad.page.heads import (
    byline_parts,
    is_headline,
    leading_parts,
    own_line_parts,
    stamp_line,
)
from musnad.page.layout import FULL_STOP, Line, Sheet, lay_out
from musnad.page.notices import label_notices
from musnad.page.phrases import FurnitureWords
from musnad.page.related import label_related
from musnad.page.repeats import label_repeats
from musnad.page.sourcelines import looks_like_name, read_pieces, tokenize
from musnad.records import Block

#: Lines that are looked at for what stands before the lead.
_HEAD_LINES = 10
#: A lead has at least so many words.
_PARAGRAPH = 12
_ALIKE = 0.6


def find_blocks(text: str, title: str | None, words: FurnitureWords) -> tuple[Block, ...]:
    """Label the stretches of a text: contiguous blocks that cover it, white space with the block before it.

    `title` is the headline if it is known from elsewhere. Offsets are code points of `text`.
    """
    sheet = lay_out(text)
    label_notices(sheet, words)
    _label_stamps(sheet, words)
    _label_head(sheet, title, words)
    _label_tail_credit(sheet, words)
    label_related(sheet, words)
    _label_source_lines(sheet, words)
    label_repeats(sheet)
    _label_tail_byline(sheet, words)
    label_crossheads(sheet, words)
    return sheet.blocks()


def _label_stamps(sheet: Sheet, words: FurnitureWords) -> None:
    for line in list(sheet.lines()):
        if stamp_line(sheet, line, words):
            sheet.put("published", line.start, line.stop)


def _label_head(sheet: Sheet, title: str | None, words: FurnitureWords) -> None:
    """Label headline, byline and dateline from the top down, until the lead has begun."""
    titles: list[Line] = []
    sourced = False
    for line in list(sheet.lines())[:_HEAD_LINES]:
        parts = byline_parts(sheet, line, words) or own_line_parts(sheet, line, words)
        if not parts and (parts := leading_parts(sheet, line, words)):
            _put(sheet, parts)
            sourced = True
            break
        if parts:
            _put(sheet, parts)
            sourced = True
        elif not sourced and len(titles) < 2 and is_headline(sheet, line):
            titles.append(line)
        elif sourced and looks_like_name(sheet.of(line).split(), words):
            sheet.put("byline", line.start, line.stop)
        else:
            break
    _label_titles(sheet, titles, title, sourced)


def _put(sheet: Sheet, parts: list) -> None:  # type: ignore[type-arg]
    for part in parts:
        sheet.put(part.kind, part.start, part.stop)


def _label_titles(sheet: Sheet, titles: list[Line], title: str | None, sourced: bool) -> None:
    """Label headlines at the top: like the known one, or before a stamp, byline or dateline, or before a paragraph."""
    for line in titles:
        following = Line(line.stop, len(sheet.text))
        rest = next((one for one in sheet.lines() if one.start > line.start), None)
        stamped = sheet.kind_at(_next_character(sheet, line.stop)) in ("published", "byline", "dateline")
        if sourced or stamped or _like(sheet, line, title) or (rest and _heads(sheet, line, rest)):
            sheet.put("title", line.start, line.stop)
        else:
            break
        del following


def _next_character(sheet: Sheet, offset: int) -> int:
    while offset < len(sheet.text) - 1 and sheet.text[offset].isspace():
        offset += 1
    return offset


def _like(sheet: Sheet, line: Line, title: str | None) -> bool:
    """Whether a line has most words of the known headline."""
    if not title:
        return False
    from musnad.text.fold import fold_key

    wanted = set(fold_key(title).split())
    return len(wanted & set(sheet.of(line).split())) >= _ALIKE * len(wanted)


def _heads(sheet: Sheet, line: Line, rest: Line) -> bool:
    """Whether a paragraph follows a headline that shares words with it."""
    if len(sheet.words(rest)) < _PARAGRAPH:
        return False
    own = {word[-5:] for word in sheet.words(line) if len(word) >= 4}
    there = {word[-5:] for word in sheet.words(Line(rest.start, min(len(sheet.text), rest.start + 1500)))}
    return len(own) >= 2 and len(own & there) >= 0.5 * len(own)


def _label_tail_credit(sheet: Sheet, words: FurnitureWords) -> None:
    """Label lines of the second half that only name agencies and outlets: «فرانس24/ أ ف ب»."""
    for line in list(sheet.lines()):
        if line.start < len(sheet.text) / 2 or len(sheet.words(line)) > 10:
            continue
        pieces = read_pieces(tokenize(sheet.text, line.start, line.stop), words)
        if pieces and all(piece.kind in ("agency", "outlet", "general") for piece in pieces):
            sheet.put("credit", line.start, line.stop)


def _label_source_lines(sheet: Sheet, words: FurnitureWords) -> None:
    """Label bylines and datelines that fill a line inside the text: another report, or a copy, begins there."""
    for line in list(sheet.lines()):
        parts = byline_parts(sheet, line, words) or own_line_parts(sheet, line, words)
        if len(parts) > 1 or (parts and len(read_pieces(tokenize(sheet.text, *line), words)) > 1):
            _put(sheet, parts)


def _label_tail_byline(sheet: Sheet, words: FurnitureWords) -> None:
    """Label a name or a description of the writer in the last line."""
    lines = list(sheet.lines())
    if len(lines) < 2:
        return
    line, text = lines[-1], sheet.of(lines[-1])
    if FULL_STOP.search(text) or not FULL_STOP.search(sheet.of(lines[-2])):
        return
    pieces = read_pieces(tokenize(sheet.text, line.start, line.stop), words)
    if pieces and all(piece.kind == "person" for piece in pieces) and len(text.split()) <= 9:
        sheet.put("byline", line.start, line.stop)


__all__ = ["find_blocks"]
