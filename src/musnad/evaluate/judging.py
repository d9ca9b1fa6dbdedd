"""Each statement that was found, marked or both, and what is right about it.

A content found is matched with one marked where they share at least half of their words, one to one; everything else is
judged on matched statements, so that speakers and cues are not blamed for contents. Statements of titles are left out,
since the gold marks texts. So are those of blocks that are not the article's own, except where the gold itself says
that a stretch is such a block (the seeds): there a statement counts where the engine and the gold agree on that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from musnad.evaluate.gold import Document, GoldStatement, StatementsOf
from musnad.evaluate.measures import Pair, WordSpans, match
from musnad.records import FOREIGN_BLOCKS, Reading, Span, Speaker, Statement
from musnad.text.fold import fold

SpeakerVerdict: TypeAlias = Literal["right", "wrong", "none"]
#: Blocks that are not the article's own, but in which the gold marks statements all the same.
_MARKED = frozenset({"repeat", "related_text"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One statement found, marked, or both. `share` is the overlap of the contents, `words` the content's length."""

    document: Document
    gold: GoldStatement | None
    found: Statement | None
    words: int
    share: float = 0.0
    speaker: SpeakerVerdict | None = None
    cue: bool = False
    via: int = 0
    to: bool = False
    at: bool = False
    gold_who: tuple[str, ...] = ()
    unnamed: bool = False

    @property
    def matched(self) -> bool:
        """Whether the gold has it and it was found."""
        return self.gold is not None and self.found is not None

    @property
    def exact(self) -> bool:
        """Whether the contents have the same words."""
        return self.share == 1.0


class Judge:
    """Judges the statements of one document."""

    def __init__(
        self, document: Document, marked: StatementsOf, reading: Reading, foreign: Sequence[Span] | None = None
    ) -> None:
        """`foreign`: the stretches that are not the article's own by the gold; None where the gold does not say."""
        self.document = document
        self.words = WordSpans(document.text)
        self.gold = marked.statements
        self.found = [one for one in reading.statements if _counts(one, foreign is not None)]
        self._foreign = foreign
        self._aliases = {one.key: frozenset(map(plain, one.aliases)) for one in marked.entities}
        self._unnamed = {one.key for one in marked.entities if one.kind == "unnamed"}
        self._names = {one.key: (one.name, *one.aliases) for one in reading.entities}
        self._fullest = {one.key: one.aliases[0] for one in marked.entities if one.aliases}

    def judge(self) -> list[Judgement]:
        """All judgements: matched ones and missed ones in the order of the gold, then those that the gold has not."""
        found = [self.words.touched(one.content) for one in self.found]
        gold = [self.words.touched(one.content) for one in self.gold]
        pairs = match(found, gold, prefer=lambda i, j: float(_cues_meet(self.found[i], self.gold[j])))
        by_gold = {pair.gold: pair for pair in pairs if self._same_side(pair)}
        used = {pair.found for pair in by_gold.values()}
        marked = [self._marked(j, by_gold.get(j), len(gold[j])) for j in range(len(self.gold))]
        extra = [
            Judgement(self.document, None, one, len(found[i])) for i, one in enumerate(self.found) if i not in used
        ]
        return marked + extra

    def _same_side(self, pair: Pair) -> bool:
        """Whether gold and engine agree that a statement is the article's own, where the gold tells."""
        if self._foreign is None:
            return True
        at = self.gold[pair.gold].content[0].start
        inside = any(span.start <= at < span.stop for span in self._foreign)
        return inside == (self.found[pair.found].block in FOREIGN_BLOCKS)

    def _marked(self, at: int, pair: Pair | None, words: int) -> Judgement:
        gold = self.gold[at]
        who = tuple(self._fullest.get(key, key) for key in gold.who)
        unnamed = any(key in self._unnamed for key in gold.who)
        if pair is None:
            return Judgement(self.document, gold, None, words, gold_who=who, unnamed=unnamed)
        found = self.found[pair.found]
        return Judgement(
            self.document, gold, found, words, pair.share, self._speaker(found, gold), _cues_meet(found, gold),
            self._relays(found, gold), self._meet(found.to, gold.to), self._meet(found.at, gold.at), who, unnamed,
        )  # fmt: skip

    def _speaker(self, found: Statement, gold: GoldStatement) -> SpeakerVerdict:
        """Right where those who speak are the gold's, all of them and nobody else."""
        if not found.speakers:
            return "none"
        told = [self._keys(speaker) & set(gold.who) for speaker in found.speakers]
        return "right" if all(told) and set().union(*told) == set(gold.who) else "wrong"

    def _keys(self, speaker: Speaker) -> set[str]:
        """Keys of the gold's entities that a speaker's name, words or aliases name."""
        names = {speaker.name, *self._names.get(speaker.entity or "", ())}
        if speaker.span is not None:
            names.add(self.document.text[speaker.span.start : speaker.span.stop])
        spelled = {plain(name) for name in names} - {""}
        return {key for key, aliases in self._aliases.items() if aliases & spelled}

    def _relays(self, found: Statement, gold: GoldStatement) -> int:
        """How many relays found share a word with one marked, one to one."""
        mine = [self.words.touched([span]) for span in found.via]
        theirs = [self.words.touched([span]) for span in gold.via]
        return len(match(mine, theirs, least=0.0))

    def _meet(self, found: Span | None, gold: Span | None) -> bool:
        """Whether an audience or occasion found shares a word with the one marked."""
        if found is None or gold is None:
            return False
        return bool(set(self.words.touched([found])) & set(self.words.touched([gold])))


def plain(name: str) -> str:
    """A name for comparison: folded, its words alone.

    >>> plain("«إسماعيل  قاضي»،")
    'اسماعيل قاضي'
    """
    return " ".join(_WORD.findall(fold(name).text))


def _counts(statement: Statement, told: bool) -> bool:
    """Whether a statement found enters the count; `told`: the gold marks which stretches are not the article's own."""
    left_out = FOREIGN_BLOCKS - _MARKED if told else FOREIGN_BLOCKS
    return statement.of == "text" and statement.block not in left_out


def _cues_meet(found: Statement, gold: GoldStatement) -> bool:
    """Whether the cues overlap, or both have none."""
    if found.cue.span is None or gold.cue is None:
        return found.cue.span is None and gold.cue is None
    return found.cue.span.start < gold.cue.stop and gold.cue.start < found.cue.span.stop


def by_document(judged: Iterable[Judgement]) -> Mapping[str, list[Judgement]]:
    """Judgements by the id of their document."""
    grouped: dict[str, list[Judgement]] = {}
    for one in judged:
        grouped.setdefault(one.document.id, []).append(one)
    return grouped


__all__ = ["Judge", "Judgement", "SpeakerVerdict", "by_document", "plain"]
