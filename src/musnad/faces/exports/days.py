"""A day's digest as a page, as Markdown and as plain text for a mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from musnad import __version__
from musnad.faces.reader.day import Day, DayStory
from musnad.faces.reader.digest import Told
from musnad.faces.reader.facts import fact_words
from musnad.faces.reader.links import PageLinks
from musnad.faces.reader.page import environment, policy, style
from musnad.faces.reader.words import Words
from musnad.library import Library
from musnad.records import Side, Story
from musnad.text.lexicon import data_version


@dataclass(frozen=True, slots=True)
class Quoted:
    """What the sides of a day's differences say, as they stand in their articles, and whose articles these are."""

    words: dict[Side, str]
    outlets: dict[str, str | None]

    def outlet_of(self, story: Story, side: Side) -> str:  # noqa: ARG002
        """The outlet of a side's article; empty where it is not known."""
        return self.outlets.get(side.article) or ""


def quoted_of(library: Library, day: Day) -> Quoted:
    """The words of the sides, cut from the library's articles."""
    found, outlets = {}, {}
    for side in (side for story in day.stories for one in story.differences for side in one.sides):
        article, _ = library.article(side.article)
        source = article.source(side.of)
        found[side], outlets[article.id] = source[side.span.start : side.span.stop], article.outlet
    return Quoted(found, outlets)


def html(day: Day, quoted: Quoted, words: Words) -> str:
    """The digest as one self-contained page."""
    return environment().get_template("day.html").render(
        day=day, words=words, sides=quoted.words, outlet_of=quoted.outlet_of, links=PageLinks(), fact_words=fact_words,
        style=Markup(style()), policy=policy(), version=__version__, data=data_version(),
    )  # fmt: skip


def markdown(day: Day, quoted: Quoted, words: Words) -> str:
    """The digest as Markdown."""
    return "\n".join(_lines(day, quoted, words, _Marks("# ", "## ", "- ", "  - ", "**", _escaped))) + "\n"


def text(day: Day, quoted: Quoted, words: Words) -> str:
    """The digest as plain text."""
    return "\n".join(_lines(day, quoted, words, _Marks("", "== ", "* ", "  - ", "", lambda part: " ".join(part.split())))) + "\n"


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands before and around things in a form."""

    title: str
    head: str
    item: str
    sub: str
    strong: str
    safe: Callable[[str], str]

    def bold(self, part: str) -> str:
        return f"{self.strong}{part}{self.strong}"


def _escaped(part: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", " ".join(part.split()))


def _lines(day: Day, quoted: Quoted, words: Words, marks: _Marks) -> Iterator[str]:
    page, comma = day.page, words("page.comma")
    yield marks.title + words("day.title", day=words.date(page.day))
    yield ""
    count = len(page.stories) + page.left_out
    yield words("day.covers", articles=words.count("articles", page.articles), stories=words.count("stories", count))
    if page.silent:
        yield f"{words('day.silent')}: {comma.join(map(marks.safe, page.silent))}"
    yield words("page.caution")
    for one in day.stories:
        yield from ("", *_story_lines(one, quoted, words, marks))
    if page.left_out:
        yield from ("", words("page.left_out", count=page.left_out))
    if page.alone:
        yield from ("", marks.head + words("front.alone"))
        alone = (f"{one.title or words('article.untitled')} ({one.outlet or ''})" for one in page.alone)
        yield from (marks.item + marks.safe(line) for line in alone)


def _story_lines(one: DayStory, quoted: Quoted, words: Words, marks: _Marks) -> Iterator[str]:
    safe, comma, story = marks.safe, words("page.comma"), one.story
    yield marks.head + safe(story.title or words("article.untitled"))
    counts = [words("day.began" if one.began else "day.goes_on"), words.count("articles", len(one.articles)),
              words.count("texts", story.texts)]  # fmt: skip
    origins = [f"{words('story.origins')}: {safe(comma.join(story.origins))}"] if story.origins else []
    yield " · ".join([*counts, *origins])
    for difference in one.differences:
        sides = " · ".join(safe(f"{quoted.words[side]} ({quoted.outlet_of(story, side)})") for side in difference.sides)
        verdict = marks.bold(words(f"disagreement.{difference.verdict}"))
        yield f"{marks.item}{verdict}: {safe(fact_words(difference.fact, words))}: {sides}"
    for party in one.parties:
        role = f" ({safe(party.roles[0])})" if party.roles else ""
        yield marks.item + marks.bold(safe(party.name or words("said.unnamed"))) + role
        yield from (marks.sub + _told_line(told, words, marks) for told in party.told)
    if one.left_out:
        yield words("story.more_said", more=words.count("statements", one.left_out))
    if one.copied:
        copies = [f"{copy.article.outlet or ''}" + (f" ({copy.source})" if copy.source else "") for copy in one.copied]
        yield f"{words('day.copied')}: {safe(comma.join(copies))}"


def _told_line(told: Told, words: Words, marks: _Marks) -> str:
    statement = told.said.statement
    stance = words("said.negated") if statement.negated else words(f"stance.{statement.cue.stance}")
    through = [link.name for link in statement.chain[:-1]] or [told.said.article.outlet or ""]
    also = [other.outlet or "" for other in told.repeats]
    sources = marks.safe(words("page.comma").join(filter(None, dict.fromkeys((*through, *also)))))
    content = marks.safe(told.content)
    words_said = content if statement.form == "indirect" else f"«{content}»"  # quotation marks are for what was said as it stands
    return f"{stance}: {words_said} ({sources})"


__all__ = ["Quoted", "html", "markdown", "quoted_of", "text"]
