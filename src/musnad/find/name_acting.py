"""Whether a country or city of the tables acts in a text, so that it is a body there, or is where things are.

The rules weigh what stands beside each of its mentions; the learned decision `acting` is told the same and more, of all
mentions together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from musnad.find.ends import bucket
from musnad.find.name_features import Token
from musnad.find.scene import Scene
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

#: The name of the model.
MODEL = "acting"
_AND, _FOR, _BY = map(fold_key, ("و", "ل", "ب"))


class Found(NamedTuple):
    """A name: words from `first` to before `stop`; `mark` is P, B, L, or G for a country or city of the tables."""

    first: int
    stop: int
    mark: str


def how_acting(scene: Scene, tokens: Sequence[Token], found: Sequence[Found]) -> Mapping[str, float]:
    """For each country or city, by its words, how much tells that it acts (above 0) or is where things are."""
    model = scene.models.get(MODEL)
    if model is None:
        return _by_rules(scene, tokens, _grouped(tokens, found), _is_sport(tokens))
    return {name: model.score(told) for name, told in acting_features(scene, tokens, found).items()}


def acting_features(scene: Scene, tokens: Sequence[Token], found: Sequence[Found]) -> Mapping[str, tuple[str, ...]]:
    """What tells of each country or city, by its words: what stands beside its mentions, how often, in what text."""
    told, sport = _grouped(tokens, found), _is_sport(tokens)
    ruled = _by_rules(scene, tokens, told, sport)
    return {name: tuple(_features(scene, tokens, those, ruled[name], sport)) for name, those in told.items()}


def _grouped(tokens: Sequence[Token], found: Sequence[Found]) -> dict[str, list[Found]]:
    """The mentions of each country or city, by its words."""
    told: dict[str, list[Found]] = {}
    for one in found:
        told.setdefault(words_of(tokens, one), []).append(one)
    return told


def _is_sport(tokens: Sequence[Token]) -> bool:
    """Whether a text is the report of a match."""
    return sum(token.base in _sport() for token in tokens) > 3


def _features(scene: Scene, tokens: Sequence[Token], those: Sequence[Found], ruled: float, sport: bool) -> Iterator[str]:
    first = those[0]
    known, name = scene.known.get(first.first), words_of(tokens, first)
    kind = known.kind if known is not None else "-"
    yield from ("bias", f"kind {kind}", f"name {name}", f"times {bucket(len(those))} {kind}", f"sport {sport} {kind}")
    yield f"ruled {round(max(-2.0, min(3.0, ruled)))} {kind}"
    beside = Counter(feature for one in those for feature in set(_beside(scene, tokens, one)))
    for feature, count in beside.items():
        yield feature
        yield f"{feature} {kind}"
        if count == len(those):
            yield f"all {feature}"
        if 2 * count >= len(those):
            yield f"half {feature}"


def _beside(scene: Scene, tokens: Sequence[Token], one: Found) -> Iterator[str]:
    """What stands beside one mention."""
    letters, before = tokens[one.first].letters, one.first - 1
    word = tokens[before].base if before >= 0 else "edge"
    if letters:
        yield f"letters {letters}"
    if not letters or letters == _AND:
        yield f"before {word}"
        looks = "verb" if scene.is_finite(before) else (scene.news.kinds[scene.norm(before)] or ("noun",))[0]
        yield f"before {looks}"
    if before > 0:
        yield f"second {tokens[before - 1].base}"
    behind = tokens[one.stop].base if one.stop < len(tokens) else "edge"
    yield f"behind {behind}"
    if scene.is_finite(one.stop):
        yield "behind a verb"


def _by_rules(scene: Scene, tokens: Sequence[Token], told: Mapping[str, Sequence[Found]], sport: bool) -> dict[str, float]:
    """For each country or city of the tables, by its words, how much tells that it acts (above 0) or is where things are."""
    scores = {name: [_acts(scene, tokens, one) for one in those] for name, those in told.items()}
    return {
        name: sum(max(score, 0) for score in those) + 0.4 * sport - sum(score < 0 for score in those) / len(those)
        for name, those in scores.items()
    }


def _acts(scene: Scene, tokens: Sequence[Token], one: Found) -> float:
    """Evidence at one place: a verb before or behind it, a preposition of place before it."""
    before = one.first - 1
    letters = tokens[one.first].letters
    if letters.endswith(_BY) or (not letters and (scene.norm(before) in _where() or scene.has("prep", before))):
        return -1.0
    if not letters and (scene.is_finite(before) or scene.has("that", before)):
        return 1.0
    if scene.is_finite(one.stop) and not tokens[one.stop].letters:
        return 1.0
    return 0.4 if letters.endswith(_FOR) else 0.0


def words_of(tokens: Sequence[Token], one: Found) -> str:
    """The words of a name as one, letters attached before it left off."""
    return " ".join(tokens[at].base for at in range(one.first, one.stop))


@cache
def _where() -> frozenset[str]:
    """Words behind which a country or city is a place."""
    return frozenset(forms("name_words", "where"))


@cache
def _sport() -> frozenset[str]:
    """Words of reports on matches, in which countries and cities are teams."""
    return frozenset(forms("name_words", "match"))


__all__ = ["MODEL", "Found", "acting_features", "how_acting", "words_of"]
