"""The child process that parses strangers' pages: ``python -m musnad.page.worker`` reads requests and writes replies.

Each message is four bytes of length and MessagePack. The parent kills the child when it takes too long, so that a page
can cost no more than its time and memory limits.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import IO, Any

import msgspec

from musnad.page.extract import PageParts, extract_page

#: Seconds that one page may take, and bytes of memory that the child may map.
SECONDS = 20.0
MEMORY = 1_500_000_000
_STARTING = 60.0
#: How the child is started.
_COMMAND = [sys.executable, "-m", "musnad.page.worker"]


class ParseFailure(Exception):
    """A page that could not be parsed; `reason` is a reason code: too-slow, bad-page, no-parser."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Worker:
    """One child process, started when first needed and again after it was killed."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def parse(
        self, html: str, url: str | None, remove: Sequence[str] = (), *, seconds: float = SECONDS
    ) -> PageParts:
        """Text and metadata of a page. Raises ParseFailure where the child fails, or takes longer than `seconds`."""
        try:
            child = self._running()
        except TimeoutError:
            self.close()
            raise ParseFailure("no-parser", "the parser does not start in time; the page may be sound") from None
        request = msgspec.msgpack.encode((html, url, tuple(remove)))
        try:
            _write(child.stdin, request)
            reply = _read_in_time(child.stdout, seconds)
        except TimeoutError:
            self.close()
            detail = f"parsing it took over {seconds:g} seconds; it may be built to do so"
            raise ParseFailure("too-slow", detail) from None
        except (OSError, EOFError):
            self.close()
            detail = "the parser gave up on it (out of memory, or a fault of the parser)"
            raise ParseFailure("bad-page", detail) from None
        outcome = msgspec.msgpack.decode(reply, type=dict[str, Any])
        if "fault" in outcome:
            raise ParseFailure("bad-page", f"it cannot be parsed ({outcome['fault']})")
        return msgspec.convert(outcome["parts"], PageParts)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            try:
                self._child = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                _read_in_time(self._child.stdout, _STARTING)
            except (OSError, EOFError) as error:
                self.close()
                detail = f"the parser does not start ({error or 'it ended at once'}); the page may be sound"
                raise ParseFailure("no-parser", detail) from None
        return self._child

    def close(self) -> None:
        """Kill the child, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._child = None


def _write(pipe: IO[bytes] | None, message: bytes) -> None:
    assert pipe is not None
    pipe.write(len(message).to_bytes(4, "big") + message)
    pipe.flush()


def _read_in_time(pipe: IO[bytes] | None, seconds: float) -> bytes:
    """One message; TimeoutError where it does not come in time, EOFError where the child has ended."""
    assert pipe is not None
    end = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        data = bytearray()
        while len(data) < 4 or len(data) < 4 + int.from_bytes(data[:4], "big"):
            if not selector.select(max(end - time.monotonic(), 0)):
                raise TimeoutError
            chunk = os.read(pipe.fileno(), 1 << 16)
            if not chunk:
                raise EOFError
            data += chunk
    return bytes(data[4:])


_WORKER = Worker()
atexit.register(_WORKER.close)


def parse_page(html: str, url: str | None, remove: Sequence[str] = ()) -> PageParts:
    """Parse a page in this process's child, without the parts that XPaths name. Raises ParseFailure."""
    return _WORKER.parse(html, url, remove)


def _serve() -> None:
    """Answer requests until the parent closes the pipe."""
    _limit_memory()
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not get between the messages
    import htmldate
    import trafilatura

    del htmldate, trafilatura
    _write(sink, b"ready")
    while len(head := source.read(4)) == 4:
        html, url, remove = msgspec.msgpack.decode(source.read(int.from_bytes(head, "big")))
        try:
            outcome: dict[str, Any] = {"parts": msgspec.to_builtins(extract_page(html, url, remove))}
        except Exception as error:
            outcome = {"fault": type(error).__name__}
        _write(sink, msgspec.msgpack.encode(outcome))


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # systems without such limits still have the time limit


if __name__ == "__main__":
    _serve()

__all__ = ["ParseFailure", "Worker", "parse_page"]
