"""What must be seen on the five reports that the project began from; they stay beside the project: few words stand here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from musnad.page.article import make_article
from musnad.reading import read
from musnad.records import Article, Reading, Statement
from musnad.text.fold import fold_key

#: The day that is given with each report; 000 has none, 004 carries its own stamp.
GIVEN = {"001": "2025-08-17", "002": "2025-08-16", "003": "2025-08-16"}
PESKOV, PUTIN, TRUMP = "بيسكوف", "بوتين", "ترامب"
Seed = Callable[[str], tuple[Article, Reading]]


@pytest.fixture(scope="session")
def seed(shared: Path) -> Seed:
    """Article and reading of a seed by its number."""

    @cache
    def by_number(number: str) -> tuple[Article, Reading]:
        (path,) = (shared / "seeds").glob(f"{number}_*.txt")
        article = make_article(path.read_text(encoding="utf-8"), published=GIVEN.get(number), outlet="تجربة")
        return article, read(article)

    return by_number


def own(reading: Reading) -> list[Statement]:
    """The article's own statements."""
    return [one for one in reading.statements if one.block == "body"]


def content(article: Article, statement: Statement) -> str:
    return " ".join(article.text[piece.start : piece.stop] for piece in statement.content)


def speakers(statement: Statement) -> str:
    return " ".join(one.name for one in statement.speakers)


def said_with(article: Article, reading: Reading, words: str) -> Statement:
    """The one statement of the article's own whose content holds some words."""
    (found,) = [one for one in own(reading) if fold_key(words) in fold_key(content(article, one))]
    return found


def values(reading: Reading, block: str = "body") -> list[str | None]:
    return [one.value for one in reading.times if one.block == block]


def test_000_the_glued_digest_is_a_repeat(seed: Seed) -> None:
    article, _ = seed("000")
    assert [block.kind for block in article.blocks] == ["repeat", "body"]
    assert article.text[article.blocks[1].span.start :].startswith("أكد المتحدث")


def test_000_every_statement_of_the_spokesman_is_his(seed: Seed) -> None:
    article, reading = seed("000")
    his = [one for one in own(reading) if PESKOV in speakers(one)]
    assert len(his) >= 7
    assert len(own(reading)) - len(his) == 1
    lemmas = {one.cue.lemma for one in his}
    assert {"أكد", "أضاف", "قال", "أردف"} <= lemmas
    answer = said_with(article, reading, "زيارة السيد ويتكوف")
    assert PESKOV in speakers(answer)


def test_000_a_term_in_marks_is_no_statement(seed: Seed) -> None:
    article, reading = seed("000")
    assert "روح أنكوريج" not in {content(article, one).strip('"') for one in reading.statements}


def test_000_a_statement_goes_on_over_the_line_break(seed: Seed) -> None:
    article, reading = seed("000")
    found = said_with(article, reading, "استعدادهما للعمل")
    assert speakers(found) == "الزعيمان"
    assert found.content[0].start > article.text.rindex("\n") - 1


def test_000_values(seed: Seed) -> None:
    _, reading = seed("000")
    assert "PT2H45M" in values(reading)
    assert "XXXX-WXX-1" in values(reading)


def test_001_blocks_are_told_apart(seed: Seed) -> None:
    article, _ = seed("001")
    kinds = [block.kind for block in article.blocks]
    assert kinds[:4] == ["dateline", "body", "credit", "heading"]
    assert kinds.count("related_text") == 2
    assert kinds.count("related_title") >= 10


def test_001_what_the_embedded_article_says_is_not_the_hosts(seed: Seed) -> None:
    article, reading = seed("001")
    assert all(PESKOV not in speakers(one) for one in own(reading))
    thursday = [one for one in reading.times if article.text[one.span.start : one.span.stop] == "اليوم الخميس"]
    assert [(one.block, one.value) for one in thursday] == [("related_text", "XXXX-WXX-4")]


def test_001_dates_resolve_by_the_day_given(seed: Seed) -> None:
    article, reading = seed("001")
    found = {article.text[one.span.start : one.span.stop]: one.value for one in reading.times if one.block == "body"}
    assert found["امس السبت"] == "2025-08-16"
    assert found["الاثنين المقبل"] == "2025-08-18"


def test_001_the_chain_leads_over_the_statement_of_the_kremlin(seed: Seed) -> None:
    article, reading = seed("001")
    found = said_with(article, reading, "في المقام الأول إمكانية")
    assert PUTIN in speakers(found)
    kinds = [(link.kind, link.name) for link in found.chain]
    assert kinds[0] == ("outlet", "تجربة")
    assert kinds[-3:] == [("document", "البيان"), ("body", "الكرملين"), ("person", speakers(found))]


def test_002_the_chain_leads_over_credit_and_channel(seed: Seed) -> None:
    article, reading = seed("002")
    found = said_with(article, reading, "انتهت المحادثات")
    links = [(link.kind, link.from_, link.name) for link in found.chain]
    assert ("republisher", "credit", "RT") in links
    assert any(kind == "channel" and "تلغرام" in name for kind, _, name in links)
    assert links[-1] == ("body", "sentence", "الكرملين")


def test_002_the_slip_is_read_as_written_and_teasers_are_not_the_articles(seed: Seed) -> None:
    article, reading = seed("002")
    assert "PT2M45S" in values(reading)
    body_end = next(block.span.start for block in article.blocks if block.kind == "credit")
    assert all(one.content[-1].stop <= body_end for one in own(reading))
    assert [one for one in reading.statements if one.block == "related_text"]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("تؤسس لتطبيع", PUTIN),
        ("اتصالات مباشرة جيدة", PUTIN),
        ("نتجاوز الخلافات", TRUMP),
        ("سأطلع الرئيس", TRUMP),
        ("قد انتهت", "الكرملين"),
        ("الأجواء ممتازة", "بيلاوسوف"),
        ("استعادة الحركة الجوية", "دارشييف"),
        ("إعداد كافة الوثائق", "دارشييف"),
        ("مضت على نحو جيد", "دميترييف"),
        ("لنهاية عزلة", "تاس"),
    ],
)
def test_003_each_speaker_with_their_own(seed: Seed, words: str, who: str) -> None:
    article, reading = seed("003")
    assert who in speakers(said_with(article, reading, words))


def test_003_the_white_house_describes_the_summit(seed: Seed) -> None:
    article, reading = seed("003")
    found = [one for one in own(reading) if speakers(one) == "البيت الأبيض"]
    assert [one.cue.stance for one in found] == ["describe"]
    assert "تاريخية" in content(article, found[0])


def test_003_quoted_crossheads_are_no_statements(seed: Seed) -> None:
    article, reading = seed("003")
    heads = [block.span for block in article.blocks if block.kind == "subhead"]
    assert len(heads) == 4
    for one in reading.statements:
        assert not any(head.start <= piece.start < head.stop for piece in one.content for head in heads)


def test_003_one_man_under_two_spellings(seed: Seed) -> None:
    _, reading = seed("003")
    named = [{one.name, *one.aliases} for one in reading.entities if one.kind == "person"]
    assert any("بيلاوسوف" in " ".join(names) and "بيلوسوف" in " ".join(names) for names in named)
    assert any("دميترييف" in " ".join(names) and "ديمتريف" in " ".join(names) for names in named)
    assert not any("بيلاوسوف" in " ".join(names) and "دميترييف" in " ".join(names) for names in named)


def test_004_blocks_with_a_heading_glued_to_the_lead(seed: Seed) -> None:
    article, _ = seed("004")
    kinds = [block.kind for block in article.blocks]
    assert kinds[:7] == ["title", "published", "dateline", "heading", "body", "credit", "keywords"]
    assert (article.published, article.published_from) == ("2025-05-06", "stamp")
    assert kinds.count("related_text") == 1


def test_004_the_chain_is_carried_to_his_next_sentences(seed: Seed) -> None:
    article, reading = seed("004")
    for words in ("لقد أكدنا", "بين بوتين وترمب", "حول هذا الموضوع"):
        found = said_with(article, reading, words)
        assert PESKOV in speakers(found)
        names = [link.name for link in found.chain]
        assert any("نوفوستي" in name for name in names)
        assert any("الاتحاد" in name for name in names)
        assert found.chain[-1].name == speakers(found)
    assert said_with(article, reading, "حول هذا الموضوع").chain[-2].from_ == "carried"


def test_004_a_title_that_stands_in_the_text_is_a_statement(seed: Seed) -> None:
    _, reading = seed("004")
    found = [one for one in reading.statements if one.block == "title"]
    assert [(speakers(one), one.cue.span) for one in found] == [("الكرملين", None)]


def test_004_one_man_under_two_spellings(seed: Seed) -> None:
    _, reading = seed("004")
    trump = [{one.name, *one.aliases} for one in reading.entities if TRUMP in f"{one.name} {one.aliases}"]
    assert len(trump) == 1
    assert any("ترمب" in name for name in trump[0])


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_spans_lie_in_the_text_and_blocks_cover_it(seed: Seed, number: str) -> None:
    article, reading = seed(number)
    edges = [block.span for block in article.blocks]
    assert edges[0].start == 0
    assert edges[-1].stop == len(article.text)
    assert all(a.stop == b.start for a, b in pairwise(edges))
    for statement in reading.statements:
        for piece in statement.content:
            assert 0 <= piece.start < piece.stop <= len(article.text)
        assert 0 <= statement.confidence <= 1


def test_together_one_story_and_one_doubtful_length(seed: Seed) -> None:
    from musnad.compare.copies import find_copies
    from musnad.compare.disagreements import find_disagreements
    from musnad.compare.stories import find_stories

    number = {seed(one)[0].id: one for one in ("000", "001", "002", "003", "004")}
    articles = [seed(one)[0] for one in number.values()]
    readings = {seed(one)[0].id: seed(one)[1] for one in number.values()}
    stories = find_stories(articles, readings, find_copies(articles))
    (story,) = [one for one in stories if len(one.articles) > 2]
    assert {"000", "001", "002", "003"} <= {number[one] for one in story.articles}

    found = find_disagreements(story, {one.id: one for one in articles}, readings)
    (length,) = [one for one in found if one.kind == "duration"]
    assert length.verdict == "unsure"
    assert length.slip is not None
    assert length.for_
    assert length.against
    sides = {number[one.article]: one.value for one in length.sides}
    assert sides["000"] == sides["003"] == "PT2H45M"
    assert sides["002"] == "PT2M45S"
    assert "PT3H" in sides["001"]
    values = {one.value for one in length.sides}
    assert not values & {"PT12M", "PT8M", "PT4M", "PT2H"}
