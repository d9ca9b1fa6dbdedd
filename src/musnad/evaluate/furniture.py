"""Figures of blocks: segments by kind and words, body lost to furniture, furniture kept as body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from musnad.evaluate.gold import Document, GoldSegment
from musnad.evaluate.measures import Ratio, WordSpans, match, measure, overlap, prf, share
from musnad.evaluate.scores import PLAIN, Engine, Fault, Gold, Options, Score
from musnad.records import Block, Span

#: A segment found is the one marked where they are of one kind and share at least this part of their words.
SAME_SEGMENT = 0.9
#: Kinds that are the article's own running text.
_BODY = frozenset({"body", "subhead"})
_SHOWN = 60
RATIOS: tuple[Ratio, ...] = (
    *prf("segments", "matched", "found", "gold"),
    share("body lost", "lost", "body", better="lower"),
    share("furniture kept as body", "kept", "furniture", better="lower"),
)


def score(gold: Gold, which: str, engine: Engine, options: Options = PLAIN) -> Score:
    """Score blocks on a set; body and furniture are counted in characters, white space left out."""
    tallies: list[dict[str, float]] = []
    faults: list[Fault] = []
    for marked in gold.furniture(which):
        document = gold.document(marked.id, which)
        blocks = engine.article(document).blocks
        tallies.append(_tally(document, blocks, marked.segments))
        faults.extend(_faults(document, blocks, marked.segments))
    return Score(
        part="furniture", which=which, documents=len(tallies), faults=tuple(faults),
        measures=measure(RATIOS, tallies, intervals=options.intervals),
    )  # fmt: skip


def _tally(document: Document, blocks: Sequence[Block], segments: Sequence[GoldSegment]) -> dict[str, float]:
    found = _labels(document.text, ((block.kind, block.span) for block in blocks))
    gold = _labels(document.text, ((segment.kind, segment.span) for segment in segments))
    return {
        "matched": len(_matched(document, blocks, segments)),
        "found": len(blocks),
        "gold": len(segments),
        "body": sum(kind == "body" for kind in gold),
        "lost": sum(theirs == "body" and mine not in _BODY for mine, theirs in zip(found, gold)),
        "furniture": sum(kind not in _BODY for kind in gold),
        "kept": sum(theirs not in _BODY and mine in _BODY for mine, theirs in zip(found, gold)),
    }


def _labels(text: str, parts: Iterable[tuple[str, Span]]) -> list[str]:
    """The kind of every character that is no white space; ``""`` where no part covers it."""
    kinds = [""] * len(text)
    for kind, (start, stop) in parts:
        kinds[start:stop] = [kind] * (stop - start)
    return [kind for kind, char in zip(kinds, text) if not char.isspace()]


def _matched(document: Document, blocks: Sequence[Block], segments: Sequence[GoldSegment]) -> set[int]:
    """Indices of the segments that were found."""
    words = WordSpans(document.text)
    mine = [words.touched([block.span]) for block in blocks]
    theirs = [words.touched([segment.span]) for segment in segments]
    return {
        pair.gold
        for pair in match(mine, theirs, least=SAME_SEGMENT)
        if blocks[pair.found].kind == segments[pair.gold].kind
    }


def _faults(document: Document, blocks: Sequence[Block], segments: Sequence[GoldSegment]) -> list[Fault]:
    """Each segment that was not found, with the kinds that its words were given."""
    words = WordSpans(document.text)
    matched = _matched(document, blocks, segments)
    faults = []
    for index, segment in enumerate(segments):
        if index not in matched:
            theirs = words.touched([segment.span])
            given = [block.kind for block in blocks if overlap(words.touched([block.span]), theirs)]
            text = " ".join(document.text[segment.start : segment.end].split())[:_SHOWN]
            detail = f"found: {' + '.join(given) or '–'}"
            faults.append(Fault(article=document.id, kind=segment.kind, text=text, detail=detail))
    return faults


__all__ = ["RATIOS", "score"]
