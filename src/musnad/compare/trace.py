"""Trace: which articles carry the text of one, who had it first as far as stamps tell, and what each cut, added and changed.

Sentences are aligned, so that a brief cut from a longer report, and a report with an agency's text inside, show what is
whose. "First" is never said where stamps leave it open: a day holds all its hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from musnad.compare.copies import copy_key, copy_pairs
from musnad.compare.keys import in_order, own_spans, when
from musnad.compare.origins import likely_origin, named_agencies
from musnad.compare.wordings import in_order_share, words_of
from musnad.records import Article, Reuse, ReusedSentence, Span
from musnad.text.sentences import split_sentences

#: A sentence is taken from another where this share of the shorter one's words stands in it in order …
TAKEN = 0.75
#: … and it has so many words: shorter ones are anybody's.
LEAST = 5
#: Two articles with this share of the shorter one's sentences in common are reuse, even where no copy was found.
REUSED = 0.3


class Sentence(NamedTuple):
    """A sentence of an article's own text, with its folded words."""

    span: Span
    words: tuple[str, ...]


def sentences_of(article: Article) -> list[Sentence]:
    """The sentences of an article's own text that are long enough to be told again."""
    found = []
    for own in own_spans(article):
        text = article.text[own[0] : own[1]]
        for span in split_sentences(text):
            words = words_of(text[span.start : span.stop]).norms
            if len(words) >= LEAST:
                found.append(Sentence(Span(span.start + own[0], span.stop + own[0]), words))
    return found


def find_reuse(article: Article, others: Iterable[Article]) -> list[Reuse]:
    """The articles that carry this one's text, or parts of it, in order of publication; this one stands among them.

    Each tells from which earlier one it most likely took (None where stamps do not tell, or for the first), which of its
    sentences are the same, changed or its own, and which of that one's it left out.
    """
    pool = in_order([article, *others])
    mine = sentences_of(article)
    kept = [one for one in pool if one.id == article.id or _reuses(article, mine, one)]
    if len(kept) < 2:
        return []
    told = {one.id: sentences_of(one) for one in kept}
    return [_reuse(one, kept[:at], kept, told) for at, one in enumerate(kept)]


def _reuses(article: Article, mine: Sequence[Sentence], other: Article) -> bool:
    if copy_key(article).exact == copy_key(other).exact != "" or copy_pairs(in_order([article, other])):
        return True
    theirs = sentences_of(other)
    shorter = min(len(mine), len(theirs))
    return shorter > 1 and sum(match is not None for _, match, _ in align(mine, theirs)) >= max(2, REUSED * shorter)


def align(
    one: Sequence[Sentence], other: Sequence[Sentence]
) -> list[tuple[Sentence, Sentence | None, float]]:
    """For each sentence of the first the one of the second that carries it most, and how much of the shorter (0 to 1);
    None where none carries enough."""
    found: list[tuple[Sentence, Sentence | None, float]] = []
    sets = [frozenset(sentence.words) for sentence in other]
    for sentence in one:
        words = frozenset(sentence.words)
        near = [at for at, theirs in enumerate(sets) if 2 * len(words & theirs) >= min(len(words), len(theirs))]
        shares = [(in_order_share(sentence.words, other[at].words), -at) for at in near]
        best = max(shares, default=(0.0, 0))
        found.append((sentence, other[-best[1]], best[0]) if best[0] >= TAKEN else (sentence, None, 0.0))
    return found


def _reuse(one: Article, before: Sequence[Article], group: Sequence[Article], told: dict[str, list[Sentence]]) -> Reuse:
    source = _most_shared(one, [other for other in before if _surely_before(other, one)], told)
    base = source or _most_shared(one, [other for other in group if other.id != one.id], told)
    against = told[base.id] if base else []
    pairs = align(told[one.id], against)
    taken = {match.span for _, match, _ in pairs if match is not None}
    share = sum(match is not None for _, match, _ in pairs) / len(pairs) if pairs else 0.0
    return Reuse(
        article=one.id, outlet=one.outlet, published=one.published, base=base.id if base else None,
        after=source.id if source else None, origin=likely_origin([named_agencies(one)]), share=round(share, 3),
        sentences=tuple(_told(sentence, match) for sentence, match, _ in pairs),
        left_out=tuple(sentence.span for sentence in against if sentence.span not in taken),
    )  # fmt: skip


def _told(sentence: Sentence, match: Sentence | None) -> ReusedSentence:
    fate = "own" if match is None else "same" if match.words == sentence.words else "changed"
    return ReusedSentence(span=sentence.span, fate=fate, base=match.span if match else None)  # type: ignore[arg-type]


def _surely_before(one: Article, other: Article) -> bool:
    first, second = when(one), when(other)
    return first is not None and second is not None and first.last <= second.first


def _most_shared(one: Article, others: Sequence[Article], told: dict[str, list[Sentence]]) -> Article | None:
    """The article that has most of this one's sentences; of several the earliest, None where none has any."""
    best: tuple[int, Article] | None = None
    for other in others:
        shared = sum(match is not None for _, match, _ in align(told[one.id], told[other.id]))
        if shared and (best is None or shared > best[0]):
            best = (shared, other)
    return best[1] if best else None


__all__ = ["Sentence", "align", "find_reuse", "sentences_of"]
