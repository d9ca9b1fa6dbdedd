"""Work on cards: show what differs from each card that is not met.

`python tools/cards.py` shows all, `python tools/cards.py nouns quotes` those of two files; --promote takes
`expect: fail` out of the cards that are met.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from card_files import FOLDER, Card, read_cards  # noqa: E402
from card_judge import complaints  # noqa: E402


def main() -> None:
    """Judge the cards and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="files of cards, without .txt (all)")
    parser.add_argument("--promote", action="store_true", help="take `expect: fail` out of cards that are met")
    args = parser.parse_args()
    for path in sorted(FOLDER.glob("*.txt")):
        if args.names and path.stem not in args.names:
            continue
        met = [card for card in read_cards(path) if not _show(card) and card.fails]
        if args.promote and met:
            promote(path, met)


def _show(card: Card) -> list[str]:
    found = complaints(card)
    if found:
        print(f"{card.where} {card.name}" + (" (known failure)" if card.fails else ""))
        print(*(f"    {line}" for line in [card.article.get("text", ""), *found]), sep="\n")
    elif card.fails:
        print(f"{card.where} {card.name}: met, so `expect: fail` can go")
    return found


def promote(path: Path, met: list[Card]) -> None:
    """Take the line out of the cards, which are named by the lines that they begin at."""
    begins = {int(card.where.rpartition(":")[2]) for card in met}
    kept, inside = [], False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        inside = number in begins or (inside and bool(line.strip()))
        if not (inside and line.startswith("expect:")):
            kept.append(line)
    path.write_text("\n".join(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
