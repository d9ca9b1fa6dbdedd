"""A sample to judge by hand, and the precision that the verdicts give, with Wilson's 95 % intervals.

Without --verdicts, articles are drawn from a corpus, read, and a sample of their statements is written to a table for a
spreadsheet (evenly over outlets, forms and confidence). Fill its first column: right, none (nothing was said), content,
speaker or other. Then give it back with --verdicts; --keep writes the verdicts without a word of the texts.
With --of sayings, disagreements or copies, pairs are drawn from the stories of a library; with --of names, from its links of
names: a name, and whose it is. --figures draws nothing: it tells what the articles hold, statements per article, shares with a
speaker and with somebody who handed the words on, the most frequent speakers and cues.

Example:
  musnad audit --statements 200 && musnad audit --verdicts out/audit/statements.tsv
  musnad audit --figures --count 2000 --seed 7
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, command, print_json_lines
from musnad.faces.cli.gained import add_sample_options, sample

if TYPE_CHECKING:
    from musnad.evaluate.project import Project


_OF = ("statements", "sayings", "disagreements", "copies", "names")


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "audit", __doc__, library=True)
    add_sample_options(parser, 1000)
    parser.add_argument("--of", choices=_OF, default="statements", help="what to judge; pairs come from a library's stories")
    parser.add_argument("--statements", type=int, default=200, metavar="N", help="how many statements, or pairs, to judge (200)")
    parser.add_argument("--figures", action="store_true", help="what the raw articles hold, instead of a sample")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the sample goes (out/audit/statements.tsv …)")
    parser.add_argument("--verdicts", type=Path, metavar="FILE", help="a sample with its first column filled")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the verdicts with ids and offsets only")


def run(args: argparse.Namespace) -> int:
    """Write a sample, or take its verdicts back."""
    from musnad.evaluate.project import this_project

    if args.verdicts:
        return _verdicts(args)
    project = this_project(args.project)
    if args.figures:
        return _figures(args, project)
    return _sample(args, project) if args.of == "statements" else _pairs(args, project)


def _figures(args: argparse.Namespace, project: Project) -> int:
    from musnad.evaluate.profile import lines, profile, readings

    found = profile(readings(sample(args, project)))
    if args.json:
        print_json_lines([found._asdict()])
        return Exit.DONE
    for line in lines(found):
        print(line)
    return Exit.DONE


def _pairs(args: argparse.Namespace, project: Project) -> int:
    from musnad.evaluate.audit_pairs import PAIR_VERDICTS, draw_pairs
    from musnad.faces.cli.shelf import opened, tell

    path = _free_path(args, project)
    with opened(args) as library:
        if args.of != "names":
            library.stories(tell=tell)
        drawn = draw_pairs(library, args.of, args.statements, args.seed)
    path.write_text(drawn, encoding="utf-8")
    print(f"{drawn.count(chr(10)) - 1:,} pairs: {path}")
    print("verdicts: " + "; ".join(f"{name} ({told})" for name, told in PAIR_VERDICTS.items()))
    return Exit.DONE


def _free_path(args: argparse.Namespace, project: Project) -> Path:
    path: Path = args.out or project.folder / "out" / "audit" / f"{args.of}.tsv"
    if path.exists():
        raise Failure(f"{path}: there is one already, perhaps with verdicts; move it, or give another with --out")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _sample(args: argparse.Namespace, project: Project) -> int:
    from musnad.evaluate.audit import VERDICTS, draw_statements, table
    from musnad.evaluate.raw import VersionError, read_with

    documents = sample(args, project)
    try:
        found = read_with(project.folder / "src", documents)
    except VersionError as error:
        raise Failure(str(error)) from error
    drawn = draw_statements(documents, found, args.statements, args.seed)
    path = _free_path(args, project)
    path.write_text(table(drawn), encoding="utf-8")
    print(f"{len(drawn):,} of {sum(map(len, found)):,} statements of {len(documents):,} articles: {path}")
    print("verdicts: " + "; ".join(f"{name} ({told})" for name, told in VERDICTS.items()))
    return Exit.DONE


def _verdicts(args: argparse.Namespace) -> int:
    from musnad.evaluate.audit import KEPT, VERDICTS, AuditError, kept, precision, read_verdicts
    from musnad.evaluate.audit_pairs import PAIR_KEPT, PAIR_VERDICTS

    text = args.verdicts.read_text(encoding="utf-8-sig")
    pairs = "other_article" in text.partition("\n")[0]
    try:
        rows = read_verdicts(text, PAIR_VERDICTS if pairs else VERDICTS)
    except AuditError as error:
        raise Failure(f"{args.verdicts}: {error}") from error
    if not rows:
        raise Failure(f"{args.verdicts}: no row has a verdict", Exit.NOTHING_READ)
    shares = list(precision(rows, ("kind",)) if pairs else precision(rows))
    if args.json:
        print_json_lines([{**one._asdict(), "interval": one.interval} for one in shares])
    else:
        print(" · ".join(f"{name} {count:,}" for name, count in Counter(row["verdict"] for row in rows).most_common()))
        for one in shares:
            low, high = one.interval
            print(f"  {one.name:<24} {one.right / one.of:.3f} [{low:.3f}, {high:.3f}]   {one.right:,} of {one.of:,}")
    if args.keep:
        args.keep.parent.mkdir(parents=True, exist_ok=True)
        args.keep.write_text(kept(rows, PAIR_KEPT if pairs else KEPT), encoding="utf-8")
    return Exit.DONE


__all__ = ["register", "run"]
