"""Write the table of figures in README.md from `musnad eval --json` (which needs the gold sets beside the project).

Reads what `musnad eval` prints from standard input where it is piped in: ``musnad eval --json | python
tools/figures_table.py``. A few measures of each part are shown; the command prints them all.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

README = Path(__file__).resolve().parents[1] / "README.md"
TABLE = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->\n)", re.DOTALL)
#: Part, measure, and how the table calls it, in order.
SHOWN = (
    ("statements", "overlap F1", "statements: content found (half of the words), F1"),
    ("statements", "exact F1", "statements: content exact to the word, F1"),
    ("statements", "with right speaker F1", "statements: content found *and* speaker right, F1"),
    ("statements", "via F1", "relays of a statement, F1"),
    ("mentions", "names F1", "names of persons, bodies, places, F1"),
    ("names", "same name F1", "two spellings, one name, F1"),
    ("furniture", "segments F1", "furniture, segments F1"),
    ("times", "value F1", "times, span and value, F1"),
    ("figures", "value F1", "figures, span and value, F1"),
    ("stories", "pairwise F1", "stories, pairwise F1"),
    ("stories", "copies recall", "copies found, recall"),
    ("disagreements", "conflicts found", "disagreements: conflicts found, recall"),
    ("disagreements", "agreements flagged as conflicts", "disagreements: agreements called conflicts (lower is better)"),
)
#: Sets that stand in the table.
SETS = ("dev", "train")


def rows(reports: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The rows of the table, in the order of SHOWN."""
    found = {
        (report["part"], measure["name"], report["which"]): (measure, report["documents"])
        for report in reports
        for measure in report.get("measures", ())
    }
    for part, name, words in SHOWN:
        cells = [_cell(*found[part, name, which]) if (part, name, which) in found else "" for which in SETS]
        if any(cells):
            yield f"| {words} | {' | '.join(cells)} |"


def _cell(measure: dict[str, Any], documents: int) -> str:
    return f"{measure['value']:.3f} [{measure['low']:.3f}, {measure['high']:.3f}] of {documents}"


def main() -> None:
    """Rewrite the table."""
    reports = [json.loads(line) for line in sys.stdin if line.strip()]
    day = datetime.now(UTC).date().isoformat()
    head = f"| ({day}) | {' | '.join(SETS)} |\n|---|{'---|' * len(SETS)}\n"
    table = head + "\n".join(rows(reports)) + "\n"
    text = README.read_text(encoding="utf-8")
    README.write_text(TABLE.sub(lambda hit: hit[1] + table + hit[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
