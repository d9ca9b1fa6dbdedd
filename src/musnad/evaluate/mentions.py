"""Figures of mentions: names and roles by span and kind, and which mentions are one entity (B³)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from musnad.evaluate.gold import Document, MentionsOf
from musnad.evaluate.measures import Harmonic, Ratio, bcubed, measure, prf, share
from musnad.evaluate.scores import PLAIN, Engine, Fault, Gold, Options, Score
from musnad.records import Reading, Span

#: Kinds whose names count; names of groups, documents and unnamed sources are too few to tell.
_NAMED = ("person", "body", "place")
_PRECISION = share("coreference B³ precision", "b3 precision", "b3", floor=False)
_RECALL = share("coreference B³ recall", "b3 recall", "b3", floor=False)
RATIOS: tuple[Ratio | Harmonic, ...] = (
    *prf("names", "matched name", "found name", "gold name"),
    *(
        ratio
        for kind in _NAMED
        for ratio in prf(f"names, {kind}", f"matched {kind}", f"found {kind}", f"gold {kind}")
    ),
    *prf("names, span alone", "span name", "found name", "gold name"),
    *prf("roles", "matched role", "found role", "gold role"),
    *prf("roles, span alone", "span role", "found role", "gold role"),
    Harmonic("coreference B³ F1", _PRECISION, _RECALL),
    _PRECISION,
    _RECALL,
)  # fmt: skip


class _Mention(NamedTuple):
    how: str
    kind: str
    entity: str


def score(gold: Gold, which: str, engine: Engine, options: Options = PLAIN) -> Score:
    """Score mentions of a set. Pronouns and titles are left out: the gold marks neither."""
    tallies: list[dict[str, float]] = []
    faults: list[Fault] = []
    for marked in gold.mentions(which):
        document = gold.document(marked.id, which)
        mine, theirs = _found(engine.read(document)), _marked(marked)
        tallies.append(_tally(mine, theirs))
        faults.extend(_faults(document, mine, theirs))
    return Score(
        part="mentions", which=which, documents=len(tallies), faults=tuple(faults),
        measures=measure(RATIOS, tallies, intervals=options.intervals),
    )  # fmt: skip


def _found(reading: Reading) -> dict[Span, _Mention]:
    kinds = {entity.key: entity.kind for entity in reading.entities}
    return {
        mention.span: _Mention(mention.how, kinds.get(mention.entity, ""), mention.entity)
        for mention in reading.mentions
        if mention.of == "text" and mention.how != "pronoun"
    }


def _marked(marked: MentionsOf) -> dict[Span, _Mention]:
    return {
        mention.span: _Mention(mention.how, entity.kind, entity.key)
        for entity in marked.entities
        for mention in entity.mentions
    }


def _tally(mine: Mapping[Span, _Mention], theirs: Mapping[Span, _Mention]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for prefix, mentions in (("found", mine), ("gold", theirs)):
        for mention in mentions.values():
            for name in _counted(mention):
                counts[f"{prefix} {name}"] = counts.get(f"{prefix} {name}", 0) + 1
    for span in mine.keys() & theirs.keys():
        for name in _right(mine[span], theirs[span]):
            counts[name] = counts.get(name, 0) + 1
    precision, recall, aligned = bcubed(
        {span: one.entity for span, one in mine.items()}, {span: one.entity for span, one in theirs.items()}
    )
    return {**counts, "b3 precision": precision, "b3 recall": recall, "b3": aligned}


def _counted(mention: _Mention) -> tuple[str, ...]:
    """Which counts a mention enters: names of the three kinds together and by kind; roles of every kind."""
    if mention.how == "role":
        return ("role",)
    return ("name", mention.kind) if mention.kind in _NAMED else ()


def _right(mine: _Mention, theirs: _Mention) -> tuple[str, ...]:
    if mine.how != theirs.how or not (_counted(mine) and _counted(theirs)):
        return ()
    same_kind = mine.kind == theirs.kind
    return (f"span {mine.how}", *(f"matched {name}" for name in _counted(mine) if same_kind))


def _faults(document: Document, mine: Mapping[Span, _Mention], theirs: Mapping[Span, _Mention]) -> list[Fault]:
    faults = []
    for span in sorted(mine.keys() | theirs.keys()):
        found, gold = mine.get(span), theirs.get(span)
        kind = _fault_kind(found, gold)
        if kind:
            text = document.text[span.start : span.stop]
            detail = f"found: {_told(found)}; gold: {_told(gold)}"
            faults.append(Fault(article=document.id, kind=kind, text=text, detail=detail))
    return faults


def _fault_kind(found: _Mention | None, gold: _Mention | None) -> str | None:
    if found is None:
        return "missed"
    if gold is None:
        return "made up"
    return "kind" if found[:2] != gold[:2] else None


def _told(mention: _Mention | None) -> str:
    return f"{mention.how} of a {mention.kind}" if mention else "–"


__all__ = ["RATIOS", "score"]
