"""The JSON Schema (2020-12) of every record, made from the records themselves."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

from musnad import records
from musnad.records import SCHEMA, Record
from musnad.store import answers


def build_schema(record: str | None = None) -> dict[str, Any]:
    """The schema of one record by its name; without a name only the definitions of all, in ``$defs``.

    Raises KeyError where there is no record of that name.
    """
    import msgspec

    kinds = {name: kind for module in (records, answers) for name, kind in vars(module).items() if _is_record(kind)}
    _, definitions = msgspec.json.schema_components(kinds.values(), ref_template="#/$defs/{name}")
    if record and record not in definitions:
        raise KeyError(record)
    for definition in definitions.values():  # releases of msgspec differ in the indents of docstrings that they keep
        if "description" in definition:
            definition["description"] = cleandoc(definition["description"])
    definitions["Span"]["items"] = False
    definitions["Span"]["prefixItems"] = [{"type": "integer", "minimum": 0}] * 2
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:musnad:record:{SCHEMA}" + (f":{record.lower()}" if record else ""),
        "title": f"Musnad {record or 'records'}, schema {SCHEMA}",
        "description": _about(),
        **({"$ref": f"#/$defs/{record}"} if record else {}),
        "$defs": dict(sorted(definitions.items())),
    }


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record) and kind is not Record


def _about() -> str:
    """The records' own account of spans, as one paragraph."""
    doc = (records.__doc__ or "").split("\n\n", 1)[-1]
    return " ".join(doc.split())


__all__ = ["build_schema"]
