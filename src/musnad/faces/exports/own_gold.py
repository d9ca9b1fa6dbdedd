"""What annotators marked as a gold set of one's own: with the texts from the library, in the form that `musnad eval` reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from musnad.evaluate.gold import OWN_SET, Document, GoldEntity, GoldStatement, StatementsOf
from musnad.faces.exports.annotated import Marked, MarkedStatement
from musnad.library import Library
from musnad.records import Article, Complement, Form, Reading, SetAside, Span
from musnad.store.errors import LibraryError

#: What opens and closes quoted words.
_QUOTES = {"«": "»", '"': '"', "“": "”", "”": "“", "„": "“", "'": "'", "‹": "›"}


def own_gold(library: Library, marked: Iterable[Marked]) -> tuple[list[tuple[Document, StatementsOf]], list[SetAside]]:
    """The documents of marked articles with their statements; and those articles that the library has not, or has in another
    version now, so that offsets would go into other words."""
    kept, aside = [], []
    for one in marked:
        try:
            article, reading = library.article(one.id)
        except LibraryError as error:
            aside.append(SetAside(where=one.id, reason="unknown-id", detail=str(error)))
            continue
        if article.version != one.version:
            detail = f"marked in version {one.version or '?'}, the library has {article.version}"
            aside.append(SetAside(where=one.id, reason="other-version", detail=detail))
            continue
        kept.append((_document(article), gold_of(one, article, reading)))
    return kept, aside


def write_own_gold(folder: Path, gold: Iterable[tuple[Document, StatementsOf]]) -> None:
    """Write a folder that `musnad eval statements --gold FOLDER --set mine` reads. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs = list(gold)
    files: dict[str, list[Any]] = {
        f"statements.{OWN_SET}.docs": [one for one, _ in pairs], f"statements.{OWN_SET}": [one for _, one in pairs],
    }  # fmt: skip
    for name, rows in files.items():
        (folder / f"{name}.jsonl").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def _document(article: Article) -> Document:
    return Document(
        id=article.id, text=article.text, title=article.title, outlet=article.outlet, url=article.url,
        published=article.published, author=article.author,
    )  # fmt: skip


def gold_of(marked: Marked, article: Article, reading: Reading) -> StatementsOf:
    """The marked statements of a text, those of titles left out. Who speaks is known by the words that were marked; form and
    complement by the quotation marks around the content."""
    people: dict[str, GoldEntity] = {}
    statements = []
    for one in marked.statements:
        if one.of == "text":
            keys = tuple(dict.fromkeys(_entity(people, span, article, reading) for span in one.speakers))
            statements.append(_gold(one, keys, article.text))
    return StatementsOf(id=article.id, entities=tuple(people.values()), statements=tuple(statements))


def _entity(people: dict[str, GoldEntity], span: Span, article: Article, reading: Reading) -> str:
    """The key of a marked speaker, by its words: these, and the names that stand inside them."""
    words = article.text[span.start : span.stop]
    inside = [one for one in reading.mentions
              if one.of == "text" and span.start <= one.span.start and one.span.stop <= span.stop]  # fmt: skip
    kinds = {entity.key: entity.kind for entity in reading.entities}
    names = dict.fromkeys(article.text[one.span.start : one.span.stop] for one in inside if one.how == "name")
    kind = next((kinds[one.entity] for one in inside if one.entity in kinds), "person")
    made = GoldEntity(key=f"e{len(people) + 1}", kind=kind, aliases=tuple(dict.fromkeys([words, *names])))
    return people.setdefault(words, made).key


def _gold(one: MarkedStatement, who: tuple[str, ...], text: str) -> GoldStatement:
    form, complement = _form(one.content, text)
    first = min(one.speakers, default=None)
    return GoldStatement(
        content=one.content, who=who, form=form, complement=complement, cue=one.cue, speaker=first, to=one.to, via=one.via,
    )  # fmt: skip


def _form(content: tuple[Span, ...], text: str) -> tuple[Form, Complement]:
    """Direct where every part stands between quotation marks, mixed where some of its words do."""
    quoted = [_is_quoted(span, text) for span in content]
    if all(quoted):
        return "direct", "quote"
    has_some = any(char in text[span.start : span.stop] for span in content for char in "«“\"")
    return ("mixed" if has_some or any(quoted) else "indirect"), "clause"


def _is_quoted(span: Span, text: str) -> bool:
    words = text[max(0, span.start - 1) : span.stop + 1].strip()
    return len(words) > 1 and _QUOTES.get(words[0]) == words.rstrip(".،,!؟")[-1:]


__all__ = ["gold_of", "own_gold", "write_own_gold"]
