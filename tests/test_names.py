"""Names in a text: where they begin and end, what they name, which mentions are one."""

from __future__ import annotations

import time

import pytest

import musnad
from mentioned import mentioned
from musnad.find.attached import cut_word
from musnad.find.words import NewsWords
from musnad.records import Reading


def named(reading: Reading, text: str) -> dict[str, str]:
    """Names as they stand in the text, with the kinds of what they name."""
    return mentioned(reading, text, "name")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("التقى وزير الطاقة خالد الفالح وفدا في لندن.", "خالد الفالح", "person"),
        ("قال الممثل الأمريكي جورج كلوني إنه سيعود.", "جورج كلوني", "person"),
        ("أعلنت شركة نوكيا أن المصنع سيغلق.", "نوكيا", "body"),
        ("وصل الوفد إلى مدينة بوردو الفرنسية.", "بوردو", "place"),
        ("عقد الاجتماع في مقر وزارة الخارجية الروسية.", "وزارة الخارجية الروسية", "body"),
        ("أكد الكرملين أن اللقاء تأجل.", "الكرملين", "body"),
    ],
)
def test_a_name_has_its_span_and_kind(text: str, name: str, kind: str) -> None:
    assert named(musnad.read_text(text), text).get(name) == kind


def test_attached_letters_belong_to_no_name() -> None:
    text = "اتفقت فرنسا مع ألمانيا ثم لحقت بهما إسبانيا. وسلم الوزير لبريطانيا ولإيطاليا نسخة."
    assert {"بريطانيا", "إيطاليا"} <= named(musnad.read_text(text), text).keys()


def test_a_last_name_alone_is_found_again() -> None:
    text = "قال المخرج كريستوف نولان إن الفيلم جاهز. وفي ختام الحفل شكر نولان فريقه."
    reading = musnad.read_text(text)
    spans = {one.span for one in reading.mentions if text[one.span.start : one.span.stop].endswith("نولان")}
    assert len(spans) == 2
    assert len({one.entity for one in reading.mentions if one.span in spans}) == 1


@pytest.mark.parametrize(
    ("word", "letters"), [("وروسيا", "و"), ("لليمن", "ل"), ("باريس", ""), ("وليد", ""), ("ولترامب", "ول"), ("", ""), ("و", "")]
)
def test_words_are_cut_where_they_begin(word: str, letters: str) -> None:
    assert cut_word(NewsWords.load(), word).letters == letters


def test_nothing_is_named_in_everyday_words() -> None:
    text = "يمكن طهي الأرز مع الخضار على نار هادئة لمدة ساعة."
    assert not named(musnad.read_text(text), text)


@pytest.mark.parametrize("text", ["", "ق", "###", "_ _ _", "Putin قال", "و" * 500, "\u200f\u200e"])
def test_odd_text_gives_no_error(text: str) -> None:
    musnad.read_text(text)


def test_time_grows_with_the_text() -> None:
    text = "قال وزير الطاقة خالد الفالح في الرياض إن روسيا وافقت. "
    musnad.read_text(text)
    short = min(_seconds(text * 20) for _ in range(3))
    assert min(_seconds(text * 160) for _ in range(3)) < 24 * short


def _seconds(text: str) -> float:
    started = time.process_time()
    musnad.read_text(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("قال خالد الرميحي الرئيس التنفيذي لمجلس التنمية إن العمل بدأ.", "خالد الرميحي", "الرئيس التنفيذي لمجلس التنمية"),
        ("وقال سامي النجار، وزير الطاقة، إن العمل بدأ.", "سامي النجار", "وزير الطاقة"),
        ("وصل ولي العهد الأمير محمد بن سلمان إلى الرياض.", "محمد بن سلمان", "ولي العهد"),
        ("حضر المدير، ووزير الطاقة خالد الفالح.", "خالد الفالح", "وزير الطاقة"),
        ("وصل الدكتور سامي النجار إلى لندن.", "سامي النجار", "الدكتور"),
        ("التقى فلاديمير بوتين الرئيس الأمريكي دونالد ترامب في موسكو.", "فلاديمير بوتين", None),
        ("نفى محامي ترامب الخبر.", "ترامب", None),
        ("أعلن سامي النجار، ووزير الطاقة خالد الفالح، موقفهما.", "سامي النجار", None),
    ],
)
def test_the_role_beside_a_name(text: str, name: str, role: str | None) -> None:
    mentions = musnad.read_text(text).mentions
    (found,) = [one.role for one in mentions if text[one.span.start : one.span.stop] == name]
    assert (text[found.start : found.stop] if found else None) == role
