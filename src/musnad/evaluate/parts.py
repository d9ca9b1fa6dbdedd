"""The parts that are measured, in the order in which their figures are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple, TypeAlias, cast

from musnad.evaluate.gold import OPEN_SETS
from musnad.evaluate.scores import PLAIN, Engine, Gold, NotBuilt, Options, Score, needs

Scorer: TypeAlias = Callable[[Gold, str, Engine, Options], Score]


class Part(NamedTuple):
    """A part: the name of its gold files, and where its scorer is (module and function)."""

    name: str
    gold: str
    module: str
    function: str = "score"
    #: By what its figures can be grouped.
    by: Sequence[str] = ()

    def scorer(self) -> Scorer:
        """The function that scores it; raises NotBuilt where it is not written yet."""
        with needs(f"evaluate.{self.module}"):
            module = import_module(f"musnad.evaluate.{self.module}")
        if not hasattr(module, self.function):
            raise NotBuilt(f"musnad.evaluate.{self.module}.{self.function}")
        return cast(Scorer, getattr(module, self.function))


#: Properties of statements are named here, so that the command line needs to import no scorer.
_STATEMENT_PROPERTIES = (
    "form", "complement", "cue", "speaker", "how", "outlet", "length", "rule", "confidence",
)  # fmt: skip
PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        Part("statements", "statements", "statements", by=_STATEMENT_PROPERTIES),
        Part("mentions", "mentions", "mentions"),
        Part("names", "names", "names", by=("kind",)),
        Part("furniture", "furniture", "furniture"),
        Part("times", "values", "value_scores", "score_times"),
        Part("figures", "values", "value_scores", "score_figures"),
        Part("stories", "stories", "stories"),
        Part("disagreements", "disagreements", "disagreements"),
    )
}


def sets_of(part: Part, gold: Gold, which: str | None = None) -> tuple[str, ...]:
    """The open sets of a part that there are, or the one that is asked for."""
    return tuple(one for one in (OPEN_SETS if which is None else (which,)) if gold.has(part.gold, one))


def score_part(part: Part, which: str, gold: Gold, engine: Engine, options: Options = PLAIN) -> Score:
    """Score a part on a set; a part that is not built yet gives a score that says so, without figures."""
    try:
        return part.scorer()(gold, which, engine, options)
    except NotBuilt as missing:
        return Score(part=part.name, which=which, missing=str(missing))


__all__ = ["PARTS", "Part", "score_part", "sets_of"]
