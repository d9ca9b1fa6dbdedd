"""Which way a text runs."""

from __future__ import annotations

import re
from typing import Literal

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


def has_arabic(text: str | None) -> bool:
    """Whether a text has an Arabic letter, digit or mark."""
    return _ARABIC.search(text or "") is not None


def direction(text: str | None) -> Literal["rtl", "ltr"]:
    """Right to left where a text has any Arabic: a name that begins with Latin letters too."""
    return "rtl" if has_arabic(text) else "ltr"


__all__ = ["direction", "has_arabic"]
