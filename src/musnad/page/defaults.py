"""What a user says of sources that don't say it themselves."""

from __future__ import annotations

from musnad.page.outlets import Outlet
from musnad.records import PublishedFrom, Record


class Defaults(Record, frozen=True):
    """Publication time (ISO 8601), outlet, address and headline for articles that have none of their own.

    `published_from` tells who says that time, `fetched` when the source was fetched, `columns` which column of a CSV
    file (as it is named there) gives which field, `keep_page` whether a page is kept with its article, and `profile` the
    habits of their outlet.
    """

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published_from: PublishedFrom = "given"
    fetched: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    keep_page: bool = False
    profile: Outlet | None = None


__all__ = ["Defaults"]
