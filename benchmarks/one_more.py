"""What one more article takes in a large library: reading and keeping it, and comparing it with what is near.

    python benchmarks/one_more.py LIBRARY [--count 60]

Adds varied articles of the library to it, one by one, each on a day of another: give it a copy. The stories of the library
count as made by the rules of today, since to make them all again takes half an hour. Processor time of this process.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from pathlib import Path

import msgspec
from library import varied

from musnad.library import Library, open_library
from musnad.store.comparing import comparer
from musnad.store.stories import _facts, _moves, _note


def up_to_date(library: Library) -> None:
    """Let the library's stories be those of today's rules."""
    with library.database.write() as connection:
        facts = _facts(connection)
        _note(connection, "stories_at", facts.get("changes", "0"))
        _note(connection, "stories_whole_at", facts.get("changes", "0"))
        _note(connection, "stories_by", comparer(library.settings).made_by)
        _note(connection, "stories_moves", _moves(connection))


def one_more(library: Library, number: int, seed: int) -> tuple[float, float]:
    """Seconds for adding an article that is like one of the library, and for comparing it."""
    ids = library.database.connection.execute("SELECT id FROM article WHERE n = ?", (number,)).fetchone()
    article, reading = library.article(ids[0])
    new, _ = varied(article, reading, seed)
    new = msgspec.structs.replace(new, published=article.published)
    begin = time.process_time()
    library.add([new], workers=0)
    middle = time.process_time()
    library._renew(lambda _: None)
    return middle - begin, time.process_time() - middle


def main() -> None:
    """Add, compare, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    with open_library(args.library, mode="write") as library:
        up_to_date(library)
        (most,) = library.database.connection.execute("SELECT max(n) FROM article").fetchone()
        times = [one_more(library, draw.randrange(1, most), 1_000 + args.seed) for _ in range(args.count)]
        print(f"{library.coverage().articles:,} articles; the first one took {times[0][0]:.2f} and {times[0][1]:.2f} s")
    for name, which in (("reading and keeping", 0), ("comparing", 1)):
        found = sorted(one[which] for one in times[1:])
        median, most = (1000 * one for one in (statistics.median(found), found[int(0.9 * len(found))]))
        print(f"{name}: median {median:.0f} ms, nine in ten {most:.0f} ms")


if __name__ == "__main__":
    main()
