"""What happens to the work across articles when there are many more of them a day: the same 38,000 articles pushed into
fewer and fewer days. Printed: how many pairs an article is compared with, and what comparing it takes.

It stands for a newsroom's day against a web's: the words of more outlets about the same events, not other events, so it is
the harder case. Needs the corpora in ``../shared``.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from itertools import pairwise

from bench_across import CORPORA, keys_of, rows

from musnad.compare.copies import BANDS, CopyText
from musnad.compare.edges import propose
from musnad.compare.terms import Rareness, TopicKey
from musnad.store.workers import collect_seldom

#: Articles a day, from what the corpora have to as many as there are.
DENSITIES = (600, 2_400, 9_500)
HOURS = 96
#: Articles that are compared at each density.
LOOKED_AT = 2_000


def squeezed(keys: list[TopicKey], a_day: int) -> list[TopicKey]:
    """The articles in their order, so many a day."""
    start = next(one.when for one in keys if one.when)
    moved = []
    for at, key in enumerate(keys):
        when = start._replace(first=start.first + timedelta(days=at / a_day), last=start.last + timedelta(days=at / a_day))
        moved.append(key._replace(when=when))
    return moved


def main() -> int:
    """Print a line for each density, and by how much the cost grows from one to the next."""
    if not CORPORA.is_dir():
        print("left out: the corpora are not there (../shared/corpus)")
        return 0
    collect_seldom()
    keys = [keys_of(row, number) for number, row in enumerate(rows())]
    topics, found = [one.topic for one in keys if one.topic.when], []
    rareness = Rareness(topics)
    for a_day in DENSITIES:
        window = a_day * HOURS // 24
        some = squeezed(topics[: min(window + LOOKED_AT, len(topics))], a_day)
        own = [at >= len(some) - LOOKED_AT for at in range(len(some))]
        begin = time.process_time()
        pairs = sum(1 for _ in propose(some, rareness, HOURS, own))
        took = (time.process_time() - begin) / len(some) * 1000
        found.append((a_day, pairs / LOOKED_AT, took))
        print(f"{a_day:6,} a day, {min(window, len(some)):7,} in the window: an article is checked against "
              f"{pairs / LOOKED_AT:7.1f} others; {took:.2f} ms an article", flush=True)  # fmt: skip
    for one, other in pairwise(found):
        print(f"{other[0] / one[0]:.1f} times as many a day: {other[1] / one[1]:.1f} times the pairs")
    copies(sorted((one.copy for one in keys), key=lambda one: one.day or 0))
    return 0


def copies(texts: list[CopyText]) -> None:
    """How full the buckets of signatures are, in all 38,000 and in a tenth."""
    for step in (10, 1):
        some = texts[::step]
        buckets = {(band, one.key.bands[band]) for one in some if one.key.exact for band in range(BANDS)}
        filled = BANDS * sum(bool(one.key.exact) for one in some)
        print(f"{len(some):7,} texts: {filled / len(buckets):.3f} in a bucket of signatures")


if __name__ == "__main__":
    sys.exit(main())
