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
_LEAST_MARKED = 2
_QUOTED = re.compile(r"[\"«“].*[\"»”]$")
_SPOKEN = re.compile(r"\w(?: ?:|\.\.)\s")
#: Headlines of other articles have at least so many words, crossheads seldom.
_HEADLINE = 6
#: Headlines that stand together: so many, of so many words and code points.
_MOST_LINKS, _LINK_WORDS, _MOST_LINK_WORDS, _LINK_LENGTH = 4, 3, 16, 120
_CLOSED = re.compile(r"[.،؛:,][\"»”)]?$")
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
        marked = _marked(sheet, lines)
        for before, line, after in zip(lines, lines[1:], lines[2:]):
            if line.stop - line.start > _MOST_LENGTH:
                continue
            if not (_is_paragraph(sheet, before) and _is_paragraph(sheet, after)):
                continue
            if _is_question(sheet, line) and (interview or sheet.text[after.start] in "-–—•*>"):
                continue
            if line in numbered or line in marked:
                sheet.put("subhead", line.start, line.stop)
            elif _is_crosshead(sheet, line, words):
                link = _is_link(sheet, line, after, words)
                sheet.put("related_title" if link else "subhead", line.start, line.stop)


def label_link_lists(sheet: Sheet, words: FurnitureWords) -> None:
    """Label two to four headlines in a row between two paragraphs: links to other articles that no heading announces."""
    for gap in sheet.gaps():
        lines = list(sheet.lines_of(gap))
        at = 1
        while at < len(lines):
            stop = at
            while stop < len(lines) and _is_linked(sheet, lines[stop], words):
                stop += 1
            if stop - at > 1 and _is_question(sheet, lines[stop - 1]) and len(sheet.words(lines[stop - 1])) < _HEADLINE:
                stop -= 1  # it asks what the paragraph below it answers
            if 2 <= stop - at <= _MOST_LINKS and stop < len(lines) and _is_list_of_links(sheet, lines[at - 1 : stop + 1]):
                for line in lines[at:stop]:
                    sheet.put("related_title", line.start, line.stop)
            at = max(stop, at + 1)


def label_last_links(sheet: Sheet, words: FurnitureWords) -> None:
    """Label up to four headlines in a row behind the last paragraph: links to other articles that no heading announces."""
    lines = list(sheet.lines())
    links: list[Line] = []
    while len(lines) > 1 and len(links) <= _MOST_LINKS and _is_last_link(sheet, lines[-1], words):
        links.append(lines.pop())
    if not 1 <= len(links) <= _MOST_LINKS or not _is_paragraph(sheet, lines[-1]) or not FULL_STOP.search(sheet.of(lines[-1])):
        return
    if len(sheet.words(lines[-1])) >= _PARAGRAPH and max(len(sheet.words(line)) for line in links) > _HEADLINE:
        for line in links:
            sheet.put("related_title", line.start, line.stop)


def _is_last_link(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a last line can be a headline: nothing ends it, and its first word doesn't go on from a sentence."""
    first = sheet.words(line)[:1]
    if not _is_linked(sheet, line, words) or not first or FULL_STOP.search(sheet.of(line).rstrip("؟?")) is not None:
        return False
    if any(phrase.kind == "byline" and phrase.text.split()[0] == first[0] for phrase in words.opening(sheet.of(line))):
        return False
    goes_on = first[0].startswith(_AND) or first[0] in words.never_names or words.is_verb(first[0])
    return not goes_on or _is_question(sheet, line)


def _is_linked(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a line can be one headline of several: four words or more, none that says, no list's mark, no end."""
    text = sheet.of(line)
    if line.stop - line.start > _LINK_LENGTH or _LISTED.match(text) or _CLOSED.search(text):
        return False
    first = sheet.words(line)[:1]
    joined = bool(first) and first[0].startswith(_AND) and _says(first[0][1:], words)
    return _LINK_WORDS <= len(sheet.words(line)) <= _MOST_LINK_WORDS and not joined


def _is_list_of_links(sheet: Sheet, lines: list[Line]) -> bool:
    """Whether paragraphs that end stand around lines of which one is as long as headlines are: verses are shorter."""
    before, *links, after = lines
    if not (_is_paragraph(sheet, before) and len(sheet.words(after)) >= _PARAGRAPH and FULL_STOP.search(sheet.of(before))):
        return False
    questions = sum(_is_question(sheet, line) for line in links)
    return max(len(sheet.words(line)) for line in links) > _HEADLINE and questions < len(links)


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


def _marked(sheet: Sheet, lines: list[Line]) -> frozenset[Line]:
    """Short lines behind a star, each with a paragraph of its own below that has none, so many that they are heads."""
    heads = [
        line
        for line, after in itertools.pairwise(lines)
        if sheet.text[line.start] == "*"
        and 1 <= len(sheet.words(line)) <= _MOST_WORDS
        and not _CLOSED.search(sheet.of(line).rstrip(":"))
        and sheet.text[after.start] != "*"
        and len(sheet.words(after)) >= _PARAGRAPH
    ]
    return frozenset(heads) if len(heads) >= _LEAST_MARKED else frozenset()


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
    opens = sheet.words(line)[0]
    plain = len(sheet.words(line)) < _HEADLINE and not _SPOKEN.search(text)
    asked = opens in words.lead_words or opens in words.never_names or not plain
    question = asks and asked and _goes_on(sheet, after, words)
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


__all__ = ["label_crossheads", "label_last_links", "label_link_lists"]
