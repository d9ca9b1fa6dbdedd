"""The server: uvicorn with the application, in one process or several, until it is told to stop."""

from __future__ import annotations

import multiprocessing
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.parse import urlencode

import uvicorn

from musnad.faces.rest.app import make_app
from musnad.faces.rest.guard import Gate
from musnad.faces.rest.keeper import Keeper
from musnad.library import Library, open_library


def serve(library: Library, gate: Gate, host: str, port: int, workers: int = 1, hint: str = "Ctrl-C stops it") -> None:
    """Serve a library until Ctrl-C, or a signal to end; `workers` is how many processes answer, `hint` what a person at the
    terminal is told. Raises OSError where the address cannot be had."""
    listening = _listen(host, port)
    rate = gate.rate / workers if gate.rate else None  # each process counts for itself
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what we started is ended then, too
    with _others(library.database.address, replace(gate, rate=rate), listening, workers - 1), Keeper(library):
        print(f"musnad: {address(listening, gate)}", flush=True)
        if sys.stderr.isatty():
            print(f"musnad: {hint}", file=sys.stderr)
        _answer(library, replace(gate, rate=rate), listening)


def _answer(library: Library, gate: Gate, listening: socket.socket) -> None:
    """Answer what comes to a socket, in this process, until a signal ends it."""
    app = make_app(library, gate=gate)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=30, limit_concurrency=200,
        timeout_graceful_shutdown=5, lifespan="off",
    )  # fmt: skip
    try:
        with suppress(KeyboardInterrupt):  # uvicorn has ended what was under way, and raises the signal again
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        app.state.desk.close()


@contextmanager
def _others(path: str, gate: Gate, listening: socket.socket, count: int) -> Iterator[None]:
    """Further processes that answer beside this one, ended with it."""
    spawn = multiprocessing.get_context("spawn")
    started = [spawn.Process(target=_worker, args=(path, gate, listening), daemon=True) for _ in range(count)]
    for process in started:
        process.start()
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.join(10)


def _worker(path: str, gate: Gate, listening: socket.socket) -> None:
    """One of those processes."""
    with open_library(path) as library:
        _answer(library, gate, listening)


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
