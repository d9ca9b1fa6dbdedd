"""Sayings: one statement over articles, in the same and in other words; what denies, differs in figures or is anybody's."""

from __future__ import annotations

from musnad.compare.sayings import find_sayings
from musnad.compare.wordings import differences, words_of
from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Article, CopyGroup, Reading, Saying


def news(*texts: str, published: str = "2025-10-13") -> tuple[list[Article], dict[str, Reading]]:
    """Articles of as many outlets, with their readings."""
    outlets = ("الضحى", "النورس", "السهل", "الدفة")
    articles = [
        make_article(text, outlet=outlets[n % 4], url=f"https://x{n}.example/{n}", published=published)
        for n, text in enumerate(texts)
    ]
    return articles, {one.id: read(one) for one in articles}


def sayings(*texts: str) -> list[Saying]:
    articles, readings = news(*texts)
    return find_sayings(articles, readings)


def test_the_same_words_in_two_outlets_are_one_saying() -> None:
    (one,) = sayings(
        "قال وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد.",
        "ونشرت الصحف الخبر. وأكد وزير النقل سالم الحارثي أن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد.",
    )
    assert (one.speaker, len(one.statements), one.texts, len(one.wordings)) == ("سالم الحارثي", 2, 2, 1)
    assert one.outlets == ("الضحى", "النورس")
    assert not one.translation


def test_other_words_of_one_statement() -> None:
    (one,) = sayings(
        "قال وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد بعد دفع الرسوم.",
        "وقال الحارثي إن السفن المحتجزة سوف تغادر الميناء الشمالي الأحد المقبل.",
    )
    assert len(one.wordings) == 2
    assert all(text in ("السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد بعد دفع الرسوم",
                        "السفن المحتجزة سوف تغادر الميناء الشمالي الأحد المقبل") for _, text in one.wordings)  # fmt: skip


def test_a_denial_is_no_wording_of_what_it_denies() -> None:
    claim = "قال وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد."
    assert sayings(claim, "قال وزير النقل سالم الحارثي إن السفن المحتجزة لن تغادر الميناء الشمالي يوم الأحد.") == []
    assert sayings(claim, "نفى وزير النقل سالم الحارثي أن تكون السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد.") == []


def test_other_figures_are_another_saying() -> None:
    assert sayings(
        "قال وزير النقل سالم الحارثي إن 12 سفينة محتجزة غادرت الميناء الشمالي.",
        "قال وزير النقل سالم الحارثي إن 15 سفينة محتجزة غادرت الميناء الشمالي.",
    ) == []  # fmt: skip


def test_the_words_of_two_people_are_two_sayings() -> None:
    assert sayings(
        "قال وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد.",
        "قالت ليلى حداد إن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد.",
    ) == []  # fmt: skip


def test_short_words_are_anybodys() -> None:
    assert sayings("قال سالم الحارثي إن العمل مستمر.", "قال سالم الحارثي إن العمل مستمر.") == []


def test_one_article_alone_makes_no_saying() -> None:
    told = "قال وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد."
    assert sayings(f"{told}\nوأكد سالم الحارثي أن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد.") == []


def test_what_was_said_weeks_apart_was_said_twice() -> None:
    told = "قال وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء الشمالي قريبا."
    (first,), one = news(told)
    (_, second), two = news("", told, published="2025-11-13")
    assert find_sayings([first, second], {**one, **two}) == []


def test_copies_are_one_text_and_a_person_tells_apart() -> None:
    told = "قال وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد."
    articles, readings = news(told, told)
    ids = tuple(one.id for one in articles)
    copies = [CopyGroup(id="c", articles=ids, kind="same", order="unknown", share=1.0)]
    (one,) = find_sayings(articles, readings, copies)
    assert (len(one.outlets), one.texts) == (2, 1)
    assert find_sayings(articles, readings, copies, [frozenset(one.statements)]) == []


def test_quotations_of_foreign_speakers_are_translations() -> None:
    (one,) = sayings(
        "قال وزير الخارجية الفرنسي جان مورو: «لن نقبل بإغلاق السفارة في العاصمة قبل نهاية المفاوضات».",
        "وصرح وزير الخارجية الفرنسي جان مورو: «لن نقبل إغلاق السفارة في العاصمة قبل أن تنتهي المفاوضات».",
    )
    assert one.translation


def test_the_order_of_articles_changes_nothing() -> None:
    articles, readings = news(*(
        f"{opening} وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء {where} يوم الأحد."
        for opening in ("قال", "وقال") for where in ("الشمالي", "الشمالي القديم")
    ))  # fmt: skip
    assert find_sayings(articles, readings) == find_sayings(list(reversed(articles)), readings)


def test_odd_texts_are_no_error() -> None:
    assert sayings("", "؟؟؟", "«»") == []


def test_differences_point_at_the_words_of_both() -> None:
    one, other = "لن نغادرَ الموقع الآن", "«لن نترك الموقع»، أبدا"
    found = [(d.fate, one[slice(*d.one)], other[slice(*d.other)]) for d in differences(one, other)]
    assert found == [
        ("same", "لن", "لن"), ("other", "نغادرَ", "نترك"), ("same", "الموقع", "الموقع"), ("other", "الآن", "أبدا"),
    ]  # fmt: skip
    assert words_of("").spans == ()
    assert [d.fate for d in differences("", "نعم")] == ["added"]
    assert [d.fate for d in differences("نعم", "")] == ["left-out"]
