"""A citation as a sentence, in the language of the page."""

from __future__ import annotations

from musnad.faces.reader.words import Words
from musnad.store.answers import Citation


def cited(one: Citation, words: Words) -> str:
    """The citation in words: speaker, quotation, chain, article, day, address, version. What the article does not tell is left
    out."""
    comma = words("page.comma")
    speakers = comma.join(one.speakers) or words("said.unnamed")
    article = one.article
    where = [f"«{article.title}»" if article.title else "", article.outlet or "", words.date(article.published)]
    parts = [
        f"{speakers}: «{one.quote}»" + (f" [{words('said.negated')}]" if one.negated else ""),
        words("cite.through", chain=comma.join(one.chain)) if len(one.chain) > 1 else "",
        comma.join(part for part in where if part),
        article.url or "",
        words("cite.version", version=article.version, id=one.id),
    ]
    return ". ".join(part for part in parts if part)


__all__ = ["cited"]
