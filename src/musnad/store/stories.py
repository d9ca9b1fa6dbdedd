"""Stories and disagreements over the library's articles: made again where articles changed, their ids kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import msgspec

from musnad.records import Disagreement, Story
from musnad.store import articles as writing
from musnad.store.comparing import (
    Comparer,
    Found,
    compare,
    compare_few,
    comparer,
    days_around,
    is_large,
)  # fmt: skip
from musnad.store.connection import Connection
from musnad.store.corrections import load_corrections
from musnad.store.database import Database
from musnad.store.nearby import component
from musnad.store.paging import Key, Page
from musnad.store.story_ids import MOVES, current_story_id, known_stories, same_stories

#: In large libraries, so few changed articles are compared with those near to them alone, until so many came this way: then the
#: days around all of them are compared whole.
# 300 of 3,500 articles added one by one differ in 0.2 % of their pairs from all compared at once, 2026-11
_FEW, _DRIFT = 20, 500


def is_stale(connection: Connection, made_by: str) -> bool:
    """Whether articles changed since the stories were made, or other rules made them."""
    facts = _facts(connection)
    if facts.get("changes", "0") != facts.get("stories_at", "0") or facts.get("stories_moves", "0") != _moves(connection):
        return True
    return "stories_at" in facts and facts.get("stories_by") != made_by


def renew_stories(database: Database, how: Comparer, tell: Callable[[str], None]) -> None:
    """Make stories and disagreements again where articles changed, and keep the result.

    The comparing itself holds no lock; the result is written in one transaction, unless articles changed meanwhile:
    then the next call does it again.
    """
    with database.reading() as connection:
        facts, moves = _facts(connection), _moves(connection)
        few = _changed_few(connection, facts, how)
        kept: set[str] = set()
        if few:
            near = {other for _, day in few for other in days_around(day, how.days)}
            numbers = component(connection, (number for number, _ in few), sorted(near))
            found, kept = compare_few(connection, numbers, {number for number, _ in few}, how, tell)
        else:
            numbers = _changed_numbers(connection, facts, how)
            found = compare(connection, numbers, how, tell)
    with database.write() as connection:
        maker = writing.maker_number(connection, writing.Writer(), how.made_by)
        known = {key: articles for key, articles in known_stories(connection, numbers).items() if key not in kept}
        _replace(connection, known, found, maker)
        _note(connection, "stories_at", facts.get("changes", "0"))
        if not few:
            _note(connection, "stories_whole_at", facts.get("changes", "0"))
        _note(connection, "stories_by", how.made_by)
        _note(connection, "stories_moves", moves)
        done = facts.get("removed_days", "")  # what was taken out meanwhile is for the next time
        connection.execute("DELETE FROM library WHERE name = 'removed_days' AND value = ?", (done,))


def _moves(connection: Connection) -> str:
    """How many corrections, and undone ones, there are of which articles a story has."""
    query = f"SELECT count(*) FROM correction WHERE kind IN ({','.join('?' * len(MOVES))})"
    return str(connection.execute(query, MOVES).fetchone()[0])


def note_removed(connection: Connection, day: str | None) -> None:
    """Remember the day of an article that was taken out, so that the stories around it are made again."""
    days = set(_facts(connection).get("removed_days", "").split()) | {day or "-"}
    _note(connection, "removed_days", " ".join(sorted(days)))


def _changed_few(connection: Connection, facts: Mapping[str, str], how: Comparer) -> list[tuple[int, str]]:
    """Numbers and days of the articles that changed, where they are few in a large library, all of them with a day, and not too
    many came this way since the days around were compared whole; else none."""
    if facts.get("removed_days") or _must_be_whole(connection, facts, how):
        return []
    since, whole = int(facts.get("stories_at", "0")), _whole_at(facts)
    rows = connection.execute("SELECT n, day, changed FROM article WHERE changed > ? LIMIT ?", (whole, _DRIFT + 1)).fetchall()
    found = [(number, day) for number, day, changed in rows if changed > since]
    few = len(rows) <= _DRIFT and len(found) <= _FEW and all(day for _, day in found)
    return found if few else []


def _must_be_whole(connection: Connection, facts: Mapping[str, str], how: Comparer) -> bool:
    """Whether all articles are to be compared: in a small library, for the first time, by other rules, after a correction."""
    is_first, is_other = not int(facts.get("stories_at", "0")), facts.get("stories_by") != how.made_by
    return not is_large(connection) or is_first or is_other or facts.get("stories_moves", "0") != _moves(connection)


def _whole_at(facts: Mapping[str, str]) -> int:
    """The change up to which whole days were compared."""
    return int(facts.get("stories_whole_at", facts.get("stories_at", "0")))


def _changed_numbers(connection: Connection, facts: Mapping[str, str], how: Comparer) -> list[int]:
    """Articles to be compared again: near in time to what changed, with all of the stories that these belong to."""
    days = {row[0] for row in connection.execute("SELECT DISTINCT day FROM article WHERE changed > ?", (_whole_at(facts),))}
    days |= {None if day == "-" else day for day in facts.get("removed_days", "").split()}
    if None in days or _must_be_whole(connection, facts, how):
        return [row[0] for row in connection.execute("SELECT n FROM article ORDER BY ord")]
    near = sorted({other for day in days if day for other in days_around(day, how.days)})
    marks = ",".join("?" * len(near))
    query = f"""
        WITH near AS (SELECT n FROM article WHERE day IN ({marks}) OR day IS NULL)
        SELECT n FROM article WHERE n IN (SELECT n FROM near) OR n IN
          (SELECT article FROM story_article WHERE story IN
            (SELECT story FROM story_article WHERE article IN (SELECT n FROM near)))
        ORDER BY ord"""
    return [row[0] for row in connection.execute(query, near)]


def _replace(connection: Connection, known: Mapping[str, set[str]], found: Found, maker: int) -> None:
    """Put new stories in the place of known ones (articles by id); ids stay where most articles do."""
    kept = same_stories(known, [story for story, _ in found])
    new_ids = {new: old for old, new in kept.items()}
    for key in known:
        connection.execute("DELETE FROM story_article WHERE story = ?", (key,))
        connection.execute("DELETE FROM disagreement WHERE story = ?", (key,))
        connection.execute("UPDATE story SET record = NULL, size = 0 WHERE id = ?", (key,))
    for story, disagreements in found:
        key = new_ids.get(story.id) or _free_id(connection, story)
        _insert(connection, msgspec.structs.replace(story, id=key), disagreements, maker)
    for key, articles in known.items():
        if key not in kept:
            _lead_on(connection, key, articles)


def _free_id(connection: Connection, story: Story) -> str:
    """The new story's own id, or another where an old story has that."""
    key = story.id
    while connection.execute("SELECT 1 FROM story WHERE id = ?", (key,)).fetchone():
        key = hashlib.sha256(key.encode()).hexdigest()[:16]
    return key


def _insert(connection: Connection, story: Story, disagreements: Sequence[Disagreement], maker: int) -> None:
    record = msgspec.json.encode(story).decode()
    connection.execute(
        "INSERT INTO story (id, first, last, size, record, leads_to, maker) VALUES (?, NULL, NULL, 0, NULL, NULL, ?) "
        "ON CONFLICT DO NOTHING",
        (story.id, maker),
    )
    connection.execute(
        "UPDATE story SET first = ?, last = ?, size = ?, record = ?, leads_to = NULL, maker = ? WHERE id = ?",
        (story.first, story.last, len(story.articles), record, maker, story.id),
    )
    connection.executemany(
        "INSERT INTO story_article (story, article) SELECT ?, n FROM article WHERE id = ? ON CONFLICT DO NOTHING",
        [(story.id, article) for article in story.articles],
    )
    for one in disagreements:
        here = msgspec.json.encode(msgspec.structs.replace(one, story=story.id)).decode()
        connection.execute(
            "INSERT INTO disagreement (id, story, record, maker) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET story = excluded.story, record = excluded.record, maker = excluded.maker",
            (one.id, story.id, here, maker),
        )


def _lead_on(connection: Connection, key: str, articles: set[str]) -> None:
    """Let the id of a story that is no more lead to the one that has most of its articles."""
    marks = ",".join("?" * len(articles))
    row = connection.execute(
        f"SELECT sa.story FROM story_article sa JOIN article a ON a.n = sa.article WHERE a.id IN ({marks}) "
        "GROUP BY sa.story ORDER BY count(*) DESC, sa.story LIMIT 1", sorted(articles),
    ).fetchone()  # fmt: skip
    connection.execute("UPDATE story SET leads_to = ? WHERE id = ?", (row[0] if row else None, key))


def load_stories(connection: Connection) -> list[Story]:
    """All stories, the latest first, with titles as a person put them right."""
    return stories_page(connection).items


#: More rows than any library has.
_ALL = 2**62
#: Stories that come after one in the order of `load_stories`.
_AFTER = "(coalesce(last, '') < :last OR (coalesce(last, '') = :last AND (size < :size OR (size = :size AND id > :id))))"


def stories_page(connection: Connection, after: Key | None = None, limit: int | None = None) -> Page[Story]:
    """One page of the stories, the latest first; `after` is the last day, the size and the id of the one before."""
    there = "FROM story WHERE record IS NOT NULL"
    bound = dict(zip(("last", "size", "id"), after or ()))
    where = f"{there} AND {_AFTER}" if after else there
    query = f"SELECT record {where} ORDER BY coalesce(last, '') DESC, size DESC, id LIMIT :most"
    rows = connection.execute(query, {**bound, "most": _ALL if limit is None else limit + 1}).fetchall()
    found = titled_stories(connection, [msgspec.json.decode(record, type=Story) for (record,) in rows[:limit]])
    (total,) = connection.execute(f"SELECT count(*) {there}").fetchone()
    last = found[-1] if found and limit is not None and len(rows) > limit else None
    return Page(found, total, (last.last or "", len(last.articles), last.id) if last else None)


def titled_stories(connection: Connection, stories: Sequence[Story]) -> list[Story]:
    """Stories with their titles as a person put them right."""
    titles = _titles(connection)
    return [_titled(story, titles) for story in stories]


def load_story(connection: Connection, wanted: str) -> Story | None:
    """A story by its present or a former id."""
    row = connection.execute("SELECT record FROM story WHERE id = ?", (current_story_id(connection, wanted),)).fetchone()
    if row is None or row[0] is None:
        return None
    return _titled(msgspec.json.decode(row[0], type=Story), _titles(connection))


def stories_of(connection: Connection, article: int) -> list[Story]:
    """The stories that the article of this number is in."""
    query = "SELECT t.record FROM story_article a JOIN story t ON t.id = a.story WHERE a.article = ? AND t.record IS NOT NULL"
    rows = connection.execute(query, (article,)).fetchall()
    return titled_stories(connection, [msgspec.json.decode(record, type=Story) for (record,) in rows])


def _titles(connection: Connection) -> dict[str, str]:
    found = (one for one in load_corrections(connection) if one.kind == "story-title")
    return {current_story_id(connection, one.subject): str(one.value) for one in found}


def _titled(story: Story, titles: Mapping[str, str]) -> Story:
    return msgspec.structs.replace(story, title=titles[story.id]) if story.id in titles else story


def load_disagreements(connection: Connection, story: str | None = None) -> list[Disagreement]:
    """Disagreements of one story, or of all, conflicts first; verdicts as a person put them right."""
    query = "SELECT d.record FROM disagreement d JOIN story s ON s.id = d.story"
    rows = connection.execute(
        query + (" WHERE d.story = ?" if story else "") + " ORDER BY s.last DESC NULLS LAST, d.story, d.id",
        (story,) if story else (),
    )
    verdicts = {one.subject: one.value for one in load_corrections(connection) if one.kind == "disagreement"}
    found = [msgspec.json.decode(record, type=Disagreement) for (record,) in rows]
    found = [
        msgspec.structs.replace(one, verdict=verdicts[one.id])
        if verdicts.get(one.id) in ("conflict", "unsure", "compatible") else one
        for one in found
    ]  # fmt: skip
    rank = {"conflict": 0, "unsure": 1, "compatible": 2}
    return sorted(found, key=lambda one: rank[one.verdict])


def _facts(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, value FROM library"))


def _note(connection: Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO library (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
    )


__all__ = [
    "Comparer", "comparer", "current_story_id", "is_stale", "load_disagreements", "load_stories", "load_story",
    "note_removed", "renew_stories", "stories_of", "stories_page", "titled_stories",
]  # fmt: skip
