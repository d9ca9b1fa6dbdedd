"""The reader's page: segments that give the text back, names in their direction, escaping, a strict policy."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.faces.reader.digest import digest, order_of
from musnad.faces.reader.facts import fact_words, ground_words
from musnad.faces.reader.marks import Mark, cut
from musnad.faces.reader.page import Shelf, bidi, marked, quoted, render, web_address
from musnad.faces.reader.words import LANGUAGES, Words
from musnad.page.article import make_article
from musnad.records import (
    Article,
    CopyGroup,
    Cue,
    Disagreement,
    Link,
    Reading,
    Side,
    Span,
    Speaker,
    Statement,
    Story,
)
from musnad.store.answers import ArticleRef, Said, StoryPage
from musnad.text.lexicon import table

TEXT = "قال وزير النقل سالم الحارثي إن الميناء سيفتح يوم الأحد."
CONTENT = Span(TEXT.index("الميناء"), len(TEXT) - 1)
NAME = Span(TEXT.index("سالم"), TEXT.index(" إن"))


def article(text: str = TEXT, outlet: str = "صحيفة الضحى", **more: Any) -> Article:
    return make_article(text, outlet=outlet, title=more.pop("title", "الوزير: الميناء سيفتح"), **more)


def statement(identifier: str = "s1", name: str | None = "سالم الحارثي", **more: Any) -> Statement:
    speakers = (Speaker(entity="e1", name=name, how="named", span=NAME, role="وزير النقل"),) if name else ()
    chain = (
        Link(kind="outlet", name="صحيفة الضحى", from_="article"),
        Link(kind="person", name=name or "", from_="sentence"),
    )
    values: dict[str, Any] = {
        "content": (CONTENT,), "form": "indirect", "complement": "clause", "rule": "test", "confidence": 0.9,
        "cue": Cue(span=Span(0, 3), lemma="قال", stance="say"), "speakers": speakers, "chain": chain if name else (),
    }  # fmt: skip
    return Statement(id=identifier, **(values | more))


def ref(one: Article) -> ArticleRef:
    return ArticleRef(id=one.id, version=one.version, outlet=one.outlet, published=one.published, title=one.title)


def said(one: Article, told: Statement) -> Said:
    return Said(article=ref(one), statement=told, texts=tuple(one.text[s[0] : s[1]] for s in told.content))


def page_of(articles: list[Article], told: list[tuple[Article, Statement]], **more: Any) -> StoryPage:
    story = Story(id="st", title="فتح الميناء", articles=tuple(a.id for a in articles), texts=1, copies=more.pop("copies", ()))
    return StoryPage(
        story=story, articles=tuple(map(ref, articles)), statements=tuple(said(a, s) for a, s in told),
        disagreements=more.pop("disagreements", ()),
    )  # fmt: skip


def html_of(articles: list[Article], told: list[tuple[Article, Statement]], language: str = "ar", **more: Any) -> str:
    readings = {
        a.id: Reading(id=a.id, version=a.version, made_by="test", statements=tuple(s for b, s in told if b is a))
        for a in articles
    }
    shelf = Shelf({a.id: a for a in articles}, readings)
    return render([digest(page_of(articles, told, **more))], shelf, Words.load(language))


# --- segments ---------------------------------------------------------------------------------------------------------


def test_segments_carry_every_mark_over_them() -> None:
    segments = cut("abcdef", [Mark(Span(0, 4), "content", anchor="x"), Mark(Span(2, 6), "time")])
    assert [(s.text, s.kinds) for s in segments] == [
        ("ab", ("content",)),
        ("cd", ("content", "time")),
        ("ef", ("time",)),
    ]
    assert [s.anchors for s in segments] == [("x",), (), ()]


def test_a_cut_never_parts_a_letter_from_its_vowel_mark() -> None:
    text = "قالَ نعم"
    assert [s.text for s in cut(text, [Mark(Span(0, 3), "cue")])] == ["قالَ", " نعم"]


def test_the_tip_is_the_innermost_mark_s() -> None:
    segments = cut("abcd", [Mark(Span(0, 4), "content", tip="outer"), Mark(Span(1, 2), "content", tip="inner")])
    assert [s.tip for s in segments] == ["outer", "inner", "outer"]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=8))
def test_segments_joined_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    segments = cut(text, [Mark(Span(*span), "content") for span in spans])
    assert "".join(segment.text for segment in segments) == text


def test_marked_text_is_escaped_and_whole() -> None:
    html = marked(cut('<b>"x" & y', [Mark(Span(0, 3), "content", anchor='a"b', tip="<t>")]))
    assert "<b>" not in html
    assert 'id="a&#34;b"' in html
    assert 'title="&lt;t&gt;"' in html


# --- directions and words ---------------------------------------------------------------------------------------------


def test_a_name_that_begins_in_latin_and_has_arabic_runs_right_to_left() -> None:
    assert bidi("Sky News عربية") == '<bdi dir="rtl">Sky News عربية</bdi>'
    assert bidi("Reuters") == '<bdi dir="ltr">Reuters</bdi>'


def test_only_addresses_of_the_web_become_links() -> None:
    assert web_address("https://sari.example/1") == "https://sari.example/1"
    for odd in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", None, "http://[bad"):
        assert web_address(odd) is None


def _keys(table: dict[str, Any], prefix: str = "") -> set[str]:
    found = set()
    for key, value in table.items():
        found |= _keys(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
    return found


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    tables = [tomllib.loads(files("musnad").joinpath("data", "ui", f"{name}.toml").read_text("utf-8")) for name in LANGUAGES]
    first, second = tables
    assert _keys(first) == _keys(second)
    for key in _keys(first) - {"date.months"}:
        gaps = [set(re.findall(r"\{(\w+)\}", Words(table)(key))) for table in tables]
        if ".one" not in key and ".two" not in key:
            assert gaps[0] == gaps[1], key


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (11, "11 مقالاً"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
        (0, "0 مقال"),
    ],
)
def test_arabic_counts(number: int, words: str) -> None:
    assert Words.load("ar").count("articles", number) == words


def test_dates_are_written_as_people_write_them() -> None:
    words = Words.load("ar")
    assert words.date("2025-10-13T11:20+03:00") == "13 أكتوبر 2025، 11:20"
    assert words.date("2025-10-13") == "13 أكتوبر 2025"
    assert words.date(None) == ""
    assert words.date("2025-10") == "أكتوبر 2025"
    assert words.date("2025-W43") == "الأسبوع 43 من 2025"
    assert words.date("2025-10-13TEV") == "13 أكتوبر 2025 مساءً"
    assert words.date("2025") == "2025"
    for odd in ("XXXX-WXX-1", "2025-13", "2025-02-31TEV", "2025-W42-X", "soon"):
        assert words.date(odd) == ""
    assert words.days("2025-10-13T11:20+03:00", "2025-10-13") == "13 أكتوبر 2025"


# --- stories ----------------------------------------------------------------------------------------------------------


def test_parties_speak_in_order_and_copies_are_folded() -> None:
    late = article(published="2025-10-14T09:00+03:00", url="https://a.example/2")
    early = article(outlet="وكالة الفجر", published="2025-10-13", url="https://b.example/1")
    made = digest(page_of([late, early], [(late, statement("s1")), (early, statement("s2"))]))
    assert [a.outlet for a in made.articles] == ["وكالة الفجر", "صحيفة الضحى"]
    (party,) = made.parties
    assert (party.name, party.roles) == ("سالم الحارثي", ["وزير النقل"])
    (told,) = party.told
    assert told.said.statement.id == "s2"
    assert [a.outlet for a in told.repeats] == ["صحيفة الضحى"]


def test_a_denial_of_the_same_words_is_never_folded() -> None:
    one, two = article(url="https://a.example/1"), article(url="https://a.example/2")
    denial = statement("s2", cue=Cue(span=Span(0, 3), lemma="نفى", stance="deny"))
    (party,) = digest(page_of([one, two], [(one, statement()), (two, denial)])).parties
    assert [told.said.statement.id for told in party.told] == ["s1", "s2"]


def test_unnamed_sources_of_two_texts_stay_two() -> None:
    one, two = article(url="https://a.example/1"), article(url="https://a.example/2")
    chain = (Link(kind="outlet", name="x", from_="article"), Link(kind="unnamed", name="مصدر أمني", from_="sentence"))
    told = [(one, statement("s1", "مصدر أمني", chain=chain)), (two, statement("s2", "مصدر أمني", chain=chain))]
    assert len(digest(page_of([one, two], told)).parties) == 2
    copies = (CopyGroup(id="c", articles=(one.id, two.id), kind="same", order="unknown", share=1.0),)
    assert len(digest(page_of([one, two], told, copies=copies)).parties) == 1


def test_a_part_of_one_name_of_the_story_is_that_name() -> None:
    one = article()
    told = [(one, statement("s1", "الحارثي")), (one, statement("s2", content=(NAME,)))]
    (party,) = digest(page_of([one], told)).parties
    assert party.name == "سالم الحارثي"
    told.append((one, statement("s3", "وليد الحارثي", content=(Span(0, 3),))))
    assert {party.name for party in digest(page_of([one], told)).parties} == {"الحارثي", "سالم الحارثي", "وليد الحارثي"}


def test_words_of_embedded_articles_and_repeats_are_not_the_story_s() -> None:
    one = article()
    told = [(one, statement("s1", block="related_text")), (one, statement("s2", block="repeat"))]
    assert not digest(page_of([one], told)).parties


def test_articles_without_a_day_come_last() -> None:
    dated, undated = ref(article(published="2025-10-13")), ref(article(url="https://x.example/2"))
    assert order_of(dated) < order_of(undated)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_needs_no_network_and_no_scripts() -> None:
    html = html_of([one := article(url="https://a.example/1")], [(one, statement())])
    assert "default-src 'none'" in html.replace("&#39;", "'")
    assert "<script" not in html
    assert not re.search(r'(src|@import|url\()\s*=?\s*["\'(]?https?:', html)
    assert html.startswith("<!doctype html>")
    assert '<html lang="ar" dir="rtl">' in html


def test_everything_of_an_article_is_escaped() -> None:
    bad = '<script>alert("x")</script><img src=x onerror=y>'
    one = article(text=f"قال سالم إن {bad} هنا.", outlet=bad, title=bad, author=bad, url="javascript:alert(1)")
    content = Span(one.text.index("<"), len(one.text) - 1)
    told = statement(name=bad, content=(content,), cue=Cue(span=Span(0, 3), lemma=bad, stance="say"))
    for language in LANGUAGES:
        html = html_of([one], [(one, told)], language)
        assert "<script" not in html
        assert "<img" not in html
        assert "javascript:" not in html


def test_each_statement_leads_to_its_place_and_the_text_is_whole() -> None:
    html = html_of([one := article()], [(one, statement())])
    assert 'href="#s-s1"' in html
    assert html.count('id="s-s1"') == 1
    body = re.search(r'<div class="text" dir="rtl">(.*?)</div>', html, re.DOTALL)
    assert body
    assert re.sub(r"<[^>]*>", "", body[1]) == TEXT


def test_marks_never_break_joined_letters() -> None:
    style = files("musnad.faces.reader").joinpath("static", "style.css").read_text("utf-8")
    for kind in ("content", "speaker", "cue", "via", "time", "figure", "fact", "furniture"):
        for rule in re.findall(rf"^\.{kind} \{{([^}}]*)\}}", style, re.MULTILINE):
            assert not re.search(r"padding|margin|border|display|font|letter-spacing", rule), kind


def test_a_disagreement_quotes_both_sides_in_place() -> None:
    one = article("استمرت المحادثات ساعتين. وكانت مغلقة.", url="https://a.example/1")
    two = article("استمرت المحادثات دقيقتين. وكانت مغلقة.", url="https://a.example/2")
    sides = tuple(
        Side(article=a.id, span=Span(a.text.index(word), a.text.index(word) + len(word)), value=value)
        for a, word, value in ((one, "ساعتين", "PT2H"), (two, "دقيقتين", "PT2M"))
    )
    differ = Disagreement(id="d", story="st", kind="duration", fact="مدة المحادثات", verdict="unsure", sides=sides)
    html = html_of([one, two], [], disagreements=(differ,))
    assert 'استمرت المحادثات <span class="fact">ساعتين</span>.' in html
    assert 'استمرت المحادثات <span class="fact">دقيقتين</span>.' in html
    assert Words.load("ar")("disagreement.unsure") in html


def test_facts_and_grounds_are_in_the_language_of_the_page() -> None:
    arabic, english = Words.load("ar"), Words.load("en")
    assert fact_words("duration talks: الوسيطة, أمس", arabic) == "المحادثات (الوسيطة، أمس)"
    assert fact_words("duration talks: الوسيطة, أمس", english) == "talks (الوسيطة, أمس)"
    assert fact_words("money USD", arabic) == "USD"
    for row in table("grounds"):
        sentence = row["english"].format(words="السفارة, أمس")
        assert ground_words(sentence, english) == sentence
        assert ground_words(sentence, arabic) == row["arabic"].format(words="السفارة، أمس")
    assert ground_words("something new", arabic) == "something new"


def test_a_long_sentence_is_cut_round_the_fact() -> None:
    text = "كلمة " * 200 + "ساعتين " + "كلمة " * 200
    at = text.index("ساعتين")
    segments = quoted(text, Span(at, at + 6))
    assert "".join(s.text for s in segments).startswith("… كلمة")
    assert [s.text for s in segments if "fact" in s.kinds] == ["ساعتين"]
    assert sum(len(s.text) for s in segments) < 400
