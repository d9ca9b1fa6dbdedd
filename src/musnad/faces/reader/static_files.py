"""The reader's own files (style, script, fonts), read once: a fixed list, so that no path leads elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

STATIC_TYPES = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2", "svg": "image/svg+xml",
}  # fmt: skip


@cache
def static_files() -> Mapping[str, bytes]:
    """The files under ``static`` by their path there."""
    root = files("musnad.faces.reader").joinpath("static")
    found = {}
    for folder, prefix in ((root, ""), (root.joinpath("fonts"), "fonts/")):
        found.update({f"{prefix}{one.name}": one.read_bytes() for one in folder.iterdir() if one.is_file()})
    return {name: content for name, content in found.items() if name.rpartition(".")[2] in STATIC_TYPES}


@cache
def static_version() -> str:
    """Changes with the files: pages ask for them under it, so that browsers may keep them."""
    return hashlib.sha256(b"".join(content for _, content in sorted(static_files().items()))).hexdigest()[:10]


__all__ = ["STATIC_TYPES", "static_files", "static_version"]
