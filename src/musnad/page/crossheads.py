"""Crossheads: short lines between paragraphs that announce what comes next."""

from __future__ import annotations

import re

from musnad.page.layout import FULL_STOP, Line, Sheet
from musnad.page.phrases import FurnitureWords

#: A crosshead has at most so many words and code points.
_MOST_WORDS = 9
_MOST_LENGTH = 70
#: A paragraph has at least so many words.
_PARAGRAPH = 12
_LISTED = re.compile(r"[-–—•*▪●]|\(?\d+[).\-–]|[\w]\s?[).]")
_QUOTED = re.compile(r"[\"«“].*[\"»”]$")
_AND = "\N{ARABIC LETTER WAW}"


def label_crossheads(sheet: Sheet, words: FurnitureWords) -> None:
    """Label short lines that stand alone between two paragraphs of the body."""
    for gap in sheet.gaps():
        inner = Sheet(sheet.folded, [])
        lines = [line for line in inner.lines() if gap.start <= line.start < gap.stop]
        for before, line, after in zip(lines, lines[1:], lines[2:]):
            if _is_paragraph(sheet, before) and _is_paragraph(sheet, after) and _is_crosshead(sheet, line, words):
                question = sheet.of(line).endswith("؟") and sheet.of(after).startswith(_AND)
                # an answer doesn't begin with «and»: such a question is the headline of another article
                sheet.put("related_title" if question else "subhead", line.start, line.stop)


def _is_paragraph(sheet: Sheet, line: Line) -> bool:
    return len(sheet.words(line)) >= _PARAGRAPH or (
        len(sheet.words(line)) >= 5 and FULL_STOP.search(sheet.of(line)) is not None
    )


def _is_crosshead(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a line is short, neither a sentence nor part of a list, nor the beginning of what goes on below."""
    text = sheet.of(line)
    count = len(sheet.words(line))
    if not 1 <= count <= _MOST_WORDS or len(text) > _MOST_LENGTH or _LISTED.match(text):
        return False
    if _QUOTED.match(text):
        return True
    first = sheet.words(line)[0]
    if first.startswith(_AND) and first[1:] in words.never_names:  # «and said»: a sentence that a line break cuts
        return False
    return text[-1].isalnum() or text[-1] in "؟?!)\"»”"


__all__ = ["label_crossheads"]
