"""One answer of a server: its body unpacked as it comes in, with a cap on what it becomes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

from musnad.records import Record

_GZIP, _ZLIB, _RAW = 31, 15, -15


class TooLarge(ValueError):
    """A body that is larger than the cap, packed or unpacked."""


class BadAnswer(ValueError):
    """A body that is not what its headers say."""


class Page(Record, frozen=True):
    """What was fetched: the address asked for and the one that answered, headers (names in lower case), the body
    unpacked, and when (ISO 8601, UTC). `fresh` is False where the server said that what we have still holds."""

    asked: str
    address: str
    status: int
    headers: dict[str, str]
    body: bytes
    fetched: str
    fresh: bool = True

    @property
    def content_type(self) -> str:
        """The media type, in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def unpacked(chunks: Iterable[bytes], encoding: str, largest: int) -> bytes:
    """A body out of its chunks, by its Content-Encoding; never holds more than `largest` bytes and a chunk.

    Raises TooLarge, and BadAnswer for an encoding that was not asked for or a damaged body.
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
        raise BadAnswer(f"it is packed as {encoding[:40]!r}, which was not asked for")
    body = bytearray()
    for piece in _pieces(chunks, names[0] if names else "", largest):
        body += piece
        if len(body) > largest:
            raise TooLarge(f"over {largest:,} bytes unpacked")
    return bytes(body)


def _pieces(chunks: Iterable[bytes], encoding: str, largest: int) -> Iterable[bytes]:
    if not encoding:
        yield from chunks
        return
    unpacker = None
    for chunk in chunks:
        if unpacker is None:
            unpacker = zlib.decompressobj(_window(chunk, encoding))
        try:
            yield unpacker.decompress(chunk, largest + 1)
        except zlib.error as error:
            raise BadAnswer(f"its packing is damaged ({error})") from None
        if unpacker.unconsumed_tail:
            raise TooLarge(f"over {largest:,} bytes unpacked")
    if unpacker is not None and not unpacker.eof:
        raise BadAnswer("it ends in the middle of its packing")


def _window(first: bytes, encoding: str) -> int:
    """How a body is packed: ``deflate`` is sent with and without zlib's header."""
    if encoding != "deflate":
        return _GZIP
    return _ZLIB if first[:1] and first[0] & 0x0F == 8 else _RAW


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that ask whether a page has changed since an answer with these headers."""
    asked = {"if-none-match": headers.get("etag", ""), "if-modified-since": headers.get("last-modified", "")}
    return {name: value for name, value in asked.items() if value}


__all__ = ["BadAnswer", "Page", "TooLarge", "unpacked", "validators"]
