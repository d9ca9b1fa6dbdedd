"""The reader as it is served, for the tests: over a library, in the test's own process, on a port of loopback."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import uvicorn
from fastapi import FastAPI

from musnad.faces.reader.examples import find_examples, open_examples
from musnad.library import Library, open_library


def fill_with_examples(path: Path) -> None:
    """Make a library of the project's example stories, compared."""
    folder = find_examples()
    assert folder is not None
    with open_library(path) as library:
        library.add(open_examples(folder), workers=0)
        library.stories()


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of loopback; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        app.state.desk.close()


@contextmanager
def site(path: Path) -> Iterator[tuple[str, Library]]:
    """The reader over the library in a file: its address, and the library open for writing."""
    from musnad.faces.rest.app import make_app

    with open_library(path) as library, served(make_app(library)) as address:
        yield address, library


def pages_of(library: Library) -> dict[str, str]:
    """One address of each kind of page, by its name."""
    story = max(library.stories(), key=lambda one: len(one.articles))
    page = library.story(story.id)
    said = next(one for one in page.statements if one.statement.speakers and one.statement.of == "text")
    name, article = said.statement.speakers[0].name, said.article.id
    quoted = quote(said.texts[0])
    return {
        "front": "/", "story": f"/story/{story.id}", "article": f"/article/{article}",
        "statement": f"/article/{article}?s={said.statement.id}", "versions": f"/article/{article}/versions",
        "who": f"/who/{quote(name)}", "outlet": f"/outlet/{quote(said.article.outlet or '')}",
        "search": f"/search?q={quote('الوزارة')}", "chips": f"/search?q={quote('القائل:الوزير after:2025-01-01 -كييف')}",
        "check": f"/check?quote={quoted}", "trace": f"/trace?of={article}", "traced": f"/trace?of={quoted}",
        "disagreements": "/disagreements", "acts": "/acts?act=meet", "read": "/read", "corrections": "/corrections",
        "library": "/library", "nothing": "/story/none", "empty search": "/search", "nobody": f"/who/{quote('لا أحد')}",
    }  # fmt: skip


def secret_of(html: str) -> str:
    """The secret that a page's forms carry."""
    found = re.search(r'name="secret" value="([^"]+)"', html)
    assert found is not None
    return found[1]
