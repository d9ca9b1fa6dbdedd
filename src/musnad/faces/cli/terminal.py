"""Text on a terminal: colours, and isolates round right-to-left text; in pipes and files neither.

A terminal orders a mixed line by the Unicode Bidirectional Algorithm (UAX 9). Each piece of an article is set between
RLI (FSI where it has no Arabic) and PDI, so that names, arrows, dates and brackets beside it stay in their places.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

from musnad.faces.direction import has_arabic

RLI = "\N{RIGHT-TO-LEFT ISOLATE}"
FSI = "\N{FIRST STRONG ISOLATE}"
PDI = "\N{POP DIRECTIONAL ISOLATE}"

#: What an article may not do to a terminal: control characters (escape sequences), bidi controls that would leak.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """A stretch of an article as one line without control characters: line breaks become spaces."""
    return _SPACE.sub(" ", _UNSAFE.sub("", text)).strip()


class Screen:
    """Where a command prints. `live` is true on a terminal: only there are isolates, and colours without NO_COLOR."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout
        self.live = self.stream.isatty()
        self.coloured = self.live and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def line(self, *parts: str, indent: int = 0) -> None:
        """Print the parts that are not empty, a space between them."""
        self.stream.write(" " * indent + " ".join(part for part in parts if part) + "\n")

    def text(self, text: str | None) -> str:
        """A piece of an article or a name, made safe for one line and isolated on a terminal; nothing gives ``""``."""
        clean = one_line(text or "")
        if not self.live or not clean:
            return clean
        return f"{RLI if has_arabic(clean) else FSI}{clean}{PDI}"

    def quote(self, text: str | None) -> str:
        """A piece of an article between guillemets, which go with it into the isolate."""
        clean = one_line(text or "")
        return self.text(f"«{clean}»") if clean else ""

    def quote_parts(self, before: str, place: str, after: str) -> str:
        """A piece of an article between guillemets, of which `place` stands out where there are colours."""
        first, middle, last = (_SPACE.sub(" ", _UNSAFE.sub("", part)) for part in (before, place, after))
        inner = f"«{first.lstrip()}{self.bold(middle)}{last.rstrip()}»"
        return f"{RLI if has_arabic(inner) else FSI}{inner}{PDI}" if self.live else inner

    def bold(self, text: str) -> str:
        """Bold where there are colours."""
        return self._paint(text, "1")

    def dim(self, text: str) -> str:
        """Faint where there are colours."""
        return self._paint(text, "2")

    def good(self, text: str) -> str:
        """Green where there are colours."""
        return self._paint(text, "32")

    def warn(self, text: str) -> str:
        """Yellow where there are colours."""
        return self._paint(text, "33")

    def bad(self, text: str) -> str:
        """Red where there are colours."""
        return self._paint(text, "31")

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.coloured and text else text


__all__ = ["FSI", "PDI", "RLI", "Screen", "one_line"]
