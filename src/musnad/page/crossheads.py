"""Crossheads: short lines between paragraphs that announce what comes next; and links to other articles among them."""

from __future__ import annotations

import itertools
import re

from musnad.page.layout import FULL_STOP, Line, Sheet
from musnad.page.phrases import FurnitureWords
from musnad.text.words import without_enclitic

#: A crosshead has at most so many words and code points.
_MOST_WORDS = 11
_MOST_LENGTH = 85
#: A paragraph has at least so many words, or this many and a full stop.
_PARAGRAPH = 12
_SHORT_PARAGRAPH = 5
_LISTED = re.compile(r"[-–—•*▪●]|\(?\d+[).\-–]|[\w]\s?[).]")
#: A number that a line begins with, and what such a head does not end with; so many of them make a list of heads.
_NUMBER = re.compile(r"\(?(\d{1,2})\s?[-–—.)/:]\)?\s?[^\W\d]")
_ENDS = re.compile(r"[.،؛]$")
_LEAST_HEADS = 3
_QUOTED = re.compile(r"[\"«“].*[\"»”]$")
_SPOKEN = re.compile(r"\w(?: ?:|\.\.)\s")
#: Headlines of other articles have at least so many words, crossheads seldom.
_HEADLINE = 6
#: Share of the new words of a crosshead that come again below it (swept on BBC, CNN, France 24 pages of 2018).
_ANNOUNCES = 0.34
_REACH = 1500
_STEM = 4
_AND = "\N{ARABIC LETTER WAW}"
_CONJUNCTIONS = frozenset({_AND, "\N{ARABIC LETTER FEH}"})
_ARTICLE = re.compile("^[\u0648\u0641\u0628\u0644\u0643]?\u0627\u0644|^\u0644\u0644")


def label_crossheads(sheet: Sheet, words: FurnitureWords) -> None:
    """Label short lines that stand alone between two paragraphs: crossheads, or headlines of other articles.

    A crosshead announces the paragraphs below it; a headline whose words come again nowhere below is a link.
    """
    for gap in sheet.gaps():
        lines = list(sheet.lines_of(gap))
        interview = _is_interview(sheet, lines)
        numbered = _numbered(sheet, lines)
        for before, line, after in zip(lines, lines[1:], lines[2:]):
            if line.stop - line.start > _MOST_LENGTH:
                continue
            if not (_is_paragraph(sheet, before) and _is_paragraph(sheet, after)):
                continue
            if _is_question(sheet, line) and (interview or sheet.text[after.start] in "-–—•*>"):
                continue
            if line in numbered:
                sheet.put("subhead", line.start, line.stop)
            elif _is_crosshead(sheet, line, words):
                link = _is_link(sheet, line, after, words)
                sheet.put("related_title" if link else "subhead", line.start, line.stop)


def _is_paragraph(sheet: Sheet, line: Line) -> bool:
    count = len(sheet.words(line))
    return count >= _PARAGRAPH or (count >= _SHORT_PARAGRAPH and FULL_STOP.search(sheet.of(line)) is not None)


def _is_question(sheet: Sheet, line: Line) -> bool:
    return sheet.of(line)[-1] in "؟?"


def _is_interview(sheet: Sheet, lines: list[Line]) -> bool:
    """Whether questions and answers take turns line by line: three questions or more, most with one answer."""
    asked = [number for number, line in enumerate(lines) if _is_question(sheet, line)]
    turns = sum(later - earlier == 2 for earlier, later in itertools.pairwise(asked))
    return len(asked) >= 3 and 2 * turns >= len(asked) - 1


def _numbered(sheet: Sheet, lines: list[Line]) -> frozenset[Line]:
    """Short lines that are numbered on from one to the next, each with a paragraph of its own below: heads of a list."""
    heads: list[tuple[int, Line]] = []
    for line, after in itertools.pairwise(lines):
        match = _NUMBER.match(sheet.of(line)) if line.stop - line.start <= _MOST_LENGTH else None
        if match and not _NUMBER.match(sheet.of(after)) and not _ENDS.search(sheet.of(line)) and _is_paragraph(sheet, after):
            heads.append((int(match[1]), line))
    on = all(later == earlier + 1 for (earlier, _), (later, _) in itertools.pairwise(heads))
    return frozenset(line for _, line in heads) if on and len(heads) >= _LEAST_HEADS else frozenset()


def _is_crosshead(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a line is short, neither a sentence nor part of a list, nor the beginning of what goes on below."""
    text = sheet.of(line)
    count = len(sheet.words(line))
    if not any(char.isalpha() for char in text):
        return False
    if not 1 <= count <= _MOST_WORDS or len(text) > _MOST_LENGTH or _LISTED.match(text):
        return False
    if _QUOTED.match(text):
        return True
    first = sheet.words(line)[0]
    joined = first[:1] in _CONJUNCTIONS and _says(first[1:], words)
    if joined or (":" in text and _says(first, words)):  # «and said», «I said: …»: a cut sentence, talk
        return False
    return text[-1].isalnum() or text[-1] in "؟?!)\"»”"


def _says(word: str, words: FurnitureWords) -> bool:
    """Whether a word is a verb of saying or a function word, maybe with a pronoun written onto it."""
    return any(base in words.never_names for base, _ in without_enclitic(word))


def _is_link(sheet: Sheet, line: Line, after: Line, words: FurnitureWords) -> bool:
    """Whether a short line is the headline of another article rather than of what follows."""
    text = sheet.of(line)
    if _QUOTED.match(text):
        return False
    asks = _is_question(sheet, line)
    question = asks and _goes_on(sheet, after, words)
    if asks and not question:
        return False
    if not question and len(sheet.words(line)) < _HEADLINE and not _SPOKEN.search(text):
        return False
    before = _stems(sheet.text[max(line.start - 2 * _REACH, 0) : line.start])
    new = _stems(text) - before
    below = _stems(sheet.text[after.start : after.start + _REACH])
    return len(new) >= (1 if question else 2) and len(new & below) < _ANNOUNCES * len(new)


def _goes_on(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a paragraph begins with «and»: an answer to a question doesn't."""
    first = sheet.words(line)[0]
    return first.startswith(_AND) and (first not in words.lead_words or first[1:] in words.never_names)


def _stems(text: str) -> set[str]:
    """Beginnings of the longer words of a text, without the article."""
    bare = (_ARTICLE.sub("", word) for word in re.findall(r"[^\W\d]{4,}", text))
    return {word[:_STEM] for word in bare if len(word) >= _STEM}


__all__ = ["label_crossheads"]
