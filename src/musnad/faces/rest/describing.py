"""What the OpenAPI page says of bodies and answers: the records' own schema, their forms, and the problems."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from musnad.faces.exports.json_schema import build_schema

_REF = "#/components/schemas/"
_CURSOR: dict[str, Any] = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What is wrong (RFC 9457); `errors` names the parameters that are to blame.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object", "required": ["name", "where", "reason"],
                "properties": {key: {"type": "string"} for key in ("name", "where", "reason")},
            },
        },
    },
}  # fmt: skip
WRONG: dict[int | str, dict[str, Any]] = {
    str(code): {"description": text, "content": {"application/problem+json": {"schema": {"$ref": f"{_REF}Problem"}}}}
    for code, text in (
        ("4XX", "Something in the request is wrong."),
        ("422", "A parameter cannot be taken."),
        ("5XX", "It cannot be answered now."),
    )
}  # fmt: skip


def ref(name: str) -> dict[str, Any]:
    """A reference to a record's schema."""
    return {"$ref": _REF + name}


def listed(*names: str, csv: bool = False, covered: bool = True) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that gives a list of records."""
    item = ref(names[0]) if len(names) == 1 else {"anyOf": [ref(name) for name in names]}
    total = {"type": "integer", "minimum": 0, "description": "How many there are in all."}
    facts: dict[str, Any] = {"items": {"type": "array", "items": item}, "total": total, "next": _CURSOR}
    if covered:
        facts["coverage"] = ref("Coverage")
    return _answers({"type": "object", "required": list(facts), "properties": facts}, csv=csv)


def single(name: str, *, covered: bool = True, paged: bool = False, csv: bool = False) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that gives one record; with what it covers beside it, where the record does not have that."""
    more = ({"coverage": ref("Coverage")} if covered else {}) | ({"next": _CURSOR} if paged else {})
    if not more:
        return _answers(ref(name), csv=csv)
    return _answers({"allOf": [ref(name), {"type": "object", "required": list(more), "properties": more}]}, csv=csv)


def _answers(schema: dict[str, Any], *, csv: bool) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {
        "application/json": {"schema": schema},
        "application/x-ndjson": {"schema": {"type": "string", "description": "A record a line, as the commands print them."}},
    }
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    unchanged = {"description": "Nothing has changed since the answer whose tag was sent."}
    return {200: {"description": "The answer.", "content": content}, 304: unchanged, **WRONG}


def body_of(kind: type, *, plain: bool = True) -> dict[str, Any]:
    """The body that a route takes: a record as JSON, and maybe its text as plain text."""
    content: dict[str, Any] = {"application/json": {"schema": ref(kind.__name__)}}
    if plain:
        content["text/plain"] = {"schema": {"type": "string", "minLength": 1}}
    return {"requestBody": {"required": True, "content": content}}


def describe(app: FastAPI, bodies: tuple[type, ...]) -> dict[str, Any]:
    """The OpenAPI page of an application, with the schemas of the records and of these bodies."""
    if not app.openapi_schema:
        page = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        records = build_schema()["$defs"]
        _, more = msgspec.json.schema_components(bodies, ref_template=_REF + "{name}")
        schemas = {**records, **more, "Problem": _PROBLEM}
        page["components"] = {"schemas": _moved(schemas)}
        app.openapi_schema = page
    return app.openapi_schema


def _moved(value: Any) -> Any:
    """Schemas whose references lead to where OpenAPI keeps them."""
    if isinstance(value, dict):
        return {key: _moved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item) for item in value]
    return value.replace("#/$defs/", _REF) if isinstance(value, str) and value.startswith("#/$defs/") else value


__all__ = ["WRONG", "body_of", "describe", "listed", "ref", "single"]
