"""A user's table of identifiers laid against the library's names: each row identifies the one that has its name. Nothing is
guessed: what fits nobody or several is told, and names that the table makes one are asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, get_args

from musnad.link.other_scripts import ScriptBook
from musnad.link.person_names import person_name
from musnad.records import EntityKind
from musnad.store.answers import IdentifyReport, SharedIdentifier, UnfitRow
from musnad.store.connection import Connection
from musnad.store.corrected import load_regrouped
from musnad.store.corrections import add_correction
from musnad.store.grouping import entity_number, select_many
from musnad.store.identifier_table import GivenIdentifier
from musnad.store.identifiers import Identified
from musnad.text.fold import fold_key

#: So many are named that a row fits.
_MOST_CHOICES = 5


class _Fit(NamedTuple):
    """Names of the library that a row's names are each alone, the main one first; else all that they could be."""

    sure: list[int]
    choices: list[int]


def identify(connection: Connection, rows: Sequence[GivenIdentifier], *, join: bool, by: str) -> IdentifyReport:
    """Give the library's names the identifiers of a table, inside the open write transaction; with `join`, names that the
    table gives one identifier are made one."""
    return _Identifying(connection, rows, by).run(join)


class _Identifying:
    """The work on one table: what its names fit, and which identifiers were there before."""

    def __init__(self, connection: Connection, rows: Sequence[GivenIdentifier], by: str) -> None:
        self.connection, self.rows, self.by = connection, rows, by
        self.identified = Identified(connection)
        self.grouping = self.identified.grouping
        self.renamed = {fold_key(name): one for one, name in load_regrouped(connection).names.items()}
        self.ids = {n: f"{kind}:{key}" for n, kind, key in connection.execute("SELECT n, kind, key FROM entity")}
        self.under: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for name in (row.name, *row.also):
                self.under[fold_key(name)].add(row.identifier)
        self.having: dict[str, list[int]] = defaultdict(list)
        for number, identifier in self.identified.given.items():
            self.having[identifier].append(number)

    def run(self, join: bool) -> IdentifyReport:
        """Go through the rows, then through what has one identifier."""
        unfit: list[UnfitRow] = []
        told = {"new": 0, "known": 0}
        for row in self.rows:
            fit = self._fit(row)
            if not fit.sure:
                unfit.append(self._unfit(row, "several" if fit.choices else "nobody", fit.choices))
            elif (done := self._give(row.identifier, fit.sure[0])) == "taken":
                unfit.append(self._unfit(row, done, fit.sure[:1]))
            else:
                told[done] += 1
                self.having[row.identifier] += fit.sure
        pairs = [pair for identifier in {row.identifier: 0 for row in self.rows} for pair in self._pairs(identifier, join)]
        return IdentifyReport(told["new"], told["known"], tuple(pairs), tuple(unfit))

    def _unfit(self, row: GivenIdentifier, reason: str, fits: Sequence[int]) -> UnfitRow:
        choices = tuple(self.ids[one] for one in fits[:_MOST_CHOICES])
        return UnfitRow(row.line, row.name, row.identifier, reason, choices)  # type: ignore[arg-type]  # of its reasons

    # ---- what a row fits ---------------------------------------------------------------------------------------------

    def _fit(self, row: GivenIdentifier) -> _Fit:
        """By exact names; where there are none, by what names in other letters may be. A further spelling that rows of other
        identifiers have too tells nobody."""
        names = [row.name, *(one for one in row.also if len(self.under[fold_key(one)]) == 1)]
        exact = self._chosen(self._named(name) for name in names)
        return exact if exact.sure or exact.choices else self._chosen(self._heard(name) for name in names)

    def _chosen(self, found: Iterable[list[int]]) -> _Fit:
        groups = [self._one_each(numbers) for numbers in found]
        sure = self._one_each([group[0] for group in groups if len(group) == 1])
        return _Fit(sure, self._one_each([number for group in groups for number in group]))

    def _one_each(self, numbers: Iterable[int]) -> list[int]:
        """The first number of each group that some are in."""
        kept: list[int] = []
        seen: set[int] = set()
        for number in numbers:
            if number not in seen:
                kept.append(number)
                seen |= self.grouping.members([number])
        return kept

    def _named(self, name: str) -> list[int]:
        """The numbers of all of just this name, of one kind where that stands before it (``person:…``)."""
        kind, colon, rest = name.partition(":")
        kinds = (kind,) if colon and kind in get_args(EntityKind) else get_args(EntityKind)
        key = fold_key(rest if len(kinds) == 1 else name)
        found = [entity_number(self.connection, f"{one}:{key}") for one in kinds]
        found += [entity_number(self.connection, one) for one in (self.renamed.get(key),) if one]
        return [number for number in found if number is not None]

    def _heard(self, name: str) -> list[int]:
        """The numbers of all that a name in other letters may be, those in most articles first."""
        fits = self._book.fits(person_name(fold_key(name)))
        query = "SELECT entity, count(*) FROM entity_of WHERE entity IN ({}) GROUP BY entity"
        sizes: dict[int, int] = dict(select_many(self.connection, query, fits))
        return sorted(fits, key=lambda number: (-sizes.get(number, 0), self.ids[number]))

    @cached_property
    def _book(self) -> ScriptBook:
        persons = ((n, one.partition(":")) for n, one in self.ids.items())
        return ScriptBook({n: person_name(key) for n, (kind, _, key) in persons if kind == "person"})

    # ---- what is done ------------------------------------------------------------------------------------------------

    def _give(self, identifier: str, number: int) -> str:
        """Give a name an identifier: new, known (it had it) or taken (it has another)."""
        have = self.identified.of.get(number, ())
        if have:
            return "known" if identifier in have else "taken"
        add_correction(self.connection, "entity-identifier", self.ids[number], identifier, self.by)
        self.identified.of |= dict.fromkeys(self.grouping.members([number]), (identifier,))
        return "new"

    def _pairs(self, identifier: str, join: bool) -> Iterable[SharedIdentifier]:
        """Names of one identifier that stand apart, each with the first of them."""
        numbers = self._one_each(self.having[identifier])
        for first, other in zip(numbers[:1] * len(numbers), numbers[1:]):
            if not self.identified.are_settled(first, other) and not self.identified.differ(first, other):
                if join:
                    add_correction(self.connection, "entity-same", self.ids[first], self.ids[other], self.by)
                yield SharedIdentifier(identifier, self.ids[first], self.ids[other], join)


__all__ = ["identify"]
