"""Comparing the library's articles with one another: in runs of days where there are many, so that memory stays
flat."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple, TypeAlias

import msgspec

from musnad.compare.terms import Rareness
from musnad.records import Article, CopyGroup, Disagreement, Reading, Story
from musnad.settings import Settings, settings_key
from musnad.store.connection import Connection
from musnad.store.loading import StoredReadings, article_number, load_article
from musnad.store.rareness import library_rareness
from musnad.store.story_ids import known_stories, put_right

#: Libraries of up to this many articles are compared whole each time; in larger ones only days around what changed.
WHOLE = 2_000
#: More articles than this are compared in runs of days of about as many.
_RUN = 5_000

Found: TypeAlias = list[tuple[Story, list[Disagreement]]]


@dataclass(frozen=True, slots=True)
class Comparer:
    """The work across articles, as the library calls it; `made_by` names its rules and settings."""

    copies: Callable[[Sequence[Article]], list[CopyGroup]]
    #: Without rareness of words these are counted from the articles.
    stories: Callable[[Sequence[Article], Mapping[str, Reading], Sequence[CopyGroup], Rareness | None], list[Story]]
    disagreements: Callable[[Story, Mapping[str, Article], Mapping[str, Reading]], list[Disagreement]]
    made_by: str
    #: Articles further apart than so many days are never of one story.
    days: int = 4
    #: The record of a story of just these articles, for one that a person put right.
    one_story: Callable[[Sequence[Article], Mapping[str, Reading], Sequence[CopyGroup]], Story] | None = None


def comparer(settings: Settings) -> Comparer:
    """The comparer that ships with Musnad."""
    import musnad
    from musnad.compare.copies import find_copies
    from musnad.compare.disagreements import find_disagreements
    from musnad.compare.stories import make_story
    from musnad.text.lexicon import data_version

    made_by = f"musnad/{musnad.__version__} data/{data_version()} settings/{settings_key(settings)} compare"
    stories = partial(_stories, settings=settings)
    days = -(-settings.story_hours // 24)
    return Comparer(find_copies, stories, find_disagreements, made_by, days, make_story)


def _stories(
    articles: Sequence[Article], readings: Mapping[str, Reading], copies: Sequence[CopyGroup], rareness: Rareness | None,
    settings: Settings,
) -> list[Story]:  # fmt: skip
    from musnad.compare.stories import find_stories

    return find_stories(articles, readings, copies, settings, rareness)


class _Dated(NamedTuple):
    """An article's number, id and day; no day comes first."""

    number: int
    id: str
    day: str


def compare_few(
    connection: Connection, numbers: Sequence[int], changed: Collection[int], how: Comparer, tell: Callable[[str], None]
) -> tuple[Found, set[str]]:
    """Stories and disagreements of a few articles that are near each other, of which some changed; and the ids of the
    stories that stay just as they are, which are not among them."""
    tell(f"comparing {len(numbers)} articles")
    articles = [load_article(connection, number) for number in numbers]
    readings = StoredReadings(connection, [one.id for one in articles])
    by_id = {one.id: one for one in articles}
    made = {one.id: one for one in how.stories(articles, readings, how.copies(articles), library_rareness(connection))}
    known = {frozenset(ids): key for key, ids in known_stories(connection, numbers).items()}
    new = {one.id for number, one in zip(numbers, articles) if number in changed}
    found: Found = []
    kept: set[str] = set()
    for story in put_right(connection, list(made.values()), by_id.keys()):
        inside = frozenset(story.articles)
        if inside in known and not inside & new:
            kept.add(known[inside])
        elif story == made[story.id]:
            found.append((story, how.disagreements(story, by_id, readings)))
        else:
            found.append(_told_anew(connection, story, how))
    return found, kept


def compare(connection: Connection, numbers: Sequence[int], how: Comparer, tell: Callable[[str], None]) -> Found:
    """Stories and disagreements of some articles. Many are taken in runs of days: a story is kept in the run in which
    it begins, and reaches as far as `Comparer.days` beyond its end."""
    dated = _dated(connection, numbers)
    rareness = library_rareness(connection) if is_large(connection) else None
    taken: set[str] = set()
    found: Found = []
    for pool, last in _runs(dated, how.days, taken):
        tell(f"comparing {len(pool)} articles" + (f" of {len(dated)}, up to {last}" if len(dated) > len(pool) else ""))
        articles = [load_article(connection, one.number) for one in pool]
        readings = StoredReadings(connection, [one.id for one in articles])
        by_id = {one.id: one for one in articles}
        for story in how.stories(articles, readings, how.copies(articles), rareness):
            if min((by_id[one].published or "")[:10] for one in story.articles) <= last:
                taken.update(story.articles)
                found.append((story, how.disagreements(story, by_id, readings)))
    return _put_right(connection, found, {one.id for one in dated}, how)


def _put_right(connection: Connection, found: Found, here_now: Collection[str], how: Comparer) -> Found:
    """What was found with articles moved as a person put it right; a story that this changed is told anew."""
    known = {story.id: (story, disagreements) for story, disagreements in found}
    stories = put_right(connection, [story for story, _ in found], here_now)
    return [known[one.id] if one == known[one.id][0] else _told_anew(connection, one, how) for one in stories]


def _told_anew(connection: Connection, story: Story, how: Comparer) -> tuple[Story, list[Disagreement]]:
    """A story of other articles than were found to be of it: its record and disagreements, under its id."""
    articles = [load_article(connection, article_number(connection, one, "the library")) for one in story.articles]
    readings = StoredReadings(connection, [one.id for one in articles])
    if how.one_story:
        told = how.one_story(articles, readings, how.copies(articles))
        story = msgspec.structs.replace(told, id=story.id)
    return story, how.disagreements(story, {one.id: one for one in articles}, readings)


def is_large(connection: Connection) -> bool:
    """Whether a library has too many articles to compare all of them each time."""
    return connection.execute("SELECT 1 FROM article LIMIT 1 OFFSET ?", (WHOLE,)).fetchone() is not None


def _dated(connection: Connection, numbers: Sequence[int]) -> list[_Dated]:
    wanted = set(numbers)
    rows = connection.execute("SELECT n, id, coalesce(day, '') FROM article ORDER BY coalesce(day, ''), ord")
    return [_Dated(*row) for row in rows if row[0] in wanted]


def _runs(dated: Sequence[_Dated], reach: int, taken: set[str]) -> Iterator[tuple[list[_Dated], str]]:
    """Runs of days: the articles to compare, without those that have their story already, and the run's last day."""
    if len(dated) <= _RUN:
        yield list(dated), "9999"
        return
    start = 0
    while start < len(dated):
        stop = min(start + _RUN, len(dated))
        while stop < len(dated) and dated[stop].day == dated[stop - 1].day:
            stop += 1
        last = dated[stop - 1].day if stop < len(dated) else "9999"
        low, high = shifted(dated[start].day, -reach), shifted(last, reach)
        yield [one for one in dated if (low <= one.day <= high or not one.day) and one.id not in taken], last
        start = stop


def shifted(day: str, days: int) -> str:
    """A day so many days later; what is no day, or would leave the calendar, stays as it is."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if len(day) == 10 else day
    except OverflowError:
        return day


def days_around(day: str, reach: int) -> list[str]:
    """A day and those before and after it."""
    middle = date.fromisoformat(day)
    return [(middle + timedelta(days=away)).isoformat() for away in range(-reach, reach + 1)]

__all__ = ["WHOLE", "Comparer", "Found", "compare", "compare_few", "comparer", "days_around", "is_large", "shifted"]
