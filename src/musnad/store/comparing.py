"""Comparing the library's articles with one another: in runs of days where there are many, so that memory stays
flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple, TypeAlias

import msgspec

from musnad.records import Article, CopyGroup, Disagreement, Reading, Story
from musnad.settings import Settings, settings_key
from musnad.store.connection import Connection
from musnad.store.corrections import load_corrections
from musnad.store.loading import StoredReadings, load_article

#: More articles than this are compared in runs of days of about as many.
_RUN = 5_000

#: The stories of so many articles are looked up with one question.
_AT_ONCE = 500

Found: TypeAlias = list[tuple[Story, list[Disagreement]]]


@dataclass(frozen=True, slots=True)
class Comparer:
    """The work across articles, as the library calls it; `made_by` names its rules and settings."""

    copies: Callable[[Sequence[Article]], list[CopyGroup]]
    stories: Callable[[Sequence[Article], Mapping[str, Reading], Sequence[CopyGroup]], list[Story]]
    disagreements: Callable[[Story, Mapping[str, Article], Mapping[str, Reading]], list[Disagreement]]
    made_by: str
    #: Articles further apart than so many days are never of one story.
    days: int = 4
    #: `stories` for a few articles that are near each other, without counting words anew.
    few_stories: Callable[[Sequence[Article], Mapping[str, Reading], Sequence[CopyGroup]], list[Story]] | None = None


def comparer(settings: Settings) -> Comparer:
    """The comparer that ships with Musnad."""
    import musnad
    from musnad.compare.copies import find_copies
    from musnad.compare.disagreements import find_disagreements
    from musnad.compare.stories import find_stories
    from musnad.text.lexicon import data_version

    made_by = f"musnad/{musnad.__version__} data/{data_version()} settings/{settings_key(settings)} compare"
    few = partial(_few_stories, settings=settings)
    return Comparer(find_copies, find_stories, find_disagreements, made_by, -(-settings.story_hours // 24), few)


def _few_stories(
    articles: Sequence[Article], readings: Mapping[str, Reading], copies: Sequence[CopyGroup], settings: Settings
) -> list[Story]:
    from musnad.compare.stories import find_stories
    from musnad.compare.terms import plain_rareness

    return find_stories(articles, readings, copies, settings, plain_rareness())


class _Dated(NamedTuple):
    """An article's number, id and day; no day comes first."""

    number: int
    id: str
    day: str


def compare_few(connection: Connection, numbers: Sequence[int], how: Comparer, tell: Callable[[str], None]) -> Found:
    """Stories and disagreements of a few articles that are near each other."""
    tell(f"comparing {len(numbers)} articles")
    articles = [load_article(connection, number) for number in numbers]
    readings = StoredReadings(connection, [one.id for one in articles])
    by_id = {one.id: one for one in articles}
    made = (how.few_stories or how.stories)(articles, readings, how.copies(articles))
    stories = _corrected(connection, made, by_id.keys())
    return [(story, how.disagreements(story, by_id, readings)) for story in stories]


def compare(connection: Connection, numbers: Sequence[int], how: Comparer, tell: Callable[[str], None]) -> Found:
    """Stories and disagreements of some articles. Many are taken in runs of days: a story is kept in the run in which
    it begins, and reaches as far as `Comparer.days` beyond its end."""
    dated = _dated(connection, numbers)
    taken: set[str] = set()
    found: Found = []
    for pool, last in _runs(dated, how.days, taken):
        tell(f"comparing {len(pool)} articles" + (f" of {len(dated)}, up to {last}" if len(dated) > len(pool) else ""))
        articles = [load_article(connection, one.number) for one in pool]
        readings = StoredReadings(connection, [one.id for one in articles])
        by_id = {one.id: one for one in articles}
        for story in _corrected(connection, how.stories(articles, readings, how.copies(articles)), by_id.keys()):
            if min((by_id[one].published or "")[:10] for one in story.articles) <= last:
                taken.update(story.articles)
                found.append((story, how.disagreements(story, by_id, readings)))
    return found


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


def _corrected(connection: Connection, stories: Iterable[Story], here_now: Collection[str]) -> list[Story]:
    """The stories with articles moved as a person put it right; a story of no article is none."""
    moves = [one for one in load_corrections(connection) if one.kind in ("story-with", "story-without") and one.value in here_now]
    found = list(stories)
    if not moves:
        return found
    with_id = {new: old for old, new in same_stories(known_stories(connection), found).items()}
    for move in moves:
        for i, story in enumerate(found):
            here = with_id.get(story.id, story.id) == current_story_id(connection, move.subject)
            inside = str(move.value) in story.articles
            if move.kind == "story-with" and here != inside:
                found[i] = _moved(story, str(move.value), here)
            elif move.kind == "story-without" and here and inside:
                found[i] = _moved(story, str(move.value), False)
    return [story for story in found if story.articles]


def _moved(story: Story, article: str, into: bool) -> Story:
    rest = tuple(one for one in story.articles if one != article)
    return msgspec.structs.replace(story, articles=(*rest, article) if into else rest)


def same_stories(known: Mapping[str, set[str]], found: Iterable[Story]) -> dict[str, str]:
    """Which old story is which new one: the one with the most articles in common, if that is more than half of
    either."""
    scored = []
    where: dict[str, list[str]] = {}
    for key, articles in known.items():
        for article in articles:
            where.setdefault(article, []).append(key)
    for story in found:
        common = Counter(key for article in story.articles for key in where.get(article, ()))
        scored += [
            (-count, key, story.id) for key, count in common.items()
            if 2 * count > min(len(known[key]), len(story.articles))
        ]  # fmt: skip
    same: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, new in sorted(scored):
        if old not in same and new not in taken:
            same[old] = new
            taken.add(new)
    return same


def known_stories(connection: Connection, numbers: Sequence[int] | None = None) -> dict[str, set[str]]:
    """Articles' ids by story, of all stories or of those that these articles belong to."""
    query = "SELECT sa.story, a.id FROM story_article sa JOIN article a ON a.n = sa.article"
    rows = [*connection.execute(query)] if numbers is None else []
    for start in range(0, len(numbers or ()), _AT_ONCE):
        some = (numbers or ())[start : start + _AT_ONCE]
        mine = f"SELECT story FROM story_article WHERE article IN ({','.join('?' * len(some))})"
        rows += connection.execute(f"{query} WHERE sa.story IN ({mine})", [*some])
    known: dict[str, set[str]] = {}
    for key, article in rows:
        known.setdefault(key, set()).add(article)
    return known


def current_story_id(connection: Connection, wanted: str) -> str:
    """The id that a former id of a story leads to (itself where it leads nowhere)."""
    seen = set()
    while wanted not in seen:
        seen.add(wanted)
        row = connection.execute("SELECT leads_to FROM story WHERE id = ? AND record IS NULL", (wanted,)).fetchone()
        if row is None or row[0] is None:
            break
        wanted = row[0]
    return wanted


__all__ = [
    "Comparer", "Found", "compare", "compare_few", "comparer", "current_story_id", "days_around", "known_stories",
    "same_stories", "shifted",
]  # fmt: skip
