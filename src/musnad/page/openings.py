"""What stands before the lead: headline, stamp, caption, byline, dateline, from the top down until the lead begins."""

from __future__ import annotations

from musnad.page.heads import Part, byline_parts, is_headline, leading_parts, own_line_parts, stamp_line
from musnad.page.layout import FULL_STOP, Line, Sheet
from musnad.page.phrases import FurnitureWords
from musnad.page.sourcelines import is_bare_name
from musnad.text.fold import fold_key

#: Lines that are looked at for what stands before the lead.
_HEAD_LINES = 12
#: A lead has at least so many words, a headline that only what follows shows at most so many.
_PARAGRAPH = 12
_TITLE_WORDS = 16
#: Share of the words of a headline that another wording of it has; words are compared by their last letters.
_ALIKE = 0.6
_STEM = 5
_REACH = 1500
#: First letters of present forms: headlines say what happens in the present («الوزير يفتتح»).
_PRESENT = frozenset("\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}")


def label_opening(sheet: Sheet, title: str | None, words: FurnitureWords) -> None:
    """Label what stands before the lead; `title` is the headline if it is known from elsewhere."""
    titles: list[Line] = []
    sourced = False
    lines = list(sheet.lines())[: _HEAD_LINES + 1]
    for line, after in zip(lines, [*lines[1:], None]):
        if parts := _line_parts(sheet, line, after, words):
            put_parts(sheet, parts)
            sourced = sourced or parts[-1].kind != "published"
        elif parts := leading_parts(sheet, line, words):
            put_parts(sheet, parts)
            sourced = True
            break
        elif _is_lone_name(sheet, line, after, title, words):
            told = any(mark.kind == "byline" for mark in sheet.marks)
            named = _put_name(sheet, line, sourced=not told and (sourced or stamp_line(sheet, after or line, words)))
            sourced = sourced or named
        elif not sourced and after and len(titles) < 2 and (is_headline(sheet, line) or _is(sheet, line, title)):
            titles.append(line)
        elif sourced and after and is_headline(sheet, line) and _is_set_off(sheet, line, after, words):
            sheet.put("title", line.start, line.stop)
        else:
            break
    _label_titles(sheet, titles, title, sourced, words)


def put_parts(sheet: Sheet, parts: list[Part]) -> None:
    """Label the parts of a line."""
    for part in parts:
        sheet.put(part.kind, part.start, part.stop)


def _line_parts(sheet: Sheet, line: Line, after: Line | None, words: FurnitureWords) -> list[Part]:
    """The parts of a line that is a stamp, byline or dateline from end to end."""
    if stamp_line(sheet, line, words):
        return [Part("published", line.start, line.stop)]
    lead = after is not None and _is_lead(sheet, after, words)
    return byline_parts(sheet, line, words) or own_line_parts(sheet, line, words, before_lead=lead)


def _is_lone_name(sheet: Sheet, line: Line, after: Line | None, title: str | None, words: FurnitureWords) -> bool:
    """Whether a line before a paragraph or a stamp is a name and nothing else."""
    if after is None or not is_bare_name(sheet.of(line), words) or _like(sheet, line, title):
        return False
    return len(sheet.words(after)) >= _PARAGRAPH or stamp_line(sheet, after, words)


def _put_name(sheet: Sheet, line: Line, *, sourced: bool) -> bool:
    """Label a name: who writes isn't told of below, who is told of is in the picture. Whether it was the writer's."""
    below = (one for one in sheet.lines() if one.start > line.start)
    pictured = not sourced and any(sheet.words(line)[-1] in sheet.words(one) for one in below)
    sheet.put("notice" if pictured else "byline", line.start, line.stop)
    return not pictured


def _label_titles(
    sheet: Sheet, titles: list[Line], title: str | None, sourced: bool, words: FurnitureWords
) -> None:
    """Label headlines at the top: like the known one, or before a stamp, byline or dateline, or before a paragraph."""
    for line in titles:
        rest = next((one for one in sheet.lines() if one.start > line.start), None)
        stamped = sheet.kind_at(_next_character(sheet, line.stop)) in ("published", "byline", "dateline", "notice")
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


def _is(sheet: Sheet, line: Line, title: str | None) -> bool:
    """Whether a line is the known headline word for word, however short."""
    return title is not None and sheet.of(line).split() == fold_key(title).split()


def _like(sheet: Sheet, line: Line, title: str | None) -> bool:
    """Whether a line has most words of the known headline, and not many others."""
    if not title:
        return False
    wanted, own = set(fold_key(title).split()), sheet.of(line).split()
    return len(wanted & set(own)) >= _ALIKE * len(wanted) and len(own) <= len(wanted) / _ALIKE


def _is_caption(sheet: Sheet, line: Line, title: str | None, words: FurnitureWords) -> bool:
    """Whether a line at the top is no headline: the page has its headline elsewhere, and no verb stands in the line."""
    text = sheet.of(line)
    if title is None or _touches(sheet, line, title) or text[0] in "*•-" or ":" in text or text[-1] in "؟?":
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
    if len(sheet.words(rest)) < _PARAGRAPH or len(sheet.words(line)) > _TITLE_WORDS:
        return False
    if _is_set_off(sheet, line, rest, words):
        return True
    opens = sheet.words(line)[0] in words.lead_words
    if opens and (FULL_STOP.search(sheet.of(rest)) is None or len(sheet.words(line)) > _TITLE_WORDS // 2):
        return False
    own = {word[-_STEM:] for word in sheet.words(line) if len(word) >= 4}
    there = {word[-_STEM:] for word in sheet.words(Line(rest.start, min(len(sheet.text), rest.start + _REACH)))}
    return len(own) >= 2 and len(own & there) >= 0.5 * len(own)


def _is_set_off(sheet: Sheet, line: Line, rest: Line, words: FurnitureWords) -> bool:
    """Whether a blank line stands between a line that no verb opens and a paragraph that one does."""
    blank = sheet.text.count("\n", line.stop, rest.start) > 1
    return blank and sheet.words(rest)[0] in words.lead_words and not words.is_verb(sheet.words(line)[0])


__all__ = ["label_opening", "put_parts"]
