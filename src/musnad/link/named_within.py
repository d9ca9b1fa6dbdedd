"""Whom a statement speaks of, and for whom its speaker speaks: the mentions inside its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from musnad.find.phrases import noun_phrase_end, starts_phrase
from musnad.find.scene import Scene
from musnad.link.mentions import Mentions
from musnad.link.options import Spoken
from musnad.records import Mention, Span, Speaker
from musnad.text.lexicon import forms

_IN_NAME_OF = frozenset(forms("circumstances", "in-name-of"))


class Within:
    """The mentions of a text in its order; `of` gives those inside a span."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda one: one.span)

    def of(self, span: Span) -> Iterator[Mention]:
        """Mentions that lie inside a span, in the order of the text."""
        first = bisect_left(self._mentions, span.start, key=lambda one: one.span.start)
        for mention in self._mentions[first:]:
            if mention.span.start >= span.stop:
                return
            if mention.span.stop <= span.stop:
                yield mention

    def about(self, content: Sequence[Span]) -> tuple[str, ...]:
        """Keys of the entities that a content names, each once, in the order of their first mention there."""
        return tuple(dict.fromkeys(one.entity for span in content for one in self.of(span)))


def with_principals(scene: Scene, spoken: Sequence[Spoken], mentions: Mentions, known: Within) -> tuple[Spoken, ...]:
    """Spokesmen with whom they speak for («المتحدث باسم الوزارة»), also where they go on later; `mentions` takes in whom
    that names."""
    principals: dict[str | None, str | None] = {}
    made = []
    for one in spoken:
        speakers = tuple(_with_principal(scene, speaker, mentions, known) for speaker in one.speakers)
        principals |= {speaker.entity: speaker.on_behalf_of for speaker in speakers if speaker.on_behalf_of}
        made.append(replace(one, speakers=tuple(_again(speaker, principals) for speaker in speakers)))
    return tuple(made)


def _again(speaker: Speaker, principals: dict[str | None, str | None]) -> Speaker:
    if speaker.on_behalf_of is not None or speaker.entity not in principals:
        return speaker
    return msgspec.structs.replace(speaker, on_behalf_of=principals[speaker.entity])


def _with_principal(scene: Scene, speaker: Speaker, mentions: Mentions, known: Within) -> Speaker:
    if speaker.span is None or speaker.on_behalf_of is not None:
        return speaker
    first, stop = scene.index_after(speaker.span.start), scene.index_after(speaker.span.stop)
    at = next((index + 1 for index in range(first, stop) if scene.norm(index) in _IN_NAME_OF), stop)
    own = (scene.index_after(one.span.start) for one in known.of(speaker.span) if one.entity == speaker.entity)
    end = min((start for start in own if start > at), default=stop)
    while end > at and scene.words[end - 1].kind == "mark":
        end -= 1
    if at >= end or not starts_phrase(scene, at):
        return speaker
    key, _ = mentions.phrase(at, min(end, noun_phrase_end(scene, at, end)))
    return speaker if key == speaker.entity else msgspec.structs.replace(speaker, on_behalf_of=key)


__all__ = ["Within", "with_principals"]
