"""Make data/generated/confidence.tsv: how often a statement is right as a whole, by its rule and how its speaker is told.

Counted on the pan-Arab documents of the gold (``ant-*`` of train and dev), which needs the gold beside the project.
Each share is drawn towards that of all statements by PRIOR pseudo-counts, so that rare rules claim little.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from musnad.evaluate.gold import Gold
from musnad.evaluate.judging import Judge
from musnad.evaluate.scores import Engine

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src" / "musnad" / "data" / "generated" / "confidence.tsv"
PRIOR = 5


def count() -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Statements found, and those of them that match the gold and have the right speaker, by rule and how."""
    gold, engine = Gold(ROOT.parent / "shared" / "gold"), Engine(learned=False)
    found: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for which in ("train", "dev"):
        for marked in gold.statements(which):
            document = gold.document(marked.id, which)
            if not document.id.startswith("ant-"):
                continue
            for one in Judge(document, marked, engine.read(document)).judge():
                if one.found is not None:
                    key = (one.found.rule, one.found.speakers[0].how if one.found.speakers else "nobody")
                    found[key] += 1
                    right[key] += one.matched and one.speaker == "right"
    return found, right


def main() -> None:
    """Write the table: rule, how, statements, right ones, and the smoothed share."""
    found, right = count()
    base = sum(right.values()) / sum(found.values())
    lines = ["# Statements of the pan-Arab gold by rule and how the speaker is told: found, right as a whole, smoothed share.",
             "rule\thow\tfound\tright\tshare"]  # fmt: skip
    for key in sorted(found):
        share = (right[key] + PRIOR * base) / (found[key] + PRIOR)
        lines.append(f"{key[0]}\t{key[1]}\t{found[key]}\t{right[key]}\t{share:.2f}")
    lines.append(f"-\t-\t{sum(found.values())}\t{sum(right.values())}\t{base:.2f}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
