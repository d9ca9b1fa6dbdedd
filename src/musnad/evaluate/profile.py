"""What raw articles hold: statements per article, who speaks, through whom, and which cues; figures only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from musnad.evaluate.gold import Document
from musnad.records import FOREIGN_BLOCKS, Reading, Statement

#: Kinds of links that hand words on between the speaker and the outlet.
_BETWEEN = frozenset(("republisher", "agency", "channel", "document"))
#: Kinds of entities that are somebody by name, if they have more than a role.
_NAMED = frozenset(("person", "body", "place", "group"))
#: From this confidence on a user may take a statement as it is.
SURE = 0.9


class Profile(NamedTuple):
    """Counts over some articles: `speakers` and `cues` by how often they stand there, the most frequent first."""

    articles: int
    statements: int
    named: int
    told: int
    chained: int
    sure: int
    speakers: tuple[tuple[str, int], ...]
    cues: tuple[tuple[str, int], ...]

    def share(self, count: int) -> float:
        """A count as a share of the statements; 0 where there are none."""
        return count / self.statements if self.statements else 0.0


def profile(readings: Iterable[Reading], most: int = 50) -> Profile:
    """The counts of some readings: statements of the articles' own text, their titles and what frames them left out."""
    count, speakers, cues = Counter[str](), Counter[str](), Counter[str]()
    for reading in readings:
        count["articles"] += 1
        named = {one.key for one in reading.entities if one.kind in _NAMED and one.name not in one.roles}
        for one in reading.statements:
            if one.of != "text" or one.block in FOREIGN_BLOCKS:
                continue
            count.update(_traits(one, named))
            cues[one.cue.lemma] += 1
            speakers.update({who.name for who in one.speakers if who.entity in named})
    return Profile(
        count["articles"], count["statements"], count["named"], count["told"], count["chained"], count["sure"],
        tuple(speakers.most_common(most)), tuple(cues.most_common(most)),
    )  # fmt: skip


def _traits(one: Statement, named: set[str]) -> Iterator[str]:
    yield "statements"
    if one.speakers:
        yield "told"
    if any(who.entity in named for who in one.speakers):
        yield "named"
    if one.via or any(link.kind in _BETWEEN for link in one.chain):
        yield "chained"
    if one.confidence >= SURE:
        yield "sure"


def readings(documents: Sequence[Document]) -> Iterator[Reading]:
    """Each document read by this version."""
    from musnad.reading import read

    for document in documents:
        yield read(document.article())


def lines(found: Profile) -> Iterator[str]:
    """The figures as lines of a terminal."""
    yield f"{found.statements:,} statements of {found.articles:,} articles: {found.statements / max(found.articles, 1):.1f} each"
    for name, value in (
        ("with a speaker", found.told), ("with a speaker by name", found.named),
        ("handed on (agency, channel, document)", found.chained), (f"confidence of {SURE} or more", found.sure),
    ):  # fmt: skip
        yield f"  {name:<40} {found.share(value):.3f}   {value:,}"
    yield "speakers  " + " · ".join(f"{name} {count:,}" for name, count in found.speakers)
    yield "cues  " + " · ".join(f"{name} {count:,}" for name, count in found.cues)


__all__ = ["Profile", "lines", "profile", "readings"]
