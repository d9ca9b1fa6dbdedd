"""Which addresses may be fetched: http and https to hosts whose every address is global, however it is written."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from typing import TypeAlias
from urllib.parse import urlsplit

IP: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Gives the addresses of a host; the system's resolver, or a stand-in for tests.
Resolver: TypeAlias = Callable[[str, int], Iterable[str]]
#: Networks whose addresses hold an IPv4 address, and how many bits stand behind it: NAT64 (two), 6to4, IPv4-compatible.
_CARRIERS = (
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
    (ipaddress.IPv6Network("::/96"), 0),
)
#: Refused as wholes: Teredo (its IPv4 is masked), ORCHID, site-local, local NAT64, discard.
_REFUSED = tuple(
    map(ipaddress.IPv6Network, ("2001::/32", "2001:10::/28", "2001:20::/28", "fec0::/10", "64:ff9b:1::/48", "100::/64"))
)
#: A host whose last label is a number (decimal, octal, hexadecimal): some resolvers read it as an IPv4 address.
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?", re.IGNORECASE)
_LOCAL = (".localhost", ".local", ".internal", ".localdomain", ".lan", ".home", ".home.arpa", ".intranet", ".corp")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_PORTS = frozenset({None, 80, 443, 8000, 8008, 8080, 8443})


class Blocked(ValueError):
    """An address that is not fetched; the message says why."""


def check_address(address: str, *, any_port: bool = False) -> str:
    """The host of an address that may be asked for. Raises Blocked for what no article has: other schemes, names or
    passwords in it, numbers that stand for hosts, names of the local network, odd ports.

    >>> check_address("https://news.example/a")
    'news.example'
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Blocked(f"it is no address ({error})") from None
    if parts.scheme not in ("http", "https"):
        raise Blocked("only http and https are fetched")
    if any(char.isspace() or ord(char) < 0x20 or char == "\\" for char in address):
        raise Blocked("it has blanks, controls or backslashes in it")
    if not host:
        raise Blocked("it names no host")
    if "@" in parts.netloc:
        raise Blocked("it has a user name in it")
    if port not in _PORTS and not any_port:
        raise Blocked(f"no page is fetched from port {port}")
    return _check_host(host)


def _check_host(host: str) -> str:
    """The host in ASCII, if it is an IPv6 literal or a name that only a resolver of names can read."""
    if ":" in host:
        return host
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Blocked("its host is no name") from None
    if _NUMERIC.fullmatch(name):
        if _is_plain_ipv4(name):
            return name
        raise Blocked("its host is a number that could stand for any computer")
    bare = name.rstrip(".")
    if bare == "localhost" or f".{bare}".endswith(_LOCAL) or not _HOST.fullmatch(name):
        raise Blocked("its host is one of the local network")
    return name


def _is_plain_ipv4(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def is_global(address: str) -> bool:
    """Whether an IP address is one of the open Internet, also the IPv4 address that an IPv6 one may carry.

    >>> [is_global(one) for one in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_global(str(ip.ipv4_mapped))
        if any(ip in network for network in _REFUSED):
            return False
        for network, behind in _CARRIERS:
            if ip in network:
                return is_global(str(ipaddress.IPv4Address(int(ip) >> behind & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host by the system's resolver. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def checked_addresses(host: str, port: int, resolver: Resolver, allowed: frozenset[str]) -> list[str]:
    """Addresses of a host, all of them global (or in `allowed`): one that is not refuses the host. Raises Blocked."""
    found = list(dict.fromkeys(resolver(host, port)))
    if not found:
        raise Blocked(f"{host} has no address")
    for address in found:
        if address not in allowed and not is_global(address):
            raise Blocked(f"{host} is {address}, which is no address of the open Internet")
    return found


__all__ = ["Blocked", "Resolver", "check_address", "checked_addresses", "is_global", "resolve"]
