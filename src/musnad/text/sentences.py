"""Sentences: by their end marks, also where no space follows and where a quotation closes; a line break ends one too."""

from __future__ import annotations

import re

from musnad.records import Span

#: What ends a sentence: end marks with closing marks behind them, or a line break.
_END = re.compile(r"(?:[.!?؟…]+|۔)[\"'»”“’)\]]*|\n")
#: A single letter before a point is an initial or a title («د. أحمد»), and a point in a number is none.
_INITIAL = re.compile(r"(?:^|[\s(«\"“.])\w\u0640?$")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a text, without the white space around them; no characters but white space lie between.

    >>> text = 'قال: "نعم".وأضاف أن 3.5 د. أحمد جاء.'
    >>> [text[s.start:s.stop] for s in split_sentences(text)]
    ['قال: "نعم".', 'وأضاف أن 3.5 د. أحمد جاء.']
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.group() == "\n" or _ends(text, match.start(), match.end()):
            _add(spans, text, start, match.end())
            start = match.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def _ends(text: str, start: int, stop: int) -> bool:
    """Whether the end mark at `start` ends a sentence."""
    if text[start] == "." and stop == start + 1:
        after = text[stop : stop + 1]
        before = text[start - 1 : start]
        if after.isdigit() and before.isdigit():
            return False
        if after.isascii() and after.isalnum():  # names of sites, versions
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


__all__ = ["split_sentences"]
