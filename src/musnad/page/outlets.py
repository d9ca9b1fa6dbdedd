"""Habits of single outlets, as data: names, hosts, agencies, time zone, furniture phrases, parts of pages to leave out.

Shipped ones lie in ``data/outlets``; `musnad outlets learn` writes one from an outlet's articles, and anyone can write
one by hand: it needs no Python.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from musnad.page.address import host_of
from musnad.page.phrases import FurnitureWords, Phrase, Source, make_phrase
from musnad.records import Record
from musnad.text.fold import fold_key


class ProfileError(ValueError):
    """A file that describes an outlet and cannot be read: says which, and what is wrong."""


class OwnPhrase(Record, frozen=True):
    """A phrase that shows furniture in this outlet's texts, as a row of ``data/furniture.tsv``; `example` holds it."""

    kind: str
    phrase: str
    where: str = "line"
    example: str = ""


class Outlet(Record, frozen=True, forbid_unknown_fields=True):
    """One outlet. `hosts` are hosts of its addresses, with a path where it has only a part of one (bbc.com/arabic).

    `zone` is the name of the time zone of its clocks, `agencies` whose reports it takes under names of its own, `remove`
    XPaths of what is no part of an article in its pages, `source` what the entry rests on.
    """

    name: str
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    zone: str | None = None
    month_first: bool = False
    agencies: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    furniture: tuple[OwnPhrase, ...] = ()
    source: str = ""

    @property
    def key(self) -> str:
        """Name and version for `made_by`: eight hexadecimal digits of a hash behind the host, or ``profile``."""
        host = self.hosts[0].replace("/", "-") if self.hosts else "profile"
        return f"{host}-{hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:8]}"


def read_profile(path: str | Path) -> Outlet:
    """The outlet that a TOML file describes. Raises ProfileError, and OSError where it cannot be opened."""
    data = Path(path).read_bytes()
    try:
        return _outlet(tomllib.loads(data.decode("utf-8-sig")))
    except (ValueError, msgspec.ValidationError) as error:
        raise ProfileError(f"{path}: {error}") from None


def _outlet(told: Mapping[str, Any]) -> Outlet:
    outlet = msgspec.convert(told, Outlet)
    for phrase in outlet.furniture:
        if phrase.kind not in _KINDS or phrase.where not in _PLACES:
            raise ValueError(f"{phrase.kind} {phrase.where}: kinds are {', '.join(_KINDS)}, places {', '.join(_PLACES)}")
        if not fold_key(phrase.phrase).strip():
            raise ValueError("a phrase is empty")
    return outlet


_KINDS = ("notice", "heading", "credit", "keywords", "byline", "published")
_PLACES = ("line", "lead", "colon", "glued", "inside", "tail", "sentence", "within", "short")


@cache
def shipped_outlets() -> tuple[Outlet, ...]:
    """The outlets of ``data/outlets``, by the names of their files."""
    folder = files("musnad").joinpath("data", "outlets")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(_outlet(tomllib.loads(one.read_text(encoding="utf-8"))) for one in found)


def find_outlet(name: str | None, url: str | None) -> Outlet | None:
    """The shipped outlet of this name, or at this address.

    >>> find_outlet("RT عربي", None).name
    'RT عربي'
    """
    by_name, by_host = _index()
    if name and (known := by_name.get(fold_key(name).strip())):
        return known
    host = host_of(url)
    if url is None or host is None:
        return None
    path = url.partition("//")[2].partition("/")[2]
    while "." in host:
        found = next((one for start, one in by_host.get(host, ()) if path.startswith(start)), None)
        if found is not None:
            return found
        host = host.partition(".")[2]
    return None


@cache
def _index() -> tuple[dict[str, Outlet], dict[str, list[tuple[str, Outlet]]]]:
    """Outlets by their folded names, and by host with the beginning of the path."""
    by_name: dict[str, Outlet] = {}
    by_host: dict[str, list[tuple[str, Outlet]]] = {}
    for outlet in shipped_outlets():
        for name in (outlet.name, *outlet.aliases):
            by_name.setdefault(fold_key(name).strip(), outlet)
        for place in outlet.hosts:
            host, _, path = place.partition("/")
            by_host.setdefault(host, []).append((path, outlet))
    for places in by_host.values():
        places.sort(key=lambda one: -len(one[0]))
    return by_name, by_host


@lru_cache(maxsize=256)
def outlet_words(name: str | None, outlet: Outlet | None) -> FurnitureWords:
    """The words of furniture for the texts of an outlet: the general ones, its own phrases, and its names as a source."""
    words = FurnitureWords.load()
    names = [one for one in (name, *((outlet.name, *outlet.aliases) if outlet else ())) if one and len(one.split()) <= _LONGEST]
    if not names and outlet is None:
        return words
    own: dict[str, tuple[Source, ...]] = {}
    full = outlet.name if outlet else name or ""
    for one in names:
        own[fold_key(one).strip()] = (Source("outlet", full),)
    for one in outlet.agencies if outlet else ():
        own[fold_key(one).strip()] = (Source("agency", one),)
    return words.extended(_phrases(outlet) if outlet else (), own)


#: Longer names of outlets are no forms of datelines.
_LONGEST = 4


def _phrases(outlet: Outlet) -> tuple[Phrase, ...]:
    return tuple(make_phrase(f"own-{at}", one.kind, one.phrase, one.where) for at, one in enumerate(outlet.furniture))


__all__ = ["Outlet", "OwnPhrase", "ProfileError", "find_outlet", "outlet_words", "read_profile", "shipped_outlets"]
