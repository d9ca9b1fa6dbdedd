"""Make data/generated/openers.tsv: words that open articles, from the ANT corpus 2.1 (Chouigui et al. 2017).

What follows «موسكو – » is a lead where one of them comes next. Needs the corpus beside the project
(``../shared/corpus/ant-2018.jsonl.xz``).
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from pathlib import Path

from musnad.text.fold import fold_key

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "ant-2018.jsonl.xz"
TABLE = ROOT / "src" / "musnad" / "data" / "generated" / "openers.tsv"
DATELINE = re.compile(r"^.{0,60}\((?:cnn)\)\s*[-–—]*\s*")
LEAST = 4


def main() -> None:
    """Write the words that open at least four articles, with how many they open."""
    counts: Counter[str] = Counter()
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = DATELINE.sub("", fold_key(json.loads(line)["text"][:120]))
            if match := re.match("[\u0621-\u064a]{2,}", text):
                counts[match.group()] += 1
    rows = ["# Opening words of 13,121 articles of 2018, ANT corpus v2.1 (cite Chouigui, Ben Khiroun, Elayeb 2017).",
            "word\tarticles"]  # fmt: skip
    rows += [f"{word}\t{count}" for word, count in sorted(counts.items()) if count >= LEAST]
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
