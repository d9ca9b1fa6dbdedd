"""Print the JSON Schema (2020-12) of one record that the commands print with --json; without RECORD, of all of them,
as definitions to refer to ("$ref": "urn:musnad:record:1#/$defs/Statement").

Example:
  musnad schema Reading > reading.schema.json
"""

from __future__ import annotations

import argparse
import json
import sys

from musnad.faces.cli.common import Exit, Failure, Subparsers, command


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "schema", __doc__)
    parser.add_argument("record", nargs="?", metavar="RECORD", help="Article, Reading, Story, Disagreement, Check, …")


def run(args: argparse.Namespace) -> int:
    """Print the schema: indented, or with ``--json`` on one line."""
    from musnad.faces.exports.json_schema import build_schema

    try:
        schema = build_schema(args.record)
    except KeyError:
        names = ", ".join(build_schema()["$defs"])
        raise Failure(f"no record is called {args.record!r}; there are {names}") from None
    json.dump(schema, sys.stdout, ensure_ascii=False, indent=None if args.json else 2)
    sys.stdout.write("\n")
    return Exit.DONE
