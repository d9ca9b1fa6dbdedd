"""Scorers against gold made here: what counts as right, and what as wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from musnad.evaluate import furniture, mentions, names, statements
from musnad.evaluate.gold import Document, Gold, GoldEntity, GoldStatement, StatementsOf
from musnad.evaluate.judging import Judge, Judgement
from musnad.evaluate.parts import PARTS
from musnad.evaluate.scores import Engine, Options, Score
from musnad.records import Article, Block, Cue, Entity, Mention, Reading, Span, Speaker, Statement

TEXT = "قالت رويترز إن الوزير سامي حداد أكد أن المدارس ستفتح الأحد، مضيفا أن الكتب وصلت كلها."
DOCUMENT = Document(id="a", text=TEXT, outlet="x")
MINISTER = GoldEntity(key="m", kind="person", aliases=("سامي حداد", "الوزير"))
OTHER = GoldEntity(key="o", kind="org", aliases=("رويترز",))


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def marked(content: str, cue: str = "أكد", **more: Any) -> GoldStatement:
    more = {"who": ("m",), "form": "indirect", "complement": "clause", **more}
    return GoldStatement(content=(span(content),), cue=span(cue), **more)


def found(content: str, cue: str | None = "أكد", who: str | None = "سامي حداد", **more: Any) -> Statement:
    told = (Speaker(entity="e1", name=who, how="named"),) if who else ()
    more = {"form": "indirect", "complement": "clause", "speakers": told, "confidence": 0.9, **more}
    said = Cue(span=span(cue) if cue else None, lemma="أكد", stance="affirm")
    return Statement(id="s", content=(span(content),), cue=said, rule="r", **more)


def judge(
    gold: list[GoldStatement], mine: list[Statement], entities: tuple[Entity, ...] = (), foreign: Any = None
) -> list[Judgement]:
    of = StatementsOf(id="a", entities=(MINISTER, OTHER), statements=tuple(gold))
    reading = Reading(id="a", version="1", made_by="test", statements=tuple(mine), entities=entities)
    return Judge(DOCUMENT, of, reading, foreign).judge()


def counts(*args: Any, **more: Any) -> dict[str, float]:
    return statements.tally(judge(*args, **more))


def test_all_right() -> None:
    right = counts([marked("المدارس ستفتح الأحد")], [found("المدارس ستفتح الأحد")])
    for name in ("gold", "found", "matched", "exact", "speaker right", "cue", "form", "complement", "negated"):
        assert right[name] == 1, name
    (one,) = judge([marked("المدارس ستفتح الأحد")], [found("المدارس ستفتح الأحد")])
    assert list(statements.faults_of(one)) == []


def test_missed_and_made_up() -> None:
    judged = judge([marked("المدارس ستفتح الأحد")], [found("الكتب وصلت كلها")])
    assert [fault.kind for one in judged for fault in statements.faults_of(one)] == ["missed", "made up"]
    assert statements.tally(judged).get("matched", 0) == 0


def test_half_of_the_words_is_enough_to_match_but_not_exact() -> None:
    got = counts([marked("المدارس ستفتح الأحد، مضيفا")], [found("المدارس ستفتح")])
    assert (got["matched"], got["exact"]) == (1, 0)
    assert counts([marked("المدارس ستفتح الأحد، مضيفا أن")], [found("المدارس ستفتح")]).get("matched", 0) == 0


@pytest.mark.parametrize("who", ["سامي حدّاد", "الوزير", "«سامي حداد»"])
def test_any_alias_in_any_spelling_is_the_speaker(who: str) -> None:
    assert counts([marked("المدارس ستفتح الأحد")], [found("المدارس ستفتح الأحد", who=who)])["speaker right"] == 1


def test_aliases_of_the_found_entity_count() -> None:
    entity = Entity(key="e1", kind="person", name="الوزير سامي", aliases=("سامي حداد",))
    got = counts([marked("المدارس ستفتح الأحد")], [found("المدارس ستفتح الأحد", who="وزير")], (entity,))
    assert got["speaker right"] == 1


def test_the_words_of_the_span_count() -> None:
    told = (Speaker(entity=None, name="وزير ما", how="named", span=span("سامي حداد")),)
    got = counts([marked("المدارس ستفتح الأحد")], [found("المدارس ستفتح الأحد", speakers=told)])
    assert got["speaker right"] == 1


def test_wrong_speaker_and_none_are_told_apart() -> None:
    wrong = counts([marked("المدارس ستفتح الأحد")], [found("المدارس ستفتح الأحد", who="رويترز")])
    none = counts([marked("المدارس ستفتح الأحد")], [found("المدارس ستفتح الأحد", who=None)])
    assert (wrong["speaker wrong"], wrong["speaker told"]) == (1, 1)
    assert (none["speaker none"], none["speaker told"]) == (1, 0)


def test_two_who_speak_together_are_a_set() -> None:
    gold = [marked("المدارس ستفتح الأحد", who=("o", "m"))]
    both = tuple(Speaker(entity=None, name=name, how="named") for name in ("سامي حداد", "رويترز"))
    assert counts(gold, [found("المدارس ستفتح الأحد", speakers=both)])["speaker right"] == 1
    assert counts(gold, [found("المدارس ستفتح الأحد")])["speaker wrong"] == 1
    assert counts([marked("المدارس ستفتح الأحد")], [found("المدارس ستفتح الأحد", speakers=both)])["speaker wrong"] == 1


def test_cues_overlap_or_are_both_missing() -> None:
    gold = marked("المدارس ستفتح الأحد")
    no_cue = GoldStatement(content=gold.content, who=("m",), form="direct", complement="quote")
    assert counts([gold], [found("المدارس ستفتح الأحد", cue="قالت")])["cue"] == 0
    assert counts([gold], [found("المدارس ستفتح الأحد", cue=None)])["cue"] == 0
    assert counts([no_cue], [found("المدارس ستفتح الأحد", cue=None)])["cue"] == 1


def test_relays_are_counted_one_to_one() -> None:
    gold = [marked("المدارس ستفتح الأحد", via=(span("رويترز"),))]
    got = counts(gold, [found("المدارس ستفتح الأحد", via=(span("قالت رويترز"), span("كلها")))])
    assert (got["via"], got["via found"], got["via gold"]) == (1, 2, 1)


def test_titles_and_foreign_blocks_are_left_out() -> None:
    gold = [marked("المدارس ستفتح الأحد")]
    for more in ({"of": "title"}, {"block": "related_text"}, {"block": "repeat"}, {"block": "notice"}):
        got = counts(gold, [found("المدارس ستفتح الأحد", **more)])
        assert got.get("found", 0) == 0, more
        assert got["gold"] == 1
    assert counts(gold, [found("المدارس ستفتح الأحد", block="body")])["matched"] == 1


def test_where_the_gold_marks_foreign_blocks_engine_and_gold_must_agree() -> None:
    gold, foreign = [marked("المدارس ستفتح الأحد")], [Span(0, len(TEXT))]
    assert counts(gold, [found("المدارس ستفتح الأحد", block="related_text")], foreign=foreign)["matched"] == 1
    assert counts(gold, [found("المدارس ستفتح الأحد", block="body")], foreign=foreign).get("matched", 0) == 0
    assert counts(gold, [found("المدارس ستفتح الأحد", block="notice")], foreign=foreign).get("found", 0) == 0


def test_errors_name_what_differs() -> None:
    mine = found("المدارس ستفتح", form="mixed", complement="nominal", negated=True, who=None)
    (one,) = judge([marked("المدارس ستفتح الأحد", via=(span("رويترز"),))], [mine])
    faults = list(statements.faults_of(one))
    kinds = ["content", "speaker none", "via", "form", "complement", "negated"]
    assert [fault.kind for fault in faults] == kinds
    assert {(fault.article, fault.rule) for fault in faults} == {("a", "r")}


# -- whole scorers, on a folder of gold -------------------------------------------------------------------------------


class Prepared(Engine):
    """An engine that says what it is told to say."""

    def __init__(self, reading: Reading | None = None, blocks: tuple[Block, ...] = ()) -> None:
        super().__init__()
        self.reading, self.blocks = reading, blocks

    def read(self, document: Document) -> Reading:  # noqa: ARG002
        assert self.reading is not None
        return self.reading

    def article(self, document: Document) -> Article:
        return Article(id=document.id, version="1", text=document.text, blocks=self.blocks)


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    def write(name: str, *rows: object) -> None:
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / name).write_text(lines, encoding="utf-8")

    statement = {"content": [span("المدارس ستفتح الأحد")], "who": ["m"], "form": "indirect", "complement": "clause",
                 "cue": span("أكد")}  # fmt: skip
    write("x.docs.jsonl", {"id": "a", "text": TEXT, "outlet": "x"})
    write("statements.dev.jsonl", {"id": "a", "entities": [{"key": "m", "kind": "person", "aliases": ["سامي حداد"]}],
                                   "statements": [statement]})  # fmt: skip
    minister = [
        {"text": "سامي حداد", "span": span("سامي حداد"), "how": "name"},
        {"text": "الوزير", "span": span("الوزير"), "how": "role"},
    ]
    agency = [{"text": "رويترز", "span": span("رويترز"), "how": "name"}]
    entities = [
        {"key": "m", "kind": "person", "name": "سامي حداد", "mentions": minister},
        {"key": "r", "kind": "body", "name": "رويترز", "mentions": agency},
    ]
    write("mentions.dev.jsonl", {"id": "a", "entities": entities})
    segments = [{"kind": "dateline", "start": 0, "end": 12}, {"kind": "body", "start": 12, "end": len(TEXT)}]
    write("furniture.dev.jsonl", {"id": "a", "segments": segments})
    pairs = [("ترامب", "ترمب", True), ("حسن", "حسين", False), ("بوتن", "بوتين", True)]
    write("names.dev.jsonl", *({"a": a, "b": b, "same": same, "kind": "person"} for a, b, same in pairs))
    return Gold(tmp_path)


def values(score: Score) -> dict[str, float | None]:
    return {one.name: one.value for one in score.measures}


@pytest.mark.parametrize("by", PARTS["statements"].by)
def test_statements_score_and_groups(gold: Gold, by: str) -> None:
    reading = Reading(id="a", version="1", made_by="test", statements=(found("المدارس ستفتح الأحد"),))
    score = statements.score(gold, "dev", Prepared(reading), Options(by=by))
    assert values(score)["overlap F1"] == 1
    assert values(score)["with right speaker F1"] == 1
    assert score.groups
    assert score.groups[0].measures[0].of > 0


def test_mentions_need_span_kind_and_way(gold: Gold) -> None:
    entities = (Entity(key="1", kind="person", name="سامي حداد"), Entity(key="2", kind="place", name="رويترز"))
    told = (
        Mention(span=span("سامي حداد"), entity="1", how="name"),
        Mention(span=span("الوزير"), entity="2", how="role"),
        Mention(span=span("رويترز"), entity="2", how="name"),
        Mention(span=span("المدارس"), entity="2", how="pronoun"),
        Mention(span=span("المدارس"), entity="2", how="name", of="title"),
    )
    reading = Reading(id="a", version="1", made_by="test", entities=entities, mentions=told)
    score = mentions.score(gold, "dev", Prepared(reading))
    got = values(score)
    assert (got["names F1"], got["names, person F1"], got["names, body F1"]) == (0.5, 1.0, 0.0)
    assert (got["names, span alone F1"], got["roles F1"], got["roles, span alone F1"]) == (1.0, 0.0, 1.0)
    assert got["coreference B³ precision"] == pytest.approx(2 / 3)
    assert got["coreference B³ recall"] == pytest.approx(2 / 3)
    assert [fault.kind for fault in score.faults] == ["kind", "kind"]


def test_furniture_counts_segments_and_characters(gold: Gold) -> None:
    right = (Block(kind="dateline", span=Span(0, 12)), Block(kind="body", span=Span(12, len(TEXT))))
    wrong = (Block(kind="body", span=Span(0, 12)), Block(kind="notice", span=Span(12, len(TEXT))))
    got = values(furniture.score(gold, "dev", Prepared(blocks=right)))
    assert (got["segments F1"], got["body lost"], got["furniture kept as body"]) == (1, 0, 0)
    score = furniture.score(gold, "dev", Prepared(blocks=wrong))
    got = values(score)
    assert (got["segments F1"], got["body lost"], got["furniture kept as body"]) == (0, 1, 1)
    assert len(score.faults) == 2
    assert values(furniture.score(gold, "dev", Prepared()))["body lost"] == 1


def test_names_are_joined_or_kept_apart(gold: Gold, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_same_name", lambda: lambda a, b: a[0] == b[0] and a != "بوتن")
    score = names.score(gold, "dev", Engine(), Options(by="kind"))
    got = values(score)
    assert (got["same name precision"], got["same name recall"]) == (0.5, 0.5)
    assert sorted(fault.kind for fault in score.faults) == ["joined", "kept apart"]
    assert [group.name for group in score.groups] == ["person"]
