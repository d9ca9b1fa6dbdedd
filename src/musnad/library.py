"""The library: articles kept with what they tell, and every question that can be asked of them.

    with open_library("musnad.db") as library:
        library.add(articles)
        for one in library.said("بيسكوف"):
            print(one.day, one.texts)

Methods have the names of the commands. Answers are frozen records of `musnad.records` and `musnad.store.answers`.
Everything that can go wrong with the file raises `LibraryError`, whose message is one line: what, where, what to do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Literal

from musnad.compare.passages import find_passages
from musnad.records import ActKind, Article, Check, Coverage, Disagreement, Reading, Record, SetAside, Story, Trace
from musnad.settings import Settings
from musnad.store import care, explaining, stories
from musnad.store.acting import ActsWanted, acts_of_pairs, acts_wanted
from musnad.store.adding import Adder
from musnad.store.answers import (
    Acted,
    AddReport,
    Citation,
    DayPage,
    Explanation,
    Latest,
    LibraryInfo,
    Order,
    OutletPage,
    Progress,
    RefreshReport,
    RemoveReport,
    Said,
    SearchAnswer,
    StoryPage,
    Unit,
    VersionChange,
    WhoPage,
)  # fmt: skip
from musnad.store.citing import cite
from musnad.store.connection import Connection
from musnad.store.database import Database, Mode
from musnad.store.errors import LibraryError
from musnad.store.handing import HandsOn
from musnad.store.loading import (
    all_numbers,
    article_number,
    article_ref,
    is_there,
    load_coverage,
    load_dropped,
    load_pair,
    load_raw,
)
from musnad.store.opening import open_database
from musnad.store.overviews import (
    alone_on,
    count_on,
    latest,
    outlet_page,
    silent_on,
    state_of,
    stories_on,
    who_page,
)  # fmt: skip
from musnad.store.paging import Key, Page
from musnad.store.related import related_stories
from musnad.store.saying import said as said_by
from musnad.store.saying import said_page, sayings_of, statements_of
from musnad.store.search import Search, SearchPage, search_page
from musnad.store.search import search as run_search
from musnad.store.tended import Tended
from musnad.store.workers import How, useful_count


class Wanted(Record, frozen=True):
    """What is wanted of what somebody said. Days are ISO 8601, both ends included; `about` is words or a name."""

    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    min_confidence: float = 0.0


class Library(HandsOn, Tended):
    """An open library. Use it as a context manager; it may be shared by threads. Raises LibraryError."""

    def __init__(self, database: Database, settings: Settings | None = None) -> None:
        self.database = database
        self.settings = settings or Settings()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    # ---- bringing in and taking out --------------------------------------------------------------------------------

    def add(
        self,
        items: Iterable[Article | SetAside],
        *,
        read: Callable[[Article], Reading] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        workers: int | None = None,
    ) -> AddReport:
        """Read articles and keep them; adding one again changes nothing. Items that gave no article are kept as
        `dropped`.

        `on_progress` hears of each batch when it is safe on the disk: what it named survives a crash and a power cut.
        Long rows of articles are read by several processes: `workers` says how many (0: none; None: one a core).
        """
        return self.having_linked(Adder(self.database, self._how(read, workers), on_progress).add(items))

    def load(
        self, tables: str | os.PathLike[str], *, on_progress: Callable[[Progress], None] | None = None
    ) -> AddReport:
        """Keep what `musnad batch` read, or an export of readings: a folder, or a Parquet file. Nothing is read again;
        `refresh` does that where older rules made it. Raises BatchError where no readings are there."""
        from musnad.batch.loading import stored

        return Adder(self.database, self._how(None, 0), on_progress).add(stored(Path(tables)))

    def remove(self, wanted: str) -> RemoveReport:
        """Take an article out with all that hangs on it; tells what that changes. `wanted`: id, given id or address."""
        return care.remove(self.database, wanted)

    def dropped(self) -> list[SetAside]:
        """What gave no article, and why."""
        with self.database.reading() as connection:
            return list(load_dropped(connection))

    # ---- questions -------------------------------------------------------------------------------------------------

    def said(
        self,
        who: str,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        min_confidence: float = 0,
    ) -> list[Said]:
        """What somebody is reported to have said, in order. `who` is a name or a part of one."""
        wanted = Wanted(about=about, since=since, until=until, outlet=outlet, min_confidence=min_confidence)
        with self.database.reading() as connection:
            return said_by(connection, who, wanted)

    def who(self, who: str, wanted: Wanted | None = None, *, skip: int = 0, limit: int = 30) -> WhoPage:
        """What the library has of a name: names, roles over time, who quotes them, what they are reported to have said, the
        newest first, and what is said about them. `skip` and `limit` count statements."""
        with self.database.reading() as connection:
            return who_page(connection, who, wanted or Wanted(), skip, limit)

    def outlet(self, outlet: str) -> OutletPage:
        """What the library has of an outlet: whom it quotes, how often by name, whom it cites, with whom it shares texts."""
        with self.database.reading() as connection:
            return outlet_page(connection, outlet, self.database.path)

    def said_page(self, who: str, wanted: Wanted, after: Key | None = None, limit: int | None = None) -> Page[Said]:
        """One page of what somebody is reported to have said; `after` is the `next` of the page before."""
        with self.database.reading() as connection:
            return said_page(connection, who, wanted, after, limit)

    def acts(
        self,
        who: str | None = None,
        act: ActKind | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
    ) -> list[Acted]:
        """Who is reported to have condemned, welcomed, thanked … whom or what, by time of publication. `who` is a name or a
        part of one, `about` words of what the act is turned to; days are ISO 8601, both ends included."""
        wanted = ActsWanted(who=who, act=act, about=about, since=since, until=until, outlet=outlet)
        with self.database.reading() as connection:
            return acts_wanted(connection, wanted)

    def search(
        self, query: str, *, unit: Unit | None = None, order: Order = "newest", limit: int | None = 20, offset: int = 0
    ) -> SearchAnswer:
        """Find articles or statements by words, "phrases", prefix*, -without and fields (`musnad.store.query`)."""
        with self.database.reading() as connection:
            return run_search(connection, Search(query=query, unit=unit, order=order, limit=limit, offset=offset))

    def search_page(self, asked: Search) -> SearchPage:
        """One page of a search, with the number after which the next one begins."""
        with self.database.reading() as connection:
            return search_page(connection, asked)

    def stories(self, *, tell: Callable[[str], None] = lambda _: None) -> list[Story]:
        """All stories, the latest first; compared again where articles changed (`tell` hears of that)."""
        self._renew(tell)
        with self.database.reading() as connection:
            return stories.load_stories(connection)

    def latest(self, *, until: str | None = None, skip: int = 0, limit: int = 40, seen: int | None = None) -> Latest:
        """The latest stories as they stand, those that end by the day `until`, and the newest articles in none; `seen` is the
        count of changes at an earlier look, to mark what is newer."""
        with self.database.reading() as connection:
            return latest(connection, until, skip, limit, seen)

    def stories_page(self, after: Key | None = None, limit: int | None = None) -> Page[Story]:
        """One page of the stories, as they were compared last; `after` is the `next` of the page before."""
        with self.database.reading() as connection:
            return stories.stories_page(connection, after, limit)

    def story(self, wanted: str, *, tell: Callable[[str], None] = lambda _: None) -> StoryPage:
        """One story by its id, or one that it had: its articles, what was said in them, disagreements."""
        self._renew(tell)
        with self.database.reading() as connection:
            return self._story_page(connection, self._known_story(connection, wanted))

    def _known_story(self, connection: Connection, wanted: str) -> Story:
        story = stories.load_story(connection, wanted)
        if story is None:
            raise LibraryError("unknown-id", f"no story {wanted} in {self.database.path}: `musnad stories` lists them")
        return story

    def _story_page(self, connection: Connection, story: Story) -> StoryPage:
        numbers = [article_number(connection, one, self.database.path) for one in story.articles]
        pairs = sorted((load_pair(connection, n) for n in numbers), key=lambda pair: pair[0].published or "")
        articles = [article for article, _ in pairs]
        return StoryPage(
            story=story,
            articles=tuple(map(article_ref, articles)),
            statements=tuple(statements_of(connection, numbers)),
            disagreements=tuple(stories.load_disagreements(connection, story.id)),
            sayings=tuple(sayings_of(connection, story, numbers)),
            related=related_stories(connection, story), acts=tuple(acts_of_pairs(pairs)), passages=tuple(find_passages(articles)),
        )

    def day(self, day: str, *, limit: int = 30, tell: Callable[[str], None] = lambda _: None) -> DayPage:
        """One day (ISO 8601): its stories, the largest first, its single articles, and who was silent."""
        self._renew(tell)
        with self.database.reading() as connection:
            ids = stories_on(connection, day)
            pages = [self._story_page(connection, self._known_story(connection, one)) for one in ids[:limit]]
            return DayPage(
                day=day, articles=count_on(connection, day), stories=tuple(pages), left_out=len(ids) - len(pages),
                alone=alone_on(connection, day), silent=silent_on(connection, day), coverage=load_coverage(connection),
            )  # fmt: skip

    def story_record(self, wanted: str) -> Story:
        """One story as it stands, without what was said in it, by its id, or one that it had."""
        with self.database.reading() as connection:
            return self._known_story(connection, wanted)

    def stories_of(self, article: str) -> list[Story]:
        """The stories that an article (by id, given id or address) is in, as they stand."""
        with self.database.reading() as connection:
            return stories.stories_of(connection, article_number(connection, article, self.database.path))

    def state(self) -> str:
        """What changes whenever an answer may: counts of changes, of corrections, and when stories were last made."""
        with self.database.reading() as connection:
            return state_of(connection)

    def disagreements(self, story: str | None = None, *, tell: Callable[[str], None] = lambda _: None) -> list[Disagreement]:
        """Where outlets differ, conflicts first: in one story, or in all."""
        self._renew(tell)
        with self.database.reading() as connection:
            if story is not None and stories.load_story(connection, story) is None:
                raise LibraryError("unknown-id", f"no story {story} in {self.database.path}: `musnad stories` lists them")
            wanted = stories.current_story_id(connection, story) if story else None
            return stories.load_disagreements(connection, wanted)

    def check(self, quote: str, by: str | None = None) -> Check:
        """Whether this quotation is reported, and as whose."""
        from musnad.compare.check import check_quote
        from musnad.store.saying import pairs_like

        with self.database.reading() as connection:
            return check_quote(quote, by, pairs_like(connection, quote), load_coverage(connection))

    def trace(self, wanted: str) -> Trace:
        """Who had an article's text, or a quotation, and who took from whom, as far as stamps tell. `wanted`: an article's
        id, given id or address, or words."""
        from musnad.store.tracing import trace

        with self.database.reading() as connection:
            return trace(connection, wanted, self.database.path)

    def explain(self, wanted: str) -> tuple[Explanation, ...]:
        """Why a statement is one, by its id or one that it had; for an article's id, every statement of it."""
        with self.database.reading() as connection:
            return explaining.explain(connection, wanted, self.database.path)

    def cite(self, wanted: str) -> Citation:
        """A statement as it is cited, by its id or one that it had: exact words, what stands around them, chain, text."""
        with self.database.reading() as connection:
            return cite(connection, wanted, self.database.path)

    def article(self, wanted: str) -> tuple[Article, Reading]:
        """An article, as it stands now, and its reading. `wanted`: id, given id or address."""
        with self.database.reading() as connection:
            return load_pair(connection, article_number(connection, wanted, self.database.path))

    def export_articles(self) -> Iterator[tuple[Article, Reading]]:
        """All articles, as they stand now, with their readings, by time of publication; one at a time."""
        with self.database.reading() as connection:
            numbers = all_numbers(connection)
        for number in numbers:
            with self.database.reading() as connection:
                pair = load_pair(connection, number) if is_there(connection, number) else None
            if pair is not None:
                yield pair

    def raw_page(self, wanted: str) -> bytes | None:
        """The page that an article was read from, as it was fetched, where there was one."""
        with self.database.reading() as connection:
            return load_raw(connection, article_number(connection, wanted, self.database.path))

    def versions(self, wanted: str) -> tuple[VersionChange, ...]:
        """The versions of an article that were kept, the oldest first, each with what changed in its statements."""
        with self.database.reading() as connection:
            return explaining.version_changes(connection, article_number(connection, wanted, self.database.path))

    def coverage(self) -> Coverage:
        """What answers stand on: how many articles, of which outlets, over which days."""
        with self.database.reading() as connection:
            return load_coverage(connection)

    # ---- care ------------------------------------------------------------------------------------------------------

    def info(self) -> LibraryInfo:
        """What the library holds."""
        return care.info(self.database, self._made_by())

    def check_file(self, *, deep: bool = False) -> tuple[str, ...]:
        """What is wrong with the library's file, a line each; `deep` compares every word of the search index."""
        return care.check(self.database, deep=deep)

    def backup(self, target: str | os.PathLike[str]) -> None:
        """Copy the library to a new file, while others read and write."""
        self.database.copy_to(os.fspath(target))

    def copy_into(self, target: Library) -> dict[str, int]:
        """Copy the whole library, as it stands, into an empty one, of either store, and hold the copy against it; rows by
        table. Nothing is copied where that fails."""
        from musnad.store.copying import copy_library

        return copy_library(self.database, target.database)

    def vacuum(self) -> tuple[int, int]:
        """Give unused space back to the disk; bytes before and after."""
        return care.vacuum(self.database)

    def refresh(
        self,
        *,
        read: Callable[[Article], Reading] | None = None,
        made_by: str | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        workers: int | None = None,
    ) -> RefreshReport:
        """Read again what older rules, data or settings made, going on where it was stopped, and index again where
        words are cut otherwise than before. `workers` as in `add`."""
        if care.index_is_old(self.database):
            care.index_again(self.database)
        return care.refresh(self.database, self._how(read, workers), made_by or self._made_by(), on_progress)

    def _how(self, read: Callable[[Article], Reading] | None, workers: int | None) -> How:
        """How articles are read: by a reader that is given, here; else by several processes."""
        count = 0 if read is not None else useful_count() if workers is None else workers
        return How(read or self._read(), count, self.settings)

    def _made_by(self) -> str:
        from musnad.reading import made_by

        return made_by(self.settings)

    def _renew(self, tell: Callable[[str], None]) -> None:
        """Bring the stories up to date; a library that cannot be written, or not inside a snapshot, answers with those it has."""
        if self.database.read_only or self.database.connection.in_transaction:
            return
        how = stories.comparer(self.settings)
        with self.database.reading() as connection:
            stale = stories.is_stale(connection, how.made_by)
        if stale:
            stories.renew_stories(self.database, how, tell)

    def _read(self) -> Callable[[Article], Reading]:
        from musnad.reading import read

        return partial(read, settings=self.settings)


def open_library(
    path: str | os.PathLike[str],
    *,
    settings: Settings | None = None,
    mode: Literal["create", "write", "read"] = "create",
    wait: float = 60,
    tell: Callable[[str], None] = lambda _: None,
) -> Library:
    """Open the library in a file, or in a database of PostgreSQL (``postgresql://user@host/database``, with the extra
    ``musnad[postgres]``): ``create`` makes it where it is missing, ``write`` and ``read`` need it to be there.

    `wait` is how many seconds to wait behind another program that writes; `tell` hears of that, and of an older library
    that is brought forward (a backup is made first). Raises LibraryError.
    """
    chosen: Mode = mode
    return Library(open_database(path, chosen, wait=wait, tell=tell), settings)


__all__ = ["Library", "LibraryError", "open_library"]
