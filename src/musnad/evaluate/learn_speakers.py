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
from musnad.link.options import Asked, Chosen, Option
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

    def choose(self, asked: Asked, options: Sequence[Option]) -> Chosen:
        """The first right option; where none is right there is nothing to learn, and the rules' option stands.

        Other right ones (the same one, cut otherwise) are neither right nor wrong, and are left out of the choice.
        """
        who = self._who.get(asked.number)
        if who is None:
            return Chosen(0)
        right = [at for at, option in enumerate(options) if self._is_right(asked, option, who)]
        if not right:
            return Chosen(0)
        left = [at for at in range(len(options)) if at not in right[1:]]
        told = features(asked, options)
        self.choices.append(Choice(self._document.id, tuple(told[at] for at in left), left.index(right[0])))
        return Chosen(right[0])

    def _is_right(self, asked: Asked, option: Option, who: frozenset[str]) -> bool:
        """Whether an option names those who speak, as evaluation judges: all of them, and nobody else.

        The option is tried on a copy of the mentions, so that nothing is entered by it.
        """
        tried = replace(asked, mentions=deepcopy(asked.mentions, {id(asked.scene): asked.scene}))
        told = [self._named(tried, one) & who for one in speakers_of(tried, option).speakers]
        return all(told) and frozenset().union(*told) == who if told else not who

    def _named(self, asked: Asked, speaker: Speaker) -> frozenset[str]:
        names = {speaker.name, *asked.mentions.names(speaker.entity or "")}
        if speaker.span is not None:
            names.add(asked.scene.view.of(speaker.span))
        spelled = set(map(plain, names)) - {""}
        return frozenset(key for key, aliases in self._aliases.items() if aliases & spelled)


__all__ = ["speaker_choices"]
