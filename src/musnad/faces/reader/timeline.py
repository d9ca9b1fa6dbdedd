"""A story's statements along a line of time, one lane a party: numbers for a picture, drawn by the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from musnad.faces.reader.digest import Party, Told

#: Width of the picture in its own units; parties that get a lane; marks below the line at most.
WIDTH, LANES, TICKS = 1000, 8, 5
_MARGIN = 20
_SAYING = frozenset({"say", "affirm", "announce", "describe", "relay", "expect", "promise", "admit", "ask"})


@dataclass(frozen=True, slots=True)
class Dot:
    """One statement: where it stands from the line's beginning, and its shape."""

    x: int
    shape: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One party's statements."""

    name: str | None
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: lanes over days; `ticks` are (x, day)."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[int, str], ...]


def timeline(parties: Sequence[Party]) -> Timeline | None:
    """The line of time of a story's parties, those with the most statements first seen first; None where fewer than two
    moments are known: there is nothing to draw."""
    chosen = sorted(range(len(parties)), key=lambda at: -len(parties[at].told))[:LANES]
    placed = {at: [(moment, told) for told in parties[at].told if (moment := _moment(told))] for at in sorted(chosen)}
    moments = [moment for told in placed.values() for moment, _ in told]
    if len(set(moments)) < 2:
        return None
    first, last = min(moments), max(moments)
    lanes = [
        Lane(parties[at].name, tuple(Dot(_place(moment, first, last), _shape(one)) for moment, one in told))
        for at, told in placed.items() if told
    ]  # fmt: skip
    return Timeline(tuple(lanes), tuple(_ticks(first, last)))


def _moment(told: Told) -> datetime | None:
    """When it was said, as far as that is known: the day said, else the moment of publication."""
    said, published = told.said.statement.said or "", told.said.article.published or ""
    for value in (said if said[:10] < published[:10] else "", published):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _place(moment: datetime, first: datetime, last: datetime) -> int:
    share = (moment - first) / (last - first)
    return round(_MARGIN + share * (WIDTH - 2 * _MARGIN))


def _shape(told: Told) -> str:
    statement = told.said.statement
    if statement.negated or statement.cue.stance == "deny":
        return "against"
    return "says" if statement.cue.stance in _SAYING else "presses"


def _ticks(first: datetime, last: datetime) -> list[tuple[int, str]]:
    """Days along the line, the first and the last among them."""
    days = (last.date() - first.date()).days
    step = max(1, -(-days // (TICKS - 1)))
    found = [first.date() + timedelta(days=at) for at in range(0, days + 1, step)]
    return [(_place(max(first, _start(day)), first, last), day.isoformat()) for day in found]


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


__all__ = ["WIDTH", "Dot", "Lane", "Timeline", "timeline"]
