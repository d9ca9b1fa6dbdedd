"""Samples to judge by hand: drawn evenly over outlets, forms and confidence, and the precision that the verdicts give.

The sample is a table for a spreadsheet: one statement a row, the first column empty for the verdict. It quotes texts,
so it stays out of the project; what is kept of a judged one is the verdict with id and offsets (`kept`).
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from musnad.evaluate.gold import Document
from musnad.evaluate.measures import wilson
from musnad.evaluate.raw import Said
from musnad.records import FOREIGN_BLOCKS

#: What may stand in the first column: right as a whole, or what is wrong first of all.
VERDICTS: Mapping[str, str] = {
    "right": "content, speaker and cue are right",
    "none": "nothing was said here",
    "content": "the content begins or ends wrongly",
    "speaker": "somebody else speaks",
    "other": "something else is wrong",
}
COLUMNS = (
    "verdict", "speaker", "cue", "content", "around", "title", "rule", "outlet", "form", "confidence", "article",
    "start", "stop",
)  # fmt: skip
#: Columns that quote nothing.
KEPT = ("verdict", "rule", "outlet", "form", "confidence", "article", "start", "stop")
#: Lower ends of the bands of confidence.
_BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
#: How many characters before and after a statement are shown.
_AROUND = 250


class AuditError(ValueError):
    """A judged sample cannot be read: says which row, and what may stand there."""


class Precision(NamedTuple):
    """How many of a group were judged right, with Wilson's 95 % interval."""

    name: str
    right: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end."""
        return wilson(self.right, self.of)


def draw_statements(
    documents: Sequence[Document], found: Sequence[list[Said]], count: int, seed: int
) -> list[tuple[Document, Said]]:
    """`count` statements of the articles' own texts, drawn evenly over outlet, form and confidence.

    They are put in the order of those three, shuffled within, and every so-many-th is taken: each group has its share.
    """
    every = [
        (document, said)
        for document, those in zip(documents, found, strict=True)
        for said in those
        if said.of == "text" and said.block not in FOREIGN_BLOCKS
    ]
    drawn = random.Random(seed)
    drawn.shuffle(every)
    every.sort(key=lambda one: (one[0].outlet or "", one[1].form, band(one[1].confidence)))
    if len(every) <= count:
        return every
    step, first = len(every) / count, drawn.random()
    return [every[int((index + first) * step)] for index in range(count)]


def band(confidence: float) -> str:
    """The band of a confidence, by its lower end."""
    return f"{max(low for low in _BANDS if low <= max(confidence, 0.0)):.2f}"


def table(sample: Iterable[tuple[Document, Said]]) -> str:
    """The sample as a table of tab-separated values with a head line and an empty column for the verdicts."""
    return write_rows(COLUMNS, (_row(document, said) for document, said in sample))


def _row(document: Document, said: Said) -> dict[str, str]:
    text, (start, stop) = document.text, (said.content[0].start, said.content[-1].stop)
    around = f"{text[max(start - _AROUND, 0) : start]} ⟦{text[start:stop]}⟧ {text[stop : stop + _AROUND]}"
    return {
        "speaker": line("; ".join(said.speakers)) or "–",
        "cue": line(text[said.cue.start : said.cue.stop]) if said.cue else "–",
        "content": " … ".join(line(text[piece.start : piece.stop]) for piece in said.content),
        "around": line(around),
        "title": line(document.title or ""),
        "rule": said.rule,
        "outlet": document.outlet or "",
        "form": said.form,
        "confidence": f"{said.confidence:.2f}",
        "article": document.id,
        "start": str(start),
        "stop": str(stop),
    }


def line(text: str) -> str:
    """One line, which no spreadsheet takes for a formula."""
    told = " ".join(text.split())
    return f"'{told}" if told.startswith(("=", "+", "-", "@")) else told


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A table of tab-separated values with a head line; columns that a row lacks stay empty, others are left out."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, dialect="excel-tab", extrasaction="ignore", restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read_verdicts(text: str, verdicts: Mapping[str, str] = VERDICTS) -> list[dict[str, str]]:
    """The judged rows of a sample; rows without a verdict are left out. Raises AuditError where one is not known."""
    rows = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text), dialect="excel-tab"), 2):
        verdict = (row.get("verdict") or "").strip().lower()
        if verdict and verdict not in verdicts:
            raise AuditError(f"row {number}: {verdict!r} is no verdict; there are: {', '.join(verdicts)}")
        if verdict:
            rows.append({name: (value or "") for name, value in row.items() if name} | {"verdict": verdict})
    return rows


def kept(rows: Iterable[Mapping[str, str]], columns: Sequence[str] = KEPT) -> str:
    """The verdicts with ids and offsets, as a table that quotes nothing and may be kept in the project."""
    return write_rows(columns, rows)


def precision(
    rows: Sequence[Mapping[str, str]], columns: Sequence[str] = ("form", "confidence", "outlet")
) -> Iterator[Precision]:
    """Precision of all, then by form, by band of confidence and by outlet, the greatest group first."""
    yield _precision("all", rows)
    for column in columns:
        groups: dict[str, list[Mapping[str, str]]] = {}
        for row in rows:
            name = band(float(row["confidence"] or 0)) if column == "confidence" else row[column]
            groups.setdefault(name, []).append(row)
        for name, those in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
            yield _precision(f"{column} {name or '–'}" + ("+" if column == "confidence" else ""), those)


def _precision(name: str, rows: Sequence[Mapping[str, str]]) -> Precision:
    return Precision(name, sum(row["verdict"] == "right" for row in rows), len(rows))


__all__ = [
    "COLUMNS", "KEPT", "VERDICTS", "AuditError", "Precision", "band", "draw_statements", "kept", "line", "precision",
    "read_verdicts", "table", "write_rows",
]  # fmt: skip
