"""Scores of stories and copies: the whole period of a set is compared, the marked articles are scored.

Pairs of articles and B³ (Bagga & Baldwin 1998) over the articles of marked stories and their distractors, each of which
belongs to none of them. Two distractors that stand together count as wrong, though they may be of a story that nobody
marked: the figure without such pairs is given beside. Intervals are by story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from musnad.evaluate.gold import Distractor, Document, Gold, GoldStory
from musnad.evaluate.measures import Harmonic, Ratio, f1, measure, prf, share
from musnad.evaluate.scores import PLAIN, Engine, Fault, Options, Score, needs
from musnad.records import CopyGroup, Story

RATIOS: tuple[Ratio | Harmonic, ...] = (
    *prf("pairwise", "pairs right", "pairs found", "pairs"),
    Harmonic("B³", share("", "b3 precision", "articles"), share("", "b3 recall", "articles")),
    share("near distractors drawn in", "drawn", "near", better="lower", floor=False),
    f1("pairwise F1, pairs of distractors apart", "pairs right", "pairs found of stories", "pairs"),
    share("copies recall", "copies right", "copies"),
    share("copies precision", "copies right", "copies found", floor=False),
)


def score(gold: Gold, which: str, engine: Engine, options: Options = PLAIN) -> Score:
    """Find the stories of the set's period and score them on the marked articles."""
    stories, distractors = gold.stories(which), gold.distractors(which)
    marked = {one for story in stories for one in story.articles} | {one.id for one in distractors}
    documents = period(gold.corpus(), marked)
    found, copies = find(documents, engine)
    judged = Judged.of(stories, distractors, found, copies)
    return Score(
        part="stories", which=which, documents=len(judged.home),
        measures=measure(RATIOS, judged.tallies(), intervals=options.intervals), faults=tuple(judged.faults()),
    )  # fmt: skip


def period(corpus: Iterable[Document], marked: set[str]) -> list[Document]:
    """The documents from the first to the last day of the marked ones."""
    documents = list(corpus)
    days = sorted((one.published or "")[:10] for one in documents if one.id in marked)
    return [one for one in documents if days and days[0] <= (one.published or "")[:10] <= days[-1]]


def find(documents: Sequence[Document], engine: Engine) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Stories and copy groups of some documents, as ids of the documents."""
    with needs("compare.stories"):
        from musnad.compare.copies import find_copies
        from musnad.compare.stories import find_stories
    articles = [engine.article(document) for document in documents]
    names: dict[str, list[str]] = defaultdict(list)  # the corpus has some pages twice
    for article, document in zip(articles, documents):
        names[article.id].append(document.id)
    copies = find_copies(articles)
    stories = find_stories(articles, {}, copies)
    return [_named(story, names) for story in stories], [_named(group, names) for group in copies]


def _named(one: Story | CopyGroup, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(name for article in one.articles for name in names[article])


class Judged(NamedTuple):
    """Marked articles with where they belong, and where they were put; a distractor belongs to itself alone."""

    home: Mapping[str, str]
    put: Mapping[str, int]
    near: Mapping[str, str | None]
    stories: Sequence[GoldStory]
    copies: Sequence[tuple[str, ...]]

    @staticmethod
    def of(
        stories: Sequence[GoldStory],
        distractors: Sequence[Distractor],
        found: Sequence[Sequence[str]],
        copies: Sequence[tuple[str, ...]] = (),
    ) -> Judged:
        """Put what was found beside what was marked; borderline articles count neither way."""
        left_out = {one for story in stories for one in story.borderline}
        home = {one: f"d {one}" for one in (distractor.id for distractor in distractors) if one not in left_out}
        home.update({one: story.story for story in stories for one in story.articles if one not in left_out})
        put = {one: number for number, group in enumerate(found) for one in group}
        alone = {one: -1 - number for number, one in enumerate(sorted(home))}
        near = {one.id: one.near for one in distractors if home.get(one.id, "").startswith("d ")}
        return Judged(home, {one: put.get(one, alone[one]) for one in home}, near, stories, copies)

    def tallies(self) -> list[Counter[str]]:
        """Counts of each story and each distractor, as `RATIOS` name them."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for one, other in combinations(sorted(self.home), 2):
            self._count_pair(counts, one, other)
        for one, home in self.home.items():
            self._count_article(counts[home], one)
        for story in self.stories:
            self._count_copies(counts[story.story], story)
        return [counts[name] for name in sorted(counts)]

    def _count_pair(self, counts: Mapping[str, Counter[str]], one: str, other: str) -> None:
        together, same = self.put[one] == self.put[other], self.home[one] == self.home[other]
        if not together and not same:
            return
        home = min(self.home[one], self.home[other], key=lambda name: (name.startswith("d "), name))
        counts[home]["pairs"] += same
        counts[home]["pairs found"] += together
        counts[home]["pairs found of stories"] += together and not home.startswith("d ")
        counts[home]["pairs right"] += same and together

    def _count_article(self, counts: Counter[str], one: str) -> None:
        mates = {other for other in self.home if self.home[other] == self.home[one]}
        found = {other for other in self.home if self.put[other] == self.put[one]}
        right = len(mates & found)
        counts["articles"] += 1
        counts["b3 precision"] += right / len(found)  # type: ignore[assignment]
        counts["b3 recall"] += right / len(mates)  # type: ignore[assignment]
        if self.near.get(one):
            counts["near"] += 1
            counts["drawn"] += any(not self.home[other].startswith("d ") for other in found)

    def _count_copies(self, counts: Counter[str], story: GoldStory) -> None:
        wanted = {frozenset(pair) for group in story.copies for pair in combinations(group, 2)}
        inside = set(story.articles)
        found = {frozenset(pair) for group in self.copies for pair in combinations(sorted(inside & set(group)), 2)}
        counts["copies"] += len(wanted)
        counts["copies found"] += len(found)
        counts["copies right"] += len(wanted & found)

    def faults(self) -> Iterator[Fault]:
        """Pairs that were put together or apart wrongly."""
        for one, other in combinations(sorted(self.home), 2):
            together, same = self.put[one] == self.put[other], self.home[one] == self.home[other]
            if together != same:
                kind = "wrongly together" if together else "wrongly apart"
                yield Fault(article=one, kind=kind, text=other, detail=f"{self.home[one]} / {self.home[other]}")


__all__ = ["Judged", "find", "period", "score"]
