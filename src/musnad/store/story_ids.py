"""Which story is which when stories are made again, and what a person put right about the articles that they have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from musnad.records import Story
from musnad.store.answers import Correction
from musnad.store.carry import led_to
from musnad.store.connection import Connection
from musnad.store.corrections import Kind, load_corrections

#: Corrections of which articles a story has.
MOVES: tuple[Kind, ...] = ("story-with", "story-without", "story-join")
#: The stories of so many articles are looked up with one question.
_AT_ONCE = 500


def put_right(connection: Connection, stories: Sequence[Story], here_now: Collection[str]) -> list[Story]:
    """The stories with articles moved, and stories joined, as a person put it right; a story of no article is none.
    `here_now` are the articles that were compared."""
    moves = [one for one in load_corrections(connection, kinds=MOVES) if here_now and _is_here(one, here_now)]
    found = list(stories)
    if not moves:
        return found
    with_id = {new: old for old, new in same_stories(known_stories(connection), found).items()}
    for move in moves:
        here = current_story_id(connection, move.subject)
        places = [at for at, story in enumerate(found) if with_id.get(story.id, story.id) == here]
        if move.kind == "story-join":
            _join(found, str(move.value).split())
        elif places:
            _move(found, str(move.value), places[0], into=move.kind == "story-with")
    return [story for story in found if story.articles]


def _is_here(move: Correction, here_now: Collection[str]) -> bool:
    return all(one in here_now for one in str(move.value).split())


def _move(found: list[Story], article: str, place: int, *, into: bool) -> None:
    """Put an article into one of the stories, out of all others; or out of that one alone."""
    for at, story in enumerate(found):
        inside = article in story.articles
        if into and (at == place) != inside:
            found[at] = _with(story, () if inside else (article,), without=(article,))
        elif not into and at == place and inside:
            found[at] = _with(story, (), without=(article,))


def _join(found: list[Story], articles: Sequence[str]) -> None:
    """Make one story of those that have these articles: the first's."""
    places = [next((at for at, story in enumerate(found) if one in story.articles), None) for one in articles]
    first = places[0]
    for place in places[1:]:
        if first is not None and place is not None and place != first:
            found[first] = _with(found[first], found[place].articles)
            found[place] = msgspec.structs.replace(found[place], articles=())


def _with(story: Story, more: Sequence[str], without: Sequence[str] = ()) -> Story:
    rest = tuple(one for one in story.articles if one not in without)
    return msgspec.structs.replace(story, articles=(*rest, *more))


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
    return led_to(connection, "SELECT leads_to FROM story WHERE id = ? AND record IS NULL", wanted)


__all__ = ["MOVES", "current_story_id", "known_stories", "put_right", "same_stories"]
