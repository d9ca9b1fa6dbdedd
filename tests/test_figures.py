"""Figures: cards of each kind with positives and negatives, events and parts, modifiers as intervals, bad input."""

from __future__ import annotations

from datetime import date

import pytest

from musnad.find.figure_words import FigureWords
from musnad.find.figures import figures_in, find_figures, in_base_units
from musnad.find.modifiers import bounds
from musnad.find.time_words import TimeWords
from musnad.find.times import find_times
from musnad.records import Figure, Span
from musnad.text.lexicon import table
from musnad.text.view import look

ANCHOR = date(2025, 8, 17)


def figures(text: str) -> tuple[Figure, ...]:
    view = look(text)
    return find_figures(view, FigureWords.load(), find_times(view, ANCHOR, TimeWords.load()))


def told(text: str) -> list[str]:
    """Figures as ``span|kind|value|unit``; a range or a score with both its numbers."""
    return [
        f"{text[one.span.start : one.span.stop]}|{one.kind}|"
        f"{f'{one.low}-{one.high}' if one.kind in ('score', 'range') else one.value}|{one.unit or ''}"
        for one in figures(text)
    ]


# Each card: a text, then the figures in it as «span|kind|value|unit», separated by " ; ".
COUNTS = """
أحصت اللجنة 17 حالة انتهاك :: 17 حالة|count|17|حالة
غادرت مئة حافلة المدينة :: مئة حافلة|count|100|حافلة
وصل خمسة أطفال إلى المشفى :: خمسة أطفال|count|5|طفل
وصل 15 مدنيا إلى المشفى :: 15 مدنيا|count|15|مدني
وصل ثلاثة وعشرون ألف لاجئ :: ثلاثة وعشرون ألف لاجئ|count|23000|لاجئ
وصل ألف وخمسمئة مسلح :: ألف وخمسمئة مسلح|count|1500|مسلح
وصل 1,234 لاجئا :: 1,234 لاجئا|count|1234|لاجئ
وصل ١٢٫٥ ألف لاجئ :: ١٢٫٥ ألف لاجئ|count|12500|لاجئ
وصل ١٬٢٣٤ لاجئا :: ١٬٢٣٤ لاجئا|count|1234|لاجئ
وصل 1.500 لاجئ إلى المدينة :: 1.500 لاجئ|count|1500|لاجئ
وصل 4،8 ملايين لاجئ :: 4،8 ملايين لاجئ|count|4800000|لاجئ
شمل البرنامج (23) مشروعا :: (23) مشروعا|count|23|مشروع
يقيم فيها مليون ونصف المليون شخص :: مليون ونصف المليون شخص|count|1500000|شخص
سقط قتيلين في الهجوم :: قتيلين|count|2|قتيل
اعتقلت الشرطة مواطنين مصريين اثنين :: مواطنين مصريين اثنين|count|2|مواطن
نجا شخص واحد من الحادث :: شخص واحد|count|1|شخص
اجتمعت الدول الـ27 في المدينة :: الدول الـ27|count|27|دولة
غاب اللاعبون الثلاثة عن الحفل :: اللاعبون الثلاثة|count|3|لاعب
فاز به ثلاث مرات :: ثلاث مرات|count|3|مرة
وصل عشرات المهاجرين إلى الجزيرة :: عشرات المهاجرين|count|None|مهاجر
وصل عشرات الآلاف من الأشخاص :: عشرات الآلاف من الأشخاص|count|None|شخص
غادر الآلاف المدينة :: الآلاف|count|None|
اعتقلت الشرطة ستة من عناصر التنظيم :: ستة من عناصر|count|6|عنصر
صوت 176 من أصل 328 نائبا :: 176|count|176|نائب ; 328 نائبا|count|328|نائب
قال إن طفلا قتل في القصف :: طفلا|count|1|طفل
"""

UNITS = """
ارتفعت الأسعار 5 في المئة :: 5 في المئة|percent|5|%
ارتفعت الأسعار 5.5% :: 5.5%|percent|5.5|%
ارتفعت الأسعار ٥٪ :: ٥٪|percent|5|%
ارتفعت الأسعار %5 :: %5|percent|5|%
ارتفعت الأسعار واحدا بالمئة :: واحدا بالمئة|percent|1|%
ارتفعت الأسعار نصف في المئة :: نصف في المئة|percent|0.5|%
أنفقت الشركة 3.2 مليار دولار :: 3.2 مليار دولار|money|3200000000|USD
أنفقت الشركة ألفي دولار :: ألفي دولار|money|2000|USD
أنفقت الشركة $50 :: $50|money|50|USD
أنفقت الشركة 50 يورو :: 50 يورو|money|50|EUR
أنفقت الشركة 50 جنيها إسترلينيا :: 50 جنيها|money|50|GBP
أنفقت الشركة 50 ريالا قطريا :: 50 ريالا|money|50|QAR
أنفقت الشركة 50 درهما مغربيا :: 50 درهما|money|50|MAD
قال العراق إن الكلفة 50 دينارا :: 50 دينارا|money|50|IQD
قالت لبنان إن الكلفة 50 ليرة :: 50 ليرة|money|50|LBP
أنفقت الشركة دولارين :: دولارين|money|2|USD
تبعد القرية 100 كلم عن العاصمة :: 100 كلم|measure|100|km
تبلغ المساحة 12 كيلومترا مربعا :: 12 كيلومترا|measure|12|km2
بلغت السرعة 120 كيلومترا في الساعة :: 120 كيلومترا|measure|120|km/h
بلغت الحرارة 45 درجة مئوية :: 45 درجة|measure|45|°C
بلغت قوة الزلزال 6.1 درجات على مقياس ريختر :: 6.1 درجات|measure|6.1|magnitude
ينتج الحقل 3.9 ملايين برميل من النفط :: 3.9 ملايين برميل|measure|3900000|bbl
توفي عن عمر 83 عاما :: 83 عاما|age|83|عام
توفي الدراج محمد (23 عاما) :: 23 عاما|age|23|عام
وصلت سلمى سامي، 39 عاما، إلى المحكمة :: 39 عاما|age|39|عام
بدأ في سن الـ20 عاما :: الـ20 عاما|age|20|عام
كانت في الخامسة عشرة من عمرها :: الخامسة عشرة|age|15|عام
توفي الطفل البالغ من العمر 9 سنوات :: 9 سنوات|age|9|سنة
"""

ORDINALS = """
سقط في المرحلة الثالثة من السباق :: المرحلة الثالثة|ordinal|3|مرحلة
سأتواصل معك مرة ثانية :: مرة ثانية|ordinal|2|مرة
هذه أول زيارة له :: أول زيارة|ordinal|1|زيارة
فاز للمرة الخامسة باللقب :: لمرة الخامسة|ordinal|5|مرة
هدف في الدقيقة 45 من اللقاء :: الدقيقة 45|ordinal|45|دقيقة
حل في المرتبة 155 عالميا :: المرتبة 155|ordinal|155|مرتبة
حل في المركز الـ14 عالميا :: المركز الـ14|ordinal|14|مركز
تأهل في الجولة الثانية عشرة :: الجولة الثانية عشرة|ordinal|12|جولة
عقدت الجلسة التفاوضية الثالثة :: الجلسة التفاوضية الثالثة|ordinal|3|جلسة
"""

SCORES = """
فاز الفريق على ضيفه 3-1 :: 3-1|score|3-1|
خسر الفريق أمام ضيفه 1-3 :: 1-3|score|1-3|
خسر الفريق أمام ضيفه صفر-3 :: صفر-3|score|0-3|
فاز الفريق بثلاثة أهداف مقابل هدف :: ثلاثة أهداف مقابل هدف|score|3-1|
فاز الفريق بهدفين دون رد :: هدفين دون رد|score|2-0|
فاز الفريق بهدفين لهدف :: هدفين لهدف|score|2-1|
فاز الفريق بهدف مقابل صفر :: هدف مقابل صفر|score|1-0|
"""

RANGES = """
ينتشر بين 20 إلى 30 ألف عسكري :: بين 20 إلى 30 ألف عسكري|range|20000-30000|عسكري
ينتشر ما بين 20 و30 ألف عسكري :: بين 20 و30 ألف عسكري|range|20000-30000|عسكري
حضر من 20 إلى 30 نائبا :: من 20 إلى 30 نائبا|range|20-30|نائب
حضر 20-30 نائبا :: 20-30 نائبا|range|20-30|نائب
حضر ثلاثة أو أربعة نواب :: ثلاثة أو أربعة نواب|range|3-4|نائب
تراوحت بين 20 و30 في المئة :: بين 20 و30 في المئة|range|20-30|%
ارتفع السعر من 20 إلى 30 دولارا :: 20|money|20|USD ; 30 دولارا|money|30|USD
"""

NOTHING = """
عقدت مجموعة السبع قمتها
خسر أرضه في حرب الأيام الستة
صدر القرار 2401 بالإجماع
تعاقب المادة 5 من القانون على ذلك
بدأت في الثانية والأخيرة من السباق
للتواصل أرسل رسالة إلى 88591
اتصل على هاتف 0501234567 لمزيد من المعلومات
تسلمت أنقرة صواريخ إس-400 الروسية
تحطمت طائرة بوينغ 777 في البحر
يأتي ذلك في المقام الأول
اندلعت الحرب العالمية الثانية
وصل الوفد في 15 أغسطس 2015
استمر اللقاء ساعتين و45 دقيقة
تضاعفت الأرباح مرات عدة وبعض الخسائر
سافر الملك محمد السادس إلى الرباط
لا يختلف اثنان على ذلك
سافر ميلان وفوزان معا
بصيغة "3 مقابل 3" في القاعدة
"""


def cards(block: str) -> list[tuple[str, list[str]]]:
    found = []
    for line in block.strip().splitlines():
        text, _, expected = line.partition(" :: ")
        found.append((text, expected.split(" ; ") if expected else []))
    return found


@pytest.mark.parametrize(("text", "expected"), cards(COUNTS + UNITS + ORDINALS + SCORES + RANGES + NOTHING))
def test_cards(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_tolls_can_be_compared() -> None:
    found = figures("قتل 12 شخصا بينهم 3 أطفال وأصيب 30 في هجوم أمس")
    assert [(one.value, one.event, one.counted) for one in found] == [
        (12, "killed", "شخص"),
        (3, "killed", "طفل"),
        (30, "injured", "طفل"),
    ]
    assert found[1].part_of == found[0].span
    assert found[2].part_of is None


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("أسفر الحادث عن مقتل 3 أشخاص وإصابة 9", ["killed", "injured"]),
        ("قال المصدر إن 1700 شخص قتلوا في الهجوم", ["killed"]),
        ("سقط 5 قتلى و20 جريحا", ["killed", "injured"]),
        ("اعتقلت الشرطة 30 شخصا", ["arrested"]),
        ("نزح 30 ألف شخص من المدينة", ["displaced"]),
        ("قتل ثلاثة جنود وخمسة مدنيين", ["killed", "killed"]),
        ("زار المعرض 30 ألف شخص", [None]),
        ("امتنعت 17 دولة وفقدت الشركة 40 ألف وظيفة", [None, None]),
        ("قتل أربعة أشخاص فيما لا يزال 65 مريضا يعانون", ["killed", None]),
    ],
)
def test_events(text: str, events: list[str | None]) -> None:
    assert [one.event for one in figures(text)] == events


@pytest.mark.parametrize(
    ("text", "mod", "low", "high"),
    [
        ("حضر 20 نائبا", "", 20, 20),
        ("حضر نحو 20 نائبا", "APPROX", 18, 22),
        ("حضر 20 نائبا تقريبا", "APPROX", 18, 22),
        ("حضر أكثر من 20 نائبا", "MORE_THAN", 21, None),
        ("حضر أقل من 20 نائبا", "LESS_THAN", None, 19),
        ("حضر ما لا يقل عن 20 نائبا", "EQUAL_OR_MORE", 20, None),
        ("حضر 20 نائبا على الأقل", "EQUAL_OR_MORE", 20, None),
        ("حضر ما لا يزيد على 20 نائبا", "EQUAL_OR_LESS", None, 20),
        ("حضر 20 نائبا على الأكثر", "EQUAL_OR_LESS", None, 20),
        ("حضر عشرات النواب", "", 20, 99),
        ("ارتفعت الأسعار نحو 5 في المئة", "APPROX", 4.5, 5.5),
    ],
)
def test_modifiers_as_intervals(text: str, mod: str, low: float | None, high: float | None) -> None:
    (one,) = figures(text)
    assert (one.mod, one.low, one.high) == (mod, low, high)


def test_about_three_and_two_and_three_quarters_agree() -> None:
    low, high = bounds(3, "APPROX", whole=False)
    assert low is not None
    assert high is not None
    assert low <= 2.75 <= high
    assert not low <= 2.5 <= high


def test_a_guessed_currency_says_so() -> None:
    (guessed,) = figures("أنفقت الشركة 50 ريالا")
    assert guessed.unit == "SAR"
    assert guessed.reason
    (known,) = figures("أنفقت الشركة القطرية 50 ريالا")
    assert (known.unit, known.reason) == ("QAR", None)


def test_measures_convert() -> None:
    (mile,) = figures("تبعد القرية 10 أميال عن العاصمة")
    (kilometre,) = figures("تبعد القرية 16.09344 كيلومترا عن العاصمة")
    assert in_base_units(mile) == in_base_units(kilometre) == (16093.44, "meter")
    for row in table("measures"):
        if row["symbol"] not in ("magnitude", "°", "MP", "point", "dB"):
            converted = in_base_units(Figure(span=Span(0, 1), kind="measure", value=2, unit=row["symbol"]))
            assert converted is not None, row["symbol"]


def test_too_many_digits_give_no_value() -> None:
    found = figures("بلغ عددهم " + "9" * 400 + " شخصا")
    assert [(one.value, one.reason) for one in found] == [(None, "too many digits")]


@pytest.mark.parametrize(
    "text",
    ["", "%", "5", "و 5 من", "بين 5 و", "من 5 إلى", "$", "٪٪٪", "الـ", "3-", "ألف ألف ألف ألف ألف ألف", "منهم 5 بينهم", "قتل"],
)
def test_odd_text_raises_nothing(text: str) -> None:
    for one in figures(text):
        assert 0 <= one.span.start < one.span.stop <= len(text)


@pytest.mark.parametrize("unit", ["عدد القتلى إلى 5 ", "(5) ", "12 قتيلا و", "ربع عدد ", "من 1 إلى ", "5 و"])
def test_long_runs_of_one_thing_raise_nothing(unit: str) -> None:
    figures(unit * 3000)


@pytest.mark.parametrize("name", ["currencies", "currency_adjectives", "currency_places", "measures", "countable", "events"])
def test_each_row_is_found_in_its_example(name: str) -> None:
    for row in table(name):
        found = figures(row["example"])
        assert found, row["id"]
        if name in ("currency_adjectives", "currency_places"):
            assert [one.unit for one in found] == [row["code"]], row["id"]
        elif name == "measures":
            assert row["symbol"] in [one.unit for one in found], row["id"]
        elif name == "countable":
            assert [one.unit for one in found] == [row["singular"]] or found[0].kind in ("measure", "money", "percent"), row["id"]
        elif name == "events":
            assert row["id"] in [one.event for one in found], row["id"]


def test_figures_inside_a_span() -> None:
    text = "وصل 12 طالبا ثم وصل 15 طالبا"
    found = figures(text)
    assert figures_in(found, Span(0, 12)) == found[:1]


@pytest.mark.parametrize(
    ("text", "score", "outcome"),
    [
        ("فاز الأهلي على الزمالك 3-1", (3, 1), "won"),
        ("خسر الزمالك أمام الأهلي 1-3", (1, 3), "lost"),
        ("تعادل الأهلي والزمالك 2-2 في المباراة", (2, 2), "drawn"),
        ("انتهت المباراة بنتيجة 3-1", (3, 1), None),
        ("صعد الفريق بفوزه على ضيفه 2-1، مستغلا خسارة منافسه 0-4", (2, 1), "won"),
    ],
)
def test_a_score_tells_how_it_ended_for_whom_the_sentence_speaks_of(
    text: str, score: tuple[int, int], outcome: str | None
) -> None:
    found = [one for one in figures(text) if one.kind == "score"]
    assert ((found[0].low, found[0].high), found[0].event) == (score, outcome)
    if len(found) > 1:
        assert found[1].event == "lost"
