"""Outlets as data: each file is sound, finds its own examples, and is used; profiles are learned and named."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from lxml import etree

import musnad
from musnad.faces.cli import main
from musnad.page.article import blocks_again, make_article
from musnad.page.defaults import Defaults
from musnad.page.embedded import embedded_articles
from musnad.page.furniture import find_blocks
from musnad.page.html import read_html
from musnad.page.learning import as_toml, learn_outlet
from musnad.page.outlets import (
    Outlet,
    OwnPhrase,
    ProfileError,
    find_outlet,
    outlet_words,
    read_profile,
    shipped_outlets,
)  # fmt: skip
from musnad.reading import made_by, read
from musnad.records import Article
from musnad.settings import Settings
from musnad.text.fold import fold_key

FOLDER = Path(musnad.__file__).parent / "data" / "outlets"
FILES = sorted(FOLDER.glob("*.toml"))
BODY = "أعلن وزير المياه سالم الراوي أن السد الجديد في وادي النخيل سيكتمل قبل موسم الأمطار المقبل، وأن تجربة تبدأ في الخريف."
SECOND = "وأضاف الراوي في مؤتمر صحفي عقده في العاصمة أن كلفة المشروع بلغت أربعين مليون دولار، دفعت الحكومة ثلثها."


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[slice(*block.span)].strip()) for block in article.blocks]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_sound(path: Path) -> None:
    outlet = read_profile(path)
    assert outlet.source
    assert outlet.hosts
    assert outlet.zone is None or outlet.zone in available_timezones()
    for xpath in outlet.remove:
        etree.XPath(xpath)
    words = outlet_words(None, outlet)
    for phrase in outlet.furniture:
        assert fold_key(phrase.phrase).split()[0] in fold_key(phrase.example)
        found = [block.kind for block in find_blocks(f"{BODY}\n{SECOND}\n{phrase.example}", None, words)]
        assert phrase.kind in found, phrase.phrase


def test_names_and_hosts_are_of_one_outlet_each() -> None:
    names = [fold_key(name) for one in shipped_outlets() for name in {fold_key(n) for n in (one.name, *one.aliases)}]
    hosts = [host for one in shipped_outlets() for host in one.hosts]
    assert len(names) == len(set(names))
    assert len(hosts) == len(set(hosts))


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("روسيا اليوم", None, "RT عربي"),
        (None, "https://arabic.rt.com/world/1-x/", "RT عربي"),
        (None, "https://www.bbc.com/arabic/articles/c1", "BBC News عربي"),
        (None, "https://www.bbc.com/news/1", None),
        (None, "https://sport.aljazeera.net/a", "الجزيرة نت"),
        (None, "https://notaljazeera.net/a", None),
        ("المرفأ", None, None),
        (None, "http://[", None),
    ],
)
def test_finds_outlets(name: str | None, url: str | None, expected: str | None) -> None:
    found = find_outlet(name, url)
    assert (found.name if found else None) == expected


def test_the_outlet_of_an_address_names_the_page_and_its_clock() -> None:
    page = f"<html><head><title>السد يكتمل</title></head><body><article><p>{BODY}</p><p>{SECOND}</p></article></body></html>"
    item = read_html(page.encode(), "page", Defaults(url="https://arabic.rt.com/a", published="2025-05-06T10:00"), Settings())
    assert isinstance(item, Article)
    assert (item.outlet, item.zone) == ("RT عربي", "Europe/Moscow")


def test_an_outlets_own_name_is_a_source_in_its_texts_only() -> None:
    text = f"المرفأ – القاهرة: {BODY}\n{SECOND}"
    own = make_article(text, outlet="المرفأ")
    assert kinds(own)[0] == ("dateline", "المرفأ – القاهرة:")
    assert kinds(make_article(text, outlet="الميناء"))[0] != ("dateline", "المرفأ – القاهرة:")


def profile(**given: object) -> Outlet:
    return Outlet(name="المرفأ", **given)  # type: ignore[arg-type]


def test_a_profile_is_used_and_named() -> None:
    text = f"{BODY}\n{SECOND}\nزوروا متجر الصحيفة في حي الميناء"
    habits = profile(furniture=(OwnPhrase("notice", "زوروا متجر الصحيفة", "lead"),))
    plain, own = make_article(text, outlet="المرفأ"), make_article(text, outlet="المرفأ", profile=habits)
    assert kinds(plain)[-1][0] == "body"
    assert kinds(own)[-1] == ("notice", "زوروا متجر الصحيفة في حي الميناء")
    assert read(own).made_by == made_by(Settings(), profile=habits.key)
    assert read(plain).made_by.endswith("outlet/none")
    assert blocks_again(own) == own
    assert habits.key != profile().key


def test_days_in_the_outlets_order() -> None:
    assert make_article(BODY, published="05/06/2025").published == "2025-06-05"
    assert make_article(BODY, published="05/06/2025", profile=profile(month_first=True)).published == "2025-05-06"


def test_parts_of_a_page_are_left_out() -> None:
    block = f"<div class='promo'><p>{SECOND}</p></div>"
    page = f"<html><body><article><h1>السد</h1><p>{BODY}</p>{block}<p>{BODY[:90]}</p></article></body></html>".encode()
    habits = profile(remove=("//div[@class='promo']",))
    whole, less = read_html(page, "page", Defaults(), Settings()), read_html(page, "page", Defaults(profile=habits), Settings())
    assert isinstance(whole, Article)
    assert isinstance(less, Article)
    assert SECOND in whole.text
    assert SECOND not in less.text


def articles(count: int) -> list[Article]:
    told = [
        f"أعلنت البلدية رقم {number} أن الطريق {number * 7} سيفتح غدا.\nوأضافت أن الكلفة {number * 31} ألف دينار.\n"
        f"الصفحة الرسمية: رقم {number * 13}\nهذا المحتوى بدعم من متجر الميناء"
        for number in range(count)
    ]
    return [make_article(text, outlet="المرفأ") for text in told]


def test_learns_what_repeats(tmp_path: Path) -> None:
    learned = learn_outlet([*articles(20), *articles(20)], profile(zone="Africa/Cairo"))
    assert {(one.phrase, one.where) for one in learned.furniture} == {
        ("هذا المحتوى بدعم من متجر الميناء", "line"),
        ("الصفحة الرسمية", "colon"),
    }
    assert learned.zone == "Africa/Cairo"
    assert learned.source == "learned from 20 articles"
    path = tmp_path / "almarfa.toml"
    path.write_text(as_toml(learned), encoding="utf-8")
    assert read_profile(path) == learned
    fresh = make_article(f"{BODY}\n{SECOND}\nهذا المحتوى بدعم من متجر الميناء", profile=learned)
    assert kinds(fresh)[-1][0] == "notice"


def test_learns_what_is_glued_to_the_end() -> None:
    """The same words, with other numbers, behind different last words; a common phrase with more behind it is text."""
    texts = [
        f"{BODY} وقال ساكن إن خادم الحرمين الشريفين زار القرية رقم {number} مع {name * (number + 1)}."
        f"للتواصل مع الجريدة ابعث بالرمز {number * 7} إلى 80001"
        for number, name in enumerate("أبتثجحخدذرزس")
    ]
    learned = learn_outlet([make_article(text) for text in texts], profile())
    assert [(one.phrase, one.where) for one in learned.furniture] == [("للتواصل مع الجريدة ابعث بالرمز", "tail")]
    fresh = make_article(f"{BODY} {SECOND}للتواصل مع الجريدة ابعث بالرمز 900 إلى 80001", profile=learned)
    assert [kind for kind, _ in kinds(fresh)] == ["body", "notice"]


def test_copies_and_few_texts_teach_nothing() -> None:
    assert not learn_outlet(articles(3), profile()).furniture
    copies = [make_article(f"{BODY}\n{SECOND}", given_id=str(number)) for number in range(40)]
    assert not learn_outlet(copies, profile()).furniture
    updates = [make_article(f"{BODY}\n{SECOND}\nخبر {number}") for number in range(40)]
    assert not learn_outlet(updates, profile()).furniture


@pytest.mark.parametrize(
    "text", ["", "name = ", "name = 5", 'name = "a"\nodd = 1', 'name="a"\n[[furniture]]\nkind="odd"\nphrase="b"', "\x00"]
)
def test_bad_profiles_say_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=r"bad\.toml"):
        read_profile(path)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "a.jsonl", tmp_path / "almarfa.toml"
    source.write_text("\n".join(json.dumps({"text": one.text}) for one in articles(20)), encoding="utf-8")
    assert main(["outlets", "learn", str(source), "--outlet", "المرفأ", "--out", str(out)]) == 0
    assert "2 phrases" in capsys.readouterr().out
    assert main(["read", str(source), "--outlet", "المرفأ", "--profile", str(out), "--json"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["made_by"].endswith(f"outlet/{read_profile(out).key}")
    assert main(["outlets", "show", "RT عربي"]) == 0
    assert "arabic.rt.com" in capsys.readouterr().out
    assert main(["outlets", "list"]) == 0
    assert main(["outlets", "show", "لا أحد"]) == 2
    assert main(["read", str(source), "--profile", str(tmp_path / "none.toml")]) == 2


def test_embedded_articles_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{BODY}\n{SECOND}\nإقرأ أيضاً:\nالجسر القديم يغلق أمام الشاحنات حتى الصيف\n" + (
        "أغلقت البلدية الجسر القديم أمام الشاحنات الثقيلة حتى الصيف المقبل، وقالت إن إصلاحه يحتاج إلى ثلاثة أشهر."
    )
    host = make_article(text, published="2025-05-06", outlet="المرفأ")
    (inner,) = embedded_articles(host)
    assert (inner.host, inner.published) == (host.id, None)
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["read", str(path), "--embedded", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("extra", [{"outlet_profile": 5}, {"page_heads": 5}, {"page_heads": [5, "السد"]}, {"heads": {}}])
def test_odd_fields_of_the_users_own_do_no_harm(extra: dict[str, object]) -> None:
    article = make_article(BODY, extra=extra)
    assert blocks_again(article).blocks == article.blocks
    assert read(article).made_by
