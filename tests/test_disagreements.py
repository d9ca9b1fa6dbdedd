"""Disagreements: what is flagged, what is not, and why; copies stand on one side; odd input gives none."""

from __future__ import annotations

import pytest

from musnad.compare.align import match_claims
from musnad.compare.claims import Claim, find_claims
from musnad.compare.copies import find_copies
from musnad.compare.disagreements import find_disagreements, ground
from musnad.compare.values import Value, agree, close, near_dates, rounds, rounds_clock, rounds_length, slip
from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Article, Disagreement, Reading, Story
from musnad.text.lexicon import table

CAFE = "انفجرت أسطوانة غاز في مقهى شعبي وسط مدينة الرابية مساء الأحد، ما أدى إلى {}، بحسب الدفاع المدني."
TALKS = "واستغرقت المحادثات بين وفدي البلدين في قصر الضيافة بمدينة الرابية {}، وحضرها وزيرا الخارجية والدفاع."


def article(name: str, text: str, published: str | None = "2024-05-05T18:00+00:00", outlet: str = "") -> Article:
    return make_article(text, given_id=name, outlet=outlet or name, published=published)


def found(*articles: Article) -> list[Disagreement]:
    copies = tuple(find_copies(articles))
    story = Story(id="s", title="", articles=tuple(one.id for one in articles), copies=copies)
    return find_disagreements(story, {one.id: one for one in articles}, {one.id: read(one) for one in articles})


def only(*articles: Article) -> Disagreement:
    (one,) = found(*articles)
    return one


def test_a_toll_that_falls_is_a_conflict_with_its_places() -> None:
    first = article("a", CAFE.format("مقتل 7 أشخاص وإصابة 23 آخرين"), "2024-05-05T18:00+00:00")
    second = article("b", CAFE.format("مقتل 5 أشخاص وإصابة 23 آخرين"), "2024-05-05T21:00+00:00")
    one = only(first, second)
    assert (one.verdict, one.kind) == ("conflict", "number")
    assert [side.value for side in one.sides] == ["7", "5"]
    assert first.text[slice(*one.sides[0].span)] == "7 أشخاص"
    assert "the later report gives less" in one.for_


def test_a_toll_that_rises_is_an_update() -> None:
    first = article("a", CAFE.format("مقتل 5 أشخاص وإصابة 23 آخرين"), "2024-05-05T18:00+00:00")
    second = article("b", CAFE.format("مقتل 7 أشخاص وإصابة 23 آخرين"), "2024-05-05T23:00+00:00")
    one = only(first, second)
    assert one.verdict == "compatible"
    assert any("may have grown" in reason for reason in one.against)


def test_it_is_unsure_which_of_two_undated_tolls_is_the_later() -> None:
    texts = [CAFE.format(f"مقتل {count} أشخاص وإصابة 23 آخرين") for count in (5, 7)]
    one = only(article("a", texts[0], None), article("b", texts[1], None))
    assert one.verdict == "unsure"
    assert any("later" in reason for reason in one.against)


def test_at_least_and_about_agree_with_what_they_allow() -> None:
    exact = article("a", CAFE.format("مقتل 9 أشخاص وإصابة 23 آخرين"))
    for told in ("مقتل 9 أشخاص على الأقل وإصابة 23 آخرين", "مقتل 9 أشخاص وإصابة نحو 24 آخرين"):
        assert all(one.verdict == "compatible" for one in found(exact, article("b", CAFE.format(told))))


def test_a_part_is_not_held_against_the_whole() -> None:
    first = article("a", CAFE.format("مقتل 12 شخصا بينهم 3 أطفال"))
    second = article("b", CAFE.format("مقتل 12 شخصا"))
    assert not [one for one in found(first, second) if one.verdict != "compatible"]


def test_the_same_length_in_swapped_units_is_a_likely_slip() -> None:
    first = article("a", TALKS.format("ساعتين و40 دقيقة"))
    second = article("b", TALKS.format("دقيقتين و40 ثانية"))
    one = only(first, second)
    assert (one.kind, one.verdict, one.slip) == ("duration", "conflict", "a unit was swapped")
    assert [side.value for side in one.sides] == ["PT2H40M", "PT2M40S"]


def test_a_swapped_unit_about_what_may_be_another_talk_is_unsure() -> None:
    first = article("a", TALKS.format("ساعتين و40 دقيقة"))
    second = article("b", "ودامت محادثة جانبية في الردهة قبل مغادرة الضيوف دقيقتين و40 ثانية.")
    one = only(first, second)
    assert (one.verdict, one.slip) == ("unsure", "a unit was swapped")
    assert any(reason.startswith("they may speak of two things") for reason in one.against)


def test_about_three_hours_and_two_hours_forty_five_agree() -> None:
    texts = [TALKS.format("ساعتين و45 دقيقة"), TALKS.format("قرابة ثلاث ساعات")]
    one = only(article("a", texts[0]), article("b", texts[1]))
    assert one.verdict == "compatible"


def test_embedded_articles_and_lists_never_enter() -> None:
    foreign = "\nإقرأ أيضاً:\nقمة أخرى\nواستغرقت المحادثات بين وفدي البلدين في قصر الضيافة بمدينة الرابية خمس دقائق."
    first = article("a", TALKS.format("ساعتين و40 دقيقة"))
    second = article("b", TALKS.format("ساعتين و40 دقيقة") + "\nالمصدر: وكالات" + foreign)
    assert found(first, second) == []


def test_copies_stand_on_one_side() -> None:
    long = " وطالب سكان الحي بتشديد الرقابة على محال الغاز، فيما وعد رئيس البلدية بفتح تحقيق عاجل ونشر نتائجه خلال أسبوع."
    text = CAFE.format("مقتل 7 أشخاص وإصابة 23 آخرين") + long
    copy = article("b", text, "2024-05-05T18:30+00:00")
    other = article("c", CAFE.format("مقتل 5 أشخاص وإصابة 23 آخرين"), "2024-05-05T23:00+00:00")
    one = only(article("a", text), copy, other)
    assert [(side.value, side.copies) for side in one.sides] == [("7", (copy.id,)), ("5", ())]


def test_who_asserts_it_is_told() -> None:
    text = "وقال مدير المستشفى سامي الحداد إن المستشفى استقبل {} مصابا من حادث المقهى في الرابية مساء الأحد."
    first = article("a", text.format(31), "2024-05-05T20:00+00:00")
    second = article("b", text.format(24), "2024-05-05T23:00+00:00")
    one = only(first, second)
    assert one.verdict in ("conflict", "unsure")
    assert all(side.asserted_by != "outlet" for side in one.sides)


def test_prices_of_two_days_are_no_disagreement() -> None:
    text = "وصعد سعر الخام في المعاملات الآجلة إلى {} دولارا للبرميل بعد تراجع المخزونات الأسبوعية."
    first = article("a", text.format(71), "2024-05-05T18:00+00:00")
    second = article("b", text.format(74), "2024-05-06T18:00+00:00")
    assert found(first, second) == []


def test_a_name_with_one_letter_more_is_another_name() -> None:
    text = "وأكد المتحدث باسم بلدية الرابية {} أن فرق الإطفاء أخمدت الحريق الذي اندلع في المقهى مساء الأحد."
    one = only(article("a", text.format("خالد عمر")), article("b", text.format("خالد عمار")))
    assert one.kind == "name"
    assert {side.value for side in one.sides} == {"خالد عمر", "خالد عمار"}
    assert found(article("a", text.format("دونالد ترامب")), article("b", text.format("دونالد ترمب"))) == []


def test_years_that_differ_by_one_in_one_sentence() -> None:
    text = "وكان الجسر القديم قد انهار في 15 مارس {} بعد فيضان النهر الذي غمر الأحياء الشرقية من مدينة الرابية."
    one = only(article("a", text.format(2015)), article("b", text.format(2016)))
    assert (one.kind, one.verdict) == ("date", "conflict")


def test_two_minutes_of_one_goal_are_a_conflict() -> None:
    first = article("a", "وفاز فريق الرابية على ضيفه، إذ سجل المهاجم بشار الدقماق هدف المباراة الوحيد في الدقيقة 63.")
    second = article("b", "وحسم فريق الرابية المباراة بهدف حمل توقيع بشار الدقماق (62) قبل نهاية الشوط الثاني.")
    one = only(first, second)
    assert (one.kind, one.verdict) == ("time", "conflict")
    assert [side.value for side in one.sides] == ["63", "62"]
    assert first.text[slice(*one.sides[0].span)] == "63"


def test_two_goals_of_one_player_are_no_disagreement() -> None:
    first = article("a", "وسجل المهاجم بشار الدقماق هدف المباراة الأول في الدقيقة 12 أمام فريق الرابية.")
    second = article("b", "وسجل المهاجم بشار الدقماق هدف المباراة الأخير في الدقيقة 81 أمام فريق الرابية.")
    assert found(first, second) == []


def test_a_chance_is_no_goal() -> None:
    first = article("a", "وسجل المهاجم بشار الدقماق هدف المباراة الوحيد في الدقيقة 63 أمام فريق الرابية.")
    second = article("b", "وبعد هدف المباراة أهدر المهاجم بشار الدقماق فرصة ثمينة في الدقيقة 61 أمام فريق الرابية.")
    assert found(first, second) == []


POSTS = [
    ("وزير الخارجية سامر الحلبي", "نائب وزير الخارجية سامر الحلبي", True),
    ("وزير الرياضة سامر الحلبي", "وكيل وزارة الرياضة سامر الحلبي", True),
    ("وزير الخارجية سامر الحلبي", "وزير الدفاع سامر الحلبي", True),
    ("وزير الخارجية سامر الحلبي", "وزير الخارجية والدفاع سامر الحلبي", False),
    ("وزير الخارجية سامر الحلبي", "وزير الدفاع السابق سامر الحلبي", False),
    ("وزير الخارجية سامر الحلبي", "نائب وزير الخارجية ماهر الدقماق", False),
    ("وزير الخارجية سامر الحلبي", "رئيس الوفد سامر الحلبي", False),
]


@pytest.mark.parametrize(("first", "second", "differ"), POSTS)
def test_two_posts_of_one_person(first: str, second: str, differ: bool) -> None:
    told = [f"وقال {post} يوم الأحد إن الوفد سيعود غدا إلى الرابية." for post in (first, second)]
    roles = [one for one in found(article("a", told[0]), article("b", told[1])) if one.kind == "role"]
    assert [one.verdict for one in roles] == ["conflict"] * differ


def test_a_name_that_goes_on_behind_a_link_is_not_compared() -> None:
    first = article("a", "وحضر الحفل مدير الإدارة عبدالله بن علي الصفدي وعدد من موظفي البلدية في الرابية.")
    second = article("b", "وحضر الحفل مدير الإدارة عبيدالله بن سالم الدقماق وعدد من موظفي البلدية في الرابية.")
    assert [one for one in found(first, second) if one.kind == "name"] == []


NO_CONFLICTS = [
    ("ويزور الوزير خلال جولته خمس مدن أخرى في الشمال.", "ويزور الوزير خلال جولته سبع مدن في الشمال."),
    ("وقصفت أربع طائرات مقاتلة وأربع طائرات استطلاع معسكر الرابية.", "وقصفت ثماني طائرات معسكر الرابية."),
    ("ويبلغ ارتفاع التمثال في ساحة الرابية 4.5 متر.", "ويبلغ ارتفاع التمثال في ساحة الرابية خمسة أمتار."),
    ("وصدر بيان الدول الخمس الكبرى عن الاتفاق في الرابية.", "وصدر بيان الدول الست الكبرى عن الاتفاق في الرابية."),
]


@pytest.mark.parametrize(("first", "second"), NO_CONFLICTS)
def test_what_may_both_be_true_is_no_conflict(first: str, second: str) -> None:
    assert all(one.verdict != "conflict" for one in found(article("a", first), article("b", second)))


FACETS = [
    ("court", "name", "وقضت محكمة {} في مدينة الرابية بسجن صاحب المقهى ثلاثة أعوام بتهمة الإهمال.", "الجنح", "الجنايات"),
    ("prayer", "time", "وانفجرت أسطوانة الغاز في مقهى وسط مدينة الرابية أثناء صلاة {} يوم الأحد.", "الظهر", "العصر"),
    ("wound", "place", "وأصيب النادل مازن الدقماق برصاصة في {} خلال شجار في مقهى وسط الرابية.", "الكتف", "الذراع"),
    ("cause", "wording", "وقال الدفاع المدني إن الحريق الذي شب في المقهى نجم عن {}.", "تسرب الغاز", "تماس كهربائي"),
]


@pytest.mark.parametrize(("slot", "kind", "text", "first", "second"), FACETS)
def test_what_is_told_otherwise_without_a_number(slot: str, kind: str, text: str, first: str, second: str) -> None:
    one = only(article("a", text.format(first)), article("b", text.format(second)))
    assert (one.fact, one.kind) == (slot, kind)
    assert one.verdict in ("conflict", "unsure")
    assert found(article("a", text.format(first)), article("b", text.format(first) + " وأغلق المقهى.")) == []


def test_whom_one_person_speaks_for() -> None:
    one = only(
        article("a", "وقال محمود عبد الرحمن، المتحدث باسم شرطة ولاية الرابية، إن التحقيق بدأ مساء الأحد."),
        article("b", "وقال محمود عبد الرحمن، الناطق باسم شرطة ولاية الدوحاء، إن التحقيق بدأ مساء الأحد."),
    )
    assert (one.kind, one.verdict) == ("role", "conflict")
    fuller = article("c", "وقال محمود عبد الرحمن، الناطق باسم شرطة الرابية، إن التحقيق بدأ مساء الأحد.")
    assert found(article("a", "وقال محمود عبد الرحمن، المتحدث باسم شرطة ولاية الرابية، إن التحقيق بدأ."), fuller) == []


def test_what_is_counted_under_two_nouns() -> None:
    first = article("a", "وأرسلت البلدية إلى مكان الحريق في مدينة الرابية 14 سيارة إسعاف، ونقل المصابون إلى المستشفى.")
    second = article("b", "وأرسلت البلدية إلى مكان الحريق في مدينة الرابية 17 سيارة إسعاف لنقل المصابين.")
    assert {side.value for side in only(first, second).sides} == {"14", "17"}
    votes = "وحصل المرشح سالم الدقماق في الدائرة الأولى من انتخابات بلدية الرابية على {} بحسب النتائج."
    one = only(article("a", votes.format("4312 صوتا")), article("b", votes.format("4213 ناخبا")))
    assert {side.value for side in one.sides} == {"4312", "4213"}


def test_one_article_that_gives_two_years_for_one_day() -> None:
    text = "وكان الجسر القديم قد انهار في 15 مارس {} بعد فيضان النهر الذي غمر الأحياء الشرقية من مدينة الرابية."
    first = article("a", text.format(2015) + " وقالت البلدية بعد ذلك إن لجنة شكلت في 15 مارس 2016 للتحقيق.")
    one = only(first, article("b", text.format(2016)))
    assert {side.value for side in one.sides} >= {"2015-03-15", "2016-03-15"}


@pytest.mark.parametrize("text", ["", "«»…!", "12 34 56", "قال " * 4000])
def test_odd_text_gives_nothing(text: str) -> None:
    assert found(article("a", text), article("b", TALKS.format("ساعتين و40 دقيقة"))) == []


def test_missing_articles_and_readings_are_left_out() -> None:
    one = article("a", TALKS.format("ساعتين و40 دقيقة"))
    story = Story(id="s", title="", articles=("gone", one.id))
    assert find_disagreements(story, {one.id: one}, {one.id: read(one)}) == []
    assert find_disagreements(story, {one.id: one}, {}) == []


def test_a_thousand_copies_are_compared_once() -> None:
    text = CAFE.format("مقتل 7 أشخاص وإصابة 23 آخرين") + " وباشرت الشرطة التحقيق في أسباب الحادث مع صاحب المقهى."
    copies = [article(f"c{at:04d}", text) for at in range(1000)]
    other = article("z", CAFE.format("مقتل 5 أشخاص وإصابة 23 آخرين"), "2024-05-06T10:00+00:00")
    one = only(*copies, other)
    assert len(one.sides[0].copies) == 999


def test_claims_know_their_event_and_their_block() -> None:
    text = "تل الريح – وكالات\n" + CAFE.format("مقتل 7 أشخاص وإصابة 23 آخرين")
    one = make_article(text, published="2024-05-05")
    claims: list[Claim] = find_claims(one, read(one))
    counts = {(claim.what[1], claim.value.shown) for claim in claims if claim.kind == "count"}
    assert counts == {("killed", "7"), ("injured", "23")}
    assert match_claims(claims, []) == []


def test_values_agree_round_and_slip() -> None:
    exact = [Value(value, value, str(value), tuple(str(value))) for value in (24900000, 24097290, 41)]
    assert agree(Value(5, None, "≥5"), exact[2])
    assert not rounds(exact[0], exact[1])
    assert rounds(Value(41, 41, "41", ("4", "1")), Value(41.05, 41.05, "41.05", ("4", "1", "0", "5")))
    assert rounds_clock(Value(210, 210, "03:30"), Value(205, 205, "03:25"))
    assert not rounds_clock(Value(720, 720, "12:00"), Value(930, 930, "15:30"))
    assert rounds_length(Value(10800, 10800, "PT3H", ("3",)), Value(9900, 9900, "PT2H45M", ("2", "45")))
    assert close(Value(100, 100, "100"), Value(95, 95, "95"))
    assert near_dates("2015-03-15", "2016-03-15")
    assert slip(Value(7, 7, "7", ("7",)), Value(17, 17, "17", ("1", "7"))) == "slip-dropped"
    assert slip(Value(8.4, 8.4, "8.4", ("8", "4")), Value(4.8, 4.8, "4.8", ("4", "8"))) == "slip-turned"
    assert slip(Value(5, 5, "5", ("5",)), Value(9, 9, "9", ("9",))) is None


def test_each_ground_has_its_sentence() -> None:
    for row in table("grounds"):
        assert "الكلمة" in ground(row["id"], "الكلمة") or "{words}" not in row["english"]
        assert ("{words}" in row["english"]) == ("{words}" in row["arabic"])


def test_the_order_of_articles_changes_nothing() -> None:
    first = article("a", CAFE.format("مقتل 7 أشخاص وإصابة 23 آخرين"), "2024-05-05T18:00+00:00")
    second = article("b", CAFE.format("مقتل 5 أشخاص وإصابة 23 آخرين"), "2024-05-05T21:00+00:00")
    readings: dict[str, Reading] = {one.id: read(one) for one in (second, first)}
    story = Story(id="s", title="", articles=(first.id, second.id))
    assert find_disagreements(story, {second.id: second, first.id: first}, readings) == found(first, second)
