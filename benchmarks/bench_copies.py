"""Copies against an exact count: all pairs of articles of the Saudi corpus that have half, or four fifths, of their
five-word shingles in common (Jaccard), counted shingle by shingle, and which of them `musnad.compare.copies` finds.

Articles of the same words count as one. Pairs that are left apart as one form filled in twice (times of prayer, prices,
telegrams) are told beside: recall is of the others, and of all.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations, islice
from pathlib import Path

from musnad.compare.copies import CopyTexts, by_exact, copy_pairs, copy_text
from musnad.compare.keys import folded_words, in_order, own_text
from musnad.page.article import make_article
from musnad.records import Article

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "saudinewsnet-2015.jsonl.xz"
#: Words of a shingle; fewer words than the second make no copy.
SHINGLE, LEAST_WORDS = 5, 12
SHARES = (0.5, 0.8)
#: Recall and precision that are asked for.
LEAST = 0.99


def articles(count: int) -> list[Article]:
    """The first articles of the corpus, in order of publication."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return in_order(
        make_article(row["text"], title=row["title"], outlet=row["outlet"], url=row["url"], published=row["published"])
        for row in rows
    )


def exact_shares(those: list[Article]) -> dict[tuple[int, int], float]:
    """The Jaccard share of every pair that has a shingle in common, at least the lower one of `SHARES`."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes = []
    for number, one in enumerate(those):
        words = folded_words(own_text(one))
        starts = range(len(words) - SHINGLE + 1) if len(words) >= LEAST_WORDS else ()
        shingles = {tuple(words[at : at + SHINGLE]) for at in starts}
        sizes.append(len(shingles))
        for shingle in shingles:
            holders[shingle].append(number)
    shared = Counter(pair for held in holders.values() for pair in combinations(held, 2))
    found = {pair: count / (sizes[pair[0]] + sizes[pair[1]] - count) for pair, count in shared.items()}
    return {pair: share for pair, share in found.items() if share >= min(SHARES)}


def main() -> int:
    """Print recall and precision; 1 where one is too low, 0 where the corpus is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000, metavar="N", help="so many of the corpus (5,000)")
    args = parser.parse_args()
    if not CORPUS.is_file():
        print(f"left out: the corpus is not there ({CORPUS})")
        return 0
    those = articles(args.articles)
    begin = time.process_time()
    pairs = copy_pairs(those)
    print(f"{len(those):,} articles, copies found in {time.process_time() - begin:.1f} s of one core")
    texts = CopyTexts([copy_text(one) for one in those])
    leads = {at for group in by_exact(texts.keys) for at in group[:1]}
    wanted = {pair: share for pair, share in exact_shares(those).items() if leads.issuperset(pair)}
    found = {(pair.first, pair.second) for pair in pairs if pair.kind == "edited"}
    high = [show(least, wanted, found, texts) for least in SHARES]
    return int(not all(high))


def show(least: float, wanted: dict[tuple[int, int], float], found: set[tuple[int, int]], texts: CopyTexts) -> bool:
    """Print the figures of pairs that have at least such a share; whether they are high enough."""
    these = {pair for pair, share in wanted.items() if share >= least}
    forms = {pair for pair in these - found if texts.one_template(*pair)}
    right = these & found
    recall, of_all = len(right) / max(len(these - forms), 1), len(right) / max(len(these), 1)
    precision = 1 - len(found - wanted.keys()) / max(len(found), 1)
    print(f"Jaccard ≥ {least}: {len(these):,} pairs, {len(right):,} found, {len(forms):,} left apart as one form; "
          f"recall {recall:.4f} (of all {of_all:.4f}), precision {precision:.4f}")  # fmt: skip
    return min(recall, precision) >= LEAST


if __name__ == "__main__":
    sys.exit(main())
