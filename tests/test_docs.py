"""The docs name what is there: every command, every record and field; and what they link to exists."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from musnad import records

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (".", "docs", "examples", "src/musnad/data")
PAGES = sorted(page for folder in FOLDERS for page in (ROOT / folder).glob("*.md"))
RECORDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, records.Record) and kind is not records.Record
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_record_page_names_every_field(kind: type[records.Record]) -> None:
    page = (ROOT / "docs/record.md").read_text(encoding="utf-8")
    section = re.split(rf"^###? {kind.__name__}$", page, maxsplit=1, flags=re.MULTILINE)
    assert len(section) == 2, f"docs/record.md has no section {kind.__name__}"
    words = re.split(r"^##", section[1], maxsplit=1, flags=re.MULTILINE)[0]
    missing = [field.encode_name for field in msgspec.structs.fields(kind) if f"`{field.encode_name}`" not in words]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith(("http:", "https:", "mailto:"))]
    assert not [target for target in local if not (page.parent / target).exists()]


def test_data_page_names_every_table() -> None:
    data = ROOT / "src/musnad/data"
    page = (data / "DATA.md").read_text(encoding="utf-8")
    tables = [str(path.relative_to(data)) for path in data.rglob("*.tsv")]
    assert not [table for table in tables if f"`{table}`" not in page]
