"""Musnad's parts beside what a user would take instead, in pairs in one run: speed, and quality beside it.

Dates: dateparser's search. Tokens: spaCy's blank("ar"). Direct quotations: a regular expression for quotation marks. Copies:
MinHash with LSH by datasketch and by rensa alone. (HTML beside trafilatura: ``bench_pages.py``.) Quality is measured on the
gold sets' `dev`, which Musnad's rules were tuned on, and on exact shingles; needs ``pip install 'musnad[bench]'`` and the
gold sets and corpora in ``../shared``.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from musnad.compare.copies import copy_pairs
from musnad.compare.keys import folded_words, in_order, own_text
from musnad.evaluate.gold import Gold
from musnad.find.time_words import TimeWords
from musnad.find.times import find_times
from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Article
from musnad.text.view import look

SHARED = Path(__file__).resolve().parents[2] / "shared"
ROUNDS = 5
#: Marks of quotations and what stands in them, as one writes it in a minute.
QUOTED = re.compile(r"[«\"“]([^»\"”\n]{15,600})[»\"”]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def in_pairs(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    """Print what both take, each in turn, so that what else the machine does falls on both."""
    pairs = []
    for _ in range(ROUNDS):
        took = []
        for work in (ours, theirs):
            begin = time.process_time()
            work()
            took.append(time.process_time() - begin)
        pairs.append(took)
    first, second = (statistics.median(side) for side in zip(*pairs))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"{name}: Musnad {first:.2f} s, the other {second:.2f} s: {ratio:.2f} times as long")


def share(found: Iterable[Any], wanted: Iterable[Any]) -> str:
    """Precision and recall of two sets."""
    found, wanted = set(found), set(wanted)
    right = len(found & wanted)
    return f"precision {right / max(len(found), 1):.2f}, recall {right / max(len(wanted), 1):.2f} (of {len(wanted)})"


def dates(gold: Gold) -> None:
    """Days told in a text: found by both, as (document, day)."""
    from dateparser.search import search_dates

    texts = [(gold.document(one.id, "dev"), one) for one in gold.values("dev")]
    wanted = {(doc.id, told.value) for doc, one in texts for told in one.times if _DAY.fullmatch(told.value or "")}
    words = TimeWords.load()

    def ours() -> set[tuple[str, str]]:
        found = set()
        for doc, one in texts:
            anchor = date.fromisoformat(one.published[:10]) if one.published else None
            for told in find_times(look(doc.text), anchor, words):
                if _DAY.fullmatch(told.value or ""):
                    found.add((doc.id, str(told.value)))
        return found

    def theirs() -> set[tuple[str, str]]:
        found = set()
        for doc, one in texts:
            base = datetime.fromisoformat(one.published[:10]) if one.published else datetime(2000, 1, 1)
            settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
            for _, day in search_dates(doc.text, languages=["ar"], settings=settings) or ():
                found.add((doc.id, day.date().isoformat()))
        return found

    in_pairs("days of a text, dateparser", ours, theirs)
    print(f"  Musnad {share(ours(), wanted)}; dateparser {share(theirs(), wanted)}")


def tokens(articles: list[Article]) -> None:
    """Words with offsets."""
    import spacy

    blank = spacy.blank("ar")
    in_pairs("tokens, spaCy", lambda: [look(one.text) for one in articles], lambda: [blank(one.text) for one in articles])


def quotations(gold: Gold) -> None:
    """Direct speech: spans of quotations, as (document, first, last); the whole reading beside one expression."""
    docs = [(gold.document(one.id, "dev"), one) for one in gold.statements("dev")]
    wanted = {(doc.id, *piece) for doc, one in docs for told in one.statements if told.form == "direct" for piece in told.content}

    def ours() -> set[tuple[str, int, int]]:
        return {
            (doc.id, *piece) for doc, _ in docs for told in read(doc.article()).statements
            if told.form == "direct" and told.of == "text" for piece in told.content
        }  # fmt: skip

    def theirs() -> set[tuple[str, int, int]]:
        return {(doc.id, *match.span(1)) for doc, _ in docs for match in QUOTED.finditer(doc.text)}

    in_pairs("direct quotations, a regular expression", ours, theirs)
    print(f"  Musnad {share(ours(), wanted)}; the expression {share(theirs(), wanted)} (spans to the character, no speaker)")


def copies(articles: list[Article]) -> None:
    """Pairs of texts with half of their five-word shingles in common."""
    from datasketch import MinHash, MinHashLSH
    from rensa import RMinHash, RMinHashLSH

    ordered = in_order(articles)
    shingles = [shingles_of(one) for one in ordered]
    wanted = exact_pairs(shingles)

    def ours() -> set[tuple[int, int]]:
        return {pair[:2] for pair in copy_pairs(ordered) if pair.kind != "part"}

    def by_datasketch() -> set[tuple[int, int]]:
        index, found = MinHashLSH(threshold=0.5, num_perm=126), set()
        for at, one in enumerate(shingles):
            made = MinHash(num_perm=126)
            made.update_batch([word.encode() for word in one])
            if one:
                found |= {(other, at) for other in index.query(made)}
                index.insert(at, made)
        return found

    def by_rensa() -> set[tuple[int, int]]:
        index, found = RMinHashLSH(threshold=0.5, num_perm=126, num_bands=42), set()
        for at, one in enumerate(shingles):
            made = RMinHash(num_perm=126, seed=1)
            made.update(list(one))
            if one:
                found |= {(other, at) for other in index.query(made)}
                index.insert(at, made)
        return found

    for name, theirs in (("datasketch", by_datasketch), ("rensa alone", by_rensa)):
        in_pairs(f"copies of {len(ordered):,} articles, {name}", ours, theirs)
        print(f"  {name} {share(theirs(), wanted)}")
    print(f"  Musnad {share(ours(), wanted)}: what it leaves out are forms filled in twice and all but one pair of equal texts")


def shingles_of(article: Article) -> frozenset[str]:
    """Five-word shingles of an article's own words."""
    words = folded_words(own_text(article))
    return frozenset(" ".join(words[at : at + 5]) for at in range(len(words) - 4)) if len(words) >= 12 else frozenset()


def exact_pairs(shingles: list[frozenset[str]]) -> set[tuple[int, int]]:
    """Pairs whose Jaccard share is at least a half, by comparing all that share a shingle."""
    holders = defaultdict(list)
    for at, one in enumerate(shingles):
        for word in one:
            holders[word].append(at)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for held in holders.values():
        for pair in combinations(held, 2):
            shared[pair] += 1
    return {
        (one, other) for (one, other), count in shared.items()
        if count >= 0.5 * (len(shingles[one]) + len(shingles[other]) - count)
    }  # fmt: skip


def main() -> int:
    """Print all comparisons; nothing where the gold sets are not there."""
    if not (SHARED / "gold").is_dir():
        print("left out: the gold sets are not there (../shared)")
        return 0
    gold = Gold(SHARED / "gold")
    articles = [
        make_article(one.text, title=one.title, outlet=one.outlet, url=one.url, published=one.published)
        for one in islice(gold.corpus(), 4_000)
    ]
    dates(gold)
    tokens(articles[:1_000])
    quotations(gold)
    copies(articles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
