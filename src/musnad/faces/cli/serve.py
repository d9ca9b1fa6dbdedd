"""The library in the browser, and its REST API: pages and JSON under the same addresses, on this computer only.

--host opens it to others, which takes a token (--token, or $MUSNAD_TOKEN): they open the address that is printed, or send
"Authorization: Bearer TOKEN". --allow-host names what else this computer is called there.

Example:
  musnad serve --library news.db --port 8000
"""

from __future__ import annotations

import argparse
import os
from ipaddress import ip_address
from typing import TYPE_CHECKING

from musnad.faces.cli.common import Exit, Failure, Subparsers, add_language_option, command, words

if TYPE_CHECKING:
    from musnad.faces.rest.guard import Gate

#: A token that can be guessed is none.
_SHORTEST = 16


def register(commands: Subparsers) -> None:
    """Add the command's options."""
    parser = command(commands, "serve", __doc__, library=True)
    parser.add_argument("--host", type=words, default="127.0.0.1", metavar="ADDRESS", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="on which port (8000; 0 for any that is free)")
    parser.add_argument("--token", type=words, metavar="TOKEN", help="what askers must have; needed beyond this computer")
    parser.add_argument("--allow-host", type=words, action="append", default=[], metavar="NAME", help="a further name of ours")
    parser.add_argument("--rate", type=_rate, metavar="N", help="requests a second and client (1000; 50 with --host)")
    parser.add_argument("--workers", type=_workers, default=1, metavar="N", help="how many processes answer (1)")
    add_language_option(parser)


def _workers(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 64:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of processes from 1 to 64")
    return int(value)


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) > 65_535:
        raise argparse.ArgumentTypeError(f"{value!r} is no port (0 to 65535)")
    return int(value)


def _rate(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number <= 1e6:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of requests above 0")
    return number


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from musnad.faces.cli.shelf import opened

    gate = gate_of(args)
    with opened(args, "create") as library:
        from musnad.faces.reader.words import Words
        from musnad.faces.rest.server import serve

        serve(library, gate, args.host, args.port, args.workers, Words.load(args.lang)("serve.stop"))
    return Exit.DONE


def gate_of(args: argparse.Namespace) -> Gate:
    """What the guard goes by. Raises Failure where others could reach the library without a token."""
    token = args.token or os.environ.get("MUSNAD_TOKEN") or None
    if token is None and not is_loopback(args.host):
        raise Failure(
            f"{args.host} can be reached from other computers: give a token that askers must have (--token, or "
            "$MUSNAD_TOKEN), or leave --host out to serve this computer only"
        )
    if token is not None and len(token) < _SHORTEST:
        raise Failure(f"a token of less than {_SHORTEST} characters can be guessed: give a longer one (`openssl rand -hex 16`)")
    import secrets

    from musnad.faces.rest.guard import Gate, known_hosts

    return Gate(
        secret=secrets.token_urlsafe(32), hosts=known_hosts(args.host, args.allow_host),
        any_address=args.host in ("0.0.0.0", "::"), token=token, rate=args.rate or (1000 if is_loopback(args.host) else 50),
    )  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
