"""The JSON Schema (2020-12) of every record, made from the records themselves."""

from __future__ import annotations

from typing import Any

from musnad import records
from musnad.records import SCHEMA, Record

#: What commands print with ``--json`` and libraries exchange; the parts of these are in ``$defs`` too.
ROOTS: tuple[type[Record], ...] = (
    records.Article, records.Reading, records.SetAside, records.Coverage, records.CopyGroup, records.Story,
    records.Saying, records.Disagreement, records.Check,
)  # fmt: skip


def build_schema(record: str | None = None) -> dict[str, Any]:
    """The schema of one record by its name, or of any of them; all records are in ``$defs``.

    Raises KeyError where there is no record of that name.
    """
    import msgspec

    everything = [kind for kind in vars(records).values() if _is_record(kind)]
    _, definitions = msgspec.json.schema_components(everything, ref_template="#/$defs/{name}")
    root = {"$ref": f"#/$defs/{record}"} if record else {"anyOf": [{"$ref": f"#/$defs/{r.__name__}"} for r in ROOTS]}
    if record and record not in definitions:
        raise KeyError(record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:musnad:record:{SCHEMA}" + (f":{record.lower()}" if record else ""),
        "title": f"Musnad {record or 'records'}, schema {SCHEMA}",
        "description": _about(),
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record) and kind is not Record


def _about() -> str:
    """The records' own account of spans, as one paragraph."""
    doc = (records.__doc__ or "").split("\n\n", 1)[-1]
    return " ".join(doc.split())


__all__ = ["ROOTS", "build_schema"]
