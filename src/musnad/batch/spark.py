"""The engine of a cluster: Spark maps the same pure functions that the processes of one machine run.

Articles are read by the workers and kept with their keys; copies are found as signature, join of bands, check,
components; stories as edges within slots of time, then the one deterministic partition. Workers find the files, and this
package, where this machine finds them. Rows are those of the local engine, in another order.
"""

from __future__ import annotations

import os
import re
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import add
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import msgspec

import musnad
from musnad.batch.across import Dated, Shelf, copy_rows, disagreement_rows, story_rows
from musnad.batch.keys import Keys, unpack_keys
from musnad.batch.layout import (
    DAY,
    DROPPED,
    WITHIN,
    WORK,
    BatchError,
    Manifest,
    arrow_schema_of,
    clear,
    dated_batches,
    put_in_place,
    write_table,
    write_whole,
)  # fmt: skip
from musnad.batch.local import BatchHow, fingerprint, keep_manifest, write_across
from musnad.batch.parts import ReadArticle, dropped_row, kept_reading, read_article, repeated
from musnad.compare.copies import (
    COMMON,
    CopyPair,
    CopyText,
    CopyTexts,
    copy_plans,
    in_copy_order,
    joined,
    make_group,
    may_be_part,
    neighbours,
)  # fmt: skip
from musnad.compare.edges import Edge, find_edges
from musnad.compare.keys import When
from musnad.compare.stories import Cluster, StoryMaker, cluster_units, copy_units, in_story_order
from musnad.compare.templates import Formulas, recurs
from musnad.compare.terms import Rareness, TopicKey, words_of
from musnad.page.defaults import Defaults
from musnad.page.sources import list_files, open_sources
from musnad.records import Article, CopyGroup, Reading, SetAside, Story
from musnad.settings import Settings
from musnad.store.frames import extra
from musnad.store.packing import day_of
from musnad.store.preparing import storable
from musnad.store.rows import What

#: Spark's distributed lists, which have no types of their own here.
Rdd: TypeAlias = Any
_NOTHING = Defaults()
#: Pieces of work for each core: small enough that a lost worker costs little.
_PIECES = 4
_READ, _READ_KEY = "spark-read", "spark-read.json"
_COLUMNS = (
    "article string, version string, published string, made_by string, keys binary, record string, reading string, aside string"
)
#: The slot of articles without a date, which are compared with all: before all others.
_UNDATED = -(1 << 40)


class SparkHow(NamedTuple):
    """The cluster, the pieces that work is cut into (none: a few a core), and what files tell too little of."""

    master: str | None = None
    parts: int | None = None
    defaults: Defaults = _NOTHING


def run_spark(sources: Sequence[str], out: Path, how: BatchHow, where: SparkHow = SparkHow()) -> Manifest:  # noqa: B008
    """Read files and folders into the tables of a folder, on a cluster. Raises BatchError; the same call goes on."""
    files = [os.path.abspath(one) for one in list_files(source for source in sources if _is_file(source))]
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    with _session(where.master) as spark, _told_clearly(out):
        _meet_workers(spark)
        pieces = where.parts or _PIECES * spark.sparkContext.defaultParallelism
        spark.conf.set("spark.sql.shuffle.partitions", str(pieces))
        return _Run(spark, out, how, pieces).run(files, where.defaults)


def _is_file(source: str) -> bool:
    if source == "-" or "://" in source:
        raise BatchError(f"{source}: workers of a cluster read files that they find under the same path; save it as one")
    return True


@contextmanager
def _session(master: str | None) -> Iterator[Any]:
    """A session of Spark, which is stopped at the end."""
    sql = extra("pyspark.sql", "spark")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.appName("musnad batch").master(master or os.environ.get("MASTER") or "local[*]")
    settings = {
        "spark.sql.parquet.compression.codec": "zstd", "spark.ui.enabled": "false", "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
        "spark.sql.execution.arrow.maxRecordsPerBatch": "500", "spark.sql.session.timeZone": "UTC",
        "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "true",
    }  # fmt: skip
    try:
        spark = builder.config(map=settings).getOrCreate()
    except Exception as error:  # no Java, no master: Spark tells of these in many ways
        raise BatchError(f"Spark does not start ({_first_line(error)}): it needs Java 17 or newer, and its master") from error
    try:
        yield spark
    finally:
        spark.stop()


@contextmanager
def _told_clearly(out: Path) -> Iterator[None]:
    """Spark's errors as one line; the clear ones of our own as they are."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException, OSError) as error:
        told = str(error)
        if missing := re.search(r"No module named '(\w+)", told):
            message = f"a worker has no package {missing[1]}: install musnad on each (pip install 'musnad[spark]')"
        elif "No space left on device" in told:
            message = f"no room left on a worker or under {out}: free some"
        else:
            message = f"the cluster failed ({_first_line(error)})"
        raise BatchError(f"{message}; what was read is kept: run the same command again") from error


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line or "Exception" in line]
    return (telling or lines or [type(error).__name__])[0][:300]


def _meet_workers(spark: Any) -> None:
    """See that every worker has this version. Raises BatchError."""
    context = spark.sparkContext
    count = context.defaultParallelism
    versions = set(context.parallelize(range(count), count).map(_version).collect())
    if versions != {_version(0)}:
        others = ", ".join(sorted(versions - {_version(0)}))
        raise BatchError(f"workers have another version of musnad ({others}; here {_version(0)}): install the same one")


def _version(_: int) -> str:
    from musnad.text.lexicon import data_version

    return f"{musnad.__version__} data/{data_version()}"


class _Run:
    """One batch on a cluster."""

    def __init__(self, spark: Any, out: Path, how: BatchHow, pieces: int) -> None:
        self.spark, self.context = spark, spark.sparkContext
        self.out, self.how, self.pieces = out, how, pieces

    def run(self, files: Sequence[str], defaults: Defaults) -> Manifest:
        """All steps, one after the other."""
        read = self._read(files, defaults)
        kept = self._kept(read)
        aside = [msgspec.json.decode(row[0], type=SetAside) for row in read.where("aside is not null").select("aside").collect()]
        again = read.where("aside is null").join(kept.select("seq"), "seq", "left_anti").select("article").collect()
        aside += [repeated(row[0]) for row in again]
        rows: dict[str, int] = {table: self._write(kept, table) for table in WITHIN}
        rows[DROPPED] = write_table(self.out, DROPPED, dated_batches(((None, dropped_row(one)) for one in aside), DROPPED))
        rows |= self._across(kept)
        makers = [row[0] for row in kept.select("made_by").distinct().collect()]
        return keep_manifest(self.out, self.how, ("spark", makers), Counter(one.reason for one in aside), rows)

    # -- within articles

    def _read(self, files: Sequence[str], defaults: Defaults) -> Any:
        """Every item, read: kept in the work folder, so that it is not read again where the run is taken up."""
        folder, key = self.out / WORK / _READ, self.out / WORK / _READ_KEY
        named = fingerprint(self.how) if self.how.sources else ""
        if not (named and _text(key) == named and (folder / "_SUCCESS").is_file()):
            self.how.tell("reading", 0, None)
            clear(folder)
            files_rdd = self.context.parallelize(files, max(len(files), 1))
            items = files_rdd.flatMap(_Open(defaults, self.how.settings)).repartition(self.pieces)
            read = items.mapPartitions(_ReadAll(self.how.settings))
            self.spark.createDataFrame(read, _COLUMNS, verifySchema=False).write.mode("overwrite").parquet(str(folder))
            write_whole(key, named.encode())
        functions = extra("pyspark.sql.functions", "spark")
        read = self.spark.read.parquet(str(folder))
        return read.withColumn("seq", functions.monotonically_increasing_id()).persist(_on_disk())

    def _kept(self, read: Any) -> Any:
        """The readings, of several versions of one article the last."""
        functions, window = extra("pyspark.sql.functions", "spark"), extra("pyspark.sql.window", "spark").Window
        column = functions.col
        first = window.partitionBy("article").orderBy(
            functions.coalesce(column("published"), functions.lit("")).desc(), column("version").desc(), column("seq")
        )
        numbered = read.where("aside is null").withColumn("rank", functions.row_number().over(first))
        return numbered.where("rank = 1").drop("rank", "aside").persist(_on_disk())

    def _write(self, kept: Any, table: What) -> int:
        """A table made from the readings; how many rows."""
        self.how.tell("gathering", 0, None)
        functions = extra("pyspark.sql.functions", "spark")
        schema = extra("pyspark.sql.pandas.types", "spark").from_arrow_schema(arrow_schema_of(table, dated=True))
        rows = kept.select("record", "reading").mapInArrow(_Rows(table), schema).persist(_on_disk())
        fresh = self.out / WORK / f"new-{table}"
        rows.repartition(self.pieces, functions.col(DAY)).write.mode("overwrite").partitionBy(DAY).parquet(str(fresh))
        count = int(rows.count())
        rows.unpersist()
        put_in_place(fresh, self.out / table)
        return count

    # -- across articles

    def _across(self, kept: Any) -> dict[str, int]:
        keys = kept.select("keys").rdd.map(_unpacked).sortBy(_place, numPartitions=self.pieces).persist(_on_disk())
        days = dict(keys.map(lambda one: (one.facts.id, day_of(one.facts.published))).collect())
        self.how.tell("comparing", 0, None)
        copies = self._copies(keys)
        stories = self._stories(keys, copies)
        differ = self.context.parallelize(stories, self.pieces).mapPartitions(_Differ(str(self.out))).collect()
        found = {"copies": copy_rows(copies, days), "stories": story_rows(stories), "disagreements": differ}
        return write_across(self.out, found)

    def _copies(self, keys: Rdd) -> list[CopyGroup]:
        """Signature, band join, check, components."""
        placed = keys.zipWithIndex().map(lambda one: (one[1], one[0])).persist(_on_disk())
        texts = placed.mapValues(lambda one: one.copy)
        size = placed.count()
        alike = texts.filter(lambda one: one[1].key.exact).map(lambda one: (one[1].key.exact, one[0])).groupByKey()
        groups = alike.map(lambda one: sorted(one[1])).persist(_on_disk())
        leaders = groups.map(lambda places: (places[0], None)).join(texts).mapValues(lambda one: one[1]).persist(_on_disk())
        pairs = [CopyPair(one[0], other, "same", 1.0) for one in groups.collect() for other in one[1:]]
        formulas = self.context.broadcast(self._formulas(texts))
        pairs += self._near(leaders, texts, formulas)
        pairs += self._parts(leaders, texts, (formulas, joined(size, pairs).find))
        plans = list(enumerate(copy_plans(size, sorted(pairs))))
        members = self.context.parallelize([(at, number) for number, (_, places) in plans for at in places], self.pieces)
        kinds = {number: kind for number, (kind, _) in plans}
        gathered = members.join(placed).map(lambda one: (one[1][0], (one[0], one[1][1]))).groupByKey()
        return in_copy_order(gathered.map(_MakeGroup(kinds, formulas)).collect())

    def _formulas(self, texts: Rdd) -> frozenset[int]:
        seen = texts.filter(lambda one: one[1].day is not None).flatMap(_sampled_days).distinct().groupByKey()
        return frozenset(seen.filter(lambda one: recurs(set(one[1]))).keys().collect())

    def _near(self, leaders: Rdd, texts: Rdd, formulas: Any) -> list[CopyPair]:
        buckets = leaders.flatMap(_banded).groupByKey()
        pairs = buckets.flatMap(lambda one: neighbours(sorted(one[1]))).distinct()
        return [one for one in _beside(pairs, texts).map(_CheckNear(formulas)).collect() if one]

    def _parts(self, leaders: Rdd, texts: Rdd, by: tuple[Any, Callable[[int], int]]) -> list[CopyPair]:
        formulas, group_of = by
        share = self.how.settings.copy_share
        held = leaders.flatMap(lambda one: ((sampled, one[0]) for sampled in one[1].key.sample)).groupByKey()
        shared = held.filter(lambda one: 1 < len(one[1]) <= COMMON).flatMap(_each_with_each).reduceByKey(add)
        counted = shared.map(lambda one: (one[0][0], (one[0][1], one[1]))).join(texts.mapValues(lambda one: one.key))
        may = counted.filter(lambda one: may_be_part(one[1][1], one[1][0][1], share)).map(lambda one: (one[0], one[1][0][0]))
        apart = [pair for pair in may.collect() if group_of(pair[0]) != group_of(pair[1])]
        pairs = self.context.parallelize(apart, self.pieces)
        return [one for one in _beside(pairs, texts).map(_CheckPart(formulas, share)).collect() if one]

    def _stories(self, keys: Rdd, copies: list[CopyGroup]) -> list[Story]:
        """Edges, then the deterministic partition."""
        ordered = keys.sortBy(lambda one: (one.topic.when is not None, one.facts.place), numPartitions=self.pieces)
        placed = ordered.zipWithIndex().map(lambda one: (one[1], one[0])).persist(_on_disk())
        known = [TopicKey(name, None, when, (), ()) for name, when in placed.values().map(_name_and_time).collect()]
        counts = placed.values().flatMap(lambda one: words_of(one.topic)).map(lambda word: (word, 1)).reduceByKey(add)
        rareness = self.context.broadcast((len(known), counts.collectAsMap()))
        hours = self.how.settings.story_hours
        units = copy_units(known, copies, hours)
        numbers = {unit[0]: number for number, unit in enumerate(units)}
        first = placed.map(lambda one: (one[0], one[1].topic)).join(self.context.parallelize(list(numbers.items()), self.pieces))
        edges = self._edges(first.map(lambda one: (one[1][1], one[1][0])), rareness, hours)
        clusters = [one for one in cluster_units(units, [one.when for one in known], edges, hours) if len(one.places) > 1]
        wanted = [(at, number) for number, one in enumerate(clusters) for at in one.places]
        gathered = self.context.parallelize(wanted, self.pieces).join(placed).map(lambda one: (one[1][0], (one[0], one[1][1])))
        made = gathered.groupByKey().mapPartitions(_MakeStories(clusters, copies, rareness))
        return in_story_order(made.collect())

    def _edges(self, units: Rdd, rareness: Any, hours: float) -> list[Edge]:
        """Edges between units, each from the slot of time of its second article; that knows the slots before and after."""
        slots = units.values().map(lambda key: _slot(key.when, hours)).distinct().collect()
        grouped = units.flatMap(_Slotted(frozenset(slots), hours)).groupByKey()
        return sorted(grouped.flatMap(_FindEdges(rareness, hours)).collect())


# ---- what workers do -------------------------------------------------------------------------------------------------


class _Open(NamedTuple):
    """Items of a file."""

    defaults: Defaults
    settings: Settings

    def __call__(self, path: str) -> Iterator[Article | SetAside]:
        return open_sources([path], defaults=self.defaults, settings=self.settings)


class _ReadAll(NamedTuple):
    """Items as rows of the work table."""

    settings: Settings

    def __call__(self, items: Iterable[Article | SetAside]) -> Iterator[tuple[Any, ...]]:
        from musnad.reading import read

        for item in items:
            made = read_article(item, lambda one: read(one, settings=self.settings)) if isinstance(item, Article) else item
            yield _read_row(made)


def _read_row(made: ReadArticle | SetAside) -> tuple[Any, ...]:
    if isinstance(made, SetAside):
        return (*[None] * 7, msgspec.json.encode(_storable(made)).decode())
    whole: Any = made.rows["readings"][0]
    return made.id, made.version, made.published, made.made_by, bytearray(made.keys), whole.record, whole.reading, None


def _storable(one: SetAside) -> SetAside:
    return SetAside(where=storable(one.where), reason=one.reason, detail=storable(one.detail))


class _Rows(NamedTuple):
    """The rows of a table from readings, as batches of Arrow."""

    table: What

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        return dated_batches((one for batch in batches for one in self._of(batch)), self.table)

    def _of(self, batch: Any) -> Iterator[Dated]:
        articles, readings = msgspec.json.Decoder(Article), msgspec.json.Decoder(Reading)
        for record, reading in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
            made = kept_reading(articles.decode(record), readings.decode(reading))
            if isinstance(made, ReadArticle):
                yield from ((made.day, row) for row in made.rows[self.table])


class _Differ(NamedTuple):
    """The rows of the disagreements of stories."""

    out: str

    def __call__(self, stories: Iterable[Story]) -> Iterator[Dated]:
        shelf = Shelf(Path(self.out))
        return (row for story in stories for row in disagreement_rows(story, shelf))


class _MakeGroup(NamedTuple):
    """A group of copies from its members."""

    kinds: dict[int, Any]
    formulas: Any

    def __call__(self, group: tuple[int, Iterable[tuple[int, Keys]]]) -> CopyGroup:
        number, members = group
        ordered = [keys for _, keys in sorted(members, key=lambda one: one[0])]
        texts, places = CopyTexts([one.copy for one in ordered], Formulas(self.formulas.value)), range(len(ordered))
        return make_group([one.facts for one in ordered], self.kinds[number] or texts.kind(places), texts.least(places))


#: Two places with their texts.
Pair: TypeAlias = "tuple[int, int, CopyText, CopyText]"


class _CheckNear(NamedTuple):
    formulas: Any

    def __call__(self, pair: Pair) -> CopyPair | None:
        found = CopyTexts(pair[2:], Formulas(self.formulas.value)).near(0, 1)
        return found._replace(first=pair[0], second=pair[1]) if found else None


class _CheckPart(NamedTuple):
    formulas: Any
    share: float

    def __call__(self, pair: Pair) -> CopyPair | None:
        """Of two texts of one length that comes first that is a part: so they stand in order here, too."""
        at, other, part, whole = pair
        texts = CopyTexts([part, whole] if at < other else [whole, part], Formulas(self.formulas.value))
        found = texts.part(0, 1, self.share) if at < other else texts.part(1, 0, self.share)
        return found._replace(first=at, second=other) if found else None


class _Slotted(NamedTuple):
    """A unit for the slots in which it is compared: its own, those beside it, and all where it has no date."""

    slots: frozenset[int]
    hours: float

    def __call__(self, unit: tuple[int, TopicKey]) -> Iterator[tuple[int, tuple[int, TopicKey, bool]]]:
        number, key = unit
        own = _slot(key.when, self.hours)
        around = self.slots if own == _UNDATED else self.slots & {own - 1, own, own + 1} - {_UNDATED}
        return ((slot, (number, key, slot == own)) for slot in around)


class _FindEdges(NamedTuple):
    """The edges of a slot whose second article is its own."""

    rareness: Any
    hours: float

    def __call__(self, slot: tuple[int, Iterable[tuple[int, TopicKey, bool]]]) -> list[Edge]:
        units = sorted(slot[1], key=lambda one: one[0])
        found = find_edges([key for _, key, _ in units], _rareness(self.rareness), self.hours, [own for *_, own in units])
        return [Edge(units[one.first][0], units[one.second][0], one.likely) for one in found]


class _MakeStories(NamedTuple):
    """The stories of clusters from their members."""

    clusters: list[Cluster]
    copies: list[CopyGroup]
    rareness: Any

    def __call__(self, groups: Iterable[tuple[int, Iterable[tuple[int, Keys]]]]) -> Iterator[Story]:
        maker = StoryMaker(_rareness(self.rareness), self.copies)
        for number, members in groups:
            yield maker.make(self.clusters[number], {at: (keys.topic, keys.facts) for at, keys in members})


_counted: dict[int, Rareness] = {}


def _rareness(broadcast: Any) -> Rareness:
    """Rareness from counts that were sent, made once a worker."""
    key = id(broadcast.value)
    if key not in _counted:
        _counted.clear()
        _counted[key] = Rareness.counted(*broadcast.value)
    return _counted[key]


def _beside(pairs: Rdd, texts: Rdd) -> Rdd:
    """Pairs of places with their texts."""
    first = pairs.join(texts).map(lambda one: (one[1][0], (one[0], one[1][1])))
    return first.join(texts).map(lambda one: (one[1][0][0], one[0], one[1][0][1], one[1][1]))


def _banded(one: tuple[int, CopyText]) -> Iterator[tuple[tuple[int, int], int]]:
    return (((number, band), one[0]) for number, band in enumerate(one[1].key.bands))


def _sampled_days(one: tuple[int, CopyText]) -> Iterator[tuple[int, int | None]]:
    return ((sampled, one[1].day) for sampled in one[1].key.sample)


def _each_with_each(held: tuple[int, Iterable[int]]) -> Iterator[tuple[tuple[int, int], int]]:
    places = array("q", held[1])
    return (((at, other), 1) for at in places for other in places if at != other)


def _unpacked(row: Any) -> Keys:
    return unpack_keys(bytes(row[0]))


def _place(keys: Keys) -> tuple[bool, str, str]:
    return keys.facts.place


def _name_and_time(keys: Keys) -> tuple[str, When | None]:
    return keys.facts.id, keys.topic.when


def _slot(when: When | None, hours: float) -> int:
    """The slot of time, as long as stories reach, that the middle of a stretch lies in."""
    if when is None:
        return _UNDATED
    middle = when.first + (when.last - when.first) / 2
    return int(middle.timestamp() // (3600 * hours))


def _on_disk() -> Any:
    return extra("pyspark", "spark").StorageLevel.DISK_ONLY


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


__all__ = ["SparkHow", "run_spark"]
