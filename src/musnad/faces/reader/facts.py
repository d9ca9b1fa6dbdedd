"""Facts and grounds of disagreements in the language of the page: the record has them in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from musnad.faces.reader.words import Words
from musnad.records import Side
from musnad.text.lexicon import table

#: Words of a fact that its kind, which the page shows before it, tells already.
_KINDS = frozenset({"duration", "money", "percent", "age", "measure", "count", "date", "time", "number", "name"})


def ground_words(sentence: str, words: Words) -> str:
    """A ground in the language of the page; as it is where no row of the grounds has its sentence."""
    if words.language == "en":
        return sentence
    for pattern, other in _grounds():
        if found := pattern.fullmatch(sentence):
            return other.format(words=_listed(found.groupdict().get("words", ""), words))
    return sentence


def why_words(reason: str, words: Words) -> str:
    """What holds a story together («copies: 2») in the language of the page."""
    what, _, value = reason.partition(": ")
    shown = _listed(value, words) if what == "shared words" else value
    return words(f"why.{what.replace(' ', '_')}", value=shown)


def fact_words(fact: str, words: Words) -> str:
    """A fact («duration talks: Geneva, night») in the language of the page, without its kind."""
    what, _, near = fact.partition(": ")
    parts = [_named(part, words) for part in what.split() if part not in _KINDS]
    around = f"({_listed(near, words)})" if near else ""
    return " ".join(part for part in (*parts, around) if part)


def by_value(sides: Sequence[Side]) -> list[list[Side]]:
    """The sides of a disagreement, those with one value together, in the order of their first."""
    groups: dict[str, list[Side]] = {}
    for side in sides:
        groups.setdefault(side.value, []).append(side)
    return list(groups.values())


def _listed(names: str, words: Words) -> str:
    return words("page.comma").join(names.split(", "))


def _named(part: str, words: Words) -> str:
    """An id of the tables in the words of the page; an Arabic word or a unit stays as it is."""
    try:
        return words(f"what.{part}")
    except KeyError:
        return _first_forms().get(part, part) if words.language == "ar" else part.replace("_", " ")


@cache
def _grounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    gap = re.escape("{words}")
    rows = ((re.escape(row["english"]).replace(gap, "(?P<words>.{0,500})"), row["arabic"]) for row in table("grounds"))
    return tuple((re.compile(pattern), other) for pattern, other in rows)


@cache
def _first_forms() -> dict[str, str]:
    rows = (*table("events"), *table("duration_events"))
    return {row["id"]: row["forms"].split("\N{ARABIC COMMA}")[0] for row in rows}


__all__ = ["by_value", "fact_words", "ground_words", "why_words"]
