"""Keep articles in a library and ask it what somebody is reported to have said, and whether a quotation is there.

Run it as often as you like: adding the same articles again changes nothing.
"""

import sys
from pathlib import Path

import musnad
from musnad.page.sources import Defaults, open_sources
from musnad.settings import Settings

ARTICLES = Path(__file__).parent / "articles.jsonl"


def main(path: str = "musnad.db") -> None:
    """Add the example articles to the library at `path`, then ask it two questions."""
    with musnad.open_library(path) as library:
        library.add(open_sources([str(ARTICLES)], defaults=Defaults(), settings=Settings()))
        for said in library.said("الغندوري"):
            print(said.day, *said.texts, sep="\t")
        answer = library.check("الدراسة لم تعرض بعد على الحكومة", by="الغندوري")
        print(answer.verdict, *{evidence.speaker for evidence in answer.evidence}, sep="\t")
        print(f"looked in {answer.coverage.articles} articles, {answer.coverage.first} to {answer.coverage.last}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
