"""The pages of the site, one function each: a question to the library, and what its template needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import get_args

from musnad.faces.reader.articles import article_text
from musnad.faces.reader.citing import cited
from musnad.faces.reader.desk import PAGE, Desk, json_twin
from musnad.faces.reader.digest import digest
from musnad.faces.reader.links import SiteLinks, with_query
from musnad.faces.reader.page import Shelf, render
from musnad.faces.reader.timeline import timeline
from musnad.faces.reader.tree import Tree, group_tree, reuse_tree
from musnad.library import Wanted
from musnad.records import FOREIGN_BLOCKS, ActKind, Article, Disagreement, Reading, SetAside
from musnad.store.answers import Explanation, StoryPage
from musnad.store.loading import said_of

_LINKS = SiteLinks()
#: Stories whose differences one page shows, and names of outlets and persons of which a page shows the copies' tree.
_STORIES = 20


def front(desk: Desk, seen: int | None) -> tuple[str, int]:
    """Stories by day, with what is new since `seen` (a count of changes); and the count as it is now."""
    found = desk.library.latest(until=desk.asked("until") or None, skip=desk.skip(), limit=PAGE, seen=seen)
    days = [(day, list(lines)) for day, lines in groupby(found.stories, key=lambda line: (line.story.last or "")[:10])]
    older = desk.here(skip=desk.skip() + len(found.stories)) if found.more else ""
    html = desk.page("front.html", found=found, days=days, older=older, coverage=found.coverage, twin=json_twin("/stories"))
    return html, found.changes


# ---- stories ---------------------------------------------------------------------------------------------------------


def story(desk: Desk, key: str) -> str:
    """One story: differences, what each party said, wordings, copies, articles. Raises LibraryError for an unknown id."""
    page = desk.library.story(key)
    shelf = shelf_of(desk, page)
    made = digest(page)
    return desk.page(
        "story.html", digest=made, shelf=shelf, line=timeline(made.parties), genders=_genders(shelf.readings.values()),
        trees=[group_tree(group, shelf.articles) for group in page.story.copies], coverage=desk.library.coverage(),
        twin=json_twin(desk.path),
    )  # fmt: skip


def dossier(desk: Desk, key: str) -> str:
    """The story as a page that has all in itself. Raises LibraryError."""
    page = desk.library.story(key)
    return render([digest(page)], shelf_of(desk, page), desk.words)


def news(desk: Desk, key: str) -> str:
    """What came to a story since a page of it was made: a line, or nothing. Raises LibraryError."""
    page_had = desk.asked("articles")
    had = int(page_had) if page_had.isascii() and page_had.isdigit() else 0
    found = desk.library.story_record(key)
    return desk.piece("_news.html", more=len(found.articles) - had, story=_LINKS.story(found.id))


def shelf_of(desk: Desk, page: StoryPage) -> Shelf:
    """The articles of a story with their readings."""
    pairs = [desk.library.article(one.id) for one in page.articles]
    return Shelf({article.id: article for article, _ in pairs}, {article.id: reading for article, reading in pairs})


def _genders(readings: Iterable[Reading]) -> dict[str, int]:
    """Women and men among the persons quoted, each counted once by name, where the texts tell."""
    found = {}
    for reading in readings:
        quoted = {speaker.entity for statement in reading.statements for speaker in statement.speakers}
        people = [one for one in reading.entities if one.key in quoted and one.kind == "person" and one.gender]
        found.update({one.name: one.gender for one in people})
    counts = Counter(found.values())
    return {"women": counts["f"], "men": counts["m"]}


def disagreements(desk: Desk) -> str:
    """Where outlets differ, story by story, the latest first; without those that are compatible."""
    found = [one for one in desk.library.disagreements() if one.verdict != "compatible"]
    by_story: dict[str, list[Disagreement]] = {}
    for one in found:
        by_story.setdefault(one.story, []).append(one)
    keys = list(by_story)[desk.skip() : desk.skip() + _STORIES]
    groups = [(desk.library.story_record(key), by_story[key]) for key in keys]
    sides = [side for _, ones in groups for one in ones for side in one.sides]
    shelf = _shelf(desk, {article for side in sides for article in (side.article, *side.copies)})
    pages = desk.pages(len(keys), len(by_story) > desk.skip() + len(keys))
    return desk.page("disagreements.html", groups=groups, shelf=shelf, pages=pages, coverage=desk.library.coverage(),
                     twin=json_twin("/disagreements"))  # fmt: skip


def _shelf(desk: Desk, keys: Iterable[str]) -> Shelf:
    pairs = {key: desk.library.article(key) for key in sorted(keys)}
    return Shelf({key: article for key, (article, _) in pairs.items()}, {key: reading for key, (_, reading) in pairs.items()})


# ---- one article -----------------------------------------------------------------------------------------------------


def article(desk: Desk, key: str) -> str:
    """An article with all that is marked in it, and the statement in focus. Raises LibraryError for an unknown id."""
    one, reading = desk.library.article(key)
    focus = _focus(desk, one.id)
    stories = desk.library.stories_of(one.id)
    shown = article_text(one, reading, desk.words, lambda statement: _LINKS.focus(one.id, statement),
                         focus.said.statement.id if focus else None)  # fmt: skip
    listed = [said_of(one, statement) for statement in reading.statements if statement.block not in FOREIGN_BLOCKS]
    return desk.page(
        "article.html", article=one, shown=shown, focus=focus, listed=listed, story=stories[0] if stories else None, kept=True,
        keep_form=None, cited=cited(desk.library.cite(focus.id), desk.words) if focus else "",
        coverage=desk.library.coverage(), twin=json_twin(desk.path),
    )  # fmt: skip


def _focus(desk: Desk, key: str) -> Explanation | None:
    """The statement that is asked for, where it is one of this article."""
    wanted = desk.asked("s")
    if not wanted:
        return None
    found = desk.library.explain(wanted)
    return found[0] if len(found) == 1 and found[0].said.article.id == key else None


def versions(desk: Desk, key: str) -> str:
    """The versions of an article, the newest first, each with what changed. Raises LibraryError."""
    one, _ = desk.library.article(key)
    found = desk.library.versions(key)[::-1]
    return desk.page("versions.html", article=one, versions=found, coverage=None, twin=json_twin(desk.path))


# ---- names and outlets -----------------------------------------------------------------------------------------------


def who(desk: Desk, name: str) -> str:
    """What the library has of a name."""
    chosen = {key: desk.asked(key) or None for key in ("about", "outlet", "since", "until")}
    wanted = Wanted(about=chosen["about"], outlet=chosen["outlet"], since=chosen["since"], until=chosen["until"])
    found = desk.library.who(name, wanted, skip=desk.skip(), limit=PAGE)
    return desk.page(
        "who.html", found=found, chosen={**chosen, "any": any(chosen.values())}, coverage=found.coverage,
        topic_link=lambda topic: with_query(desk.path, about=topic),
        pages=desk.pages(len(found.said), found.total > desk.skip() + len(found.said)),
        twin=json_twin("/said", who=name, **chosen),
    )  # fmt: skip


def outlet(desk: Desk, name: str) -> str:
    """What the library has of an outlet. Raises LibraryError for an unknown one."""
    found = desk.library.outlet(name)
    return desk.page("outlet.html", found=found, coverage=found.coverage, twin=json_twin(desk.path))


def acts(desk: Desk) -> str:
    """Who condemned, welcomed, thanked … whom, once somebody or something is asked for."""
    kinds = get_args(ActKind)
    chosen = {key: desk.asked(key) or None for key in ("who", "act", "about")}
    act = chosen["act"] if chosen["act"] in kinds else None
    asked = any(chosen.values())
    found = desk.library.acts(chosen["who"], act, chosen["about"])[::-1] if asked else []  # type: ignore[arg-type]
    shown = found[desk.skip() : desk.skip() + PAGE]
    return desk.page("acts.html", kinds=kinds, chosen=chosen, asked=asked, found=shown, trouble="",
                     pages=desk.pages(len(shown), len(found) > desk.skip() + len(shown)),
                     coverage=desk.library.coverage(), twin=json_twin("/acts", **chosen) if asked else "")  # fmt: skip


# ---- quotations ------------------------------------------------------------------------------------------------------


def check(desk: Desk) -> str:
    """Whether a quotation is reported, and as whose."""
    quote, by = desk.asked("quote"), desk.asked("by")
    found = desk.library.check(quote, by or None) if quote else None
    articles = {one.article: desk.library.article(one.article)[0] for one in found.evidence} if found else {}
    return desk.page("check.html", quote_text=quote, by=by, found=found, articles=articles, trouble="",
                     coverage=desk.library.coverage(), twin=json_twin("/check", quote=quote, by=by) if found else "")  # fmt: skip


def trace(desk: Desk) -> str:
    """Who had a text or a quotation, and who took from whom. Raises LibraryError where a word names nothing."""
    wanted = desk.asked("of")
    found = desk.library.trace(wanted) if wanted else None
    shelf = _shelf(desk, found.articles) if found else Shelf({}, {})
    tree = Tree("edited", found.order, None, reuse_tree(found.reuse)) if found and found.reuse else None
    return desk.page("trace.html", of_text=wanted, found=found, shelf=shelf, tree=tree, trouble="",
                     coverage=desk.library.coverage(), twin=json_twin("/trace", of=wanted) if found else "")  # fmt: skip


# ---- the library itself ----------------------------------------------------------------------------------------------


def corrections(desk: Desk, trouble: str = "") -> str:
    """The corrections that stand, the newest first."""
    found = desk.library.corrections()[::-1]
    return desk.page("corrections.html", found=found, trouble=trouble, coverage=None, twin=json_twin("/corrections"))


def library(desk: Desk) -> str:
    """What the library holds, and what gave no article."""
    found = desk.library.info()
    counts = {key: getattr(found, key) for key in
              ("articles", "versions", "statements", "entities", "stories", "corrections", "stale", "dropped")}  # fmt: skip
    dropped = desk.library.dropped()[:200] if found.dropped else []
    return desk.page("library.html", found=counts, dropped=dropped, coverage=found.coverage, twin=json_twin("/library"))


def read_page(
    desk: Desk,
    given: Mapping[str, str] | None = None,
    trouble: str = "",
    *,
    pairs: Sequence[tuple[Article, Reading]] = (),
    aside: Sequence[SetAside] = (),
) -> str:
    """The form for a text, an address or a file with what was given, and what was read."""
    shown = [article_text(one, reading, desk.words) for one, reading in pairs]
    known = {key: (given or {}).get(key, "") for key in ("text", "address")}
    return desk.page("read.html", read_ones=shown, aside=aside, trouble=trouble, coverage=None, **known)


__all__ = [
    "acts", "article", "check", "corrections", "disagreements", "dossier", "front", "library", "news", "outlet", "read_page",
    "shelf_of", "story", "trace", "versions", "who",
]  # fmt: skip
