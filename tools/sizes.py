"""Report what grows past the sizes that the house aims for: functions over 40 lines, files over 400. It fails nothing.

Run it as ``python tools/sizes.py``. Where a size grows past the aim, two things may be living in one room: look for the
right cut, and leave it where there is none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "musnad"
LONGEST_FUNCTION = 40
LONGEST_FILE = 400
MOST_PARAMETERS = 5


def functions(tree: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Name, length in lines and number of parameters of each function; `self` and `cls` are not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = [one.arg for one in (*node.args.posonlyargs, *node.args.args) if one.arg not in ("self", "cls")]
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1, len(given)


def main() -> None:
    """Print the sizes."""
    lengths: list[int] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        where = path.relative_to(PACKAGE)
        if (lines := source.count("\n")) > LONGEST_FILE:
            print(f"{where}: {lines} lines")
        for name, length, parameters in functions(ast.parse(source)):
            lengths.append(length)
            if length > LONGEST_FUNCTION:
                print(f"{where}: {name}: {length} lines")
            if parameters > MOST_PARAMETERS:
                print(f"{where}: {name}: {parameters} parameters")
    print(f"{len(lengths)} functions, median {median(lengths):.0f}, longest {max(lengths)} lines")


if __name__ == "__main__":
    main()
