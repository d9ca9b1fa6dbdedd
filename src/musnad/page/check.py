"""What a text must be to become an article; if it isn't, a reason code and one line that says what to do."""

from __future__ import annotations

import re

from musnad.records import SetAside
from musnad.settings import Settings

_SURROGATE = re.compile("[\ud800-\udfff]")
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


def check_text(text: str, where: str, settings: Settings) -> SetAside | None:
    """Why a text gives no article: empty, nul, lone-surrogate, too-large, not-arabic; None where it gives one."""
    if not text.strip():
        return SetAside(where=where, reason="empty", detail="no text in it; nothing to read")
    if "\x00" in text:
        detail = f"a NUL at character {text.index(chr(0))}; remove it, the file may be damaged"
        return SetAside(where=where, reason="nul", detail=detail)
    if match := _SURROGATE.search(text):
        detail = f"half a surrogate pair at character {match.start()}; the text was cut or wrongly converted"
        return SetAside(where=where, reason="lone-surrogate", detail=detail)
    if len(text) > settings.longest_text:
        detail = f"{len(text):,} characters, the limit is {settings.longest_text:,} (longest_text); split it"
        return SetAside(where=where, reason="too-large", detail=detail)
    share = arabic_share(text)
    if share < settings.least_arabic:
        detail = f"{share:.0%} of its letters are Arabic, {settings.least_arabic:.0%} are needed (least_arabic)"
        return SetAside(where=where, reason="not-arabic", detail=detail)
    return None


def arabic_share(text: str) -> float:
    """Share of the letters that are Arabic ones, 0 for a text without letters."""
    letters = len(_LETTER.findall(text))
    return len(_ARABIC.findall(text)) / letters if letters else 0.0


__all__ = ["arabic_share", "check_text"]
