"""Copies: exact, edited, parts; templates stay apart; bad input gives sensible groups."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from musnad.compare.copies import copy_key, copy_order, copy_pairs, find_copies
from musnad.compare.keys import folded_words, in_order, jaccard
from musnad.compare.templates import number_key, numbers_differ
from musnad.records import Article, Block, CopyGroup, Span

AGENCY = (
    "أعلنت وزارة النقل اليوم افتتاح جسر جديد فوق نهر الوادي الكبير شرق العاصمة بعد ثلاث سنوات من الأعمال التي تأخرت "
    "بسبب الفيضانات المتكررة في المنطقة. وقال وزير النقل سامر الحداد خلال حفل الافتتاح إن الجسر سيخدم أكثر من أربعين "
    "ألف مركبة يوميا ويقلص زمن الرحلة بين الضفتين إلى ست دقائق. وأضاف أن كلفة المشروع بلغت تسعين مليون دينار مولت "
    "نصفها مصارف محلية. ورحب رئيس بلدية الضفة الشرقية بالخطوة معتبرا أنها أعادت الحياة إلى أسواق ظلت معزولة أعواما "
    "طويلة، فيما طالب سكان الحي القديم بإنشاء ممرات آمنة للمشاة والدراجات على جانبي الجسر قبل بدء العام الدراسي."
)
OTHER = (
    "اختتم مهرجان الفيلم القصير دورته السابعة في مدينة الساحل بمنح جائزته الكبرى لفيلم يروي حكاية صياد فقد قاربه في "
    "عاصفة شتوية. وأوضحت مديرة المهرجان ليلى المنصوري أن لجنة التحكيم شاهدت سبعين فيلما من عشرين بلدا واختارت الفائز "
    "بالإجماع. وتسلم المخرج الشاب جائزته وسط تصفيق طويل من الحضور الذين ملأوا قاعة المسرح البلدي حتى آخر مقعد."
)


def article(name: str, text: str, published: str | None = None, **more: object) -> Article:
    return Article(id=name, version="1", text=text, published=published, **more)  # type: ignore[arg-type]


def groups(*articles: Article) -> list[tuple[str, tuple[str, ...]]]:
    return [(group.kind, group.articles) for group in find_copies(articles)]


def test_same_text_under_other_spelling_is_the_same() -> None:
    vowelled = AGENCY.replace("أعلنت", "اعلنت").replace("وزارة", "وزارةُ").replace("إن", "ان")
    assert groups(article("a", AGENCY), article("b", vowelled), article("c", OTHER)) == [("same", ("a", "b"))]


def test_an_edited_text_is_a_copy_and_says_how_much_is_shared() -> None:
    edited = AGENCY.replace("ثلاث سنوات", "ثلاثة أعوام").replace("الوادي الكبير", "الوادي") + " وينتظر أن يزوره."
    (group,) = find_copies([article("a", AGENCY), article("b", edited)])
    assert group.kind == "edited"
    assert 0.5 < group.share < 1


def test_a_brief_inside_a_longer_text_is_a_part() -> None:
    brief = AGENCY.split(". ")[0]
    assert groups(article("long", AGENCY), article("brief", brief + ".")) == [("part", ("brief", "long"))]


def test_an_outlets_own_news_with_an_old_background_is_no_part() -> None:
    lead = (
        "هبت رياح قوية مساء الأحد على الضفة الغربية من النهر فأغلقت الشرطة المدخل الجنوبي أمام الشاحنات العالية ساعتين، ثم "
        "عادت حركة السير إلى طبيعتها قرابة منتصف الليل بعد أن هدأت العاصفة. "
    )
    later = lead + AGENCY[AGENCY.index("وقال وزير") :]
    longer = AGENCY + "\n" + OTHER
    assert groups(article("a", longer, outlet="الضفة"), article("b", later, outlet="النهر")) == [("part", ("a", "b"))]
    assert groups(article("a", longer, outlet="الضفة"), article("b", later, outlet="الضفة")) == []
    brief = article("c", AGENCY, outlet="الضفة")
    assert groups(article("a", longer, outlet="الضفة"), brief) == groups(article("a", longer), article("c", AGENCY))


def test_a_digest_does_not_join_its_parts() -> None:
    digest = article("digest", AGENCY + "\n" + OTHER)
    found = groups(article("a", AGENCY), article("b", OTHER), digest)
    assert sorted(ids for _, ids in found) == [("a", "digest"), ("b", "digest")]


def test_foreign_blocks_do_not_count() -> None:
    text = OTHER + AGENCY
    blocks = (
        Block(kind="body", span=Span(0, len(OTHER))),
        Block(kind="related_text", span=Span(len(OTHER), len(text))),
    )
    assert groups(article("a", AGENCY), article("b", text, blocks=blocks)) == []


def test_short_texts_are_nobodys_copy() -> None:
    caption = "شاهد بالفيديو لحظة وصول الوفد إلى المطار"
    assert groups(article("a", caption), article("b", caption)) == []


@pytest.mark.parametrize("day", [1, 2, 3])
def test_times_of_prayer_do_not_fall_together(day: int) -> None:
    def times(shift: int) -> str:
        names = ["الفجر", "الشروق", "الظهر", "العصر", "المغرب", "العشاء"]
        minutes = [(shift * 7 + at * 11) % 60 for at in range(6)]
        clock = [f"صلاة {name} في العاصمة عند {4 + 3 * at}:{minutes[at]:02d}" for at, name in enumerate(names)]
        return "مواقيت الصلاة اليوم بحسب التقويم الرسمي لوزارة الأوقاف: " + "، ".join(clock) + "."

    assert groups(article("a", times(0)), article("b", times(day))) == []


def test_a_price_report_filled_twice_is_no_copy() -> None:
    form = (
        "أغلق المؤشر العام للسوق عند {} نقطة بعد تداول {} مليون سهم في {} صفقة، وارتفعت أسهم {} شركة من الشركات "
        "المدرجة في السوق الرئيسية مقابل تراجع أسهم شركات أخرى وسط ترقب المتعاملين لنتائج الربع الثاني من العام "
        "وقرارات البنك المركزي بشأن أسعار الفائدة التي ينتظر أن تصدر في وقت لاحق من الأسبوع الجاري."
    )
    one, other = form.format(8412, 271, 90412, 61), form.format(8377, 305, 78655, 49)
    assert jaccard(set(folded_words(one)), set(folded_words(other))) > 0.7
    assert groups(article("a", one), article("b", other)) == []


def test_formulas_that_recur_over_days_join_nothing() -> None:
    form = (
        "بعث الأمين العام برقية تهنئة إلى رئيس جمهورية {0} {1} بمناسبة ذكرى اليوم الوطني لبلاده، أعرب فيها عن أصدق "
        "التهاني وأطيب التمنيات له ولشعب {0} الصديق بالمزيد من التقدم والازدهار، مشيدا بالعلاقات المتميزة التي تربط "
        "البلدين والشعبين الصديقين والتي يحرص الجميع على تنميتها في المجالات كافة."
    )
    names = [("الشمال", "حكيم الراوي"), ("الجنوب", "بشير العلي"), ("الغرب", "نادر سمعان"), ("الشرق", "وليد قاسم")]
    sent = [article(f"t{at}", form.format(*name), f"2024-03-{1 + 5 * at:02d}") for at, name in enumerate(names)]
    assert groups(*sent) == []
    copied = article("t9", form.format(*names[0]) + " ونشرت البرقية على الموقع.", "2024-03-01")
    assert groups(*sent, copied) == [("edited", ("t0", "t9"))]


def test_numbers_are_one_whichever_way_they_are_written() -> None:
    assert not numbers_differ(number_key(["1,084.80", "12", "7", "30"]), number_key(["80.1084", "12", "7", "30"]))
    assert numbers_differ(number_key(["1", "2", "3", "4"]), number_key(["1", "5", "6", "7"]))


def test_order_by_stamp_by_fetch_or_unknown() -> None:
    def order(*stamps: tuple[str | None, str | None]) -> str:
        return copy_order([article(str(at), "", stamp, fetched=fetched) for at, (stamp, fetched) in enumerate(stamps)])

    assert order(("2024-03-01T10:00+00:00", None), ("2024-03-01T10:05+00:00", None)) == "by stamp"
    assert order(("2024-03-01", None), ("2024-03-02T09:00+00:00", None)) == "by stamp"
    assert order(("2024-03-01", None), ("2024-03-01T09:00+00:00", None)) == "unknown"
    assert order(("2024-03-01T10:00", None), ("2024-03-01T12:00", None)) == "unknown"
    assert order((None, "2024-03-01T10:00+00:00"), ("2024-03-01", "2024-03-01T11:00+00:00")) == "by fetch"
    assert order(("not a date", None), ("0001-01-01T00:00+14:00", None)) == "unknown"


def test_the_order_of_arrival_changes_nothing() -> None:
    edited = AGENCY.replace("ثلاث سنوات", "ثلاثة أعوام")
    texts = [AGENCY, edited, OTHER, OTHER, AGENCY + OTHER]
    articles = [article(f"a{at}", text, f"2024-03-0{1 + at % 3}") for at, text in enumerate(texts)]
    wanted = find_copies(articles)
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert find_copies(articles) == wanted


def test_a_thousand_copies_of_one_text() -> None:
    articles = [article(f"a{at:04d}", AGENCY if at % 2 else f"{AGENCY} رقم {at}") for at in range(1000)]
    (group,) = find_copies(articles)
    assert len(group.articles) == 1000


def test_an_article_repeated_in_itself_and_empty_ones() -> None:
    odd = [article("twice", f"{AGENCY}\n{AGENCY}"), article("empty", ""), article("marks", "«»…!؟" * 50)]
    assert groups(*odd, article("a", AGENCY)) == [("edited", ("a", "twice"))]
    assert find_copies([]) == []


def test_keys_are_the_same_in_every_process() -> None:
    code = f"from {__name__.rpartition('.')[2]} import *; print(copy_key(article('a', AGENCY)).bands[:3].tolist())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert runs == {f"{copy_key(article('a', AGENCY)).bands[:3].tolist()}\n"}


def test_against_exact_jaccard_on_a_slice_of_the_saudi_corpus(shared) -> None:  # type: ignore[no-untyped-def]
    articles = in_order(saudi(shared, 3000))
    exact = exact_pairs(articles)
    pairs = copy_pairs(articles)
    found = {(pair.first, pair.second) for pair in pairs if pair.kind == "edited"}
    lead = {pair.second: pair.first for pair in pairs if pair.kind == "same"}
    led = {tuple(sorted((lead.get(a, a), lead.get(b, b)))) for a, b in exact}
    wanted = {(a, b) for a, b in led if a != b}
    assert len(wanted) > 150
    assert len(found & wanted) >= 0.985 * len(wanted)
    assert len(found & wanted) >= 0.99 * len(found)


def saudi(shared, count: int) -> list[Article]:  # type: ignore[no-untyped-def]
    import json
    import lzma

    path = shared / "corpus" / "saudinewsnet-2015.jsonl.xz"
    if not path.is_file():
        pytest.skip("needs the Saudi corpus in ../shared/corpus")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(count))]
    return [article(row["id"], row["text"], row["published"]) for row in rows]


def exact_pairs(articles: list[Article]) -> set[tuple[int, int]]:
    """Pairs with a Jaccard share of at least one half, counted one by one."""
    holders: dict[tuple[str, ...], list[int]] = {}
    sizes = []
    for at, one in enumerate(articles):
        words = folded_words(one.text)
        shingles = {tuple(words[i : i + 5]) for i in range(len(words) - 4)} if len(words) >= 12 else set()
        sizes.append(len(shingles))
        for shingle in shingles:
            holders.setdefault(shingle, []).append(at)
    shared: dict[tuple[int, int], int] = {}
    for held in holders.values():
        for pair in combinations(held, 2):
            shared[pair] = shared.get(pair, 0) + 1
    return {(a, b) for (a, b), count in shared.items() if count >= 0.5 * (sizes[a] + sizes[b] - count)}


def test_groups_are_records() -> None:
    (group,) = find_copies([article("a", AGENCY), article("b", AGENCY)])
    assert group == CopyGroup(id=group.id, articles=("a", "b"), kind="same", order="unknown", share=1.0)
