"""A linear-chain tagger of names: which words are a person's, a body's or a place's name.

Learned by `tools/train_names.py` (see ``data/models/names.md``); what it knows of a word is summed once and kept, so that
tagging a word is a few additions and a step of Viterbi.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.abc import Traversable
from importlib.resources import files
from typing import NamedTuple

from musnad.find.name_features import NameFeatures, Token, in_row, known_marks
from musnad.find.name_paths import Paths
from musnad.find.name_scores import LABELS, SIGNS, Scores, around_words, lifted, pack, rows_of
from musnad.find.scene import Scene
from musnad.text.memo import Memo

#: A word that by itself is so much more likely to stand outside of names is not asked about them; one that is so with its
#: neighbours is outside.  # of 3,395 names of 150 articles these lose none, 2026-11
ALONE, BESIDE = lifted(2.0), lifted(5.0)
#: So many words are remembered.
REMEMBERED = 30_000


@cache
def tagger_key() -> str:
    """Name and four hexadecimal digits of the shipped model, for `made_by`."""
    model = files("musnad").joinpath("data", "models", "names.tsv").read_bytes()
    return f"names-{hashlib.sha256(model).hexdigest()[:4]}"


class Word(NamedTuple):
    """What a word adds to the scores of the word two behind it, one behind, itself, one and two before it (see
    `name_scores`); whether it is outside of names whatever stands around it; and what its neighbours see of it."""

    two_on: int
    one_on: int
    own: int
    one_back: int
    two_back: int
    outside: bool
    seen_as: str


@dataclass(frozen=True, slots=True)
class NameTagger:
    """The model: scores of features of words at all places, of other features, and of each label behind each other."""

    features: NameFeatures
    words: Mapping[str, int]
    beside: Mapping[str, int]
    in_row: Mapping[str, int]
    paths: Paths
    _of_row: Memo[tuple[str, str, str], int] = field(init=False, compare=False, repr=False)
    _of_base: Memo[tuple[str, bool], Word] = field(init=False, compare=False, repr=False)
    _known: Memo[Token, Word] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Remember what is known of words."""
        in_rows = self.in_row
        rows: Memo[tuple[str, str, str], int] = Memo(
            lambda key: sum([in_rows.get(one, 0) for one in in_row(*key)]), REMEMBERED
        )
        object.__setattr__(self, "_of_row", rows)
        object.__setattr__(self, "_of_base", Memo(self._summed, REMEMBERED))
        object.__setattr__(self, "_known", Memo(self._of_token, REMEMBERED))

    @staticmethod
    @cache
    def load() -> NameTagger:
        """The shipped model."""
        return NameTagger.read(files("musnad").joinpath("data", "models", "names.tsv"))

    @staticmethod
    def read(path: Traversable) -> NameTagger:
        """The model of a table made by `tools/train_names.py`."""
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
        rows = (line.split("\t") for line in lines[1:])
        scores = {feature: tuple(map(float, told.split(" "))) for feature, told in rows}
        return NameTagger.of(NameFeatures.load(), scores)

    @staticmethod
    def of(features: NameFeatures, scores: Mapping[str, Scores]) -> NameTagger:
        """A tagger with the scores of a model by the names of its features."""
        beside = {name: pack(row) for name, row in scores.items() if name.endswith("END") or "a=" in name or "g=" in name}
        in_rows = {name: pack(row) for name, row in scores.items() if name.startswith("r")}
        return NameTagger(features, around_words(scores), beside, in_rows, Paths.of(scores))

    def tag(self, scene: Scene, tokens: Sequence[Token]) -> list[int]:
        """Index into LABELS for each word of a scene."""
        labels = [0] * len(tokens)
        rows = [None if row is None or not (row + BESIDE) & SIGNS else row for row in self.sums(scene, tokens)]
        for first, stop in _stretches(rows):
            self._label(labels, rows, first, stop)
        return labels

    def sums(self, scene: Scene, tokens: Sequence[Token]) -> Sequence[int | None]:
        """The scores of each word of a scene with all that stands around it (see `name_scores`); None where it is outside of
        names whatever that is."""
        if not tokens:
            return ()
        known, of_row = self._known, self._of_row
        two_on, one_on, own, one_back, two_back, outside, seen_as = zip(*[known[token] for token in tokens])
        beside = self._beside(scene, own)
        around = zip(beside, (0, *one_on), (*one_back[1:], 0), (0, 0, *two_on), (*two_back[2:], 0, 0))
        in_rows = zip(("", *seen_as), seen_as, (*seen_as[1:], ""))
        return [
            None if out else own + one + next_one + two + next_two + of_row[in_row]
            for out, in_row, (own, one, next_one, two, next_two) in zip(outside, in_rows, around)
        ]

    def _label(self, labels: list[int], rows: Sequence[int | None], first: int, stop: int) -> None:
        """Label the words from first to before stop, none of them surely outside."""
        here, length = [row for row in rows[first:stop] if row is not None], len(rows)
        for start, end in self.paths.doubtful(here, first == 0, stop == length):
            labels[first + start : first + end] = self.paths.best(here[start:end], first + start == 0, first + end == length)

    def _of_token(self, token: Token) -> Word:
        """What is known of a word with the letters attached before it."""
        word = self._of_base[token.base, token.arabic]
        own = word.own + self.beside.get(f"a={token.letters}", 0)
        one_back = word.one_back + (self.beside.get(f"+a={token.letters}", 0) if token.letters else 0)
        return word._replace(own=own, one_back=one_back, seen_as=self.features.seen_as(token))

    def _summed(self, key: tuple[str, bool]) -> Word:
        """What is known of a word by its base and whether it is of Arabic, summed."""
        base, arabic = key
        features = self.features.words[base] if arabic else ()
        two_on, one_on, own, one_back, two_back = rows_of(sum([self.words.get(one, 0) for one in (*features, f"w={base}")]))
        return Word(two_on, one_on, own, one_back, two_back, outside=not (own + ALONE) & SIGNS, seen_as="")

    def _beside(self, scene: Scene, own: Sequence[int]) -> list[int]:
        """The scores of the words themselves, with those of the edges of the text and of tables that know a name there."""
        rows, last, beside = list(own), len(own) - 1, self.beside
        rows[0] += beside.get("-1END", 0)
        rows[last] += beside.get("+1END", 0)
        for at, mark in known_marks(scene):
            rows[at] += beside.get(f"+0g={mark}", 0)
            if at > 0:
                rows[at - 1] += beside.get(f"+1g={mark}", 0)
            if at < last:
                rows[at + 1] += beside.get(f"-1g={mark}", 0)
        return rows


def _stretches(rows: Sequence[int | None]) -> Iterable[tuple[int, int]]:
    """The runs of words that may be in names, from first to before stop: what is outside for certain parts them."""
    first = None
    for at, row in enumerate(rows):
        if row is None:
            if first is not None:
                yield first, at
                first = None
        elif first is None:
            first = at
    if first is not None:
        yield first, len(rows)


__all__ = ["LABELS", "NameTagger", "tagger_key"]
