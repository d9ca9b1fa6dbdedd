"""What the work across articles takes from one article alone: its own words, its place in time, stable names.

All of it is pure, so that it can be made in a loop, in processes or on a cluster and joined afterwards.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from musnad.records import FOREIGN_BLOCKS, Article, Span
from musnad.text.fold import fold_key

#: Blocks that belong to the article but are not its running text.
_AROUND = frozenset({"title", "published", "byline", "credit", "keywords", "heading"})
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
#: How far two stamps without a zone may be wrong against each other, in hours (UTC-8 to UTC+4, the zones of such news).
UNZONED_HOURS = 12


class When(NamedTuple):
    """The stretch of time, in UTC, in which an article was published; a day is 24 hours long."""

    first: datetime
    last: datetime


def own_spans(article: Article) -> list[Span]:
    """Spans of the article's own running text: body, subheads, dateline; the whole text where no block says more.

    >>> own_spans(Article(id="1", version="1", text="نص"))
    [Span(start=0, stop=2)]
    """
    own = [block.span for block in article.blocks if block.kind not in FOREIGN_BLOCKS and block.kind not in _AROUND]
    return own if own or article.blocks else [Span(0, len(article.text))]


def own_text(article: Article) -> str:
    """The article's own running text, its blocks joined by line breaks: for comparing, never for offsets."""
    return "\n".join(article.text[span[0] : span[1]] for span in own_spans(article))


def folded_words(text: str) -> list[str]:
    """Folded words and numbers of a text, without marks.

    >>> folded_words("قال: «إنّ 3.5 #شهر_آب»")
    ['قال', 'ان', '3.5', 'شهر', 'اب']
    """
    return _WORD.findall(fold_key(text))


def when(article: Article) -> When | None:
    """When an article was published, None where nothing tells it or it cannot be read."""
    return moment(article.published)


def moment(stamp: str | None) -> When | None:
    """The stretch of time that an ISO 8601 stamp means: a minute, or a day; without a zone it is widened.

    >>> moment("2025-08-17").last - moment("2025-08-17").first
    datetime.timedelta(days=1)
    """
    if not stamp:
        return None
    try:
        point = datetime.fromisoformat(stamp)
        if len(stamp) <= 10:
            return When(point.replace(tzinfo=UTC), point.replace(tzinfo=UTC) + timedelta(days=1))
        if point.tzinfo is not None:
            return When(point.astimezone(UTC), point.astimezone(UTC))
        half = timedelta(hours=UNZONED_HOURS / 2)
        return When(point.replace(tzinfo=UTC) - half, point.replace(tzinfo=UTC) + half)
    except (ValueError, OverflowError):
        return None


def gap_hours(one: When | None, other: When | None) -> float | None:
    """Hours between the middles of two stretches; None where one is not known."""
    if one is None or other is None:
        return None
    return abs((_middle(one) - _middle(other)).total_seconds()) / 3600


def _middle(stretch: When) -> datetime:
    return stretch.first + (stretch.last - stretch.first) / 2


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Articles by (published, id), undated ones last: the order on which everything across articles stands.

    Of several with one id (versions of one page) the last is kept.
    """
    last = {one.id: one for one in sorted(articles, key=lambda one: (one.published or "", one.version))}
    return sorted(last.values(), key=lambda one: (one.published is None, one.published or "", one.id))


def stable_id(*parts: str) -> str:
    """Sixteen hexadecimal digits that name something by its parts."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Unions:
    """Groups of numbers 0 … n-1 that are joined pair by pair (union-find, the smaller number leads)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, one: int) -> int:
        """The number that leads the group of `one`."""
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def groups(self) -> list[list[int]]:
        """All groups, single numbers too, each in order, by their first."""
        found: dict[int, list[int]] = {}
        for one in range(len(self._parent)):
            found.setdefault(self.find(one), []).append(one)
        return list(found.values())


def jaccard(one: Sequence[int] | set[int] | frozenset[int], other: Sequence[int] | set[int] | frozenset[int]) -> float:
    """Share that two sets have in common of what they have together; 0 where both are empty."""
    first, second = set(one), set(other)
    together = len(first | second)
    return len(first & second) / together if together else 0.0


__all__ = [
    "Unions", "When", "folded_words", "gap_hours", "in_order", "jaccard", "moment", "own_spans", "own_text",
    "stable_id", "when",
]  # fmt: skip
