"""The short scripts of examples/ run, offline, and print what their readers are promised."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def run(script: str, *arguments: str) -> str:
    """What a script prints."""
    command = [sys.executable, "-X", "utf8", str(EXAMPLES / script), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_script_is_run_here() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    assert not [script.name for script in EXAMPLES.glob("*.py") if f'run("{script.name}"' not in here]


def test_read_a_text() -> None:
    lines = run("read_a_text.py").splitlines()
    assert "زيادة لا تتجاوز 5 في المئة" in next(line for line in lines if "\tdeny\t" in line)
    relayed = next(line for line in lines if "الخلاف انحصر" in line)
    assert "صحيفة السهل ← صحيفة الدفة ← مصادر مطلعة" in relayed


def test_times_and_figures() -> None:
    out = run("times_and_figures.py")
    assert "ثلاث ساعات\tduration\tPT3H\tAPPROX" in out
    assert "\tdate\t2025-10-12\t" in out
    assert "12 في المئة\tpercent\t12\t" in out
    assert "1400 عامل\tcount\t1400\t" in out


def test_ask_a_library(tmp_path: Path) -> None:
    out = run("ask_a_library.py", str(tmp_path / "musnad.db"))
    assert "2025-10-16\tنقطة التصريف تبعد 1200 متر عن الشعاب" in out
    assert "other-speaker" in out
    assert "looked in 5 articles, 2024-05-21 to 2025-10-16" in out
    again = run("ask_a_library.py", str(tmp_path / "musnad.db"))
    assert again == out
