"""The library as tools for language models (Model Context Protocol, over standard input and output): search, said, stories,
story, check, cite, trace. They only read; every answer tells what the library covers. Needs pip install 'musnad[mcp]'.

Example:
  musnad mcp --library news.db
"""

from __future__ import annotations

import argparse

from musnad.faces.cli.common import Exit, Failure, Subparsers, command


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    command(commands, "mcp", __doc__, library=True)


def run(args: argparse.Namespace) -> int:
    """Answer until the other side closes standard input."""
    from musnad.faces.cli.shelf import opened

    try:
        from musnad.faces.mcp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("musnad"):
            raise
        raise Failure(f"{error.name} is not installed; pip install 'musnad[mcp]'") from error
    with opened(args, "read") as library:
        make_server(library).run("stdio")
    return Exit.DONE
