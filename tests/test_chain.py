"""The chain of a statement: each kind of link and where it comes from, relays carried while in force, principals, about."""

from __future__ import annotations

from musnad import read_text
from musnad.link.chains import step_names
from musnad.records import Reading


def _links(reading: Reading, number: int = 0) -> list[tuple[str, str, str]]:
    return [(link.kind, link.name, link.from_) for link in reading.statements[number].chain]


def _principal(reading: Reading, number: int) -> str | None:
    names = {one.key: one.name for one in reading.entities}
    return names.get(reading.statements[number].speakers[0].on_behalf_of or "")


def test_outlet_agency_speaker() -> None:
    reading = read_text("نقلت وكالة رويترز عن دبلوماسي غربي أن المحادثات انهارت.", outlet="النخيل")
    assert _links(reading) == [
        ("outlet", "النخيل", "article"), ("agency", "وكالة رويترز", "sentence"), ("unnamed", "دبلوماسي غربي", "sentence")
    ]  # fmt: skip


def test_who_broadcast_stands_before_the_document() -> None:
    reading = read_text("قال المتحدث في بيان بثته قناة محلية إن القوات انسحبت.")
    assert [link[:2] for link in _links(reading)][:2] == [("channel", "قناة محلية"), ("document", "بيان")]


def test_every_link_of_the_sentence_has_its_words() -> None:
    text = "قال الوزير في بيان إن الجسر سيفتح، نقلا عن صحيفة محلية."
    for link in read_text(text).statements[0].chain:
        assert link.span is not None
        assert text[slice(*link.span)] == link.name


def test_a_relay_is_carried_while_its_speaker_goes_on() -> None:
    reading = read_text(
        "نقلت وكالة رويترز عن وزير المياه قوله إن السد سيفتح. وأضاف أن العمل مستمر.\n\nوقال وزير النقل إن الطريق مغلق."
    )
    assert ("agency", "وكالة رويترز", "sentence") in _links(reading, 0)
    assert ("agency", "وكالة رويترز", "carried") in _links(reading, 1)
    assert not [link for link in _links(reading, 2) if link[0] == "agency"]
    assert reading.statements[1].via == ()


def test_a_spokesman_speaks_for_somebody() -> None:
    reading = read_text("قال المتحدث باسم وزارة الخارجية إن السفير عاد. وأضاف أن المحادثات مستمرة.")
    assert [_principal(reading, number) for number in (0, 1)] == ["وزارة الخارجية"] * 2


def test_a_minister_speaks_for_himself() -> None:
    assert _principal(read_text("قال الوزير إن العمل بدأ."), 0) is None


def test_whom_a_statement_is_about() -> None:
    reading = read_text("قال الوزير إن الرئيس فلاديمير بوتين وافق. وقال الوزير إن العمل بدأ.")
    names = {one.key: one.name for one in reading.entities}
    assert [[names[key] for key in one.about] for one in reading.statements] == [["فلاديمير بوتين"], []]


def test_a_date_in_somebodys_words_is_not_the_day_on_which_anything_was_said() -> None:
    text = "قال الوزير سالم الحارثي أمس الأحد إن العمل مستمر، مضيفا أن الإضراب الذي بدأ في 28 سبتمبر انتهى."
    told = read_text(text, published="2025-10-13").statements
    assert [one.said for one in told] == ["2025-10-12", "2025-10-12"]
    text = "قال الوزير سالم الحارثي إن العمل مستمر، مضيفا أن الإضراب الذي بدأ في 28 سبتمبر انتهى."
    assert {one.said for one in read_text(text, published="2025-10-13").statements} == {None}
    text = "قال الوزير سالم الحارثي إن العمل مستمر، ويزور الميناء غدا الثلاثاء."
    assert {one.said for one in read_text(text, published="2025-10-13").statements} == {None}


def _steps(text: str, number: int = 0) -> tuple[str, ...]:
    return step_names(read_text(text, outlet="النخيل").statements[number].chain)


def test_two_origins_stand_side_by_side() -> None:
    text = "أعلن وزير المياه سالم الحارثي أن السد سيفتح.\nالمصدر: رويترز + فرانس برس"
    reading = read_text(text, outlet="النخيل")
    assert [link.parent for link in reading.statements[0].chain] == [None, 0, 0, None]
    assert _steps(text) == ("النخيل", "رويترز + فرانس برس", "سالم الحارثي")


def test_origins_side_by_side_without_an_outlet() -> None:
    reading = read_text("أعلن وزير المياه سالم الحارثي أن السد سيفتح.\nالمصدر: رويترز + فرانس برس")
    assert step_names(reading.statements[0].chain) == ("رويترز + فرانس برس", "سالم الحارثي")


def test_an_agency_that_the_sentence_names_is_not_told_by_the_credit_again() -> None:
    text = (
        "قال وزير المياه سالم الحارثي إن السد سيفتح، حسبما ذكرت وكالة رويترز. وقالت نائبته إن العمل بدأ.\n"
        "المصدر: رويترز + فرانس برس"
    )
    assert _steps(text) == ("النخيل", "وكالة رويترز", "سالم الحارثي")
    assert _steps(text, 1)[1] == "رويترز + فرانس برس"


def test_two_speakers_stand_side_by_side() -> None:
    text = "أكد وزير المياه سالم الحارثي ووزير النقل فهد الشمري أن السد سيفتح."
    assert _steps(text)[-1] == "سالم الحارثي + فهد الشمري"
