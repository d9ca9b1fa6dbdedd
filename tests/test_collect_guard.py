"""Addresses that are never fetched, in every form that somebody may write them."""

from __future__ import annotations

import pytest

from musnad.collect.fetch import Fetcher
from musnad.collect.guard import Blocked, check_address, checked_addresses, is_global
from musnad.records import SetAside

#: Refused before any name is resolved, or for the address that the host is.
FORBIDDEN = [
    # schemes
    "file:///etc/passwd", "ftp://news.example/a", "gopher://news.example/", "data:text/html,<p>", "javascript:alert(1)",
    "ws://news.example/", "jar:http://news.example/", "dict://127.0.0.1:11211/", "//news.example/a", "news.example/a",
    # IPv4, plain and in odd writing
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://017700000001/",
    "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://0x7f.1/", "http://0/", "http://0.0.0.0/",
    "http://127.0.0.1./", "http://127.255.255.254/", "http://00000177.0.0.01/", "http://4294967295/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://169.254.169.254/",
    "http://100.64.0.1/", "http://192.0.0.1/", "http://192.0.2.1/", "http://198.18.0.1/", "http://198.51.100.1/",
    "http://203.0.113.1/", "http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/", "http://0xA9FEA9FE/",
    "http://2852039166/", "http://\uff11\uff12\uff17.0.0.1/", "http://127\u3002\u0030.0.1/", "http://\u2460\u2461\u2466.0.0.1/",
    # IPv6, and IPv4 within it
    "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::ffff:10.0.0.1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::a00:1]/",
    "http://[64:ff9b:1::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2002:a00:1::1]/", "http://[2001:0:1::1]/",
    "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[ff02::1]/",
    "http://[fec0::1]/", "http://[2001:db8::1]/", "http://[100::1]/",
    # names of the local network, and names with something in them
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://a.localhost/", "http://router.local/",
    "http://metadata.google.internal/", "http://db.lan/", "http://nas.home.arpa/", "http://user@news.example/",
    "http://user:word@news.example/", "http://news.example@127.0.0.1/", "http://news.example\\@127.0.0.1/",
    "http://news.example:22/", "http://news.example:6379/", "http://news.example:99999/", "http://news.example /",
    "http://news\t.example/", "http://news.example/\r\nHost: a", "http:///a", "http://", "https://[::1", "",
]  # fmt: skip


def refused(address: str) -> bool:
    """Whether an address is refused, by its writing or by the IP address that its host is."""
    try:
        host = check_address(address)
        checked_addresses(host.strip("[]"), 80, lambda name, _: [name], frozenset())
    except Blocked:
        return True
    return False


def test_there_are_enough_forms() -> None:
    assert len(set(FORBIDDEN)) >= 60


@pytest.mark.parametrize("address", FORBIDDEN)
def test_forbidden_address_is_refused(address: str) -> None:
    assert refused(address)


@pytest.mark.parametrize("address", FORBIDDEN)
def test_fetching_it_opens_nothing_and_says_so(address: str) -> None:
    asked: list[str] = []

    def resolver(name: str, _: int) -> list[str]:
        asked.append(name)
        return [name]

    with Fetcher(resolver=resolver, sleep=lambda _: None) as fetcher:
        page = fetcher.fetch(address)
    assert isinstance(page, SetAside)
    assert page.reason == "blocked-address"
    assert page.detail
    assert not [name for name in asked if is_global(name)]


@pytest.mark.parametrize(
    "address",
    ["https://news.example/a?b=c#d", "http://93.184.215.14/", "https://أخبار.example/", "http://[2606:4700::1111]/",
     "https://news.example:8443/", "HTTPS://NEWS.EXAMPLE/"],
)  # fmt: skip
def test_open_addresses_are_not_refused(address: str) -> None:
    host = check_address(address)
    named = host.strip("[]")
    assert checked_addresses(named, 443, lambda _, __: [named if named[0] in "92" else "93.184.215.14"], frozenset())


def test_one_address_of_several_is_enough_to_refuse() -> None:
    with pytest.raises(Blocked, match=r"10\.0\.0\.8"):
        checked_addresses("news.example", 80, lambda *_: ["93.184.215.14", "10.0.0.8"], frozenset())


def test_a_name_without_address_is_refused() -> None:
    with pytest.raises(Blocked):
        checked_addresses("news.example", 80, lambda *_: [], frozenset())
