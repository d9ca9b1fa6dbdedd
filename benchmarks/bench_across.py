"""How the cost of the work across articles grows: copies and stories over 5,000 to 38,000 articles of the corpora, denser and
denser; and, with ``--large``, from 38,000 to 200,000 of one density, dates shifted and words changed: there the exponent has a
budget.

Keys of articles are made before and not counted: they grow with the number of articles by their nature.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from musnad.batch.keys import Keys, Topics, pack_keys, unpack_keys
from musnad.compare.copies import group_copies
from musnad.compare.stories import group_stories
from musnad.page.article import make_article
from musnad.records import Reading
from musnad.store.workers import collect_seldom

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SIZES = (5_000, 10_000, 20_000, 38_000)
LARGE = 200_000
#: Cost may grow with at most this power of the number of articles, as many of them a day.
EXPONENT = 1.15


def rows() -> list[dict[str, str]]:
    """The articles of both corpora by day."""
    found = []
    for name in ("ant-2018", "saudinewsnet-2015"):
        with lzma.open(CORPORA / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return sorted(found, key=lambda one: (one.get("published") or "", one["id"]))


def keys_of(row: dict[str, str], number: int, later: int = 0) -> Keys:
    """The keys of an article; `later` days later, and with one word in eight replaced by one of its own, it is another."""
    text, published = row["text"], (row.get("published") or "2018-01-01")[:10]
    if later:
        draw = random.Random(f"{number} {later}")
        words = text.split(" ")
        text = " ".join(one if draw.random() > 1 / 8 else draw.choice(words) for one in words)
        published = (date.fromisoformat(published) + timedelta(days=later)).isoformat()
    url = f"https://news.example/{number}/{later}"
    article = make_article(text, title=row.get("title"), outlet=row.get("outlet"), url=url, published=published)
    reading = Reading(id=article.id, version=article.version, made_by="none")
    return unpack_keys(pack_keys(article, reading))


def chosen(every: list[dict[str, str]], size: int) -> Iterator[dict[str, str]]:
    """So many articles, evenly over the whole time: days stay as they are, each has fewer articles."""
    step = len(every) / size
    return (every[int(at * step)] for at in range(min(size, len(every))))


def measure(keys: list[Keys]) -> tuple[float, float]:
    """Seconds of one core for copies, and for stories."""
    ordered = sorted(keys, key=lambda one: one.facts.place)
    begin = time.process_time()
    copies = group_copies([one.copy for one in ordered], lambda at: ordered[at].facts)
    middle = time.process_time()
    stories = group_stories(Topics(ordered), copies, lambda at: ordered[at].facts)
    end = time.process_time()
    print(f"{len(keys):8,} articles: copies {middle - begin:7.1f} s ({len(copies):,} groups), "
          f"stories {end - middle:7.1f} s ({len(stories):,})", flush=True)  # fmt: skip
    return middle - begin, end - middle


def exponent(sizes: list[int], costs: list[float]) -> float:
    """The slope of a line through the logarithms, by least squares."""
    xs, ys = [math.log(one) for one in sizes], [math.log(max(one, 1e-9)) for one in costs]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)


def main() -> int:
    """Print costs and exponents; 1 where one at one density is over the budget, 0 where the corpora are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="200,000 articles too (some GB of memory, many minutes)")
    args = parser.parse_args()
    if not CORPORA.is_dir():
        print("left out: the corpora are not there (../shared/corpus)")
        return 0
    collect_seldom()
    every = rows()
    sizes, costs = [], []
    for size in SIZES:
        sizes.append(size)
        costs.append(measure([keys_of(row, number) for number, row in enumerate(chosen(every, size))]))
    told("as the days grow denser", sizes, costs)
    if not args.large:
        return 0
    # each round fills years of its own, as dense as the corpora are
    rounds = [keys_of(row, number, 2_000 * turn) for turn in range(6) for number, row in enumerate(every)]
    costs.append(measure(rounds[:LARGE]))
    return int(max(told("at one density", [len(every), LARGE], costs[-2:])) > EXPONENT)


def told(when: str, sizes: list[int], costs: list[tuple[float, float]]) -> tuple[float, float]:
    """The exponents of copies and of stories, printed."""
    copies, stories = (exponent(sizes, [one[which] for one in costs]) for which in (0, 1))
    print(f"{when}: exponent of copies {copies:.2f}, of stories {stories:.2f}; budget at one density {EXPONENT}", flush=True)
    return copies, stories


if __name__ == "__main__":
    sys.exit(main())
