"""Gold sets of statements, values, mentions, furniture and disagreements with their words, and without.

``release`` writes a set that was marked (PART.SET.jsonl and its documents) as ids, offsets and hashes, to be kept in
``eval/gold``; ``join`` writes the sets of ``eval/gold`` with the words of the corpora, in the form that they were marked in.
Disagreements go by story: ``release`` takes their stories too (``--stories``, JSON of {"story", "articles"}).

Example:
  python tools/gold.py join --corpus ../shared/corpus --out out/gold
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from musnad.evaluate.gold import (
    Document,
    FurnitureOf,
    GoldDisagreement,
    GoldError,
    GoldStory,
    MentionsOf,
    StatementsOf,
    ValuesOf,
    decode_lines,
    read_corpus,
)
from musnad.evaluate.project import this_project
from musnad.evaluate.released import (
    ReleasedFurniture,
    ReleasedMentions,
    ReleasedOf,
    ReleasedStory,
    ReleasedValues,
    joined,
    joined_furniture,
    joined_mentions,
    joined_story,
    joined_values,
    release,
    release_furniture,
    release_mentions,
    release_story,
    release_values,
    released_rows,
    texts_of,
)

#: For each part: what a row is as it was marked, how its words go, what it is then, how they come back.
PARTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "statements": (StatementsOf, release, ReleasedOf, joined),
    "values": (ValuesOf, release_values, ReleasedValues, joined_values),
    "mentions": (MentionsOf, release_mentions, ReleasedMentions, joined_mentions),
    "furniture": (FurnitureOf, release_furniture, ReleasedFurniture, joined_furniture),
}


def write(path: Path, rows: Iterable[object]) -> None:
    """Write records as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    print(path)


def released(args: argparse.Namespace) -> None:
    """The set of two files, sorted by id, without its words."""
    with args.documents.open("rb") as lines:
        documents = {one.id: one for one in decode_lines(lines, Document, args.documents)}
    part = args.marked.name.split(".")[0]
    if args.stories:
        write(args.out / f"{part}.{args.set}.jsonl", stories_without_words(args, documents))
        return
    kind, without_words = PARTS[part][:2]
    with args.marked.open("rb") as lines:
        marked = sorted(decode_lines(lines, kind, args.marked), key=lambda one: one.id)
    corpora = corpora_of({one.id for one in marked}, args.corpora) if args.corpora else {}
    rows = [without_words(one, documents[one.id], corpora.get(one.id, args.corpus)) for one in marked]
    write(args.out / f"{part}.{args.set}.jsonl", rows)


def stories_without_words(args: argparse.Namespace, documents: dict[str, Document]) -> list[ReleasedStory]:
    """The rows of all stories of a file, those without any disagreement too."""
    stories = msgspec.json.decode(args.stories.read_bytes(), type=list[GoldStory])
    with args.marked.open("rb") as lines:
        marked = list(decode_lines(lines, GoldDisagreement, args.marked))
    rows = []
    for one in stories:
        facts = [fact for fact in marked if fact.story == one.story]
        rows += release_story(facts, [documents[id_] for id_ in one.articles], args.corpus, one.story)
    return rows


def corpora_of(ids: set[str], folder: Path) -> dict[str, str]:
    """The name of the corpus that holds each document."""
    found = {}
    for path in sorted(folder.glob("*.jsonl.xz")):
        name = path.name.removesuffix(".jsonl.xz")
        found |= {one.id: name for one in read_corpus(path) if one.id in ids}
    if missing := ids - found.keys():
        raise GoldError(f"{folder}: {min(missing)} is in no corpus there")
    return found


def join(args: argparse.Namespace) -> None:
    """All sets of the project, each with its documents."""
    for part, (_, _, rows_of, with_words) in PARTS.items():
        for path in sorted(this_project().released.glob(f"{part}.*.jsonl")):
            rows = released_rows(path, rows_of)
            documents = texts_of(rows, (args.corpus, this_project().released))
            write(args.out / path.name, [with_words(one, documents[one.id]) for one in rows])
            write(args.out / path.name.replace(".jsonl", ".docs.jsonl"), [documents[one.id] for one in rows])
    for path in sorted(this_project().released.glob("disagreements.*.jsonl")):
        of_stories = released_rows(path, ReleasedStory)
        documents = texts_of(of_stories, (args.corpus, this_project().released))
        by_story = groupby(of_stories, lambda row: row.story)
        write(args.out / path.name, [fact for _, group in by_story for fact in joined_story(list(group), documents)])
        write(args.out / path.name.replace(".jsonl", ".docs.jsonl"), [documents[one.id] for one in of_stories])


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("release", help="a marked set as ids, offsets and hashes")
    one.add_argument("marked", type=Path)
    one.add_argument("documents", type=Path)
    one.add_argument("--set", required=True)
    one.add_argument("--corpus", default="ant-2018")
    one.add_argument("--corpora", type=Path, help="the folder of the corpora: each document's is looked up")
    one.add_argument("--stories", type=Path, help="the stories that disagreements were marked in")
    one.add_argument("--out", type=Path, default=this_project().released)
    one.set_defaults(run=released)
    other = commands.add_parser("join", help="the released sets with their words")
    other.add_argument("--corpus", type=Path, required=True, help="the folder of the corpora")
    other.add_argument("--out", type=Path, required=True)
    other.set_defaults(run=join)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
