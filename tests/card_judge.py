"""What a reading lacks of a card, in lines that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable

from card_files import NONE, Card
from musnad.evaluate.judging import plain
from musnad.find.intervals import anchor_of
from musnad.records import Article, Figure, Reading, Span, Statement, Time

Given = dict[str, list[str]]


def complaints(card: Card) -> list[str]:
    """Everything that differs from the card; none where it is met."""
    from musnad.page.article import make_article

    article = make_article(
        card.article.get("text", ""), title=card.article.get("title"), outlet=card.article.get("outlet"),
        author=card.article.get("author"), published=card.article.get("published"),
    )  # fmt: skip
    found = _values(card)
    if card.tells_statements or _asks(card, "act", "acts"):
        found += _from_reading(card, article)
    return found


def _from_reading(card: Card, article: Article) -> list[str]:
    from musnad.reading import read

    reading = read(article)
    found = _statements(card, article, reading) if card.tells_statements else []
    if _asks(card, "act", "acts"):
        acts = [(article.text[act.span.start : act.span.stop], act.act) for act in reading.acts if act.of == "text"]
        found += _compare("act", [(words, told) for label, words, told in card.values if label == "act"], acts)
    return found


def _asks(card: Card, label: str, layer: str) -> bool:
    return layer in card.none or any(value[0] == label for value in card.values)


# -- statements --------------------------------------------------------------------------------------------------------


def _statements(card: Card, article: Article, reading: Reading) -> list[str]:
    left = list(reading.statements)
    found: list[str] = []
    for given in card.statements:
        best = min(left, key=lambda one: _distance(given, one, article, reading), default=None)
        if best is None or not _same_thing(given, best, article):
            found.append(f"missed: [{given['cue'][0]}] {' … '.join(given['content'])}")
            continue
        left.remove(best)
        found.extend(_differences(given, best, article, reading))
    found.extend(
        f"made up: [{_cut(one.cue.span, one, article)}] {_contents(one, article)} ({one.of}, rule {one.rule})"
        for one in left
    )
    return found


def _same_thing(given: Given, one: Statement, article: Article) -> bool:
    """Whether a statement found is the one of the card, right or not: the same cue, or some of the same words."""
    if one.of != _of(given):
        return False
    if given["cue"][0] != NONE and given["cue"][0] == _cut(one.cue.span, one, article):
        return True
    mine, theirs = set(plain(_contents(one, article)).split()), set(plain(" ".join(given["content"])).split())
    return len(mine & theirs) * 2 >= max(len(mine | theirs), 1)


def _distance(given: Given, one: Statement, article: Article, reading: Reading) -> tuple[bool, int]:
    return not _same_thing(given, one, article), len(_differences(given, one, article, reading))


def _differences(given: Given, one: Statement, article: Article, reading: Reading) -> list[str]:
    told = _told(one, article, reading)
    found = []
    for label, wanted in given.items():
        mine = told[label]
        if label == "who":
            if not _same_people(wanted, one, reading):
                found.append(f"[{given['cue'][0]}] who: {_and(mine)}, not {_and(wanted)}")
        elif mine != wanted:
            found.append(f"[{given['cue'][0]}] {label}: {_and(mine)}, not {_and(wanted)}")
    return found


def _told(one: Statement, article: Article, reading: Reading) -> Given:
    """The statement in the words of a card."""
    speaker = one.speakers[0] if one.speakers else None
    outer = {other.id: other for other in reading.statements}.get(one.inside or "")
    return {
        "cue": [_cut(one.cue.span, one, article)],
        "lemma": [one.cue.lemma],
        "stance": [one.cue.stance],
        "speaker": [_cut(speaker.span if speaker else None, one, article)],
        "who": [person.name for person in one.speakers] or [NONE],
        "how": [speaker.how if speaker else NONE],
        "content": [_cut(piece, one, article) for piece in one.content],
        "form": [one.form],
        "complement": [one.complement],
        "via": [_cut(relay, one, article) for relay in one.via] or [NONE],
        "chain": [f"{link.kind} {link.name}" for link in one.chain] or [NONE],
        "to": [_cut(one.to, one, article)],
        "at": [_cut(one.at, one, article)],
        "negated": ["yes" if one.negated else "no"],
        "said": [one.said or NONE],
        "of": [one.of],
        "nested": [_cut(outer.cue.span, outer, article) if outer else NONE],
    }


def _same_people(wanted: list[str], one: Statement, reading: Reading) -> bool:
    """Whether those who speak are those of the card, each by any name that the reading has for them."""
    names = {entity.key: {entity.name, *entity.aliases} for entity in reading.entities}
    told = [{plain(name) for name in {person.name} | names.get(person.entity or "", set())} for person in one.speakers]
    if wanted == [NONE]:
        return not told
    return len(told) == len(wanted) and all(any(plain(name) in mine for mine in told) for name in wanted)


def _of(given: Given) -> str:
    return given.get("of", ["text"])[0]


def _contents(one: Statement, article: Article) -> str:
    return " … ".join(_cut(piece, one, article) for piece in one.content)


def _cut(span: Span | None, one: Statement, article: Article) -> str:
    text = (article.title or "") if one.of == "title" else article.text
    return text[span.start : span.stop] if span else NONE


def _and(words: list[str]) -> str:
    return " + ".join(words)


# -- values ------------------------------------------------------------------------------------------------------------


def _values(card: Card) -> list[str]:
    found = []
    if _asks(card, "time", "times"):
        wanted = [(words, told) for label, words, told in card.values if label == "time"]
        found += _compare("time", wanted, _times(card))
    if _asks(card, "figure", "figures"):
        wanted = [(words, told) for label, words, told in card.values if label == "figure"]
        found += _compare("figure", wanted, _figures(card))
    return found


def _times(card: Card) -> list[tuple[str, str]]:
    from musnad.find.times import TimeWords, find_times
    from musnad.text.view import look

    text, published = card.article["text"], card.article.get("published")
    anchor = anchor_of(published)
    return [(_words(text, one), time_told(one)) for one in find_times(look(text), anchor, TimeWords.load())]


def _figures(card: Card) -> list[tuple[str, str]]:
    from musnad.find.figures import FigureWords, find_figures
    from musnad.find.times import TimeWords, find_times
    from musnad.text.view import look

    text = card.article["text"]
    view = look(text)
    times = find_times(view, None, TimeWords.load())
    return [(_words(text, one), figure_told(one)) for one in find_figures(view, FigureWords.load(), times)]


def time_told(one: Time) -> str:
    """A time in the words of a card: its value, the modifier in brackets."""
    return f"{one.value or NONE}{f' [{one.mod}]' if one.mod else ''}"


def figure_told(one: Figure) -> str:
    """A figure in the words of a card: its value or two ends, its unit, the modifier in brackets."""
    two = one.kind in ("range", "score")
    value = f"{_number(one.low)}..{_number(one.high)}" if two else _number(one.value)
    return value + (f" {one.unit}" if one.unit else "") + (f" [{one.mod}]" if one.mod else "")


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.15g}"


def _words(text: str, one: Time | Figure) -> str:
    return text[one.span.start : one.span.stop]


def _compare(label: str, wanted: Iterable[tuple[str, str]], found: Iterable[tuple[str, str]]) -> list[str]:
    wanted, found = list(wanted), list(found)
    lines = [f"{label} missed: {words} = {told}" for words, told in wanted if (words, told) not in found]
    return lines + [f"{label} made up: {words} = {told}" for words, told in found if (words, told) not in wanted]
