"""A title's statement and the body's statement that it shortens."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from musnad.records import Article, Statement
from musnad.text.fold import fold_key
from musnad.text.words import bases

#: A title's statement shortens one of the body that holds this share of its words (chosen by eye on the seeds, 2026-11).
SHARE = 0.5


def shortened(titled: Sequence[Statement], body: Sequence[Statement], article: Article) -> tuple[Statement, ...]:
    """The title's statements, each with the id of the body's statement by the same speaker that holds most of its words.

    One without such a statement keeps ``shortens`` None: the title says more than its body.
    """
    return tuple(_linked(one, body, article) for one in titled)


def _linked(one: Statement, body: Sequence[Statement], article: Article) -> Statement:
    words = _words(article.title or "", one)
    best: tuple[float, str] | None = None
    for other in body:
        if not words or not _same_speaker(one, other):
            continue
        share = len(words & _words(article.text, other)) / len(words)
        if share >= SHARE and (best is None or share > best[0]):
            best = (share, other.id)
    return msgspec.structs.replace(one, shortens=best[1]) if best else one


def _same_speaker(one: Statement, other: Statement) -> bool:
    keys = {speaker.entity for speaker in one.speakers}
    return not keys or not other.speakers or any(speaker.entity in keys for speaker in other.speakers)


def _words(text: str, statement: Statement) -> set[str]:
    """Bare words of a statement's content, clitics left off."""
    content = " ".join(text[piece.start : piece.stop] for piece in statement.content)
    return {bases(word)[-1][1] for word in fold_key(content).split() if len(word) > 2}


__all__ = ["SHARE", "shortened"]
