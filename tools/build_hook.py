"""What hatchling does besides when it builds a wheel: where MUSNAD_COMPILE=1 asks for it, reading is compiled to C."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _is_asked() -> bool:
    return os.environ.get("MUSNAD_COMPILE", "0") not in ("", "0")


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled modules to a wheel; a wheel without them is in Python alone."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What is installed to build with: the compiler, and the packages whose types it looks at."""
        return ["mypy>=1.13", "setuptools>=68", "msgspec>=0.19,<1"] if _is_asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the installation is to follow edits of the sources."""
        if not _is_asked() or version == "editable":
            return
        out = Path(self.root, "build", "compiled")
        subprocess.run([sys.executable, str(Path(self.root, "tools", "compile.py")), str(out)], check=True)
        made = [path for path in (out / "lib").rglob("*") if path.suffix in (".so", ".pyd")]
        build_data["force_include"].update({str(path): path.relative_to(out / "lib").as_posix() for path in made})
        build_data.update(pure_python=False, infer_tag=True)
