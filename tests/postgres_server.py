"""A PostgreSQL server of the tests' own: made in a temporary folder, run by an ordinary user on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

_LINES = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = 64MB
autovacuum = off
log_min_messages = fatal
"""


class Server:
    """A server that is running; `library()` gives the address of a library that is not there yet."""

    def __init__(self, folder: Path, binaries: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._binaries = binaries
        self._numbers = count(1)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the server's user."""
        done = subprocess.run(
            [str(self._binaries / program), *arguments], capture_output=True, text=True, check=False, cwd=self.folder,
            timeout=60, **_as_ordinary_user(),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = self.folder / "log"
        self.run("pg_ctl", "start", "-w", "-t", "50", "-D", str(self.folder / "data"), "-l", str(log), "-o", f"-p {self.port}")

    def stop(self, how: str = "fast") -> None:
        """Stop it: ``fast`` ends what is under way, ``immediate`` is like a power cut."""
        self.run("pg_ctl", "stop", "-w", "-D", str(self.folder / "data"), "-m", how)

    def library(self) -> str:
        """The address of a library that is not there yet."""
        return f"postgresql://tester@127.0.0.1:{self.port}/postgres?schema=library_{next(self._numbers)}&sslmode=disable"


def _as_ordinary_user() -> dict[str, object]:
    """What starts a program as somebody else than root, as whom PostgreSQL does not run."""
    return {"user": 65534, "group": 65534, "extra_groups": []} if os.name == "posix" and os.getuid() == 0 else {}


def binaries() -> Path | None:
    """The folder with PostgreSQL's programs, of the newest version that is installed."""
    found = shutil.which("initdb")
    folders = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return Path(found).resolve().parent if found else max(folders, key=lambda path: int(path.parent.name), default=None)


@contextmanager
def running(*, sync: bool = False) -> Iterator[Server]:
    """A server, gone at the end; `sync`: it waits for the disk, so that a crash can be tried."""
    programs = binaries()
    if programs is None:
        pytest.skip("needs PostgreSQL's programs (make services)")
    memory = Path("/dev/shm")
    in_memory = not sync and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2e9
    folder = Path(tempfile.mkdtemp(prefix="musnad-pg-", dir=memory if in_memory else None))
    try:
        if os.getuid() == 0:
            os.chown(folder, 65534, 65534)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            server = Server(folder, programs, free.getsockname()[1])
        server.run("initdb", "-D", str(folder / "data"), "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        lines = _LINES + ("" if sync else "fsync = off\nfull_page_writes = off\n")
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(lines)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


__all__ = ["Server", "binaries", "running"]
