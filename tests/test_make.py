"""The Makefile's first step says clearly what is missing, and installs nothing then."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def make() -> str:
    """GNU make."""
    path = shutil.which("make")
    if path is None:
        pytest.skip("needs make")
    return path


def setup_with(make: str, python: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`make setup` with some Python, into an environment of this test's own."""
    command = [make, "-C", str(ROOT), "setup", f"PYTHON={python}", f"VENV={folder / 'venv'}"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def fake(folder: Path, body: str) -> str:
    """A program that stands for a Python with something missing."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_no_python(make: str, tmp_path: Path) -> None:
    done = setup_with(make, "no-such-python", tmp_path)
    assert done.returncode != 0
    assert "Python 3.11 or newer" in done.stderr


def test_an_old_python(make: str, tmp_path: Path) -> None:
    old = fake(tmp_path, '[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1')
    done = setup_with(make, old, tmp_path)
    assert done.returncode != 0
    assert "is Python 3.9.2; Musnad needs Python 3.11" in done.stderr


def test_a_python_without_venv(make: str, tmp_path: Path) -> None:
    bare = fake(tmp_path, f'case "$*" in *ensurepip*) exit 1;; esac\nexec "{sys.executable}" "$@"')
    done = setup_with(make, bare, tmp_path)
    assert done.returncode != 0
    assert "apt-get install python3-venv" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_every_target_has_a_line_of_help(make: str) -> None:
    done = subprocess.run([make, "-C", str(ROOT), "help"], capture_output=True, text=True, check=True)
    for target in ("setup", "demo", "test", "services", "soak", "data", "docs", "bench", "clean"):
        assert f"make {target} " in done.stdout
