"""Gold sets of statements, values and furniture with their words, and without.

``release`` writes a set that was marked (PART.SET.jsonl and its documents) as ids, offsets and hashes, to be kept in
``eval/gold``; ``join`` writes the sets of ``eval/gold`` with the words of the corpora, in the form that they were marked in.

Example:
  python tools/gold.py join --corpus ../shared/corpus --out out/gold
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import msgspec

from musnad.evaluate.gold import Document, FurnitureOf, GoldError, StatementsOf, ValuesOf, decode_lines, read_corpus
from musnad.evaluate.project import this_project
from musnad.evaluate.released import (
    corpus_path,
    joined,
    joined_furniture,
    joined_values,
    release,
    release_furniture,
    release_values,
    released_furniture,
    released_sets,
    released_values,
    texts_of,
)


def write(path: Path, rows: Iterable[object]) -> None:
    """Write records as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    print(path)


def released(args: argparse.Namespace) -> None:
    """The set of two files, sorted by id, without its words."""
    with args.documents.open("rb") as lines:
        documents = {one.id: one for one in decode_lines(lines, Document, args.documents)}
    if args.marked.name.startswith("furniture."):
        with args.marked.open("rb") as lines:
            segments = sorted(decode_lines(lines, FurnitureOf, args.marked), key=lambda one: one.id)
        corpora = corpora_of({one.id for one in segments}, args.corpora)
        rows = [release_furniture(one, documents[one.id], corpora[one.id]) for one in segments]
        write(args.out / f"furniture.{args.set}.jsonl", rows)
        return
    if args.marked.name.startswith("values."):
        with args.marked.open("rb") as lines:
            values = sorted(decode_lines(lines, ValuesOf, args.marked), key=lambda one: one.id)
        write(args.out / f"values.{args.set}.jsonl", [release_values(one, documents[one.id], args.corpus) for one in values])
        return
    with args.marked.open("rb") as lines:
        marked = sorted(decode_lines(lines, StatementsOf, args.marked), key=lambda one: one.id)
    write(args.out / f"statements.{args.set}.jsonl", [release(one, documents[one.id], args.corpus) for one in marked])


def corpora_of(ids: set[str], folder: Path) -> dict[str, str]:
    """The name of the corpus that holds each document."""
    found = {}
    for path in sorted(folder.glob("*.jsonl.xz")):
        name = path.name.removesuffix(".jsonl.xz")
        found |= {one.id: name for one in read_corpus(corpus_path(folder, name)) if one.id in ids}
    if missing := ids - found.keys():
        raise GoldError(f"{folder}: {min(missing)} is in no corpus there")
    return found


def join(args: argparse.Namespace) -> None:
    """All sets of the project, each with its documents."""
    for path in sorted(this_project().released.glob("statements.*.jsonl")):
        rows = released_sets(path)
        documents = texts_of(rows, args.corpus)
        write(args.out / path.name, [joined(one, documents[one.id]) for one in rows])
        write(args.out / path.name.replace(".jsonl", ".docs.jsonl"), [documents[one.id] for one in rows])
    for path in sorted(this_project().released.glob("values.*.jsonl")):
        values = released_values(path)
        documents = texts_of(values, args.corpus)
        write(args.out / path.name, [joined_values(one, documents[one.id]) for one in values])
        write(args.out / path.name.replace(".jsonl", ".docs.jsonl"), [documents[one.id] for one in values])
    for path in sorted(this_project().released.glob("furniture.*.jsonl")):
        segments = released_furniture(path)
        documents = texts_of(segments, args.corpus)
        write(args.out / path.name, [joined_furniture(one, documents[one.id]) for one in segments])
        write(args.out / path.name.replace(".jsonl", ".docs.jsonl"), [documents[one.id] for one in segments])


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("release", help="a marked set as ids, offsets and hashes")
    one.add_argument("marked", type=Path)
    one.add_argument("documents", type=Path)
    one.add_argument("--set", required=True)
    one.add_argument("--corpus", default="ant-2018")
    one.add_argument("--corpora", type=Path, help="the folder of the corpora (furniture: each document's is looked up)")
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
