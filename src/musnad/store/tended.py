"""What people do to a library besides adding articles: feeds that it follows, and what they put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from musnad.records import EntityKind
from musnad.store import corrections, feeds, linking, naming
from musnad.store.answers import AddReport, Correction, FeedState, Holder, IdentifyReport, Known, NameDoubt, NameLink
from musnad.store.articles import now
from musnad.store.correcting import checked_correction
from musnad.store.database import Database
from musnad.store.errors import LibraryError
from musnad.store.identifier_table import parse_identifiers
from musnad.store.identifying import identify


class Tended:
    """The methods of a library for its feeds and its corrections."""

    database: Database

    def follow(self, addresses: Iterable[str], *, at: str | None = None) -> int:
        """Follow feeds from now on, or from a moment (ISO 8601, UTC); how many were not followed yet. `musnad.watch` looks at
        them."""
        with self.database.write() as connection:
            return feeds.follow(connection, addresses, at or now())

    def forget(self, address: str) -> None:
        """Follow a feed no longer; its articles stay. Raises LibraryError where it is not followed."""
        with self.database.write() as connection:
            if not feeds.forget(connection, address):
                raise LibraryError("unknown-id", f"{address} is not followed: `musnad watch status` lists what is")

    def feeds(self) -> list[FeedState]:
        """The feeds that are followed, and how each fares."""
        with self.database.reading() as connection:
            return feeds.feed_states(connection)

    def correct(self, kind: corrections.Kind, subject: str, value: Any, *, by: str = "user") -> Correction:
        """Put something right (kinds: `musnad.store.corrections.Kind`); it survives reading again and can be undone.

        Raises LibraryError where subject or value is not of the kind, unknown, or against another correction.
        """
        with self.database.write() as connection:
            return corrections.add_correction(connection, kind, *checked_correction(connection, kind, subject, value), by)

    def undo(self, correction: str, *, by: str = "user") -> Correction:
        """Undo a correction by its id."""
        with self.database.write() as connection:
            return corrections.undo_correction(connection, correction, by)

    def corrections(self, *, standing: bool = True) -> list[Correction]:
        """Corrections that stand, or all that ever were, in the order in which they were made."""
        with self.database.reading() as connection:
            return corrections.load_corrections(connection, standing=standing)

    # ---- names -----------------------------------------------------------------------------------------------------

    def names(self, who: str | None = None, *, kind: EntityKind = "person", skip: int = 0, limit: int = 50) -> list[Known]:
        """Persons (or another `kind`) under all their names, with roles in time: those who go by a name or a part of one, else
        all, those in most articles first. Names are linked again where articles changed."""
        self.link_names()
        with self.database.reading() as connection:
            if who is not None:
                return naming.find_known(connection, who)[skip : skip + limit]
            return naming.known_names(connection, kind, skip, limit)

    def doubtful_names(self, *, skip: int = 0, limit: int = 50) -> list[NameDoubt]:
        """Pairs of names that may be one, those of one identifier among them: `correct` with "entity-same" or "entity-apart" says
        which."""
        self.link_names()
        with self.database.reading() as connection:
            return naming.doubts(connection, skip, limit)

    def identify_names(self, table: str, *, join: bool = False, by: str = "user") -> IdentifyReport:
        """Give names the identifiers of a table (the text of a file: columns ``name``, ``identifier`` and, if wanted,
        ``also``, other spellings with | between them). With `join`, names of one identifier are made one.

        Raises LibraryError, naming the line, where the table is wrong; nothing is changed then.
        """
        rows = parse_identifiers(table)
        self.link_names()
        with self.database.write() as connection:
            return identify(connection, rows, join=join, by=by)

    def name_links(self) -> list[NameLink]:
        """Every name that is another's, as names were linked, corrections aside."""
        self.link_names()
        with self.database.reading() as connection:
            return naming.name_links(connection)

    def holders(self, role: str, *, limit: int = 50) -> list[Holder]:
        """Who has a role, as articles tell it, by the day on which it is told first."""
        self.link_names()
        with self.database.reading() as connection:
            return naming.holders(connection, role, limit)

    def link_names(self) -> None:
        """Link names over articles again where articles changed; a library that cannot be written stays as it is."""
        if self.database.read_only or self.database.connection.in_transaction:
            return
        with self.database.reading() as connection:
            stale = linking.is_stale(connection)
        if stale:
            linking.renew_links(self.database)

    def having_linked(self, report: AddReport) -> AddReport:
        """Link names again where so much was added that it is time; gives back the report of what was added."""
        with self.database.reading() as connection:
            behind = linking.is_far_behind(connection)
        if behind:
            linking.renew_links(self.database)
        return report

    def export_corrections(self) -> Iterator[bytes]:
        """All corrections as JSON Lines."""
        with self.database.reading() as connection:
            yield from list(corrections.export_corrections(connection))

    def import_corrections(self, lines: Iterable[bytes]) -> int:
        """Bring in corrections from JSON Lines; how many were new. Bringing them in again changes nothing."""
        with self.database.write() as connection:
            return corrections.import_corrections(connection, lines)


__all__ = ["Tended"]
