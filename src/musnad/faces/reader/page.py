"""One self-contained HTML page of stories: no network, no scripts, everything escaped, a strict content policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from musnad import __version__
from musnad.faces.direction import direction
from musnad.faces.reader.articles import anchor, article_text
from musnad.faces.reader.digest import Digest
from musnad.faces.reader.facts import by_value, fact_words, ground_words
from musnad.faces.reader.links import PageLinks
from musnad.faces.reader.marks import Mark, Segment, cut
from musnad.faces.reader.words import Words
from musnad.link.chains import steps
from musnad.records import Article, Reading, Side, Span
from musnad.text.lexicon import data_version
from musnad.text.sentences import split_sentences

if TYPE_CHECKING:
    from jinja2 import Environment

#: Code points shown at most on each side of a quoted place.
_AROUND = 160


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything a page draws on: articles and readings by article id."""

    articles: Mapping[str, Article]
    readings: Mapping[str, Reading]

    def words_of(self, side: Side) -> str:
        """The text or title that a side's span goes into."""
        article = self.articles[side.article]
        return article.source(side.of)

    def speakers_of(self, side: Side) -> str:
        """Names of those who assert a side, where a statement does."""
        found = (s for s in self.readings[side.article].statements if s.id == side.asserted_by)
        return " + ".join(speaker.name for statement in found for speaker in statement.speakers)


def render(digests: Sequence[Digest], shelf: Shelf, words: Words, *, left_out: int = 0) -> str:
    """The page of the stories, in the language of `words`. `left_out` is how many stories are not shown."""
    own = style()
    outlets = {article.outlet for article in shelf.articles.values() if article.outlet}
    return environment().get_template("stories.html").render(
        words=words,
        digests=digests,
        shelf=shelf,
        style=Markup(own),
        policy=policy(),
        outlets=len(outlets),
        left_out=left_out,
        links=PageLinks(),
        article_text=article_text,
        quoted=quoted,
        anchor=anchor,
        by_value=by_value,
        fact_words=fact_words,
        ground_words=ground_words,
        version=__version__,
        data=data_version(),
    )  # fmt: skip


def policy() -> str:
    """The content policy of a page that `render` made: nothing from anywhere, and its own style."""
    return f"default-src 'none'; style-src 'sha256-{_digest(style())}'; base-uri 'none'; form-action 'none'"


def quoted(text: str, span: Span) -> Sequence[Segment]:
    """The sentence round a span with the span marked; a long sentence is cut at words, with an ellipsis."""
    home = next((s for s in split_sentences(text) if s[0] <= span[0] < s[1]), span)
    start, stop = min(home[0], span[0]), max(home[1], span[1])
    first = start if span[0] - start <= _AROUND else text.rfind(" ", 0, span[0] - _AROUND + 20) + 1
    last = stop if stop - span[1] <= _AROUND else text.find(" ", span[1] + _AROUND - 20)
    last = stop if last < 0 else last
    segments = cut(text[first:last], [Mark(Span(span[0] - first, span[1] - first), "fact")])
    before, after = [Segment("… ")] if first > start else [], [Segment(" …")] if last < stop else []
    return [*before, *segments, *after]


def bidi(text: str | None) -> Markup:
    """A name or piece of text in its own direction: right-to-left where it has any Arabic.

    A plain ``<bdi>`` goes by the first letter and turns a name like "Sky News" with an Arabic second half round.
    """
    return Markup('<bdi dir="{}">{}</bdi>').format(direction(text), text or "")


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web; nothing else becomes a link."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


@cache
def environment() -> Environment:
    """The templates, with their filters; everything is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("musnad.faces.reader"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(bidi=bidi, direction=direction, web_address=web_address, marked=marked, steps=steps)
    return made


def marked(segments: Sequence[Segment]) -> Markup:
    """Segments as spans; only backgrounds and underlines style them, so that letters stay joined."""
    return Markup("").join(_span(segment) for segment in segments)


def _span(segment: Segment) -> Markup:
    places = Markup("").join(Markup('<a id="{}"></a>').format(name) for name in segment.anchors)
    if not segment.kinds:
        return places + escape(segment.text)
    tip = Markup(' title="{}"').format(segment.tip) if segment.tip else Markup("")
    if segment.link:
        kinds = " ".join(segment.kinds)
        return places + Markup('<a class="{}" href="{}"{}>{}</a>').format(kinds, segment.link, tip, segment.text)
    return places + Markup('<span class="{}"{}>{}</span>').format(" ".join(segment.kinds), tip, segment.text)


def style() -> str:
    """The style of pages that have all in themselves."""
    return files("musnad.faces.reader").joinpath("static", "style.css").read_text(encoding="utf-8")


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


__all__ = ["Shelf", "bidi", "environment", "marked", "policy", "quoted", "render", "style", "web_address"]
