"""What repeats over the texts of one outlet is its furniture: learned from them into a profile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from musnad.page.layout import lay_out
from musnad.page.outlets import Outlet, OwnPhrase
from musnad.records import Article
from musnad.text.fold import fold_key

#: A line is furniture that stands in so many different texts, and in this share of them, between different lines.
_LEAST_TEXTS = 4
_LEAST_SHARE = 0.01
_LEAST_NEIGHBOURS = 3
_MOST_WORDS = 30
#: What opens a line up to its colon, with different words behind it, has at most so many words, and at least two.
_HEAD_WORDS = 7
_MOST_PHRASES = 200


@dataclass(slots=True)
class _Seen:
    """One wording: how it is written, in how many texts it stands, between which lines, with what behind it."""

    written: str
    texts: int = 0
    neighbours: set[str] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)


def learn_outlet(articles: Iterable[Article], base: Outlet) -> Outlet:
    """An outlet's profile out of its articles: `base` with a notice for each line that comes again over them.

    Only what is body so far is looked at; articles of one text count once. Memory grows with the different lines.
    """
    lines: dict[str, _Seen] = {}
    heads: dict[str, _Seen] = {}
    texts: set[int] = set()
    for article in articles:
        mark = hash(article.text)
        if mark in texts:
            continue
        texts.add(mark)
        _count(article, lines, heads)
    least = max(_LEAST_TEXTS, _LEAST_SHARE * len(texts))
    found = [
        *(_phrase(one, "line") for one in lines.values() if one.texts >= least and len(one.neighbours) >= _LEAST_NEIGHBOURS),
        *(_phrase(one, "colon") for one in heads.values() if one.texts >= least and len(one.endings) >= least),
    ]
    kept = {(one.phrase, one.where): one for one in (*base.furniture, *found[:_MOST_PHRASES])}
    return Outlet(
        name=base.name, aliases=base.aliases, hosts=base.hosts, zone=base.zone, month_first=base.month_first,
        agencies=base.agencies, remove=base.remove, furniture=tuple(kept.values()),
        source=f"learned from {len(texts)} articles",
    )  # fmt: skip


def _count(article: Article, lines: dict[str, _Seen], heads: dict[str, _Seen]) -> None:
    """Count the short lines of an article's body, each wording once."""
    before, here = "", set()
    for line in _body_lines(article):
        key = fold_key(line).strip()
        if key and len(line.split()) <= _MOST_WORDS and key not in here:
            here.add(key)
            seen = lines.setdefault(key, _Seen(line))
            seen.texts += 1
            seen.neighbours.add(before)
            _count_head(line, here, heads)
        before = key[-60:]


def _count_head(line: str, here: set[str], heads: dict[str, _Seen]) -> None:
    head, colon, rest = line.partition(":")
    key = f"{fold_key(head).strip()}:"
    if colon and rest.strip() and 2 <= len(head.split()) <= _HEAD_WORDS and key not in here:
        here.add(key)
        seen = heads.setdefault(key, _Seen(head.strip()))
        seen.texts += 1
        seen.endings.add(rest.strip()[:60])


def _body_lines(article: Article) -> Iterator[str]:
    for block in article.blocks:
        if block.kind in ("body", "subhead"):
            text = article.text[slice(*block.span)]
            sheet = lay_out(text)
            yield from (text[slice(*sheet.folded.span(*line))].strip() for line in sheet.lines())


def _phrase(seen: _Seen, where: str) -> OwnPhrase:
    example = f"{seen.written}: …" if where == "colon" else seen.written
    return OwnPhrase(kind="notice", phrase=seen.written, where=where, example=example)


def as_toml(outlet: Outlet) -> str:
    """The file of an outlet, as `read_profile` reads it."""
    told = {
        "name": outlet.name, "aliases": outlet.aliases, "hosts": outlet.hosts, "zone": outlet.zone,
        "month_first": outlet.month_first, "agencies": outlet.agencies, "remove": outlet.remove, "source": outlet.source,
    }  # fmt: skip
    parts = [f"{name} = {_value(value)}" for name, value in told.items() if value]
    for one in outlet.furniture:
        pairs = (("kind", one.kind), ("phrase", one.phrase), ("where", one.where), ("example", one.example))
        parts.append("\n".join(["", "[[furniture]]", *(f"{name} = {_value(value)}" for name, value in pairs)]))
    return "\n".join(parts) + "\n"


def _value(value: object) -> str:
    """A value as TOML writes it; its strings are those of JSON, but for a control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


__all__ = ["as_toml", "learn_outlet"]
