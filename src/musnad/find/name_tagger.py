"""A linear-chain tagger of names: which words are a person's, a body's or a place's name.

Learned by `tools/train_names.py` (see ``data/models/names.md``); what it knows of a word is summed once and kept, so that
tagging a word is a few additions and a step of Viterbi.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

from musnad.find.name_features import NameFeatures, Token, around, at_distance, known_marks
from musnad.find.scene import Scene
from musnad.text.lexicon import table

Scores: TypeAlias = tuple[float, ...]
#: What a word can be: outside of names, or at the beginning or inside of the name of a person, a body, a place, or of a
#: country or city of the tables, of which the text tells whether it acts.
LABELS = ("O", "B-P", "I-P", "B-B", "I-B", "B-L", "I-L", "B-G", "I-G")
#: A word that by itself is so much more likely to stand outside of names is not asked about them; one that is so with its
#: neighbours is outside; labels so far below the best are not tried.  # of 3,395 names of 150 articles these lose none, 2026-11
ALONE, BESIDE, NEAR = 2.0, 5.0, 9.0
#: So many words are remembered, and as many older ones.
REMEMBERED = 30_000
_BEFORE = tuple(
    frozenset(n for n, old in enumerate(LABELS) if not new.startswith("I") or old[1:] == new[1:]) for new in LABELS
)  # fmt: skip
_OUTSIDE = (0,)
_NEVER = float("-inf")


@cache
def tagger_key() -> str:
    """Name and four hexadecimal digits of the shipped model, for `made_by`."""
    model = files("musnad").joinpath("data", "models", "names.tsv").read_bytes()
    return f"names-{hashlib.sha256(model).hexdigest()[:4]}"


class Word(NamedTuple):
    """What a word adds to the scores of the word two behind it, one behind, itself, one and two before it; and whether it is
    outside of names whatever stands around it."""

    two_on: Scores
    one_on: Scores
    own: Scores
    one_back: Scores
    two_back: Scores
    outside: bool


@dataclass(frozen=True, slots=True)
class NameTagger:
    """The model: scores of features by label, and of one label behind another."""

    features: NameFeatures
    scores: dict[str, Scores]
    moves: tuple[Scores, ...]
    _words: dict[str, Word] = field(default_factory=dict, compare=False, repr=False)
    _older: dict[str, Word] = field(default_factory=dict, compare=False, repr=False)
    _near: dict[tuple[str, ...], Scores] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    @cache
    def load() -> NameTagger:
        """The shipped model."""
        scores = {row["feature"]: tuple(map(float, row["scores"].split(" "))) for row in table("models/names")}
        moves = tuple(scores[f"move {label}"] for label in LABELS)
        return NameTagger(NameFeatures.load(), scores, moves)

    def tag(self, scene: Scene, tokens: Sequence[Token]) -> list[int]:
        """Index into LABELS for each word of a scene."""
        known = ["", *known_marks(scene), ""]
        words = [self._word(scene, token) for token in tokens]
        edged = (_EDGE, self._edge(-1), *words, self._edge(1), _EDGE)
        rows = [
            None if word.outside else self._row(edged[at : at + 5], self._beside(tokens, known, at))
            for at, word in enumerate(words)
        ]  # fmt: skip
        return self._best(rows)

    def _word(self, scene: Scene, token: Token) -> Word:
        """What is known of a word, remembered."""
        found = self._words.get(token.base)
        if found is None:
            if len(self._words) >= REMEMBERED:  # words that are frequent come back from the older ones
                self._older.clear()
                self._older.update(self._words)
                self._words.clear()
            found = self._words[token.base] = self._older.get(token.base) or self._made(scene, token)
        return found

    def _made(self, scene: Scene, token: Token) -> Word:
        """What is known of a word, summed."""
        features = self.features.of_word(token.base, bool(scene.cues.verbs(token.base))) if token.arabic else ()
        sums = [self._sum(at_distance(features, token.base, step)) for step in (-2, -1, 0, 1, 2)]
        outside = sums[2][0] - max(sums[2][1:]) > ALONE
        return Word(sums[0], sums[1], sums[2], sums[3], sums[4], outside)

    def _edge(self, step: int) -> Word:
        """The edge of the text, as its neighbour sees it."""
        end = self._sum((f"{step:+}END",))
        return _EDGE._replace(one_on=end, one_back=end)

    def _sum(self, names: Sequence[str]) -> Scores:
        rows = [self.scores[name] for name in names if name in self.scores]
        return tuple(map(sum, zip(*rows))) if rows else _NOTHING

    def _beside(self, tokens: Sequence[Token], known: Sequence[str], at: int) -> Scores:
        """Scores of what stands beside the words; `known` has one mark more at either end."""
        behind = tokens[at + 1].letters if at + 1 < len(tokens) else ""
        key = (tokens[at].letters, behind, known[at], known[at + 1], known[at + 2])
        found = self._near.get(key)
        if found is None:
            found = self._near[key] = self._sum(around(*key))
        return found

    def _row(self, five: Sequence[Word], near: Scores) -> Scores:
        """The scores of the middle word of five."""
        two, one, own, next_one, next_two = five
        return tuple(
            a + b + c + d + e + f
            for a, b, c, d, e, f in zip(own.own, near, one.one_on, next_one.one_back, two.two_on, next_two.two_back)
        )

    def _best(self, rows: Sequence[Scores | None]) -> list[int]:
        """The best sequence (Viterbi); a word that is surely outside of names has but one label."""
        best: list[dict[int, tuple[float, int]]] = []
        states: dict[int, tuple[float, int]] = {}
        for row in rows:
            if not states:
                states = _opening(row or _NOTHING, _allowed(row))
            elif row is None:
                states = self._step(states, _NOTHING, _OUTSIDE)
            else:
                states = self._step(states, row, _allowed(row)) or self._step(states, row, _OUTSIDE)
            best.append(states)
        return _walk_back(best)

    def _step(self, states: dict[int, tuple[float, int]], row: Scores, allowed: Sequence[int]) -> dict[int, tuple[float, int]]:
        """The best way into each label that is allowed here: its score, and the label before; the later label of equals."""
        found = {}
        ways = [(old, score, self.moves[old]) for old, (score, _) in sorted(states.items())]
        for new in allowed:
            before, top, came = _BEFORE[new], _NEVER, -1
            for old, score, moves in ways:
                if old in before and score + moves[new] >= top:
                    top, came = score + moves[new], old
            if came >= 0:
                found[new] = (top + row[new], came)
        return found


def _opening(row: Scores, allowed: Sequence[int]) -> dict[int, tuple[float, int]]:
    return {new: (row[new], 0) for new in allowed if not LABELS[new].startswith("I")} or {0: (row[0], 0)}


def _allowed(row: Scores | None) -> Sequence[int]:
    """The labels that are tried for a word."""
    if row is None:
        return _OUTSIDE
    top = max(row)
    if row[0] == top and top - max(row[1:]) > BESIDE:
        return _OUTSIDE
    return [label for label, score in enumerate(row) if score > top - NEAR]


_NOTHING: Scores = (0.0,) * len(LABELS)
_EDGE = Word(_NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, outside=True)


def _walk_back(best: Sequence[dict[int, tuple[float, int]]]) -> list[int]:
    if not best:
        return []
    label = max(best[-1], key=lambda one: best[-1][one][0])
    found = [label]
    for states in reversed(best[1:]):
        label = states[label][1]
        found.append(label)
    return found[::-1]


__all__ = ["LABELS", "NameTagger", "tagger_key"]
