"""Every card of tests/cards is a test case; and the cards' own format is tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_files import FOLDER, Card, CardError, read_cards
from card_judge import complaints

CARDS = [card for path in sorted(FOLDER.glob("*.txt")) for card in read_cards(path)]


def _case(card: Card) -> object:
    known = pytest.mark.xfail(strict=True, reason="a known failure: promote the card when it works")
    return pytest.param(card, id=f"{card.where} {card.name}", marks=[known] if card.fails else [])


@pytest.mark.parametrize("card", [_case(card) for card in CARDS])
def test_card(card: Card) -> None:
    found = complaints(card)
    assert not found, "\n" + "\n".join([card.article.get("text", ""), *found])


# -- the format --------------------------------------------------------------------------------------------------------

GOOD = """# a remark on the file

# a denial must not read as a claim
# and more about it
text:    نفت الشركة أن يكون الحريق متعمدا.
text:    وأضافت أن العمل مستمر.
cue:     نفت
speaker: الشركة
content: يكون الحريق متعمدا
stance:  deny
cue:     وأضافت
content: العمل مستمر
speaker: -

# nothing here
text:    أضاف الملح إلى الطعام.
none:
none:    times
expect:  fail

text:    استمر اللقاء نحو ساعتين.
time:    ساعتين = PT2H [APPROX]
"""


def cards_of(text: str, tmp_path: Path) -> list[Card]:
    path = tmp_path / "some.txt"
    path.write_text(text, encoding="utf-8")
    return read_cards(path)


def test_cards_are_read(tmp_path: Path) -> None:
    first, second, third = cards_of(GOOD, tmp_path)
    assert first.name == "a denial must not read as a claim"
    assert first.where == "some.txt:3"
    assert first.article["text"].count("\n") == 1
    assert [given["cue"] for given in first.statements] == [["نفت"], ["وأضافت"]]
    assert first.statements[0]["stance"] == ["deny"]
    assert (second.none, second.fails, second.tells_statements) == ({"statements", "times"}, True, True)
    assert third.values == [("time", "ساعتين", "PT2H [APPROX]")]
    assert not third.tells_statements


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("text: نعم\nnone:\nhue: red", "some.txt:3: nothing is called 'hue'"),
        ("text: نعم\nnone", "needs a label"),
        ("text: نعم\ncontent: نعم", "begins with its cue"),
        ("text: نعم\ncue: نعم\ncue: نعم\ncontent: نعم", "without content"),
        ("text: نعم\ncue: لا\ncontent: نعم", "not in the text: لا"),
        ("text: نعم\ntime: لا = PT2H", "not in the text: لا"),
        ("text: نعم\ntime: نعم", "WORDS = VALUE"),
        ("text: نعم\ncue: نعم\ncontent: نعم\nstance: say\nstance: deny", "stands twice"),
        ("text: نعم\ncue: نعم\ncontent: نعم\nnone:", "none: and statements"),
        ("text: نعم", "nothing is asked for"),
        ("none:", "there is no text"),
        ("text: نعم\nnone: poems", "nothing is called 'none'"),
    ],
)
def test_malformed_cards_are_refused(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(CardError, match=told):
        cards_of(text, tmp_path)
