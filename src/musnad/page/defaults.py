"""What a user says of sources that don't say it themselves."""

from __future__ import annotations

from musnad.records import Record


class Defaults(Record, frozen=True):
    """Publication time (ISO 8601), outlet, address and headline for articles that have none of their own."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None


__all__ = ["Defaults"]
