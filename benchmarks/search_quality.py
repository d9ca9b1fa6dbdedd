"""Does search find what it should, all of it, and quickly: 150 queries over the raw corpora, judged by another rule.

    python benchmarks/search_quality.py FOLDER               measure on FOLDER/corpora.db (made by benchmarks/library.py)
    python benchmarks/search_quality.py --make --analyzer P  judge the queries anew; P is a Python that has `farahidi`

What is relevant is decided by no part of Musnad's search: every word of every article is looked at, and a written form
counts as clitic and word where a morphological analyser that reads it in its sentences says so (farahidi, GPL-3, run as a
program of its own, never a part of Musnad); a phrase where such words stand side by side. Half of the queries are drawn at
random from the corpora, half are written by hand (eval/search.hand.tsv). Kept are the queries and the numbers of the
relevant articles (lines of the two files, one after the other), no texts.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from musnad.text.fold import fold_key

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
FILES = ("ant-2018.jsonl.xz", "saudinewsnet-2015.jsonl.xz")
QUERIES, HAND = ROOT / "eval" / "search.queries.jsonl", ROOT / "eval" / "search.hand.tsv"
SEED = 20261122
#: A query that more articles answer is no search, and its list would be longer than all others.
MOST = 7_000
#: Sentences in which the analyser reads a written form; the majority decides.
SAMPLES = 3
_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]+|[a-z][a-z0-9'’]*|\d+(?:[.,]\d+)*")
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ARTICLE, _TO_THE = "ال", "لل"
CLITICS = tuple(
    {a + b + c for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك", "س") for c in ("", _ARTICLE)}
    | {a + _TO_THE for a in ("", "و", "ف")}
)
_LONGEST_FIRST = sorted(CLITICS, key=len, reverse=True)


@dataclass
class Document:
    """An article of the corpora as a judge sees it: words of title and text, folded."""

    id: str
    outlet: str
    day: str
    parts: tuple[tuple[str, ...], ...]


@dataclass
class Judged:
    """A query with what it is made of: rows of alternatives for each word, words it must not have, fields."""

    kind: str
    query: str
    words: list[list[str]]
    phrase: bool = False
    without: list[str] = field(default_factory=list)
    outlet: str = ""
    after: str = ""
    before: str = ""


def documents() -> Iterator[Document]:
    """Every article, in the order of the files."""
    for name in FILES:
        with lzma.open(CORPUS / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                parts = tuple(tuple(words(row.get(part) or "")) for part in ("title", "text"))
                yield Document(row["id"], row.get("outlet") or "", (row.get("published") or "")[:10], parts)


def words(text: str) -> list[str]:
    """The words of a text, folded: marks and vowels away, whatever separates them."""
    return _WORD.findall(fold_key(_MARKS.sub("", text)))


def raw_words(text: str) -> list[str]:
    """The words of a text as they are spelled, for the analyser."""
    return re.findall(r"[\u0621-\u064a\u0671-\u06d3]+", _MARKS.sub("", text))


# ---- judging ---------------------------------------------------------------------------------------------------------


class Judge:
    """Which written forms are clitic and word: asks the analyser, with sentences of the corpora."""

    def __init__(self, all_documents: Sequence[Document], python: str) -> None:
        self.documents = all_documents
        self.python = python
        self.where: dict[str, list[int]] = defaultdict(list)
        for number, document in enumerate(all_documents):
            for word in {word for part in document.parts for word in part}:
                self.where[word].append(number)
        self.starts: dict[str, int] = {}
        self.given: set[str] = set()

    def ask(self, forms: Iterable[str]) -> None:
        """Learn at which letter the stem of each written form begins."""
        wanted = sorted({form for form in forms if form in self.where and form not in self.starts and len(form) > 2})
        samples = self._samples(wanted)
        process = subprocess.run(
            [self.python, "-c", _ANALYSER], input="\n".join(json.dumps(one) for one in samples), text=True,
            capture_output=True, check=True,
        )  # fmt: skip
        votes: dict[str, Counter[int]] = defaultdict(Counter)
        for line in process.stdout.splitlines():
            form, start = json.loads(line)
            votes[form][start] += 1
        for form in wanted:
            known = votes.get(form)
            self.starts[form] = known.most_common(1)[0][0] if known else -1

    def _samples(self, wanted: Sequence[str]) -> list[tuple[str, list[str], int]]:
        """A few places of each form with six words on either side, spelled as they were."""
        rng = random.Random(SEED)
        places: dict[int, list[str]] = defaultdict(list)
        for form in wanted:
            for number in rng.sample(self.where[form], min(SAMPLES, len(self.where[form]))):
                places[number].append(form)
        samples = []
        for number, row in enumerate(raw_rows()):
            if number not in places:
                continue
            spelled = raw_words(f"{row.get('title') or ''} . {row['text']}")
            folded = [fold_key(word) for word in spelled]
            for form in places[number]:
                if form in folded:
                    at = folded.index(form)
                    samples.append((form, spelled[max(at - 6, 0) : at + 7], min(at, 6)))
        return samples

    def _is_more(self, form: str, clitic: str) -> bool:
        return len(form) - len(clitic) > 2 and self.is_form(clitic, form[len(clitic) :]) and form[len(clitic) :] in self.where

    def forms(self, base: str) -> set[str]:
        """The written forms of a word in the corpora."""
        return {clitic + base for clitic in CLITICS if clitic + base in self.where and self.is_form(clitic, base)}

    def is_form(self, clitic: str, base: str) -> bool:
        """Whether clitic and base, written together, are that, and no word of their own."""
        if not clitic or clitic.endswith((_ARTICLE, _TO_THE)):
            return True
        start = self.starts.get(clitic + base, -1)
        if start < 0:  # a word that the analyser does not know: a name, as a rule
            return len(self.where[base]) > 3 * len(self.where[clitic + base])
        return start == len(clitic)

    def base(self, form: str) -> str:
        """A word of a query without its clitics; behind the article there is none."""
        if form in self.given:
            return form
        start = self.starts.get(form, -1)
        if start < 0:  # a word that the analyser does not know
            return next((form[len(c) :] for c in _LONGEST_FIRST if form.startswith(c) and self._is_more(form, c)), form)
        article = max((len(c) for c in CLITICS if c.endswith((_ARTICLE, _TO_THE)) and form.startswith(c)), default=99)
        start = min(start, article)
        return form[start:] if start > 0 and len(form) - start > 1 else form


_ANALYSER = r"""
import json, re, sys, farahidi
marks = re.compile("[\u064b-\u065f\u0670\u0640]")
same = str.maketrans({"\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627", "\u0649": "\u064a",
                      "\u0629": "\u0647", "\u0624": "\u0648", "\u0626": "\u064a"})
plain = lambda word: marks.sub("", word).translate(same)
for line in sys.stdin:
    form, sentence, at = json.loads(line)
    results = farahidi.analyze_text(" ".join(sentence))
    if len(results) != len(sentence) or not results[at].analyzed:
        continue
    stem = plain(results[at].stem)
    for length in (len(stem), 3, 2):
        start = form.find(stem[:length])
        if 0 <= start <= 4:
            print(json.dumps([form, start]))
            break
"""


def raw_rows() -> Iterator[dict[str, Any]]:
    """The lines of the files."""
    for name in FILES:
        with lzma.open(CORPUS / name, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def relevant(judge: Judge, one: Judged) -> list[int]:
    """The numbers of the articles that answer a query."""
    rows = [set().union(*(judge.forms(judge.base(word)) | {word} for word in row)) for row in one.words]
    banned = set().union(*(judge.forms(judge.base(word)) | {word} for word in one.without)) if one.without else set()
    where = judge.where
    candidates = set.intersection(*({n for form in row for n in where.get(form, ())} for row in rows))
    candidates -= {number for form in banned for number in where.get(form, ())}
    found = []
    for number in sorted(candidates):
        document = judge.documents[number]
        if one.outlet and one.outlet not in document.outlet:
            continue
        if (one.after and document.day < one.after) or (one.before and not "1900" < document.day < one.before):
            continue
        if not one.phrase or any(_stands(part, rows) for part in document.parts):
            found.append(number)
    return found


def _stands(part: Sequence[str], rows: Sequence[set[str]]) -> bool:
    """Whether words of the rows stand side by side."""
    last = len(part) - len(rows) + 1
    return any(all(part[i + j] in row for j, row in enumerate(rows)) for i in range(last) if part[i] in rows[0])


# ---- queries ---------------------------------------------------------------------------------------------------------


def drawn(judge: Judge, seed: int) -> list[Judged]:
    """75 queries drawn at random: words as they stand, phrases, words with an outlet or days."""
    rng = random.Random(seed)
    found: list[Judged] = []

    def word() -> tuple[str, Document]:
        while True:
            document = rng.choice(judge.documents)
            text = document.parts[1]
            if text and len(one := rng.choice(text)) > 2 and 2 < len(judge.where[one]) < 1_000 and not one[0].isdigit():
                return one, document

    for _ in range(45):
        one, _document = word()
        found.append(Judged("random word", one, [[one]]))
    for length in (2, 3) * 8:
        one, document = word()
        at = document.parts[1].index(one)
        phrase = document.parts[1][at : at + length]
        found.append(Judged("random phrase", f'"{" ".join(phrase)}"', [[part] for part in phrase], phrase=True))
    for _ in range(7):
        one, document = word()
        found.append(Judged("random with outlet", f"{one} outlet:{document.outlet}", [[one]], outlet=document.outlet))
    for _ in range(7):
        one, document = word()
        month = document.day[:7]
        query = f"{one} after:{month} before:{month}-28"
        found.append(Judged("random with days", query, [[one]], after=f"{month}-01", before=f"{month}-28"))
    return found


def by_hand(given: set[str]) -> list[Judged]:
    """The queries of eval/search.hand.tsv: kind, query, and other spellings of its words, a blank between them; an equals sign
    there says that the analyser is wrong about the word, which has no clitic."""
    found = []
    for line in HAND.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith(("#", "kind\t")):
            continue
        kind, query, other = line.split("\t")
        outlet, after, before = (_field(query, name) for name in ("outlet", "after", "before"))
        bare = re.sub(r"\w+:\S+", "", query)
        without = [word for part in re.findall(r"-(\S+)", bare) for word in words(part)]
        asked = words(re.sub(r"-\S+", "", bare))
        rows = [[word] for word in asked]
        if other == "=":
            given.update(asked)
            other = ""
        for spelling in other.split():
            rows[-1 if kind == "last name" else 0].append(fold_key(spelling))
        found.append(Judged(kind, query, rows, '"' in query, without, outlet, after, before))
    return found


def _field(query: str, name: str) -> str:
    match = re.search(rf"\b{name}:(\S+)", query)
    return match[1] if match else ""


def make(python: str, cache: Path | None, seed: int, out: Path) -> None:
    """Draw and judge the queries, and keep them; `cache` keeps what the analyser said, for the next time.

    Another seed draws other queries, to tune on: then those written by hand are left out.
    """
    print("looking at every word of the corpora", flush=True)
    judge = Judge(list(documents()), python)
    if cache is not None and cache.exists():
        judge.starts = json.loads(cache.read_text(encoding="utf-8"))
    queries = [*(by_hand(judge.given) if seed == SEED else drawn(judge, seed + 1)), *drawn(judge, seed)]
    asked = {word for one in queries for word in [*(w for row in one.words for w in row), *one.without]}
    print(f"{len(queries)} queries; asking the analyser", flush=True)
    judge.ask(asked)
    bases = {judge.base(word) for word in asked}
    judge.ask(c + b for b in bases for c in CLITICS if c and not c.endswith((_ARTICLE, _TO_THE)))
    if cache is not None:
        cache.write_text(json.dumps(judge.starts, ensure_ascii=False), encoding="utf-8")
    kept = 0
    with out.open("w", encoding="utf-8") as file:
        for one in queries:
            found = relevant(judge, one)
            if not 0 < len(found) <= MOST:
                print(f"left out, {len(found)} relevant: {one.query}")
                continue
            kept += 1
            row = {"kind": one.kind, "query": one.query, "relevant": found}
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{kept} queries kept in {out}")


# ---- measuring -------------------------------------------------------------------------------------------------------


def measure(folder: Path, queries_file: Path, show: bool) -> None:
    """Recall and precision of every query over the whole corpora, averaged over queries, and the time of a first page."""
    from musnad.library import open_library
    from musnad.store.search import Search, matching_ids

    queries = [json.loads(line) for line in queries_file.read_text(encoding="utf-8").splitlines()]
    given = [row["id"] for row in raw_rows()]
    times, scores = [], defaultdict(list)
    with open_library(folder / "corpora.db", mode="read") as library, library.database.reading() as connection:
        ids = dict(connection.execute("SELECT id, given_id FROM article"))
        known = set(ids.values())
        for query in queries:
            started = time.perf_counter()
            library.search(query["query"], unit="article")
            times.append((time.perf_counter() - started) * 1000)
            found = {ids[one] for one in matching_ids(connection, Search(query=query["query"], unit="article"))}
            wanted = {given[number] for number in query["relevant"]} & known
            hits = len(found & wanted)
            recall, precision = hits / len(wanted) if wanted else 1.0, hits / len(found) if found else float(not wanted)
            scores[query["kind"]].append((recall, precision))
            if show and min(recall, precision) < 0.97:
                print(f"  R {recall:.3f} P {precision:.3f} {len(wanted):>5} wanted {len(found):>5} found  {query['query']}")
    print(f"{len(queries)} queries, {len(known)} articles")
    for kind, pairs in [*scores.items(), ("all", [pair for some in scores.values() for pair in some])]:
        recall, precision = (sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1))
        print(f"{kind:<20} {len(pairs):>4}  recall {recall:.4f}  precision {precision:.4f}")
    times.sort()
    print(f"first page: p50 {times[len(times) // 2]:.1f} ms, p95 {times[len(times) * 95 // 100]:.1f} ms, worst {times[-1]:.1f}")


def main() -> None:
    """Do what the options ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="where benchmarks/library.py keeps its library")
    parser.add_argument("--make", action="store_true", help="draw and judge the queries anew")
    parser.add_argument("--analyzer", default=sys.executable, help="a Python that has farahidi")
    parser.add_argument("--cache", type=Path, help="a file that keeps the analyser's answers")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="the file of judged queries")
    parser.add_argument("--seed", type=int, default=SEED, help="draws other queries, to tune on")
    parser.add_argument("--show", action="store_true", help="list the queries below 0.97")
    args = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"needs the corpora in {CORPUS}")
    if args.make:
        make(args.analyzer, args.cache, args.seed, args.queries)
    if args.folder:
        measure(args.folder, args.queries, args.show)


if __name__ == "__main__":
    main()
