"""The reader as a web application: addresses, languages, forms. The pages themselves are made in `views`.

What may reach it at all (hosts, tokens, rates, policies) is decided before it, by `musnad.faces.rest.guard`.
"""

from __future__ import annotations

import hmac
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from threading import Lock
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from musnad.faces.reader import views
from musnad.faces.reader.finding import composed, search
from musnad.faces.reader.page import policy
from musnad.faces.reader.static_files import STATIC_TYPES, static_files
from musnad.faces.reader.visit import Visit, trouble_page
from musnad.faces.reader.words import LANGUAGES, Words
from musnad.faces.rest.problems import Problem
from musnad.library import Library, LibraryError

_KEPT, _YEAR = 256, 31_536_000
_LANGUAGE, _SEEN = "musnad_language", "musnad_seen"
#: What a library's error is on the web; all others are the server's trouble (503).
_STATUS = {"unknown-id": 404, "query": 400}
Page = Callable[..., str]
T = TypeVar("T")


class Ask(Protocol):
    """Does some work with the library in a thread of its own, within its time."""

    def __call__(self, work: Callable[[Library], T]) -> Awaitable[T]: ...


class Reader:
    """The pages over a library. `ask` does some work with the library in a thread; `writer` is the library that corrections
    are made through, None where none may be made; `secret`, new at each start, is what their forms must carry."""

    def __init__(self, ask: Ask, writer: Library | None = None, secret: str = "") -> None:
        self.ask, self.writer, self.secret = ask, writer, secret if writer else ""
        self._pages: OrderedDict[tuple[str, ...], str] = OrderedDict()
        self._lock = Lock()

    def application(self) -> Starlette:
        """All addresses of the reader."""
        plain: dict[str, Page] = {
            "/disagreements": views.disagreements, "/check": views.check, "/trace": views.trace, "/acts": views.acts,
            "/library": views.library, "/corrections": views.corrections, "/search": search,
        }  # fmt: skip
        keyed: dict[str, Page] = {
            "/story/{key}/dossier": views.dossier, "/story/{key}/news": views.news, "/story/{key}": views.story,
            "/article/{key}/versions": views.versions, "/article/{key}": views.article, "/who/{key:path}": views.who,
            "/outlet/{key:path}": views.outlet,
        }  # fmt: skip
        return Starlette(
            routes=[
                Route("/", self._front, methods=["GET"]),
                *(Route(path, self._page(make), methods=["GET"]) for path, make in (plain | keyed).items()),
                Route("/read", self._reading, methods=["GET", "POST"]),
                Route("/corrections", self._correct, methods=["POST"]),
                Route("/corrections/undo", self._undo, methods=["POST"]),
                Route("/static/{name:path}", _static, methods=["GET"]),
            ],
            exception_handlers={LibraryError: self._library_trouble, Problem: self._problem, 404: self._missing},
        )

    # ---- pages -------------------------------------------------------------------------------------------------------

    async def _made(self, request: Request, make: Callable[[Visit], T]) -> T:
        """Make something for a request, in a thread."""
        path = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0] or request.url.path
        words, query = Words.load(language_of(request)), dict(request.query_params)
        return await self.ask(lambda library: make(Visit(library, words, path, query, self.secret)))

    def _page(self, make: Page) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            if make is search and (asked := composed(request.query_params)) is not None:
                return RedirectResponse(f"/search?{urlencode({'q': asked})}", 303)  # the form with fields of its own
            key = (request.path_params["key"],) if "key" in request.path_params else ()
            html = await self._made(request, lambda visit: self._remembered(visit, lambda: make(visit, *key)))
            return self._answer(request, html, policy() if make is views.dossier else None)

        return answer

    def _remembered(self, visit: Visit, make: Callable[[], str]) -> str:
        """The page as it was made before, while nothing in the library has changed."""
        asked = (visit.path, urlencode(sorted(visit.query.items())), visit.words.language, visit.library.state())
        with self._lock:
            if asked in self._pages:
                self._pages.move_to_end(asked)
                return self._pages[asked]
        html = make()
        with self._lock:
            self._pages[asked] = html
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        return html

    async def _front(self, request: Request) -> Response:
        """The front page; what it marks as new came since it was looked at last."""
        seen = request.cookies.get(_SEEN, "")
        known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None
        html, changes = await self._made(request, lambda visit: views.front(visit, known))
        answer = self._answer(request, html)
        answer.set_cookie(_SEEN, str(changes), max_age=_YEAR, httponly=True, samesite="strict")
        return answer

    def _answer(self, request: Request, html: str, rules: str | None = None, status: int = 200) -> Response:
        answer = HTMLResponse(html, status)
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.headers["Vary"] = "Accept, Accept-Language, Cookie, Authorization"
        if rules:
            answer.headers["Content-Security-Policy"] = rules
        if request.query_params.get("lang") in LANGUAGES:
            answer.set_cookie(_LANGUAGE, request.query_params["lang"], max_age=_YEAR, httponly=True, samesite="strict")
        return answer

    # ---- forms -------------------------------------------------------------------------------------------------------

    async def _correct(self, request: Request) -> Response:
        """Make a correction, and lead back to where it was made."""
        return await self._change(request, _correction)

    async def _undo(self, request: Request) -> Response:
        """Undo a correction."""
        return await self._change(request, lambda writer, form: writer.undo(str(form.get("id", ""))))

    async def _change(self, request: Request, act: Callable[[Library, Mapping[str, Any]], object]) -> Response:
        form = await self._form(request)
        if form is None or self.writer is None:
            return await self._trouble(request, 403, "refused")
        writer = self.writer
        try:
            await run_in_threadpool(lambda: act(writer, form))
        except LibraryError as error:
            message = str(error)
            return self._answer(request, await self._made(request, lambda visit: views.corrections(visit, message)), status=400)
        return RedirectResponse(_local(str(form.get("back", ""))), 303)

    async def _form(self, request: Request) -> dict[str, Any] | None:
        """The fields of a form that carries the secret of this start; None without it."""
        form = dict(await request.form(max_files=1, max_fields=20))
        given = str(form.get("secret", ""))
        return form if self.secret and hmac.compare_digest(given.encode("utf-8", "replace"), self.secret.encode()) else None

    async def _reading(self, request: Request) -> Response:
        """Read a text, an address or a file; nothing of it is kept."""
        from musnad.faces.reader.given import read_given

        if request.method != "POST":
            return self._answer(request, await self._made(request, views.read_page))
        form = await self._form(request)
        if form is None:
            return await self._trouble(request, 403, "refused")
        file = form.get("file")
        content = await file.read() if file is not None and not isinstance(file, str) and file.filename else b""
        name = getattr(file, "filename", "") or ""
        return self._answer(request, await self._made(request, lambda visit: read_given(visit, form, name, content)))

    # ---- troubles ----------------------------------------------------------------------------------------------------

    async def _library_trouble(self, request: Request, error: Exception) -> Response:
        return await self._trouble(request, _STATUS.get(getattr(error, "trouble", ""), 503), "", str(error))

    async def _problem(self, request: Request, error: Exception) -> Response:
        status = getattr(error, "status", 503)
        return await self._trouble(request, status, "", getattr(error, "detail", ""))

    async def _missing(self, request: Request, error: Exception) -> Response:  # noqa: ARG002
        return await self._trouble(request, 404, "missing")

    async def _trouble(self, request: Request, status: int, key: str, message: str = "") -> Response:
        html = trouble_page(Words.load(language_of(request)), key, message)
        return self._answer(request, html, status=status)


def _correction(writer: Library, form: Mapping[str, Any]) -> object:
    kind, subject, value = (str(form.get(name, "")) for name in ("kind", "subject", "value"))
    return writer.correct(kind, subject, value)  # type: ignore[arg-type]  # the library refuses what is no kind


def language_of(request: Request) -> str:
    """The language that is asked for, or was chosen before, or that the browser likes best; else Arabic."""
    wanted = [request.query_params.get("lang"), request.cookies.get(_LANGUAGE)]
    accepted = request.headers.get("accept-language", "")[:200].split(",")
    liked = [part.split(";")[0].strip()[:2].lower() for part in accepted]
    return next((one for one in (*wanted, *liked) if one in LANGUAGES), LANGUAGES[0])


def _local(back: str) -> str:
    """An address of this site; the front page instead of any other."""
    try:
        parts = urlsplit(back)
    except ValueError:
        return "/"
    is_here = back.startswith("/") and not back.startswith(("//", "/\\")) and not parts.netloc and back.isprintable()
    return back if is_here and back.isascii() else "/"


def _static(request: Request) -> Response:
    """A file of the reader's own: style, script, fonts."""
    name = request.path_params["name"]
    content = static_files().get(name)
    if content is None:
        return Response(status_code=404)
    kind = STATIC_TYPES[name.rpartition(".")[2]]
    return Response(content, media_type=kind, headers={"Cache-Control": f"public, max-age={_YEAR}"})


class Pages:
    """Middleware: what a browser asks for goes to the reader where that has a page for it, all else to the API, under the same
    addresses."""

    def __init__(self, app: ASGIApp, reader: Reader) -> None:
        self.app, self.reader = app, reader.application()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on to the one that it is for."""
        wanted = scope["type"] == "http" and wants_page(scope) and self._has(scope)
        await (self.reader if wanted else self.app)(scope, receive, send)

    def _has(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self.reader.routes)


def wants_page(scope: Scope) -> bool:
    """Whether a request is a browser's, for a page: by what it accepts or sends, and without ``format=``."""
    headers = Headers(scope=scope)
    if scope["path"].startswith("/static/"):
        return True
    if scope["method"] == "POST":
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind in ("application/x-www-form-urlencoded", "multipart/form-data")
    asked = scope.get("query_string", b"").split(b"&")
    return "text/html" in headers.get("accept", "") and not any(part.startswith(b"format=") for part in asked)


__all__ = ["Ask", "Pages", "Reader", "language_of", "wants_page"]
