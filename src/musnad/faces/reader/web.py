"""The reader as a web application: addresses, languages, forms. The pages themselves are made in `views`.

What may reach it at all (hosts, tokens, rates, policies) is decided before it, by `musnad.faces.rest.guard`.
"""

from __future__ import annotations

import hmac
from collections import OrderedDict
from collections.abc import Callable, Mapping
from importlib.resources import files
from threading import Lock
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from musnad.faces.reader import views
from musnad.faces.reader.desk import Desk
from musnad.faces.reader.finding import composed, search
from musnad.faces.reader.page import policy
from musnad.faces.reader.words import LANGUAGES, Words
from musnad.library import Library, LibraryError

_KEPT, _YEAR = 256, 31_536_000
_LANGUAGE, _SEEN = "musnad_language", "musnad_seen"
_TYPES = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2", "svg": "image/svg+xml",
}  # fmt: skip
#: What a library's error is on the web; all others are the server's trouble (503).
_STATUS = {"unknown-id": 404, "query": 400}
Page = Callable[..., str]


class Reader:
    """The pages over a library. `writer` is the same library open for writing, where corrections may be made; `secret` is
    what their forms must carry, new at each start."""

    def __init__(self, library: Library, writer: Library | None = None, secret: str = "") -> None:
        self.library, self.writer, self.secret = library, writer, secret if writer else ""
        self._pages: OrderedDict[tuple[str, ...], str] = OrderedDict()
        self._lock = Lock()

    def application(self) -> Starlette:
        """All addresses of the reader."""
        plain: dict[str, Page] = {
            "/disagreements": views.disagreements, "/check": views.check, "/trace": views.trace, "/acts": views.acts,
            "/library": views.library, "/corrections": views.corrections,
        }  # fmt: skip
        keyed: dict[str, Page] = {
            "/story/{key}/dossier": views.dossier, "/story/{key}/news": views.news, "/story/{key}": views.story,
            "/article/{key}/versions": views.versions, "/article/{key}": views.article, "/who/{key:path}": views.who,
            "/outlet/{key:path}": views.outlet,
        }  # fmt: skip
        return Starlette(
            routes=[
                Route("/", self._front, methods=["GET"]),
                Route("/search", self._search, methods=["GET"]),
                *(Route(path, self._page(make), methods=["GET"]) for path, make in (plain | keyed).items()),
                Route("/read", self._reading, methods=["GET", "POST"]),
                Route("/corrections", self._correct, methods=["POST"]),
                Route("/corrections/undo", self._undo, methods=["POST"]),
                Route("/static/{name:path}", _static, methods=["GET"]),
            ],
            exception_handlers={LibraryError: self._trouble, 404: self._missing},
        )

    # ---- pages -------------------------------------------------------------------------------------------------------

    def _desk(self, request: Request) -> Desk:
        path = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0] or request.url.path
        return Desk(self.library, Words.load(language_of(request)), path, dict(request.query_params), self.secret)

    def _page(self, make: Page) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            desk = self._desk(request)
            key = (request.path_params["key"],) if "key" in request.path_params else ()
            html = self._remembered(desk, lambda: make(desk, *key))
            return self._answer(request, html, policy() if make is views.dossier else None)

        return answer

    def _remembered(self, desk: Desk, make: Callable[[], str]) -> str:
        """The page as it was made before, while nothing in the library has changed."""
        asked = (desk.path, urlencode(sorted(desk.query.items())), desk.words.language, self.library.state())
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

    def _front(self, request: Request) -> Response:
        """The front page. What it marks as new is newer than the visit before; a visit is over with the browser's session."""
        seen = request.cookies.get(_SEEN, "")
        known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None
        html, changes = views.front(self._desk(request), known)
        answer = self._answer(request, html)
        answer.set_cookie(_SEEN, str(changes), max_age=_YEAR, httponly=True, samesite="strict")
        return answer

    def _search(self, request: Request) -> Response:
        """Results; a form with fields of its own leads to the search that it means."""
        asked = composed(request.query_params)
        if asked is not None:
            return RedirectResponse(f"/search?{urlencode({'q': asked})}", 303)
        desk = self._desk(request)
        return self._answer(request, self._remembered(desk, lambda: search(desk)))

    def _answer(self, request: Request, html: str, rules: str | None = None, status: int = 200) -> Response:
        answer = HTMLResponse(html, status)
        answer.headers["Cache-Control"] = "no-cache, private"
        answer.headers["Vary"] = "Accept, Accept-Language, Cookie"
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
            return self._refused(request)
        desk, writer = self._desk(request), self.writer
        try:
            await run_in_threadpool(lambda: act(writer, form))
        except LibraryError as error:
            message = str(error)
            return self._answer(request, await run_in_threadpool(lambda: views.corrections(desk, message)), status=400)
        return RedirectResponse(_local(str(form.get("back", ""))), 303)

    async def _form(self, request: Request) -> dict[str, Any] | None:
        """The fields of a form that carries the secret of this start; None without it."""
        form = dict(await request.form(max_files=1, max_fields=20))
        given = str(form.get("secret", ""))
        return form if self.secret and hmac.compare_digest(given.encode("utf-8", "replace"), self.secret.encode()) else None

    def _refused(self, request: Request) -> Response:
        words = Words.load(language_of(request))
        return self._answer(request, self._desk(request).page("trouble.html", message=words("trouble.refused")), status=403)

    async def _reading(self, request: Request) -> Response:
        """Read a text, an address or a file; nothing of it is kept."""
        from musnad.faces.reader.given import read_given

        desk = self._desk(request)
        if request.method == "GET":
            return self._answer(request, views.read_page(desk))
        form = await self._form(request)
        if form is None:
            return self._refused(request)
        file = form.get("file")
        content = await file.read() if file is not None and not isinstance(file, str) and file.filename else b""
        name = getattr(file, "filename", "") or ""
        return self._answer(request, await run_in_threadpool(lambda: read_given(desk, form, name, content)))

    # ---- troubles ----------------------------------------------------------------------------------------------------

    def _trouble(self, request: Request, error: Exception) -> Response:
        status = _STATUS.get(getattr(error, "trouble", ""), 503)
        return self._answer(request, self._desk(request).page("trouble.html", message=str(error)), status=status)

    def _missing(self, request: Request, error: Exception) -> Response:  # noqa: ARG002
        desk = self._desk(request)
        return self._answer(request, desk.page("trouble.html", message=desk.words("trouble.missing")), status=404)


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
    return Response(content, media_type=_TYPES[name.rpartition(".")[2]], headers={"Cache-Control": f"public, max-age={_YEAR}"})


def static_files() -> dict[str, bytes]:
    """Everything under ``static``, by its path there: a fixed list, so that no path leads elsewhere."""
    if not _FILES:
        root = files("musnad.faces.reader").joinpath("static")
        for folder, prefix in ((root, ""), (root.joinpath("fonts"), "fonts/")):
            found = {f"{prefix}{one.name}": one.read_bytes() for one in folder.iterdir() if one.is_file()}
            _FILES.update({name: content for name, content in found.items() if name.rpartition(".")[2] in _TYPES})
    return _FILES


_FILES: dict[str, bytes] = {}

__all__ = ["Reader", "language_of", "static_files"]
