"""What a visitor gives to be read: a text, an address or a file. Nothing of it is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from musnad.faces.reader import views
from musnad.faces.reader.visit import Visit
from musnad.page.article import make_article
from musnad.page.sources import Defaults, open_sources
from musnad.reading import read
from musnad.records import Article, SetAside

#: Articles of one file or feed that are read at most.
_MOST = 20
_SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".csv", ".json", ".warc", ".gz", ".xz", ".xml")


def read_given(visit: Visit, form: Mapping[str, Any], name: str, content: bytes) -> str:
    """The page with what was read; the form again where nothing was given, or a day is none."""
    words = {key: str(form.get(key, "")).strip() for key in ("text", "address", "outlet", "published", "title")}
    try:
        if words["published"]:
            date.fromisoformat(words["published"][:10])
    except ValueError:
        return views.read_page(visit, words, visit.words("read.bad_day"))
    if not (words["text"] or words["address"] or content):
        return views.read_page(visit, words, visit.words("read.nothing"))
    items = list(_items(visit, words, name, content))
    pairs = [(one, read(one, settings=visit.library.settings)) for one in items if isinstance(one, Article)]
    aside = [one for one in items if isinstance(one, SetAside)]
    return views.read_page(visit, words, pairs=pairs, aside=aside)


def _items(visit: Visit, words: Mapping[str, str], name: str, content: bytes) -> Iterator[Article | SetAside]:
    known = Defaults(
        published=words["published"] or None, outlet=words["outlet"] or None, title=words["title"] or None
    )
    if content:
        yield from _of_file(visit, known, name, content)
    elif words["address"]:
        yield from _of_address(visit, known, words["address"])
    else:
        yield make_article(words["text"], title=known.title, outlet=known.outlet, published=known.published)


def _of_file(visit: Visit, known: Defaults, name: str, content: bytes) -> Iterator[Article | SetAside]:
    """The articles of a file that was sent, by the kind that its name tells; its name is no path here."""
    suffixes = [one.lower() for one in PurePath(PurePath(name.replace("\\", "/")).name).suffixes[-2:]]
    kind = "".join(one for one in suffixes if one in _SUFFIXES) or ".txt"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file{kind}")
        path.write_bytes(content)
        for number, one in enumerate(open_sources([str(path)], defaults=known, settings=visit.library.settings)):
            if number >= _MOST:
                return
            yield SetAside(where=name or "file", reason=one.reason, detail=one.detail) if isinstance(one, SetAside) else one


def _of_address(visit: Visit, known: Defaults, address: str) -> Iterator[Article | SetAside]:
    """The article at an address, fetched with every guard."""
    from musnad.collect.fetch import Fetcher
    from musnad.collect.gather import Gatherer

    if not address.lower().startswith(("http://", "https://")):
        yield SetAside(where=address, reason="blocked-address", detail="only http and https addresses are fetched")
        return
    with Fetcher() as fetcher:
        yield from Gatherer(fetcher, known, visit.library.settings, most=_MOST).gather([address])


__all__ = ["read_given"]
