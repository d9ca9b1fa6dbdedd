"""One question: asked in a thread with a connection of its own, within its time, and answered in the form that is wanted."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from musnad import __version__
from musnad.faces.exports.offsets import all_in_utf16
from musnad.faces.exports.tables import write_table
from musnad.faces.rest.cursors import make_cursor, read_cursor
from musnad.faces.rest.formats import LISTS, MEDIA, Form, wants
from musnad.faces.rest.problems import Problem, bad_parameter, library_problem
from musnad.library import Library
from musnad.records import Coverage
from musnad.store.errors import LibraryError, TooSlow

T = TypeVar("T")
#: So many questions may wait for each thread; more are sent away.
_WAITING = 25


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question is answered with, before it takes a form.

    `value` is a record, or a list of records of the type `kind` with how many there are in all (`total`); `next` is the
    cursor of the next page. `coverage` is added by `answer`.
    """

    value: Any
    kind: type | None = None
    total: int | None = None
    next: str | None = None
    coverage: Coverage | None = None


class Desk:
    """The threads in which questions are asked: each has its own connection to the library, for reading only.

    `seconds` is how long a question may take.
    """

    def __init__(self, library: Library, threads: int, seconds: float) -> None:
        self.library, self.seconds = library, seconds
        self.most = threads * _WAITING
        self.waiting = 0
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="musnad-asks")
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="musnad-changes")

    async def ask(self, work: Callable[[Library], T]) -> T:
        """Do some work with the library in a thread. Raises Problem where there is too much to do, or it takes too long."""
        if self.waiting >= self.most:
            raise Problem(503, "busy", "too many questions at once: try again", headers={"Retry-After": "1"})
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, self._work, work)
        finally:
            self.waiting -= 1

    async def change(self, work: Callable[[], T]) -> T:
        """Do some work that changes the library, one after the other."""
        return await asyncio.get_running_loop().run_in_executor(self.writer, work)

    def _work(self, work: Callable[[Library], T]) -> T:
        database = self.library.database
        try:
            with database.limited(self.seconds), database.reading():
                return work(self.library)
        except TooSlow as error:
            detail = f"the question takes longer than {self.seconds:g} seconds: ask for less, or use the command line"
            raise Problem(503, "slow", detail, headers={"Retry-After": "10"}) from error

    def close(self) -> None:
        """Let the threads end, and close their connections."""
        for pool in (self.pool, self.writer):
            pool.shutdown(cancel_futures=True)
        self.library.close()


async def answer(
    request: Request, ask: Callable[[Library], Answer], *, forms: tuple[Form, ...] = LISTS, asked: str = "id"
) -> Response:
    """Answer a question: negotiate the form, ask in a thread, give 304 where nothing changed.

    `asked` names the parameter that is to blame where the library does not know what is asked for. Raises Problem.
    """
    form = wants(request, forms)
    _known_only(request)

    def work(library: Library) -> Response:
        tag = etag(request, library.state(), form)
        if _is_known(request, tag):
            return Response(status_code=304, headers=_headers(tag))
        found = _counted(request, library, ask(library))
        found = _covered(found, library.coverage()) if found.coverage is None else found
        return _respond(request, found, form, tag)

    try:
        response: Response = await request.app.state.desk.ask(work)
    except LibraryError as error:
        raise library_problem(error, asked, request.app.state.library.database.path) from error
    return response


def _counted(request: Request, library: Library, found: Answer) -> Answer:
    """The answer with its spans as they are asked for (``?offsets=``)."""
    if request.query_params.get("offsets") != "utf16":
        return found
    wide = all_in_utf16(found.value, lambda key: library.article(key)[0])
    return Answer(wide, found.kind, found.total, found.next, found.coverage)


def _covered(found: Answer, coverage: Coverage) -> Answer:
    """The answer with what it covers."""
    return Answer(found.value, found.kind, found.total, found.next, coverage)


def page_after(request: Request, items: Sequence[T], name: Callable[[T], str], limit: int) -> tuple[list[T], str | None]:
    """A page of a list, and the cursor of the next: it goes on behind the item that the cursor names, wherever that stands by
    now; where that is no more, at its place. Raises Problem."""
    after = read_cursor(request, (str, int))
    start = 0
    if after is not None:
        found = next((at + 1 for at, item in enumerate(items) if name(item) == after[0]), after[1])
        start = min(max(found, 0), len(items))
    chosen = list(items[start : start + limit])
    more = chosen and start + len(chosen) < len(items)
    return chosen, make_cursor(request, (name(chosen[-1]), start + len(chosen))) if more else None


def etag(request: Request, state: str, form: Form) -> str:
    """A strong tag of the answer: another one as soon as the library, the question, the form or Musnad is another."""
    parts = (__version__, state, form, request.url.path, request.url.query)
    return f'"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "replace")).hexdigest()[:24]}"'


def _is_known(request: Request, tag: str) -> bool:
    """Whether the asker has this answer already."""
    given = request.headers.get("if-none-match", "")
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in given.split(","))


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept, Accept-Language, Cookie, Authorization"}


def _respond(request: Request, found: Answer, form: Form, tag: str) -> Response:
    response = Response(encode(found, form), media_type=MEDIA[form][0])
    response.headers.update(_headers(tag))
    if found.next is not None:
        following = request.url.include_query_params(cursor=found.next)
        response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    if form in ("jsonl", "csv") and found.coverage is not None:
        response.headers["Musnad-Coverage"] = _covers(found.coverage)
    return response


def encode(found: Answer, form: Form) -> bytes:
    """The answer in a form: the records are those that the commands print with ``--json``."""
    if form == "csv":
        assert found.kind is not None
        return write_table(_rows(found), found.kind).encode()
    if form == "jsonl":
        return b"".join(msgspec.json.encode(one) + b"\n" for one in _rows(found))
    covered = {} if found.coverage is None else {"coverage": found.coverage}
    if isinstance(found.value, list):
        return msgspec.json.encode({"items": found.value, "total": found.total, "next": found.next, **covered})
    more: dict[str, Any] = {} if found.kind is None else {"next": found.next}
    if not hasattr(found.value, "coverage"):
        more |= covered
    body = msgspec.json.encode(found.value)
    return body[:-1] + b"," + msgspec.json.encode(more)[1:] if more else body


def _rows(found: Answer) -> list[Any]:
    """The records of an answer, one a line."""
    if isinstance(found.value, list):
        return found.value
    return list(found.value.hits) if found.kind is not None else [found.value]


def _covers(coverage: Coverage) -> str:
    """The coverage for a header, which is ASCII: the outlets by their number."""
    facts = {
        "articles": coverage.articles, "outlets": len(coverage.outlets), "first": coverage.first, "last": coverage.last,
        "undated": coverage.undated,
    }  # fmt: skip
    return msgspec.json.encode(facts).decode()


def _known_only(request: Request) -> None:
    """Refuse a parameter that the question does not have, or that comes twice: a slip of the pen must not ask for more."""
    known = {parameter.alias for parameter in request.scope["route"].dependant.query_params}
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if name not in known:
            raise bad_parameter(name, f"there is no such parameter here; there are {', '.join(sorted(known))}")
        if names.count(name) > 1:
            raise bad_parameter(name, "it is given more than once")


__all__ = ["Answer", "Desk", "answer", "encode", "etag", "page_after"]
