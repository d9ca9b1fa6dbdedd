"""Properties by which statements are grouped for `musnad eval statements --by`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from musnad.evaluate.judging import Judgement
from musnad.text.fold import fold

#: Upper bounds of the groups by length of the content in words, and of confidence.
_LENGTHS = (3, 6, 12, 25, 50)
_CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
#: Rare groups are put together: a figure over fewer statements tells nothing.
LEAST = 3
REST = "(rare ones)"


def groups_of(judged: Iterable[Judgement], by: str) -> Mapping[str, list[Judgement]]:
    """Judgements by the value of a property of PROPERTIES, the most frequent value first, or in the values' own order.

    A matched statement is grouped by what the gold says, one made up by what the engine says.
    """
    judged = list(judged)
    key = _by_cue(judged) if by == "cue" else PROPERTIES[by]
    grouped: dict[str, list[Judgement]] = {}
    for one in judged:
        if (name := key(one)) is not None:
            grouped.setdefault(name, []).append(one)
    if by in _ORDERED:
        return dict(sorted(grouped.items()))
    return _rare_together(grouped)


def _rare_together(grouped: Mapping[str, list[Judgement]]) -> Mapping[str, list[Judgement]]:
    often = {name: those for name, those in grouped.items() if len(those) >= LEAST}
    rest = [one for name, those in grouped.items() if name not in often for one in those]
    ordered = dict(sorted(often.items(), key=lambda item: (-len(item[1]), item[0])))
    return {**ordered, REST: rest} if rest else ordered


def _form(one: Judgement) -> str | None:
    return one.gold.form if one.gold else one.found.form if one.found else None


def _complement(one: Judgement) -> str | None:
    return one.gold.complement if one.gold else one.found.complement if one.found else None


def _outlet(one: Judgement) -> str:
    return one.document.outlet or "(none)"


def _length(one: Judgement) -> str:
    return _bin(one.words, _LENGTHS, "words")


def _confidence(one: Judgement) -> str | None:
    if one.found is None:
        return None
    bound = next((bound for bound in _CONFIDENCES if one.found.confidence <= bound), 1.0)
    return f"up to {bound:.2f}"


def _bin(value: int, bounds: tuple[int, ...], unit: str) -> str:
    at = next((index for index, bound in enumerate(bounds) if value <= bound), len(bounds))
    low = bounds[at - 1] + 1 if at else 1
    return f"{low:>2}–{bounds[at]} {unit}" if at < len(bounds) else f"{low:>2}+ {unit}"


def _speaker(one: Judgement) -> str:
    """How the gold tells the speaker: by a noun phrase before or after the cue, or by none."""
    if one.gold is None:
        return "(made up)"
    if len(one.gold.who) > 1:
        return "two together"
    if one.gold.speaker is None:
        return "no noun phrase"
    side = "after" if one.gold.cue is None or one.gold.speaker.start >= one.gold.cue.start else "before"
    return f"{side} the cue" + (", unnamed source" if one.unnamed else "")


def _how(one: Judgement) -> str | None:
    """How the engine tells the speaker."""
    if one.found is None:
        return "(missed)"
    return one.found.speakers[0].how if one.found.speakers else "nobody"


def _rule(one: Judgement) -> str:
    return one.found.rule if one.found else "(missed)"


def _by_cue(judged: list[Judgement]) -> Callable[[Judgement], str]:
    """Lemmas of the cues; those of missed statements by the lemma that the engine gives the same words elsewhere."""
    lemmas: dict[str, Counter[str]] = {}
    for one in judged:
        if one.found is not None:
            lemmas.setdefault(_found_cue(one), Counter())[one.found.cue.lemma] += 1

    def lemma(one: Judgement) -> str:
        if one.found is not None:
            return one.found.cue.lemma or "(none)"
        words = _gold_cue(one)
        return lemmas[words].most_common(1)[0][0] if words in lemmas else words

    return lemma


def _found_cue(one: Judgement) -> str:
    span = one.found.cue.span if one.found else None
    return _bare(one.document.text[span.start : span.stop]) if span else "(none)"


def _gold_cue(one: Judgement) -> str:
    span = one.gold.cue if one.gold else None
    return _bare(one.document.text[span.start : span.stop]) if span else "(none)"


def _bare(cue: str) -> str:
    """A cue folded, without the conjunction written onto it.

    >>> _bare("وأكّد")
    'اكد'
    """
    folded = fold(cue).text.strip()
    return folded[1:] if len(folded) > 3 and folded[0] in "وف" else folded


PROPERTIES: Mapping[str, Callable[[Judgement], str | None]] = {
    "form": _form, "complement": _complement, "cue": _gold_cue, "speaker": _speaker, "how": _how, "outlet": _outlet,
    "length": _length, "rule": _rule, "confidence": _confidence,
}  # fmt: skip
_ORDERED = frozenset({"length", "confidence"})

__all__ = ["LEAST", "PROPERTIES", "groups_of"]
