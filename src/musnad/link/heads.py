"""The outer links of every chain of an article: its outlet, and what its credit, byline and dateline tell."""

from __future__ import annotations

from musnad.find.scene import Tables
from musnad.link.chains import ChainWords
from musnad.records import Article, Link
from musnad.text.fold import fold_key
from musnad.text.lexicon import table


def chain_words(tables: Tables) -> ChainWords:
    """Words that tell the kind of a relay, from the tables."""
    classes = {name: tables.news.classes[name] for name in ("document", "outlet", "unnamed")}
    outlets = tables.news.classes["outlet"]
    classes["agency"] = frozenset(word for word in outlets if word.startswith(fold_key("وكال")))
    classes["channel"] = tables.news.classes["channel"]
    known = {fold_key(name): row["kind"] for row in table("bodies") for name in row["names"].split("|")}
    return ChainWords(classes, known)


def chain_head(article: Article, words: ChainWords) -> tuple[Link, ...]:
    """Outlet, then the origins that the article's blocks name."""
    return (Link(kind="outlet", name=article.outlet, from_="article"),) if article.outlet else ()


__all__ = ["chain_head", "chain_words"]
