"""What each step of reading an article of 250 words takes, in milliseconds of one core, against its budget; and the memory.

Steps are timed where the one pass calls them, so that they add up to the whole; what a step does for another falls on the
caller. Steps before and behind the reading (page to article, rows of a library, keys and rows of a batch) are timed beside.
"""

from __future__ import annotations

import json
import lzma
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from bench_values import REFERENCE, count_to_ten_million

from musnad import reading
from musnad.batch.parts import kept_reading
from musnad.faces.reader.examples import find_examples, open_examples
from musnad.page.article import make_article
from musnad.records import Article
from musnad.store.preparing import prepare
from musnad.store.workers import collect_seldom

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "ant-2018.jsonl.xz"
WORDS = 250
#: Milliseconds that a step may take, on a machine that counts ten million in a loop in `REFERENCE` seconds.
BUDGETS = {
    "article from its fields": 1.5,
    "look": 1.0,
    "times": 0.5,
    "figures": 0.5,
    "names and scene": 5.0,
    "statements": 4.0,
    "speakers": 4.0,
    "acts": 1.5,
    "title": 1.5,
    "records": 1.5,
    "rows of a library": 3.0,
    "rows and keys of a batch": 6.0,
}
#: Functions of the one pass by the step that they belong to.
STEPS = {
    "look": "look", "_times": "times", "find_figures": "figures", "named_scene": "names and scene", "find_drafts": "statements",
    "with_circumstances": "statements", "with_title_drafts": "statements", "resolve": "speakers", "_acts": "acts",
    "_title": "title", "_statements": "records",
}  # fmt: skip


class Clock:
    """Milliseconds by step; a step inside another counts for itself alone."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inside = [0.0]

    def timed(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, timed."""

        def run(*given: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            begin = time.process_time()
            try:
                return work(*given, **named)
            finally:
                took = time.process_time() - begin
                self.spent[step] += (took - self._inside.pop()) * 1000
                self._inside[-1] += took

        return run


def texts(count: int) -> list[dict[str, Any]]:
    """Articles of the corpus, or of the examples, as fields."""
    if CORPUS.is_file():
        with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in islice(lines, 0, count * 20, 20)]
    found = [one for one in open_examples(find_examples()) if isinstance(one, Article)]
    return [{"text": one.text, "title": one.title, "outlet": one.outlet, "published": one.published} for one in found] * 5


def main() -> int:
    """Print a line a step; 1 where one is over its budget, scaled to this machine."""
    rows = texts(600)
    clock = Clock()
    reading.read_text(".")
    collect_seldom()
    for name, step in STEPS.items():
        setattr(reading, name, clock.timed(step, getattr(reading, name)))
    make = clock.timed("article from its fields", make_article)
    read = clock.timed("rest", reading.read)
    ready, keep = clock.timed("rows of a library", prepare), clock.timed("rows and keys of a batch", kept_reading)
    words = 0
    for row in rows:
        article = make(row["text"], title=row.get("title"), outlet=row.get("outlet"), published=row.get("published"))
        known = read(article)
        ready(article, known)
        keep(article, known)
        words += len(row["text"].split())
    scale = max(count_to_ten_million() / REFERENCE, 1.0)
    over = 0
    for step, budget in BUDGETS.items():
        took = clock.spent[step] / words * WORDS
        over += took > budget * scale
        print(f"{step:26} {took:6.2f} ms of {budget * scale:5.2f}{'  OVER' if took > budget * scale else ''}")
    inside = sum(clock.spent[step] for step in {*STEPS.values(), "rest"}) / words * WORDS
    print(f"the whole reading          {inside:6.2f} ms: {1000 / inside:.0f} articles of {WORDS} words a second on one core")
    print(f"memory                     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    print(f"(budgets hold where ten million are counted in {REFERENCE} s; here they are {scale:.2f} times as long)")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
