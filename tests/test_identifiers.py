"""Identifiers that users give names, one by one and by tables; names that articles write in Latin or Cyrillic letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Place
from musnad.faces.cli import main
from musnad.library import Library, LibraryError, open_library
from musnad.link.other_scripts import ScriptBook
from musnad.link.person_names import person_name
from musnad.records import Article
from musnad.store.identifier_table import parse_identifiers
from musnad.text.fold import fold_key
from small_news import article, read_small

#: Who speaks in an article each.
WHO = [
    *("ديمتري بيسكوف",) * 3, "Dmitry Peskov", "Дмитрий Песков", *("جون كيري",) * 2, "John Corey", *("علي سالم",) * 2, "Ali Salem",
    "Peskov", *("تيم كوك",) * 2, "تيم كوك", "محمد بن سعيد الراشد", "محمد بن سعيد الراشد", "ناصر الشمراني", "ناصر الشهراني",
    "سيرغي لافروف", "سيرغي بن نزار لافروف", "Sergey Lavrov",
]  # fmt: skip


def articles() -> list[Article]:
    made = enumerate(WHO)
    return [article(f"قال {who} إن الجلسة رقم {n} ستعقد.", n, published=f"2018-03-{n % 28 + 1:02}") for n, who in made]


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    with open_library(place("news")) as made:
        made.add(articles(), read=read_small)
        yield made


def names_of(library: Library, who: str) -> set[str]:
    return {use.name for one in library.names(who) for use in one.names}


def asked_about(library: Library, *names: str) -> list[str]:
    """Why a pair of names is among the doubtful ones; empty where it is not."""
    return [pair.why for pair in library.doubtful_names() if {pair.one.name, pair.other.name} == set(names)]


# ---- names in other letters ------------------------------------------------------------------------------------------


def test_names_in_other_letters_are_linked_to_the_one_arabic_name_that_fits(library: Library) -> None:
    assert {"ديمتري بيسكوف", "Dmitry Peskov", "Дмитрий Песков"} <= names_of(library, "ديمتري بيسكوف")
    assert len(library.said("ديمتري بيسكوف")) >= 5
    [link] = [one for one in library.name_links() if one.one.name == "Дмитрий Песков"]
    assert (link.why, link.other.name) == ("script", "ديمتري بيسكوف")


@pytest.mark.parametrize(("one", "other"), [("John Corey", "جون كيري"), ("Ali Salem", "علي سالم")])
def test_names_in_other_letters_that_are_near_or_common_stay_apart(library: Library, one: str, other: str) -> None:
    assert one not in names_of(library, f"person:{other}")
    assert one not in {use.name for known in library.names(limit=100) for use in known.names if known.name == other}


def test_what_is_common_or_of_several_is_asked(library: Library) -> None:
    assert asked_about(library, "Ali Salem", "علي سالم") == ["script"]
    assert asked_about(library, "Sergey Lavrov", "سيرغي لافروف") == ["script"]
    assert not asked_about(library, "John Corey", "جون كيري")


def test_a_name_that_two_fit_is_nobodys() -> None:
    names = ["جون كيري", "جان كيري", "John Kerry", "Kerry", "محمد بن سعيد الراشد", "Mohammed bin Saeed Al-Rashed"]
    names.append("Mohammed Rashed")
    book = ScriptBook({number: person_name(fold_key(name)) for number, name in enumerate(names)})
    fits = {names[number]: {names[one] for one in book.fits(book.names[number])} for number in sorted(book.foreign)}
    assert fits["Kerry"] == set()
    assert fits["John Kerry"] == {"جون كيري", "جان كيري"}
    assert fits["Mohammed bin Saeed Al-Rashed"] == fits["Mohammed Rashed"] == {"محمد بن سعيد الراشد"}


# ---- one identifier --------------------------------------------------------------------------------------------------


def test_an_identifier_finds_whom_it_was_given(library: Library) -> None:
    done = library.correct("entity-identifier", "ديمتري بيسكوف", " Q4315134 ", by="منى")
    assert (done.subject, done.value) == (f"person:{fold_key('ديمتري بيسكوف')}", "Q4315134")
    [peskov] = library.names("Q4315134")
    assert (peskov.name, peskov.identifiers) == ("ديمتري بيسكوف", ("Q4315134",))
    assert library.who("Q4315134").identifiers == ("Q4315134",)
    assert len(library.said("Q4315134")) == len(library.said("ديمتري بيسكوف")) > 0
    rows = [row for row in library.rows("entities") if row.identifier]  # type: ignore[attr-defined]
    assert {row.name for row in rows} >= {"ديمتري بيسكوف", "Dmitry Peskov"}  # type: ignore[attr-defined]
    library.undo(done.id)
    assert library.names("Q4315134") == []
    assert not any(row.identifier for row in library.rows("entities"))  # type: ignore[attr-defined]


def test_identifiers_stand_when_articles_are_read_again_and_in_another_library(library: Library, tmp_path: Path) -> None:
    library.correct("entity-identifier", "جون كيري", "Q22316")
    library.refresh(read=read_small, made_by="another")
    library.link_names()
    assert [one.name for one in library.names("Q22316")] == ["جون كيري"]
    with open_library(tmp_path / "other.db") as other:
        other.add(articles(), read=read_small)
        assert other.import_corrections(library.export_corrections()) == 1
        assert [one.name for one in other.names("Q22316")] == ["جون كيري"]


@pytest.mark.parametrize(("value", "told"), [(" ", "empty"), ("Q\n1", "plain"), ("Q1", "already"), ("Q2", "undo that first")])
def test_identifiers_that_make_no_sense_are_refused(library: Library, value: str, told: str) -> None:
    library.correct("entity-identifier", "تيم كوك", "Q1")
    with pytest.raises(LibraryError, match=told):
        library.correct("entity-identifier", "تيم كوك", value)
    assert len(library.corrections()) == 1


def test_two_identifiers_are_two_persons_and_one_is_asked_about(library: Library) -> None:
    library.correct("entity-identifier", "علي سالم", "7")
    other = library.correct("entity-identifier", "Ali Salem", "8")
    with pytest.raises(LibraryError, match="two identifiers, 7 and 8"):
        library.correct("entity-same", "علي سالم", "Ali Salem")
    assert not asked_about(library, "علي سالم", "Ali Salem")
    library.undo(other.id)
    library.correct("entity-identifier", "Ali Salem", "7")
    assert asked_about(library, "علي سالم", "Ali Salem") == ["identifier"]
    library.correct("entity-same", "علي سالم", "Ali Salem")
    assert not asked_about(library, "علي سالم", "Ali Salem")


# ---- tables ----------------------------------------------------------------------------------------------------------

TABLE = """name\tidentifier\talso
Дмитрий Песков\tQ4315134\tDmitri Peskov
شخص آخر\tQ2\tTim Cook|تيمي
Mohammed Al-Rashed\tQ3\t
ناصر الشمراني\tQ4\tناصر الشهراني
فلان الفلاني\tQ5\t
جون كيري\tQ6\t

لافروف الأول\tQ7\tSerge Lavrov
"""


def test_a_table_identifies_those_that_it_fits_and_tells_the_rest(library: Library) -> None:
    library.correct("entity-identifier", "جون كيري", "Q22316")
    done = library.identify_names(TABLE)
    assert (done.identified, done.known) == (4, 0)
    assert [(row.line, row.reason) for row in done.unfit] == [(6, "nobody"), (7, "taken"), (9, "several")]
    assert done.unfit[1].fits == (f"person:{fold_key('جون كيري')}",)
    assert [library.names(one)[0].name for one in ("Q4315134", "Q2", "Q3")] == [
        "ديمتري بيسكوف", "تيم كوك", "محمد بن سعيد الراشد",
    ]  # fmt: skip
    assert [(pair.identifier, pair.joined) for pair in done.pairs] == [("Q4", False)]
    again = library.identify_names(TABLE)
    assert (again.identified, again.known, again.pairs) == (0, 4, done.pairs)


def test_names_of_one_identifier_are_joined_where_that_is_wanted(library: Library) -> None:
    [pair] = library.identify_names(TABLE, join=True).pairs
    assert pair.joined
    assert {"ناصر الشمراني", "ناصر الشهراني"} <= names_of(library, "Q4")
    assert library.identify_names(TABLE, join=True).pairs == ()


def test_what_was_told_apart_is_not_joined(library: Library) -> None:
    library.correct("entity-apart", "ناصر الشمراني", "ناصر الشهراني")
    assert library.identify_names(TABLE, join=True).pairs == ()


def test_a_row_that_several_fit_and_a_spelling_of_two_rows_identify_nobody(library: Library) -> None:
    table = "name,identifier,also\nناصر,1,ناصر الشمراني\nآخر,2,ناصر الشمراني\n"
    assert [row.reason for row in library.identify_names(table).unfit] == ["nobody", "nobody"]
    library.correct("entity-apart", "سيرغي لافروف", "سيرغي بن نزار لافروف")
    [row] = library.identify_names("name;identifier\nСергей Лавров;9\n").unfit
    assert (row.reason, len(row.fits)) == ("several", 2)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "is empty"),
        ("name,identifier\n", "no rows"),
        ("name,id\nأ,1\n", "line 1 .*no column is called identifier; there are name, id"),
        ("name,identifier\nسالم,1\n\nسامي,\n", "line 4 .*identifier of سامي is empty"),
        ("name,identifier\n ,1\n", "line 2 .*name is empty"),
        ("name\tidentifier\nسالم\t1\nسالم\t2\n", "line 3 .*two identifiers, 1 in line 2, 2 here"),
        ('name,identifier\n"سالم"x,1\n', "line 2 "),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_line(table: str, told: str) -> None:
    with pytest.raises(LibraryError, match=told):
        parse_identifiers(table)


def test_tables_of_other_programs_are_read() -> None:
    table = '\N{ZERO WIDTH NO-BREAK SPACE}Identifier;Name;note\r\n"Q1";"سالم ""أبو علي""";x\r\n'
    assert parse_identifiers(table) == [(2, 'سالم "أبو علي"', "Q1", ())]


# ---- the command -----------------------------------------------------------------------------------------------------


def run(library: Library, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main([*words, "--library", library.database.path]) == code
    told = capsys.readouterr()
    return told.out + told.err


def test_the_command(library: Library, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "names.tsv"
    file.write_text(TABLE, encoding="utf-8")
    shown = run(library, capsys, "names", "identifiers", str(file))
    assert "5 names identified, 0 known before, 2 rows left out" in shown
    assert "join or split" in shown
    assert "line 6" in shown
    assert "Q3" in run(library, capsys, "names", "show", "محمد بن سعيد الراشد")
    assert json.loads(run(library, capsys, "names", "show", "Q3", "--json"))["identifiers"] == ["Q3"]
    assert json.loads(run(library, capsys, "names", "identifiers", str(file), "--json", "--join"))["known"] == 5
    assert "مئة" in run(library, capsys, "names", "identify", "علي سالم", "رقم-مئة")
    assert "علي سالم" in run(library, capsys, "names", "show", "رقم-مئة")
    file.write_bytes(b"name,identifier\n\xc7\xe1,1\n")
    assert "UTF-8" in run(library, capsys, "names", "identifiers", str(file), code=2)
    assert "none.tsv" in run(library, capsys, "names", "identifiers", str(tmp_path / "none.tsv"), code=3)
