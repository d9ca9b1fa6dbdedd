"""Scores of disagreements: the articles of each marked story are compared, and what is flagged is laid beside the gold.

A marked conflict is found where a flagged fact (conflict or unsure) has a place of two of its sides that differ. A marked
agreement is flagged wrongly where a conflict has such a pair. The gold is not exhaustive: what is flagged beyond it is
counted, to be judged by reading, and is no error here. Intervals are by story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from musnad.evaluate.gold import Document, Gold, GoldDisagreement, GoldSide
from musnad.evaluate.measures import Ratio, measure, share
from musnad.evaluate.scores import PLAIN, Engine, Fault, Group, Options, Score, needs
from musnad.records import Article, Disagreement, Reading, Side, Span, Story

RATIOS: tuple[Ratio, ...] = (
    share("conflicts found", "found", "conflicts"),
    share("conflicts found, called conflicts", "called", "conflicts", floor=False),
    share("agreements flagged as conflicts", "flagged", "agreements", better="lower", floor=False),
)


def score(gold: Gold, which: str, engine: Engine, options: Options = PLAIN) -> Score:
    """Compare the articles of each marked story and score what is flagged."""
    marked = gold.disagreements(which)
    stories = gold.compared(which)
    wanted = {one for story in stories.values() for one in story}
    documents = {document.id: document for document in gold.corpus() if document.id in wanted}
    judged = [
        Judged([one for one in marked if one.story == name], find(name, [documents[one] for one in ids], engine), documents)
        for name, ids in sorted(stories.items())
    ]
    return Score(
        part="disagreements", which=which, documents=len(marked), faults=tuple(fault for one in judged for fault in one.faults()),
        measures=measure(RATIOS, [one.tally() for one in judged], intervals=options.intervals),
        groups=tuple(_by_kind(judged, options)) if options.by else (),
    )  # fmt: skip


def find(name: str, documents: Sequence[Document], engine: Engine) -> list[Disagreement]:
    """The disagreements of a story that is made of these documents; sides name the documents."""
    with needs("compare.disagreements"):
        from musnad.compare.copies import find_copies
        from musnad.compare.disagreements import find_disagreements
    articles: dict[str, Article] = {}
    readings: dict[str, Reading] = {}
    names: dict[str, str] = {}
    for document in documents:
        article = engine.article(document)
        articles[article.id], readings[article.id] = article, engine.read(document)
        names[article.id] = document.id
    copies = tuple(find_copies(list(articles.values())))
    story = Story(id=name, title="", articles=tuple(articles), copies=copies)
    found = find_disagreements(story, articles, readings)
    return [_renamed(one, names) for one in found]


def _renamed(found: Disagreement, names: Mapping[str, str]) -> Disagreement:
    import msgspec

    sides = tuple(
        msgspec.structs.replace(side, article=names[side.article], copies=tuple(names[one] for one in side.copies))
        for side in found.sides
    )
    return msgspec.structs.replace(found, sides=sides)


class Judged(NamedTuple):
    """What was marked in a story and what was found in it."""

    marked: Sequence[GoldDisagreement]
    found: Sequence[Disagreement]
    documents: Mapping[str, Document]

    def tally(self, kind: str | None = None) -> Counter[str]:
        """Counts as `RATIOS` name them, of one kind or of all."""
        counts: Counter[str] = Counter()
        for one in self.marked:
            if kind is not None and one.kind != kind:
                continue
            verdicts = self.verdicts(one)
            if one.verdict == "conflict":
                counts["conflicts"] += 1
                counts["found"] += bool(verdicts & {"conflict", "unsure"})
                counts["called"] += "conflict" in verdicts
            else:
                counts["agreements"] += 1
                counts["flagged"] += "conflict" in verdicts
        return counts

    def verdicts(self, gold: GoldDisagreement) -> set[str]:
        """What the engine says of the pairs of a marked fact's sides that have different values."""
        pairs = [(a, b) for a, b in combinations(gold.sides, 2) if a.value != b.value or gold.verdict == "compatible"]
        return {one.verdict for one in self.found for pair in pairs if self._holds(one, pair)}

    def _holds(self, found: Disagreement, pair: tuple[GoldSide, GoldSide]) -> bool:
        """Whether two sides of a found fact, with different values, stand where the two marked ones do."""
        first = [side for side in found.sides if self._is_at(side, pair[0])]
        second = [side for side in found.sides if self._is_at(side, pair[1])]
        return any(a.value != b.value for a in first for b in second)

    def _is_at(self, side: Side, gold: GoldSide) -> bool:
        if side.article != gold.article:
            return False
        start = self.documents[gold.article].text.find(gold.text)
        return start >= 0 and _touch(side.span, Span(start, start + len(gold.text)))

    def faults(self) -> Iterator[Fault]:
        """Marked conflicts that were missed, and agreements that were flagged."""
        for one in self.marked:
            verdicts = self.verdicts(one)
            sides = " / ".join(side.text for side in one.sides)
            if one.verdict == "conflict" and not verdicts & {"conflict", "unsure"}:
                yield Fault(article=one.sides[0].article, kind=f"missed {one.kind}", text=sides, detail=one.fact)
            elif one.verdict != "conflict" and "conflict" in verdicts:
                yield Fault(article=one.sides[0].article, kind=f"flagged {one.kind}", text=sides, detail=one.fact)


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _by_kind(judged: Sequence[Judged], options: Options) -> Iterator[Group]:
    kinds: dict[str, int] = defaultdict(int)
    for one in judged:
        for gold in one.marked:
            kinds[gold.kind] += 1
    for kind in sorted(kinds):
        tallies = [one.tally(kind) for one in judged]
        yield Group(name=kind, measures=measure(RATIOS, tallies, intervals=options.intervals))


__all__ = ["Judged", "find", "score"]
