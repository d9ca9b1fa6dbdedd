"""What stands before every request: who may ask, how often, how much; and the headers that every answer carries.

Pure ASGI, so that nothing behind it can be reached round it. In order: the Host's name (against DNS rebinding), the
client's rate, the token, the size of the body, and for what changes something that it comes from our own pages, or from a
program that has the token.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musnad.faces.rest.limits import Buckets
from musnad.faces.rest.problems import MEDIA, Problem

LOOPBACK = ("localhost", "127.0.0.1", "::1")
SECRET_COOKIE, SECRET_HEADER, SECRET_FIELD = "musnad_secret", "x-musnad-secret", "secret"
TOKEN_COOKIE, TOKEN_FIELD = "musnad_token", "token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Requests that change nothing though they have a body.
_READS = frozenset({"/read", "/names", "/values"})
HEADERS: dict[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": browsers would send our own forms with `Origin: null` then, and no origin could be checked.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True)
class Gate:
    """What the guard goes by. `hosts` are the names that a request may be for; with `any_address` also every plain IP
    address. `secret` is made anew at each start; `rate` is in requests a second and client, None for no limit;
    `largest_body` in bytes."""

    secret: str
    hosts: frozenset[str] = frozenset(LOOPBACK)
    any_address: bool = False
    token: str | None = None
    rate: float | None = None
    largest_body: int = 16_000_000


class Guard:
    """The middleware."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate
        self.buckets = Buckets(gate.rate) if gate.rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with what is wrong."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sender = self._sender(send, headers, scope)
        try:
            self._check_asker(scope, headers)
            if TOKEN_FIELD in (asked := parse_qs(scope["query_string"].decode("latin-1"))) and scope["method"] == "GET":
                await self._welcome(asked[TOKEN_FIELD][0], scope, sender)
                return
            self._check_token(headers)
            if scope["method"] not in _SAFE:
                body = await self._body(headers, receive)
                self._check_change(scope, headers, body)
                receive = _replay(body, receive)
        except Problem as problem:
            await send_problem(problem, sender, head=scope["method"] == "HEAD")
            return
        try:
            await self.app(scope, receive, sender)
        except Exception as error:  # the answer says what kind of fault it was, the server's log the rest
            fault = Problem(500, "fault", f"a fault of ours ({type(error).__name__}); please report it")
            if not sender.started:
                await send_problem(fault, sender, head=scope["method"] == "HEAD")
            raise

    def _check_asker(self, scope: Scope, headers: Headers) -> None:
        if not self.is_ours(headers.get("host", "")):
            raise Problem(421, "host", "this address is served under other names only: see `musnad serve --allow-host`")
        client = scope["client"][0] if scope.get("client") else ""
        wait = self.buckets.take(client) if self.buckets else 0.0
        if wait > 0:
            raise Problem(
                429, "rate", "too many requests from one client: wait a little", headers={"Retry-After": str(int(wait) + 1)}
            )

    def is_ours(self, host: str) -> bool:
        """Whether a Host header, or the host of an Origin, is a name that we are served under."""
        name = host_name(host)
        if name in self.gate.hosts:
            return True
        return self.gate.any_address and _is_address(name)

    def _check_token(self, headers: Headers) -> None:
        if self.gate.token is None or self._has_token(headers):
            return
        raise Problem(
            401, "token", "this library is open to those who have its token only: Authorization: Bearer …",
            headers={"WWW-Authenticate": 'Bearer realm="musnad"'},
        )  # fmt: skip

    def _has_token(self, headers: Headers) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return same(given.strip(), self.gate.token or "")
        return same(_cookies(headers).get(TOKEN_COOKIE, ""), self._pass())

    def _pass(self) -> str:
        """What the browser keeps in the token's place, so that the token itself lies nowhere."""
        return hmac.new(self.gate.secret.encode(), (self.gate.token or "").encode(), "sha256").hexdigest()

    async def _welcome(self, given: str, scope: Scope, send: Send) -> None:
        """``/?token=…``, as `musnad serve` prints it: a cookie for the browser, and on to the address without the token."""
        if self.gate.token is None or not same(given, self.gate.token):
            raise Problem(401, "token", "that is not this library's token", headers={"WWW-Authenticate": "Bearer"})
        pairs = [part for part in scope["query_string"].split(b"&") if not part.startswith(b"token=")]
        path = "/" + scope.get("raw_path", scope["path"].encode()).partition(b"?")[0].lstrip(b"/\\").decode("latin-1")
        target = path + (f"?{b'&'.join(pairs).decode('latin-1')}" if pairs else "")
        cookie = f"{TOKEN_COOKIE}={self._pass()}; HttpOnly; SameSite=Strict; Path=/"
        headers = [(b"location", target.encode("latin-1")), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _body(self, headers: Headers, receive: Receive) -> bytes:
        """The whole body, as long as it is not too large."""
        length = headers.get("content-length", "0")
        if length.isdecimal() and (len(length) > 12 or int(length) > self.gate.largest_body):
            raise self._too_large()
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Problem(400, "body", "the request broke off")
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.gate.largest_body:
                raise self._too_large()
            if not message.get("more_body"):
                return b"".join(parts)

    def _too_large(self) -> Problem:
        return Problem(413, "body", f"a request's body has at most {self.gate.largest_body:,} bytes")

    def _check_change(self, scope: Scope, headers: Headers, body: bytes) -> None:
        """Only our own pages, and programs, may send us something; what changes the library takes a secret or the token."""
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise Problem(403, "cross-site", "another site's page asked for this")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            raise Problem(403, "cross-site", "another site's page asked for this")
        if scope["path"] in _READS or (self.gate.token is not None and "authorization" in headers):
            return
        given = headers.get(SECRET_HEADER) or _form_secret(headers, body)
        if not (same(given, self.gate.secret) and same(_cookies(headers).get(SECRET_COOKIE, ""), self.gate.secret)):
            raise Problem(
                403, "secret",
                "changes come from the reader's own pages, or from programs that have the token (`musnad serve --token`): "
                "the secret of this start is missing; load the page again",
            )  # fmt: skip

    def _sender(self, send: Send, asked: Headers, scope: Scope) -> _Sender:
        secret = "" if _cookies(asked).get(SECRET_COOKIE) == self.gate.secret else self.gate.secret
        return _Sender(send, secret, secure=scope.get("scheme") == "https")


class _Sender:
    """A `send` that adds the headers which every answer carries, and gives pages the cookie of the secret, if there is one to
    be given."""

    def __init__(self, send: Send, secret: str, *, secure: bool) -> None:
        self.send, self.secret, self.secure, self.started = send, secret, secure, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self.secret and headers.get("content-type", "").startswith("text/html"):
                cookie = f"{SECRET_COOKIE}={self.secret}; HttpOnly; SameSite=Strict; Path=/"
                headers.append("Set-Cookie", f"{cookie}; Secure" if self.secure else cookie)
        await self.send(message)


def same(given: str, expected: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how much of them is."""
    return bool(expected) and hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8", "replace"))


def host_name(host: str) -> str:
    """The name in a Host header: lower case, without port, brackets and final dot; empty where it is none.

    >>> host_name("[::1]:8080"), host_name("LocalHost.:80"), host_name("a@b")
    ('::1', 'localhost', '')
    """
    if any(char in host for char in "@/\\?# \t"):
        return ""
    if host.startswith("["):
        name, closed, rest = host[1:].partition("]")
        return name.lower() if closed and (not rest or (rest[0] == ":" and rest[1:].isdecimal())) else ""
    name, _, port = host.partition(":")
    return name.rstrip(".").lower() if not port or port.isdecimal() else ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def known_hosts(host: str, names: Iterable[str]) -> frozenset[str]:
    """The names that requests may be for: those of loopback, the address that is listened on, and those given."""
    return frozenset(filter(None, (*LOOPBACK, host_name(host if host.count(":") < 2 else f"[{host}]"), *map(host_name, names))))


def _cookies(headers: Headers) -> dict[str, str]:
    return cookie_parser(headers.get("cookie", ""))


def _form_secret(headers: Headers, body: bytes) -> str:
    """The secret of a form, sent as browsers send forms without files."""
    if not headers.get("content-type", "").lower().startswith("application/x-www-form-urlencoded"):
        return ""
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=200).get(SECRET_FIELD, [""])[0]
    except ValueError:
        return ""


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives a body that was read already."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def send_problem(problem: Problem, send: Send, *, head: bool = False) -> None:
    """Answer with a problem."""
    body = problem.body()
    headers = {"Content-Type": MEDIA, "Content-Length": str(len(body)), "Cache-Control": "no-store", **problem.headers}
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": problem.status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if head else body})


__all__ = ["HEADERS", "LOOPBACK", "Gate", "Guard", "host_name", "known_hosts", "send_problem"]
