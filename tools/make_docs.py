"""Write what commands print into the pages that show it: after ``<!-- output: COMMAND -->`` the next code block.

``python tools/make_docs.py`` writes, ``--check`` only tells which pages are stale (exit code 1). Commands run in the
checkout's root, with the Musnad of this interpreter.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOWN = re.compile(r"(<!-- output: (?P<command>[^\n]+) -->\n```\n)(?P<output>.*?)(```\n)", re.DOTALL)

#: Confidences and ids change with every count and need no new page.
PASSING = re.compile(r"\d\.\d\d \[\w+\]|\[\w{16}\]")


def output_of(command: str) -> str:
    """What a command prints, run as a shell line in the checkout."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "120"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"{command}\n{done.stderr}")
    return done.stdout


def fresh(text: str) -> str:
    """A page with each shown output as the command prints it now."""
    return SHOWN.sub(lambda hit: f"{hit[1]}{output_of(hit['command'])}{hit[4]}", text)


def main() -> int:
    """Renew all pages, or name the stale ones."""
    stale = []
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        text = page.read_text(encoding="utf-8")
        now = fresh(text)
        if PASSING.sub("", now) != PASSING.sub("", text):
            stale.append(page.name)
            if "--check" not in sys.argv:
                page.write_text(now, encoding="utf-8")
    print("stale:" if "--check" in sys.argv else "written:", *stale or ["none"])
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
