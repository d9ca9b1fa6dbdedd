"""What Musnad reads, in a `Doc` of spaCy: names as entities, statements, cues, speakers and relays as groups of spans.

    doc = to_doc(text, published="2025-08-17")
    [(span.text, span.label_, span._.musnad.speakers) for span in doc.spans["statements"]]

`to_doc` cuts tokens so that every span falls on them. In a pipeline of your own, ``nlp.add_pipe("musnad")`` does the same to
the tokens that are there; spans are then widened to whole tokens. Needs spaCy, an extra.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from musnad.api import read_text
from musnad.records import EntityKind, Reading, Statement
from musnad.store.frames import extra

#: A word with its vowel marks, white space, or another sign.
_TOKEN = re.compile(r"(?:\w[\u0640\u064b-\u065f\u0670]*)+|\s+|[^\w\s]")
#: Labels of entities as spaCy's models of other languages have them.
LABELS: dict[EntityKind, str] = {
    "person": "PER", "body": "ORG", "place": "LOC", "group": "GRP", "unnamed": "MISC", "document": "DOC",
}  # fmt: skip


def to_doc(text: str, reading: Reading | None = None, *, vocab: Any = None, **known: Any) -> Any:
    """The `Doc` of a text, by its reading, or read now with what is `known` (as `read_text` takes it). Spans with the text's
    offsets; those of titles are left out. Raises MissingExtra."""
    spacy = extra("spacy", "spacy")
    found = reading if reading is not None else read_text(text, **known)
    words, spaces = _tokens(text, found)
    doc = extra("spacy.tokens", "spacy").Doc(vocab or spacy.blank("ar").vocab, words=words, spaces=spaces)
    return annotate(doc, found)


def annotate(doc: Any, reading: Reading) -> Any:
    """Put a reading of a Doc's text into it. `doc._.musnad` is the reading, `span._.musnad` the statement."""
    _extend()
    doc._.musnad = reading
    kinds = {entity.key: entity.kind for entity in reading.entities}
    names = [_span(doc, one.span, LABELS[kinds[one.entity]]) for one in reading.mentions
             if one.of == "text" and one.how == "name" and one.entity in kinds]  # fmt: skip
    doc.ents = extra("spacy.util", "spacy").filter_spans([*filter(None, names), *doc.ents])
    groups: dict[str, list[Any]] = {"statements": [], "cues": [], "speakers": [], "relays": []}
    for told in reading.statements:
        for group, place, label in _places(told):
            span = _span(doc, place, label) if told.of == "text" else None
            if span is not None:
                span._.musnad = told
                groups[group].append(span)
    doc.spans.update(groups)
    return doc


def _places(told: Statement) -> Iterator[tuple[str, tuple[int, int], str]]:
    yield from (("statements", span, told.cue.stance) for span in told.content)
    if told.cue.span is not None:
        yield "cues", told.cue.span, told.cue.stance
    yield from (("speakers", one.span, one.how) for one in told.speakers if one.span is not None)
    yield from (("relays", span, "relay") for span in told.via)


def _span(doc: Any, place: tuple[int, int], label: str) -> Any:
    return doc.char_span(*place, label=label, alignment_mode="expand") if place[0] < place[1] else None


def _tokens(text: str, reading: Reading) -> tuple[list[str], list[bool]]:
    """Words, and whether one space follows each; cut at both ends of every span."""
    ends = {at for told in reading.statements if told.of == "text" for _, place, _ in _places(told) for at in place}
    ends |= {at for one in reading.mentions if one.of == "text" for at in one.span}
    cuts = sorted({0, len(text)} | ends | {at for match in _TOKEN.finditer(text) for at in match.span()})
    words: list[str] = []
    spaces: list[bool] = []
    for piece in (text[start:stop] for start, stop in pairwise(cuts)):
        if piece == " " and words and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
        else:
            words.append(piece)
            spaces.append(False)
    return words, spaces


def _extend() -> None:
    tokens = extra("spacy.tokens", "spacy")
    for kind in (tokens.Doc, tokens.Span):
        if not kind.has_extension("musnad"):
            kind.set_extension("musnad", default=None)


class Component:
    """A component of a pipeline of spaCy: reads each text; outlet and day of publication are those of all its texts."""

    def __init__(self, outlet: str | None = None, published: str | None = None) -> None:
        self.outlet = outlet
        self.published = published

    def __call__(self, doc: Any) -> Any:
        return annotate(doc, read_text(doc.text, outlet=self.outlet, published=self.published))


def make_component(nlp: Any, name: str, outlet: str | None, published: str | None) -> Component:  # noqa: ARG001
    """The factory that spaCy knows as ``musnad``."""
    return Component(outlet, published)


_DEFAULTS = {"outlet": None, "published": None}
extra("spacy.language", "spacy").Language.factory("musnad", default_config=_DEFAULTS, func=make_component)

__all__ = ["LABELS", "Component", "annotate", "make_component", "to_doc"]
