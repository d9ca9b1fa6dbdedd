"""How fast articles are read: the whole pass, on the examples, and on news of 2018 where that corpus is at hand.

Prints articles and code points per second of one process, the slowest article, and how the time grows with the text's
length (a line of many sentences without a break; the factor should stay near 2 for twice the text).
"""

from __future__ import annotations

import json
import lzma
import sys
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from musnad.faces.reader.examples import find_examples, open_examples
from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Article

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "ant-2018.jsonl.xz"
#: Articles per second that one process must reach on the corpus.
BUDGET = 20.0


def corpus(count: int) -> list[Article]:
    """The first articles of the corpus; none where it is not there."""
    if not CORPUS.is_file():
        return []
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    fields = ("title", "outlet", "url", "published")
    return [make_article(row["text"], **{name: row.get(name) for name in fields}) for row in rows]


def measure(name: str, articles: Iterable[Article]) -> float:
    """Print the speed of reading some articles; articles per second."""
    took, letters = [], 0
    for article in articles:
        begin = time.perf_counter()
        read(article)
        took.append(time.perf_counter() - begin)
        letters += len(article.text)
    speed = len(took) / sum(took)
    print(f"{name}: {len(took)} articles, {speed:.1f} a second, {letters / sum(took) / 1e6:.2f} million code points "
          f"a second, slowest {max(took) * 1000:.0f} ms")  # fmt: skip
    return speed


def growth() -> None:
    """Print how the time grows with the length of one line."""
    sentence = "وقال الوزير سالم الحارثي إن 12 سفينة وصلت أمس الأحد، مؤكداً أن العمل مستمر منذ ساعتين و45 دقيقة. "
    before = 0.0
    for times in (250, 500, 1000, 2000):
        article = make_article(sentence * times, published="2025-10-13")
        begin = time.perf_counter()
        read(article)
        took = time.perf_counter() - begin
        print(
            f"one line of {len(article.text):,} code points: {took:.2f} s"
            + (f", factor {took / before:.1f}" if before else "")
        )
        before = took


def main() -> int:
    """Measure; exit code 1 where the corpus is there and reading is slower than the budget."""
    read(make_article("قال الوزير إن المدارس ستفتح."))  # loads the tables
    if folder := find_examples():
        measure("examples", [item for item in open_examples(folder) if isinstance(item, Article)])
    news = corpus(400)
    speed = measure("news of 2018", news) if news else BUDGET
    growth()
    return int(speed < BUDGET)


if __name__ == "__main__":
    sys.exit(main())
