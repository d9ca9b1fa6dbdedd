"""Fixtures that tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from postgres_server import Server, running

#: The place of a library that is not there yet, by a name of the test's own.
Place: TypeAlias = Callable[[str], str]
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold sets, seeds and corpora beside the project; tests that need it skip where it is missing."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs ../shared (gold sets, seeds, corpora), which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of PostgreSQL."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a library can be, in each of the stores: what is tested through it holds for all of them."""
    if request.param == "sqlite":
        return lambda name: str(tmp_path / f"{name}.db")
    server: Server = request.getfixturevalue("postgres")
    known: dict[str, str] = {}
    return lambda name: known.get(name) or known.setdefault(name, server.library())


#: For a test that takes long, and tells the same of every store.
ONE_STORE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """With MUSNAD_NO_SKIPS=1 a skipped test fails: CI has everything, so nothing may be left out."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("MUSNAD_NO_SKIPS") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped where MUSNAD_NO_SKIPS=1 forbids it: {report.longrepr}"
    return report
