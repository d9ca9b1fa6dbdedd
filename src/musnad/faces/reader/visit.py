"""One request for a page: the library, the words of its language, and what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from musnad import __version__
from musnad.faces.reader.articles import anchor
from musnad.faces.reader.facts import by_value, fact_words, ground_words, why_words
from musnad.faces.reader.links import SiteLinks, with_query
from musnad.faces.reader.page import environment, quoted
from musnad.faces.reader.static_files import static_version
from musnad.faces.reader.words import Words
from musnad.library import Library
from musnad.records import Coverage
from musnad.text.lexicon import data_version

#: Statements and results on one page.
PAGE = 30


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, ready to be answered. `secret` is what forms that change something carry; empty where nothing may be
    changed. `path` is as it came, percent signs and all."""

    library: Library
    words: Words
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""

    def asked(self, name: str) -> str:
        """A parameter of the query, without blanks at its ends; empty where it is not given."""
        return self.query.get(name, "").strip()

    def skip(self) -> int:
        """How many results the page leaves out; 0 for what is no number."""
        given = self.asked("skip")
        return min(int(given), 1_000_000) if given.isascii() and given.isdigit() and len(given) < 9 else 0

    def here(self, **values: object) -> str:
        """This page with other values in its query."""
        return with_query(self.path, **{**self.query, **values})

    def pages(self, shown: int, more: bool) -> Markup:
        """Links to the page before and the one after."""
        skip = self.skip()
        newer = self.here(skip=max(0, skip - PAGE) or None) if skip else ""
        older = self.here(skip=skip + shown) if more and shown else ""
        return self.piece("_pages.html", newer=newer, older=older)

    def piece(self, template: str, **values: Any) -> Markup:
        """A part of a page."""
        return Markup(environment().get_template(template).render(words=self.words, **values))

    def page(self, template: str, *, coverage: Coverage | None = None, twin: str = "", **values: Any) -> str:
        """A whole page. `twin` is the address of the same as JSON."""
        other = self.here(lang=self.words("site.other"))
        return _render(template, self.words, self.path, other, here_with_query=self.here(), secret=self.secret,
                       coverage=coverage, twin=twin, **values)  # fmt: skip


def trouble_page(words: Words, key: str, message: str) -> str:
    """A page that says what did not work: the words under a key, or a message."""
    return _render("trouble.html", words, "/", f"/?lang={words('site.other')}", here_with_query="/", secret="", coverage=None,
                   twin="", message=words(f"trouble.{key}") if key else message)  # fmt: skip


def _render(template: str, words: Words, here: str, other_language: str, **values: Any) -> str:
    """A template with what every page of the site has."""
    return environment().get_template(template).render(
        words=words, here=here, other_language=other_language, links=SiteLinks(), version=__version__, data=data_version(),
        static=static_version(), **_HELPERS, **values,
    )  # fmt: skip


def json_twin(path: str, **values: object) -> str:
    """The address of the same answer as JSON."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode({**given, 'format': 'json'})}"


_HELPERS: dict[str, Callable[..., Any]] = {
    "quoted": quoted, "anchor": anchor, "by_value": by_value, "fact_words": fact_words, "ground_words": ground_words,
    "why_words": why_words,
}  # fmt: skip

__all__ = ["PAGE", "Visit", "json_twin", "trouble_page"]
