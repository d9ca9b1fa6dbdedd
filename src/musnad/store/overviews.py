"""What the library holds of one name, of one outlet, and of its latest stories: counts, and the newest statements."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from musnad.records import Entity, Reading, Story
from musnad.store.answers import ArticleRef, Latest, NameUse, OutletPage, RoleUse, StoryLine, Tally, WhoPage
from musnad.store.comparing import shifted
from musnad.store.connection import Connection
from musnad.store.corrected import load_regrouped
from musnad.store.errors import LibraryError
from musnad.store.finding import find_entities, spoken_by, statements_with
from musnad.store.identifiers import identifiers_of
from musnad.store.loading import article_ref, load_article, load_coverage, load_said, outlet_keys
from musnad.store.packing import unpack_reading
from musnad.store.saying import Conditions, said_numbers
from musnad.store.stories import load_disagreements, titled_stories
from musnad.text.fold import fold_key

#: Rows shown of each list of counts; articles whose readings are opened to count women and men; stories whose copies
#: are counted for an outlet.
_MOST, _OPENED, _STORIES = 12, 200, 500
#: Speakers named beside a story in a list.
_SPEAKERS = 4


def latest(connection: Connection, until: str | None, skip: int, limit: int, seen: int | None) -> Latest:
    """The stories that end by a day, the latest first, and the newest articles that are in none.

    `seen` is the library's count of changes at an earlier look: stories that have anything newer are marked so.
    """
    end = until or "9"
    rows = connection.execute(
        "SELECT record FROM story WHERE record IS NOT NULL AND coalesce(last, '') <= ? "
        "ORDER BY coalesce(last, '') DESC, size DESC, id LIMIT ? OFFSET ?",
        (end + "~", limit + 1, skip),
    ).fetchall()
    stories = titled_stories(connection, [msgspec.json.decode(record, type=Story) for (record,) in rows[:limit]])
    alone = connection.execute(
        "SELECT n FROM article a WHERE coalesce(day, '') <= ? AND NOT EXISTS "
        "(SELECT 1 FROM story_article s WHERE s.article = a.n) ORDER BY ord DESC LIMIT 20",
        (end + "~",),
    ).fetchall()
    return Latest(
        stories=tuple(_line(connection, story, seen) for story in stories),
        more=len(rows) > limit,
        alone=tuple(article_ref(load_article(connection, number)) for (number,) in alone),
        changes=changes_of(connection),
        coverage=load_coverage(connection),
    )


def changes_of(connection: Connection) -> int:
    """The library's count of changes: it grows with every article that comes, changes or goes."""
    row = connection.execute("SELECT value FROM library WHERE name = 'changes'").fetchone()
    return int(row[0]) if row else 0


def state_of(connection: Connection) -> str:
    """A text that changes whenever an answer may: with articles, readings, stories, corrections, and what was set aside."""
    facts = connection.execute("SELECT name, value FROM library ORDER BY name").fetchall()
    counts = connection.execute(
        "SELECT (SELECT max(n) FROM correction), (SELECT max(n) FROM dropped), (SELECT count(*) FROM dropped), "
        "(SELECT max(n) FROM maker)"
    ).fetchone()
    return hashlib.sha256(repr((facts, counts)).encode()).hexdigest()[:20]


def _line(connection: Connection, story: Story, seen: int | None) -> StoryLine:
    numbers = "SELECT article FROM story_article WHERE story = ?"
    speakers = connection.execute(
        f"""SELECT e.name FROM statement s JOIN speaker p ON p.statement = s.n JOIN entity e ON e.n = p.entity
            WHERE s.article IN ({numbers}) AND s.own = 1 AND e.kind IN ('person', 'body')
            GROUP BY e.n ORDER BY count(*) DESC, e.n LIMIT ?""",
        (story.id, _SPEAKERS),
    ).fetchall()
    (newest,) = connection.execute(f"SELECT max(changed) FROM article WHERE n IN ({numbers})", (story.id,)).fetchone()
    differ = [one for one in load_disagreements(connection, story.id) if one.verdict != "compatible"]
    return StoryLine(
        story=story,
        speakers=tuple(row[0] for row in speakers),
        conflicts=sum(one.verdict == "conflict" for one in differ),
        doubts=sum(one.verdict == "unsure" for one in differ),
        new=seen is not None and (newest or 0) > seen,
    )


def stories_on(connection: Connection, day: str) -> list[str]:
    """The ids of the stories that have articles of a day, those with the most first."""
    query = """SELECT s.story FROM story_article s JOIN article a ON a.n = s.article JOIN story t ON t.id = s.story
               WHERE a.day = ? AND t.record IS NOT NULL GROUP BY s.story ORDER BY count(*) DESC, s.story"""
    return [row[0] for row in connection.execute(query, (day,))]


def alone_on(connection: Connection, day: str) -> tuple[ArticleRef, ...]:
    """The articles of a day that are in no story."""
    query = """SELECT n FROM article a WHERE day = ? AND NOT EXISTS (SELECT 1 FROM story_article s WHERE s.article = a.n)
               ORDER BY ord"""
    return tuple(article_ref(load_article(connection, number)) for (number,) in connection.execute(query, (day,)).fetchall())


def count_on(connection: Connection, day: str) -> int:
    """How many articles a day has."""
    return int(connection.execute("SELECT count(*) FROM article WHERE day = ?", (day,)).fetchone()[0])


def silent_on(connection: Connection, day: str) -> tuple[str, ...]:
    """Outlets that had articles in the week before a day, and none on it."""
    query = """SELECT max(outlet) FROM article WHERE outlet_key IS NOT NULL AND day >= ? AND day <= ?
               GROUP BY outlet_key HAVING max(day) < ? ORDER BY outlet_key"""
    return tuple(row[0] for row in connection.execute(query, (shifted(day, -7), day, day)))


# ---- one name --------------------------------------------------------------------------------------------------------


def who_page(connection: Connection, who: str, wanted: Conditions, skip: int, limit: int) -> WhoPage:
    """What the library has of everybody whose name has the words of `who`: the names found, roles, who quotes them, what
    they are reported to have said (the newest first, from `skip` on), and what is said about them."""
    entities = find_entities(connection, who)
    numbers = said_numbers(connection, who, wanted)[::-1]
    spoken, theirs = spoken_by(connection, who)
    about = _about(connection, entities)
    names = _names(connection, entities)
    return WhoPage(
        who=who,
        names=names,
        roles=_roles(connection, entities),
        outlets=_tally(connection, f"""
            SELECT min(a.outlet), count(*) FROM statement s JOIN article a ON a.n = s.article
            WHERE s.n IN ({spoken}) AND s.own = 1 AND a.outlet IS NOT NULL GROUP BY a.outlet_key""", theirs),
        topics=_tally(connection, f"""
            SELECT e.name, count(*) FROM about b JOIN entity e ON e.n = b.entity
            WHERE b.statement IN ({spoken}) GROUP BY e.n""", theirs),
        total=len(numbers),
        said=tuple(load_said(connection, numbers[skip : skip + limit])),
        about_total=len(about),
        about=tuple(load_said(connection, about[:limit])),
        coverage=load_coverage(connection),
        identifiers=identifiers_of(connection, [one.id for one in names]),
    )  # fmt: skip


def _names(connection: Connection, entities: Sequence[int]) -> tuple[NameUse, ...]:
    """The names found, the most used first, as persons put them right."""
    renamed = load_regrouped(connection).names
    query = "SELECT kind, key, name, (SELECT count(*) FROM entity_of o WHERE o.entity = e.n) FROM entity e WHERE n = ?"
    rows = [connection.execute(query, (number,)).fetchone() for number in entities]
    found = [
        NameUse(id=f"{kind}:{key}", name=renamed.get(f"{kind}:{key}", name), kind=kind, articles=articles)
        for kind, key, name, articles in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.articles, one.name)))


def _roles(connection: Connection, entities: Sequence[int]) -> tuple[RoleUse, ...]:
    """The roles under which they were quoted, by when, as the first article that has each spells it."""
    marks = ",".join("?" * len(entities))
    rows = connection.execute(
        f"""SELECT p.role, min(s.day), max(s.day), count(*), min(s.n) FROM speaker p JOIN statement s ON s.n = p.statement
            WHERE p.entity IN ({marks}) AND p.role IS NOT NULL AND s.own = 1
            GROUP BY p.role ORDER BY count(*) DESC, p.role LIMIT ?""",
        [*entities, _MOST],
    ).fetchall()
    spelled: dict[str, str] = {}
    for one in load_said(connection, [row[4] for row in rows]):
        for speaker in one.statement.speakers:
            if speaker.role:
                spelled.setdefault(fold_key(speaker.role), speaker.role)
    uses = [
        RoleUse(role=spelled[fold_key(role)], first=first, last=last, statements=count)
        for role, first, last, count, _ in rows if fold_key(role) in spelled
    ]  # fmt: skip
    return tuple(sorted(uses, key=lambda one: one.first or "9"))


def _about(connection: Connection, entities: Sequence[int]) -> list[int]:
    """The numbers of the statements about them, the newest first."""
    named, theirs = statements_with(connection, "about", entities)
    query = f"SELECT n FROM statement WHERE n IN ({named}) AND own = 1 ORDER BY n DESC"
    return [row[0] for row in connection.execute(query, theirs)]


def _tally(connection: Connection, query: str, parameters: Iterable[Any]) -> tuple[Tally, ...]:
    """The largest rows of a query for names and their counts."""
    rows = connection.execute(f"{query} ORDER BY 2 DESC, 1 LIMIT {_MOST}", list(parameters))
    return tuple(Tally(name=name, number=number) for name, number in rows)


# ---- one outlet ------------------------------------------------------------------------------------------------------


def outlet_page(connection: Connection, outlet: str, path: str) -> OutletPage:
    """What the library has of one outlet: whom it quotes, how often by name, whom it cites, and with whom it shares texts.
    Raises LibraryError where no outlet goes by this name."""
    key = _outlet_key(connection, outlet, path)
    own = "FROM statement s JOIN article a ON a.n = s.article WHERE a.outlet_key = ? AND s.own = 1"
    name, articles, first, last = connection.execute(
        "SELECT max(outlet), count(*), min(day), max(day) FROM article WHERE outlet_key = ?", (key,)
    ).fetchone()
    (statements,) = connection.execute(f"SELECT count(*) {own}", (key,)).fetchone()
    named = f"SELECT s.n {own} AND EXISTS (SELECT 1 FROM speaker p LEFT JOIN entity e ON e.n = p.entity " \
            "WHERE p.statement = s.n AND coalesce(e.kind, '') <> 'unnamed')"  # fmt: skip
    genders = _genders(connection, key)
    return OutletPage(
        outlet=name,
        articles=articles,
        first=first,
        last=last,
        statements=statements,
        named=connection.execute(f"SELECT count(*) FROM ({named}) named", (key,)).fetchone()[0],
        speakers=_tally(connection, f"""
            SELECT e.name, count(*) FROM speaker p JOIN entity e ON e.n = p.entity WHERE e.kind IN ('person', 'body')
            AND p.statement IN (SELECT s.n {own}) GROUP BY e.n""", (key,)),
        relays=_relays(connection, own, key),
        shared=_shared(connection, key),
        women=genders["f"],
        men=genders["m"],
        looked_at=min(articles, _OPENED),
        coverage=load_coverage(connection),
    )  # fmt: skip


def _outlet_key(connection: Connection, outlet: str, path: str) -> str:
    """The folded name of the outlet that is meant: the exact one, else the only one that has these words in its name."""
    wanted = fold_key(outlet)
    found = outlet_keys(connection, wanted)
    if wanted not in found and len(found) != 1:
        several = f"several outlets have {outlet} in their names" if found else f"no outlet {outlet}"
        raise LibraryError("unknown-id", f"{several} in {path}: `musnad library info` lists them")
    return wanted if wanted in found else found[0]


def _relays(connection: Connection, own: str, key: str) -> tuple[Tally, ...]:
    """Agencies, channels and documents that the outlet's statements came through, as one article spells each."""
    rows = connection.execute(
        f"""SELECT r.name, count(*), max(r.statement) FROM relay r WHERE r.statement IN (SELECT s.n {own})
            GROUP BY r.name ORDER BY 2 DESC, 1 LIMIT ?""",
        (key, _MOST),
    ).fetchall()
    links = [link for one in load_said(connection, [row[2] for row in rows]) for link in one.statement.chain]
    spelled = {fold_key(link.name): link.name for link in links}
    return tuple(Tally(name=spelled[name], number=number) for name, number, _ in rows if name in spelled)


def _shared(connection: Connection, key: str) -> tuple[Tally, ...]:
    """Outlets that carry the same texts, by how many, in the latest stories of the outlet."""
    query = """SELECT t.record FROM story t WHERE t.record IS NOT NULL AND t.id IN
               (SELECT sa.story FROM story_article sa JOIN article a ON a.n = sa.article WHERE a.outlet_key = ?)
               ORDER BY t.last DESC NULLS LAST, t.id LIMIT ?"""
    counts: Counter[str] = Counter()
    for (record,) in connection.execute(query, (key, _STORIES)).fetchall():
        for group in msgspec.json.decode(record, type=Story).copies:
            marks = ",".join("?" * len(group.articles))
            rows = connection.execute(f"SELECT DISTINCT outlet, outlet_key FROM article WHERE id IN ({marks})", group.articles)
            outlets = {other: name for name, other in rows if other}
            if key in outlets:
                counts.update(name for other, name in outlets.items() if other != key)
    return tuple(Tally(name=name, number=number) for name, number in counts.most_common(_MOST))


def _genders(connection: Connection, key: str) -> Counter[str]:
    """Women and men among the persons quoted in the outlet's latest articles, where those tell."""
    query = """SELECT r.record FROM article a JOIN reading r ON r.version = a.current
               WHERE a.outlet_key = ? ORDER BY a.ord DESC LIMIT ?"""
    counts: Counter[str] = Counter()
    for (record,) in connection.execute(query, (key, _OPENED)):
        counts.update(one.gender for one in quoted_persons(unpack_reading(record)) if one.gender)
    return counts


def quoted_persons(reading: Reading) -> list[Entity]:
    """The persons quoted in an article whose gender it tells."""
    quoted = {speaker.entity for statement in reading.statements for speaker in statement.speakers}
    return [one for one in reading.entities if one.key in quoted and one.kind == "person" and one.gender]


__all__ = [
    "alone_on", "changes_of", "count_on", "latest", "outlet_page", "quoted_persons", "silent_on", "state_of",
    "stories_on", "who_page",
]  # fmt: skip
