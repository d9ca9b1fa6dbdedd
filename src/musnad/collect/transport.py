"""The way to the network: names are resolved here, every address is checked, and the checked one is connected to.

So nothing can come between check and connection (DNS rebinding), and a redirect is checked like any other request. Host
and SNI are the name's, since only the socket is opened to the address.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from musnad.collect.guard import Resolver, checked_addresses


class Deadline:
    """When the request that is under way must be done; reading and writing past it raises a timeout."""

    def __init__(self) -> None:
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        """From now on, so many seconds."""
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """The lesser of `timeout` and what is left. Raises httpcore.ReadTimeout where nothing is."""
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout("the answer takes too long")
        return rest if timeout is None else min(timeout, rest)


class _Timed(httpcore.NetworkStream):
    """A connection under a deadline: a server that sends a byte now and then holds nobody."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Opens sockets to checked addresses only."""

    def __init__(self, resolver: Resolver, allowed: frozenset[str], deadline: Deadline) -> None:
        self._resolver, self._allowed, self._deadline = resolver, allowed, deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = checked_addresses(host.strip("[]"), port, self._resolver, self._allowed)
        except OSError as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved ({error.strerror or error})") from error
        left = self._deadline.left(timeout)
        stream = self._sockets.connect_tcp(addresses[0], port, left, local_address, socket_options)
        return _Timed(stream, self._deadline)


class GuardedTransport(httpx.BaseTransport):
    """httpx's way to the network through `_Backend`, without proxies."""

    def __init__(self, resolver: Resolver, allowed: frozenset[str]) -> None:
        #: Started by whoever sends a request.
        self.deadline = Deadline()
        backend = _Backend(resolver, allowed, self.deadline)
        context = ssl.create_default_context()
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_connections=8)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; httpcore's errors and Blocked go through as they are."""
        address = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    """The body of an answer as it comes in."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        """Give the connection back."""
        self._answer.close()


__all__ = ["Deadline", "GuardedTransport"]
