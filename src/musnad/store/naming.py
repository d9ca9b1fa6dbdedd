"""Persons, places and bodies of a library under all their names: listed, with their roles in time, and doubtful pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from musnad.store.answers import AliasUse, Holder, Known, NameDoubt, NameLink, NameUse, RoleHeld
from musnad.store.connection import Connection
from musnad.store.corrected import load_regrouped
from musnad.store.entities import role_key
from musnad.store.finding import find_entities
from musnad.store.grouping import Grouping, select_many
from musnad.store.identifiers import Identified, identifiers_of
from musnad.text.fold import fold_key

#: So many roles of one person are listed.
_MOST_ROLES = 40
#: A role counts that so large a share of the articles tell.
_LEAST_OFTEN = 0.02
#: Marks that articles write on names.
_MARKS = "#_\"«»()"
_CURRENT = "JOIN article a ON a.current = o.version"


def known_names(connection: Connection, kind: str, skip: int, limit: int) -> list[Known]:
    """The entities of a kind, those in most articles first."""
    query = f"SELECT o.entity, count(*) FROM entity_of o {_CURRENT} JOIN entity e ON e.n = o.entity WHERE e.kind = ? GROUP BY 1"
    counts = dict(connection.execute(query, (kind,)).fetchall())
    keys = dict(connection.execute("SELECT n, key FROM entity WHERE kind = ?", (kind,)))
    grouping = Grouping(connection)
    heads = _heads(connection, grouping, counts)
    sizes: Counter[int] = Counter()
    for number, count in counts.items():
        sizes[heads[number]] += count
    order = sorted(sizes, key=lambda head: (-sizes[head], keys[head]))[skip : skip + limit]
    return [known(connection, grouping.members([head])) for head in order]


def _heads(connection: Connection, grouping: Grouping, numbers: Collection[int]) -> dict[int, int]:
    """The name that each name leads to at last, as persons put it right."""
    links = dict(connection.execute("SELECT entity, fuller FROM name_link"))
    corrected = {number for pair in (*grouping.same, *grouping.cut) for number in pair}
    heads: dict[int, int] = {}
    for number in numbers:
        at = number
        while at in links and frozenset((at, links[at])) not in grouping.cut:
            at = links[at]
        heads[number] = at
    for group in grouping.groups(sorted(corrected)):
        heads |= dict.fromkeys(group & heads.keys(), min(group))
    return heads


def find_known(connection: Connection, who: str) -> list[Known]:
    """All who go by a name, or a part of one, those in most articles first."""
    groups = Grouping(connection).groups(find_entities(connection, who))
    found = [known(connection, group) for group in groups]
    return sorted(found, key=lambda one: (-one.articles, one.name))


def known(connection: Connection, numbers: Collection[int]) -> Known:
    """One entity under all names of a group."""
    renamed = load_regrouped(connection).names
    names = sorted(_aliases(connection, numbers), key=lambda one: (-one.articles, one.name))
    main = max(names, key=_worth)
    names += sorted(_names_here(connection, numbers), key=lambda one: (-one.articles, one.name))
    days = [day for one in names for day in (one.first, one.last) if day]
    given = next((renamed[one.id] for one in names if one.id in renamed and one.everywhere), main.name)
    return Known(
        id=main.id, name=given, kind=main.id.partition(":")[0], articles=sum(one.articles for one in names),
        first=min(days, default=None), last=max(days, default=None), names=tuple(names), roles=_roles(connection, numbers),
        identifiers=identifiers_of(connection, [one.id for one in names if one.everywhere]),
    )  # fmt: skip


def _worth(one: AliasUse) -> tuple[bool, bool, int, str]:
    """How well a name names: without marks, of a person with more than one word, in many articles."""
    full = not one.id.startswith("person:") or " " in one.name.strip()
    return not set(one.name) & set(_MARKS), full, one.articles, one.name


def _aliases(connection: Connection, numbers: Collection[int]) -> list[AliasUse]:
    why: dict[int, str] = dict(select_many(connection, _WHY, numbers))
    return [
        AliasUse(f"{kind}:{key}", name, articles, first, last, article or "", why.get(number, ""))
        for number, kind, key, name, articles, first, last, article in select_many(connection, _USES, numbers)
    ]


def _names_here(connection: Connection, numbers: Collection[int]) -> list[AliasUse]:
    apart = Grouping(connection).apart
    found: dict[int, AliasUse] = {}
    for number, fuller, kind, key, name, why, articles, first, last, article in select_many(connection, _HERE, numbers):
        if frozenset((number, fuller)) not in apart and number not in numbers:
            found[number] = AliasUse(f"{kind}:{key}", name, articles, first, last, article or "", why, everywhere=False)
    return list(found.values())


_WHY = "SELECT entity, why FROM name_link WHERE entity IN ({})"
_USES = """
    SELECT e.n, e.kind, e.key, e.name, count(a.n), min(a.day), max(a.day), min(a.id)
    FROM entity e LEFT JOIN entity_of o ON o.entity = e.n LEFT JOIN article a ON a.current = o.version
    WHERE e.n IN ({}) GROUP BY e.n, e.kind, e.key, e.name"""
_HERE = """
    SELECT e.n, h.fuller, e.kind, e.key, e.name, h.why, count(a.n), min(a.day), max(a.day), min(a.id)
    FROM name_here h JOIN entity e ON e.n = h.entity JOIN article a ON a.current = h.version
    WHERE h.fuller IN ({}) GROUP BY e.n, h.fuller, e.kind, e.key, e.name, h.why"""


# ---- roles -----------------------------------------------------------------------------------------------------------

_ROLES = f"""
    SELECT r.role, r.words, a.day, a.id, o.entity
    FROM entity_of o {_CURRENT} JOIN role_of r ON r.version = o.version AND r.key = o.key
    WHERE o.entity IN ({{}})"""


def _roles(connection: Connection, numbers: Collection[int]) -> tuple[RoleHeld, ...]:
    """The roles that articles tell of a group, the most told ones, by the day on which each is told first."""
    told: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for role, words, day, article, _ in select_many(connection, _ROLES, numbers):
        told[role].append((day or "", article, words))
    articles = {article for uses in told.values() for _, article, _ in uses}
    often = [role for role in told if len(told[role]) >= _LEAST_OFTEN * len(articles)]
    most = sorted(often, key=lambda role: (-len(told[role]), role))[:_MOST_ROLES]
    return tuple(sorted((_held(told[role]) for role in most), key=lambda one: (one.first or "9", one.role)))


def _held(uses: Sequence[tuple[str, str, str]]) -> RoleHeld:
    """One role from its uses: day, article, words."""
    order = sorted(uses)
    dated = [use for use in order if use[0]] or order
    words = Counter(use[2] for use in order)
    spelled = min(words, key=lambda one: (-words[one], one))
    return RoleHeld(spelled, dated[0][0] or None, dated[-1][0] or None, len(uses), dated[0][1], dated[-1][1])


def holders(connection: Connection, role: str, limit: int) -> list[Holder]:
    """Who has a role, or one that begins with its words, as articles tell it: by the day on which it is told first."""
    key = role_key(role)
    if not key:
        return []
    query = f"""
        SELECT o.entity, r.words, a.day, a.id, r.role FROM role_of r JOIN entity_of o ON o.version = r.version AND o.key = r.key
        {_CURRENT} JOIN entity e ON e.n = o.entity WHERE r.role >= ? AND r.role < ? AND e.kind = 'person'"""
    uses: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for entity, words, day, article, found in connection.execute(query, (key, f"{key}\N{ARABIC LETTER YEH BARREE}")):
        if found == key or found.startswith(f"{key} "):
            uses[entity].append((day or "", article, words))
    rows = []
    for group in Grouping(connection).groups(sorted(uses)):
        told = [use for number in sorted(group & uses.keys()) for use in uses[number]]
        one = known(connection, group)
        if fold_key(one.name) not in {fold_key(use[2]) for use in told}:
            rows.append(Holder(one.id, one.name, _held(told)))
    most = sorted(rows, key=lambda one: (-one.held.articles, one.name))[:limit]
    return sorted(most, key=lambda one: (one.held.first or "9", one.name))


# ---- doubtful pairs --------------------------------------------------------------------------------------------------


def doubts(connection: Connection, skip: int, limit: int) -> list[NameDoubt]:
    """Pairs of names that may be one and about which nobody has said anything yet, those in most articles first."""
    grouping = Grouping(connection)
    told = grouping.same | grouping.apart
    identified = Identified(connection, grouping)
    rows = [(*pair, "identifier", 1.0) for pair in identified.shared()]
    told |= {frozenset(row[:2]) for row in rows}
    doubted = connection.execute("SELECT entity, other, why, score FROM name_doubt").fetchall()
    open_rows = rows + [row for row in doubted if frozenset(row[:2]) not in told and not identified.differ(*row[:2])]
    uses = {number: use for row in open_rows for number, use in ((one, _use(connection, one)) for one in row[:2])}
    found = [NameDoubt(uses[one], uses[other], why, score) for one, other, why, score in open_rows]
    found.sort(key=lambda one: (-min(one.one.articles, one.other.articles), -one.one.articles, one.one.id, one.other.id))
    return found[skip : skip + limit]


def name_links(connection: Connection) -> list[NameLink]:
    """All links as they were made, corrections aside: of names everywhere, and of names in one article."""
    rows = connection.execute("SELECT entity, fuller, why, score, NULL FROM name_link").fetchall()
    rows += connection.execute(
        "SELECT h.entity, h.fuller, h.why, h.score, a.id FROM name_here h JOIN article a ON a.current = h.version"
    ).fetchall()
    uses = {one.id: one for one in _aliases(connection, {number for row in rows for number in row[:2]})}
    ids = {number: f"{kind}:{key}" for number, kind, key in connection.execute("SELECT n, kind, key FROM entity")}
    pairs = [(uses[ids[entity]], uses[ids[fuller]], *rest) for entity, fuller, *rest in rows]
    found = [
        NameLink(_used(one), _used(other), why, score, place or one.article, other.article)
        for one, other, why, score, place in pairs
    ]
    return sorted(found, key=lambda link: (link.one.id, link.other.id, link.article))


def _use(connection: Connection, number: int) -> NameUse:
    [one] = _aliases(connection, [number])
    return _used(one)


def _used(one: AliasUse) -> NameUse:
    return NameUse(one.id, one.name, one.id.partition(":")[0], one.articles)


__all__ = ["doubts", "find_known", "holders", "known", "known_names", "name_links"]
