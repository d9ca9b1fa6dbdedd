"""How sure a statement is: how often ones like it were right as a whole on the gold (tools/make_confidence.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from musnad.records import Speaker
from musnad.text.lexicon import table

#: How the table spells a statement for which nobody could be told to speak, and the row of all statements.
NOBODY, ALL = "nobody", ("-", "-")


@dataclass(frozen=True, slots=True)
class Confidence:
    """Share right as a whole (content and speaker) by rule and by how the speaker is told."""

    shares: Mapping[tuple[str, str], float]

    @staticmethod
    @cache
    def load() -> Confidence:
        """The shipped table."""
        return Confidence({(row["rule"], row["how"]): float(row["share"]) for row in table("generated/confidence")})

    def of(self, rule: str, speakers: Sequence[Speaker]) -> float:
        """Share for a rule and its speakers; that of all statements where the gold had none like it."""
        how = speakers[0].how if speakers else NOBODY
        return self.shares.get((rule, how), self.shares[ALL])


__all__ = ["Confidence"]
