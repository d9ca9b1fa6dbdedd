"""What a text tells by itself: ``/read``, ``/names``, ``/values``. The text comes in the body; nothing is opened, fetched or
kept, whatever it looks like."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from musnad.faces.exports.offsets import in_utf16
from musnad.faces.rest import params
from musnad.faces.rest.asking import Answer, encode
from musnad.faces.rest.describing import body_of, listed, single
from musnad.faces.rest.formats import MEDIA, RECORDS, wants
from musnad.faces.rest.problems import Problem, bad_parameter
from musnad.page.article import make_article
from musnad.page.check import check_text
from musnad.page.days import parse_published
from musnad.reading import read as read_article
from musnad.records import Article, Entity, Figure, Reading, Time
from musnad.settings import Settings

router = APIRouter(tags=["texts"])
#: Letters of a text, and of what is told about it.
LONGEST, _LONG = 200_000, 2_000
Fact = Annotated[str, msgspec.Meta(max_length=_LONG)]


class GivenText(msgspec.Struct, forbid_unknown_fields=True):
    """A text, and what is known about it; the address only names the article, it is never opened."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
    title: Fact | None = None
    outlet: Fact | None = None
    url: Fact | None = None
    published: Fact | None = None
    author: Fact | None = None


@router.post("/read", summary="Read a text", responses=single("Reading", covered=False), openapi_extra=body_of(GivenText))
async def read(request: Request, offsets: params.Offsets = "codepoints", format: params.Format = None) -> Response:  # noqa: ARG001
    """Statements with speakers and chains, names, times, figures of one article. Nothing is kept."""
    given = await given_text(request)

    def work(settings: Settings) -> Answer:
        article = _article(given)
        reading = read_article(article, settings=settings)
        return Answer(in_utf16(reading, article) if offsets == "utf16" else reading)

    return await _told(request, work)


@router.post("/names", summary="The names of a text", responses=listed("Entity", covered=False), openapi_extra=body_of(GivenText))
async def names(request: Request, format: params.Format = None) -> Response:  # noqa: ARG001
    """Persons, bodies, places and documents of a text, with aliases and roles."""
    given = await given_text(request)

    def work(settings: Settings) -> Answer:
        found = list(read_article(_article(given), settings=settings).entities)
        return Answer(found, Entity, len(found))

    return await _told(request, work)


@router.post(
    "/values", summary="The times and figures of a text", responses=listed("Time", "Figure", covered=False),
    openapi_extra=body_of(GivenText),
)  # fmt: skip
async def values(request: Request, offsets: params.Offsets = "codepoints", format: params.Format = None) -> Response:  # noqa: ARG001
    """Times and figures in the text's order; relative days count from `published`."""
    from musnad.api import find_figures, find_times

    given = await given_text(request)

    def work(_: Settings) -> Answer:
        anchor = date.fromisoformat(given.published[:10]) if given.published else None
        found: list[Time | Figure] = [*find_times(given.text, anchor), *find_figures(given.text)]
        found.sort(key=lambda value: value.span)
        if offsets == "utf16":
            article = Article(id="", version="", text=given.text)
            found = [in_utf16(one, article) for one in found]
        return Answer(found, Time, len(found))

    return await _told(request, work)


async def given_text(request: Request) -> GivenText:
    """The text of a request: JSON, or plain text. Raises Problem, naming what cannot be taken."""
    kind, body = media_type(request), await request.body()
    if kind == "text/plain":
        try:
            given = GivenText(body.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise bad_parameter("text", "it is not UTF-8", "body") from None
        if len(given.text) > LONGEST:
            raise bad_parameter("text", f"it has more than {LONGEST:,} characters", "body")
    elif kind == "application/json":
        given = decode(body, GivenText)
    else:
        raise Problem(415, "media", "the text comes as application/json or text/plain", headers={"Accept-Post": _TAKEN})
    refused = check_text(given.text, "text", Settings(least_arabic=0))
    if refused:
        raise bad_parameter("text", refused.detail, "body")
    if given.published is not None and parse_published(given.published) is None:
        raise bad_parameter("published", "it is no day or moment of ISO 8601, like 2025-08-17", "body")
    return given


_TAKEN = "application/json, text/plain"


def media_type(request: Request) -> str:
    """The type of a request's body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def decode(body: bytes, kind: type[Any]) -> Any:
    """A request's JSON as a record. Raises Problem, naming the member that does not fit."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        reason, _, where = str(error).partition(" - at `$.")
        name = where.rstrip("`").partition("[")[0] or "body"
        raise bad_parameter(name, reason, "body") from None


def _article(given: GivenText) -> Article:
    return make_article(
        given.text, title=given.title, outlet=given.outlet, url=given.url, published=given.published, author=given.author
    )


async def _told(request: Request, work: Callable[[Settings], Answer]) -> Response:
    """What is told of a text, in the form that is wanted; it stands on the text alone, so it has no coverage and no tag."""
    form = wants(request, RECORDS)
    found: Answer = await request.app.state.desk.ask(lambda library: work(library.settings))
    return Response(encode(found, form), media_type=MEDIA[form][0], headers={"Cache-Control": "no-store"})


__all__ = ["GivenText", "Reading", "decode", "given_text", "media_type", "router"]
