"""How fast times and figures are found: both together, on news of 2018 where that corpus is at hand, else on the examples.

Prints articles of 250 words a second of one process (the shared look at the text is not counted), and how the time grows
with the text's length. The budget holds for a machine that counts ten million in a loop in about half a second; the count of
the machine at hand is printed with it, since a shared one is slower.
"""

from __future__ import annotations

import json
import lzma
import sys
import time
from datetime import date
from itertools import islice
from pathlib import Path

from musnad.faces.reader.examples import find_examples, open_examples
from musnad.find.figure_words import FigureWords
from musnad.find.figures import find_figures
from musnad.find.time_words import TimeWords
from musnad.find.times import find_times
from musnad.records import Article
from musnad.text.view import look

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "ant-2018.jsonl.xz"
#: Articles of 250 words a second that one process must reach, on a machine that needs `REFERENCE` for its count.
BUDGET, REFERENCE = 1500.0, 0.5
WORDS = 250
ANCHOR = date(2018, 4, 1)


def texts(count: int) -> list[str]:
    """Texts of the corpus, or of the examples."""
    if CORPUS.is_file():
        with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in islice(lines, 0, count * 20, 20)]
    return [one.text for one in open_examples(find_examples()) if isinstance(one, Article)] * 20


def speed(some: list[str]) -> float:
    """Articles of 250 words a second: the best of three rounds.

    One article is looked at after the other, as a reading does: thousands of looks kept alive only burden the collector.
    """
    times, figures = TimeWords.load(), FigureWords.load()
    best = 0.0
    for _ in range(3):
        words, took = 0, 0.0
        for text in some:
            view = look(text)
            begin = time.process_time()
            find_figures(view, figures, find_times(view, ANCHOR, times))
            took += time.process_time() - begin
            words += len(view.words)
        best = max(best, words / WORDS / took)
    return best


def count_to_ten_million() -> float:
    """Seconds that this machine takes to add up ten million numbers: the yardstick of the budget."""
    begin = time.process_time()
    total = 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - begin


def growth() -> None:
    """Print how the time grows with the length of one line."""
    sentence = "وقتل 12 شخصا في هجوم أمس الأحد استمر ساعتين و45 دقيقة وأصيب 30 بينهم 3 أطفال قبل ثلاثة أيام من اللقاء "
    for times in (250, 500, 1000, 2000):
        view = look(sentence * times)
        begin = time.process_time()
        find_figures(view, FigureWords.load(), find_times(view, ANCHOR, TimeWords.load()))
        print(f"{len(view.text)} code points: {(time.process_time() - begin) * 1000:.0f} ms")


def main() -> int:
    """Print the figures; 1 where the budget, scaled to this machine, is not met."""
    count = count_to_ten_million()
    found = speed(texts(600))
    budget = BUDGET * min(REFERENCE / count, 1.0)
    print(f"times and figures: {found:.0f} articles of {WORDS} words a second; budget {budget:.0f}")
    print(f"({BUDGET:.0f} where ten million are counted in {REFERENCE} s; here in {count:.2f} s)")
    growth()
    return 0 if found >= budget else 1


if __name__ == "__main__":
    sys.exit(main())
