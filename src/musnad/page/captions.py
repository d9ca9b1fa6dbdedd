"""Captions of pictures that stand in the text: all that there is of it, before the lead, glued to it, or behind the end.

No word gives them away but what they are: a few words without a verb or a full stop, which the text says again.
"""

from __future__ import annotations

import itertools
import re

from musnad.page.layout import FULL_STOP, Line, Sheet
from musnad.page.phrases import FurnitureWords
from musnad.page.sourcelines import read_pieces, tokenize
from musnad.text.fold import fold_key

_BRACKETED = re.compile(r"\(([^()\n]{2,40})\)$")
_WORD = re.compile(r"\w+")
#: Captions have at most so many words; those in front of a lead so many, and glued to it so many.
_MOST_WORDS = 40
_HEAD_WORDS = 8
_GLUED_WORDS = 9
#: A text that is nothing but a few words without a verb, below a known headline, has at most so many.
_LONE_WORDS = 12
#: A paragraph has at least so many words, a caption behind the end at most so many, a stem so many letters.
_PARAGRAPH = 12
_TAIL_WORDS = 16
_TAIL_LINES = 6
_STEM = 5
#: A word glued to a caption has at least so many letters, and so has the caption's last word.
_GLUED_LETTERS = 3
#: Letters that end words only.
LAST_LETTERS = frozenset("\N{ARABIC LETTER TEH MARBUTA}\N{ARABIC LETTER ALEF MAKSURA}")
_CLOSED = re.compile(r"[.!؟?،؛:,;]\W*$|\.\.")
#: First letters of present forms.
_PRESENT = frozenset("\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}")
_MARKED = re.compile(r"[.،:؛!؟?\-–—/]")
#: A run of captions behind the last full stop has at least so many words, and none of these marks.
_LEAST_RUN = 3
_STOP = re.compile(r"[.!؟?][\"»”)]?\s+(?=[^\W\d])")
_MARKED_RUN = re.compile(r"[.،:؛!؟?…\"«“(*]|\d")
#: The last lines may end in the source of the whole; captions are at most so long.
_CREDITS, _LONGEST = 2, 240
_AND = "\N{ARABIC LETTER WAW}"


def label_captions(sheet: Sheet, title: str | None, words: FurnitureWords) -> None:
    """Label a text that is nothing but a caption, and a caption in front of the lead."""
    if _is_lone(sheet, title, words):
        sheet.put("notice", 0, len(sheet.text))
        return
    for line in list(sheet.lines())[:-_CREDITS]:
        if line.stop - line.start <= _LONGEST and sheet.text[line.stop - 1] == ")" and _is_bracketed(sheet.of(line), words):
            sheet.put("notice", line.start, line.stop)
    _label_head(sheet, title, words)


def _label_head(sheet: Sheet, title: str | None, words: FurnitureWords) -> None:
    """Label a caption in front of the lead."""
    if (stop := _glued_head(sheet, words)) is not None:
        sheet.put("notice", 0, stop)
    elif (line := _head_line(sheet, title, words)) is not None:
        sheet.put("notice", line.start, line.stop)


def _is_lone(sheet: Sheet, title: str | None, words: FurnitureWords) -> bool:
    """Whether the whole text is a caption: the photographer's agency ends it, or it is a few words below a headline."""
    whole = sheet.text.strip()
    count = len(whole.split())
    if sheet.marks or not count or count > _MOST_WORDS:
        return False
    if _is_bracketed(whole, words):
        return True
    bare = title is not None and count <= _LONE_WORDS and not re.search(r"[.!؟?:؛\"«0-9]", whole.rstrip("."))
    return bare and not any(words.is_verb(word) and len(word) > 2 and word not in words.nouns for word in _WORD.findall(whole))


def _is_bracketed(text: str, words: FurnitureWords) -> bool:
    """Whether words without a full stop end in the photographer's agency, in brackets."""
    match = _BRACKETED.search(text)
    if match is None or FULL_STOP.search(text[: match.start()].rstrip()):
        return False
    before = read_pieces(tokenize(text, 0, match.start()), words)
    if len(text[: match.start()].split()) < 2 or all(piece.kind != "unknown" for piece in before):
        return False  # a dateline, or a name
    pieces = read_pieces(tokenize(text, match.start(1), match.end(1)), words)
    return bool(pieces) and all(piece.kind in ("agency", "outlet") for piece in pieces)


def _head_line(sheet: Sheet, title: str | None, words: FurnitureWords) -> Line | None:
    """A first line of a few words without a verb that the paragraph below it says again, where the headline is elsewhere."""
    lines = list(sheet.lines())[:2]
    if title is None or len(lines) < 2 or len(sheet.words(lines[1])) < _PARAGRAPH:
        return None
    line, text = lines[0], sheet.of(lines[0])
    own = sheet.words(line)
    if not 1 <= len(own) <= _HEAD_WORDS or text[0] in "*-–—•«\"(#" or not text[-1].isalpha() or _CLOSED.search(text):
        return None
    if _MARKED.search(text) or _tells(own, words) or _names_a_source(sheet, line, words):
        return None
    if _starts(title, text):
        return None
    return line if _leads(sheet, lines[1], words) or _stems(own[-1:]) <= _stems(_WORD.findall(sheet.text, line.stop)) else None


def _tells(own: list[str], words: FurnitureWords) -> bool:
    """Whether words open with a verb, or have one in the present, as headlines do."""
    return words.is_verb(own[0]) or any(words.is_verb(word) and word[0] in _PRESENT for word in own[1:])


def _leads(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a line opens with a verb, as the leads of reports do."""
    return sheet.text[line.start].isalpha() and sheet.words(line)[0] in words.lead_words


def _starts(title: str, text: str) -> bool:
    """Whether a headline opens with a line and a colon: who writes the column, or who speaks."""
    return fold_key(title).startswith(text)


def _names_a_source(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a line holds a place, agency or outlet: a dateline."""
    return any(piece.kind != "person" for piece in read_pieces(tokenize(sheet.text, *line), words) if piece.kind != "unknown")


def _stems(found: list[str]) -> set[str]:
    """The ends of the words of three letters or more: the article and what is written onto a word stand before them."""
    return {word[-_STEM:] for word in found if len(word) >= _GLUED_LETTERS}


def _glued_head(sheet: Sheet, words: FurnitureWords) -> int | None:
    """Where the lead begins whose first word is glued to the last one of a caption («صالح الراويقام سالم …»)."""
    first = next(iter(sheet.lines()), None)
    if first is None or len(sheet.words(first)) < _PARAGRAPH or sheet.text[: first.start].strip():
        return None
    for count, match in enumerate(_WORD.finditer(sheet.text, first.start, first.stop)):
        if count == _GLUED_WORDS or _MARKED.search(sheet.text, first.start, match.start()):
            return None
        if (cut := _cut(sheet, match.start(), match.end(), words)) is not None:
            return cut
        if not count and words.is_verb(match.group()):
            return None
    return None


def _cut(sheet: Sheet, start: int, stop: int, words: FurnitureWords) -> int | None:
    """Where a word falls into two: behind a letter that ends words, or before a verb, where the text has its first part."""
    if words.knows(sheet.text[start:stop]):
        return None
    for cut in range(start + _GLUED_LETTERS, stop - 1):
        head, tail = sheet.text[start:cut], sheet.text[cut:stop]
        if sheet.folded.source[sheet.folded.at(cut - 1)] in LAST_LETTERS:
            if tail in words.lead_words or tail in words.never_names:
                return cut
        elif len(tail) >= _GLUED_LETTERS and tail in words.verbs and _ends_caption(sheet, head, stop, words):
            return cut
    return None


def _ends_caption(sheet: Sheet, word: str, start: int, words: FurnitureWords) -> bool:
    """Whether a word can end a caption: no function word, and the text has it by itself behind an offset."""
    return word not in words.never_names and re.compile(rf"\b{re.escape(word)}\b").search(sheet.text, start) is not None


def label_tail_captions(sheet: Sheet, words: FurnitureWords) -> None:
    """Label short lines set off by blank lines behind the end of a text that has no other blank lines."""
    lines = list(sheet.lines())
    tail: list[Line] = []
    while len(lines) > 1 and len(tail) < _TAIL_LINES and _is_tail(sheet, lines[-2], lines[-1], words):
        tail.append(lines.pop())
    if not tail or FULL_STOP.search(sheet.of(lines[-1])) is None:
        return
    spaced = any(_is_apart(sheet, one, other) for one, other in itertools.pairwise(lines))
    above = _stems(_WORD.findall(sheet.text, 0, lines[-1].stop))
    if not spaced and any(_stems(sheet.words(line)) & above for line in tail):
        for line in tail:
            sheet.put("notice", line.start, line.stop)


def _is_apart(sheet: Sheet, line: Line, after: Line) -> bool:
    return sheet.text.count("\n", line.stop, after.start) > 1


def _is_tail(sheet: Sheet, before: Line, line: Line, words: FurnitureWords) -> bool:
    """Whether a last line is set off by a blank line and no sentence of the text."""
    text, own = sheet.of(line), sheet.words(line)
    if not 2 <= len(own) <= _TAIL_WORDS or not _is_apart(sheet, before, line) or FULL_STOP.search(text):
        return False
    return not text.endswith((":", "،")) and not (own[0].startswith(_AND) and own[0][1:] in words.verbs)


def label_tail_run(sheet: Sheet, words: FurnitureWords) -> None:
    """Label a run of captions behind the last full stop: some words that neither open with a verb nor end in a stop."""
    lines = list(sheet.lines())
    if not lines:
        return
    last = lines[-1]
    ends = [match.end() for match in _STOP.finditer(sheet.text, last.start, last.stop)]
    tail = Line(ends[-1], last.stop) if ends else last
    if not ends and (len(lines) < 2 or FULL_STOP.search(sheet.of(lines[-2])) is None):
        return
    own = sheet.words(tail)
    if not _LEAST_RUN <= len(own) <= _MOST_WORDS or _MARKED_RUN.search(sheet.of(tail)) or _opens(own[0], words):
        return
    above = _stems(_WORD.findall(sheet.text, 0, tail.start))
    if ends and _stems(own) & above and len(sheet.words(Line(last.start, tail.start))) >= _PARAGRAPH:
        sheet.put("notice", tail.start, tail.stop)


def _opens(word: str, words: FurnitureWords) -> bool:
    """Whether a word opens a sentence that goes on from another: a verb, a function word, «and»."""
    if word.startswith(_AND) or word in words.never_names:
        return True
    return word in words.lead_words


__all__ = ["LAST_LETTERS", "label_captions", "label_tail_captions", "label_tail_run"]
