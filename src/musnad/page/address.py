"""Canonical addresses: what of a URL tells one page from another."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

#: Query parameters that only tell how the reader came here (the ones that analytics and share buttons append).
_TRACKERS = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "ref", "ref_src", "ref_url", "cmpid"}
    | {"ocid", "taid", "source_channel"}
)
_PREFIXES = ("utm_", "at_", "ns_", "_ga")
_PORTS = {"http": 80, "https": 443}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Whether a source is an address and no file.

    >>> is_address("https://news.example/a"), is_address("C:/news.html")
    (True, False)
    """
    return _ADDRESS.match(source) is not None


def canonical_address(url: str) -> str:
    """An address without scheme, ``www.``, default port, fragment, trackers and final slash; odd ones only stripped.

    >>> canonical_address("HTTPS://www.Example.com:443/a/b/?utm_source=x&id=7#top")
    'example.com/a/b?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    if port is not None and port != _PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(name)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return host + parts.path.rstrip("/") + query


def host_of(url: str | None) -> str | None:
    """The host of an address without ``www.``, or None.

    >>> host_of("https://www.almarfa.example/1")
    'almarfa.example'
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None
    except ValueError:
        return None


def _tracks(name: str) -> bool:
    return name.lower() in _TRACKERS or name.lower().startswith(_PREFIXES)


__all__ = ["canonical_address", "host_of", "is_address"]
