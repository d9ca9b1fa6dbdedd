"""Numbers in words, digits and both: every integer that num2words writes is read back."""

from __future__ import annotations

import os
import random

import pytest

from musnad.find.formatting import count_in_words, date_in_words, duration_in_words, figure_in_words, large_in_words, month_names
from musnad.find.formatting import time_in_words as say
from musnad.records import Figure, Span, Time
from musnad.text.fold import fold
from musnad.text.lexicon import table
from musnad.text.number_words import digits_value
from musnad.text.numbers import NumberWords, find_numbers, read_number
from musnad.text.words import split_words


def numbers(text: str) -> list[int | float | None]:
    return [one.value for one in find_numbers(split_words(fold(text)), NumberWords.load())]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("واحد وعشرون", 21),
        ("أحد عشر", 11),
        ("إحدى عشرة", 11),
        ("اثنتي عشرة", 12),
        ("ثلاثة عشر", 13),
        ("خمسة وأربعين", 45),
        ("مائة وثلاثة", 103),
        ("مئتان وخمسون", 250),
        ("ثلاثمئة", 300),
        ("ثلاث مئة", 300),
        ("ألف", 1000),
        ("ألفان وأحد عشر", 2011),
        ("ألفا ومئتين", 1200),
        ("ثلاثة آلاف وخمسمئة", 3500),
        ("ثلاثة وعشرون ألفا", 23000),
        ("ثلاثمائة وخمسة وأربعون ألفًا وستمائة وثمانية وسبعون", 345678),
        ("مليون ونصف المليون", 1_500_000),
        ("مليون ونصف", 1_500_000),
        ("مليونان ومئتا ألف", 2_200_000),
        ("نصف مليون", 500_000),
        ("ثلاثة أرباع مليون", 750_000),
        ("3.2 مليار", 3_200_000_000),
        ("٣٫٢ مليار", 3_200_000_000),
        ("3 ملايين و200 ألف", 3_200_000),
        ("مئة ألف مليار", 10**14),
        ("تريليون", 10**12),
        ("1,234,567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("١٬٢٣٤", 1234),
        ("12,5", 12.5),
        ("صفر", 0),
    ],
)
def test_values(text: str, value: float) -> None:
    assert read_number(text) == value


def test_lists_are_no_sums() -> None:
    assert numbers("ثلاثة وأربعة") == [3, 4]
    assert numbers("عشرون وثلاثون") == [20, 30]
    assert numbers("مليون و3 رجال") == [1_000_000, 3]
    assert numbers("ألف ومئة") == [1100]


def test_words_that_only_look_like_numbers() -> None:
    assert numbers("لست واثقا من كمية كبيرة ولكنها لأحد الناس") == []
    assert read_number("كتاب") is None
    assert read_number("") is None
    assert read_number("9" * 400) is None


@pytest.mark.parametrize("row", list(table("numbers")), ids=lambda row: row["id"])
def test_each_row_is_read_in_its_example(row: dict[str, str]) -> None:
    assert list(find_numbers(split_words(fold(row["example"])), NumberWords.load())), row["example"]


def test_digits() -> None:
    assert digits_value("1,2345") == 1.2345
    assert digits_value("0,500") == 0.5
    assert digits_value("1,234.5") == 1234.5
    assert digits_value("1.234,5") == 1234.5
    assert digits_value("1" * 25) is None


def _round_trip(number: int) -> None:
    from num2words import num2words

    # num2words joins with a free conjunction, writes the plain accusative «ألفا» for two thousand, leaves the accusative out
    # before nouns («أحد عشر ألف»), and makes 101,000 «مائة و ألف ألف», which nobody writes; all of it must be read back.
    written = num2words(number, lang="ar")
    assert read_number(written) == number, written


def test_numbers_in_words_read_back() -> None:
    pytest.importorskip("num2words")
    draw = random.Random(1_000_000)
    for number in (*range(2200), *range(0, 1_000_001, 1000), *(draw.randrange(1_000_001) for _ in range(20_000))):
        _round_trip(number)
    for _ in range(2000):
        _round_trip(draw.randrange(10**13))


#: The forms of the oblique case and the feminine ones of the units, beside those that num2words writes.
_OBLIQUE = {"ون": "ين", "ألفان": "ألفين", "مئتان": "مئتين", "مائتان": "مائتين", "مليونان": "مليونين", "اثنان": "اثنين"}
_FEMININE = {
    "ثلاثة": "ثلاث", "أربعة": "أربع", "خمسة": "خمس", "ستة": "ست", "سبعة": "سبع", "ثمانية": "ثماني", "تسعة": "تسع", "عشرة": "عشر",
    "واحد": "واحدة", "اثنان": "اثنتان",
}  # fmt: skip


def test_other_cases_and_genders_read_back() -> None:
    """The oblique case, the conjunction written onto its word, and the last unit in the feminine."""
    num2words = pytest.importorskip("num2words").num2words
    draw = random.Random(7)
    for number in (*range(3, 1000), *(draw.randrange(1_000_001) for _ in range(5000))):
        words = num2words(number, lang="ar").replace(" و ", " و").split()
        oblique = " ".join(_oblique(word) for word in words)
        assert read_number(oblique) == number, oblique
        bare = words[-1].removeprefix("و") if words[-1] not in _FEMININE else words[-1]
        if bare in _FEMININE and 3 <= number % 100 <= 10:
            feminine = " ".join([*words[:-1], words[-1].replace(bare, _FEMININE[bare])])
            assert read_number(feminine) == number, feminine


def _oblique(word: str) -> str:
    for ending, other in _OBLIQUE.items():
        if word.endswith(ending) and word.removeprefix("و") not in ("مليون", "تريليون", "بليون"):
            return word.removesuffix(ending) + other
    return word


@pytest.mark.soak
def test_every_number_to_a_million_reads_back() -> None:
    pytest.importorskip("num2words")
    step = max(1, round(1 / float(os.environ.get("MUSNAD_SOAK", "1"))))
    for number in range(0, 1_000_001, step):
        _round_trip(number)


# --- back into words --------------------------------------------------------------------------------------------------


def test_counts_have_the_plural_that_arabic_wants() -> None:
    told = [count_in_words(number, "تقرير") for number in (1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 1000, 2.5)]
    assert told == [
        "تقرير واحد", "تقريران", "3 تقارير", "10 تقارير", "11 تقريرا", "99 تقريرا", "100 تقرير", "102 تقرير",
        "103 تقارير", "111 تقريرا", "1,000 تقرير", "2.5 تقرير",
    ]  # fmt: skip
    assert [count_in_words(number, "دولة") for number in (1, 2, 5, 20)] == ["دولة واحدة", "دولتان", "5 دول", "20 دولة"]
    assert count_in_words(2, "تقرير", "oblique") == "تقريرين"
    assert count_in_words(4, "بيان مجهول") == "4 بيان مجهولات"  # a sound plural where the noun is not known


def test_values_in_words() -> None:
    assert large_in_words(12_000_000) == "12 مليونا"
    assert large_in_words(3_000_000) == "3 ملايين"
    assert large_in_words(999) == "999"
    assert duration_in_words("P1Y6M") == "سنة واحدة و6 أشهر"
    assert duration_in_words("PT1M30S", "en") == "1 minute 30 seconds"
    assert duration_in_words("PXD") == "PXD"
    assert date_in_words("2015-08-10T11:00Z", "en") == "10 August 2015 11:00"
    assert date_in_words("2025-08-16TEV", "en") == "16 August 2025, evening"
    assert date_in_words("2015-06-18/2015-07-16") == "18 يونيو 2015 – 16 يوليو 2015"
    assert date_in_words("XXXX-WXX-4") == "XXXX-WXX-4"
    assert len(month_names("MA")) == 12
    span = Span(0, 1)
    assert say(Time(span=span, type="duration", value="PT3H")) == "3 ساعات"
    assert say(Time(span=span, type="date", value=None)) == ""
    assert figure_in_words(Figure(span=span, kind="money", value=3_200_000_000, unit="SAR")) == "3.2 مليار ريال سعودي"
    money = [figure_in_words(Figure(span=span, kind="money", value=value, unit="USD")) for value in (1, 2, 3, 15, 100, 12_345)]
    assert money == [
        "دولار أمريكي واحد", "دولاران أمريكيان", "3 دولارات أمريكية", "15 دولارا أمريكيا", "100 دولار أمريكي",
        "12,345 دولارا أمريكيا",
    ]  # fmt: skip
    assert figure_in_words(Figure(span=span, kind="money", value=3, unit="EUR")) == "3 يورو"
    assert figure_in_words(Figure(span=span, kind="count", value=12_345, unit="قتيل")) == "12,345 قتيلا"
    ages = [figure_in_words(Figure(span=span, kind="age", value=value, unit=unit)) for value, unit in ((5, "عام"), (25, "سنة"))]
    assert ages == ["5 أعوام", "25 سنة"]
    assert figure_in_words(Figure(span=span, kind="money", value=50, unit="USD"), "en") == "50 USD"
    assert figure_in_words(Figure(span=span, kind="score", value=None, low=3, high=1)) == "3-1"
    assert figure_in_words(Figure(span=span, kind="range", value=None, low=20, high=30, unit="%")) == "20–30%"
    assert figure_in_words(Figure(span=span, kind="count", value=11, unit="جندي")) == "11 جنديا"
