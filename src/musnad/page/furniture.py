"""Tell an article's own text from the furniture around it and inside it: nothing is deleted, all is labelled.

The rules run in order; what one has labelled the next ones leave alone, and what none labels is body.
"""

from __future__ import annotations

import re

from musnad.page.crossheads import label_crossheads
from musnad.page.heads import (
    Part,
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
from musnad.page.sourcelines import is_bare_name, read_pieces, tokenize
from musnad.records import Block
from musnad.text.fold import fold_key

#: Lines that are looked at for what stands before the lead.
_HEAD_LINES = 10
#: Where a sentence ends inside a line, and how far from the end of a line the last one may begin.
_STOP_INSIDE = re.compile(r"[.!؟?»\"”)][.\s]*\s")
_REACH = 120
_MARKED = re.compile(r"[()«»\"“”:،]")
_NAMES_APART = re.compile(r"\s*[/،,|]\s*|\s+[-–]\s+")
_BRACKETED = re.compile(r"\(([^()\n]{2,40})\)$")
#: A lead has at least so many words.
_PARAGRAPH = 12
#: Share of the words of a headline that another wording of it has; words are compared by their last letters.
_ALIKE = 0.6
_STEM = 5
#: First letters of present forms: headlines say what happens in the present («الوزير يفتتح»).
_PRESENT = frozenset("\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}")


def find_blocks(text: str, title: str | None, words: FurnitureWords) -> tuple[Block, ...]:
    """Label the stretches of a text: contiguous blocks that cover it, white space with the block before it.

    `title` is the headline if it is known from elsewhere. Offsets are code points of `text`.
    """
    sheet = lay_out(text)
    _label_caption(sheet, words)
    label_notices(sheet, words)
    _label_stamps(sheet, words)
    _label_head(sheet, title, words)
    _label_tail_credit(sheet, words)
    label_related(sheet, words)
    _label_source_lines(sheet, words)
    label_repeats(sheet)
    _label_tail_byline(sheet, words)
    _label_starred(sheet, words)
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
    lines = list(sheet.lines())[: _HEAD_LINES + 1]
    for line, after in zip(lines, [*lines[1:], None]):
        paragraph = after is not None and len(sheet.words(after)) >= _PARAGRAPH
        lead = after is not None and _is_lead(sheet, after, words)
        parts = byline_parts(sheet, line, words) or own_line_parts(sheet, line, words, before_lead=lead)
        if not parts and (parts := leading_parts(sheet, line, words)):
            _put(sheet, parts)
            sourced = True
            break
        if parts:
            _put(sheet, parts)
            sourced = True
        elif paragraph and is_bare_name(sheet.of(line), words) and not _like(sheet, line, title):
            # who writes isn't told of below; who is told of is in the picture
            pictured = sheet.words(line)[-1] in sheet.words(Line(line.stop, len(sheet.text)))
            sheet.put("notice" if pictured else "byline", line.start, line.stop)
            sourced = not pictured
        elif not sourced and after and len(titles) < 2 and is_headline(sheet, line):
            titles.append(line)
        else:
            break
    _label_titles(sheet, titles, title, sourced, words)


def _put(sheet: Sheet, parts: list[Part]) -> None:
    for part in parts:
        sheet.put(part.kind, part.start, part.stop)


def _label_titles(
    sheet: Sheet, titles: list[Line], title: str | None, sourced: bool, words: FurnitureWords
) -> None:
    """Label headlines at the top: like the known one, or before a stamp, byline or dateline, or before a paragraph."""
    for line in titles:
        rest = next((one for one in sheet.lines() if one.start > line.start), None)
        stamped = sheet.kind_at(_next_character(sheet, line.stop)) in ("published", "byline", "dateline")
        if sourced or stamped or _like(sheet, line, title):
            sheet.put("title", line.start, line.stop)
        elif rest and _heads(sheet, line, rest, words):
            sheet.put("notice" if _is_caption(sheet, line, title, words) else "title", line.start, line.stop)
        else:
            break


def _next_character(sheet: Sheet, offset: int) -> int:
    while offset < len(sheet.text) - 1 and sheet.text[offset].isspace():
        offset += 1
    return offset


def _like(sheet: Sheet, line: Line, title: str | None) -> bool:
    """Whether a line has most words of the known headline, and not many others."""
    if not title:
        return False
    wanted, own = set(fold_key(title).split()), sheet.of(line).split()
    return len(wanted & set(own)) >= _ALIKE * len(wanted) and len(own) <= len(wanted) / _ALIKE


def _is_caption(sheet: Sheet, line: Line, title: str | None, words: FurnitureWords) -> bool:
    """Whether a line at the top is no headline: the page has its headline elsewhere, and no verb stands in the line."""
    if title is None or _touches(sheet, line, title) or sheet.of(line)[0] in "*•-":
        return False
    return not any(word in words.verbs and word[0] in _PRESENT for word in sheet.words(line)[1:])


def _touches(sheet: Sheet, line: Line, title: str) -> bool:
    """Whether a line shares words with the known headline, as a second headline does."""
    wanted = {word[-_STEM:] for word in fold_key(title).split() if len(word) >= 4}
    own = {word[-_STEM:] for word in sheet.words(line) if len(word) >= 4}
    return 3 * len(wanted & own) >= min(len(wanted), len(own))


def _is_lead(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a line reads as the first paragraph of a report: long, and opening with a word that opens reports."""
    return len(sheet.words(line)) >= _PARAGRAPH and sheet.words(line)[0] in words.lead_words


def _heads(sheet: Sheet, line: Line, rest: Line, words: FurnitureWords) -> bool:
    """Whether a paragraph follows a headline that shares words with it; headlines hardly open with a verb."""
    if len(sheet.words(rest)) < _PARAGRAPH or len(sheet.words(line)) > 16:
        return False
    if sheet.words(line)[0] in words.lead_words and FULL_STOP.search(sheet.of(rest)) is None:
        return False
    own = {word[-_STEM:] for word in sheet.words(line) if len(word) >= 4}
    there = {word[-_STEM:] for word in sheet.words(Line(rest.start, min(len(sheet.text), rest.start + 1500)))}
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
        tail = _last_sentence(sheet, line)
        parts = byline_parts(sheet, tail, words) or own_line_parts(sheet, tail, words)
        if _MARKED.search(sheet.of(tail)):
            continue
        pieces = read_pieces(tokenize(sheet.text, *tail), words) if tail == line else []
        if len(parts) > 1 or (parts and len(pieces) > 1):
            _put(sheet, parts)


def _last_sentence(sheet: Sheet, line: Line) -> Line:
    """What stands behind the last full stop of a line that goes on after it, else the line."""
    text = sheet.of(line)
    start = max((match.end() for match in _STOP_INSIDE.finditer(text, max(0, len(text) - _REACH))), default=0)
    return Line(line.start + start, line.stop)


def _label_tail_byline(sheet: Sheet, words: FurnitureWords) -> None:
    """Label a name or a description of the writer in the last line."""
    lines = list(sheet.lines())
    if len(lines) < 2:
        return
    line, text = lines[-1], sheet.of(lines[-1])
    if FULL_STOP.search(text) or not FULL_STOP.search(sheet.of(lines[-2])):
        return
    if all(is_bare_name(name, words) for name in _NAMES_APART.split(text)):
        sheet.put("byline", line.start, line.stop)


def _label_starred(sheet: Sheet, words: FurnitureWords) -> None:
    """Label what stands behind a star at the end of the text: who the writer is («* شاعر وناقد»)."""
    for line in list(sheet.lines())[-2:]:
        star = sheet.of(line).rfind("*")
        tail = Line(line.start + star, line.stop)
        if star >= 0 and len(sheet.words(tail)) <= _PARAGRAPH and (parts := byline_parts(sheet, tail, words)):
            _put(sheet, parts)


def _label_caption(sheet: Sheet, words: FurnitureWords) -> None:
    """Label a text that is nothing but a caption: short, without a full stop, the photographer's agency in brackets."""
    whole = sheet.text.strip()
    match = _BRACKETED.search(whole)
    if sheet.marks or match is None or len(whole.split()) > 40 or FULL_STOP.search(whole[: match.start()].rstrip()):
        return
    pieces = read_pieces(tokenize(whole, match.start(1), match.end(1)), words)
    if pieces and all(piece.kind in ("agency", "outlet") for piece in pieces):
        sheet.put("notice", 0, len(sheet.text))


__all__ = ["find_blocks"]
