"""Quotation marks of every kind, paired one by one by what stands around them, never by counting.

One stray mark must not turn the rest of an article inside out, so every mark is asked whether it can open and whether it
can close; pairs stay within a paragraph unless the next paragraphs plainly close them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Quote(NamedTuple):
    """A quotation: the outer span holds the marks, the inner one what they enclose.

    `closed` is False where the closing mark is missing: the quotation then runs to the end of its paragraph.
    """

    start: int
    stop: int
    inner_start: int
    inner_stop: int
    closed: bool = True


class _Mark(NamedTuple):
    start: int
    stop: int
    family: str
    opens: bool
    closes: bool


_MARK = re.compile('\'\'|``|""|["«»“”„‟‹›﴾﴿]|<<|>>')
_FAMILY = {
    **dict.fromkeys(['"', "''", "``", '""', "“", "”", "„", "‟"], "double"),
    **dict.fromkeys(["«", "»", "<<", ">>"], "angle"),
    **dict.fromkeys(["‹", "›"], "single angle"),
    **dict.fromkeys(["﴾", "﴿"], "verse"),
}
#: A quotation longer than this is taken for a pair of strays (the longest of the raw corpora has about 1,900).
LONGEST = 3000
#: Paragraphs that an unclosed quotation may run on into, if nothing opens before it closes.
PARAGRAPHS = 4
_POINTS = frozenset(".،,؛؟?!:)]")
#: Letters that are written onto a quotation: «بـ"التاريخي"», «و"نحن معك"».
_ATTACHED = re.compile(r"(?:^|[\s(.،])[وف]?[وفبلك]ـ*$")
#: Where an unclosed quotation stops at the latest.
_NEXT = re.compile('\n|[«“„]|(?<=\\s)"(?=\\S)')


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Pair the quotation marks of a text; the quotations are in the order of their opening marks.

    >>> text = 'قال "نعم" ثم "لا'
    >>> [(text[q.inner_start:q.inner_stop], q.closed) for q in find_quotes(text)]
    [('نعم', True), ('لا', False)]
    """
    marks = [_classify(text, m.start(), m.end()) for m in _MARK.finditer(text)]
    found: list[Quote] = []
    stack: list[_Mark] = []
    for mark in marks:
        if mark.closes and (opener := _opener_for(mark, stack, text)) is not None:
            while stack.pop() is not opener:
                pass
            found.append(Quote(opener.start, mark.stop, opener.stop, mark.start))
        elif mark.opens:
            for stale in [one for one in stack if "\n" in text[one.stop : mark.start]]:
                stack.remove(stale)
                found.append(_unclosed(stale, text))
            stack.append(mark)
    found.extend(_unclosed(mark, text) for mark in stack)
    return tuple(sorted(one for one in found if _holds_something(one, text)))


def _holds_something(quote: Quote, text: str) -> bool:
    """Whether anything is quoted; a mark that nothing closes and a blank follows is a stray."""
    return quote.inner_stop > quote.inner_start and (quote.closed or not text[quote.inner_start].isspace())


def _classify(text: str, start: int, stop: int) -> _Mark:
    """Whether a mark can open (something follows closely) and can close (something precedes closely)."""
    before = text[start - 1] if start else "\n"
    after = text[stop] if stop < len(text) else "\n"
    family = _FAMILY[text[start:stop]]
    if _ATTACHED.search(text, max(start - 5, 0), start) and not after.isspace():
        return _Mark(start, stop, family, True, False)
    opens = not after.isspace() and after not in _POINTS and not _is_wordy(before)
    closes = not before.isspace() and before not in "([:،"
    if not opens and not closes:  # blanks or points on both sides: what is open decides
        return _Mark(start, stop, family, after not in _POINTS, True)
    return _Mark(start, stop, family, opens, closes)


def _is_wordy(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) == "Mn"


def _opener_for(mark: _Mark, stack: list[_Mark], text: str) -> _Mark | None:
    """The nearest open mark of the same family that this one can close."""
    for opener in reversed(stack):
        if opener.family != mark.family:
            continue
        if mark.start - opener.start > LONGEST:
            return None
        breaks = text.count("\n", opener.stop, mark.start)
        if breaks > 2 * PARAGRAPHS or (breaks and mark.opens):
            return None
        return opener
    return None


def _unclosed(mark: _Mark, text: str) -> Quote:
    """A quotation whose closing mark is missing: to the end of the paragraph, or to where the next one opens."""
    match = _NEXT.search(text, mark.stop)
    end = match.start() if match else len(text)
    while end > mark.stop and text[end - 1].isspace():
        end -= 1
    return Quote(mark.start, end, mark.stop, end, closed=False)


__all__ = ["Quote", "find_quotes"]
