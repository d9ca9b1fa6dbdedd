"""Stories: one event is one story, sister events stay apart, chains do not run on, bad input gives sensible results."""

from __future__ import annotations

import random

from musnad.compare.copies import find_copies
from musnad.compare.edges import MEASURES, learned, likely, likeness
from musnad.compare.facts import title_of
from musnad.compare.keys import gap_hours, moment
from musnad.compare.partition import partition
from musnad.compare.stories import count_texts, find_stories
from musnad.compare.terms import Rareness, TopicKey, topic_key, weigh
from musnad.records import Article, CopyGroup, Story

FERRY = [
    ("بحر نيوز", "2024-03-01T08:00+00:00", "غرق عبارة قبالة جزيرة المرجان ومقتل سبعة ركاب",
     "غرقت عبارة تقل ستين راكبا صباح الجمعة قبالة جزيرة المرجان بعد اصطدامها بقارب صيد، ما أدى إلى مقتل سبعة ركاب على الأقل. "
     "وقال خفر السواحل إن فرق الإنقاذ انتشلت خمسين راكبا من المياه قرب ميناء الجزيرة."),
    ("الساحل", "2024-03-01T11:30+00:00", "سبعة قتلى في غرق عبارة المرجان",
     "أعلن خفر السواحل مقتل سبعة أشخاص في غرق عبارة كانت متجهة إلى جزيرة المرجان وعلى متنها ستون راكبا، مشيرا إلى أن "
     "العبارة اصطدمت بقارب صيد في الضباب. وتواصل فرق الإنقاذ البحث عن ثلاثة مفقودين."),
    ("صدى اليوم", "2024-03-02T06:00+00:00", "توقيف قبطان العبارة الغارقة قرب المرجان",
     "أمرت النيابة بتوقيف قبطان العبارة التي غرقت الجمعة قرب جزيرة المرجان بعد اصطدامها بقارب صيد، في حادث أودى بحياة "
     "سبعة ركاب. وقال خفر السواحل إن القبطان أبحر رغم التحذير من الضباب."),
]  # fmt: skip
SISTER = (
    "الساحل", "2024-03-02T09:00+00:00", "اصطدام قطارين في ضاحية الزيتون يوقع جرحى",
    "أصيب عشرون راكبا بجروح في اصطدام قطارين صباح السبت في محطة ضاحية الزيتون. وقالت هيئة السكك الحديدية إن السائق تجاوز "
    "إشارة حمراء وإن التحقيق جار لمعرفة الأسباب.",
)  # fmt: skip
LATER = (
    "بحر نيوز", "2024-03-20T08:00+00:00", "غرق عبارة قبالة جزيرة المرجان مرة أخرى",
    "غرقت عبارة ثانية قبالة جزيرة المرجان بعد اصطدامها بقارب صيد، ونجا جميع ركابها الستين بحسب خفر السواحل وفرق الإنقاذ.",
)  # fmt: skip


def article(name: str, row: tuple[str, str | None, str | None, str]) -> Article:
    outlet, published, title, text = row
    return Article(id=name, version="1", outlet=outlet, published=published, title=title, text=text)


def ferry() -> list[Article]:
    return [article(f"f{at}", row) for at, row in enumerate(FERRY)]


def stories(articles: list[Article]) -> list[Story]:
    return find_stories(articles, {}, find_copies(articles))


def test_one_event_of_three_outlets_is_one_story_and_others_stay_alone() -> None:
    articles = [*ferry(), article("train", SISTER), article("later", LATER)]
    (story,) = stories(articles)
    assert story.articles == ("f0", "f1", "f2")
    assert story.outlets == ("بحر نيوز", "الساحل", "صدى اليوم")
    assert (story.first, story.last, story.texts) == (FERRY[0][1], FERRY[2][1], 3)
    assert story.title in {row[2] for row in FERRY}
    assert {"المرجان", "عبارة"} <= set(story.keywords)
    assert any("shared words" in reason for reason in story.why)


def test_the_order_of_arrival_changes_nothing() -> None:
    articles = [*ferry(), article("train", SISTER), article("later", LATER)]
    wanted = stories(articles)
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert stories(articles) == wanted


def test_copies_count_once_and_stay_together() -> None:
    copy = article("f9", ("وكالة", "2024-03-01T09:00+00:00", "خبر عاجل من الجزيرة", FERRY[0][3]))
    (story,) = stories([*ferry(), copy])
    assert "f9" in story.articles
    assert story.texts == 3
    assert [group.articles for group in story.copies] == [("f0", "f9")]


def test_untitled_and_undated_articles_join_by_what_they_say() -> None:
    outlet, _, _, text = FERRY[1]
    (story,) = stories([article("f0", FERRY[0]), article("f1", (outlet, None, None, text))])
    assert story.articles == ("f0", "f1")
    assert (story.first, story.last) == (FERRY[0][1], FERRY[0][1])
    (undated,) = stories([article(f"u{at}", (row[0], None, None, row[3])) for at, row in enumerate(FERRY[:2])])
    assert undated.first is None
    assert undated.title.startswith("غرقت عبارة") or undated.title.startswith("أعلن خفر")


def test_dates_in_the_future_and_dates_that_are_none() -> None:
    outlet, _, title, text = FERRY[0]
    odd = ["9999-12-31T23:59+00:00", "0001-01-01", "gestern", "2024-13-45"]
    articles = [article(f"o{at}", (outlet, stamp, title, text + f" {at}")) for at, stamp in enumerate(odd)]
    found = stories([*articles, *ferry()])
    for story in found:
        assert len({"o0", "o1", "f0"} & set(story.articles)) < 2
    assert any({"f0", "f1", "f2"} <= set(story.articles) for story in found)


def test_a_story_of_one_outlet_only() -> None:
    articles = [article(f"f{at}", ("بحر نيوز", *row[1:])) for at, row in enumerate(FERRY)]
    (story,) = stories(articles)
    assert story.outlets == ("بحر نيوز",)


def test_a_thousand_copies_are_one_text() -> None:
    articles = [article(f"c{at:04d}", FERRY[0]) for at in range(1000)]
    (story,) = stories([*articles, *ferry()[1:]])
    assert len(story.articles) == 1002
    assert story.texts == 3


def test_forms_filled_in_again_make_no_story() -> None:
    price = "استقرت أسعار العملات في السوق اليوم مقابل الجنيه، فبلغ الدولار شراء {} وبيعا {} واليورو شراء {} وبيعا {} في المصارف."
    rates = {day: price.format(*(f"3{day}.{at}{day}" for at in range(4))) for day in range(1, 5)}
    prices = [article(f"p{day}", ("السوق", f"2024-03-0{day}", f"أسعار العملات يوم {day}", text)) for day, text in rates.items()]
    team = "أعلن المدرب تشكيل الفريق في مباراة اليوم على ملعب المدينة: في المرمى {} وفي الدفاع {} وفي الهجوم {}."
    names = ("سالم وناصر وفهد", "وليد وطارق وزياد", "رامي وبدر ونواف", "هاني وماجد وعادل", "منير وكريم وجابر")
    teams = [
        article(f"t{day}", ("الملعب", f"2024-03-0{day}", "تشكيل الفريق", team.format(*names[day - 1 : day + 2])))
        for day in range(1, 4)
    ]  # fmt: skip
    assert stories([*prices, *teams]) == []
    other = article("other", ("الساحل", "2024-03-01", "تشكيل الفريق", teams[0].text + " وتبدأ المباراة مساء."))
    (one_day,) = stories([teams[0], other])
    assert len(one_day.articles) == 2


def test_of_copies_a_story_tells_those_that_are_in_it() -> None:
    first = ferry()[0]
    later = article("again", (*LATER[:2], FERRY[0][2], FERRY[0][3]))
    copy = article("copy", ("الأفق", "2024-03-01T09:00+00:00", FERRY[0][2], FERRY[0][3]))
    (story,) = stories([first, copy, later])
    assert [group.articles for group in story.copies] == [("f0", "copy")] == [story.articles]


def test_nothing_and_empty_articles_make_no_story() -> None:
    assert stories([]) == []
    assert stories([Article(id=str(at), version="1", text="") for at in range(3)]) == []
    assert stories([article("one", FERRY[0])]) == []


def test_chains_do_not_run_on() -> None:
    chain = [(at, at + 1, 0.9) for at in range(9)]
    assert max(len(group) for group in partition(10, chain, 0.4)) < 5


def test_partition_takes_edges_in_any_order_and_keeps_forbidden_groups_apart() -> None:
    edges = [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.7), (3, 4, 0.9), (2, 3, 0.5)]
    wanted = [[0, 1, 2], [3, 4]]
    for seed in range(6):
        random.Random(seed).shuffle(edges)
        assert partition(5, edges, 0.4) == wanted
    assert partition(3, [(0, 1, 0.9), (1, 2, 0.8)], 0.4, lambda one, other: 2 not in one + other) == [[0, 1], [2]]
    assert partition(0, [], 0.4) == []


def test_partition_is_average_linkage() -> None:
    drawn = random.Random(7)
    for _ in range(30):
        edges = [(a, b, round(drawn.random(), 3)) for a in range(7) for b in range(a + 1, 7) if drawn.random() < 0.6]
        assert partition(7, edges, 0.35) == plain_linkage(7, edges, 0.35)


def plain_linkage(size: int, edges: list[tuple[int, int, float]], least: float) -> list[list[int]]:
    """Average linkage written down as it is defined."""
    value = {frozenset(edge[:2]): edge[2] for edge in edges}
    groups = [[one] for one in range(size)]

    def average(one: list[int], other: list[int]) -> float:
        return sum(value.get(frozenset((a, b)), 0) for a in one for b in other) / len(one) / len(other)

    while len(groups) > 1:
        best = max(((average(a, b), -a[0], -b[0]) for a in groups for b in groups if a[0] < b[0]), default=(0, 0, 0))
        if best[0] < least:
            break
        one, other = (next(group for group in groups if group[0] == -at) for at in best[1:])
        groups.remove(other)
        one += other
        one.sort()
    return sorted(sorted(group) for group in groups)


def test_clitics_are_told_from_letters_by_counting() -> None:
    rareness = Rareness()
    assert rareness.stem("والوزير") == rareness.stem("للوزير") == rareness.stem("وزير") == "وزير"
    assert rareness.stem("واشنطن") == "واشنطن"
    assert rareness.stem("بلجيكا") == "بلجيكا"


def test_likeness_is_symmetric_and_knows_itself() -> None:
    keys = [topic_key(one) for one in ferry()]
    rareness = Rareness(keys)
    one, other = weigh(keys[0], rareness), weigh(keys[1], rareness)
    assert likeness(one, other) == likeness(other, one)
    assert likely(likeness(one, one)) > 0.99
    assert len(likeness(one, other)) == len(MEASURES) == len(learned()[1])
    assert likely([0.0] * 7 + [0.0]) < 0.05


def test_gap_of_days_and_moments() -> None:
    assert gap_hours(moment("2024-03-01"), moment("2024-03-02T12:00+00:00")) == 24
    assert gap_hours(moment("2024-03-01T00:00+03:00"), moment("2024-03-01T00:00+00:00")) == 3
    assert gap_hours(None, moment("2024-03-01")) is None


def test_titles_of_untitled_articles_are_cut_at_a_word() -> None:
    long = "قال الوزير " + "إن المدارس ستفتح " * 30
    title = title_of(Article(id="1", version="1", text=long))
    assert len(title) <= 121
    assert title.endswith("…")
    assert title_of(Article(id="1", version="1", text="")) == ""


def test_texts_with_parts_count_once() -> None:
    part = CopyGroup(id="p", articles=("b", "c"), kind="part", order="unknown", share=0.8)
    assert count_texts(["a", "b", "c"], [part]) == 2
    assert isinstance(topic_key(ferry()[0]), TopicKey)


def test_of_two_versions_of_one_page_the_last_counts() -> None:
    outlet, _, title, text = FERRY[0]
    old = article("f0", (outlet, "2024-02-20T08:00+00:00", "صفحة قيد الإعداد", "سيحدث هذا الخبر بعد قليل."))
    (story,) = stories([*ferry(), old])
    assert story.articles == ("f0", "f1", "f2")
    assert (title, text) == (ferry()[0].title, ferry()[0].text)
