"""UIMA CAS XMI, as INCEpTION reads it: a ZIP with a file an article and the type system. Needs dkpro-cassis, an extra.

A stretch is a `webanno.custom.Saying` with its label, a relation a `webanno.custom.SayingRelation` from the statement to
the stretch. Offsets in the files are UTF-16 units, as UIMA counts; cassis converts them. Statements of titles are left
out: a CAS has one text, the article's.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from musnad.faces.exports.parts import parts_of, standing
from musnad.records import Reading
from musnad.store.answers import Said
from musnad.store.exporting import Exported
from musnad.store.frames import extra

SAYING, RELATION = "webanno.custom.Saying", "webanno.custom.SayingRelation"
_DOCUMENT = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_STRING = "uima.cas.String"
_TEXTS = ("label", "stance", "form", "speakers", "negated", "statement", "article", "version")


def type_system() -> Any:
    """The types of what is written."""
    types = extra("cassis", "export").TypeSystem()
    document = types.create_type(_DOCUMENT, "uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId", "documentUri", "collectionId"):
        types.create_feature(document, name, _STRING)
    saying = types.create_type(SAYING, "uima.tcas.Annotation")
    for name in _TEXTS:
        types.create_feature(saying, name, _STRING)
    types.create_feature(saying, "confidence", "uima.cas.Float")
    relation = types.create_type(RELATION, "uima.tcas.Annotation")
    types.create_feature(relation, "label", _STRING)
    for name in ("Governor", "Dependent"):
        types.create_feature(relation, name, saying)
    return types


def write_xmi(going: Iterable[Exported], path: Path, notes: dict[str, str]) -> int:
    """Write the ZIP; how many statements are in it."""
    types, count = type_system(), 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        _put(out, "TypeSystem.xml", types.to_xml())
        for one in going:
            said = [told for told in standing(one) if told.statement.of == "text"]
            count += len(said)
            _put(out, f"{one.article.id}.xmi", _cas(types, one, said, notes).to_xmi())
    return count


def _put(out: zipfile.ZipFile, name: str, text: str) -> None:
    """Under a fixed time, so that the same library gives the same bytes."""
    out.writestr(zipfile.ZipInfo(name), text.encode("utf-8"), zipfile.ZIP_DEFLATED)


def _cas(types: Any, one: Exported, said: list[Said], notes: dict[str, str]) -> Any:
    article = one.article
    cas = extra("cassis", "export").Cas(types, sofa_string=article.text, sofa_mime="text/plain")
    cas.add(types.get_type(_DOCUMENT)(
        begin=0, end=len(article.text), language="ar", documentTitle=article.title, documentId=f"{article.id}-{article.version}",
        documentUri=article.url, collectionId=notes.get("name"),
    ))  # fmt: skip
    for told in said:
        _add(cas, types, told, one.reading)
    return cas


def _add(cas: Any, types: Any, said: Said, reading: Reading) -> None:
    saying, relation, told, first = types.get_type(SAYING), types.get_type(RELATION), said.statement, None
    names = [one.name for one in told.speakers] if said.speaker is None else [said.speaker]
    for part in parts_of(told, reading):
        facts: dict[str, Any] = {"begin": part.span.start, "end": part.span.stop, "label": part.label, "statement": told.id,
                                 "article": said.article.id, "version": said.article.version}  # fmt: skip
        if first is None:
            facts |= {"stance": told.cue.stance, "form": told.form, "speakers": " + ".join(filter(None, names)),
                      "negated": str(told.negated).lower(), "confidence": told.confidence}  # fmt: skip
        made = saying(**facts)
        cas.add(made)
        first = first or made
        if made is not first:
            cas.add(relation(begin=made.begin, end=made.end, label=part.label, Governor=first, Dependent=made))


__all__ = ["RELATION", "SAYING", "type_system", "write_xmi"]
