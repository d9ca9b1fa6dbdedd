"""Language data is tested like code: each row finds its own example, ids are unique, look-alike letters fail."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

import musnad
from musnad.text.fold import fold_key
from musnad.text.lexicon import TableError, table

DATA = Path(musnad.__file__).parent / "data"
TABLES = sorted(path.stem for path in DATA.glob("*.tsv"))
GENERATED = sorted(path.stem for path in (DATA / "generated").glob("*.tsv"))
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*$")
#: Columns that hold no words of the row.
OTHER_COLUMNS = frozenset({"id", "source", "example"})
#: Tables whose forms are generated, by id.
MADE_FORMS = {"acts": "generated/act_forms", "cues": "generated/cue_forms", "months": "generated/months"}
_PARTS = re.compile("[|/\N{ARABIC COMMA},;\\s]+")
#: Letters that look like Arabic ones and are not: Persian yeh, keheh, and the like; tatweel.
#: Letters that stand alone are written with a tatweel: the Hijri year's mark, prepositions before a quotation mark.
_ALONE = re.compile("(?<![\u0621-\u064a])[\u0621-\u064a]{1,2}\u0640(?![\u0621-\u064a])")
_LOOKALIKES = frozenset("\u06cc\u06a9\u06be\u06c1\u06d5\u0640")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(dict(row) for row in table(name))


@pytest.mark.parametrize("name", TABLES)
def test_columns_and_ids(name: str) -> None:
    assert rows(name), "an empty table"
    assert {"id", "source", "example"} <= rows(name)[0].keys()
    ids = [row["id"] for row in rows(name)]
    assert not [one for one in ids if not _ID.match(one)], "ids are ASCII"
    assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})
    assert not [row["id"] for row in rows(name) if not row["source"].strip()], "each row names its source"
    assert not [row["id"] for row in rows(name) if not row["example"].strip()], "each row has an example"


@pytest.mark.parametrize("name", [*TABLES, *(f"generated/{name}" for name in GENERATED)])
def test_no_lookalike_letters(name: str) -> None:
    for row in rows(name):
        for column, cell in row.items():
            bare = _ALONE.sub("", cell)
            odd = [char for char in bare if char in _LOOKALIKES or unicodedata.category(char) == "Cf"]
            assert not odd, f"{name}: {row.get('id', '')}: {column}: {[unicodedata.name(char) for char in odd]}"


@pytest.mark.parametrize("name", TABLES)
def test_each_row_finds_its_example(name: str) -> None:
    """At least one of the forms that a row lists occurs in its own example, in folded spelling."""
    missing = [row["id"] for row in rows(name) if not _found(name, row)]
    assert not missing, f"{name}: the example holds none of the row's words: {missing[:10]}"


def _found(name: str, row: dict[str, str]) -> bool:
    example = fold_key(row["example"])
    cells = [cell for column, cell in row.items() if column not in OTHER_COLUMNS]
    forms = {fold_key(part) for cell in cells for part in (cell, *_PARTS.split(cell))} | made_forms(name, row["id"])
    return any(_occurs(form, example) for form in forms if form)


@cache
def made_forms(name: str, row_id: str) -> frozenset[str]:
    """Forms of a row that `make data` generates."""
    made = MADE_FORMS.get(name)
    return frozenset(fold_key(row["form"]) for row in rows(made) if row["id"] == row_id) if made else frozenset()


def _occurs(form: str, example: str) -> bool:
    """Whether a form stands in an example as words, or, for one word or letter, inside one: clitics are written on."""
    if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", example):
        return True
    return " " not in form and form in example


def test_a_row_of_the_wrong_width_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bad.tsv").write_text("id\tform\nx\ty\tz\n", encoding="utf-8")
    monkeypatch.setattr("musnad.text.lexicon.files", lambda _: tmp_path)
    with pytest.raises(TableError, match=r"bad\.tsv, line 2"):
        table("bad")
