"""Choices to learn from: among those who may speak in a statement, the one that the gold says."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from musnad.evaluate.judging import plain
from musnad.evaluate.learning import Choice
from musnad.evaluate.lessons import Lesson
from musnad.evaluate.measures import WordSpans, match
from musnad.find.statements import find_drafts
from musnad.link.entities import Register
from musnad.link.options import Asked, Option
from musnad.link.speakers import resolve, speakers_of
from musnad.link.weighing import features
from musnad.records import Speaker


def speaker_choices(lesson: Lesson) -> list[Choice]:
    """The choices of one document, each made with the right speakers of the statements before it."""
    teacher = _Teacher(lesson)
    resolve(lesson.scene, teacher.drafts, Register(), teacher.choose)
    return teacher.choices


class _Teacher:
    """Chooses as the gold says and writes down the choices; where the gold has no such statement, as the rules do."""

    def __init__(self, lesson: Lesson) -> None:
        self.drafts = find_drafts(lesson.scene)
        self.choices: list[Choice] = []
        self._document = lesson.document
        self._aliases = {one.key: frozenset(map(plain, one.aliases)) for one in lesson.marked.entities}
        words = WordSpans(lesson.document.text)
        gold = lesson.marked.statements
        pairs = match([words.touched(one.content) for one in self.drafts], [words.touched(one.content) for one in gold])
        self._who = {pair.found: frozenset(gold[pair.gold].who) for pair in pairs}

    def choose(self, asked: Asked, options: Sequence[Option]) -> tuple[int, None]:
        """The first right option; where none is right there is nothing to learn, and the rules' option stands."""
        who = self._who.get(asked.number)
        if who is None:
            return 0, None
        right = next((at for at, option in enumerate(options) if self._keys(asked, option) == who), None)
        if right is None:
            return 0, None
        told = tuple(features(asked, option, not at) for at, option in enumerate(options))
        self.choices.append(Choice(self._document.id, told, right))
        return right, None

    def _keys(self, asked: Asked, option: Option) -> frozenset[str]:
        """Keys of the gold's entities that an option names; empty where one who is named is none of them.

        The option is tried on a copy of the mentions, so that nothing is entered by it.
        """
        tried = replace(asked, mentions=deepcopy(asked.mentions, {id(asked.scene): asked.scene}))
        told = [self._named(tried, one) for one in speakers_of(tried, option).speakers]
        return frozenset().union(*told) if told and all(told) else frozenset()

    def _named(self, asked: Asked, speaker: Speaker) -> frozenset[str]:
        names = {speaker.name, *asked.mentions.names(speaker.entity or "")}
        if speaker.span is not None:
            names.add(asked.scene.view.of(speaker.span))
        spelled = set(map(plain, names)) - {""}
        return frozenset(key for key, aliases in self._aliases.items() if aliases & spelled)


__all__ = ["speaker_choices"]
