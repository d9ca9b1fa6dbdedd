"""Trace: who had a text first as far as stamps tell, what each cut, changed and added; the places of a quotation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conftest import Place
from musnad.compare.trace import find_reuse
from musnad.library import Library, LibraryError, open_library
from musnad.page.article import make_article
from musnad.records import Article

AGENCY = (
    "أعلنت هيئة الموانئ أن السفينة الأولى دخلت الحوض الجديد صباح اليوم بعد تأخير دام أسبوعين.\n"
    "وقال مدير الميناء سامي الراشد إن العمال أنهوا تجهيز الرافعات قبل الموعد المحدد بيومين.\n"
    "وتبلغ كلفة الحوض الجديد نحو أربعين مليون دينار دفعت الحكومة نصفها في العام الماضي.\n"
    "وكانت الأشغال قد توقفت مرتين بسبب العواصف التي ضربت الساحل في الشتاء.\n"
)
EDITED = AGENCY.replace("دام أسبوعين", "دام نحو أسبوعين").replace("وكانت الأشغال قد توقفت مرتين بسبب العواصف التي ضربت الساحل في الشتاء.\n", "")  # noqa: E501
OWN = (
    "زار مراسلنا الحوض الجديد في الميناء والتقى عددا من البحارة الذين انتظروا طويلا قبالة الشاطئ.\n"
    "وقال مدير الميناء سامي الراشد إن العمال أنهوا تجهيز الرافعات قبل الموعد المحدد بيومين.\n"
    "ويأمل الصيادون أن تخصص لهم الهيئة رصيفا صغيرا بعيدا عن حركة السفن الكبيرة.\n"
)
OTHER = "فاز فريق المدينة على ضيفه بثلاثة أهداف لهدف في المباراة التي أقيمت مساء أمس على الملعب البلدي.\n" * 2


def piece(text: str, outlet: str, published: str | None) -> Article:
    return make_article(text, outlet=outlet, url=f"https://{outlet}.example/1", published=published)


def test_the_later_took_from_the_earlier_and_says_what_changed() -> None:
    first, second = piece(AGENCY, "وكالة", "2025-10-13T08:00+03:00"), piece(EDITED, "صحيفة", "2025-10-13T10:00+03:00")
    for asked, others in ((first, [second]), (second, [first])):
        one, two = find_reuse(asked, [*others, piece(OTHER, "ملعب", "2025-10-13T09:00+03:00")])
        assert (one.article, one.after, two.article, two.after) == (first.id, None, second.id, first.id)
        assert [sentence.fate for sentence in two.sentences] == ["changed", "same", "same"]
        assert [first.text[slice(*span)] for span in two.left_out] == [AGENCY.splitlines()[3]]
        changed = two.sentences[0]
        assert changed.base is not None
        assert first.text[slice(*changed.base)] == AGENCY.splitlines()[0]


def test_nobody_is_first_where_stamps_leave_it_open() -> None:
    one, two = find_reuse(piece(AGENCY, "وكالة", "2025-10-13"), [piece(EDITED, "صحيفة", "2025-10-13T10:00")])
    assert one.after is None
    assert two.after is None
    assert {one.base, two.base} == {one.article, two.article}


def test_a_report_of_its_own_with_one_sentence_in_common_is_no_reuse() -> None:
    assert find_reuse(piece(AGENCY, "وكالة", "2025-10-13"), [piece(OWN, "قناة", "2025-10-14"), piece(OTHER, "ملعب", None)]) == []


def test_an_article_without_sentences_is_no_error() -> None:
    assert find_reuse(piece("؟", "وكالة", None), [piece("", "صحيفة", None)]) == []


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    with open_library(place("news")) as made:
        made.add(
            [
                piece(AGENCY, "وكالة", "2025-10-13T08:00+03:00"), piece(EDITED, "صحيفة", "2025-10-13T10:00+03:00"),
                piece(OWN, "قناة", "2025-10-14T10:00+03:00"), piece(OTHER, "ملعب", "2025-10-12"),
            ]
        )  # fmt: skip
        yield made


def test_an_article_of_the_library(library: Library) -> None:
    found = library.trace("https://صحيفة.example/1")
    assert found.order == "by stamp"
    assert [library.article(key)[0].outlet for key in found.articles] == ["وكالة", "صحيفة"]
    assert library.trace("https://ملعب.example/1").articles == ()


def test_a_quotation_in_order(library: Library) -> None:
    found = library.trace("العمال أنهوا تجهيز الرافعات قبل الموعد المحدد")
    assert [library.article(one.article)[0].outlet for one in found.evidence] == ["وكالة", "صحيفة", "قناة"]
    assert found.order == "by stamp"
    assert found.coverage.articles == 4
    assert library.trace("لم يقل أحد هذا الكلام هنا").articles == ()
    with pytest.raises(LibraryError, match="no article nothing"):
        library.trace("nothing")
