"""Articles, statements, names and outlets, quotations, and the library itself."""

from __future__ import annotations

import os
from typing import Annotated, Any

from fastapi import APIRouter, Query
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from musnad.faces.exports.json_schema import build_schema
from musnad.faces.rest import params
from musnad.faces.rest.asking import Answer, answer, page_after
from musnad.faces.rest.describing import WRONG, listed, single
from musnad.faces.rest.formats import RECORDS
from musnad.faces.rest.params import USUAL
from musnad.faces.rest.problems import bad_parameter
from musnad.library import Library, Wanted
from musnad.records import Article, Reading, Record, SetAside
from musnad.store.answers import Explanation, VersionChange

router = APIRouter(tags=["articles"])
Quote = Annotated[params.Words, Query(description="The words that somebody is said to have said.", max_length=2_000)]
By = Annotated[params.Words | None, Query(description="Who is said to have said them.", max_length=300)]
Of = Annotated[params.Words, Query(description="An article's id, given id or address, or a quotation.", max_length=2_000)]


class ReadArticle(Record, frozen=True):
    """An article as it stands now, with its reading."""

    article: Article
    reading: Reading


@router.get("/article/{id:path}/versions", summary="What a page said before", responses=listed("VersionChange"))
async def versions(request: Request, id: params.Id, format: params.Format = None) -> Response:  # noqa: ARG001
    """The versions of an article that were kept, the oldest first, each with what changed in its statements."""

    def ask(library: Library) -> Answer:
        found = list(library.versions(id))
        return Answer(found, VersionChange, len(found))

    return await answer(request, ask, forms=RECORDS)


@router.get("/article/{id:path}", summary="An article and its reading", responses=single("ReadArticle"))
async def article(
    request: Request, id: params.Id, offsets: params.Offsets = "codepoints", format: params.Format = None  # noqa: ARG001
) -> Response:  # fmt: skip
    """The text as it came, its blocks, and all that was read in it. `id`: id, given id or address."""

    def ask(library: Library) -> Answer:
        one, reading = library.article(id)
        return Answer(ReadArticle(article=one, reading=reading))

    return await answer(request, ask, forms=RECORDS)


@router.get("/explain/{id}", summary="Why a statement is one", responses=listed("Explanation"))
async def explain(
    request: Request, id: params.Id, offsets: params.Offsets = "codepoints", format: params.Format = None  # noqa: ARG001
) -> Response:  # fmt: skip
    """Rule, cue, speakers, chain with the article's words, and what weighed: of one statement, or of each of an article."""

    def ask(library: Library) -> Answer:
        found = list(library.explain(id))
        return Answer(found, Explanation, len(found))

    return await answer(request, ask, forms=RECORDS)


@router.get("/cite/{id}", summary="A statement as it is cited", responses=single("Citation"))
async def cite(
    request: Request, id: params.Id, offsets: params.Offsets = "codepoints", format: params.Format = None  # noqa: ARG001
) -> Response:  # fmt: skip
    """Exact words with what stands before and after them, speakers, chain, article, address and version."""
    return await answer(request, lambda library: Answer(library.cite(id)), forms=RECORDS)


@router.get("/who/{name:path}", summary="What the library has of a name", responses=single("WhoPage", covered=False))
async def who(
    request: Request,
    name: params.Id,
    about: params.About = None,
    since: params.Since = None,
    until: params.Until = None,
    outlet: params.Outlet = None,
    limit: params.Limit = USUAL,
    offsets: params.Offsets = "codepoints",  # noqa: ARG001
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Names used, roles over time, who quotes them, their newest statements, and what is said about them; `/said` has all."""
    wanted = Wanted(about=about, since=since, until=until, outlet=outlet)
    return await answer(request, lambda library: Answer(library.who(name, wanted, limit=limit)), forms=RECORDS, asked="name")


@router.get("/outlet/{name:path}", summary="What the library has of an outlet", responses=single("OutletPage", covered=False))
async def outlet(request: Request, name: params.Id, format: params.Format = None) -> Response:  # noqa: ARG001
    """Whom it quotes, how often by name, whom it cites, with whom it shares texts."""
    return await answer(request, lambda library: Answer(library.outlet(name)), forms=RECORDS, asked="name")


@router.get("/check", summary="Was this said?", responses=single("Check", covered=False))
async def check(
    request: Request,
    quote: Quote,
    by: By = None,
    offsets: params.Offsets = "codepoints",  # noqa: ARG001
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Verbatim, close, in other words, by another, denied, or not found here; with the evidence. «Not found here» never means
    that it was not said."""
    return await answer(request, lambda library: Answer(library.check(quote, by)), forms=RECORDS, asked="quote")


@router.get("/trace", summary="Who had it first, who took from whom", responses=single("Trace", covered=False))
async def trace(
    request: Request, of: Of, offsets: params.Offsets = "codepoints", format: params.Format = None  # noqa: ARG001
) -> Response:  # fmt: skip
    """The articles that carry an article's text, or a quotation, in order as far as stamps tell."""
    return await answer(request, lambda library: Answer(library.trace(of)), forms=RECORDS, asked="of")


@router.get("/dropped", summary="What gave no article, and why", responses=listed("SetAside", csv=True))
async def dropped(
    request: Request,
    cursor: params.Cursor = None,  # noqa: ARG001
    limit: params.Limit = USUAL,
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Items that were set aside when they were added, each with its reason code."""

    def ask(library: Library) -> Answer:
        found = library.dropped()
        items, following = page_after(request, found, lambda one: f"{one.where} {one.reason} {one.detail}"[:200], limit)
        return Answer(items, SetAside, len(found), following)

    return await answer(request, ask)


@router.get("/library", summary="What the library holds", responses=single("LibraryInfo", covered=False))
async def library(request: Request, format: params.Format = None) -> Response:  # noqa: ARG001
    """How many articles, statements and stories, by which rules they were read; `path` is the file's name only."""

    def ask(library: Library) -> Answer:
        info = library.info()
        return Answer(replace(info, path=os.path.basename(info.path)))

    return await answer(request, ask, forms=RECORDS)


_SCHEMA: dict[int | str, dict[str, Any]] = {
    200: {"description": "The schema.", "content": {"application/schema+json": {"schema": {"type": "object"}}}},
    **WRONG,
}


@router.get("/schema", summary="The JSON Schema of the records", responses=_SCHEMA)
async def schema(
    record: Annotated[params.Words | None, Query(description="Only this record's: its name.", max_length=100)] = None,
) -> Response:
    """The published schema (2020-12) of every record, or of one."""
    import msgspec

    try:
        found = build_schema(record)
    except KeyError:
        raise bad_parameter("record", f"there are {', '.join(build_schema()['$defs'])}") from None
    return Response(msgspec.json.encode(found), media_type="application/schema+json")


__all__ = ["ReadArticle", "router"]
