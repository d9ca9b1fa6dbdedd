"""Follow feeds: what is new becomes articles of the library, a page that changed becomes a version.

follow SOURCE…   follow feeds: their addresses, an OPML file, or a text file with an address a line
run              look at every feed when it is due, until Ctrl-C; --once: look once at those that are due, and end
status           how each feed fares: silent, refused, its pages changed, nothing but copies
forget ADDRESS…  follow feeds no longer; their articles stay

--alerts FILE tells what is new in saved searches, by an Atom feed, a webhook, a mail or a command (docs/watch.md).

Example:
  musnad watch status --library news.db
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, add_language_option, command, print_json, print_json_lines
from musnad.faces.reader.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from musnad.alerts import Alert
    from musnad.library import Library
    from musnad.store.answers import FeedState
    from musnad.watch import Look

_ACTIONS = ("follow", "run", "status", "forget")


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "watch", __doc__, library=True)
    parser.add_argument("action", choices=_ACTIONS, metavar="ACTION", help=", ".join(_ACTIONS))
    parser.add_argument("source", nargs="*", metavar="SOURCE", help="addresses of feeds, OPML files, or lists of addresses")
    parser.add_argument("--once", action="store_true", help="run: look once at the feeds that are due, and end")
    parser.add_argument("--every", type=_minutes, default=15.0, metavar="MINUTES", help="run: between two looks at a feed (15)")
    parser.add_argument("--alerts", metavar="FILE", help="run: saved searches to be told of, in TOML")
    parser.add_argument("--pages", metavar="FOLDER", help="run: keep what is fetched there, as WARC")
    add_language_option(parser)


def _minutes(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 1 <= number <= 10_080:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of minutes from 1 to 10080")
    return number


def run(args: argparse.Namespace) -> int:
    """Do what the action says."""
    from musnad.faces.cli.shelf import opened

    if bool(args.source) != (args.action in ("follow", "forget")):
        raise Failure(f"{args.action} takes {'addresses' if args.action in ('follow', 'forget') else 'nothing'} behind it")
    alerts = _alerts(args)
    with opened(args, "create" if args.action == "follow" else "write") as library:
        if args.action == "follow":
            return _follow(args, library)
        if args.action == "forget":
            for address in args.source:
                library.forget(address)
            return Exit.DONE
        if args.action == "status":
            return _status(args, library)
        return _run(args, library, alerts)


def _alerts(args: argparse.Namespace) -> list[Alert]:
    if not args.alerts:
        return []
    from musnad.alerts import BadAlerts, read_alerts

    try:
        return read_alerts(args.alerts)
    except BadAlerts as error:
        raise Failure(str(error)) from error


def _follow(args: argparse.Namespace, library: Library) -> int:
    from musnad.page.opml import BadList, read_addresses

    addresses: list[str] = []
    for source in args.source:
        if source.startswith(("http://", "https://")):
            addresses.append(source)
            continue
        try:
            addresses += read_addresses(Path(source).read_bytes())
        except BadList as error:
            raise Failure(f"{source}: {error}") from error
    new = library.follow(addresses)
    if args.json:
        print_json({"given": len(addresses), "new": new})
    else:
        words = Words.load(args.lang)
        print(words("watch.followed", feeds=words.count("feeds", new), old=len(addresses) - new))
    return Exit.DONE


def _status(args: argparse.Namespace, library: Library) -> int:
    from musnad.faces.cli.terminal import Screen

    states = library.feeds()
    if args.json:
        print_json_lines(states)
        return Exit.DONE
    screen, words = Screen(), Words.load(args.lang)
    for one in sorted(states, key=lambda state: state.health in ("ok", "new")):
        told = screen.good(one.health) if one.health in ("ok", "new") else screen.bad(one.health)
        checked = words("watch.checked", at=one.checked[:16]) if one.checked else words("watch.unchecked")
        facts = [told, words.count("articles", one.articles), checked]
        facts += [words("watch.in_a_row", failures=words.count("failures", one.failures))] if one.failures > 1 else []
        detail = one.detail.removeprefix(one.address).strip()
        screen.line(" · ".join(facts), screen.text(one.address), screen.dim(screen.text(detail)))
    health = Counter(one.health for one in states)
    counts = words("page.comma").join(f"{number} {name}" for name, number in health.most_common())
    screen.line(words.count("feeds", len(states)) + ":", counts)
    return Exit.DONE


def _run(args: argparse.Namespace, library: Library, alerts: Sequence[Alert]) -> int:
    from musnad.collect.archive import Archive
    from musnad.collect.fetch import Fetcher
    from musnad.watch import Watcher, WatchRules

    if not library.feeds():
        raise Failure("no feed is followed yet: `musnad watch follow ADDRESS…`")
    tally: Counter[str] = Counter()
    with Fetcher(archive=Archive(args.pages) if args.pages else None) as fetcher:
        watcher = Watcher(library, fetcher, lambda: datetime.now(UTC), WatchRules(every=args.every))
        try:
            while True:
                for look in watcher.round():
                    _show(args, look, tally)
                _tell(args, library, alerts)
                if args.once:
                    break
                time.sleep(min(30.0, args.every * 60))
        except KeyboardInterrupt:
            if not args.json:
                print()
    _close(args, tally, library.feeds())
    return Exit.SET_ASIDE if tally["set aside"] or tally["failed"] else Exit.DONE


def _show(args: argparse.Namespace, look: Look, tally: Counter[str]) -> None:
    report, feed = look.report, look.feed
    tally.update({"looks": 1, "new": report.added, "versions": report.new_versions, "set aside": report.set_aside,
                  "failed": int(feed.failures > 0)})  # fmt: skip
    if args.json:
        print_json({"feed": feed, "report": report})
    elif report.added or report.new_versions or feed.health != "ok":
        detail = feed.detail.removeprefix(feed.address).strip()
        facts = Words.load(args.lang)(
            "watch.round", new=report.added, versions=report.new_versions, aside=report.set_aside
        )
        print(f"{feed.checked}  {feed.address}  {feed.health}: {facts}  {detail}".rstrip(), flush=True)


def _tell(args: argparse.Namespace, library: Library, alerts: Sequence[Alert]) -> None:
    from musnad.alerts import tell_news

    words = Words.load(args.lang)
    for one in tell_news(library, alerts, lambda: datetime.now(UTC).isoformat(timespec="seconds")):
        if args.json:
            print_json(one)
        elif one.trouble:
            print(words("watch.untold", alert=one.alert, sink=one.sink, trouble=one.trouble), flush=True)
        elif one.told:
            print(words("watch.told", alert=one.alert, sink=one.sink, count=one.told), flush=True)


def _close(args: argparse.Namespace, tally: Counter[str], states: Sequence[FeedState]) -> None:
    if args.json:
        return
    words = Words.load(args.lang)
    print(words(
        "watch.closing", looks=words.count("looks", tally["looks"]), new=tally["new"], versions=tally["versions"],
        aside=tally["set aside"], failed=tally["failed"], waiting=sum(one.checked is None for one in states),
    ))  # fmt: skip
