"""The command line: exit codes, one clear line for what goes wrong, terminals and pipes, little imported."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.faces.cli import COMMANDS, build_parser, main
from musnad.faces.cli.common import Exit

ROOT = Path(__file__).resolve().parents[1]
STORY = (
    "قال وزير النقل سالم الحارثي، اليوم الاثنين، إن الميناء سيفتح يوم الأحد. وأضاف أن السفن ستعود إليه.\n"
    "ونفت شركة الملاحة أن تكون قد أوقفت رحلاتها."
)
OTHER = "أعلنت وزارة الصحة أن المستشفى استقبل 31 مصاباً بعد انهيار المبنى في حي الورد."
MUSNAD = [sys.executable, "-m", "musnad"]
SUFFIXES = (".txt", ".html", ".jsonl")
#: Isolates, embeddings and escape sequences: what only a terminal may get.
LIVE_ONLY = re.compile("[\u2066-\u2069\u202a-\u202e\x1b]")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command line in this process, in an empty folder; gives exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MUSNAD_LIBRARY", raising=False)

    def call(*words: str | Path) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A good article."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def kept(run: Run, story: Path) -> Run:
    """A library in the working folder that holds the article."""
    assert run("add", story, "--published", "2025-10-13", "--outlet", "صحيفة الضحى", "--title", "فتح الميناء")[0] == Exit.DONE
    return run


# --- the frame --------------------------------------------------------------------------------------------------------


def test_help_imports_no_command_and_nothing_heavy() -> None:
    code = (
        "import sys; from musnad.faces.cli import main; main(['--help'])\n"
        "print(*sorted(m for m in sys.modules if m.startswith('musnad')), file=sys.stderr)\n"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours, all_modules = done.stderr.splitlines()
    assert ours.split() == ["musnad", "musnad.faces", "musnad.faces.cli", "musnad.faces.cli.common"]
    heavy = {"msgspec", "sqlite3", "jinja2", "trafilatura", "lxml", "tqdm", "rapidfuzz", "rensa", "numpy"}
    assert not heavy & set(all_modules.split())
    assert all(name in done.stdout for name in COMMANDS)


def test_import_musnad_imports_nothing_more() -> None:
    code = "import sys, musnad; print(*sorted(m for m in sys.modules if m.startswith(('musnad', 'msgspec'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["musnad"]


def test_public_names_are_there() -> None:
    import musnad

    assert {"read_text", "read_files", "find_times", "find_figures", "open_library", "records"} <= set(dir(musnad))
    for name in dir(musnad):
        assert getattr(musnad, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        musnad.no_such_name  # noqa: B018


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_json(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == Exit.DONE
    assert re.search(rf"Example:\n +.*musnad {name}", out), out
    assert "--json" in out


def test_the_example_of_each_help_is_one_that_parses(run: Run) -> None:
    import shlex

    for name in COMMANDS:
        _, out, _ = run(name, "--help")
        example = next(line for line in out.splitlines() if f"musnad {name}" in line and line.startswith("  "))
        words = shlex.split(re.split(r"[|>]|&&", example)[0])
        words = words[words.index("musnad") + 1 :]
        assert build_parser(name).parse_args(words).command == name


@pytest.mark.parametrize(
    "words",
    [[], ["nothing"], ["read"], ["read", "x.txt", "--published", "soon"], ["said"], ["said", ""],
     ["said", "x", "--min-confidence", "2"], ["check", "x", "--unknown"], ["library"], ["library", "burn"],
     ["library", "backup"], ["search", "x", "--limit", "-1"], ["schema", "Poem"], ["demo", "--lang", "xx"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use_is_2_and_says_so(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (Exit.WRONG_USE, "")
    assert err
    assert "Traceback" not in err


def test_a_fault_of_ours_is_70_and_shows_no_traceback(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import musnad.reading

    def fails(*_: object) -> None:
        raise ZeroDivisionError("made by the test")

    monkeypatch.setattr(musnad.reading, "read", fails)
    code, _, err = run("read", story)
    assert code == Exit.FAULT
    assert err.count("\n") == 1
    assert "ZeroDivisionError" in err
    assert "report" in err
    monkeypatch.setenv("MUSNAD_DEBUG", "1")
    assert "Traceback" in run("read", story)[2]


# --- the main commands ------------------------------------------------------------------------------------------------


def test_read_for_the_eye_and_as_json(run: Run, story: Path) -> None:
    code, out, err = run("read", story, "--published", "2025-10-13", "--outlet", "صحيفة الضحى")
    assert (code, err) == (Exit.DONE, "")
    assert "«الميناء سيفتح يوم الأحد»" in out
    assert "سالم الحارثي" in out
    code, out, _ = run("read", story, "--json")
    reading = json.loads(out)
    assert [s["cue"]["stance"] for s in reading["statements"]][-1] == "deny"


def test_read_takes_standard_input() -> None:
    done = subprocess.run([*MUSNAD, "read", "-", "--json"], input=STORY.encode(), capture_output=True, check=True)
    assert json.loads(done.stdout)["statements"]


def test_the_library_from_add_to_remove(kept: Run, story: Path, tmp_path: Path) -> None:
    assert (
        "1 already there"
        in kept("add", story, "--published", "2025-10-13", "--outlet", "صحيفة الضحى", "--title", "فتح الميناء")[1]
    )
    code, out, _ = kept("said", "الحارثي")
    assert code == Exit.DONE
    assert "«الميناء سيفتح يوم الأحد»" in out
    assert "Covers 1 article of 1 outlet" in out
    (first, *_) = [json.loads(line) for line in kept("said", "الحارثي", "--json")[1].splitlines()]
    assert first["article"]["outlet"] == "صحيفة الضحى"
    assert json.loads(kept("check", "الميناء سيفتح يوم الأحد", "--by", "سالم الحارثي", "--json")[1])["verdict"] in (
        "verbatim",
        "close",
        "paraphrase",
    )
    assert "not-found-here" in kept("check", "سنغلق كل المدارس غداً صباحاً")[1]
    assert json.loads(kept("search", "الميناء", "--json")[1])["total"] > 0
    assert json.loads(kept("search", "الميناء", "-الميناء", '-"الميناء"', "--json")[1])["total"] == 0
    assert "rule:" in kept("explain", first["statement"]["id"])[1]
    assert kept("stories")[0] == kept("disagreements")[0] == Exit.DONE
    assert json.loads(kept("library", "info", "--json")[1])["articles"] == 1
    assert "whole" in kept("library", "check")[1]
    assert kept("library", "backup", tmp_path / "copy.db")[0] == Exit.DONE
    assert json.loads(kept("library", "info", "--json", "--library", tmp_path / "copy.db")[1])["articles"] == 1
    assert kept("remove", first["article"]["id"])[0] == Exit.DONE
    assert json.loads(kept("library", "info", "--json")[1])["articles"] == 0


def test_what_a_person_puts_right(kept: Run, tmp_path: Path) -> None:
    (first, *_) = [json.loads(line) for line in kept("said", "الحارثي", "--json")[1].splitlines()]
    key = first["statement"]["id"]
    assert kept("correct", "checked", key, "right", "--by", "منى")[0] == Exit.DONE
    assert "checked: right" in kept("said", "الحارثي")[1]
    made = json.loads(kept("correct", "speaker", key, "فريد الصباغ", "--json")[1])
    assert "speaker put right: فريد الصباغ" in kept("said", "الصباغ")[1]
    assert kept("correct", "list")[1].count("\n") == 2
    assert kept("correct", "export", tmp_path / "c.jsonl")[0] == Exit.DONE
    assert kept("correct", "export", "-")[1].count("\n") == 2
    assert "0 new corrections" in kept("correct", "import", tmp_path / "c.jsonl")[1]
    assert kept("correct", "undo", made["id"])[0] == Exit.DONE
    assert "nothing found here" in kept("said", "الصباغ")[1]


@pytest.mark.parametrize(
    "words",
    [["checked", "x"], ["list", "x"], ["undo"], ["same", "a", "b"], ["undo", "x"], ["import", "none.jsonl"]],
    ids=" ".join,
)
def test_a_correction_that_makes_no_sense_is_one_clear_line(kept: Run, words: list[str]) -> None:
    code, out, err = kept("correct", *words)
    assert code == (Exit.NOTHING_READ if words[0] == "import" else Exit.WRONG_USE)
    assert (out, err.count("\n")) == ("", 1)


def test_what_a_page_said_before(kept: Run, run: Run, tmp_path: Path) -> None:
    address = ("--url", "https://duha.example/1", "--outlet", "صحيفة الضحى", "--published", "2025-10-13")
    for text in (STORY, STORY.replace("الأحد", "الاثنين") + "\nوقال الحارثي إن العمال بخير."):
        path = tmp_path / "page.txt"
        path.write_text(text, encoding="utf-8")
        assert run("add", path, *address)[0] == Exit.DONE
    code, out, _ = kept("versions", "https://duha.example/1")
    assert code == Exit.DONE
    assert "+ «الميناء سيفتح يوم الاثنين»" in out
    assert "- «الميناء سيفتح يوم الأحد»" in out
    first, second = [json.loads(line) for line in kept("versions", "https://duha.example/1", "--json")[1].splitlines()]
    assert (first["changes"], {one["fate"] for one in second["changes"]}) == ([], {"kept", "changed", "new"})


def test_a_story_of_two_copies(run: Run, tmp_path: Path) -> None:
    text = STORY + "\nوأوضح الحارثي أن العمل في الأرصفة كلها يعود تدريجياً، وأن الوزارة ستنشر جدولاً بمواعيد السفن القادمة."
    for name, outlet in (("a", "وكالة الفجر"), ("b", "صحيفة الضحى")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        assert (
            run(
                "add",
                tmp_path / f"{name}.txt",
                "--published",
                "2025-10-13",
                "--outlet",
                outlet,
                "--title",
                "فتح الميناء",
            )[0]
            == 0
        )
    (made,) = [json.loads(line) for line in run("stories", "--json")[1].splitlines()]
    assert len(made["articles"]) == 2
    assert made["copies"]
    out = run("story", made["id"])[1]
    assert "copies" in out
    assert "also in" in out
    assert json.loads(run("story", made["id"], "--json")[1])["story"]["id"] == made["id"]


def test_a_folder_that_holds_the_library_is_added_without_it(run: Run, story: Path) -> None:
    assert run("add", story.parent)[0] == Exit.DONE
    code, out, err = run("add", story.parent)
    assert (code, err) == (Exit.DONE, "")
    assert "1 already there" in out


def test_explain_takes_a_file_and_needs_no_library(run: Run, story: Path, tmp_path: Path) -> None:
    code, out, _ = run("explain", story)
    assert code == Exit.DONE
    assert "sentence:" in out
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_values_and_names(run: Run) -> None:
    out = run("values", "استمر اللقاء ساعتين و45 دقيقة مساء امس السبت", "--published", "2025-08-17")[1]
    assert "PT2H45M" in out
    assert "2025-08-16" in out
    names = run("names", STORY, "--json")[1].splitlines()
    assert any("الحارثي" in json.loads(line)["name"] for line in names)
    assert run("values", " ")[0] == Exit.NOTHING_READ


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('قال سالم الحارثي: "=1+1 هو الجواب الصحيح"، ثم خرج.', encoding="utf-8")
    run("add", tmp_path / "a.txt", "--outlet", "@صحيفة", "--published", "2025-10-13")
    out = run("said", "الحارثي", "--csv")[1]
    assert out.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))
    assert row["words"] == "'=1+1 هو الجواب الصحيح"
    assert row["outlet"] == "'@صحيفة"


def test_nobody_of_that_name_is_no_error_and_no_denial(kept: Run) -> None:
    code, out, _ = kept("said", "فلان المجهول")
    assert code == Exit.DONE
    assert "nothing found here" in out
    assert "Covers" in out


@pytest.mark.parametrize(
    "words",
    [["story", "nope"], ["explain", "nope"], ["remove", "nope"], ["disagreements", "nope"], ["search", "after:soon"]],
    ids=" ".join,
)
def test_an_unknown_id_or_query_is_wrong_use(kept: Run, words: list[str]) -> None:
    code, _, err = kept(*words)
    assert code == Exit.WRONG_USE
    assert err.startswith("musnad: ")
    assert err.count("\n") == 1


# --- bad input: one clear line each, the rest goes on -----------------------------------------------------------------


def bad(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("latin.txt", b"The minister said that the schools would open on Sunday, as was announced."),
        ("binary.txt", bytes(range(256)) * 40),
        ("nul.txt", STORY.encode().replace(b" ", b"\0", 1)),
        ("broken.jsonl", b'{"text": "' + STORY.replace("\n", " ").encode() + b'"\n'),
        ("surrogate.jsonl", b'{"text": "' + STORY.replace("\n", " ").encode() + b' \\ud800"}\n'),
        ("notext.jsonl", b'{"title": "x"}\n'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_source_is_one_line_and_the_rest_goes_on(run: Run, story: Path, tmp_path: Path, name: str, data: bytes) -> None:
    path = bad(tmp_path, name, data)
    code, out, err = run("read", path, story, "--json")
    assert code == Exit.SET_ASIDE, err
    assert len(out.splitlines()) == 1
    first, last = err.splitlines()
    assert first.startswith("set aside: ")
    assert name in first
    assert "1 read, 1 set aside" in last
    code, out, err = run("read", path)
    assert (code, out) == (Exit.NOTHING_READ, "")
    assert len(err.splitlines()) == 2


def test_a_missing_source_is_told(run: Run, story: Path, tmp_path: Path) -> None:
    code, _, err = run("read", tmp_path / "not-there.txt", story)
    assert code == Exit.SET_ASIDE
    assert "not-there.txt" in err
    (tmp_path / "void").mkdir()
    assert run("read", tmp_path / "void")[0] == Exit.NOTHING_READ


def test_a_broken_line_in_the_middle_loses_only_itself(run: Run, tmp_path: Path) -> None:
    good = [json.dumps({"id": str(n), "text": f"{STORY} {n}"}, ensure_ascii=False) for n in range(4)]
    path = bad(tmp_path, "mixed.jsonl", "\n".join([*good[:2], '{"text": oops', *good[2:]]).encode())
    code, out, err = run("read", path, "--json")
    assert code == Exit.SET_ASIDE
    assert len(out.splitlines()) == 4
    assert re.search(r"mixed\.jsonl\D{1,10}3\b", err), err


def test_cp1256_is_read(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("read", bad(tmp_path, "old.txt", STORY.encode("cp1256")), "--json")
    assert code == Exit.DONE
    assert json.loads(out)["statements"]


def test_a_file_over_the_limit_is_named_with_the_limit(run: Run, story: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(65_000_000)  # sparse: takes no room
    code, _, err = run("read", path, story)
    assert code == Exit.SET_ASIDE
    assert "huge.txt" in err
    assert "64" in err


@pytest.mark.parametrize("marks", ['"«“', '»»"', '“"”«»""', "((("])
def test_odd_quotation_marks_lose_nothing(run: Run, tmp_path: Path, marks: str) -> None:
    path = bad(tmp_path, "odd.txt", f"قال الوزير سالم الحارثي: {marks}الميناء سيفتح{marks[::-1]} يوم الأحد. {STORY}".encode())
    code, out, err = run("read", path, "--json")
    assert (code, err) == (Exit.DONE, "")
    assert json.loads(out)["statements"]


def test_what_was_set_aside_is_kept_with_its_reason(run: Run, story: Path, tmp_path: Path) -> None:
    assert run("add", story, bad(tmp_path, "empty.txt", b""))[0] == Exit.SET_ASIDE
    (item,) = [json.loads(line) for line in run("dropped", "--json")[1].splitlines()]
    assert "empty.txt" in item["where"]
    assert item["reason"]


@pytest.mark.parametrize(
    "command",
    [["said", "x"], ["stories"], ["check", "x"], ["search", "x"], ["library", "info"], ["remove", "x"]],
    ids=" ".join,
)
def test_a_missing_library_is_one_clear_line_and_is_not_made(run: Run, tmp_path: Path, command: list[str]) -> None:
    code, out, err = run(*command, "--library", tmp_path / "none.db")
    assert (code, out) == (Exit.NOTHING_READ, "")
    assert err.count("\n") == 1
    assert "none.db" in err
    assert not (tmp_path / "none.db").exists()


def test_a_library_that_cannot_be_made_is_one_clear_line(run: Run, story: Path, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "no" / "folder" / "x.db", story):
        code, out, err = run("add", story, "--library", place)
        assert (code, out) == (Exit.NOTHING_READ, ""), place
        assert err.count("\n") == 1, err
        assert str(place) in err or str(place.parent) in err
    assert story.read_text(encoding="utf-8") == STORY


def test_a_library_of_a_newer_version_is_left_alone(kept: Run, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "musnad.db") as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = (tmp_path / "musnad.db").read_bytes()
    code, _, err = kept("said", "الحارثي")
    assert code == Exit.NOTHING_READ
    assert "newer" in err
    assert err.count("\n") == 1
    assert (tmp_path / "musnad.db").read_bytes() == before


@pytest.mark.soak
def test_no_mutilated_file_is_ever_a_fault(run: Run, tmp_path: Path) -> None:
    seeds = [path.read_bytes() for path in sorted((ROOT / "examples").rglob("*")) if path.suffix in SUFFIXES]
    rolls = random.Random(7)  # the same files every time
    for number in range(round(2000 * float(os.environ.get("MUSNAD_SOAK", "1")))):
        data = bytearray(rolls.choice(seeds))
        for _ in range(rolls.randint(1, 40)):
            at = rolls.randrange(len(data))
            data[at : at + rolls.choice((0, 1, 1, 3, 200))] = rolls.randbytes(rolls.choice((0, 1, 1, 3)))
        path = tmp_path / f"mutant{rolls.choice(SUFFIXES)}"
        path.write_bytes(data)
        code, _, err = run("read", path, "--json")
        assert code in (Exit.DONE, Exit.SET_ASIDE, Exit.NOTHING_READ), f"mutant {number}: {err}"


# --- terminals, pipes, signals ----------------------------------------------------------------------------------------


def on_terminal(words: list[str], **environment: str) -> str:
    """What a command prints on a terminal."""
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm", **environment}
    done = subprocess.Popen([*MUSNAD, *words], stdout=slave, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=env)
    os.close(slave)
    pieces = []
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux ends a terminal with an error
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(master)
    assert done.wait() == 0
    return b"".join(pieces).decode()


def test_pipes_get_neither_isolates_nor_colours(kept: Run, story: Path) -> None:
    for words in (
        ["read", story],
        ["said", "الحارثي"],
        ["search", "الميناء"],
        ["explain", story],
        ["check", "الميناء سيفتح يوم الأحد"],
    ):
        assert not LIVE_ONLY.search(kept(*words)[1]), words


def test_terminals_get_isolates_that_close_and_colours(story: Path) -> None:
    out = on_terminal(["read", str(story), "--outlet", "Sky News عربية"])
    assert "\x1b[1m" in out
    assert "\N{RIGHT-TO-LEFT ISOLATE}Sky News عربية\N{POP DIRECTIONAL ISOLATE}" in out
    for line in out.splitlines():
        opened = sum(line.count(mark) for mark in "\u2066\u2067\u2068")
        assert opened == line.count("\u2069"), line


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_terminals_without_colours(story: Path, environment: dict[str, str]) -> None:
    out = on_terminal(["read", str(story)], **environment)
    assert "\x1b" not in out
    assert "\N{RIGHT-TO-LEFT ISOLATE}" in out


def test_an_article_cannot_command_the_terminal(tmp_path: Path) -> None:
    evil = "قال الوزير سالم الحارثي إن \x1b]0;owned\x07\x1b[2J\u202eالميناء\u2066 سيفتح يوم الأحد."
    (tmp_path / "a.txt").write_text(evil, encoding="utf-8")
    out = on_terminal(["read", str(tmp_path / "a.txt")], NO_COLOR="1")
    assert "الميناء" in out
    assert not re.search("[\x07\x1b\u202e\u2066]", out)


def test_output_is_utf8_whatever_the_locale_says(story: Path) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([*MUSNAD, "read", str(story)], capture_output=True, env=env, check=True)
    assert "الميناء" in done.stdout.decode("utf-8")


def busy(tmp_path: Path) -> subprocess.Popen[bytes]:
    """A command in the middle of its work: it has printed a line and waits for somebody to read more."""
    lines = [json.dumps({"id": str(n), "text": f"{STORY} {n}"}, ensure_ascii=False) for n in range(300)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [*MUSNAD, "read", str(tmp_path / "many.jsonl"), "--json"]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout
    assert reader.stdout.readline()
    return reader


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    reader = busy(tmp_path)
    assert reader.stdout
    assert reader.stderr
    reader.stdout.close()
    assert reader.stderr.read() == b""
    assert reader.wait() == Exit.PIPE_CLOSED
    reader.stderr.close()


def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    reader = busy(tmp_path)
    reader.send_signal(signal.SIGINT)
    _, err = reader.communicate(timeout=60)
    assert (reader.returncode, err) == (Exit.INTERRUPTED, b"")
