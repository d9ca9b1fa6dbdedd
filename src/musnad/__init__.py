"""Musnad: who said what, to whom, where and when, and through whom it reached us, from Arabic news.

The public names are below; each is imported when it is first used, so that ``import musnad`` takes no time.

>>> import musnad
>>> reading = musnad.read_text("قال الوزير سالم الحارثي إن المدارس ستفتح يوم الأحد.", published="2025-08-17")
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from musnad import records as records
    from musnad.api import find_figures as find_figures
    from musnad.api import find_times as find_times
    from musnad.api import read_files as read_files
    from musnad.api import read_text as read_text
    from musnad.api import read_url as read_url
    from musnad.faces.notebook import show as show
    from musnad.library import Library as Library
    from musnad.library import open_library as open_library
    from musnad.link.same_name import same_name as same_name

__version__ = "0.1.0"

#: Public names by the module that has them.
_HOMES = {
    "find_figures": "musnad.api",
    "find_times": "musnad.api",
    "read_files": "musnad.api",
    "read_text": "musnad.api",
    "read_url": "musnad.api",
    "open_library": "musnad.library",
    "Library": "musnad.library",
    "same_name": "musnad.link.same_name",
    "show": "musnad.faces.notebook",
}

__all__ = [
    "Library",
    "__version__",
    "find_figures",
    "find_times",
    "open_library",
    "read_files",
    "read_text",
    "read_url",
    "records",
    "same_name",
    "show",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562)."""
    if name == "records":
        return import_module("musnad.records")
    if name not in _HOMES:
        raise AttributeError(f"module 'musnad' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    if "IPython" in sys.modules:  # a notebook: records are shown there as more than their repr
        import_module("musnad.faces.notebook").register_if_there()
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
