"""Where the project is that is measured: its floors, its log, its gold, its revision."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple


class Project(NamedTuple):
    """A source tree of Musnad, or the working folder where Musnad is installed without one."""

    folder: Path

    @property
    def floors(self) -> Path:
        """The file of floors."""
        return self.folder / "eval" / "floors.json"

    @property
    def check_log(self) -> Path:
        """The log of measurements of check sets."""
        return self.folder / "eval" / "check.log"

    @property
    def gold(self) -> Path:
        """Where the gold sets are by default: beside the project, since their texts belong to their publishers."""
        return self.folder.parent / "shared" / "gold"

    @property
    def released(self) -> Path:
        """Gold sets that the project holds, as ids, offsets and hashes."""
        return self.folder / "eval" / "gold"

    @property
    def models(self) -> Path:
        """Where the shipped models are."""
        return self.folder / "src" / "musnad" / "data" / "models"

    @property
    def crossed(self) -> Path:
        """Models learned without one fold of the documents each, for measuring that fold."""
        return self.folder / "eval" / "crossed"

    @property
    def errors(self) -> Path:
        """Where lists of errors go; they quote texts, so the folder is never committed."""
        return self.folder / "out" / "eval"

    def revision(self) -> str:
        """The short name of the git revision, with ``+`` where files differ from it; ``unknown`` without git."""
        head = _git(self.folder, "rev-parse", "--short", "HEAD")
        if not head:
            return "unknown"
        return head + ("+" if _git(self.folder, "status", "--porcelain", "--untracked-files=no") else "")


def this_project(folder: str | Path | None = None) -> Project:
    """The project in a folder; by default the source tree that this package is in, else the working folder."""
    if folder is not None:
        return Project(Path(folder).resolve())
    tree = Path(__file__).resolve().parents[3]
    return Project(tree if (tree / "pyproject.toml").is_file() else Path.cwd())


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


__all__ = ["Project", "this_project"]
