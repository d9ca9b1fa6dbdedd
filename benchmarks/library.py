"""What the library takes: adding, room on the disk, memory, searching, readers beside a writer; on the raw corpora.

    python benchmarks/library.py FOLDER             all 38,000 articles read and added (once: FOLDER keeps the library)
    python benchmarks/library.py FOLDER --large     then 205,000: dates shifted, one word in eight another one
    python benchmarks/library.py FOLDER --together  one writer and four readers for a minute
    python benchmarks/library.py FOLDER --commands  every command on the large library, as programs of their own

Prints figures; changes nothing but FOLDER. Time on a shared machine is given as wall and as processor time.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shlex
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import msgspec

from musnad.library import open_library
from musnad.page.sources import Defaults, open_sources
from musnad.records import Article, Reading, SetAside
from musnad.settings import Settings
from musnad.store.words import word_list

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
FILES = ("ant-2018.jsonl.xz", "saudinewsnet-2015.jsonl.xz")
#: Articles of the large library: with it a million statements.
LARGE = 205_000
QUERIES = (
    "الرئيس", "قال", "الاقتصاد", "بوتين", "السعودية اليمن", '"وقف إطلاق النار"', '"مجلس الأمن"', "انتخاب*",
    "القائل:ترامب", "speaker:الجبير about:إيران", "outlet:bbc كوريا", "وزير -الخارجية", "is:denied النووي",
    "after:2018-04 before:2018-05 سوريا", "في", '"رئيس الوزراء" outlet:bbc', "استشهاد", "طقس", "اللقاحات", "قف",
)  # fmt: skip


def articles() -> Iterator[Article | SetAside]:
    """The articles of both corpora."""
    yield from open_sources([str(CORPUS / name) for name in FILES], defaults=Defaults(), settings=Settings())


def add_all(path: Path, count: int | None) -> None:
    """Add the corpora to a new library and print what that took."""
    if path.exists():
        print(f"{path} is there already: not added again")
        return
    started, worked = time.monotonic(), time.process_time()
    last = [started]

    def hear(progress: object) -> None:
        if time.monotonic() - last[0] > 60:
            last[0] = time.monotonic()
            print(f"  {progress.done} after {last[0] - started:.0f} s", flush=True)  # type: ignore[attr-defined]

    source = articles()
    with open_library(path) as library:
        report = library.add((one for _, one in zip(range(count or 10**9), source)), on_progress=hear)
        wall, work = time.monotonic() - started, time.process_time() - worked
        print(f"added {report.added} articles, {report.statements} statements, {report.set_aside} set aside")
        print(f"{report.added / wall:.0f} articles/s by the wall, {report.added / work:.0f} by this process's time")
    print_size(path)


def print_size(path: Path) -> None:
    """Room on the disk, by table."""
    with open_library(path) as library:
        info = library.info()
        pages = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 12"
        tables = library.database.connection.execute(pages).fetchall()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{info.articles} articles, {info.statements} statements: {info.bytes / 1e6:.0f} MB", end=", ")
    print(f"{info.bytes / info.articles / 1024:.1f} KiB an article; peak memory {peak:.0f} MB")
    print("  " + ", ".join(f"{name} {size / info.articles / 1024:.2f}" for name, size in tables))


def time_searches(path: Path, rounds: int = 5) -> None:
    """Times of the first page of every query, the first run of each query apart."""
    first, later = [], []
    with open_library(path, mode="read") as library:
        for query in QUERIES:
            library.search("تسخين", limit=1)
            for turn in range(rounds):
                started = time.perf_counter()
                answer = library.search(query)
                took = (time.perf_counter() - started) * 1000
                (later if turn else first).append(took)
            print(f"  {took:7.1f} ms  {answer.total:>5}{'' if answer.exact else '+'} {answer.unit}s  {query}")
    for name, times in (("first", first), ("later", later)):
        print(f"search, {name}: p50 {statistics.median(times):.1f} ms, p95 {quantile(times, 95):.1f} ms")


def quantile(values: list[float], percent: int) -> float:
    """The value that so many per cent of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def grow(path: Path, large: Path, count: int) -> None:
    """A larger library: the same articles again with later dates and one word in eight replaced by one as long."""
    started = time.monotonic()
    with open_library(path, mode="read") as small, open_library(large) as library:
        readings: dict[str, Reading] = {}

        def read(article: Article) -> Reading:
            return readings.pop(article.id)

        each, done = small.coverage().articles, library.coverage().articles
        for turn in range(done // each, 100):  # goes on where it was stopped
            if done >= count:
                break
            batch = (varied(one, reading, turn) for one, reading in small.export_articles())
            added = library.add(remembered(batch, readings, max(count - turn * each, 0)), read=read).added
            done += added
            if not added:
                break
            print(f"  {done} articles after {time.monotonic() - started:.0f} s", flush=True)
    print_size(large)


def remembered(pairs: Iterator[tuple[Article, Reading]], readings: dict[str, Reading], most: int) -> Iterator[Article]:
    """Articles whose readings are laid by for the reader."""
    for _, (article, reading) in zip(range(most), pairs):
        if len(readings) > 1_000:  # of articles that were there already
            readings.clear()
        readings[article.id] = reading
        yield article


_BY_LENGTH: dict[int, list[str]] = {}


def varied(article: Article, reading: Reading, turn: int) -> tuple[Article, Reading]:
    """An article with a later date and other words of the same length, and its reading, whose offsets still hold."""
    if turn == 0:
        return article, reading
    rng = random.Random(f"{article.id} {turn}")
    text = list(article.text)
    for word in word_list(article.text):
        known = _BY_LENGTH.setdefault(word.stop - word.start, [])
        as_written = article.text[word.start : word.stop]
        if rng.random() < 0.125 and known:
            text[word.start : word.stop] = rng.choice(known)
        if len(known) < 20_000:
            known.append(as_written)
    day = datetime.fromisoformat(article.published or "2015-01-01") + timedelta(days=100 * turn)
    published = day.isoformat() if len(article.published or "") > 10 else day.date().isoformat()
    key = f"{turn:02}{article.id[2:]}"
    page = (article.url or article.id).partition("#")[0]  # with «#…» alone it would be a new version of the same page
    new = msgspec.structs.replace(
        article, id=key, version=key, text="".join(text), published=published, given_id=f"{article.given_id}-{turn}",
        url=f"{page}/{turn}",
    )  # fmt: skip
    statements = tuple(msgspec.structs.replace(one, id=f"{turn:02}{one.id[2:]}") for one in reading.statements)
    return new, msgspec.structs.replace(reading, id=key, version=key, statements=statements, published=published)


_READER = """
import sys, time, json
from musnad.library import open_library
path, seconds, queries = sys.argv[1], float(sys.argv[2]), json.loads(sys.argv[3])
times, faults, end = [], [], time.monotonic() + seconds
with open_library(path, mode="read") as library:
    while time.monotonic() < end:
        for query in queries:
            started = time.perf_counter()
            try:
                library.search(query)
            except Exception as error:
                faults.append(repr(error))
            times.append((query, (time.perf_counter() - started) * 1000))
            time.sleep(float(sys.argv[4]))
print(json.dumps([times, faults]))
"""


def together(path: Path, seconds: float, pause: float) -> None:
    """`musnad add`, which reads and never rests, and four readers, who ask again after `pause` seconds."""
    queries = [query for query in QUERIES if len(query) > 3]
    source = path.with_suffix(".new.jsonl")
    before = write_new_articles(path, source)
    add = [sys.executable, "-m", "musnad", "add", str(source), "--library", str(path)]
    writer = subprocess.Popen(add, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(5)  # the writer has loaded its tables
    ask = [sys.executable, "-c", _READER, str(path), str(seconds), json.dumps(queries), str(pause)]
    readers = [subprocess.Popen(ask, stdout=subprocess.PIPE) for _ in range(4)]
    asked: list[tuple[str, float]] = []
    faults: list[str] = []
    for reader in readers:
        some, wrong = json.loads(reader.communicate()[0])
        asked += some
        faults += wrong
    ended = writer.poll()
    writer.send_signal(signal.SIGINT)
    writer.wait()
    source.unlink()
    print(f"one writer, four readers who pause {pause:g} s, {seconds:.0f} s: {count_articles(path) - before} written", end=", ")
    print(f"{len(asked)} searches, {len(faults)} errors" + ("" if ended is None else f"; the writer had ended before: {ended}"))
    print_times("all", [took for _, took in asked])
    for kind in dict.fromkeys(map(kind_of, queries)):
        print_times(kind, [took for query, took in asked if kind_of(query) == kind])
    for fault in faults[:3]:
        print("  " + fault)


def print_times(name: str, times: list[float]) -> None:
    """One line: how long most, nearly all and the slowest searches took."""
    print(f"  {name:>8}: p50 {statistics.median(times):.1f} ms", end=", ")
    print(f"p95 {quantile(times, 95):.1f} ms, p99 {quantile(times, 99):.1f} ms, {len(times)} searches")


def kind_of(query: str) -> str:
    """Of which kind a query is."""
    if ":" in query:
        return "field"
    if '"' in query:
        return "phrase"
    return "prefix" if "*" in query else "words" if " " in query else "word"


def count_articles(path: Path) -> int:
    """How many articles a library has."""
    with open_library(path, mode="read") as library:
        return library.coverage().articles


def write_new_articles(path: Path, source: Path, most: int = 12_000) -> int:
    """Write articles as JSON Lines that the library does not have, and give how many it has."""
    turn = int(time.time()) % 1000 + 1
    with open_library(path, mode="read") as library, source.open("w", encoding="utf-8") as lines:
        for one, reading in islice(library.export_articles(), 0, 3 * most, 3):  # of all years and outlets
            new = varied(one, reading, turn)[0]
            known = {"id": new.given_id, "outlet": new.outlet, "published": new.published, "url": new.url}
            lines.write(json.dumps({**known, "title": new.title, "text": new.text}, ensure_ascii=False) + "\n")
        return library.coverage().articles


#: What a user asks of a large library; {statement} and {article} are ids of it.
COMMANDS = """
library info
said ترامب --since 2018-05-01 --until 2018-05-02
said بوتين --about سوريا
search "وقف إطلاق النار"
search "speaker:ترامب about:إيران"
check "لن نسمح لإيران بامتلاك سلاح نووي" --by ترامب
explain {statement}
versions {article}
dropped
correct checked {statement} right
correct list
remove {article}
stories
disagreements
library check
library backup {copy}
"""


def time_commands(path: Path) -> None:
    """Exit code and time of every command that asks the library, as a user runs it."""
    with open_library(path, mode="read") as library:
        said = library.search("speaker:ترامب", limit=1).hits[0].statement
    assert said is not None
    copy = path.with_suffix(".copy")
    for line in COMMANDS.strip().splitlines():
        words = shlex.split(line.format(statement=said.statement.id, article=said.article.id, copy=copy))
        command = [sys.executable, "-m", "musnad", *words, "--library", str(path)]
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        took, lines = time.perf_counter() - started, len(done.stdout.splitlines())
        print(f"  {took:7.2f} s  exit {done.returncode}  {lines:>6} lines  musnad {line}", flush=True)
    copy.unlink(missing_ok=True)


def main() -> None:
    """Do what the options ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the libraries are kept")
    parser.add_argument("--articles", type=int, help="only so many articles")
    parser.add_argument("--large", action="store_true", help="205,000 articles")
    parser.add_argument("--together", action="store_true", help="one writer and four readers")
    parser.add_argument("--commands", action="store_true", help="every command on the large library")
    parser.add_argument("--seconds", type=float, default=60)
    args = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"needs the corpora in {CORPUS}")
    args.folder.mkdir(parents=True, exist_ok=True)
    path = args.folder / "corpora.db"
    large = args.folder / "large.db"
    if args.commands:
        time_commands(large)
        return
    add_all(path, args.articles)
    time_searches(path)
    if args.large:
        grow(path, large, LARGE)
        time_searches(large)
    if args.together:
        for pause in (0.25, 0.02):
            together(path, args.seconds, pause)


if __name__ == "__main__":
    main()
