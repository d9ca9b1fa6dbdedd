"""The command line: one module a command, and only the one that is run is imported.

Exit codes: 0 done; 1 done, but some items were set aside; 2 wrong use; 3 nothing could be read; 70 a fault of ours.
Like any Unix program, 130 after Ctrl-C and 141 where the reader of a pipe went away.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from musnad import __version__
from musnad.faces.cli.common import Exit, Failure

#: Every command with its line in `musnad --help`; the module of the same name has `register` and `run`.
COMMANDS: dict[str, str] = {
    "read": "read articles and show their record; keeps nothing",
    "add": "read articles and keep them in the library",
    "batch": "an archive into tables: Parquet by day, with processes or on a Spark cluster",
    "watch": "follow feeds: add what is new, keep what changed, tell of saved searches",
    "remove": "take articles out of the library",
    "dropped": "list what gave no article, and why",
    "said": "what somebody is reported to have said, in order, with chains",
    "acts": "who condemned, welcomed, thanked, accused, praised, met … whom or what",
    "stories": "the stories of the library",
    "story": "one story: what each party said, copies, disagreements",
    "disagreements": "where outlets differ about a fact, with both sides quoted",
    "digest": "one day by story: what is new, what differs, what is only copied",
    "check": "was this said? verbatim, close, by another, denied, or not found here",
    "trace": "who had it first, who took from whom, what was cut and added",
    "search": "find statements and articles by words and fields",
    "names": "the persons, bodies and places of a text",
    "values": "the times and figures of a text",
    "correct": "put right what was read: a verdict, a speaker, names, stories; undo it, carry it to another library",
    "versions": "what a page said before, and what changed in its statements",
    "explain": "why: rule, words, chain and versions behind a statement",
    "cite": "a statement as it is cited: plain, Markdown, BibTeX, RIS, Web Annotation",
    "serve": "the library in the browser, and its REST API",
    "export": "csv, xlsx, jsonl, parquet, json-ld, annotation, label-studio, xmi, dossier: a file, or a dated release",
    "annotated": "what annotators marked in Label Studio or INCEpTION, as ids and offsets",
    "mcp": "the library as tools for language models",
    "outlets": "the habits of outlets: list and show those shipped, learn those of another",
    "demo": "the example stories, or your own articles, from start to end, with a page",
    "library": "the library's care: info, check, backup, copy, refresh, vacuum, migrate",
    "eval": "measure against the gold sets",
    "gained": "statements gained and lost against another revision",
    "audit": "a sample of statements to judge by hand, and the precision that the verdicts give",
    "train": "learn the small models of the learned decisions anew",
    "schema": "the JSON Schema of every record",
}


#: A process of ours looks for cycles a hundred times less often: the tables that it loads have none, and looking through them
#: takes a fifth of the time to the first article.
_SELDOM = 70_000
#: So far `musnad add` stands back behind programs that somebody waits for (the nice value of POSIX): they may be searching the
#: library meanwhile.
_STANDS_BACK = 5


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; never raises, and prints no traceback unless MUSNAD_DEBUG is set."""
    if argv is None:
        gc.set_threshold(_SELDOM, 10, 10)
    words = list(sys.argv[1:] if argv is None else argv)
    if argv is None and words[:1] == ["add"] and hasattr(os, "nice"):
        os.nice(_STANDS_BACK)
    _speak_utf8()
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except SystemExit as done:  # argparse has printed its help or what is wrong
        return done.code if isinstance(done.code, int) else Exit.WRONG_USE
    except Failure as failure:
        return _fail(str(failure), failure.code)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return Exit.PIPE_CLOSED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}", Exit.NOTHING_READ)
    except Exception as error:
        return _told_by_library(error) or _fault(error)


def _run(words: list[str]) -> int:
    parser = build_parser(next((word for word in words if not word.startswith("-")), None))
    args = parser.parse_args(_with_minus(words) if words[:1] == ["search"] else words)
    if args.command is None:
        parser.print_help(sys.stderr)
        return Exit.WRONG_USE
    return int(import_module(f"{__name__}.{args.command}").run(args))


def _with_minus(words: Sequence[str]) -> list[str]:
    """A search's words, so that argparse takes none for an option that begins with a minus and Arabic letters, or quotes."""
    return [f" {word}" if word[:1] == "-" and (not word[1:2].isascii() or word[1:2] == '"') else word for word in words]


def build_parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser of the command line, with the options of the chosen command and only the names of the others."""
    parser = argparse.ArgumentParser(
        prog="musnad",
        description="Who said what, to whom, where and when, and through whom it reached us: from Arabic news.",
        epilog="musnad COMMAND --help tells more and gives an example. Exit codes: 0 done; 1 some items set aside; "
        "2 wrong use; 3 nothing could be read; 70 a fault of ours.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"musnad {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, line in COMMANDS.items():
        if name == chosen:
            import_module(f"{__name__}.{name}").register(commands)
        else:
            commands.add_parser(name, help=line)
    return parser


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says, and escape what is no text (odd bytes of file names)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not complain about the closed pipe."""
    with suppress(OSError):  # a stdout that is no file (in-process callers) has nothing to redirect
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, code: int) -> int:
    if os.environ.get("MUSNAD_DEBUG"):
        import traceback

        traceback.print_exc()
    print(f"musnad: {message}", file=sys.stderr)
    return code


def _told_by_library(error: Exception) -> int:
    """Print what the library says of itself and give the exit code; 0 where the error is none of the library's."""
    errors = sys.modules.get("musnad.store.errors")  # not imported: then no library was opened
    if errors is None or not isinstance(error, errors.LibraryError):
        return 0
    wrong_use = error.trouble in ("unknown-id", "query")
    return _fail(str(error), Exit.WRONG_USE if wrong_use else Exit.NOTHING_READ)


def _fault(error: Exception) -> int:
    return _fail(
        f"a fault of ours ({type(error).__name__}: {error}). Please report it with this line and what "
        "`musnad --version` prints; MUSNAD_DEBUG=1 shows where it happened.",
        Exit.FAULT,
    )


__all__ = ["COMMANDS", "build_parser", "main"]
