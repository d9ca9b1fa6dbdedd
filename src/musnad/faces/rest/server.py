"""The server: uvicorn with the application, until it is told to stop."""

from __future__ import annotations

import socket
import sys
from urllib.parse import urlencode

import uvicorn

from musnad.faces.rest.app import make_app
from musnad.faces.rest.guard import Gate
from musnad.faces.rest.keeper import Keeper
from musnad.library import Library


def serve(library: Library, gate: Gate, host: str, port: int) -> None:
    """Serve a library until Ctrl-C, or a signal to end. Raises OSError where the address cannot be had."""
    listening = _listen(host, port)
    app = make_app(library, gate=gate)
    print(f"musnad: {address(listening, gate)}", flush=True)
    if sys.stderr.isatty():
        print("musnad: Ctrl-C stops it", file=sys.stderr)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=30, limit_concurrency=200,
        timeout_graceful_shutdown=5, lifespan="off",
    )  # fmt: skip
    try:
        with Keeper(library):
            uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:  # uvicorn has ended what was under way, and raises the signal again
        pass
    finally:
        app.state.desk.close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket on an address. Raises OSError, naming it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(256)
    except OSError as error:
        listening.close()
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from error
    return listening


def address(listening: socket.socket, gate: Gate) -> str:
    """The address to open in a browser; with the token where there is one."""
    host, port = listening.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?{urlencode({'token': gate.token})}" if gate.token else "")


__all__ = ["serve"]
