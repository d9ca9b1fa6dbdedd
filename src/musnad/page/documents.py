"""A JSON document that is no JSON Lines: an export of Telegram, a JSON Feed, a list of articles, or one article."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from musnad.page.decode import DecodeError, decode
from musnad.page.defaults import Defaults
from musnad.page.entries import read_feed_file
from musnad.page.lines import read_json_lines
from musnad.page.telegram import is_telegram, read_telegram
from musnad.records import Article, SetAside
from musnad.settings import Settings


def read_json(data: bytes, where: str, defaults: Defaults, settings: Settings) -> Iterator[Article | SetAside]:
    """Articles of a JSON file; where it is not one document it is read as JSON Lines."""
    document = _document(data)
    if is_telegram(document):
        yield from read_telegram(document, where, defaults, settings)
    elif isinstance(document, dict) and isinstance(document.get("items"), list) and "text" not in document:
        yield from read_feed_file(data, where, defaults, settings)
    elif isinstance(document, list) or (isinstance(document, dict) and "text" in document):
        rows = document if isinstance(document, list) else [document]
        lines = "\n".join(json.dumps(row) for row in rows)
        yield from read_json_lines(io.BytesIO(lines.encode("ascii")), where, defaults, settings)
    else:
        yield from read_json_lines(io.BytesIO(data), where, defaults, settings)


def _document(data: bytes) -> Any:
    """The document, or None where the bytes are none, or several."""
    try:
        return json.loads(decode(data).text)
    except (DecodeError, ValueError, RecursionError):
        return None


__all__ = ["read_json"]
