"""Scores of times and figures against their gold: spans with one letter of tolerance at the left edge, values by equality."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from musnad.records import Figure, Time

#: Attached letters may stand in or out of a span.
LEFT = 1


@dataclass(slots=True)
class Counts:
    """What was right: spans found, and of those the ones with the right value (and unit); errors name the places."""

    gold: int = 0
    found: int = 0
    spans: int = 0
    values: int = 0
    units: int = 0
    units_of: int = 0
    modifiers: int = 0
    kinds: int = 0
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)

    def f1(self, right: int) -> float:
        """F1 of a count of right ones."""
        total = self.gold + self.found
        return 2 * right / total if total else 1.0

    @property
    def span_f1(self) -> float:
        return self.f1(self.spans)

    @property
    def value_f1(self) -> float:
        """F1 of span, type and value together (and the modifier apart)."""
        return self.f1(self.values)


def score_times(gold_docs: Iterable[Mapping[str, Any]], found: Mapping[str, Sequence[Time]]) -> list[Counts]:
    """Counts of each document: `gold_docs` as in ``values.*.jsonl``, `found` the times of the text by document id."""
    return [_score(doc["id"], doc["times"], _marked(doc, found), _time_value, "type") for doc in gold_docs]


def score_figures(gold_docs: Iterable[Mapping[str, Any]], found: Mapping[str, Sequence[Figure]]) -> list[Counts]:
    """Counts of each document: `gold_docs` as in ``values.*.jsonl``, `found` the figures of the text by document id."""
    return [_score(doc["id"], doc["figures"], _marked(doc, found), _figure_value, "kind") for doc in gold_docs]


def _marked(doc: Mapping[str, Any], found: Mapping[str, Sequence[Any]]) -> list[Any]:
    """What was found in the part of a text that was marked."""
    until = doc.get("until")
    return [one for one in found.get(doc["id"], ()) if one.of == "text" and (until is None or one.span.stop <= until)]


def _time_value(time: Time) -> object:
    return time.value


def _figure_value(figure: Figure) -> object:
    if figure.kind in ("range", "score"):
        return [figure.low, figure.high]
    return figure.value


def _score(
    name: str,
    gold: Sequence[Mapping[str, Any]],
    found: Sequence[Any],
    value_of: Callable[[Any], object],
    kind: str,
) -> Counts:
    sure = [one for one in gold if not one.get("unsure")]
    left = _without_unsure(gold, sure, found)
    counts = Counts(gold=len(sure), found=len(left))
    for expected in sure:
        match = next((one for one in left if _same_span(expected["span"], one.span)), None)
        if match is None:
            counts.errors.append((name, "missed", expected["text"], str(expected["value"])))
            continue
        left.remove(match)
        _judge(counts, name, expected, match, (value_of(match), getattr(match, kind), expected[kind]))
    counts.errors.extend((name, "false", f"{one.span.start}-{one.span.stop}", str(value_of(one))) for one in left)
    return counts


def _without_unsure(gold: Sequence[Mapping[str, Any]], sure: Sequence[Mapping[str, Any]], found: Sequence[Any]) -> list[Any]:
    """What was found, but for what meets only expressions that annotators were unsure of."""
    doubtful = [one["span"] for one in gold if one.get("unsure")]

    def doubted(span: Sequence[int]) -> bool:
        meets = any(span[0] < stop and start < span[1] for start, stop in doubtful)
        return meets and not any(_same_span(one["span"], span) for one in sure)

    return [one for one in found if not doubted(one.span)]


def _judge(counts: Counts, name: str, expected: Mapping[str, Any], match: Any, kinds: tuple[object, str, str]) -> None:
    value, kind, expected_kind = kinds
    counts.spans += 1
    right = value == expected["value"]
    counts.values += right
    counts.kinds += kind == expected_kind
    counts.modifiers += match.mod == expected["mod"]
    if "unit" in expected:
        counts.units_of += bool(expected["unit"])
        counts.units += bool(expected["unit"]) and match.unit == expected["unit"]
        if (match.unit or "") != expected["unit"]:
            counts.errors.append((name, "unit", expected["text"], f"{match.unit} for {expected['unit']}"))
    if not right:
        counts.errors.append((name, "value", expected["text"], f"{value} for {expected['value']}"))
    if kind != expected_kind:
        counts.errors.append((name, "kind", expected["text"], f"{kind} for {expected_kind}"))
    if match.mod != expected["mod"]:
        counts.errors.append((name, "mod", expected["text"], f"{match.mod} for {expected['mod']}"))


def _same_span(expected: Sequence[int], span: Sequence[int]) -> bool:
    return abs(expected[0] - span[0]) <= LEFT and expected[1] == span[1]


__all__ = ["Counts", "score_figures", "score_times"]
