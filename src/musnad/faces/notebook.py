"""Records in notebooks: as HTML from right to left, words escaped, nothing from elsewhere.

IPython shows a record that ends a cell by itself once Musnad's public names are used there; lists and readings with their
text go through `show`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import singledispatch
from typing import Any

from markupsafe import Markup

from musnad.faces.reader.marks import Mark, Segment, cut
from musnad.link.chains import step_names
from musnad.records import Article, Check, Reading, Record, Speaker, Statement, Story
from musnad.store.answers import Said, SearchAnswer, StoryPage

_BOX = Markup('<div dir="auto" style="text-align:start;line-height:1.9;max-width:60em" lang="ar">{}</div>')
_TABLE = Markup('<table dir="rtl" style="text-align:right" lang="ar">{}</table>')
_CELL = Markup('<td style="text-align:right;vertical-align:top;white-space:pre-wrap"><bdi>{}</bdi></td>')
_COLOURS = {"content": "#fff3bf", "cue": "#d3f9d8", "speaker": "#d0ebff", "via": "#eebefa"}
#: Rows of a table at most; how many more there are is told.
_MOST = 200


class Shown:
    """Something as HTML; notebooks show it, `str` gives the HTML."""

    def __init__(self, html: Markup) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return str(self.html)

    def __str__(self) -> str:
        return str(self.html)


def show(thing: Record | Sequence[Record], article: Article | str | None = None) -> Shown:
    """A record, or a list of records of one kind, for the eye. With the article of a reading, or its text, the text is shown
    with what was found marked in it."""
    if isinstance(thing, Reading) and article is not None:
        return Shown(_marked(thing, article if isinstance(article, str) else article.text))
    if isinstance(thing, Record):
        return Shown(_html(thing))
    return Shown(_list(thing))


def register(formatter: Any) -> None:
    """Let a formatter of IPython show the records that have a form here."""
    for kind in (Check, Reading, Said, SearchAnswer, Story, StoryPage):
        formatter.for_type(kind, lambda one: str(_html(one)))


def register_if_there() -> None:
    """The same in the notebook that runs this program, if one does."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        register(shell.display_formatter.formatters["text/html"])


@singledispatch
def _html(one: Any) -> Markup:
    """A record that has no form of its own."""
    return Markup('<pre dir="auto">{}</pre>').format(repr(one))


@_html.register
def _(one: Reading) -> Markup:
    heads = ("speaker", "role", "cue", "stance", "of", "start", "stop", "confidence")
    rows = [(*_who(told), told.cue.lemma, _stance(told), told.of, min(told.content).start, max(told.content).stop,
             f"{told.confidence:.2f}") for told in one.statements]  # fmt: skip
    return _titled(one.title or one.id, _table(heads, rows))


@_html.register
def _(one: Said) -> Markup:
    return _said([one])


@_html.register
def _(one: Story) -> Markup:
    return _stories([one])


@_html.register
def _(one: StoryPage) -> Markup:
    sides = [(found.verdict, found.fact, " ≠ ".join(side.value for side in found.sides)) for found in one.disagreements]
    differing = _table(("verdict", "fact", "sides"), sides) if sides else Markup("")
    return _titled(one.story.title, _stories([one.story]) + _said(one.statements) + differing)


@_html.register
def _(one: Check) -> Markup:
    rows = [(found.verdict, found.speaker or "", f"{found.match:.2f}", found.article) for found in one.evidence]
    covers = f"{one.coverage.articles} articles, {len(one.coverage.outlets)} outlets"
    return _titled(f"{one.verdict}: «{one.quote}» ({covers})", _table(("verdict", "speaker", "match", "article"), rows))


@_html.register
def _(one: SearchAnswer) -> Markup:
    rows = [(hit.article.published or "", hit.article.outlet or "", hit.article.title or "",
             " … ".join(snippet.text for snippet in hit.snippets)) for hit in one.hits]  # fmt: skip
    return _titled(f"{one.query}: {one.total}", _table(("published", "outlet", "title", "words"), rows))


def _list(things: Sequence[Record]) -> Markup:
    for kind, table in _LISTS.items():
        if things and all(isinstance(one, kind) for one in things):
            return table(things)
    return Markup("").join(map(_html, things[:_MOST])) + _more(things)


def _said(found: Sequence[Any]) -> Markup:
    heads = ("day", "speaker", "role", "stance", "words", "chain", "outlet", "confidence")
    rows = [(one.day or "", *_who(one.statement, one.speaker), _stance(one.statement), " … ".join(one.texts),
             " ← ".join(step_names(one.statement.chain)), one.article.outlet or "",
             f"{one.statement.confidence:.2f}") for one in found[:_MOST]]  # fmt: skip
    return _table(heads, rows) + _more(found)


def _stories(found: Sequence[Any]) -> Markup:
    heads = ("first", "last", "title", "articles", "texts", "outlets")
    rows = [(one.first or "", one.last or "", one.title, len(one.articles), one.texts, "، ".join(one.outlets))
            for one in found[:_MOST]]  # fmt: skip
    return _table(heads, rows) + _more(found)


_LISTS: dict[type, Callable[[Sequence[Any]], Markup]] = {Said: _said, Story: _stories}


def _who(told: Statement, corrected: str | None = None) -> tuple[str, str]:
    speakers: tuple[Speaker, ...] = told.speakers if corrected is None else ()
    names = [corrected] if corrected else [one.name for one in speakers]
    return " + ".join(names), " + ".join(one.role for one in speakers if one.role)


def _stance(told: Statement) -> str:
    return f"not: {told.cue.stance}" if told.negated else told.cue.stance


def _marked(reading: Reading, text: str) -> Markup:
    """The text with contents, cues, speakers and relays in colours, and what the colours mean."""
    marks = [mark for told in reading.statements if told.of == "text" for mark in _marks(told)]
    key = Markup(" · ").join(_piece(Segment(kind, (kind,))) for kind in _COLOURS)
    words = Markup("").join(map(_piece, cut(text, marks)))
    return _BOX.format(Markup('<p dir="ltr">{}</p><p style="white-space:pre-wrap">{}</p>').format(key, words))


def _marks(told: Statement) -> list[Mark]:
    found = [*((span, "content") for span in told.content), (told.cue.span, "cue"), *((span, "via") for span in told.via),
             *((one.span, "speaker") for one in told.speakers)]  # fmt: skip
    names = _who(told)[0]
    return [Mark(span, kind, tip=f"{names}: {_stance(told)}") for span, kind in found if span is not None]


def _piece(segment: Segment) -> Markup:
    """A stretch in the colour of its innermost kind."""
    if not segment.kinds:
        return Markup("{}").format(segment.text)
    colour = next(colour for kind, colour in reversed(_COLOURS.items()) if kind in segment.kinds)
    return Markup('<span style="background:{};color:#000" title="{}">{}</span>').format(colour, segment.tip or "", segment.text)


def _titled(title: str, inner: Markup) -> Markup:
    return Markup('<p dir="auto" lang="ar"><b>{}</b></p>{}').format(title, inner)


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Markup:
    head = Markup("").join(Markup('<th style="text-align:right">{}</th>').format(name) for name in heads)
    lines = [Markup("").join(_CELL.format(value) for value in row) for row in rows]
    return _TABLE.format(Markup("").join(Markup("<tr>{}</tr>").format(line) for line in (head, *lines)))


def _more(found: Sequence[Any]) -> Markup:
    return Markup("<p>+ {}</p>").format(len(found) - _MOST) if len(found) > _MOST else Markup("")


__all__ = ["Shown", "register", "register_if_there", "show"]
