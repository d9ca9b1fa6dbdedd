"""Measures: ratios with intervals, overlap of words, matching one to one."""

from __future__ import annotations

import pytest

from musnad.evaluate.measures import (
    Harmonic,
    WordSpans,
    bcubed,
    f1,
    match,
    measure,
    overlap,
    prf,
    share,
    wilson,
)
from musnad.records import Span


def touched(text: str, *pieces: str) -> frozenset[int]:
    return WordSpans(text).touched([Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces])


def test_f1_precision_and_recall_of_sums() -> None:
    tallies = [{"m": 3, "f": 4, "g": 6}, {"m": 0, "f": 1}]
    values = {one.name: one.value for one in measure(prf("x", "m", "f", "g"), tallies)}
    assert values == {"x F1": 6 / 11, "x precision": 3 / 5, "x recall": 3 / 6}


def test_a_measure_of_nothing_has_no_value() -> None:
    (one,) = measure([share("x", "right", "all")], [{}, {}])
    assert (one.value, one.low, one.of) == (None, None, 0)


def test_no_documents() -> None:
    (one,) = measure([share("x", "right", "all")], [])
    assert one.value is None


def test_intervals_hold_the_value_and_come_out_the_same_each_time() -> None:
    tallies = [{"right": i % 3 > 0, "all": 1} for i in range(60)]
    first, second = (measure([share("x", "right", "all")], tallies) for _ in range(2))
    assert first == second
    (one,) = first
    assert one.low is not None
    assert one.high is not None
    assert one.value is not None
    assert 0.5 < one.low < one.value < one.high < 0.8


def test_intervals_can_be_left_out() -> None:
    (one,) = measure([f1("x", "m", "f", "g")], [{"m": 1, "f": 1, "g": 1}], intervals=False)
    assert (one.value, one.low) == (1.0, None)


def test_alike_documents_leave_no_doubt() -> None:
    (one,) = measure([share("x", "right", "all")], [{"right": 1, "all": 2}] * 20)
    assert (one.low, one.high) == (0.5, 0.5)


def test_harmonic_mean_of_two_ratios() -> None:
    wanted = Harmonic("x", share("p", "a", "n"), share("r", "b", "n"))
    (one,) = measure([wanted], [{"a": 1, "b": 2, "n": 2}, {"n": 2, "a": 1}])
    assert one.value == pytest.approx(0.5)


def test_words_with_vowel_marks_are_one_word() -> None:
    assert len(touched("مُضِيفاً أنّ", "مُضِيفاً أنّ")) == 2


def test_punctuation_counts_for_nothing() -> None:
    text = "قال: «نعم، سنعود»."
    assert touched(text, "نعم، سنعود") == touched(text, "«نعم، سنعود»")


def test_a_part_of_a_word_touches_it() -> None:
    assert touched("طالب بوقف النار", "وقف النار") == touched("طالب بوقف النار", "بوقف النار")


def test_pieces_are_put_together() -> None:
    text = "«نعم» قال الرجل «سنعود غدا»"
    assert len(touched(text, "نعم", "سنعود غدا")) == 3


def test_a_span_at_the_edge_of_a_word_does_not_touch_it() -> None:
    assert WordSpans("أب جد").touched([Span(2, 3)]) == frozenset()
    assert WordSpans("أب جد").touched([Span(3, 3)]) == frozenset()


def test_overlap_is_of_common_words_over_all() -> None:
    assert overlap(frozenset({1, 2, 3}), frozenset({2, 3, 4, 5})) == 2 / 5
    assert overlap(frozenset(), frozenset()) == 0


def test_matching_takes_the_greatest_overlap_first() -> None:
    found = [frozenset({1, 2, 3}), frozenset({1, 2})]
    assert [pair[:2] for pair in match(found, [frozenset({1, 2})])] == [(1, 0)]


def test_matching_is_one_to_one_and_needs_half() -> None:
    assert match([frozenset({1}), frozenset({1})], [frozenset({1})])[0][:2] == (0, 0)
    assert match([frozenset({1, 2, 3})], [frozenset({3})]) == []
    assert len(match([frozenset({1, 2})], [frozenset({2})])) == 1


def test_ties_go_where_one_prefers() -> None:
    same = [frozenset({1, 2})] * 2
    pairs = match(same, same[:1], prefer=lambda found, gold: float(found == 1))  # noqa: ARG005
    assert pairs[0].found == 1


def test_bcubed_counts_only_what_both_cluster() -> None:
    precision, recall, items = bcubed({1: "x", 2: "x", 9: "x"}, {1: "a", 2: "b", 8: "a"})
    assert (precision, recall, items) == (1.0, 2.0, 2)


def test_wilson_of_nothing_and_of_all() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(200, 200)
    assert 0.97 < low < high
    assert high == pytest.approx(1.0)
