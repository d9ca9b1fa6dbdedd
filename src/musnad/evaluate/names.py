"""Figures of `same_name`: pairs of spellings that name the same, or do not."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from musnad.evaluate.gold import NamePair
from musnad.evaluate.measures import Ratio, measure, prf
from musnad.evaluate.scores import PLAIN, Engine, Fault, Gold, Group, NotBuilt, Options, Score

RATIOS: tuple[Ratio, ...] = prf("same name", "matched", "found", "gold")
PROPERTIES = ("kind",)


def score(gold: Gold, which: str, engine: Engine, options: Options = PLAIN) -> Score:  # noqa: ARG001
    """Score pairs of a set; intervals are by pair. Raises NotBuilt where `musnad.same_name` is not there yet."""
    same_name = _same_name()
    judged = [(pair, same_name(pair.a, pair.b)) for pair in gold.names(which)]
    groups: dict[str, list[tuple[NamePair, bool]]] = {}
    for pair, found in judged:
        groups.setdefault(pair.kind, []).append((pair, found))
    return Score(
        part="names", which=which, documents=len(judged), faults=tuple(map(_fault, filter(_wrong, judged))),
        measures=measure(RATIOS, [_tally(*one) for one in judged], intervals=options.intervals),
        groups=tuple(
            Group(name=kind, measures=measure(RATIOS, [_tally(*one) for one in those], intervals=options.intervals))
            for kind, those in groups.items()
        ) if options.by else (),
    )  # fmt: skip


def _same_name() -> Callable[[str, str], bool]:
    try:
        found: Callable[[str, str], bool] = import_module("musnad").same_name
    except (AttributeError, ImportError) as error:
        raise NotBuilt("musnad.same_name") from error
    return found


def _tally(pair: NamePair, found: bool) -> dict[str, float]:
    return {"matched": pair.same and found, "found": found, "gold": pair.same}


def _wrong(judged: tuple[NamePair, bool]) -> bool:
    return judged[0].same != judged[1]


def _fault(judged: tuple[NamePair, bool]) -> Fault:
    pair, found = judged
    return Fault(article=pair.kind, kind="joined" if found else "kept apart", text=f"{pair.a} / {pair.b}")


__all__ = ["PROPERTIES", "RATIOS", "score"]
