"""What names across articles cost: `same_name` over all pairs of 2,000 names, and linking 5,000 articles of a library to all
of them, with the memory it takes, the exponent of its growth, and what another order of arrival changes.

    python benchmarks/bench_names.py LIBRARY
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from bench_across import EXPONENT, exponent

from musnad import same_name
from musnad.library import open_library
from musnad.link.across import Linked, Seen, link_persons
from musnad.store.linking import load_seen

PAIRED = 2_000
SIZES = (5_000, 10_000, 20_000)
#: Another order of arrival may change this share of the links.
MOST_CHANGED = 0.01
SEED = 5


def load(path: str) -> Seen:
    """The persons of a library, as they are linked."""
    with open_library(path) as library, library.database.reading() as connection:
        return load_seen(connection)


def part(seen: Seen, size: int) -> Seen:
    """The names of so many articles, drawn with a seed."""
    kept = set(random.Random(SEED).sample(sorted(seen.around), min(size, len(seen.around))))
    articles = {name: [one for one in where if one in kept] for name, where in seen.articles.items()}
    articles = {name: where for name, where in articles.items() if where}
    around = {version: features for version, features in seen.around.items() if version in kept}
    roles = {place: words for place, words in seen.roles.items() if place[0] in kept}
    return Seen({name: seen.names[name] for name in articles}, articles, around, roles, seen.days)


def arrived_otherwise(seen: Seen) -> Seen:
    """The same articles under other numbers, as if they had come in another order."""
    version = shuffled(seen.around)
    used = {one for features in seen.around.values() for one in features if isinstance(one, int)}
    entity = shuffled(dict.fromkeys([*sorted({*seen.names, *used, *(name for _, name in seen.roles)})]))
    names = {entity[one]: name for one, name in seen.names.items()}
    articles = {entity[one]: sorted(version[at] for at in where) for one, where in seen.articles.items()}
    around = {
        version[at]: [entity[one] if isinstance(one, int) else one for one in features] for at, features in seen.around.items()
    }
    roles = {(version[at], entity[one]): words for (at, one), words in seen.roles.items() if at in version}
    days = {version[at]: day for at, day in seen.days.items()}
    return Seen(dict(sorted(names.items())), articles, dict(sorted(around.items())), roles, days)


def shuffled(numbers: Mapping[int, object]) -> dict[int, int]:
    """Other numbers for numbers."""
    order = sorted(numbers)
    return dict(zip(order, random.Random(SEED).sample(order, len(order))))


def told(seen: Seen, linked: Linked) -> set[tuple[str, str]]:
    """The links everywhere, by names."""
    return {(seen.names[link.entity], seen.names[link.fuller]) for link in linked.links}


def time_pairs(seen: Seen) -> None:
    """Print what `same_name` over all pairs of the most frequent names takes, preparation included."""
    names = sorted(seen.names, key=lambda one: (-len(seen.articles.get(one, ())), seen.names[one]))[:PAIRED]
    begin = time.process_time()
    same = sum(same_name(seen.names[one], seen.names[other]) for one, other in combinations(names, 2))
    took = time.process_time() - begin
    pairs = len(names) * (len(names) - 1) // 2
    print(f"same_name: {pairs:,} pairs of {len(names):,} names in {took:.1f} s ({took / pairs * 1e6:.1f} µs each), {same:,} same")


def measure(path: str, size: int) -> None:
    """Link so many articles in this process, and print articles, seconds, MB and the number of links."""
    seen = part(load(path), size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    linked = link_persons(seen)
    took = time.process_time() - begin
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(len(seen.around), took, before / 1024, after / 1024, len(seen.names), len(linked.links), len(linked.here))


def main() -> int:
    """Print all; 1 where growth or order are over their budgets."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("library", type=Path, help="one of 10,000 articles or more")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.size:
        measure(str(args.library), args.size)
        return 0
    seen = load(str(args.library))
    time_pairs(seen)
    sizes, costs = [], []
    for size in (*(one for one in SIZES if one < len(seen.around)), len(seen.around)):
        command = [sys.executable, __file__, str(args.library), "--size", str(size)]
        line = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        articles, took, before, after, names, links, here = map(float, line.split())
        print(f"{articles:8,.0f} articles, {names:7,.0f} names: {took:6.2f} s, {after:5.0f} MB ({before:.0f} before), "
              f"{links:6,.0f} links, {here:6,.0f} in single articles", flush=True)  # fmt: skip
        sizes.append(int(articles))
        costs.append(took)
    power = exponent(sizes, costs) if len(sizes) > 1 else 0.0
    one, other = told(seen, link_persons(seen)), told(again := arrived_otherwise(seen), link_persons(again))
    changed = len(one ^ other) / max(len(one | other), 1)
    print(f"exponent {power:.2f} (budget {EXPONENT}); another order of arrival changes {changed:.2%} of the links")
    return int(power > EXPONENT or changed > MOST_CHANGED)


if __name__ == "__main__":
    sys.exit(main())
