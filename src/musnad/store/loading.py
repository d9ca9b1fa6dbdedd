"""Reading records back out of the tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from musnad.records import Article, Coverage, Entity, Reading, SetAside, Statement
from musnad.store.answers import ArticleRef, Said
from musnad.store.connection import Connection
from musnad.store.corrected import load_judged
from musnad.store.errors import LibraryError
from musnad.store.grouping import select_many
from musnad.store.packing import unpack_article, unpack_reading

#: What a query has to select for `_pair`.
_PAIR = "v.record, v.title, v.text, r.record"
_JOINS = "article a JOIN version v ON v.n = a.current JOIN reading r ON r.version = v.n"
#: Values bound to one query at most.
_CHUNK = 500


def load_pair(connection: Connection, number: int) -> tuple[Article, Reading]:
    """An article, as it stands now, and its reading."""
    row = connection.execute(f"SELECT {_PAIR} FROM {_JOINS} WHERE a.n = ?", (number,)).fetchone()
    return _pair(row)


def load_pairs(connection: Connection, numbers: Iterable[int] | None = None) -> Iterator[tuple[Article, Reading]]:
    """Articles with their readings, one after the other, by time of publication; of the whole library if none are
    named."""
    if numbers is None:
        for row in connection.execute(f"SELECT {_PAIR} FROM {_JOINS} ORDER BY a.ord"):
            yield _pair(row)
        return
    for number in numbers:
        yield load_pair(connection, number)


def all_numbers(connection: Connection) -> list[int]:
    """The numbers of all articles, by time of publication."""
    return [row[0] for row in connection.execute("SELECT n FROM article ORDER BY ord")]


def is_there(connection: Connection, number: int) -> bool:
    """Whether the library has an article of this number."""
    return connection.execute("SELECT 1 FROM article WHERE n = ?", (number,)).fetchone() is not None


def load_article(connection: Connection, number: int) -> Article:
    """An article as it stands now."""
    query = "SELECT v.record, v.title, v.text FROM article a JOIN version v ON v.n = a.current WHERE a.n = ?"
    return unpack_article(*connection.execute(query, (number,)).fetchone())


def load_raw(connection: Connection, number: int) -> bytes | None:
    """The page that an article was read from, where there was one."""
    query = "SELECT v.raw FROM article a JOIN version v ON v.n = a.current WHERE a.n = ?"
    (raw,) = connection.execute(query, (number,)).fetchone()
    return zlib.decompress(raw) if raw else None


def load_version(connection: Connection, version: int) -> tuple[Article, Reading]:
    """One version of an article, maybe an old one, and its reading."""
    query = f"SELECT {_PAIR} FROM version v JOIN reading r ON r.version = v.n WHERE v.n = ?"
    return _pair(connection.execute(query, (version,)).fetchone())


def _pair(row: tuple[bytes, str | None, str, bytes]) -> tuple[Article, Reading]:
    return unpack_article(row[0], row[1], row[2]), unpack_reading(row[3])


def article_number(connection: Connection, wanted: str, path: str) -> int:
    """The number of the article that an id, a given id or an address names. Raises LibraryError where there is none, or
    several."""
    for column in ("id", "given_id", "url"):
        rows = connection.execute(f"SELECT n, id FROM article WHERE {column} = ? ORDER BY n LIMIT 3", (wanted,)).fetchall()
        if len(rows) > 1:
            ids = ", ".join(row[1] for row in rows)
            raise LibraryError("unknown-id", f"{wanted} names several articles of {path}: give one of {ids}", path)
        if rows:
            return int(rows[0][0])
    raise LibraryError("unknown-id", f"no article {wanted} in {path}: `musnad search` finds ids", path)


def article_ref(article: Article) -> ArticleRef:
    """The short form of an article."""
    return ArticleRef(
        id=article.id, version=article.version, outlet=article.outlet, url=article.url, published=article.published,
        title=article.title,
    )  # fmt: skip


def said_of(article: Article, reading: Reading, statement: Statement, day: str | None = None) -> Said:
    """A statement of an article's reading with its article and its words."""
    return _said(article_ref(article), article.source(statement.of), statement, day, reading.entities)


def _said(
    ref: ArticleRef, source: str, statement: Statement, day: str | None, entities: Iterable[Entity | _Named]
) -> Said:  # fmt: skip
    cue = statement.cue.span
    return Said(
        article=ref,
        statement=statement,
        texts=tuple(source[span.start : span.stop] for span in statement.content),
        cue=source[cue.start : cue.stop] if cue else None,
        day=day,
        about=tuple(one.name for one in entities if one.key in statement.about) if statement.about else (),
    )


class _Named(msgspec.Struct, frozen=True):
    """Of an entity, what `Said.about` needs."""

    key: str
    name: str


class _Told(msgspec.Struct, frozen=True):
    """Of a reading, what one statement needs: the others, and all else, are not looked at."""

    statements: tuple[msgspec.Raw, ...]
    entities: tuple[_Named, ...]


_TOLD, _STATEMENT = msgspec.json.Decoder(_Told), msgspec.json.Decoder(Statement)
_SAID = """
    SELECT s.n, s.place, s.day, s.id, s.version, v.title, v.text, a.id, v.version, a.outlet, a.url, a.published
    FROM statement s JOIN article a ON a.n = s.article JOIN version v ON v.n = s.version WHERE s.n IN ({}) ORDER BY s.n"""


def load_said(connection: Connection, numbers: Sequence[int]) -> list[Said]:
    """The statements of these numbers, in this order, with their articles; numbers that are no more are left out."""
    found: dict[int, Said] = {}
    judged, last, told = load_judged(connection), -1, None
    for number, place, day, key, version, title, text, *ref in select_many(connection, _SAID, numbers):
        if version != last or told is None:
            last, told = version, _load_told(connection, version)
        statement = _STATEMENT.decode(told.statements[place])
        said = _said(_ref(title, *ref), (title or "") if statement.of == "title" else text, statement, day, told.entities)
        if key in judged.checked or key in judged.speakers:
            said = msgspec.structs.replace(said, checked=judged.checked.get(key), speaker=judged.speakers.get(key))
        found[number] = said
    return [found[number] for number in numbers if number in found]


def _ref(title: str | None, key: str, version: str, outlet: str | None, url: str | None, published: str | None) -> ArticleRef:
    return ArticleRef(id=key, version=version, outlet=outlet, url=url, published=published, title=title)


def _load_told(connection: Connection, version: int) -> _Told:
    (record,) = connection.execute("SELECT record FROM reading WHERE version = ?", (version,)).fetchone()
    return _TOLD.decode(zlib.decompress(record))


#: One step of the index for each outlet, not one for each article: its key, and its name as an article has it.
_OUTLETS = """
    WITH RECURSIVE known (outlet_key) AS (
      SELECT min(outlet_key) FROM article
      UNION ALL SELECT (SELECT min(a.outlet_key) FROM article a WHERE a.outlet_key > known.outlet_key) FROM known
      WHERE known.outlet_key IS NOT NULL)
    SELECT (SELECT a.outlet FROM article a WHERE a.outlet_key = known.outlet_key ORDER BY a.ord LIMIT 1), known.outlet_key
    FROM known WHERE known.outlet_key IS NOT NULL"""


def outlet_keys(connection: Connection, part: str) -> list[str]:
    """The folded names of the library's outlets that have this folded text in them."""
    return [key for _, key in connection.execute(_OUTLETS) if part in key]


def load_coverage(connection: Connection) -> Coverage:
    """What the library's answers stand on."""
    articles, first, last, undated = connection.execute(
        "SELECT (SELECT count(*) FROM article), (SELECT min(day) FROM article), (SELECT max(day) FROM article), "
        "(SELECT count(*) FROM article WHERE day IS NULL)"
    ).fetchone()
    outlets = sorted(row[0] for row in connection.execute(_OUTLETS))
    return Coverage(articles=articles, outlets=tuple(outlets), first=first, last=last, undated=undated)


def load_dropped(connection: Connection) -> Iterator[SetAside]:
    """What gave no article, in the order in which it came."""
    for place, reason, detail in connection.execute("SELECT place, reason, detail FROM dropped ORDER BY n"):
        yield SetAside(where=place, reason=reason, detail=detail)


class StoredReadings(Mapping[str, Reading]):
    """Readings by their article's id, fetched when asked for: memory stays flat whatever the library's size."""

    def __init__(self, connection: Connection, ids: Sequence[str]) -> None:
        self._connection = connection
        self._ids = dict.fromkeys(ids)

    def __getitem__(self, key: str) -> Reading:
        if key not in self._ids:
            raise KeyError(key)
        query = "SELECT r.record FROM article a JOIN reading r ON r.version = a.current WHERE a.id = ?"
        row = self._connection.execute(query, (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return unpack_reading(row[0])

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


__all__ = [
    "StoredReadings",
    "all_numbers",
    "article_number",
    "article_ref",
    "is_there",
    "load_article",
    "load_coverage",
    "load_dropped",
    "load_pair",
    "load_pairs",
    "load_raw",
    "load_said",
    "load_version",
    "outlet_keys",
    "said_of",
]  # fmt: skip
