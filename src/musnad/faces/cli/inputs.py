"""The sources that `read`, `add` and `demo` take: options, progress, and what was set aside."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from musnad.faces.cli.common import Exit, day, words
from musnad.faces.cli.terminal import Screen, one_line
from musnad.records import Article, SetAside

if TYPE_CHECKING:
    from musnad.page.defaults import Defaults
    from musnad.page.outlets import Outlet
    from musnad.settings import Settings

T = TypeVar("T")


def add_source_options(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Sources, and what files tell too little of."""
    parser.add_argument(
        "source", nargs="+" if required else "*", metavar="SOURCE",
        help="addresses of pages, feeds and sitemaps; .txt .html .jsonl .json .csv .warc .xml files (also .gz .xz), "
        "folders, or - for standard input",
    )  # fmt: skip
    add_fact_options(parser)
    parser.add_argument(
        "--columns", type=columns, metavar="FIELD=COLUMN,…", default=(),
        help="what the columns of CSV files are called: text=Inhalt,title=Kopf (text, id, outlet, url, published, title, author)",
    )  # fmt: skip
    parser.add_argument(
        "--embedded", action="store_true", help="articles embedded in another one's page are articles of their own, too"
    )
    parser.add_argument("--most", type=count, metavar="N", help="at most N entries of each feed or sitemap")
    parser.add_argument("--pages", metavar="FOLDER", help="keep what is fetched there as WARC, and fetch anew what changed only")


def columns(value: str) -> tuple[tuple[str, str], ...]:
    """Type of an argument that says which column gives which field: pairs of column and field."""
    from musnad.page.lines import FIELDS

    pairs = [part.partition("=") for part in value.split(",")]
    for field, _, column in pairs:
        if field.strip() not in FIELDS or not column.strip():
            raise argparse.ArgumentTypeError(f"{value!r} is no list like text=body,title=head; fields: {', '.join(FIELDS)}")
    return tuple((column.strip(), field.strip()) for field, _, column in pairs)


def profile(value: str) -> Outlet:
    """Type of an argument that is a file with the habits of an outlet."""
    from musnad.page.outlets import ProfileError, read_profile

    try:
        return read_profile(value)
    except ProfileError as error:
        raise argparse.ArgumentTypeError(one_line(str(error))) from None
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{value}: {error.strerror or error}") from None


def count(value: str) -> int:
    """Type of an argument that is a number from 1 on."""
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 1 on")
    return int(value)


def add_fact_options(parser: argparse.ArgumentParser) -> None:
    """What files tell too little of."""
    parser.set_defaults(columns=(), most=None, pages=None, embedded=False)
    parser.add_argument("--published", type=day, metavar="DATE", help="the day, for files that tell none (2025-08-17)")
    parser.add_argument("--outlet", type=words, metavar="NAME", help="the outlet, for files that tell none")
    parser.add_argument("--url", type=words, metavar="ADDRESS", help="the address, for files that tell none")
    parser.add_argument("--title", type=words, metavar="TITLE", help="the title, for files that tell none")
    parser.add_argument("--profile", type=profile, metavar="FILE", help="the habits of the outlet (command outlets)")


class Intake:
    """Articles out of sources; what gives none goes to stderr, a line each, and is counted for the exit code."""

    def __init__(self, own_files: Collection[str] = (), *, keep_pages: bool = False) -> None:
        """`own_files`: absolute paths passed over in silence (the library itself, in a folder that is read);
        `keep_pages`: whether articles carry the page that they were read from."""
        self.own_files = own_files
        self.keep_pages = keep_pages
        self.read = 0
        self.aside: Counter[str] = Counter()
        self._screen = Screen(sys.stderr)

    def articles(self, args: argparse.Namespace) -> Iterator[Article]:
        """The articles of the sources that the options name."""
        return self.only_articles(self.items(args))

    def items(self, args: argparse.Namespace) -> Iterator[Article | SetAside]:
        """Articles, and what gave none, of the sources that the options name."""
        from musnad.page.defaults import Defaults

        defaults = Defaults(
            published=args.published, outlet=args.outlet, url=args.url, title=args.title,
            columns=args.columns, keep_page=self.keep_pages, profile=args.profile,
        )  # fmt: skip
        items = _opened(args, defaults)
        return self.watch(_with_embedded(items) if args.embedded else items)

    def watch(self, items: Iterable[Article | SetAside]) -> Iterator[Article | SetAside]:
        """Let everything through, with progress, and report what is set aside."""
        for item in progress(items, "articles"):
            if isinstance(item, Article):
                self.read += 1
            elif self.own_files and os.path.abspath(item.where) in self.own_files:
                continue
            else:
                self.set_aside(item)
            yield item

    @staticmethod
    def only_articles(items: Iterable[Article | SetAside]) -> Iterator[Article]:
        """Let articles through."""
        return (item for item in items if isinstance(item, Article))

    def note(self, item: SetAside) -> None:
        """Report what was read and kept, but is odd."""
        self._print(f"note: {one_line(item.where)}: {self._screen.warn(item.reason)}: {one_line(item.detail)}")

    def set_aside(self, item: SetAside) -> None:
        """Report one item: where, reason code, and what the reader of it says."""
        self.aside[item.reason] += 1
        detail = f": {one_line(item.detail)}" if item.detail else ""
        self._print(f"set aside: {one_line(item.where)}: {self._screen.warn(item.reason)}{detail}")

    def close(self) -> Exit:
        """Print how many were set aside and why, and give the exit code."""
        if self.aside:
            reasons = ", ".join(f"{count} {reason}" for reason, count in self.aside.most_common())
            self._print(f"musnad: {self.read} read, {sum(self.aside.values())} set aside ({reasons})")
        elif not self.read:
            self._print("musnad: nothing to read there: no article in what was named")
        if not self.read:
            return Exit.NOTHING_READ
        return Exit.SET_ASIDE if self.aside else Exit.DONE

    def _print(self, line: str) -> None:
        if not self._screen.live:
            print(line, file=sys.stderr)
            return
        from tqdm import tqdm

        tqdm.write(line, file=sys.stderr)


def _opened(args: argparse.Namespace, defaults: Defaults) -> Iterator[Article | SetAside]:
    """What the sources give, in their order: the network is opened for addresses only."""
    from musnad.page.address import is_address
    from musnad.page.sources import open_sources
    from musnad.settings import Settings

    settings = Settings()
    for fetched, group in groupby(args.source, is_address):
        if fetched:
            yield from _fetched(args, list(group), defaults, settings)
        else:
            yield from open_sources(group, defaults=defaults, settings=settings)


def _with_embedded(items: Iterable[Article | SetAside]) -> Iterator[Article | SetAside]:
    """Items, and behind each article those that are embedded in its page."""
    from musnad.page.embedded import embedded_articles

    for item in items:
        yield item
        if isinstance(item, Article):
            yield from embedded_articles(item)


def _fetched(
    args: argparse.Namespace, addresses: list[str], defaults: Defaults, settings: Settings
) -> Iterator[Article | SetAside]:
    from musnad.collect.archive import Archive
    from musnad.collect.fetch import Fetcher
    from musnad.collect.gather import Gatherer

    with Fetcher(archive=Archive(args.pages) if args.pages else None) as fetcher:
        yield from Gatherer(fetcher, defaults, settings, args.most).gather(addresses)


def progress(items: Iterable[T], unit: str) -> Iterable[T]:
    """Show on stderr how many items have passed, on a terminal and for long work only."""
    if not sys.stderr.isatty() or sys.stdout.isatty():  # what is printed between would tear the bar
        return items
    from tqdm import tqdm

    bar: Iterable[T] = tqdm(items, unit=f" {unit}", file=sys.stderr, delay=1, leave=False)
    return bar


class Bar:
    """How far long work is, on stderr; on a terminal and for long work only."""

    def __init__(self, unit: str) -> None:
        from tqdm import tqdm

        self._bar = tqdm(unit=f" {unit}", file=sys.stderr, delay=1, leave=False, disable=not sys.stderr.isatty())

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def reach(self, done: int, total: int | None) -> None:
        """Show that so many are done, of so many."""
        self._bar.total = total
        self._bar.update(done - self._bar.n)


__all__ = ["Bar", "Intake", "add_source_options", "progress"]
