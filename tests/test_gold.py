"""Gold sets: read as records, joined with their documents, check sets left alone unless asked for."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import msgspec
import pytest

from musnad.evaluate.gold import (
    Document,
    FurnitureOf,
    Gold,
    GoldDisagreement,
    GoldEntity,
    GoldError,
    GoldMention,
    GoldSegment,
    GoldSide,
    GoldStatement,
    GoldTime,
    MentionedEntity,
    MentionsOf,
    StatementsOf,
    ValuesOf,
)
from musnad.evaluate.project import this_project
from musnad.evaluate.released import (
    OpenGold,
    release,
    release_furniture,
    release_mentions,
    release_story,
    release_values,
)
from musnad.evaluate.values import score_times
from musnad.records import Span, Time

TEXT = "قال الوزير إن المدارس ستفتح الأحد."


def write(folder: Path, name: str, *rows: object) -> None:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_statements_with_their_documents(tmp_path: Path) -> None:
    statement = {"content": [[14, 33]], "who": ["m"], "form": "indirect", "complement": "clause", "cue": [0, 3],
                 "speaker": [4, 10], "to": None, "at": None, "via": [], "negated": False, "inside": None}  # fmt: skip
    entity = {"key": "m", "kind": "person", "aliases": ["الوزير"]}
    write(tmp_path, "statements.dev.jsonl", {"id": "a", "entities": [entity], "statements": [statement]})
    write(tmp_path, "some.docs.jsonl", {"id": "a", "text": TEXT, "unknown field": 1})
    gold = Gold(tmp_path)
    (of,) = gold.statements("dev")
    (one,) = of.statements
    document = gold.document(of.id, "dev")
    assert document.text[one.content[0].start : one.content[0].stop] == "المدارس ستفتح الأحد"
    assert of.entities[0].aliases == ("الوزير",)
    assert gold.has("statements", "dev")
    assert not gold.has("statements", "train")


def test_documents_of_check_sets_are_not_opened(tmp_path: Path) -> None:
    write(tmp_path, "x.check.docs.jsonl", "this is no JSON")
    write(tmp_path, "x.docs.jsonl", {"id": "a", "text": TEXT})
    gold = Gold(tmp_path)
    assert gold.document("a", "dev").text == TEXT
    with pytest.raises(GoldError, match="line 1"):
        gold.document("a", "check")


def test_a_missing_document_of_a_check_set_is_not_named(tmp_path: Path) -> None:
    gold = Gold(tmp_path)
    with pytest.raises(GoldError, match=r"^((?!secret).)*$"):
        gold.document("secret", "check")
    with pytest.raises(GoldError, match="known"):
        gold.document("known", "dev")


def test_a_broken_line_is_named_but_not_quoted(tmp_path: Path) -> None:
    write(tmp_path, "names.dev.jsonl", {"a": "x", "b": "y", "same": True, "kind": "person"}, '{"a": "سر", "b": 3}')
    with pytest.raises(GoldError, match=r"names\.dev\.jsonl, line 2") as caught:
        Gold(tmp_path).names("dev")
    assert "سر" not in str(caught.value)


def test_missing_folder_set_and_corpus(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no folder"):
        Gold(tmp_path / "nowhere")
    with pytest.raises(GoldError, match="no such gold set"):
        Gold(tmp_path).values("dev")
    with pytest.raises(GoldError, match="no such corpus"):
        next(Gold(tmp_path).corpus())


def test_the_real_open_sets_are_read_whole(shared: Path) -> None:
    gold = Gold(shared / "gold")
    for which, documents, statements in (("dev", 63, 341), ("train", 210, 1122), ("seeds", 5, 82)):
        sets = gold.statements(which)
        assert (len(sets), sum(len(of.statements) for of in sets)) == (documents, statements)
        for of in sets:
            text = gold.document(of.id, which).text
            assert all(0 <= piece.start < piece.stop <= len(text) for one in of.statements for piece in one.content)
    for part in ("furniture", "mentions", "names", "values", "stories", "distractors", "disagreements"):
        assert getattr(gold, part)("dev"), part
    for mention in (m for of in gold.mentions("dev") for entity in of.entities for m in entity.mentions):
        assert mention.span.stop - mention.span.start == len(mention.text)


def test_a_released_set_holds_no_words_and_is_joined_to_its_corpus(tmp_path: Path) -> None:
    statement = GoldStatement(content=(Span(14, 33),), who=("minister",), form="indirect", complement="clause")
    marked = StatementsOf("a", (GoldEntity("minister", "person", ("الوزير",)),), (statement,))
    folder, kept = keep_released(tmp_path, "statements", release(marked, Document("a", TEXT), "small"))
    assert b"minister" not in (kept / "statements.ours.jsonl").read_bytes()
    assert not OpenGold(folder, kept).has("statements", "ours")  # the corpus is missing
    keep_corpus(tmp_path, {"id": "a", "text": TEXT})
    gold = OpenGold(folder, kept)
    assert gold.has("statements", "ours")
    (of,) = gold.statements("ours")
    assert of.entities == (GoldEntity("e1", "person", ("الوزير",)),)
    assert of.statements[0].who == ("e1",)
    assert gold.document("a", "ours").text == TEXT
    keep_corpus(tmp_path, {"id": "a", "text": TEXT + " "})
    with pytest.raises(GoldError, match="not the one that was marked"):
        OpenGold(folder, kept).statements("ours")


def test_released_values_are_joined_and_scored_as_far_as_they_were_marked(tmp_path: Path) -> None:
    text = "سافر الوزير يومين وعاد بعد ثلاثة أيام من اللقاء ثم سافر شهرا"
    sure = GoldTime("يومين", Span(12, 17), "duration", "P2D")
    unsure = GoldTime("ثلاثة أيام", Span(27, 37), "duration", "P3D", unsure=True)
    marked = ValuesOf("a", "2025-08-18", (sure, unsure), (), until=45)
    folder, kept = keep_released(tmp_path, "values", release_values(marked, Document("a", text), "small"))
    keep_corpus(tmp_path, {"id": "a", "text": text})
    gold = OpenGold(folder, kept)
    assert gold.has("values", "ours")
    assert not gold.has("statements", "ours")
    assert gold.values("ours") == [marked]
    found = [time_at(12, 17, "P2D"), time_at(27, 31, "P3D"), time_at(55, 59, "P1M")]
    plain = [msgspec.json.decode(msgspec.json.encode(of)) for of in gold.values("ours")]
    (counts,) = score_times(plain, {"a": found})
    assert (counts.gold, counts.found, counts.values, counts.errors) == (1, 1, 1, [])
    (counts,) = score_times(plain, {"a": [time_at(0, 4, "P1D")]})
    assert (counts.gold, counts.found, counts.values) == (1, 1, 0)
    keep_corpus(tmp_path, {"id": "a", "text": text + " "})
    with pytest.raises(GoldError, match="not the one that was marked"):
        OpenGold(folder, kept).values("ours")


def test_released_furniture_is_joined(tmp_path: Path) -> None:
    marked = FurnitureOf("a", (GoldSegment("title", 0, 5), GoldSegment("body", 5, len(TEXT))))
    folder, kept = keep_released(tmp_path, "furniture", release_furniture(marked, Document("a", TEXT), "small"))
    keep_corpus(tmp_path, {"id": "a", "text": TEXT})
    gold = OpenGold(folder, kept)
    assert gold.has("furniture", "ours")
    assert gold.furniture("ours") == [marked]
    assert gold.document("a", "ours").text == TEXT
    keep_corpus(tmp_path, {"id": "a", "text": TEXT + " "})
    with pytest.raises(GoldError, match="not the one that was marked"):
        OpenGold(folder, kept).furniture("ours")


@pytest.mark.parametrize("which", ["ours", "fresh"])
def test_the_released_segments_cover_their_texts(shared: Path, which: str) -> None:
    gold = OpenGold(shared / "gold", this_project().released)
    rows = gold.furniture(which)
    assert rows
    for of in rows:
        ends = [0, *(one.end for one in of.segments)]
        assert [one.start for one in of.segments] == ends[:-1]
        assert ends[-1] == len(gold.document(of.id, which).text)


def test_released_mentions_hold_no_words_and_come_back_whole(tmp_path: Path) -> None:
    text = "وصل الوزير سامح شكري إلى مصر، وقال شكري إن بلاده ستبني مدرسة."
    person = MentionedEntity(
        "minister", "person", "سامح شكري",
        (GoldMention("سامح شكري", Span(11, 20), "name", "الوزير", Span(4, 10)), GoldMention("شكري", Span(35, 39), "name")),
    )  # fmt: skip
    his = GoldMention("بلاده", Span(43, 48), "role")
    country = MentionedEntity("c", "body", "مصر", (GoldMention("مصر", Span(25, 28), "name"), his))
    both = MentionedEntity("both", "group", "بلاده", (his,), members=("minister", "c"))
    marked = MentionsOf("a", (person, country, both))
    folder, kept = keep_released(tmp_path, "mentions", release_mentions(marked, Document("a", text), "small"))
    assert b"minister" not in (kept / "mentions.ours.jsonl").read_bytes()
    keep_corpus(tmp_path, {"id": "a", "text": text})
    (of,) = OpenGold(folder, kept).mentions("ours")
    assert [one.name for one in of.entities] == ["سامح شكري", "مصر", "بلاده"]
    assert of.entities[0].mentions == person.mentions
    assert of.entities[2].members == ("e1", "e2")
    keep_corpus(tmp_path, {"id": "a", "text": text + " "})
    with pytest.raises(GoldError, match="not the one that was marked"):
        OpenGold(folder, kept).mentions("ours")


def time_at(start: int, stop: int, value: str) -> Time:
    return Time(span=Span(start, stop), type="duration", value=value)


@pytest.mark.parametrize("which", ["ours", "fresh"])
def test_the_released_values_fit_their_corpora(shared: Path, which: str) -> None:
    gold = OpenGold(shared / "gold", this_project().released)
    rows = gold.values(which)
    assert rows
    for of in rows:
        text = gold.document(of.id, which).text
        assert all(one.text and text[one.span.start : one.span.stop] == one.text for one in (*of.times, *of.figures))


@pytest.mark.parametrize("which", ["ours", "fresh", "saudi"])
def test_the_released_mentions_fit_their_corpora(shared: Path, which: str) -> None:
    gold = OpenGold(shared / "gold", this_project().released)
    rows = gold.mentions(which)
    assert rows
    for of in rows:
        text = gold.document(of.id, which).text
        assert all(text[one.span.start : one.span.stop] == one.text for entity in of.entities for one in entity.mentions)


def test_an_alias_that_is_not_in_the_text_is_not_released() -> None:
    marked = StatementsOf("a", (GoldEntity("m", "person", ("الرئيس",)),), ())
    with pytest.raises(GoldError, match="not in the text"):
        release(marked, Document("a", TEXT), "small")


def test_released_disagreements_hold_no_words_and_come_back_by_story(tmp_path: Path) -> None:
    documents = [Document("a", "قتل 12 شخصا"), Document("b", "قتل 21 شخصا", title="مقتل عشرين")]
    sides = tuple(GoldSide(*one) for one in (("a", "12", "12"), ("b", "21", "21"), ("b", "عشرين", "عشرون"), ("a", "12", "12")))
    marked = GoldDisagreement("s1", "number of killed", "number", "conflict", sides)
    folder, kept = keep_released(tmp_path, "disagreements", *release_story([marked], documents, "small", "s1"))
    keep_corpus(tmp_path, *(msgspec.to_builtins(one) for one in documents))
    gold = OpenGold(folder, kept)
    assert gold.has("disagreements", "ours")
    assert gold.compared("ours") == {"s1": ("a", "b")}
    (back,) = gold.disagreements("ours")
    assert [side.text for side in back.sides] == ["12", "21", "عشرين", "12"]
    assert [side.value for side in back.sides] == ["1", "2", "3", "1"]
    missing = GoldDisagreement("s1", "who came", "name", "conflict", (GoldSide("a", "سليم", "Salim"),))
    with pytest.raises(GoldError, match="not in the text"):
        release_story([missing], documents, "small", "s1")


@pytest.mark.parametrize("which", ["ours", "fresh"])
def test_the_released_disagreements_fit_their_corpora(shared: Path, which: str) -> None:
    gold = OpenGold(shared / "gold", this_project().released)
    stories = gold.compared(which)
    facts = gold.disagreements(which)
    assert facts
    assert all(side.text.strip() and side.article in stories[one.story] for one in facts for side in one.sides)
    assert all(len({side.value for side in one.sides}) > 1 for one in facts if one.verdict == "conflict")


def keep_released(place: Path, part: str, *rows: object) -> tuple[Path, Path]:
    """Folders of gold and of what the project holds, the set `ours` of a part among the latter; and one for a corpus."""
    folder, kept = place / "gold", place / "kept"
    for one in (folder, kept, place / "corpus"):
        one.mkdir()
    lines = b"\n".join(map(msgspec.json.encode, rows))
    assert lines.isascii()
    (kept / f"{part}.ours.jsonl").write_bytes(lines)
    return folder, kept


def keep_corpus(folder: Path, *rows: object) -> None:
    with lzma.open(folder / "corpus" / "small.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.mark.parametrize("which", ["ours", "fresh", "saudi", "unseen"])
def test_the_released_sets_fit_their_corpora(shared: Path, which: str) -> None:
    gold = OpenGold(shared / "gold", this_project().released)
    rows = gold.statements(which)
    assert rows
    for of in rows:
        text, keys = gold.document(of.id, which).text, {one.key for one in of.entities}
        assert all(text[piece.start : piece.stop].strip() for one in of.statements for piece in one.content)
        assert all(set(one.who) <= keys for one in of.statements)
