"""Which names of the library's articles are one person's: linked again where articles changed, and kept in tables."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from musnad.link.across import Feature, Here, Linked, Seen, link_persons
from musnad.link.bodies import link_bodies, link_places
from musnad.link.holders import Told, link_roles
from musnad.store.connection import Connection
from musnad.store.database import Database

#: By which rules names are linked: another number makes them be linked again.
RULES = "7"
#: An article of so many names is a list, of which they tell nothing about each other.
_MOST_NAMES = 60


def is_stale(connection: Connection) -> bool:
    """Whether articles changed since names were linked, or other rules linked them."""
    facts = _facts(connection)
    return facts.get("names_at", "0") != facts.get("changes", "0") or facts.get("names_by", RULES) != RULES


def is_far_behind(connection: Connection) -> bool:
    """Whether so many articles changed since names were linked that it is time to do it again."""
    facts = _facts(connection)
    since = int(facts.get("names_at", "0"))
    (changed,) = connection.execute("SELECT count(*) FROM article WHERE changed > ?", (since,)).fetchone()
    (count,) = connection.execute("SELECT count(*) FROM article").fetchone()
    return bool(changed * _SHARE > count) or facts.get("names_by", RULES) != RULES


#: Names are linked again by themselves when one of so many articles is new.
_SHARE = 50


def renew_links(database: Database) -> None:
    """Link the names again, and keep the result in one transaction; the work itself holds no lock."""
    with database.reading() as connection:
        facts = _facts(connection)
        seen = load_seen(connection)
        linked = link_persons(seen)
        linked.here += _roles_alone(connection, seen, linked)
        for more in (link_bodies(*_named(connection, "body")), link_places(*_named(connection, "place"))):
            linked.links += more.links
            linked.here += more.here
            linked.doubts += more.doubts
    with database.write() as connection:
        _replace(connection, linked)
        for name, value in (("names_at", facts.get("changes", "0")), ("names_by", RULES)):
            connection.execute("DELETE FROM library WHERE name = ?", (name,))
            connection.execute("INSERT INTO library (name, value) VALUES (?, ?)", (name, value))


def load_seen(connection: Connection) -> Seen:
    """The persons of all current versions, with what stands around them."""
    names = dict(connection.execute(f"SELECT n, key FROM entity e WHERE kind = 'person' AND NOT {_IS_ROLE}"))
    articles: dict[int, list[int]] = defaultdict(list)
    around: dict[int, list[Feature]] = {}
    days: dict[int, int] = {}
    for version, day, outlet in connection.execute("SELECT current, day, outlet_key FROM article WHERE current IS NOT NULL"):
        around[version] = [f"outlet {outlet}"] if outlet else []
        if day:
            around[version].append(f"month {day[:7]}")
            days[version] = date.fromisoformat(day).toordinal()
    counts: dict[int, int] = defaultdict(int)
    query = "SELECT DISTINCT o.version, o.entity FROM entity_of o JOIN article a ON a.current = o.version ORDER BY 1, 2"
    for version, entity in connection.execute(query):
        counts[version] += 1
        if entity in names:
            articles[entity].append(version)
        if counts[version] <= _MOST_NAMES:
            around[version].append(entity)
    return Seen(names, articles, around, _role_words(connection), days)


#: An entity that no name names: its role stands in the name's place.
_IS_ROLE = """EXISTS (SELECT 1 FROM entity_of o JOIN role_of r ON r.version = o.version AND r.key = o.key
               WHERE o.entity = e.n AND (r.role = e.key OR e.key = 'ال' || r.role))"""


def _named(connection: Connection, kind: str) -> tuple[dict[int, str], dict[int, list[int]]]:
    """The names of a kind, and the current articles (versions) of each."""
    query = """SELECT DISTINCT e.n, e.key, o.version FROM entity e JOIN entity_of o ON o.entity = e.n
               JOIN article a ON a.current = o.version WHERE e.kind = ? ORDER BY 1, 3"""
    names: dict[int, str] = {}
    articles: dict[int, list[int]] = defaultdict(list)
    for number, key, version in connection.execute(query, (kind,)):
        names[number] = key
        articles[number].append(version)
    return names, articles


def _role_words(connection: Connection) -> dict[tuple[int, int], tuple[str, ...]]:
    """The words of the roles of each person in each article."""
    query = """SELECT o.version, o.entity, r.role FROM role_of r JOIN entity_of o ON o.version = r.version AND o.key = r.key
               JOIN article a ON a.current = o.version JOIN entity e ON e.n = o.entity WHERE e.kind = 'person'"""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for version, entity, role in connection.execute(query):
        found[(version, entity)] |= {f"role {word}" for word in role.split()}
    return {place: tuple(sorted(words)) for place, words in found.items()}


def _roles_alone(connection: Connection, seen: Seen, linked: Linked) -> list[Here]:
    """Roles without a name, where they are one person's around the article's day."""
    query = """SELECT r.role, o.entity, o.version, (r.role = e.key OR e.key = 'ال' || r.role) FROM role_of r
               JOIN entity_of o ON o.version = r.version AND o.key = r.key JOIN article a ON a.current = o.version
               JOIN entity e ON e.n = o.entity WHERE e.kind = 'person' AND a.day IS NOT NULL"""
    alone: list[Told] = []
    named: list[Told] = []
    for role, entity, version, is_alone in connection.execute(query):
        if is_alone or entity in seen.names:
            (alone if is_alone else named).append(Told(role, entity, version, seen.days[version]))
    links = {link.entity: link.fuller for link in linked.links}
    heads = {entity: _head(links, entity) for entity in links}
    return [Here(one.version, one.entity, one.bearer, "role", one.share) for one in link_roles(alone, named, heads)]


def _head(links: dict[int, int], entity: int) -> int:
    while entity in links:
        entity = links[entity]
    return entity


def _replace(connection: Connection, linked: Linked) -> None:
    """Put new links in the place of the old ones; what was taken out of the library meanwhile is left out."""
    there = {row[0] for row in connection.execute("SELECT n FROM entity")}
    versions = {row[0] for row in connection.execute("SELECT current FROM article")}
    for table in ("name_link", "name_here", "name_doubt"):
        connection.execute(f"DELETE FROM {table}")
    connection.executemany(
        "INSERT INTO name_link (entity, fuller, why, score) VALUES (?, ?, ?, ?)",
        [one for one in linked.links if one.entity in there and one.fuller in there],
    )
    kept = [one for one in linked.here if one.version in versions and one.entity in there and one.fuller in there]
    connection.executemany(
        "INSERT INTO name_here (version, entity, fuller, why, score) VALUES (?, ?, ?, ?, ?)",
        list({(one.version, one.entity): one for one in kept}.values()),
    )
    doubts = {(one.entity, one.fuller): one for one in linked.doubts if one.entity in there and one.fuller in there}
    connection.executemany("INSERT INTO name_doubt (entity, other, why, score) VALUES (?, ?, ?, ?)", list(doubts.values()))


def _facts(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, value FROM library"))


__all__ = ["is_far_behind", "is_stale", "load_seen", "renew_links"]
