"""What goes wrong, as ``application/problem+json`` (RFC 9457), with the parameter named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec

from musnad.store.errors import LibraryError, Trouble

MEDIA = "application/problem+json"

#: Troubles of the library that are not the asker's: what the answer says, without the file's place.
_STATUS: dict[Trouble, int] = {"unknown-id": 404, "query": 422, "read-only": 403, "locked": 503, "away": 503, "full": 507}


class Wrong(msgspec.Struct, frozen=True):
    """One thing that is wrong in a request: the parameter's name, where it stands, and why it cannot be taken."""

    name: str
    where: str
    reason: str


class Problem(Exception):
    """A request that cannot be answered. `code` is a short name of the kind of problem, `detail` one sentence."""

    def __init__(
        self, status: int, code: str, detail: str, *, wrong: tuple[Wrong, ...] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.wrong = status, code, detail, wrong
        self.headers = dict(headers or {})

    def body(self) -> bytes:
        """The problem as JSON; `errors` only where parameters are to blame."""
        facts: dict[str, Any] = {
            "type": f"urn:musnad:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.wrong:
            facts["errors"] = self.wrong
        return msgspec.json.encode(facts)


def bad_parameter(name: str, reason: str, where: str = "query") -> Problem:
    """A parameter whose value cannot be taken."""
    return Problem(422, "parameter", f"{name}: {reason}", wrong=(Wrong(name, where, reason),))


def library_problem(error: LibraryError, asked: str, path: str, where: str = "query") -> Problem:
    """The problem for one of the library's errors; `asked` is the parameter that a wrong value would stand in, `path` the
    library's file, whose place is nobody's business on the other side."""
    status = _STATUS.get(error.trouble, 500)
    if status in (404, 422):
        reason = str(error).replace(f" in {path}", "").replace(path, "the library")
        reason = re.sub(r": `musnad [^`]*` [^`]*$", "", reason)  # what to do at the command line
        return Problem(status, error.trouble, reason, wrong=(Wrong(asked, where, reason),))
    detail = {
        403: "the library can be read only: it cannot be changed here",
        503: "the library is in use by another program: try again",
        507: "there is no room left for the library",
    }.get(status, f"the library cannot answer ({error.trouble})")
    return Problem(status, error.trouble, detail, headers={"Retry-After": "2"} if status == 503 else None)


__all__ = ["MEDIA", "Problem", "Wrong", "bad_parameter", "library_problem"]
