"""The pages of the site, one function each: a question to the library, and what its template needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import get_args

from musnad.faces.exports.citations import plain
from musnad.faces.reader.articles import article_text
from musnad.faces.reader.digest import digest
from musnad.faces.reader.links import SiteLinks, with_query
from musnad.faces.reader.page import Shelf, render
from musnad.faces.reader.timeline import timeline
from musnad.faces.reader.tree import Tree, group_tree, reuse_tree
from musnad.faces.reader.visit import PAGE, Visit, json_twin
from musnad.library import Wanted
from musnad.records import FOREIGN_BLOCKS, ActKind, Article, Disagreement, Reading, SetAside
from musnad.store.answers import Explanation
from musnad.store.loading import said_of
from musnad.store.overviews import quoted_persons

_LINKS = SiteLinks()
#: Stories whose differences one page shows, and names of outlets and persons of which a page shows the copies' tree.
_STORIES = 20


def front(visit: Visit, seen: int | None) -> tuple[str, int]:
    """Stories by day, with what is new since `seen` (a count of changes); and the count as it is now."""
    found = visit.library.latest(until=visit.asked("until") or None, skip=visit.skip(), limit=PAGE, seen=seen)
    days = [(day, list(lines)) for day, lines in groupby(found.stories, key=lambda line: (line.story.last or "")[:10])]
    older = visit.here(skip=visit.skip() + len(found.stories)) if found.more else ""
    html = visit.page("front.html", found=found, days=days, older=older, coverage=found.coverage, twin=json_twin("/stories"))
    return html, found.changes


# ---- stories ---------------------------------------------------------------------------------------------------------


def story(visit: Visit, key: str) -> str:
    """One story: differences, what each party said, wordings, copies, articles. Raises LibraryError for an unknown id."""
    page = visit.library.story(key)
    shelf = shelf_of(visit, page.story.articles)
    made = digest(page)
    return visit.page(
        "story.html", digest=made, shelf=shelf, line=timeline(made.parties), genders=_genders(shelf.readings.values()),
        trees=[group_tree(group, shelf.articles) for group in page.story.copies], coverage=visit.library.coverage(),
        twin=json_twin(visit.path),
    )  # fmt: skip


def dossier(visit: Visit, key: str) -> str:
    """The story as a page that has all in itself. Raises LibraryError."""
    page = visit.library.story(key)
    return render([digest(page)], shelf_of(visit, page.story.articles), visit.words)


def news(visit: Visit, key: str) -> str:
    """What came to a story since a page of it was made: a line, or nothing. Raises LibraryError."""
    page_had = visit.asked("articles")
    had = int(page_had) if page_had.isascii() and page_had.isdigit() else 0
    found = visit.library.story_record(key)
    return visit.piece("_news.html", more=len(found.articles) - had, story=_LINKS.story(found.id))


def shelf_of(visit: Visit, keys: Iterable[str]) -> Shelf:
    """Articles with their readings, by their ids."""
    pairs = {key: visit.library.article(key) for key in keys}
    return Shelf({key: article for key, (article, _) in pairs.items()}, {key: reading for key, (_, reading) in pairs.items()})


def _genders(readings: Iterable[Reading]) -> dict[str, int]:
    """Women and men among the persons quoted, each counted once by name, where the texts tell."""
    found = {}
    for reading in readings:
        found.update({one.name: one.gender for one in quoted_persons(reading)})
    counts = Counter(found.values())
    return {"women": counts["f"], "men": counts["m"]}


def disagreements(visit: Visit) -> str:
    """Where outlets differ, story by story, the latest first; without those that are compatible."""
    found = [one for one in visit.library.disagreements() if one.verdict != "compatible"]
    by_story: dict[str, list[Disagreement]] = {}
    for one in found:
        by_story.setdefault(one.story, []).append(one)
    keys = list(by_story)[visit.skip() : visit.skip() + _STORIES]
    groups = [(visit.library.story_record(key), by_story[key]) for key in keys]
    sides = [side for _, ones in groups for one in ones for side in one.sides]
    shelf = shelf_of(visit, {article for side in sides for article in (side.article, *side.copies)})
    pages = visit.pages(len(keys), len(by_story) > visit.skip() + len(keys))
    return visit.page("disagreements.html", groups=groups, shelf=shelf, pages=pages, coverage=visit.library.coverage(),
                     twin=json_twin("/disagreements"))  # fmt: skip


# ---- one article -----------------------------------------------------------------------------------------------------


def article(visit: Visit, key: str) -> str:
    """An article with all that is marked in it, and the statement in focus. Raises LibraryError for an unknown id."""
    one, reading = visit.library.article(key)
    focus = _focus(visit, one.id)
    stories = visit.library.stories_of(one.id)
    shown = article_text(one, reading, visit.words, lambda statement: _LINKS.focus(one.id, statement),
                         focus.said.statement.id if focus else None)  # fmt: skip
    listed = [said_of(one, reading, statement) for statement in reading.statements if statement.block not in FOREIGN_BLOCKS]
    return visit.page(
        "article.html", article=one, shown=shown, focus=focus, listed=listed, story=stories[0] if stories else None,
        cited=plain(visit.library.cite(focus.id), visit.words) if focus else "",
        coverage=visit.library.coverage(), twin=json_twin(visit.path),
    )  # fmt: skip


def _focus(visit: Visit, key: str) -> Explanation | None:
    """The statement that is asked for, where it is one of this article."""
    wanted = visit.asked("s")
    if not wanted:
        return None
    found = visit.library.explain(wanted)
    return found[0] if len(found) == 1 and found[0].said.article.id == key else None


def versions(visit: Visit, key: str) -> str:
    """The versions of an article, the newest first, each with what changed. Raises LibraryError."""
    one, _ = visit.library.article(key)
    found = visit.library.versions(key)[::-1]
    return visit.page("versions.html", article=one, versions=found, coverage=None, twin=json_twin(visit.path))


# ---- names and outlets -----------------------------------------------------------------------------------------------


def who(visit: Visit, name: str) -> str:
    """What the library has of a name."""
    chosen = {key: visit.asked(key) or None for key in ("about", "outlet", "since", "until")}
    wanted = Wanted(about=chosen["about"], outlet=chosen["outlet"], since=chosen["since"], until=chosen["until"])
    found = visit.library.who(name, wanted, skip=visit.skip(), limit=PAGE)
    return visit.page(
        "who.html", found=found, chosen={**chosen, "any": any(chosen.values())}, coverage=found.coverage,
        topic_link=lambda topic: with_query(visit.path, about=topic),
        pages=visit.pages(len(found.said), found.total > visit.skip() + len(found.said)),
        twin=json_twin("/said", who=name, **chosen),
    )  # fmt: skip


def outlet(visit: Visit, name: str) -> str:
    """What the library has of an outlet. Raises LibraryError for an unknown one."""
    found = visit.library.outlet(name)
    return visit.page("outlet.html", found=found, coverage=found.coverage, twin=json_twin(visit.path))


def acts(visit: Visit) -> str:
    """Who condemned, welcomed, thanked … whom, once somebody or something is asked for."""
    kinds = get_args(ActKind)
    chosen = {key: visit.asked(key) or None for key in ("who", "act", "about")}
    act = chosen["act"] if chosen["act"] in kinds else None
    asked = any(chosen.values())
    found = visit.library.acts(chosen["who"], act, chosen["about"])[::-1] if asked else []  # type: ignore[arg-type]
    shown = found[visit.skip() : visit.skip() + PAGE]
    return visit.page("acts.html", kinds=kinds, chosen=chosen, asked=asked, found=shown,
                     pages=visit.pages(len(shown), len(found) > visit.skip() + len(shown)),
                     coverage=visit.library.coverage(), twin=json_twin("/acts", **chosen) if asked else "")  # fmt: skip


# ---- quotations ------------------------------------------------------------------------------------------------------


def check(visit: Visit) -> str:
    """Whether a quotation is reported, and as whose."""
    quote, by = visit.asked("quote"), visit.asked("by")
    found = visit.library.check(quote, by or None) if quote else None
    articles = {one.article: visit.library.article(one.article)[0] for one in found.evidence} if found else {}
    twin = json_twin("/check", quote=quote, by=by) if found else ""
    return visit.page("check.html", quote_text=quote, by=by, found=found, articles=articles,
                      coverage=visit.library.coverage(), twin=twin)  # fmt: skip


def trace(visit: Visit) -> str:
    """Who had a text or a quotation, and who took from whom. Raises LibraryError where a word names nothing."""
    wanted = visit.asked("of")
    found = visit.library.trace(wanted) if wanted else None
    shelf = shelf_of(visit, found.articles) if found else Shelf({}, {})
    tree = Tree("edited", found.order, None, reuse_tree(found.reuse)) if found and found.reuse else None
    return visit.page("trace.html", of_text=wanted, found=found, shelf=shelf, tree=tree,
                     coverage=visit.library.coverage(), twin=json_twin("/trace", of=wanted) if found else "")  # fmt: skip


# ---- the library itself ----------------------------------------------------------------------------------------------


def corrections(visit: Visit, trouble: str = "") -> str:
    """The corrections that stand, the newest first."""
    found = visit.library.corrections()[::-1]
    return visit.page("corrections.html", found=found, trouble=trouble, coverage=None, twin=json_twin("/corrections"))


def library(visit: Visit) -> str:
    """What the library holds, and what gave no article."""
    found = visit.library.info()
    counts = {key: getattr(found, key) for key in
              ("articles", "versions", "statements", "entities", "stories", "corrections", "stale", "dropped")}  # fmt: skip
    dropped = visit.library.dropped()[:200] if found.dropped else []
    return visit.page("library.html", found=counts, dropped=dropped, coverage=found.coverage, twin=json_twin("/library"))


def read_page(
    visit: Visit,
    given: Mapping[str, str] | None = None,
    trouble: str = "",
    *,
    pairs: Sequence[tuple[Article, Reading]] = (),
    aside: Sequence[SetAside] = (),
) -> str:
    """The form for a text, an address or a file with what was given, and what was read."""
    shown = [article_text(one, reading, visit.words) for one, reading in pairs]
    known = {key: (given or {}).get(key, "") for key in ("text", "address")}
    return visit.page("read.html", read_ones=shown, aside=aside, trouble=trouble, coverage=None, **known)


__all__ = [
    "acts", "article", "check", "corrections", "disagreements", "dossier", "front", "library", "news", "outlet", "read_page",
    "shelf_of", "story", "trace", "versions", "who",
]  # fmt: skip
