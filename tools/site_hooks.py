"""What mkdocs does to a page of the docs: files of the checkout that are no pages lose their links, Arabic pages run from
right to left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s#]+)(#[^)\s]*)?\)")


def on_page_markdown(markdown: str, *, page: Any, **_: object) -> str:
    """A page's text for the site."""
    source = Path(page.file.abs_src_path)
    docs = Path(page.file.src_dir)
    text = _LINK.sub(lambda link: _kept(link, source, docs), markdown)
    return f'<div dir="rtl" lang="ar" markdown="1">\n\n{text}\n\n</div>\n' if page.file.src_uri.startswith("ar/") else text


def _kept(link: re.Match[str], source: Path, docs: Path) -> str:
    """A link, or its words alone where it leads out of the docs."""
    if re.match(r"[a-z]+:", link[2]):
        return link[0]
    target = (source.parent / link[2]).resolve()
    return link[0] if target.is_relative_to(docs.resolve()) and target.suffix == ".md" else link[1]
