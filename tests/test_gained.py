"""Statements gained and lost between versions, and samples to judge by hand."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path

import msgspec
import pytest

from musnad.evaluate.audit import (
    COLUMNS,
    AuditError,
    band,
    draw_statements,
    kept,
    precision,
    read_verdicts,
    table,
)
from musnad.evaluate.gained import changes, lines, summary
from musnad.evaluate.gold import Document
from musnad.evaluate.raw import Said, VersionError, draw, read_with, version
from musnad.faces.cli import main
from musnad.records import Span

TEXT = "قال الوزير إن المدارس ستفتح الأحد.\nوأضاف أن الكتب\tوصلت كلها."
DOCUMENT = Document(id="a", text=TEXT, title="الوزير: الكتب وصلت", outlet="x")


def said(content: str, who: str = "الوزير", rule: str = "r", **more: object) -> Said:
    text = DOCUMENT.title if more.get("of") == "title" else TEXT
    assert text
    start = text.index(content)
    return Said(article="a", content=(Span(start, start + len(content)),), speakers=(who,), rule=rule, **more)  # type: ignore[arg-type]


def kinds(old: list[Said], new: list[Said]) -> list[str]:
    return [change.kind for change in changes([DOCUMENT], [old], [new])]


def test_nothing_changed() -> None:
    assert kinds([said("المدارس ستفتح الأحد")], [said("المدارس ستفتح الأحد", rule="another")]) == []


def test_gained_and_lost() -> None:
    assert kinds([said("المدارس ستفتح الأحد")], [said("الكتب\tوصلت كلها")]) == ["lost", "gained"]


def test_contents_and_speakers_that_changed() -> None:
    assert kinds([said("المدارس ستفتح الأحد")], [said("المدارس ستفتح", "المدير")]) == ["content", "speaker"]


def test_title_and_text_are_kept_apart() -> None:
    assert kinds([said("الكتب وصلت", of="title")], [said("الكتب\tوصلت كلها")]) == ["lost", "gained"]


def test_lists_of_changes_are_readable() -> None:
    found = list(changes([DOCUMENT], [[]], [[said("الكتب\tوصلت كلها", rule="verb that")]]))
    assert list(lines(found)) == ["gained · a · verb that", "  + الوزير [–] الكتب وصلت كلها"]
    assert list(summary(found, (0, 1)))[:2] == ["statements before 0, now 1", "  gained        1   verb that 1"]


def test_drawing_is_seeded_and_keeps_the_order() -> None:
    documents = [Document(id=str(index), text="نص") for index in range(50)]
    first = draw(documents, 10, 1)
    assert [one.id for one in first] == [one.id for one in draw(iter(documents), 10, 1)]
    assert sorted(first, key=lambda one: int(one.id)) == first
    assert first != draw(documents, 10, 2)
    assert draw(documents, 99, 1) == documents


def commit(folder: Path, name: str) -> None:
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "add", "-A"], cwd=folder, check=True)
    subprocess.run([*git, "commit", "-q", "-m", name], cwd=folder, check=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with two versions of an engine: the first finds nothing, the second a statement in each article."""
    package = tmp_path / "src" / "musnad"
    (package / "page").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "page" / "__init__.py").write_text("", encoding="utf-8")
    (package / "page" / "article.py").write_text("def make_article(text, **_): return text\n", encoding="utf-8")
    reading = "from types import SimpleNamespace as N\ndef read(article): return N(statements={found})\n"
    one = ("[N(of='text', block=None, content=[[0, 3]], cue=N(span=None, lemma=''), form='direct', rule='new', "
           "confidence=1.0, speakers=[N(name='x')])]")  # fmt: skip
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for found in ("[]", one):
        (package / "reading.py").write_text(reading.format(found=found), encoding="utf-8")
        commit(tmp_path, found[:9])
    return tmp_path


def test_two_versions_read_the_same_articles(checkout: Path) -> None:
    with version(checkout, "HEAD~1") as other:
        assert read_with(other, [DOCUMENT]) == [[]]
    assert not other.exists()
    (now,) = read_with(checkout / "src", [DOCUMENT])
    assert (now[0].rule, now[0].speakers) == ("new", ("x",))


def test_an_unknown_revision_and_a_broken_version_are_named(checkout: Path) -> None:
    with pytest.raises(VersionError, match="'nowhere'"), version(checkout, "nowhere"):
        pass
    (checkout / "src" / "musnad" / "reading.py").write_text("raise SystemError('broken')\n", encoding="utf-8")
    with pytest.raises(VersionError, match="broken"):
        read_with(checkout / "src", [DOCUMENT])


def test_the_command_shows_what_a_change_did(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = checkout / "corpus.jsonl"
    corpus.write_bytes(msgspec.json.encode(DOCUMENT) + b"\n")
    code = main(["gained", "HEAD~1", "--corpus", str(corpus), "--project", str(checkout)])
    out = capsys.readouterr().out
    assert code == 0
    assert "statements before 0, now 1" in out
    assert "gained · a · new" in out
    assert (checkout / "out" / "eval" / "gained.txt").read_text(encoding="utf-8").startswith("gained · a")
    assert main(["gained", "nowhere", "--corpus", str(corpus), "--project", str(checkout)]) == 2
    assert main(["gained", "HEAD", "--corpus", str(checkout / "no.jsonl"), "--project", str(checkout)]) == 2


def test_the_command_draws_a_sample_and_takes_it_back(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus, out, kept_at = (checkout / name for name in ("corpus.jsonl", "sample.tsv", "kept.tsv"))
    corpus.write_bytes(msgspec.json.encode(DOCUMENT) + b"\n")
    words = ["audit", "--corpus", str(corpus), "--project", str(checkout), "--out", str(out)]
    assert main(words) == 0
    assert main(words) == 2, "a sample that is there already is not written over"
    assert main(["audit", "--verdicts", str(out)]) == 3, "no verdict yet"
    head, row = out.read_text(encoding="utf-8").splitlines()
    out.write_text(f"{head}\nright{row}\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["audit", "--verdicts", str(out), "--keep", str(kept_at)]) == 0
    assert "1.000 [0.207, 1.000]   1 of 1" in capsys.readouterr().out
    assert kept_at.read_text(encoding="utf-8").count("\n") == 2


# -- audit -------------------------------------------------------------------------------------------------------------


def many(count: int) -> tuple[list[Document], list[list[Said]]]:
    documents = [Document(id=str(i), text=TEXT, outlet="xyz"[i % 3]) for i in range(count)]
    content = (Span(14, 33),)
    found = [
        [Said(article=one.id, content=content, form=("direct", "indirect")[i % 2], confidence=i / count)]
        for i, one in enumerate(documents)
    ]
    return documents, found


def test_samples_are_even_and_seeded() -> None:
    documents, found = many(300)
    drawn = draw_statements(documents, found, 60, 1)
    assert drawn == draw_statements(documents, found, 60, 1)
    assert drawn != draw_statements(documents, found, 60, 2)
    assert len({document.id for document, _ in drawn}) == 60
    for outlet in "xyz":
        assert 19 <= sum(document.outlet == outlet for document, _ in drawn) <= 21
    assert 29 <= sum(one.form == "direct" for _, one in drawn) <= 31
    assert len(draw_statements(documents, found, 999, 1)) == 300


def test_samples_hold_what_is_the_articles_own() -> None:
    found = [
        said("الكتب\tوصلت كلها", block="related_text"),
        said("الكتب وصلت", of="title"),
        said("المدارس ستفتح الأحد"),
    ]
    assert [one.block for _, one in draw_statements([DOCUMENT], [found], 9, 1)] == [None]


def test_the_table_is_one_line_a_statement() -> None:
    text = table([(DOCUMENT, said("الكتب\tوصلت كلها", confidence=0.876))])
    (row,) = csv.DictReader(io.StringIO(text), dialect="excel-tab")
    assert tuple(row) == COLUMNS
    assert (row["verdict"], row["content"], row["confidence"]) == ("", "الكتب وصلت كلها", "0.88")
    assert "⟦الكتب وصلت كلها⟧" in row["around"]


def test_verdicts_give_precision_with_intervals() -> None:
    documents, found = many(40)
    rows = table(draw_statements(documents, found, 40, 1)).splitlines()
    judged = [rows[0]] + [("right" if i else "Speaker ") + row for i, row in enumerate(rows[1:39])] + rows[39:]
    verdicts = read_verdicts("\n".join(judged))
    assert len(verdicts) == 38
    shares = list(precision(verdicts))
    assert (shares[0].name, shares[0].right, shares[0].of) == ("all", 37, 38)
    assert shares[0].interval[0] < 37 / 38 < shares[0].interval[1]
    assert sum(one.of for one in shares if one.name.startswith("form")) == 38
    assert sum(one.of for one in shares if one.name.startswith("confidence")) == 38


def test_what_is_kept_of_a_judged_sample_quotes_nothing() -> None:
    rows = read_verdicts(table([(DOCUMENT, said("المدارس ستفتح الأحد"))]).replace("\n", "\nright", 1))
    text = kept(rows)
    assert "right" in text
    assert "\ta\t" in text
    assert not any(word in text for word in TEXT.split())


def test_an_unknown_verdict_is_refused() -> None:
    text = table([(DOCUMENT, said("المدارس ستفتح الأحد"))]).replace("\n", "\nperhaps", 1)
    with pytest.raises(AuditError, match="row 2: 'perhaps'"):
        read_verdicts(text)


def test_bands_of_confidence() -> None:
    assert [band(one) for one in (-1, 0, 0.69, 0.7, 0.94, 0.95, 1)] == [
        "0.00",
        "0.00",
        "0.50",
        "0.70",
        "0.90",
        "0.95",
        "0.95",
    ]


def test_pairs_of_a_librarys_stories_are_judged_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library, out, kept_at = (str(tmp_path / name) for name in ("news.db", "pairs.tsv", "kept.tsv"))
    lead = "أعلنت هيئة الموانئ أن السفينة المحتجزة دخلت الحوض الجديد صباح اليوم بعد تأخير دام أسبوعين كاملين في عرض البحر. "
    told = "وقال وزير النقل سالم الحارثي إن السفن المحتجزة ستغادر الميناء الشمالي يوم الأحد{}."
    rows = [
        {"text": lead + told.format(more), "outlet": outlet, "url": f"https://{n}.example/", "published": "2025-10-13",
         "title": "السفينة المحتجزة تدخل الحوض الجديد في الميناء الشمالي"}
        for n, (outlet, more) in enumerate((("الضحى", ""), ("النورس", " بعد دفع الرسوم كاملة")))
    ]  # fmt: skip
    source = tmp_path / "news.jsonl"
    source.write_bytes(b"\n".join(map(msgspec.json.encode, rows)))
    assert main(["add", str(source), "--library", library]) == 0
    assert main(["audit", "--of", "sayings", "--library", library, "--out", out]) == 0
    head, *drawn = Path(out).read_text(encoding="utf-8").splitlines()
    assert len(drawn) >= 1
    Path(out).write_text("\n".join([head, *(f"right{row}" for row in drawn)]), encoding="utf-8")
    capsys.readouterr()
    assert main(["audit", "--verdicts", out, "--keep", kept_at]) == 0
    assert f"{len(drawn)} of {len(drawn)}" in capsys.readouterr().out
    assert "السفن" not in Path(kept_at).read_text(encoding="utf-8")
    assert main(["audit", "--of", "disagreements", "--library", library, "--out", str(tmp_path / "d.tsv")]) == 0


def test_what_raw_articles_hold_is_counted(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = msgspec.structs.replace(
        DOCUMENT, id="b", text="قال سامي النجار لرويترز إن الجسر مغلق.\nونقلت وكالة الأناضول عن مصدر أن العمل بدأ."
    )
    corpus = checkout / "two.jsonl"
    corpus.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in (DOCUMENT, two)))
    assert main(["audit", "--figures", "--json", "--corpus", str(corpus)]) == 0
    found = msgspec.json.decode(capsys.readouterr().out)
    assert (found["articles"], found["statements"], found["told"], found["named"]) == (2, 4, 4, 1)
    assert found["chained"] == 1
    assert ["سامي النجار", 1] in found["speakers"]
    assert dict(found["cues"]) == {"قال": 2, "أضاف": 1, "نقل": 1}
    assert main(["audit", "--figures", "--corpus", str(corpus)]) == 0
    assert "4 statements of 2 articles: 2.0 each" in capsys.readouterr().out
