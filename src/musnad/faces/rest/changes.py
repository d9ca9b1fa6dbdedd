"""Corrections: what stands, one more, one undone. What changes something has passed the guard: it carries the secret of one of
our own pages, or the token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from musnad.faces.rest import params
from musnad.faces.rest.asking import Answer, answer, page_after
from musnad.faces.rest.describing import WRONG, body_of, listed, ref
from musnad.faces.rest.formats import RECORDS
from musnad.faces.rest.params import USUAL
from musnad.faces.rest.problems import Problem, bad_parameter, library_problem
from musnad.faces.rest.texts import decode, media_type
from musnad.library import Library
from musnad.store.answers import Correction
from musnad.store.corrections import Kind
from musnad.store.errors import LibraryError

router = APIRouter(tags=["corrections"])
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


class Wish(msgspec.Struct, forbid_unknown_fields=True):
    """A correction: its kind, what it is about (an id or a name), what is right, and who says so. An empty `value` of
    `statement-speaker` is nobody."""

    kind: Kind
    subject: Word
    value: Annotated[str, msgspec.Meta(max_length=2_000)]
    by: Word = "api"


class Undoing(msgspec.Struct, forbid_unknown_fields=True):
    """The correction to be undone, by its id, and who says so."""

    id: Word
    by: Word = "api"


_MADE: dict[int | str, dict[str, Any]] = {
    201: {"description": "The correction that was made.", "content": {"application/json": {"schema": ref("Correction")}}},
    **WRONG,
}


@router.get("/corrections", summary="The corrections", responses=listed("Correction"))
async def corrections(
    request: Request,
    standing: Annotated[bool, Query(description="Only those that stand; else all that ever were.")] = True,
    cursor: params.Cursor = None,  # noqa: ARG001
    limit: params.Limit = USUAL,
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """What persons put right, in the order in which they did."""

    def ask(library: Library) -> Answer:
        found = library.corrections(standing=standing)
        items, following = page_after(request, found, lambda one: one.id, limit)
        return Answer(items, Correction, len(found), following)

    return await answer(request, ask, forms=RECORDS)


@router.post("/corrections", summary="Correct", status_code=201, responses=_MADE, openapi_extra=body_of(Wish, plain=False))
async def correct(request: Request) -> Response:
    """Put something right. It bears on every answer, survives reading again, and can be undone."""
    wish: Wish = await _body(request, Wish)
    return await _done(request, lambda library: library.correct(wish.kind, wish.subject, wish.value, by=wish.by), "subject")


@router.post("/corrections/undo", summary="Undo", status_code=201, responses=_MADE, openapi_extra=body_of(Undoing, plain=False))
async def undo(request: Request) -> Response:
    """Undo a correction: it stays, with the one that undoes it."""
    wish: Undoing = await _body(request, Undoing)
    return await _done(request, lambda library: library.undo(wish.id, by=wish.by), "id")


async def _body(request: Request, kind: type[Any]) -> Any:
    if media_type(request) != "application/json":
        raise Problem(415, "media", "a correction comes as application/json", headers={"Accept-Post": "application/json"})
    found = decode(await request.body(), kind)
    for name in found.__struct_fields__:
        if "\x00" in getattr(found, name):
            raise bad_parameter(name, "it has a NUL character", "body")
    return found


async def _done(request: Request, act: Callable[[Library], Correction], asked: str) -> Response:
    library: Library = request.app.state.library
    try:
        made = await request.app.state.desk.change(lambda: act(library))
    except LibraryError as error:
        raise library_problem(error, asked, library.database.path, "body") from error
    return Response(msgspec.json.encode(made), 201, media_type="application/json", headers={"Cache-Control": "no-store"})


__all__ = ["Undoing", "Wish", "router"]
