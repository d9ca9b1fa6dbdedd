"""Make data/generated/word_articles.tsv: in how many articles of ANT 2.1 (Chouigui et al. 2017) a word stands.

Counted over the 6,181 articles of 2 April to 10 May 2018 only, so that the rest of the corpus stays unseen for
measuring. Needs the corpus beside the project (``../shared/corpus/ant-2018.jsonl.xz``).
"""

from __future__ import annotations

import json
import lzma
from collections import Counter
from pathlib import Path

from musnad.compare.keys import folded_words

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "ant-2018.jsonl.xz"
TABLE = ROOT / "src" / "musnad" / "data" / "generated" / "word_articles.tsv"
FIRST, LAST = "2018-04-02", "2018-05-10"
LEAST = 3


def count() -> tuple[int, Counter[str]]:
    """How many articles there are, and in how many of them each folded word stands."""
    articles, found = 0, Counter[str]()
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if FIRST <= row["published"][:10] <= LAST:
                articles += 1
                found.update(set(folded_words(f"{row['title'] or ''}\n{row['text']}")))
    return articles, found


def main() -> None:
    """Write the table; its first row, with the mark ``*``, holds the number of articles."""
    articles, found = count()
    source = "ANT corpus v2.1 (cite Chouigui, Ben Khiroun, Elayeb 2017)"
    head = f"# Articles that a word stands in, of 6,181 of April and May 2018, {source}."
    lines = [head, "word\tarticles", f"*\t{articles}"]
    kept = sorted(word for word, articles in found.items() if articles >= LEAST and not word[0].isdigit())
    TABLE.write_text("\n".join([*lines, *(f"{word}\t{found[word]}" for word in kept)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
