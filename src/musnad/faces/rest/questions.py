"""What was said and done, what is found, and what stories tell: ``/said``, ``/acts``, ``/search``, ``/stories``, ``/story/{id}``,
``/disagreements``, ``/digest``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from musnad.faces.rest import params
from musnad.faces.rest.asking import Answer, answer, page_after
from musnad.faces.rest.cursors import make_cursor, read_cursor
from musnad.faces.rest.describing import listed, single
from musnad.faces.rest.formats import RECORDS
from musnad.faces.rest.params import DAY, USUAL
from musnad.library import Library, Wanted
from musnad.records import ActKind, Disagreement, Story
from musnad.store.answers import Acted, Hit, Order, Said, Unit
from musnad.store.search import Search

router = APIRouter(tags=["questions"])


@router.get("/said", summary="What somebody is reported to have said", responses=listed("Said", csv=True))
async def said(
    request: Request,
    who: params.Who,
    about: params.About = None,
    since: params.Since = None,
    until: params.Until = None,
    outlet: params.Outlet = None,
    min_confidence: params.Confidence = 0.0,
    cursor: params.Cursor = None,  # noqa: ARG001
    limit: params.Limit = USUAL,
    offsets: params.Offsets = "codepoints",  # noqa: ARG001
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Statements in the order of the days on which they were said, each with its chain: outlet ← agency ← speaker.

    What is told not to have been said («لم يؤكد أن …») is left out; a search for `is:denied` finds it.
    """
    after = read_cursor(request, (str, int))
    wanted = Wanted(about=about, since=since, until=until, outlet=outlet, min_confidence=min_confidence)

    def ask(library: Library) -> Answer:
        page = library.said_page(who, wanted, after, limit)
        return Answer(page.items, Said, page.total, make_cursor(request, page.next) if page.next else None)

    return await answer(request, ask, asked="who")


@router.get(
    "/search", summary="Find statements and articles", responses=single("SearchAnswer", covered=False, paged=True, csv=True)
)
async def search(
    request: Request,
    q: params.Asked,
    unit: Annotated[Unit | None, Query(description="Find only these; else as the query asks.")] = None,
    order: Annotated[Order, Query(description="What comes first.")] = "newest",
    cursor: params.Cursor = None,  # noqa: ARG001
    limit: params.Limit = USUAL,
    offsets: params.Offsets = "codepoints",  # noqa: ARG001
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Articles or statements with the places that were found. `total` is how many there are, a lower bound where `exact` is
    false; on later pages it is what the first page told."""
    place = read_cursor(request, (int, int, bool))
    start, known = (place[0], place[1:]) if place else (None, None)
    newest = order == "newest"
    asked = Search(
        query=q, unit=unit, order=order, limit=limit, offset=0 if newest else start or 0, after=start if newest else None
    )

    def ask(library: Library) -> Answer:
        found, following = library.search_page(asked)
        total, exact = known or (found.total, found.exact)
        found = replace(found, total=total, exact=exact)
        begin = following if newest else asked.offset + len(found.hits)
        cursor = make_cursor(request, (begin, total, exact)) if following is not None else None
        return Answer(found, Hit, total, cursor, found.coverage)

    return await answer(request, ask, asked="q")


@router.get("/stories", summary="The stories of the library", responses=listed("Story", csv=True))
async def stories(
    request: Request,
    cursor: params.Cursor = None,  # noqa: ARG001
    limit: params.Limit = USUAL,
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Stories as they were compared last, the latest first: title, days, articles, outlets, distinct texts."""
    after = read_cursor(request, (str, int, str))

    def ask(library: Library) -> Answer:
        page = library.stories_page(after, limit)
        return Answer(page.items, Story, page.total, make_cursor(request, page.next) if page.next else None)

    return await answer(request, ask)


@router.get("/story/{id}", summary="One story", responses=single("StoryPage"))
async def story(
    request: Request,
    id: params.Id,
    offsets: params.Offsets = "codepoints",  # noqa: ARG001
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Its articles, what each party said as it developed, copies, where accounts differ, and stories that go on with it. A
    former id leads to the story that took its place."""
    return await answer(request, lambda library: Answer(library.story(id)), forms=RECORDS)


@router.get("/acts", summary="Who condemned, welcomed, thanked … whom", responses=listed("Acted", csv=True))
async def acts(
    request: Request,
    who: Annotated[params.Words | None, Query(description="Who acts: a name, or a part of one.", max_length=300)] = None,
    act: Annotated[ActKind | None, Query(description="Only this kind.")] = None,
    about: Annotated[params.Words | None, Query(description="Only where the act is turned to this.", max_length=300)] = None,
    since: params.Since = None,
    until: params.Until = None,
    outlet: params.Outlet = None,
    cursor: params.Cursor = None,  # noqa: ARG001
    limit: params.Limit = USUAL,
    offsets: params.Offsets = "codepoints",  # noqa: ARG001
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Acts that the articles name without any words of the actor, by time of publication."""

    def ask(library: Library) -> Answer:
        found = library.acts(who, act, about, since, until, outlet)
        items, following = page_after(request, found, lambda one: f"{one.article.id} {one.act.of} {one.act.span}", limit)
        return Answer(items, Acted, len(found), following)

    return await answer(request, ask, asked="who")


@router.get("/disagreements", summary="Where outlets differ", responses=listed("Disagreement", csv=True))
async def disagreements(
    request: Request,
    story: Annotated[params.Words | None, Query(description="Only those of this story: its id.", max_length=300)] = None,
    cursor: params.Cursor = None,  # noqa: ARG001
    limit: params.Limit = USUAL,
    offsets: params.Offsets = "codepoints",  # noqa: ARG001
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """Values of one fact that differ, conflicts first: both sides quoted in place, with the grounds for and against."""

    def ask(library: Library) -> Answer:
        found = library.disagreements(story)
        items, following = page_after(request, found, lambda one: one.id, limit)
        return Answer(items, Disagreement, len(found), following)

    return await answer(request, ask, asked="story")


@router.get("/digest", summary="One day by story", responses=single("DayPage", covered=False))
async def digest(
    request: Request,
    day: Annotated[params.Day | None, Query(description="The day; else the library's last.", json_schema_extra=DAY)] = None,
    limit: params.Limit = USUAL,
    offsets: params.Offsets = "codepoints",  # noqa: ARG001
    format: params.Format = None,  # noqa: ARG001
) -> Response:
    """The stories that have articles of a day, the largest first, articles in none, and outlets that were silent."""

    def ask(library: Library) -> Answer:
        return Answer(library.day(day or (library.coverage().last or "")[:10], limit=limit))

    return await answer(request, ask, forms=RECORDS, asked="day")


__all__ = ["router"]
