"""What groups of copies and stories tell of each of their articles, made from one article alone: short, so that the facts
of many are held or sent where their texts are not."""

from __future__ import annotations

from collections.abc import Mapping

from musnad.compare.keys import own_spans, own_text
from musnad.compare.origins import full_name, named_agencies
from musnad.records import Article, Reading, Record
from musnad.text.sentences import split_sentences

#: A title made from a first sentence is no longer than this, in characters.
LONGEST_TITLE = 120
#: How words are spelt is looked up in so many of an article's first characters.
SPELT_IN = 1000


class Facts(Record, frozen=True):
    """Facts of one article. `title` is given or made of its first sentence, `head` its given title and beginning,
    `agencies` those that it names as its source with how much that says, `chained` those in the chains of its statements."""

    id: str
    title: str
    head: str
    agencies: Mapping[str, int]
    chained: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    fetched: str | None = None

    @property
    def place(self) -> tuple[bool, str, str]:
        """Its place in the order of (published, id), undated ones last."""
        return self.published is None, self.published or "", self.id


def facts_of(article: Article, reading: Reading | None = None) -> Facts:
    """The facts of an article; without a reading none of chains."""
    links = [link for statement in reading.statements for link in statement.chain] if reading else []
    return Facts(
        id=article.id, title=title_of(article), head=f"{article.title or ''}\n{own_text(article)[:SPELT_IN]}",
        agencies=dict(named_agencies(article)),
        chained=tuple(dict.fromkeys(full_name(link.name) for link in links if link.kind == "agency")),
        outlet=article.outlet, published=article.published, fetched=article.fetched,
    )  # fmt: skip


def title_of(article: Article) -> str:
    """The article's title, or its first sentence where it has none, cut at a word.

    >>> title_of(Article(id="1", version="1", text="وصل الوفد. ثم غادر."))
    'وصل الوفد.'
    """
    if article.title:
        return " ".join(article.title.split())
    text = next((article.text[span[0] : span[1]] for span in own_spans(article)), article.text)
    sentences = split_sentences(text[: 4 * LONGEST_TITLE])
    first = " ".join(text[sentences[0].start : sentences[0].stop].split()) if sentences else ""
    if len(first) <= LONGEST_TITLE:
        return first
    return first[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


__all__ = ["SPELT_IN", "Facts", "facts_of", "title_of"]
