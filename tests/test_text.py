"""The ground floor: every view of a text knows the way back to it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.records import Span
from musnad.text.fold import fold, fold_key
from musnad.text.quotes import find_quotes
from musnad.text.sentences import split_sentences
from musnad.text.view import look
from musnad.text.words import bases, split_words, without_enclitic

ALPHABET = "ابتدرسلمنوهيةىأإآءؤئكقعف ًٌَُِّْـ\u200f\u200e\u202b\u202cﻻﷺ٠١٢۳.,،؛:!؟\"«»“”‘’()[]-–\n\t abcXYZ123"
TEXTS = st.text(alphabet=ALPHABET, max_size=200)


def pieces(text: str) -> list[tuple[str, bool]]:
    return [(text[one.inner_start : one.inner_stop], one.closed) for one in find_quotes(text)]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أنكوريج إلى آخر", "انكوريج الي اخر"),
        ("مسؤول شئون", "مسوول شيون"),
        ("كرةٌ", "كره"),
        ("کیف", "كيف"),
        ("الـــسلام", "السلام"),
        ("٤٥٪ و۱۲", "45% و12"),
        ("ﻻ", "لا"),
        ("RT", "rt"),
    ],
)
def test_folding_knows_spelling_variants(written: str, folded: str) -> None:
    assert fold_key(written) == folded


def test_folding_keeps_what_tells_words_apart() -> None:
    assert fold_key("حسن") != fold_key("حسين")
    assert fold_key("ساعتين") != fold_key("دقيقتين")


@given(TEXTS)
def test_every_folded_character_leads_back_to_its_source(text: str) -> None:
    folded = fold(text)
    at = [folded.at(offset) for offset in range(len(folded.text) + 1)]
    assert at == sorted(at)
    assert at[-1] == len(text)
    for offset, char in enumerate(folded.text):
        assert char in fold(text[at[offset]]).text


@given(TEXTS)
def test_words_lie_in_order_inside_the_text_and_fold_to_their_norm(text: str) -> None:
    end = 0
    for word in split_words(fold(text)):
        assert end <= word.start < word.stop <= len(text)
        assert fold_key(text[word.start : word.stop]).replace(" ", "") == word.norm or word.norm in fold_key(text)
        end = word.start


@given(TEXTS)
def test_sentences_leave_out_nothing_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    inside = {offset for span in spans for offset in range(span.start, span.stop)}
    assert all(text[offset].isspace() for offset in range(len(text)) if offset not in inside)
    assert all(a.stop <= b.start for a, b in pairwise(spans))


@given(TEXTS)
def test_quotations_lie_inside_the_text(text: str) -> None:
    for quote in find_quotes(text):
        assert 0 <= quote.start < quote.inner_start < quote.inner_stop <= quote.stop <= len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('قال: "نعم".', [("نعم", True)]),
        ("قال: «نعم» ثم «لا».", [("نعم", True), ("لا", True)]),
        ("قال: ”نعم“.", [("نعم", True)]),
        ('ويدفع لـ"اتخاذ القرار" اليوم', [("اتخاذ القرار", True)]),
        ('قال "أحب "البحر" كثيرا" ومضى', [('أحب "البحر" كثيرا', True), ("البحر", True)]),
        ('قال "نعم ولم يغلقها', [("نعم ولم يغلقها", False)]),
        ('نعم" قال "لا" ومضى', [("لا", True)]),
        ("لا علامات هنا", []),
        ('"" فارغة', []),
    ],
)
def test_quotation_marks_are_paired_one_by_one(text: str, found: list[tuple[str, bool]]) -> None:
    assert pieces(text) == found


def test_a_stray_mark_turns_nothing_in_other_paragraphs() -> None:
    whole = 'قال الأول: "نعم".\nوقال الثاني: "لا".\nوقال الثالث: "ربما".'
    broken = whole.replace('نعم"', "نعم", 1)
    assert pieces(broken)[1:] == pieces(whole)[1:]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('تتيح تحقيق انفراجة".وأوضح الوزير الأمر.', 2),
        ("ارتفع 3.5 في المئة.", 1),
        ("قال د. سامي ذلك. ومضى.", 2),
        ("هل جاء؟ نعم!", 2),
        ("سطر أول\nسطر ثان", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


def test_a_word_that_lies_over_an_edge_is_cut_there() -> None:
    text = "أخبار ذات صلةاعتبر الوزير"
    view = look(text, [text.index("اعتبر")])
    assert [word.norm for word in view.words] == ["اخبار", "ذات", "صله", "اعتبر", "الوزير"]
    assert view.of(Span(view.words[3].start, view.words[3].stop)) == "اعتبر"


def test_clitics_are_looked_through() -> None:
    assert ("وبال", "سلام") in bases("وبالسلام")
    assert bases("وزير")[0] == ("", "وزير")
    assert ("تصريح", "ه") in without_enclitic("تصريحه")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_long_and_short_texts_are_folded_alike(text: str) -> None:
    padded = text + " أإآةىؤئ مَـ\u200fA" * 12
    one_by_one = "".join(fold(char).text for char in padded)
    assert fold(padded).text == one_by_one
