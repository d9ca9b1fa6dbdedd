"""Names over many articles: which are one person's, what a person puts right, roles in time, `musnad names`."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from conftest import Place
from musnad.faces.cli import main
from musnad.library import Library, LibraryError, open_library
from musnad.link.across import Seen, link_persons
from musnad.link.bodies import link_bodies, link_places
from musnad.link.person_names import part_of, person_name
from musnad.link.scripts import sounds, spellings
from musnad.link.whole_names import whole_names
from musnad.records import Article, Entity, Reading
from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from small_news import article, read_small

#: «who | role | where | month»: people of one article, the first of them speaks.
NEWS = [
    *("دونالد ترامب | الرئيس الأمريكي | واشنطن | 2018-03",) * 4,
    *("دونالد ترمب | الرئيس الأمريكي | واشنطن | 2018-03",) * 2,
    "ترامب | الرئيس الأمريكي | واشنطن | 2018-03",
    *("محمد بن نايف بن عبدالعزيز آل سعود | ولي العهد | الرياض | 2015-07",) * 3,
    *("محمد بن نايف | ولي العهد | الرياض | 2015-07",) * 2,
    *("محمد بن نواف بن عبدالعزيز | السفير | لندن | 2015-07",) * 2,
    *("عادل بن أحمد الجبير | وزير الخارجية | الرياض | 2015-07",) * 2,
    "عادل الجبير | السفير | واشنطن | 2015-02",
    *("عادل الجبير | وزير الخارجية | الرياض | 2015-08",) * 2,
    *("ناصر الشمراني | لاعب | الهلال | 2015-08",) * 2,
    *("ناصر الشهراني | لاعب | الهلال | 2015-08",) * 2,
    *("كيم جونغ أون | الزعيم | بيونغيانغ | 2018-04",) * 3,
    *("كيم جونغ-أون | الزعيم | بيونغيانغ | 2018-04",) * 2,
    "كيم يونغ أون | الزعيم | بيونغيانغ | 2018-04",
    "كيم جونغ إيل | الزعيم الراحل | بيونغيانغ | 2018-04",
    *("خالد العلي | مدرب | الهلال | 2018-04",) * 3,
    *("سامر العلي | وزير المياه | دمشق | 2018-04",) * 3,
    "العلي | مدرب | الهلال | 2018-04",
    "العلي | | | 2018-04",
    "د | | | 2018-04",
    "بوتين Putin | الرئيس | موسكو | 2018-04",
]


def read_people(one: Article) -> Reading:
    """`read_small`, with the role and the place that the article's title tells of its speaker."""
    made = read_small(one)
    _, role, where, _ = (one.title or "|||").split("|")
    entities = [msgspec.structs.replace(entity, roles=(role.strip(),) if role.strip() else ()) for entity in made.entities]
    if where.strip():
        entities.append(Entity(key="p1", kind="place", name=where.strip()))
    return msgspec.structs.replace(made, entities=tuple(entities))


def articles() -> list[Article]:
    made = []
    for number, line in enumerate(NEWS):
        who, _, _, month = line.split("|")
        text = f"قال {who.strip()} إن الجلسة رقم {number} ستعقد."
        made.append(article(text, number, title=line, published=f"{month.strip()}-{number % 28 + 1:02}"))
    return made


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    with open_library(place("news")) as made:
        made.add(articles(), read=read_people)
        yield made


def groups(library: Library) -> set[frozenset[str]]:
    """The names that are one everywhere."""
    return {frozenset(use.name for use in one.names if use.everywhere) for one in library.names(limit=100)}


def together(library: Library, *names: str) -> bool:
    return any(set(names) <= group for group in groups(library))


# ---- linking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ("دونالد ترامب", "دونالد ترمب", "ترامب"),
        ("محمد بن نايف", "محمد بن نايف بن عبدالعزيز آل سعود"),
        ("عادل الجبير", "عادل بن أحمد الجبير"),
        ("كيم جونغ أون", "كيم جونغ-أون", "كيم يونغ أون"),
    ],
)
def test_names_of_one_person(library: Library, names: tuple[str, ...]) -> None:
    assert together(library, *names)


@pytest.mark.parametrize(
    "names",
    [
        ("محمد بن نايف", "محمد بن نواف بن عبدالعزيز"),
        ("ناصر الشمراني", "ناصر الشهراني"),
        ("كيم جونغ أون", "كيم جونغ إيل"),
        ("خالد العلي", "سامر العلي"),
        ("العلي", "خالد العلي"),
        ("العلي", "سامر العلي"),
    ],
)
def test_names_of_two_persons(library: Library, names: tuple[str, str]) -> None:
    assert not together(library, *names)


def test_a_name_of_two_men_is_the_one_of_whom_the_article_tells(library: Library) -> None:
    [khalid] = library.names("خالد العلي")
    here = [use for use in khalid.names if not use.everywhere]
    assert [(use.name, use.articles, use.why) for use in here] == [("العلي", 1, "alone")]
    assert len(library.said("خالد العلي")) == 4
    assert len(library.said("سامر العلي")) == 3
    assert ("العلي", "خالد العلي") in {(pair.one.name, pair.other.name) for pair in library.doubtful_names()}


def test_the_order_of_arrival_makes_no_difference(library: Library, tmp_path: Path) -> None:
    expected = groups(library)
    for seed in range(3):
        shuffled = articles()
        random.Random(seed).shuffle(shuffled)
        with open_library(tmp_path / f"{seed}.db") as other:
            for one in shuffled:
                other.add([one], read=read_people)
            assert groups(other) == expected


def test_questions_go_by_the_links(library: Library) -> None:
    assert [len(library.said(who)) for who in ("دونالد ترامب", "دونالد ترمب")] == [7, 7]
    assert library.search('speaker:"عادل الجبير"', unit="statement").total == 5


def test_two_spellings_in_one_article_are_no_bar(library: Library) -> None:
    both = "قال كيم جونغ أون إن اللقاء قريب. وأكد كيم جونج أون أن القمة قائمة."
    library.add([article(both, 700, title="|||", published="2018-04-20")], read=read_people)
    assert together(library, "كيم جونغ أون", "كيم جونج أون")


def test_what_goes_out_of_the_library_leaves_no_links_behind(library: Library) -> None:
    assert together(library, "دونالد ترامب", "ترامب")
    for one in library.said("ترمب"):
        library.remove(one.article.id)
    assert not library.said("دونالد ترمب")
    assert not any("ترمب" in use.name for one in library.names(limit=100) for use in one.names)
    assert library.check_file(deep=True) == ()


def test_a_fuller_name_that_a_changed_page_has_no_more_is_nobodys(place: Place) -> None:
    before, after = article("قال سمير طاهات إن الجلسة مؤجلة.", 1), article("قال الوزير إن الجلسة مؤجلة.", 1)
    with open_library(place("changed")) as library:
        library.add([before, article("قال طاهات إن الجلسة غدا.", 2)], read=read_small)
        assert library.add([after], read=read_small).new_versions == 1
        assert len(library.names(limit=10)) > 0
        assert library.search('speaker:"سمير طاهات"', unit="statement").total == 0


def test_bodies_under_several_names() -> None:
    names = ("وكالة رويترز", "رويترز", "#رويترز", "حزب الاتحاد", "نادي الاتحاد", "الاتحاد")
    names = (*names, "داعش", "تنظيم داعش", "فيفا", "الفيفا")
    keys = {number: fold_key(name) for number, name in enumerate(names)}
    articles = dict.fromkeys(keys, range(5)) | {5: range(90)}
    groups: dict[int, set[str]] = {}
    heads = {link.entity: link.fuller for link in link_bodies(keys, articles).links}
    for number, name in enumerate(names):
        groups.setdefault(heads.get(number, number), set()).add(name)
    assert {"وكالة رويترز", "رويترز", "#رويترز"} in groups.values()
    assert {"داعش", "تنظيم داعش"} in groups.values()
    assert {"فيفا", "الفيفا"} in groups.values()
    assert all({name} in groups.values() for name in names[3:6])


def test_what_every_country_has_stays_apart() -> None:
    names = ("وزارة الثقافة", "وزارة #الثقافة", "وزارة #الثقافة_المصرية", "وزارة الثقافة المصرية", "بي سي", 'بي سي"')
    keys = {number: fold_key(name) for number, name in enumerate(names)}
    found = link_bodies(keys, dict.fromkeys(keys, range(3)))
    assert [(link.entity, link.fuller) for link in found.links] in ([(2, 3)], [(3, 2)])
    assert [{link.entity, link.fuller} for link in found.doubts] == [{0, 1}]


def test_a_common_word_is_a_body_only_beside_its_noun() -> None:
    keys = {number: fold_key(name) for number, name in enumerate(("قناة الجزيرة", "الجزيرة", "قناة #الجزيرة"))}
    found = link_bodies(keys, {0: (1, 2), 1: (2, 3, 4), 2: (5,)})
    assert [(link.entity, link.fuller) for link in found.links] == [(2, 0)]
    assert [(one.version, one.entity, one.fuller) for one in found.here] == [(2, 1, 0)]


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("منصور وإبراهيم البلوي", ("منصور البلوي", "إبراهيم البلوي")),
        ("فيليبي لويس بكسر", ("فيليبي لويس",)),
        ("جون كيري واشنطن", ("جون كيري",)),
        ("تميم بن حمد آل", ("تميم بن حمد",)),
        ("سالم بشير القاهرة", ("سالم بشير",)),
        ("الله تعالى", ("تعالى",)),
        ("فيدل كاسترو هيلاري", ("فيدل كاسترو", "هيلاري كلينتون")),
        ("سلمان المالك سأتولى", ("سلمان المالك",)),
        ("باتريك كوتروني وإغنازيو أباتي", ("باتريك كوتروني",)),
        ("داني ويلبيك الفارق", ("داني",)),
        ("أ", ("(أ",)),
    ],
)
def test_what_is_no_whole_name_is_nobodys(name: str, others: tuple[str, ...]) -> None:
    names = {number: person_name(fold_key(one)) for number, one in enumerate((name, *others))}
    assert 0 not in whole_names(names, dict.fromkeys(names, 2))


@pytest.mark.parametrize("name", ["وليد المعلم", "خالد بن وليد", "سيرينا وليامز", "دينزل واشنطن", "محمد بن سلمان بن عبدالعزيز"])
def test_whole_names(name: str) -> None:
    assert whole_names({0: person_name(fold_key(name)), 1: person_name("محمد سالم")}, {0: 1, 1: 3}) == {0, 1}


def link_names(*articles: str) -> dict[str, str]:
    """Names of articles, each «name, name …», linked: a name to the one that it is everywhere."""
    names = list(dict.fromkeys(name.strip() for one in articles for name in one.split("،")))
    around = {at: [names.index(name.strip()) for name in one.split("،")] for at, one in enumerate(articles)}
    where = {number: [at for at in around if number in around[at]] for number in range(len(names))}
    keys = {number: fold_key(name) for number, name in enumerate(names)}
    return {names[link.entity]: names[link.fuller] for link in link_persons(Seen(keys, where, around, {}, {})).links}


def test_a_surname_alone_needs_more_than_its_likeness() -> None:
    other = ("سامر الحلبي، بانكوك", "نورا السالم، أوسلو", "فريدا نوردستروم، كيب تاون")
    assert "هولمبرغ" not in link_names("لارس هولمبرغ، ستوكهولم", "هولمبرغ، ليما", *other * 20)
    beside = ("لارس هولمبرغ، ستوكهولم، أوبسالا", "هولمبرغ، ستوكهولم، أوبسالا", *other * 40)
    assert link_names(*beside)["هولمبرغ"] == "لارس هولمبرغ"


def test_a_given_name_alone_is_nobodys() -> None:
    assert not link_names(*("عبد المجيد الرويلي، الباطن",) * 2, "عبد المجيد، الباطن", "عبدالمجيد، دبي", "عبدالمجيد، جدة")


def test_a_family_with_the_article_needs_company_to_be_the_one_without() -> None:
    other = ("نورا السالم، أوسلو", "فريدا نوردستروم، كيب تاون")
    assert not link_names("خالد بدوي، القاهرة", "خالد البدوي، دبي", *other * 60)
    beside = ("خالد كعبي، سالم الدوسري، سعود كريري", "خالد الكعبي، سالم الدوسري، سعود كريري")
    assert set(link_names(*beside, *other * 60)) & {"خالد كعبي", "خالد الكعبي"}


def test_a_name_with_a_father_that_is_often_told_is_the_longer_ones() -> None:
    other = ("نورا السالم، أوسلو", "فريدا نوردستروم، كيب تاون")
    short, long = "محمد بن نايف", "محمد بن نايف بن عبدالعزيز آل سعود"
    assert link_names(*(f"{short}، جدة",) * 7, *(f"{long}، الرياض",) * 5, *other * 30) == {short: long}


def test_a_father_is_not_his_son() -> None:
    assert not link_names(*("علي سعد دوابشة، دوما",) * 3, *("سعد دوابشة، دوما",) * 2)


def test_places_under_several_names() -> None:
    keys = {number: fold_key(name) for number, name in enumerate(("أمريكا", "الولايات المتحدة", "#أمريكا", "دوما", "الدوما"))}
    articles = {number: range(size) for number, size in enumerate((5, 9, 1, 5, 5))}
    found = {frozenset((keys[link.entity], keys[link.fuller])) for link in link_places(keys, articles).links}
    assert len(found) == 2
    assert all(fold_key("الولايات المتحدة") in pair for pair in found)


# ---- putting right ---------------------------------------------------------------------------------------------------


def test_joining_splitting_renaming_and_undoing(library: Library) -> None:
    before = groups(library)
    joined = library.correct("entity-same", "ناصر الشمراني", "ناصر الشهراني")
    split = library.correct("entity-apart", "ترامب", "دونالد ترامب")
    renamed = library.correct("entity-name", "كيم جونغ أون", "الزعيم كيم")
    assert together(library, "ناصر الشمراني", "ناصر الشهراني")
    assert together(library, "دونالد ترامب", "دونالد ترمب")
    assert not together(library, "دونالد ترامب", "ترامب")
    assert len(library.said("دونالد ترامب")) == 6
    assert "الزعيم كيم" in {one.name for one in library.names(limit=100)}
    for one in (joined, split, renamed):
        library.undo(one.id)
    assert groups(library) == before
    assert len(library.said("دونالد ترامب")) == 7


def test_a_name_in_one_article_can_be_told_apart(library: Library) -> None:
    library.correct("entity-apart", "العلي", "خالد العلي")
    [khalid] = library.names("خالد العلي")
    assert all(use.everywhere for use in khalid.names)
    assert len(library.said("خالد العلي")) == 3
    assert ("العلي", "خالد العلي") not in {(pair.one.name, pair.other.name) for pair in library.doubtful_names()}


def test_corrections_stand_when_names_are_linked_again(library: Library) -> None:
    library.correct("entity-apart", "دونالد ترمب", "دونالد ترامب")
    library.add([article("قال دونالد ترمب إن الأمر انتهى.", 999, title="|||", published="2018-03-03")], read=read_people)
    assert not together(library, "دونالد ترامب", "دونالد ترمب")


@pytest.mark.parametrize("pair", [("ترامب", "ترامب"), ("فلان الفلاني", "ترامب"), ("", "ترامب"), ("person:", "ترامب")])
def test_corrections_of_nobody_are_refused(library: Library, pair: tuple[str, str]) -> None:
    with pytest.raises(LibraryError):
        library.correct("entity-same", *pair)
    assert library.corrections() == []


def test_a_part_of_one_name_is_enough_to_put_it_right(library: Library) -> None:
    done = library.correct("entity-same", "الشمراني", "بوتين")
    assert (done.subject, done.value) == ("person:ناصر الشمراني", f"person:{fold_key('بوتين Putin')}")
    with pytest.raises(LibraryError, match=r"several go by the name ناصر.*ناصر الشمراني.*ناصر الشهراني"):
        library.correct("entity-same", "ناصر", "بوتين")


def test_a_cycle_of_corrections_is_one_group_and_comes_apart_again(library: Library) -> None:
    three = ("دونالد ترامب", "ناصر الشمراني", "خالد العلي")
    done = [library.correct("entity-same", one, other) for one, other in zip(three, three[1:] + three[:1])]
    assert together(library, *three)
    with pytest.raises(LibraryError, match="made one"):
        library.correct("entity-apart", three[0], three[2])
    library.undo(done[0].id)
    assert together(library, *three)
    library.undo(done[1].id)
    assert not together(library, *three)
    assert together(library, three[0], three[2])


# ---- roles in time ---------------------------------------------------------------------------------------------------


def test_a_change_of_role_is_no_new_person(library: Library) -> None:
    [adel] = library.names("عادل الجبير")
    told = {role.role: (role.first, role.articles) for role in adel.roles}
    assert told["السفير"][0] < told["وزير الخارجية"][0]
    assert (told["السفير"][1], told["وزير الخارجية"][1]) == (1, 4)


def test_a_role_alone_is_its_bearers_around_that_day(library: Library) -> None:
    days = {"2018-03-20": True, "2018-09-20": False, "2015-03-20": False}
    for number, day in enumerate(days, 500):
        text, told = f"قال الرئيس الأمريكي إن القمة {number} ستعقد.", "الرئيس الأمريكي | الرئيس الأمريكي | | "
        library.add([article(text, number, title=told, published=day)], read=read_people)
    library.link_names()
    found = {one.day for one in library.said("دونالد ترامب") if one.texts[0].startswith("القمة")}
    assert found == {day for day, is_his in days.items() if is_his}


@pytest.mark.parametrize("role", ["رئيس أميركي", "المدرب الفرنسي", "العميد الركن", "المدرب"])
def test_what_many_are_is_nobodys_alone(library: Library, role: str) -> None:
    for number in range(600, 605):
        who = role if number == 604 else "زين الدين زيدان"
        told = f"{who} | {role} | مدريد | "
        text = f"قال {who} إن المباراة {number} صعبة."
        library.add([article(text, number, title=told, published="2018-03-20")], read=read_people)
    library.link_names()
    assert len(library.said("زين الدين زيدان")) == 4


def test_who_holds_a_role(library: Library) -> None:
    held = {one.name: one.held.articles for one in library.holders("السفير")}
    assert held == {"محمد بن نواف بن عبدالعزيز": 2, "عادل الجبير": 1}
    assert library.holders("") == library.holders("رائد الفضاء") == []


# ---- the command -----------------------------------------------------------------------------------------------------


def names(library: Library, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(["names", *words, "--library", library.database.path]) == code
    told = capsys.readouterr()
    return told.out + told.err


def test_the_command_lists_and_puts_right(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert names(library, capsys).splitlines()[0].startswith("دونالد ترامب")
    assert "also دونالد ترمب 2×" in names(library, capsys, "list", "--limit", "1")
    assert "2015-02" in names(library, capsys, "show", "عادل الجبير")
    assert "محمد بن نواف" in names(library, capsys, "holders", "السفير")
    assert "العلي" in names(library, capsys, "doubtful")
    made = json.loads(names(library, capsys, "join", "خالد العلي", "العلي", "--json", "--by", "منى"))
    assert made["made_by"] == "منى"
    assert together(library, "خالد العلي", "العلي")
    names(library, capsys, "undo", made["id"])
    assert not together(library, "خالد العلي", "العلي")
    assert json.loads(names(library, capsys, "list", "الجبير", "--json"))["articles"] == 5


def test_the_command_tells_what_is_wrong(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert "2 names" in names(library, capsys, "join", "ترامب", code=2)
    assert "quotation marks" in names(library, capsys, "قال", "الوزير", code=2)
    assert "فلان" in names(library, capsys, "split", "فلان", "ترامب", code=2)
    assert "nobody" in names(library, capsys, "show", "فلان")
    assert "empty" in names(library, capsys, "show", " ", code=2)
    assert "holders" in names(library, capsys, "show", "وزير المياه")
    assert "--limit" in names(library, capsys, "list", "--limit", "0", code=2)


# ---- other scripts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Donald Trump", "Трамп", "trump", "Дональд Трамп"])
def test_names_in_other_letters_find_the_arabic_ones(library: Library, who: str) -> None:
    assert len(library.said(who)) == 7
    assert library.search(f'speaker:"{who}"', unit="statement").total == 7
    assert library.names(who)[0].name == "دونالد ترامب"


@pytest.mark.parametrize("who", ["Bolton", "Xzqwrt", "Болтон", "Ψ", "T", "Donald Duck"])
def test_names_in_other_letters_of_nobody_find_nobody(library: Library, who: str) -> None:
    assert library.said(who) == []


def test_names_that_articles_write_in_other_letters_are_found(library: Library) -> None:
    assert len(library.said("Putin")) == len(library.said("Путин")) == 1


@pytest.mark.parametrize("row", table("scripts"), ids=lambda row: row["id"])
def test_letters_of_other_scripts_sound_as_their_examples(row: dict[str, str]) -> None:
    foreign, arabic = row["example"].split()
    assert row["letters"] in fold_key(foreign)
    assert spellings(fold_key(foreign), [fold_key(arabic)])


def test_long_words_in_other_letters_cost_little() -> None:
    start = time.process_time()
    sounds("chouea" * 2000)
    assert time.process_time() - start < 5


def test_links_are_drawn_to_be_judged(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "names.tsv"
    assert main(["audit", "--of", "names", "--statements", "3", "--out", str(out), "--library", library.database.path]) == 0
    rows = out.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 4
    assert all(row.split("\t")[6] in ("spelling", "part", "alone", "role") for row in rows[1:])
    assert all("⟦" in row for row in rows[1:])


# ---- shorter and longer names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "long", "part"),
    [
        ("محمد بن سلمان", "محمد بن سلمان بن عبدالعزيز آل سعود", "first-words"),
        ("عادل الجبير", "عادل بن أحمد الجبير", "ends"),
        ("جواد ظريف", "محمد جواد ظريف", "last-words"),
        ("ترامب", "دونالد ترامب", "last"),
        ("نيمار", "نيمار دا سيلفا", "first"),
        ("سلمان بن عبدالعزيز", "محمد بن سلمان بن عبدالعزيز", None),
        ("عبدالعزيز", "سلمان بن عبدالعزيز", None),
        ("جورج بوش", "جورج بوش الابن", None),
        ("محمد صالح", "علي عبدالله صالح", None),
        ("", "دونالد ترامب", None),
    ],
)
def test_how_a_name_is_a_part_of_another(short: str, long: str, part: str | None) -> None:
    assert part_of(person_name(fold_key(short)), person_name(fold_key(long))) == part
