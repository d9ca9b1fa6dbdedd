"""Did WHO say QUOTE?"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from musnad.compare.check import check_quote
from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Article, Check, Coverage, Reading

COVERAGE = Coverage(articles=4)
DIRECT = 'قال وزير النقل سامي الخطيب للصحفيين: "الجسر الجديد آمن تماما ولن يغلق هذا العام".'
INDIRECT = "وأعلن مدير الميناء رامي السعدي أن الميناء سيعود إلى العمل بعد أسبوع من الإصلاحات."
DENIED = "نفى المتحدث باسم الشركة جابر الحلبي أن يكون الحريق متعمدا في المستودع الكبير."
NARRATED = "ووصلت السفينة البيضاء إلى الرصيف الشمالي عند الفجر."


def pair(text: str, name: str) -> tuple[Article, Reading]:
    article = make_article(text, outlet=name)
    return article, read(article)


@pytest.fixture(scope="module")
def pairs() -> Iterable[tuple[Article, Reading]]:
    return [pair(text, str(number)) for number, text in enumerate((DIRECT, INDIRECT, DENIED, NARRATED))]


def ask(pairs: Iterable[tuple[Article, Reading]], quote: str, by: str | None = None) -> Check:
    return check_quote(quote, by, pairs, COVERAGE)


def quoted(check: Check, pairs: Iterable[tuple[Article, Reading]]) -> str:
    texts = {article.id: article.text for article, _ in pairs}
    span = check.evidence[0].span
    return texts[check.evidence[0].article][span.start : span.stop]


def test_the_very_words_whatever_their_spelling(pairs: list[tuple[Article, Reading]]) -> None:
    found = ask(pairs, "الجِسر الجديد امن تماماً، ولن يغلق", "سامي الخطيب")
    assert found.verdict == "verbatim"
    assert quoted(found, pairs) == "الجسر الجديد آمن تماما ولن يغلق"
    assert found.evidence[0].match == 1.0
    assert found.coverage == COVERAGE


def test_close_words(pairs: list[tuple[Article, Reading]]) -> None:
    found = ask(pairs, "الجسر الجديد آمن تماما ولن يغلق ذلك العام", "الخطيب")
    assert found.verdict == "close"
    assert 0.85 <= found.evidence[0].match < 1


def test_somebody_else_said_it(pairs: list[tuple[Article, Reading]]) -> None:
    found = ask(pairs, "الجسر الجديد آمن تماما", "رامي السعدي")
    assert found.verdict == "other-speaker"
    assert found.evidence[0].speaker == "سامي الخطيب"


def test_only_paraphrased(pairs: list[tuple[Article, Reading]]) -> None:
    assert ask(pairs, "الميناء سيعود إلى العمل بعد أسبوع", "رامي السعدي").verdict == "paraphrase"
    assert ask(pairs, "بعد أسبوع يعود الميناء إلى العمل عقب الإصلاحات", "رامي السعدي").verdict == "paraphrase"


def test_denied(pairs: list[tuple[Article, Reading]]) -> None:
    assert ask(pairs, "يكون الحريق متعمدا", "جابر الحلبي").verdict == "denied"


OPPOSED = "وقال وزير الري ماهر الصفدي إن بلاده لن تشارك في قمة الأنهار المقبلة."


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("بلاده ستشارك في قمة الأنهار المقبلة", "denied"),  # one word less, and the opposite
        ("تشارك في قمة الأنهار المقبلة", "denied"),  # the very words, behind a negation
        ("سنشارك في قمة الأنهار", "denied"),
        ("لن نشارك في قمة الأنهار", "paraphrase"),
        ("ما رح نشارك بقمة الأنهار الجاي", "paraphrase"),  # as it is spoken
        ("رح نشارك بقمة الأنهار الجاي", "denied"),
        ("نرفض المشاركة في قمة الأنهار المقبلة لأسباب كثيرة", "not-found-here"),
    ],
)
def test_a_negation_turns_what_is_said_round(quote: str, verdict: str) -> None:
    assert ask([pair(OPPOSED, "a")], quote, "ماهر الصفدي").verdict == verdict


def test_who_denies_a_refusal_does_not_deny_what_was_refused() -> None:
    denied = pair("ونفى وزير الري ماهر الصفدي أن تكون بلاده رفضت المشاركة في قمة الأنهار المقبلة.", "b")
    found = ask([denied], "ستقبل بلاده المشاركة في قمة الأنهار المقبلة", "ماهر الصفدي")
    assert found.verdict == "paraphrase"
    both = ask([denied, pair(OPPOSED, "a")], "تشارك في قمة الأنهار المقبلة", "ماهر الصفدي")
    assert both.verdict == "denied"  # what agrees in more words comes first


def test_in_the_text_but_nobodys_words(pairs: list[tuple[Article, Reading]]) -> None:
    assert ask(pairs, "السفينة البيضاء إلى الرصيف الشمالي").verdict == "unattributed"


@pytest.mark.parametrize("quote", ["", "؟!", "القمر مصنوع من الجبن الأبيض", "نعم"])
def test_not_found_here(pairs: list[tuple[Article, Reading]], quote: str) -> None:
    found = ask(pairs, quote)
    assert found.verdict == "not-found-here"
    assert not found.evidence


@pytest.mark.parametrize("quote", ["غرق 30 صيادا وأنقذ 40 آخرون قرب الجزيرة", "غرق ثلاثون صيادا وأنقذ 40 قرب الجزيرة الصغيرة"])
def test_the_same_with_another_figure(quote: str) -> None:
    told = [pair("قال محافظ الساحل فارس النمر إن 12 صيادا غرقوا وأنقذ 40 آخرون قرب الجزيرة الصغيرة.", "أ")]
    assert ask(told, quote, "فارس النمر").verdict == "other-figures"
    assert ask(told, quote.replace("30", "12").replace("ثلاثون", "اثنا عشر"), "فارس النمر").verdict == "paraphrase"


def test_two_words_that_a_denial_has(pairs: list[tuple[Article, Reading]]) -> None:
    assert ask(pairs, "الحريق متعمد", "جابر الحلبي").verdict == "denied"
    assert ask(pairs, "الحريق جديد", "جابر الحلبي").verdict == "not-found-here"
