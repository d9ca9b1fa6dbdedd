"""Signatures and bands of a million articles: the memory they take, and the pairs that equal bands propose.

The articles of both corpora, and round after round of them until the number is reached: in each round every shingle is
changed by one number, so that a round has the copies that the corpora have, and none in another round.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import sys
import time
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from musnad.compare.copies import BANDS, CopyKey, hashes_of, key_of, neighbours
from musnad.compare.keys import folded_words, own_text
from musnad.page.article import make_article

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpus"
#: Kilobytes that the process may take.
MEMORY = 4 * 1024 * 1024
_MASK = (1 << 64) - 1


def shingled() -> Iterator[tuple[str, list[str], array[int]]]:
    """Identifier, first word and hashes of shingles of each article of the corpora."""
    for name in ("ant-2018", "saudinewsnet-2015"):
        with lzma.open(CORPORA / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                article = make_article(row["text"], title=row.get("title"), url=row.get("url"), outlet=row.get("outlet"))
                words = folded_words(own_text(article))
                yield article.id, words[:1], array("Q", hashes_of(words))


def keys(count: int) -> list[CopyKey]:
    """So many keys: those of the corpora, then rounds with each shingle changed by one number a round."""
    originals = list(shingled())
    found = []
    for turn in range(-(-count // len(originals))):
        salt = (turn * 0x9E3779B97F4A7C15) & _MASK
        for name, words, hashes in originals[: count - len(found)]:
            found.append(key_of(f"{name}-{turn}", [*words, str(turn)], [one ^ salt for one in hashes]))
    return found


def proposed(those: list[CopyKey]) -> int:
    """How many pairs equal bands propose, band by band; a pair that several bands propose counts as often."""
    pairs = 0
    for band in range(BANDS):
        buckets: dict[int, list[int]] = defaultdict(list)
        for at, key in enumerate(those):
            if key.bands:
                buckets[key.bands[band]].append(at)
        pairs += sum(1 for bucket in buckets.values() if len(bucket) > 1 for _ in neighbours(bucket))
    return pairs


def main() -> int:
    """Print time and memory; 1 where the memory is over the budget, 0 where the corpora are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000, metavar="N", help="so many (1,000,000)")
    args = parser.parse_args()
    if not CORPORA.is_dir():
        print(f"left out: the corpora are not there ({CORPORA})")
        return 0
    begin = time.process_time()
    those = keys(args.articles)
    made = time.process_time()
    pairs = proposed(those)
    done = time.process_time()
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(those):,} signatures made in {made - begin:.0f} s of one core; {pairs:,} pairs proposed by "
          f"{BANDS} bands in {done - made:.0f} s; {used / 1024:,.0f} MB at the most (budget {MEMORY // 1024:,})")  # fmt: skip
    return int(used > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
