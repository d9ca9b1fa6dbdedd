"""Bytes to text: UTF-8, UTF-16, Windows-1256 and ISO-8859-6 told apart, binary files told from text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

#: First bytes of common files that are no text.
_SIGNATURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\xfd7zXZ", b"BZh", b"7z\xbc\xaf",
    b"\x7fELF", b"MZ", b"SQLite format 3", b"RIFF", b"OggS", b"ID3", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x00\x00\x01\x00",
    b"PAR1", b"wOFF", b"\x00asm",
)  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r\f\x1b")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN_1 = re.compile("[\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac]")
#: Words of two letters that hardly any Arabic text is without: where a decoding has none, it is the wrong one.
_COMMON = re.compile(r"\b(?:\u0641\u064a|\u0645\u0646|\u0623\u0646|\u0627\u0646|\u0639\u0646)\b")
#: So many bytes are looked at to tell encodings apart.
_SAMPLE = 200_000
#: Broken UTF-8 is read with replacement characters if no more than this share of it is broken.
_BROKEN = 0.02


class DecodeError(ValueError):
    """Bytes that are no text we can read; `reason` is a reason code: empty, binary, unknown-encoding."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, how many characters could not be read, and whether mojibake was repaired."""

    text: str
    encoding: str
    broken: int = 0
    repaired: str | None = None

    def notes(self) -> dict[str, str | int]:
        """What a reader of the article should know of its decoding, for `Article.extra`; empty for sound UTF-8."""
        notes: dict[str, str | int] = {}
        if self.encoding != "utf-8":
            notes["encoding"] = self.encoding
        if self.broken:
            notes["broken_characters"] = self.broken
        if self.repaired:
            notes["repaired"] = self.repaired
        return notes


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes to text without its BOM, line breaks as they are.

    `declared` is the encoding that a header or a page names, tried before guessing. Raises DecodeError.

    >>> decode("قال من في البيت إن الأمر انتهى".encode("cp1256")).encoding
    'windows-1256'
    """
    if not data:
        raise DecodeError("empty", "the file is empty; nothing to read")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], name)
    if unmarked := _utf16(data):
        return _strictly(data, unmarked)
    if looks_binary(data):
        raise DecodeError("binary", "not a text file; give a text, HTML, JSONL or CSV file")
    try:
        return _repair(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(data, declared)


def looks_binary(data: bytes) -> bool:
    """Whether bytes are those of a file that is no text: by its first bytes, or by its control characters."""
    if data.startswith(_SIGNATURES):
        return True
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > max(1, len(sample) // 50)


def _strictly(data: bytes, name: str) -> Decoded:
    text = data.decode(name, errors="replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if broken > len(text) * _BROKEN + 1:
        raise DecodeError("unknown-encoding", f"marked as {name}, but most of it is not; save it as UTF-8")
    return Decoded(text, name, broken)


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a BOM: in Arabic text every second byte is 06 (letters) or 00 (blanks, digits)."""
    sample = data[:4096]
    if len(data) % 2 or len(sample) < 8:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        if sum(map(high.count, (0x00, 0x06, 0x20))) > 0.9 * len(high) and high.count(0x06) > 0.2 * len(high):
            return name
    return None


def _legacy(data: bytes, declared: str | None) -> Decoded:
    """Not UTF-8: broken UTF-8, or one of the old encodings of Arabic, the one in which most of it is Arabic words."""
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\N{REPLACEMENT CHARACTER}")
    if broken <= len(lenient) * _BROKEN:
        return Decoded(lenient, "utf-8", broken)
    names = ["windows-1256", "iso-8859-6", "mac-arabic"]
    if declared and _is_known(declared):
        names.insert(0, declared)
    scores = [(_score(data[:_SAMPLE], name), -at, name) for at, name in enumerate(names)]
    best, _, name = max(scores)
    if best <= 0:
        raise DecodeError(
            "unknown-encoding",
            "neither UTF-8, UTF-16, Windows-1256 nor ISO-8859-6 with Arabic in it; save it as UTF-8",
        )
    text = data.decode(name, errors="replace")
    return Decoded(text, name, text.count("\N{REPLACEMENT CHARACTER}"))


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name).name not in ("utf-8", "ascii", "iso8859-1", "cp1252")
    except LookupError:
        return False


def _score(data: bytes, name: str) -> float:
    """Common Arabic words per letter in a decoding, 0 where it has none or where bytes have no meaning in it."""
    text = data.decode(name, errors="replace")
    letters = len(_ARABIC.findall(text))
    bad = text.count("\N{REPLACEMENT CHARACTER}") + sum("\x80" <= char <= "\x9f" for char in text)
    if not letters or bad > len(text) * _BROKEN:
        return 0.0
    strange = sum(char.isalpha() and not char.isascii() and not "\u0600" <= char <= "\u06ff" for char in text)
    if strange > letters:
        return 0.0
    return len(_COMMON.findall(text)) / letters


def _repair(text: str) -> Decoded:
    """Undo mojibake: Arabic bytes that somebody had decoded as Latin-1 or Windows-1252 and saved as UTF-8."""
    sample = text[:4000]
    if len(_LATIN_1.findall(sample)) < max(20, len(sample) * 0.4):
        return Decoded(text, "utf-8")
    for wrong in ("latin-1", "cp1252"):
        for right in ("utf-8", "windows-1256"):
            try:
                mended = text.encode(wrong).decode(right)
            except UnicodeError:
                continue
            if len(_ARABIC.findall(mended[:4000])) > 0.4 * len(mended[:4000]):
                return Decoded(mended, "utf-8", 0, f"{right} that had been read as {wrong}")
    return Decoded(text, "utf-8")


__all__ = ["DecodeError", "Decoded", "decode", "looks_binary"]
