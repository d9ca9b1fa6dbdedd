"""Times: cards of each expression type with positives and negatives, bad input, round trips of the calendars."""

from __future__ import annotations

import os
import random
import time as clock
from datetime import date, timedelta

import pytest

from musnad.find.calendar import MONTHS, WEEKDAYS, resolve
from musnad.find.hijri import hijri_of
from musnad.find.intervals import interval_of, seconds_of
from musnad.find.time_words import TimeWords
from musnad.find.times import date_again, find_times, find_times_by
from musnad.records import Time
from musnad.text.lexicon import table
from musnad.text.view import look

#: A Sunday.
ANCHOR = date(2025, 8, 17)


def times(text: str, anchor: date | None = ANCHOR) -> tuple[Time, ...]:
    return find_times(look(text), anchor, TimeWords.load())


def told(text: str, anchor: date | None = ANCHOR) -> list[tuple[str, str | None]]:
    """Spans and values of a text."""
    return [(text[one.span.start : one.span.stop], one.value) for one in times(text, anchor)]


# Each card: a text, then what is to be found in it: «span» → value, separated by " | ".
DATES = """
وصل الوفد في 24 فبراير/ شباط 2022 :: 24 فبراير/ شباط 2022=2022-02-24
وصل الوفد في 24 شباط (فبراير) 2022 :: 24 شباط (فبراير) 2022=2022-02-24
وصل الوفد في الأول من مايو 2018 :: الأول من مايو 2018=2018-05-01
وصل الوفد في الخامس والعشرين من شهر مارس عام 2015 :: الخامس والعشرين من شهر مارس عام 2015=2015-03-25
وصل الوفد يوم 15 أغسطس 2015م :: يوم 15 أغسطس 2015م=2015-08-15
وصل الوفد في ١٥ أغسطس ٢٠١٥ :: ١٥ أغسطس ٢٠١٥=2015-08-15
وصل الوفد في ۱۵ أغسطس ۲۰۱۵ :: ۱۵ أغسطس ۲۰۱۵=2015-08-15
وصل الوفد في 15/8/2015 :: 15/8/2015=2015-08-15
وصل الوفد في 15-8-2015 :: 15-8-2015=2015-08-15
وصل الوفد في 15.8.2015 :: 15.8.2015=2015-08-15
وصل الوفد في 2015-08-15 :: 2015-08-15=2015-08-15
وصل الوفد في 2015/8/15م :: 2015/8/15م=2015-08-15
Published on 6th, May 2025 GMT :: 6th, May 2025=2025-05-06
وصل الوفد في غشت 2019 :: غشت 2019=2019-08
وصل الوفد في جانفي 2019 :: جانفي 2019=2019-01
وصل الوفد في كانون الثاني 2019 :: كانون الثاني 2019=2019-01
وصل الوفد في تشرين الأول/أكتوبر 2019 :: تشرين الأول/أكتوبر 2019=2019-10
وصل الوفد في أبريل من عام 2013 :: أبريل من عام 2013=2013-04
وصل الوفد في مارس ألفين وأحد عشر :: مارس ألفين وأحد عشر=2011-03
وصل الوفد عام ألف وتسعمئة وتسعة وتسعين :: عام ألف وتسعمئة وتسعة وتسعين=1999
وصل الوفد منذ عام 2016 :: عام 2016=2016
وصل الوفد في 2016 وغادر :: 2016=2016
تنتهي الخطة بحلول 2036 :: 2036=2036
امتدت الحرب بين عامي 2011 و2015 :: عامي 2011=2011 | 2015=2015
أقيم موسم 2014-2015 في الصيف :: موسم 2014-2015=2014/2015
ارتفعت الأرباح في الربع الأول من 2015 :: الربع الأول من 2015=2015-Q1
ارتفعت الأرباح في النصف الثاني من عام 2014 :: النصف الثاني من عام 2014=2014-H2
سافر جده في ثمانينيات القرن الماضي :: ثمانينيات القرن الماضي=198
ولد في القرن التاسع عشر :: القرن التاسع عشر=18
ولد في القرن الحادي والعشرين :: القرن الحادي والعشرين=20
اندلعت الحرب صيف 2014 :: صيف 2014=2014-SU
يقام المعرض من 15 إلى 20 أغسطس 2015 :: 15=2015-08-15 | 20 أغسطس 2015=2015-08-20
وصل الوفد في فاتح نوفمبر 2015 :: فاتح نوفمبر 2015=2015-11-01
وصل الوفد في 15 يوليو، 2013 :: 15 يوليو، 2013=2013-07-15
وصل الوفد في 10/2015 :: 10/2015=2015-10
وصل الوفد في شهر يوليو تموز 2015 :: شهر يوليو تموز 2015=2015-07
امتد العمل من يناير إلى مارس 2015 :: يناير=2015-01 | مارس 2015=2015-03
ولد في العقد الأول من القرن العشرين :: العقد الأول من القرن العشرين=190
عاش في الأسبوع الأول من يناير 2015 :: يناير 2015=2015-01
كانت سفيرة في الفترة من 2009-2013 :: 2009-2013=2009/2013
"""

HIJRI = """
صدر القرار في 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م :: 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م=2015-08-10
صدر القرار في 25/10/1436هـ :: 25/10/1436هـ=2015-08-10
صدر القرار يوم الاثنين 25/10/1436هـ الموافق 10/8/2015م :: يوم الاثنين 25/10/1436هـ الموافق 10/8/2015م=2015-08-10
صدر القرار في رمضان 1436 :: رمضان 1436=2015-06-18/2015-07-16
صدر القرار عام 1436هـ :: عام 1436هـ=2014-10-25/2015-10-13
صدر القرار خلال العام 1435/ 1436هـ (2014م) :: العام 1435/ 1436هـ (2014م)=2014
صدر القرار في 9 ذي الحجة 1436 :: 9 ذي الحجة 1436=2015-09-22
صدر القرار في غرة محرم 1437 :: غرة محرم 1437=2015-10-14
أعلنت الجائزة في دورة 1436هـ :: 1436هـ=2014-10-25/2015-10-13
حدث ذلك في شهر رمضان العام الماضي :: شهر رمضان العام الماضي=2024-03-11/2024-04-09
"""

RELATIVE = """
وصل الوفد أمس :: أمس=2025-08-16
وصل الوفد أول من أمس :: أول من أمس=2025-08-15
وصل الوفد اليوم :: اليوم=2025-08-17
يصل الوفد غدا :: غدا=2025-08-18
يصل الوفد يوم غد الاثنين :: يوم غد الاثنين=2025-08-18
يصل الوفد بعد غد :: بعد غد=2025-08-19
وصل الوفد أمس السبت :: أمس السبت=2025-08-16
وصل الوفد أول من أمس (الجمعة) :: أول من أمس (الجمعة)=2025-08-15
عقدت القمة اليوم الجمعة :: اليوم الجمعة=2025-08-15
السبت، أعلن الوزير القرار :: السبت=2025-08-16
يلتقيان الاثنين :: الاثنين=2025-08-18
قال إنه سيتوجه إلى العاصمة الاثنين المقبل :: الاثنين المقبل=2025-08-18
وصل الوفد الأحد الماضي :: الأحد الماضي=2025-08-10
من المقرر أن تبدأ الدورة الثلاثاء :: الثلاثاء=2025-08-19
لم يصل الوفد يوم الجمعة :: يوم الجمعة=2025-08-15
وصل الوفد الأسبوع الماضي :: الأسبوع الماضي=2025-W32
يصل الوفد الأسبوع المقبل :: الأسبوع المقبل=2025-W34
وصل الوفد الشهر الماضي :: الشهر الماضي=2025-07
وصل الوفد في مايو الماضي :: مايو الماضي=2025-05
يصل الوفد في يناير المقبل :: يناير المقبل=2026-01
وصل الوفد العام الماضي :: العام الماضي=2024
شارك منذ مطلع العام الحالي :: العام الحالي=2025
وصل الوفد هذا الأسبوع :: هذا الأسبوع=2025-W33
تراجع الدولار في القرن الماضي :: القرن الماضي=19
يصل في الخامس من الشهر المقبل :: الخامس من الشهر المقبل=2025-09-05
وصل الوفد قبل ثلاثة أيام :: قبل ثلاثة أيام=2025-08-14
وصل الوفد قبل أسبوع :: قبل أسبوع=2025-W32
وصل الوفد قبل عامين :: قبل عامين=2023
تأسست الشركة قبل عقدين :: قبل عقدين=200
وصل الوفد قبل نحو عشرين عاما :: قبل نحو عشرين عاما=2005
بدأ التحقيق منذ حوالي عام :: منذ حوالي عام=2024
أعلن ذلك خلال عطلة نهاية الأسبوع :: عطلة نهاية الأسبوع=2025-W32-WE
فاز به هذا الموسم :: هذا الموسم=2025/2026
توفي عام 2016، وقبل ذلك بخمسة أعوام فاز بالجائزة :: عام 2016=2016 | قبل ذلك بخمسة أعوام=2011
ارتفعت الأسعار في الربع الأول من العام الجاري :: الربع الأول من العام الجاري=2025-Q1
يصل الوفد الثلاثاء بعد القادم :: الثلاثاء بعد القادم=2025-08-26
يصل الوفد السبت والأحد المقبلين :: السبت=2025-08-23 | الأحد المقبلين=2025-08-24
تأجلت المحاكمة أمس إلى السابع من نوفمبر :: أمس=2025-08-16 | السابع من نوفمبر=2025-11-07
تعطلت المدارس منذ الخميس :: الخميس=2025-08-14
وقع في السابع من سبتمبر حادث مروع :: السابع من سبتمبر=2024-09-07
تأجل الحفل على أن يعقد الأربعاء :: الأربعاء=2025-08-20
"""

CLOCKS = """
يبدأ اللقاء الساعة 11:00 بالتوقيت المحلي :: الساعة 11:00=2025-08-17T11:00
يبدأ اللقاء الساعة 11:00 بتوقيت غرينتش :: الساعة 11:00=2025-08-17T11:00Z
يبدأ اللقاء عند الساعة 12,46 (19,46 ت غ) :: الساعة 12,46=2025-08-17T12:46 | 19,46=2025-08-17T19:46Z
وقع الانفجار في الساعة الثالثة والنصف عصرا :: الساعة الثالثة والنصف عصرا=2025-08-17T15:30
وقع الانفجار في الساعة الخامسة إلا ربعا فجرا :: الساعة الخامسة إلا ربعا فجرا=2025-08-17T04:45
وقع الانفجار في الثامنة مساء :: الثامنة مساء=2025-08-17T20:00
وقع الانفجار في الساعة الثانية عشرة ظهرا :: الساعة الثانية عشرة ظهرا=2025-08-17T12:00
وقع الانفجار في الساعة الثامنة والدقيقة :: الساعة الثامنة=2025-08-17T08:00
وقع الانفجار صباح أمس :: صباح أمس=2025-08-16TMO
وقع الانفجار مساء الجمعة :: مساء الجمعة=2025-08-15TEV
وقع الانفجار ليل الأحد الاثنين :: ليل الأحد الاثنين=2025-08-17TNI
وقع الانفجار بعد ظهر الثلاثاء :: بعد ظهر الثلاثاء=2025-08-12TAF
وقع الانفجار الليلة الماضية :: الليلة الماضية=2025-08-16TNI
وقع الانفجار الجمعة صباحا :: الجمعة صباحا=2025-08-15TMO
وقع الانفجار الساعة 8 من مساء الجمعة :: الساعة 8 من مساء الجمعة=2025-08-15T20:00
وقع الانفجار مساء السبت، واستمرت المعارك طوال الليل :: مساء السبت=2025-08-16TEV | الليل=2025-08-16TNI
"""

DURATIONS = """
استمر اللقاء ساعتين و45 دقيقة :: ساعتين و45 دقيقة=PT2H45M
استمر اللقاء دقيقتين و45 ثانية :: دقيقتين و45 ثانية=PT2M45S
استمر اللقاء قرابة 3 ساعات :: 3 ساعات=PT3H
استمر اللقاء ساعة ونصف الساعة :: ساعة ونصف الساعة=PT1H30M
استمر اللقاء ساعة وربع :: ساعة وربع=PT1H15M
استمر اللقاء ثلاث ساعات إلا ربعا :: ثلاث ساعات إلا ربعا=PT2H45M
استمر اللقاء نصف ساعة :: نصف ساعة=PT30M
استمر اللقاء ثلاثة أرباع الساعة :: ثلاثة أرباع الساعة=PT45M
استمرت الحرب ثلاث سنوات ونصف السنة :: ثلاث سنوات ونصف السنة=P3Y6M
استمرت الحرب سنة وثلاثة أشهر :: سنة وثلاثة أشهر=P1Y3M
استمر الحصار أحد عشر شهرا :: أحد عشر شهرا=P11M
استمر حكمه أربعة عقود :: أربعة عقود=P40Y
استمر حكمه ربع قرن :: ربع قرن=P25Y
غاب عقدا ونصف العقد :: عقدا ونصف العقد=P15Y
أقاموا في الفندق ثلاث ليال :: ثلاث ليال=P3D
سافر بعد يومين من الحفل :: يومين=P2D
سافر قبل يوم من بدء الاقتراع :: يوم=P1D
عاد خلال أسبوع :: أسبوع=P1W
عاد بعد ساعات من سقوطه :: ساعات=PTXH
عاد بعد عدة أيام من سقوطه :: عدة أيام=PXD
يعمل في الشركة منذ سنتين :: سنتين=P2Y
تحسنت الحال خلال السنوات العشر الماضية :: السنوات العشر الماضية=P10Y
تحسنت الحال خلال العامين الماضيين :: العامين الماضيين=P2Y
تحسنت الحال خلال الـ24 ساعة الماضية :: الـ24 ساعة الماضية=PT24H
عاش في المدينة 40 عاما :: 40 عاما=P40Y
حكم عليه بالسجن ثلاثة أعوام :: ثلاثة أعوام=P3Y
استمر الحصار بين 3 و5 سنوات :: بين 3 و5 سنوات=P3Y/P5Y
عاد بعد 3 أو 4 أيام من السفر :: 3 أو 4 أيام=P3D/P4D
تكونت الأرض منذ 4 مليارات عام :: 4 مليارات عام=P4000000000Y
"""

SETS = """
يجتمع المجلس كل أسبوع :: كل أسبوع=P1W
يجتمع المجلس كل ثلاثة أشهر :: كل ثلاثة أشهر=P3M
يجتمع المجلس كل يوم جمعة :: كل يوم جمعة=XXXX-WXX-5
يزدحم المطعم في الساعة الثالثة مساء أيام الجمعة :: الساعة الثالثة مساء أيام الجمعة=XXXX-WXX-5T15:00
تنتج المزرعة الحليب يوميا :: يوميا=P1D
يفتح المعرض كل صباح :: كل صباح=XXXX-XX-XXTMO
"""

REFS = """
لا أنباء حتى الآن :: الآن=PRESENT_REF
لا تصريحات في الوقت الحالي :: الوقت الحالي=PRESENT_REF
تراجعت الأسعار مؤخرا :: مؤخرا=PAST_REF
تراجعت الأسعار في الأيام الأخيرة :: الأيام الأخيرة=PAST_REF
تراجعت الأسعار في السنوات القليلة الماضية :: السنوات القليلة الماضية=PAST_REF
سنفتتح المعرض خلال الأيام القادمة :: الأيام القادمة=FUTURE_REF
سنفتتح المعرض قريبا :: قريبا=FUTURE_REF
لا نريد تكرار أخطاء الماضي :: الماضي=PAST_REF
أعلن ذلك في وقت سابق :: وقت سابق=PAST_REF
"""

NOTHING = """
خسر أرضه في حرب الأيام الستة
قال الأمين العام كلمته
نقلت روسيا اليوم الخبر
بدأت في الثانية والأخيرة من مباريات الدور
مارس اللاعب هوايته بشكل عام
قال أب لثلاثة أبناء إنه راض
المؤتمر السنوي لمنظمة الصحة
وفي نهاية اليوم لا يهم أحدا
قال الرئيس رجب والوزير رمضان كلمتين
للتواصل أرسل رسالة إلى 88591
توفي عن عمر 83 عاما
فاز العداء محمد (23 عاما) بالسباق
وصل أحمد سامي، 39 عاما، إلى المحكمة
عادت الأم في الأربعينيات من عمرها
سجل هدفه في الدقيقة 45
صدر القرار 2401 بالإجماع
الحرب العالمية الثانية بين دول كثيرة
تغلب على ضيفه 1 - صفر ذهابا
أكد الحزبان اللذان ظهرا معا ذلك
قال لصحيفة «اليوم» إن العمل بدأ
زار المتحف خلال أيام العرض
قال لويجي دي مايو كلمته
مرر زميله آلان الكرة
تستهدف لاعبين أعمارهم بين 16 و21 عاما
"""


def cards(block: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    found = []
    for line in block.strip().splitlines():
        text, _, expected = line.partition(" :: ")
        pairs = [tuple(pair.rsplit("=", 1)) for pair in expected.split(" | ")] if expected else []
        found.append((text, [(span, value) for span, value in pairs]))
    return found


@pytest.mark.parametrize(
    ("text", "expected"), cards(DATES + HIJRI + RELATIVE + CLOCKS + DURATIONS + SETS + REFS + NOTHING)
)
def test_cards(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("استمر اللقاء نحو 3 ساعات", "APPROX"),
        ("استمر اللقاء 3 ساعات تقريبا", "APPROX"),
        ("استمر اللقاء أكثر من ساعتين", "MORE_THAN"),
        ("استمر اللقاء أقل من ساعتين", "LESS_THAN"),
        ("استمر اللقاء ما لا يقل عن ساعتين", "EQUAL_OR_MORE"),
        ("استمر اللقاء ساعتين على الأقل", "EQUAL_OR_MORE"),
        ("استمر اللقاء ما لا يزيد على ساعتين", "EQUAL_OR_LESS"),
        ("وصل الوفد مطلع العام الماضي", "START"),
        ("وصل الوفد منتصف الشهر الماضي", "MID"),
        ("وصل الوفد أواخر مايو 2015", "END"),
        ("وصل الوفد في وقت متأخر مساء الجمعة", "END"),
        ("وصل الوفد مساء الجمعة", ""),
    ],
)
def test_modifiers(text: str, mod: str) -> None:
    assert [one.mod for one in times(text)] == [mod]


def test_both_calendars_are_kept() -> None:
    assert [one.hijri for one in times("صدر القرار في 25 شوال 1436 هـ")] == ["1436-10-25"]
    assert [one.hijri for one in times("صدر القرار في رمضان الماضي")] == ["1446-09"]
    assert [one.hijri for one in times("صدر القرار في 25 مايو 2015")] == [None]


def test_an_ambiguous_date_keeps_both_readings() -> None:
    (plain,) = times("وصل الوفد في 3/4/2025")
    assert (plain.value, plain.alternatives) == ("2025-04-03", ("2025-03-04",))
    (settled,) = times("وصل الوفد يوم الثلاثاء 4/3/2025")  # 4 March 2025 was a Tuesday
    assert (settled.value, settled.alternatives) == ("2025-03-04", ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("وصل الوفد يوم 31 فبراير 2015", "no such day"),
        ("وصل الوفد في 15/13/2015", "no such month"),
        ("وصل الوفد في 31/2/2015", "no such day"),
        ("وصل الوفد في 30 رمضان 1436 هـ", "no such day"),
        ("وصل الوفد الساعة 25", "no such hour"),
        ("وصل الوفد الساعة 11:75", "no such hour"),
        ("بني المسجد سنة 900 هـ", "outside the years of the Umm al-Qura calendar"),
    ],
)
def test_what_cannot_be_is_kept_without_a_value(text: str, reason: str) -> None:
    (one,) = times(text)
    assert (one.value, one.reason) == (None, reason)


@pytest.mark.parametrize(
    "text",
    ["", "9" * 400, "الساعة " + "9" * 400, "30 30 30/30/30 :: 99:99", "و" * 300, "في في في 1/1/1/1/1", "\N{ARABIC TATWEEL}" * 9,
     "قبل قبل منذ بعد", "الأول من", "31", "من 5 إلى", "ساعتين و"],
)  # fmt: skip
def test_odd_text_raises_nothing(text: str) -> None:
    for one in times(text):
        assert 0 <= one.span.start < one.span.stop <= len(text)


def test_without_an_anchor_values_stay_open_and_can_be_dated_later() -> None:
    assert told("أعلن ذلك اليوم الاثنين", None) == [("اليوم الاثنين", "XXXX-WXX-1")]
    assert told("أعلن ذلك اليوم", None) == [("اليوم", "XXXX-XX-XX")]
    (one,) = times("أعلن ذلك مساء اليوم الخميس", None)
    assert one.value == "XXXX-WXX-4TEV"
    assert date_again(one, date(2025, 8, 15)).value == "2025-08-14TEV"
    assert date_again(one, None).value == one.value


def test_the_anchor_may_depend_on_the_place() -> None:
    text = "وصل الوفد أمس. وصل الوفد أمس."
    found = find_times_by(look(text), lambda offset: ANCHOR if offset < 15 else None, TimeWords.load())
    assert [one.value for one in found] == ["2025-08-16", "XXXX-XX-XX"]
    assert [one.anchor for one in found] == ["2025-08-17", None]


def test_spans_leave_attached_letters_out_and_keep_the_article() -> None:
    assert told("وبالأمس وصل الوفد وللأسبوع الماضي أثره")[0][0] == "الأمس"
    assert told("والجمعة وصل الوفد") == [("الجمعة", "2025-08-15")]
    assert told("عُقدت القمّة يوم الجُمعة")[0][0] == "يوم الجُمعة"


@pytest.mark.parametrize("row", list(table("weekdays")), ids=lambda row: row["id"])
def test_each_weekday(row: dict[str, str]) -> None:
    for form in row["forms"].split("،"):
        (found,) = told(f"وصل الوفد يوم {form.strip()} الماضي")
        assert date.fromisoformat(str(found[1])).isoweekday() == int(row["number"])


@pytest.mark.parametrize("row", [row for row in table("generated/months") if row["regions"] not in ("en", "fr")], ids=str)
def test_each_month_of_each_region(row: dict[str, str]) -> None:
    assert told(f"وصل الوفد في 9 {row['form']} 2015")[0][1] == f"2015-{int(row['number']):02}-09"
    assert told(f"وصل الوفد في شهر {row['form']} 2015")[0][1] == f"2015-{int(row['number']):02}"


@pytest.mark.parametrize("name", ["months", "hijri_months", "time_units", "time_words", "weekdays", "tense_words"])
def test_each_row_is_found_in_its_example(name: str) -> None:
    """The example of each row gives a time, except those of words that only make others none."""
    silent = {
        "of_the_past", "light_years", "nights_and_one", "under_age", "name_of_outlet",
        "name_of_day", "war", "age_word", "age_owner", "event_of",
    }  # fmt: skip
    for row in table(name):
        if row["id"] not in silent:
            assert times(row["example"]), row["id"]


def test_resolve_knows_its_whole_language() -> None:
    for how in ("past", "coming", "last", "next", "near"):
        for what in (*WEEKDAYS, *MONTHS, "05-15", "summer", "winter", "h09", "h09-15"):
            value = resolve(f"{how}-{what}", ANCHOR)
            days = interval_of(value)
            assert days is not None, (how, what, value)
            if how == "last":
                assert days[1] < ANCHOR
            if how == "next":
                assert days[0] > ANCHOR
            if how == "past":
                assert days[0] <= ANCHOR
            if how == "coming":
                assert days[1] >= ANCHOR
            assert "X" in str(resolve(f"{how}-{what}", None))
    # far verbs give way to what is near; a weekday tells the year of a day that is far
    assert [resolve(f"{how}-september", ANCHOR) for how in ("past", "recent", "soon")] == ["2024-09", "2025-09", "2025-09"]
    assert [resolve(f"{how}-01-15", ANCHOR) for how in ("recent", "soon", "wednesday", "thursday")] == [
        "2025-01-15", "2026-01-15", "2025-01-15", "2026-01-15",
    ]  # fmt: skip
    assert resolve("near-02-30", ANCHOR) is None
    assert resolve("year+99999", ANCHOR) is None
    assert resolve("nonsense", ANCHOR) is None


def test_intervals_and_lengths() -> None:
    assert interval_of("2015-Q2") == (date(2015, 4, 1), date(2015, 6, 30))
    assert interval_of("2015-H2") == (date(2015, 7, 1), date(2015, 12, 31))
    assert interval_of("2015-WI") == (date(2015, 12, 1), date(2016, 2, 29))
    assert interval_of("2014/2015") == (date(2014, 1, 1), date(2015, 12, 31))
    assert interval_of("2015-08-08T14:30Z") == (date(2015, 8, 8), date(2015, 8, 8))
    assert interval_of("2015-02-31") is None
    assert interval_of("PAST_REF") is None
    assert seconds_of("PT2H45M") == 9900
    assert seconds_of("P1Y") == pytest.approx(365.2425 * 86400)
    assert seconds_of("PTXH") is None


@pytest.mark.parametrize("unit", ["1 و", "15 مايو و", "الثامنة والعاشرة ", "من 1 إلى ", "في 25 الجاري ", "2015-01-01t10:00 "])
def test_long_runs_of_one_thing_raise_nothing(unit: str) -> None:
    times(unit * 3000)


def test_time_is_linear_in_length() -> None:
    line = "وصل الوفد في 15 أغسطس 2015 قبل ثلاثة أيام من اللقاء ساعتين و45 دقيقة و" * 2900  # about 200,000 characters
    view = look(line)
    short = look(line[: len(line) // 10])
    start = clock.process_time()
    find_times(short, ANCHOR, TimeWords.load())
    middle = clock.process_time()
    find_times(view, ANCHOR, TimeWords.load())
    assert clock.process_time() - middle < 40 * max(middle - start, 0.01)


def _check_hijri_day(day: date) -> None:
    hijri = hijri_of(day)
    assert hijri is not None
    year, month, number = hijri
    form = next(row for row in table("hijri_months") if int(row["number"]) == month)["forms"].split("،")[0].strip()
    for text in (f"صدر القرار في {number} {form} {year} هـ", f"صدر القرار في {number}/{month}/{year}هـ"):
        (one,) = times(text)
        assert (one.value, one.hijri) == (day.isoformat(), f"{year:04}-{month:02}-{number:02}"), text


FIRST, LAST = date(1937, 3, 14), date(2077, 11, 16)  # 1 Muharram 1356 to 30 Dhu l-Hijja 1500


def test_hijri_days_read_as_hijridate_counts_them() -> None:
    draw = random.Random(1436)
    for _ in range(400):
        _check_hijri_day(FIRST + timedelta(days=draw.randrange((LAST - FIRST).days + 1)))


@pytest.mark.soak
def test_every_hijri_day() -> None:
    step = max(1, round(1 / float(os.environ.get("MUSNAD_SOAK", "1"))))
    for count in range(0, (LAST - FIRST).days + 1, step):
        _check_hijri_day(FIRST + timedelta(days=count))
