"""Addresses and moments as other people's formats want them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

#: What an IRI cannot hold (RFC 3987, 2.2 and 4.1): blanks and controls, brackets and quotes, marks of direction, a lone %.
_NO_IRI = re.compile(
    r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\u00a0\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ud800-\udfff]|%(?![0-9A-Fa-f]{2})"
)


def iri(url: str) -> str:
    """An address in which everything that an IRI cannot hold is written with per cent signs; letters stay as they are."""
    return _NO_IRI.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), url)


def utc(moment: str | None) -> str | None:
    """A moment of ISO 8601 with its zone in the form 2025-05-04T07:40:00Z; None where day, clock or zone is missing."""
    try:
        found = datetime.fromisoformat(moment) if moment else None
    except ValueError:
        return None
    return None if found is None or found.tzinfo is None else found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


__all__ = ["iri", "utc"]
