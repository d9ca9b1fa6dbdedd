"""Samples of pairs to judge by hand: two wordings called one saying, two values called a disagreement, two names one person.

Sayings, disagreements and copies are drawn from the stories of a library, one pair each, so that a large one has no more weight;
names from its links, each with the same chance.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from musnad.evaluate.audit import line, write_rows
from musnad.library import Library
from musnad.records import Article, Span, Statement
from musnad.store.answers import NameUse, StoryPage
from musnad.text.fold import fold_key

PairKind: TypeAlias = Literal["sayings", "disagreements", "copies", "names"]
PAIR_VERDICTS: Mapping[str, str] = {
    "right": "one statement, one person, one text, or values of one fact that cannot both be true",
    "two": "two statements, two persons, two texts, or two facts",
    "agree": "the values agree, or the later one is an update",
    "other": "something else is wrong",
}
PAIR_COLUMNS = (
    "verdict", "speaker", "one", "other", "around_one", "around_other", "kind", "outlet", "other_outlet", "article", "start",
    "stop", "other_article", "other_start", "other_stop",
)  # fmt: skip
PAIR_KEPT = ("verdict", "kind", "outlet", "other_outlet", *PAIR_COLUMNS[9:])
_AROUND, _BEGINNING = 200, 300
#: What stands before a value that is told about, or from one side.
_SIGNS = "~<>≤≥"


class Place(NamedTuple):
    """A stretch of an article's text or title."""

    article: Article
    source: str
    span: Span


def draw_pairs(library: Library, kind: PairKind, count: int, seed: int) -> str:
    """A table of at most `count` pairs: names, or from stories in a shuffled order, at most three of one story."""
    if kind == "names":
        return write_rows(PAIR_COLUMNS, _of_names(library, count, seed))
    stories = [story for story in library.stories() if len(story.outlets) > 1]
    rolls = random.Random(seed)
    rolls.shuffle(stories)
    rows: list[dict[str, str]] = []
    for story in stories:
        if len(rows) >= count:
            break
        found = list(_PAIRS[kind](library, library.story(story.id)))
        rolls.shuffle(found)
        rows += found[:3]
    return write_rows(PAIR_COLUMNS, rows[:count])


def _of_names(library: Library, count: int, seed: int) -> Iterator[dict[str, str]]:
    links = library.name_links()
    for link in random.Random(seed).sample(links, min(count, len(links))):
        names = ((link.one, link.article), (link.other, link.other_article))
        yield _row(f"{link.one.name} = {link.other.name}", link.why, *(_mention(library, use, place) for use, place in names))


def _mention(library: Library, use: NameUse, wanted: str) -> Place:
    """Where an article mentions an entity of this name first: by the name itself if it does, in the text if it does."""
    article, reading = library.article(wanted)
    key = use.id.partition(":")[2]
    keys = {one.key for one in reading.entities if fold_key(one.name) == key}
    places = [Place(article, article.source(one.of), one.span) for one in reading.mentions if one.entity in keys]
    places.sort(key=lambda place: (fold_key(_cut(place)) != key, place.source is not article.text))
    return places[0] if places else Place(article, article.text, Span(0, 0))


def _of_sayings(library: Library, page: StoryPage) -> Iterator[dict[str, str]]:
    said = {one.statement.id: one for one in page.statements}
    for saying in page.sayings:
        keys = [key for key, _ in saying.wordings if key in said]
        if len(keys) > 1:
            pair = [(said[key].article.id, said[key].statement) for key in keys[:2]]
            places = [_statement(library.article(article)[0], statement) for article, statement in pair]
            yield _row(saying.speaker, pair[0][1].form, *places)


def _statement(article: Article, statement: Statement) -> Place:
    source = article.source(statement.of)
    return Place(article, source, Span(statement.content[0].start, statement.content[-1].stop))


def _of_disagreements(library: Library, page: StoryPage) -> Iterator[dict[str, str]]:
    for one in page.disagreements:
        if one.verdict == "compatible":
            continue
        first = one.sides[0]
        others = [side for side in one.sides if side.value != first.value]
        # «about 100» beside «100» is no pair to judge where a third tells 65
        others.sort(key=lambda side: side.value.lstrip(_SIGNS) == one.sides[0].value.lstrip(_SIGNS))
        other = next(iter(others), None)
        if other is not None:
            articles = [library.article(side.article)[0] for side in (first, other)]
            sources = [(a.title or "") if s.of == "title" else a.text for a, s in zip(articles, (first, other))]
            places = [Place(a, source, s.span) for a, source, s in zip(articles, sources, (first, other))]
            yield _row(one.fact, f"{one.verdict} {one.kind}", *places)


def _of_copies(library: Library, page: StoryPage) -> Iterator[dict[str, str]]:
    """The first two articles of each group of copies: their whole texts are to be compared, the beginnings are shown."""
    for group in page.story.copies:
        articles = [library.article(one)[0] for one in group.articles if one in page.story.articles][:2]
        if len(articles) > 1:
            places = [Place(one, one.text, Span(0, min(_BEGINNING, len(one.text)))) for one in articles]
            yield _row(articles[0].title or "", f"{group.kind} {group.share:.2f}", *places)


_PAIRS: Mapping[str, Callable[[Library, StoryPage], Iterator[dict[str, str]]]] = {
    "sayings": _of_sayings, "disagreements": _of_disagreements, "copies": _of_copies,
}  # fmt: skip


def _row(head: str, kind: str, one: Place, other: Place) -> dict[str, str]:
    return {
        "speaker": line(head), "kind": kind, "one": line(_cut(one)), "other": line(_cut(other)),
        "around_one": line(_around(one)), "around_other": line(_around(other)),
        "outlet": one.article.outlet or "", "other_outlet": other.article.outlet or "",
        "article": one.article.id, "start": str(one.span.start), "stop": str(one.span.stop),
        "other_article": other.article.id, "other_start": str(other.span.start), "other_stop": str(other.span.stop),
    }  # fmt: skip


def _cut(place: Place) -> str:
    return place.source[place.span.start : place.span.stop]


def _around(place: Place) -> str:
    start, stop = place.span
    before, after = place.source[max(start - _AROUND, 0) : start], place.source[stop : stop + _AROUND]
    return f"({(place.article.published or '')[:16]}) {before} ⟦{_cut(place)}⟧ {after}"


__all__ = ["PAIR_COLUMNS", "PAIR_KEPT", "PAIR_VERDICTS", "PairKind", "draw_pairs"]
