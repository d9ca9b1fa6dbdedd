"""Figures: counts, money, percent, measures, ordinals, ages, scores and ranges, each with its value, unit and modifier.

One walk over the numbers of a text (what times cover is theirs), one over duals and single casualties; then each figure
learns what happened to what it counts (`event`) and of what other figure it is a part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from musnad.find.alone import read_alone
from musnad.find.figure_context import events_of, parts_of
from musnad.find.figure_rules import read_figure, read_word
from musnad.find.figure_sheet import Found, Sheet
from musnad.find.figure_words import FigureWords
from musnad.find.modifiers import Modifiers, bounds
from musnad.records import Figure, Span, Time
from musnad.text.view import View

#: Kinds that are counted in whole things.
_AND = ("و", "ف")
_WHOLE = frozenset({"count", "ordinal", "age"})


def find_figures(view: View, words: FigureWords, times: Sequence[Time] = ()) -> tuple[Figure, ...]:
    """All figures of a text, in order, without overlaps; numbers inside `times` are no figures.

    >>> from musnad.text.view import look
    >>> found = find_figures(look("قتل 12 شخصا بينهم 3 أطفال وأنفقت 3.2 مليار دولار"), FigureWords.load())
    >>> [(figure.kind, figure.value, figure.unit, figure.event) for figure in found]
    [('count', 12, 'شخص', 'killed'), ('count', 3, 'طفل', 'killed'), ('money', 3200000000, 'USD', None)]
    """
    sheet = Sheet(view, words, _covered(view, times))
    found = _walk(sheet)
    if not found and not times and (alone := read_alone(sheet)):
        found = [alone]
    figures = [_figure(sheet, one) for one in found]
    return tuple(parts_of(sheet, found, events_of(sheet, found, figures)))


def _covered(view: View, times: Sequence[Time]) -> frozenset[int]:
    """Indices of the words that time expressions cover."""
    covered: set[int] = set()
    for time in times:
        if time.of == "text":
            start = max(bisect_left(view.starts, time.span.start + 1) - 1, 0)
            covered.update(range(start, bisect_left(view.starts, time.span.stop)))
    return frozenset(covered)


def _walk(sheet: Sheet) -> list[Found]:
    found: list[Found] = []
    after = 0
    for index in sheet.candidates:
        if index < after or index in sheet.covered:
            continue
        one = read_figure(sheet, index) if index in sheet.numbers else read_word(sheet, index)
        if one is not None and one.first >= after and not any(place in sheet.covered for place in one.places()):
            found.append(one)
            sheet.latest = one
            after = one.last + 1
    return found


def _figure(sheet: Sheet, one: Found) -> Figure:
    mod = _modifier(sheet, one)
    low, high = one.low, one.high
    if one.kind not in ("score", "range") and one.value is not None:
        low, high = bounds(one.value, mod, whole=one.kind in _WHOLE and isinstance(one.value, int))
    return Figure(
        span=Span(sheet.start(one.first, one.skip), sheet.words[one.last].stop),
        kind=one.kind,
        value=None if one.kind in ("score", "range") else one.value,
        low=low,
        high=high,
        unit=one.unit,
        counted=one.counted,
        mod=mod,
        reason=one.reason,
    )


def _modifier(sheet: Sheet, one: Found) -> str:
    if one.kind in ("score", "ordinal"):
        return ""
    modifiers = Modifiers.load()
    mod = "" if one.skip and sheet.norm(one.first)[:1] in _AND else modifiers.on_left(sheet.words, one.first)[0]
    mod = mod or modifiers.on_right(sheet.words, one.last + 1) or _after_adjective(sheet, one, modifiers)
    return mod or _around_noun(sheet, one, modifiers)


#: Between «عدد» and its number stand so many words at most.
NOUN_WORDS = 5


def _around_noun(sheet: Sheet, one: Found, modifiers: Modifiers) -> str:
    """The modifier of «لا يتجاوز عدد المقاعد 300 مقعد»: the noun of numbers and what it counts stand inside."""
    for noun in range(one.first - 1, max(one.first - NOUN_WORDS - 1, 0), -1):
        if sheet.words[noun].kind != "arabic":
            return ""
        if sheet.phrase(noun, "number_of", "their_number"):
            return modifiers.around(sheet.words, noun, one.first)
    return ""


def _after_adjective(sheet: Sheet, one: Found, modifiers: Modifiers) -> str:
    """«180 شخصا بريئا على الأقل»: one word may stand between."""
    between = one.last + 1
    if between + 1 < len(sheet.words) and sheet.words[between].kind == "arabic":
        return modifiers.on_right(sheet.words, between + 1)
    return ""


def figures_in(figures: Sequence[Figure], span: Span) -> tuple[Figure, ...]:
    """The figures that lie inside a span."""
    return tuple(one for one in figures if span.start <= one.span.start and one.span.stop <= span.stop)


def in_base_units(figure: Figure) -> tuple[float, str] | None:
    """A measure's value in the base unit of its dimension («12 كيلومترا» is 12000 m); None where units do not convert."""
    from musnad.find.conversion import to_base

    return None if figure.value is None or figure.unit is None else to_base(figure.value, figure.unit)


__all__ = ["figures_in", "find_figures", "in_base_units"]
