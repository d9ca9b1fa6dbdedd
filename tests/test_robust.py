"""Odd text gives fewer results, never an error: mutants of the example articles, and marks that go missing."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Reading

STORIES = Path(__file__).resolve().parents[1] / "examples" / "stories"
#: A stretch of a story has so many characters.
STRETCH = 300
MARKS = "\"«»“”'()[]"
INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2069\ufeff"


@cache
def texts() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(STORIES.glob("*.txt")))


def without_mark(text: str, dice: random.Random) -> str:
    marks = [at for at, char in enumerate(text) if char in MARKS]
    at = dice.choice(marks) if marks else 0
    return text[:at] + text[at + 1 :]


def doubled_mark(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(MARKS) * dice.randint(1, 3) + text[at:]


def glued(text: str, dice: random.Random) -> str:
    return text.replace(". ", ".", dice.randint(1, 9))


def one_paragraph(text: str, _: random.Random) -> str:
    return text.replace("\n", " ")


def invisible(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 20)):
        at = dice.randrange(len(text))
        text = text[:at] + dice.choice(INVISIBLE) + text[at:]
    return text


def shuffled(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    first = dice.randrange(len(words))
    part = words[first : first + 30]
    dice.shuffle(part)
    return " ".join(words[:first] + part + words[first + 30 :])


def cut_out(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + text[at + dice.randint(1, 200) :]


MUTATORS: tuple[Callable[[str, random.Random], str], ...] = (
    without_mark, doubled_mark, glued, one_paragraph, invisible, shuffled, cut_out,
)  # fmt: skip


def mutants(count: int, whole: float = 1.0) -> None:
    """Read so many mutated texts; of the share that is not `whole`, stretches of some sentences."""
    dice = random.Random(20261122)
    for number in range(count):
        text = dice.choice(texts())
        if number >= whole * count:
            at = dice.randrange(max(1, len(text) - STRETCH))
            text = text[at : at + STRETCH]
        for _ in range(dice.randint(1, 3)):
            text = dice.choice(MUTATORS)(text, dice)
        assert_sound(text, read(make_article(text, published="2025-10-14")))


def assert_sound(text: str, reading: Reading) -> None:
    """Every span of a reading lies in the text, and every entity that is named exists."""
    keys = {one.key for one in reading.entities}
    spans = [piece for one in reading.statements for piece in one.content]
    spans += [one.cue.span for one in reading.statements if one.cue.span]
    spans += [span for one in reading.statements for span in one.via]
    spans += [speaker.span for one in reading.statements for speaker in one.speakers if speaker.span]
    spans += [one.span for one in (*reading.times, *reading.figures)]
    spans += [one.span for one in reading.mentions if one.of == "text"]
    assert all(0 <= start < stop <= len(text) for start, stop in spans)
    assert {one.entity for one in reading.mentions} <= keys
    assert {one.entity for statement in reading.statements for one in statement.speakers if one.entity} <= keys


def test_mutants_give_sound_readings() -> None:
    mutants(2_000, whole=0.15)


@pytest.mark.soak
def test_many_mutants_give_sound_readings() -> None:
    mutants(round(20_000 * float(os.environ.get("MUSNAD_SOAK", "1"))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "قال",
        "قال إن",
        "قال: ",
        "وأضاف أن أن أن إن إن",
        '"' * 500,
        "«" * 200 + "نص" + "»" * 300,
        "قال " * 2_000,
        "نقلت عن عن عن قوله قوله إن إن",
        "بحسب بحسب بحسب",
        "قال إن الوزير أكد أن المدير أعلن أن " * 200,
        "\ufeff\u202b\u202c",
        "قال الوزير إن ﴿وقل اعملوا﴾ آية ﷺ وﻻ شيء",
    ],
)
def test_odd_texts(text: str) -> None:
    assert_sound(text, read(make_article(text)))


def test_a_line_of_two_hundred_thousand_characters() -> None:
    text = "وقال الوزير سامي الخطيب إن الجسر آمن وأضاف أن العمل مستمر منذ ثلاثة أيام، " * 2_800
    reading = read(make_article(text, published="2025-10-14"))
    assert len(text) > 200_000
    assert len(reading.statements) > 4_000


def test_dropping_a_mark_changes_only_statements_near_it() -> None:
    """Statements more than a paragraph away keep their contents, whichever mark goes."""
    parts = [f'وقال الوزير في اليوم {number}: "الجسر رقم {number} آمن تماما ولن يغلق". ثم مضى.' for number in range(12)]
    text = "\n".join(parts)
    whole = {text[one.content[0].start : one.content[-1].stop] for one in read(make_article(text)).statements}
    assert len(whole) == 12
    for at in (at for at, char in enumerate(text) if char == '"'):
        broken = text[:at] + text[at + 1 :]
        line = text.count("\n", 0, at)
        kept = {broken[one.content[0].start : one.content[-1].stop] for one in read(make_article(broken)).statements}
        far = {words for words in whole if abs(int(words.split()[2]) - line) > 1}
        assert far <= kept


def test_dropping_a_mark_from_a_story_changes_only_its_paragraph() -> None:
    """In each of the example stories, statements of other paragraphs keep their contents to the letter.

    Who speaks in a sentence without a name is told from all that was said before it, so a name may change further down."""
    dice = random.Random(7)
    for text in texts():
        marks = [at for at, char in enumerate(text) if char in MARKS]
        whole = told_by_paragraph(text)
        for at in dice.sample(marks, min(4, len(marks))):
            broken, line = told_by_paragraph(text[:at] + text[at + 1 :]), text.count("\n", 0, at)
            assert all(broken[other] == told for other, told in whole.items() if abs(other - line) > 1), (text[:40], at)


def told_by_paragraph(text: str) -> dict[int, set[tuple[str, ...]]]:
    """The contents of a text's statements, by paragraph."""
    found: dict[int, set[tuple[str, ...]]] = {line: set() for line in range(text.count("\n") + 1)}
    for one in read(make_article(text)).statements:
        if one.of == "text":
            line = text.count("\n", 0, one.content[0].start)
            found[line].add(tuple(text[a:b] for a, b in one.content))
    return found
