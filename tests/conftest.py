"""Fixtures that tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold sets, seeds and corpora beside the project; tests that need it skip where it is missing."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs ../shared (gold sets, seeds, corpora), which is not part of the project")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """With MUSNAD_NO_SKIPS=1 a skipped test fails: CI has everything, so nothing may be left out."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("MUSNAD_NO_SKIPS") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped where MUSNAD_NO_SKIPS=1 forbids it: {report.longrepr}"
    return report
