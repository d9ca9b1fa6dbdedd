"""Read one article and print who said what, through whom: nothing is opened, fetched or kept."""

from pathlib import Path

import musnad

ARTICLE = Path(__file__).parent / "stories" / "ports-05-sahl.txt"


def main() -> None:
    """Read the article and print its statements, each with its chain."""
    text = ARTICLE.read_text(encoding="utf-8")
    reading = musnad.read_text(text, published="2025-10-14", outlet="صحيفة السهل")
    for statement in reading.statements:
        who = " + ".join(speaker.name for speaker in statement.speakers) or "?"
        said = " … ".join(text[piece.start : piece.stop] for piece in statement.content)
        chain = " ← ".join(link.name for link in statement.chain)
        print(f"{who}\t{statement.cue.stance}\t{said}\t[{chain}]")


if __name__ == "__main__":
    main()
