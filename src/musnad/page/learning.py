"""What repeats over the texts of one outlet is its furniture: learned from them into a profile."""

from __future__ import annotations

import itertools
import json
import re
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
#: What ends a last line in so many texts, glued to different words before it: so many words of it are looked at, at least
#: so many it has, and its phrase is its first ones.
_TAIL_SHARE = 0.02
_TAIL_WORDS, _LEAST_TAIL, _TAIL_PHRASE = 30, 3, 5
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


#: What stands before the ending in its example.
_SENTENCE = "…"


@dataclass(slots=True)
class _Seen:
    """One wording: how it is written, in how many texts it stands, between which lines, with what behind it."""

    written: str
    texts: int = 0
    neighbours: set[str] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)


def learn_outlet(articles: Iterable[Article], base: Outlet) -> Outlet:
    """An outlet's profile out of its articles: `base` with a notice for each line, and each ending glued to the last
    sentence, that comes again over them.

    Only what is body so far is looked at; articles of one text count once. Memory grows with the different lines.
    """
    lines: dict[str, _Seen] = {}
    heads: dict[str, _Seen] = {}
    tails: dict[str, _Seen] = {}
    texts: set[int] = set()
    for article in articles:
        mark = hash(article.text)
        if mark in texts:
            continue
        texts.add(mark)
        _count(article, lines, heads)
        _count_tails(article, tails)
    least = max(_LEAST_TEXTS, _LEAST_SHARE * len(texts))
    found = [
        *(_phrase(one, "line") for one in lines.values() if one.texts >= least and len(one.neighbours) >= _LEAST_NEIGHBOURS),
        *(_phrase(one, "colon") for one in heads.values() if one.texts >= least and len(one.endings) >= least),
    ]
    found += _tail_phrases(tails, max(_LEAST_TEXTS, _TAIL_SHARE * len(texts)))
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


def _count_tails(article: Article, tails: dict[str, _Seen]) -> None:
    """Count what the last line of a body ends in, from each of its last words on, numbers taken for one another."""
    *_, last = ["", *_body_lines(article)]
    found = list(_WORD.finditer(last))[-_TAIL_WORDS - 1 :]
    for at in range(1, len(found) - _LEAST_TAIL + 1):
        key = _DIGITS.sub("0", " ".join(fold_key(word.group()) for word in found[at:]))
        written = last[found[at].start() : found[min(at + _TAIL_PHRASE, len(found)) - 1].end()]
        seen = tails.setdefault(key, _Seen(written))
        seen.texts += 1
        seen.neighbours.add(found[at - 1].group())


def _tail_phrases(tails: dict[str, _Seen], least: float) -> list[OwnPhrase]:
    """The longest endings that come again behind different words: each one's first words, as far as they hold no number."""
    again = {key: seen for key, seen in tails.items() if seen.texts >= least and len(seen.neighbours) >= _LEAST_NEIGHBOURS}
    longest = [key for key in again if not any(other != key and other.endswith(f" {key}") for other in again)]
    phrases = (" ".join(_without_number(again[key].written.split())) for key in longest)
    return [
        OwnPhrase(kind="notice", phrase=phrase, where="tail", example=f"{_SENTENCE} {phrase}")
        for phrase in dict.fromkeys(phrases)
        if len(phrase.split()) >= _LEAST_TAIL - 1
    ]


def _without_number(written: list[str]) -> list[str]:
    """Words up to the first with a digit."""
    return list(itertools.takewhile(lambda word: not _DIGITS.search(word), written))


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
