"""Files of many articles: JSONL, one object a line, and CSV, one row an article; bad ones are set aside by line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from musnad.page.article import make_article
from musnad.page.check import check_text
from musnad.page.decode import DecodeError, decode
from musnad.page.defaults import Defaults
from musnad.records import Article, SetAside
from musnad.settings import Settings

#: Fields of a JSON object that the article takes; all others go into `extra`.
FIELDS = ("text", "id", "outlet", "url", "published", "title", "author")
#: Names of CSV columns (lower case) and the fields that they give.
COLUMNS: Mapping[str, str] = {
    **{field: field for field in FIELDS},
    **dict.fromkeys(("body", "content", "article", "maintext"), "text"),
    **dict.fromkeys(("headline", "heading"), "title"),
    **dict.fromkeys(("date", "published_at", "pubdate", "date_published", "published_date"), "published"),
    **dict.fromkeys(("source", "publisher", "site", "sitename"), "outlet"),
    **dict.fromkeys(("link", "address", "uri"), "url"),
    **dict.fromkeys(("byline", "authors", "creator"), "author"),
    **dict.fromkeys(("article_id", "doc_id", "given_id"), "id"),
}


class _Seen:
    """Given ids of one source: an id that comes again with another outlet or address is no new version."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int]] = {}

    def clash(self, article: Article, number: int) -> int | None:
        """The line that had the same given id for another article, or None."""
        if article.given_id is None:
            return None
        key = hash((article.outlet, article.url, article.text if article.url is None else None))
        line, known = self._known.setdefault(article.given_id, (number, key))
        return line if known != key else None


def read_json_lines(
    stream: IO[bytes], where: str, defaults: Defaults, settings: Settings
) -> Iterator[Article | SetAside]:
    """Articles of a stream of JSON Lines; a line that gives none is set aside and the rest goes on."""
    seen = _Seen()
    for number, line in enumerate(_lines(stream, settings.largest_source), 1):
        place = f"{where}:{number}"
        if line is None:
            detail = f"the line is over the limit of {settings.largest_source:,} bytes (largest_source); split it"
            yield SetAside(where=place, reason="too-large", detail=detail)
        elif line.strip():
            yield _checked(_from_json(line, place, defaults, settings), seen, place, number)


def _lines(stream: IO[bytes], limit: int) -> Iterator[bytes | None]:
    """Lines of a stream; None for one that is longer than `limit` bytes. UTF-16 is brought to UTF-8 first."""
    first = stream.read(4)
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        whole = io.BufferedReader(Rest(first, stream))
        text = io.TextIOWrapper(whole, encoding="utf-16", errors="surrogateescape", newline="\n")
        yield from (line.encode("utf-8", "surrogateescape") for line in text)
        return
    rest = io.BufferedReader(Rest(first, stream))
    while line := rest.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while (more := rest.readline(limit)) and not more.endswith(b"\n"):
            pass
        yield None


class Rest(io.RawIOBase):
    """A stream with the bytes in front of it that were already read from it."""

    def __init__(self, first: bytes, stream: IO[bytes]) -> None:
        self._first, self._stream = first, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._first[: len(buffer)] or self._stream.read(len(buffer))
        self._first = self._first[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _from_json(line: bytes, where: str, defaults: Defaults, settings: Settings) -> Article | SetAside:
    try:
        decoded = decode(line)
        # unlike msgspec, the standard library lets lone surrogates through, so that they can be told by name
        row = json.loads(decoded.text)
    except DecodeError as error:
        return SetAside(where=where, reason=error.reason, detail=error.detail)
    except (ValueError, RecursionError) as error:
        return SetAside(where=where, reason="bad-json", detail=f"{_json_fault(error)}; mend or remove the line")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        detail = 'no object with a "text" that is a string; each line needs {"text": "…"}'
        return SetAside(where=where, reason="no-text", detail=detail)
    return article_of_row(row, where, defaults, settings, decoded.notes())


def _json_fault(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else f"not JSON ({error})"


def article_of_row(
    row: Mapping[str, Any], where: str, defaults: Defaults, settings: Settings, notes: Mapping[str, Any]
) -> Article | SetAside:
    """The article of one object or row: known fields, the defaults where they are missing, the rest as `extra`."""
    text = row["text"]
    if fault := check_text(text, where, settings):
        return fault
    given = {name: _field(row.get(name)) for name in FIELDS[1:]}
    for name, value in given.items():
        if value and (fault := _check_field(name, value, where)):
            return fault
    published = given["published"]
    return make_article(
        text,
        title=given["title"] or defaults.title,
        outlet=given["outlet"] or defaults.outlet,
        url=given["url"] or defaults.url,
        published=published or defaults.published,
        author=given["author"],
        given_id=given["id"],
        profile=defaults.profile,
        extra={**{name: value for name, value in row.items() if name not in FIELDS}, **notes},
    )


def _field(value: Any) -> str | None:
    """A field as a string: numbers as they are written, what is neither string nor number as missing."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _check_field(name: str, value: str, where: str) -> SetAside | None:
    if "\x00" in value:
        return SetAside(where=where, reason="nul", detail=f'a NUL in "{name}"; remove it')
    if any("\ud800" <= char <= "\udfff" for char in value):
        return SetAside(where=where, reason="lone-surrogate", detail=f'half a surrogate pair in "{name}"; remove it')
    return None


def _checked(item: Article | SetAside, seen: _Seen, where: str, number: int) -> Article | SetAside:
    """Set aside an article whose given id already stood for another article of this source."""
    if isinstance(item, Article) and (line := seen.clash(item, number)) is not None:
        detail = f'the id "{item.given_id}" is that of another article in line {line}; give each article its own'
        return SetAside(where=where, reason="id-twice", detail=detail)
    return item


def field_of(column: str, given: Mapping[str, str]) -> str:
    """The field that a column gives: as the user says, else by its name; a field given otherwise has no second column."""
    if column in given:
        return given[column]
    field = COLUMNS.get(column.lower(), column)
    return f"{column} " if field in given.values() else field


def read_csv(data: bytes, where: str, defaults: Defaults, settings: Settings) -> Iterator[Article | SetAside]:
    """Articles of a CSV file with a head line: a column of texts is needed, others are used by their names."""
    try:
        decoded = decode(data)
    except DecodeError as error:
        yield SetAside(where=where, reason=error.reason, detail=error.detail)
        return
    csv.field_size_limit(settings.largest_source)
    rows = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=_delimiter(decoded.text))
    head = [field_of(name.strip(), dict(defaults.columns)) for name in next(rows, [])]
    if "text" not in head:
        detail = f"no column of texts; name one of them {', '.join(n for n, f in COLUMNS.items() if f == 'text')}"
        yield SetAside(where=where, reason="no-text", detail=detail)
        return

    def make(row: Mapping[str, Any], place: str) -> Article | SetAside:
        return article_of_row(row, place, defaults, settings, decoded.notes())

    yield from _rows(rows, head, where, make)


def _delimiter(text: str) -> str:
    """What parts the columns: whichever of comma, semicolon, tab stands most often in the head line."""
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _rows(
    rows: Any, head: list[str], where: str, make: Callable[[Mapping[str, Any], str], Article | SetAside]
) -> Iterator[Article | SetAside]:
    seen = _Seen()
    while True:
        number = rows.line_num + 1
        place = f"{where}:{number}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield SetAside(where=place, reason="bad-csv", detail=f"not a row of CSV ({error}); mend or remove it")
            continue
        row = {name: cell for name, cell in zip(head, cells) if cell}
        if "text" not in row:
            yield SetAside(where=place, reason="no-text", detail="the row has no text")
            continue
        yield _checked(make(row, place), seen, place, number)


__all__ = ["COLUMNS", "FIELDS", "Rest", "article_of_row", "field_of", "read_csv", "read_json_lines"]
