"""Compile the modules in which reading spends its time, as C extensions beside the Python that they are made from.

`python tools/compile.py OUT` writes them under OUT/lib. It needs mypy, setuptools, a C compiler and Python's headers, and
several minutes. `MUSNAD_COMPILE=1 pip install .` does it in a build environment of its own (`tools/build_hook.py`). What is
compiled reads the same, to the byte (`tests/test_compiled.py`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: The modules that are compiled, by package: what the words of every article go through on the way to names, statements and
#: speakers. Times and figures, a tenth of the time, are left in Python: mypyc makes a float of what may be whole.
COMPILED = {
    "text": "fold lexicon linear memo quotes sentences view words",
    "find": "acts asides attached circumstances complements contents cue_rules cues documents drafting drafts ends gazetteer "
    "joined kin media name_acting name_features name_mentions name_paths name_scores name_tagger named names nominals objects "
    "phrases role_features roles scene source_rules spoken statements subjects titles words",
    "link": "acting chains confidence described entities governing heads mentions named_within options phrase_options speakers "
    "titles weighing word_kinds",
}


def sources() -> list[str]:
    """The files that are compiled, as paths from `src` on."""
    return [f"musnad/{package}/{name}.py" for package, names in COMPILED.items() for name in names.split()]


def build(out: Path) -> None:
    """Compile into a folder. Raises SystemExit where the compiler, or mypy, has something to say."""
    from mypyc.build import mypycify  # type: ignore[import-not-found, unused-ignore]
    from setuptools import setup

    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT / "src")
    # The types were checked strictly by `make lint`; here most packages that Musnad uses are not at hand.
    options = ["--config-file=", f"--cache-dir={out / 'types'}", "--ignore-missing-imports", "--follow-imports=silent"]
    # A file of C each: one for all takes the compiler more than a gigabyte.
    made = mypycify([*options, *sources()], target_dir=str(out / "c"), opt_level="1", debug_level="0", multi_file=True)
    steps = ["build_ext", "--build-lib", str(out / "lib"), "--build-temp", str(out / "objects")]
    setup(name="musnad", ext_modules=made, packages=[], script_args=["--quiet", *steps])


if __name__ == "__main__":
    build(Path(sys.argv[1]))
