"""Who took from whom: the articles of one text as a tree, from where it came to its last copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from musnad.compare.trace import find_reuse
from musnad.records import Article, CopyGroup, Reuse

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Node:
    """One article, what it has of the first one's text (0 to 1), and those that took from it."""

    article: str
    share: float
    taken: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """The articles of one text. `origin` is the agency that some of them name; where the order is unknown, nobody is said
    to have taken from anybody, and the roots stand side by side."""

    kind: str
    order: str
    origin: str | None
    roots: tuple[Node, ...]


def group_tree(group: CopyGroup, articles: Mapping[str, Article]) -> Tree:
    """The tree of a copy group, from the articles' texts and stamps."""
    first, *others = (articles[key] for key in group.articles if key in articles)
    return Tree(group.kind, group.order, group.origin, reuse_tree(find_reuse(first, others), group.articles))


def reuse_tree(reuse: Iterable[Reuse], order: Sequence[str] = ()) -> tuple[Node, ...]:
    """Articles under the one that each took from; those that `reuse` does not tell of come last, by themselves. Below
    `_DEEPEST` steps everything stands on the last step."""
    told: dict[str, Reuse] = {}
    below: dict[str | None, list[str]] = {}
    steps: dict[str | None, int] = {None: 0}
    for one in reuse:  # each stands behind those that it may have taken from
        above = one.after if one.after in told else None
        while steps[above] >= _DEEPEST:
            above = told[above].after if above is not None else None
        told[one.article], steps[one.article] = one, steps[above] + 1
        below.setdefault(above, []).append(one.article)
    roots = tuple(_node(key, told, below) for key in below.get(None, ()))
    return (*roots, *(Node(key, 0.0) for key in order if key not in told))


def _node(key: str, told: Mapping[str, Reuse], below: Mapping[str | None, list[str]]) -> Node:
    return Node(key, told[key].share, tuple(_node(one, told, below) for one in below.get(key, ())))


__all__ = ["Node", "Tree", "group_tree", "reuse_tree"]
