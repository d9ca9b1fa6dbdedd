"""Furniture headings («إقرأ أيضاً:») and what they head: headlines of other articles, other articles embedded whole."""

from __future__ import annotations

import re
from typing import NamedTuple

from musnad.page.heads import is_headline, stamp_line
from musnad.page.layout import FULL_STOP, Line, Sheet
from musnad.page.notices import DECORATION
from musnad.page.phrases import FurnitureWords, Phrase

_MARKED = re.compile(r"\s*(?::|\.\.+|…|\||[-–—»>]|←)+\s*")
_EMPTY = re.compile(r"[\W_]*$")
_BULLET = re.compile(r"[•▪●◄►■□*·-]\s")
#: A line with more words than this is a paragraph of text, not a headline.
_TITLE_WORDS = 22
_TITLE_LENGTH = 150
#: Share of a headline's content words that the paragraph below it must have to be its article (not the host going on).
_SAME_STORY = 0.5
_PREFIX = 4
#: What ends the host must stand behind at least this share of the text.
_LEAST_HOST = 0.15
#: Furniture that an embedded article brings with it: it tells nothing of its host.
_OWN = frozenset({"credit", "keywords", "published", "byline", "dateline"})
#: A second headline glued to the first by a blank: «name: words name: words».
_SECOND_NAME = re.compile(r"\s(?=[^\s:]{3,}:\s)")


def label_related(sheet: Sheet, words: FurnitureWords) -> None:
    """Label furniture headings and what belongs to them."""
    lines = list(sheet.lines())
    headings = [_heading(sheet, line, words) for line in lines]
    page = _Page(sheet, lines, headings, _end_of_host(sheet), words)
    at = 0
    while at < len(lines):
        stop = headings[at]
        at = at + 1 if stop is None else _label_from(page, at, stop)


def _heading(sheet: Sheet, line: Line, words: FurnitureWords) -> int | None:
    """Where the heading that opens a line ends, or None."""
    text = sheet.of(line)
    lead = DECORATION.match(text)
    skip = lead.end() if lead else 0
    for phrase in words.opening(text[skip:]):
        match = phrase.pattern.match(text, skip)
        if phrase.kind == "heading" and match and _stands(phrase, text, text[match.end() :]):
            marked = _MARKED.match(text, match.end())
            return line.start + (marked.end() if marked else match.end())
    return None


def _stands(phrase: Phrase, line: str, rest: str) -> bool:
    """Whether a heading phrase stands as one: alone, marked off, or glued to what follows."""
    if _EMPTY.match(rest):
        return True
    marked = bool(_MARKED.match(rest)) and not rest.lstrip().startswith("-" * 3)
    match phrase.where:
        case "line":
            return marked and len(rest.split()) <= 4
        case "colon":
            return marked
        case "lead":
            return not rest[0].isalnum()
    if marked or rest[0].isalnum():
        return True
    return len(line.split()) <= _TITLE_WORDS and not FULL_STOP.search(line)


class _Page(NamedTuple):
    """A sheet with its unlabelled lines, where a heading that opens each ends (or None), and where the host has ended."""

    sheet: Sheet
    lines: list[Line]
    headings: list[int | None]
    host_ends: int
    words: FurnitureWords

    def until_heading(self, at: int) -> int:
        """The index of the next line that a heading opens, from `at` on."""
        while at < len(self.lines) and self.headings[at] is None:
            at += 1
        return at


def _end_of_host(sheet: Sheet) -> int:
    """Where the article itself has ended: behind a credit or keywords that stand behind some of its text."""
    least = len(sheet.text) * _LEAST_HOST
    ends = (mark.stop for mark in sheet.marks if mark.kind in ("credit", "keywords") and mark.stop > least)
    return min(ends, default=len(sheet.text) + 1)


def _label_from(page: _Page, at: int, stop: int) -> int:
    """Label a heading and what it heads; the index of the line to go on with."""
    sheet, line = page.sheet, page.lines[at]
    rest = Line(stop, line.stop)
    sheet.put("heading", line.start, min(stop, line.stop))
    closed = page.host_ends <= line.start
    if _EMPTY.match(sheet.of(rest)):
        return _label_list(page, at + 1, closed)
    if is_title(sheet, rest) or (closed and len(sheet.words(rest)) <= 2 * _TITLE_WORDS):
        _put_titles(sheet, rest)
        if closed or _only_titles(page, at + 1):
            return _label_list(page, at + 1, closed)
    return at + 1


def is_title(sheet: Sheet, line: Line) -> bool:
    """Whether a line below a heading reads as a headline: not long, no full stop at its end."""
    text = sheet.of(line)
    if len(text.split()) > _TITLE_WORDS or len(text) > _TITLE_LENGTH:
        return False
    return not text.endswith((".", "؛", "،")) or text.endswith("..")


def _only_titles(page: _Page, at: int) -> bool:
    """Whether all lines up to the next heading or the end are headlines (and there are some)."""
    following = page.lines[at : page.until_heading(at)]
    return bool(following) and all(is_title(page.sheet, line) for line in following)


def _label_list(page: _Page, at: int, closed: bool) -> int:
    """Label headlines, and texts below them, up to the next heading, the end, or where the host article goes on."""
    sheet, following = page.sheet, page.lines[at : page.until_heading(at)]
    title: Line | None = None
    embedded = closed
    texts: list[Line] = []
    for count, line in enumerate(following):
        if (closed or embedded) and stamp_line(sheet, line, page.words):
            sheet.put("related_text", line.start, line.stop)
        elif is_title(sheet, line) and (not embedded or title is not None or not count or is_headline(sheet, line)):
            _put_titles(sheet, line)
            title = line
        elif closed or embedded or (title is not None and _same_story(sheet, title, line)):
            sheet.put("related_text", line.start, line.stop)
            texts.append(line)
            embedded, title = True, None
        else:
            return at + count
    if closed and texts:
        sheet.relabel(texts[0].start, _OWN, "related_text")
    return at + len(following)


def _same_story(sheet: Sheet, title: Line, text: Line) -> bool:
    """Whether a paragraph tells the story of the headline above it: it has most of its content words."""
    wanted = {word[:_PREFIX] for word in _content(sheet.words(title))}
    there = {word[:_PREFIX] for word in _content(sheet.words(text))}
    return len(wanted) >= 3 and len(wanted & there) / len(wanted) >= _SAME_STORY


def _content(words: list[str]) -> list[str]:
    """Words of four letters or more, without the article and the letters written onto it."""
    bare = (re.sub("^[وفبلك]?ال|^لل", "", word) for word in words)
    return [word for word in bare if len(word) >= 4]


def _put_titles(sheet: Sheet, line: Line) -> None:
    """Label a headline; two that are glued into one line («name: … name: …») are cut before the second name."""
    text = sheet.of(line)
    cut = None
    if text.count(": ") == 2 and not _BULLET.match(text):
        seconds = [match.end() for match in _SECOND_NAME.finditer(text) if match.start() > text.index(": ") + 2]
        cut = line.start + seconds[0] if seconds else None
    for start, stop in ((line.start, cut or line.stop), (cut or line.stop, line.stop)):
        if start < stop:
            sheet.put("related_title", start, stop)


__all__ = ["is_title", "label_related"]
