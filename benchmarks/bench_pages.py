"""How long an HTML page takes whole (decoded, looked over, parsed in the child, furniture told) against trafilatura alone.

In pairs, on the stored pages of the tests made long: each page is read by one and by the other in turn, so that what else
the machine does falls on both; printed is the median of the ratios of each pair.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from musnad.page.defaults import Defaults
from musnad.page.html import read_html
from musnad.records import Article
from musnad.settings import Settings

PAGES = Path(__file__).resolve().parents[1] / "tests" / "pages" / "html"
NAMES = ("rt", "json-ld", "subheads", "amp")
ROUNDS = 25
#: The whole way may take so many times what trafilatura's extraction takes.
BUDGET = 3.0


def timed(work: object, page: str) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    assert callable(work)
    work(page)
    return time.perf_counter() - start


def whole(page: str) -> None:
    """The page as Musnad reads it."""
    assert isinstance(read_html(page.encode(), "page", Defaults(), Settings()), Article)


def alone(page: str) -> None:
    """The page by trafilatura alone, with its metadata."""
    import trafilatura

    assert trafilatura.bare_extraction(page, with_metadata=True)


def main() -> int:
    """Print a line for each page; 1 where the median of all is over the budget."""
    ratios = []
    for name in NAMES:
        page = (PAGES / f"{name}.html").read_text(encoding="utf-8")
        timed(whole, page), timed(alone, page)
        pairs = [(timed(whole, page), timed(alone, page)) for _ in range(ROUNDS)]
        own = [first / second for first, second in pairs]
        ratios += own
        first, second = (statistics.median(side) * 1000 for side in zip(*pairs))
        print(f"{name:10} {first:6.1f} ms whole, {second:6.1f} ms trafilatura alone, ratio {statistics.median(own):.2f}")
    print(f"median ratio {statistics.median(ratios):.2f}, budget {BUDGET}")
    return int(statistics.median(ratios) > BUDGET)


if __name__ == "__main__":
    raise SystemExit(main())
