"""Counts and measures are told in words that the finder reads back, in every form that numbers ask for."""

from __future__ import annotations

import random
from collections import Counter

import pytest

import musnad
from musnad.find.formatting import count_in_words, date_in_words, figure_in_words, time_in_words
from musnad.find.unit_words import measure_in_words
from musnad.records import Figure, Span, Time
from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.nouns import accusative, dual

SYMBOLS = sorted({row["symbol"] for row in table("measures")} - {"point"})
NUMBERS = (1, 2, 3, 10, 11, 25, 99, 100, 103, 1000, 0.5)
SPAN = Span(0, 1)
#: Two miles in the nominative are written as the city of Milan is.
CITY = ("mi", 2)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_measures_read_back(symbol: str) -> None:
    for number in NUMBERS:
        if (symbol, number) == CITY:
            continue
        told = f"بلغ القياس {measure_in_words(number, symbol)} أمس."
        found = [(one.value, one.unit) for one in musnad.find_figures(told)]
        assert found == [(number, symbol)], told


def test_every_count_to_a_thousand_takes_the_form_of_its_last_two_digits() -> None:
    seen = Counter(fold_key(row["singular"]) for row in table("countable"))
    nouns = [row for row in table("countable") if seen[fold_key(row["singular"])] == 1]
    for row in nouns[::7]:
        singular, plural = row["singular"], row["plurals"].split("،")[0].strip()
        for number in range(1001):
            told, last = count_in_words(number, singular), number % 100
            if number == 1:
                assert told.startswith(singular + " ")
            elif number == 2:
                assert told == dual(singular)
            else:
                form = plural if 3 <= last <= 10 else accusative(singular) if last >= 11 else singular
                assert told == f"{number:,} {form}", (number, singular)


def test_counts_read_back() -> None:
    draw = random.Random(7)
    nouns = [row["singular"] for row in table("countable") if row["class"] == "person"]
    for _ in range(400):
        number, noun = draw.randrange(3, 1001), draw.choice(nouns)
        told = f"حضر {count_in_words(number, noun)} أمس."
        assert number in [one.value for one in musnad.find_figures(told)], told


def test_sets_and_periods_in_words() -> None:
    def said(value: str) -> tuple[str, str]:
        time = Time(span=SPAN, type="set", value=value)
        return time_in_words(time), time_in_words(time, "en")

    assert said("XXXX-WXX-5") == ("كل جمعة", "every Friday")
    assert said("P3M") == ("كل 3 أشهر", "every 3 months")
    assert said("XXXX-XX-XXTMO") == ("صباح كل يوم", "every day morning")
    assert (date_in_words("19"), date_in_words("197", "en"), date_in_words("BC0044")) == ("القرن 20", "1970s", "44 قبل الميلاد")
    third = Figure(span=SPAN, kind="ordinal", value=3, unit="مرحلة")
    assert (figure_in_words(third), figure_in_words(third, "en")) == ("المرحلة 3", "3rd مرحلة")
