"""Descriptions that stand alone for somebody: where they begin and end, what kind they tell of, for whom they stand."""

from __future__ import annotations

import time

import pytest

import musnad
from mentioned import mentioned
from musnad.find.name_features import NameFeatures
from musnad.find.naming import named_scene
from musnad.find.role_features import LONGEST, Sight, options
from musnad.find.scene import Tables
from musnad.link.described import plain_words
from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Reading
from musnad.store.preparing import prepare
from musnad.text.linear import NO_MODELS
from musnad.text.view import look


def described(text: str) -> dict[str, str]:
    """Descriptions as they stand in the text, with the kinds of what they stand for."""
    return mentioned(musnad.read_text(text), text, "role")


def entity_of(reading: Reading, text: str, words: str, nth: int = 0) -> str:
    """Key of the entity of a mention, by its words."""
    found = [one.entity for one in reading.mentions if text[one.span.start : one.span.stop] == words]
    return found[nth]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("أعلنت السلطات أن الطريق سيفتح غدا.", "السلطات", "body"),
        ("وأكد الرئيس الروسي أن بلاده ستبني مدرسة.", "الرئيس الروسي", "person"),
        ("وقالت الشرطة في بيان إن الطريق مغلق.", "بيان", "document"),
        ("وذكرت مصادر طبية أن المصابين نقلوا إلى المستشفى.", "مصادر طبية", "unnamed"),
        ("وانسحب مقاتلو المعارضة من القرية بعد أيام.", "مقاتلو المعارضة", "group"),
    ],
)
def test_a_description_has_its_span_and_kind(text: str, words: str, kind: str) -> None:
    assert described(text).get(words) == kind


def test_a_role_beside_a_name_stands_for_nobody_by_itself() -> None:
    assert "وزير الطاقة" not in described("التقى وزير الطاقة خالد الفالح وفدا في لندن.")


@pytest.mark.parametrize("text", ["يمكن طهي الأرز مع الخضار على نار هادئة لمدة ساعة.", "", "ال", "« ( ", "و" * 300])
def test_nothing_is_described_in_everyday_words(text: str) -> None:
    assert not described(text)


def test_the_country_is_the_one_named_before() -> None:
    text = "زار الوزير مصر ثم فرنسا. وقال رئيس الوفد إن بلاده ستبني مدرسة."
    reading = musnad.read_text(text)
    assert entity_of(reading, text, "بلاده") == entity_of(reading, text, "فرنسا")


def test_his_country_is_that_of_his_nationality() -> None:
    text = "قال وزير الخارجية الروسي سيرغي لافروف إن روسيا ستدعم لبنان. وأضاف لافروف أن بلاده ستبني مدرسة."
    reading = musnad.read_text(text)
    assert entity_of(reading, text, "بلاده") == entity_of(reading, text, "روسيا")


def test_a_country_with_letters_before_it_is_taken_up() -> None:
    text = "وصل الوفد إلى مصر. وقال الوزير إنها شكرت للبنان دعمه، وإن البلاد ستبني مدرسة."
    reading = musnad.read_text(text)
    assert entity_of(reading, text, "البلاد") == entity_of(reading, text, "لبنان")


@pytest.mark.parametrize(
    ("text", "words", "members"),
    [
        ("زار وفد من مصر فرنسا. وقال الوزير إن البلدين سيتعاونان.", "البلدين", ["مصر", "فرنسا"]),
        ("التقى فلاديمير بوتين نظيره الفرنسي إيمانويل ماكرون. وقال الرئيسان إن الحوار مستمر.", "الرئيسان",
         ["فلاديمير بوتين", "إيمانويل ماكرون"]),
        ("التقى فلاديمير بوتين وفدا. وقال الرئيسان إن الحوار مستمر.", "الرئيسان", []),
        ("التقى فلاديمير بوتين نظيره الفرنسي إيمانويل ماكرون. وقال الجانبان إن الحوار مستمر.", "الجانبان", []),
    ],
)  # fmt: skip
def test_two_in_the_dual_are_those_named_last(text: str, words: str, members: list[str]) -> None:
    reading = musnad.read_text(text)
    entities = {one.key: one for one in reading.entities}
    assert [entities[key].name for key in entities[entity_of(reading, text, words)].members] == members


@pytest.mark.parametrize(
    ("text", "words", "other", "same"),
    [
        ("حذرت منظمة الصحة العالمية (WHO) من الوباء. وقالت WHO إن العمل بدأ.", "منظمة الصحة العالمية", "WHO", True),
        ("تراجع داعش في الشمال. وقال الوزير إن تنظيم الدولة الإسلامية انتهى.", "داعش", "الدولة الإسلامية", True),
        ("أعلن الناتو أن القمة تأجلت. وأضاف حلف شمال الأطلسي أن العمل بدأ.", "الناتو", "حلف شمال الأطلسي", True),
        ("أعلن البنتاغون موقفه. وأعلن الكرملين موقفه.", "البنتاغون", "الكرملين", False),
    ],
)
def test_other_names_of_a_body_are_its_own(text: str, words: str, other: str, same: bool) -> None:
    named = {alias: one.key for one in musnad.read_text(text).entities for alias in (one.name, *one.aliases)}
    assert (named[words] == named[other]) is same


def test_a_noun_with_the_article_takes_up_who_was_called_so() -> None:
    text = "أصدرت شركة نوكيا تقريرا جديدا. وقالت الشركة إن المصنع سيغلق. وأكدت الشركة أن العمال سينقلون."
    reading = musnad.read_text(text)
    assert {entity_of(reading, text, "الشركة", nth) for nth in (0, 1)} == {entity_of(reading, text, "نوكيا")}


def test_no_end_leaves_the_line_or_a_mark_open() -> None:
    text = "قال مسؤول في شركة \"الأفق\" للطاقة إن العمل بدأ.\nمصادر"
    features = NameFeatures.load()
    scene = named_scene(look(text), Tables.load(NO_MODELS))
    sight = Sight(scene, features, features.tokens(scene))
    for first in range(len(sight.tokens)):
        for one in options(sight, first)[1:]:
            words = [scene.norm(at) for at in range(first, one.stop)]
            assert words.count('"') % 2 == 0
            assert len(words) <= LONGEST
            assert "\n" not in text[scene.words[first].start : scene.words[one.stop - 1].stop]


def test_words_are_compared_without_the_article() -> None:
    assert plain_words("الرئيس الروسي") == plain_words("رئيس روسي")


def test_time_grows_with_the_text() -> None:
    text = "وقالت السلطات في بيان إن قوات الأمن اعتقلت مسلحين في المنطقة. "
    musnad.read_text(text)
    short = min(_seconds(text * 20) for _ in range(3))
    assert min(_seconds(text * 160) for _ in range(3)) < 24 * short


def _seconds(text: str) -> float:
    started = time.process_time()
    musnad.read_text(text)
    return time.process_time() - started


def test_descriptions_alone_are_nobody_s_name_in_a_library() -> None:
    """«The club» of one article is not «the club» of another: the library knows who has a name, speaks or acts."""
    text = "تعادل الفريق مع ضيفه. وقال المدرب سالم الحارثي إن الفريق لعب جيدا. وأضاف الوزير أن النادي سيكرم اللاعبين."
    article = make_article(text, published="2025-10-14")
    reading = read(article)
    assert {"الفريق", "النادي"} <= {one.name for one in reading.entities}
    kept = prepare(article, reading).entities
    assert [name for _, _, name, _, _ in kept] == ["سالم الحارثي", "الوزير"]
