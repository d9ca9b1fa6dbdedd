"""Spelling-blind view of a text that knows the way back to every character.

`fold` alone knows spelling variants: everything else compares folded strings. It drops vowel marks, tatweel and
invisible characters, unifies alif and hamza carriers, final yeh and teh marbuta, Persian letters, presentation forms
(by NFKC, Unicode Standard Annex 15) and digits, and lowers Latin letters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from musnad.records import Span

_LETTERS = {
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}": "\N{ARABIC LETTER WAW}",
    "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER SWASH KAF}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER GAF}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER HEH GOAL}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER AE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC DECIMAL SEPARATOR}": ".",
    "\N{ARABIC THOUSANDS SEPARATOR}": ",",
    "\N{ARABIC PERCENT SIGN}": "%",
    "\N{NO-BREAK SPACE}": " ",
}


def _is_mark(char: str) -> bool:
    """Whether folding drops the character: vowel marks, tatweel, and format characters (bidi, joiners, BOM)."""
    return char == "\N{ARABIC TATWEEL}" or unicodedata.category(char) in ("Mn", "Cf")


#: Where the letters, marks and digits of Arabic, Latin, Greek and Cyrillic text lie; other scripts fold to themselves.
_BLOCKS = (range(0x0530), range(0x0600, 0x0900), range(0x1E00, 0x2100), range(0xFB50, 0xFF00), range(0xFF10, 0xFF5B))


def _changes() -> dict[int, str]:
    """What folding makes of every code point that it changes."""
    table: dict[int, str] = {}
    for code in (code for block in _BLOCKS for code in block):
        char = chr(code)
        if _is_mark(char):
            table[code] = ""
        elif char in _LETTERS:
            table[code] = _LETTERS[char]
        elif "\ufb50" <= char <= "\ufefc" and char not in "﴾﴿":
            table[code] = _presentation(char)
        elif char.isdecimal() and not char.isascii():
            table[code] = str(unicodedata.decimal(char))
        elif char.lower() != char and len(char.lower()) == 1:
            table[code] = char.lower()
    return table


def _presentation(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return "".join(_LETTERS.get(one, one) for one in plain if not _is_mark(one))


_TABLE = _changes()
#: Characters whose folding is not one character: where there are none, offsets are the same.
_UNEVEN = re.compile(
    "[" + "".join(re.escape(chr(code)) for code, to in _TABLE.items() if len(to) != 1) + "]"
)  # fmt: skip


#: What news changes most: these are replaced one after the other, many times faster than looking every character up.
_FREQUENT = [
    (chr(code), _TABLE[code])
    for code in (*range(0x0622, 0x0628), 0x0629, 0x0640, *range(0x0649, 0x0653), 0x00A0, 0x200E, 0x200F, 0xFEFF)
    if code in _TABLE
]
#: Any other character that folding changes, but for Latin capitals.
_OTHER = re.compile(
    "["
    + "".join(
        re.escape(chr(code))
        for code in sorted(_TABLE.keys() - {ord(char) for char, _ in _FREQUENT} - {*range(ord("A"), ord("Z") + 1)})
    )
    + "]"
)
_CAPITALS = re.compile("[A-Z]+")
#: Shorter texts are folded faster character by character.
_SHORT = 100


def _folded_text(text: str) -> str:
    """The text with every character as folding makes it."""
    if len(text) < _SHORT or _OTHER.search(text) is not None:
        return text.translate(_TABLE)
    for char, to in _FREQUENT:
        text = text.replace(char, to)
    return _CAPITALS.sub(lambda run: run.group().lower(), text)


@dataclass(frozen=True, slots=True)
class Folded:
    """Spelling-blind view of a text.

    `text` is the folded string. The way back is kept only at the places where lengths differ: from folded offset
    `breaks[i]` on, the source offset is the folded one plus `shifts[i]`.
    """

    text: str
    source: str
    breaks: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def at(self, offset: int) -> int:
        """Source offset of a folded offset (the end of the one is the end of the other)."""
        if offset >= len(self.text):
            return len(self.source)
        return min(offset + self.shifts[bisect_right(self.breaks, offset) - 1], len(self.source))

    def span(self, start: int, stop: int) -> Span:
        """Source span of a folded span: from its first character to after its last and the marks that sit on it."""
        if stop <= start:
            return Span(self.at(start), self.at(start))
        begin, last = self.at(start), self.at(stop - 1)
        end = last + 1
        while end < len(self.source) and unicodedata.category(self.source[end]) == "Mn":
            end += 1
        return Span(begin, end)


def fold(text: str) -> Folded:
    """Fold a text, keeping the way back.

    >>> folded = fold("أكَّدَ الوزيرُ")
    >>> folded.text
    'اكد الوزير'
    >>> folded.span(0, 3)
    Span(start=0, stop=6)
    """
    breaks, shifts = [0], [0]
    shift = 0
    for match in _UNEVEN.finditer(text):
        width = len(_TABLE[ord(match.group())])
        start = match.start() - shift  # folded offset of this character
        if width == 0:
            shift += 1
            breaks.append(start)
            shifts.append(shift)
            continue
        # one character became several: all of them came from it
        for extra in range(1, width):
            shift -= 1
            breaks.append(start + extra)
            shifts.append(shift)
    return Folded(_folded_text(text), text, *_last_of_each(breaks, shifts))


def _last_of_each(breaks: list[int], shifts: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Keep the last shift at each break."""
    last = dict(zip(breaks, shifts))
    return tuple(last), tuple(last.values())


def fold_key(text: str) -> str:
    """The folded string alone, with white space runs as one space: for tables and comparisons.

    >>> fold_key("إلى  الأمام")
    'الي الامام'
    """
    return " ".join(_folded_text(text).split())


__all__ = ["Folded", "fold", "fold_key"]
