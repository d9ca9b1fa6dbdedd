"""Articles with their statements for the web and for annotation tools: schema.org JSON-LD, a collection of W3C Web
Annotations, Label Studio. Each is one file, written article by article; the writers give how many statements they wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from musnad.faces.exports.addresses import iri
from musnad.faces.exports.citations import ANNOTATION_CONTEXT, annotation_facts
from musnad.faces.exports.parts import asserted, parts_of, standing
from musnad.faces.exports.xmi import write_xmi
from musnad.records import Article, Of, Speaker, Statement
from musnad.store.answers import Said
from musnad.store.citing import citation_of
from musnad.store.exporting import Exported

#: Terms of schema.org, so that no processor has to fetch a context.
_CONTEXT = {
    "@vocab": "https://schema.org/", "url": {"@type": "@id"}, "isPartOf": {"@type": "@id"}, "appearance": {"@type": "@id"},
}  # fmt: skip
#: What speaks but is no person: a capital speaks for its government.
_KINDS = {"body": "Organization", "group": "Organization", "place": "Organization"}


def write_json_ld(going: Iterable[Exported], path: Path, notes: dict[str, str]) -> int:  # noqa: ARG001
    """A graph of schema.org: articles as NewsArticle, direct speech as Quotation, what is told indirectly as Claim."""
    head = {"@context": _CONTEXT}
    return _write(path, head, "@graph", (_graph(one) for one in going), {})


def _graph(one: Exported) -> tuple[list[dict[str, Any]], int]:
    said = asserted(one)
    return [_news_article(one.article), *(_told(one, told) for told in said)], len(said)


def _address(article: Article) -> str:
    return f"urn:musnad:article:{article.id}"


def _news_article(article: Article) -> dict[str, Any]:
    outlet = {"@type": "NewsMediaOrganization", "name": article.outlet} if article.outlet else None
    return _known({
        "@id": _address(article), "@type": "NewsArticle", "headline": article.title,
        "url": iri(article.url) if article.url else None, "datePublished": article.published, "publisher": outlet,
        "creditText": article.author, "inLanguage": "ar",
        "version": article.version,
    })  # fmt: skip


def _told(one: Exported, said: Said) -> dict[str, Any]:
    """A statement; `citation` names those who passed it on between the outlet and the speaker, and documents that speak."""
    told, speakers = said.statement, _speakers(one, said)
    papers = [name for name, kind in speakers if kind == "document"]
    named = [{"@type": _KINDS.get(kind, "Person"), "name": name} for name, kind in speakers if kind != "document"]
    relays = [link.name for link in told.chain if link.kind not in ("outlet", "person", "unnamed")]
    is_direct = told.form != "indirect"
    return _known({
        "@id": f"urn:musnad:statement:{told.id}", "@type": "Quotation" if is_direct else "Claim",
        "text": " … ".join(said.texts), "spokenByCharacter" if is_direct else "author": named,
        "isPartOf" if is_direct else "appearance": _address(one.article), "citation": list(dict.fromkeys([*relays, *papers])),
        "inLanguage": "ar", "dateCreated": told.said,
    })  # fmt: skip


def _speakers(one: Exported, said: Said) -> list[tuple[str, str]]:
    """The speakers of a statement with what they are; a name that a person put is what the article has under that name."""
    entities = one.reading.entities
    if said.speaker is not None:
        kinds = {entity.name: entity.kind for entity in entities}
        return [(said.speaker, kinds.get(said.speaker, "person"))] if said.speaker else []
    by_key = {entity.key: entity.kind for entity in entities}
    return [(speaker.name, by_key.get(speaker.entity or "", "person")) for speaker in said.statement.speakers]


def write_annotations(going: Iterable[Exported], path: Path, notes: dict[str, str]) -> int:
    """An AnnotationCollection (W3C, 2017) with one page, an annotation a statement."""
    head = {"@context": ANNOTATION_CONTEXT, "id": f"urn:musnad:export:{notes['state']}", "type": "AnnotationCollection",
            "label": notes["name"]}  # fmt: skip
    page = {"id": f"urn:musnad:export:{notes['state']}:1", "type": "AnnotationPage", "startIndex": 0}
    return _write(path, head, "items", (_annotations(one) for one in going), page)


def _annotations(one: Exported) -> tuple[list[dict[str, Any]], int]:
    found = [annotation_facts(citation_of(one.article, _put_right(said))) for said in asserted(one)]
    return found, len(found)


def _put_right(said: Said) -> Statement:
    """The statement with the speaker that a person named."""
    if said.speaker is None:
        return said.statement
    name = said.speaker
    speakers = (Speaker(entity=None, name=name, how="named"),) if name else ()
    return msgspec.structs.replace(said.statement, speakers=speakers)


def write_label_studio(going: Iterable[Exported], path: Path, notes: dict[str, str]) -> int:  # noqa: ARG001
    """Tasks of Label Studio with predictions; offsets are code points, as its text counts."""
    return _write(path, None, "", (_task(one) for one in going), {})


def _task(one: Exported) -> tuple[list[dict[str, Any]], int]:
    article, said = one.article, standing(one)
    data = {"id": article.id, "version": article.version, "text": article.text, "title": article.title or "",
            "outlet": article.outlet or "", "published": article.published or "", "url": article.url or ""}  # fmt: skip
    result = [region for told in said for region in _regions(one, told)]
    score = sum(told.statement.confidence for told in said) / len(said) if said else None
    prediction = {"model_version": one.reading.made_by, "result": result, **({} if score is None else {"score": score})}
    return [{"data": data, "predictions": [prediction]}], len(said)


def _regions(one: Exported, said: Said) -> Iterator[dict[str, Any]]:
    of: Of = said.statement.of
    source = one.article.source(of)
    for part in parts_of(said.statement, one.reading):
        start, stop = part.span
        yield {
            "id": part.id, "type": "labels", "from_name": f"{of}_labels", "to_name": of,
            "value": {"start": start, "end": stop, "text": source[start:stop], "labels": [part.label]},
        }  # fmt: skip
        if part.label != "statement":
            ends = {"from_id": said.statement.id, "to_id": part.id}
            yield {"type": "relation", **ends, "direction": "right", "labels": [part.label]}


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in facts.items() if value not in (None, [], "")}


def _write(
    path: Path, head: dict[str, Any] | None, key: str, groups: Iterable[tuple[list[dict[str, Any]], int]], page: dict[str, Any]
) -> int:
    """Write a JSON list item by item, inside an object with `head` where there is one, and inside its page where that is
    given: then the page's head comes first, and the count behind it."""
    opening, closing = _around(head, key, page)
    count, comma = 0, b"\n"
    with path.open("wb") as out:
        out.write(opening)
        for items, number in groups:
            count += number
            for item in items:
                out.write(comma + msgspec.json.encode(item))
                comma = b",\n"
        out.write(closing.replace(b"#", str(count).encode()) + b"\n")
    return count


def _around(head: dict[str, Any] | None, key: str, page: dict[str, Any]) -> tuple[bytes, bytes]:
    if head is None:
        return b"[", b"\n]"
    start = msgspec.json.encode(head)[:-1]
    if not page:
        return start + b',"' + key.encode() + b'":[', b"\n]}"
    inner = msgspec.json.encode(page)[:-1] + b',"' + key.encode() + b'":['
    return start + b',"first":' + inner, b'\n]},"total":#}'


#: The writers by the names that `musnad export` knows, with the ending of their files.
DOCUMENTS: dict[str, tuple[str, Callable[[Iterable[Exported], Path, dict[str, str]], int]]] = {
    "json-ld": ("jsonld", write_json_ld), "annotation": ("annotations.jsonld", write_annotations),
    "label-studio": ("label-studio.json", write_label_studio), "xmi": ("xmi.zip", write_xmi),
}  # fmt: skip

__all__ = ["DOCUMENTS", "write_annotations", "write_json_ld", "write_label_studio"]
