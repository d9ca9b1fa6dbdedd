"""A citation in the forms that people hand on: a sentence, Markdown, BibTeX, RIS, and W3C Web Annotation.

What the article does not tell is left out; nothing is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from musnad import __version__
from musnad.faces.exports.addresses import iri, utc
from musnad.faces.reader.words import Words
from musnad.store.answers import Citation

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_TEX = re.compile(r"[\\{}$&#%_^~]")
_TEX_NAMES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def plain(one: Citation, words: Words) -> str:
    """The citation as a sentence: speaker, quotation, chain, article, day, address, version."""
    return ". ".join(part for part in (_quoted(one, words), *_source(one, words)) if part)


def markdown(one: Citation, words: Words) -> str:
    """The quotation as a block, with its source beneath."""
    quote = "\n".join(f"> {_markdown(line)}" for line in one.quote.splitlines())
    source = ". ".join(_markdown(part) for part in (_who(one, words), *_source(one, words)) if part)
    return f"{quote}\n>\n> — {source}\n"


def bibtex(one: Citation, words: Words) -> str:
    """An entry ``@online`` of biblatex: the article, with quotation, speaker and chain in its note."""
    note = ". ".join((_quoted(one, words), _through(one, words), words("cite.version", version=one.article.version, id=one.id)))
    fields = {
        "author": f"{{{_tex(one.author)}}}" if one.author else "",
        "title": _tex(one.article.title or ""),
        "organization": _tex(one.article.outlet or ""),
        "date": (one.article.published or "")[:10],
        "url": iri(one.article.url or ""),
        "urldate": (one.fetched or "")[:10],
        "note": _tex(note.replace(". . ", ". ")),
        "langid": "arabic",
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{musnad-{one.id},\n{rows}}}\n"


def ris(one: Citation, words: Words) -> str:
    """A record of RIS, type NEWS; lines end as the format wants it."""
    fields = [
        ("TY", "NEWS"), ("ID", f"musnad-{one.id}"), ("AU", one.author), ("TI", one.article.title), ("T2", one.article.outlet),
        ("DA", (one.article.published or "")[:10].replace("-", "/")), ("UR", iri(one.article.url or "")),
        ("AB", _quoted(one, words)), ("N1", _through(one, words)),
        ("N1", words("cite.version", version=one.article.version, id=one.id)), ("LA", "ar"),
    ]  # fmt: skip
    rows = [f"{name}  - {' '.join(value.split())}" for name, value in fields if value]
    return "\r\n".join([*rows, "ER  - ", ""])


def annotation(one: Citation, words: Words) -> str:  # noqa: ARG001
    """A Web Annotation (W3C, 2017) in JSON-LD: `annotation_facts` with their context."""
    return msgspec.json.encode({"@context": ANNOTATION_CONTEXT, **annotation_facts(one)}).decode() + "\n"


def annotation_facts(one: Citation) -> dict[str, Any]:
    """A Web Annotation: who said it as its body, the words in the article as its target. Positions are code points of the
    article's text; words of a title are told by quotation only. The state is when the page was fetched, else published, where
    the moment is known with its zone."""
    selectors: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", "exact": one.quote, "prefix": one.prefix, "suffix": one.suffix}
    ]
    if one.of == "text":
        start, stop = min(span.start for span in one.spans), max(span.stop for span in one.spans)
        selectors.append({"type": "TextPositionSelector", "start": start, "end": stop})
    source = iri(one.article.url) if one.article.url else f"urn:musnad:article:{one.article.id}"
    when = utc(one.fetched) or utc(one.article.published)
    bodies = [{"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "language": "ar", "value": name}
              for name in one.speakers]  # fmt: skip
    return {
        "id": f"urn:musnad:statement:{one.id}", "type": "Annotation", "motivation": "identifying",
        "generator": {"type": "Software", "name": f"Musnad {__version__}"},
        **({"body": bodies} if bodies else {}),
        "target": {"source": source, "selector": selectors,
                   **({"state": {"type": "TimeState", "sourceDate": when}} if when else {})},
    }  # fmt: skip


#: The forms by the names that `musnad cite --as` knows.
FORMS: dict[str, Callable[[Citation, Words], str]] = {
    "plain": plain, "markdown": markdown, "bibtex": bibtex, "ris": ris, "annotation": annotation,
}  # fmt: skip


def _quoted(one: Citation, words: Words) -> str:
    return f"{_who(one, words)}: «{one.quote}»"


def _who(one: Citation, words: Words) -> str:
    names = words("page.comma").join(one.speakers) or words("said.unnamed")
    return f"{names} [{words('said.negated')}]" if one.negated else names


def _through(one: Citation, words: Words) -> str:
    return words("cite.through", chain=words("page.comma").join(one.chain)) if len(one.chain) > 1 else ""


def _source(one: Citation, words: Words) -> list[str]:
    article = one.article
    where = [f"«{article.title}»" if article.title else "", article.outlet or "", words.date(article.published)]
    return [
        _through(one, words), words("page.comma").join(part for part in where if part), article.url or "",
        words("cite.version", version=article.version, id=one.id),
    ]  # fmt: skip


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)


def _tex(text: str) -> str:
    return _TEX.sub(lambda found: _TEX_NAMES.get(found[0], f"\\{found[0]}"), " ".join(text.split()))


__all__ = ["ANNOTATION_CONTEXT", "FORMS", "annotation", "annotation_facts", "bibtex", "markdown", "plain", "ris"]
