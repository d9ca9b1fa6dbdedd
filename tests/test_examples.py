"""The example articles from end to end, against what a careful reader finds in them (examples/expected.json).

expected.json is never adapted to what the engine prints. What falls short stands in examples_short.tsv, each case with
its reason, as a strict known failure: the day it works the test fails until the line is taken out, which
``python tools/promote.py`` does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from musnad.records import Article, Disagreement, Reading, Span, Statement, Story
from musnad.text.fold import fold

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
EXPECTED: dict[str, Any] = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))
MARKS = " \t\n.،؛:,;!?؟\"'«»“”()[]"

#: Known shortfalls: the test's name with its case, and why.
SHORT: dict[str, str] = dict(
    line.split("\t")
    for line in Path(__file__).with_name("examples_short.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


def cases(test: str, items: Iterator[tuple[str, Any]]) -> list[Any]:
    """Parameters of one test, named; those of `SHORT` are strict known failures."""
    return [_case(f"{test}[{name}]", name, item) for name, item in items]


def _case(key: str, name: str, item: Any) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=SHORT[key])] if key in SHORT else []
    return pytest.param(item, id=name, marks=marks)


# --- the articles, read once


@cache
def articles() -> dict[str, Article]:
    """The seventeen articles by their names."""
    from musnad.page.sources import Defaults, open_sources
    from musnad.settings import Settings

    found: dict[str, Article] = {}
    for line in (EXAMPLES / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        defaults = Defaults(**{key: row.get(key) for key in ("published", "outlet", "url", "title")})
        for item in open_sources([str(EXAMPLES / row["file"])], defaults=defaults, settings=Settings()):
            assert isinstance(item, Article), item
            found[item.given_id or Path(row["file"]).stem] = item
    return found


@cache
def readings() -> dict[str, Reading]:
    """Their readings, by the same names."""
    from musnad.reading import read

    return {name: read(article) for name, article in articles().items()}


@cache
def stories() -> tuple[dict[str, Story], dict[str, str]]:
    """Stories by the name of an article, and names of articles by id."""
    from musnad.compare.copies import find_copies
    from musnad.compare.stories import find_stories

    names = {article.id: name for name, article in articles().items()}
    listed = list(articles().values())
    by_id = {one: readings()[name] for one, name in names.items()}
    found = find_stories(listed, by_id, find_copies(listed))
    return {names[one]: story for story in found for one in story.articles}, names


@cache
def disagreements(story: str) -> list[Disagreement]:
    """The disagreements that are found in the story of the expected articles' first one."""
    from musnad.compare.disagreements import find_disagreements

    by_article, names = stories()
    found = by_article[EXPECTED["stories"][story][0]]
    by_id = {articles()[name].id: articles()[name] for name in names.values()}
    return find_disagreements(found, by_id, {articles()[name].id: readings()[name] for name in names.values()})


def plain(text: str) -> str:
    """Folded, without marks, blanks made one."""
    return " ".join("".join(" " if char in MARKS else char for char in fold(text).text).split())


def cut(text: str, span: Span) -> str:
    """The words of a span."""
    return text[span.start : span.stop]


# --- the file itself


def test_expected_json_fits_the_articles() -> None:
    """Every article is expected somewhere, and every string that is expected stands in its article."""
    grouped = [name for story in EXPECTED["stories"].values() for name in story] + EXPECTED["alone"]
    assert sorted(grouped) == sorted(articles()) == sorted(EXPECTED["articles"])
    for name, expected in EXPECTED["articles"].items():
        text = articles()[name].text
        assert all(item["text"] in text for item in expected.get("times", []) + expected.get("figures", []))
        assert all(wanted_spans(name, item) for item in expected["statements"]), name


# --- what an article tells of itself


@pytest.mark.parametrize("name", cases("test_metadata", ((one, one) for one in EXPECTED["articles"])))
def test_metadata(name: str) -> None:
    article, expected = articles()[name], EXPECTED["articles"][name]
    assert (article.published or "")[:10] == (expected["published"] or "")
    assert article.published_from == expected["published_from"]
    for field in ("outlet", "title", "author"):
        assert field not in expected or getattr(article, field) == expected[field]
    assert not [words for words in expected.get("absent", []) if words in article.text]


def _blocks() -> Iterator[tuple[str, Any]]:
    for name, expected in EXPECTED["articles"].items():
        for index, block in enumerate(expected.get("blocks", [])):
            yield f"{name}-{index}-{block['kind']}", (name, block)


@pytest.mark.parametrize("case", cases("test_block", _blocks()))
def test_block(case: tuple[str, dict[str, str]]) -> None:
    name, expected = case
    text = articles()[name].text
    # adjacent blocks of one kind (a list of headlines) count as one
    runs: list[Span] = []
    for block in readings()[name].blocks:
        if block.kind == expected["kind"]:
            joined = bool(runs) and runs[-1].stop == block.span.start
            start = runs.pop().start if joined else block.span.start
            runs.append(Span(start, block.span.stop))
    found = [plain(cut(text, run)) for run in runs]
    first, last = plain(expected["first"]), plain(expected["last"])
    assert [words for words in found if words.startswith(first) and words.endswith(last)], found


def _values() -> Iterator[tuple[str, Any]]:
    for name, expected in EXPECTED["articles"].items():
        for layer in ("times", "figures"):
            for index, item in enumerate(expected.get(layer, [])):
                yield f"{name}-{layer}-{index}", (name, layer, item)


@pytest.mark.parametrize("case", cases("test_value", _values()))
def test_value(case: tuple[str, str, dict[str, Any]]) -> None:
    name, layer, expected = case
    text = articles()[name].text
    items = [item for item in getattr(readings()[name], layer) if item.of == "text"]
    found = [(cut(text, item.span), item.value, item.mod) for item in items]
    near = [item for item in found if expected["text"] in item[0] or item[0] in expected["text"]]
    assert [item for item in near if item[1] == expected["value"] and item[2] == expected.get("mod", item[2])], near


# --- statements


def _statements() -> Iterator[tuple[str, Any]]:
    for name, expected in EXPECTED["articles"].items():
        for index, item in enumerate(expected["statements"]):
            yield f"{name}-{index:02d}", (name, item)


def source_text(name: str, expected: dict[str, Any]) -> str:
    """The text, or the title where the statement is the title's."""
    return (articles()[name].title or "") if expected.get("of") == "title" else articles()[name].text


def wanted_spans(name: str, expected: dict[str, Any]) -> list[Span]:
    """Where the expected content may stand: from each first word to the nearest last word on the same line."""
    text, spans, start = source_text(name, expected), [], 0
    while (start := text.find(expected["first"], start)) >= 0:
        line = text.find("\n", start) % (len(text) + 1)
        end = text.find(expected["last"], start, line)
        if end >= 0:
            spans.append(Span(start, end + len(expected["last"])))
        start += 1
    return spans


def overlap(text: str, one: Span, other: tuple[Span, ...]) -> float:
    """Share of words that a span and the pieces of a content have in common, of all their words."""
    words = lambda span: {at for at in range(span.start, span.stop) if text[at - 1 : at].isspace() or at == span.start}  # noqa: E731
    left, right = words(one), set().union(*map(words, other))
    left, right = ({_word_start(text, at) for at in side} for side in (left, right))
    return len(left & right) / max(1, len(left | right))


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def found_statements(name: str, expected: dict[str, Any]) -> list[Statement]:
    """Statements of the reading whose contents overlap the expected one, best first."""
    text, of = source_text(name, expected), expected.get("of", "text")
    block = expected.get("block")
    wanted = wanted_spans(name, expected)
    scored = [
        (max(overlap(text, span, item.content) for span in wanted), item)
        for item in readings()[name].statements
        if item.of == of and (block is None or item.block == block) and right_cue(text, item, expected)
    ]
    return [item for score, item in sorted(scored, key=lambda pair: -pair[0]) if score >= 0.5]


def right_cue(text: str, item: Statement, expected: dict[str, Any]) -> bool:
    """Whether the cue is the expected one; a colon has none."""
    if expected["cue"] is None or item.cue.span is None:
        return expected["cue"] is None and item.cue.span is None
    cues = [expected["cue"]] if isinstance(expected["cue"], str) else expected["cue"]
    told = plain(cut(text, item.cue.span))
    return any(plain(cue).endswith(told) or told.startswith(plain(cue)) for cue in cues)


def names_of(name: str, statement: Statement) -> set[str]:
    """Every name under which the article knows the statement's speakers."""
    entities = {entity.key: entity for entity in readings()[name].entities}
    known = {plain(speaker.name) for speaker in statement.speakers}
    for speaker in statement.speakers:
        if speaker.entity in entities:
            known |= {plain(alias) for alias in (entities[speaker.entity].name, *entities[speaker.entity].aliases)}
    return known


def wanted_names(expected: dict[str, Any]) -> set[str]:
    """The expected names, plain."""
    return {plain(one) for one in (expected["speaker"], *expected.get("aliases", []))}


def within(one: str, other: str) -> bool:
    """Whether the words of one name are all words of the other."""
    left, right = set(one.split()), set(other.split())
    return bool(left and right) and (left <= right or right <= left)


@pytest.mark.parametrize("case", cases("test_statement", _statements()))
def test_statement(case: tuple[str, dict[str, Any]]) -> None:
    """The statement is found, under its cue, with the right speaker, whatever part of his name is told."""
    name, expected = case
    found = found_statements(name, expected)
    assert found, "no statement with this cue and content"
    wanted, told = wanted_names(expected), names_of(name, found[0])
    assert any(within(one, other) for one in wanted for other in told), (expected["speaker"], told)


@pytest.mark.parametrize("case", cases("test_name", _statements()))
def test_name(case: tuple[str, dict[str, Any]]) -> None:
    """The speaker's name is the fullest that the article has, without role or title (if the statement is found)."""
    name, expected = case
    found = found_statements(name, expected)
    if not found:  # test_statement tells
        return
    told = {plain(speaker.name) for speaker in found[0].speakers}
    assert wanted_names(expected) & told, (expected["speaker"], told)


@pytest.mark.parametrize("case", cases("test_edges", _statements()))
def test_edges(case: tuple[str, dict[str, Any]]) -> None:
    """Its content begins and ends with the right words (if it is found)."""
    name, expected = case
    text = source_text(name, expected)
    found = found_statements(name, expected)
    if not found:  # test_statement tells
        return
    content = plain(" ".join(cut(text, piece) for piece in found[0].content))
    assert content.startswith(plain(expected["first"])), content
    assert content.endswith(plain(expected["last"])), content


def _details() -> Iterator[tuple[str, Any]]:
    for case, (name, item) in _statements():
        if {"form", "complement", "stance", "via", "inside", "pieces"} & set(item):
            yield case, (name, item)


@pytest.mark.parametrize("case", cases("test_details", _details()))
def test_details(case: tuple[str, dict[str, Any]]) -> None:
    """Its form, complement, stance, relays and nesting, where the file tells them (if it is found)."""
    name, expected = case
    text = source_text(name, expected)
    found = found_statements(name, expected)
    if not found:  # test_statement tells
        return
    item = found[0]
    told = {"form": item.form, "complement": item.complement, "stance": item.cue.stance}
    told |= {"inside": item.inside is not None, "pieces": len(item.content)}
    keys = told.keys() & expected.keys()
    assert {key: told[key] for key in keys} == {key: expected[key] for key in keys}
    assert [plain(cut(text, span)) for span in item.via] == [plain(words) for words in expected.get("via", [])]


def _no_statements() -> Iterator[tuple[str, Any]]:
    for name, expected in EXPECTED["articles"].items():
        for words in expected.get("no_statement", []):
            yield f"{name}-{len(words)}", (name, words)


@pytest.mark.parametrize("case", cases("test_no_statement", _no_statements()))
def test_no_statement(case: tuple[str, str]) -> None:
    name, words = case
    start = articles()[name].text.index(words)
    inside = [
        item
        for item in readings()[name].statements
        if item.of == "text" and any(piece.start < start + len(words) and start < piece.stop for piece in item.content)
    ]
    assert not inside


def _people() -> Iterator[tuple[str, Any]]:
    for index, names in enumerate(EXPECTED["same_person"]):
        yield str(index), names


@pytest.mark.parametrize("case", cases("test_same_person", _people()))
def test_same_person(case: list[str]) -> None:
    """Spellings of one name, and no two of the names that stand for different people."""
    import musnad

    assert all(musnad.same_name(case[0], other) for other in case[1:])
    others = [names[0] for names in EXPECTED["same_person"] if names is not case]
    assert not [other for other in others if musnad.same_name(case[0], other)]


# --- across articles


@pytest.mark.parametrize("name", cases("test_story", ((one, one) for one in EXPECTED["stories"])))
def test_story(name: str) -> None:
    by_article, names = stories()
    found = {names[one] for one in by_article[EXPECTED["stories"][name][0]].articles}
    assert found == set(EXPECTED["stories"][name])


@pytest.mark.parametrize("name", cases("test_alone", ((one, one) for one in EXPECTED["alone"])))
def test_alone(name: str) -> None:
    by_article, _ = stories()
    assert name not in by_article or len(by_article[name].articles) == 1


def test_copies() -> None:
    """The copies that are there, and no others."""
    from musnad.compare.copies import find_copies

    _, names = stories()
    groups = [([names[one] for one in group.articles], group.kind) for group in find_copies(list(articles().values()))]
    pairs = {frozenset(pair) for group, _ in groups for pair in combinations(group, 2)}
    wanted = {frozenset(group["articles"]) for group in EXPECTED["copies"]}
    chained = {frozenset({"ports-02-daffa", "ports-06-diffatayn"})}  # both from one agency text
    assert wanted <= pairs <= wanted | chained
    kinds = {frozenset(group): kind for group, kind in groups}
    assert kinds[frozenset({"collapse-01-sari", "collapse-02-sahl"})] == "same"


def sides_met(found: Disagreement, sides: list[dict[str, str]]) -> bool:
    """Whether each expected side is a side of what was found, by article (or a copy of it) and words."""
    names = {article.id: name for name, article in articles().items()}
    told = []
    for side in found.sides:
        words = cut(articles()[names[side.article]].text, side.span)
        told += [(names[one], words) for one in (side.article, *side.copies)]
    return all(any(_is_side(one, side) for one in told) for side in sides)


def _is_side(told: tuple[str, str], side: dict[str, str]) -> bool:
    return told[0] == side["article"] and (told[1] in side["text"] or side["text"] in told[1])


def _disagreements() -> Iterator[tuple[str, Any]]:
    for item in EXPECTED["disagreements"]:
        yield f"{item['story']}-{item['kind']}-{item['sides'][-1]['value']}", item


@pytest.mark.parametrize("case", cases("test_disagreement", _disagreements()))
def test_disagreement(case: dict[str, Any]) -> None:
    """It is found between these values, with the verdict, and a slip is called one."""
    found = [item for item in disagreements(case["story"]) if item.kind == case["kind"]]
    met = [item for item in found if sides_met(item, case["sides"])]
    assert met, [(item.fact, [side.value for side in item.sides]) for item in found]
    assert case["verdict"] in {item.verdict for item in met}
    assert any(bool(item.slip) == case["slip"] for item in met)


def _agreements() -> Iterator[tuple[str, Any]]:
    for item in EXPECTED["agreements"]:
        yield f"{item['story']}-{item['kind']}-{item['name'].split(',')[0].replace(' ', '-')}", item


@pytest.mark.parametrize("case", cases("test_agreement", _agreements()))
def test_agreement(case: dict[str, Any]) -> None:
    """Values that agree, part and total, or a toll that rises are nowhere set against each other as a conflict."""
    pairs = [list(pair) for pair in combinations(case["sides"], 2) if pair[0]["value"] != pair[1]["value"]]
    flagged = [item for item in disagreements(case["story"]) if item.verdict != "compatible"]
    opposed = [item for item in flagged if any(sides_met(item, pair) for pair in pairs)]
    assert not opposed, [(item.fact, item.verdict, [side.value for side in item.sides]) for item in opposed]


def test_nothing_else_is_called_a_conflict() -> None:
    """No conflict is reported beside those that the file tells."""
    extra = []
    for story in EXPECTED["stories"]:
        wanted = [item for item in EXPECTED["disagreements"] if item["story"] == story]
        for found in disagreements(story):
            if found.verdict == "conflict" and not any(sides_met(found, item["sides"]) for item in wanted):
                extra.append((story, found.kind, found.fact, [side.value for side in found.sides]))
    assert not extra


def _checks() -> Iterator[tuple[str, Any]]:
    for index, item in enumerate(EXPECTED["checks"]):
        yield f"{index}-{item['verdict']}", item


@pytest.mark.parametrize("case", cases("test_check", _checks()))
def test_check(case: dict[str, str]) -> None:
    from musnad.compare.check import check_quote
    from musnad.records import Coverage

    pairs = [(articles()[name], readings()[name]) for name in articles()]
    answer = check_quote(case["quote"], case["by"], pairs, Coverage(articles=len(pairs)))
    assert answer.verdict == case["verdict"], answer
