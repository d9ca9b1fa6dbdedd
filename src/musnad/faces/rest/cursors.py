"""Cursors: where the next page of an answer begins, as an opaque word that goes with one question only."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request

from musnad.faces.rest.problems import bad_parameter

#: Parameters that a reader may change from page to page.
_FREE = frozenset({"cursor", "limit", "format", "offsets", "lang"})


def make_cursor(request: Request, place: Sequence[Any]) -> str:
    """The cursor of a place in the answer to this question."""
    return base64.urlsafe_b64encode(msgspec.json.encode([_question(request), *place])).decode().rstrip("=")


def read_cursor(request: Request, kinds: tuple[type, ...]) -> tuple[Any, ...] | None:
    """The place that the request's cursor names, a value of each kind; None without one. Raises Problem."""
    cursor = request.query_params.get("cursor")
    if cursor is None:
        return None
    try:
        question, *place = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=list[Any])
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise bad_parameter("cursor", "it is none that an answer gave as `next`") from None
    if question != _question(request):
        raise bad_parameter("cursor", "it belongs to another question: begin without it")
    if tuple(map(type, place)) != kinds or any(type(one) is int and abs(one) >= 1 << 63 for one in place):
        raise bad_parameter("cursor", "it is none that an answer gave as `next`")
    return tuple(place)


def _question(request: Request) -> str:
    """A short name of what is asked, without where in the answer and how it is to look."""
    asked = sorted((name, value) for name, value in request.query_params.multi_items() if name not in _FREE)
    return hashlib.sha256(repr((request.url.path, asked)).encode("utf-8", "replace")).hexdigest()[:12]


__all__ = ["make_cursor", "read_cursor"]
