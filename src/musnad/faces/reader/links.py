"""Where things are found: addresses of the reader's pages, or places on a page that has all in itself."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote, urlencode

from musnad.faces.reader.articles import anchor
from musnad.records import Side
from musnad.store.answers import Said


class Links(Protocol):
    """Where a page's links lead; an empty address is no link."""

    def article(self, key: str) -> str: ...
    def statement(self, said: Said) -> str: ...
    def side(self, side: Side) -> str: ...
    def who(self, name: str) -> str: ...
    def outlet(self, name: str) -> str: ...
    def story(self, key: str) -> str: ...


class PageLinks:
    """Places on one page that holds its articles itself; it has no pages of persons, outlets and other stories."""

    def article(self, key: str) -> str:
        """The article on this page."""
        return f"#a-{key}"

    def statement(self, said: Said) -> str:
        """The statement in its article on this page."""
        return f"#{anchor(said.statement.id)}"

    def side(self, side: Side) -> str:
        """The article of a side."""
        return self.article(side.article)

    def who(self, name: str) -> str:  # noqa: ARG002
        """None."""
        return ""

    outlet = story = who


class SiteLinks:
    """Addresses of the reader's pages."""

    def article(self, key: str) -> str:
        """The page of an article."""
        return f"/article/{_part(key)}"

    def statement(self, said: Said) -> str:
        """The statement in focus on its article's page."""
        return self.focus(said.article.id, said.statement.id)

    def focus(self, article: str, statement: str) -> str:
        """A statement in focus on an article's page."""
        return f"{self.article(article)}?{urlencode({'s': statement})}#{anchor(statement)}"

    def side(self, side: Side) -> str:
        """The statement that asserts a side, or the side's article."""
        return self.article(side.article) if side.asserted_by == "outlet" else self.focus(side.article, side.asserted_by)

    def who(self, name: str) -> str:
        """The page of a name."""
        return f"/who/{_part(name)}"

    def outlet(self, name: str) -> str:
        """The page of an outlet."""
        return f"/outlet/{_part(name)}"

    def story(self, key: str) -> str:
        """The page of a story."""
        return f"/story/{_part(key)}"


def _part(text: str) -> str:
    """A text as one part of a path: a slash in it is no step, and one that is only dots is not taken for one."""
    quoted = quote(text, safe="")
    return quoted.replace(".", "%2E") if not quoted.strip(".") else quoted


def with_query(path: str, **values: object) -> str:
    """A path with those of the values that are given as its query."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


__all__ = ["Links", "PageLinks", "SiteLinks", "with_query"]
