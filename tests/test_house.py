"""Rules of the house that rot unseen: imports go down only, no cycles, Arabic words live in the data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "musnad"
#: Who may import whom: a line uses the lines above it in this list, never those below it.
LINES: tuple[tuple[str, ...], ...] = (
    ("records",),
    ("settings",),
    ("text",),
    ("find",),
    ("page",),
    ("link",),
    ("compare",),
    ("reading",),
    ("store", "collect"),
    ("batch",),
    ("library",),
    ("api", "watch", "alerts"),
    ("evaluate",),
    ("faces",),
    ("__main__",),
)
RANKS = {name: rank for rank, names in enumerate(LINES) for name in names}
#: Pure rooms: what they need beyond the article comes in as an argument.
PURE = ("text", "find", "link", "compare")
#: What a pure room may not import, since it opens files or sockets, reads the clock or draws lots.
IMPURE = frozenset(
    {"io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "time", "urllib", "http", "random"}
)
#: The loader of the tables is the one place of the ground floor that opens files: those of the package.
LOADERS = frozenset({"musnad.text.lexicon"})
_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]{3,}")
_CLASS = re.compile(r"\[[^\]]*\]")
#: Letters that are no word: the attached ones in their usual order, with or without the article; carriers of hamza.
_LETTERS = re.compile("و?ف?ب?ل?ك?س?|[وف]?[بلك]?(?:ال|لل)|[اأإآٱ]+")


@cache
def modules() -> Mapping[str, ast.Module]:
    """Syntax trees of all modules by their dotted names."""
    return {_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(name: str, tree: ast.Module) -> Iterator[str]:
    """Modules of Musnad that a module imports, at its top or inside a function; the bare package is left out.

    The package itself imports nothing when it is imported, so that anything may ask it for the version.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _base(name, node)
            found = [f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules() else base for alias in node.names]
        else:
            continue
        yield from (one for one in found if one.startswith("musnad."))


def _base(name: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = (PACKAGE.parent / Path(*name.split(".")) / "__init__.py").is_file()
    parts = name.split(".") if is_package else name.split(".")[:-1]
    return ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])


def room(name: str) -> str:
    """The room of a module: the first name under the package."""
    return name.split(".")[1]


def test_every_room_has_its_line() -> None:
    assert {room(name) for name in modules() if name != "musnad"} <= RANKS.keys()


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_go_down(name: str) -> None:
    up = [
        other
        for other in imports(name, modules()[name])
        if name != "musnad" and room(other) != room(name) and RANKS[room(other)] >= RANKS[room(name)]
    ]
    assert not up, f"{name} imports what stands above it or beside it: {', '.join(up)}"


def test_the_package_imports_nothing_of_its_own_at_once() -> None:
    at_once = ast.Module(body=[node for node in modules()["musnad"].body if _is_import(node)], type_ignores=[])
    assert not list(imports("musnad", at_once))


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_no_cycles() -> None:
    graph = {name: set(imports(name, tree)) - {name} for name, tree in modules().items()}
    assert find_cycle(graph) is None


def find_cycle(graph: Mapping[str, set[str]]) -> list[str] | None:
    """A cycle of a graph, as the names on it, or None."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str] | None:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return None
        found = next(filter(None, (walk(other, [*path, name]) for other in sorted(graph.get(name, ())))), None)
        done.add(name)
        return found

    return next(filter(None, (walk(name, []) for name in sorted(graph))), None)


def test_cycles_are_found() -> None:
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert find_cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


@pytest.mark.parametrize("name", [name for name in sorted(modules()) if name != "musnad" and room(name) in PURE])
def test_pure_rooms_open_nothing(name: str) -> None:
    taken = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").split(".")[0]
        for node in ast.walk(modules()[name])
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    calls = {
        node.func.id
        for node in ast.walk(modules()[name])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert name in LOADERS or not taken & IMPURE
    assert name in LOADERS or not calls & {"open", "print", "input"}


def code_words(tree: ast.Module) -> list[str]:
    """Arabic words of three letters or more in the strings and names of a module; docstrings may hold them.

    Letters between brackets are a class of a regular expression, no word.
    """
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    words = (word for string in strings + names for word in _WORD.findall(_CLASS.sub("", string)))
    return [word for word in words if not _LETTERS.fullmatch(word)]


@pytest.mark.parametrize("name", sorted(modules()))
def test_arabic_words_live_in_the_data(name: str) -> None:
    assert not code_words(modules()[name])


def test_arabic_words_in_code_are_found() -> None:
    assert code_words(ast.parse('"""قال"""\nx = f"قال {y}"\n')) == ["قال"]
    assert code_words(ast.parse('def f():\n    """قال"""\n    return "[اأإآ]" + "ال"\n')) == []
    assert code_words(ast.parse('x = "وفبلك", "وبال", "أإآ", "كلب", "وقال"')) == ["كلب", "وقال"]


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(PACKAGE.rglob("*")) if path.suffix in (".html", ".css", ".js", ".jinja", ".j2", ".svg")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_arabic_words_of_pages_live_in_the_data(path: Path) -> None:
    assert "data" in path.relative_to(PACKAGE).parts or not _WORD.findall(path.read_text(encoding="utf-8"))


def test_every_command_is_told_of() -> None:
    from musnad.faces.cli import COMMANDS

    root = PACKAGE.parents[1]
    pages = "\n".join(page.read_text(encoding="utf-8") for page in [root / "README.md", *(root / "docs").glob("*.md")])
    assert not [name for name in COMMANDS if not re.search(rf"\bmusnad {name}\b", pages)]
    assert not [name for name in COMMANDS if f"musnad.faces.cli.{name}" not in modules()]
