"""The outer links of every chain of an article: its outlet, and what its credit, byline and dateline tell."""

from __future__ import annotations

from musnad.find.scene import Tables
from musnad.link.chains import ChainWords, side_by_side
from musnad.page.tells import Told, what_blocks_tell
from musnad.records import Article, Link, LinkFrom, LinkKind
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

#: What a relay is that the table of agencies names.
_KIND_OF = {"agency": "agency", "outlet": "channel"}


def chain_words(tables: Tables) -> ChainWords:
    """Words that tell the kind of a relay, from the tables."""
    classes = {name: tables.news.classes[name] for name in ("document", "outlet", "unnamed")}
    classes["agency"] = tables.news.classes["agency"]
    classes["channel"] = tables.news.classes["channel"]
    known = {fold_key(row["form"]): _KIND_OF[row["kind"]] for row in table("agencies") if row["kind"] in _KIND_OF}
    known |= {fold_key(name): row["kind"] for row in table("bodies") for name in row["names"].split("|")}
    return ChainWords(classes, known)


def chain_head(article: Article, words: ChainWords) -> tuple[Link, ...]:
    """The article's outlet, then those that its credit, byline and dateline name as the origin, each once.

    A general «agencies» names nobody and makes no link; neither does the outlet's own name. Several origins stand side by side:
    which of them told what is not said.
    """
    outlet = [Link(kind="outlet", name=article.outlet, from_="article")] if article.outlet else []
    origins: list[Link] = []
    seen = {fold_key(article.outlet or "")}
    tells = what_blocks_tell(article)
    told: list[tuple[Told, LinkFrom]] = [(one, "credit") for one in tells.origins]
    told += [(one, "dateline") for one in tells.agencies]
    for one, source in told:
        name = fold_key(one.name)
        if one.kind == "general" or name in seen:
            continue
        seen.add(name)
        written = article.text[one.span.start : one.span.stop]
        origins.append(Link(kind=_kind(one, words), name=written, from_=source, span=one.span))
    return (*outlet, *side_by_side(origins, len(outlet) - 1))


def _kind(told: Told, words: ChainWords) -> LinkKind:
    """An agency where the tables say so, else an outlet whose article this one takes over."""
    return "agency" if told.kind == "agency" or words.kind(told.name) == "agency" else "republisher"


__all__ = ["chain_head", "chain_words"]
