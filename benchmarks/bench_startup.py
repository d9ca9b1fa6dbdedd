"""How long `musnad --help`, `musnad read FILE` and `import musnad` take, as whole processes, against their budgets (0.3 s,
1 s and 0.1 s)."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

STORY = Path(__file__).resolve().parents[1] / "examples" / "stories" / "ports-05-sahl.txt"
#: What is run, and its budget in seconds; a bare interpreter's start is taken off for the import.
HELP = ("musnad --help", [sys.executable, "-m", "musnad", "--help"], 0.3)
READ = ("musnad read FILE", [sys.executable, "-m", "musnad", "read", str(STORY)], 1.0)
IMPORT = ("import musnad", [sys.executable, "-c", "import musnad"], 0.1)
BARE = [sys.executable, "-c", "pass"]


def seconds(command: list[str], runs: int = 15) -> float:
    """Median seconds of a command over some runs, after one that warms the disk's cache."""
    times = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def main() -> int:
    """Print the figures; exit code 1 where one is over its budget."""
    bare = seconds(BARE)
    rows = [(name, seconds(command), budget) for name, command, budget in (HELP, READ)]
    rows += [(IMPORT[0], seconds(IMPORT[1]) - bare, IMPORT[2])]
    print(f"a bare interpreter: {bare * 1000:.0f} ms")
    for name, took, budget in rows:
        print(f"{name}: {took * 1000:.0f} ms of {budget * 1000:.0f} ms{'' if took <= budget else '  OVER'}")
    return int(any(took > budget for _, took, budget in rows))


if __name__ == "__main__":
    sys.exit(main())
