"""Figures and errors as text: tables that read well in a terminal and in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from musnad.evaluate.measures import Measure
from musnad.evaluate.scores import Fault, Score

_NAME_WIDTH = 30


def figures(score: Score) -> Iterator[str]:
    """Lines of the figures of a score: measure, value, interval, and what it stands on."""
    yield f"{score.part} · {score.which}" + (f" · {score.documents:,} {_unit(score)}" if not score.missing else "")
    if score.missing:
        yield f"  not built yet: {score.missing}"
        return
    for family in _families(score.measures):
        yield "  " + family
    if score.groups:
        yield ""
        yield from _group_table(score)


def _unit(score: Score) -> str:
    return {"names": "pairs", "stories": "stories", "disagreements": "facts"}.get(score.part, "documents")


def _families(measures: Sequence[Measure]) -> Iterator[str]:
    """One line a measure; precision and recall follow their F1 on its line."""
    names = {one.name for one in measures}
    by_name = {one.name: one for one in measures}
    for one in measures:
        stem = one.name.removesuffix(" F1")
        if one.name != stem:
            parts = [by_name[f"{stem} {kind}"] for kind in ("precision", "recall") if f"{stem} {kind}" in names]
            tail = "   ".join(f"{part.name[len(stem) + 1 :][0].upper()} {_value(part)}" for part in parts)
            yield f"{_name(one.name)} {_with_interval(one)}   {tail}".rstrip()
        elif f"{one.name.rsplit(' ', 1)[0]} F1" not in names:
            yield f"{_name(one.name)} {_with_interval(one)}   of {one.of:,.0f}"


def _name(name: str) -> str:
    return f"{name:<{_NAME_WIDTH}}"


def _value(one: Measure) -> str:
    return "  –  " if one.value is None else f"{one.value:.3f}"


def _with_interval(one: Measure) -> str:
    interval = "" if one.low is None or one.high is None else f"[{one.low:.3f}, {one.high:.3f}]"
    return f"{_value(one)} {interval:<14}"


def _group_table(score: Score) -> Iterator[str]:
    heads = [one.name.removeprefix("overlap ") for one in score.groups[0].measures]
    width = max(len(group.name) for group in score.groups)
    yield "  " + f"{'':<{width}} {'of':>6}  " + "  ".join(f"{head:>9}" for head in heads)
    for group in score.groups:
        cells = [f"{_value(one):>{max(len(head), 9)}}" for head, one in zip(heads, group.measures)]
        yield "  " + f"{group.name:<{width}} {_size(group.measures):>6,.0f}  " + "  ".join(cells)


def _size(measures: Sequence[Measure]) -> float:
    """What a group stands on: the statements marked in it, else whatever its measures count most of."""
    recall = next((one.of for one in measures if one.name.endswith("recall")), None)
    return recall if recall is not None else max((one.of for one in measures), default=0)


def fault_lines(faults: Iterable[Fault], show: Callable[[str], str] = str) -> Iterator[str]:
    """Lines of the errors: how many of each kind, then each with its article, words and rule.

    `show` makes a stretch of an article fit for where the lines go.
    """
    faults = list(faults)
    counts = Counter(fault.kind for fault in faults)
    yield "  " + (" · ".join(f"{kind} {count:,}" for kind, count in counts.most_common()) or "no errors")
    for fault in faults:
        yield f"  {fault.article} · {fault.kind} · {fault.rule or 'no rule'}"
        yield f"      {show(fault.text)}"
        if fault.detail:
            yield f"      {show(fault.detail)}"


__all__ = ["fault_lines", "figures"]
