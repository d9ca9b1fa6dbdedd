"""Search: words with their clitics, phrases, prefixes, fields with two names each, exact highlights, suggestions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conftest import Place
from musnad.library import Library, LibraryError, open_library
from musnad.records import Statement
from musnad.store.answers import SearchAnswer
from musnad.store.query import Filter, Term, parse_query
from musnad.store.search import Search, matching_ids
from musnad.store.terms import want
from musnad.store.words import BORDER, index_stems, index_words, stem, word_list
from musnad.text.fold import fold, fold_key
from musnad.text.lexicon import table
from musnad.text.words import PROCLITICS
from small_news import article, many, read_small

TEXTS = {
    "minister": "قال وزير المياه إن السد الجديد سيفتح في الربيع.",
    "wa": "وصل الوفد مساء، والوزير في استقباله، وبالسد أعمال كثيرة.",
    "al": "زار الوزراء السدود الثلاثة، ثم عاد الوزير إلى العاصمة.",
    "zir": "كان الرجل يكثر زيارة النساء فسمي زير نساء في الحكاية.",
    "truce": "دخل وقف إطلاق النار حيز التنفيذ صباحا، وسط هدوء.",
    "truce-clitics": "أثنى المبعوث على التزام الطرفين بوقف اطلاق النار وبالهدنة.",
    "no-truce": "وقف الناس طويلا قبل إطلاق سراح الأسرى، ثم خمدت النار.",
    "latin": "أعلنت شركة OpenWater أن النسخة 3.5 ستصدر في 2025.",
    "marks": "أكَّدَ الوزيرُ أنَّ «السدَّ» آمِـن.",
}


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    with open_library(place("news")) as made:
        made.add(
            [
                article(text, number, title=f"عنوان {number}", published=f"2025-08-{10 + number}", given_id=key)
                for number, (key, text) in enumerate(TEXTS.items())
            ],
            read=read_small,
        )
        yield made


def found(library: Library, query: str, **more: object) -> list[str]:
    """The given ids of the articles that a search finds."""
    answer = library.search(query, unit="article", limit=None, **more)  # type: ignore[arg-type]
    return [library.article(hit.article.id)[0].given_id or "" for hit in answer.hits]


def highlighted(library: Library, answer: SearchAnswer) -> list[str]:
    """The words that the highlights of an answer cut out of the articles' texts."""
    words = []
    for hit in answer.hits:
        whole, _ = library.article(hit.article.id)
        for snippet in hit.snippets:
            source = whole.title or "" if snippet.of == "title" else whole.text
            assert source[snippet.span.start : snippet.span.stop] == snippet.text
            words += [source[span.start : span.stop] for span in snippet.highlights]
    return words


# ---- the index -------------------------------------------------------------------------------------------------------


def test_stems_are_the_same_with_every_clitic() -> None:
    for word in ("وزير", "كتاب", "سد", "بلاد", "لبنان", "الله", "فلسطين", "كل", "ان", "اتفاق"):
        for clitic in PROCLITICS:
            if not clitic.startswith("ا") or clitic == "ال":
                assert stem(clitic + word) == stem(word), (clitic, word)


def test_index_words_are_words_only() -> None:
    assert index_words("عنوان", "قال: «نعم»، 3.5 OK.") == "عنوان قال نعم 3.5 ok"
    assert index_stems("عنوان", "والسد.") == f"عنوان {BORDER} سد"
    assert [word.norm for word in word_list("")] == []


# ---- words -----------------------------------------------------------------------------------------------------------


def test_a_word_is_found_with_its_clitics(library: Library) -> None:
    assert found(library, "وزير") == ["marks", "al", "wa", "minister"]
    assert found(library, "السد") == ["marks", "wa", "minister"]


def test_the_clitics_of_the_query_do_not_matter(library: Library) -> None:
    for query in ("الوزير", "والوزير", "للوزير", "بالوزير", "الوَزِير"):
        assert found(library, query) == ["marks", "al", "wa", "minister"], query


def test_a_word_that_begins_like_a_clitic_is_not_cut(library: Library) -> None:
    assert found(library, "زير") == ["zir"]
    assert found(library, "قف") == []


def test_several_words_must_all_be_there(library: Library) -> None:
    assert found(library, "الوزير العاصمة") == ["al"]
    assert found(library, "الوزير -العاصمة") == ["marks", "wa", "minister"]
    assert found(library, "وزير -سد") == ["al"]


def test_other_scripts_and_numbers(library: Library) -> None:
    assert found(library, "openwater") == ["latin"]
    assert found(library, "3.5") == ["latin"]
    assert found(library, "٢٠٢٥") == ["latin"]
    assert found(library, "water") == []


def test_prefixes(library: Library) -> None:
    assert found(library, "سدو*") == ["al"]
    assert found(library, "وزر*") == ["al"]
    assert found(library, "open*") == ["latin"]


# ---- names ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def leaders(place: Place) -> Iterator[Library]:
    names = (
        *("دونالد ترامب", "دونالد ترمب") * 2, "الرئيس ترامب", "بنيامين نتنياهو", "بنيامين نتانياهو", "محمد سليمان", "محمد سلمان",
        "محمد عباس", "محمود عباس", "حسن كامل", "حسين كامل", "محمد نصر", "محمد شريف", "محمود فاضل", "كامل نصر",
        "المسلمين", "سارة المسلمون", "عبدالرحمن", "عبدالرحمان",
    )  # fmt: skip
    with open_library(place("leaders")) as library:
        library.add(
            [article(f"قال {name} إن الجلسة انتهت.", n, given_id=str(n)) for n, name in enumerate(names)], read=read_small
        )
        yield library


def spoken(library: Library, query: str) -> set[str]:
    """The speakers in the articles that a search finds."""
    return {library.article(one.article.id)[1].entities[0].name for one in library.search(query, unit="article").hits}


def test_foreign_names_are_found_under_all_spellings(leaders: Library) -> None:
    for query in ("ترامب", "ترمب", "وترمب", "لترامب"):
        assert spoken(leaders, query) == {"دونالد ترامب", "دونالد ترمب", "الرئيس ترامب"}, query
    assert spoken(leaders, '"دونالد ترمب"') == {"دونالد ترامب", "دونالد ترمب"}
    assert spoken(leaders, "speaker:نتانياهو") == {"بنيامين نتنياهو", "بنيامين نتانياهو"}
    assert len(leaders.said("دونالد ترمب")) == 5
    marked = highlighted(leaders, leaders.search('"الرئيس ترمب" after:2025'))
    assert marked == ["الرئيس ترامب"]


def test_native_beginnings_begin_their_examples() -> None:
    for row in table("native_beginnings"):
        assert row["example"].startswith(row["form"])
        assert fold_key(row["form"]) == row["form"]


def test_native_names_need_their_own_spelling(leaders: Library) -> None:
    assert spoken(leaders, "سليمان") == {"محمد سليمان"}
    assert spoken(leaders, "سلمان") == {"محمد سلمان"}
    assert spoken(leaders, "محمود") == {"محمود عباس", "محمود فاضل"}
    assert spoken(leaders, "حسين") == {"حسين كامل"}
    assert spoken(leaders, "مسلمون") == {"سارة المسلمون"}
    assert spoken(leaders, "عبدالرحمن") == {"عبدالرحمن"}


# ---- phrases ---------------------------------------------------------------------------------------------------------


def test_phrases_with_clitics_and_spellings(library: Library) -> None:
    for query in ('"وقف إطلاق النار"', "«وقف اطلاق النار»", "“بوقف إطلاق النار”", '"وقف إطلاق النار'):
        assert found(library, query) == ["truce-clitics", "truce"], query
    assert found(library, '"النار إطلاق"') == []
    assert found(library, '"إطلاق النار" هدوء') == ["truce"]
    assert found(library, 'وقف -"إطلاق النار"') == ["no-truce"]


def test_a_phrase_does_not_run_over_the_title(library: Library) -> None:
    library.add([article("الطويل يبدأ اليوم", 50, title="موسم المطر", given_id="border")], read=read_small)
    assert found(library, '"موسم المطر"') == ["border"]
    assert found(library, '"المطر الطويل"') == []


def test_a_word_with_marks_inside_is_a_phrase(library: Library) -> None:
    library.add([article("قطار الرياض-الدمام ينطلق", 51, given_id="train")], read=read_small)
    assert found(library, "الرياض-الدمام") == ["train"]
    assert found(library, "الرياض_الدمام") == ["train"]


# ---- fields ----------------------------------------------------------------------------------------------------------


def test_every_name_of_a_field_is_read() -> None:
    for row in table("search_fields"):
        (one,) = parse_query(row["example"]).filters
        assert one.field == row["field"]
        if row["value"] != "-":
            assert one.value == row["value"]
        else:
            assert row["example"].startswith(row["name"])


def test_a_query_is_taken_apart() -> None:
    query = parse_query('القائل: بيسكوف -"وقف النار" سد* after:٢٠٢٥-٠٨ http://x.example 10:30')
    assert query.filters == (Filter("speaker", "بيسكوف"), Filter("after", "2025-08-01"))
    assert query.terms[:2] == (Term("phrase", "وقف النار", True), Term("prefix", "سد"))
    assert query.about_statements


def test_fields_may_stand_without_their_article_but_not_without_a_value() -> None:
    assert parse_query("قائل:بيسكوف قناة:الضحى").filters == (Filter("speaker", "بيسكوف"), Filter("channel", "الضحى"))
    for text in ("speaker:", "القائل: ", "سد دور:"):
        with pytest.raises(LibraryError, match="needs a name"):
            parse_query(text)


def test_an_arabic_word_for_the_article_is_found_behind_it(place: Place) -> None:
    texts = ("قال سمير حداد إن اللقاء مع ألباني.", "قال سمير حداد إن الألباني وصل.", "قال سمير حداد إن الباني وصل.")
    with open_library(place("albania")) as library:
        library.add([article(text, n, given_id=str(n)) for n, text in enumerate(texts)], read=read_small)
        assert set(found(library, "الباني")) == {"0", "1", "2"}


def test_phrases_of_words_are_found_as_a_pattern_finds_them(library: Library) -> None:
    texts = ("وبالمدارس، الجديدة", "المدارس الجديدةالثانية", "مدارس\nوالجديدة", "المدارس x الجديدة", "للمدارس 5 جديدة", "مدارس")
    for query in ('"مدارس جديدة"', '"المدارس الجديدة"', "مدار*", '"مدارس مدارس"'):
        [term] = parse_query(query).terms
        wanted = want(library.database.connection, term)
        assert wanted is not None
        for text in texts:
            assert list(wanted.find(fold(text).text)) == list(wanted._find_pattern(fold(text).text))


def test_queries_that_make_no_sense() -> None:
    for text in ("", "   ", "...", '""', "-كلمة", "after:غدا", "before:2025-13", "is:maybe", "speaker:..."):
        with pytest.raises(LibraryError) as caught:
            parse_query(text)
        assert caught.value.trouble == "query"


def test_any_text_is_a_query_or_a_clear_error(library: Library) -> None:
    odd = (
        '"*',
        "a" * 5000,
        "NEAR(",
        "OR AND NOT",
        "words:x",
        "'",
        '"\'"',
        "(*)",
        "*",
        "-",
        "ـــ",
        "a:b:c",
        "speaker:",
        "😀",
        "\x00x",
    )
    told = []
    for text in odd:
        try:
            library.search(text)
        except LibraryError as error:
            told.append(error.trouble)
    assert set(told) == {"query"}


def test_fields_find_statements(place: Place) -> None:
    with open_library(place("f")) as library:
        library.add(
            [
                article("نقلت رويترز عن الوزارة. قال سامي الراشد إن السد مفتوح.", 1, published="2025-08-01"),
                article("نفى سامي الراشد أن الجسر مغلق.", 2, published="2025-08-05", outlet="الساحل"),
                article("أعلنت. نقلت تاس عن مصدر قال مدير الميناء إن الجسر مفتوح.", 3, published="2025-08-09"),
                article("قال سامي الراشد إن الجسر قديم.", 4, published=None),
            ],
            read=read_small,
        )

        def texts(query: str) -> list[str]:
            answer = library.search(query)
            assert answer.unit == "statement"
            return [hit.statement.texts[0] for hit in answer.hits if hit.statement]

        assert texts("القائل:الراشد") == ["الجسر مغلق", "السد مفتوح", "الجسر قديم"]
        assert texts('speaker:"سامي الراشد" عن:الجسر') == ["الجسر مغلق", "الجسر قديم"]
        assert texts("speaker:الراشد is:denied") == ["الجسر مغلق"]
        assert texts("speaker:الراشد -is:denied") == ["السد مفتوح", "الجسر قديم"]
        assert texts("القائل:الراشد الصحيفة:الساحل") == ["الجسر مغلق"]
        assert texts("speaker:الراشد after:2025-08-02") == ["الجسر مغلق"]
        assert texts("speaker:الراشد before:2025-08-05") == ["السد مفتوح"]
        assert texts("القائل:الراشد -السد") == ["الجسر مغلق", "الجسر قديم"]
        assert texts("channel:تاس") == ["الجسر مفتوح"]
        assert texts("نوع:مباشر") == []
        assert texts("speaker:حداد") == []
        articles = library.search("speaker:الراشد الجسر", unit="article")
        assert [hit.article.outlet for hit in articles.hits] == ["الساحل", "النخيل"]
        assert library.search("outlet:ساحل").unit == "article"
        assert library.search("outlet:ساحل").total == 1


def test_roles_are_searched(place: Place) -> None:
    import msgspec

    def read(one):  # type: ignore[no-untyped-def]
        reading = read_small(one)
        return msgspec.structs.replace(reading, statements=tuple(with_role(s) for s in reading.statements))

    def with_role(statement: Statement) -> Statement:
        speakers = tuple(msgspec.structs.replace(one, role="رئيس البلديّة") for one in statement.speakers)
        return msgspec.structs.replace(statement, speakers=speakers)

    with open_library(place("r")) as library:
        library.add([article("قال سامي الراشد إن السد مفتوح.", 1)], read=read)
        assert library.search('role:"رئيس البلدية"').total == 1
        assert library.search("الصفة:وزير").total == 0


# ---- what is shown ---------------------------------------------------------------------------------------------------


def test_highlights_cut_the_words_out_of_the_unchanged_text(library: Library) -> None:
    assert highlighted(library, library.search("السد")) == ["السدَّ", "وبالسد", "السد"]
    assert highlighted(library, library.search('"وقف إطلاق النار"')) == ["بوقف اطلاق النار", "وقف إطلاق النار"]
    assert highlighted(library, library.search("عنوان"))[:1] == ["عنوان"]


def test_statement_hits_show_their_content(library: Library) -> None:
    (hit,) = library.search("الربيع", unit="statement").hits
    assert hit.statement is not None
    (snippet,) = hit.snippets
    assert snippet.text == hit.statement.texts[0] == "السد الجديد سيفتح في الربيع"
    assert highlighted(library, library.search("الربيع", unit="statement")) == ["الربيع"]


def test_a_snippet_is_a_piece_around_the_most_of_it(library: Library) -> None:
    text = (
        "السد "
        + "كلمات كثيرة لا تعني شيئا " * 40
        + "ثم فاض السد الكبير والسد الصغير معا. "
        + "وهكذا انتهى الخبر. " * 40
    )
    library.add([article(text, 60, given_id="long")], read=read_small)
    answer = library.search('"السد الصغير" السد')
    (snippet,) = answer.hits[0].snippets
    assert "فاض السد الكبير والسد الصغير" in snippet.text
    assert len(snippet.text) < 250
    library.add([article("ط" * 100_000 + " نادرة " + "ط" * 100_000, 61)], read=read_small)
    (snippet,) = library.search("نادرة").hits[0].snippets
    assert snippet.text == "نادرة"


def test_newest_first_in_pages_and_by_rank(library: Library) -> None:
    whole = found(library, "في")
    assert whole == found(library, "في", order="newest")
    assert sorted(whole) == sorted(found(library, "في", order="rank"))
    first = library.search("في", limit=2)
    second = library.search("في", limit=2, offset=2)
    ids = [hit.article.id for hit in (*first.hits, *second.hits)]
    assert ids == [hit.article.id for hit in library.search("في", limit=None).hits][:4]
    assert (first.total, first.exact) == (len(whole), True)
    with library.database.reading() as connection:
        assert matching_ids(connection, Search(query="في"))[:4] == ids


def test_counts_are_exact_up_to_a_limit(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add(many(60), read=read_small)
    monkeypatch.setattr("musnad.store.search.COUNT_LIMIT", 50)
    answer = library.search("خبر", limit=10)
    assert (answer.total, answer.exact) == (50, False)
    answer = library.search("حداد", limit=10)
    assert (answer.total, answer.exact) == (12, True)


def test_did_you_mean(library: Library) -> None:
    library.add(many(30), read=read_small)
    answer = library.search("الترميمم")
    assert answer.total == 0
    assert answer.suggestions[0] == "الترميم"
    assert library.search("الترميم").suggestions == ()
    assert library.search("سفينة xqzt").suggestions == ()
    assert library.search("speaker:حدادد").suggestions[0] == "speaker:حداد"
    assert library.search("speakr:حداد").suggestions == ("speaker:حداد",)


def test_rare_words_are_meant_where_no_others_are_like_it(place: Place) -> None:
    with open_library(place("one")) as library:
        library.add([article("قال سمير حداد إن المدارس مفتوحة.")], read=read_small)
        assert library.search("مدارص").suggestions == ("المدارس",)


def test_outlets_by_a_part_of_their_name(place: Place) -> None:
    with open_library(place("outlets")) as library:
        outlets = ("صحيفة النخيل", "قناة النخيل", "الساحل", None)
        library.add(
            [article(f"قال سامي الراشد إن السد سيفتح {n}.", n, outlet=one, given_id=str(n)) for n, one in enumerate(outlets)],
            read=read_small,
        )
        assert set(found(library, "outlet:النخيل")) == {"0", "1"}
        assert set(found(library, "السد -outlet:النخيل")) == {"2", "3"}
        assert found(library, "outlet:غيرها") == []
        assert library.search("outlet:النخيل is:indirect", unit="statement").total == 2
