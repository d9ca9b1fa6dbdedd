"""The care of a library: what it holds, whether it is whole, reading again, and taking articles out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from musnad.page.article import blocks_again
from musnad.records import Article, SetAside
from musnad.store import articles as writing
from musnad.store.answers import LibraryInfo, Progress, RefreshReport, RemoveReport, Unit
from musnad.store.carry import lead_ids_on, load_told
from musnad.store.connection import Connection, Kind
from musnad.store.database import Database
from musnad.store.errors import LibraryError
from musnad.store.loading import article_number, article_ref, load_article, load_coverage, load_version
from musnad.store.preparing import Prepared
from musnad.store.stories import note_removed
from musnad.store.vocabulary import count_again
from musnad.store.words import INDEX_VERSION
from musnad.store.workers import How, prepared_in_order

#: Articles of one transaction; articles that one process reads before others are started; oddities that a report lists.
_BATCH, _ALONE, _MOST_REPORTED = 64, 192, 100


def info(database: Database, made_by: str) -> LibraryInfo:
    """What the library holds; `made_by` names who makes readings now."""
    with database.reading() as connection:
        counts = {name: _count(connection, name) for name in ("version", "statement", "entity", "dropped", "correction")}
        makers = connection.execute("SELECT m.name, count(*) FROM reading r JOIN maker m ON m.n = r.maker GROUP BY m.n")
        row = connection.execute("SELECT value FROM library WHERE name = 'created'").fetchone()
        return LibraryInfo(
            path=database.path,
            schema=database.version,
            created=row[0] if row else "",
            articles=_count(connection, "article"),
            versions=counts["version"],
            statements=counts["statement"],
            entities=counts["entity"],
            stories=connection.execute("SELECT count(*) FROM story WHERE record IS NOT NULL").fetchone()[0],
            dropped=counts["dropped"],
            corrections=counts["correction"],
            bytes=database.size(),
            makers=dict(makers.fetchall()),
            coverage=load_coverage(connection),
            stale=connection.execute(f"SELECT count(*) {_STALE}", (made_by,)).fetchone()[0],
            read_only=database.read_only,
        )


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def check(database: Database, *, deep: bool = False) -> tuple[str, ...]:
    """What is wrong with the library, a line each; nothing where it is whole.

    Looks at the file's pages, references between rows and the index's row counts; `deep` also compares every word of
    the index with the articles (about a second for a thousand articles; needs the library writable).
    """
    problems: list[str] = []
    try:
        with database.reading() as connection:
            problems += database.faults()
            if not problems:  # what follows would only fall over the same
                problems += _row_counts(connection)
        if deep and not problems and not database.read_only:
            problems += _index_words(database)
    except LibraryError as error:
        if error.trouble != "corrupt":
            raise
        problems.append(f"file: {error}")
    return tuple(problems)


#: The parts of the search index.
_PARTS: tuple[tuple[Unit, Kind], ...] = (("article", "word"), ("article", "stem"), ("statement", "word"), ("statement", "stem"))


def _row_counts(connection: Connection) -> list[str]:
    problems = []
    for unit, kind in _PARTS:
        rows, indexed = _count(connection, unit), connection.index.count(connection, unit, kind)
        if rows != indexed:
            problems.append(f"search: {indexed} {unit}s indexed by {kind}, {rows} kept: run `musnad library refresh`")
    orphans = connection.execute("SELECT count(*) FROM article WHERE current IS NULL").fetchone()[0]
    return problems + ([f"{orphans} articles without a version"] if orphans else [])


def _index_words(database: Database) -> list[str]:
    """Compare the index's words with those of the tables."""
    with database.write() as connection:
        return [
            f"search: the {unit}s' {kind}s in the index are not those kept: run `musnad library refresh`"
            for unit, kind in _PARTS if not connection.index.is_true(connection, unit, kind)
        ]  # fmt: skip


def vacuum(database: Database) -> tuple[int, int]:
    """Give unused space back to the disk and merge the index; the file's size in bytes before and after."""
    before = database.size()
    with database.write() as connection:
        connection.index.tidy(connection)
        count_again(connection)
    database.shrink()
    return before, database.size()


def index_is_old(database: Database) -> bool:
    """Whether the index was made by other rules of cutting words, or is not whole."""
    connection = database.connection
    row = connection.execute("SELECT value FROM library WHERE name = 'index_version'").fetchone()
    return row is None or row[0] != INDEX_VERSION or bool(_row_counts(connection))


def index_again(database: Database) -> None:
    """Make the search index again from the tables."""
    with database.write() as connection:
        connection.index.make_again(connection)
        count_again(connection)


def refresh(database: Database, how: How, made_by: str, tell: Callable[[Progress], None] | None) -> RefreshReport:
    """Read again every current version whose reading another maker made.

    In small batches that are safe on the disk one by one, so that it goes on where it was stopped. An article that cannot
    be read again keeps its old reading, and is told.
    """
    stale = _stale(database.connection, made_by)
    report = RefreshReport()
    writer = writing.Writer()
    batches = [stale[start : start + _BATCH] for start in range(0, len(stale), _BATCH)]
    few = how if len(stale) > _ALONE else How(how.read)
    for versions, ready in zip(batches, prepared_in_order((_articles(database, one) for one in batches), few)):
        report = _replace_readings(database, writer, list(zip(versions, ready)), report)
        if tell is not None:
            ids = tuple(one.id for one in ready if isinstance(one, Prepared))
            tell(Progress(done=report.read + report.failed, total=len(stale), ids=ids))
    if stale:
        _forget_unused_entities(database)
    return report


def _articles(database: Database, versions: Sequence[int]) -> list[Article]:
    """The articles of some versions, their blocks told anew."""
    with database.reading() as connection:
        return [blocks_again(load_version(connection, version)[0]) for version in versions]


def _replace_readings(
    database: Database, writer: writing.Writer, ready: Sequence[tuple[int, Prepared | SetAside]], report: RefreshReport
) -> RefreshReport:
    """Put a batch of new readings in the place of the old ones, in one transaction; the report with them."""
    failed = [one for _, one in ready if isinstance(one, SetAside)]
    writer.forget()
    with database.write() as connection:
        change = writing.next_change(connection)
        changed = [
            _replace_reading(connection, writer, version, one, change)
            for version, one in ready if isinstance(one, Prepared)
        ]  # fmt: skip
    return RefreshReport(
        read=report.read + len(changed), changed=report.changed + sum(changed), failed=report.failed + len(failed),
        reported=(*report.reported, *failed)[:_MOST_REPORTED],
    )  # fmt: skip


def _forget_unused_entities(database: Database) -> None:
    """Take out the entities that no article has any more."""
    with database.write() as connection:
        connection.execute(
            "DELETE FROM entity WHERE n NOT IN (SELECT entity FROM entity_of) "
            "AND n NOT IN (SELECT entity FROM speaker WHERE entity IS NOT NULL) AND n NOT IN (SELECT entity FROM about)"
        )


#: Current versions whose reading another maker made; an outlet's profile, which goes with the article, makes no other.
_STALE = (
    "FROM reading r JOIN maker m ON m.n = r.maker JOIN article a ON a.current = r.version WHERE "
    "CASE WHEN instr(m.name, ' outlet/') > 0 THEN substr(m.name, 1, instr(m.name, ' outlet/')) || 'outlet/none' "
    "ELSE m.name END <> ?"
)  # fmt: skip


def _stale(connection: Connection, made_by: str) -> list[int]:
    return [row[0] for row in connection.execute(f"SELECT r.version {_STALE} ORDER BY r.version", (made_by,))]


def _replace_reading(connection: Connection, writer: writing.Writer, version: int, ready: Prepared, change: int) -> int:
    """Put a new reading of a version in the place of the old one; how many statements are not what they were."""
    row = connection.execute("SELECT n, ord FROM article WHERE current = ?", (version,)).fetchone()
    if row is None:  # changed or taken out since
        return 0
    before = load_told(connection, version)
    writing.take_statements_out(connection, row[0])
    connection.execute("DELETE FROM entity_of WHERE version = ?", (version,))
    connection.execute("DELETE FROM role_of WHERE version = ?", (version,))
    connection.execute("DELETE FROM reading WHERE version = ?", (version,))
    connection.execute("UPDATE version SET record = ? WHERE n = ?", (ready.record, version))
    writing.put_reading(connection, writer, writing.Place(row[0], version, row[1]), ready)
    connection.execute("UPDATE article SET changed = ? WHERE n = ?", (change, row[0]))
    after = load_told(connection, version)
    present = [(one.statement.id,) for one in after]  # an id that was given up may be back
    connection.executemany("UPDATE statement_id SET leads_to = NULL WHERE id = ?", present)
    lead_ids_on(connection, before, after, "reread")
    return len({one.statement.id for one in before} ^ {one.statement.id for one in after})


def remove(database: Database, wanted: str) -> RemoveReport:
    """Take an article with all that hangs on it out of the library. Raises LibraryError where there is none."""
    with database.write() as connection:
        number = article_number(connection, wanted, database.path)
        article = load_article(connection, number)
        stories = [row[0] for row in connection.execute("SELECT story FROM story_article WHERE article = ?", (number,))]
        disagreements = [key for story in stories for key in _with_side(connection, story, article.id)]
        versions = connection.execute("SELECT count(*) FROM version WHERE article = ?", (number,)).fetchone()[0]
        entities = _entities(connection, number)
        statements = writing.take_rows_out(connection, number)
        connection.execute("UPDATE article SET current = NULL WHERE n = ?", (number,))
        connection.execute("DELETE FROM article WHERE n = ?", (number,))
        connection.executemany(
            "DELETE FROM entity WHERE n = ?1 AND NOT EXISTS (SELECT 1 FROM entity_of WHERE entity = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM speaker WHERE entity = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM about WHERE entity = ?1)",
            [(entity,) for entity in entities],
        )
        writing.next_change(connection)
        note_removed(connection, article.published[:10] if article.published else None)
        return RemoveReport(
            article=article_ref(article), versions=versions, statements=statements, stories=tuple(stories),
            disagreements=tuple(disagreements),
        )  # fmt: skip


def _entities(connection: Connection, article: int) -> list[int]:
    query = "SELECT DISTINCT e.entity FROM entity_of e JOIN version v ON v.n = e.version WHERE v.article = ?"
    return [row[0] for row in connection.execute(query, (article,))]


def _with_side(connection: Connection, story: str, article: str) -> list[str]:
    rows = connection.execute("SELECT id FROM disagreement WHERE story = ? AND instr(record, ?) > 0", (story, article))
    return [row[0] for row in rows]


__all__ = ["check", "index_again", "index_is_old", "info", "refresh", "remove", "vacuum"]
