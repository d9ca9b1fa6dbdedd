"""A library that is served keeps its stories up to date while another program adds to it."""

from __future__ import annotations

import time
from pathlib import Path

from tests.site import fill_with_examples

from musnad.faces.rest.keeper import Keeper
from musnad.library import open_library


def test_stories_follow_what_is_added(tmp_path: Path) -> None:
    source, path = tmp_path / "a.db", tmp_path / "b.db"
    fill_with_examples(source)
    with open_library(source) as full, open_library(path) as served, Keeper(served, pause=0.05):
        with open_library(path) as other:
            other.add([article for article, _ in full.export_articles()], workers=0)
        deadline = time.monotonic() + 60
        with open_library(path, mode="read") as asking:
            while not asking.latest().stories and time.monotonic() < deadline:
                time.sleep(0.05)
            assert asking.latest().stories
