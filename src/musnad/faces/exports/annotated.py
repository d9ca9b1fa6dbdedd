"""What annotators marked, back from Label Studio and INCEpTION: ids and offsets, no text. Made for files that `label-studio`
and `xmi` exports were loaded from; what these tools do not hold is not made up."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from musnad.faces.exports.parts import LABELS, Label
from musnad.faces.exports.xmi import RELATION, SAYING
from musnad.records import Of, Record, Span
from musnad.store.frames import extra


class MarkedStatement(Record, frozen=True):
    """A statement as it was marked: spans in code points, into the title where `of` says so. `id`: the statement of Musnad's
    that it began as, None for one that the annotator added."""

    content: tuple[Span, ...]
    of: Of = "text"
    id: str | None = None
    speakers: tuple[Span, ...] = ()
    cue: Span | None = None
    via: tuple[Span, ...] = ()
    to: Span | None = None


class Marked(Record, frozen=True):
    """What one annotator marked in a version of an article; `by` is as the tool names them."""

    id: str
    version: str
    statements: tuple[MarkedStatement, ...]
    by: str | None = None


class BadAnnotations(ValueError):
    """A file that is no export of these tools, or not of ours; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class _Region:
    key: Any
    label: Label
    span: Span
    of: Of = "text"
    statement: str | None = None


def read_annotated(path: Path) -> Iterator[Marked]:
    """What is marked in a JSON export of Label Studio, or in a ZIP of UIMA CAS XMI. Raises BadAnnotations, OSError."""
    if zipfile.is_zipfile(path):
        yield from _from_xmi(path)
        return
    try:
        tasks = json.loads(path.read_bytes())
        yield from [marked for task in tasks for marked in _from_task(task)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadAnnotations(f"{path}: no JSON export of Label Studio with Musnad's tasks ({error})") from error


def _from_task(task: dict[str, Any]) -> Iterator[Marked]:
    """An annotator's work a time; predictions are Musnad's own and none."""
    for one in task.get("annotations", []):
        if one.get("was_cancelled"):
            continue
        regions = [_region(result) for result in one["result"] if result["type"] == "labels"]
        pairs = [(result["from_id"], result["to_id"]) for result in one["result"] if result["type"] == "relation"]
        by = one.get("completed_by")
        yield Marked(
            id=task["data"]["id"], version=task["data"]["version"], by=None if by is None else _name(by),
            statements=_statements([region for region in regions if region], pairs),
        )  # fmt: skip


def _name(by: Any) -> str:
    return str(by.get("email") or by.get("id")) if isinstance(by, dict) else str(by)


def _region(result: dict[str, Any]) -> _Region | None:
    value = result["value"]
    label = next((label for label in value["labels"] if label in LABELS), None)
    if label is None:
        return None
    key = str(result["id"])
    began = key if label == "statement" and key.startswith("s") and len(key) == 17 else None
    return _Region(key, label, Span(int(value["start"]), int(value["end"])), cast(Of, result["to_name"]), began)


def _from_xmi(path: Path) -> Iterator[Marked]:
    """The files of a ZIP, with the type system that lies in it."""
    cassis = extra("cassis", "export")
    with zipfile.ZipFile(path) as packed:
        try:
            types = cassis.load_typesystem(packed.read("TypeSystem.xml").decode("utf-8"))
            for name in sorted(packed.namelist()):
                if name.endswith(".xmi"):
                    yield _from_cas(cassis.load_cas_from_xmi(packed.read(name).decode("utf-8"), typesystem=types), name)
        except (KeyError, ValueError, AttributeError) as error:
            raise BadAnnotations(f"{path}: no ZIP of XMI files with the layers of `musnad export xmi` ({error})") from error


def _from_cas(cas: Any, name: str) -> Marked:
    found = list(cas.select(SAYING))
    regions = [_marked(one) for one in found if one.label in LABELS]
    pairs = [(one.Governor.xmiID, one.Dependent.xmiID) for one in cas.select(RELATION) if one.Governor and one.Dependent]
    known = next(((one.article, one.version) for one in found if one.article and one.version), None)
    key, version = known or (name.rpartition("/")[2].removesuffix(".xmi"), "")
    return Marked(id=key, version=version, statements=_statements(regions, pairs))


def _marked(one: Any) -> _Region:
    began = one.statement if one.label == "statement" else None
    return _Region(one.xmiID, one.label, Span(one.begin, one.end), "text", began)


def _statements(regions: Iterable[_Region], pairs: Iterable[tuple[Any, Any]]) -> tuple[MarkedStatement, ...]:
    """Each marked statement with what is related to it, whichever way the relation was drawn; in the order of the text."""
    known = {one.key: one for one in regions}
    related: dict[Any, list[_Region]] = {}
    for pair in pairs:
        ends = [known[key] for key in pair if key in known]
        heads = [one for one in ends if one.label == "statement"]
        if len(ends) == 2 and heads:
            related.setdefault(heads[0].key, []).extend(one for one in ends if one is not heads[0])
    heads = sorted((one for one in known.values() if one.label == "statement"), key=lambda one: (one.of, one.span))
    return tuple(_statement(one, related.get(one.key, [])) for one in heads)


def _statement(head: _Region, parts: list[_Region]) -> MarkedStatement:
    spans = {label: tuple(sorted(one.span for one in parts if one.label == label and one.of == head.of)) for label in LABELS}
    return MarkedStatement(
        content=tuple(sorted((head.span, *spans["continued"]))), of=head.of, id=head.statement, speakers=spans["speaker"],
        cue=next(iter(spans["cue"]), None), via=spans["relay"], to=next(iter(spans["addressee"]), None),
    )  # fmt: skip


__all__ = ["BadAnnotations", "Marked", "MarkedStatement", "read_annotated"]
