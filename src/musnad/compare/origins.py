"""The agency that a text came from, where an article says so: in its dateline, credit or byline, else in its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from musnad.compare.keys import own_text
from musnad.page.tells import what_blocks_tell
from musnad.records import Article
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table

#: A dateline, credit or byline speaks for the whole text; a sentence that names an agency may only quote it.
SURE, PERHAPS = 3, 1
#: In running text a form of fewer letters may be another word.
LONG = 5


def named_agencies(article: Article) -> Mapping[str, int]:
    """Agencies that an article names as its source, by full name, with how much that says."""
    found: Counter[str] = Counter()
    tells = what_blocks_tell(article)
    for told in (*tells.agencies, *tells.origins):
        if told.kind == "agency" or _is_agency(told.name):
            found[told.name] = SURE
    if _is_agency(article.outlet or ""):
        found[article.outlet or ""] = SURE
    names, pattern = _agencies()
    for match in pattern.finditer(fold_key(article.author or "")):
        found[names[match.group(1)]] = SURE
    for match in pattern.finditer(fold_key(own_text(article))):
        if len(match.group(1)) >= LONG or " " in match.group(1):
            found.setdefault(names[match.group(1)], PERHAPS)
    return found


def likely_origin(named: Iterable[Mapping[str, int]]) -> str | None:
    """The agency that most of some copies name; None where none does, or a single one of three and more in passing.
    `named` are the agencies that each of them names, as `named_agencies` gives them.

    >>> likely_origin([{"رويترز": SURE}, {}]), likely_origin([{"رويترز": PERHAPS}, {}, {}])
    ('رويترز', None)
    """
    weights: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    count = 0
    for one in named:
        count += 1
        weights.update(one)
        holders.update(one.keys())
    for name, weight in sorted(weights.items(), key=lambda one: (-one[1], one[0])):
        if weight >= SURE or 2 * holders[name] >= count:
            return name
    return None


def _is_agency(name: str) -> bool:
    """Whether a name says that it is an agency's («وكالة …»), or is in the table."""
    words = fold_key(name).split()
    return bool(words) and (words[0] in forms("function_words", "agency") or fold_key(name) in _agencies()[0])


def full_name(name: str) -> str:
    """The full name of an agency that is written in another way; other names as they are."""
    return _agencies()[0].get(fold_key(name), name)


@cache
def _agencies() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Full names by folded form, and what finds the forms, clitics before them."""
    names = {fold_key(row["form"]): row["name"] for row in table("agencies") if row["kind"] == "agency"}
    longest = sorted(names, key=len, reverse=True)
    return names, re.compile(rf"(?<!\w)[\u0648\u0641]?[\u0628\u0644]?({'|'.join(map(re.escape, longest))})(?!\w)")


__all__ = ["full_name", "likely_origin", "named_agencies"]
