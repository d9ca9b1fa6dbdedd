"""The parameters that questions share, with what the OpenAPI page says of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from fastapi import Path, Query
from pydantic import AfterValidator

#: Letters of a parameter, and of a quotation or a search.
_LONG, _LONGEST = 300, 2_000
#: Items on a page, unless the asker says how many; and at most.
USUAL, MOST = 20, 100


def _words(value: str) -> str:
    if not value.strip():
        raise ValueError("it is empty")
    if "\x00" in value:
        raise ValueError("it has a NUL character")
    return value


def _day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError("it is no day like 2025-08-17") from None
    return value


Words: TypeAlias = Annotated[str, AfterValidator(_words)]
Day: TypeAlias = Annotated[str, AfterValidator(_day)]
DAY = {"format": "date"}

Who: TypeAlias = Annotated[Words, Query(description="A name, or a part of one.", min_length=1, max_length=_LONG)]
About: TypeAlias = Annotated[Words | None, Query(description="Only what speaks of this: a name, or words.", max_length=_LONG)]
Since: TypeAlias = Annotated[
    Day | None, Query(description="Only from this day on (ISO 8601).", json_schema_extra=DAY, examples=["2025-08-01"])
]
Until: TypeAlias = Annotated[
    Day | None, Query(description="Only up to this day (ISO 8601).", json_schema_extra=DAY, examples=["2025-08-31"])
]
Outlet: TypeAlias = Annotated[
    Words | None, Query(description="Only as this outlet has it (a part of its name).", max_length=_LONG)
]
Confidence: TypeAlias = Annotated[float, Query(description="Only from this confidence on.", ge=0, le=1)]
Asked: TypeAlias = Annotated[
    Words,
    Query(
        description='Words, "phrases", prefix*, -without, and fields, which have Arabic names too: speaker: about: role: '
        "outlet: channel: story: before: after: is:direct is:indirect is:denied.",
        min_length=1, max_length=_LONGEST,
    ),
]  # fmt: skip
Cursor: TypeAlias = Annotated[
    str | None, Query(description="Where the page begins: the `next` of the page before.", max_length=1_000)
]
Limit: TypeAlias = Annotated[int, Query(description="At most so many items.", ge=1, le=MOST)]
Format: TypeAlias = Annotated[
    Literal["json", "jsonl", "csv"] | None, Query(description="The form of the answer; decides before the Accept header.")
]
Offsets: TypeAlias = Annotated[
    Literal["codepoints", "utf16"],
    Query(description="What spans count: Unicode code points, or UTF-16 units as JavaScript and Java do."),
]
Id: TypeAlias = Annotated[Words, Path(description="An id.", max_length=2_000)]

__all__ = [
    "DAY", "MOST", "USUAL", "About", "Asked", "Confidence", "Cursor", "Day", "Format", "Id", "Limit", "Offsets", "Outlet",
    "Since", "Until", "Who", "Words",
]  # fmt: skip
