"""Lists of feeds: OPML, as feed readers hand it on, or plain text with an address a line."""

from __future__ import annotations

import re

from musnad.page.decode import DecodeError, decode

_OUTLINE = re.compile(r"<outline\b[^<>]{0,4000}>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bxmlUrl\s{0,5}=\s{0,5}(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})')""", re.IGNORECASE)


class BadList(ValueError):
    """A list of feeds that cannot be read; the message says why, and where."""


def read_addresses(data: bytes) -> list[str]:
    """The addresses of feeds in a list, each once, in its order. Raises BadList.

    OPML is read by its outlines alone, without a parser of XML: no entity is ever expanded, and a list with a fault in one
    place is read in all others.

    >>> read_addresses(b'<opml><body><outline type="rss" xmlUrl="https://a.example/rss?x=1&amp;y=2"/></body></opml>')
    ['https://a.example/rss?x=1&y=2']
    """
    from html import unescape

    try:
        text = decode(data).text
    except DecodeError as error:
        raise BadList(error.detail) from None
    if "<opml" in text[:2000].lower():
        found = [match for outline in _OUTLINE.findall(text) for match in _ADDRESS.findall(outline)]
        addresses = [unescape(double or single).strip() for double, single in found]
    else:
        lines = [line.strip() for line in text.splitlines()]
        addresses = [line for line in lines if line and not line.startswith("#")]
    for number, address in enumerate(addresses, 1):
        if not re.match(r"https?://[^\s/]", address):
            raise BadList(f"address {number} ({address[:80]!r}) begins neither with http:// nor https://")
    if not addresses:
        raise BadList("it names no feed: it needs OPML with xmlUrl, or an address a line")
    return list(dict.fromkeys(addresses))


__all__ = ["BadList", "read_addresses"]
