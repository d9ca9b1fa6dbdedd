"""Killing the program while it adds: nothing acknowledged is lost, nothing doubled, the search index equals the
tables."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from musnad.library import open_library
from small_news import many, read_small
from test_library import dump

#: Articles of one library: a few batches.
ARTICLES = 320

_CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from small_news import many, read_small
from musnad.library import open_library
first, count = int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
def acknowledge(progress):
    print(*progress.ids, flush=True)
with open_library(sys.argv[2]) as library:
    library.add(many(count, first), read=read_small, on_progress=acknowledge)
    if len(sys.argv) > 5:
        library.refresh(read=lambda one: read_small(one, sys.argv[5]), made_by=sys.argv[5])
print("done", flush=True)
"""


def kill_once(path: Path, delay: float, *more: str) -> tuple[set[str], bool]:
    """Start a program that adds everything, kill it after `delay` seconds; what it acknowledged, and whether it had
    ended."""
    here = os.path.dirname(__file__)
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, here, str(path), "0", str(ARTICLES), *more], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(delay)
    child.kill()
    lines = child.stdout.read().split("\n")
    child.wait(10)
    whole = lines[:-1]  # a line that was cut by the kill was not heard
    return {key for line in whole for key in line.split() if line != "done"}, "done" in whole


def kill_many(folder: Path, times: int, seed: int) -> int:
    """Kill so many times, checking after each; how many of them hit a program that was still at work."""
    rng = random.Random(seed)
    straight = folder / "straight.db"
    started = time.monotonic()
    with open_library(straight) as library:
        library.add(many(ARTICLES), read=read_small)
        takes = time.monotonic() - started
        expected = dump(library)
    path, acknowledged, hits, round_number = folder / "killed-0.db", set[str](), 0, 0
    for _ in range(times):
        heard, ended = kill_once(path, rng.uniform(0, takes))
        hits += not ended
        acknowledged |= heard
        with open_library(path) as library:
            kept = {row[0] for row in dump(library)["article"]}
            assert acknowledged <= kept, "an acknowledged article is lost"
            assert library.check_file(deep=True) == ()
            if not ended and len(kept) < ARTICLES:
                continue
            library.add(many(ARTICLES), read=read_small)
            assert dump(library) == expected, "something is doubled, or missing"
        round_number += 1
        path, acknowledged = folder / f"killed-{round_number}.db", set()
    return hits


def test_twenty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    assert kill_many(tmp_path, 20, seed=3) >= 8


def test_a_kill_while_reading_again_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_library(path) as library:
        library.add(many(ARTICLES), read=read_small)
        before = {row[0] for row in dump(library)["statement"]}
    for delay in (0.2, 0.5, 0.8):
        kill_once(path, delay, "small/2")
        with open_library(path) as library:
            assert {row[0] for row in dump(library)["statement"]} == before
            assert library.check_file(deep=True) == ()
    with open_library(path) as library:
        library.refresh(read=lambda one: read_small(one, "small/2"), made_by="small/2")
        assert library.info().makers == {"small/2": ARTICLES}


@pytest.mark.soak
def test_a_thousand_kills(tmp_path: Path) -> None:
    times = max(20, int(1000 * float(os.environ.get("MUSNAD_SOAK", "1"))))
    assert kill_many(tmp_path, times, seed=4) >= times // 3
