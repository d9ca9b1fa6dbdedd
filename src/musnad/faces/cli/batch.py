"""Read an archive into tables: Parquet files, a folder a table and a folder a day in it, that DuckDB, pandas, Polars and
Spark open. Tables: articles, statements, entities, times, figures, readings (whole records: `musnad library load` fills a
library with them), copies, stories, disagreements, dropped. codebook.md says what the columns mean, batch.json what was
done.

A run that was stopped goes on where it was when the same command is given again; a finished one is left as it is.
--engine spark does the work on a cluster: files must be where every worker finds them under the same path.

Example:
  musnad batch articles.jsonl.xz crawl.warc.gz tables/
  duckdb -c "SELECT speakers, count(*) FROM 'tables/statements/**/*.parquet' GROUP BY 1 ORDER BY 2 DESC LIMIT 9"
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, counted, print_json, words
from musnad.faces.cli.inputs import Bar, Intake, add_source_options, count

if TYPE_CHECKING:
    from musnad.batch.layout import Manifest
    from musnad.batch.local import BatchHow


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "batch", __doc__)
    add_source_options(parser)
    parser.add_argument("out", type=words, metavar="OUT", help="the folder that the tables go to")
    parser.add_argument("--engine", choices=("local", "spark"), default="local", help="processes here, or Spark (local)")
    parser.add_argument("--workers", type=_workers, metavar="N", help="local: processes that read (one a core; 0: none)")
    parser.add_argument("--master", type=words, metavar="URL", help="spark: the cluster (local[*], spark://HOST:7077)")
    parser.add_argument("--parts", type=count, metavar="N", help="spark: pieces that the work is cut into (four a core)")


def _workers(value: str) -> int:
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"{value!r} is no number")
    return int(value)


def run(args: argparse.Namespace) -> int:
    """Make the tables, and tell what is in them."""
    from musnad.batch.layout import BatchError
    from musnad.store.frames import MissingExtra

    out = Path(args.out)
    if out.is_file():
        raise Failure(f"{args.out} is a file; the tables go to a folder")
    try:
        with Bar("articles") as bar:
            before = _finished(args, out, bar)
            return _made(args, out, bar) if before is None else before
    except (BatchError, MissingExtra) as error:
        raise Failure(str(error), Exit.NOTHING_READ) from error


def _how(args: argparse.Namespace, bar: Bar) -> BatchHow:
    from musnad.batch.local import BatchHow
    from musnad.store.workers import useful_count

    workers = useful_count() if args.workers is None else args.workers
    return BatchHow(workers=workers, sources=_named(args), tell=lambda _, done, total: bar.reach(done, total))


def _named(args: argparse.Namespace) -> str:
    """Names what is read: files by path, size and time of change; empty where addresses or standard input are among it."""
    from musnad.page.address import is_address
    from musnad.page.sources import list_files

    if any(one == "-" or is_address(one) for one in args.source):
        return ""
    facts = [args.published, args.outlet, args.url, args.title, args.columns, args.embedded, str(args.profile)]
    files = [(str(Path(one).resolve()), _stamp(Path(one))) for one in list_files(args.source)]
    return repr((facts, files))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns


def _finished(args: argparse.Namespace, out: Path, bar: Bar) -> int | None:
    """The exit code of a batch that was finished before, of these very sources and by these very rules; else None."""
    from musnad.batch.layout import read_manifest
    from musnad.batch.local import fingerprint

    known, how = read_manifest(out), _how(args, bar)
    if known is None or not how.sources or known.fingerprint != fingerprint(how):
        return None
    return _tell(args, known, Exit.SET_ASIDE if known.set_aside else Exit.DONE, "already there: ")


def _made(args: argparse.Namespace, out: Path, bar: Bar) -> int:
    if args.engine == "spark":
        return _on_spark(args, out, bar)
    from musnad.batch.local import run_local
    from musnad.store.workers import collect_seldom

    collect_seldom()
    intake = Intake()
    manifest = run_local(intake.items(args), out, _how(args, bar))
    return _tell(args, manifest, max(intake.close(), Exit.SET_ASIDE if manifest.set_aside else Exit.DONE))


def _on_spark(args: argparse.Namespace, out: Path, bar: Bar) -> int:
    from musnad.batch.spark import SparkHow, run_spark
    from musnad.page.defaults import Defaults

    defaults = Defaults(
        published=args.published, outlet=args.outlet, url=args.url, title=args.title, columns=args.columns, profile=args.profile
    )
    manifest = run_spark(args.source, out, _how(args, bar), SparkHow(args.master, args.parts, defaults))
    if not manifest.articles:
        return _tell(args, manifest, Exit.NOTHING_READ)
    return _tell(args, manifest, Exit.SET_ASIDE if manifest.set_aside else Exit.DONE)


def _tell(args: argparse.Namespace, manifest: Manifest, code: int, before: str = "") -> int:
    if args.json:
        print_json(manifest)
        return code
    rows = manifest.rows
    print(
        f"{before}{counted(manifest.articles, 'article')} with {counted(rows['statements'], 'statement')} in {args.out}; "
        f"stories: {rows['stories']:,}, groups of copies: {rows['copies']:,}, sides of disagreements: {rows['disagreements']:,}"
    )
    if manifest.set_aside:
        reasons = ", ".join(f"{many} {reason}" for reason, many in sorted(manifest.set_aside.items()))
        print(f"set aside: {reasons} (table dropped)")
    return code
