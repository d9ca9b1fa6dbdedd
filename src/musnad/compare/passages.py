"""Passages: paragraphs that articles of several outlets carry, though their texts are otherwise their own.

An outlet that sets an agency's paragraphs into a report of its own often names nobody. What recurs tells: where one of
several outlets that have a passage names an agency, the others have it from there; where three have it and none names
one, it is likely an agency's too. Both are proposals: the words may have gone from outlet to outlet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from musnad.compare.copies import SHINGLE
from musnad.compare.keys import in_order
from musnad.compare.origins import likely_origin, named_agencies
from musnad.compare.trace import Sentence, sentences_of
from musnad.records import Article, Passage, Span
from musnad.text.quotes import find_quotes

#: A sentence stands in another article where this share of its shingles does …
CARRIED = 0.75
#: … and one that is a quotation for more than this share of it tells of its speaker, not of an agency.
QUOTED = 0.5
#: A passage has so many words: a shorter one may be a phrase that everybody writes.
LEAST = 25
#: Where nobody names an agency, so many outlets must have the passage: of two, one may have it from the other.
OUTLETS = 3


class _Text(NamedTuple):
    """An article with its sentences, and the shingles of each."""

    article: Article
    sentences: list[Sentence]
    shingles: list[frozenset[str]]


class _Run(NamedTuple):
    """Sentences that follow each other in the text at a place, and the places of all texts that carry them."""

    at: int
    sentences: list[int]
    places: frozenset[int]


def find_passages(articles: Iterable[Article]) -> list[Passage]:
    """The passages that outlets share and that not all of them say whose they are, in order of (published, id).

    `articles` are those of one story; what a passage's outlets all credit, and what only two have uncredited, is none.
    """
    texts = [_text(one) for one in in_order(articles)]
    if len({one.article.outlet for one in texts if one.article.outlet}) < 2:
        return []
    agencies = [named_agencies(one.article) for one in texts]
    found = (_passage(texts, run, agencies) for run in _runs(texts))
    return [one for one in found if one is not None]


def _text(article: Article) -> _Text:
    quotes = find_quotes(article.text)
    sentences = [one for one in sentences_of(article) if len(one.words) >= SHINGLE and not _is_quoted(one.span, quotes)]
    return _Text(article, sentences, [frozenset(_shingles(one.words)) for one in sentences])


def _is_quoted(span: Span, quotes: Sequence[tuple[int, int, int, int, bool]]) -> bool:
    inside = sum(max(0, min(span.stop, quote[1]) - max(span.start, quote[0])) for quote in quotes)
    return inside > QUOTED * (span.stop - span.start)


def _shingles(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _runs(texts: Sequence[_Text]) -> Iterator[_Run]:
    """Stretches of sentences that several texts carry, each told once: where it stands first."""
    holders = _holders(texts)
    told: set[str] = set()
    for at, text in enumerate(texts):
        run: _Run | None = None
        for number, shingles in enumerate(text.shingles):
            new = len(shingles & told) * 2 < len(shingles)
            places = _carriers(shingles, holders) if new else frozenset()
            if run and places == run.places and len(places) > 1:
                run.sentences.append(number)
            else:
                if run:
                    yield run
                run = _Run(at, [number], places) if len(places) > 1 else None
            if len(places) > 1:
                told |= shingles
        if run:
            yield run


def _holders(texts: Sequence[_Text]) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for at, text in enumerate(texts):
        for shingles in text.shingles:
            for one in shingles:
                found[one].add(at)
    return found


def _carriers(shingles: frozenset[str], holders: Mapping[str, set[int]]) -> frozenset[int]:
    counts = Counter(at for one in shingles for at in holders[one])
    return frozenset(at for at, count in counts.items() if count >= CARRIED * len(shingles))


def _passage(texts: Sequence[_Text], run: _Run, agencies: Sequence[Mapping[str, int]]) -> Passage | None:
    """The passage of a run, where it is long enough and somebody has it without saying from whom."""
    words = sum(len(texts[run.at].sentences[number].words) for number in run.sentences)
    places = sorted(run.places)
    outlets = tuple(dict.fromkeys(name for at in places if (name := texts[at].article.outlet)))
    origin = likely_origin(agencies[at] for at in places)
    silent = tuple(texts[at].article.id for at in places if not agencies[at])
    if words < LEAST or not silent or len(outlets) < (2 if origin else OUTLETS):
        return None
    shingles = frozenset[str]().union(*(texts[run.at].shingles[number] for number in run.sentences))
    return Passage(
        articles=tuple(texts[at].article.id for at in places), spans=tuple(_where(texts[at], shingles) for at in places),
        outlets=outlets, words=words, origin=origin, uncredited=silent,
    )  # fmt: skip


def _where(text: _Text, shingles: frozenset[str]) -> Span:
    """Where a passage stands in a text: from the first to the last sentence that has most of its shingles there."""
    held = [one.span for one, own in zip(text.sentences, text.shingles) if 2 * len(own & shingles) >= len(own)]
    if not held:  # a sentence of the passage inside a longer one
        most = max(range(len(text.sentences)), key=lambda at: len(text.shingles[at] & shingles))
        held = [text.sentences[most].span]
    return Span(held[0].start, held[-1].stop)


__all__ = ["find_passages"]
