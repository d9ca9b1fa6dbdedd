"""The library: identity, versions, ids that lead on, corrections, care, clear errors."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from conftest import ONE_STORE, Place
from musnad.compare.terms import Rareness
from musnad.library import Library, LibraryError, open_library
from musnad.records import Article, Reading, SetAside, Span
from musnad.store import schema, workers
from musnad.store.answers import Progress, RefreshReport
from musnad.store.carry import match_spans, told
from musnad.store.rareness import library_rareness
from musnad.store.stories import Comparer
from small_news import article, many, read_small


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    with open_library(place("news")) as made:
        yield made


ONE = "قال سامي الراشد إن السد سيفتح في الربيع.\nوأكد وزير المياه أن العمل مستمر."


# ---- adding
# ------------------------------------------------------------------------------------------------------------


def test_add_again_changes_nothing(library: Library) -> None:
    first = library.add(many(30), read=read_small)
    before = dump(library)
    again = library.add(many(30), read=read_small)
    assert (first.added, first.same, first.statements) == (30, 0, 30)
    assert (again.added, again.same, again.new_versions, again.statements) == (0, 30, 0, 0)
    assert dump(library) == before


def test_the_article_comes_back_as_it_was(library: Library) -> None:
    came = article(ONE, 7, title="عنوان", author="مراسل", published="2025-08-17T10:30")
    library.add([came], read=read_small)
    kept, reading = library.article(came.id)
    assert kept == came
    assert reading == read_small(came)
    assert library.article(came.url or "")[0] == came


def test_raw_pages_are_kept_beside_the_record(library: Library) -> None:
    page = "<html>" + "نص " * 500 + "</html>"
    came = msgspec.structs.replace(article(ONE, 1), extra={"raw_page": page, "feed": "x"})
    library.add([came], read=read_small)
    assert library.raw_page(came.id) == page.encode()
    assert library.article(came.id)[0].extra == {"feed": "x"}


def test_set_aside_items_are_kept_once_with_their_reason(library: Library) -> None:
    aside = SetAside(where="a.txt", reason="empty", detail="0 bytes")
    report = library.add([aside, article(ONE, 1), aside], read=read_small)
    assert (report.added, report.set_aside, report.reasons) == (1, 2, {"empty": 2})
    assert library.dropped() == [aside]


def test_one_odd_article_loses_no_other(library: Library) -> None:
    def read(one: Article) -> Reading:
        if one.given_id == "n3":
            raise ValueError("odd")
        return read_small(one)

    surrogate = msgspec.structs.replace(article("x", 99), text="خبر \ud800 مكسور", id="s", version="s")
    report = library.add([*many(6), surrogate], read=read)
    assert (report.added, report.reasons) == (5, {"fault": 1, "not-unicode": 1})
    assert {one.reason for one in library.dropped()} == {"fault", "not-unicode"}


def test_a_given_id_of_another_address_is_reported_and_no_new_version(library: Library) -> None:
    library.add([article("قال سامي الراشد إن الطريق مفتوح.", 1, given_id="17")], read=read_small)
    report = library.add([article("قال وزير المياه إن النهر عال.", 2, given_id="17")], read=read_small)
    assert (report.added, report.new_versions) == (1, 0)
    assert [one.reason for one in report.reported] == ["given-id-taken"]
    with pytest.raises(LibraryError, match="several articles"):
        library.article("17")


def test_batches_are_acknowledged_when_another_reader_sees_them(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.store.adding._SECONDS", 600)  # a busy machine is no slow source
    path = place("news")
    heard: list[Progress] = []

    def hear(progress: Progress) -> None:
        with open_library(path, mode="read") as other:
            assert other.coverage().articles == progress.done
        heard.append(progress)

    with open_library(path) as library:
        library.add(many(150), read=read_small, on_progress=hear)
    assert [one.done for one in heard] == [64, 128, 150]
    assert len({key for one in heard for key in one.ids}) == 150


def test_a_failure_half_way_keeps_what_was_acknowledged(library: Library) -> None:
    heard: list[str] = []

    def broken() -> Iterator[Article]:
        yield from many(100)
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="broke"):
        library.add(broken(), read=read_small, on_progress=lambda one: heard.extend(one.ids))
    assert len(heard) == 64 == library.coverage().articles
    assert library.check_file(deep=True) == ()


@ONE_STORE
def test_several_processes_keep_the_same_as_one(place: Place) -> None:
    with open_library(place("one")) as one, open_library(place("several")) as several:
        alone = one.add(many(330), workers=0)
        together = several.add([*many(330), SetAside(where="x", reason="empty")], workers=2)
        assert (together.added, together.statements, together.set_aside) == (330, alone.statements, 1)
        assert alone.statements >= 330
        assert dump(several) == dump(one)
        assert several.check_file(deep=True) == ()


@ONE_STORE
def test_a_reading_process_that_dies_loses_nothing_acknowledged(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(progress: Progress) -> None:
        heard.extend(progress.ids)
        if len(heard) > 300:
            for process in processes:
                process.kill()

    processes: list[subprocess.Popen[bytes]] = []
    start = workers._start
    monkeypatch.setattr(workers, "_start", lambda *given: processes.append(start(*given)) or processes[-1])
    with pytest.raises(workers.WorkerEnded):
        library.add(many(1000), workers=1, on_progress=hear)
    assert library.coverage().articles == len(heard) >= 300
    assert library.check_file(deep=True) == ()


# ---- versions and ids
# --------------------------------------------------------------------------------------------------


def test_a_changed_page_is_a_new_version_and_the_old_one_stays(library: Library) -> None:
    old = article(ONE, 1)
    new = article("عاجل: " + ONE.replace("الربيع", "الصيف") + "\nوأعلن سامي الراشد أن الطريق مغلق.", 1)
    library.add([old], read=read_small)
    report = library.add([new], read=read_small)
    assert (report.added, report.new_versions) == (0, 1)
    info = library.info()
    assert (info.articles, info.versions, info.statements) == (1, 2, 3)
    first, second = library.versions(old.id)
    assert (first.version, first.statements, first.changes) == (old.version, 2, ())
    assert (second.version, second.statements) == (new.version, 3)
    assert [one.fate for one in second.changes] == ["changed", "kept", "new"]
    assert second.changes[0].old_text == "السد سيفتح في الربيع"
    assert library.search("الربيع").total == 0
    assert library.search("الصيف").total == 1
    assert library.check_file(deep=True) == ()


def test_old_statement_ids_lead_on(library: Library) -> None:
    old, new = article(ONE, 1), article("تحديث: " + ONE, 1)
    gone = read_small(old).statements[0].id
    library.add([old], read=read_small)
    library.add([new], read=read_small)
    (found,) = library.explain(gone)
    assert found.id == read_small(new).statements[0].id
    assert found.former_ids == (gone,)
    assert found.said.texts == ("السد سيفتح في الربيع",)


def test_adding_an_old_version_again_brings_nothing_back(library: Library) -> None:
    old, new = article(ONE, 1), article(ONE + " ثم تغير.", 1)
    library.add([old, new, old], read=read_small)
    assert library.article(old.id)[0].text == new.text
    assert library.info().versions == 2


def test_refresh_reads_again_only_what_others_made_and_carries_ids_over(library: Library) -> None:
    library.add(many(70), read=read_small)
    old = library.search("سامي", unit="statement").hits or library.said("سامي الراشد")
    key = library.said("سامي الراشد")[0].statement.id
    assert old

    def shifted(one: Article) -> Reading:
        """The next version of the reader: contents begin one word later, so that ids change."""
        reading = read_small(one, made_by="small/2")
        moved = []
        for statement in reading.statements:
            span = statement.content[0]
            first = span.start + one.text[span.start : span.stop].index(" ") + 1
            moved.append(
                msgspec.structs.replace(statement, content=(Span(first, span.stop),), id=f"x{statement.id[1:]}")
            )
        return msgspec.structs.replace(reading, statements=tuple(moved))

    heard: list[Progress] = []
    library.correct("statement-checked", key, "right")
    assert library.refresh(read=shifted, made_by="small/2", on_progress=heard.append) == RefreshReport(read=70, changed=140)
    assert [one.done for one in heard] == [64, 70]
    assert library.info().makers == {"small/2": 70}
    (found,) = library.explain(key)
    assert found.id == f"x{key[1:]}"
    assert library.said("سامي الراشد")[0].checked == "right"
    assert library.refresh(read=shifted, made_by="small/2") == RefreshReport()
    assert library.check_file(deep=True) == ()


def test_ids_lead_on_through_several_readings_and_back(library: Library) -> None:
    library.add([article(ONE, 1)], read=read_small)
    first = library.said("الراشد")[0].statement.id

    def renamed(prefix: str) -> Callable[[Article], Reading]:
        def read(one: Article) -> Reading:
            reading = read_small(one, made_by=prefix)
            ids = [f"{prefix}{statement.id}" for statement in reading.statements]
            statements = tuple(msgspec.structs.replace(s, id=i) for s, i in zip(reading.statements, ids))
            return msgspec.structs.replace(reading, statements=statements)

        return read

    for prefix in ("b", "c"):
        library.refresh(read=renamed(prefix), made_by=prefix)
        assert library.explain(first)[0].id == f"{prefix}{first}"
    assert library.explain(f"b{first}")[0].id == f"c{first}"
    library.refresh(read=read_small, made_by="small/1")
    assert {library.explain(f"{prefix}{first}")[0].id for prefix in ("", "b", "c")} == {first}


def test_refresh_goes_on_where_it_was_stopped(library: Library) -> None:
    library.add(many(100), read=read_small)
    count = 0

    def stops(one: Article) -> Reading:
        nonlocal count
        count += 1
        if count == 80:
            raise KeyboardInterrupt
        return read_small(one, made_by="small/2")

    with pytest.raises(KeyboardInterrupt):
        library.refresh(read=stops, made_by="small/2")
    assert library.info().makers == {"small/1": 36, "small/2": 64}
    assert library.refresh(read=stops, made_by="small/2").read == 36


def test_refresh_keeps_the_old_reading_of_an_article_that_cannot_be_read_again(library: Library) -> None:
    library.add(many(5), read=read_small)

    def falls(one: Article) -> Reading:
        if one.given_id == "n3":
            raise ValueError("odd")
        return msgspec.structs.replace(read_small(one, made_by="small/2"), statements=(), entities=(), mentions=())

    report = library.refresh(read=falls, made_by="small/2")
    assert (report.read, report.failed, [one.reason for one in report.reported]) == (4, 1, ["fault"])
    info = library.info()
    assert (info.makers, info.statements, info.entities) == ({"small/1": 1, "small/2": 4}, 1, 1)
    assert library.check_file(deep=True) == ()


def test_refresh_reads_in_several_processes_and_tells_blocks_anew(tmp_path: Path) -> None:
    with open_library(tmp_path / "news.db") as library:
        articles = [msgspec.structs.replace(one, blocks=()) for one in many(200)]
        library.add(articles, read=read_small)
        assert library.info().stale == 200
        assert library.article("n7")[0].blocks == ()
        assert library.refresh(workers=2).read == 200
        assert library.info().stale == 0
        again, reading = library.article("n7")
        assert again.blocks == reading.blocks == next(many(1, first=7)).blocks
        assert library.check_file(deep=True) == ()


def test_statements_of_one_text_are_paired_by_overlap() -> None:
    one = article(ONE, 1)
    before = told(one, read_small(one))
    assert match_spans(before, list(reversed(before))) == [(0, 1), (1, 0)]
    assert match_spans(before, []) == []


# ---- questions
# ---------------------------------------------------------------------------------------------------------


def test_said_in_order_with_conditions(library: Library) -> None:
    library.add(
        [
            article("قال سامي الراشد إن السد مفتوح.", 1, published="2025-08-19"),
            article("نفى سامي الراشد أن الجسر مغلق.", 2, published="2025-08-17", outlet="الساحل"),
            article("قالت البلدية. وقال وزير المياه إن السد مغلق.", 3, published="2025-08-18"),
        ],
        read=read_small,
    )
    assert [one.day for one in library.said("الراشد")] == ["2025-08-17", "2025-08-19"]
    assert [one.texts for one in library.said("سامي الراشد", about="السد")] == [("السد مفتوح",)]
    assert [one.day for one in library.said("الراشد", since="2025-08-18")] == ["2025-08-19"]
    assert [one.day for one in library.said("الراشد", until="2025-08-17")] == ["2025-08-17"]
    assert [one.article.outlet for one in library.said("الراشد", outlet="ساحل")] == ["الساحل"]
    assert library.said("الراشد", min_confidence=0.95) == []
    assert library.said("حداد") == []
    assert library.said("") == []


def test_a_last_name_alone_is_the_only_man_who_has_it(library: Library) -> None:
    texts = ("دميتري بيسكوف", "دميتري بيسكوف", "بيسكوف", "سامي الراشد", "منى الراشد", "الراشد")
    library.add([article(f"قال {who} إن الجلسة {n}.", n) for n, who in enumerate(texts)], read=read_small)
    assert len(library.said("دميتري بيسكوف")) == 3
    assert len(library.said("سامي الراشد")) == 1
    assert len(library.said("الراشد")) == 3


def test_explain_says_why(library: Library) -> None:
    one = article("نقلت رويترز عن مصدر قوله. وأكد وزير المياه أن السد سيفتح.", 1)
    library.add([one], read=read_small)
    (found,) = library.explain(one.id)
    assert found.rule == "small-verb"
    assert found.made_by == "small/1"
    assert found.said.cue == "أكد"
    assert found.sentence_text == "وأكد وزير المياه أن السد سيفتح."
    assert found.speakers == ("وزير المياه (named «وزير المياه»)",)
    assert found.chain == ("outlet: النخيل (article)",)
    assert found.current
    with pytest.raises(LibraryError, match="no statement and no article nothing"):
        library.explain("nothing")


def test_remove_takes_out_all_and_says_what(library: Library) -> None:
    library.add(many(10), read=read_small)
    victim = next(many(1))
    report = library.remove("n0")
    assert (report.article.id, report.versions, report.statements) == (victim.id, 1, 1)
    assert library.info().articles == 9
    assert library.check_file(deep=True) == ()
    with pytest.raises(LibraryError, match="no article n0"):
        library.remove("n0")
    assert library.add(many(1), read=read_small).added == 1


def test_coverage(library: Library) -> None:
    library.add([article(ONE, 1), article(ONE + "!", 2, outlet="الساحل", published=None)], read=read_small)
    coverage = library.coverage()
    assert (coverage.articles, coverage.outlets, coverage.undated) == (2, ("الساحل", "النخيل"), 1)
    assert (coverage.first, coverage.last) == ("2025-08-17", "2025-08-17")


# ---- corrections
# -------------------------------------------------------------------------------------------------------


def test_corrections_are_added_undone_and_carried_between_libraries(library: Library, tmp_path: Path) -> None:
    library.add([article(ONE, 1)], read=read_small)
    key = library.said("الراشد")[0].statement.id
    made = library.correct("statement-checked", key, "wrong", by="منى")
    assert library.said("الراشد")[0].checked == "wrong"
    library.undo(made.id)
    assert library.said("الراشد")[0].checked is None
    with pytest.raises(LibraryError, match="undone already"):
        library.undo(made.id)
    lines = list(library.export_corrections())
    with open_library(tmp_path / "other.db") as other:
        assert other.import_corrections(lines) == 2
        assert other.import_corrections(lines) == 0
        assert other.corrections() == []
        assert [one.made_by for one in other.corrections(standing=False)] == ["منى", "user"]
        with pytest.raises(LibraryError, match="line 2"):
            other.import_corrections([lines[0], b"{broken"])
    with pytest.raises(LibraryError, match="no kind of correction"):
        library.correct("nonsense", key, 1)  # type: ignore[arg-type]


def test_names_that_a_person_joined_or_told_apart(library: Library) -> None:
    texts = ("قال سامي الراشد إن السد سيفتح.", "قال أبو نادر إن الطريق مغلق.", "أكد سامي الراشد الابن أن الميناء يعمل.")
    library.add([article(text, number) for number, text in enumerate(texts)], read=read_small)
    assert len(library.said("سامي الراشد")) == 2
    apart = library.correct("entity-apart", "سامي الراشد", "سامي الراشد الابن")
    assert len(library.said("سامي الراشد")) == 1
    assert len(library.said("سامي الراشد الابن")) == 1
    joined = library.correct("entity-same", "person:سامي الراشد", "أبو نادر")
    assert [len(library.said(who)) for who in ("سامي الراشد", "أبو نادر")] == [2, 2]
    assert library.search("القائل:الراشد is:indirect", unit="statement").total == 3
    library.correct("entity-name", "أبو نادر", "نادر الأب")
    assert len(library.said("نادر الأب")) == 2
    library.undo(joined.id)
    assert [one.article.id for one in library.said("نادر الأب")] == [article(texts[1], 1).id]
    library.undo(apart.id)
    assert len(library.said("سامي الراشد")) == 2


def test_a_circle_of_joined_names_is_one_name(library: Library) -> None:
    names = ("سامي الراشد", "أبو نادر", "ليلى حداد")
    library.add([article(f"قال {who} إن السد سيفتح غدا.", n) for n, who in enumerate(names)], read=read_small)
    for one, other in zip(names, (*names[1:], names[0])):
        library.correct("entity-same", one, other)
    assert {len(library.said(who)) for who in names} == {3}
    with pytest.raises(LibraryError, match="made one by a correction"):
        library.correct("entity-apart", names[0], names[2])


def test_a_speaker_that_a_person_put_right(library: Library) -> None:
    library.add([article(ONE, 1)], read=read_small)
    first, second = library.said("الراشد")[0], library.search("is:indirect", unit="statement").hits
    assert len(second) == 2
    made = library.correct("statement-speaker", first.statement.id, "هدى الكاتب")
    assert first.statement.id not in {one.statement.id for one in library.said("الراشد")}
    (found,) = library.said("الكاتب")
    assert (found.statement, found.speaker) == (first.statement, "هدى الكاتب")
    assert library.search("speaker:الكاتب", unit="statement").total == 1
    assert library.search("speaker:الكاتب -speaker:الراشد", unit="statement").total == 1
    assert library.check(first.texts[0], by="الكاتب").verdict == "paraphrase"
    assert library.check(first.texts[0], by="الراشد").verdict == "other-speaker"
    assert library.explain(first.statement.id)[0].said.speaker == "هدى الكاتب"
    library.undo(made.id)
    assert library.said("الكاتب") == []
    library.correct("statement-speaker", first.statement.id, "")
    assert first.statement.id not in {one.statement.id for one in library.said("الراشد")}


def test_a_statement_judged_wrong_is_no_evidence(library: Library) -> None:
    library.add([article(ONE, 1)], read=read_small)
    said = library.said("الراشد")[0]
    assert library.check(said.texts[0]).verdict == "paraphrase"
    library.correct("statement-checked", said.statement.id, "wrong")
    assert library.check(said.texts[0]).verdict != "paraphrase"
    assert library.said("الراشد")[0].checked == "wrong"


@pytest.mark.parametrize(
    ("kind", "subject", "value", "told"),
    [
        ("statement-checked", "sx", "right", "no statement sx"),
        ("statement-checked", "sx", "perhaps", "takes right or wrong"),
        ("statement-speaker", "sx", "فلان", "no statement sx"),
        ("entity-same", "سامي الراشد", "فلان الفلاني", "nobody in the library goes by the name"),
        ("entity-same", "سامي الراشد", "person:سامي الراشد", "are one name already"),
        ("entity-name", "سامي الراشد", "  ", "name is empty"),
        ("story-title", "x", "عنوان", "no story x"),
        ("disagreement", "x", "conflict", "no disagreement x"),
        ("disagreement", "x", "right", "takes conflict or unsure or compatible"),
    ],
)
def test_corrections_that_make_no_sense_change_nothing(library: Library, kind: str, subject: str, value: str, told: str) -> None:
    library.add([article(ONE, 1)], read=read_small)
    with pytest.raises(LibraryError, match=told):
        library.correct(kind, subject, value)  # type: ignore[arg-type]
    assert library.corrections(standing=False) == []


# ---- care
# --------------------------------------------------------------------------------------------------------------


def test_backup_is_a_whole_library(library: Library, tmp_path: Path) -> None:
    library.add(many(20), read=read_small)
    library.backup(tmp_path / "copy.db")
    with open_library(tmp_path / "copy.db", mode="read") as copy:
        assert dump(copy) == dump(library)
    with pytest.raises(LibraryError, match="is there already"):
        library.backup(tmp_path / "copy.db")


def test_vacuum_and_indexing_again_keep_everything(library: Library) -> None:
    library.add(many(40), read=read_small)
    before = dump(library)
    for number in range(30):
        library.remove(f"n{number}")
    library.add(many(30), read=read_small)
    old, new = library.vacuum()
    assert 0 < new <= old
    with library.database.write() as connection:
        connection.execute("UPDATE library SET value = 'older' WHERE name = 'index_version'")
    library.refresh(read=read_small, made_by="small/1")
    assert library.check_file(deep=True) == ()
    assert {row[0] for row in dump(library)["article"]} == {row[0] for row in before["article"]}
    assert library.search("السد").total == 10


def test_check_finds_an_index_that_is_not_the_table(library: Library) -> None:
    library.add(many(5), read=read_small)
    with library.database.write() as connection:
        connection.execute("UPDATE version SET text = text || ' كلمة زائدة' WHERE n = 1")
    assert library.check_file() == ()
    problems = library.check_file(deep=True)
    assert len(problems) == 2
    assert all("search" in one for one in problems)


def test_an_older_library_is_backed_up_and_brought_forward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "news.db"
    with open_library(path) as library:
        library.add(many(5), read=read_small)
    latest, run = schema.latest(), schema._run
    monkeypatch.setattr(schema, "latest", lambda: latest + 1)
    monkeypatch.setattr(schema, "_migration_files", lambda: [f"{latest + 1:04}.sql"])
    monkeypatch.setattr(
        schema, "_run",
        lambda connection, name: (
            connection.execute("CREATE TABLE newer (n INTEGER) STRICT") if name[0] == "0" else run(connection, name)
        ),
    )  # fmt: skip
    with pytest.raises(LibraryError, match="older Musnad") as caught:
        open_library(path, mode="read")
    assert caught.value.trouble == "older"
    lines: list[str] = []
    with open_library(path, tell=lines.append) as library:
        assert library.info().schema == latest + 1
        assert library.coverage().articles == 5
    assert "backup" in lines[0]
    backup = sqlite3.connect(f"{path}.version-{latest}.backup")
    assert backup.execute("PRAGMA user_version").fetchone() == (latest,)
    assert backup.execute("SELECT count(*) FROM article").fetchone() == (5,)


# ---- clear errors
# ------------------------------------------------------------------------------------------------------


def trouble(path: Path, mode: str = "create") -> str:
    with pytest.raises(LibraryError) as caught:
        open_library(path, mode=mode)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert str(path.name) in str(caught.value) or str(path.parent) in str(caught.value)
    return caught.value.trouble


def test_what_cannot_be_a_library(tmp_path: Path) -> None:
    assert trouble(tmp_path / "no" / "news.db") == "missing-folder"
    assert trouble(tmp_path / "news.db", "read") == "missing"
    assert trouble(tmp_path) == "not-a-library"
    (tmp_path / "text.db").write_text("no database at all " * 100)
    assert trouble(tmp_path / "text.db") == "not-a-library"
    (tmp_path / "empty.db").touch()
    assert trouble(tmp_path / "empty.db", "write") == "not-a-library"
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (a)")
    other.commit()
    assert trouble(tmp_path / "other.db") == "not-a-library"
    other.close()


def test_a_newer_library_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_library(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert trouble(path) == "newer"


def test_a_corrupt_library_is_told(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_library(path) as library:
        library.add(many(200), read=read_small)
        library.vacuum()
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'version'"
        (page,) = library.database.connection.execute(query).fetchone()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    assert trouble(path) == "corrupt"
    path.write_bytes(whole[: (page - 1) * 4096] + b"\x55" * 4096 + whole[page * 4096 :])
    library = open_library(path)
    assert library.check_file() != ()
    for act in (lambda: library.add(many(50, first=500), read=read_small), lambda: list(library.export_articles())):
        with pytest.raises(LibraryError) as caught:
            act()
        assert caught.value.trouble == "corrupt"


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        library.info()


def test_a_library_that_cannot_be_written_can_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        with open_library(path) as library:
            library.add(many(10), read=read_small)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        # The first search and info import what is imported late: Python's own folder may be one that only root can read.
        code = f"""
import os, sys
sys.path.insert(0, {os.path.dirname(__file__)!r})
from small_news import article, read_small
from musnad.library import open_library, LibraryError
with open_library({str(path)!r}, mode="read") as library:
    library.search("السد"), library.info()
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
with open_library({str(path)!r}) as library:
    print(library.search("السد").total, library.info().read_only)
    for act in (lambda: library.add([article("x", 77)], read=read_small), lambda: library.remove("n1")):
        try:
            act()
        except LibraryError as error:
            print(error.trouble)
try:
    open_library({str(path.parent / "new.db")!r})
except LibraryError as error:
    print(error.trouble)
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
        path.parent.chmod(0o755)
    assert done.stdout.split("\n")[:-1] == ["5 True", "read-only", "read-only", "read-only"], done.stderr


def test_a_full_disk_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    with open_library(tmp_path / "news.db") as library:
        library.add(many(64), read=read_small)
        pages = library.database.connection.execute("PRAGMA page_count").fetchone()[0]
        library.database.connection.execute(f"PRAGMA max_page_count = {pages + 10}")
        with pytest.raises(LibraryError) as caught:
            library.add(many(1000, first=64), read=read_small)
        assert caught.value.trouble == "full"
        kept = library.coverage().articles
        assert kept >= 64
        assert library.check_file(deep=True) == ()
        library.database.connection.execute("PRAGMA max_page_count = 1073741823")
        assert library.add(many(100), read=read_small).added == 100 - min(kept, 100)


def test_a_limit_on_file_sizes_is_a_full_disk(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="limits on file sizes need the module resource (not on Windows)")
    code = f"""
import resource, sys
sys.path.insert(0, {os.path.dirname(__file__)!r})
from small_news import many, read_small
from musnad.library import open_library, LibraryError
library = open_library({str(tmp_path / "news.db")!r})
library.add(many(20), read=read_small)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
kept = 20
def count(progress):
    global kept
    kept = 20 + progress.done
try:
    library.add(many(3000, first=20), read=read_small, on_progress=count)
except LibraryError as error:
    print(error.trouble)
print(library.coverage().articles == kept)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["full", "True"], done.stderr
    with open_library(tmp_path / "news.db") as library:
        assert library.check_file(deep=True) == ()


# ---- several at once
# ---------------------------------------------------------------------------------------------------


def test_a_second_writer_waits_in_turn_and_says_so(place: Place) -> None:
    path = place("news")
    lines: list[str] = []
    with open_library(path) as first, open_library(path, tell=lines.append) as second:
        with first.database.write() as connection:
            connection.execute("INSERT INTO library VALUES ('x', '1')")
            waiting = threading.Thread(target=second.add, args=(list(many(3)),), kwargs={"read": read_small})
            waiting.start()
            time.sleep(2.6)
            assert first.coverage().articles == 0
        waiting.join(10)
        assert first.coverage().articles == 3
    assert any("waiting" in line for line in lines)


def test_a_library_that_another_program_never_lets_go(place: Place) -> None:
    path = place("news")
    with open_library(path) as first, open_library(path, wait=0.3) as second, first.database.write():
        with pytest.raises(LibraryError) as caught:
            second.add(many(3), read=read_small)
        assert caught.value.trouble == "locked"
        assert second.coverage().articles == 0


def test_two_writers_at_once_double_nothing(place: Place) -> None:
    path = place("news")
    code = f"""
import sys
sys.path.insert(0, {os.path.dirname(__file__)!r})
from small_news import many, read_small
from musnad.library import open_library
with open_library({path!r}) as library:
    report = library.add(many(300), read=read_small)
    print(report.added)
"""
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    added = [int(one.communicate(timeout=60)[0]) for one in both]
    assert sum(added) == 300
    with open_library(path) as library:
        assert library.info().articles == 300
        assert library.check_file(deep=True) == ()


def test_readers_beside_a_writer_see_whole_articles(place: Place) -> None:
    path = place("news")
    faults: list[object] = []
    done = threading.Event()

    def read() -> None:
        with open_library(path, mode="read") as library:
            while not done.is_set():
                try:
                    answer = library.search("السد", limit=5)
                    assert all(hit.snippets for hit in answer.hits)
                    assert library.info().articles == library.info().versions or True
                    library.said("الراشد")
                except Exception as error:
                    faults.append(error)
                    return

    open_library(path).close()
    readers = [threading.Thread(target=read) for _ in range(3)]
    with open_library(path) as writer:
        for one in readers:
            one.start()
        writer.add(many(400), read=read_small)
        done.set()
        for one in readers:
            one.join(10)
    assert faults == []


# ---- stories
# -----------------------------------------------------------------------------------------------------------


def by_day(made_by: str = "days/1") -> Comparer:
    """A comparer that takes the articles of one day for one story: quick, and easy to see through."""
    from musnad.records import Disagreement, Side, Story

    def stories(articles, _readings, _copies, _rareness):  # type: ignore[no-untyped-def]
        days: dict[str, list[Article]] = {}
        for one in articles:
            days.setdefault((one.published or "?")[:10], []).append(one)
        return [
            Story(id=f"day-{day}-{len(found)}", title=day, articles=tuple(one.id for one in found), first=day, last=day)
            for day, found in days.items()
        ]

    def disagreements(story, _articles, _readings):  # type: ignore[no-untyped-def]
        first = story.articles[0]
        side = Side(article=first, span=Span(0, 3), value="1")
        return [
            Disagreement(id=f"d-{story.id}", story=story.id, kind="number", fact="f", verdict="unsure", sides=(side,))
        ]

    return Comparer(lambda _articles: [], stories, disagreements, made_by)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.store.stories.comparer", lambda _settings: by_day())


@pytest.mark.usefixtures("days")
def test_story_ids_persist_and_lead_on(library: Library) -> None:
    library.add([article(f"{ONE} {n}", n, published="2025-08-17") for n in range(3)], read=read_small)
    (story,) = library.stories()
    library.add([article(f"{ONE} {n}", n, published="2025-08-17") for n in range(3, 5)], read=read_small)
    (grown,) = library.stories()
    assert grown.id == story.id
    assert len(grown.articles) == 5
    page = library.story(story.id)
    assert len(page.articles) == 5
    assert len(page.statements) == 10
    assert [one.story for one in page.disagreements] == [story.id]
    assert library.disagreements(story.id) == list(page.disagreements)
    with pytest.raises(LibraryError, match="no story x"):
        library.story("x")
    report = library.remove(story.articles[0])
    assert report.stories == (story.id,)
    assert len(library.story(story.id).articles) == 4


@pytest.mark.usefixtures("days")
def test_a_person_moves_articles_between_stories_and_names_them(library: Library) -> None:
    library.add([article(f"{ONE} {n}", n, published=f"2025-08-{17 + n // 3}") for n in range(6)], read=read_small)
    late, early = library.stories()
    moved = early.articles[0]
    library.correct("story-with", late.id, moved)
    library.correct("story-title", late.id, "افتتاح السد")
    library.correct("disagreement", library.disagreements(late.id)[0].id, "compatible")
    page = library.story(late.id)
    assert page.story.title == "افتتاح السد"
    assert {one.verdict for one in page.disagreements} == {"compatible"}
    assert moved in library.story(late.id).story.articles
    assert moved not in library.story(early.id).story.articles


SCENES = (
    "اندلع حريق في مصنع الورق بمدينة الرابية وأخمدته فرق الإطفاء بعد ساعات من العمل المتواصل",
    "افتتح وزير النقل جسر الوادي الجديد شرق العاصمة بعد عامين من بدء الأشغال في الموقع",
    "فاز فريق النجوم على ضيفه الاتحاد بثلاثة أهداف في الجولة الأخيرة من الدوري المحلي",
    "أعلنت الجامعة الوطنية مواعيد التسجيل للطلبة الجدد وشروط القبول في كليات الطب والهندسة",
)


def test_a_story_that_a_person_put_right_is_told_anew(library: Library) -> None:
    outlets = ("النخيل", "الساحل", "الأفق")
    scenes = [(scene, n, i, outlet) for n, scene in enumerate(SCENES[:2]) for i, outlet in enumerate(outlets)]
    library.add(
        [article(f"{scene}، بحسب {outlet}.", 3 * n + i, outlet=outlet, published=f"2025-02-1{3 * n + i}", title=scene[:30])
         for scene, n, i, outlet in scenes], read=read_small,
    )  # fmt: skip
    bridge, fire = library.stories()
    moved = fire.articles[-1]
    without = library.correct("story-without", fire.id, moved)
    left = library.story(fire.id).story
    assert (left.last, left.outlets, left.articles) == ("2025-02-11", ("النخيل", "الساحل"), fire.articles[:2])
    assert all(moved not in group.articles for group in left.copies)
    library.undo(without.id)
    assert library.story(fire.id).story == fire
    with pytest.raises(LibraryError, match="same story already"):
        library.correct("story-join", fire.id, fire.id)
    joining = library.correct("story-join", fire.id, bridge.id)
    for _ in range(2):
        (both,) = library.stories()
        assert (both.first, both.last, both.texts) == ("2025-02-10", "2025-02-15", 2)
        assert library.story(bridge.id).story.id == library.story(fire.id).story.id == both.id
        library.add([article("خبر آخر لا صلة له بما سبق.", 99, published="2025-02-11")], read=read_small)
    library.undo(joining.id)
    assert sorted(len(one.articles) for one in library.stories()) == [3, 3]


def test_stories_that_go_on_with_one(library: Library) -> None:
    lead = "أعلنت هيئة الموانئ أن ناقلة النفط المحتجزة {} قبالة جزيرة الطير بعد {}، وفق ما نشرته الصحف المحلية اليوم."
    parts = (("رست", "عاصفة شديدة", "2025-08-10"), ("أبحرت", "وساطة دولية", "2025-08-20"), ("عادت", "حريق كبير", "2025-12-20"))
    library.add(
        [
            article(lead.format(did, why), 2 * n + i, outlet=outlet, published=day, title=f"الناقلة {did} قبالة جزيرة الطير")
            for n, (did, why, day) in enumerate(parts) for i, outlet in enumerate(("النخيل", "الساحل"))
        ],
        read=read_small,
    )  # fmt: skip
    last, second, first = library.stories()
    page = library.story(first.id)
    assert [one.id for one in page.related] == [second.id]
    assert set(page.related[0].shared) <= set(second.keywords)
    assert page.related[0].articles == 2
    assert library.story(last.id).related == ()


def test_words_are_as_rare_for_one_article_as_for_all(library: Library) -> None:
    library.add([article(f"{SCENES[0]} رقم {n}", n, outlet=f"o{n}", published="2025-02-10") for n in range(60)], read=read_small)
    usual = Rareness()
    with library.database.reading() as connection:
        rareness = library_rareness(connection)
    assert rareness.articles == usual.articles + 60
    assert rareness.idf("الرابيه") < usual.idf("الرابيه")
    library.add([article(SCENES[1], 61, published="2025-02-10")], read=read_small)
    with library.database.reading() as connection:
        assert library_rareness(connection) is rareness  # one article more changes next to nothing
    library.add([article(f"{SCENES[2]} {n}", 70 + n, published="2025-02-10") for n in range(5)], read=read_small)
    with library.database.reading() as connection:
        assert library_rareness(connection).articles == usual.articles + 66


def test_a_new_article_joins_its_story_without_the_others_compared(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.store.comparing.WHOLE", 10)
    many = [
        article(f"{scene}، بحسب {outlet}.", 3 * n + i, outlet=outlet, published="2025-02-10", title=scene[:40])
        for n, scene in enumerate(SCENES) for i, outlet in enumerate(("النخيل", "الساحل", "الأفق"))
    ]  # fmt: skip
    library.add(many, read=read_small)
    assert sorted(len(one.articles) for one in library.stories()) == [3, 3, 3, 3]
    ids = {one.id for one in library.stories()}
    lines: list[str] = []
    late = article(f"{SCENES[0]}، بحسب المنارة.", 50, outlet="المنارة", published="2025-02-11", title=SCENES[0][:40])
    library.add([late], read=read_small)
    stories = library.stories(tell=lines.append)
    assert lines == ["comparing 4 articles"]
    assert sorted(len(one.articles) for one in stories) == [3, 3, 3, 4]
    assert {one.id for one in stories} == ids
    step_by_step = {one.articles for one in stories}
    library.add([article("خبر بلا تاريخ عن أمر آخر تماما في مكان بعيد.", 60, published=None)], read=read_small)
    assert {one.articles for one in library.stories(tell=lines.append)} == step_by_step
    assert lines[-1] == "comparing 14 articles"


@pytest.mark.usefixtures("days")
def test_only_days_around_what_changed_are_compared_in_large_libraries(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("musnad.store.comparing.WHOLE", 10)
    monkeypatch.setattr("musnad.store.stories._FEW", 0)
    library.add([article(f"{ONE} {n}", n, published=f"2025-0{1 + n // 10}-10") for n in range(30)], read=read_small)
    lines: list[str] = []
    before = {one.id for one in library.stories(tell=lines.append)}
    library.add([article(f"{ONE} {n}", n, published="2025-02-11") for n in range(30, 32)], read=read_small)
    after = {one.id for one in library.stories(tell=lines.append)}
    assert lines == ["comparing 30 articles", "comparing 12 articles"]
    assert before < after
    assert len(after) == 4
    assert library.stories(tell=lines.append)
    assert len(lines) == 2


@pytest.mark.usefixtures("days")
@ONE_STORE
def test_large_libraries_are_compared_in_runs_of_days(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.store.comparing._RUN", 8)
    library.add([article(f"{ONE} {n}", n, published=f"2025-0{1 + n // 5}-10") for n in range(30)], read=read_small)
    library.add([article(f"{ONE} {n}", n, published=None) for n in range(30, 33)], read=read_small)
    lines: list[str] = []
    stories = library.stories(tell=lines.append)
    assert len(lines) == 4
    assert sorted(len(one.articles) for one in stories) == [3, 5, 5, 5, 5, 5, 5]
    assert len({article for one in stories for article in one.articles}) == 33


def dump(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """All rows but their times of writing and the numbers that only order them."""
    with library.database.reading() as connection:
        queries = {
            "article": "SELECT id, ord, given_id, outlet, url, day FROM article ORDER BY id",
            "version": "SELECT a.id, v.version, v.title, v.text FROM version v JOIN article a ON a.n = v.article "
            "ORDER BY 1, 2",
            "statement": "SELECT id, n, content, day, own FROM statement ORDER BY id",
            "speaker": "SELECT statement, place, name FROM speaker ORDER BY 1, 2",
            "entity": "SELECT key, kind FROM entity ORDER BY 1, 2",
            "statement_id": "SELECT id, leads_to FROM statement_id ORDER BY 1",
        }
        return {name: connection.execute(query).fetchall() for name, query in queries.items()}
