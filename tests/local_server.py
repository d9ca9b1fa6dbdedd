"""A web server on loopback for the tests: real sockets, answers as each test wants them."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

ARTICLE = """<html lang="ar"><head><meta charset="{charset}"><title>السد يكتمل</title>
<meta property="og:title" content="السد يكتمل قبل الأمطار"><meta property="og:site_name" content="المرفأ">
<meta property="article:published_time" content="2025-05-06T10:00:00+03:00"></head><body><article><h1>السد يكتمل قبل الأمطار</h1>
<p>قال وزير المياه سالم الحارثي إن السد الجديد سيكتمل قبل موسم الأمطار، وإن التجربة تبدأ في الخريف من هذا العام.</p>
<p>وأضاف الوزير في حديث مع الصحفيين أن الكلفة معروفة منذ البداية وأن العمل يمضي كما خططت له الوزارة قبل عامين.</p>
</article></body></html>"""


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the function that stands for its path."""

    protocol_version = "HTTP/1.1"
    # Else each answer waits 40 ms for the reader to confirm its headers.
    disable_nagle_algorithm = True
    answers: ClassVar[dict[str, Callable[[Handler], None]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        answer = self.answers.get(self.path)
        if answer is None:
            self.say(404, b"")
        else:
            answer(self)

    def say(self, status: int, body: bytes, **headers: str) -> None:
        """Answer with a body of the right length; header names with underscores for hyphens."""
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Length": str(len(body)), "Content-Type": "text/html", **named}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server:
    """A running server: `at` gives addresses on it, `asked` tells the paths that were asked for."""

    def __init__(self, port: int, handler: type[Handler]) -> None:
        self.port, self.handler = port, handler

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def on(self, path: str, answer: Callable[[Handler], None]) -> str:
        self.handler.answers[path] = answer
        return self.at(path)

    def page(self, path: str, text: str, **headers: str) -> str:
        return self.on(path, lambda request: request.say(200, text.encode(), **headers))

    @property
    def asked(self) -> list[str]:
        return [path for path in self.handler.asked if path != "/robots.txt"]


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that break off are what some tests want."""


@contextmanager
def serving() -> Iterator[Server]:
    handler = type("OneServer", (Handler,), {"answers": {}, "asked": []})
    server = _QuietServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield Server(server.server_address[1], handler)
    finally:
        server.shutdown()
        server.server_close()


def article(charset: str = "utf-8") -> str:
    """A page with an article."""
    return ARTICLE.replace("{charset}", charset)


def gzip_bomb(request: Handler) -> None:
    """Sixty megabytes of blanks in sixty kilobytes."""
    request.say(200, gzip.compress(b" " * 60_000_000), Content_Encoding="gzip")


def endless(request: Handler) -> None:
    """A body without end."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Connection", "close")
    request.end_headers()
    try:
        while True:
            request.wfile.write(b"<p>" + b"a" * 65536)
    except OSError:
        request.close_connection = True


def drip(request: Handler) -> None:
    """Headers, then a byte now and then."""
    request.send_response(200)
    request.send_header("Content-Length", "1000000")
    request.end_headers()
    try:
        for _ in range(200):
            request.wfile.write(b"a")
            request.wfile.flush()
            time.sleep(0.05)
    except OSError:
        request.close_connection = True


def drip_headers(request: Handler) -> None:
    """Not even the headers come to an end."""
    try:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(200):
            request.wfile.write(b"X-%d: 1\r\n" % number)
            request.wfile.flush()
            time.sleep(0.05)
    except OSError:
        request.close_connection = True


__all__ = ["Handler", "Server", "article", "drip", "drip_headers", "endless", "gzip_bomb", "serving"]
