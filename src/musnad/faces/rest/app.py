"""The application: the library's questions as routes, behind the guard."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from musnad import __version__
from musnad.faces.rest import articles, changes, questions, texts
from musnad.faces.rest.asking import Desk
from musnad.faces.rest.describing import describe
from musnad.faces.rest.guard import Gate, Guard, known_hosts
from musnad.faces.rest.methods import Methods, allowed
from musnad.faces.rest.problems import MEDIA, Problem, Wrong
from musnad.library import Library, open_library

#: Questions asked at the same time (1 to 6 tried: more of them wait for one another), and seconds that one may take.
THREADS, SECONDS = 3, 10.0


def make_app(
    library: Library,
    *,
    token: str | None = None,
    hosts: Iterable[str] = (),
    rate: float | None = None,
    gate: Gate | None = None,
    seconds: float = SECONDS,
    pages: bool = True,
) -> FastAPI:
    """The API of a library, which stays the caller's to close; with the reader's pages, unless `pages` is False.

    Questions are asked over connections of the app's own that can read only, at most `seconds` each; `library` itself is what
    corrections are made through. `token`, `hosts` (names beside those of loopback) and `rate` (requests a second and client)
    are the guard's; `gate` gives all that the guard goes by instead. ``app.state.desk.close()`` ends the threads.
    """
    app = FastAPI(
        title="Musnad", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json",
        redirect_slashes=False, description=_ABOUT,
    )  # fmt: skip
    asking = open_library(library.database.address, settings=library.settings, mode="read")
    app.state.library = library
    app.state.desk = Desk(asking, THREADS, seconds)
    app.state.gate = gate or Gate(secrets.token_urlsafe(32), known_hosts("", hosts), token=token, rate=rate)
    for room in (questions, articles, texts, changes):
        app.include_router(room.router)
    app.openapi = lambda: describe(app, (articles.ReadArticle, texts.GivenText, changes.Wish, changes.Undoing))  # type: ignore[method-assign]
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_wrong_parameters)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_middleware(Methods, router=app.router)
    if pages:
        from musnad.faces.reader.web import Pages, Reader

        writer = None if library.database.read_only else library
        app.add_middleware(Pages, reader=Reader(app.state.desk.ask, writer, app.state.gate.secret))
    app.add_middleware(Guard, gate=app.state.gate)
    return app


_ABOUT = (
    "Who said what, to whom, where and when, and through whom it reached us. Routes and parameters have the names of the "
    "commands; records are those of the published schema (`/schema`). «Reported by», never «said»; «not found here», never "
    "«not said»: what an answer covers stands beside it."
)


async def _on_problem(request: Request, problem: Exception) -> Response:  # noqa: ARG001
    """A problem as JSON."""
    assert isinstance(problem, Problem)
    return Response(problem.body(), problem.status, {"Cache-Control": "no-store", **problem.headers}, MEDIA)


async def _on_wrong_parameters(request: Request, error: Exception) -> Response:
    """Parameters that do not fit their description, each named."""
    assert isinstance(error, RequestValidationError)
    wrong = tuple(_wrong(one) for one in error.errors())
    names = "; ".join(f"{one.name}: {one.reason}" for one in wrong)
    return await _on_problem(request, Problem(422, "parameter", names, wrong=wrong))


def _wrong(one: dict[str, Any]) -> Wrong:
    """What pydantic says of a value, without the value, which may be anything."""
    where, *names = map(str, one["loc"])
    reason = "it is missing" if one["type"] == "missing" else str(one["msg"]).removeprefix("Value error, ")
    return Wrong(".".join(names) or where, where, reason)


_ROUTING = {404: ("route", "there is nothing under this address"), 405: ("method", "this address takes no such request")}


async def _on_http(request: Request, error: Exception) -> Response:
    """What the router says: no such route, no such method."""
    assert isinstance(error, HTTPException)
    code, detail = _ROUTING.get(error.status_code, ("request", str(error.detail)))
    headers = {"Allow": ", ".join(allowed(request.app.router, request.scope))} if error.status_code == 405 else error.headers
    return await _on_problem(request, Problem(error.status_code, code, detail, headers=headers))


__all__ = ["make_app"]
