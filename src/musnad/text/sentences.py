"""Sentences: by their end marks, also where no space follows and where a quotation closes; a line break ends one too."""

from __future__ import annotations

import re

from musnad.records import Span

#: What ends a sentence: end marks with closing marks behind them, or a line break.
_END = re.compile(r"(?:[.!?؟…]+|۔)[\"'»”“’)\]]*|\n")
#: A single letter before a point is an initial or a title («د. أحمد»), and a point in a number is none.
_INITIAL = re.compile(r"(?:^|[\s(«\"“.])\w\u0640?$")


#: Names of letters with points between («آر.بي.سي») have so many letters at the most.
_LETTER_NAME = 4


def _joins_letters(text: str, at: int) -> bool:
    """Whether the point at `at` stands between names of letters («آر.بي.سي»): short words, no space, a second such point.

    >>> [_joins_letters(text, text.index(".")) for text in ("آر.بي.سي كابيتال", "نعم.وأضاف", "غاب.")]
    [True, False, False]
    """
    first, last = _word_before(text, at), _word_behind(text, at)
    if not (0 < at - first <= _LETTER_NAME and 1 < last - at <= _LETTER_NAME + 1):
        return False
    more, less = _word_behind(text, last), _word_before(text, first - 1)
    behind = text[last : last + 1] == "." and 1 < more - last <= _LETTER_NAME + 1
    return behind or (text[first - 1 : first] == "." and 0 < first - 1 - less <= _LETTER_NAME)


def _word_before(text: str, at: int) -> int:
    """Where the letters right before an offset begin, a few looked at."""
    first = at
    while first > 0 and at - first <= _LETTER_NAME and text[first - 1].isalpha():
        first -= 1
    return first


def _word_behind(text: str, at: int) -> int:
    """Where the letters right behind the mark at an offset end, a few looked at."""
    last = at + 1
    while last < len(text) and last - at <= _LETTER_NAME + 1 and text[last].isalpha():
        last += 1
    return last


def split_sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a text, without the white space around them; no characters but white space lie between.

    >>> text = 'قال: "نعم".وأضاف أن 3.5 د. أحمد جاء.'
    >>> [text[s.start:s.stop] for s in split_sentences(text)]
    ['قال: "نعم".', 'وأضاف أن 3.5 د. أحمد جاء.']
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.group() == "\n" or ends_sentence(text, match.start(), match.end()):
            _add(spans, text, start, match.end())
            start = match.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def ends_sentence(text: str, start: int, stop: int) -> bool:
    """Whether the end mark at `start` ends a sentence."""
    if text[start] == "." and stop == start + 1:
        after = text[stop : stop + 1]
        before = text[start - 1 : start]
        if after.isdigit() and before.isdigit():
            return False
        if after.isascii() and after.isalnum():  # names of sites, versions
            return False
        if before.isalpha() and after.isalpha() and _joins_letters(text, start):
            return False
        if _INITIAL.search(text, max(start - 3, 0), start) and before.isalpha():
            return False
    return True


def _add(spans: list[Span], text: str, start: int, stop: int) -> None:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop > start:
        spans.append(Span(start, stop))


__all__ = ["ends_sentence", "split_sentences"]
