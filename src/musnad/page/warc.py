"""WARC archives, of any maker, packed or not: their pages become articles, one after the other, never all in memory."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from typing import IO, Any

from msgspec import structs

from musnad.page.defaults import Defaults
from musnad.page.html import read_html
from musnad.records import Article, SetAside
from musnad.settings import Settings

_PAGES = ("text/html", "application/xhtml+xml")
_DAMAGED = "the archive breaks off or is damaged here; what stands before it was read"


def read_warc(stream: IO[bytes], where: str, defaults: Defaults, settings: Settings) -> Iterator[Article | SetAside]:
    """Articles of the HTML pages of an archive; pictures and the like are passed over, failed requests are set aside."""
    from warcio.archiveiterator import ArchiveIterator

    count = 0
    records = ArchiveIterator(stream, arc2warc=True)
    records.INC_RECORD = ""  # what it would print of records with a wrong length
    logging.getLogger("warcio").addHandler(logging.NullHandler())
    try:
        for record in records:
            if record.rec_type in ("response", "resource"):
                count += 1
                item = _of_record(record, where, defaults, settings)
                if item is not None:
                    yield item
    except Exception as error:  # warcio raises errors of many kinds on damaged archives
        yield SetAside(where=where, reason="damaged", detail=f"{_DAMAGED} ({type(error).__name__})")
        return
    if records.err_count:
        detail = f"{records.err_count} of its records have another length than they say; something is lost there"
        yield SetAside(where=where, reason="damaged", detail=detail)
    if not count:
        yield SetAside(where=where, reason="empty", detail="no page in the archive")


def _of_record(record: Any, where: str, defaults: Defaults, settings: Settings) -> Article | SetAside | None:
    """The article of one record, a reason, or None for what is no page."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    place = f"{where}:{address}"
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") if headers else record.content_type) or ""
    if not kind.strip().lower().startswith(_PAGES):
        return None
    status = headers.get_statuscode() if headers else "200"
    if status != "200":
        moved = status.startswith("3")
        return None if moved else SetAside(where=place, reason=f"http-{status}", detail=f"the server answered {status}")
    body = _body(record, settings.largest_source)
    if body is None:
        return SetAside(where=place, reason="too-large", detail="the page is over the limit (largest_source)")
    if _breaks_off(record):
        return SetAside(where=place, reason="damaged", detail="the archive breaks off in the middle of this page")
    fetched = record.rec_headers.get_header("WARC-Date")
    known = structs.replace(defaults, url=address if address.startswith("http") else defaults.url, fetched=fetched)
    return read_html(body, place, known, settings)


def _breaks_off(record: Any) -> bool:
    """Whether a record has fewer bytes than it says: a part of a page is no page."""
    rest = record.raw_stream
    while rest.read(1 << 16):
        pass
    return bool(getattr(rest, "limit", 0))


def _body(record: Any, largest: int) -> bytes | None:
    """The body unpacked, or None where it is too large; one whose packing is damaged ends there."""
    stream, body = record.content_stream(), bytearray()
    try:
        while chunk := stream.read(1 << 16):
            body += chunk
            if len(body) > largest:
                return None
    except zlib.error:
        pass
    return bytes(body)


__all__ = ["read_warc"]
